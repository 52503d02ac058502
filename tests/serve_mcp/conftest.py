"""The real command in a process of its own, and the protocol's own client."""

import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

import readout
from readout.store import open_archive
from tests.serve_mcp.written import records

SOURCE = {"PYTHONPATH": str(Path(readout.__file__).parents[1])}
WITHOUT = "import sys; sys.modules[{!r}] = None; from readout.cli import cli; cli()"


class Assistant:
    """What an assistant does, without waiting to be told."""

    def __init__(self, portal, client):
        self._portal, self.client = portal, client

    def do(self, name, *arguments):
        """A request, by the name of the client's method."""
        return self._portal.call(getattr(self.client, name), *arguments)

    def call(self, tool, **arguments):
        """The structured answer of a tool, which must not be an error."""
        result = self.do("call_tool", tool, arguments)
        assert not result.is_error, result.content[0].text
        return result.structured_content

    def error(self, tool, **arguments):
        """What a tool that fails says."""
        result = self.do("call_tool", tool, arguments)
        assert result.is_error
        return result.content[0].text


@contextmanager
def assistant_of(archive, *, without=None):
    """An assistant that has started the server; `without` is a package that cannot be imported there."""
    started = ["-c", WITHOUT.format(without)] if without else ["-m", "readout"]
    server = StdioServerParameters(command=sys.executable, args=[*started, "mcp", str(archive)], env=SOURCE)
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(stdio_client(server))) as client,
    ):
        yield Assistant(portal, client)


@pytest.fixture(scope="session")
def news(tmp_path_factory):
    """A file with an archive of the reports in `written.py`."""
    path = tmp_path_factory.mktemp("assistant") / "news.db"
    with open_archive(str(path), create=True) as archive:
        for record in records():
            archive.add(record)
    return path


@pytest.fixture(scope="session")
def assistant(news):
    with assistant_of(news) as started:
        yield started
