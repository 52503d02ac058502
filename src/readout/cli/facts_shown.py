"""How answers from the register look, for a person and as rows of JSON."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from textwrap import wrap

from readout.facts import Change, ChangeKind, Holder, Name
from readout.facts.entries import MAIN_OFFICES, Entry
from readout.facts.overlay import KEYS
from readout.facts.search import Found

WIDTH = 100
LABEL = 18  # cells of the first column
THINGS = {
    "states.csv": "state",
    "organisations.csv": "organisation",
    "ministries.csv": "body of a state",
    "armed_groups.csv": "armed group",
}
NAME_KINDS = ("name", "official", "former", "local", "adjective", "demonym", "demonym_plural", "capital", "seat")
DASH = "\N{EN DASH}"
LIST = "; "
Row = Mapping[str, object]


def change_lines(folder: Path, changes: Sequence[Change], *, verbose: bool) -> Iterator[str]:
    """What a user's tables change: all together, by table, and row by row."""
    yield f"{folder}: {_counted(changes)}"
    for table in KEYS:
        of_table = [change for change in changes if change.place.table.endswith(f"/{table}")]
        if of_table:
            yield f"  {table:26}{_counted(of_table)}"
        for change in of_table if verbose else ():
            if change.kind is not ChangeKind.SAME:
                yield f"    line {change.place.line:<6}{change.kind:10}{_told(change, table)}"


def _counted(changes: Sequence[Change]) -> str:
    counts = Counter(change.kind for change in changes)
    words = [f"{counts[kind]} {kind}" for kind in ChangeKind if kind is not ChangeKind.SAME]
    return ", ".join(words) + (f", {counts[ChangeKind.SAME]} as ours" if counts[ChangeKind.SAME] else "")


def _told(change: Change, table: str) -> str:
    key = " ".join(change.row[column] for column in KEYS[table])
    if change.kind is not ChangeKind.REPLACED:
        return key
    before = change.before[-1]
    new = {column: cell for column, cell in change.row.items() if cell != before.get(column, "")}
    return f"{key}: " + ", ".join(f"{column} {before.get(column) or DASH} -> {new[column] or DASH}" for column in new)


def change_row(change: Change) -> Row:
    table = change.place.table
    return {
        "kind": change.kind.value,
        "table": table,
        "line": change.place.line,
        "row": dict(change.row),
        "before": [dict(row) for row in change.before],
    }


def entry_lines(entry: Entry, *, everything: bool) -> Iterator[str]:
    row = entry.row
    yield f"{row.get('name', '')} ({entry.id}), {THINGS[entry.table]}"
    for column, cell in row.items():
        if cell and column not in (*KEYS[entry.table], "name"):
            yield from labelled(column.replace("_", " "), cell)
    for title, lines in (
        ("names", (line for kind in _kinds(entry) for line in labelled(kind, _names(entry.names[kind])))),
        ("bodies", _things(entry.bodies, "office")),
        ("other bodies", _things(entry.organisations, "kind")),
        ("armed groups", labelled("", LIST.join(group["name"] for group in entry.groups))),
        ("member of", labelled("", LIST.join(f"{each['name']} ({each['id']})" for each in entry.member_of))),
    ):
        yield from _section(title, lines)
    shown = [office for office in entry.holdings if everything or office in MAIN_OFFICES]
    for office in sorted(shown, key=lambda office: (office not in MAIN_OFFICES, _place(office), office)):
        yield from _section(office, (f"  {_held(holding)}" for holding in reversed(entry.holdings[office])))
    others = [f"{office} ({len(rows)})" for office, rows in entry.holdings.items() if office not in shown]
    if others:
        yield from _section("other offices (--all)", labelled("", LIST.join(others)))


def _place(office: str) -> int:
    return MAIN_OFFICES.index(office) if office in MAIN_OFFICES else 0


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    first = next(lines, None)
    if first is not None:
        yield from ("", title, first, *lines)


def labelled(label: str, text: str) -> Iterator[str]:
    """The text in lines of at most `WIDTH` cells, the label before the first; nothing without a text."""
    indent = LABEL if label else 2
    for number, line in enumerate(wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False)):
        yield f"{f'  {label}' if label and number == 0 else '':{indent}}{line}".rstrip()


def _things(rows: Sequence[Mapping[str, str]], by: str) -> Iterator[str]:
    kinds: dict[str, list[str]] = {}
    for row in rows:
        kinds.setdefault(row[by], []).append(f"{row['name']} ({row['id']})")
    for kind in sorted(kinds):
        yield from labelled(kind, LIST.join(kinds[kind]))


