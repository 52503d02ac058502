import pytest

from readout.store import open_archive
from tests.store.postgresql_server import binaries_or_skip, postgresql_address, postgresql_server

__all__ = ["address", "archive", "postgresql_address", "postgresql_server"]


def pytest_runtest_setup(item):
    # here, and not in the fixture alone: then one line at the end counts all that was left out
    parameters = item.callspec.params.values() if hasattr(item, "callspec") else ()
    if "postgresql" in parameters or "postgresql_server" in item.fixturenames:
        binaries_or_skip()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request, tmp_path):
    """Where an archive can be made: a file, then a database. A test that takes it runs with both."""
    if request.param == "sqlite":
        return str(tmp_path / "news.db")
    return request.getfixturevalue("postgresql_address")


@pytest.fixture
def archive(address):
    """A new archive at `address`."""
    with open_archive(address, create=True) as opened:
        yield opened
