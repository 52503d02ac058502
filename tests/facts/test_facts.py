from datetime import date
from pathlib import Path

import pytest

from readout.facts import Facts, check_facts, load_facts
from readout.model.errors import FactsError

NAMES = "words,of,kind,sector,strength,valid_from,valid_to,source\n"
HOLDERS = "id,name,aliases,country,org,office,title,start,end,start_precision,end_precision,source\n"


@pytest.fixture(scope="module")
def facts() -> Facts:
    return load_facts()


def with_rows(folder: Path, table: str, text: str) -> Path:
    (folder / table).write_text(text, encoding="utf-8")
    return folder


def persons(facts: Facts, name: str) -> set[str]:
    return {holder.id for holder in facts.people(name)}


def test_every_row_of_the_packaged_facts_passes_the_full_check() -> None:
    check_facts()


def test_the_facts_are_read_only_once() -> None:
    assert load_facts() is load_facts()


def test_a_day_has_its_foreign_minister(facts: Facts) -> None:
    [holder] = facts.holders("PAK", "foreign_minister", date(2021, 7, 9))
    assert (holder.name, holder.country) == ("Shah Mahmood Qureshi", "PAK")


def test_two_terms_of_one_person_have_one_id(facts: Facts) -> None:
    first, second = (facts.holders("PAK", "foreign_minister", date(year, 7, 9))[0] for year in (2009, 2021))
    assert first.id == second.id
    assert first.start != second.start


def test_on_the_day_of_the_handover_both_are_in_office(facts: Facts) -> None:
    names = {holder.name for holder in facts.holders("GBR", "head_of_government", date(2022, 9, 6))}
    assert names == {"Boris Johnson", "Liz Truss"}


def test_an_office_of_an_organisation_is_found_by_its_id(facts: Facts) -> None:
    [holder] = facts.holders("NATO", "igo_head", date(2022, 1, 1))
    assert (holder.name, holder.country, holder.org) == ("Jens Stoltenberg", None, "NATO")


def test_nobody_holds_an_office_before_its_state_began(facts: Facts) -> None:
    assert facts.holders("SSD", "head_of_state", date(1950, 1, 1)) == ()


@pytest.mark.parametrize(
    ("written", "person"),
    [
        ("Qureshi", "PAK-shah-mahmood-qureshi"),
        ("Makhdoom Shah Mahmood Hussain Qureshi", "PAK-shah-mahmood-qureshi"),
        ("Hina Khar", "PAK-hina-rabbani-khar"),
        ("Çavuşoğlu", "TUR-mevlut-cavusoglu"),
        ("Cavusoglu", "TUR-mevlut-cavusoglu"),
        ("Abe Shinzo", "JPN-shinzo-abe"),
        ("Shinzo Abe", "JPN-shinzo-abe"),
        ("Wang", "CHN-wang-yi"),
        ("Kim Jong-un", "PRK-kim-jong-un"),
        ("Kim Jong Un", "PRK-kim-jong-un"),
        ("Zelenskiy", "UKR-volodymyr-zelenskyy"),
        ("Sergei Lavrov", "RUS-sergey-lavrov"),
        ("al-Assad", "SYR-bashar-al-assad"),
        ("Assad", "SYR-bashar-al-assad"),
        ("López Obrador", "MEX-andres-manuel-lopez-obrador"),
        ("Abiy", "ETH-abiy-ahmed-ali"),
        ("von der Leyen", "EU-ursula-von-der-leyen"),
        ("Antony J. Blinken", "USA-antony-blinken"),
    ],
)
def test_a_person_is_found_as_the_press_writes_the_name(facts: Facts, written: str, person: str) -> None:
    assert person in persons(facts, written)


def test_a_family_name_with_another_first_name_is_another_person(facts: Facts) -> None:
    assert "PAK-shah-mahmood-qureshi" not in persons(facts, "Moin Qureshi")


@pytest.mark.parametrize("words", ["", "  ", "-", "Xyzzyplugh"])
def test_a_name_nobody_has_finds_nobody(facts: Facts, words: str) -> None:
    assert facts.people(words) == ()


def test_ambassadors_are_apart_from_other_holders(facts: Facts) -> None:
    assert {holder.office for holder in facts.ambassadors("Crocker")} == {"ambassador"}
    assert "ambassador" not in {holder.office for holder in facts.people("Crocker")}


def test_foreign_office_is_the_ministry_of_three_states(facts: Facts) -> None:
    names = facts.names["Foreign Office"]
    assert {name.country for name in names} == {"DEU", "GBR", "PAK"}
    assert {name.office for name in names} == {"foreign"}
    assert all(name.weak for name in names)


