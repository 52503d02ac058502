"""Loads the tables of PLOVER and CAMEO."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from readout.facts.tables import DATA, Place, Row, read_table


@dataclass(frozen=True, slots=True)
class EventTypeRow:
    """A PLOVER event type; `score` is its severity, -10 (hostile) to 10 (friendly)."""

    name: str
    quad: int
    requires_recipient: bool
    score: float
    definition: str


@dataclass(frozen=True, slots=True)
class CameoRow:
    """A CAMEO code.

    Attributes:
        goldstein: -10 to 10; None where the scale has no value.
        event_type: PLOVER type, the first where the code maps to two; None where PLOVER dropped the code.
        mode: PLOVER mode of the manual; None where the code does not decide it.
        event_types: All PLOVER types of the code.
        contexts: PLOVER contexts that the code implies.
    """

    code: str
    name: str
    goldstein: float | None
    event_type: str | None
    mode: str | None
    event_types: tuple[str, ...]
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """The coding scheme.

    Attributes:
        event_types: From PLOVER type.
        modes: From (type, mode) to its score; None where the manual gives none.
        mode_definitions: From (type, mode).
        contexts: From context to its definition.
        cameo: From code.
        sectors: From PLOVER sector code to its definition.
    """

    event_types: Mapping[str, EventTypeRow]
    modes: Mapping[tuple[str, str], float | None]
    mode_definitions: Mapping[tuple[str, str], str]
    contexts: Mapping[str, str]
    cameo: Mapping[str, CameoRow]
    sectors: Mapping[str, str]


@cache
def load_ontology(folder: Path = DATA) -> Ontology:
    """The coding scheme, read once.

    Args:
        folder: Where `ontology/` and `facts/sectors.csv` are.

    Raises:
        FactsError: A table or column is missing, or a score is no number.
    """
    tables = folder / "ontology"
    modes = list(read_table(tables / "modes.csv", ("event_type", "mode", "score", "definition")))
    return Ontology(
        event_types=read_event_types(tables),
        modes={(row["event_type"], row["mode"]): number(row, "score", place) for place, row in modes},
        mode_definitions={(row["event_type"], row["mode"]): row["definition"] for _, row in modes},
        contexts={
            row["context"]: row["definition"]
            for _, row in read_table(tables / "contexts.csv", ("context", "definition"))
        },
        cameo=read_cameo(tables),
        sectors={
            row["code"]: row["definition"]
            for _, row in read_table(folder / "facts/sectors.csv", ("code", "definition"))
        },
    )


def read_event_types(tables: Path) -> Mapping[str, EventTypeRow]:
    columns = ("event_type", "quad", "requires_recipient", "score", "definition")
    return {
        row["event_type"]: EventTypeRow(
            name=row["event_type"],
            quad=int(row["quad"]),
            requires_recipient=row["requires_recipient"] == "yes",
            score=number(row, "score", place) or 0.0,
            definition=row["definition"],
        )
        for place, row in read_table(tables / "event_types.csv", columns)
    }


def read_cameo(tables: Path) -> Mapping[str, CameoRow]:
    columns = ("code", "name", "goldstein", "event_type", "mode", "contexts")
    rows = {}
    for place, row in read_table(tables / "cameo.csv", columns):
        event_types = tuple(filter(None, row["event_type"].split("|")))
        rows[row["code"]] = CameoRow(
            code=row["code"],
            name=row["name"],
            goldstein=number(row, "goldstein", place),
            event_type=event_types[0] if event_types else None,
            mode=row["mode"] or None,
            event_types=event_types,
            contexts=tuple(filter(None, row["contexts"].split("|"))),
        )
    return rows


def number(row: Row, column: str, place: Place) -> float | None:
    """The number in that cell; None for an empty cell. Raises `FactsError`."""
    try:
        return float(row[column]) if row[column] else None
    except ValueError:
        raise place.wrong(column, f"{row[column]!r} is no number") from None
