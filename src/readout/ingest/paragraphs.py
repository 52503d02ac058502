"""Paragraphs that a page shows and does not mark: words loose in a box, parted by empty lines, or preformatted.

What finds the main text of a page goes by its `p` elements, so these are made first.
"""

import re
from collections.abc import Sequence

from readout.ingest.markup import EXTRA, JOB, Element
from readout.model.extras import need

BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "div",
        "dl",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    )
)
BOXES = ("article", "body", "center", "div", "main", "p", "section", "td")
ENOUGH = 80  # letters that make loose words a paragraph; where empty lines part them, any do
LOOKS = ("b", "abbr", "em", "font", "i", "mark", "small", "strong", "u")  # that say only how words look
EMPTY_LINES = re.compile(r"\n\s*\n")


def make_paragraphs(tree: Element) -> None:
    """Makes a `p` of each run of words that a browser shows as a paragraph, and takes off it what only adorns words."""
    for preformatted in list(tree.iter("pre")):
        _part_lines(preformatted)
    for box in list(tree.iter(*BOXES)):
        is_parted = _mark_empty_lines(box)
        if box.tag == "p":
            if not is_parted:
                continue
            box.tag = "div"
        _wrap_loose_words(box, 1 if is_parted else ENOUGH)
    for paragraph in tree.iter("p"):
        links = paragraph.findall(".//a")
        if 2 * _letters("", links) < _letters("", [paragraph]):  # else it is a list of links
            for link in links:
                link.tag = LOOKS[0]
    for span in tree.iter("span"):
        if not span.attrib:
            span.tag = LOOKS[0]
    need("lxml.etree", EXTRA, JOB).strip_tags(tree, *LOOKS)


def _part_lines(preformatted: Element) -> None:
    texts = EMPTY_LINES.split(preformatted.text_content().replace("\r\n", "\n").strip())
    for child in list(preformatted):
        preformatted.remove(child)
    preformatted.tag, preformatted.text = "div", None
    for text in texts:
        paragraph = preformatted.makeelement("p")
        paragraph.text = text
        preformatted.append(paragraph)


def _mark_empty_lines(box: Element) -> bool:
    """Puts one `hr` in the place of each run of `br` with nothing between them."""
    found = False
    for line_break in box.findall("br"):
        if line_break.getparent() is not box:
            continue  # a part of an earlier run
        while not (line_break.tail or "").strip() and (behind := line_break.getnext()) is not None:
            if behind.tag != "br":
                break
            line_break.tag, line_break.tail, found = "hr", behind.tail, True
            behind.tail = None
            box.remove(behind)
    return found


def _wrap_loose_words(box: Element, enough: int) -> None:
    run: list[Element] = []
    text, before = box.text or "", None
    for child in (*box, None):
        if child is not None and child.tag not in BLOCKS:
            run.append(child)
            continue
        if _letters(text, run) >= enough:
            _wrap(box, before, text, run)
        if child is not None:
            run, text, before = [], child.tail or "", child


def _wrap(box: Element, before: Element | None, text: str, run: Sequence[Element]) -> None:
    paragraph = box.makeelement("p")
    paragraph.text = text
    if before is None:
        box.text = None
        box.insert(0, paragraph)
    else:
        before.tail = None
        before.addnext(paragraph)
    paragraph.extend(run)


def _letters(text: str, run: Sequence[Element]) -> int:
    inner = sum(len(each.text_content().strip()) + len((each.tail or "").strip()) for each in run)
    return len(text.strip()) + inner
