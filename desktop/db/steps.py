"""The steps from an empty file to the newest schema, as literal SQL; a released step is never edited.

Knows nothing of the domain: what a column means may change later, what a step did must not.
"""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """One named step; its place in `STEPS` (from 1) is the schema version it leads to."""

    name: str
    statements: tuple[str, ...]


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

STEPS = (
    Step(
        "0001_desk",
        (
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
        ),
    ),
    Step(
        "0002_views",
        (
            "ALTER TABLE cases ADD COLUMN themes TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE cases ADD COLUMN typical TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE journal ADD COLUMN batch INTEGER",
            "ALTER TABLE journal ADD COLUMN undoes INTEGER",
            """CREATE INDEX journal_by_batch ON journal (batch, undoes, subject, subject_id)
                WHERE batch IS NOT NULL""",
            """CREATE TABLE saved_view (
                name TEXT PRIMARY KEY CHECK (name <> ''),
                position INTEGER NOT NULL,
                content TEXT NOT NULL
            ) STRICT""",
        ),
    ),
    Step(
        "0003_search",
        (
            """CREATE VIRTUAL TABLE search USING fts5 (
                tokens, content = '', detail = none, tokenize = 'ascii'
            )""",
            "CREATE TABLE search_waiting (case_id INTEGER PRIMARY KEY REFERENCES cases (id)) STRICT",
            "INSERT INTO search_waiting (case_id) SELECT id FROM cases",
            "DELETE FROM case_words",  # they held five fields; whoever opens the file writes them anew
        ),
    ),
    Step(
        "0004_no_replacing",  # INSERT OR REPLACE erases without asking the triggers that forbid erasing
        (
            """CREATE TRIGGER journal_is_never_replaced BEFORE INSERT ON journal
                WHEN EXISTS (SELECT 1 FROM journal WHERE seq = NEW.seq)
                BEGIN SELECT RAISE(ABORT, 'a journal line is never replaced'); END""",
            """CREATE TRIGGER letter_is_never_replaced BEFORE INSERT ON letter
                WHEN EXISTS (SELECT 1 FROM letter WHERE id = NEW.id)
                BEGIN SELECT RAISE(ABORT, 'an issued letter is never replaced'); END""",
        ),
    ),
    Step(
        "0005_attachments",
        (
            """CREATE TABLE attachment (
                id INTEGER PRIMARY KEY,
                case_id INTEGER NOT NULL REFERENCES cases (id),
                name TEXT NOT NULL CHECK (name <> ''),
                kind TEXT NOT NULL,
                sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
                size INTEGER NOT NULL CHECK (size > 0),
                added_at TEXT NOT NULL,
                added_by TEXT NOT NULL,
                is_deleted INTEGER NOT NULL DEFAULT 0 CHECK (is_deleted IN (0, 1))
            ) STRICT""",
            "CREATE INDEX attachment_by_case ON attachment (case_id)",
            """CREATE TRIGGER attachment_is_never_another
                BEFORE UPDATE OF id, case_id, sha256, size ON attachment
                BEGIN SELECT RAISE(ABORT, 'what is attached to a case is never another file'); END""",
            """CREATE TRIGGER attachment_is_never_erased BEFORE DELETE ON attachment
                BEGIN SELECT RAISE(ABORT, 'an attachment is never erased'); END""",
        ),
    ),
    Step(
        "0006_board",  # what is derived from cases for it is written anew by whoever opens the file
        (
            "ALTER TABLE cases ADD COLUMN still_since TEXT",
            "ALTER TABLE cases ADD COLUMN check_on TEXT",
            "ALTER TABLE cases ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE cases ADD COLUMN dispatch_id INTEGER",
            "CREATE INDEX cases_still ON cases (still_since, id) WHERE still_since IS NOT NULL",
            "CREATE INDEX cases_to_check ON cases (check_on, id) WHERE check_on IS NOT NULL",
            "CREATE INDEX cases_of_dispatch ON cases (dispatch_id, id) WHERE dispatch_id IS NOT NULL",
            "ALTER TABLE assignment ADD COLUMN owed_on TEXT",
            "ALTER TABLE assignment ADD COLUMN state INTEGER NOT NULL DEFAULT 0",
            """CREATE TABLE tally (
                panel INTEGER NOT NULL,
                session_id INTEGER NOT NULL,
                unit_id INTEGER NOT NULL,
                code TEXT NOT NULL,
                day TEXT NOT NULL,
                number INTEGER NOT NULL,
                PRIMARY KEY (panel, session_id, unit_id, code, day)
            ) STRICT, WITHOUT ROWID""",
            """CREATE TABLE dispatch (
                id INTEGER PRIMARY KEY,
                day TEXT NOT NULL,
                content TEXT NOT NULL
            ) STRICT""",
            """CREATE TABLE event (
                id INTEGER PRIMARY KEY,
                day TEXT NOT NULL,
                content TEXT NOT NULL
            ) STRICT""",
        ),
    ),
    Step(
        "0007_clock",
        (
            "ALTER TABLE cases ADD COLUMN clock TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE cases ADD COLUMN first_due_on TEXT",
            "UPDATE cases SET first_due_on = due_on",
        ),
    ),
    Step(
        "0008_archive",
        (
            "ALTER TABLE cases ADD COLUMN file_no TEXT",
            "CREATE INDEX cases_archived ON cases (file_no) WHERE file_no IS NOT NULL",
        ),
    ),
    Step(
        "0009_prints",
        (
            """CREATE TABLE print (
                id INTEGER PRIMARY KEY,
                printed_at TEXT NOT NULL,
                officer TEXT NOT NULL,
                name TEXT NOT NULL CHECK (name <> ''),
                way TEXT NOT NULL,
                place TEXT NOT NULL,
                papers INTEGER NOT NULL CHECK (papers > 0),
                pages INTEGER NOT NULL,
                case_ids TEXT NOT NULL,
                ending TEXT NOT NULL CHECK (ending IN ('pdf', 'zip')),
                sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
                size INTEGER NOT NULL CHECK (size > 0),
                again_of INTEGER REFERENCES print (id)
            ) STRICT""",
            """CREATE TRIGGER print_is_never_changed BEFORE UPDATE ON print
                BEGIN SELECT RAISE(ABORT, 'a print is never changed'); END""",
            """CREATE TRIGGER print_is_never_replaced BEFORE INSERT ON print
                WHEN EXISTS (SELECT 1 FROM print WHERE id = NEW.id)
                BEGIN SELECT RAISE(ABORT, 'a print is never replaced'); END""",
            """CREATE TRIGGER print_is_never_erased BEFORE DELETE ON print
                BEGIN SELECT RAISE(ABORT, 'a print is never erased'); END""",
        ),
    ),
    Step(
        "0010_promises",  # whoever opens the file writes the day of the first open promise of every case
        (
            "ALTER TABLE cases ADD COLUMN promise_on TEXT",
            "CREATE INDEX cases_promised ON cases (promise_on, id) WHERE promise_on IS NOT NULL",
            "DELETE FROM tally",
        ),
    ),
    Step(
        "0011_figures",  # the tally is written anew with every row by whoever opens the file
        (
            "ALTER TABLE cases ADD COLUMN plan_class TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE cases ADD COLUMN implementation TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE cases ADD COLUMN lead_unit_id INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE cases ADD COLUMN facts INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE cases ADD COLUMN class_rank INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE cases ADD COLUMN meetings INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE cases ADD COLUMN met_stages TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE cases ADD COLUMN verdicts TEXT NOT NULL DEFAULT ''",
            "ALTER TABLE cases ADD COLUMN tasks INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE cases ADD COLUMN tasks_done INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE cases ADD COLUMN co_tasks INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE cases ADD COLUMN co_done INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE cases ADD COLUMN co_timely INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE cases ADD COLUMN promises INTEGER NOT NULL DEFAULT 0",
            "ALTER TABLE cases ADD COLUMN promises_kept INTEGER NOT NULL DEFAULT 0",
            "DELETE FROM tally",
        ),
    ),
    Step(
        "0012_reports",
        (
            """CREATE TABLE report (
                name TEXT PRIMARY KEY CHECK (name <> ''),
                position INTEGER NOT NULL,
                content TEXT NOT NULL
            ) STRICT""",
        ),
    ),
)
