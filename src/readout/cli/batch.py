"""Many reports, in this process or in several, in the order in which they came."""

import multiprocessing
import os
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from pathlib import Path

import readout
from readout.ingest import STDIN, Failure
from readout.model.errors import Fault, InputError, SpanError
from readout.model.jsonform import to_json
from readout.model.record import Document
from readout.pipeline import Reader

Item = Document | Failure
Outcome = bytes | Failure  # a record as a line of JSON, or why there is none
Read = Callable[[Document], Outcome]
# what a bug in a stage raises; a lack of memory, a wrong installation and an interruption are none of one report
FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
AHEAD = 2  # documents in work or waiting for each process
DIED = "the process that read it died; out of memory, perhaps: read it alone, or split it into reports"


class DocumentReader:
    """Reads documents one at a time; the models are loaded when the first one comes.

    Args:
        facts: As for `readout.load`.
    """

    def __init__(self, facts: Path | None = None) -> None:
        self._facts = facts

    @cached_property
    def _reader(self) -> Reader:
        return readout.load(self._facts)

    def __call__(self, document: Document) -> Outcome:
        reader = self._reader  # what goes wrong here is no fault of the document
        with _Naming(name_of(document)):
            try:
                return to_json(reader.read(document))
            except (InputError, SpanError) as error:  # a damaged model or fact would fail every document
                return Failure(name_of(document), error)
            except FAULTS as error:  # one report that a stage cannot take must not end a night's run
                return Failure(name_of(document), _fault(error))


def _fault(error: Exception) -> Fault:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(frame.filename).name}, line {frame.lineno}"
    return Fault(f"a fault of Readout's own ({type(error).__name__}: {error}; {where}): please report it with the text")


@dataclass(frozen=True, slots=True)
class MakeReader:
    """Makes the reader of a process; equal for equal facts, so that a process makes one."""

    facts: Path | None = None

    def __call__(self) -> Read:
        return DocumentReader(self.facts)


def name_of(item: Item) -> str:
    """The input as the user would name it."""
    return item.source if isinstance(item, Failure) else item.source_id or STDIN


def read_all(
    items: Iterable[Item], jobs: int = 1, make_read: Callable[[], Read] = MakeReader()
) -> Generator[tuple[str, Outcome]]:
    """For each item its name and its record or failure, in order; the same whatever the number of jobs.

    Args:
        make_read: Makes what reads one document; called once in each process, where it must be importable.
    """
    if jobs > 1:
        yield from _read_in_processes(iter(items), jobs, make_read)
        return
    read = make_read()
    for item in items:
        yield name_of(item), item if isinstance(item, Failure) else read(item)


def _read_in_processes(
    items: Iterator[Item], jobs: int, make_read: Callable[[], Read]
) -> Iterator[tuple[str, Outcome]]:
    unread = yield from _read_until_a_process_dies(items, jobs, make_read)
    while unread:
        # one of these killed its process: each is read alone, so that it takes none with it
        for item in unread:
            killed = yield from _read_until_a_process_dies(iter([item]), 1, make_read)
            if killed:
                yield name_of(item), Failure(name_of(item), InputError(DIED))
        unread = yield from _read_until_a_process_dies(items, jobs, make_read)


def _read_until_a_process_dies(
    items: Iterator[Item], jobs: int, make_read: Callable[[], Read]
) -> Generator[tuple[str, Outcome], None, list[Item]]:
    """Returns the items that were taken but not read; none when all were."""
    taken: deque[Item] = deque()
    outcomes: deque[Failure | Future[Outcome]] = deque()
    with _pool(jobs) as pool:
        try:
            while True:
                for item in islice(items, AHEAD * jobs - len(taken)):
                    taken.append(item)
                    outcomes.append(item if isinstance(item, Failure) else pool.submit(_read_here, make_read, item))
                if not taken:
                    return []
                first = outcomes[0]
                yield name_of(taken[0]), first if isinstance(first, Failure) else first.result()
                taken.popleft()
                outcomes.popleft()
        except BrokenProcessPool:
            return list(taken)


@contextmanager
def _pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    # a fresh interpreter each: the threads of the models do not survive a fork
    pool = ProcessPoolExecutor(jobs, multiprocessing.get_context("spawn"), initializer=_start_process)
    try:
        yield pool
    finally:
        for process in multiprocessing.active_children():
            process.terminate()
        pool.shutdown(cancel_futures=True)


def _start_process() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _read_here(make_read: Callable[[], Read], document: Document) -> Outcome:
    return _made(make_read)(document)


@cache
def _made(make_read: Callable[[], Read]) -> Read:
    return make_read()


@dataclass(frozen=True, slots=True)
class _Naming(AbstractContextManager[None]):
    """Adds the name of the input to an error that nobody foresaw."""

    name: str

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if error is not None:
            error.add_note(f"while reading {self.name}")
