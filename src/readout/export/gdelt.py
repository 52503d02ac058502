"""Records as the two tables of GDELT 2.0, events and their mentions: columns divided by tabs, no header, no quoting.

Columns, their order and source: `data/columns/gdelt_events.yaml` and `gdelt_mentions.yaml`. What is filled and what is
not: `docs/formats.md`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

from readout.export.coded import ONLY_ACTUAL, POINTERS, Coded, Dyad, coded_events, day, dyads, mention_next_to, of_dyads
from readout.export.codes import MOST_TYPES, ActorCode, actor_code, country_code
from readout.export.period import period
from readout.export.separated import Cell, Layout
from readout.export.where import Where
from readout.facts import load_facts, load_ontology
from readout.model.record import Actor, Event, Record
from readout.model.span import Span
from readout.model.vocabulary import Realis

UNKNOWN, COUNTRY, US_STATE, US_CITY, WORLD_CITY = range(5)  # GDELT's types of places
WEB, CITED = 1, 2  # GDELT's types of mentions
QUAD_CLASSES = ((5, 1), (8, 2), (13, 3), (20, 4))  # the last CAMEO root code of each class
NOBODY = ActorCode()
LEAST_CONFIDENCE = 10  # percent; GDELT's scale begins there


def export_gdelt_events(
    records: Iterable[Record], *, without_text: bool = False, realis: Collection[Realis | str] = ONLY_ACTUAL
) -> Iterator[str]:
    """The lines of an Event table.

    Args:
        without_text: Adds columns with hashes and positions; the others hold no text of the report in any case.
        realis: Which events are written; the format cannot say that an event was planned or denied.
    """
    layout = _events(without_text)
    for coded in coded_events(records, without_text=without_text, realis=realis):
        for dyad in dyads(coded):
            yield layout.line(dyad)


def export_gdelt_mentions(
    records: Iterable[Record], *, without_text: bool = False, realis: Collection[Realis | str] = ONLY_ACTUAL
) -> Iterator[str]:
    """The lines of a Mentions table: every place where a report names an event. Arguments as for the Event table."""
    layout = _mentions(without_text)
    for coded in coded_events(records, without_text=without_text, realis=realis):
        for dyad in dyads(coded):
            for span in places_of(coded.event):
                yield layout.line(Mention(dyad, span))


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a report names an event."""

    dyad: Dyad
    span: Span


def places_of(event: Event) -> tuple[Span, ...]:
    return event.mentions or (event.trigger,)


def _actor(label: str, side: Callable[[Dyad], Actor | None]) -> Mapping[str, Callable[[Dyad], Cell]]:
    def code(dyad: Dyad) -> ActorCode:
        return actor_code(actor) if (actor := side(dyad)) else NOBODY

    def role(place: int) -> Callable[[Dyad], Cell]:
        return lambda dyad: types[place] if len(types := code(dyad).types) > place else None

    return {
        f"{label}Code": lambda dyad: code(dyad).code,
        f"{label}Name": lambda dyad: actor.name.upper() if (actor := side(dyad)) else None,
        f"{label}CountryCode": lambda dyad: code(dyad).country,
        f"{label}KnownGroupCode": lambda dyad: code(dyad).group,
        f"{label}EthnicCode": _nothing,
        f"{label}Religion1Code": lambda dyad: code(dyad).religion,
        f"{label}Religion2Code": _nothing,
        **{f"{label}Type{place + 1}Code": role(place) for place in range(MOST_TYPES)},
    }


def _nothing(item: object) -> Cell:
    return None


def _digits(dyad: Dyad) -> str:
    return day(dyad.coded.event.date).replace("-", "")


def _month(dyad: Dyad) -> str | None:
    """YYYYMM of a date that is within one month, or whose first day is told."""
    found = period((dyad.coded.event.date or "").partition("/")[0] or None)
    one = found is not None and (found.first.year, found.first.month) == (found.last.year, found.last.month)
    return f"{found.first:%Y%m}" if found and one else None


def _year(dyad: Dyad) -> str | None:
    return (dyad.coded.event.date or "")[:4] or None


def _fraction(dyad: Dyad) -> str | None:
    digits = _digits(dyad)
    if not digits:
        return None
    passed = ((int(digits[4:6]) - 1) * 30 + int(digits[6:])) / 365
    return f"{int(digits[:4]) + passed:.4f}"


def _quad(dyad: Dyad) -> int:
    """By the root code, as GDELT has it; of an event without a code by its PLOVER type."""
    if dyad.cameo is None:
        return load_ontology().event_types[dyad.coded.event.event_type].quad
    return next(quad for last, quad in QUAD_CLASSES if int(dyad.cameo[:2]) <= last)


def _is_root(dyad: Dyad) -> int:
    """Whether no paragraph stands before the event's sentence, apart from the title."""
    document = dyad.coded.document
    before = document.text[: dyad.coded.event.sentence.start].strip().removeprefix(document.title or "").strip()
    return int("\n\n" not in before)


def _moment(coded: Coded) -> str | None:
    """YYYYMMDDHHMMSS of the publication; the time of day where the date has one."""
    published = coded.document.published or ""
    digits = day(published).replace("-", "")
    clock = "".join(filter(str.isdigit, published[10:19]))
    return digits + clock.ljust(6, "0") if digits else None


