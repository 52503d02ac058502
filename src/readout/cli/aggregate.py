"""`readout aggregate`: counts and scores by country, pair and time."""

import sys
from pathlib import Path
from typing import Any

import click

from readout.cli.answer import NOTHING_FOUND, answer_options, columns_of, read_archive, write_answer
from readout.cli.archive_option import ArchiveCommand, archive_argument
from readout.cli.names import country_code
from readout.cli.query_options import query_options, wrong_usage
from readout.cli.talk import Talk, talk_options

ANY = "any"
ACTUAL = "actual"


def _keys(_ctx: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    return tuple(filter(None, (each.strip() for each in value.split(","))))


def _countries(_ctx: click.Context, _option: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(country_code, names))


@click.command(cls=ArchiveCommand, short_help="Count events, statements or engagements by country, pair and time.")
@archive_argument
@click.option(
    "--by", required=True, metavar="KEY,...", callback=_keys,
    help="dyad (source and target), pair (two countries whichever way) or country; day, month, quarter or year; type; "
    "realis and place_country of events, channel of statements, status of engagements.",
)  # fmt: skip
@click.option(
    "--what", type=click.Choice(("event", "statement", "engagement")), default="event", show_default=True,
    help="What is counted; only events have scores.",
)  # fmt: skip
@click.option(
    "--country", "countries", multiple=True, metavar="NAME", callback=_countries,
    help="Only what it has part in, and only dyads and pairs with it; of several, all have.",
)  # fmt: skip
@click.option(
    "--realis", multiple=True, metavar="REALIS", default=(ACTUAL,), show_default=True,
    help="Of events: actual, negated, hypothetical, future or historical, or any.",
)  # fmt: skip
@query_options("since", "until", "confidence")
@answer_options
@talk_options
def aggregate(
    archive: str, by: tuple[str, ...], what: str, countries: tuple[str, ...], realis: tuple[str, ...],
    layout: str | None, output: Path | None, talk: Talk, **bounds: Any,
) -> None:  # fmt: skip
    """Count what an archive has, a row for each combination that occurs: the form in which models of conflict take
    event data. Each row has the keys, the count, of events the mean and the sums of their Goldstein scores (-10
    hostile to 10 friendly; cooperation sums those above 0, conflict those below), and a count for each type.

    What is alike between two countries, such as a meeting, counts in both directions of a dyad.

    \b
    Examples:
      readout aggregate news.db --by dyad,month
      readout aggregate news.db --by pair,year --country Pakistan --realis any
      readout aggregate news.db --by country,quarter --what statement
      readout aggregate news.db --by dyad,day --since 2021-01-01 -o dyads.parquet

    Exit status: 0; 1 nothing found; 2 wrong usage.
    """
    from readout.store.aggregate import column_names

    chosen = () if ANY in realis else realis
    with wrong_usage():
        names, figures = column_names(by, what)
    with read_archive(archive) as opened:
        with wrong_usage():
            rows = opened.aggregate(by, what=what, countries=countries, realis=chosen, **bounds)
        count = write_answer(rows, columns_of("aggregate", (*names, *figures)), layout, output, (*names, *figures[:5]))
    if not count:
        talk.say("Nothing found: `readout stats` tells what is there.")
        sys.exit(NOTHING_FOUND)
