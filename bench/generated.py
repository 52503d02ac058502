"""Records of any number, made from those of the examples: other countries, days and words, the same shape.

Reading is what takes time, so the store, links and pages are measured on these. Record `n` is always the same.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import msgspec

from readout.model.record import Actor, Record

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
COUNTRIES = [
    "USA", "CHN", "RUS", "GBR", "FRA", "DEU", "IND", "PAK", "AFG", "IRN", "ISR", "TUR", "EGY", "SAU", "UKR",
    "POL", "JPN", "KOR", "PRK", "AUS", "BRA", "MEX", "CAN", "ZAF", "NGA", "KEN", "ETH", "ITA", "ESP", "SWE",
    "NOR", "FIN", "NLD", "BEL", "AUT", "CHE", "HUN", "ROU", "GRC", "VNM"
]  # fmt: skip
SYLLABLES = ("bal", "ker", "tom", "rin", "sul", "dov", "mar", "pel", "gan", "hus")
ENDINGS = ("adar", "ovic", "enko", "ito", "mann", "sen", "quist", "ides", "oglu", "ez")
FIRST_DAY, DAYS = date(2005, 1, 1), 7_000
PERSONS = 100  # that one of the examples becomes
MORE_WORDS = 20  # that a text gets, so that no two are the same


def read_examples() -> tuple[Record, ...]:
    """The records of the example reports; takes some seconds."""
    import readout

    reader = readout.load()
    paths = sorted(EXAMPLES.glob("*.txt"))
    return tuple(reader.read(path.read_text(encoding="utf-8")) for path in paths)


def generated(number: int, models: Sequence[Record], first: int = 0) -> Iterator[Record]:
    """`number` records, the first of which is record `first`; `only<n>` is a word of record n alone."""
    for index in range(first, first + number):
        yield _record(index, models[index % len(models)], index // len(models))


def _record(index: int, model: Record, turn: int) -> Record:
    dice = random.Random(index)
    day = (FIRST_DAY + timedelta(days=dice.randrange(DAYS))).isoformat()
    words = (dice.choice(SYLLABLES) + dice.choice(ENDINGS) for _ in range(MORE_WORDS))
    known = sorted({actor.country for actor in model.actors if actor.country and actor.country != "IGO"})
    countries = dict(zip(known, dice.sample(COUNTRIES, len(known)), strict=True))

    def other(actor: Actor) -> Actor:
        country = countries.get(actor.country or "", actor.country)
        person = f"{actor.person}-{turn % PERSONS}" if actor.person else None
        return msgspec.structs.replace(actor, country=country, person=person)

    document = msgspec.structs.replace(
        model.document,
        id=f"doc-{index:020x}",
        text=f"{model.document.text}\n\n{' '.join(words)} only{index}\n",
        published=day,
        publisher=f"Agency {index % 20}",
        source_id=f"generated/{index}",
    )
    return msgspec.structs.replace(
        model,
        document=document,
        actors=tuple(map(other, model.actors)),
        events=tuple(msgspec.structs.replace(event, date=day) for event in model.events),
        engagements=tuple(msgspec.structs.replace(it, date=day, end_date=None) for it in model.engagements),
    )
