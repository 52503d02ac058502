"""Which words mean a state, a body or a group."""

import pytest

from tests.telling import reading_with

CAPITALS = (
    "Paris has criticised the arrest of the engineer. The engineer is held in Minsk. Minsk rejected the criticism. "
    "A march was held in Paris on Sunday. Washington and Moscow have agreed on a date."
)


@pytest.fixture(scope="module")
def read(reader):
    return reading_with(reader)


def test_a_capital_that_acts_is_its_state(read):
    told = read(CAPITALS)
    assert told.meant("Paris").key == "FRA"
    assert told.meant("Paris").evidence["country"].by == "capital for its state"
    assert [told.meant(words).key for words in ("Washington", "Moscow")] == ["USA", "RUS"]


def test_a_capital_where_something_happens_is_no_mention_of_its_state(read):
    told = read(CAPITALS)
    assert told.all_meant("Minsk", 0) == []
    assert told.all_meant("Paris", 1) == []
    assert told.meant("Minsk", 1).key == "BLR"


def test_a_seat_of_government_is_that_government(read):
    kremlin = read("The Kremlin said on Tuesday that the exercise was over.").meant("Kremlin")
    assert (kremlin.kind, kremlin.country, kremlin.sectors) == ("organisation", "RUS", ("GOV",))
    assert kremlin.evidence["country"].by == "register: seat"


def test_a_foreign_office_is_of_the_country_that_the_report_is_filed_from(read):
    told = read("LONDON, June 10 (Agency) -- The Foreign Office said that it would wait for the report.")
    assert told.meant("The Foreign Office").country == "GBR"


def test_a_foreign_office_without_a_country_is_of_nobody_known(read):
    told = read("The Foreign Office said that it would wait for the report.")
    assert told.meant("The Foreign Office").country is None


def test_a_ministry_with_a_country_is_of_that_country(read):
    told = read("The Kenyan Foreign Ministry said that the embassy would close.")
    assert told.meant("The Kenyan Foreign Ministry").country == "KEN"


def test_the_government_of_a_state_is_an_organisation_of_that_state(read):
    actor = read("The government of Sri Lanka thanked the donors.").meant("The government of Sri Lanka")
    assert (actor.kind, actor.country, actor.sectors) == ("organisation", "LKA", ("GOV",))


def test_a_group_with_two_adjectives_is_a_group_of_each(read):
    told = read("Senior Hungarian and Romanian officials met in Budapest on Monday.")
    groups = told.all_meant("Senior Hungarian and Romanian officials")
    assert [(group.kind, group.country) for group in groups] == [("group", "HUN"), ("group", "ROU")]


def test_presidents_of_two_countries_are_a_group_of_each(read):
    told = read("The Kenyan and Somali presidents met in Addis Ababa on Monday.")
    assert {actor.country for actor in told.all_meant("The Kenyan and Somali presidents")} == {"KEN", "SOM"}


def test_a_group_of_several_countries_is_a_group_of_each(read):
    told = read("The prime ministers of Estonia, Latvia and Lithuania met on Monday.")
    groups = told.all_meant("The prime ministers of Estonia, Latvia and Lithuania")
    assert {group.country for group in groups} == {"EST", "LVA", "LTU"}


def test_parties_with_an_adjective_are_a_group_of_that_country(read):
    assert read("Afghan parties met in Doha on Monday.").meant("Afghan parties").country == "AFG"


def test_a_spokesperson_is_of_the_body_he_or_she_speaks_for(read):
    told = read("A State Department spokesperson said that the talks would resume.")
    assert told.meant("A State Department spokesperson").country == "USA"


def test_an_organisation_and_the_acronym_in_brackets_are_one(read):
    told = read(
        "The Economic Community of West African States (ECOWAS) said that the border was closed. ECOWAS sent observers."
    )
    assert told.mentions("ECOWAS", 1) == ["Economic Community of West African States", "ECOWAS", "ECOWAS"]
    assert told.actor("ECOWAS").country == "IGO"


@pytest.mark.parametrize("words", ["European Union", "African Union", "Arab League"])
def test_a_union_of_states_is_no_trade_union(read, words):
    actor = read(f"The {words} welcomed the step.").meant(words)
    assert (actor.kind, actor.country) == ("organisation", "IGO")


def test_two_states_of_like_names_are_kept_apart(read):
    told = read("The Democratic Republic of Congo and the Republic of Congo opened a bridge.")
    assert told.meant("Democratic Republic of Congo").key == "COD"
    assert told.meant("Republic of Congo", 1).key == "COG"


def test_a_state_has_its_name_of_the_day(read):
    told = read("Zairean President Mobutu Sese Seko left for Morocco on Friday.", "1997-05-16")
    assert told.meant("Zairean President Mobutu Sese Seko").country == "COD"


def test_names_in_capitals_are_names(read):
    told = read("NEITHER KENYA NOR GHANA WON.")
    assert [told.meant(words).key for words in ("KENYA", "GHANA")] == ["KEN", "GHA"]


def test_one_key_names_one_actor(read):
    told = read("Kenyan Defence Minister Jane Doe and Ghanaian Defence Minister John Doe met on Monday.")
    assert len({actor.key for actor in told.record.actors}) == len(told.record.actors)
    assert {actor.name for actor in told.record.actors if actor.kind == "person"} == {"Jane Doe", "John Doe"}


def test_a_ministry_is_of_the_country_whose_capital_it_is_in(read):
    told = read(" date 2021-06-10 NAIROBI: Kenya protested. The foreign ministry in Accra said that it was sorry.")
    assert told.meant("The foreign ministry in Accra").country == "GHA"
