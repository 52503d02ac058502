"""Files that are damaged, are something else, or are of another time: told in a line, and left as they are."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from readout.model.jsonform import to_json
from readout.store import open_archive
from readout.store.checks import check_archive
from readout.store.connection import Dialect
from readout.store.links import is_linked, relink_all
from readout.store.migrations import migrations
from tests.safety.ground import ALL, REST, all_rows, bytes_of, command, records

PAGE = 4096  # bytes
RUBBISH = bytes(range(7, 247)) * 40
READERS = (["stats"], ["search", "fish"], ["timeline", "NOR", "CHL"], ["who"], ["failed"], ["show"])


def overwrite(path, start, data=RUBBISH):
    with path.open("r+b") as file:
        file.seek(start)
        file.write(data)


def damage_header(path):
    overwrite(path, 0, RUBBISH[:100])


def damage_header_but_its_first_line(path):
    overwrite(path, 16, RUBBISH[:84])


def damage_first_page(path):
    overwrite(path, 100, RUBBISH[: PAGE - 100])


def damage_middle(path):
    for start in range(PAGE, path.stat().st_size - PAGE, 3 * PAGE):
        overwrite(path, start, RUBBISH[:PAGE])


def cut_in_half(path):
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def cut_in_a_page(path):
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size - PAGE - 1_000)


def only_the_header(path):
    with path.open("r+b") as file:
        file.truncate(100)


DAMAGES = (
    damage_header,
    damage_header_but_its_first_line,
    damage_first_page,
    damage_middle,
    cut_in_half,
    cut_in_a_page,
    only_the_header,
)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_told_by_every_verb_and_stays_as_it_is(warm, news, more, damage):
    damage(news)
    before = bytes_of(news)
    with_error = 0
    questions = [[reader[0], news, *reader[1:]] for reader in READERS]
    questions[-1].append(records(1)[0].document.id)
    for question in questions:
        status, said = warm.run(*question)
        assert "Traceback" not in said, said
        assert status in {0, 1}, said
        if status:
            with_error += 1
            assert said.startswith(f"Error: {news}: "), said
            assert "damaged" in said or "no SQLite database" in said or "not of Readout's" in said, said
    assert with_error
    assert not all(check.ok for check in check_archive(str(news)))
    assert bytes_of(news) == before
    status, said = warm.run("add", news, more)
    assert (status, "Traceback" in said) == (1, False), said
    assert f"Error: {news}: " in said
    if damage is not damage_middle:  # there it writes until it meets a damaged page
        assert bytes_of(news) == before


def test_doctor_finds_the_damage(news):
    damage_middle(news)
    status, output, errors = command("doctor", news)
    assert (status, errors) == (1, "")
    broken = [line for line in output.splitlines() if line.startswith("broken   archive")]
    assert broken
    assert "go back to the last good copy of it" in broken[0]


@pytest.fixture
def with_log(news, desk):
    """An archive whose last report is in the log only, as after a crash."""
    crashed = desk / "crashed"
    crashed.mkdir()
    with open_archive(str(news)) as archive:
        archive.add(records(31)[30])
        for name in ("news.db", "news.db-wal"):
            shutil.copy(desk / name, crashed / name)
    return crashed / "news.db"


@pytest.mark.parametrize("start", [0, 24 + 24, 24 + 24 + 2 * PAGE])
def test_a_damaged_log_loses_the_last_reports_whole_and_the_next_run_brings_them_back(
    warm, with_log, more, tmp_path, start
):
    log = with_log.with_name("news.db-wal")
    overwrite(log, start, RUBBISH[:1_000])
    with open_archive(str(with_log)) as archive:
        assert [to_json(archive.record(each)) for each in archive.ids(latest=False)] == [
            to_json(record) for record in records(30)
        ]
    assert all(check.ok for check in check_archive(str(with_log), full=True))
    assert warm.run("add", with_log, more) == (0, f"{REST}\n")
    warm.run("add", tmp_path / "other.db", more)
    assert all_rows(with_log) == all_rows(tmp_path / "other.db")


def test_an_empty_file_is_made_an_archive_by_add_and_is_none_for_readers(warm, desk, more):
    archive = desk / "news.db"
    archive.touch()
    status, said = warm.run("stats", archive)
    assert "Traceback" not in said
    assert (status, f"{archive}: " in said) == (1, True), said
    assert archive.read_bytes() == b""
    assert warm.run("add", archive, more) == (0, f"{ALL}\n")


@pytest.mark.parametrize("content", [b"Norway told Chile.\n", b"S", b"\0" * 5000, b"SQLite format 3"])
def test_a_file_of_another_kind_is_no_archive_and_stays_as_it_is(warm, desk, more, content):
    file = desk / "news.db"
    file.write_bytes(content)
    for question in (["add", file, more], ["stats", file], ["failed", file]):
        status, said = warm.run(*question)
        assert (status, "Traceback" in said) == (1, False), said
        assert f"Error: {file}: not an archive (no SQLite database): check the name" in said
    assert bytes_of(file) == {"news.db": content}
    assert [check.ok for check in check_archive(str(file))] == [False]


@pytest.mark.parametrize("mode", ["DELETE", "WAL"])
def test_a_database_of_another_program_is_left_byte_for_byte(warm, desk, more, mode):
    file = desk / "news.db"
    with closing(sqlite3.connect(file)) as database:
        database.execute(f"PRAGMA journal_mode = {mode}")
        database.execute("CREATE TABLE report (title TEXT)")
        database.execute("INSERT INTO report VALUES ('ours')")
        database.commit()
    before = bytes_of(file)
    for question in (["add", file, more], ["stats", file], ["failed", file]):
        status, said = warm.run(*question)
        assert (status, "Traceback" in said) == (1, False), said
        assert f"Error: {file}: a SQLite database, but not of Readout's: check the name" in said
    assert bytes_of(file) == before


def test_an_archive_of_a_newer_readout_is_left_byte_for_byte_and_both_versions_are_named(warm, news, more):
    newest = max(migrations(Dialect.SQLITE))
    with closing(sqlite3.connect(news)) as database:
        database.execute(f"PRAGMA user_version = {newest + 7}")
    before = bytes_of(news)
    for question in (["add", news, more], ["stats", news], ["search", news, "fish"], ["failed", news]):
        status, said = warm.run(*question)
        assert (status, "Traceback" in said) == (1, False), said
        assert f"{news}: written by a newer Readout (schema {newest + 7}; this one knows {newest}): " in said
        assert "pip install --upgrade" in said
    assert bytes_of(news) == before


@pytest.fixture
def old(news, desk):
    """The archive `news`, as a Readout that knew only the first migration would have made it."""
    path = desk / "old.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as database, closing(sqlite3.connect(news)) as present:
        database.execute("PRAGMA journal_mode = WAL")
        database.executescript(f"BEGIN; {migrations(Dialect.SQLITE)[1]}")
        database.execute("PRAGMA user_version = 1")
        database.execute(f"PRAGMA application_id = {present.execute('PRAGMA application_id').fetchone()[0]}")
        known = {name for (name,) in present.execute("SELECT name FROM archive")} - {"linked"}
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table.startswith(("report_text", "statement_text", "sqlite_")):
                continue
            columns = ", ".join(row[1] for row in database.execute(f"PRAGMA table_info({table})"))
            for row in present.execute(f"SELECT {columns} FROM {table}"):
                if table != "archive" or row[0] in known:
                    marks = ", ".join("?" * len(row))
                    database.execute(f"INSERT OR REPLACE INTO {table} ({columns}) VALUES ({marks})", row)
        database.execute("COMMIT")
    return path


def test_an_archive_of_an_older_readout_is_brought_up_to_date_with_all_that_is_in_it(warm, old, news, more):
    status, said = warm.run("stats", old)
    assert status == 0, said
    with closing(sqlite3.connect(old)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (max(migrations(Dialect.SQLITE)),)
    with open_archive(str(old)) as archive:
        assert not is_linked(archive.connection)
        assert relink_all(archive.connection) > 0
    assert all_rows(old) == all_rows(news)
    assert all(check.ok for check in check_archive(str(old), full=True))
    assert warm.run("add", old, more) == (0, f"{REST}\n")


def test_an_upgrade_that_was_interrupted_is_made_whole_by_the_next_one(old, monkeypatch):
    newest = max(migrations(Dialect.SQLITE))
    broken = {**migrations(Dialect.SQLITE), newest + 1: "CREATE TABLE half (x);\nCREATE TABLE half (x);\n"}
    before = all_rows(old)
    with monkeypatch.context() as patched:
        patched.setattr("readout.store.migrations.migrations", lambda dialect: broken)
        with pytest.raises(Exception, match="half"):
            open_archive(str(old))
    assert all_rows(old) == before
    with open_archive(str(old)) as archive:
        assert archive.connection.schema_version() == newest
