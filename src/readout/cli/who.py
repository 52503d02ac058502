"""`readout who`: the actors of an archive."""

import sys
from pathlib import Path
from shlex import quote

import click

from readout.cli.answer import NOTHING_FOUND, answer_options, columns_of, read_archive, write_answer
from readout.cli.archive_option import ArchiveCommand, archive_argument
from readout.cli.talk import Talk, talk_options

KINDS = ("person", "state", "organisation", "group", "office")
SHOWN = ("name", "kind", "country", "office", "reports", "statements", "events", "engagements")


@click.command(cls=ArchiveCommand, short_help="List the actors of an archive, and how much there is of each.")
@archive_argument
@click.argument("name", required=False)
@click.option("--kind", type=click.Choice(KINDS), help="Only actors of this kind.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True, help="At most so many rows.")
@click.option("--after", metavar="CURSOR", help="Go on behind the rows before, by the cursor that they ended with.")
@answer_options
@talk_options
def who(
    archive: str, name: str | None, kind: str | None, limit: int, after: str | None, layout: str | None,
    output: Path | None, talk: Talk,
) -> None:  # fmt: skip
    """List persons, states, organisations, groups and offices, those of most reports first, with the number of their
    reports, statements, events and engagements.

    NAME is a part of a name, the id of a person, or a country's code for all of that country; without one, all are
    listed.

    \b
    Examples:
      readout who news.db
      readout who news.db qureshi
      readout who news.db PAK --kind person
      readout who news.db --kind organisation --limit 1000 -o organisations.csv

    Exit status: 0; 1 nothing found; 2 wrong usage.
    """
    with read_archive(archive) as opened:
        page = opened.who(name, kind=kind, limit=limit, after=after)
    write_answer(page.rows, columns_of("who"), layout, output, SHOWN)
    if page.next:
        talk.say(f"There is more; the next rows: --after {quote(page.next)}")
    if not page.rows:
        talk.say(f"Nobody{f' called {name!r}' if name else ''} is in this archive.")
        sys.exit(NOTHING_FOUND)
