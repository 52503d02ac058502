"""Which words mean which person."""

import pytest

from tests.telling import reading_with

OSLO = (
    "HELSINKI, March 16 (Agency) -- Finnish Foreign Minister Pekka Haavisto met Norwegian Foreign Minister "
    "Ine Eriksen Soreide in Oslo on Tuesday. Foreign Minister Haavisto said that the border would stay open. "
    '"I am grateful for the help," Soreide said. Haavisto thanked her for the welcome. He will return on '
    "Wednesday. The Norwegian foreign minister praised the rescue teams. The two ministers then flew north."
)
CALL = (
    "NAIROBI, May 4 (Agency) -- Kenyan Foreign Minister Raychelle Omamo spoke by telephone with her US counterpart "
    "on Monday. She asked for vaccines. The secretary of state said that planes were on their way."
)
LISBON = (
    "Polish Foreign Minister Zbigniew Rau and Portuguese Foreign Minister Augusto Santos Silva met in Lisbon on "
    "Thursday. The two leaders discussed tourism. They signed a letter. Both sides will open a school. The parties "
    "agreed to meet again. Both ministers praised the students."
)


@pytest.fixture(scope="module")
def read(reader):
    return reading_with(reader)


def test_a_full_name_a_title_with_the_surname_the_surname_and_a_pronoun_are_one_person(read):
    assert read(OSLO, "2021-03-16").mentions("Haavisto", 2) == [
        "Finnish Foreign Minister Pekka Haavisto", "Foreign Minister Haavisto", "Haavisto", "He", "The two ministers",
    ]  # fmt: skip


def test_a_pronoun_that_is_an_object_is_not_the_subject_of_its_verb(read):
    assert read(OSLO, "2021-03-16").meant("her").person == "NOR-ine-eriksen-søreide"


def test_a_pronoun_that_is_an_object_is_not_the_subject_of_the_verb_that_its_own_is_joined_to(read):
    text = "Peruvian President Martin Vizcarra saw Chilean President Sebastian Pinera and thanked him."
    told = read(text, "2019-06-10")
    assert told.meant("him").country == "CHL"


def test_i_in_a_quotation_is_who_speaks_it(read):
    assert read(OSLO, "2021-03-16").meant("I").key == "soreide"


def test_a_title_with_a_country_means_the_minister_of_that_country(read):
    assert read(OSLO, "2021-03-16").meant("The Norwegian foreign minister").key == "soreide"


def test_a_title_alone_means_who_was_told_with_it_last(read):
    told = read(
        "Greek Foreign Minister Nikos Dendias flew home on Monday. A day later Egyptian Foreign Minister Sameh "
        "Shoukry left as well. The foreign minister said that the work was done."
    )
    assert told.meant("The foreign minister").key == "shoukry"


def test_the_leader_of_a_country_is_who_was_told_with_its_highest_office(read):
    told = read(
        "Russian President Vladimir Putin spoke on Monday. The opposition leader was in Berlin. The Russian leader "
        "praised the crews."
    )
    assert told.meant("The Russian leader").key == "putin"
    assert told.meant("The opposition leader").key != "putin"


def test_a_holder_whose_name_the_parser_takes_for_a_body_is_a_person(read):
    told = read("Indonesia's Retno Marsudi flew to Phnom Penh on Sunday. She thanked the hosts.")
    assert told.meant("She").person == told.meant("Retno Marsudi").person == "IDN-retno-marsudi"


def test_a_title_alone_means_the_holder_of_the_country_that_the_report_is_filed_from(read):
    told = read("ADDIS ABABA, June 10 (Agency) -- The foreign minister said on Thursday that trade had grown.")
    assert told.meant("The foreign minister").person == "ETH-demeke-mekonnen"


def test_a_counterpart_without_a_name_is_who_holds_that_office_that_day(read):
    counterpart = read(CALL, "2021-05-04").meant("her US counterpart")
    assert (counterpart.person, counterpart.country) == ("USA-antony-blinken", "USA")


def test_the_same_words_mean_another_person_four_years_earlier(read):
    told = read("Kenyan Foreign Minister Amina Mohamed wrote to her US counterpart on Monday.", "2017-05-04")
    assert told.meant("her US counterpart").person == "USA-rex-tillerson"


def test_a_counterpart_is_found_again_by_the_title_of_the_office(read):
    assert read(CALL, "2021-05-04").meant("The secretary of state").person == "USA-antony-blinken"


def test_a_counterpart_with_a_name_has_the_office_of_the_other(read):
    told = read("Kenyan Foreign Minister Raychelle Omamo thanked her Ghanaian counterpart, Kofi Doe, on Monday.")
    doe = told.meant("Kofi Doe")
    assert told.meant("her Ghanaian counterpart") is doe
    assert (doe.name, doe.country, doe.office) == ("Kofi Doe", "GHA", "Foreign Minister")


@pytest.mark.parametrize("words", ["The two leaders", "They", "Both ministers"])
def test_persons_meant_together_are_the_two_told_last(read, words):
    assert [actor.key for actor in read(LISBON).all_meant(words)] == ["rau", "silva"]


