"""The part of `train.register` that gives every office holder an id and sorts the holdings into two files."""

import re
import unicodedata
from collections import defaultdict
from pathlib import Path

from train.register_rows import Row, read_rows

COLUMNS = (
    "id",
    "name",
    "aliases",
    "country",
    "org",
    "office",
    "title",
    "start",
    "end",
    "start_precision",
    "end_precision",
    "wikidata",
    "source",
)
PREFIXES = re.compile(
    r"^((/?Minister of Transport|Foreign Affairs|Safeguarding of the Homeland"
    r"|Commander-in-Chief of the [A-Z]\w+ Armed Forces"
    r"|Maj\. ?Gen\.|Lt\. Gen\.|Brig\. Gen\.|Lieu?tenant-General|General|\d+th Lord"
    r"|H\.E|Mrs?|Ms|Dr|Prof)(\b|(?<=\.))\.? ?)+"
)
# Offices that come with another: the President of France would else be of two countries wherever he is named.
EX_OFFICIO = ("French Co-Prince",)
RANK_ALONE = re.compile(r"((Lt|Maj|Brig)\.? )?Gen\.?|")
ORDER = ("country", "org", "office", "start", "id", "title", "end")


def holder_tables(facts: Path, own: Path, places: set[str]) -> dict[str, tuple[tuple[str, ...], list[Row]]]:
    """`holders.csv` and `ambassadors.csv`: their columns and rows.

    Args:
        places: The states and organisations there are; a holding elsewhere is left out unless `codes.csv`
            recodes it.
    """
    codes = {row["code"]: row["place"] for row in read_rows(own / "codes.csv")}
    rows = [tidy(row, codes) for row in read_rows(facts / "office_holders.csv")]
    rows = corrected(rows, read_rows(own / "holder_corrections.csv"))
    tables = (own / "holders.csv", *sorted(own.glob("persons_*.csv")))
    rows = with_own(rows, [row | {"source": "own"} for table in tables for row in read_rows(table)])
    rows = [
        row
        for row in rows
        if (row["country"] or row["org"]) in places
        and not RANK_ALONE.fullmatch(row["name"])
        and row["title"] not in EX_OFFICIO
    ]
    give_ids(rows)
    rows.sort(key=lambda row: tuple(row[column] for column in ORDER))
    abroad = [row for row in rows if row["office"] == "ambassador"]
    home = [row for row in rows if row["office"] != "ambassador"]
    return {"holders.csv": (COLUMNS, home), "ambassadors.csv": (COLUMNS, abroad)}


def corrected(rows: list[Row], fixes: list[Row]) -> list[Row]:
    """The gathered holdings with a cell changed, or without those that a fix drops; a fix that fits none fails."""
    for fix in fixes:
        key = ("country", "office", "name", "start")
        hit = [row for row in rows if all(row[column] == fix[column] for column in key)]
        if not hit:
            raise SystemExit(f"holder_corrections.csv: no row {' '.join(fix[column] for column in key)}")
        if fix["column"] == "drop":
            rows = [row for row in rows if row not in hit]
            continue
        for row in hit:
            row |= {fix["column"]: fix["value"], "source": row["source"].removesuffix("|own") + "|own"}
    return rows


def with_own(rows: list[Row], own: list[Row]) -> list[Row]:
    """Our own holdings added; one that goes on where a gathered one only has a last sighting ends that one instead."""
    sighted: defaultdict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        if row["end_precision"] == "bound":
            sighted[row["country"], row["org"], row["office"], folded(row["name"])].append(row)
    added = []
    for row in own:
        same = sighted[row["country"], row["org"], row["office"], folded(row["name"])]
        known = next((r for r in same if r["start"] <= (row["end"] or "9") and row["start"] <= r["end"]), None)
        if known is None:
            added.append(row)
            continue
        known |= {"end": row["end"], "end_precision": row["end_precision"], "source": known["source"] + "|own"}
        if known["start_precision"] == "bound" and row["start"] < known["start"]:
            known |= {"start": row["start"], "start_precision": row["start_precision"]}
    return rows + added


def tidy(row: Row, codes: dict[str, str]) -> Row:
    name, *more = person_names(row["person"])
    aliases = [alias for written in row["aliases"].split("|") for alias in person_names(written)]
    aliases = [alias for alias in dict.fromkeys(more + aliases) if alias and alias != name]
    return row | {
        "name": name,
        "aliases": "|".join(aliases),
        "source": row["sources"],
        "country": codes.get(row["country"], row["country"]),
        "org": codes.get(row["org"], row["org"]),
    }


def person_names(written: str) -> list[str]:
    """The plain name first: without honorific, remark or capitals; "Wangchuk, Jigme" is Jigme Wangchuk."""
    written = re.sub(r"\([^)]*\)?|\[.*?\]|^\d+ days:", "", written).strip(" ,")
    written, _, other = written.partition(", also spelled ")
    written = re.sub(PREFIXES, "", written)
    family, comma, given = written.replace(",", ", ").partition(", ")
    given = " ".join(given.split())
    if comma and not re.match(r"(Baron|Lord|Viscount|Earl|Marquess|Baroness|Jr|Sr|Count|Duke|Prince|\w+ of)\b", given):
        written = f"{given} {family}"
    elif comma:
        written = family
    words = [word.title() if len(word) > 3 and word.isupper() and "." not in word else word for word in written.split()]
    if words and all(word.isupper() for word in words if len(word) > 3):
        words = [
            word.capitalize() if word.isupper() and "." not in word and len(word) > 1 and not roman(word) else word
            for word in words
        ]
    return [" ".join(words), *([other] if other else [])]


def roman(word: str) -> bool:
    return re.fullmatch(r"[IVX]+", word) is not None


def folded(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    kept = "".join(mark for mark in plain if not unicodedata.combining(mark))
    return re.sub(r"[^\w]+", "-", kept.lower().replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")).strip(
        "-"
    )


def give_ids(rows: list[Row]) -> None:
    """One id for all holdings of a person in a country or organisation.

    Rows are one person's when they share a Wikidata id, or when one's name is among the other's names. A
    surname alone is joined to the one holder of that surname whose time overlaps, else it keeps its first
    year in the id.
    """
    by_place: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_place[row["country"] or row["org"]].append(row)
    for place, there in sorted(by_place.items()):
        whole = [row for row in there if " " in row["name"] or row["wikidata"]]
        name_of: dict[str, str] = {}
        for row in sorted(whole, key=lambda row: (not row["wikidata"], row["start"], row["name"])):
            marks = [row["wikidata"], *(map(folded, [row["name"], *row["aliases"].split("|")]))]
            marks = [mark for mark in marks if "-" in mark or mark == row["wikidata"]]
            person = next((name_of[mark] for mark in marks if mark and mark in name_of), folded(row["name"]))
            for mark in filter(None, marks):
                name_of.setdefault(mark, person)
            row["id"] = f"{place}-{person}"
        for row in there:
            if "id" not in row:
                row["id"] = bare_surname_id(place, row, whole)


def bare_surname_id(place: str, row: Row, whole: list[Row]) -> str:
    surname = folded(row["name"])
    years = range(int(row["start"][:4]) - 1, int((row["end"] or row["start"])[:4]) + 2)
    fits = {
        other["id"]
        for other in whole
        if surname in folded(other["name"]).split("-")
        and other["office"] in ("head_of_state", "head_of_government", row["office"])
        and int(other["start"][:4]) in years
    }
    return fits.pop() if len(fits) == 1 else f"{place}-{surname}-{row['start'][:4]}"
