"""The evaluation sets: what a row of each asks, and how Readout's answer is put in the form that its scorer reads."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from readout.actors.phrase import resolve_phrase
from readout.ingest import document_from
from readout.model.errors import InputError
from readout.model.jsonform import to_dict
from readout.model.record import Document, Engagement, Event, Record
from readout.model.span import Span
from readout.model.vocabulary import ActorKind
from readout.parse.relations import MarkedPair
from readout.pipeline import Reader

Row = dict[str, Any]
Offsets = tuple[tuple[int, int], ...]
LATE_2022 = "2022-12-01"  # the day on which the actor set means an actor that has no date


@dataclass(frozen=True, slots=True)
class EvalSet:
    """One kind of rows.

    Attributes:
        fields: What a row holds without its answers, besides `id`.
        needed: Those of `fields` that every row must have; the text comes first and must be a string.
        answer: From a reader and a row to the fields of its prediction.
        empty: The prediction for a row that cannot be read.
    """

    fields: tuple[str, ...]
    needed: tuple[str, ...]
    answer: Callable[[Reader, Row], Row]
    empty: Row

    def check(self, row: Row) -> None:
        """Raise `InputError` when the row lacks a field or has something else in the place of its text."""
        for field in self.needed:
            if field not in row:
                raise InputError(f"{field} is missing")
        for field in ("date", "published", "title", "publisher", "url", "context", "country_hint"):
            if not isinstance(row.get(field), str | None):
                raise InputError(f"{field} must be a string or null")
        if not isinstance(row[self.needed[0]], str):
            raise InputError(f"{self.needed[0]} must be a string")


def document_of(row: Row, text: str, date: str) -> Document:
    """The document of a row whose fields `text` and `date` hold its text and its day of publication."""
    return document_from(
        row[text],
        published=row.get(date),
        source_id=str(row["id"]),
        title=row.get("title"),
        publisher=row.get("publisher"),
        url=row.get("url"),
    )


def answer_attributions(reader: Reader, row: Row) -> Row:
    """The outer statements; one inside another is not asked for."""
    record = reader.read(document_of(row, "text", "date"))
    outer = (statement for statement in record.statements if statement.nested_in is None)
    return {
        "attributions": [
            {
                "source": offsets(statement.speaker_spans),
                "cue": offsets(statement.cue),
                "content": offsets(statement.content),
            }
            for statement in outer
        ]
    }


def answer_events(reader: Reader, row: Row) -> Row:
    record = reader.read(document_of(row, "sentence", "date"))
    return {"events": [event_row(record, event) for event in record.events]}


def answer_engagements(reader: Reader, row: Row) -> Row:
    record = reader.read(document_of(row, "text", "published"))
    return {
        "engagements": [engagement_row(record, engagement) for engagement in record.engagements],
        "events": [event_row(record, event) for event in record.events],
    }


def answer_times(reader: Reader, row: Row) -> Row:
    record = reader.read(document_of(row, "text", "date"))
    return {
        "times": [
            {"start": time.span.start, "end": time.span.stop, "value": time.timex, "type": time.type}
            for time in record.document.times
        ]
    }


def answer_actors(reader: Reader, row: Row) -> Row:
    document = document_from(row["text"], published=row.get("date") or LATE_2022, source_id=str(row["id"]))
    phrase = resolve_phrase(reader.parser.parse(document), row.get("country_hint") or row.get("context"))
    return {"country": phrase.country, "sector": phrase.sector, "name": phrase.name}


def answer_relations(reader: Reader, row: Row) -> Row:
    """The likeliest root of the marked pair; the scorer derives the penta class."""
    pair = MarkedPair(row["sentence"], _marked(row, "source"), _marked(row, "target"))
    scorer = reader.parser.pairs
    (odds,) = scorer.score([pair])
    return {"root": scorer.labels[max(range(len(odds)), key=odds.__getitem__)]}


def answer_nothing(reader: Reader, row: Row) -> Row:
    """For texts that are read only to check the spans of their records."""
    reader.read(document_of(row, "text", "date"))
    return {}


def answer_record(reader: Reader, row: Row) -> Row:
    return to_dict(reader.read(document_of(row, "text", "date")))


def engagement_row(record: Record, engagement: Engagement) -> Row:
    """An engagement with names and countries in the place of keys; a state has no name."""
    actors = {actor.key: actor for actor in record.actors}
    participants = [actors[key] for key in engagement.participants]
    return {
        "kind": engagement.kind,
        "status": engagement.status,
        "role": engagement.role,
        "participants": [
            {"name": None if actor.kind is ActorKind.STATE else actor.name, "country": actor.country}
            for actor in participants
        ],
        "initiator": actors[engagement.initiator].country if engagement.initiator else None,
        "host": actors[engagement.host].country if engagement.host else None,
        "date": engagement.date,
        "end_date": engagement.end_date,
        "place": engagement.place,
        "trigger": [engagement.trigger.start, engagement.trigger.stop],
    }


def event_row(record: Record, event: Event) -> Row:
    """An event with countries in the place of keys."""
    return {
        "event_type": event.event_type,
        "actors": countries(record, event.actors),
        "recipients": countries(record, event.recipients),
        "realis": event.realis,
        "trigger": [event.trigger.start, event.trigger.stop],
    }


def countries(record: Record, keys: Iterable[str]) -> list[str]:
    """The countries of actors, each once, in order; an actor without one is left out."""
    by_key = {actor.key: actor.country for actor in record.actors}
    return list(dict.fromkeys(country for key in keys if (country := by_key[key]) is not None))


def offsets(spans: Iterable[Span]) -> Offsets:
    return tuple((span.start, span.stop) for span in spans)


def _marked(row: Row, role: str) -> tuple[int, int] | None:
    """The span of a side, None where the sentence does not name it."""
    side = row[role]
    if side is None:
        return None
    if not isinstance(side, dict) or not all(type(side.get(edge)) is int for edge in ("start", "end")):
        raise InputError(f"{role} must be null or hold start and end as whole numbers")
    return side["start"], side["end"]


SETS = {
    "attributions": EvalSet(("title", "date", "text"), ("text",), answer_attributions, {"attributions": []}),
    "relations": EvalSet(
        ("sentence", "source", "target"), ("sentence", "source", "target"), answer_relations, {"root": None}
    ),
    "events": EvalSet(("date", "sentence"), ("sentence",), answer_events, {"events": []}),
    "actors": EvalSet(
        ("text", "context", "country_hint", "date"),
        ("text",),
        answer_actors,
        {"country": None, "sector": None, "name": None},
    ),
    "times": EvalSet(("date", "title", "text"), ("text",), answer_times, {"times": []}),
    "engagements": EvalSet(
        ("title", "text", "published", "publisher", "url"),
        ("text",),
        answer_engagements,
        {"engagements": [], "events": []},
    ),
}
# what else the gate reads: texts for the spans of their records alone, and the seed for its whole record
READ_ONLY = {
    "texts": EvalSet(("date", "text"), ("text",), answer_nothing, {}),
    "seed": EvalSet(("text",), ("text",), answer_record, {}),
}
