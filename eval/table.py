"""The figures as a table, for the terminal and for the docs."""

from collections.abc import Iterable

from eval.figures import Measured
from eval.floors import Floors

HEAD = ("figure", "n", "score", "95 %", "floor", "published", "by")


def table_of(measured: Iterable[Measured], floors: Floors) -> str:
    """One line a figure: rows or documents, score, bootstrap interval, floor, and what others published."""
    rows = [HEAD, *(_cells(each, floors.of(each)) for each in measured)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines)


def markdown_of(measured: Iterable[Measured], floors: Floors) -> str:
    """The same as a table for docs/evaluation.md."""
    rows = [HEAD, ("---",) * len(HEAD), *(_cells(each, floors.of(each)) for each in measured)]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _cells(each: Measured, floor: float | None) -> tuple[str, ...]:
    interval = "" if each.low is None or each.high is None else f"{short(each.low)}-{short(each.high)}"
    figure = each.figure
    return (
        figure.name,
        str(each.n),
        short(each.value, 3),
        interval,
        "" if floor is None else short(floor) + (" UNDER" if each.value < floor else ""),
        "" if figure.peer is None else short(figure.peer, 3),
        figure.who,
    )


def short(value: float, digits: int = 2) -> str:
    """A share without its leading nought: .62, 1.00."""
    return f"{value:.{digits}f}".removeprefix("0")
