"""The schema, as ordered sqlite-utils migrations: each runs once, in one transaction. Never edit one that was released.

Dates are ISO 8601 text in London local time, `YYYY-MM` or `YYYY` where no more is known. Keys are made from what a row
is about (`monitor.store.keys`), so that collecting or detecting again gives the same keys. `body` and `person` columns
hold names, as people read and filter them; `rules/people.yaml` holds everything else about them. What was derived from a row goes
with it (ON DELETE CASCADE); what reviewers decided stays.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("monitor")

COLLECTED = """
CREATE TABLE captures (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, url TEXT NOT NULL, fetched_at TEXT NOT NULL, status INTEGER NOT NULL,
    content_type TEXT, etag TEXT, last_modified TEXT, sha256 TEXT NOT NULL, length INTEGER NOT NULL,
    warc TEXT, warc_offset INTEGER
);
CREATE INDEX captures_url ON captures(url, fetched_at);

CREATE TABLE documents (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, kind TEXT NOT NULL, url TEXT NOT NULL, title TEXT, outlet TEXT,
    published TEXT, published_is TEXT, first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, withdrawn_on TEXT
);
CREATE INDEX documents_url ON documents(url);

CREATE TABLE versions (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents(id), number INTEGER NOT NULL,
    seen_on TEXT NOT NULL, capture TEXT REFERENCES captures(id), sha256 TEXT NOT NULL, text TEXT NOT NULL
);
CREATE UNIQUE INDEX versions_document ON versions(document, number);

CREATE TABLE edits (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents(id), url TEXT, seen_on TEXT NOT NULL,
    substantive INTEGER NOT NULL, removed TEXT NOT NULL, added TEXT NOT NULL,
    from_version TEXT REFERENCES versions(id), to_version TEXT REFERENCES versions(id), answer TEXT
);
CREATE INDEX edits_document ON edits(document);

CREATE TABLE meetings (
    id TEXT PRIMARY KEY, committee TEXT NOT NULL, held_on TEXT NOT NULL, title TEXT, url TEXT,
    document TEXT REFERENCES documents(id)
);

-- `due_on` is what the source says; `reply_by` follows from the body's own deadline (monitor.deadlines).
CREATE TABLE questions (
    id TEXT PRIMARY KEY, reference TEXT, title TEXT, text TEXT NOT NULL, asked_by TEXT, asked_by_group TEXT,
    asked_of TEXT, body TEXT, asked_on TEXT, due_on TEXT, reply_by TEXT, status TEXT NOT NULL, url TEXT, category TEXT,
    meeting TEXT REFERENCES meetings(id), document TEXT REFERENCES documents(id), source TEXT,
    CHECK (status IN ('unanswered', 'holding', 'answered', 'withdrawn'))
);
CREATE INDEX questions_reference ON questions(reference);
CREATE INDEX questions_asked_on ON questions(asked_on);
CREATE INDEX questions_status ON questions(status);
CREATE INDEX questions_asked_by ON questions(asked_by);

CREATE TABLE answers (
    id TEXT PRIMARY KEY, question TEXT NOT NULL REFERENCES questions(id), answered_by TEXT, body TEXT,
    answered_on TEXT, status TEXT NOT NULL, text TEXT NOT NULL, url TEXT, position INTEGER NOT NULL DEFAULT 0,
    attachments TEXT, document TEXT REFERENCES documents(id),
    CHECK (status IN ('holding', 'final', 'corrected'))
);
CREATE INDEX answers_question ON answers(question);
CREATE INDEX answers_answered_on ON answers(answered_on);

CREATE TABLE turns (
    id TEXT PRIMARY KEY, meeting TEXT REFERENCES meetings(id), question TEXT REFERENCES questions(id),
    position INTEGER NOT NULL, speaker TEXT NOT NULL, person TEXT, body TEXT, role TEXT NOT NULL, text TEXT NOT NULL,
    document TEXT REFERENCES documents(id),
    CHECK (role IN ('member', 'official', 'chair', 'other'))
);
CREATE INDEX turns_meeting ON turns(meeting, position);
CREATE INDEX turns_question ON turns(question, position);

