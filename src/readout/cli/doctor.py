"""`readout doctor`: whether all that Readout needs is there and sound, with the remedy where it is not."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from textwrap import shorten

import click

from readout.cli.archive_option import MEANING
from readout.cli.checks import Check, State
from readout.cli.rows import LAYOUTS, write_rows

SOME_BROKEN = 1
READ = ("-m", "readout", "read", "-", "--quiet", "--format", "jsonl", "--jobs", "1")
ERROR = re.compile(r"[\w.]+: ")  # as Python and click begin such a line
SHORT = 200  # characters
PATIENCE = 60  # seconds for a short report
REPORT = (  # short, with work for every model: the relation classifier is asked about the prisoners
    "ISLAMABAD, March 3 (Own) -- Pakistani Foreign Minister Shah Mahmood Qureshi telephoned his Chinese counterpart "
    "Wang Yi on Wednesday and said that Islamabad would welcome a delegation from Beijing. "
    "On Tuesday Pakistan handed over two prisoners to India."
)


@click.command(short_help="Check that all is there and sound, and say what to do.")
@click.argument("archive", required=False, help=f"{MEANING} Without either, no archive is looked at.")
@click.option(
    "-f", "--format", "layout", type=click.Choice(LAYOUTS), default="pretty", show_default=True,
    help="pretty is for a person; json one indented array; jsonl one check a line.",
)  # fmt: skip
def doctor(archive: str | None, layout: str) -> None:
    """Check Python, packages, models, data, facts, SQLite, disk and settings, then an archive where one is given or
    set, and read a short report as a proof. Each line begins with ok, missing (only what it is named for needs it) or
    broken, and ends with what to do.

    \b
    Examples:
      readout doctor
      readout doctor news.db
      readout doctor --format jsonl | jq 'select(.state != "ok")'

    Exit status: 0 nothing is broken; 1 something is; 2 wrong usage.
    """
    rows: list[Check] = []
    for check in _checks(archive):
        rows.append(check)
        if layout == "pretty":
            click.echo(_line(check))
    if layout != "pretty":
        write_rows([asdict(each) for each in rows], layout)
    if any(each.state is State.BROKEN for each in rows):
        sys.exit(SOME_BROKEN)


def _checks(archive: str | None) -> Iterator[Check]:
    from readout.cli import checks

    begun = time.perf_counter()
    # read by a command of its own, while the others run: a damaged model may take its whole process down
    with subprocess.Popen(
        [sys.executable, *READ], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, encoding="utf-8",
    ) as reading:  # fmt: skip
        assert reading.stdin is not None
        try:
            reading.stdin.write(REPORT)
            reading.stdin.close()
        except BrokenPipeError:
            pass  # it ended before it read, and says why
        yield checks.python()
        yield from checks.packages()
        yield checks.language_model()
        yield from checks.data_files()
        yield checks.facts()
        yield checks.sqlite()
        yield checks.disk()
        yield checks.folder()
        yield from checks.settings()
        yield from checks.archive(archive)
        yield _reading(reading, begun)


def _reading(reading: "subprocess.Popen[str]", begun: float) -> Check:
    remedy = "put right what is broken above; where nothing is, report it with `readout doctor --format json`"
    reading.stdin = None
    try:
        output, errors = reading.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        reading.kill()
        return Check("reading", State.BROKEN, f"no answer in {PATIENCE} seconds", remedy)
    if reading.returncode != 0 or not output:
        return Check("reading", State.BROKEN, f"status {reading.returncode}: {_last_words(errors)}", remedy)
    record = json.loads(output)
    found = {part: len(record[part]) for part in ("actors", "statements", "events", "engagements")}
    told = ", ".join(f"{part} {count}" for part, count in found.items())
    if not all(found.values()):
        return Check("reading", State.BROKEN, f"less was found in a report than is in it: {told}", remedy)
    return Check("reading", State.OK, f"a report: {told}; {time.perf_counter() - begun:.1f} s from the start")


def _last_words(errors: str) -> str:
    """The line that names the error; after it come notes of where it was met."""
    lines = errors.strip().splitlines() or ["it ended without a word"]
    named = (line for line in reversed(lines) if ERROR.match(line))
    return shorten(next(named, lines[-1]), SHORT, placeholder=" ...")


def _line(check: Check) -> str:
    remedy = f": {check.remedy}" if check.remedy else ""
    return f"{check.state:8} {check.name:28} {check.told}{remedy}"