def _address(coded: Coded) -> str:
    return coded.document.url or coded.document.id


def _place(value: Callable[[Where, int], Cell]) -> Callable[[Dyad], Cell]:
    return lambda dyad: value(dyad.coded.where, _place_type(dyad.coded.where))


def _place_type(where: Where) -> int:
    if where.town:
        return US_CITY if where.country == "USA" else WORLD_CITY
    if where.state:
        return US_STATE
    return COUNTRY if where.country else UNKNOWN


def _place_name(where: Where, kind: int) -> str | None:
    state = load_facts().states.get(where.country or "")
    country = state.name if state else where.country
    return ", ".join(part for part in (where.town or where.state, country) if part) or None


def _division(where: Where, kind: int) -> str | None:
    country = country_code(where.country, "gec")
    if where.state:
        return country + where.state
    return country if kind == COUNTRY else None


def _unknown_place(label: str) -> Mapping[str, Callable[[Dyad], Cell]]:
    parts = ("FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
    return {f"{label}_Type": lambda dyad: UNKNOWN, **{f"{label}_{part}": _nothing for part in parts}}


EVENT_VALUES: Mapping[str, Callable[[Dyad], Cell]] = {
    "GLOBALEVENTID": lambda dyad: dyad.number,
    "SQLDATE": _digits,
    "MonthYear": _month,
    "Year": _year,
    "FractionDate": _fraction,
    **_actor("Actor1", lambda dyad: dyad.source),
    **_actor("Actor2", lambda dyad: dyad.target),
    "IsRootEvent": _is_root,
    "EventCode": lambda dyad: dyad.cameo,
    "EventBaseCode": lambda dyad: dyad.cameo and dyad.cameo[:3],
    "EventRootCode": lambda dyad: dyad.cameo and dyad.cameo[:2],
    "QuadClass": _quad,
    "GoldsteinScale": lambda dyad: dyad.goldstein,
    "NumMentions": lambda dyad: len(places_of(dyad.coded.event)),
    "NumSources": lambda dyad: 1,
    "NumArticles": lambda dyad: 1,
    "AvgTone": _nothing,
    **_unknown_place("Actor1Geo"),
    **_unknown_place("Actor2Geo"),
    "ActionGeo_Type": _place(lambda where, kind: kind),
    "ActionGeo_FullName": _place(_place_name),
    "ActionGeo_CountryCode": _place(lambda where, kind: country_code(where.country, "gec")),
    "ActionGeo_ADM1Code": _place(_division),
    "ActionGeo_ADM2Code": _nothing,
    "ActionGeo_Lat": _place(lambda where, kind: where.latitude),
    "ActionGeo_Long": _place(lambda where, kind: where.longitude),
    "ActionGeo_FeatureID": _place(lambda where, kind: country_code(where.country, "gec") if kind == COUNTRY else None),
    "DATEADDED": lambda dyad: _moment(dyad.coded),
    "SOURCEURL": lambda dyad: _address(dyad.coded),
}


def _offset(side: Callable[[Dyad], Actor | None]) -> Callable[[Mention], Cell]:
    def offset(mention: Mention) -> int:
        actor = side(mention.dyad)
        nearest = mention_next_to(mention.span, actor) if actor else None
        return nearest.start if nearest else -1

    return offset


def _coded(value: Callable[[Coded], Cell]) -> Callable[[Mention], Cell]:
    return lambda mention: value(mention.dyad.coded)


MENTION_VALUES: Mapping[str, Callable[[Mention], Cell]] = {
    "GLOBALEVENTID": lambda mention: mention.dyad.number,
    "EventTimeDate": _coded(_moment),
    "MentionTimeDate": _coded(_moment),
    "MentionType": _coded(lambda coded: WEB if coded.document.url else CITED),
    "MentionSourceName": _coded(lambda coded: coded.document.publisher or urlsplit(coded.document.url or "").hostname),
    "MentionIdentifier": _coded(_address),
    "SentenceID": _nothing,
    "Actor1CharOffset": _offset(lambda dyad: dyad.source),
    "Actor2CharOffset": _offset(lambda dyad: dyad.target),
    "ActionCharOffset": lambda mention: mention.span.start,
    "InRawText": lambda mention: 1,
    "Confidence": _coded(lambda coded: max(LEAST_CONFIDENCE, round(coded.event.confidence * 100))),
    "MentionDocLen": _coded(lambda coded: len(coded.document.text)),
    "MentionDocTone": _nothing,
    "MentionDocTranslationInfo": _nothing,
    "Extras": _nothing,
}
# GDELT writes the names of columns in one word.
COMPACT = {name.replace(" ", ""): value for name, value in POINTERS.items() if name != "URL"}


@cache
def _events(without_text: bool) -> Layout[Dyad]:
    values = {**EVENT_VALUES, **of_dyads(COMPACT)}
    return Layout("gdelt_events", _tables("gdelt_events", without_text), values, quoted=False)


@cache
def _mentions(without_text: bool) -> Layout[Mention]:
    more = {name: _coded(value) for name, value in COMPACT.items()}
    return Layout("gdelt_mentions", _tables("gdelt_mentions", without_text), {**MENTION_VALUES, **more}, quoted=False)


def _tables(name: str, without_text: bool) -> tuple[str, ...]:
    return (name, "without_text") if without_text else (name,)
