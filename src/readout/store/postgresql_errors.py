"""PostgreSQL's errors as ours, with the remedy. The codes are those of its manual, appendix A."""

import re
from typing import TYPE_CHECKING

from readout.model.errors import ArchiveBusy, ArchiveDamaged, ArchiveFull, NoArchive, StoreError

if TYPE_CHECKING:
    import psycopg

BUSY = {"55P03", "40001", "40P01"}  # lock not available, serialization failure, deadlock
FULL = {"53100"}  # disk full
DAMAGED = {"XX001", "XX002"}  # bytes of a table, or an index
CLOSED = {"57P01", "57P02", "57P03", "57P05"}  # shutdown, crash, starting up, idle for too long
READ_ONLY = {"25006"}
FORBIDDEN = {"42501"}

PASSWORD = re.compile(r"(?<=[?&])(?:password|sslpassword)=[^&]*&?")
USER_AND_MORE = re.compile(r"^(\w+://[^:/?#@]*):.*@", re.DOTALL)
HINT = re.compile(r"\s*Is the server running.*")
# What a server says when it lets nobody in carries no code; in another language it is passed on as it is.
REFUSED = (
    (re.compile(r'database ".*" does not exist', re.DOTALL), "make it with `createdb --encoding UTF8 NAME`"),
    (re.compile("starting up|shutting down|recovery mode"), "try again when the server is up"),
    (re.compile("too many clients|too many connections|remaining connection slots"), "try again later"),
    (
        re.compile("password|authentication|pg_hba|role .* does not exist", re.DOTALL),
        "check the user, and the password in the address, in PGPASSWORD or in ~/.pgpass",
    ),
    (
        re.compile("could not translate|name or service|resolve", re.IGNORECASE),
        "check the name of the host in the address",
    ),
    (
        re.compile("refused|timeout|No such file|unreachable|closed the connection", re.IGNORECASE),
        "check the host and the port in the address, and whether the server is up",
    ),
)


def without_password(address: str) -> str:
    """The address as it may be shown. Where a password has an unescaped "@" or "/", too much is left out."""
    shown = USER_AND_MORE.sub(r"\1@", address)
    return PASSWORD.sub("", shown).rstrip("?&")


def not_opened(address: str, error: "psycopg.Error") -> StoreError:
    """For an error on the way to the server."""
    said = " ".join(str(error).split())
    for pattern, remedy in REFUSED:
        if pattern.search(said):
            kind = NoArchive if "createdb" in remedy else StoreError
            return kind(f"{address}: {_last(said)}: {remedy}")
    return StoreError(f"{address}: {_last(said)}: check the address")


def named(address: str, error: "psycopg.Error", *, lost: bool) -> StoreError:
    """For an error of a statement.

    Args:
        lost: The connection is gone.
    """
    code = error.sqlstate or ""
    said = error.diag.message_primary or " ".join(str(error).split())
    if code in CLOSED or (lost and not code):
        remedy = "go on when the server is up again; what was stored is kept"
        return StoreError(f"{address}: the server closed the connection ({said}): {remedy}")
    if code in BUSY:
        return ArchiveBusy(f"{address}: another program is writing to it ({said}): try again when that has ended")
    if code in FULL:
        return ArchiveFull(f"{address}: no room on the server's disk: make room and go on; what was stored is kept")
    if code in DAMAGED:
        return ArchiveDamaged(f"{address}: damaged ({said}): restore a backup with `pg_restore`")
    if code in FORBIDDEN:
        return StoreError(f"{address}: {said}: ask its owner to GRANT it, see docs/postgresql.md")
    if code in READ_ONLY:
        return StoreError(f"{address}: {said}: write to the primary server, this one is a copy or set to read only")
    return StoreError(f"{address}: {said}" + (f" ({code})" if code else ""))


def _last(said: str) -> str:
    """Of a message of libpq or psycopg, what the server or the system said."""
    return HINT.sub("", said.rpartition("FATAL: ")[2]).removeprefix("connection failed: ").strip()