def test_a_capital_is_a_weak_name_of_its_state(facts: Facts) -> None:
    [kabul] = facts.names["Kabul"]
    assert (kabul.kind, kabul.country, kabul.weak) == ("capital", "AFG", True)


@pytest.mark.parametrize(
    ("words", "kind", "country"),
    [
        ("Downing Street", "seat", "GBR"),
        ("Kremlin", "seat", "RUS"),
        ("White House", "seat", "USA"),
        ("Élysée", "seat", "FRA"),
        ("Elysee", "seat", "FRA"),
        ("Blue House", "seat", "KOR"),
        ("Zhongnanhai", "seat", "CHN"),
        ("Rashtrapati Bhavan", "seat", "IND"),
        ("Foggy Bottom", "ministry", "USA"),
        ("Quai d'Orsay", "ministry", "FRA"),
        ("Pentagon", "ministry", "USA"),
        ("Pakistani", "adjective", "PAK"),
        ("Turks", "demonym_plural", "TUR"),
        ("United Nations", "organisation", "IGO"),
        ("Hezbollah", "armed_group", "LBN"),
    ],
)
def test_a_well_known_name_means_what_it_does(facts: Facts, words: str, kind: str, country: str) -> None:
    assert (kind, country, False) in {(name.kind, name.country, name.weak) for name in facts.names[words]}


@pytest.mark.parametrize(
    ("words", "country", "sector"),
    [
        ("Riigikogu", "EST", "LEG"),
        ("Verkhovna Rada", "UKR", "LEG"),
        ("Carabinieri", "ITA", "COP"),
        ("Black Sea Fleet", "RUS", "MIL"),
        ("DGSE", "FRA", "SPY"),
        ("Stasi", "DDR", "SPY"),
        ("Sandiganbayan", "PHL", "JUD"),
        ("Fidesz", "HUN", "PTY"),
        ("SWAPO", "NAM", "PTY"),
        ("Yonhap", "KOR", "JRN"),
        ("Reuters", "GBR", "JRN"),
        ("Gazprom", "RUS", "BUS"),
        ("Abu Sayyaf", "PHL", "REB"),
        ("AQIM", "DZA", "REB"),
        ("Tren de Aragua", "VEN", "CRM"),
    ],
)
def test_a_body_in_the_news_has_its_country_and_sector(facts: Facts, words: str, country: str, sector: str) -> None:
    assert (country, sector) in {(name.country, name.sector) for name in facts.names[words]}


@pytest.mark.parametrize(
    ("words", "country"), [("Aleppo", "SYR"), ("Gao", "MLI"), ("Hubei", "CHN"), ("Shoigu Square", None)]
)
def test_a_city_or_region_is_a_weak_name_of_its_state(facts: Facts, words: str, country: str | None) -> None:
    found = {(name.kind, name.country, name.weak) for name in facts.named(words)}
    assert found == ({("name", country, True)} if country else set())


def test_media_and_companies_do_not_speak_for_their_country(facts: Facts) -> None:
    kinds = {key for key, it in facts.organisations.items() if it.kind in ("media", "company")}
    strong = [name.words for names in facts.names.values() for name in names if name.id in kinds and not name.weak]
    assert (len(kinds) > 100, strong) == (True, [])


@pytest.mark.parametrize("words", ["Parliament", "Supreme Court", "Senate"])
def test_a_body_that_many_states_call_the_same_is_weak_in_all(facts: Facts, words: str) -> None:
    names = facts.names[words]
    assert len({name.country for name in names}) > 20
    assert all(name.weak for name in names)


@pytest.mark.parametrize("words", ["Nice", "Reading", "Bath", "Split", "Mobile", "Labour", "Reform", "Total", "Shell"])
def test_a_common_word_is_no_name(facts: Facts, words: str) -> None:
    assert facts.named(words) == ()


@pytest.mark.parametrize(
    ("words", "shown"), [("Daesh", "Islamic State"), ("BJP", "Bharatiya Janata Party"), ("Kabul", "Afghanistan")]
)
def test_a_name_knows_what_its_thing_is_called(facts: Facts, words: str, shown: str) -> None:
    assert {name.shown for name in facts.names[words]} == {shown}


