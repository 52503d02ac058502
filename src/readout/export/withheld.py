"""A record without its report's words, for replication where the text may not be passed on.

What stays is what points at the text (positions, a hash, the address) and what the record states as facts: codes,
dates, and names of people, bodies, places and topics. Of a name of more than `MOST_WORDS` words the first ones stay.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256

from msgspec.structs import replace

from readout.model.ids import make_id
from readout.model.record import Account, Actor, Document, Engagement, Event, Evidence, Record, Statement, TopicTable

MOST_WORDS = 4  # a run of five words or more counts as a quotation
CUT = "…"


def text_hash(document: Document) -> str:
    """SHA-256 of the text in UTF-8, in hexadecimal: whoever has the text can tell that it is the one."""
    return sha256(document.text.encode(errors="surrogatepass")).hexdigest()


def shown(record: Record, *, without_text: bool) -> Record:
    """The record that an export may show: itself, or what `withhold` leaves of it."""
    return withhold(record) if without_text else record


def withhold(record: Record) -> Record:
    """The record with an empty text, no title, and names cut to `MOST_WORDS` words; all positions stay.

    A span can then no longer give its words: an export that asks for them raises `SpanError`.
    """
    keys = {actor.key: _key(actor.key, record.document) for actor in record.actors}

    def renamed(those: Iterable[str]) -> tuple[str, ...]:
        return tuple(keys.get(key, key) for key in those)

    return replace(
        record,
        document=replace(record.document, text="", title=None, dateline=_cut(record.document.dateline)),
        actors=tuple(_actor(each, keys[each.key]) for each in record.actors),
        statements=tuple(_statement(each, renamed) for each in record.statements),
        events=tuple(_event(each, renamed) for each in record.events),
        engagements=tuple(_engagement(each, renamed) for each in record.engagements),
    )


Renamed = Callable[[Iterable[str]], tuple[str, ...]]


def _cut(words: str | None) -> str | None:
    return None if words is None else _short(words)


def _short(words: str) -> str:
    parts = words.split()
    return words if len(parts) <= MOST_WORDS else " ".join(parts[:MOST_WORDS]) + CUT


def _key(key: str, document: Document) -> str:
    return key if len(key.split()) <= MOST_WORDS else make_id("act", document.id, key)


def _actor(actor: Actor, key: str) -> Actor:
    evidence = _reasons(actor.evidence)
    return replace(actor, key=key, name=_short(actor.name), office=_cut(actor.office), evidence=evidence)


def _reasons(evidence: Evidence) -> Evidence:
    """What a rule adds behind a colon may be a name, such as an office of the register."""
    return Evidence({name: replace(because, by=_reason(because.by)) for name, because in evidence.items()})


def _reason(by: str) -> str:
    rule, colon, detail = by.partition(": ")
    return rule + colon + _short(detail)


def _statement(statement: Statement, renamed: Renamed) -> Statement:
    return replace(
        statement,
        speakers=renamed(statement.speakers),
        addressees=renamed(statement.addressees),
        evidence=_reasons(statement.evidence),
    )


def _event(event: Event, renamed: Renamed) -> Event:
    quantity = event.quantity
    return replace(
        event,
        actors=renamed(event.actors),
        recipients=renamed(event.recipients),
        place=_cut(event.place),
        quantity=quantity and replace(quantity, unit=_cut(quantity.unit)),
        evidence=_reasons(event.evidence),
    )


def _engagement(engagement: Engagement, renamed: Renamed) -> Engagement:
    return replace(
        engagement,
        participants=renamed(engagement.participants),
        initiator=next(iter(renamed([engagement.initiator])), None) if engagement.initiator else None,
        host=next(iter(renamed([engagement.host])), None) if engagement.host else None,
        place=_cut(engagement.place),
        venue=_cut(engagement.venue),
        accounts=tuple(_account(each) for each in engagement.accounts),
        evidence=_reasons(engagement.evidence),
        topics=TopicTable(
            {name: tuple(dict.fromkeys(map(_short, labels))) for name, labels in engagement.topics.items()}
        ),
    )


def _account(account: Account) -> Account:
    return replace(account, topics=tuple(replace(each, label=_short(each.label)) for each in account.topics))
