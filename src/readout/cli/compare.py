"""`readout compare`: the accounts of the same engagement beside each other; of files, or of an archive's reports."""

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from readout.cli.common import SHORT, SOME_FAILED, STDIN, output_option, publication_day
from readout.cli.settings import allow_private_option, columns_option, facts_option, format_option
from readout.cli.talk import Talk, talk_options

if TYPE_CHECKING:
    from readout.ingest import Failure
    from readout.link.compared import Comparison
    from readout.model.record import Document, Engagement, Record

NOTHING = "Nothing to compare: no engagement is told by two accounts, or by two of these reports."
ALONE = "Nothing to compare: no other report of the archive tells of it, and no two accounts do."


@click.command(short_help="Lay the accounts of the same engagement beside each other.")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(allow_dash=True))
@format_option(
    ("pretty", "json"), default=None, help="pretty is for a person; json one indented array of comparisons. "
    "Unless set: pretty on a terminal, otherwise json.",
)  # fmt: skip
@output_option
@click.option(
    "--published", metavar="DATE", callback=publication_day,
    help="Day of publication (YYYY-MM-DD) of reports that do not tell it themselves. [default: the date line]",
)  # fmt: skip
@columns_option
@allow_private_option
@facts_option
@talk_options
def compare(
    paths: tuple[str, ...], layout: str | None, output: Path | None, published: str | None,
    columns: "str | dict[str, str] | None", allow_private: bool, facts: Path | None, talk: Talk,
) -> None:  # fmt: skip
    """Compare how each side tells of the same call, meeting, visit or other engagement: topics that all give and that
    only one gives, in which order and how strongly, what they contradict each other in, and what one side says of the
    other or of both.

    PATH is anything that `readout read` reads, or a file of records that it wrote. One report is enough when it has
    the accounts of two sides. When the first PATH is an archive, ids follow (the beginning of one is enough): of an
    engagement, for all reports of the archive that tell of it; of a report, for all its engagements; of several
    reports, for what these tell and no others.

    \b
    Examples:
      readout compare ours.txt theirs.txt
      readout compare report.txt --format json | jq '.[].disagreements'
      readout compare records.jsonl theirs.txt -o compared.json
      readout compare news.db en-4f0c2a

    Exit status: 0 something was compared; 1 nothing could be compared, or some input could not be read; 2 wrong usage.
    """
    from readout.cli.archive_option import is_archive
    from readout.cli.compare_archive import compare_in_archive
    from readout.ingest import Failure
    from readout.link.comparison import compare as compare_records

    if is_archive(paths[0]):
        archive, *ids = paths
        if not ids:
            raise click.UsageError(f"Give ids after the archive, as in `readout compare {archive} en-4f0c2a`.")
        if not write_comparisons(compare_in_archive(archive, ids), layout, output):
            click.echo(ALONE, err=True)
            sys.exit(SOME_FAILED)
        return
    records: list[Record] = []
    failures: list[Failure] = []
    for found in _read(paths, published, columns, allow_private, facts):
        if isinstance(found, Failure):
            failures.append(found)
            talk.detail(f"{found.source}: not read")
        else:
            records.append(found)
            talk.detail(f"{_name(found)}: {len(found.engagements)} engagements")
    compared = write_comparisons(compare_records(records), layout, output)
    for failure in failures:
        click.echo(f"{failure.source}: {shorten(str(failure.error), SHORT, placeholder=' ...')}", err=True)
    if records and not compared:
        click.echo(_told(records), err=True)
    if failures or not compared:
        sys.exit(SOME_FAILED)


def write_comparisons(comparisons: "Sequence[Comparison]", layout: str | None, output: Path | None) -> int:
    """Writes comparisons, wherever they come from, and gives how many there are.

    Args:
        layout: `pretty` or `json`; None for the first on a terminal and else the second.
        output: None for stdout. Nothing is written there of nothing.
    """
    from readout.cli.output import WIDTH, opened
    from readout.export.compared import comparisons_json, render_comparisons

    terminal = output is None and sys.stdout.isatty()
    if (layout or ("pretty" if terminal else "json")) == "json":
        page = comparisons_json(comparisons)
    else:
        width = shutil.get_terminal_size((WIDTH, 24)).columns if terminal else WIDTH
        shown = render_comparisons(comparisons, width, colour=terminal and "NO_COLOR" not in os.environ)
        page = shown.rstrip("\n").encode((sys.stdout.encoding or "utf-8") if terminal else "utf-8", errors="replace")
    if page:
        with opened(output, "jsonl") as write:  # what it adds to a page is the end of the line
            write(page)
    return len(comparisons)


def _read(
    paths: Sequence[str],
    published: str | None,
    columns: "str | dict[str, str] | None",
    allow_private: bool,
    facts: Path | None,
) -> "Iterator[Record | Failure]":
    """Records as they are, and those of the reports, in order."""
    from readout.cli.batch import DocumentReader
    from readout.model.jsonform import from_json
    from readout.model.record import Document

    read = DocumentReader(facts)
    for path in paths:
        for found in _found(path, published, columns, allow_private):
            outcome = read(found) if isinstance(found, Document) else found
            yield from_json(outcome) if isinstance(outcome, bytes) else outcome


def _found(
    path: str, published: str | None, columns: "str | dict[str, str] | None", allow_private: bool
) -> "Iterator[Document | Record | Failure]":
    """What a path holds: records where it begins with one, else reports."""
    from readout.cli.record_files import begins_as_records, holds_records, read_records, records_in
    from readout.ingest import read_bytes, read_source

    if path == STDIN:
        data = sys.stdin.buffer.read()
        if begins_as_records(data):
            yield from records_in(data, path)
        else:
            yield from read_bytes(data, path, published=published, columns=columns)
    elif holds_records(path):
        yield from read_records(path)
    else:
        yield from read_source(path, published, columns=columns, allow_private=allow_private)


def _told(records: "Sequence[Record]") -> str:
    """That nothing was compared, and what engagements each report has."""
    lines = [NOTHING]
    for record in records:
        told = "; ".join(_engagement(record, each) for each in record.engagements)
        lines.append(f"  {_name(record)}: {told or 'no engagement'}")
    return "\n".join(lines)


def _engagement(record: "Record", engagement: "Engagement") -> str:
    """As in `phone call 2021-07-09 of Ana Roy and Bo Li, 1 account (PAK)`."""
    names = {actor.key: actor.name for actor in record.actors}
    who = " and ".join(" ".join(names.get(key, key).split()) for key in engagement.participants)
    sides = ", ".join(account.side or "-" for account in engagement.accounts)
    count = len(engagement.accounts)
    accounts = f"{count} account{'' if count == 1 else 's'}" + (f" ({sides})" if sides else "")
    return f"{engagement.kind} {engagement.date or '(no day)'} of {who}, {accounts}"


def _name(record: "Record") -> str:
    document = record.document
    return document.source_id or document.title or document.id
