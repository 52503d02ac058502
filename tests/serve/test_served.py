"""`readout serve` with a real server and real clients."""

import os
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx2
import pytest
from click.testing import CliRunner

from readout.cli import cli
from readout.store import open_archive
from tests.serve.fish import fill
from tests.store.reports import report

TOKEN = "a-token-of-some-length"
ADDED = 60
PATIENCE = 30  # seconds


@pytest.fixture
def archive(tmp_path):
    address = str(tmp_path / "news.db")
    with open_archive(address, create=True) as opened:
        fill(opened)
    return address


@contextmanager
def serving(*arguments, stdin=None):
    """The process, and the address that it prints."""
    command = [sys.executable, "-m", "readout", "serve", *arguments]
    pipe = subprocess.PIPE
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment) as process:
        try:
            if stdin is not None:
                process.stdin.write(stdin)
                process.stdin.flush()
            address = process.stdout.readline().strip()
            assert address.startswith("http://"), process.stderr.read()
            yield process, address
        finally:
            process.kill()


def test_readers_see_whole_reports_while_a_writer_adds_them(archive):
    written = threading.Event()

    def write():
        with open_archive(archive) as opened:
            for number in range(ADDED):
                # every other one is a new text of a story, which takes the place of all that the last one had
                url = "https://example.org/herring" if number % 2 else None
                opened.add(report(f"Norway told Chile {number} things about herring.", url=url))
        written.set()

    def read(address):
        seen = 0
        with httpx2.Client(base_url=address) as client:
            while True:
                last = written.is_set()
                counts = {row["what"]: row["count"] for row in client.get("/api/statistics").json()["rows"]}
                # each report has one of each
                assert counts["latest versions"] == counts["statements"] == counts["events"] == counts["engagements"]
                lines = client.get("/api/statements", params={"format": "jsonl"})
                newest = client.get("/api/reports", params={"limit": 1000})
                assert {lines.status_code, newest.status_code} == {200}
                for row in newest.json()["rows"][-3:]:
                    record = client.get(f"/api/reports/{row['id']}").json()
                    assert len(record["statements"]) == len(record["events"]) == 1
                seen += 1
                if last:
                    return seen, counts["reports"]

    with serving(archive, "--port", "0") as (_, address), ThreadPoolExecutor(3) as pool:
        readers = [pool.submit(read, address) for _ in range(2)]
        pool.submit(write).result(PATIENCE)
        answers = [reader.result(PATIENCE) for reader in readers]
    assert all(seen > 1 for seen, _ in answers)
    assert {count for _, count in answers} == {8 + ADDED}


def test_an_interrupt_ends_it_cleanly(archive):
    with serving(archive, "--port", "0") as (process, address):
        assert httpx2.get(f"{address}/api").status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
        assert "Traceback" not in process.stderr.read()


def test_a_token_can_be_read_from_stdin(archive):
    with serving(archive, "--port", "0", "--token", "-", stdin=f"{TOKEN}\n") as (_, address):
        assert httpx2.get(f"{address}/api").status_code == 401
        assert httpx2.get(f"{address}/api", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200


def test_a_name_of_a_proxy_is_let_in_and_others_are_not(archive):
    with serving(archive, "--port", "0", "--name", "news.example.org") as (_, address):
        assert httpx2.get(f"{address}/api", headers={"Host": "news.example.org"}).status_code == 200
        assert httpx2.get(f"{address}/api", headers={"Host": "other.example.org"}).status_code == 421


def test_a_port_that_is_taken_is_named_with_one_that_is_free(archive):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = CliRunner().invoke(cli, ["serve", archive, "--port", str(port)])
    assert done.exit_code == 1
    assert f"127.0.0.1:{port}: Address already in use" in done.stderr
    assert "--port " in done.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "news.example.org"])
def test_others_are_let_in_only_with_a_token(archive, host):
    done = CliRunner().invoke(cli, ["serve", archive, "--host", host])
    assert done.exit_code == 2
    assert "--token" in done.stderr


@pytest.mark.parametrize("token", ["", "two words", "naïve", "line\nend"])
def test_a_token_that_no_header_can_hold_is_refused(archive, token):
    done = CliRunner().invoke(cli, ["serve", archive, "--token", token])
    assert done.exit_code == 2
    assert "a token is" in done.stderr


def test_an_archive_that_is_not_there_cannot_be_served(tmp_path):
    done = CliRunner().invoke(cli, ["serve", str(tmp_path / "none.db")])
    assert done.exit_code == 1
    assert "there is no archive" in done.stderr
