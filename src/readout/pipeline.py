"""One report in, one record out. Read this file first: it is the whole system in the order it runs."""

from collections.abc import Callable, Iterable, Iterator

from readout.actors import find_actors
from readout.engagements import find_engagements
from readout.events import find_events
from readout.facts import Facts
from readout.ingest import document_from
from readout.model.errors import ReadoutError
from readout.model.jsonform import SCHEMA_VERSION
from readout.model.record import Document, Record, Versions
from readout.parse import Parser
from readout.statements import find_statements


class Reader:
    """Reads reports. Loading is slow and happens once; reading changes nothing and may be done from any thread."""

    def __init__(self, parser: Parser, versions: Versions, readout_version: str, facts: Facts | None = None) -> None:
        self.parser = parser
        self.versions = versions
        self.readout_version = readout_version
        self.facts = facts  # None: the package's, read with the first report

    def read(self, document: Document | str, *, published: str | None = None) -> Record:
        """The record of one report, given as a `Document` or as its text.

        Raises:
            UnsupportedLanguage: The text is not in a language that Readout reads.
            UnreadableDocument: There is nothing to read in it, or far too much for one report.
        """
        if isinstance(document, str):
            document = document_from(document, published=published)
        parsed = self.parser.parse(document)
        cast = find_actors(parsed, self.facts)
        statements = find_statements(parsed, cast)
        events = find_events(parsed, cast, statements, self.parser.pairs)
        engagements = find_engagements(parsed, cast, statements, events)
        return Record(
            document=parsed.document,
            actors=cast.actors,
            statements=statements,
            events=events,
            engagements=engagements,
            schema_version=SCHEMA_VERSION,
            readout_version=self.readout_version,
            models=self.versions,
        )

    def pipe(
        self,
        documents: Iterable[Document | str],
        failed: Callable[[Document | str, ReadoutError], None] | None = None,
    ) -> Iterator[Record]:
        """The records of many reports, in order, each read as it is asked for.

        Args:
            failed: Called with a document that cannot be read and why, and the rest goes on; without it the error
                is raised.
        """
        for document in documents:
            try:
                yield self.read(document)
            except ReadoutError as error:
                if failed is None:
                    raise
                failed(document, error)
