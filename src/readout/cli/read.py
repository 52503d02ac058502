"""`readout read`: reports in, records out."""

import sys
import time
from collections import Counter
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from readout.cli.common import SHORT, SOME_FAILED, STDIN, left_out, output_option, progress, publication_day
from readout.cli.settings import allow_private_option, columns_option, facts_option, format_option, jobs_option
from readout.cli.talk import Talk, talk_options

if TYPE_CHECKING:
    from readout.ingest import Failure
    from readout.model.record import Document


@click.command(short_help="Read reports into records.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(allow_dash=True))
@format_option(
    default=None, help="pretty is for a person; json one indented array; jsonl one record a line. "
    "Unless set: pretty on a terminal, otherwise jsonl.",
)  # fmt: skip
@output_option
@click.option(
    "--published", metavar="DATE", callback=publication_day,
    help="Day of publication (YYYY-MM-DD) of reports without a `published` field. Times such as "
    "\"on Friday\" count from it. [default: the date line of the report]",
)  # fmt: skip
@columns_option
@allow_private_option
@jobs_option
@facts_option
@talk_options
def read(
    paths: tuple[str, ...], layout: str | None, output: Path | None, published: str | None,
    columns: str | dict[str, str] | None, allow_private: bool, jobs: int, facts: Path | None, talk: Talk,
) -> None:  # fmt: skip
    """Read reports and write their records.

    PATH is a report (text, HTML, PDF, DOCX), rows with a report each (JSON lines, JSON, CSV, TSV, Parquet), a feed
    (RSS, Atom) or a WARC file, any of them compressed (.gz), a folder of such files, an address (https://...), or -
    for standard input, which is also read when there is no PATH. Rows have the fields text, id, title, published,
    publisher, author and url, or columns that are known or named by --columns.

    \b
    Examples:
      readout read report.txt
      readout read reports/ more.jsonl.gz --jobs 2 -o records.jsonl
      cat report.txt | readout read --published 2021-07-10 | jq .statements
      readout read --format json report.txt > record.json
      readout read stories.csv --columns text=body,title=headline,published=date

    An input that cannot be read is named at the end on stderr with the remedy, and the rest is read.

    Exit status: 0 all was read; 1 some input could not be read; 2 wrong usage.
    """
    from readout.cli.batch import MakeReader, read_all
    from readout.cli.output import opened

    if not paths and sys.stdin.isatty():
        raise click.UsageError("Nothing to read. Give a PATH, or pipe: cat report.txt | readout read")
    paths = paths or (STDIN,)
    if STDIN in paths and sys.stdin.isatty():
        talk.say("Reading from the terminal; end with Ctrl-D.")
    on_terminal = output is None and sys.stdout.isatty()
    skipped: Counter[str] = Counter()
    failures: list[Failure] = []
    with (
        closing(_documents(paths, published, skipped, columns, allow_private)) as documents,
        closing(read_all(documents, jobs, MakeReader(facts))) as outcomes,
        opened(output, layout or ("pretty" if on_terminal else "jsonl")) as write,
        progress(shown=sys.stderr.isatty() and talk is Talk.NORMAL and not on_terminal) as show,
    ):
        begun = time.perf_counter()
        for number, (source, outcome) in enumerate(outcomes, start=1):
            if isinstance(outcome, bytes):
                write(outcome)
            else:
                failures.append(outcome)
            if talk >= Talk.VERBOSE:
                talk.detail(_told(source, outcome))
                talk.debug(f"{source}: {time.perf_counter() - begun:.3f} s since the one before")
                begun = time.perf_counter()
            show(f"{number - len(failures)} read" + (f", {len(failures)} not" if failures else ""))
    if skipped:
        talk.say(left_out(skipped, "read", "PATH"))
    if failures:
        _tell_failures(failures)
        sys.exit(SOME_FAILED)


def _documents(
    paths: tuple[str, ...], published: str | None, skipped: Counter[str],
    columns: str | dict[str, str] | None, allow_private: bool,
) -> "Generator[Document | Failure]":  # fmt: skip
    from readout.ingest import read_source

    def skip(path: str) -> None:
        skipped[Path(path).suffix.lower() or "no suffix"] += 1

    for path in paths:
        yield from read_source(path, published, skipped=skip, columns=columns, allow_private=allow_private)


def _told(source: str, outcome: "bytes | Failure") -> str:
    if not isinstance(outcome, bytes):
        return f"{source}: not read: {outcome.error}"
    from readout.model.jsonform import from_json

    record = from_json(outcome)
    parts = ("actors", "statements", "events", "engagements")
    return f"{source}: " + ", ".join(f"{len(getattr(record, part))} {part}" for part in parts)


def _tell_failures(failures: "list[Failure]") -> None:
    inputs = "1 input" if len(failures) == 1 else f"{len(failures)} inputs"
    click.echo(f"{inputs} could not be read:", err=True)
    for failure in failures:
        click.echo(f"  {failure.source}: {shorten(str(failure.error), SHORT, placeholder=' ...')}", err=True)
