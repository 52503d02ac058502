"""HTML that is safe to put together: text becomes `Html` only by being escaped."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import NewType

from readout.export.captions import printable

Html = NewType("Html", str)  # markup whose text is escaped
NOTHING = Html("")


def words(text: str) -> Html:
    """`text`, escaped, without characters that steer a page."""
    return Html(escape(printable(text)))


def join(parts: Iterable[Html], between: Html = NOTHING) -> Html:
    return Html(between.join(parts))


def element(tag: str, *children: Html, **attributes: str | None) -> Html:
    """A tag with its children.

    Args:
        attributes: By name, less a trailing underscore; one that is None is left out.
    """
    written = "".join(
        f' {name.rstrip("_")}="{words(value)}"' for name, value in attributes.items() if value is not None
    )
    return Html(f"<{tag}{written}>{join(children)}</{tag}>")


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[Html]]) -> Html:
    """A table with a caption and the number of its rows; its head is left out when it has none."""
    body = [element("tr", *(element("td", cell) for cell in row)) for row in rows]
    head = element("tr", *(element("th", words(name), scope="col") for name in heads))
    return element(
        "table",
        element("caption", words(f"{caption} ({len(body)})")),
        *((element("thead", head), element("tbody", *body)) if body else ()),
    )
