"""Records as pandas tables, one row an item, for R, Excel and notebooks.

Lists are joined by "; " in one cell. Join tables by keys and ids: names may contain anything. What a record
does not have is an empty cell. `start` and `stop` are half-open positions in code points of the document's
text, and `words` are the text there, unchanged; where they stand apart, an ellipsis joins them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from readout.export.captions import Captions
from readout.model.errors import InputError
from readout.model.record import Account, Actor, Engagement, Event, Record, Statement, Topic
from readout.model.span import Span, hull

if TYPE_CHECKING:
    # pandas brings no types, and need not be there
    import pandas  # type: ignore[import-untyped, import-not-found, unused-ignore]

BETWEEN = "; "  # between the items of a list in one cell
Row = Mapping[str, Any]
TEXT, WHOLE, NUMBER, TRUTH = (
    "string",
    "Int64",
    "float64",
    "bool",
)  # dtypes; the first two hold missing values as NA
DOCUMENT = {"document_id": TEXT, "source_id": TEXT, "published": TEXT}
PLACE = {"words": TEXT, "start": WHOLE, "stop": WHOLE}


def _actors_columns(name: str) -> dict[str, str]:
    return {name: TEXT, f"{name}_keys": TEXT, f"{name}_countries": TEXT}


COLUMNS: Mapping[str, Mapping[str, str]] = {
    "actors": {
        **DOCUMENT,
        **dict.fromkeys(("key", "name", "kind", "country", "sectors", "office", "person"), TEXT),
        "mentions": WHOLE,
        **PLACE,
    },
    "statements": {
        **DOCUMENT,
        "id": TEXT,
        **_actors_columns("speakers"),
        **_actors_columns("addressees"),
        **dict.fromkeys(("cue", "form", "channel", "speech_act", "nested_in"), TEXT),
        "confidence": NUMBER,
        "by": TEXT,
        "cue_start": WHOLE,
        "cue_stop": WHOLE,
        **PLACE,
    },
    "events": {
        **DOCUMENT,
        **dict.fromkeys(("id", "event_type", "mode", "contexts", "cameo"), TEXT),
        "goldstein": NUMBER,
        **_actors_columns("actors"),
        **_actors_columns("recipients"),
        **dict.fromkeys(("date", "place", "place_country", "realis"), TEXT),
        "quantity": NUMBER,
        **dict.fromkeys(("quantity_unit", "claimed_by"), TEXT),
        "confidence": NUMBER,
        "by": TEXT,
        **PLACE,
        "sentence": TEXT,
        "sentence_start": WHOLE,
        "sentence_stop": WHOLE,
    },
    "engagements": {
        **DOCUMENT,
        **dict.fromkeys(("id", "kind", "status", "role"), TEXT),
        **_actors_columns("participants"),
        **dict.fromkeys(("initiator", "initiator_key", "host", "host_key", "date", "end_date"), TEXT),
        "date_inferred": TRUTH,
        **dict.fromkeys(("place", "place_country", "venue", "follow_ups", "sides", "topics_both", "topics_only"), TEXT),
        **PLACE,
    },
    "topics": {
        **DOCUMENT,
        **dict.fromkeys(("engagement_id", "side", "channel", "statements"), TEXT),
        "order": WHOLE,
        **dict.fromkeys(("topic", "strength"), TEXT),
        **PLACE,
    },
}


@dataclass(frozen=True)
class Frames:
    """Tables with the columns of `COLUMNS`, in that order and of those dtypes also when they have no row.

    Attributes:
        actors: Place and words are those of the first mention.
        statements: `words` are the content; `start` and `stop` enclose all of it.
        events: Place and words are those of the trigger.
        engagements: Place and words are those of the trigger; `topics_only` has items such as `PAK: fish`.
        topics: One row for each topic of each account, in the order of telling.
    """

    actors: "pandas.DataFrame"
    statements: "pandas.DataFrame"
    events: "pandas.DataFrame"
    engagements: "pandas.DataFrame"
    topics: "pandas.DataFrame"


def to_pandas(records: Record | Iterable[Record]) -> Frames:
    """One record, or many, as tables.

    Raises:
        InputError: pandas is not installed.
        SpanError: A span of a record runs past its text.
    """
    try:
        import pandas
    except ImportError as error:
        raise InputError("tables need pandas: pip install 'readout-diplomacy[pandas]'") from error
    rows: dict[str, list[Row]] = {name: [] for name in COLUMNS}
    for record in [records] if isinstance(records, Record) else records:
        for name, found in _rows(record).items():
            rows[name].extend(found)
    return Frames(
        **{
            name: pandas.DataFrame(
                {
                    column: pandas.Series([_plain(row.get(column)) for row in rows[name]], dtype=dtype)
                    for column, dtype in columns.items()
                }
            )
            for name, columns in COLUMNS.items()
        }
    )


def _rows(record: Record) -> dict[str, list[Row]]:
    captions = Captions(record)
    document = record.document
    same = {"document_id": document.id, "source_id": document.source_id, "published": document.published}

    def each(describe: Callable[[Any, Captions], Row], items: Iterable[object]) -> list[Row]:
        return [{**same, **describe(item, captions)} for item in items]

    told = [
        (engagement, account, order, topic)
        for engagement in record.engagements
        for account in engagement.accounts
        for order, topic in enumerate(account.topics, start=1)
    ]
    return {
        "actors": each(_actor, record.actors),
        "statements": each(_statement, record.statements),
        "events": each(_event, record.events),
        "engagements": each(_engagement, record.engagements),
        "topics": each(_topic, told),
    }


def _plain(value: object) -> object:
    """Members of enumerations as their text, so that tables can be kept and read without Readout."""
    return str(value) if isinstance(value, str) else value


def _joined(items: Iterable[str]) -> str | None:
    return BETWEEN.join(items) or None


def _people(name: str, keys: Sequence[str], captions: Captions) -> Row:
    """Names and keys of actors, in the same order, and the country codes they have, each once."""
    return {
        name: _joined(map(captions.name, keys)),
        f"{name}_keys": _joined(keys),
        f"{name}_countries": _joined(captions.sides(keys)),
    }


def _place(spans: Sequence[Span], captions: Captions) -> Row:
    if not spans:
        return {}
    whole = hull(spans)
    return {
        "words": " … ".join(span.of(captions.text) for span in spans),
        "start": whole.start,
        "stop": whole.stop,
    }


def _actor(actor: Actor, captions: Captions) -> Row:
    return {
        "key": actor.key,
        "name": actor.name,
        "kind": actor.kind,
        "country": actor.country,
        "sectors": _joined(actor.sectors),
        "office": actor.office,
        "person": actor.person,
        "mentions": len(actor.mentions),
        **_place(actor.mentions[:1], captions),
    }


def _statement(statement: Statement, captions: Captions) -> Row:
    cue = _place(statement.cue, captions)
    return {
        "id": statement.id,
        **_people("speakers", statement.speakers, captions),
        **_people("addressees", statement.addressees, captions),
        "cue": cue.get("words"),
        "form": statement.form,
        "channel": statement.channel,
        "speech_act": statement.speech_act,
        "nested_in": statement.nested_in,
        "confidence": statement.confidence,
        "by": statement.by or None,
        "cue_start": cue.get("start"),
        "cue_stop": cue.get("stop"),
        **_place(statement.content, captions),
    }


def _event(event: Event, captions: Captions) -> Row:
    return {
        "id": event.id,
        "event_type": event.event_type,
        "mode": event.mode,
        "contexts": _joined(event.contexts),
        "cameo": event.cameo,
        "goldstein": event.goldstein,
        **_people("actors", event.actors, captions),
        **_people("recipients", event.recipients, captions),
        "date": event.date,
        "place": event.place,
        "place_country": event.place_country,
        "realis": event.realis,
        "quantity": event.quantity.value if event.quantity else None,
        "quantity_unit": event.quantity.unit if event.quantity else None,
        "claimed_by": event.claimed_by,
        "confidence": event.confidence,
        "by": event.by or None,
        **_place([event.trigger], captions),
        **{f"sentence_{name}".removesuffix("_words"): it for name, it in _place([event.sentence], captions).items()},
    }


def _engagement(engagement: Engagement, captions: Captions) -> Row:
    only = (
        f"{name.removesuffix('_only')}: {label}"
        for name, labels in engagement.topics.items()
        if name.endswith("_only")
        for label in labels
    )
    return {
        "id": engagement.id,
        "kind": engagement.kind,
        "status": engagement.status,
        "role": engagement.role,
        **_people("participants", engagement.participants, captions),
        "initiator": captions.name(engagement.initiator) if engagement.initiator else None,
        "initiator_key": engagement.initiator,
        "host": captions.name(engagement.host) if engagement.host else None,
        "host_key": engagement.host,
        "date": engagement.date,
        "end_date": engagement.end_date,
        "date_inferred": engagement.date_inferred,
        "place": engagement.place,
        "place_country": engagement.place_country,
        "venue": engagement.venue,
        "follow_ups": _joined(engagement.follow_ups),
        "sides": _joined(dict.fromkeys(account.side for account in engagement.accounts if account.side)),
        "topics_both": _joined(engagement.topics.get("both", ())),
        "topics_only": _joined(only),
        **_place([engagement.trigger], captions),
    }


def _topic(told: tuple[Engagement, Account, int, Topic], captions: Captions) -> Row:
    engagement, account, order, topic = told
    return {
        "engagement_id": engagement.id,
        "side": account.side,
        "channel": account.channel,
        "statements": _joined(account.statements),
        "order": order,
        "topic": topic.label,
        "strength": topic.strength,
        **_place(topic.spans, captions),
    }
