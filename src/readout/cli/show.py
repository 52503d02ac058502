"""`readout show`: one report, statement, event or engagement of an archive."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readout.cli.answer import columns_of, read_archive, with_short_ids
from readout.cli.archive_option import ArchiveCommand, archive_argument
from readout.cli.common import output_file
from readout.cli.settings import format_option

if TYPE_CHECKING:
    from readout.store import Archive, Item

VERSIONS = ("report", "version", "published", "reading", "since", "readout_version", "corrected")
LAYOUTS = ("pretty", "json", "text", "versions")


@click.command(cls=ArchiveCommand, short_help="Show one report, statement, event or engagement of an archive.")
@archive_argument
@click.argument("identifier", metavar="ID")
@format_option(
    LAYOUTS, default="pretty", help="pretty is for a person; json the record, or what it has of the item; text the "
    "report itself; versions the texts and readings that there have been.",
)  # fmt: skip
@click.option("--as-read", is_flag=True, help="Without people's corrections.")
@click.option(
    "-o", "--output", metavar="FILE", callback=output_file, type=click.Path(dir_okay=False, allow_dash=True),
    help="Write here; FILE appears when it is whole. [default: stdout]",
)  # fmt: skip
def show(archive: str, identifier: str, layout: str, as_read: bool, output: Path | None) -> None:
    """Show the record of a report; or of a statement, event or engagement what is known of it, where it stands in the
    text, and why each field has its value. For a person also the other reports that tell of the same engagements, and
    those with nearly the same text.

    ID is an id, as `readout search` shows them, or as much of its beginning as no other id has.

    \b
    Examples:
      readout show news.db doc-97e902e6add3c92caaf1
      readout show news.db ev-4b1c
      readout show news.db doc-97e9 --format json --as-read
      readout show news.db doc-97e9 --format text
      readout show news.db doc-97e9 --format versions

    Exit status: 0; 1 there is no such id, or several begin so; 2 wrong usage.
    """
    with read_archive(archive) as opened:
        item = opened.find(identifier)
        page = _PAGES[layout](opened, item, as_read)
    if output is not None:
        from readout.export.files import whole_file

        with whole_file(output) as stream:
            stream.write(page.encode(errors="replace"))
        return
    encoding = (sys.stdout.encoding or "utf-8") if sys.stdout.isatty() else "utf-8"
    sys.stdout.buffer.write(page.encode(encoding, errors="replace"))
    sys.stdout.buffer.flush()


def _pretty(archive: "Archive", item: "Item", as_read: bool) -> str:
    from readout.cli.compare_archive import link_if_needed
    from readout.cli.show_item import item_lines
    from readout.cli.show_links import link_lines
    from readout.export.pretty import render

    width, colour = _terminal()
    record = archive.record(item.report, corrected=not as_read)
    link_if_needed(archive)
    links = "".join(f"\n{line}".rstrip(" ") for line in link_lines(archive, item))
    if item.what != "report":
        return "\n".join(item_lines(record, item, width)) + f"{links}\n"
    page = render(record, width, colour).rstrip("\n") + f"{links}\n"
    rows = archive.versions(item.report)
    return page if len(rows) == 1 else f"{page}\nVERSIONS AND READINGS\n\n{_versions(archive, item, as_read)}"


def _json(archive: "Archive", item: "Item", as_read: bool) -> str:
    import msgspec

    from readout.cli.show_item import part_of
    from readout.model.jsonform import to_dict, to_json

    record = archive.record(item.report, corrected=not as_read)
    line = to_json(record) if item.what == "report" else msgspec.json.encode(part_of(to_dict(record), item))
    return msgspec.json.format(line, indent=2).decode() + "\n"


def _text(archive: "Archive", item: "Item", _as_read: bool) -> str:
    return archive.record(item.report).document.text


def _versions(archive: "Archive", item: "Item", _as_read: bool) -> str:
    from io import BytesIO

    from readout.export.table import write_rows

    written = BytesIO()
    rows = map(with_short_ids, archive.versions(item.report))
    write_rows(rows, columns_of("versions", VERSIONS), "table", written, _terminal()[0])
    return written.getvalue().decode()


_PAGES = {"pretty": _pretty, "json": _json, "text": _text, "versions": _versions}


def _terminal() -> tuple[int, bool]:
    """Cells of a line, and whether there are colours."""
    from shutil import get_terminal_size

    from readout.cli.output import WIDTH

    if not sys.stdout.isatty():
        return WIDTH, False
    return get_terminal_size((WIDTH, 24)).columns, "NO_COLOR" not in os.environ
