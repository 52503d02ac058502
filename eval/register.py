"""
How much of who governed the register knows, on days drawn at random.

    python -m eval.register                      # 300 queries of the seed for reporting
    python -m eval.register --seed 1             # those for working on
    python -m eval.register --hits 30            # and 30 of the hits, to be checked by a reader
    python -m eval.register --days               # no draw: every day, and each span of days without anybody

A query is a UN member that existed on the day, one of three offices and a day, each drawn uniformly. It is found
when `Facts.holders` names anybody for it. Whether the right one is a question for a reader: see
docs/register-check.md.

A president who heads the government is found as head of government only by a row that says so: the register has
such rows, and a head of state does not count for one who is missing. The seat that Serbia has was that of Yugoslavia,
later Serbia and Montenegro, until 2006, and their holders count until then.
"""

import argparse
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from math import sqrt

from eval.table import short
from readout.facts import Facts, load_facts

OFFICES = ("head_of_state", "head_of_government", "foreign_minister")
FIRST, LAST = date(2000, 1, 1), date(2025, 6, 30)
FOR_REPORT = 2  # gaps seen in the draw of seed 1 were filled one by one; the draw of seed 2 is only scored
SEAT_OF_SERBIA = ("SRB", "SCG", "YUG")
END_OF_SERBIA_AND_MONTENEGRO = date(2006, 6, 5)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Query:
    """Who held that office in that UN member on that day."""

    country: str
    office: str
    day: date

    @property
    def places(self) -> tuple[str, ...]:
        """The states whose holders answer."""
        before = self.country == "SRB" and self.day < END_OF_SERBIA_AND_MONTENEGRO
        return SEAT_OF_SERBIA if before else (self.country,)

    def __str__(self) -> str:
        return f"{self.country} {self.office} {self.day}"


@dataclass(frozen=True, slots=True)
class Answer:
    """The names of those the register gives for a query, one for each person."""

    query: Query
    names: tuple[str, ...]


def members(facts: Facts) -> list[str]:
    """The present UN members, by alpha-3 code."""
    return sorted(code for code, state in facts.states.items() if state.status == "un_member")


def existed(facts: Facts, country: str, day: date) -> bool:
    state = facts.states[country]
    return (state.start or FIRST) <= day <= (state.end or LAST)


def draw(facts: Facts, count: int, seed: int) -> list[Query]:
    """So many queries; the same for the same seed, whatever holders the register has."""
    chance, countries, days = random.Random(seed), members(facts), (LAST - FIRST).days + 1
    queries: list[Query] = []
    while len(queries) < count:
        query = Query(chance.choice(countries), chance.choice(OFFICES), FIRST + DAY * chance.randrange(days))
        if existed(facts, query.country, query.day):
            queries.append(query)
    return queries


def every_day(facts: Facts) -> Iterator[Query]:
    """All queries there are, those of an office in a row."""
    for country in members(facts):
        for office in OFFICES:
            for place in range((LAST - FIRST).days + 1):
                if existed(facts, country, FIRST + DAY * place):
                    yield Query(country, office, FIRST + DAY * place)


def answer(facts: Facts, query: Query) -> Answer:
    holders = [holder for place in query.places for holder in facts.holders(place, query.office, query.day)]
    return Answer(query, tuple({holder.id: holder.name for holder in holders}.values()))


def interval(found: int, of: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (Wilson 1927)."""
    z, share = 1.96, found / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    reach = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return middle - reach, min(1.0, middle + reach)


def table_of(answers: Sequence[Answer]) -> str:
    """A line an office: queries, the share found with its interval, and how many of those found name several."""
    lines = ["office                  n  found  95 %     several"]
    groups: Iterable[tuple[str, Sequence[Answer]]] = (
        (office, [each for each in answers if each.query.office == office]) for office in OFFICES
    )
    for name, group in (*groups, ("all", answers)):
        if not group:
            continue
        found = [each for each in group if each.names]
        low, high = interval(len(found), len(group))
        several = sum(len(each.names) > 1 for each in found) / max(1, len(found))
        shares = f"{short(len(found) / len(group), 3):<5}  {short(low)}-{short(high):<5} {short(several, 3)}"
        lines.append(f"{name:<19}{len(group):>6}  {shares}")
    return "\n".join(lines)


def hits_of(answers: Sequence[Answer], count: int) -> list[Answer]:
    """So many of the answers that name somebody, drawn with the number itself as seed."""
    found = [each for each in answers if each.names]
    return random.Random(count).sample(found, min(count, len(found)))


def gaps_of(facts: Facts, country: str, office: str, unanswered: Sequence[date]) -> str:
    """The spans of days that nobody is known for, as one line."""
    spans = []
    for _, run in groupby(enumerate(unanswered), key=lambda item: item[1] - DAY * item[0]):
        days = [day for _, day in run]
        spans.append(f"{days[0]} to {days[-1]} ({len(days)})")
    return f"{country} {facts.states[country].name}, {office}: {'; '.join(spans)}"


def show_every_day(facts: Facts) -> None:
    """Print each span of days without a holder, longest sum first, and the shares found of all days."""
    counts = {office: [0, 0] for office in OFFICES}
    missing: list[tuple[int, str]] = []
    for (country, office), queries in groupby(every_day(facts), key=lambda query: (query.country, query.office)):
        asked = list(queries)
        unanswered = [query.day for query in asked if not answer(facts, query).names]
        counts[office][0] += len(asked) - len(unanswered)
        counts[office][1] += len(asked)
        if unanswered:
            missing.append((len(unanswered), gaps_of(facts, country, office, unanswered)))
    for _, line in sorted(missing, key=lambda each: (-each[0], each[1])):
        print(line)
    for office, (found, of) in counts.items():
        print(f"{office}: {short(found / of, 4)} of {of} days")


def main(arguments: list[str] | None = None) -> int:
    options = argparse.ArgumentParser(
        "python -m eval.register", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--draw", type=int, default=300, metavar="N", help="how many queries (300)")
    options.add_argument("--seed", type=int, default=FOR_REPORT, metavar="S", help="of the draw (2)")
    options.add_argument("--days", action="store_true", help="every day instead of a draw; a minute or two")
    options.add_argument("--hits", type=int, default=0, metavar="N", help="list N of those found too")
    args = options.parse_args(arguments)
    facts = load_facts()
    if args.days:
        show_every_day(facts)
        return 0
    answers = [answer(facts, query) for query in draw(facts, args.draw, args.seed)]
    for each in (*hits_of(answers, args.hits), *(each for each in answers if not each.names)):
        print(f"{each.query}: {', '.join(each.names) or 'MISSING'}")
    print(table_of(answers))
    return 0


if __name__ == "__main__":
    sys.exit(main())
