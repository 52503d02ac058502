"""What `readout add` does: sources in, each report stored or put aside, and what became of them counted."""

import re
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING

from readout.cli.made_records import are_records, records_of
from readout.ingest import STDIN, Failure, read_source
from readout.ingest.folders import files_of
from readout.model.errors import MissingExtra
from readout.model.jsonform import from_json
from readout.model.record import Document, Record
from readout.store.archive import Archive, Outcome
from readout.store.failures import failures, forgive, set_aside
from readout.store.sources import address_of, fingerprint, finish, finished

if TYPE_CHECKING:
    from readout.cli.batch import Read
    from readout.ingest.fetched import Fetched

ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
PARTS_BEGIN = re.compile(r"[:\[]")  # in the name of a report in a file, such as `a.jsonl:3` and `a.json[3]`
FAILED, PASSED_OVER = "failed", "passed over"
MOST_TOLD = 10  # failures that are listed at the end


@dataclass(frozen=True, slots=True)
class How:
    """How sources are read; as the options of `readout add`."""

    published: str | None = None
    columns: str | dict[str, str] | None = None
    allow_private: bool = False
    facts: Path | None = None
    jobs: int = 1
    retry: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """A file, an address or standard input, as the user named it.

    Attributes:
        fingerprint: None for what is asked again in every run.
    """

    name: str
    fingerprint: str | None = None


