"""`readout delete`: reports taken down for good."""

import getpass
import sys

import click

from readout.cli.archive_option import ArchiveCommand, archive_argument
from readout.cli.talk import Talk, talk_options

REFUSED = 1
SHOWN = 60  # characters of a title


@click.command(cls=ArchiveCommand, short_help="Take reports down for good.")
@archive_argument
@click.argument("ids", nargs=-1, metavar="ID...", required=True)
@click.option("--reason", metavar="TEXT", required=True, help="Why; it is kept.")
@click.option("--by", metavar="NAME", help="Who takes it down; it is kept. [default: your user name]")
@click.option("--versions", is_flag=True, help="Take down all versions of the same stories too.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@talk_options
def delete(
    archive: str, ids: tuple[str, ...], reason: str, by: str | None, versions: bool, yes: bool, talk: Talk
) -> None:
    """Take reports down: their text, records, quotations and corrections are deleted and overwritten in the file, and
    the same text is never stored again. What stays is a tombstone: id, a hash of the text, address, reason, who and
    when. ID is that of a report, as `readout search` shows it, or how only that begins; all are deleted or none.

    Where a former version of a story is left, it is found again. Copies (`readout backup`) are not touched.

    \b
    Examples:
      readout delete news.db doc-5b0c2f --reason "asked by the publisher"
      readout delete news.db doc-5b0c2f doc-77aa01 --versions --reason "court order 12/2021" --by "A. Khan" --yes

    Exit status: 0; 1 there is no such report, or no was answered; 2 wrong usage.
    """
    from readout.model.errors import InputError
    from readout.store import open_archive
    from readout.store.takedown import take_down

    by = by or _user()
    if not yes and not sys.stdin.isatty():
        raise click.UsageError("Nobody can be asked here: give --yes to delete without asking.")
    with open_archive(archive) as opened:
        found = [opened.find(identifier) for identifier in ids]
        for item in found:
            if item.what != "report":
                raise InputError(f"{item.id} is no report, but of {item.report}: give that id to delete the report")
        reports = [item.report for item in found]
        if not yes:
            for report in reports:
                document = opened.record(report).document
                click.echo(f"{report}: {(document.title or document.text)[:SHOWN]!r}", err=True)
            what = "all versions of these stories" if versions else "these reports"
            if not click.confirm(f"Delete {what} for good?", err=True):
                sys.exit(REFUSED)
        done = take_down(opened, reports, reason=reason, by=by, versions=versions)
        for identifier in done.ids:
            click.echo(identifier)
        talk.say(f"{len(done.ids)} deleted")
        for identifier in done.found_again:
            talk.say(f"{identifier}, a former version, is found again; --versions deletes such too")
        if not done.wiped:
            click.echo(
                f"{opened.address}: another program reads it: the words are out of the archive, and out of the log "
                "beside it as soon as that program ends",
                err=True,
            )


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name, as in some containers
        raise click.UsageError("Who takes it down? Give --by NAME.") from None
