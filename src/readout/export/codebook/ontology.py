"""The codes of PLOVER and CAMEO, and the issue areas."""

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

import msgspec

from readout.export.codebook.markdown import Section, code, table
from readout.export.codebook.vocabularies import examples
from readout.facts.ontology import CameoRow, EventTypeRow, Ontology, load_ontology
from readout.facts.tables import DATA, read_table

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def ontology_sections() -> list[Section]:
    """Event types with their modes, contexts, CAMEO, sectors and topics."""
    ontology = load_ontology()
    return [
        _event_types(ontology),
        Section(
            "Contexts",
            [
                "PLOVER's fields of life that an event belongs to; an event may have several.",
                table(("context", "meaning"), [(code(name), it) for name, it in ontology.contexts.items()]),
            ],
        ),
        _cameo(ontology),
        _sectors(),
        _topics(),
    ]


def _event_types(ontology: Ontology) -> Section:
    shown = examples()["EventType"]
    return Section(
        "Event types and modes",
        [
            "PLOVER 2021 in our words. The score goes from -10 (hostile) to 10 (friendly); a mode makes a type more "
            "exact and may have a score of its own.",
            table(
                ("type", "kind", "score", "needs a recipient"),
                [
                    (code(each.name), QUADS[each.quad], _number(each.score), "yes" if each.requires_recipient else "no")
                    for each in ontology.event_types.values()
                ],
            ),
        ],
        [_event_type(each, shown[each.name], ontology) for each in ontology.event_types.values()],
    )


def _event_type(each: EventTypeRow, example: str, ontology: Ontology) -> Section:
    modes = [
        (code(mode), _number(score), ontology.mode_definitions[event_type, mode])
        for (event_type, mode), score in ontology.modes.items()
        if event_type == each.name
    ]
    blocks = [f"{each.definition}.", f"Example: {example}"]
    return Section(each.name, [*blocks, table(("mode", "score", "meaning"), modes)] if modes else blocks)


def _cameo(ontology: Ontology) -> Section:
    roots: dict[str, list[CameoRow]] = {}
    for each in ontology.cameo.values():
        roots.setdefault(each.code[:2], []).append(each)
    return Section(
        "CAMEO codes",
        [
            "With the Goldstein score and the PLOVER type, mode and contexts that a code corresponds to; a code "
            "without a type has none in PLOVER."
        ],
        [_root(codes) for codes in roots.values()],
    )


def _root(codes: list[CameoRow]) -> Section:
    rows = (
        (
            code(each.code),
            each.name,
            _number(each.goldstein),
            ", ".join(each.event_types),
            each.mode,
            ", ".join(each.contexts),
        )
        for each in codes
    )
    heads = ("code", "name", "Goldstein", "PLOVER type", "mode", "contexts")
    return Section(f"CAMEO {codes[0].code}: {codes[0].name}", [table(heads, rows)])


def _sectors() -> Section:
    rows = [row for _, row in read_table(DATA / "facts/sectors.csv", ("code", "definition", "use", "source"))]
    return Section(
        "Sectors",
        [
            "PLOVER's codes of who an actor is, the primary one first. Its manual puts those of the use *country "
            "field* in the place of a country.",
            table(("code", "meaning", "use"), [(code(row["code"]), row["definition"], row["use"]) for row in rows]),
        ],
    )


def _topics() -> Section:
    return Section(
        "Topics",
        [
            "The issue areas by which topics are labelled. Where the words name a place, the label may name it too. "
            "A topic that is of no area has its own words for a label.",
        ],
        [Section(f"Topics: {title}", [table(("label", "with a place"), rows)]) for title, rows in _areas()],
    )


def _areas() -> Iterator[tuple[str, Iterable[tuple[str, str | None]]]]:
    """The groups of data/lexicon/topics.yaml, as the comments there divide them, and the labels in each."""
    text = (files("readout") / "data/lexicon/topics.yaml").read_text(encoding="utf-8")
    areas = re.split(r"^areas:\n", text, maxsplit=1, flags=re.MULTILINE)[1]
    areas = re.split(r"^\w", areas, maxsplit=1, flags=re.MULTILINE)[0]
    parts = re.split(r"^ {2}# (.*)\n", areas, flags=re.MULTILINE)
    for title, entries in zip(parts[1::2], parts[2::2], strict=True):
        decoded: list[dict[str, Any]] = msgspec.yaml.decode(entries) or []
        if decoded:
            yield title, [(each["label"], each.get("placed")) for each in decoded]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
