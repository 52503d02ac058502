"""`readout reread`: old records brought to what reads now."""

import sys
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from readout.cli.answer import read_archive
from readout.cli.archive_option import ArchiveCommand, archive_argument
from readout.cli.query_options import day_option, wrong_usage
from readout.cli.settings import facts_option, format_option, jobs_option
from readout.cli.talk import Talk, talk_options

if TYPE_CHECKING:
    from readout.ingest import Failure
    from readout.model.record import Document
    from readout.store import Archive
    from readout.store.rereading import Present, Reread, Selection

SOME_FAILED = 1
SHORT = 200  # characters of a message in the list of failures
OTHERWISE = ("appeared", "vanished", "changed")


def _version(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    from readout.store.rereading import version_parts

    if value is not None:
        with wrong_usage():
            version_parts(value)
    return value


@click.command(cls=ArchiveCommand, short_help="Read reports of an archive again with the present models.")
@archive_argument
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--outdated/--all", default=True, help="Only records that other models or another Readout made; or all.")
@click.option(
    "--older-than", metavar="VERSION", callback=_version, help="Only records made by a Readout before this version."
)
@click.option(
    "--since", metavar="DATE", callback=day_option, help="Only reports published on this day (YYYY-MM-DD) or later."
)
@click.option("--until", metavar="DATE", callback=day_option, help="Only reports published on this day or before.")
@click.option("-n", "--dry-run", is_flag=True, help="Tell the difference, and change nothing.")
@jobs_option
@facts_option
@format_option(
    ("table", "jsonl"), default=None, help="table is for a person, of reports that are read otherwise; jsonl one "
    "report a line. Unless set: table on a terminal, otherwise jsonl.",
)  # fmt: skip
@talk_options
def reread(
    archive: str, ids: tuple[str, ...], outdated: bool, older_than: str | None, since: str | None, until: str | None,
    dry_run: bool, jobs: int, facts: Path | None, layout: str | None, talk: Talk,
) -> None:  # fmt: skip
    """Read the stored texts again, put the new records in the place of the old ones, which are kept, and tell what is
    otherwise. What people corrected holds: what they changed, added or accepted stays even where the new reading does
    not find it.

    ID is the id of a report or its beginning; without any, all reports that are outdated are read. A run that was
    broken off goes on where it was. A correction that finds nothing to hold on to any more is named, and kept.

    \b
    Examples:
      readout reread news.db --dry-run
      readout reread news.db --jobs 2 > difference.jsonl
      readout reread news.db --older-than 0.2 --since 2021-01-01
      readout reread news.db doc-97e9 --all --format table

    Exit status: 0 all was read again, or nothing had to be; 1 some report could not be, the rest was; 2 wrong usage.
    """
    from readout.ingest import Failure
    from readout.store.rereading import Selection

    layout = layout or ("table" if sys.stdout.isatty() else "jsonl")
    counts: Counter[str] = Counter()
    failures: list[Failure] = []
    with read_archive(archive) as opened:
        reports = tuple(opened.find(identifier).report for identifier in ids)
        selection = Selection(ids=reports, older_than=older_than, since=since, until=until, outdated=outdated)
        for told in _reread(opened, _present(facts), selection, jobs, facts, dry_run=dry_run):
            if isinstance(told, Failure):
                failures.append(told)
                talk.detail(f"{told.source}: not read")
                continue
            _count(counts, told)
            talk.detail(f"{told.difference.document}: {'read otherwise' if told.difference.found else 'as before'}")
            if layout == "jsonl" or told.difference.found or told.unmatched:
                _write(told, layout)
    talk.say(_summary(counts, dry_run=dry_run))
    for failure in failures:
        click.echo(f"{failure.source}: {shorten(str(failure.error), SHORT, placeholder=' ...')}", err=True)
    if failures:
        sys.exit(SOME_FAILED)


def _present(facts: Path | None) -> "Present":
    """The versions that a record would get now; as `readout.load` puts them, which takes longer."""
    from readout import __version__
    from readout.facts import digest_of
    from readout.model.jsonform import SCHEMA_VERSION
    from readout.model.record import Versions
    from readout.parse.spacy_parser import model_versions
    from readout.store.rereading import Present

    models = model_versions()
    if facts is not None:
        models = Versions(models, facts=digest_of(facts))
    return Present(schema_version=SCHEMA_VERSION, readout_version=__version__, models=models)


def _reread(
    archive: "Archive", present: "Present", selection: "Selection", jobs: int, facts: Path | None, *, dry_run: bool
) -> "Iterator[Reread | Failure]":
    from readout.cli.batch import MakeReader, read_all
    from readout.ingest import Failure
    from readout.model.errors import UnreadableRecord
    from readout.model.jsonform import from_json
    from readout.store.rereading import documents_to_reread, reread

    taken: deque[str] = deque()

    def documents() -> "Iterator[Document]":
        for document in documents_to_reread(archive, present, selection):
            taken.append(document.id)
            yield document

    with closing(read_all(documents(), jobs, MakeReader(facts))) as outcomes:
        for _, outcome in outcomes:  # in the order in which they were taken
            identifier = taken.popleft()
            if isinstance(outcome, Failure):
                yield Failure(identifier, outcome.error)
                continue
            try:
                yield reread(archive, from_json(outcome), dry_run=dry_run)
            except UnreadableRecord as error:
                yield Failure(identifier, error)


def _count(counts: Counter[str], told: "Reread") -> None:
    counts["read"] += 1
    counts["otherwise"] += told.difference.found
    counts["unmatched"] += len(told.unmatched)
    for what in OTHERWISE:
        counts[what] += len(getattr(told.difference, what))


def _summary(counts: Counter[str], *, dry_run: bool) -> str:
    if not counts["read"]:
        return "Nothing to read again: `--all` reads what is up to date too."
    reports = "1 report" if counts["read"] == 1 else f"{counts['read']} reports"
    items = ", ".join(f"{counts[what]} {what}" for what in OTHERWISE)
    done = f"{reports} read again, {counts['otherwise']} otherwise: {items}"
    if counts["unmatched"]:
        done += f"; {counts['unmatched']} corrections without effect"
    return f"{done}. Nothing was changed." if dry_run else f"{done}."


def _write(told: "Reread", layout: str) -> None:
    import msgspec

    from readout.export.differing import difference_lines

    if layout == "jsonl":
        line = msgspec.json.encode(told).decode()
    else:
        reasons: Iterable[str] = (
            f"correction {each.correction.number} has no effect: {each.correction.item}: {each.reason}"
            for each in told.unmatched
        )
        line = "\n".join([*difference_lines(told.difference), *(f"  ! {reason}" for reason in reasons), ""])
    click.echo(line)
