-- Links between reports: the same engagement in several, and near-duplicate texts. Made from the records, of the latest
-- text of each story, and made anew by `relink_all`; see docs/linking.md.

-- What the rule asks of an engagement, in JSON. Those of fewer than two sides cannot be linked and are not here.
CREATE TABLE engagement_key (
    item INTEGER PRIMARY KEY,
    key TEXT NOT NULL
);

-- Where it stands for those who look for the same one: the shelf of its sides, and the day.
CREATE TABLE engagement_place (
    shelf TEXT NOT NULL,
    day TEXT NOT NULL,
    item INTEGER NOT NULL,
    PRIMARY KEY (shelf, day, item)
) WITHOUT ROWID;
CREATE INDEX engagement_place_by_item ON engagement_place (item);

-- Engagements that are one: those of the same `same`, an id made of the first of them.
CREATE TABLE engagement_group (
    item INTEGER PRIMARY KEY,
    same TEXT NOT NULL
);
CREATE INDEX engagement_group_by_same ON engagement_group (same, item);

-- Texts by what they have in common with near duplicates; `day` is that of publication, or ''.
CREATE TABLE text_band (
    band INTEGER NOT NULL,
    day TEXT NOT NULL,
    report INTEGER NOT NULL,
    PRIMARY KEY (band, day, report)
) WITHOUT ROWID;
CREATE INDEX text_band_by_report ON text_band (report);

-- Two reports with nearly the same text; `one` was published first. The shares are of the runs of three words of each.
CREATE TABLE near_duplicate (
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    relation TEXT NOT NULL,
    jaccard REAL NOT NULL,
    share_of_one REAL NOT NULL,
    share_of_other REAL NOT NULL,
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX near_duplicate_by_other ON near_duplicate (other);

-- '0' until what was there before these tables is linked.
INSERT INTO archive (name, value)
SELECT 'linked', CASE WHEN EXISTS (SELECT 1 FROM report) THEN '0' ELSE '1' END;

CREATE VIEW same_engagements AS
SELECT engagement_group.same, engagement.id AS engagement, report.id AS report, report.published, report.publisher,
       report.title, kind, status, participants, initiator, host, date, end_date, date_inferred, place, place_country,
       venue, report.url
FROM engagement_group JOIN engagement ON engagement.number = engagement_group.item
JOIN report ON report.number = engagement.report;

CREATE VIEW near_duplicates AS
SELECT one.id AS report, other.id AS near, relation, jaccard, share_of_one, share_of_other, one.published,
       other.published AS near_published, one.publisher, other.publisher AS near_publisher, one.title,
       other.title AS near_title
FROM near_duplicate JOIN report AS one ON one.number = near_duplicate.one
JOIN report AS other ON other.number = near_duplicate.other;
