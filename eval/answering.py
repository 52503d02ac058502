"""Rows in, predictions out, in order, in this process or in several."""

import json
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

import readout
from eval.sets import READ_ONLY, SETS, Row
from readout.model.errors import InputError, SpanError
from readout.model.record import Document, Record
from readout.pipeline import Reader
from tests.spans import assert_spans_match_source

TOGETHER = 4  # rows that a process is given at once
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Asked:
    """A row of a set.

    Attributes:
        set: One of `SETS` or of `READ_ONLY`.
        place: Where the row stands, as `path:line`.
        row: In the place of a line that cannot be read, the error.
    """

    set: str
    place: str
    row: Row | InputError


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one row.

    Attributes:
        set: The set of the row.
        prediction: One line for the scorer; without an `id` in the row there is none.
        problem: Why the prediction is empty; None when the row was read.
        misplaced: What is wrong with the spans of the record, a sentence each.
    """

    set: str
    prediction: Row | None
    problem: str | None = None
    misplaced: tuple[str, ...] = ()


class CheckedReader(Reader):
    """Reads as `Reader` does, and notes every record with a span that does not reproduce its words."""

    misplaced: list[str]

    @classmethod
    def of(cls, reader: Reader) -> "CheckedReader":
        checked = cls(reader.parser, reader.versions, reader.readout_version)
        checked.misplaced = []
        return checked

    def read(self, document: Document | str, *, published: str | None = None) -> Record:
        record = super().read(document, published=published)
        try:
            assert_spans_match_source(record)
        except AssertionError as error:
            self.misplaced.append(f"{record.document.source_id}: {error}")
        return record


def answer_rows(asked: Iterable[Asked], jobs: int = 1) -> Iterator[Answer]:
    """An answer for each row, in order; the same whatever the number of jobs, which are processes."""
    if jobs == 1:
        yield from map(_answer_here, asked)
        return
    for variable in THREADS:
        os.environ.setdefault(variable, "1")
    # a fresh interpreter each: the threads of the models do not survive a fork
    with multiprocessing.get_context("spawn").Pool(jobs) as pool:
        yield from pool.imap(_answer_here, asked, TOGETHER)


def answer_row(reader: CheckedReader, asked: Asked) -> Answer:
    """The answer to one row; what the input is to blame for becomes an empty prediction with its problem."""
    row, chosen = asked.row, {**SETS, **READ_ONLY}[asked.set]
    if isinstance(row, InputError) or row.get("id") is None:
        problem = str(row) if isinstance(row, InputError) else "id is missing"
        return Answer(asked.set, None, f"{asked.place}: {problem}")
    reader.misplaced.clear()
    try:
        chosen.check(row)
        with _naming(f"row {row['id']}, {asked.place}"):
            said = chosen.answer(reader, row)
    except (InputError, SpanError) as error:  # a damaged model or fact would fail every row
        return Answer(asked.set, {"id": row["id"], **chosen.empty}, f"row {row['id']}: {error}")
    return Answer(asked.set, {"id": row["id"], **said}, misplaced=tuple(reader.misplaced))


def line_of(prediction: Row) -> str:
    return json.dumps(prediction, ensure_ascii=False) + "\n"


def _answer_here(asked: Asked) -> Answer:
    return answer_row(_reader(), asked)


@cache
def _reader() -> CheckedReader:
    return CheckedReader.of(readout.load())


@contextmanager
def _naming(row: str) -> Iterator[None]:
    """Adds the row to an error that nobody foresaw."""
    try:
        yield
    except BaseException as error:
        error.add_note(f"while answering {row}")
        raise
