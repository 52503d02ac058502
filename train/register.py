"""
Builds the package's reference facts and ontology tables from the gathered sources and from our own rows.

    python -m train.register ../shared/facts src/readout/data/facts

Our own rows and corrections are in `train/register_own/`; they win. The ontology tables go to `../ontology`
beside the facts. The same input gives the same bytes.
"""

import html
import re
import sys
from collections import defaultdict
from pathlib import Path

from train.register_bodies import add_own_bodies
from train.register_holders import holder_tables
from train.register_rows import OWN, Row, read_rows, slug, split, write_rows
from train.register_words import agents, titles

STATES = (
    "alpha3",
    "alpha2",
    "name",
    "official_name",
    "status",
    "start",
    "end",
    "capital",
    "parent",
    "source",
)
NAMES = ("words", "of", "kind", "sector", "strength", "valid_from", "valid_to", "source")
ORGANISATIONS = (
    "id",
    "name",
    "kind",
    "country",
    "sectors",
    "parent",
    "head_title",
    "start",
    "end",
    "members",
    "source",
)
MINISTRIES = ("id", "country", "office", "name", "sector", "source")
GROUPS = ("id", "name", "country", "countries", "sector", "start", "end", "source")
TITLES = ("words", "office", "sector", "countries", "note", "source")
AGENTS = ("words", "sectors", "source")
SECTORS = ("code", "definition", "use", "source")

KINDS = {  # kinds of the gathered aliases -> ours; None: not taken over
    "name": "name",
    "variant": "name",
    "official": "official",
    "former": "former",
    "local": "local",
    "adjective": "adjective",
    "demonym": "demonym",
    "demonym_plural": "demonym_plural",
    "capital": "capital",
    "capital_as_state": "capital",
    "seat": "seat",
    "legislature": "metonym",
    "ministry": "metonym",
    "military": "metonym",
    "nickname": None,
}
SAME_KIND = {"official": "name", "former": "name", "local": "name", "region": "name"}
MENDED = {"055": "Apologize", "100": "Demand"}  # names of CAMEO codes that the gathered table has wrong
METONYM_SECTORS = {"legislature": "LEG", "ministry": "GOV", "military": "MIL", "seat": "GOV"}
BODY_SECTORS = {"LEG": "LEG", "JUD": "JUD", "MIL": "MIL"}


def written_form(words: str) -> str:
    """As names are looked up: entities resolved, straight apostrophes, single spaces, no leading article."""
    words = html.unescape(words).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    return re.sub(r"^the (?=\S)", "", " ".join(words.split()), flags=re.IGNORECASE)


def day(text: str, last: bool = False) -> str:
    """A year, month or day as its first (or last) day."""
    if len(text) == 4:
        return text + ("-12-31" if last else "-01-01")
    if len(text) == 7:
        leap = int(text[:4]) % 4 == 0
        return f"{text}-{month_days(int(text[5:]), leap) if last else 1:02}"
    return text


