"""The difference of two readings of a report, for a person."""

from collections.abc import Iterator
from typing import Any

import msgspec

from readout.export.captions import DASH, folded
from readout.export.columns import shorten
from readout.link.difference import Change, Changed, Difference, Told
from readout.link.parts import Part

WIDE = 80  # cells of words, or of a value
LONG = 1_000  # characters: more is not looked at


def difference_lines(difference: Difference) -> Iterator[str]:
    """A line for the report, one for the counts that differ, then `+` for what appeared, `-` vanished, `~` changed."""
    yield "  ".join(filter(None, (difference.document, folded(difference.title or difference.source_id or ""))))
    counts = (f"{each.part.field} {each.old} → {each.new}" for each in difference.counts if each.old != each.new)
    if line := ", ".join(counts):
        yield f"  {line}"
    yield from (f"  + {_told(told)}" for told in difference.appeared)
    yield from (f"  - {_told(told)}" for told in difference.vanished)
    for changed in difference.changed:
        yield from _changed(changed)


def _changed(changed: Changed) -> Iterator[str]:
    now = f" (was {changed.former})" if changed.former != changed.told.item else ""
    yield f"  ~ {_told(changed.told)}{now}"
    yield from (f"      {_change(change)}" for change in changed.changes)


def _change(change: Change) -> str:
    old, new = _value(change.old, change.old_words), _value(change.new, change.new_words)
    return f"{change.field}: {old} → {new}"


def _told(told: Told) -> str:
    words = told.name if told.part is Part.ACTOR and told.name else f"“{told.words}”"
    return f"{told.part} {told.item}  {told.type}  {_short(words)}"


def _value(value: Any, words: tuple[str, ...]) -> str:
    plain = isinstance(value, list) and all(isinstance(each, str) for each in value)
    if value is None or value == []:
        shown = DASH
    elif isinstance(value, str):
        shown = value
    else:
        shown = ", ".join(value) if plain else msgspec.json.encode(value).decode()
    told = f" (“{_short(' … '.join(words))}”)" if words else ""
    return f"{_short(shown)}{told}"


def _short(words: str) -> str:
    return shorten(folded(words[:LONG]), WIDE)
