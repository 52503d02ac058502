"""Parts of a Markdown page, as GitHub shows it."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Section(NamedTuple):
    """A heading with what stands under it.

    Attributes:
        blocks: Paragraphs and tables.
    """

    title: str
    blocks: Sequence[str]
    sections: Sequence["Section"] = ()


def written(sections: Iterable[Section], level: int = 2) -> str:
    """Sections with headings of this level, and those in them with the next."""
    parts = (
        "\n\n".join(
            [f"{'#' * level} {section.title}", *section.blocks, *filter(None, [written(section.sections, level + 1)])]
        )
        for section in sections
    )
    return "\n\n".join(parts)


def contents(sections: Iterable[Section]) -> str:
    """A list of links, the sections of each on its line."""
    return "\n".join(
        f"- {link(section.title)}" + ("".join(f"\n  - {link(each.title)}" for each in section.sections))
        for section in sections
    )


def link(title: str, text: str = "") -> str:
    """A link to the heading of that title."""
    anchor = re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
    return f"[{text or title}](#{anchor})"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table without the columns in which no row has anything; None is an empty cell."""
    body = [["" if cell is None else _cell(str(cell)) for cell in row] for row in rows]
    used = [index for index in range(len(heads)) if any(row[index] for row in body)]
    lines = [heads, ["---"] * len(heads), *body]
    return "\n".join("| " + " | ".join(line[index] for index in used) + " |" for line in lines)


def code(text: str) -> str:
    return f"`{text}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
