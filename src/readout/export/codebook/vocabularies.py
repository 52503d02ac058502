"""The closed sets, with what each value means."""

from collections.abc import Mapping
from importlib.resources import files

from readout.export.codebook.markdown import Section, code, link, table
from readout.export.codebook.record import fields_holding, heading
from readout.export.codebook.sources import Described, classes_of
from readout.facts.lexicon import parse_lexicon
from readout.facts.ontology import load_ontology
from readout.model import vocabulary


def vocabularies_section() -> Section:
    """A section for each closed set of model/vocabulary.py."""
    shown = examples()
    return Section(
        "Closed sets",
        ["A field of one of these has no other value. The examples are invented."],
        [_section(each, shown.get(name, {})) for name, each in classes_of(vocabulary).items()],
    )


def examples() -> Mapping[str, Mapping[str, str]]:
    """From the name of a closed set and a value of it to a sentence."""
    file = "codebook/examples.yaml"
    text = (files("readout") / "data" / file).read_text(encoding="utf-8")
    return parse_lexicon(text, dict[str, dict[str, str]], file)


def meaning(each: Described, value: str) -> str:
    """The comment behind the member; of an event type, its definition."""
    if each.name == "EventType":
        return load_ontology().event_types[value].definition
    return next(member.comment for member in each.members if member.value == value)


def _section(each: Described, shown: Mapping[str, str]) -> Section:
    held = ", ".join(map(code, fields_holding(each.name)))
    about = [each.about] if each.about else []
    if each.name == "EventType":
        about = [f"The sixteen types of PLOVER 2021; {link('Event types and modes')} has more of each."]
    rows = [(code(member.value), meaning(each, member.value), shown.get(member.value)) for member in each.members]
    return Section(
        heading(each.name),
        [*about, f"In {held}.", table(("value", "meaning", "example"), rows)],
    )