class Adding:
    """One run. What is stored is in the archive at once, so that the run may end at any moment.

    Args:
        told: Called with the name of each report and what became of it.
        show: Called after each with `counts`.

    Attributes:
        counts: By `Outcome`, and FAILED reports, each once however often it is tried, and PASSED_OVER sources.
        first_failures: By source; no more than are to be listed.
        skipped: Files in folders that are of no kind that is read, by suffix.
    """

    def __init__(
        self,
        archive: Archive,
        how: How,
        told: Callable[[str, str], None] = lambda name, became: None,
        show: Callable[[Counter[str]], None] = lambda counts: None,
    ) -> None:
        self.counts: Counter[str] = Counter()
        self.first_failures: dict[str, Failure] = {}
        self.skipped: Counter[str] = Counter()
        self._archive, self._how, self._told, self._show = archive, how, told, show
        # What was given to be read and is not stored yet, with its source; None marks the end of a source.
        self._steps: deque[tuple[Source, Document | Failure | None]] = deque()
        self._may_finish = True
        self._failed: set[str] = set()
        self._watched: frozenset[str] = frozenset()
        self._reader: Read | None = None
        # From what may be the name of a source to what failed in it in former runs, and has not failed in this one.
        self._waiting: dict[str, dict[str, None]] = {}
        for row in failures(archive):
            failure = str(row["source"])
            for name in _prefixes(failure):
                self._waiting.setdefault(name, {})[failure] = None

    @property
    def address(self) -> str:
        return self._archive.address

    def add(self, names: Iterable[str]) -> None:
        """Adds what is in the sources, in their order.

        Raises:
            StoreError: The archive takes no more; what was stored is kept, and the report at hand is not stored.
        """
        for recorded, sources in groupby(self._files(names), key=lambda source: are_records(source.name)):
            if recorded:
                for source in sources:
                    self._add_records(source)
            else:
                self._read(self._documents(sources), self._how.jobs)

    def watch(
        self,
        names: Sequence[str],
        every: timedelta,
        rounds: int | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Adds what is in the sources, and then what is new in them, until Ctrl-C; reads in this process.

        Raises:
            StoreError: As `add`.
        """
        from readout.ingest.watch import watch

        self._watched = frozenset(names)
        found = watch(names, every, read=self._documents_of_file, fetch=self._fetch, rounds=rounds, sleep=sleep)
        self._read(self._documents_watched(found), jobs=1)

    def sources_of_failures(self) -> tuple[list[str], list[str]]:
        """The sources to try again for what failed before, and failures whose source the name does not tell."""
        names: dict[str, None] = {}
        unknown = []
        for failure in [str(row["source"]) for row in failures(self._archive)]:
            name = next((name for name in _prefixes(failure) if ADDRESS.fullmatch(name) or Path(name).exists()), None)
            if name is None:
                unknown.append(failure)
            else:
                names[name] = None
        return list(names), unknown

    def _files(self, names: Iterable[str]) -> Iterator[Source]:
        """The sources that are to be read, a folder as its files."""
        for name in names:
            if name == STDIN or not Path(name).is_dir():
                yield from self._unless_finished(name)
                continue
            for path in files_of(name, self._skip):
                if isinstance(path, Failure):
                    self._set_aside(path)
                else:
                    yield from self._unless_finished(path)

    def _unless_finished(self, name: str) -> Iterator[Source]:
        source = Source(name, fingerprint(name, *self._how_in_words()))
        again = self._how.retry and name in self._waiting
        if source.fingerprint and not again and finished(self._archive, name, source.fingerprint):
            self.counts[PASSED_OVER] += 1
        else:
            yield source

    def _how_in_words(self) -> tuple[str, str]:
        return str(self._how.published), repr(self._how.columns)

    def _documents(self, sources: Iterable[Source]) -> Iterator[Document | Failure]:
        """What is to be read in the sources."""
        how = self._how
        for source in sources:
            found = read_source(source.name, how.published, columns=how.columns, allow_private=how.allow_private)
            yield from self._new(source, found)
            self._steps.append((source, None))
            self._end_sources()

    def _met(self, source: Source, document: Document) -> Outcome | None:
        if _is_present(source, document):
            return self._archive.meet(document, story=_story(source, document))
        return self._archive.knows(document)

    def _new(self, source: Source, found: Iterable[Document | Failure]) -> Iterator[Document | Failure]:
        for item in found:
            if isinstance(item, Document) and (outcome := self._met(source, item)):
                self._count(item.source_id or item.id, outcome)
                continue
            self._steps.append((source, item))
            yield item

    def _documents_of_file(self, path: str) -> Iterator[Document | Failure]:
        for source in self._unless_finished(path):
            if are_records(path):
                self._add_records(source)
            else:
                yield from self._documents([source])

    def _documents_watched(self, found: Iterator[Document | Failure]) -> Iterator[Document | Failure]:
        for item in found:
            if self._steps and self._steps[-1][1] is item:  # of a file, and looked at already
                yield item
            else:
                yield from self._new(Source(item.source if isinstance(item, Failure) else ""), [item])

    def _fetch(self, url: str, *, known: "Fetched | None" = None) -> "Fetched":
        from readout.ingest.web import fetch

        fetched = fetch(url, known=known, allow_private=self._how.allow_private)
        if url in self._watched:
            self._forgive(url)
        return fetched

    def _read(self, documents: Iterator[Document | Failure], jobs: int) -> None:
        first = next(documents, None)
        if first is not None:  # else no model is loaded
            from readout.cli.batch import read_all

            with closing(read_all(chain([first], documents), jobs, self._make_read(jobs))) as outcomes:
                for _, outcome in outcomes:
                    self._end_sources()
                    source, item = self._steps.popleft()
                    if isinstance(outcome, Failure):
                        self._set_aside(outcome)
                    elif isinstance(item, Document):
                        self._add(from_json(outcome), _story(source, item))
        self._end_sources()

    def _make_read(self, jobs: int) -> "Callable[[], Read]":
        from readout.cli.batch import MakeReader

        make = MakeReader(self._how.facts)
        if jobs > 1:
            return make
        self._reader = self._reader or make()  # one for all sources
        return lambda: self._reader or make()

    def _add_records(self, source: Source) -> None:
        for found in records_of(source.name):
            if isinstance(found, Failure):
                self._set_aside(found)
            else:
                self._add(found, None)
        self._end(source)

    def _add(self, record: Record, story: str | None) -> None:
        name = record.document.source_id or record.document.id
        self._count(name, self._archive.add(record, story=story))

    def _count(self, name: str, outcome: Outcome) -> None:
        self.counts[outcome] += 1
        self._told(name, outcome)
        self._show(self.counts)

    def _set_aside(self, failure: Failure) -> None:
        set_aside(self._archive, failure.source, failure.error)
        for name in _prefixes(failure.source):
            self._waiting.get(name, {}).pop(failure.source, None)
        if failure.source in self._watched:  # for the next round
            self._waiting[failure.source] = {failure.source: None}
        # nothing is wrong with a source for which a package is missing: it is tried again when that is there
        self._may_finish = self._may_finish and not isinstance(failure.error, MissingExtra)
        self._failed.add(failure.source)
        self.counts[FAILED] = len(self._failed)
        if len(self.first_failures) < MOST_TOLD:
            self.first_failures[failure.source] = failure  # once, however often it is tried
        self._told(failure.source, f"{FAILED}: {failure.error}")
        self._show(self.counts)

    def _end_sources(self) -> None:
        """Ends the sources of which everything is stored, before the next report."""
        while self._steps and self._steps[0][1] is None:
            self._end(self._steps.popleft()[0])

    def _end(self, source: Source) -> None:
        if source.fingerprint and self._may_finish:
            finish(self._archive, source.name, source.fingerprint)
        self._forgive(source.name)
        self._may_finish = True

    def _forgive(self, name: str) -> None:
        """Takes what failed in a source before, and not now, off the list."""
        over = self._waiting.pop(name, None)
        if over and name != STDIN:  # another pipe has other reports
            forgive(self._archive, *over)

    def _skip(self, path: str) -> None:
        self.skipped[Path(path).suffix.lower() or "no suffix"] += 1


def _prefixes(failure: str) -> list[str]:
    """What may be the source of a failure, by its name: all of it, or what stands before a part; the longest first."""
    cuts = [match.start() for match in PARTS_BEGIN.finditer(failure)]
    return [failure, *(failure[:cut] for cut in reversed(cuts) if cut)]


def _is_present(source: Source, document: Document) -> bool:
    """Whether a source tells how its story stands now: a page, a feed, or a file that is one report.

    A file of many may hold all versions of a story, and is no later than what was added since.
    """
    return bool(ADDRESS.match(source.name)) or document.source_id == source.name != STDIN


def _story(source: Source, document: Document) -> str | None:
    """A file that is one report is a story by its path, so that the edited file is a new version of it."""
    if document.url is None and source.fingerprint and document.source_id == source.name:
        return address_of(source.name)
    return None