def month_days(month: int, leap: bool) -> int:
    return (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def damaged(words: str) -> bool:
    """Cut at an entity's semicolon, in ISO's inverted order, or a remark rather than a name."""
    inverted = re.search(r", (.* of( the)?|British|U\.S\.|Province of China)$", words)
    return bool(inverted) or bool(re.search(r"[&(\[;]| in | is |^administered|^$|^none$", words))


def states(facts: Path) -> list[Row]:
    rows = []
    for row in read_rows(facts / "countries.csv"):
        capital = html.unescape(split(row["capital"])[0]) if row["capital"] else ""
        source = "own" if row["status"] in ("historical", "unrecognised") else "pycountry|factbook|cow"
        rows.append(row | {"capital": capital, "source": source, "official_name": html.unescape(row["official_name"])})
    return rows


def state_names(facts: Path) -> list[Row]:
    taken = {
        (written_form(alias), row["country"])
        for row in read_rows(facts / "ministries.csv")
        for alias in [row["name"], *split(row["aliases"])]
        if row["kind"] != "leader_office"
    }
    rows = []
    for row in read_rows(facts / "country_aliases.csv"):
        kind, words = KINDS[row["kind"]], written_form(row["alias"])
        cut = ("&" in row["alias"] and ";" not in row["alias"]) or (kind == "local" and words[:1].islower())
        unusable = kind is None or row["entity"] in ("EU", "UN") or damaged(words) or cut
        if unusable or (kind == "metonym" and (words, row["entity"]) in taken):
            continue
        weak = row["strength"] == "weak" or kind in ("local", "former")
        rows.append(
            {
                "words": words,
                "of": row["entity"],
                "kind": str(kind),
                "strength": "weak" if weak else "strong",
                "sector": METONYM_SECTORS.get(row["kind"], ""),
                "valid_from": day(row["valid_from"]),
                "valid_to": day(row["valid_to"], last=True),
                "source": row["source"],
            }
        )
    return rows


def organisations(facts: Path) -> tuple[list[Row], list[Row]]:
    rows, names = [], []
    for row in read_rows(facts / "organisations.csv"):
        country = "NGO" if row["kind"] == "ngo" else "IGO"
        body = next((code for mark, code in BODY_SECTORS.items() if mark in row["cameo"][6:]), "")
        sectors = "|".join(filter(None, (body, row["plover"])))
        rows.append(
            row
            | {
                "country": country,
                "sectors": sectors,
                "start": day(row["founded"]),
                "end": day(row["dissolved"], last=True),
                "members": " ".join(sorted(split(row["members"]))),
                "source": row["members_source"].split(" ")[0] or "own",
            }
        )
        for words in dict.fromkeys(map(written_form, [row["name"], *split(row["aliases"])])):
            names.append(named(words, row["id"], "organisation", "own"))
    return rows, names


def named(words: str, of: str, kind: str, source: str, *, weak: bool = False, sector: str = "") -> Row:
    common = words[:1].islower() and not re.match(r"(al|anti|el|ash|as)-[A-Z]|e[A-Z]", words)
    weak = weak or common or len(words) < 2
    return {
        "words": words,
        "of": of,
        "kind": kind,
        "sector": sector,
        "source": source,
        "strength": "weak" if weak else "strong",
    }


def ministries(facts: Path, seats: set[tuple[str, str]]) -> tuple[list[Row], list[Row]]:
    rows, names = [], []
    for row in read_rows(facts / "ministries.csv"):
        if row["country"] == "EU":
            continue
        key = f"{row['country']}-{slug(row['name'])}"
        rows.append(row | {"id": key, "office": row["kind"], "source": "own"})
        for words in dict.fromkeys(map(written_form, [row["name"], *split(row["aliases"])])):
            if (words, row["country"]) not in seats:
                names.append(named(words, key, "ministry", "own"))
        for words in dict.fromkeys(map(written_form, split(row["ambiguous_short_forms"]))):
            if words[:1].isupper() and not any(n["words"] == words and n["of"] == key for n in names):
                names.append(named(words, key, "ministry", "own", weak=True))
    return rows, names


def group_words(words: str) -> str:
    """Undo the source's capitals: it wrote every word of up to four letters in them."""
    if words.isupper() and " " not in words:
        return words
    parts = [part.capitalize() if part.isupper() and part.isalpha() else part for part in words.split()]
    small = {"Of", "The", "And", "For", "In", "From", "On", "To", "De", "La", "Al", "By"}
    cased = " ".join(p.lower() if place and p in small else p for place, p in enumerate(parts))
    cased = re.sub(r"\bAl-([a-z])", lambda found: "al-" + found[1].upper(), cased)
    return re.sub(r"(?<=\d)(ST|ND|RD|TH)\b", lambda found: found[1].lower(), cased)


def groups(facts: Path) -> tuple[list[Row], list[Row]]:
    marks = re.compile("|".join(row["mark"] for row in read_rows(OWN / "group_marks.csv")), re.IGNORECASE)
    rows: dict[str, Row] = {}
    names = []
    known: set[str] = set()
    for row in read_rows(facts / "armed_groups.csv"):
        ours = row["source"] == "own"
        forms = [row["name"], *split(row["aliases"])]
        if not ours:
            forms = [form for whole in forms for form in phoenix_forms(whole)]
            forms = [form for form in forms if (marks.search(form) and " " in form) or re.search(r"[A-Z]{4,}$", form)]
            forms = [form for form in forms if form.lower() not in known]
            if not forms or not marks.search(forms[0]):
                continue
        countries = split(row["countries"])
        country = "" if row["plover_country"] == "IMG" or not countries else countries[0]
        key = slug(forms[0])
        if key in rows:
            continue
        rows[key] = row | {
            "id": key,
            "name": forms[0],
            "country": country,
            "countries": " ".join(countries),
            "start": day(row["active_from"]),
            "end": day(row["active_to"], last=True),
        }
        for words in dict.fromkeys(map(written_form, forms)):
            known.add(words.lower())
            names.append(named(words, key, "armed_group", row["source"], weak=words.isupper() and not ours))
    return list(rows.values()), names


def phoenix_forms(whole: str) -> list[str]:
    bare = re.sub(r"\s*\(.*?\)|[+]", "", whole)
    short = re.findall(r"\(([a-z]{3,6}(?:-[a-z]+)?)\)", whole)
    return [group_words(bare), *(form.upper() for form in short)]


def settle_strength(tables: dict[str, list[Row]]) -> None:
    """An undated name that several bear is weak: the words alone do not tell which of them is meant."""
    for table in ("state_names.csv", "ministry_names.csv", "organisation_names.csv"):
        bearers: defaultdict[str, set[str]] = defaultdict(set)
        for row in tables[table]:
            bearers[row["words"]].add(row["of"])
        for row in tables[table]:
            if len(bearers[row["words"]]) > 1 and not row.get("valid_from"):
                row["strength"] = "weak"


def divide_groups(rows: list[Row]) -> list[Row]:
    """A group that changed sides has a row of each name for each time."""
    times: defaultdict[str, list[Row]] = defaultdict(list)
    for time in read_rows(OWN / "armed_group_sectors.csv"):
        times[time["group"]].append({column: time[column] for column in ("sector", "valid_from", "valid_to")})
    return [row | time for row in rows for time in times.get(row["of"], [{}])]


def correct(tables: dict[str, list[Row]]) -> None:
    """Apply our own rows and corrections: column `drop`, a new value, or a whole new row."""
    for name, rows in tables.items():  # titles and agents have theirs already
        extra = OWN / name
        if extra.exists() and name not in ("titles.csv", "agents.csv", "name_orders.csv"):
            rows += [row | {"source": "own"} for row in read_rows(extra)]
    for fix in read_rows(OWN / "corrections.csv"):
        rows = tables[fix["table"]]
        key = "words" if "words" in rows[0] else "alpha3" if "alpha3" in rows[0] else "id"
        hit = [row for row in rows if fix["key"] in ("*", row[key]) and fix["of"] in ("", row.get("of"))]
        if not hit:
            raise SystemExit(f"corrections.csv: {fix['table']}: no row {fix['key']!r} of {fix['of']!r}")
        if fix["column"] == "drop":
            tables[fix["table"]] = [row for row in rows if row not in hit]
            continue
        for row in hit:
            row[fix["column"]] = fix["value"]
            row["source"] = row["source"] if "own" in row["source"] else row["source"] + "|own"


def without_repeats(rows: list[Row], *columns: str) -> list[Row]:
    """Sorted by those columns; of rows that agree in them the strong one is kept, else the first."""
    kept: dict[tuple[str, ...], Row] = {}
    for row in sorted(rows, key=lambda row: (row.get("strength", "") == "weak", row["source"] == "own")):
        kind = SAME_KIND.get(row.get("kind", ""), row.get("kind", ""))
        kept.setdefault(tuple(kind if column == "kind" else row.get(column) or "" for column in columns), row)
    return [kept[key] for key in sorted(kept)]


def fact_tables(facts: Path) -> dict[str, list[Row]]:
    of_states = state_names(facts)
    seats = {(row["words"], row["of"]) for row in of_states if row["kind"] == "seat"}
    tables = {
        "states.csv": states(facts),
        "state_names.csv": of_states,
        "titles.csv": titles(facts),
        "agents.csv": agents(facts),
    }
    tables["organisations.csv"], tables["organisation_names.csv"] = organisations(facts)
    tables["ministries.csv"], tables["ministry_names.csv"] = ministries(facts, seats)
    tables["armed_groups.csv"], tables["armed_group_names.csv"] = groups(facts)
    tables["sectors.csv"] = [row | {"source": "plover"} for row in read_rows(facts / "sectors.csv")]
    tables["name_orders.csv"] = [row | {"source": "own"} for row in read_rows(OWN / "name_orders.csv")]
    add_own_bodies(tables)
    correct(tables)
    settle_strength(tables)
    tables["armed_group_names.csv"] = divide_groups(tables["armed_group_names.csv"])
    return tables


COLUMNS = {
    "states.csv": (STATES, ("alpha3",)),
    "state_names.csv": (NAMES, ("of", "words", "kind")),
    "organisations.csv": (ORGANISATIONS, ("id",)),
    "organisation_names.csv": (NAMES, ("of", "words")),
    "ministries.csv": (MINISTRIES, ("id",)),
    "ministry_names.csv": (NAMES, ("of", "words")),
    "armed_groups.csv": (GROUPS, ("id",)),
    "armed_group_names.csv": (NAMES, ("of", "words", "valid_from")),
    "titles.csv": (TITLES, ("words", "office")),
    "agents.csv": (AGENTS, ("words",)),
    "sectors.csv": (SECTORS, ("code",)),
    "name_orders.csv": (("country", "order", "source"), ("country",)),
}


def write_ontology(facts: Path, out: Path) -> None:
    write_rows(
        out / "event_types.csv",
        ("event_type", "quad", "quad_name", "requires_recipient", "score", "definition"),
        (row | {"event_type": row["event"]} for row in read_rows(facts / "plover_events.csv")),
    )
    write_rows(
        out / "modes.csv",
        ("event_type", "mode", "score", "definition"),
        (row | {"event_type": row["event"]} for row in read_rows(facts / "plover_modes.csv")),
    )
    write_rows(out / "contexts.csv", ("context", "definition"), read_rows(facts / "plover_contexts.csv"))
    rows: dict[str, Row] = {}
    for row in read_rows(facts / "cameo_plover.csv"):
        kept = rows.setdefault(
            row["cameo"],
            {
                "code": row["cameo"],
                "name": MENDED.get(row["cameo"], row["description"]),
                "root_name": row["cue_name"],
                "goldstein": row["goldstein"],
                "event_type": "",
                "mode": row["normalised_mode"],
                "contexts": row["normalised_context"].replace(";", "|"),
            },
        )
        event_types = filter(None, (kept["event_type"], row["plover_event"]))
        kept["event_type"] = "|".join(dict.fromkeys(event_types))
    cameo = [rows[code] for code in sorted(rows)]
    write_rows(out / "cameo.csv", ("code", "name", "root_name", "goldstein", "event_type", "mode", "contexts"), cameo)


def main(facts: Path, out: Path) -> None:
    tables = fact_tables(facts)
    for name, (columns, key) in COLUMNS.items():
        write_rows(out / name, columns, without_repeats(tables[name], *key))
    places = {row["alpha3"] for row in tables["states.csv"]} | {row["id"] for row in tables["organisations.csv"]}
    for name, (columns, rows) in holder_tables(facts, OWN, places).items():
        write_rows(out / name, columns, rows)
    write_ontology(facts, out.parent / "ontology")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
