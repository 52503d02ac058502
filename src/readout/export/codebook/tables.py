"""The columns of every table that goes in or out, from data/columns/*.yaml."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any, NamedTuple

import msgspec

from readout.export.codebook.markdown import Section, code, link, table
from readout.export.formats import FORMATS, Format

RECORD, ARCHIVE, INPUTS = "tables", "archive", "inputs"  # the files that describe no export format

Column = Mapping[str, Any]  # with `name`, `meaning` and, if it is not text, `type`


class ColumnFile(NamedTuple):
    """A file of data/columns.

    Attributes:
        head: The comment that it begins with, a paragraph each.
        content: What the YAML holds.
    """

    name: str
    head: list[str]
    content: Any

    def tables(self, kind: str = "tables") -> Iterator[tuple[str, str, list[Column]]]:
        """Name, what a row is, and the columns of each table; for `views` of each view."""
        about, same = self.content.get("about", {}), self.content.get("same", [])
        for name, columns in self.content[kind].items():
            yield name, about.get(name, ""), [*same, *columns]


def tables_sections() -> list[Section]:
    """The tables of a record, the answers and views of an archive, the export formats, the input columns."""
    found = column_files()
    sections = [Section("Tables of a record", found[RECORD].head, _sections(found[RECORD], "Table {}"))]
    archive = found[ARCHIVE]
    sections.append(Section("Answers of an archive", archive.head, _sections(archive, "Answer {}")))
    views = [Section(f"View {name}", [_columns(columns)]) for name, _, columns in archive.tables("views")]
    sections.append(Section("Views of an archive", ["What `readout sql` and other tools read."], views))
    return [*sections, _formats(found), _inputs(found[INPUTS])]


def column_files() -> dict[str, ColumnFile]:
    """The files by their names without suffix, in the order of the names."""
    folder = files("readout") / "data/columns"
    found = {}
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        name, _, suffix = path.name.partition(".")
        if suffix == "yaml":
            text = path.read_text(encoding="utf-8")
            found[name] = ColumnFile(name, _head(text), msgspec.yaml.decode(text))
    return found


def file_of(layout: Format) -> str:
    """The name of the file that would describe the columns of a format."""
    return layout.name.replace("-", "_")


def _head(text: str) -> list[str]:
    lines = re.match(r"(#.*\n)*", text)
    comment = "\n".join(line[2:] for line in lines[0].splitlines()) if lines else ""
    return [" ".join(paragraph.split()) for paragraph in comment.split("\n\n") if paragraph]


def _sections(described: ColumnFile, title: str) -> list[Section]:
    return [
        Section(title.format(name.replace("_", " ")), [*filter(None, [about]), _columns(columns)])
        for name, about, columns in described.tables()
    ]


def _columns(columns: list[Column]) -> str:
    rows = ((code(each["name"]), each.get("type", "text"), each["meaning"]) for each in columns)
    return table(("column", "type", "meaning"), rows)


def _formats(found: Mapping[str, ColumnFile]) -> Section:
    rows = (
        (
            link(_title(each), each.name) if file_of(each) in found else each.name,
            each.suffix,
            each.what,
            "no" if each.needs_text else "yes",
        )
        for each in FORMATS.values()
    )
    return Section(
        "Export formats",
        [f"A line of jsonl is {link('The record')}.", table(("format", "suffix", "what it is", "without text"), rows)],
        [_format(each, found[file_of(each)]) for each in FORMATS.values() if file_of(each) in found],
    )


def _format(layout: Format, described: ColumnFile) -> Section:
    """The columns of the format itself stand first, without a heading of their own."""
    title, tables = _title(layout), list(described.tables())
    first = next((each for each in tables if each[0] == described.name), tables[0] if len(tables) == 1 else None)
    sections = [
        section
        for section, each in zip(_sections(described, f"{title}: {{}}"), tables, strict=True)
        if each is not first
    ]
    own = [first[1], _columns(first[2])] if first else []
    return Section(title, [*described.head, *filter(None, own)], sections)


def _title(layout: Format) -> str:
    return f"Format {layout.name}"


def _inputs(described: ColumnFile) -> Section:
    """Which columns of other people's tables are read as what."""
    return Section("Input columns", described.head, [_mapping(each) for each in described.content])


def _mapping(each: Mapping[str, Any]) -> Section:
    recognised = ", ".join(map(code, each["recognised_by"])) if each.get("recognised_by") else "no column"
    blocks = [
        " ".join(each["about"].split()),
        f"Source: {each['source']}. Recognised by {recognised}.",
        table(("field", "column"), [(code(name), code(column)) for name, column in each["fields"].items()]),
    ]
    return Section(f"Input {each['name']}", blocks)
