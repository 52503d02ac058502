"""HTML to a tree: which character set a page is in, and which of its elements a reader never sees."""

import codecs
import re
from functools import cache
from typing import Any, NamedTuple, TypeAlias

import msgspec

from readout.facts.lexicon import load_lexicon
from readout.model.errors import UnreadableDocument
from readout.model.extras import need

Element: TypeAlias = Any  # of lxml, which ships no types
JOB, EXTRA = "reading web pages", "web"
MOST_BYTES = 16 * 2**20  # of one page; the largest that news sites serve have 5 MB
HEAD = 4_096  # bytes in which a page may declare its character set; browsers look at 1,024
NO_MARK = b"\xff\xfe", b"\xfe\xff"
CHARSET = re.compile(rb"""<(?:meta\b[^>]*?|\?xml\b[^>]*?)(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
UNSEEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
KEPT = frozenset(("html", "head", "body", "main", "article", "h1"))
LIST_LIKE = frozenset(("div", "dl", "ol", "p", "section", "table", "tbody", "td", "tr", "ul"))
FRAME_ROLES = frozenset(("alertdialog", "banner", "contentinfo", "dialog", "navigation", "search"))
FEWEST_LINKS = 3
MOST_LINKED = 0.8  # share of an element's letters that stand in links, above which it is a list of links
MOST_AROUND = 0.5  # share of the page's text above which an element is no frame, whatever it is called
# Those of the WHATWG Encoding Standard, so that no page can name one of Python's own, such as "undefined".
OF_THE_WEB = re.compile(
    r"utf-8|utf-16(?:-[bl]e)?|windows-125\d|cp874|cp866|iso8859-\d+|koi8-[ru]|mac-(?:roman|cyrillic)|gb18030|big5"
    r"|euc_jp|iso2022_jp|cp932|cp949"
)
# Browsers read these as the larger set of the same letters (WHATWG Encoding Standard, "Names and labels").
LARGER = {
    "ascii": "windows-1252",
    "iso8859-1": "windows-1252",
    "iso8859-9": "windows-1254",
    "iso8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}


class PageWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`data/lexicon/page.yaml`."""

    published: tuple[str, ...]
    title: tuple[str, ...]
    author: tuple[str, ...]
    publisher: tuple[str, ...]
    language: tuple[str, ...]
    report_types: frozenset[str]
    unseen_elements: tuple[str, ...]
    unseen_classes: frozenset[str]
    around: tuple[str, ...]


class Weight(NamedTuple):
    letters: int
    linked: int
    links: int


@cache
def page_words() -> PageWords:
    return load_lexicon("page", PageWords)


def decoded_page(data: bytes, charset: str | None = None) -> tuple[str, str]:
    """The text of a page and the name of its encoding.

    A byte order mark counts most, then UTF-16 when the server names it, then bytes that are valid UTF-8 (servers and
    templates often name another set), then `charset` as the server named it, then the page's own declaration; else it
    is Windows-1252.
    """
    if data.startswith(codecs.BOM_UTF8):
        return data[len(codecs.BOM_UTF8) :].decode("utf-8", errors="replace"), "utf-8"
    if data.startswith(NO_MARK):
        return data.decode("utf-16", errors="replace"), "utf-16"
    served = _known(charset)
    if served and served.startswith("utf-16"):
        return data.decode(served, errors="replace"), served
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        named = served or _declared(data) or "windows-1252"
    if named == "utf-8" and not _is_mostly_utf_8(data):
        named = "windows-1252"
    return data.decode(named, errors="replace"), named


def _declared(data: bytes) -> str | None:
    found = CHARSET.search(data, 0, HEAD)
    name = _known(found[1].decode("ascii", errors="replace")) if found else None
    return "utf-8" if name in ("utf-16", "utf-16-le", "utf-16-be") else name  # the declaration was read as bytes


def _known(charset: str | None) -> str | None:
    """Python's name of a character set that browsers know; None when there is none of that name."""
    try:
        name = codecs.lookup((charset or "").strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    name = LARGER.get(name, name).replace("cp125", "windows-125")
    return name if OF_THE_WEB.fullmatch(name) else None


def _is_mostly_utf_8(data: bytes) -> bool:
    """Whether a page that calls itself UTF-8 is, but for some damaged letters."""
    text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    return sum(letter > "\x7f" for letter in text) - damaged > damaged


def tree_of(text: str) -> Element:
    """The tree of a page, however broken its HTML.

    Raises:
        UnreadableDocument: There is no element in it, or it is too large for a page.
        MissingExtra: lxml is not installed.
    """
    html: Any = need("lxml.html", EXTRA, JOB)
    etree: Any = need("lxml.etree", EXTRA, JOB)
    data = CONTROLS.sub(" ", text).encode("utf-8", errors="replace")
    if len(data) > MOST_BYTES:
        raise UnreadableDocument(f"{len(data):,} bytes, where a page has at most {MOST_BYTES:,}: save it as text")
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, collect_ids=False, remove_comments=True, remove_pis=True)
    try:
        tree: Element = html.document_fromstring(data, parser=parser)
    except etree.ParserError:
        raise UnreadableDocument("an empty page: give the address of a page with a report") from None
    for element in tree.iter():  # "&#1;" is a control character only now
        if element.text and CONTROLS.search(element.text):
            element.text = CONTROLS.sub(" ", element.text)
        if element.tail and CONTROLS.search(element.tail):
            element.tail = CONTROLS.sub(" ", element.tail)
    return tree


def drop_unseen(tree: Element) -> None:
    """Takes out of the tree what a reader does not see, and what stands around every page of a site."""
    words = page_words()
    for element in list(tree.iter(*words.unseen_elements)):
        _drop(element)
    weights = _weights(tree)
    most = MOST_AROUND * weights[tree].letters
    waiting = [tree]
    while waiting:
        element = waiting.pop()
        weight = weights[element]
        is_frame = weight.letters < most and (_is_around(element, words) or _is_link_list(element, weight))
        if element.tag not in KEPT and (is_frame or _is_unseen(element, words)):
            _drop(element)
            continue
        waiting.extend(element)


def _weights(tree: Element) -> dict[Element, Weight]:
    """How many letters stand in each element, and how many of them in links; children before parents."""
    found: dict[Element, Weight] = {}
    for element in reversed(list(tree.iter())):
        letters = len((element.text or "").strip()) + sum(len((child.tail or "").strip()) for child in element)
        inner = [found[child] for child in element]
        letters += sum(each.letters for each in inner)
        is_link = element.tag == "a"
        linked = letters if is_link else sum(each.linked for each in inner)
        found[element] = Weight(letters, linked, 1 if is_link else sum(each.links for each in inner))
    return found


def _is_unseen(element: Element, words: PageWords) -> bool:
    if element.get("hidden") is not None or UNSEEN_STYLE.search(element.get("style") or ""):
        return True
    if element.get("aria-hidden") == "true" and element.find(".//p") is None:
        return True
    return not words.unseen_classes.isdisjoint((element.get("class") or "").lower().split())


def _is_around(element: Element, words: PageWords) -> bool:
    if element.get("role") in FRAME_ROLES:
        return True
    names = f"{element.get('id') or ''} {element.get('class') or ''}".lower().split()
    return any(name.startswith(words.around) for name in names)


def _is_link_list(element: Element, weight: Weight) -> bool:
    return element.tag in LIST_LIKE and weight.links >= FEWEST_LINKS and weight.linked > MOST_LINKED * weight.letters


def _drop(element: Element) -> None:
    if element.getparent() is not None:
        element.drop_tree()  # text behind the element stays
