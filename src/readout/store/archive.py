"""The archive: reports and their records, kept in one file or in a PostgreSQL database."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from types import TracebackType
from typing import TYPE_CHECKING, Self

from msgspec.structs import replace

from readout.model.errors import StoreError
from readout.model.jsonform import from_json
from readout.model.record import Document, Record
from readout.model.vocabulary import Realis
from readout.store.aggregate import aggregate
from readout.store.connection import Connection, Row
from readout.store.finding import Item, find, versions
from readout.store.finding import NotInArchive as NotInArchive
from readout.store.migrations import bring_up_to_date
from readout.store.query import Page, Query
from readout.store.rows import report_values, with_text
from readout.store.search import search
from readout.store.statistics import statistics
from readout.store.stored import records
from readout.store.timeline import KINDS, timeline
from readout.store.who import who
from readout.store.writing import count_change, insert, insert_items, insert_reading, remove_items

if TYPE_CHECKING:
    from readout.store.correction import Correction
    from readout.store.rereading import Reread

POSTGRESQL = ("postgresql://", "postgres://")
BLANK_LINES = re.compile(r"\n{3,}")
PAGE = 1_000  # rows fetched at once, so that no query stays open while the caller works


class Outcome(StrEnum):
    """What became of a report that was to be added."""

    ADDED = "added"  # it is new
    VERSION = "version"  # it is a new text of a story that is there; the former text is kept
    KNOWN = "known"  # it is there already
    TAKEN_DOWN = "taken down"  # it was deleted for good, and stays away


def now() -> str:
    """The clock, in UTC to the second; what an archive does is dated, what a record says never."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def open_archive(address: str, *, create: bool = False) -> "Archive":
    """The archive at an address: a file, or `postgresql://user@host/database`.

    Args:
        create: Make it when it is not there.

    Raises:
        NoArchive: There is none.
        StoreError: It cannot be opened; its subclasses say why.
        MissingExtra: The address is one of PostgreSQL, and psycopg is not installed.
    """
    return Archive(connect(address, create=create))


def connect(address: str, *, create: bool = False) -> Connection:
    """The connection for an address; raises as `open_archive`."""
    if address.startswith(POSTGRESQL):
        from readout.store.postgresql import PostgresqlConnection

        return PostgresqlConnection(address, create=create)
    from readout.store.sqlite import SqliteConnection

    return SqliteConnection(address, create=create)


