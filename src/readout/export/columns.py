"""Text in columns of a terminal: widths in cells, wrapping, and rows that end with a place in the text."""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

ELLIPSIS = "…"
GAP = 2  # cells between two columns
# What each style of a cell means to rich; a style that is not here is plain text.
STYLES = {
    "title": "bold",
    "head": "bold cyan",
    "strong": "bold",
    "code": "cyan",
    "quiet": "dim",
    "place": "dim",
}


class Cell(NamedTuple):
    """Text in a column of `width` cells, in a style that `Page` knows."""

    text: str
    width: int
    style: str = "plain"


def cells(text: str) -> int:
    """How many cells of a terminal `text` takes: East Asian wide characters two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_cells, text))


@cache
def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken at spaces, or in a word wider than a line."""
    if cells(text) <= width:
        return [text]
    lines = [""]
    for word in text.split(" "):
        for part in _pieces(word, width):
            joined = f"{lines[-1]} {part}" if lines[-1] else part
            if cells(joined) <= width:
                lines[-1] = joined
            else:
                lines.append(part)
    return lines


def _pieces(word: str, width: int) -> Iterable[str]:
    """A word as it is, or cut into pieces of at most `width` cells."""
    start = taken = 0
    for index, character in enumerate(word):
        taken += _cells(character)
        if taken > width and index > start:
            yield word[start:index]
            start, taken = index, _cells(character)
    yield word[start:]


def _fitting(text: str, width: int) -> int:
    """How many characters of `text` fit into `width` cells; at least one."""
    taken = 0
    for index, character in enumerate(text):
        taken += _cells(character)
        if taken > width:
            return max(index, 1)
    return len(text)


def shorten(text: str, width: int, closing: str = "") -> str:
    """`text` in at most `width` cells; if cut, it ends in an ellipsis, after a whole word where it can.

    Args:
        closing: What the text ends with and keeps, such as a quotation mark.
    """
    if cells(text) <= width:
        return text
    cut = text[: _fitting(text, width - cells(ELLIPSIS + closing))]
    at_word = cut.rpartition(" ")[0]
    kept = at_word if cells(at_word) * 4 >= width * 3 else cut
    return kept.rstrip(" ,;:-") + ELLIPSIS + closing


def clip(text: str, width: int, lines: int, closing: str = "") -> str:
    """`text` shortened to what fills at most so many lines of `width` cells.

    Args:
        closing: What the text ends with and keeps, such as a quotation mark.
    """
    wrapped = wrap(text, width)
    if len(wrapped) <= lines:
        return text
    last = shorten(" ".join(wrapped[lines - 1 : lines + 1]) + ELLIPSIS, width, closing)
    return " ".join([*wrapped[: lines - 1], last])


def share(available: int, wanted: Sequence[int], least: int = 6) -> list[int]:
    """Widths of columns in `available` cells: as `wanted` when they fit, else the widest give way first."""
    widths = list(wanted)
    while sum(widths) > available and max(widths, default=0) > least:
        widths[widths.index(max(widths))] -= 1
    return widths


class Page:
    """Lines of a terminal, each with its place in the text at the right edge.

    Args:
        width: In cells.
        place_width: Cells kept free of other text at the right edge for places.
        colour: Whether lines carry ANSI codes; needs rich.
    """

    def __init__(self, width: int, place_width: int, colour: bool) -> None:
        self.width = width
        self.body = width - place_width - GAP
        self._paint = _painter() if colour else _unpainted
        self._lines: list[str] = []

    def __str__(self) -> str:
        return "\n".join(self._lines) + "\n"

    def blank(self) -> None:
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def write(self, text: str, style: str = "plain", indent: int = 0) -> None:
        """A paragraph over the whole width."""
        for line in wrap(text, self.width - indent):
            self._put([(" " * indent, "plain"), (line, style)])

    def row(self, *columns: Cell, place: str = "") -> None:
        """Cells side by side, each wrapped in its column; the place ends the last line."""
        height = [wrap(cell.text, cell.width) for cell in columns]
        lines = [list(zip(parts, columns, strict=True)) for parts in zip_longest(*height, fillvalue="")]
        for line in lines[:-1]:
            self._put(_padded(line))
        self._put_with_place(_padded(lines[-1]), place)

    def _put_with_place(self, parts: list[tuple[str, str]], place: str) -> None:
        parts = _stripped(parts)
        room = self.width - cells("".join(text for text, _ in parts)) - cells(place)
        if place and room < GAP:
            self._put(parts)
            parts, room = [], self.width - cells(place)
        self._put([*parts, (" " * room, "plain"), (place, "place")] if place else parts)

    def _put(self, parts: Iterable[tuple[str, str]]) -> None:
        self._lines.append("".join(self._paint(text, style) for text, style in _stripped(parts)))


def _stripped(parts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parts of a line without space at its end."""
    kept = list(parts)
    while kept and not kept[-1][0].strip():
        kept.pop()
    return [*kept[:-1], (kept[-1][0].rstrip(), kept[-1][1])] if kept else []


def _padded(line: list[tuple[str, Cell]]) -> list[tuple[str, str]]:
    """Styled parts of a line, each filled up to its column and the gap after it."""
    return [(text + " " * (cell.width + GAP - cells(text)), cell.style) for text, cell in line]


def _unpainted(text: str, style: str) -> str:
    return text


def _painter() -> Callable[[str, str], str]:
    """Paints text in a style of `STYLES` with ANSI codes. Imports rich."""
    from rich.color import ColorSystem
    from rich.style import Style

    styles = {name: Style.parse(meaning) for name, meaning in STYLES.items()}

    def paint(text: str, style: str) -> str:
        found = styles.get(style)
        return found.render(text, color_system=ColorSystem.STANDARD) if found and text.strip() else text

    return paint
