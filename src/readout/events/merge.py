"""One event once a report: what is told again becomes a mention of the event, with the best of what each telling adds."""

from collections.abc import Iterable

from msgspec.structs import replace

from readout.events.reading import Reading
from readout.model.record import Event
from readout.model.span import Span
from readout.model.vocabulary import EventType

MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE})


def merge_events(reading: Reading, events: Iterable[tuple[Event, str]], headline: Span | None) -> tuple[Event, ...]:
    """Events in order of text, each with its further mentions.

    Args:
        events: Each with the name of the row that found it: only what the same row names is the same deed, but for
            contacts, which are the same when the sides are.
        headline: Words above the report; what they tell is told again below and leads no event then.
    """
    groups: dict[tuple[object, ...], list[Event]] = {}
    for event, row in events:
        key = _key(reading, event, row)
        groups.setdefault(key, []).append(event)
    merged = [_merged(group, headline) for group in groups.values()]
    return tuple(sorted(merged, key=lambda event: (event.trigger, event.event_type.value, event.id)))


def _key(reading: Reading, event: Event, row: str) -> tuple[object, ...]:
    actors = reading.countries(event.actors) or event.actors
    recipients = reading.countries(event.recipients) or event.recipients
    realis = event.realis.value
    if event.event_type is EventType.CONSULT:
        return event.event_type.value, frozenset((*actors, *recipients)), realis, event.mode == "visit"
    return event.event_type.value, actors, recipients, realis, row, event.claimed_by if event.quantity else None


def _merged(group: list[Event], headline: Span | None) -> Event:
    body = [event for event in group if headline is None or not event.trigger.within(headline)] or group
    first = max(body, key=lambda event: (len(event.actors) > 0, len(event.recipients) > 0, -event.trigger.start))
    mentions = tuple(sorted({event.trigger for event in group}))
    return replace(
        first,
        mentions=mentions,
        mode=first.mode or next((event.mode for event in group if event.mode), None),
        place=first.place or next((event.place for event in group if event.place), None),
        quantity=first.quantity or next((event.quantity for event in group if event.quantity), None),
        confidence=max(event.confidence for event in group),
    )