class Archive:
    """Reports with their records. One thread at a time; open another for another thread.

    Every change is one transaction: it is made whole or not at all, whatever happens to the program.
    """

    def __init__(self, connection: Connection, clock: Callable[[], str] = now) -> None:
        self.connection = connection
        self.clock = clock
        try:
            bring_up_to_date(connection)
        except StoreError:
            connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()

    @property
    def address(self) -> str:
        return self.connection.address

    @property
    def change(self) -> int:
        """Grows with every change."""
        (value,) = next(self.connection.rows("SELECT value FROM archive WHERE name = 'change'"))
        return int(value or 0)

    def knows(self, document: Document) -> Outcome | None:
        """`KNOWN` or `TAKEN_DOWN` for a document that need not be read; None for one that is new.

        The same text is the same document, unless both have a day of publication and not the same.
        """
        digest = text_hash(document.text)
        if _any(self.connection, "SELECT 1 FROM tombstone WHERE id = ? OR text_hash = ?", document.id, digest):
            return Outcome.TAKEN_DOWN
        return Outcome.KNOWN if self._same(document) else None

    def meet(self, document: Document, *, story: str | None = None) -> Outcome | None:
        """As `knows`, of a source as it is now; a text that its story goes back to becomes the latest again: `VERSION`.

        Args:
            story: As in `add`.
        """
        known = self.knows(document)
        story = story or document.url or document.id
        if known is not Outcome.KNOWN or self._left(document, story) is None:
            return known
        with self._writing():
            return Outcome.VERSION if self._go_back(document, story) else known

    def add(self, record: Record, *, story: str | None = None) -> Outcome:
        """Stores a report with its record.

        Args:
            story: What later texts of the same story have in common, by default the address of the page. The last
                text that is added is what queries find.

        Raises:
            StoreError: It could not be stored; nothing of it is.
        """
        document = record.document
        with self._writing():
            if known := self.knows(document):
                return known
            story = story or document.url or document.id
            former = self._make_former(story)
            insert(
                self.connection,
                "report",
                {
                    **report_values(record),
                    "story": story,
                    "version": 1 + max((version for _, version in former), default=0),
                    "latest": 1,
                    "text_hash": text_hash(document.text),
                    "added": self.clock(),
                },
            )
            number = self.number_of(document.id)
            insert_reading(self.connection, number, record, self.clock())
            insert_items(self.connection, number, record)
            self.connection.run("DELETE FROM failure WHERE source = ?", (document.source_id or document.id,))
            count_change(self.connection)
        return Outcome.VERSION if former else Outcome.ADDED

    def reread(self, record: Record, *, dry_run: bool = False) -> "Reread":
        """Puts a new reading of a report in the place of the one there is, which is kept, and applies the corrections.

        See `readout.store.rereading.reread`, which says what it raises.
        """
        from readout.store.rereading import reread

        return reread(self, record, dry_run=dry_run)

    def correct(self, *made: "Correction") -> "tuple[Correction, ...]":
        """Stores what people say of records, all or none; see `readout.store.corrections.correct`."""
        from readout.store.corrections import correct

        return correct(self, *made)

    def undo(self, *numbers: int) -> "tuple[Correction, ...]":
        """Takes corrections back, all or none. Raises `NotInArchive`."""
        from readout.store.corrections import undo

        return undo(self, *numbers)

    def corrections(self, report: str | None = None, by: str | None = None) -> "list[Correction]":
        """What people said of one report or of all, in the order in which they did."""
        from readout.store.corrections import corrections

        return corrections(self, report, by)

    def index(self, number: int, record: Record) -> None:
        """Makes queries find a report as this record has it, if it is the latest of its story."""
        remove_items(self.connection, number)
        if _any(self.connection, "SELECT 1 FROM report WHERE number = ? AND latest = 1", number):
            insert_items(self.connection, number, record)

    def record(self, document_id: str, *, corrected: bool = True) -> Record:
        """The record of a report, with people's corrections or as it was read.

        Raises:
            NotInArchive: The report is not there.
        """
        field = "coalesce(record.corrected, record.json)" if corrected else "record.json"
        found = next(
            self.connection.rows(
                f"SELECT {field}, report.text FROM report JOIN record ON record.report = report.number "
                "WHERE report.id = ?",
                (document_id,),
            ),
            None,
        )
        if found is None:
            raise self._missing(document_id)
        return with_text(from_json(str(found[0])), str(found[1]))

    def ids(self, *, latest: bool = True) -> Iterator[str]:
        """Ids of the reports, in the order in which they were added."""
        only = " AND latest = 1" if latest else ""
        sql = f"SELECT number, id FROM report WHERE number > ?{only} ORDER BY number LIMIT {PAGE}"
        last = 0
        while page := list(self.connection.rows(sql, (last,))):
            for number, identifier in page:
                last = int(number or 0)
                yield str(identifier)

    def records(
        self,
        query: Query | None = None,
        *,
        since: str | None = None,
        until: str | None = None,
        added_since: str | None = None,
        corrected: bool = True,
    ) -> Iterator[Record]:
        """Records of the latest text of each story, without keeping them; see `readout.store.stored.records`."""
        return records(self.connection, query, since=since, until=until, added_since=added_since, corrected=corrected)

    def find(self, id_prefix: str) -> Item:
        """The report, statement, event or engagement whose id is or begins so.

        Raises:
            NotInArchive: There is none.
            InputError: There are several.
        """
        return find(self.connection, id_prefix)

    def versions(self, document_id: str) -> tuple[Row, ...]:
        """The texts of the story that a report is of, and the readings of each; a row each."""
        return versions(self.connection, document_id)

    def search(self, query: Query) -> Page:
        """One page of what a query finds; `Query(..., after=page.next)` gives the next. Raises `InputError`."""
        return search(self.connection, query)

    def search_all(self, query: Query) -> Iterator[Row]:
        """All that a query finds, page by page, each page with `query.limit` rows."""
        while True:
            page = self.search(query)
            yield from page.rows
            if page.next is None:
                return
            query = replace(query, after=page.next)

    def timeline(
        self,
        one: str,
        other: str | None = None,
        *,
        kinds: Sequence[str] = KINDS,
        since: str | None = None,
        until: str | None = None,
        oldest_first: bool = False,
        limit: int = 100,
        after: str | None = None,
    ) -> Page:
        """One page of the days of two sides, or of one; see `readout.store.timeline.timeline`."""
        return timeline(
            self.connection, one, other, kinds=kinds, since=since, until=until, oldest_first=oldest_first,
            limit=limit, after=after,
        )  # fmt: skip

    def aggregate(
        self,
        by: Sequence[str],
        *,
        what: str = "event",
        since: str | None = None,
        until: str | None = None,
        countries: Sequence[str] = (),
        realis: Sequence[str] = (Realis.ACTUAL,),
        confidence: float | None = None,
    ) -> Iterator[Row]:
        """Counts and scores by actors and time; see `readout.store.aggregate.aggregate`."""
        return aggregate(
            self.connection, by, what=what, since=since, until=until, countries=countries, realis=realis,
            confidence=confidence,
        )  # fmt: skip

    def who(
        self, name: str | None = None, *, kind: str | None = None, limit: int = 50, after: str | None = None
    ) -> Page:
        """One page of actors, and how much there is of each; see `readout.store.who.who`."""
        return who(self.connection, name, kind=kind, limit=limit, after=after)

    def statistics(self) -> tuple[Row, ...]:
        """How much is in the archive, of what, and from when: rows of `what`, `value` and `count`."""
        return statistics(self.connection)

    def number_of(self, document_id: str) -> int:
        """Raises `NotInArchive`."""
        found = next(self.connection.rows("SELECT number FROM report WHERE id = ?", (document_id,)), None)
        if found is None:
            raise self._missing(document_id)
        return int(found[0] or 0)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """A transaction that counts as a change."""
        with self._writing():
            yield
            count_change(self.connection)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            with self.connection.transaction():
                yield
        except UnicodeEncodeError as error:  # half of a surrogate pair, from broken JSON: no database stores it
            sign = f"U+{ord(error.object[error.start]):04X}"
            problem = f"{self.address}: {sign} is no character that can be stored: read the report again"
            raise StoreError(problem) from error

    def _same(self, document: Document) -> list[Row]:
        """Reports with the text of a document, but those of another day than it has."""
        rows = self.connection.named_rows(
            "SELECT number, id, published, story, latest FROM report WHERE text_hash = ? ORDER BY number",
            (text_hash(document.text),),
        )
        return [row for row in rows if document.published in (None, row["published"]) or row["published"] is None]

    def _left(self, document: Document, story: str) -> Row | None:
        """The former version of a story that a document has the text of, if the latest has not."""
        same = [row for row in self._same(document) if row["story"] == story]
        return None if not same or any(row["latest"] for row in same) else same[-1]

    def _go_back(self, document: Document, story: str) -> bool:
        """Makes queries find that version again."""
        left = self._left(document, story)
        if left is None:  # another program did it meanwhile
            return False
        number = int(left["number"] or 0)
        self._make_former(story)
        self.connection.run("UPDATE report SET latest = 1 WHERE number = ?", (number,))
        self.index(number, self.record(str(left["id"])))
        count_change(self.connection)
        return True

    def _make_former(self, story: str) -> list[tuple[int, int]]:
        """Makes queries find no text of a story; gives its `_versions`."""
        former = self._versions(story)
        for number, _ in former:
            remove_items(self.connection, number)
        self.connection.run("UPDATE report SET latest = 0 WHERE story = ? AND latest = 1", (story,))
        return former

    def _versions(self, story: str) -> list[tuple[int, int]]:
        """Numbers of the reports of a story, and of their versions."""
        rows = self.connection.rows("SELECT number, version FROM report WHERE story = ? ORDER BY version", (story,))
        return [(int(number or 0), int(version or 0)) for number, version in rows]

    def _missing(self, document_id: str) -> NotInArchive:
        return NotInArchive(f"{self.address}: there is no report {document_id!r}: `readout search` shows the ids")


def text_hash(text: str) -> str:
    """SHA-256 in hexadecimal of what is the same however the text was saved, in UTF-8.

    That is the text without a byte order mark and without blanks at the end of lines (so that a line ends in LF, not
    in CR LF) and of the text; blank lines that follow each other count as one.
    """
    lines = "\n".join(line.rstrip() for line in text.replace("\ufeff", "").split("\n"))
    plain = BLANK_LINES.sub("\n\n", lines).rstrip()
    return sha256(plain.encode(errors="surrogatepass")).hexdigest()


def _any(connection: Connection, sql: str, *parameters: str | int) -> bool:
    return next(connection.rows(sql, parameters), None) is not None
