"""Whether an item that a person gives fits the record: its types and vocabularies, its text, and what it names."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from types import UnionType
from typing import Any, Union, get_args, get_origin

import msgspec

from readout.facts import load_facts, load_ontology
from readout.link.difference import plain
from readout.link.parts import TYPES, Item, Part, find_item, type_of
from readout.link.references import named_in
from readout.model.errors import InputError, UnreadableRecord
from readout.model.frozen import FrozenMap
from readout.model.jsonform import from_json
from readout.model.record import Account, Actor, Engagement, Record, Statement, Topic
from readout.model.span import Span
from readout.store.days import first_day

DATES = ("date", "end_date")
COUNTRIES = {"country": ("IGO",), "place_country": ()}  # what each may be beside the code of a state
VOCABULARIES: dict[str, Callable[[Item], Iterable[str]]] = {
    "mode": lambda item: [mode for kind, mode in load_ontology().modes if kind == type_of(item)],
    "contexts": lambda _: load_ontology().contexts,
    "cameo": lambda _: load_ontology().cameo,
    "sectors": lambda _: load_ontology().sectors,
}
SHARES = {"confidence": (0, 1), "goldstein": (-10, 10)}
MOST_NAMED = 40  # of a vocabulary, in a message


class Unsound(InputError):
    """A value does not fit. The message says what would be right."""

    def __init__(self, problem: str, field: str | None = None) -> None:
        super().__init__(problem)
        self.field = field


def item_from(part: Part, value: Mapping[str, Any]) -> Item:
    """The item that its JSON tells, checked by itself.

    Raises:
        Unsound: A field is not there, or its value is not of its type.
    """
    types = field_types(part)
    for field in value:
        if field not in types:
            raise Unsound(f"{part} has no such field: it has {', '.join(types)}", field)
    try:
        record = from_json(json.dumps({"document": {"id": "", "text": ""}, part.field: [value]}))
    except UnreadableRecord as error:
        raise _unfit(part, str(error.__cause__)) from error
    item: Item = getattr(record, part.field)[0]
    return item


def field_types(part: Part) -> dict[str, Any]:
    return {field.name: field.type for field in msgspec.structs.fields(TYPES[part])}


def takes_text(part: Part, field: str) -> bool:
    """Whether a field holds text, or nothing."""
    annotation = field_types(part).get(field)
    if get_origin(annotation) is tuple:
        return False
    return any(isinstance(each, type) and issubclass(each, str) for each in (annotation, *get_args(annotation)))


def takes_names(part: Part, field: str) -> bool:
    """Whether a field holds a list of text, such as keys of actors."""
    annotation = field_types(part).get(field)
    return get_origin(annotation) is tuple and get_args(annotation)[0] is str


def check_values(item: Item, fields: Iterable[str]) -> None:
    """Raises `Unsound` for a value of one of these fields that is in no vocabulary, or no date, country or share."""
    for field in fields:
        values = getattr(item, field)
        for value in values if isinstance(values, tuple) else (values,):
            if value is not None and (right := _what_is_right(item, field, value)):
                raise Unsound(f"{value!r} is not right: give {right}", field)


def check_item(record: Record, item: Item) -> None:
    """Raises `Unsound` when its spans run past the text, it has no words, or it names what is not in the record."""
    for field, span in _spans(item):
        if span.stop > len(record.document.text):
            length = len(record.document.text)
            raise Unsound(f"[{span.start}, {span.stop}] runs past the text of {length} characters", field)
    for field, part, name in named_in(item):
        if find_item(record, part, name) is None:
            called = "key" if part is Part.ACTOR else "id"
            raise Unsound(f"there is no {part} {name!r}: give the {called} of one that the record has", field)
    if isinstance(item, Actor) and not item.mentions:
        raise Unsound("an actor needs words: give spans of the mentions", "mentions")
    if isinstance(item, Statement):
        _check_statement(record, item)
    if isinstance(item, Engagement) and not all(topic.spans for topic in _topics(item)):
        raise Unsound("a topic has no words: give its spans", "accounts")


def _check_statement(record: Record, statement: Statement) -> None:
    if not (statement.content or statement.cue or statement.speaker_spans):
        raise Unsound("a statement needs words: give spans of the content or the cue", "content")
    outer = {each.id: each.nested_in for each in record.statements} | {statement.id: statement.nested_in}
    seen, name = {statement.id}, statement.nested_in
    while name is not None:
        if name in seen:
            raise Unsound("a statement cannot hold itself: give the one whose content holds this one", "nested_in")
        seen.add(name)
        name = outer.get(name)


def wanted(annotation: Any) -> str:
    """What a value of a type of the record is in JSON, for a person."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return " or ".join("null" if each is type(None) else wanted(each) for each in inner)
    if origin is tuple:
        return f"a list of: {wanted(inner[0])}"
    if annotation is Span:
        return "[start, stop] in characters of the text"
    if issubclass(annotation, StrEnum):
        return f"one of {', '.join(annotation)}"
    if issubclass(annotation, msgspec.Struct):
        names = ", ".join(field.name for field in msgspec.structs.fields(annotation))
        return f"an object of {names}"
    if issubclass(annotation, FrozenMap):
        return "an object"
    return {str: "text", bool: "true or false", float: "a number", int: "a whole number"}[annotation]


def _unfit(part: Part, problem: str) -> Unsound:
    """msgspec tells what is wrong and where, as ``… - at `$.events[0].event_type` ``."""
    what, _, path = problem.partition(" - at ")
    place = path.strip("`").partition("[0]")[2].lstrip(".")
    field = place.partition(".")[0].partition("[")[0]
    types = field_types(part)
    told = f"{what[:1].lower()}{what[1:]}" if what else "cannot be read"
    return Unsound(f"{told}: give {wanted(types[field])}" if field in types else told, place or None)


def _what_is_right(item: Item, field: str, value: Any) -> str | None:
    """None when the value is."""
    if field in DATES and not first_day(value):
        return "a date such as 2021, 2021-07, 2021-07-10 or 2021-07-10/2021-07-12"
    if field in COUNTRIES and value not in load_facts().states and value not in COUNTRIES[field]:
        beside = "".join(f", or {code}" for code in COUNTRIES[field])
        return f"the code of a state (ISO 3166-1 alpha-3), such as PAK{beside}; `readout facts search` finds it"
    if field in SHARES and not SHARES[field][0] <= value <= SHARES[field][1]:
        return "a number from {} to {}".format(*SHARES[field])
    if field in VOCABULARIES and value not in (known := sorted(VOCABULARIES[field](item))):
        if not known:
            return f"null: {type_of(item)} has none"
        return f"one of {', '.join(known)}" if len(known) <= MOST_NAMED else "one of those in docs/codebook.md"
    return None


def _spans(item: Item) -> Iterator[tuple[str, Span]]:
    for field, value in plain(item).items():
        yield from ((field, span) for span in _within(value))


def _within(value: object) -> Iterator[Span]:
    """In the JSON of a record no other pair of whole numbers is there."""
    if isinstance(value, list | tuple) and len(value) == 2 and all(type(each) is int for each in value):
        yield Span(*value)
    elif isinstance(value, list | tuple | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _within(each)


def _topics(engagement: Engagement) -> Iterator[Topic]:
    accounts: tuple[Account, ...] = engagement.accounts
    return (topic for account in accounts for topic in account.topics)
