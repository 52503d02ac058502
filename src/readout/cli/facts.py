"""`readout facts`: asks, checks and corrects the register of states, bodies and holders of office."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from readout.cli.rows import LAYOUTS, write_rows
from readout.cli.settings import facts_option, format_option

if TYPE_CHECKING:
    from readout.facts import Facts

NOT_FOUND = 1
layout_option = format_option(LAYOUTS, default="pretty")


@click.group(short_help="Ask, check and extend the register of states, bodies and office holders.")
def facts() -> None:
    """Ask the register of states, organisations, ministries, armed groups and holders of office, check it, and lay
    tables of your own over it. docs/facts.md says what is in it and how to correct it.

    \b
    Examples:
      readout facts show PAK
      readout facts who "foreign minister" PAK 2021-07-09
      readout facts search Zelensky
      readout facts check --facts my-facts

    Exit status: 0; 1 nothing found, or a table is wrong; 2 wrong usage.
    """


@facts.command(short_help="Check every row, and tell what your own tables change.")
@facts_option
@click.option("-v", "--verbose", is_flag=True, help="Also each row of yours that changes something.")
@layout_option
def check(facts: Path | None, verbose: bool, layout: str) -> None:
    """Check every row of the register and, with --facts, of your own tables: unknown countries, sectors and kinds,
    dates that are none or in the wrong order, names of things there are not, two persons at once in an office that
    one person holds. The first wrong row is named by file, line and column.

    \b
    Examples:
      readout facts check
      readout facts check --facts my-facts -v
      readout facts check --facts my-facts --format jsonl | jq .kind

    Exit status: 0 all is right; 1 a row is wrong; 2 wrong usage.
    """
    from readout.cli.facts_shown import change_lines, change_row
    from readout.facts import ChangeKind, check_facts, find_changes

    check_facts(facts)
    changes = find_changes(facts) if facts is not None else ()
    if layout != "pretty":
        write_rows([change_row(change) for change in changes if change.kind is not ChangeKind.SAME], layout)
        return
    click.echo("Every row is right.")
    if facts is not None:
        click.echo("\n".join(change_lines(facts, changes, verbose=verbose)))


@facts.command(short_help="Show all that is known of a state or an organisation.")
@click.argument("code", metavar="CODE")
@facts_option
@click.option("--all", "everything", is_flag=True, help="Also the holders of all other offices.")
@layout_option
def show(code: str, facts: Path | None, everything: bool, layout: str) -> None:
    """Show all that the register has of CODE: a state by its alpha-3 code, an organisation, a ministry or an armed
    group by its id, or the name of one. Names come by kind, with "weak" for those that the words alone do not
    decide; holders of the main offices come latest first, with the precision of their dates and the source.

    \b
    Examples:
      readout facts show PAK
      readout facts show NATO --all
      readout facts show "Sri Lanka" --format json

    Exit status: 0; 1 the register has no such thing; 2 wrong usage.
    """
    from readout.cli.facts_shown import entry_lines, entry_row
    from readout.facts.entries import read_entry

    entry = read_entry(code, facts)
    if entry is None:
        entry = read_entry(_only_place(_loaded(facts), code), facts)
    assert entry is not None
    if layout == "pretty":
        click.echo("\n".join(entry_lines(entry, everything=everything)))
    else:
        write_rows([entry_row(entry)], layout)


@facts.command(short_help="Tell who held an office on a day.")
@click.argument("office", metavar="OFFICE")
@click.argument("country", metavar="COUNTRY")
@click.argument("day", metavar="[DAY]", required=False)
@facts_option
@layout_option
def who(office: str, country: str, day: str | None, facts: Path | None, layout: str) -> None:
    """Tell who held an office on a day (YYYY-MM-DD; without one, today).

    OFFICE is a title in words or the key of an office, such as foreign_minister; COUNTRY an alpha-3 code, the id of
    an organisation, a name or an adjective. "certain" holders are those whose dates cover the day; "possible" ones
    were seen in office less than a year from it, or nothing is known of their end.

    \b
    Examples:
      readout facts who "foreign minister" PAK 2021-07-09
      readout facts who "prime minister" Norwegian 2020-01-01
      readout facts who head_of_state Kenya 2015-06-30 --format json
      readout facts who secretary-general NATO 2022-03-01

    Exit status: 0; 1 the register knows nobody; 2 wrong usage, or an office or country that it does not know.
    """
    from readout.cli.facts_shown import holder_row, who_lines
    from readout.facts.search import office_named, offices_like

    known = _loaded(facts)
    place = _only_place(known, country)
    key = office_named(known, office, place)
    if key is None:
        near = offices_like(known, office)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise click.UsageError(f"{office!r} is neither a title nor an office of the register.{hint}")
    on = _day(day)
    holders = [holder for holder in known.holdings(place, key) if holder.possibly_on(on) or holder.certainly_on(on)]
    holders.sort(key=lambda holder: not holder.certainly_on(on))
    if not holders:
        click.echo(f"The register knows nobody as {key} of {place} on {on}.", err=True)
        sys.exit(NOT_FOUND)
    if layout == "pretty":
        click.echo("\n".join(who_lines(holders, on)))
    else:
        write_rows([holder_row(holder, on) for holder in holders], layout)


@facts.command(short_help="Find persons and things by a name in any spelling.")
@click.argument("name", metavar="NAME")
@facts_option
@click.option("--ambassadors", is_flag=True, help="Look at ambassadors too, whatever else is found.")
@layout_option
def search(name: str, facts: Path | None, ambassadors: bool, layout: str) -> None:
    """Find persons with all their offices, and states, organisations, ministries and armed groups, that are called
    NAME. Accents, capitals, hyphens and apostrophes do not count; where nothing is written so, other romanisations
    do, then longer names with these words in them.

    \b
    Examples:
      readout facts search Zelensky
      readout facts search "Shinzo Abe"
      readout facts search taleban --format jsonl | jq .id

    Exit status: 0; 1 nothing found; 2 wrong usage.
    """
    from readout.cli.facts_shown import found_lines, found_row
    from readout.facts.search import search as search_facts

    found = search_facts(_loaded(facts), name, ambassadors=ambassadors)
    if not found:
        click.echo(f"The register has nobody and nothing called {name!r}.", err=True)
        sys.exit(NOT_FOUND)
    if layout == "pretty":
        click.echo("\n".join(line for each in found for line in found_lines(each)))
    else:
        write_rows([found_row(each) for each in found], layout)


def _loaded(folder: Path | None) -> "Facts":
    from readout.facts import load_facts

    return load_facts(folder)


def _only_place(known: "Facts", words: str) -> str:
    """The state or organisation meant. Raises `click.UsageError` listing them where there are several."""
    from readout.facts.search import places_named

    places = places_named(known, words)
    if len(places) == 1:
        return places[0]
    if places:
        raise click.UsageError(f"{words!r} can be {', '.join(places)}: give the code.")
    raise click.UsageError(f"{words!r} is no state or organisation of the register: try readout facts search.")


def _day(text: str | None) -> date:
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.UsageError(f"{text!r} is no day such as 2021-07-09.") from None