def test_no_two_bodies_of_one_country_share_a_name(facts: Facts) -> None:
    """Nothing in a text could tell them apart."""
    bodies = {"ministry", "organisation", "armed_group"}
    shared = [
        (words, country)
        for words, names in facts.names.items()
        for country in facts.states
        if len({name.id for name in names if name.country == country and name.kind in bodies}) > 1
    ]
    assert shared == []


@pytest.mark.parametrize(
    ("office", "sector"), [("intelligence_chief", "SPY"), ("party_leader", "PTY"), ("foreign_minister", "GOV")]
)
def test_an_office_has_the_sector_of_its_titles(facts: Facts, office: str, sector: str) -> None:
    assert facts.office_sectors[office] == sector


def test_a_holding_last_seen_in_a_source_goes_on_where_we_know_it_did(facts: Facts) -> None:
    [holder] = facts.holders("RUS", "finance_minister", date(2025, 3, 1))
    assert (holder.name, holder.end_precision) == ("Anton Siluanov", "open")


@pytest.mark.parametrize(
    "words", ["ISLAMABAD", "the Kremlin", "Quai d\N{RIGHT SINGLE QUOTATION MARK}Orsay", "CÔTE D'IVOIRE"]
)
def test_names_are_found_in_capitals_with_article_and_curly_apostrophe(facts: Facts, words: str) -> None:
    assert facts.named(words)


def test_an_accent_may_be_missing_from_a_name(facts: Facts) -> None:
    assert {name.id for name in facts.names["Asuncion"]} == {"PRY"}


def test_a_word_in_capitals_is_not_taken_for_a_short_name(facts: Facts) -> None:
    assert facts.named("ARG") == ()


def test_the_taliban_are_the_government_only_while_they_ruled(facts: Facts) -> None:
    def sector(day: date) -> list[str | None]:
        return [name.sector for name in facts.names["Taliban"] if name.valid_on(day)]

    assert (sector(date(2021, 8, 14)), sector(date(2021, 8, 15))) == (["REB"], ["GOV"])


def test_a_former_state_is_known_with_its_last_day(facts: Facts) -> None:
    assert facts.states["SUN"].end == date(1991, 12, 26)


def test_the_longest_name_is_no_longer_than_said(facts: Facts) -> None:
    assert max(len(words.split()) for words in facts.names) == facts.most_words


def test_a_title_is_bound_to_the_countries_that_use_it(facts: Facts) -> None:
    assert [title.countries for title in facts.titles["secretary of state"]] == [("USA",)]
    assert {title.office for title in facts.titles["foreign secretary"]} == {
        "foreign_minister",
        "foreign_secretary",
    }


@pytest.mark.parametrize(
    "words",
    [
        "foreign ministers",
        "secretaries-general",
        "secretaries general",
        "ministers of foreign affairs",
        "spokesmen",
    ],
)
def test_titles_have_their_plurals(facts: Facts, words: str) -> None:
    assert facts.titles[words]


@pytest.mark.parametrize(
    ("words", "sector"),
    [
        ("soldiers", "MIL"),
        ("diplomat", "GOV"),
        ("lawmakers", "LEG"),
        ("judge", "JUD"),
        ("gunmen", "UAF"),
        ("asylum seekers", "REF"),
        ("nurses", "MED"),
        ("aid workers", "NGO"),
        ("national intelligence agency", "SPY"),
        ("pilgrims", "REL"),
        ("strikers", "LAB"),
    ],
)
def test_an_agent_noun_has_its_sector(facts: Facts, words: str, sector: str) -> None:
    assert facts.agents[words] == sector


def test_agent_nouns_have_no_article_before_them(facts: Facts) -> None:
    assert [words for words in facts.agents if words.startswith(("the ", "a ", "an "))] == []


def test_an_organisation_knows_its_members(facts: Facts) -> None:
    assert {"IND", "PAK"} <= facts.organisations["SCO"].members
    assert facts.organisations["EU"].country == "IGO"


def test_rows_of_the_users_own_are_added(tmp_path: Path) -> None:
    more = with_rows(tmp_path, "state_names.csv", NAMES + "Ruritania-by-the-Sea,PAK,name,,strong,,,user\n")
    assert load_facts(more).names["Ruritania-by-the-Sea"][0].country == "PAK"


def test_an_unknown_country_in_a_users_row_is_named_with_its_place(tmp_path: Path) -> None:
    more = with_rows(tmp_path, "state_names.csv", NAMES + "Ruritania,RUR,name,,strong,,,user\n")
    with pytest.raises(FactsError, match=rf"{tmp_path.name}/state_names\.csv: line 2, of: 'RUR'"):
        load_facts(more)


