import pytest
from starlette.testclient import TestClient

from readout.serve.app import create_app
from readout.store import open_archive
from tests.serve.fish import fill
from tests.store.postgresql_server import postgresql_address, postgresql_server

__all__ = ["postgresql_address", "postgresql_server"]


@pytest.fixture(scope="session")
def stored(tmp_path_factory):
    """The address of an archive of some reports, one of them with two versions, that no test changes."""
    address = str(tmp_path_factory.mktemp("serve") / "news.db")
    with open_archive(address, create=True) as archive:
        fill(archive)
    return address


@pytest.fixture(scope="session")
def served(stored):
    """An app that answers from it."""
    return create_app(stored)


@pytest.fixture
def client(served):
    """A client of that app."""
    with TestClient(served, base_url="http://localhost") as opened:
        yield opened


@pytest.fixture
def latest(client):
    """The id of the newest report."""
    return client.get("/api/reports").json()["rows"][0]["id"]
