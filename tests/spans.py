"""A check of whole records against the text that they were read from."""

from collections.abc import Iterator
from typing import Any

import readout


def assert_spans_match_source(record: readout.Record) -> None:
    """Every span lies in the text and holds words, and what a key or an id names is in the record."""
    whole = readout.to_dict(record)
    text = whole["document"]["text"]
    for path, start, stop in spans_of(whole):
        assert 0 <= start < stop <= len(text), f"{path}: [{start}, {stop}) is not in a text of {len(text)}"
        words = text[start:stop]
        assert words == words.strip(), f"{path}: [{start}, {stop}) has blanks at its edges: {words!r}"
    _assert_references_hold(whole)


def spans_of(value: Any, path: str = "record") -> Iterator[tuple[str, int, int]]:
    """Every `[start, stop]` in a record, with the way to it; no other pair of whole numbers is there."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from spans_of(each, f"{path}.{name}")
    elif isinstance(value, list | tuple):
        if len(value) == 2 and all(type(each) is int for each in value):
            yield path, *value
        else:
            for number, each in enumerate(value):
                yield from spans_of(each, f"{path}[{number}]")


def _assert_references_hold(whole: dict[str, Any]) -> None:
    keys = [actor["key"] for actor in whole["actors"]]
    statements = [statement["id"] for statement in whole["statements"]]
    events = [event["id"] for event in whole["events"]]
    engagements = [engagement["id"] for engagement in whole["engagements"]]
    for names in (keys, statements, events, engagements):
        assert len(names) == len(set(names)), f"one name for two things in {names}"
    for statement in whole["statements"]:
        assert {*statement["speakers"], *statement["addressees"]} <= set(keys)
        assert statement["nested_in"] in {None, *statements} - {statement["id"]}
    for event in whole["events"]:
        assert {*event["actors"], *event["recipients"]} <= set(keys)
        assert event["claimed_by"] in {None, *statements}
    for engagement in whole["engagements"]:
        assert {*engagement["participants"], engagement["initiator"], engagement["host"]} <= {None, *keys}
        assert set(engagement["follow_ups"]) <= set(engagements)
        assert {each for account in engagement["accounts"] for each in account["statements"]} <= set(statements)