CREATE TABLE statements (
    id TEXT PRIMARY KEY, said_on TEXT NOT NULL, date_basis TEXT NOT NULL, person TEXT, body TEXT NOT NULL, role TEXT,
    medium TEXT NOT NULL, text TEXT NOT NULL, question TEXT, url TEXT,
    answer TEXT REFERENCES answers(id) ON DELETE CASCADE,
    turn TEXT REFERENCES turns(id) ON DELETE CASCADE, read_with TEXT,
    CHECK (medium IN ('written', 'oral', 'press')),
    CHECK (date_basis IN ('stated', 'relative', 'article', 'record'))
);
CREATE INDEX statements_said_on ON statements(said_on);
CREATE INDEX statements_body ON statements(body, said_on);
CREATE INDEX statements_answer ON statements(answer);
CREATE INDEX statements_turn ON statements(turn);
CREATE INDEX statements_read_with ON statements(read_with);
-- A statement whose words or date changed is to be read again.
CREATE TRIGGER statements_unread AFTER UPDATE OF said_on, person, body, role, medium, text, question ON statements
BEGIN UPDATE statements SET read_with = NULL WHERE id = new.id; END;

-- Where a press statement was quoted: the same words in several documents are one statement.
CREATE TABLE quotations (
    id TEXT PRIMARY KEY, document TEXT NOT NULL REFERENCES documents(id) ON DELETE CASCADE,
    position INTEGER NOT NULL, text TEXT NOT NULL,
    person TEXT, body TEXT NOT NULL, role TEXT, medium TEXT NOT NULL, said_on TEXT NOT NULL, date_basis TEXT NOT NULL,
    question TEXT, fragment INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    statement TEXT REFERENCES statements(id) ON DELETE SET NULL
);
CREATE INDEX quotations_document ON quotations(document);
CREATE INDEX quotations_statement ON quotations(statement);
CREATE INDEX quotations_body ON quotations(body, person);
"""

DETECTED = """
CREATE TABLE topics (id TEXT PRIMARY KEY, title TEXT NOT NULL, question TEXT NOT NULL, notes TEXT, version TEXT NOT NULL);
CREATE TABLE stances (
    topic TEXT NOT NULL REFERENCES topics(id) ON DELETE CASCADE, id TEXT NOT NULL, label TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (topic, id)
);
CREATE TABLE measures (
    topic TEXT NOT NULL REFERENCES topics(id) ON DELETE CASCADE, id TEXT NOT NULL, label TEXT NOT NULL, unit TEXT,
    PRIMARY KEY (topic, id)
);

CREATE TABLE readings (
    statement TEXT NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
    topic TEXT NOT NULL REFERENCES topics(id) ON DELETE CASCADE, on_topic TEXT NOT NULL,
    stance TEXT, stance_cue TEXT, stance_evidence TEXT,
    PRIMARY KEY (statement, topic)
);
CREATE INDEX readings_topic ON readings(topic);
CREATE TABLE figures (
    id TEXT PRIMARY KEY, statement TEXT NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
    topic TEXT NOT NULL REFERENCES topics(id) ON DELETE CASCADE,
    measure TEXT NOT NULL, value REAL, qualifier TEXT NOT NULL, low REAL, high REAL, unit TEXT, period TEXT, area TEXT,
    words TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL
);
CREATE INDEX figures_statement ON figures(statement, topic);

CREATE TABLE exchanges (
    id TEXT PRIMARY KEY, medium TEXT NOT NULL, question TEXT REFERENCES questions(id) ON DELETE CASCADE,
    answer TEXT REFERENCES answers(id) ON DELETE CASCADE,
    meeting TEXT REFERENCES meetings(id) ON DELETE CASCADE,
    statement TEXT REFERENCES statements(id) ON DELETE CASCADE, question_text TEXT NOT NULL,
    answer_text TEXT NOT NULL, turns TEXT, asked_by TEXT, person TEXT, body TEXT, said_on TEXT, url TEXT,
    reply TEXT, kinds TEXT, evidence TEXT, judged_with TEXT
);
CREATE INDEX exchanges_question ON exchanges(question);
CREATE INDEX exchanges_reply ON exchanges(reply);
CREATE INDEX exchanges_said_on ON exchanges(said_on);
CREATE INDEX exchanges_judged_with ON exchanges(judged_with);
-- An exchange whose words changed is to be judged again.
CREATE TRIGGER exchanges_unjudged AFTER UPDATE OF medium, question_text, answer_text, turns ON exchanges
BEGIN UPDATE exchanges SET judged_with = NULL WHERE id = new.id; END;

