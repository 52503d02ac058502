"""Events as event data has them: only what happened, and a row for each pair of a source and a target."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from itertools import permutations, product

from readout.export.codes import mirrored
from readout.export.period import period
from readout.export.separated import Cell
from readout.export.where import Where, where
from readout.export.withheld import shown, text_hash
from readout.facts import load_ontology
from readout.model.ids import SEPARATOR
from readout.model.record import Actor, Document, Event, Record
from readout.model.span import Span
from readout.model.vocabulary import Realis

BITS = 53  # the whole numbers that R, JavaScript and pandas hold without loss
ONLY_ACTUAL = (Realis.ACTUAL,)


@dataclass(frozen=True, slots=True)
class Coded:
    """An event with what its row says of it.

    Attributes:
        event: As it is shown: without the report's text, long names in it are cut.
        document: The report as it was read, for its hash, length and address.
        version: Of the program that read it.
        everyone: All actors of the report.
        places: Those of all its events; none without the text.
    """

    event: Event
    document: Document
    version: str
    without_text: bool
    places: tuple[str, ...]
    everyone: tuple[Actor, ...]
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Dyad:
    """One direction of an event: who did it to whom.

    Attributes:
        source: None when nobody is told to have done it.
        target: None when it has no recipient.
        cameo: The code as the source's deed: of a visit 042 for the guest and 043 for the host.
    """

    coded: Coded
    source: Actor | None
    target: Actor | None
    cameo: str | None
    goldstein: float | None

    @property
    def number(self) -> int:
        """A stable whole number under 2**53, from the ids of event, source and target.

        Two of a million rows share one with a probability of 1 in 18,000; of 100 million, about 2 in 5.
        """
        keys = (actor.key if actor else "" for actor in (self.source, self.target))
        return whole_number(self.coded.event.id, *keys)


def coded_events(records: Iterable[Record], *, without_text: bool, realis: Collection[str]) -> Iterator[Coded]:
    """Every event that is as real as one of `realis`, in order of the records."""
    for record in records:
        safe = shown(record, without_text=without_text)
        places = () if without_text else tuple(event.place for event in record.events if event.place)
        by_key = {actor.key: actor for actor in safe.actors}
        for event, whole in zip(safe.events, record.events, strict=True):
            if event.realis in realis:
                yield Coded(
                    event=event,
                    document=record.document,
                    version=record.readout_version,
                    without_text=without_text,
                    places=places,
                    everyone=safe.actors,
                    actors=tuple(by_key[key] for key in event.actors if key in by_key),
                    recipients=tuple(by_key[key] for key in event.recipients if key in by_key),
                    where=where(whole, record),
                )


def dyads(coded: Coded) -> Iterator[Dyad]:
    """A row for each pair, and one back where both sides do the same: they meet, speak, negotiate or sign."""
    event = coded.event
    mirror = mirrored().get(event.cameo or "")
    if coded.recipients or mirror != event.cameo or len(coded.actors) < 2:
        pairs = list(product(coded.actors or (None,), coded.recipients or (None,)))
    else:
        pairs = list(permutations(coded.actors, 2))
        mirror = None  # the pairs are there in both directions
    for source, target in pairs:
        if source is None or source is not target:
            yield Dyad(coded, source, target, event.cameo, event.goldstein)
    for source, target in pairs if mirror else ():
        if source is not None and target is not None and source is not target:
            yield Dyad(coded, target, source, mirror, goldstein(mirror))


def whole_number(*parts: str) -> int:
    """A number under 2**53 from what makes the thing that thing, the same in every run."""
    digest = blake2b(SEPARATOR.join(parts).encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> (64 - BITS)


def goldstein(cameo: str | None) -> float | None:
    """The score of that code; None where the scale has none."""
    row = load_ontology().cameo.get(cameo or "")
    return row.goldstein if row else None


def day(value: str | None) -> str:
    """`2021-07-09` of a date that names a day, or the first day of days told from one to another; else empty."""
    opening = (value or "").partition("/")[0]
    found = period(opening or None)
    return found.first.isoformat() if found and found.first == found.last else ""


def words_next_to(coded: Coded, actor: Actor) -> str:
    """The words of the actor's mention next to the event; empty where the text may not be shown."""
    nearest = mention_next_to(coded.event.trigger, actor)
    return "" if coded.without_text or nearest is None else nearest.of(coded.document.text)


def mention_next_to(place: Span, actor: Actor) -> Span | None:
    """The mention with the fewest characters between it and the place; None without one."""

    def distance(mention: Span) -> int:
        return max(mention.start - place.stop, place.start - mention.stop, 0)

    return min(actor.mentions, key=distance, default=None)


def of_dyads(values: Mapping[str, Callable[[Coded], Cell]]) -> Mapping[str, Callable[[Dyad], Cell]]:
    """The same columns where a row is a dyad."""

    def through(value: Callable[[Coded], Cell]) -> Callable[[Dyad], Cell]:
        return lambda dyad: value(dyad.coded)

    return {name: through(value) for name, value in values.items()}


# Columns, beyond those of a format, that point to the words instead of giving them.
POINTERS: Mapping[str, Callable[[Coded], Cell]] = {
    "Document ID": lambda coded: coded.document.id,
    "Text SHA256": lambda coded: text_hash(coded.document),
    "Trigger Start": lambda coded: coded.event.trigger.start,
    "Trigger Stop": lambda coded: coded.event.trigger.stop,
    "Sentence Start": lambda coded: coded.event.sentence.start,
    "Sentence Stop": lambda coded: coded.event.sentence.stop,
    "URL": lambda coded: coded.document.url,
}
