"""`readout corrections`: what people said of the records of an archive."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readout.cli.answer import NOTHING_FOUND, answer_options, read_archive, write_answer
from readout.cli.archive_option import ArchiveCommand, archive_argument
from readout.cli.talk import Talk, talk_options

if TYPE_CHECKING:
    from readout.store import Archive
    from readout.store.correction import Correction

SHOWN = ("number", "item", "action", "field", "former", "value", "made_by", "made", "undone")


@click.command(cls=ArchiveCommand, short_help="List what people corrected, or undo it.")
@archive_argument
@click.option("--report", metavar="ID", help="Only of this report; also tells which have no effect any more.")
@click.option("--by", "made_by", metavar="NAME", help="Only by this person.")
@click.option("--undo", "numbers", metavar="NUMBER", type=int, multiple=True, help="Take this one back; it is kept.")
@answer_options
@talk_options
def corrections(
    archive: str, report: str | None, made_by: str | None, numbers: tuple[int, ...],
    layout: str | None, output: Path | None, talk: Talk,
) -> None:  # fmt: skip
    """List the corrections of an archive in the order in which they were made, undone ones too, with the value before
    and after as JSON. Of two that stand on the same field the later holds.

    \b
    Examples:
      readout corrections news.db
      readout corrections news.db --report doc-97e9 --format jsonl
      readout corrections news.db --by Ada -o ada.csv
      readout corrections news.db --undo 12

    Exit status: 0; 1 there is none; 2 wrong usage.
    """
    from readout.store.corrections import corrections as made
    from readout.store.corrections import undo

    if numbers and (report is not None or made_by is not None):
        raise click.UsageError("--undo takes a number alone: leave --report and --by out.")

    with read_archive(archive) as opened:
        document = opened.find(report).report if report is not None else None
        found = undo(opened, *numbers) if numbers else made(opened, document, made_by)
        for each in dict.fromkeys(each.report for each in found) if numbers else filter(None, [document]):
            tell_unmatched(opened, each, talk)
    if not found:
        talk.say("There are no such corrections.")
        sys.exit(NOTHING_FOUND)
    write_corrections(found, layout, output)


def write_corrections(found: "Iterable[Correction]", layout: str | None, output: Path | None) -> None:
    import msgspec

    from readout.export.table_columns import described_views

    rows = (msgspec.to_builtins(each) for each in found)
    write_answer(rows, described_views("archive")["corrections"], layout, output, SHOWN)


def tell_unmatched(archive: "Archive", report: str, talk: Talk) -> None:
    """Tells which corrections of a report have no effect on its present reading, and why."""
    from readout.store.corrections import applied

    for unmatched in applied(archive, report).unmatched:
        correction = unmatched.correction
        talk.say(f"correction {correction.number} of {report} has no effect: {correction.item}: {unmatched.reason}")
