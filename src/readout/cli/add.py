"""`readout add`: reports into an archive."""

import os
import re
import signal
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from readout.cli.archive_option import ArchiveCommand, archive_argument
from readout.cli.common import left_out, progress, publication_day
from readout.cli.settings import allow_private_option, columns_option, facts_option, jobs_option
from readout.cli.talk import Talk, talk_options

if TYPE_CHECKING:
    from readout.cli.adding import Adding

SOME_FAILED = 1
INTERRUPTED = 130  # what a shell reports after Ctrl-C
TERMINATED = 143  # and after SIGTERM
LISTED = 5
SHORT = 200  # characters of a message in the list of failures
DURATION = re.compile(r"(\d+)\s*([smhd])")
ADDRESS = re.compile(r"https?://\S", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:/", re.IGNORECASE)  # RFC 3986; one letter is a drive of Windows
UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def _duration(_ctx: click.Context, _option: click.Parameter, value: str | None) -> timedelta | None:
    if value is None:
        return None
    match = DURATION.fullmatch(value.strip())
    try:
        every = timedelta(**{UNITS[match[2]]: int(match[1])}) if match else timedelta(0)
    except OverflowError:
        every = timedelta(0)
    if not every:
        raise click.BadParameter(f"{value!r} is not a length of time: write it as 30s, 10m, 2h or 1d")
    return every


class Terminated(KeyboardInterrupt):
    """The end that `kill`, systemd and Docker ask for; it is told as that by Ctrl-C is."""


@click.command(cls=ArchiveCommand, short_help="Put reports into an archive.")
@archive_argument
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option(
    "--published", metavar="DATE", callback=publication_day,
    help="Day of publication (YYYY-MM-DD) of reports without one of their own.",
)  # fmt: skip
@columns_option
@click.option(
    "--watch", "every", metavar="TIME", callback=_duration,
    help="Look again each TIME (such as 10m) for what is new or changed in feeds and folders, until Ctrl-C; "
    "reads in one process.",
)  # fmt: skip
@click.option("--retry", is_flag=True, help="Try again what `readout failed` lists; then no SOURCE is needed.")
@allow_private_option
@jobs_option
@facts_option
@talk_options
def add(
    archive: str, sources: tuple[str, ...], published: str | None, columns: str | dict[str, str] | None,
    every: timedelta | None, retry: bool, allow_private: bool, jobs: int, facts: Path | None, talk: Talk,
) -> None:  # fmt: skip
    """Read reports and store them with their records in an archive, which is made when there is none.

    SOURCE is whatever `readout read` reads (a file of any of its kinds, a folder, an address, a feed, or - for
    standard input), or records that `readout read -o` wrote, which are stored without reading them again.

    The same text is stored once. A new text at the same address, or in the same file, is a new version of the story;
    the former is kept. A report that cannot be read is put aside with its reason (`readout failed`), and the rest
    goes on. Each report is stored whole as soon as it is read: end the command whenever you like and run it again to
    go on. Files read to their end are passed over until they change.

    \b
    Examples:
      readout add news.db reports/ more.jsonl.gz --jobs 2
      readout add news.db https://example.org/feed.xml --watch 10m
      readout add news.db stories.csv --columns text=body,title=headline,published=date
      readout read reports/ | readout add news.db -
      readout add postgresql://me@host/news reports/

    Exit status: 0 all is stored; 1 some reports could not be read, a source is not there, or the archive could not be
    written; 2 wrong usage; 130 ended by Ctrl-C, 143 by SIGTERM.
    """
    from readout.cli.adding import Adding, How
    from readout.model.errors import ReadoutError
    from readout.store import open_archive

    if not sources and (every or not retry):
        raise click.UsageError("Nothing to add. Give a SOURCE, as in: readout add news.db reports/")
    named, sources = len(sources), tuple(filter(_is_there, sources))
    missing = named - len(sources)
    if not sources and (every or not retry):
        sys.exit(SOME_FAILED)
    how = How(published, columns, allow_private, facts, jobs, retry)
    with (
        open_archive(archive, create=bool(sources)) as opened,
        progress(shown=sys.stderr.isatty() and talk is Talk.NORMAL) as show,
        _ended_by_sigterm(),
    ):
        adding = Adding(
            opened, how, lambda name, became: talk.detail(f"{name}: {became}"), lambda counts: show(counted(counts))
        )
        try:
            if retry:
                sources = _with_failed(sources, adding, talk)
            if every:
                adding.watch(sources, every)
            else:
                adding.add(sources)
        except KeyboardInterrupt as ended:
            if every is None:
                asked, status = ("SIGTERM", TERMINATED) if isinstance(ended, Terminated) else ("Ctrl-C", INTERRUPTED)
                click.echo(f"Ended by {asked}: {_summary(adding)}. Run it again to go on.", err=True)
                sys.exit(status)
        except ReadoutError:
            click.echo(f"Not all is stored: {_summary(adding)}. When it is put right, run it again to go on.", err=True)
            raise
    _tell(adding, talk)
    if adding.counts["failed"] or missing:
        sys.exit(SOME_FAILED)


def _is_there(source: str) -> bool:
    """Whether a source can be asked; of one that cannot, such as a mistyped path, it tells why."""
    if source == "-" or ADDRESS.match(source) or os.path.exists(source):  # noqa: PTH110 - takes any name
        return True
    wrong = "no such file or folder: check the path and who may read it"
    if SCHEME.match(source):
        wrong = "no such file, and no address that is fetched: write it as https://host/path"
    click.echo(f"{source}: {wrong}", err=True)
    return False


def _with_failed(sources: tuple[str, ...], adding: "Adding", talk: Talk) -> tuple[str, ...]:
    again, unknown = adding.sources_of_failures()
    if unknown:
        names = ", ".join(unknown[:LISTED]) + (", ..." if len(unknown) > LISTED else "")
        talk.say(f"Not tried again, for no file here has such a name: {names}. Give the SOURCE, or forget them.")
    return tuple(dict.fromkeys((*sources, *again)))


@contextmanager
def _ended_by_sigterm() -> Iterator[None]:
    """Raises `Terminated` when the signal comes; only a main thread may ask for it."""

    def end(_number: int, _frame: object) -> None:
        raise Terminated

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)


def counted(counts: Counter[str]) -> str:
    """What became of the reports, in words; those of which there are none are left out."""
    versions = "new version" if counts["version"] == 1 else "new versions"
    passed = "file passed over" if counts["passed over"] == 1 else "files passed over"
    words = {
        "added": "added", "version": versions, "known": "known", "taken down": "taken down before",
        "failed": "failed", "passed over": passed,
    }  # fmt: skip
    return ", ".join(f"{counts[what]} {word}" for what, word in words.items() if counts[what]) or "nothing added"


def _summary(adding: "Adding") -> str:
    failed = f" (readout failed {adding.address})" if adding.counts["failed"] else ""
    return f"{counted(adding.counts)}{failed}"


def _tell(adding: "Adding", talk: Talk) -> None:
    from readout.cli.adding import MOST_TOLD

    if adding.skipped:
        talk.say(left_out(adding.skipped, "add", "SOURCE"))
    for failure in adding.first_failures.values():
        click.echo(f"{failure.source}: {shorten(str(failure.error), SHORT, placeholder=' ...')}", err=True)
    if adding.counts["failed"] > len(adding.first_failures) == MOST_TOLD:
        click.echo(f"... and more: readout failed {adding.address}", err=True)
    talk.say(_summary(adding))
