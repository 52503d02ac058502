import os
import sys

import pytest

from readout.store import open_archive
from tests.safety.ground import Warm, lines_of, records
from tests.store.postgresql_server import binaries_or_skip, postgresql_address, postgresql_server

__all__ = ["postgresql_address", "postgresql_server"]


def pytest_runtest_setup(item):
    # here, and not in the fixture alone: then one line at the end counts all that was left out
    if "postgresql_server" in item.fixturenames:
        binaries_or_skip()


def pytest_collection_modifyitems(items):
    if sys.platform == "win32":
        reason = pytest.mark.skip(reason="these tests send signals of POSIX")
        for item in items:
            if "safety" in item.path.parts:
                item.add_marker(reason)


@pytest.fixture(scope="session")
def warm(tmp_path_factory):
    """Runs `readout` in processes of their own, forked from one that has imported it."""
    server = Warm(tmp_path_factory.mktemp("warm"))
    yield server
    server.close()


@pytest.fixture
def desk(tmp_path, monkeypatch):
    """A folder for archives, away from the settings of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith("READOUT_"):
            monkeypatch.delenv(name)
    return tmp_path


@pytest.fixture
def news(desk):
    """An archive of 30 reports; nobody has it open."""
    path = desk / "news.db"
    with open_archive(str(path), create=True) as archive:
        for record in records(30):
            archive.add(record)
    return path


@pytest.fixture
def more(desk):
    """60 records, the 30 of `news` first."""
    path = desk / "more.jsonl"
    path.write_bytes(lines_of(records(60)))
    return path
