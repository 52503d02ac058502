"""The record's parts and their fields."""

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files

from readout.export.codebook.markdown import Section, code, link, table
from readout.export.codebook.sources import Described, classes_of
from readout.facts.lexicon import parse_lexicon
from readout.model import record as record_source

WORDS = {"str": "text", "float": "number", "int": "whole number", "bool": "true or false", "Span": "span"}
LISTS = {"str": "list of texts", "Span": "list of spans"}


def record_section() -> Section:
    """A section for each type, in the order in which the record leads to them."""
    parts = classes_of(record_source)
    meanings = added_meanings()
    return Section(
        "The record",
        ["One JSON object for each report. The types of its parts, from the whole to the smallest:"],
        [_section(parts[name], meanings.get(name, {})) for name in _reached("Record", parts)],
    )


def added_meanings() -> Mapping[str, Mapping[str, str]]:
    """From type and field to the meaning, of those fields that docstrings leave to their names."""
    file = "codebook/record.yaml"
    text = (files("readout") / "data" / file).read_text(encoding="utf-8")
    return parse_lexicon(text, dict[str, dict[str, str]], file)


def fields_holding(vocabulary_name: str) -> list[str]:
    """The fields whose values are of that closed set, such as `Statement.form`."""
    return [
        f"{part.name}.{field}"
        for part in classes_of(record_source).values()
        for field, annotation in part.fields.items()
        if vocabulary_name in _names(annotation)
    ]


def heading(name: str) -> str:
    """`TopicTable` as `Topic table`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def in_json(described: str) -> str:
    """What a docstring says, in words for somebody who sees the JSON."""
    return re.sub(r"\bNone\b", "null", described)


def _section(part: Described, added: Mapping[str, str]) -> Section:
    blocks = [part.about]
    if part.base.startswith("FrozenMap["):
        blocks.append(f"A map from text to {_type(part.base[len('FrozenMap[') : -1])}.")
    if part.fields:
        rows = [
            (code(field), _type(annotation), in_json(part.attributes.get(field) or added.get(field, "")))
            for field, annotation in part.fields.items()
        ]
        blocks.append(table(("field", "type", "meaning"), rows))
    return Section(heading(part.name), blocks)


def _reached(name: str, parts: Mapping[str, Described], seen: set[str] | None = None) -> Iterator[str]:
    """That type and all that its fields lead to, each once, depth first."""
    seen = seen if seen is not None else set()
    if name not in parts or name in seen:
        return
    seen.add(name)
    yield name
    for annotation in (*parts[name].fields.values(), parts[name].base):
        for each in _names(annotation):
            yield from _reached(each, parts, seen)


def _names(annotation: str) -> list[str]:
    return re.findall(r"\w+", annotation)


def _type(annotation: str) -> str:
    """An annotation in words: `tuple[Span, ...]` as `list of spans`."""
    inner, _, nothing = annotation.partition(" | None")
    or_null = " or null" if annotation != inner and not nothing else ""
    listed = re.fullmatch(r"tuple\[(\w+), \.\.\.\]", inner)
    if listed:
        return LISTS.get(listed[1]) or f"list of {_type(listed[1])}"
    return (WORDS.get(inner) or link(heading(inner), heading(inner).lower())) + or_null
