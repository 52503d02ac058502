import sqlite3

import pytest

from readout.model.errors import NoArchive, UnreadableDocument
from readout.store import open_archive
from readout.store.checks import check_archive
from readout.store.connection import Dialect
from readout.store.failures import set_aside
from readout.store.migrations import migrations
from tests.store.reports import report

PAGE = 4096  # bytes
HEADER = 100


@pytest.fixture
def filled(archive, address):
    archive.add(report(url="https://example.org/a"))
    archive.add(report("Norway called Chile.", url="https://example.org/a"))
    set_aside(archive, "b.txt", UnreadableDocument("empty"))
    return address


@pytest.fixture
def news(tmp_path):
    path = str(tmp_path / "news.db")
    with open_archive(path, create=True) as archive:
        for number in range(30):
            archive.add(report(f"Norway told Chile {number} times that they will talk."))
    return path


def broken(address):
    return {check.name: check.told for check in check_archive(address, full=True) if not check.ok}


def test_a_sound_archive_passes_every_check(filled):
    checks = {check.name: check for check in check_archive(filled, full=True)}
    assert all(check.ok for check in checks.values())
    assert checks["tables"].told.startswith("2 reports")
    assert checks["failures"].told.startswith("1 inputs could not be read: readout failed")


def test_no_archive_is_said_so(tmp_path):
    with pytest.raises(NoArchive):
        check_archive(str(tmp_path / "none.db"))


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("DELETE FROM record WHERE report = 1", "1 reports without a record"),
        ("UPDATE report SET latest = 0 WHERE number = 1", "1 stories without exactly one latest version"),
        ("UPDATE statement SET report = 99 WHERE report = 1", "1 rows of statement that are of no latest report"),
        ("INSERT INTO tombstone SELECT id, '', '', '', '', '' FROM report LIMIT 1", "1 reports that were taken down"),
    ],
)
def test_tables_that_contradict_each_other_are_named(news, statement, told):
    with sqlite3.connect(news) as database:
        database.execute(statement)
    database.close()
    assert told in broken(news)["tables"]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("INSERT INTO engagement_group VALUES (99000000000, 'same-a')", "1 rows of engagement_group whose item is"),
        ("INSERT INTO near_duplicate VALUES (1, 99, 'reprint', 1, 1, 1)", "1 rows of near_duplicate whose other is"),
        ("INSERT INTO text_band VALUES (1, '', 99)", "1 rows of text_band whose report is of no latest report"),
    ],
)
def test_links_of_no_report_are_named(news, statement, told):
    with sqlite3.connect(news) as database:
        database.execute(statement)
    database.close()
    assert told in broken(news)["links"]


def test_an_index_that_lacks_words_is_named(news):
    with sqlite3.connect(news) as database:
        database.execute("INSERT INTO report_text (report_text) VALUES ('delete-all')")
    database.close()
    assert set(broken(news)) == {"report_text"}


@pytest.mark.parametrize(("start", "name"), [(-2 * PAGE, "file"), (HEADER, "opens")])
def test_pages_that_were_overwritten_are_told_without_a_crash(news, start, name):
    with open(news, "r+b") as file:  # noqa: PTH123
        file.seek(start, 2 if start < 0 else 0)
        file.write(b"\x07" * 2 * PAGE)
    assert name in broken(news)


def test_an_archive_of_a_newer_readout_is_said_to_be_one(news):
    with sqlite3.connect(news) as database:
        database.execute("PRAGMA user_version = 9999")
    database.close()
    assert broken(news) == {"schema": f"9999, of a newer Readout; this one knows {max(migrations(Dialect.SQLITE))}"}
