"""Rows as a table for a person: columns that fit the terminal, numbers at the right."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from readout.export.captions import DASH, folded
from readout.export.columns import GAP, cells, share, shorten, wrap
from readout.export.table_columns import Column, Kind, Row, Value
from readout.export.table_files import Write

SAMPLE = 1_000  # rows that settle the widths; later ones are shortened to them
LEAST = 8  # cells of a column that had to give way; those that do not fit even so are left out


@contextmanager
def text_writer(
    stream: BinaryIO, columns: Sequence[Column], width: int = 100, encoding: str = "utf-8"
) -> Iterator[Write]:
    """Writes a header and a line for each row, of at most `width` cells.

    Cells are one line each and shortened with an ellipsis. What is not there is a dash; what would steer a terminal
    is U+FFFD. Where the columns are too many, the last are left out and named at the end.
    """
    waiting: list[list[str]] = []
    layout: _Layout | None = None

    def put(line: str) -> None:
        stream.write(f"{line}\n".encode(encoding, errors="replace"))

    def begin() -> "_Layout":
        made = _Layout(columns, waiting, width)
        put(made.line([folded(column.name) for column in columns]))
        put(made.rule())
        for shown in waiting:
            put(made.line(shown))
        return made

    def write(row: Row) -> None:
        nonlocal layout
        shown = [_shown(row.get(column.name)) for column in columns]
        if layout is not None:
            put(layout.line(shown))
            return
        waiting.append(shown)
        if len(waiting) == SAMPLE:
            layout = begin()

    yield write
    layout = layout or begin()
    if layout.left_out:
        left_out = f"Not shown: {', '.join(layout.left_out)}. A wider terminal or another format has them."
        for line in wrap(left_out, width):
            put(line)


class _Layout:
    """Where the columns of a table stand; `left_out` are the names of those that do not."""

    def __init__(self, columns: Sequence[Column], sample: Sequence[Sequence[str]], width: int) -> None:
        wanted = [
            max([cells(folded(column.name)), *(cells(row[index]) for row in sample)])
            for index, column in enumerate(columns)
        ]
        fitting = _fitting([min(each, LEAST) for each in wanted], width)
        self.left_out = [folded(column.name) for column in columns[fitting:]]
        self._widths = share(width - GAP * (fitting - 1), wanted[:fitting], LEAST)
        self._right = [column.kind in {Kind.WHOLE, Kind.NUMBER} for column in columns]

    def line(self, texts: Sequence[str]) -> str:
        placed = (_placed(*each) for each in zip(texts, self._widths, self._right, strict=False))
        return (" " * GAP).join(placed).rstrip()

    def rule(self) -> str:
        return (" " * GAP).join(DASH * width for width in self._widths)


def _fitting(least: Sequence[int], width: int) -> int:
    """How many columns of these least widths stand in a line; at least one."""
    taken = -GAP
    for index, each in enumerate(least):
        taken += GAP + each
        if taken > width:
            return max(index, 1)
    return len(least)


def _placed(text: str, width: int, right: bool) -> str:
    shortened = shorten(text, width)
    filling = " " * (width - cells(shortened))
    return filling + shortened if right else shortened + filling


def _shown(value: Value) -> str:
    if value is None:
        return DASH
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    return folded(str(value))
