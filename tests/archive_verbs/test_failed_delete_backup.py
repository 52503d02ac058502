import json
import os
import pty

import pytest

from readout.model.jsonform import to_json
from readout.store import open_archive
from tests.store.reports import report

ONE, TWO = "Norway told Chile that they will talk.", "Chile called Norway."
WHY = ("--reason", "asked by the publisher", "--by", "me")


@pytest.fixture
def filled(run, records):
    records("a.jsonl", ONE, TWO)
    run("add", "news.db", "a.jsonl")
    return [report(text).document.id for text in (ONE, TWO)]


def test_the_list_of_failures_is_a_table_for_a_person(run, write):
    write("a.txt", b"")
    run("add", "news.db", "a.txt")
    lines = run("failed", "news.db", "--format", "table").stdout.splitlines()
    assert lines[0].split() == ["source", "reason", "tries"]
    assert lines[2].startswith("a.txt   there is nothing to read in it")


def test_no_failures_are_good_news(run, filled):
    result = run("failed", "news.db")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing failed.\n")


def test_a_forgotten_failure_is_off_the_list_and_not_tried_again(run, write, failing):
    write("a.txt", b"")
    run("add", "news.db", "a.txt")
    assert run("failed", "news.db", "--forget", "a.txt").stderr == "1 taken off the list\n"
    assert failing() == []
    assert run("add", "news.db", "a.txt").stderr == "1 file passed over\n"


def test_forgetting_what_is_not_on_the_list_fails(run, filled):
    result = run("failed", "news.db", "--forget", "b.txt")
    assert result.exit_code == 1
    assert "b.txt: is not on the list" in result.stderr


def test_delete_takes_ids_and_what_they_begin_with(run, filled, stored):
    result = run("delete", "news.db", filled[0][:12], *WHY, "--yes")
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{filled[0]}\n", "1 deleted\n")
    assert stored() == [TWO]


def test_delete_refuses_an_id_of_a_part_and_one_that_is_not_there(run, filled, stored):
    with open_archive("news.db") as archive:
        event = archive.record(filled[0]).events[0].id
    result = run("delete", "news.db", filled[1], event, *WHY, "--yes")
    assert result.exit_code == 1
    assert f"is no report, but of {filled[0]}" in result.stderr
    assert run("delete", "news.db", filled[1], "doc-none", *WHY, "--yes").exit_code == 1
    assert stored() == [ONE, TWO]


def test_delete_does_nothing_without_a_yes_where_nobody_can_be_asked(run, filled, stored):
    result = run("delete", "news.db", filled[0], *WHY)
    assert result.exit_code == 2
    assert "give --yes" in result.stderr
    assert run("delete", "news.db", filled[0], "--yes").exit_code == 2  # no reason is given
    assert stored() == [ONE, TWO]


@pytest.mark.parametrize(("answer", "status", "left"), [(b"n\n", 1, [ONE, TWO]), (b"y\n", 0, [TWO])])
def test_delete_asks_on_a_terminal_and_shows_what(filled, stored, started, tmp_path, answer, status, left):
    ours, theirs = pty.openpty()
    process = started("delete", tmp_path / "news.db", filled[0], *WHY, stdin=theirs)
    os.write(ours, answer)
    _, errors = process.communicate(timeout=30)
    os.close(ours)
    os.close(theirs)
    assert process.returncode == status
    assert f"{filled[0]}: {ONE!r}" in errors
    assert stored() == left


def test_versions_go_together_or_the_former_is_found_again(run, write, stored):
    url = "https://example.org/a"
    rows = [{"text": text, "url": url} for text in (ONE, TWO)]
    write("a.jsonl", "\n".join(map(json.dumps, rows)))
    run("add", "news.db", "a.jsonl")
    former, latest = (report(text).document.id for text in (ONE, TWO))
    result = run("delete", "news.db", latest, *WHY, "--yes")
    assert f"{former}, a former version, is found again" in result.stderr
    assert stored() == [ONE]
    run("delete", "news.db", former, *WHY, "--versions", "--yes")
    assert stored() == []


def test_a_backup_is_an_archive_with_the_same_records(run, filled):
    result = run("backup", "news.db", "copy.db")
    assert result.exit_code == 0
    assert result.stderr.startswith("copy.db: ")
    with open_archive("news.db") as ours, open_archive("copy.db") as copy:
        assert [to_json(copy.record(each)) for each in copy.ids()] == [to_json(ours.record(each)) for each in filled]


def test_a_backup_does_not_replace_a_file(run, filled, write):
    write("copy.db", b"mine")
    result = run("backup", "news.db", "copy.db")
    assert result.exit_code == 1
    assert "there is a file already" in result.stderr