def _kinds(entry: Entry) -> list[str]:
    order = {kind: place for place, kind in enumerate(NAME_KINDS)}
    return sorted(entry.names, key=lambda kind: (order.get(kind, len(order)), kind))


def _names(names: Sequence[Mapping[str, str]]) -> str:
    strong = LIST.join(_dated(name) for name in names if name["strength"] != "weak")
    weak = LIST.join(_dated(name) for name in names if name["strength"] == "weak")
    return LIST.join(filter(None, (strong, f"weak: {weak}" if weak else "")))


def _dated(name: Mapping[str, str]) -> str:
    dates = f" ({name['valid_from']}{DASH}{name['valid_to']})" if name["valid_from"] or name["valid_to"] else ""
    return name["words"] + dates


def _held(row: Mapping[str, str]) -> str:
    dates = f"{row['start']} {DASH} {row['end']}".rstrip()
    precision = f"{row['start_precision']}, {row['end_precision']}"
    return f"{dates:24} {row['name']:32} {precision:14} {row.get('source', '')}".rstrip()


def entry_row(entry: Entry) -> Row:
    return {
        "id": entry.id,
        "table": entry.table,
        **{column: cell for column, cell in entry.row.items() if column not in KEYS[entry.table]},
        "names": {kind: [dict(name) for name in names] for kind, names in entry.names.items()},
        "bodies": [dict(row) for row in entry.bodies],
        "organisations": [dict(row) for row in entry.organisations],
        "armed_groups": [dict(row) for row in entry.groups],
        "member_of": [row["id"] for row in entry.member_of],
        "holdings": {office: [dict(row) for row in rows] for office, rows in entry.holdings.items()},
    }


def who_lines(holders: Sequence[Holder], on: date) -> Iterator[str]:
    for holder in holders:
        yield f"{certainty(holder, on):10}{holder.name}, {holder.title} ({holder.country or holder.org})"
        yield f"{'':10}{span_of(holder)}; source {holder.source}"


def certainty(holder: Holder, on: date) -> str:
    return "certain" if holder.certainly_on(on) else "possible"


def span_of(holder: Holder) -> str:
    """Both dates, each with its precision where it is no plain day."""
    start = f"{holder.start}" + (f" ({holder.start_precision})" if holder.start_precision != "day" else "")
    if holder.end is None:
        return f"{start} {DASH} ({holder.end_precision})"
    return f"{start} {DASH} {holder.end}" + (f" ({holder.end_precision})" if holder.end_precision != "day" else "")


def holder_row(holder: Holder, on: date | None = None) -> Row:
    """A holding; with a day also whether it is certain or possible on it."""
    row: dict[str, object] = {} if on is None else {"day": on.isoformat(), "held": certainty(holder, on)}
    return row | {
        "id": holder.id,
        "name": holder.name,
        "aliases": list(holder.aliases),
        "country": holder.country,
        "org": holder.org,
        "office": holder.office,
        "title": holder.title,
        "start": holder.start.isoformat(),
        "end": None if holder.end is None else holder.end.isoformat(),
        "start_precision": holder.start_precision,
        "end_precision": holder.end_precision,
        "source": holder.source,
    }


def found_lines(found: Found) -> Iterator[str]:
    where = f", {found.country}" if found.country and found.country != found.id else ""
    yield f"{found.name} ({found.id}), {found.kind}{where}"
    for holding in found.holdings:
        yield f"  {span_of(holding):44}{holding.title}"
    words = [_words(name) for name in found.names]
    yield from labelled("", LIST.join(words))


def _words(name: Name) -> str:
    dates = f"{name.valid_from or ''}{DASH}{name.valid_to or ''}" if name.valid_from or name.valid_to else ""
    marks = filter(None, (name.kind, "weak" if name.weak else "", name.sector, dates))
    return f"{name.words} ({', '.join(marks)})"


def found_row(found: Found) -> Row:
    row = {"id": found.id, "kind": found.kind, "name": found.name, "country": found.country}
    if found.holdings:
        aliases = sorted({alias for holding in found.holdings for alias in holding.aliases})
        return row | {"aliases": aliases, "holdings": [holder_row(holding) for holding in found.holdings]}
    return row | {
        "names": [
            {"words": name.words, "kind": name.kind, "sector": name.sector, "weak": name.weak} for name in found.names
        ]
    }
