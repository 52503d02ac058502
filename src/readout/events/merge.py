"""One event once a report: what is told again becomes a mention of it, with the best of what each telling adds."""

from collections.abc import Iterable

from msgspec.structs import replace

from readout.events.reading import Reading
from readout.model.record import Event
from readout.model.span import Span
from readout.model.vocabulary import EventType
from readout.parse import Parsed

LINES = 3  # sentences that a headline cannot have


def merge_events(reading: Reading, events: Iterable[tuple[Event, str]], headline: Span | None) -> tuple[Event, ...]:
    """Events in order of text, each with its further mentions.

    Args:
        events: Each with the name of the row that found it: only what the same row names is the same deed, but for
            contacts, which are the same when the sides are.
        headline: Words above the report; of what they tell that is told again below there is no event.
    """
    events = list(events)
    body = {_gist(reading, event) for event, _ in events if not _stands_in(event, headline)}
    groups: dict[tuple[object, ...], list[Event]] = {}
    for event, row in events:
        if _stands_in(event, headline) and _gist(reading, event) in body:
            continue
        key = _key(reading, event, row)
        groups.setdefault(key, []).append(event)
    _fold_consequences(reading, groups)
    merged = {event.id: event for event in reversed([_merged(group) for group in groups.values()])}
    return tuple(sorted(merged.values(), key=lambda event: (event.trigger, event.event_type.value, event.id)))


def _key(reading: Reading, event: Event, row: str) -> tuple[object, ...]:
    actors = reading.countries(event.actors) or event.actors
    recipients = reading.countries(event.recipients) or event.recipients
    realis = event.realis.value
    if event.event_type is EventType.CONSULT:
        return event.event_type.value, frozenset((*actors, *recipients)), realis, event.mode == "visit"
    return event.event_type.value, actors, recipients, realis, row, event.claimed_by if event.quantity else None


def _fold_consequences(reading: Reading, groups: dict[tuple[object, ...], list[Event]]) -> None:
    """Joins "killing eight" to the "bombed" of its sentence: the same actors and type, and no recipient of its own."""
    whole = {
        (event.sentence, _gist(reading, event)): key
        for key, group in groups.items()
        for event in group
        if event.recipients
    }
    for key, group in list(groups.items()):
        homes = {whole.get((event.sentence, _gist(reading, event))) for event in group if not event.recipients}
        home = homes.pop() if len(homes) == 1 else None
        if home is not None and home != key and group[0].realis is groups[home][0].realis:
            groups[home] += groups.pop(key)


def _stands_in(event: Event, headline: Span | None) -> bool:
    return headline is not None and event.trigger.within(headline)


def _gist(reading: Reading, event: Event) -> tuple[str, frozenset[str]]:
    """Type and who acts: what a headline keeps of an event."""
    sides = (*event.actors, *event.recipients) if event.event_type is EventType.CONSULT else event.actors
    return event.event_type.value, frozenset(reading.countries(sides))


def _merged(group: list[Event]) -> Event:
    first = max(group, key=lambda event: (len(event.actors) > 0, len(event.recipients) > 0, -event.trigger.start))
    mentions = tuple(sorted({event.trigger for event in group}))
    placed = next((event for event in (first, *group) if event.place), first)
    return replace(
        first,
        mentions=mentions,
        mode=first.mode or next((event.mode for event in group if event.mode), None),
        place=placed.place,
        place_country=placed.place_country,
        quantity=first.quantity or next((event.quantity for event in group if event.quantity), None),
        confidence=max(event.confidence for event in group),
    )


def headline_of(parsed: Parsed) -> Span | None:
    """The first paragraph, when it is a line without a full stop above others."""
    sentences = parsed.sentences
    if not sentences or sentences[-1].paragraph == sentences[0].paragraph:
        return None
    first = [sentence for sentence in sentences[:LINES] if sentence.paragraph == sentences[0].paragraph]
    whole = Span(first[0].start, first[-1].stop)
    return whole if len(first) < LINES and parsed.words(whole)[-1].isalnum() else None
