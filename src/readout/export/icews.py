"""Records as the ICEWS coded event data: CAMEO codes, one line for each source and target, columns divided by tabs.

Columns, their order and source: `data/columns/icews.yaml`. What is filled and what is not: `docs/formats.md`.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache

from readout.export.coded import ONLY_ACTUAL, POINTERS, Dyad, coded_events, day, dyads, of_dyads, whole_number
from readout.export.codes import icews_country, icews_sectors
from readout.export.separated import Cell, Layout
from readout.facts import load_ontology
from readout.model.record import Actor, Record
from readout.model.vocabulary import Realis


def export_icews(
    records: Iterable[Record], *, without_text: bool = False, realis: Collection[Realis | str] = ONLY_ACTUAL
) -> Iterator[str]:
    """The lines of the file, the names of the columns first.

    Args:
        without_text: Adds columns with hashes and positions; the others hold no text of the report in any case.
        realis: Which events are written; the format cannot say that an event was planned or denied.
    """
    layout = _layout(without_text)
    yield layout.header()
    for coded in coded_events(records, without_text=without_text, realis=realis):
        for dyad in dyads(coded):
            yield layout.line(dyad)


def _code_name(dyad: Dyad) -> str | None:
    row = load_ontology().cameo.get(dyad.cameo or "")
    return row.name if row else None


def _side(label: str, side: Callable[[Dyad], Actor | None]) -> Mapping[str, Callable[[Dyad], Cell]]:
    def of(value: Callable[[Actor], str]) -> Callable[[Dyad], Cell]:
        return lambda dyad: value(actor) if (actor := side(dyad)) else None

    return {
        f"{label} Name": of(lambda actor: actor.name),
        f"{label} Sectors": of(lambda actor: ",".join(icews_sectors(actor.sectors))),
        f"{label} Country": of(lambda actor: icews_country(actor.country)),
    }


VALUES: Mapping[str, Callable[[Dyad], Cell]] = {
    "Event ID": lambda dyad: dyad.number,
    "Event Date": lambda dyad: day(dyad.coded.event.date),
    **_side("Source", lambda dyad: dyad.source),
    "Event Text": _code_name,
    "CAMEO Code": lambda dyad: dyad.cameo,
    "Intensity": lambda dyad: dyad.goldstein,
    **_side("Target", lambda dyad: dyad.target),
    "Story ID": lambda dyad: whole_number(dyad.coded.document.id),
    "Sentence Number": lambda dyad: None,
    "Publisher": lambda dyad: dyad.coded.document.publisher,
    "City": lambda dyad: dyad.coded.where.town,
    "District": lambda dyad: None,
    "Province": lambda dyad: None,
    "Country": lambda dyad: icews_country(dyad.coded.where.country),
    "Latitude": lambda dyad: dyad.coded.where.latitude,
    "Longitude": lambda dyad: dyad.coded.where.longitude,
    **of_dyads(POINTERS),
}


@cache
def _layout(without_text: bool) -> Layout[Dyad]:
    return Layout("icews", ("icews", "without_text") if without_text else ("icews",), VALUES, quoted=True)
