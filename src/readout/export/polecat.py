"""Records as the weekly files of POLECAT have events: the PLOVER ontology, one line an event, columns divided by tabs.

Columns, their order and source: `data/columns/polecat.yaml`. What is filled and what is not: `docs/formats.md`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache

from readout.export.coded import ONLY_ACTUAL, POINTERS, Coded, coded_events, day, words_next_to
from readout.export.codes import country_code, plover_country
from readout.export.separated import Cell, Layout
from readout.facts import load_ontology
from readout.model.record import Actor, Record
from readout.model.vocabulary import ActorKind, Realis

BETWEEN = ";"
QUAD_CODES = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
LANGUAGES = {"en": "English"}  # the languages that Readout reads, as POLECAT calls them


def export_polecat(
    records: Iterable[Record], *, without_text: bool = False, realis: Collection[Realis | str] = ONLY_ACTUAL
) -> Iterator[str]:
    """The lines of the file, the names of the columns first.

    Args:
        without_text: Leaves out title and sentences, and has hashes and positions instead.
        realis: Which events are written; the format cannot say that an event was planned or denied.
    """
    layout = _layout(without_text)
    yield layout.header()
    for coded in coded_events(records, without_text=without_text, realis=realis):
        yield layout.line(coded)


def _joined(items: Iterable[str]) -> str:
    """Items in one cell, each kept in its place; an empty cell when all of them are empty."""
    items = [item.replace(BETWEEN, ",") for item in items]
    return BETWEEN.join(items) if any(items) else ""


def _each_once(items: Iterable[str | None]) -> str:
    return _joined(dict.fromkeys(item for item in items if item))


def _side(label: str, actors: Callable[[Coded], tuple[Actor, ...]]) -> Mapping[str, Callable[[Coded], Cell]]:
    def each(of: Callable[[Actor], str | None]) -> Callable[[Coded], Cell]:
        return lambda coded: _joined(of(actor) or "" for actor in actors(coded))

    return {
        f"{label} Name": each(lambda actor: actor.name),
        f"{label} Country": each(lambda actor: plover_country(actor.country)),
        f"{label} COW": each(lambda actor: country_code(actor.country, "cow")),
        f"Primary {label} Sector": each(lambda actor: next(iter(actor.sectors), None)),
        f"{label} Sectors": lambda coded: _each_once(code for actor in actors(coded) for code in actor.sectors),
        f"{label} Title": each(lambda actor: actor.office),
        f"{label} Name Raw": lambda coded: _joined(words_next_to(coded, actor) for actor in actors(coded)),
        f"Wikipedia {label} ID": lambda coded: None,
    }


def _intensity(coded: Coded) -> float | None:
    ontology, event = load_ontology(), coded.event
    score = ontology.modes.get((event.event_type, event.mode)) if event.mode else None
    return ontology.event_types[event.event_type].score if score is None else score


def _story(kind: ActorKind) -> Callable[[Coded], Cell]:
    return lambda coded: _each_once(actor.name for actor in coded.everyone if actor.kind is kind)


VALUES: Mapping[str, Callable[[Coded], Cell]] = {
    "Event ID": lambda coded: coded.event.id,
    "Event Date": lambda coded: day(coded.event.date),
    "Event Type": lambda coded: coded.event.event_type,
    "Event Mode": lambda coded: coded.event.mode,
    "Intensity": _intensity,
    "Quad Code": lambda coded: QUAD_CODES[load_ontology().event_types[coded.event.event_type].quad],
    "Contexts": lambda coded: _joined(coded.event.contexts),
    **_side("Actor", lambda coded: coded.actors),
    **_side("Recipient", lambda coded: coded.recipients),
    "Placename": lambda coded: coded.event.place,
    "City": lambda coded: coded.where.town,
    "District": lambda coded: None,
    "Province": lambda coded: None,
    "Country": lambda coded: plover_country(coded.where.country),
    "Latitude": lambda coded: coded.where.latitude,
    "Longitude": lambda coded: coded.where.longitude,
    "GeoNames ID": lambda coded: coded.where.geonames,
    "Raw Placename": lambda coded: None if coded.without_text else coded.event.place,
    "Feature Type": lambda coded: "PPLC" if coded.where.capital else None,
    "Source": lambda coded: coded.document.publisher,
    "Publication Date": lambda coded: day(coded.document.published),
    "Story People": _story(ActorKind.PERSON),
    "Story Organizations": _story(ActorKind.ORGANISATION),
    "Story Locations": lambda coded: _each_once(coded.places),
    "Language": lambda coded: LANGUAGES.get(coded.document.language or "", coded.document.language),
    "Version": lambda coded: f"Readout {coded.version}".strip(),
    "Headline": lambda coded: coded.document.title,
    "Event Text": lambda coded: coded.event.sentence.of(coded.document.text),
    **POINTERS,
}


@cache
def _layout(without_text: bool) -> Layout[Coded]:
    more = "without_text" if without_text else "with_text"
    return Layout("polecat", ("polecat", more), VALUES, quoted=True)
