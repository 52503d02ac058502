import pytest

from readout.store import open_archive
from tests.store.postgresql_server import postgresql_address, postgresql_server

__all__ = ["address", "archive", "postgresql_address", "postgresql_server"]


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
