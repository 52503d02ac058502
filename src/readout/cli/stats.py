"""`readout stats`: how much is in an archive."""

from pathlib import Path

import click

from readout.cli.answer import answer_options, columns_of, read_archive, write_answer
from readout.cli.archive_option import ArchiveCommand, archive_argument


@click.command(cls=ArchiveCommand, short_help="Tell how much is in an archive, of what, and from when.")
@archive_argument
@answer_options
def stats(archive: str, layout: str | None, output: Path | None) -> None:
    """Tell how many reports, actors, statements, events and engagements an archive has, from when, and how many there
    are of each publisher, language, type, channel and kind (the twenty most frequent).

    \b
    Examples:
      readout stats news.db
      readout stats news.db --format json

    Exit status: 0; 1 there is no archive, or it cannot be read; 2 wrong usage.
    """
    with read_archive(archive) as opened:
        rows = opened.statistics()
    write_answer(rows, columns_of("statistics"), layout, output)
