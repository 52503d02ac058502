"""A copy of an archive in PostgreSQL, by the server's own pg_dump."""

import os
import shutil
import subprocess
from pathlib import Path

from readout.model.errors import StoreError
from readout.store.postgresql import PostgresqlConnection

PROGRAM = "pg_dump"
DEBIAN = Path("/usr/lib/postgresql")  # VERSION/bin of each, off the PATH
OURS = ("password", "client_encoding")  # parameters that pg_dump is not given on its command line


def dump(connection: PostgresqlConnection, path: Path) -> None:
    """Writes the archive as of now, in pg_dump's custom format, which `pg_restore` reads; not yet on the disk for sure.

    Of an address with a search path, only the archive's schema.

    Raises:
        StoreError: There is no pg_dump here, or it failed; the message has its words.
    """
    from psycopg.conninfo import make_conninfo

    parameters, program = connection.parameters, _program()
    if program is None or "sslpassword" in parameters:  # which would stand on the command line
        command = f"{PROGRAM} --format=custom --file=FILE '{connection.address}'"
        raise StoreError(f"{connection.address}: PostgreSQL makes its own copies: run `{command}`")
    where = make_conninfo("", **{name: value for name, value in parameters.items() if name not in OURS})
    schema = _schema(connection) if "search_path" in str(parameters.get("options", "")) else []
    password = {"PGPASSWORD": str(parameters["password"])} if "password" in parameters else {}
    done = subprocess.run(
        [program, "--format=custom", "--no-password", f"--file={path}", f"--dbname={where}", *schema],
        env={**os.environ, **password}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        check=False,
    )  # fmt: skip
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split()).removeprefix(f"{PROGRAM}: ")
        raise StoreError(f"{connection.address}: {PROGRAM} made no copy ({said}): see to that and try again")


def _schema(connection: PostgresqlConnection) -> list[str]:
    name = str(next(connection.rows("SELECT current_schema()"))[0]).replace('"', '""')
    return [f'--schema="{name}"']  # in quotation marks it is no pattern


def _program() -> str | None:
    """That on the PATH; else the newest of Debian's: an older one than the server refuses to work."""
    if found := shutil.which(PROGRAM):
        return found
    programs = [program for program in DEBIAN.glob(f"*/bin/{PROGRAM}") if os.access(program, os.X_OK)]
    return str(max(programs, key=_version)) if programs else None


def _version(program: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in program.parent.parent.name.split(".") if part.isdecimal())