@pytest.mark.parametrize("words", ["Both sides", "The parties"])
def test_sides_meant_together_are_the_states_of_the_two_told_last(read, words):
    assert {actor.key for actor in read(LISBON).all_meant(words)} == {"POL", "PRT"}


def test_one_side_alone_is_no_pair(read):
    told = read("Estonian Foreign Minister Eva-Maria Liimets spoke on Monday. Both sides kept calm.")
    assert told.all_meant("Both sides") == []


def test_a_deputy_is_not_the_holder(read):
    told = read("Deputy Foreign Minister Jane Doe of Greece arrived on Monday. The foreign minister was in Rome.")
    assert told.meant("Deputy Foreign Minister Jane Doe of Greece") != told.meant("The foreign minister")


def test_a_former_holder_is_not_the_holder(read):
    told = read("Former Egyptian foreign minister Nabil Fahmy spoke on Monday. The foreign minister was in Rome.")
    assert told.meant("Former Egyptian foreign minister Nabil Fahmy").person == "EGY-nabil-fahmi"
    assert told.meant("The foreign minister").person is None


def test_the_country_after_the_name_is_that_of_the_title(read):
    told = read("Deputy Foreign Minister Jane Doe of Greece told John Roe of Poland's new line.")
    assert told.meant("Deputy Foreign Minister Jane Doe of Greece").country == "GRC"
    assert told.meant("John Roe").country is None


def test_a_title_may_stand_before_or_behind_the_name(read):
    told = read(
        "The Foreign Minister of Nepal, Narayan Khadka, met Subrahmanyam Jaishankar, the Indian external affairs "
        "minister, on Friday.",
        "2022-06-10",
    )
    assert told.meant("The Foreign Minister of Nepal") is told.meant("Narayan Khadka")
    assert told.meant("Narayan Khadka").person == "NPL-narayan-khadka"
    assert told.meant("the Indian external affairs minister").person == "IND-subrahmanyam-jaishankar"


def test_the_second_of_two_joined_persons_shares_the_country_of_the_first(read):
    told = read("Kenyan President Uhuru Kenyatta and Defence Minister Jane Roe opened the base on Monday.")
    assert told.meant("Defence Minister Jane Roe").country == "KEN"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ukrainian President Volodymyr Zelensky", "Zelenskyy"),
        ("Japanese Prime Minister Abe Shinzo", "Shinzo Abe"),
        ("Turkish Foreign Minister Mevlüt Çavuşoğlu", "Cavusoglu"),
        ("Iraqi Prime Minister Mustafa al-Kadhimi", "Al-Kadhimi"),
    ],
)
def test_spellings_of_one_name_are_one_person(read, one, other):
    told = read(f"{one} arrived on Monday. {other} said that the road was open.", "2020-06-10")
    assert told.meant(one).person is not None
    assert told.meant(one) == told.meant(other)


def test_a_name_with_a_written_out_particle_is_one_name(read):
    told = read("Emirati Foreign Minister Abdullah bin Zayed Al Nahyan flew to Cairo on Monday.")
    assert told.meant("Emirati Foreign Minister Abdullah bin Zayed Al Nahyan").person is not None


def test_a_state_that_the_parser_takes_for_a_person_stays_a_state(read):
    told = read("Nepal apologised for the delay. Nepal promised to repair the road. Nepal praised the guides.")
    assert {actor.key for actor in told.record.actors if actor.kind == "person"} == set()
    assert len(told.actor("NPL").mentions) == 3


def test_a_persons_mentions_are_in_order_of_text(read):
    mentions = read(OSLO, "2021-03-16").actor("haavisto").mentions
    assert list(mentions) == sorted(mentions)


def test_the_leaders_of_two_countries_are_the_persons_named_for_each(read):
    told = read(
        "The leaders of Kenya and Ghana met in Accra on Monday. Kenyan President Uhuru Kenyatta thanked Ghanaian "
        "President Nana Akufo-Addo for the welcome."
    )
    both = told.all_meant("The leaders of Kenya and Ghana")
    assert {actor.name for actor in both} == {"Uhuru Kenyatta", "Nana Akufo-Addo"}


def test_the_leaders_of_countries_whose_leaders_are_not_named_stay_a_group(read):
    told = read("The leaders of Kenya and Ghana met in Accra on Monday. The weather was good in the hills.")
    assert {actor.kind for actor in told.all_meant("The leaders of Kenya and Ghana")} == {"group"}


def test_a_name_that_begins_like_a_title_of_another_country_is_a_name(reader):
    told = "ISLAMABAD, July 10, 2021 (Agency) -- Foreign Minister Shah Mahmood Qureshi met the Chinese envoy on Friday."
    found = {actor.person: actor.country for actor in reader.read(told).actors}
    assert found["PAK-shah-mahmood-qureshi"] == "PAK"
    crowned = "TEHRAN, July 10, 1977 (Agency) -- Shah Mohammad Reza Pahlavi met his guest on Sunday."
    assert "IRN" in {actor.country for actor in reader.read(crowned).actors if actor.person}
