"""The part of `train.register` that unfolds our own short lists: one row there is a thing with all its names."""

from train.register_rows import OWN, Row, read_rows, slug, split

OFFICES = {
    "LEG": "legislature",
    "MIL": "military",
    "PRM": "military",
    "SPY": "intelligence",
    "COP": "police",
    "JUD": "judiciary",
}
KINDS = {"PTY": "party", "JRN": "media", "BUS": "company"}


def add_own_bodies(tables: dict[str, list[Row]]) -> None:
    """Add the things of `state_bodies.csv`, `civil_bodies.csv`, `group_bodies.csv` and `places.csv` to the tables.

    A body that a table has already under the same country and name, and a group under the same id, gets the names only.
    """
    for row in read_rows(OWN / "state_bodies.csv"):
        of = _body(tables["ministries.csv"], row, {"office": OFFICES[row["sector"]], "sector": row["sector"]})
        tables["ministry_names.csv"] += _names(row, of, "ministry")
    for row in read_rows(OWN / "civil_bodies.csv"):
        of = _body(tables["organisations.csv"], row, {"kind": KINDS[row["sector"]], "sectors": row["sector"]})
        tables["organisation_names.csv"] += _names(row, of, "organisation")
    _add_groups(tables)
    for row in read_rows(OWN / "places.csv"):
        places = {"names": "", "weak": row["names"]}
        tables["state_names.csv"] += _names(places, row["country"], "region")


def _body(rows: list[Row], row: Row, columns: Row) -> str:
    """The id of the body in those rows, to which it is added unless they have it."""
    known = next((r["id"] for r in rows if (r["country"], r["name"]) == (row["country"], row["name"])), None)
    key = known or f"{row['country']}-{slug(row['name'])}"
    if not any(r["id"] == key for r in rows):
        rows.append({"id": key, "country": row["country"], "name": row["name"], "source": "own"} | columns)
    return key


def _add_groups(tables: dict[str, list[Row]]) -> None:
    groups = {row["id"]: row for row in tables["armed_groups.csv"]}
    for row in read_rows(OWN / "group_bodies.csv"):
        known = groups.get(row["id"])
        if known is None:
            known = row | {"countries": row["country"], "source": "own"}
            tables["armed_groups.csv"].append(known)
        elif row["country"]:
            known["country"] = row["country"]
            known["source"] = known["source"] if "own" in known["source"] else known["source"] + "|own"
        tables["armed_group_names.csv"] += _names(row, row["id"], "armed_group")


def _names(row: Row, of: str, kind: str) -> list[Row]:
    return [
        {"words": words, "of": of, "kind": kind, "sector": "", "strength": strength, "source": "own"}
        for strength, cell in (("strong", row["names"]), ("weak", row["weak"]))
        for words in split(cell)
    ]
