import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import readout
from readout.cli import cli
from readout.model.jsonform import to_json
from readout.store import open_archive
from tests.store.reports import report

ROOT = Path(__file__).parents[2]
LONG_AGO = 1_000_000_000  # seconds; a file of then is not being written to


class Named:
    """Stands in for the reader: a record made by hand for whatever text."""

    read_texts: list[str]

    def __init__(self):
        self.read_texts = []

    def read(self, document):
        self.read_texts.append(document.text)
        fields = {name: getattr(document, name) for name in ("published", "url", "source_id", "title")}
        return report(document.text, **fields)


@pytest.fixture
def texts_read(monkeypatch):
    """The texts that were read so far, and not taken as they are; None stands for loading the models."""
    reader = Named()

    def load(facts=None):
        reader.read_texts.append(None)
        return reader

    monkeypatch.setattr(readout, "load", load)
    return reader.read_texts


@pytest.fixture
def run(monkeypatch, tmp_path, texts_read):
    """Runs `readout` in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments, stdin=None: CliRunner().invoke(cli, [str(each) for each in arguments], input=stdin)


@pytest.fixture
def write(tmp_path):
    """Writes a file of the folder, long ago."""

    def write(name, content):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        os.utime(path, (LONG_AGO, LONG_AGO))
        return path

    return write


@pytest.fixture
def records(write):
    """Writes a file of records, as `readout read -o` does, one for each text."""

    def records(name, *texts, **fields):
        return write(name, b"".join(to_json(report(text, **fields)) + b"\n" for text in texts))

    return records


@pytest.fixture
def stored(tmp_path):
    """The texts that an archive has, in the order in which they were added, former versions left out."""

    def stored(name="news.db"):
        with open_archive(str(tmp_path / name)) as archive:
            return [archive.record(identifier).document.text for identifier in archive.ids()]

    return stored


@pytest.fixture
def failing(run):
    """The rows of `readout failed`."""
    return lambda: [json.loads(line) for line in run("failed", "news.db", "-f", "jsonl").stdout.splitlines()]


@pytest.fixture
def started():
    """Starts `readout` as a process of its own; it is ended with the test."""
    processes = []

    def start(*arguments, stdin=None):
        command = [sys.executable, "-m", "readout", *map(str, arguments)]
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.communicate()
