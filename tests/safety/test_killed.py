"""Killed at any moment, run again: the same archive."""

import os
import random
import signal
import time

import pytest

from readout.model.jsonform import to_json
from readout.store import open_archive
from readout.store.checks import check_archive
from tests.safety.ground import (
    ALL,
    all_rows,
    all_seen,
    command,
    copy_of,
    lines_of,
    records,
    reports_and_items,
    wait_until,
)

SEEDS = range(10)
KILLS = 10  # of each seed
REPORTS = 60
BAD_LINE = 25
TRANSACTION = 0.005  # seconds; one report takes 2 to 3 ms where nothing else runs


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A file of records, with a line that is none in it."""
    lines = lines_of(records(REPORTS)).splitlines(keepends=True)
    lines.insert(BAD_LINE, b'{"document": {"id": "doc_1"\n')
    path = tmp_path_factory.mktemp("made") / "made.jsonl"
    path.write_bytes(b"".join(lines))
    return path


@pytest.fixture(scope="module")
def undisturbed(made):
    """An archive of one run that nobody killed."""
    archive = made.with_name("undisturbed.db")
    status, _, errors = command("add", archive, made)
    assert (status, errors.splitlines()[-1].startswith(f"{ALL}, 1 failed")) == (1, True), errors
    return archive


@pytest.fixture(scope="module")
def states(made):
    """What is in the archive after no report, one, two, ...: all that anybody may ever see."""
    states = []
    path = made.with_name("steps.db")
    with open_archive(str(path), create=True) as archive:
        states.append(reports_and_items(path))
        for record in records(REPORTS):
            archive.add(record)
            states.append(reports_and_items(path))
    return states


def kill_moments(chance):
    """Ten moments in the life of one archive: what to wait for, and how long to wait then."""
    yield "made", chance.uniform(0, 0.03)
    yield "started", chance.uniform(0, 0.1)
    for _ in range(KILLS - 3):
        yield chance.randint(0, 5), chance.uniform(0, TRANSACTION)
    yield "all told", chance.uniform(0, 0.004)


def killed_at(moment, pause, warm, archive, made):
    running = warm.start("add", archive, made, "-v")
    match moment:
        case "made":
            running.until(archive.exists)
        case "started":
            pass
        case "all told":
            running.until(lambda: running.told() > REPORTS)
        case number:
            running.until_new(number)
    time.sleep(pause)
    return running.kill()


@pytest.mark.parametrize("seed", SEEDS)
def test_an_archive_whose_runs_were_killed_ten_times_is_the_one_that_one_run_makes(
    warm, tmp_path, made, undisturbed, states, seed
):
    archive = tmp_path / "news.db"
    reached, killed = [], 0
    for moment, pause in kill_moments(random.Random(seed)):
        status, said = killed_at(moment, pause, warm, archive, made)
        assert status in {-signal.SIGKILL, 0, 1}, said
        killed += status < 0
        if not archive.exists() or not archive.stat().st_size:  # an empty file is no archive yet
            continue
        seen = copy_of(archive, tmp_path / "seen")
        checks = check_archive(str(seen), full=True)
        assert all(check.ok for check in checks), (moment, pause, checks)
        with open_archive(str(seen)) as opened:  # also makes the tables, where it was killed before it had
            stored = [to_json(opened.record(identifier)) for identifier in opened.ids(latest=False)]
        assert stored == [to_json(record) for record in records(len(stored))]
        assert reports_and_items(seen) == states[len(stored)], (moment, pause)
        reached.append(len(stored))
    # it was killed, and while it wrote; the last runs may have come too late on a slow machine
    assert killed >= KILLS / 2
    assert len({count for count in reached if 0 < count < REPORTS}) > 3
    status, _, errors = command("add", archive, made)
    assert status in {0, 1}, errors
    assert all(check.ok for check in check_archive(str(archive), full=True))
    assert all_rows(archive) == all_rows(undisturbed)


@pytest.fixture
def whole(postgresql_server, made, warm):
    """The address of a database made by one run that nobody disturbed."""
    address = postgresql_server.fresh()
    status, said = warm.run("add", address, made)
    assert status == 1, said
    return address


def backends(server, address):
    """Process ids of the server's for one database."""
    import psycopg

    name = address.rpartition("/")[2]
    sql = "SELECT pid FROM pg_stat_activity WHERE datname = %s AND backend_type = 'client backend'"
    try:
        with psycopg.connect(server.address("postgres"), autocommit=True) as connection:
            return [pid for (pid,) in connection.execute(sql, (name,))]
    except psycopg.OperationalError:  # it is starting again
        return [0]


def crash(server, address):
    """Kills a process of the server's; the server then ends all others and goes over its log."""
    for process in backends(server, address):
        os.kill(process, signal.SIGKILL)


def terminate(server, address):
    server.run(f"SELECT pg_terminate_backend({backends(server, address)[0]:d})")


def test_a_database_whose_clients_and_servers_were_killed_is_the_one_that_one_run_makes(
    warm, postgresql_server, whole, made
):
    chance = random.Random(0)
    address = postgresql_server.fresh()
    reached = []
    for number in range(10):
        running = warm.start("add", address, made, "-v")
        before = chance.randint(1, 9)
        running.until_new(before)
        time.sleep(chance.uniform(0, 2 * TRANSACTION))
        if number % 2:
            status, said = running.kill()
            assert status in {-signal.SIGKILL, 1}, said
        else:
            (terminate if number % 4 else crash)(postgresql_server, address)
            status, said = running.end()
            assert (status, "Traceback" in said) == (1, False), said
            assert "the server closed the connection" in said
            assert "go on when the server is up again; what was stored is kept" in said
        wait_until(lambda: not backends(postgresql_server, address), pause=0.02)
        with open_archive(address) as archive:
            stored = [to_json(archive.record(identifier)) for identifier in archive.ids(latest=False)]
        assert stored == [to_json(record) for record in records(len(stored))]
        assert all(check.ok for check in check_archive(address))
        reached.append(len(stored))
    assert len({count for count in reached if 0 < count < REPORTS}) > 3
    status, said = warm.run("add", address, made)
    assert status in {0, 1}, said
    assert all_seen(address) == all_seen(whole)
