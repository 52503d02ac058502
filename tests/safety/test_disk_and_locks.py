"""A disk that is full, and an archive that another program holds."""

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from readout.model.jsonform import to_json
from readout.store import open_archive
from readout.store.checks import check_archive
from tests.safety.ground import REST, all_rows, bytes_of, command

KIB = 1024
ROOM = 1_600 * KIB  # bytes; the 60 reports take more
LONGEST = 700 * KIB  # of a file
HOLD = "import sqlite3, sys; held = sqlite3.connect(sys.argv[1], isolation_level=None); held.execute(sys.argv[2]); "
UNTIL_TOLD = "print('held', flush=True); sys.stdin.readline()"


def stored(archive):
    with open_archive(str(archive)) as opened:
        return [to_json(opened.record(identifier)) for identifier in opened.ids(latest=False)]


@pytest.fixture
def disk(tmp_path):
    """A file system of its own, with little room; `disk.make_room()` gives it more."""
    if shutil.which("mount") is None or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "none", folder], capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip(f"no small disk can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_full_disk_ends_the_run_keeps_what_was_stored_and_the_next_run_goes_on(disk, warm, more, tmp_path):
    archive = disk / "news.db"
    status, said = warm.run("add", archive, more)
    assert (status, "Traceback" in said) == (1, False), said
    assert f"{archive}: no room on the disk: make room and go on; what was stored is kept" in said
    kept = stored(archive)
    assert 0 < len(kept) < 60
    assert re.search(r"Not all is stored: \d+ added", said)
    assert kept == more.read_bytes().splitlines()[: len(kept)]
    assert all(check.ok for check in check_archive(str(archive), full=True))
    status, said = warm.run("add", archive, more)  # and again, without harm
    assert (status, "no room on the disk" in said) == (1, True), said
    subprocess.run(["mount", "-o", f"remount,size={100 * ROOM}", disk], check=True)
    status, said = warm.run("add", archive, more)
    assert status == 0, said
    warm.run("add", tmp_path / "other.db", more)
    assert all_rows(archive) == all_rows(tmp_path / "other.db")


def fill(path):
    with path.open("wb", buffering=0) as file:
        while file.write(bytes(KIB)):
            pass


def test_a_disk_without_any_room_left_can_still_be_read_or_says_why(disk, warm, news):
    archive = disk / "news.db"
    shutil.copy(news, archive)
    before = bytes_of(archive)
    with pytest.raises(OSError, match="No space left"):
        fill(disk / "filler")
    status, said = warm.run("stats", archive)
    assert "Traceback" not in said
    assert status == 0 or f"{archive}: no room on the disk: make room" in said, said
    assert bytes_of(archive)["news.db"] == before["news.db"]
    (disk / "filler").unlink()
    assert warm.run("stats", archive)[0] == 0


def test_a_disk_that_refuses_to_write_is_named_and_what_was_stored_is_kept(desk, more):
    archive = desk / "news.db"

    def limit():  # the system refuses whatever makes a file longer
        resource.setrlimit(resource.RLIMIT_FSIZE, (LONGEST, LONGEST))

    status, _, errors = command("add", archive, more, preexec_fn=limit)
    assert (status, "Traceback" in errors) == (1, False), errors
    assert f"{archive}: the disk failed" in errors
    assert "check its space and health, then go on" in errors
    kept = stored(archive)
    assert 0 < len(kept) < 60
    assert all(check.ok for check in check_archive(str(archive), full=True))
    assert command("add", archive, more)[0] == 0
    assert stored(archive) == more.read_bytes().splitlines()


@contextmanager
def held(archive):
    """Another program that holds a lock; the block gets a function that ends it."""
    code = HOLD + UNTIL_TOLD
    with subprocess.Popen(
        [sys.executable, "-c", code, archive, "BEGIN IMMEDIATE"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        try:
            yield lambda: process.communicate("\n")
        finally:
            process.kill()


def test_a_writer_that_waits_too_long_is_told_and_readers_read_on(warm, news, more):
    with held(news):
        status, said = warm.run("add", news, more, patience=0.3)
        assert (status, "Traceback" in said) == (1, False), said
        assert f"{news}: another program is writing to it: try again when that has ended" in said
        assert len(stored(news)) == 30
        for question in (["stats"], ["search", "fish"], ["who"]):
            status, said = warm.run(question[0], news, *question[1:])
            assert status in {0, 1}, said
            assert "another program" not in said
    assert warm.run("add", news, more)[0] == 0


def test_a_writer_that_waits_goes_on_when_the_lock_ends(warm, news, more):
    with held(news) as end:
        running = warm.start("add", news, more)
        assert not running.ended(1.0)
        assert len(stored(news)) == 30
        end()
        status, said = running.end()
    assert (status, said) == (0, f"{REST}\n")


def test_a_writer_that_waits_can_be_ended_at_once(warm, news, more):
    with held(news):
        running = warm.start("add", news, more)
        assert not running.ended(1.0)
        begun = time.monotonic()
        running.send(signal.SIGINT)
        status, said = running.end()
        assert time.monotonic() - begun < 10
    assert (status, said.startswith("Ended by Ctrl-C: ")) == (130, True), said


def test_a_file_that_another_program_has_for_itself_is_busy_for_readers_too(warm, news):
    code = (
        HOLD + "held.execute('BEGIN EXCLUSIVE'); held.execute('CREATE TABLE IF NOT EXISTS report (x)'); " + UNTIL_TOLD
    )
    arguments = [sys.executable, "-c", code, news, "PRAGMA locking_mode = EXCLUSIVE"]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        status, said = warm.run("stats", news, patience=0.3)
        process.communicate("\n")
    assert (status, "another program is writing to it" in said) == (1, True), said
    assert warm.run("stats", news)[0] == 0


def test_two_runs_at_once_store_the_union_and_nothing_twice(desk, more):
    lines = more.read_bytes().splitlines(keepends=True)
    one, other, archive = desk / "one.jsonl", desk / "other.jsonl", desk / "news.db"
    one.write_bytes(b"".join(lines[:40]))
    other.write_bytes(b"".join(lines[20:][::-1]))
    commands = [[sys.executable, "-m", "readout", "add", str(archive), str(name)] for name in (one, other)]
    running = [subprocess.Popen(each, stderr=subprocess.PIPE, text=True) for each in commands]
    said = [each.communicate(timeout=60)[1] for each in running]
    assert [each.returncode for each in running] == [0, 0], said
    assert sum(int(word) for each in said for word in counted(each, "added", "new versions", "new version")) == 60
    assert sorted(stored(archive)) == sorted(line.strip() for line in lines)
    assert all(check.ok for check in check_archive(str(archive), full=True))


def counted(said, *names):
    parts = [part.split(" ", 1) for part in said.strip().split(", ")]
    return [number for number, name in parts if name in names]
