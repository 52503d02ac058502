"""Feeds and folders looked at again and again, of which only what is new or changed is given."""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Protocol

from readout.ingest.failure import Failure
from readout.ingest.feed import documents_of_entry, entries_of_feed, is_feed
from readout.ingest.fetched import Fetched, documents_of_fetched
from readout.ingest.folders import files_of
from readout.ingest.web import fetch as fetch_from_web
from readout.model.errors import InputError, UnreadableDocument
from readout.model.record import Document

SETTLED = 2.0  # seconds since its last change after which nobody writes to a file any more
MOST_TRIES = 3  # rounds in which an entry that fails is tried again
PATIENCE = 3  # failures in a row of an address, after which it is tried less and less often
LONGEST_WAIT = 3_600.0  # seconds
ADDRESS_BEGINS = ("http://", "https://")
Found = Iterator[Document | Failure]


class Fetch(Protocol):
    """`web.fetch`, as far as watching needs it."""

    def __call__(self, url: str, *, known: Fetched | None = None) -> Fetched: ...


@dataclass(slots=True)
class SeenFeed:
    """What is known of an address: its last answer, and the entries that were given, by id and version.

    Attributes:
        failures: In a row, up to now.
        waits_until: When it may be tried again, in seconds since 1970.
    """

    answer: Fetched | None = None
    digest: str = ""
    entries: set[tuple[str, str]] = field(default_factory=set)
    tries: dict[tuple[str, str], int] = field(default_factory=dict)
    failures: int = 0
    waits_until: float = 0.0


@dataclass(frozen=True, slots=True)
class SeenFile:
    """What is known of a file: size in bytes, time of change in nanoseconds, and a hash of its bytes."""

    size: int
    changed: int
    digest: str


@dataclass(slots=True)
class Watch:
    """What has been seen of all sources; it lives as long as the watching."""

    read: Callable[[str], Found]
    fetch: Fetch
    now: Callable[[], float]
    every: float = 0.0
    feeds: dict[str, SeenFeed] = field(default_factory=dict)
    files: dict[str, SeenFile] = field(default_factory=dict)


def watch(
    sources: Sequence[str],
    every: timedelta,
    *,
    read: Callable[[str], Found],
    sleep: Callable[[float], None] = time.sleep,
    rounds: int | None = None,
    fetch: Fetch = fetch_from_web,
    now: Callable[[], float] = time.time,
) -> Found:
    """The documents of all sources, and from then on those that are new or have changed; ends with Ctrl-C.

    A file that was written to within the last seconds waits for the next round. What fails is a failure in its place
    and is tried again in the next round; a source that goes on failing in the same way is reported each time. An
    address that fails three times in a row is then tried after twice the time, and so on up to an hour.

    Args:
        sources: Addresses of feeds or pages, folders and files.
        every: From the end of one round to the beginning of the next.
        read: Gives the documents of one file, such as `read_source`.
        sleep: Waits a number of seconds.
        rounds: After how many to end; None for never.
        fetch: Gets addresses; called with `known` to ask whether one has changed.
        now: Seconds since 1970, to compare with the times of files.
    """
    seen = Watch(read, fetch, now, every.total_seconds())
    number = 0
    try:
        while True:
            for source in sources:
                yield from _look(seen, source)
            number += 1
            if rounds is not None and number >= rounds:
                return
            sleep(every.total_seconds())
    except KeyboardInterrupt:
        return


def _look(seen: Watch, source: str) -> Found:
    if source.lower().startswith(ADDRESS_BEGINS):
        yield from _look_at_address(seen, source)
    elif Path(source).is_dir():
        for path in files_of(source, skipped=lambda path: None, may_be_empty=True):
            if isinstance(path, Failure):
                yield path
            else:
                yield from _look_at_file(seen, path)
    elif Path(source).exists():
        yield from _look_at_file(seen, source)
    else:
        yield Failure(source, UnreadableDocument("no such file or folder: check the path"))


def _look_at_address(seen: Watch, url: str) -> Found:
    feed = seen.feeds.setdefault(url, SeenFeed())
    if seen.now() < feed.waits_until:
        return
    try:
        answer = seen.fetch(url, known=feed.answer)
        if answer.is_unchanged and not feed.tries:
            feed.failures = 0
            return
        if answer.is_unchanged and feed.answer is not None:
            answer = feed.answer  # for the entries that failed
        feed.answer, feed.failures = answer, 0
        if is_feed(answer.data):
            yield from _new_entries(seen, feed, answer)
            return
    except InputError as error:
        feed.failures += 1
        if feed.failures >= PATIENCE:
            feed.waits_until = seen.now() + _wait(feed.failures - PATIENCE, seen.every)
        yield Failure(url, error)
        return
    digest = _digest(answer.data)
    if digest != feed.digest:
        feed.digest = digest
        yield from documents_of_fetched(answer, url)


def _wait(doubled: int, every: float) -> float:
    """Seconds until the next try: twice a round, doubled so often; an hour at most, but a round at least."""
    return min(max(every, LONGEST_WAIT), every * (2 << min(doubled, 20)))


def _new_entries(seen: Watch, feed: SeenFeed, answer: Fetched) -> Found:
    for entry in entries_of_feed(answer.data, answer.url):
        key = entry.id, entry.version
        if key in feed.entries:
            continue
        failed = False
        for found in documents_of_entry(entry, entry.link or f"{answer.url}: {entry.id}", fetch=partial(seen.fetch)):
            failed = failed or isinstance(found, Failure)
            yield found
        tries = feed.tries.pop(key, 0) + 1
        if failed and tries < MOST_TRIES:
            feed.tries[key] = tries
        else:
            feed.entries.add(key)


def _look_at_file(seen: Watch, path: str) -> Found:
    try:
        status = Path(path).stat()
        known = seen.files.get(path)
        if known and (known.size, known.changed) == (status.st_size, status.st_mtime_ns):
            return
        if 0 <= seen.now() - status.st_mtime < SETTLED:
            return
        digest = _digest_of_file(path)
    except OSError as error:
        yield Failure(path, UnreadableDocument(f"{error.strerror or 'cannot be opened'}: check who may read it"))
        return
    seen.files[path] = SeenFile(status.st_size, status.st_mtime_ns, digest)
    if known is None or known.digest != digest:
        yield from seen.read(path)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _digest_of_file(path: str) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
