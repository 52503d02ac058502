"""`readout search`: finds reports, statements, events and engagements of an archive."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from readout.cli.answer import NOTHING_FOUND, answer_options, columns_of, read_archive, write_answer
from readout.cli.archive_option import ArchiveCommand, archive_argument
from readout.cli.query_options import query_of, query_options
from readout.cli.talk import Talk, talk_options

if TYPE_CHECKING:
    from readout.store import Archive, Query

AT_ONCE = 500  # rows of a page with --all
# The columns that a person is shown; where words are looked for, the words found stand in the place of the last.
SHOWN = {
    "reports": ("published", "publisher", "id", "title"),
    "statements": ("published", "speakers", "speech_act", "id", "words"),
    "events": ("date", "event_type", "actors", "recipients", "realis", "id", "sentence"),
    "engagements": ("date", "kind", "status", "participants", "id", "topics_both", "topics_only"),
}
ALONE = {"actors": "--actor", "types": "--type", "words": "the words"}  # what is not called as its field


@click.command(cls=ArchiveCommand, short_help="Find reports, statements, events and engagements of an archive.")
@archive_argument
@click.argument("words", nargs=-1, metavar="[WORDS]...")
@query_options()
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="At most so many rows.")
@click.option("--after", metavar="CURSOR", help="Go on behind the rows before, by the cursor that they ended with.")
@click.option("--all", "everything", is_flag=True, help="All rows, however many there are.")
@answer_options
@talk_options
def search(
    archive: str, words: tuple[str, ...], limit: int, after: str | None, everything: bool, layout: str | None,
    output: Path | None, talk: Talk, **filters: Any,
) -> None:  # fmt: skip
    """Find reports, or with --what statements, events or engagements, newest first (with nothing but words, those
    added last first). All filters must hold.

    WORDS are those of the full text of reports, or of what statements say. All must be there, in whatever form
    (English); "words in quotation marks" stand together, OR between two takes either, and -word must not be there.
    Put -- before words that begin with a dash, and quote quotation marks for your shell: '"border talks"'.

    \b
    Examples:
      readout search news.db border talks
      readout search news.db '"foreign minister" ceasefire OR truce'
      readout search news.db --what events --between Pakistan India --type ASSAULT --since 2021-01-01
      readout search news.db --what statements --speaker "Ned Price" --channel briefing
      readout search news.db --what engagements --actor PAK --topic Afghanistan --format json
      readout search news.db --what events --actor China --realis actual --all -o events.parquet

    Names of countries do for their codes. Where more is found than --limit lets through, the cursor of the next rows
    is told on stderr.

    Exit status: 0; 1 nothing found; 2 wrong usage.
    """
    query = query_of(words, limit=AT_ONCE if everything else limit, after=after, **filters)
    with read_archive(archive) as opened:
        columns = columns_of(query.what)
        if not query.words:
            columns.pop()  # no words, no snippet
        if everything:
            rows, cursor = opened.search_all(query), None
        else:
            page = opened.search(query)
            rows, cursor = iter(page.rows), page.next
        shown = SHOWN[query.what]
        if query.words:
            shown = (*shown[:-1], "snippet")
        count = write_answer(rows, columns, layout, output, shown)
        if cursor:
            talk.say(f"There is more; the next rows: --after {cursor}")
        if not count:
            talk.say(_why_nothing(opened, query))
    if not count:
        sys.exit(NOTHING_FOUND)


def _why_nothing(archive: "Archive", query: "Query") -> str:
    """Which of several filters finds something alone."""
    from msgspec.structs import fields

    from readout.store import Query

    alone: dict[bool, list[str]] = {True: [], False: []}
    for field in fields(query):
        value = getattr(query, field.name)
        if field.name not in {"what", "limit", "after"} and value not in (None, ()):
            found = archive.search(Query(what=query.what, limit=1, **{field.name: value})).rows
            alone[bool(found)].append(ALONE.get(field.name, f"--{field.name}"))
    if len(alone[True]) + len(alone[False]) < 2:
        return "Nothing found: `readout stats` tells what is there."
    told = f"alone, {_listed(alone[True])} would find {query.what}" if alone[True] else "each alone finds nothing too"
    against = f"; {_listed(alone[False])} would not" if alone[True] and alone[False] else ""
    return f"Nothing found: {told}{against}."


def _listed(names: "list[str]") -> str:
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
