import re
import sqlite3
from pathlib import Path

import pytest

from readout.model.errors import UnreadableDocument
from readout.store import NotInArchive, Outcome, open_archive
from readout.store.failures import failures, set_aside
from readout.store.rows import RecordRows
from readout.store.takedown import take_down
from readout.store.writing import insert
from tests.store.reports import report

SECRET = "The zanzibarian envoy Quillfeather told Norway that the lighthouse treaty is void."
WHY = {"reason": "asked by the publisher", "by": "A. Khan"}
STORY = "https://example.org/a"
TABLES_OF_ITEMS = (
    "record", "former_record", "actor", "appearance", "party", "actor_item", "country_item", "dyad_item", "topic",
    "text_band", "near_duplicate", "engagement_key", "engagement_place", "engagement_group",
)  # fmt: skip


def everything(archive):
    return {table: next(archive.connection.rows(f"SELECT count(*) FROM {table}"))[0] for table in TABLES_OF_ITEMS}


def test_a_report_taken_down_leaves_nothing_but_a_tombstone(archive):
    kept, gone = report("Norway called Chile."), report(SECRET, url=STORY, source_id="a.txt")
    archive.add(kept)
    before = everything(archive)
    archive.add(gone)
    archive.reread(gone)
    done = take_down(archive, [gone.document.id], **WHY)
    assert (done.ids, done.found_again) == ((gone.document.id,), ())
    assert everything(archive) == before
    assert list(archive.ids()) == [kept.document.id]
    (stone,) = archive.connection.named_rows("SELECT * FROM tombstone")
    assert (stone["id"], stone["url"], stone["reason"], stone["taken_down_by"]) == (
        gone.document.id,
        STORY,
        *WHY.values(),
    )
    assert SECRET not in str(stone)


def test_a_text_taken_down_stays_away(archive):
    gone = report(SECRET)
    archive.add(gone)
    take_down(archive, [gone.document.id], **WHY)
    assert archive.knows(gone.document) is Outcome.TAKEN_DOWN
    assert archive.add(report(SECRET, published="2021-07-10")) is Outcome.TAKEN_DOWN
    assert list(archive.ids()) == []


def test_who_asks_for_a_report_taken_down_is_told_when_by_whom_and_why(archive):
    gone = report(SECRET, url=STORY)
    archive.add(gone)
    take_down(archive, [gone.document.id], **WHY)
    (stone,) = archive.connection.named_rows("SELECT * FROM tombstones")
    told = f"was taken down on {stone['taken_down']} by A. Khan (asked by the publisher)"
    with pytest.raises(NotInArchive, match=re.escape(told)):
        archive.find(gone.document.id[:12])


def test_taking_down_a_version_that_a_story_went_back_from_leaves_the_latest(archive):
    first, second, third = (report(text, url=STORY) for text in ("Norway called.", SECRET, "Chile called."))
    for each in (first, second, third):
        archive.add(each)
    archive.meet(first.document)
    assert take_down(archive, [second.document.id], **WHY).found_again == ()
    assert list(archive.ids()) == [first.document.id]


def test_corrections_and_failures_of_a_report_go_with_it(archive):
    gone, kept = report(SECRET, source_id="a.txt"), report("Norway called Chile.")
    archive.add(gone)
    archive.add(kept)
    for each in (gone, kept):
        values = {"report": each.document.id, "part": "event", "item": "x", "action": "reject", "made_by": "b"}
        insert(archive.connection, "correction", {**values, "note": each.document.text, "made": "2021"})
    for name in ("a.txt", "b.txt"):
        set_aside(archive, name, UnreadableDocument("damaged"))
    take_down(archive, [gone.document.id], **WHY)
    assert list(archive.connection.rows("SELECT report FROM correction")) == [(kept.document.id,)]
    assert [row["source"] for row in failures(archive)] == ["b.txt"]


def test_the_former_version_is_found_again(archive):
    texts = ["Norway called Chile.", "Norway called Chile twice.", SECRET]
    first, second, third = (report(text, url=STORY) for text in texts)
    for each in (first, second, third):
        archive.add(each)
    done = take_down(archive, [third.document.id], **WHY)
    assert done.found_again == (second.document.id,)
    assert list(archive.ids()) == [second.document.id]
    assert [row[0] for row in archive.connection.rows("SELECT words FROM statement")] == [texts[1]]


def test_taking_down_a_former_version_leaves_the_latest_as_it_is(archive):
    first, second = report(SECRET, url=STORY), report("Norway called Chile.", url=STORY)
    archive.add(first)
    archive.add(second)
    assert take_down(archive, [first.document.id], **WHY).found_again == ()
    assert list(archive.ids(latest=False)) == [second.document.id]
    (items,) = archive.connection.rows("SELECT count(*) FROM statement")
    assert items == (len(RecordRows(1, second).tables["statement"]),)


def test_all_versions_of_a_story_go_when_asked_for(archive):
    versions = [report(text, url=STORY) for text in ("Norway called Chile.", SECRET, "Chile called Norway.")]
    other = report("Chile and Norway met.")
    for each in (*versions, other):
        archive.add(each)
    done = take_down(archive, [versions[1].document.id], versions=True, **WHY)
    assert set(done.ids) == {each.document.id for each in versions}
    assert list(archive.ids(latest=False)) == [other.document.id]


def test_one_unknown_id_and_nothing_is_deleted(archive):
    kept = report("Norway called Chile.")
    archive.add(kept)
    with pytest.raises(NotInArchive, match="doc-none"):
        take_down(archive, [kept.document.id, "doc-none"], **WHY)
    assert list(archive.ids()) == [kept.document.id]


def test_no_byte_of_the_text_is_left_in_the_file(tmp_path):
    """Neither in free pages, the log, nor as words of the index, though they came in and went in several ways."""
    path = tmp_path / "news.db"
    gone = report(SECRET, url=STORY, title="Quillfeather speaks")
    with open_archive(str(path), create=True) as archive:
        for number in range(40):
            archive.add(report(f"Norway told Chile {number} times that they will talk."))
        archive.add(gone)
        archive.reread(gone)
        archive.add(report(f"{SECRET} So it was said.", url=STORY))  # the words of the former leave the index here
        assert b"Quillfeather" in bytes_beside(path)
        assert take_down(archive, [gone.document.id], versions=True, **WHY).wiped
        left = bytes_beside(path)  # while it is still open
    for words in (SECRET, "Quillfeather", "quillfeath", "zanzibarian", "lighthouse", "lighthous"):
        assert words.encode() not in left


def test_a_reader_that_holds_the_log_open_is_told_of(tmp_path):
    path = tmp_path / "news.db"
    gone = report(SECRET)
    with open_archive(str(path), create=True) as archive:
        archive.add(gone)
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM report").fetchone()
        archive.connection.run("PRAGMA busy_timeout = 50")
        assert not take_down(archive, [gone.document.id], **WHY).wiped
        reader.close()
    assert b"Quillfeather" not in bytes_beside(path)


def bytes_beside(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
