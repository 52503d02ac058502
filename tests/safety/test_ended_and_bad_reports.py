"""Ended from outside in the middle; and reports that cannot be read."""

import json
import os
import random
import signal
import time

import pytest

from readout.model.jsonform import to_json
from readout.store import open_archive
from readout.store.checks import check_archive
from tests.safety.ground import ALL, command, lines_of, records

MANY = 200  # so that a run on an idle machine takes some time


def stored(archive):
    with open_archive(str(archive)) as opened:
        return [to_json(opened.record(identifier)) for identifier in opened.ids(latest=False)]


@pytest.mark.parametrize(
    ("number", "name", "expected"), [(signal.SIGINT, "Ctrl-C", 130), (signal.SIGTERM, "SIGTERM", 143)]
)
@pytest.mark.parametrize("seed", range(4))
def test_a_run_that_is_asked_to_end_says_what_is_stored_and_the_next_one_goes_on(
    warm, desk, seed, number, name, expected
):
    chance = random.Random(seed)
    made, archive = desk / "made.jsonl", desk / "news.db"
    made.write_bytes(lines_of(records(MANY)))
    running = warm.start("add", archive, made, "-v")
    before = chance.randint(1, 30)
    running.until_new(before)
    time.sleep(chance.uniform(0, 0.01))
    running.send(number)
    status, said = running.end()
    assert status == expected, said
    last = said.splitlines()[-1]
    kept = stored(archive)
    assert 0 < len(kept) < MANY
    assert kept == made.read_bytes().splitlines()[: len(kept)]
    assert last.startswith(f"Ended by {name}: ")
    assert last.endswith(". Run it again to go on.")
    assert all(check.ok for check in check_archive(str(archive), full=True))
    status, said = warm.run("add", archive, made)
    assert (status, said.endswith(f"{len(kept)} known\n")) == (0, True), said
    assert stored(archive) == made.read_bytes().splitlines()


def test_a_watch_that_is_asked_to_end_ends_well(warm, desk, more):
    folder, archive = desk / "reports", desk / "news.db"
    folder.mkdir()
    os.utime(more, (0, 0))  # else it may be one that is being written
    more.rename(folder / "more.jsonl")
    running = warm.start("add", archive, folder, "--watch", "1h", "-v")
    running.until_new(60)
    time.sleep(0.1)
    running.send(signal.SIGTERM)
    status, said = running.end()
    assert (status, said.splitlines()[-1]) == (0, ALL), said
    assert len(stored(archive)) == 60


def test_a_bad_report_is_put_aside_with_its_reason_and_tried_again_only_when_asked(desk):
    good = lines_of(records(12)).splitlines(keepends=True)
    changed = json.loads(good[4])
    changed["document"]["text"] += " And more."
    made, archive = desk / "made.jsonl", desk / "news.db"
    bad = [*good[:4], json.dumps(changed).encode() + b"\n", *good[5:8], b"{not JSON}\n", *good[9:]]
    made.write_bytes(b"".join(bad))

    status, _, errors = command("add", archive, made)
    assert (status, "Traceback" in errors) == (1, False), errors
    assert stored(archive) == [line.strip() for number, line in enumerate(good) if number not in {4, 8}]
    assert failed(archive) == {f"{made}:5": 1, f"{made}:9": 1}

    status, _, errors = command("add", archive, made)
    assert (status, errors) == (0, "1 file passed over\n")
    assert failed(archive) == {f"{made}:5": 1, f"{made}:9": 1}

    assert command("add", archive, "--retry")[0] == 1
    assert failed(archive) == {f"{made}:5": 2, f"{made}:9": 2}

    made.write_bytes(b"".join(good))
    assert command("add", archive, "--retry")[0] == 0
    assert failed(archive) == {}
    assert sorted(stored(archive)) == sorted(line.strip() for line in good)


def failed(archive):
    """From what failed to how often it was tried."""
    status, output, _ = command("failed", archive, "--format", "jsonl")
    rows = [json.loads(line) for line in output.splitlines()]
    assert status == 0
    assert all(row["reason"] and row["kind"] == "UnreadableRecord" for row in rows)
    return {row["source"]: row["tries"] for row in rows}
