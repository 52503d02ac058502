import os

import pytest
from click.testing import CliRunner

from readout.cli import cli
from tests.archive_queries.six_reports import filled
from tests.store.conftest import address
from tests.store.postgresql_server import postgresql_address, postgresql_server

__all__ = ["address", "postgresql_address", "postgresql_server"]


@pytest.fixture
def archive(address):
    """The six reports; a test that takes it runs with both databases."""
    with filled(address) as opened:
        yield opened


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def library(request, tmp_path_factory):
    """The same for tests that change nothing."""
    if request.param == "sqlite":
        where = str(tmp_path_factory.mktemp("library") / "news.db")
    else:
        where = request.getfixturevalue("postgresql_server").fresh()
    with filled(where) as opened:
        yield opened


@pytest.fixture
def news(tmp_path, monkeypatch):
    """The path of a file with the six reports, in a folder with no setting."""
    for name in [name for name in os.environ if name.startswith("READOUT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    monkeypatch.chdir(tmp_path)
    filled("news.db").close()
    return "news.db"


@pytest.fixture
def readout(news):
    """Runs the command in the folder of `news`; the result has `exit_code`, `stdout`, `stderr`."""

    def run(*arguments, stdin=None):
        return CliRunner().invoke(cli, [str(each) for each in arguments], input=stdin, catch_exceptions=False)

    return run
