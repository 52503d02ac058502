import json
import os
import time
from pathlib import Path

import pytest

from readout.model.jsonform import to_json
from readout.store import open_archive
from tests.store.reports import report

ONE, TWO, THREE = "Norway told Chile that they will talk.", "Chile called Norway.", "Both met in Oslo."


def last_line(result):
    return result.stderr.splitlines()[-1]


def test_a_folder_is_added_and_the_second_run_passes_over_it(run, write, stored, texts_read):
    write("reports/a.txt", ONE)
    write("reports/b.jsonl", "\n".join(json.dumps({"text": text}) for text in (TWO, THREE)))
    result = run("add", "news.db", "reports")
    assert (result.exit_code, last_line(result)) == (0, "3 added")
    assert stored() == [ONE, TWO, THREE]
    assert texts_read == [None, ONE, TWO, THREE]
    result = run("add", "news.db", "reports")
    assert (result.exit_code, last_line(result)) == (0, "2 files passed over")
    assert texts_read == [None, ONE, TWO, THREE]


def test_a_text_that_is_known_is_not_read_again(run, write, stored, texts_read):
    write("a.txt", ONE)
    write("b.txt", ONE)
    run("add", "news.db", "a.txt")
    assert last_line(run("add", "news.db", "b.txt")) == "1 known"
    assert texts_read == [None, ONE]
    assert stored() == [ONE]


def test_the_models_are_loaded_once_for_all_sources(run, write, records, texts_read):
    write("a.txt", ONE)
    records("b.jsonl", TWO)
    write("c.txt", THREE)
    assert last_line(run("add", "news.db", "a.txt", "b.jsonl", "c.txt")) == "3 added"
    assert texts_read == [None, ONE, THREE]


def test_an_edited_file_is_a_new_version_of_its_story(run, write, stored):
    write("a.txt", ONE)
    run("add", "news.db", "a.txt")
    write("a.txt", f"{ONE} Later more was said.")
    assert last_line(run("add", "news.db", "a.txt")) == "1 new version"
    assert stored() == [f"{ONE} Later more was said."]
    with open_archive("news.db") as archive:
        assert len(list(archive.ids(latest=False))) == 2


def test_files_of_one_name_in_two_folders_are_two_stories(run, write, stored, monkeypatch, tmp_path):
    write("one/a.txt", ONE)
    write("two/a.txt", TWO)
    for folder in ("one", "two"):
        monkeypatch.chdir(tmp_path / folder)
        assert last_line(run("add", tmp_path / "news.db", "a.txt")) == "1 added"
    assert stored() == [ONE, TWO]


def test_rows_of_one_address_are_versions_and_rows_without_one_are_stories(run, write, stored):
    url = "https://example.org/a"
    rows = [{"text": ONE, "url": url}, {"text": TWO, "url": url}, {"text": THREE}, {"text": "Oslo said no."}]
    write("a.jsonl", "\n".join(map(json.dumps, rows)))
    assert last_line(run("add", "news.db", "a.jsonl")) == "3 added, 1 new version"
    assert stored() == [TWO, THREE, "Oslo said no."]


def test_records_made_elsewhere_are_stored_as_they_are(run, records, stored, texts_read):
    made = records("made.jsonl", ONE, TWO)
    result = run("add", "news.db", made)
    assert (result.exit_code, last_line(result)) == (0, "2 added")
    assert texts_read == []
    with open_archive("news.db") as archive:
        found = b"".join(to_json(archive.record(identifier)) + b"\n" for identifier in archive.ids())
    assert found == made.read_bytes()


@pytest.mark.parametrize("damage", ["span", "text", "schema", "day", "json", "words"])
def test_a_record_that_no_reader_can_have_made_is_put_aside_by_its_line(run, write, failing, damage):
    sound = json.loads(to_json(report(ONE)))
    bad = json.loads(to_json(report(TWO)))
    reasons = {
        "span": "runs past its text", "text": "changed afterwards", "schema": "bring Readout up to date",
        "day": "published 'soon' is not", "json": "not a Readout record", "words": "a statement without words",
    }  # fmt: skip
    match damage:
        case "span":
            bad["events"][0]["trigger"] = [5, 5000]
        case "text":
            bad["document"]["text"] += "!"
        case "schema":
            bad["schema_version"] = "99.0"
        case "day":
            bad["document"]["published"] = "soon"
        case "words":
            bad["statements"][0] |= {"content": [], "cue": [], "speaker_spans": []}
    line = json.dumps(bad)
    write("made.jsonl", f"{json.dumps(sound)}\n{line[:-9] if damage == 'json' else line}\n")
    result = run("add", "news.db", "made.jsonl")
    assert (result.exit_code, last_line(result)) == (1, "1 added, 1 failed (readout failed news.db)")
    (row,) = failing()
    assert row["source"] == "made.jsonl:2"
    assert reasons[damage] in row["reason"]


