"""The codes that other event data use for what Readout knows: of countries, bodies, sectors and mirrored events.

The tables are in `data/codes/`; `docs/formats.md` says where they come from.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from readout.facts import load_facts, load_ontology
from readout.facts.tables import DATA, Row, read_table
from readout.model.errors import FactsError
from readout.model.record import Actor
from readout.model.vocabulary import ActorKind

COUNTRY_COLUMNS = ("cameo", "plover", "gec", "cow", "icews")
BODY_COLUMNS = ("cameo", "region", "group", "religion", "types")
MOST_TYPES = 3  # GDELT has three columns for them
INTERNATIONAL = "IGO"
# Bodies that an actor stands for who is of no one country, by the primary PLOVER sector.
BODY_BY_SECTOR: Mapping[str, str] = {"UNO": "UN", "EUR": "EU"}


class ActorCode(NamedTuple):
    """An actor in CAMEO's codes; what is not known is empty.

    Attributes:
        code: All of them together, as in `PAKGOV` and `IGOUNO`.
        country: Of the country, or of the region of a body.
        types: Up to three roles, the primary one first.
    """

    code: str = ""
    country: str = ""
    group: str = ""
    religion: str = ""
    types: tuple[str, ...] = ()


def country_code(alpha3: str | None, scheme: str) -> str:
    """The code of that country in a scheme of `COUNTRY_COLUMNS`; empty where there is none."""
    return _table("countries", "alpha3", COUNTRY_COLUMNS).get(alpha3 or "", {}).get(scheme, "")


def plover_country(alpha3: str | None) -> str:
    """As POLECAT has it: `KOS` for Kosovo, a breakaway region by its state; `IGO` stays."""
    return country_code(alpha3, "plover") or alpha3 or ""


def icews_country(alpha3: str | None) -> str:
    """The name by which ICEWS calls a country, else the register's; empty for what is no country."""
    state = load_facts().states.get(alpha3 or "")
    return country_code(alpha3, "icews") or (state.name if state else "")


def icews_sectors(sectors: Iterable[str]) -> list[str]:
    """ICEWS's words for PLOVER sectors, each once; a sector that it has no word for is left out."""
    return _each_once(_sector(each, "icews") for each in sectors)


def actor_code(actor: Actor) -> ActorCode:
    """The actor in CAMEO's codes: country and roles, or those of the body that it is, speaks for or belongs to."""
    body = _table("organisations", "id", BODY_COLUMNS).get(_body(actor))
    if body is not None:
        types = tuple(body["types"].split())
        return ActorCode(body["cameo"], body["region"], body["group"], body["religion"], types)
    types = tuple(_each_once(_sector(each, "cameo") for each in actor.sectors))[:MOST_TYPES]
    if actor.country == INTERNATIONAL:
        types = (INTERNATIONAL,)  # a role in a state, such as GOV, says nothing of one who serves a body
    country = country_code(actor.country, "cameo")
    return ActorCode("".join((country, *types)), country, types=types)


@cache
def mirrored() -> Mapping[str, str]:
    """From the CAMEO codes of what two sides do together to the code as the other side's deed.

    Raises:
        FactsError: A code is not in the ontology.
    """
    known = load_ontology().cameo
    found = {code: row["mirror"] for code, row in _table("mirrored", "cameo", ("mirror",)).items()}
    for code, mirror in found.items():
        if code not in known or mirror not in known:
            raise FactsError("mirrored.csv", code, f"{code} or {mirror} is no code of the ontology")
    return found


def _body(actor: Actor) -> str:
    """Id of the organisation that an actor is, or of the international one that a person serves; else empty."""
    facts = load_facts()
    if actor.kind is ActorKind.ORGANISATION:
        ids = [name.id for name in facts.named(actor.name) if name.kind == "organisation"]
    else:
        ids = [holder.org or "" for holder in facts.people(actor.name) if holder.id == actor.person]
    if ids:
        return ids[0]
    primary = actor.sectors[0] if actor.sectors else ""
    return BODY_BY_SECTOR.get(primary, "") if actor.country == INTERNATIONAL else ""


def _sector(plover: str, scheme: str) -> str:
    return _table("sectors", "plover", ("cameo", "icews")).get(plover, {}).get(scheme, "")


def _each_once(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


@cache
def _table(name: str, key: str, columns: tuple[str, ...]) -> Mapping[str, Row]:
    found: dict[str, Row] = {}
    for place, row in read_table(DATA / "codes" / f"{name}.csv", (key, *columns)):
        if row[key] in found:
            raise place.wrong(key, f"{row[key]!r} is there twice")
        found[row[key]] = row
    return found
