"""`readout failed`: what could not be read into an archive, and why."""

import sys

import click

from readout.cli.archive_option import ArchiveCommand, archive_argument
from readout.cli.talk import Talk, talk_options

NOTHING_FOUND = 1
LAYOUTS = ("table", "csv", "jsonl", "json", "parquet")


@click.command(cls=ArchiveCommand, short_help="List what could not be read, and why.")
@archive_argument
@click.option("-f", "--format", "layout", type=click.Choice(LAYOUTS), default="table", show_default=True,
    help="table is for a person, with reasons cut to the terminal.")  # fmt: skip
@click.option("--forget", metavar="NAME", multiple=True, help="Take this off the list, without trying it again.")
@talk_options
def failed(archive: str, layout: str, forget: tuple[str, ...], talk: Talk) -> None:
    """List the reports and sources that `readout add` put aside: name, kind of error, reason, how often and when it
    was tried. What is added later is taken off the list.

    \b
    Examples:
      readout failed news.db
      readout failed news.db --format jsonl | jq -r .reason
      readout failed news.db --forget reports/empty.txt
      readout add news.db --retry                            try all of them again

    Exit status: 0; 1 the archive cannot be read, or a NAME is not on the list; 2 wrong usage.
    """
    from readout.export.table import Column, Kind, write_rows
    from readout.store import open_archive
    from readout.store.failures import failures, forgive

    with open_archive(archive) as opened:
        if forget:
            strange = set(forget) - {str(row["source"]) for row in failures(opened)}
            talk.say(f"{forgive(opened, *forget)} taken off the list")
            for name in sorted(strange):
                click.echo(f"{name}: is not on the list: readout failed {opened.address}", err=True)
            if strange:
                sys.exit(NOTHING_FOUND)
            return
        rows = failures(opened)
    if not rows:
        talk.say("Nothing failed.")
    if rows or layout != "table":
        columns = [Column(name, Kind.WHOLE if name == "tries" else Kind.TEXT) for name in
                   ("source", "kind", "reason", "tries", "first", "last")]  # fmt: skip
        write_rows(rows, columns, layout, sys.stdout.buffer)
