"""The first step: the tables every desk began with, as literal SQL that is never edited again."""

from __future__ import annotations

_SORTED = (  # index, column: each list order has one index that also answers every cheap filter
    ("cases_by_number", "number_key"),
    ("cases_by_title", "title_key"),
    ("cases_by_kind", "kind"),
    ("cases_by_submitter", "submitter_key"),
    ("cases_by_delegation", "delegation_key"),
    ("cases_by_category", "category_key"),
    ("cases_by_lead_unit", "lead_unit_key"),
    ("cases_by_stage", "stage"),
    ("cases_by_assigned_on", "assigned_on"),
    ("cases_by_due_on", "due_on"),
    ("cases_by_replied_on", "replied_on"),
    ("cases_by_doc_no", "doc_no_key"),
    ("cases_by_result_class", "result_class_key"),
    ("cases_by_verdict", "verdict_key"),
)

STATEMENTS = (
    """CREATE TABLE session (
                id INTEGER PRIMARY KEY,
                body TEXT NOT NULL CHECK (body IN ('congress', 'cppcc')),
                place TEXT NOT NULL,
                term INTEGER NOT NULL CHECK (term >= 0),
                number INTEGER NOT NULL CHECK (number >= 0),
                year INTEGER NOT NULL,
                level TEXT NOT NULL,
                assigned_on TEXT,
                closed_on TEXT,
                notice_title TEXT NOT NULL,
                notice_no TEXT NOT NULL,
                text TEXT NOT NULL,
                UNIQUE (body, place, term, number)
            ) STRICT""",
    """CREATE TABLE unit (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL CHECK (name <> ''),
                system TEXT NOT NULL,
                doc_prefix TEXT NOT NULL,
                letterhead TEXT NOT NULL,
                is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
                successor_id INTEGER REFERENCES unit (id)
            ) STRICT""",
    """CREATE TABLE unit_name (
                unit_id INTEGER NOT NULL REFERENCES unit (id),
                use INTEGER NOT NULL CHECK (use IN (0, 1, 2)),
                position INTEGER NOT NULL,
                name TEXT NOT NULL,
                folded TEXT NOT NULL,
                PRIMARY KEY (unit_id, use, position)
            ) STRICT""",
    "CREATE INDEX unit_name_by_folded ON unit_name (folded, use, unit_id)",
    """CREATE TABLE contact (
                unit_id INTEGER NOT NULL REFERENCES unit (id),
                position INTEGER NOT NULL,
                role TEXT NOT NULL,
                name TEXT NOT NULL,
                phone TEXT NOT NULL,
                post TEXT NOT NULL,
                PRIMARY KEY (unit_id, position)
            ) STRICT""",
    """CREATE TABLE scheme (
                id TEXT NOT NULL,
                version INTEGER NOT NULL,
                content TEXT NOT NULL,
                PRIMARY KEY (id, version)
            ) STRICT""",
    """CREATE TABLE calendar_year (
                year INTEGER PRIMARY KEY,
                content TEXT NOT NULL
            ) STRICT""",
    """CREATE TABLE setting (
                key TEXT PRIMARY KEY,
                value TEXT NOT NULL
            ) STRICT""",
    """CREATE TABLE draft (
                key TEXT PRIMARY KEY,
                content TEXT NOT NULL,
                at TEXT NOT NULL
            ) STRICT""",
    """CREATE TABLE cases (
                id INTEGER PRIMARY KEY,
                version INTEGER NOT NULL CHECK (version >= 1),
                session_id INTEGER NOT NULL REFERENCES session (id),
                scheme_id TEXT NOT NULL,
                scheme_version INTEGER NOT NULL,
                is_deleted INTEGER NOT NULL CHECK (is_deleted IN (0, 1)),
                kind INTEGER NOT NULL,
                origin INTEGER NOT NULL,
                stage INTEGER NOT NULL,
                is_key INTEGER NOT NULL CHECK (is_key IN (0, 1)),
                item_no TEXT NOT NULL,
                title TEXT NOT NULL,
                submitter TEXT NOT NULL,
                co_submitters INTEGER NOT NULL,
                delegation TEXT NOT NULL,
                category TEXT NOT NULL,
                lead_unit TEXT NOT NULL,
                co_units TEXT NOT NULL,
                leader TEXT NOT NULL,
                section TEXT NOT NULL,
                handler TEXT NOT NULL,
                assigned_on TEXT,
                due_on TEXT,
                owed_on TEXT,
                consulted TEXT NOT NULL,
                is_met INTEGER NOT NULL CHECK (is_met IN (0, 1)),
                is_replied INTEGER NOT NULL CHECK (is_replied IN (0, 1)),
                replied_on TEXT,
                doc_no TEXT NOT NULL,
                signed_by TEXT NOT NULL,
                result_class TEXT NOT NULL,
                publicity TEXT NOT NULL,
                feedback_on TEXT,
                verdict TEXT NOT NULL,
                round INTEGER NOT NULL CHECK (round >= 1),
                open_commitments INTEGER NOT NULL CHECK (open_commitments >= 0),
                next_step TEXT NOT NULL,
                remark TEXT NOT NULL,
                number_key BLOB,
                title_key BLOB,
                submitter_key BLOB,
                delegation_key BLOB,
                category_key BLOB,
                lead_unit_key BLOB,
                doc_no_key BLOB,
                result_class_key BLOB,
                verdict_key BLOB,
                FOREIGN KEY (scheme_id, scheme_version) REFERENCES scheme (id, version)
            ) STRICT""",
    *(
        f"CREATE INDEX {index} ON cases"
        f" ({column}, id, session_id, kind, stage, origin, is_key, is_deleted) WHERE is_deleted = 0"
        for index, column in _SORTED
    ),
    """CREATE INDEX cases_by_owed_on ON cases (owed_on, id, is_deleted)
                WHERE owed_on IS NOT NULL AND is_deleted = 0""",
    """CREATE INDEX cases_counted ON cases (
                session_id, stage, kind, origin, category_key, category, result_class_key, result_class,
                verdict_key, verdict, is_replied, is_met, is_deleted
            ) WHERE is_deleted = 0""",
    """CREATE TABLE case_content (
                case_id INTEGER PRIMARY KEY REFERENCES cases (id),
                content TEXT NOT NULL
            ) STRICT""",
    """CREATE TABLE case_words (
                case_id INTEGER PRIMARY KEY REFERENCES cases (id),
                words TEXT NOT NULL
            ) STRICT""",
    """CREATE TABLE assignment (
                case_id INTEGER NOT NULL REFERENCES cases (id),
                position INTEGER NOT NULL,
                unit_id INTEGER NOT NULL REFERENCES unit (id),
                role TEXT NOT NULL,
                is_co INTEGER NOT NULL CHECK (is_co IN (0, 1)),
                assigned_on TEXT,
                due_on TEXT,
                answered_on TEXT,
                PRIMARY KEY (case_id, position)
            ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX assignment_by_unit ON assignment (unit_id, case_id, is_co, answered_on)",
    """CREATE TABLE reply (
                case_id INTEGER NOT NULL REFERENCES cases (id),
                position INTEGER NOT NULL,
                unit_id INTEGER NOT NULL REFERENCES unit (id),
                round INTEGER NOT NULL,
                state TEXT NOT NULL,
                doc_prefix TEXT NOT NULL,
                doc_year INTEGER,
                doc_serial INTEGER,
                issued_on TEXT,
                PRIMARY KEY (case_id, position)
            ) STRICT, WITHOUT ROWID""",
    """CREATE INDEX reply_by_doc_no ON reply (doc_prefix, doc_year, doc_serial)
                WHERE doc_serial IS NOT NULL""",
    """CREATE TABLE letter (
                id INTEGER PRIMARY KEY,
                case_id INTEGER NOT NULL REFERENCES cases (id),
                doc_no TEXT NOT NULL,
                prefix TEXT NOT NULL,
                year INTEGER NOT NULL,
                serial INTEGER NOT NULL CHECK (serial >= 1),
                issued_on TEXT NOT NULL,
                content TEXT NOT NULL,
                UNIQUE (prefix, year, serial)
            ) STRICT""",
    "CREATE INDEX letter_by_case ON letter (case_id, id)",
    """CREATE TABLE journal (
                seq INTEGER PRIMARY KEY CHECK (seq >= 1),
                at TEXT NOT NULL,
                officer TEXT NOT NULL,
                verb TEXT NOT NULL,
                summary TEXT NOT NULL,
                subject TEXT NOT NULL,
                subject_id INTEGER NOT NULL,
                before TEXT NOT NULL,
                after TEXT NOT NULL,
                prev TEXT NOT NULL,
                hash TEXT NOT NULL
            ) STRICT""",
    "CREATE INDEX journal_by_subject ON journal (subject, subject_id, seq)",
    """CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
                BEGIN SELECT RAISE(ABORT, 'a journal line is never changed'); END""",
    """CREATE TRIGGER journal_is_never_erased BEFORE DELETE ON journal
                BEGIN SELECT RAISE(ABORT, 'a journal line is never erased'); END""",
    """CREATE TRIGGER letter_is_never_changed BEFORE UPDATE ON letter
                BEGIN SELECT RAISE(ABORT, 'an issued letter is never changed'); END""",
    """CREATE TRIGGER letter_is_never_erased BEFORE DELETE ON letter
                BEGIN SELECT RAISE(ABORT, 'an issued letter is never erased'); END""",
)
"""The statements of the step, in order."""
