"""The paragraphs of a text, so that a long report is parsed piece by piece with its offsets kept."""

import re
from collections.abc import Iterator

BLANK_LINE = re.compile(r"(?:\r\n|\n|\r)[^\S\r\n]*(?:\r\n|\n|\r)\s*")
LINE_END = re.compile(r"(?:\r\n|\n|\r)\s*")
SENTENCE_BREAK = re.compile(r"(?<=[.!?])[\"'”’)]*\s")
LONGEST = 4_000  # characters; a parser's memory grows with the block
WRAPPED_LINE = 90  # a text whose lines are all shorter than this was wrapped by hand


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Half-open character intervals of the paragraphs, in order, without the blanks between them.

    Blank lines part paragraphs. A text without any is parted at every line end, unless its lines were wrapped.
    """
    parted = BLANK_LINE if BLANK_LINE.search(text.strip()) or _is_wrapped(text) else LINE_END
    start = 0
    for gap in parted.finditer(text):
        yield from _cut(text, start, gap.start())
        start = gap.end()
    yield from _cut(text, start, len(text))


def _is_wrapped(text: str) -> bool:
    lines = text.split("\n")
    full = [line for line in lines[:-1] if line.strip()]
    ends = sum(line.rstrip().endswith((".", "!", "?", '"', "”", ":")) for line in full)
    return len(full) > 2 and max(map(len, full)) <= WRAPPED_LINE and ends < len(full) / 2


def _cut(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    while stop - start > LONGEST:
        breaks = [match.end() for match in SENTENCE_BREAK.finditer(text, start + LONGEST // 2, start + LONGEST)]
        cut = breaks[-1] if breaks else text.rfind(" ", start + 1, start + LONGEST) + 1 or start + LONGEST
        yield from _trimmed(text, start, cut)
        start = cut
    yield from _trimmed(text, start, stop)


def _trimmed(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    while start < stop and text[start].isspace():
        start += 1
    while start < stop and text[stop - 1].isspace():
        stop -= 1
    if start < stop:
        yield start, stop