def test_a_bad_report_is_put_aside_and_the_rest_goes_on(run, write, stored, failing):
    write("reports/a.txt", b"")
    write("reports/b.jsonl", f'{{"text": 3}}\n{json.dumps({"text": ONE})}\n')
    write("reports/c.pdf", b"no pdf")
    result = run("add", "news.db", "reports", "nowhere.txt")
    assert (result.exit_code, last_line(result)) == (1, "1 added, 3 failed (readout failed news.db)")
    assert stored() == [ONE]
    assert [row["source"] for row in failing()] == [
        "reports/a.txt",
        "reports/b.jsonl:1",
        "reports/c.pdf",
    ]


def test_a_mended_row_is_off_the_list_whatever_it_is_called(run, write, failing):
    write("b.jsonl", '{"text": 3, "id": "x"}\n')
    run("add", "news.db", "b.jsonl")
    assert [row["source"] for row in failing()] == ["b.jsonl:1"]
    write("b.jsonl", json.dumps({"text": ONE, "id": "x"}))
    assert last_line(run("add", "news.db", "b.jsonl")) == "1 added"
    assert failing() == []


def test_failures_are_tried_again_only_when_asked_for(run, write, failing):
    write("a.txt", b"")
    write("gone.txt", b"")
    run("add", "news.db", "a.txt", "gone.txt")
    Path("gone.txt").unlink()
    assert last_line(run("add", "news.db", "a.txt")) == "1 file passed over"
    result = run("add", "news.db", "--retry")
    assert result.exit_code == 1
    assert "no file here has such a name: gone.txt" in result.stderr
    assert {row["source"]: row["tries"] for row in failing()} == {"a.txt": 2, "gone.txt": 1}


def test_with_other_columns_a_table_is_read_again(run, write, stored):
    write("a.csv", f"corpus\n{ONE}\n")
    assert run("add", "news.db", "a.csv").exit_code == 1
    result = run("add", "news.db", "a.csv", "--columns", "text=corpus")
    assert (result.exit_code, last_line(result)) == (0, "1 added")
    assert stored() == [ONE]


def test_what_was_taken_down_is_not_added_again(run, write, stored):
    write("a.txt", ONE)
    run("add", "news.db", "a.txt")
    (identifier,) = archive_ids()
    assert run("delete", "news.db", identifier, "--reason", "asked", "--by", "me", "--yes").exit_code == 0
    write("b.txt", ONE)
    assert last_line(run("add", "news.db", "b.txt")) == "1 taken down before"
    assert stored() == []


def test_quiet_tells_only_what_failed(run, write):
    write("a.txt", ONE)
    assert run("add", "news.db", "a.txt", "-q").stderr == ""
    write("b.txt", b"")
    assert run("add", "news.db", "b.txt", "-q").stderr.startswith("b.txt: there is nothing to read in it")


def test_verbose_tells_what_became_of_each(run, write, records):
    write("a.txt", ONE)
    records("b.jsonl", TWO, source_id="two")
    assert run("add", "news.db", "a.txt", "b.jsonl", "-v").stderr.splitlines()[:2] == ["a.txt: added", "two: added"]


def test_nothing_to_add_is_a_wrong_usage(run):
    assert run("add", "news.db").exit_code == 2
    assert run("add", "news.db", "a.txt", "--watch", "5").exit_code == 2


def test_reports_on_standard_input_are_read_each_time(run, stored):
    assert last_line(run("add", "news.db", "-", stdin=ONE)) == "1 added"
    assert last_line(run("add", "news.db", "-", stdin=TWO)) == "1 added"
    assert stored() == [ONE, TWO]


