"""The lines of printed pages, made into paragraphs again."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

EDGE = 2  # lines at the top and at the bottom of a page among which running heads are
PAGE_NUMBER = re.compile(r"\W*(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
SAID_PAGE_NUMBER = re.compile(r"page\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?", re.IGNORECASE)
NUMBER = re.compile(r"\d+")
WIDE_GAP = 1.3  # times the usual distance between lines, above which a paragraph ends
LEAST_GAP = 0.9  # times the size of letters: lines nearer than that stand beside each other
OTHER_SIZE = 1.1  # times the size of letters, above which a heading ends or begins
FULL = 0.8  # of the width: a line that ends before, though the next word had room, was ended on purpose
HYPHEN = re.compile(r"([^\W\d_]+)(?:-|\u2010|\u00ad)$")
WORD = re.compile(r"[^\W\d_]+")
ITEM = re.compile(r"\s*(?:[•▪◦‣]|\d{1,2}\.\s+\S|\([a-z\d]{1,3}\)\s)")  # of a list, or a numbered paragraph
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
SENTENCE_ENDS = re.compile(r"[.!?:][\"'”’»)\]]*$")


class Line(NamedTuple):
    """A line as it stands on a page.

    Attributes:
        height: Of its foot above that of the page, in points; None when it is not known.
        size: Of its letters, in points.
    """

    text: str
    height: float | None = None
    size: float = 0.0


Page = Sequence[Line]


def text_of(pages: Sequence[Page]) -> str:
    """The paragraphs, parted by blank lines: running heads and page numbers dropped, words at line ends mended."""
    body = without_running_heads([[line for line in page if line.text.strip()] for page in pages])
    lines = [line for page in body for line in page]
    words = Counter(word.lower() for line in lines for word in re.findall(r"\w+(?:-\w+)*", line.text))
    return "\n\n".join(_joined(paragraph, words) for paragraph in _paragraphs(body))


def without_running_heads(pages: Sequence[Page]) -> list[list[Line]]:
    """The pages without lines at their edges that most of them have, but for numbers, and without page numbers."""
    number = PAGE_NUMBER if len(pages) > 1 else SAID_PAGE_NUMBER
    seen = Counter(key for page in pages for key in {_key(page[index]) for index in _edges(page)})
    most = max(2, len(pages) // 2 + 1)
    kept = []
    for page in pages:
        edges = {
            index for index in _edges(page)
            if seen[_key(page[index])] >= most or number.fullmatch(page[index].text.strip())
        }  # fmt: skip
        kept.append([line for index, line in enumerate(page) if index not in edges])
    return kept


def _edges(page: Page) -> set[int]:
    count = len(page)
    return {*range(min(EDGE, count)), *range(max(0, count - EDGE), count)}


def _key(line: Line) -> str:
    return NUMBER.sub("#", " ".join(line.text.split()))


def _paragraphs(pages: Sequence[Page]) -> Iterator[list[str]]:
    paragraph: list[str] = []
    before: Line | None = None
    for page in pages:
        usual = _usual_gaps(page)
        width = _width(page)
        for index, line in enumerate(page):
            gap = usual.get(round(line.size)) if index else None
            if before is not None and _ends(before, line, gap, width, first=index == 0):
                yield paragraph
                paragraph = []
            paragraph.append(line.text)
            before = line
    if paragraph:
        yield paragraph


def _ends(line: Line, following: Line, usual: float | None, width: int, *, first: bool) -> bool:
    """Whether a paragraph ends between two lines."""
    small, large = sorted((line.size, following.size))
    if large > small * OTHER_SIZE or ITEM.match(following.text):
        return True
    if usual and line.height is not None and following.height is not None:
        gap = line.height - following.height
        if gap > usual * WIDE_GAP:
            return True
    if first and SENTENCE_ENDS.search(line.text.rstrip()):
        return True
    word = following.text.split()[0]
    return len(line.text.strip()) + 1 + len(word) < FULL * width


def _usual_gaps(page: Page) -> dict[int, float]:
    """The distance between lines of one paragraph, for each size of letters.

    It is among the smallest that are no less than the letters: where paragraphs are short, most lines end one.
    """
    gaps: dict[int, list[float]] = {}
    for above, below in pairwise(page):
        if above.height is not None and below.height is not None and round(above.size) == round(below.size):
            gap = above.height - below.height
            if gap > above.size * LEAST_GAP:
                gaps.setdefault(round(below.size), []).append(gap)
    return {size: sorted(each)[len(each) // 10] for size, each in gaps.items()}


def _width(page: Page) -> int:
    """Characters of a full line: of the longer half of the lines the middle one."""
    lengths = sorted(len(line.text.strip()) for line in page)
    return int(median(lengths[len(lengths) // 2 :])) if lengths else 0


def _joined(lines: list[str], words: Counter[str]) -> str:
    parts: list[str] = []
    for line in lines:
        line = " ".join(line.split()).translate(LIGATURES)
        if parts and (broken := HYPHEN.search(parts[-1])) and (rest := WORD.match(line)) and rest[0].islower():
            parts[-1] = parts[-1][:-1]
            if f"{broken[1]}-{rest[0]}".lower() in words and not parts[-1].endswith("\u00ad"):
                parts[-1] += "-"  # it is written so elsewhere
            parts[-1] += line
        else:
            parts.append(line)
    return " ".join(parts)
