"""What the archive asks of a database. SQLite and PostgreSQL fulfil it; nothing else here knows which it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from enum import StrEnum
from typing import Protocol

Value = str | int | float | None
Row = Mapping[str, Value]


class Dialect(StrEnum):
    """The databases; also the names of their folders of migrations."""

    SQLITE = "sqlite"
    POSTGRESQL = "postgresql"


class Connection(Protocol):
    """One connection, of one thread at a time. SQL has `?` for parameters in both dialects.

    Every method raises the `StoreError` that fits: `ArchiveBusy`, `ArchiveDamaged`, `ArchiveFull`, or itself.
    """

    @property
    def dialect(self) -> Dialect: ...

    @property
    def address(self) -> str:
        """As a user names the archive, without a password."""
        ...

    def rows(self, sql: str, parameters: Sequence[Value] = ()) -> Iterator[tuple[Value, ...]]:
        """The rows of a query, as they are fetched."""
        ...

    def named_rows(self, sql: str, parameters: Sequence[Value] = ()) -> Iterator[Row]:
        """The same by column."""
        ...

    def run(self, sql: str, parameters: Sequence[Value] = ()) -> int:
        """How many rows a statement changed."""
        ...

    def run_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None: ...

    def run_script(self, script: str) -> None:
        """Many statements without parameters, in the transaction that is open."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing. Writers wait for each other; readers go on."""
        ...

    def schema_version(self) -> int:
        """Number of the last migration made; 0 in an empty database."""
        ...

    def set_schema_version(self, version: int) -> None: ...

    def close(self) -> None: ...
