"""`readout failed`: what could not be read into an archive, and why."""

import sys
from pathlib import Path

import click

from readout.cli.answer import answer_options, write_answer
from readout.cli.archive_option import ArchiveCommand, archive_argument
from readout.cli.talk import Talk, talk_options

NOT_ON_THE_LIST = 1
SHOWN = ("source", "reason", "tries")


@click.command(cls=ArchiveCommand, short_help="List what could not be read, and why.")
@archive_argument
@click.option("--forget", metavar="NAME", multiple=True, help="Take this off the list, without trying it again.")
@answer_options
@talk_options
def failed(archive: str, forget: tuple[str, ...], layout: str | None, output: Path | None, talk: Talk) -> None:
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
    from readout.export.table_columns import described_views
    from readout.store import open_archive
    from readout.store.failures import failures, forgive

    with open_archive(archive) as opened:
        rows = failures(opened)
        if forget:
            listed = {str(row["source"]) for row in rows}
            strange = sorted(set(forget) - listed)
            talk.say(f"{forgive(opened, *forget)} taken off the list")
            for name in strange:
                click.echo(f"{name}: is not on the list: `readout failed {opened.address}` shows it", err=True)
            sys.exit(NOT_ON_THE_LIST if strange else 0)
    if not rows:
        talk.say("Nothing failed.")
    write_answer(rows, described_views("archive")["failures"], layout, output, SHOWN)
