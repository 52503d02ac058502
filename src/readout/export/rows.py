"""Records as tables, one row an item.

Lists are joined by "; " in one cell. Join tables by keys and ids: names may contain anything. `start` and `stop`
are half-open positions in code points of the document's text, and `words` are the text there, unchanged; where
they stand apart, an ellipsis joins them. data/columns/tables.yaml has every column and its meaning.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from readout.export.captions import Captions
from readout.export.table_columns import Column, Row, Value, described_tables
from readout.export.withheld import shown, text_hash
from readout.model.record import Account, Actor, Engagement, Event, Record, Statement, Topic
from readout.model.span import Span, hull

BETWEEN = "; "  # between the items of a list in one cell
WORDS = {"words", "cue", "sentence"}  # columns that quote the report
POINTERS = (  # to a text that is left out
    Column("text_sha256", meaning="SHA-256 of the report's text in UTF-8, in hexadecimal."),
    Column("url", meaning="Address of the report."),
)


def table_columns(*, without_text: bool = False) -> Mapping[str, Sequence[Column]]:
    """The columns of the tables actors, statements, events, engagements and topics.

    Args:
        without_text: Without the columns that quote the report; the hash and the address of its text are the last.
    """
    described = described_tables("tables")
    if not without_text:
        return described
    return {
        table: (*(column for column in columns if column.name not in WORDS), *POINTERS)
        for table, columns in described.items()
    }


def rows_of(record: Record, *, without_text: bool = False) -> dict[str, list[Row]]:
    """The rows of each table, with the cells of `table_columns`.

    Raises:
        SpanError: A span of the record runs past its text.
    """
    document = record.document
    record = shown(record, without_text=without_text)
    captions = Captions(record)
    same: Row = {"document_id": document.id, "source_id": document.source_id, "published": document.published}
    if without_text:
        same = {**same, "text_sha256": text_hash(document), "url": document.url}

    def each(describe: Callable[[Any, Captions], Row], items: Iterable[object]) -> list[Row]:
        return [{**same, **_plain(describe(item, captions))} for item in items]

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


def _plain(row: Row) -> dict[str, Value]:
    """Members of enumerations as their text, so that tables can be kept and read without Readout."""
    return {column: str(value) if isinstance(value, str) else value for column, value in row.items()}


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
    place: dict[str, Value] = {"start": whole.start, "stop": whole.stop}
    if captions.text:  # it is empty where it is withheld
        place["words"] = " … ".join(span.of(captions.text) for span in spans)
    return place


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
        **({"cue": cue["words"]} if "words" in cue else {}),
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
