"""`readout backup`: a copy of an archive."""

from pathlib import Path

import click

from readout.cli.archive_option import ArchiveCommand, archive_argument
from readout.cli.talk import Talk, talk_options


@click.command(cls=ArchiveCommand, short_help="Copy an archive while it is in use.")
@archive_argument
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@talk_options
def backup(archive: str, file: Path, talk: Talk) -> None:
    """Copy an archive to FILE while others read and write it. FILE appears when the copy is whole and every page of it
    has been checked; it is an archive like any other. A report that is deleted later stays in the copy.

    \b
    Examples:
      readout backup news.db news-2021-07-10.db
      readout backup news.db "/media/disk/news-$(date +%F).db" --quiet

    An archive in PostgreSQL is copied by pg_dump, if that is installed, in the format that pg_restore reads.

    Exit status: 0; 1 it could not be copied; 2 wrong usage.
    """
    from readout.store import open_archive
    from readout.store.backup import backup as copy
    from readout.store.connection import Dialect

    with open_archive(archive) as opened:
        copy(opened, file)
        checked = opened.connection.dialect is Dialect.SQLITE
    talk.say(f"{file}: {file.stat().st_size / 1e6:.1f} MB, {'checked' if checked else 'for pg_restore'}")
