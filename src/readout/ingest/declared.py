"""What a page declares of its report in JSON-LD, meta elements and time elements. Nothing here is guessed.

JSON-LD of schema.org counts first, then the meta elements in the order of `data/lexicon/page.yaml`, then the elements
that a reader sees.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any
from urllib.parse import urljoin, urlsplit

from readout.ingest.dates import day_of
from readout.ingest.markup import Element, page_words
from readout.model.errors import InputError

JSON_LD = ".//script[@type='application/ld+json']"
BEHIND_TITLE = re.compile(r"\s+[|–—·•«»:-]\s+")
BYLINE = re.compile(r"^\s*by\s+", re.IGNORECASE)
LANGUAGE = re.compile(r"[A-Za-z]{2}(?=$|[-_,;\s])")
LONGEST = 300  # characters of a title, a publisher or an author; more is a paragraph in the wrong place
DEEPEST = 40  # of nested JSON-LD


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page says of its report; None for what it does not.

    Attributes:
        published: ISO 8601 date.
        author: Several are joined by "; ".
        language: ISO 639-1 code.
        url: The canonical address.
    """

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None

    def filled(self, otherwise: "Declared") -> "Declared":
        """The same, and of `otherwise` what is missing here."""
        names = (field.name for field in fields(self))
        return Declared(**{name: getattr(self, name) or getattr(otherwise, name) for name in names})


NOTHING_DECLARED = Declared()


def find_declared(tree: Element, url: str | None = None) -> Declared:
    """What the page declares; call it before anything is taken out of the tree.

    Args:
        url: Where the page was found, for addresses that are relative to it.
    """
    words = page_words()
    nodes = [node for node in _json_ld(tree) if not words.report_types.isdisjoint(_types(node))]
    nodes.sort(key=lambda node: "WebPage" in _types(node))
    metas = _metas(tree)
    heads = [_text(head) for head in tree.iter("h1")]
    title = (
        _first(_words(node.get("headline")) for node in nodes)
        or _first(metas.get(name) for name in words.title)
        or (heads[0] if len(heads) == 1 else None)
        or _first(_text(element) for element in tree.iter("title"))
        or _first(heads)
    )
    return Declared(
        title=title,
        published=_published(tree, nodes, metas),
        publisher=_first(_words(node.get("publisher")) for node in nodes)
        or _first(metas.get(name) for name in words.publisher)
        or _behind_title(tree, title, heads),
        author=_author(tree, nodes, metas),
        language=_language(tree, metas, nodes),
        url=_canonical(tree, metas, url),
    )


def written_day(value: str) -> str | None:
    """The day of a date as pages write it; None where it is none, or could be two."""
    try:
        return day_of(value)
    except InputError:
        return None


def _published(tree: Element, nodes: Sequence[dict[str, Any]], metas: dict[str, str]) -> str | None:
    said = [_words(node.get("datePublished")) for node in nodes]
    said += [metas.get(name) for name in page_words().published]
    said += [element.get("datetime") for element in tree.xpath(".//*[@itemprop='datePublished'][@datetime]")]
    said += [_text(element) for element in tree.xpath(".//*[@itemprop='datePublished'][not(@datetime)][not(@content)]")]
    if day := _first(written_day(value) for value in said if value):
        return day
    times = list(tree.iter("time"))
    marked = [time for time in times if time.get("pubdate") is not None]
    heading = list(tree.xpath(".//article//time | .//main//time | .//header//time"))
    for group in (marked, heading[:1], times if len(times) == 1 else []):
        if day := _first(written_day(time.get("datetime") or _text(time) or "") for time in group):
            return day
    return None


def _author(tree: Element, nodes: Sequence[dict[str, Any]], metas: dict[str, str]) -> str | None:
    for node in nodes:
        if names := _names(node.get("author")):
            return "; ".join(dict.fromkeys(names))
    said = [metas.get(name) for name in page_words().author]
    said += [_text(element) for element in tree.xpath(".//a[@rel='author'] | .//*[@itemprop='author']")]
    found = _first(BYLINE.sub("", value) for value in said if value and not value.startswith(("http:", "https:")))
    return found or None


def _language(tree: Element, metas: dict[str, str], nodes: Sequence[dict[str, Any]]) -> str | None:
    said = [tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang")]
    said += [metas.get(name) for name in page_words().language]
    said += [_words(node.get("inLanguage")) for node in nodes]
    found = (LANGUAGE.match(value.strip()) for value in said if value)
    return next((match[0].lower() for match in found if match), None)


def _canonical(tree: Element, metas: dict[str, str], url: str | None) -> str | None:
    """The address that the page gives itself, unless it is the site's front page that stands on all pages."""
    links: list[str | None] = [
        link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"
    ]
    for said in (*links, metas.get("og:url")):
        try:
            found = urljoin(url or "", (said or "").strip())
            parts = urlsplit(found)
        except ValueError:
            continue
        if said and parts.scheme in ("http", "https") and parts.hostname and (parts.path.strip("/") or not url):
            return found
    return url


def _behind_title(tree: Element, title: str | None, heads: Sequence[str | None]) -> str | None:
    """ "Norland" of "<title>The headline | Norland</title>", where the headline stands on the page too."""
    whole = _first(_text(element) for element in tree.iter("title")) or ""
    for headline in (title, *heads):
        if headline and whole != headline and whole.startswith(headline):
            rest = whole[len(headline) :]
            if gap := BEHIND_TITLE.match(rest):
                return BEHIND_TITLE.split(rest[gap.end() :])[-1].strip() or None
    return None


def _metas(tree: Element) -> dict[str, str]:
    """Contents of the meta elements by name in lower case, the first of each name; several authors are joined."""
    found: dict[str, str] = {}
    authors = frozenset(page_words().author)
    for meta in tree.iter("meta"):
        content = _fit(meta.get("content"))
        for attribute in ("name", "property", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").lower().strip()
            if not name or not content:
                continue
            known = found.get(name, "")
            if name in authors and 0 < len(known) < LONGEST and content not in known.split("; "):
                found[name] += f"; {content}"
            found.setdefault(name, content)
    return found


def _json_ld(tree: Element) -> Iterator[dict[str, Any]]:
    for script in tree.iterfind(JSON_LD):
        try:
            value = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue  # a template's error, none of the report's
        yield from _nodes(value)


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"), depth + 1)


def _types(node: dict[str, Any]) -> frozenset[str]:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return frozenset(kind.rsplit("/", 1)[-1] for kind in listed if isinstance(kind, str))


def _names(value: Any, depth: int = 0) -> list[str]:
    if depth > DEEPEST:
        return []
    if isinstance(value, list):
        return [name for each in value for name in _names(each, depth + 1)]
    if isinstance(value, dict):
        return _names(value.get("name"), depth + 1)
    name = _fit(value) if isinstance(value, str) else None
    return [name] if name and not name.startswith(("http:", "https:")) else []


def _words(value: Any) -> str | None:
    return _first(_names(value))


def _text(element: Element) -> str | None:
    return _fit(element.text_content())


def _fit(value: str | None) -> str | None:
    words = " ".join((value or "").split())
    return words if 0 < len(words) <= LONGEST else None


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
