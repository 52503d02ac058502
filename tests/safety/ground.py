"""What the safety tests stand on: commands that can be killed, and archives that can be compared."""

import json
import os
import re
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from readout.model.jsonform import to_json
from readout.store import open_archive
from tests.store.reports import report

ROOT = Path(__file__).parents[2]
PATIENCE = 20  # seconds until a test gives up; a loaded machine is slow
CLOCK = {"added", "read", "replaced", "first", "last", "finished", "taken_down", "made", "undone"}
HISTORY = {"tries"}  # tells how often it was tried, which a kill makes more
WORD_INDEXES = ("report_text", "statement_text")
ALL = "50 added, 10 new versions"  # what is said of 60 records
REST = "25 added, 5 new versions, 30 known"  # and where there are 30 of them already
VIEWS = ("reports", "actors", "statements", "events", "engagements", "topics", "same_engagements", "near_duplicates")


def records(count):
    """Records with something in every table: stories of three versions, near duplicates, one call in many reports."""
    return [
        report(
            f"Norway told Chile on Monday that the two will talk about {'cod' if number % 2 else 'hake'} again, "
            f"for the {number}th time. " + "The talks are to be held by telephone. " * (number % 7),
            published=f"2021-03-{number % 20 + 1:02d}",
            url=f"https://example.org/{number // 12}" if number % 4 == 0 else None,
        )
        for number in range(count)
    ]


def lines_of(made):
    return b"".join(to_json(record) + b"\n" for record in made)


class Warm:
    """Starts `readout` without waiting for an interpreter; one command at a time."""

    def __init__(self, folder):
        self._output = folder / "output.txt"
        self._running = None
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.safety.warm"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def start(self, *arguments, patience=None):
        self._end_last()
        self._output.write_bytes(b"")
        request = json.dumps([list(map(str, arguments)), str(self._output), patience])
        self._running = Running(self._server, request, self._output)
        return self._running

    def run(self, *arguments, patience=None):
        """The exit status and both outputs."""
        return self.start(*arguments, patience=patience).end()

    def close(self):
        self._end_last()
        with self._server:
            self._server.stdin.close()

    def _end_last(self):
        """What a test that failed left running."""
        if self._running and not self._running.over:
            self._running.kill()


class Running:
    """A command that runs."""

    def __init__(self, server, request, output):
        self._server, self._output, self._ended, self.over = server, output, False, False
        self._tell(request)
        self.process = int(self._server.stdout.readline())

    @property
    def said(self):
        return self._output.read_text(encoding="utf-8")

    def new(self):
        """How many reports it has told it stored."""
        return len(re.findall(r": (?:added|version)$", self.said, re.MULTILINE))

    def told(self):
        """Of how many inputs it has told what became of them."""
        return len(re.findall(r": (?:added|version|known|failed: .*)$", self.said, re.MULTILINE))

    def ended(self, within=0.0):
        if not self._ended and select.select([self._server.stdout], [], [], within)[0]:
            self._ended = self._server.stdout.readline() == b"ended\n"
        return self._ended

    def until(self, condition):
        """Waits for a condition, or for the end."""
        wait_until(lambda: self.ended(0.0005) or condition(), pause=0)

    def until_new(self, count):
        """Waits until it has told that it stored so many."""
        self.until(lambda: self.told() and self.new() >= count)

    def send(self, signal_number):
        os.kill(self.process, signal_number)  # it is not reaped before end()

    def kill(self):
        self.send(signal.SIGKILL)
        return self.end()

    def end(self):
        """Waits; gives the exit status, negative for a signal, and what was said."""
        assert self.ended(PATIENCE), f"it goes on: {self.said}"
        self._tell("")
        self.over = True
        return int(self._server.stdout.readline()), self.said

    def _tell(self, line):
        self._server.stdin.write(line.encode() + b"\n")
        self._server.stdin.flush()


def command(*arguments, **options):
    """The real `readout`, from the start of its interpreter: its exit status, output and errors."""
    done = subprocess.run(
        [sys.executable, "-m", "readout", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False, **options,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


def wait_until(condition, pause=0.002):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it did not come to that"
        time.sleep(pause)


def copy_of(archive, folder):
    """The files of an archive as they lie there; SQLite makes the index of the log (-shm) anew, as after a crash."""
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink()
    for suffix in ("", "-wal"):
        file = archive.with_name(archive.name + suffix)
        if file.exists():
            shutil.copy(file, folder / file.name)
    return folder / archive.name


def reports_and_items(archive):
    """Every row of every table of the reports, numbers included; not the clock, and not what tells of runs."""
    runs = ("failure", "source", "archive")
    return {table: rows for table, rows in all_rows(archive).items() if table not in runs}


def all_rows(archive):
    """Rows by table, without the clock. The index of words is told by its words, for its pages may be in any order."""
    with closing(sqlite3.connect(archive)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = {}
        for table in sorted(tables):
            if not table.startswith(WORD_INDEXES):
                kept[table] = _rows(database.execute(f"SELECT * FROM {table}"))
        for index in WORD_INDEXES:
            database.execute(f"CREATE VIRTUAL TABLE temp.{index}_words USING fts5vocab('main', '{index}', 'instance')")
            kept[index] = _rows(database.execute(f"SELECT * FROM {index}_words"))
    kept["archive"] = [row for row in kept["archive"] if dict(row)["name"] != "change"]
    return kept


def _rows(cursor):
    names = [column[0] for column in cursor.description]
    left_out = CLOCK | HISTORY
    return sorted(
        (
            tuple((name, value) for name, value in zip(names, row, strict=True) if name not in left_out)
            for row in cursor
        ),
        key=repr,
    )


def all_seen(address):
    """Rows by view, in either database, without the clock; and the records, byte for byte, in their order."""
    with open_archive(address) as archive:
        seen = {
            view: sorted(
                repr([(name, value) for name, value in row.items() if name not in CLOCK])
                for row in archive.connection.named_rows(f"SELECT * FROM {view}")
            )
            for view in VIEWS
        }
        seen["records"] = [to_json(archive.record(identifier)) for identifier in archive.ids(latest=False)]
    return seen


def bytes_of(archive):
    """All files of an archive but the index of its log, which every reader makes."""
    return {
        file.name: file.read_bytes() for file in archive.parent.glob(f"{archive.name}*") if file.suffix != ".db-shm"
    }