def test_records_come_through_a_pipe(tmp_path, records, started, stored):
    made = records("made.jsonl", ONE, TWO)
    with made.open() as stdin:
        process = started("add", tmp_path / "news.db", "-", stdin=stdin)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "2 added\n")
    assert stored() == [ONE, TWO]


def test_a_locked_archive_ends_the_run_and_says_what_was_stored(run, records, monkeypatch, stored):
    records("a.jsonl", ONE)
    run("add", "news.db", "a.jsonl")
    monkeypatch.setattr("readout.store.sqlite.WAIT_SECONDS", 0.05)
    records("b.jsonl", TWO)
    with open_archive("news.db") as other, other.changing():
        result = run("add", "news.db", "b.jsonl")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "Not all is stored: nothing added. When it is put right, run it again to go on.",
        "Error: news.db: another program is writing to it: try again when that has ended",
    ]
    assert stored() == [ONE]


def test_a_full_disk_ends_the_run_and_the_next_one_goes_on(run, records, monkeypatch, stored):
    from readout.store import sqlite

    texts = [f"{ONE} {number} " + "They talked about fish. " * 200 for number in range(40)]
    records("a.jsonl", *texts)
    # the cap stands for the disk: SQLite reports both as SQLITE_FULL
    with monkeypatch.context() as limited:
        limited.setattr(sqlite, "SETTINGS", (*sqlite.SETTINGS, "PRAGMA max_page_count = 150"))
        result = run("add", "news.db", "a.jsonl")
    assert result.exit_code == 1
    assert "no room on the disk: make room and go on; what was stored is kept" in result.stderr
    already = len(stored())
    assert f"Not all is stored: {already} added." in result.stderr
    assert 0 < already < len(texts)
    assert last_line(run("add", "news.db", "a.jsonl")) == f"{len(texts) - already} added, {already} known"
    assert stored() == texts


def test_a_run_that_was_killed_is_ended_by_the_next_one(records, started, stored, tmp_path):
    texts = [f"Norway told Chile {number} times that they will talk." for number in range(400)]
    made = records("a.jsonl", *texts)
    process = started("add", tmp_path / "news.db", made)
    log = tmp_path / "news.db-wal"
    wait_until(lambda: log.exists() and log.stat().st_size > 1_000_000)
    process.kill()
    process.wait()
    already = len(stored())
    assert 0 < already < len(texts)
    process = started("add", tmp_path / "news.db", made)
    _, errors = process.communicate(timeout=30)
    assert errors == f"{len(texts) - already} added, {already} known\n"
    assert stored() == texts


def archive_ids():
    with open_archive("news.db") as archive:
        return list(archive.ids())


def wait_until(condition):
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(0.005)


def test_a_name_that_is_no_utf_8_is_a_name(run, tmp_path, stored, failing):
    (tmp_path / "reports").mkdir()
    for name, data in ((b"a\xff.txt", ONE.encode()), (b"b\xfe.txt", b"")):
        with open(os.fsencode(tmp_path / "reports") + b"/" + name, "wb") as file:  # noqa: PTH123 - bytes, not a path
            file.write(data)
    result = run("add", "news.db", "reports")
    assert (result.exit_code, last_line(result)) == (1, "1 added, 1 failed (readout failed news.db)")
    assert stored() == [ONE]
    assert [row["source"] for row in failing()] == ["reports/b\ufffd.txt"]
    assert last_line(run("add", "news.db", "reports")) == "2 files passed over"


def test_sources_that_are_not_there_are_told_and_make_no_archive(run, write, failing):
    result = run("add", "news.db", "nowhere.txt", "ftp://example.org/a", "https:/example.org/a")
    assert result.exit_code == 1
    told = ["no such file or folder", "no address that is fetched", "no address that is fetched"]
    assert all(why in line for why, line in zip(told, result.stderr.splitlines(), strict=True))
    assert not Path("news.db").exists()
    write("a.txt", ONE)
    result = run("add", "news.db", "nowhere.txt", "a.txt")
    assert (result.exit_code, last_line(result)) == (1, "1 added")
    assert failing() == []


def test_a_file_that_goes_back_to_a_former_text_has_it_for_its_latest(run, write, stored, texts_read):
    for text in (ONE, TWO, ONE):
        write("a.txt", text)
        result = run("add", "news.db", "a.txt")
    assert last_line(result) == "1 new version"
    assert texts_read.count(ONE) == 1
    assert stored() == [ONE]
