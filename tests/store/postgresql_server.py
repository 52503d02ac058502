"""A real PostgreSQL server for the tests, in a temporary folder, on a socket of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from urllib.parse import quote

import pytest

USER = "postgres"
REMEDY = "no PostgreSQL server is installed; Debian's package `postgresql` brings it"
SETTINGS = {
    "listen_addresses": "",  # nobody on the network sees it
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "16MB",
    "autovacuum": "off",
    "lc_messages": "C",
}
# first rule wins: `guarded` has a password, all others are trusted
RULES = "local all guarded scram-sha-256\nlocal all all trust\n"


class Server:
    """A server that runs.

    Attributes:
        folder: Holds its socket, its log and its data.
    """

    def __init__(self, binaries: Path, folder: Path) -> None:
        self.binaries, self.folder = binaries, folder
        self._numbers = count(1)
        self._tool("initdb", "--pgdata", self.data, "--username", USER, "--auth", "trust", "--no-sync",
                   "--encoding", "UTF8", "--locale", "C.UTF-8")  # fmt: skip
        (self.data / "pg_hba.conf").write_text(RULES, encoding="ascii")
        settings = "".join(f"{name} = '{value}'\n" for name, value in SETTINGS.items())
        with (self.data / "postgresql.conf").open("a", encoding="ascii") as file:
            file.write(f"{settings}unix_socket_directories = '{folder}'\n")

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def start(self) -> None:
        self._tool("pg_ctl", "start", "--wait", "--pgdata", self.data, "--log", self.folder / "log")

    def stop(self) -> None:
        self._tool("pg_ctl", "stop", "--wait", "--mode", "immediate", "--pgdata", self.data)

    def address(self, database: str, user: str = USER, password: str = "") -> str:
        secret = f":{quote(password, safe='')}" if password else ""
        return f"postgresql://{user}{secret}@{quote(str(self.folder), safe='')}/{database}"

    def fresh(self, options: str = "") -> str:
        """The address of a new, empty database."""
        name = f"news_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} {options}")
        return self.address(name)

    def run(self, sql: str, database: str = "postgres") -> None:
        """A statement, as the owner of the server."""
        import psycopg

        with psycopg.connect(self.address(database), autocommit=True) as connection:
            connection.execute(sql.encode())

    def _tool(self, name: str, *arguments: object) -> None:
        # the server refuses to run as root
        account = {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}
        command = [str(self.binaries / name), *map(str, arguments)]
        log = self.folder / "tools.log"
        with log.open("ab") as output:
            # to a file, not a pipe: the server would inherit it, and keep it open
            done = subprocess.run(command, stdout=output, stderr=output, check=False, cwd=self.folder, **account)
        assert done.returncode == 0, log.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    binaries = binaries_or_skip()
    folder = Path(tempfile.mkdtemp(prefix="readout-postgresql-"))  # short: a socket's path has 107 bytes
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, USER, USER)
        server = Server(binaries, folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def postgresql_address(postgresql_server: Server) -> str:
    """The address of a new, empty database."""
    return postgresql_server.fresh()


def binaries_or_skip() -> Path:
    """Where the server's programs are; where there are none the test is skipped, or fails in CI."""
    if binaries := _binaries():
        return binaries
    if os.environ.get("CI") == "true":
        pytest.fail(REMEDY)
    pytest.skip(REMEDY)


def _binaries() -> Path | None:
    """The folder of the newest server: Debian keeps it off the PATH."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    debian = Path("/usr/lib/postgresql")
    folders = (folder / "bin" for folder in debian.glob("*") if (folder / "bin" / "initdb").exists())
    return max(folders, key=lambda folder: float(folder.parent.name), default=None)