def test_an_unknown_country_of_a_holder_is_named_when_somebody_is_looked_up(tmp_path: Path) -> None:
    row = "RUR-rudolf,Rudolf,,RUR,,head_of_state,King,1894,,year,open,user\n"
    more = with_rows(tmp_path, "holders.csv", HOLDERS + row)
    with pytest.raises(FactsError, match="line 2, country: 'RUR'"):
        load_facts(more).people("Rudolf")


def test_a_wrong_date_is_named_with_its_column(tmp_path: Path) -> None:
    more = with_rows(tmp_path, "state_names.csv", NAMES + "Ruritania,PAK,name,,strong,2021-13,,user\n")
    with pytest.raises(FactsError, match="line 2, valid_from: '2021-13' is no date"):
        load_facts(more)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    more = with_rows(tmp_path, "titles.csv", "words,office,sector\nregent,head_of_state,GOV\n")
    with pytest.raises(FactsError, match=r"titles\.csv: line 1: column 'countries' is missing"):
        load_facts(more)


@pytest.mark.parametrize(
    ("table", "text", "problem"),
    [
        ("agents.csv", "words,sectors,source\nfoo,XYZ,user\n", "'XYZ' is not known"),
        ("agents.csv", "words,sectors,source\nfoo,MIL,user\nfoo,GOV,user\n", "'foo' is there twice"),
        ("agents.csv", "words,sectors,source\nCorporal,MIL,user\n", "must be in lower case"),
        ("agents.csv", "words,sectors,source\nharbour master,GOV,\n", "source: is empty"),
        (
            "state_names.csv",
            NAMES + "Ruritania,PAK,name,,strong,2021,2020,user\n",
            "2020 is before valid_from 2021",
        ),
        ("state_names.csv", NAMES + "the Ruritania,PAK,name,,strong,,,user\n", "no leading article"),
        (
            "state_names.csv",
            NAMES + "Pakistan,PAK,name,,strong,,,user\nPakistan,PAK,name,,strong,2021,,user\n",
            "overlaps another row of 'Pakistan'",
        ),
        (
            "holders.csv",
            HOLDERS + "x,X Y,,PAK,,mayor,Mayor,2021,2020,year,year,user\n",
            "2020 is before start 2021",
        ),
        (
            "holders.csv",
            HOLDERS + "x,X Y,,PAK,,mayor,Mayor,2021,2022,year,open,user\n",
            "does not go with precision",
        ),
        ("holders.csv", HOLDERS + "x,X Y,,PAK,,mayor,Mayor,2021,2022,era,year,user\n", "'era' is not known"),
    ],
)
def test_the_full_check_finds_a_wrong_row(tmp_path: Path, table: str, text: str, problem: str) -> None:
    with pytest.raises(FactsError, match=problem):
        check_facts(with_rows(tmp_path, table, text))


@pytest.mark.parametrize(
    ("start", "end", "precisions", "day", "held"),
    [
        ("2001-05", "2003-05", "month,month", date(2003, 5, 31), True),
        ("2001-05", "2003-05", "month,month", date(2003, 6, 1), False),
        ("2001", "2003", "year,year", date(2001, 1, 1), True),
        ("2001-05-05", "2003-05-05", "bound,bound", date(2003, 9, 1), True),
        ("2001-05-05", "2003-05-05", "bound,bound", date(2005, 1, 1), False),
        ("2001-05-05", "", "day,open", date(2040, 1, 1), True),
    ],
)
def test_the_precision_of_a_date_says_how_far_a_holding_reaches(
    tmp_path: Path, start: str, end: str, precisions: str, day: date, held: bool
) -> None:
    row = f"PAK-x-y,X Y,,PAK,,harbour_master,Master,{start},{end},{precisions},user\n"
    more = with_rows(tmp_path, "holders.csv", HOLDERS + row)
    assert bool(load_facts(more).holders("PAK", "harbour_master", day)) is held


def test_a_dated_holder_goes_before_one_that_is_only_bounded(tmp_path: Path) -> None:
    rows = (
        "PAK-a-b,A B,,PAK,,harbour_master,Master,2001-05-05,2003-05-05,day,bound,user\n"
        "PAK-c-d,C D,,PAK,,harbour_master,Master,2003-08-01,2005-05-05,day,day,user\n"
    )
    facts = load_facts(with_rows(tmp_path, "holders.csv", HOLDERS + rows))
    assert [holder.name for holder in facts.holders("PAK", "harbour_master", date(2003, 9, 1))] == ["C D"]
