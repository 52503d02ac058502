"""`readout timeline`: the days of two sides, or of one."""

import sys
from pathlib import Path

import click

from readout.cli.answer import NOTHING_FOUND, answer_options, columns_of, read_archive, write_answer
from readout.cli.archive_option import ArchiveCommand, archive_argument
from readout.cli.names import actor_name
from readout.cli.query_options import query_options
from readout.cli.talk import Talk, talk_options

WHAT = ("engagement", "event", "statement")
SHOWN = ("day", "what", "type", "source", "target", "qualifier", "told")


@click.command(cls=ArchiveCommand, short_help="Show what went on between two sides, or about one, day by day.")
@archive_argument
@click.argument("one")
@click.argument("other", required=False)
@click.option(
    "--what", "kinds", multiple=True, type=click.Choice(WHAT), help="Only these; may be given twice. [default: all]"
)
@query_options("since", "until")
@click.option("--oldest-first", is_flag=True, help="From the first day on.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=100, show_default=True, help="At most so many rows.")
@click.option("--after", metavar="CURSOR", help="Go on behind the rows before, by the cursor that they ended with.")
@answer_options
@talk_options
def timeline(
    archive: str, one: str, other: str | None, kinds: tuple[str, ...], since: str | None, until: str | None,
    oldest_first: bool, limit: int, after: str | None, layout: str | None, output: Path | None, talk: Talk,
) -> None:  # fmt: skip
    """Show the engagements, events and statements between ONE and OTHER, or those of ONE, newest first.

    ONE and OTHER are countries (PAK, Pakistan, Pakistani), or names or ids of persons and bodies.

    \b
    Examples:
      readout timeline news.db PAK USA
      readout timeline news.db Russia Ukraine --since 2015-01-01 --oldest-first
      readout timeline news.db "Shah Mahmood Qureshi" --what statement
      readout timeline news.db CHN IND --limit 10000 -o china-india.csv

    Exit status: 0; 1 nothing found; 2 wrong usage.
    """
    one, other = actor_name(one), None if other is None else actor_name(other)
    with read_archive(archive) as opened:
        page = opened.timeline(
            one, other, kinds=kinds or WHAT, since=since, until=until, oldest_first=oldest_first, limit=limit,
            after=after,
        )  # fmt: skip
    write_answer(page.rows, columns_of("timeline"), layout, output, SHOWN)
    if page.next:
        talk.say(f"There is more; the next rows: --after {page.next}")
    if not page.rows:
        talk.say(f"Nothing found of {one}{f' and {other}' if other else ''}: `readout who` has who is there.")
        sys.exit(NOTHING_FOUND)