CREATE TABLE findings (
    id TEXT PRIMARY KEY, rule TEXT NOT NULL, rule_version TEXT NOT NULL, kind TEXT NOT NULL, reply TEXT NOT NULL,
    medium TEXT NOT NULL, said_on TEXT, person TEXT, body TEXT, question_text TEXT NOT NULL, evidence TEXT NOT NULL,
    explanation TEXT NOT NULL, review TEXT, url TEXT, answer_text TEXT NOT NULL,
    exchange TEXT NOT NULL REFERENCES exchanges(id) ON DELETE CASCADE,
    question TEXT REFERENCES questions(id) ON DELETE CASCADE, first_found TEXT NOT NULL,
    leads_to TEXT, leads_by TEXT
);
CREATE INDEX findings_said_on ON findings(said_on);
CREATE INDEX findings_exchange ON findings(exchange);
CREATE INDEX findings_kind ON findings(kind);

CREATE TABLE changes (
    id TEXT PRIMARY KEY, topic TEXT REFERENCES topics(id) ON DELETE CASCADE, kind TEXT NOT NULL, body TEXT NOT NULL,
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL, from_text TEXT NOT NULL, to_text TEXT NOT NULL, summary TEXT NOT NULL, review TEXT, url TEXT,
    from_url TEXT, reason TEXT NOT NULL, measure TEXT, from_statement TEXT REFERENCES statements(id) ON DELETE CASCADE,
    to_statement TEXT REFERENCES statements(id) ON DELETE CASCADE, edit TEXT REFERENCES edits(id) ON DELETE CASCADE,
    response TEXT, response_url TEXT,
    candidate INTEGER NOT NULL DEFAULT 0, first_found TEXT NOT NULL,
    CHECK (kind IN ('stance', 'figure', 'contradiction', 'edit'))
);
CREATE INDEX changes_topic ON changes(topic, to_date);
CREATE INDEX changes_to_date ON changes(to_date);

-- The topics that a question's own words are on, whether or not anybody answered it; `read_with` is of words and topics.
CREATE TABLE question_topics (
    question TEXT NOT NULL REFERENCES questions(id) ON DELETE CASCADE,
    topic TEXT NOT NULL REFERENCES topics(id) ON DELETE CASCADE, PRIMARY KEY (question, topic)
);
CREATE INDEX question_topics_topic ON question_topics(topic);
CREATE TABLE questions_read (
    question TEXT PRIMARY KEY REFERENCES questions(id) ON DELETE CASCADE, read_with TEXT NOT NULL
);

-- `question` cites `other`, its answer refers to that of `other`, or they are alike (`score`, from 0 to 1).
CREATE TABLE question_links (
    question TEXT NOT NULL REFERENCES questions(id) ON DELETE CASCADE,
    other TEXT NOT NULL REFERENCES questions(id) ON DELETE CASCADE, kind TEXT NOT NULL, score REAL NOT NULL,
    PRIMARY KEY (question, other), CHECK (kind IN ('cites', 'refers', 'similar'))
);
CREATE INDEX question_links_other ON question_links(other);
-- A key of what each question said when it was compared with the others.
CREATE TABLE linked_questions (
    question TEXT PRIMARY KEY REFERENCES questions(id) ON DELETE CASCADE, linked_with TEXT NOT NULL
);
CREATE TABLE threads (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, first_asked TEXT, last_asked TEXT, questions INTEGER NOT NULL
);
CREATE INDEX threads_last_asked ON threads(last_asked);
CREATE TABLE thread_questions (
    question TEXT PRIMARY KEY REFERENCES questions(id) ON DELETE CASCADE,
    thread TEXT NOT NULL REFERENCES threads(id) ON DELETE CASCADE
);
CREATE INDEX thread_questions_thread ON thread_questions(thread);

