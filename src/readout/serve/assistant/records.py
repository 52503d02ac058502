"""The record of a report, or one thing of it, in a size that an assistant can take."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from readout.export.pretty import render
from readout.model.record import Record
from readout.model.span import Span
from readout.serve.assistant.answers import Quotation, RecordGiven
from readout.serve.assistant.arguments import MOST_CHARACTERS, Form, Part, Read, RecordOf
from readout.serve.assistant.cited import Cited
from readout.store import Item

SHORT = 80  # characters of a quotation where there are very many
MOST_BYTES = 60_000  # of one answer, as JSON
ITEMS = (Part.ACTORS, Part.STATEMENTS, Part.EVENTS, Part.ENGAGEMENTS)


def give_record(record: Record, asked: RecordOf | Read, only: Item | None = None) -> RecordGiven:
    """What was asked for of a record; with `only`, of its items that one. Notes tell what is left out."""
    if asked.form is Form.PRETTY:
        return _pretty(record)
    limit = asked.limit
    while len(msgspec.json.encode(given := _give(Cited(record), asked, only, limit))) > MOST_BYTES and limit > 1:
        limit //= 2
    if len(msgspec.json.encode(given)) > MOST_BYTES:  # one item with very many quotations
        return _give(Cited(record, SHORT), asked, only, limit)
    return given


def cut(text: str) -> tuple[str, tuple[str, ...]]:
    """A layout in lines, as much of it as one answer may hold, and a note when that is not all."""
    if len(text) <= MOST_CHARACTERS:
        return text, ()
    whole = text[:MOST_CHARACTERS].rpartition("\n")[0]
    return whole, (f"The first {len(whole):,} of {len(text):,} characters; form json gives the rest part by part.",)


def _pretty(record: Record) -> RecordGiven:
    pretty, notes = cut(render(record))
    notes = (f"All places are in report {record.document.id}.", *notes)
    return RecordGiven(report=Cited(record).report(), counts=_counts(record), pretty=pretty, notes=notes)


def _counts(record: Record) -> dict[str, int]:
    return {part: len(getattr(record, part)) for part in ITEMS}


def _give(cited: Cited, asked: RecordOf | Read, only: Item | None, limit: int) -> RecordGiven:
    record = cited.record
    give: dict[Part, Callable[[Any], Any]] = {
        Part.ACTORS: cited.actor,
        Part.STATEMENTS: cited.statement,
        Part.EVENTS: cited.event,
        Part.ENGAGEMENTS: cited.engagement,
    }
    notes: list[str] = []
    parts: dict[str, Any] = {}
    for part in ITEMS:
        items: Sequence[Any] = getattr(record, part)
        if only:
            parts[part] = tuple(give[part](item) for item in items if f"{only.what}s" == part and item.id == only.id)
        elif part in asked.parts:
            chosen = items[asked.first : asked.first + limit]
            parts[part] = tuple(map(give[part], chosen))
            if asked.first + len(chosen) < len(items):
                end = asked.first + len(chosen)
                notes.append(f"{part}: {asked.first} to {end} of {len(items)}; first={end} gives those that follow.")
    text = None
    if Part.TEXT in asked.parts:
        text, note = _text(cited, asked)
        notes += note
    if b'"cut":true' in msgspec.json.encode(parts):
        notes.append(
            f"A quotation with cut is longer than {cited.longest} characters: "
            'parts=["text"] with its place gives the rest.'
        )
    return RecordGiven(report=cited.report(), counts=_counts(record), text=text, notes=tuple(notes), **parts)


def _text(cited: Cited, asked: RecordOf | Read) -> tuple[Quotation | None, list[str]]:
    length = len(cited.text)
    end = min(asked.text_from + asked.text_length, length)
    if asked.text_from >= end:
        return None, [f"text: it has {length} characters, so that nothing begins at {asked.text_from}."]
    text = cited.quotation(Span(asked.text_from, end), MOST_CHARACTERS)
    if end == length:
        return text, []
    return text, [f"text: {asked.text_from} to {end} of {length}; text_from={end} gives what follows."]
