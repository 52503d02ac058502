-- The archive, first form. Tables have the name of one row; the views below have plural names and are what people
-- and other tools read. `day` is the first day of an item's date, else the day of publication, else ''.

-- What the archive says of itself: made_by, change (counts the writes).
CREATE TABLE archive (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO archive (name, value) VALUES ('change', '0');

-- Reports as they came. A later text of the same story is a version of its own; only the latest has items, which is a
-- former version when the story went back to its text. text_hash is the SHA-256 of the text without a byte order mark,
-- without blanks at the end of lines and of the text, and with one blank line for several (archive.text_hash).
CREATE TABLE report (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    story TEXT NOT NULL,
    version INTEGER NOT NULL,
    latest INTEGER NOT NULL,
    source_id TEXT,
    title TEXT,
    published TEXT,
    publisher TEXT,
    author TEXT,
    url TEXT,
    dateline TEXT,
    language TEXT,
    encoding TEXT,
    text TEXT NOT NULL,
    text_hash TEXT NOT NULL,
    day TEXT NOT NULL,
    added TEXT NOT NULL
);
CREATE INDEX report_by_story ON report (story, version);
CREATE INDEX report_by_text ON report (text_hash);
CREATE INDEX report_by_day ON report (day, number);
CREATE INDEX report_by_url ON report (url) WHERE url IS NOT NULL;

-- Its record as read, in JSON without the text; `corrected` has it with people's corrections, if there are any.
CREATE TABLE record (
    report INTEGER PRIMARY KEY,
    read TEXT NOT NULL,
    schema_version TEXT NOT NULL,
    readout_version TEXT NOT NULL,
    models TEXT NOT NULL,
    json TEXT NOT NULL,
    corrected TEXT
);

-- Records that a later reading replaced.
CREATE TABLE former_record (
    report INTEGER NOT NULL,
    replaced TEXT NOT NULL,
    schema_version TEXT NOT NULL,
    readout_version TEXT NOT NULL,
    models TEXT NOT NULL,
    json TEXT NOT NULL
);
CREATE INDEX former_record_by_report ON former_record (report);

-- Actors across reports: the same person, state or body has one row.
CREATE TABLE actor (
    number INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT,
    person TEXT
);
CREATE INDEX actor_by_name ON actor (folded);

-- An actor in one report.
CREATE TABLE appearance (
    report INTEGER NOT NULL,
    key TEXT NOT NULL,
    actor INTEGER NOT NULL,
    name TEXT NOT NULL,
    country TEXT,
    office TEXT,
    sectors TEXT,
    mentions INTEGER NOT NULL,
    PRIMARY KEY (report, key)
) WITHOUT ROWID;
CREATE INDEX appearance_by_actor ON appearance (actor, report);

CREATE TABLE statement (
    number INTEGER PRIMARY KEY,
    report INTEGER NOT NULL,
    id TEXT NOT NULL,
    day TEXT NOT NULL,
    speakers TEXT,
    speaker_countries TEXT,
    addressees TEXT,
    addressee_countries TEXT,
    cue TEXT,
    words TEXT NOT NULL,
    form TEXT NOT NULL,
    channel TEXT,
    speech_act TEXT NOT NULL,
    nested_in TEXT,
    confidence REAL NOT NULL,
    read_by TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);
CREATE INDEX statement_by_day ON statement (day, number);
CREATE INDEX statement_by_id ON statement (id);

CREATE TABLE event (
    number INTEGER PRIMARY KEY,
    report INTEGER NOT NULL,
    id TEXT NOT NULL,
    day TEXT NOT NULL,
    event_type TEXT NOT NULL,
    mode TEXT,
    contexts TEXT,
    cameo TEXT,
    goldstein REAL,
    actors TEXT,
    actor_countries TEXT,
    recipients TEXT,
    recipient_countries TEXT,
    date TEXT,
    place TEXT,
    place_country TEXT,
    realis TEXT NOT NULL,
    quantity REAL,
    quantity_unit TEXT,
    claimed_by TEXT,
    confidence REAL NOT NULL,
    read_by TEXT NOT NULL,
    words TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    sentence TEXT NOT NULL
);
CREATE INDEX event_by_day ON event (day, number);
CREATE INDEX event_by_type ON event (event_type, day, number);
CREATE INDEX event_by_id ON event (id);

CREATE TABLE engagement (
    number INTEGER PRIMARY KEY,
    report INTEGER NOT NULL,
    id TEXT NOT NULL,
    day TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    role TEXT NOT NULL,
    participants TEXT,
    participant_countries TEXT,
    initiator TEXT,
    host TEXT,
    date TEXT,
    end_date TEXT,
    date_inferred INTEGER NOT NULL,
    place TEXT,
    place_country TEXT,
    venue TEXT,
    topics_both TEXT,
    topics_only TEXT,
    words TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL
);
CREATE INDEX engagement_by_day ON engagement (day, number);
CREATE INDEX engagement_by_kind ON engagement (kind, day, number);
CREATE INDEX engagement_by_id ON engagement (id);

-- What an account of an engagement says was talked about.
CREATE TABLE topic (
    engagement INTEGER NOT NULL,
    account INTEGER NOT NULL,
    position INTEGER NOT NULL,
    side TEXT,
    channel TEXT,
    label TEXT NOT NULL,
    strength TEXT NOT NULL,
    words TEXT NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    PRIMARY KEY (engagement, account, position)
) WITHOUT ROWID;
CREATE INDEX topic_by_label ON topic (label, engagement);

-- Who takes part in an item (a statement, event or engagement) and as what. An item's number is that of its report
-- times 100,000 and its place in the record, so that the items of a report are a range; 99,999 is the report itself.
CREATE TABLE party (
    item INTEGER NOT NULL,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    actor INTEGER NOT NULL,
    country TEXT,
    PRIMARY KEY (item, role, position)
) WITHOUT ROWID;

-- The items of an actor, of a country and of a pair of countries, in order of their day, each once: what queries walk
-- along. `what` is report, statement, event or engagement. A report is of every actor that it names.
CREATE TABLE actor_item (
    actor INTEGER NOT NULL,
    what TEXT NOT NULL,
    day TEXT NOT NULL,
    item INTEGER NOT NULL,
    PRIMARY KEY (actor, what, day, item)
) WITHOUT ROWID;
CREATE INDEX actor_item_by_item ON actor_item (item);

CREATE TABLE country_item (
    country TEXT NOT NULL,
    what TEXT NOT NULL,
    day TEXT NOT NULL,
    item INTEGER NOT NULL,
    PRIMARY KEY (country, what, day, item)
) WITHOUT ROWID;
CREATE INDEX country_item_by_item ON country_item (item);

-- `one` stands before `other` in the alphabet. direction: 1 from one to other, -1 from other to one, 0 both alike.
CREATE TABLE dyad_item (
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    what TEXT NOT NULL,
    day TEXT NOT NULL,
    item INTEGER NOT NULL,
    direction INTEGER NOT NULL,
    PRIMARY KEY (one, other, what, day, item)
) WITHOUT ROWID;
CREATE INDEX dyad_item_by_item ON dyad_item (item);

-- Inputs that could not be read, and why.
CREATE TABLE failure (
    source TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    reason TEXT NOT NULL,
    tries INTEGER NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL
) WITHOUT ROWID;

-- Sources read to their end, by what they looked like then, so that a second run passes over them.
CREATE TABLE source (
    address TEXT PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    finished TEXT NOT NULL
) WITHOUT ROWID;

-- Reports taken down: never stored again, and nothing of their text is kept.
CREATE TABLE tombstone (
    id TEXT PRIMARY KEY,
    text_hash TEXT NOT NULL,
    url TEXT,
    reason TEXT NOT NULL,
    taken_down_by TEXT NOT NULL,
    taken_down TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX tombstone_by_text ON tombstone (text_hash);

-- What people said of records. part: actor, statement, event or engagement; action: accept, reject, change or add.
CREATE TABLE correction (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    report TEXT NOT NULL,
    part TEXT NOT NULL,
    item TEXT NOT NULL,
    action TEXT NOT NULL,
    field TEXT,
    value TEXT,
    former TEXT,
    note TEXT,
    made_by TEXT NOT NULL,
    made TEXT NOT NULL,
    undone TEXT
);
CREATE INDEX correction_by_report ON correction (report);

CREATE VIRTUAL TABLE report_text USING fts5 (
    title, text, content = 'report', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER report_text_added AFTER INSERT ON report BEGIN
    INSERT INTO report_text (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER report_text_removed AFTER DELETE ON report BEGIN
    INSERT INTO report_text (report_text, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;

CREATE VIRTUAL TABLE statement_text USING fts5 (
    words, content = 'statement', content_rowid = 'number', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER statement_text_added AFTER INSERT ON statement BEGIN
    INSERT INTO statement_text (rowid, words) VALUES (new.number, new.words);
END;
CREATE TRIGGER statement_text_removed AFTER DELETE ON statement BEGIN
    INSERT INTO statement_text (statement_text, rowid, words) VALUES ('delete', old.number, old.words);
END;

CREATE VIEW reports AS
SELECT report.id, published, publisher, author, title, url, source_id, dateline, language, version, latest, story,
       added, record.read AS read, record.readout_version, record.corrected IS NOT NULL AS corrected, text
FROM report JOIN record ON record.report = report.number;

CREATE VIEW actors AS
SELECT report.id AS report, appearance.key, appearance.name, actor.kind, appearance.country, appearance.office,
       appearance.sectors, actor.person, appearance.mentions, actor.identity, report.published
FROM appearance JOIN actor ON actor.number = appearance.actor JOIN report ON report.number = appearance.report;

CREATE VIEW statements AS
SELECT statement.id, report.id AS report, report.published, speakers, speaker_countries, addressees,
       addressee_countries, cue, words, form, channel, speech_act, nested_in, confidence, read_by, start, stop,
       report.url
FROM statement JOIN report ON report.number = statement.report;

CREATE VIEW events AS
SELECT event.id, report.id AS report, report.published, event_type, mode, contexts, cameo, goldstein, actors,
       actor_countries, recipients, recipient_countries, date, place, place_country, realis, quantity, quantity_unit,
       claimed_by, confidence, read_by, words, start, stop, sentence, report.url
FROM event JOIN report ON report.number = event.report;

CREATE VIEW engagements AS
SELECT engagement.id, report.id AS report, report.published, kind, status, role, participants,
       participant_countries, initiator, host, date, end_date, date_inferred, place, place_country, venue,
       topics_both, topics_only, words, start, stop, report.url
FROM engagement JOIN report ON report.number = engagement.report;

CREATE VIEW topics AS
SELECT engagement.id AS engagement, report.id AS report, report.published, topic.side, topic.channel,
       topic.position + 1 AS position, topic.label, topic.strength, topic.words, topic.start, topic.stop
FROM topic JOIN engagement ON engagement.number = topic.engagement JOIN report ON report.number = engagement.report;

CREATE VIEW corrections AS
SELECT number, report, part, item, action, field, value, former, note, made_by, made, undone FROM correction;

CREATE VIEW failures AS
SELECT source, kind, reason, tries, first, last FROM failure;

CREATE VIEW tombstones AS
SELECT id, url, reason, taken_down_by, taken_down FROM tombstone;
