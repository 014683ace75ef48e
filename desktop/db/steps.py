"""The steps from an empty file to the newest schema, as literal SQL; a released step is never edited.

Knows nothing of the domain: what a column means may change later, what a step did must not.
"""

from __future__ import annotations

from typing import NamedTuple

from desktop.db import first_desk


class Step(NamedTuple):
    """One named step; its place in `STEPS` (from 1) is the schema version it leads to."""

    name: str
    statements: tuple[str, ...]


STEPS = (
    Step("0001_desk", first_desk.STATEMENTS),
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
            "ALTER TABLE cases ADD COLUMN units TEXT NOT NULL DEFAULT ''",
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
    Step(
        "0013_templates",
        (
            """CREATE TABLE template (
                name TEXT PRIMARY KEY CHECK (name <> ''),
                position INTEGER NOT NULL,
                content TEXT NOT NULL
            ) STRICT""",
        ),
    ),
    Step(
        "0014_annual_reports",
        (
            """CREATE TABLE annual_report (
                name TEXT PRIMARY KEY CHECK (name <> ''),
                position INTEGER NOT NULL,
                content TEXT NOT NULL
            ) STRICT""",
        ),
    ),
    Step(
        "0015_accounts",
        (
            """CREATE TABLE account (
                id INTEGER PRIMARY KEY,
                name TEXT NOT NULL UNIQUE CHECK (name <> ''),
                content TEXT NOT NULL
            ) STRICT""",
            """CREATE TABLE account_password (
                id INTEGER PRIMARY KEY,
                account_id INTEGER NOT NULL REFERENCES account (id),
                hash TEXT NOT NULL
            ) STRICT""",
            "CREATE INDEX account_passwords ON account_password (account_id, id)",
            """CREATE TABLE sign_in_failure (
                name TEXT PRIMARY KEY,
                failures INTEGER NOT NULL,
                locked_at TEXT,
                locked_tick REAL
            ) STRICT""",
        ),
    ),
    Step(
        "0016_figures_in_order",
        (
            """CREATE INDEX cases_figured ON cases (
                session_id, facts, meetings, met_stages, verdicts, origin, kind, is_key, lead_unit_id,
                tasks, tasks_done, co_tasks, co_done, co_timely, promises, promises_kept, is_deleted
            ) WHERE is_deleted = 0""",
            """CREATE INDEX cases_grouped ON cases (
                session_id, stage, kind, origin, category, result_class, plan_class, implementation, verdict,
                lead_unit_id, is_key, facts, is_deleted
            ) WHERE is_deleted = 0""",
        ),
    ),
)
