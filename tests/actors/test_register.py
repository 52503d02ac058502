"""Who a person is by the register of office holders, as of the day of the report."""

import pytest

from tests.telling import reading_with


@pytest.fixture(scope="module")
def read(reader):
    return reading_with(reader)


def test_a_name_office_country_and_day_find_one_person(read):
    rau = read("Polish Foreign Minister Zbigniew Rau spoke on Monday.").meant("Polish Foreign Minister Zbigniew Rau")
    assert (rau.person, rau.country, rau.sectors) == ("POL-zbigniew-rau", "POL", ("GOV",))
    assert (rau.name, rau.office) == ("Zbigniew Rau", "Foreign Minister")
    assert rau.evidence["person"].by == "register: name"


def test_the_register_tells_the_country_that_the_text_leaves_out(read):
    locsin = read("Foreign Secretary Teodoro Locsin filed a protest.", "2019-06-01").actor("locsin")
    assert (locsin.country, locsin.evidence["country"].by) == ("PHL", "register: name")


def test_the_text_keeps_its_office_where_the_register_has_another(read):
    merkel = read("Foreign Minister Angela Merkel spoke on Monday.").actor("merkel")
    assert (merkel.office, merkel.person) == ("Foreign Minister", "DEU-angela-merkel")
    assert merkel.evidence["person"].by == "register: name, with another office: Federal Chancellor"


def test_the_text_keeps_its_country_where_the_register_has_another(read):
    macron = read("Iceland's Foreign Minister Emmanuel Macron spoke on Monday.").actor("macron")
    assert (macron.country, macron.person) == ("ISL", None)


def test_several_who_fit_stay_candidates_and_none_is_taken(read):
    johnson = read("President Johnson waved to the crowd on Monday.").actor("johnson")
    assert johnson.person is None
    assert johnson.evidence["person"].by.startswith("register: several fit: Boris Johnson; ")


def test_nobody_is_taken_by_a_common_family_name_alone(read):
    khan = read("Minister Khan opened the bridge on Monday.").actor("khan")
    assert (khan.person, khan.country) == (None, None)
    assert "Imran Khan" in khan.evidence["person"].by


def test_a_name_that_nobody_has_is_a_person_without_an_id(read):
    doe = read("Norwegian mediator Jane Doe said that the talks went well.").actor("doe")
    assert (doe.person, doe.country, doe.kind) == (None, "NOR", "person")


def test_a_holder_of_several_countries_has_the_one_whose_title_is_told(read):
    told = read("President Emmanuel Macron opened the fair on Monday.")
    assert told.actor("macron").person == "FRA-emmanuel-macron"


def test_the_monarch_of_many_realms_is_of_the_one_that_the_report_names(read):
    told = read("Queen Elizabeth II opened the British parliament on Monday.", "2016-06-10")
    assert told.actor("elizabeth").country == "GBR"


def test_without_a_day_a_name_and_an_office_are_enough(read):
    assert read("Polish Foreign Minister Zbigniew Rau spoke.", None).actor("rau").person == "POL-zbigniew-rau"


def test_every_resolution_says_by_which_rule_and_from_which_words(read):
    told = read("Kenyan Foreign Minister Raychelle Omamo thanked her US counterpart.", "2021-05-04")
    for actor in told.record.actors:
        assert actor.evidence["name"].spans
        if actor.person is not None:
            assert actor.evidence["person"].by
    country = told.actor("omamo").evidence["country"]
    assert [told.words(span) for span in country.spans] == ["Kenyan"]
