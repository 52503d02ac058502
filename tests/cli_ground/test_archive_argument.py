import json
import sqlite3

import click
import pytest
from click.testing import CliRunner

from readout.cli.archive_option import ArchiveCommand, archive_argument, is_archive


@click.command(cls=ArchiveCommand)
@archive_argument
@click.argument("words", nargs=-1)
@click.option("--limit", type=int, default=10, help="At most so many.")
def search(archive, words, limit):
    """Search."""
    click.echo(json.dumps([archive, list(words), limit]))


@click.command(cls=ArchiveCommand)
@archive_argument
@click.argument("record")
def show(archive, record):
    """Show."""
    click.echo(json.dumps([archive, record]))


def run(command, *arguments):
    result = CliRunner().invoke(command, list(arguments), prog_name=f"readout {command.name}")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def refused(command, *arguments):
    result = CliRunner().invoke(command, list(arguments), prog_name=f"readout {command.name}")
    assert (result.exit_code, result.stdout) == (2, "")
    return result.stderr


@pytest.fixture
def configured(desk, monkeypatch):
    monkeypatch.setenv("READOUT_ARCHIVE", "set.db")
    return "set.db"


@pytest.fixture
def magic(desk):
    """A file with SQLite's first bytes and a name that tells nothing."""
    with sqlite3.connect(desk / "plain") as archive:
        archive.execute("CREATE TABLE one (two)")
    archive.close()
    return "plain"


@pytest.mark.parametrize(
    "address", ["news.db", "NEWS.DB", "a b.sqlite", "x.sqlite3", "x.readout", "postgresql://h/d", "postgres://h/d"]
)
def test_the_first_argument_is_the_archive_when_it_looks_like_one(configured, address):
    assert run(search, address, "border", "talks") == [address, ["border", "talks"], 10]


def test_a_file_with_sqlites_first_bytes_is_an_archive_whatever_its_name(configured, magic):
    assert run(search, magic, "border") == [magic, ["border"], 10]


@pytest.mark.parametrize("word", ["border", "postgres", "db", ".", "", "x\0y", "news.db.txt", "postgresql:x"])
def test_other_words_are_no_archive(word):
    assert not is_archive(word)


def test_a_text_file_or_folder_is_no_archive(desk, configured):
    (desk / "report.txt").write_text("SQLite format is discussed.")
    assert run(search, "report.txt", ".") == [configured, ["report.txt", "."], 10]


@pytest.mark.parametrize(
    "arguments", [["border", "--limit", "3"], ["--limit", "3", "border"], ["--limit=3", "--", "border"]]
)
def test_the_configured_one_is_used_when_it_is_left_out(configured, arguments):
    assert run(search, *arguments) == [configured, ["border"], 3]


def test_a_word_after_two_dashes_is_not_taken_as_an_option(configured):
    assert run(search, "--", "-border") == [configured, ["-border"], 10]


def test_nothing_at_all_is_the_configured_one_and_no_words(configured):
    assert run(search) == [configured, [], 10]


def test_a_needed_argument_after_the_archive_is_still_needed(configured):
    assert run(show, "r-1") == [configured, "r-1"]
    assert run(show, "other.db", "r-1") == ["other.db", "r-1"]
    assert "Missing argument 'RECORD'" in refused(show)


def test_one_argument_alone_is_the_needed_one_whatever_it_looks_like(configured, monkeypatch):
    assert run(show, "copy.db") == [configured, "copy.db"]
    monkeypatch.delenv("READOUT_ARCHIVE")
    assert "Missing argument 'RECORD'" in refused(show, "copy.db")


def test_it_may_be_set_in_a_file_above(desk):
    (desk.parent / "readout.toml").write_text('archive = "news"\n', encoding="utf-8")
    assert run(search, "border") == [str(desk.parent / "news"), ["border"], 10]


@pytest.mark.parametrize("arguments", [[], ["border"]])
def test_without_any_both_ways_are_told(arguments):
    problem = " ".join(refused(search, *arguments).split())
    assert "`readout search news.db`" in problem
    assert 'archive = "news.db" in readout.toml or READOUT_ARCHIVE=news.db' in problem
    assert ("'border' is no archive" in problem) is bool(arguments)


def test_help_is_given_without_an_archive_and_with_wrong_settings(desk):
    (desk / "readout.toml").write_text("archive = 3\n", encoding="utf-8")
    result = CliRunner().invoke(search, ["--help"], prog_name="readout search")
    assert result.exit_code == 0
    assert result.stdout.startswith("Usage: readout search [OPTIONS] [ARCHIVE] [WORDS]...")
    assert "may be left out where one is set" in " ".join(result.stdout.split())
    assert "archive must be a file" in refused(search, "border")