CREATE TABLE reviews (
    id INTEGER PRIMARY KEY, subject TEXT NOT NULL, item TEXT NOT NULL, decision TEXT NOT NULL, note TEXT, response TEXT,
    response_url TEXT, reviewer TEXT NOT NULL, decided_at TEXT NOT NULL,
    CHECK (subject IN ('finding', 'change')), CHECK (decision IN ('confirmed', 'dismissed', 'reopened'))
);
CREATE INDEX reviews_item ON reviews(item, id);
"""

KEPT = """
-- `old`: recorded without being sent, because it was no news when it was found. `item`: the finding, exchange or change
-- that it shows.
CREATE TABLE alerts (
    id TEXT PRIMARY KEY, query TEXT NOT NULL, title TEXT NOT NULL, row_key TEXT NOT NULL, found_at TEXT NOT NULL,
    delivered_at TEXT, body TEXT, url TEXT, date TEXT, item TEXT, old INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX alerts_row ON alerts(query, row_key);
-- When each alert began, and when it last looked and stored all it found.
CREATE TABLE alert_looks (query TEXT PRIMARY KEY, began_at TEXT NOT NULL, looked_at TEXT NOT NULL);
-- What goes where. `message` names the message that a row was put into when it was first handed over.
CREATE TABLE deliveries (
    alert TEXT NOT NULL REFERENCES alerts(id), destination TEXT NOT NULL, state TEXT NOT NULL, queued_at TEXT NOT NULL,
    message TEXT, attempts INTEGER NOT NULL DEFAULT 0, attempted_at TEXT, sent_at TEXT, error TEXT,
    PRIMARY KEY (alert, destination), CHECK (state IN ('waiting', 'sending', 'sent', 'withdrawn'))
);
CREATE INDEX deliveries_state ON deliveries(state, destination);

-- How each source is doing, and the outages that were long enough to tell people of.
CREATE TABLE source_health (
    source TEXT PRIMARY KEY, polled_at TEXT, succeeded_at TEXT, changed_at TEXT, failures INTEGER NOT NULL DEFAULT 0,
    failing_since TEXT, error TEXT, next_at TEXT
);
CREATE TABLE outages (
    id TEXT PRIMARY KEY, source TEXT NOT NULL, kind TEXT NOT NULL, began_at TEXT NOT NULL, noticed_at TEXT NOT NULL,
    ended_at TEXT, detail TEXT NOT NULL, CHECK (kind IN ('failing', 'silent'))
);
CREATE INDEX outages_source ON outages(source, kind);
-- When the past was being collected (a backfill, a source's first poll): what was read then is not news for being read.
CREATE TABLE catching_up (id INTEGER PRIMARY KEY, source TEXT, began_at TEXT NOT NULL, ended_at TEXT, reason TEXT NOT NULL);

CREATE TABLE runs (
    id INTEGER PRIMARY KEY, started TEXT NOT NULL, finished TEXT, command TEXT NOT NULL, status TEXT NOT NULL,
    summary TEXT
);
"""

# What the site's pages look things up by.
LOOKUPS = """
CREATE INDEX questions_body ON questions(body, asked_on);
CREATE INDEX questions_open ON questions(coalesce(due_on, reply_by)) WHERE status IN ('unanswered', 'holding');
CREATE INDEX answers_document ON answers(document);
CREATE INDEX statements_person ON statements(person, said_on);
CREATE INDEX exchanges_person ON exchanges(person, reply);
CREATE INDEX exchanges_body ON exchanges(body, reply);
CREATE INDEX exchanges_answer ON exchanges(answer);
CREATE INDEX findings_first_found ON findings(first_found);
CREATE INDEX findings_question ON findings(question);
CREATE INDEX findings_person ON findings(person, said_on);
CREATE INDEX findings_body ON findings(body, said_on);
CREATE INDEX changes_first_found ON changes(first_found);
"""

# What collecting remembers between runs: which addresses to ask for again, when, and with which validators.
COLLECTING = """
ALTER TABLE captures ADD COLUMN page TEXT NOT NULL DEFAULT '';
ALTER TABLE captures ADD COLUMN context TEXT;
ALTER TABLE captures ADD COLUMN truncated TEXT;
ALTER TABLE edits ADD COLUMN returns_to TEXT REFERENCES versions(id);
ALTER TABLE questions ADD COLUMN forum TEXT;    -- where it was put, as printed: MQT, Plenary
ALTER TABLE turns ADD COLUMN answer TEXT REFERENCES answers(id) ON DELETE CASCADE;    -- an oral answer's, on its page
CREATE INDEX turns_answer ON turns(answer);
ALTER TABLE turns ADD COLUMN reference TEXT;    -- of the question that opened the exchange, as printed

CREATE TABLE visits (
    url TEXT PRIMARY KEY, source TEXT NOT NULL, page TEXT NOT NULL, context TEXT NOT NULL, is_index INTEGER NOT NULL,
    etag TEXT, last_modified TEXT, capture TEXT, links INTEGER NOT NULL DEFAULT 0, open INTEGER NOT NULL DEFAULT 0,
    found_at TEXT NOT NULL, checked_at TEXT, changed_at TEXT, due_at TEXT, failures INTEGER NOT NULL DEFAULT 0, error TEXT
);
CREATE INDEX visits_due ON visits(source, is_index, due_at);
CREATE TABLE listings (list TEXT NOT NULL, url TEXT NOT NULL, PRIMARY KEY (list, url)) WITHOUT ROWID;
CREATE INDEX listings_url ON listings(url);
"""

# The meeting at which quoted words were said, where no day is told: between which days, and the committee if it is named.
OCCASIONS = """
ALTER TABLE quotations ADD COLUMN said_from TEXT;
ALTER TABLE quotations ADD COLUMN said_until TEXT;
ALTER TABLE quotations ADD COLUMN forum TEXT;
"""

# What the page of a meeting lists, and answers that a page does not show any more.
LISTED = """
CREATE TABLE agenda_items (
    id TEXT PRIMARY KEY, meeting TEXT NOT NULL REFERENCES meetings(id) ON DELETE CASCADE, position INTEGER NOT NULL,
    number TEXT, title TEXT NOT NULL, minutes TEXT
);
CREATE INDEX agenda_items_meeting ON agenda_items(meeting, position);
-- Files that a meeting's page links to. `kind` says which of them were read into turns, questions and answers.
CREATE TABLE papers (
    id TEXT PRIMARY KEY, meeting TEXT NOT NULL REFERENCES meetings(id) ON DELETE CASCADE,
    item TEXT REFERENCES agenda_items(id) ON DELETE SET NULL, title TEXT NOT NULL, kind TEXT NOT NULL, url TEXT NOT NULL,
    withdrawn_on TEXT,
    CHECK (kind IN ('transcript', 'written answers', 'minutes', 'agenda', 'other'))
);
CREATE INDEX papers_meeting ON papers(meeting);
CREATE INDEX papers_item ON papers(item);

ALTER TABLE answers ADD COLUMN withdrawn_on TEXT;    -- its page shows it no more, and goes on without it
-- Answers missing from a page that is whole otherwise: since when, and on how many days that was seen.
CREATE TABLE absences (
    answer TEXT PRIMARY KEY REFERENCES answers(id) ON DELETE CASCADE, source TEXT NOT NULL, since TEXT NOT NULL,
    seen_on TEXT NOT NULL, days INTEGER NOT NULL
) WITHOUT ROWID;
ALTER TABLE visits ADD COLUMN failing_since TEXT;
CREATE INDEX questions_url ON questions(url);
"""

# By what replies that nearly repeat an earlier one are found. Exchanges already judged are judged anew, for want of sketches.
REPEATING = """
-- A few numbers of each written reply, of which nearly equal replies share some.
CREATE TABLE sketches (
    exchange TEXT NOT NULL REFERENCES exchanges(id) ON DELETE CASCADE, hash INTEGER NOT NULL, said_on TEXT NOT NULL,
    PRIMARY KEY (exchange, hash)
) WITHOUT ROWID;
CREATE INDEX sketches_hash ON sketches(hash, said_on);
-- The exchange whose reply, to another question, is given again here.
ALTER TABLE exchanges ADD COLUMN repeats TEXT REFERENCES exchanges(id) ON DELETE SET NULL;
CREATE INDEX exchanges_repeats ON exchanges(repeats) WHERE repeats IS NOT NULL;
CREATE TRIGGER exchanges_repeat_otherwise AFTER UPDATE OF repeats ON exchanges WHEN old.repeats IS NOT new.repeats
BEGIN UPDATE exchanges SET judged_with = NULL WHERE id = new.id; END;
UPDATE exchanges SET judged_with = NULL;
"""

# Porter stemming finds "cases" for "case"; accents are folded by unicode61.
TOKENIZE = "porter unicode61 remove_diacritics 2"


@migrations()
def m001_tables(db: Database) -> None:
    """Everything the first release stores, and full-text search over what people said."""
    db.executescript(COLLECTED)
    db.executescript(DETECTED)
    db.executescript(KEPT)
    db.executescript(LOOKUPS)
    for table, columns in {
        "questions": ["title", "text"],
        "answers": ["text"],
        "turns": ["text"],
        "statements": ["text"],
        "findings": ["evidence", "explanation"],
        "changes": ["summary", "from_text", "to_text"],
    }.items():
        db.table(table).enable_fts(columns, create_triggers=True, tokenize=TOKENIZE)


@migrations()
def m002_collecting(db: Database) -> None:
    """What a capture was asked for, addresses to visit again, and edits that return to an older text."""
    db.executescript(COLLECTING)


@migrations()
def m003_occasions(db: Database) -> None:
    """The meeting at which quoted words were said."""
    db.executescript(OCCASIONS)


@migrations()
def m004_listed(db: Database) -> None:
    """Agenda items and papers of meetings; answers that were withdrawn; since when a page cannot be read."""
    db.executescript(LISTED)


@migrations()
def m005_repeating(db: Database) -> None:
    """Sketches of replies, and which earlier reply a reply repeats."""
    db.executescript(REPEATING)
