"""`readout export`: records in the formats of other programs."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from readout.cli.answer import read_archive
from readout.cli.archive_option import is_archive
from readout.cli.common import STDIN, output_file
from readout.cli.query_options import query_of, query_options, wrong_usage
from readout.cli.settings import FILE, SETTINGS, held
from readout.cli.talk import Talk, talk_options

if TYPE_CHECKING:
    from readout.ingest import Failure
    from readout.model.record import Record

SOME_FAILED = NOTHING_FOUND = 1
# those of readout.export.formats, which is heavier to import
FORMATS = (
    "jsonl", "polecat", "icews", "gdelt-events", "gdelt-mentions", "followthemoney", "web-annotation", "brat",
    "geojson", "icalendar", "gexf",
)  # fmt: skip
TABLES = ("csv", "parquet")  # a folder with a file for each part of the records
BINARY = ("brat",)


@click.command(short_help="Write records in the formats of other programs.")
@click.argument("source", metavar="[ARCHIVE|FILE|-]", required=False)
@click.option(
    "-f", "--format", "layout", type=click.Choice((*FORMATS, *TABLES)), required=True,
    help="docs/formats.md tells what is in each; csv and parquet are folders with a table for actors, statements, "
    "events, engagements and topics each.",
)  # fmt: skip
@click.option(
    "-o", "--output", metavar="FILE", callback=output_file, type=click.Path(allow_dash=True),
    help="Write here; FILE appears when it is whole. A folder with csv and parquet, which need it. [default: stdout]",
)  # fmt: skip
@query_options("since", "until", "actors", "between", "person", "office", "topic", "publisher")
@click.option("--added-since", metavar="TIME", help="Only reports added then or later (a day or a time, UTC).")
@click.option("--without-text", is_flag=True, help="Without the reports' words, for passing on: docs/formats.md.")
@click.option("--as-read", is_flag=True, help="Without people's corrections.")
@talk_options
def export(
    source: str | None, layout: str, output: Path | None, without_text: bool, talk: Talk, **filters: Any
) -> None:
    """Write the records of an archive, of the latest text of each story, in a format of another program; or those of a
    FILE of records (readout read -o records.jsonl), or of standard input for -.

    The filters choose reports. --since and --until are days of publication. With a FILE, only these two hold.

    \b
    Examples:
      readout export news.db --format polecat -o events.tsv
      readout export news.db --format parquet -o tables
      readout export news.db --format geojson --between PAK IND --since 2021-01-01 -o map.geojson
      readout export news.db --format jsonl --added-since 2021-07-10 --without-text | gzip > new.jsonl.gz
      readout read reports/ --format jsonl | readout export - --format icalendar -o calls.ics

    Exit status: 0; 1 nothing to write, or some line is no record; 2 wrong usage.
    """
    if layout in TABLES and output is None:
        raise click.UsageError(f"{layout} is a folder of tables: give -o FOLDER.")
    if layout in BINARY and output is None and sys.stdout.isatty():
        raise click.UsageError(f"{layout} is nothing for a terminal: give -o FILE.")
    failures: list[Failure] = []
    passed = _Passed()
    with ExitStack() as stack:
        records = passed.through(_records(stack, source, filters, failures))
        _write(records, layout, output, without_text)
    talk.detail(f"{passed.count} records")
    for failure in failures:
        click.echo(f"{failure.source}: {failure.error}", err=True)
    if not passed.count:
        talk.say("Nothing to export: no report is so.")
    if failures or not passed.count:
        sys.exit(SOME_FAILED)


class _Passed:
    """Counts what passes."""

    def __init__(self) -> None:
        self.count = 0

    def through(self, records: "Iterator[Record]") -> "Iterator[Record]":
        for record in records:
            self.count += 1
            yield record


def _write(records: "Iterator[Record]", layout: str, output: Path | None, without_text: bool) -> None:
    from readout.export.files import whole_file
    from readout.export.folder import write_folder
    from readout.export.formats import export as write_records

    if layout in TABLES:
        assert output is not None
        write_folder(records, output, layout, without_text=without_text)
        return
    if output is not None:
        with whole_file(output) as stream:
            write_records(records, layout, stream, without_text=without_text)
        return
    target: BinaryIO = sys.stdout.buffer
    write_records(records, layout, target, without_text=without_text)
    target.flush()


def _records(
    stack: ExitStack, source: str | None, filters: dict[str, Any], failures: "list[Failure]"
) -> "Iterator[Record]":
    address = source if source is not None else held("archive").value
    if address is None:
        setting = SETTINGS["archive"]
        raise click.UsageError(
            "Which archive? Give one, or a file of records, as the first argument, or set one once, by "
            f"{setting.in_file} in {FILE} or {setting.in_environment}."
        )
    days = {name: filters.pop(name) for name in ("since", "until")}
    added_since, as_read = filters.pop("added_since"), filters.pop("as_read")
    asked = {name: value for name, value in filters.items() if value not in (None, ())}
    if source is None or is_archive(address):
        archive = stack.enter_context(read_archive(address))
        query = query_of(**asked) if asked else None
        with wrong_usage():
            return archive.records(query, **days, added_since=added_since, corrected=not as_read)
    if asked or added_since or as_read:
        raise click.UsageError("Only the reports of an archive can be chosen by more than --since and --until.")
    return _of_file(address, days["since"], days["until"], failures)


def _of_file(path: str, since: str | None, until: str | None, failures: "list[Failure]") -> "Iterator[Record]":
    from readout.cli.record_files import read_records, records_in

    if path != STDIN and not Path(path).is_file():
        raise click.UsageError(f"{path}: there is no archive and no file of records of that name.")
    found = records_in(sys.stdin.buffer.read(), path) if path == STDIN else read_records(path)
    return _within(found, since, until, failures)


def _within(
    found: "Iterator[Record | Failure]", first: str | None, last: str | None, failures: "list[Failure]"
) -> "Iterator[Record]":
    """The records published between two days; what is no record goes to the failures."""
    from readout.ingest import Failure

    for record in found:
        if isinstance(record, Failure):
            failures.append(record)
            continue
        published = record.document.published or ""
        if (not first or published >= first) and (not last or "" < published <= last):
            yield record
