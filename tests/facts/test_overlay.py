import pickle
import re
from datetime import date

import pytest

import readout
from readout.cli.batch import MakeReader
from readout.facts import ChangeKind, check_facts, find_changes, load_facts
from readout.model.errors import FactsError
from readout.pipeline import Reader
from tests.facts.overlays import HOLDERS, NAMES, RURITANIA, STATES, written

DAY = date(2021, 7, 9)
DAR = "PAK-ishaq-dar,Ishaq Dar,,PAK,,foreign_minister,Foreign Minister,2024-03-11"
REPORT = (
    "STRELSAU, July 9, 2021 (Agency) -- Ruritanian Foreign Minister Fritz von Tarlenheim met Norwegian Foreign "
    "Minister Ine Eriksen Soreide on Friday. Tarlenheim thanked her for the help after the flood."
)


@pytest.fixture
def ruritania(tmp_path):
    return written(tmp_path / "ruritania", RURITANIA)


def changed(folder, tables):
    return [(change.kind, change.place.line) for change in find_changes(written(folder, tables))]


def problem_of(folder, tables):
    """What is wrong with the tables, on one line."""
    with pytest.raises(FactsError) as raised:
        check_facts(written(folder, tables))
    return str(raised.value)


def test_a_state_of_the_users_has_names_and_holders(ruritania):
    facts = load_facts(ruritania)
    assert facts.named("Ruritanian")[0].country == "RUR"
    assert [holder.name for holder in facts.holders("RUR", "foreign_minister", DAY)] == ["Fritz von Tarlenheim"]
    assert facts.people("Tarlenheim")[0].source == "desk"
    check_facts(ruritania)


def test_the_packages_own_facts_stay_as_they_are(ruritania):
    load_facts(ruritania)
    assert "RUR" not in load_facts().states
    assert load_facts().people("Tarlenheim") == ()


def test_a_holding_with_the_same_key_replaces_ours(tmp_path):
    facts = load_facts(written(tmp_path, {"holders.csv": HOLDERS + DAR + ",2026-01-05,day,day,desk,\n"}))
    (last,) = (holder for holder in facts.holdings("PAK", "foreign_minister") if holder.id == "PAK-ishaq-dar")
    assert (last.end, last.end_precision, last.source) == (date(2026, 1, 5), "day", "desk")


def test_holdings_stay_in_order_of_their_start(tmp_path):
    early = "PAK-a-b,A B,,PAK,,foreign_minister,Foreign Minister,1951,1952,year,year,desk,\n"
    holdings = load_facts(written(tmp_path, {"holders.csv": HOLDERS + early})).holdings("PAK", "foreign_minister")
    assert holdings[0].name == "A B"
    assert [holder.start for holder in holdings] == sorted(holder.start for holder in holdings)


def test_a_state_with_the_same_code_replaces_ours(tmp_path):
    facts = load_facts(written(tmp_path, {"states.csv": STATES + "KAZ,Kazakhstan,un_member,1991,,Almaty,desk,\n"}))
    assert facts.states["KAZ"].capital == "Almaty"


def test_the_rows_of_a_name_replace_all_of_ours_for_the_same_thing_and_kind(tmp_path):
    rows = "Turkey,TUR,name,,strong,,2022-06-01,desk,\nTurkey,TUR,name,,weak,2022-06-02,,desk,\n"
    facts = load_facts(written(tmp_path, {"state_names.csv": NAMES + rows}))
    meant = [name for name in facts.named("Turkey") if name.id == "TUR" and name.kind == "name"]
    assert [(name.weak, name.valid_to) for name in meant] == [(False, date(2022, 6, 1)), (True, None)]


def test_a_dropped_row_is_gone(tmp_path):
    facts = load_facts(written(tmp_path, {"state_names.csv": NAMES + "Kremlin,RUS,seat,,,,,,yes\n"}))
    assert load_facts().named("the Kremlin")
    assert facts.named("the Kremlin") == ()


def test_a_dropped_organisation_takes_its_names_and_holders_along(tmp_path):
    table = "id,name,kind,country,sectors,head_title,start,end,members,source,drop\nNATO,,,,,,,,,,yes\n"
    folder = written(tmp_path, {"organisations.csv": table})
    facts = load_facts(folder)
    assert "NATO" not in facts.organisations
    assert all(name.id != "NATO" for name in facts.named("NATO"))
    assert facts.holdings("NATO", "igo_head") == ()


def test_what_is_dropped_but_still_used_is_named(tmp_path):
    table = "id,name,kind,country,sectors,head_title,start,end,members,source,drop\nNATO,,,,,,,,,,yes\n"
    assert re.match(
        r"titles\.csv: line \d+, countries: 'NATO' is not known", problem_of(tmp_path, {"organisations.csv": table})
    )


def test_each_row_of_the_users_is_told_with_what_it_does(tmp_path):
    rows = (
        "Kremlin,RUS,seat,,,,,,yes\n"
        "Ruritania,PAK,name,,strong,,,desk,\n"
        "Pakistan,PAK,name,,weak,,,desk,\n"
        "Pakistani,PAK,demonym,,strong,,,own,\n"
    )
    assert changed(tmp_path, {"state_names.csv": NAMES + rows}) == [
        (ChangeKind.REMOVED, 2),
        (ChangeKind.ADDED, 3),
        (ChangeKind.REPLACED, 4),
        (ChangeKind.SAME, 5),
    ]


def test_to_drop_what_is_not_there_is_an_error_that_names_the_key(tmp_path):
    problem = problem_of(tmp_path, {"state_names.csv": NAMES + "Kremlim,RUS,seat,,,,,,yes\n"})
    assert problem.endswith(
        "line 2, drop: removes nothing: the register has no row of words 'Kremlim', of 'RUS', kind 'seat'"
    )


@pytest.mark.parametrize(
    ("tables", "problem"),
    [
        (
            {"holders.csv": HOLDERS + "x,X Y,,PAK,,foreign_minister,Minister,2025-01-01,2025-06-01,day,day,desk,\n"},
            r"line 2, start: X Y \(2025-01-01 to 2025-06-01\) overlaps Ishaq Dar \(2024-03-11 to open; holders\.csv, ",
        ),
        (
            {
                "holders.csv": HOLDERS
                + "x,X Y,,NRU,,head_of_state,President,1901-01-01,1903-01-01,day,day,desk,\n"
                + "y,Y Z,,NRU,,head_of_state,President,1902-01-01,1904-01-01,day,day,desk,\n"
            },
            r"line 2, start: X Y .* overlaps Y Z",
        ),
        ({"holders.csv": HOLDERS + "x,X,,PAK,,mayor,Mayor,2021,2020,year,year,desk,\n"}, "line 2, end: 2020 is before"),
        (
            {"holders.csv": HOLDERS + "x,X,,RUR,,mayor,Mayor,2021,,year,open,desk,\n"},
            "line 2, country: 'RUR' is not known",
        ),
        (
            {"holders.csv": HOLDERS + "x,X,,PAK,,mayor,Mayor,July 9,,day,open,desk,\n"},
            "line 2, start: 'July 9' is no date",
        ),
        ({"agents.csv": "words,sectors,source\nfoo,XYZ,desk\n"}, "line 2, sector: 'XYZ' is not known"),
        ({"state_names.csv": NAMES + "Ruritania,RUR,name,,strong,,,desk,\n"}, "line 2, of: 'RUR' is not known"),
        (
            {"state_names.csv": NAMES + "Kremlin,RUS,seat,,,,,,true\n"},
            "line 2, drop: 'true' is neither 'yes' nor empty",
        ),
        ({"agents.csv": "words,sectors\nfoo,GOV\n"}, "line 1: column 'source' is missing"),
        (
            {"agents.csv": "words;sectors;source\nfoo;GOV;desk\n"},
            "divided by semicolons: save it as .CSV UTF-8., divided by",
        ),
        ({"agents.csv": "words\tsectors\tsource\n"}, "divided by tabs"),
        ({"agents.csv": "words,sectors,source\nfoo,GOV\n"}, "line 2, cells: 2 under 3 columns"),
        ({"holder.csv": HOLDERS}, r"holder\.csv: file: is no table of the register; those are states\.csv"),
        ({}, r"has none of the tables states\.csv"),
    ],
)
def test_a_contradiction_or_a_table_that_cannot_be_read_is_named_with_its_place(tmp_path, tables, problem):
    folder = tmp_path / "mine"
    assert re.search(problem, problem_of(folder, tables))


def test_bytes_that_are_not_utf8_are_named_with_their_line(tmp_path):
    (tmp_path / "agents.csv").write_bytes(b"words,sectors,source\nfoo,GOV,desk\ncaf\xe9,GOV,desk\n")
    with pytest.raises(FactsError, match=r"agents\.csv: line 3: is not UTF-8: save it as"):
        check_facts(tmp_path)


def test_a_table_as_excel_writes_it_is_read(tmp_path):
    text = "words,sectors,source\r\nharbour pilot,GOV,desk\r\n,,\r\n"
    (tmp_path / "agents.csv").write_text(text, encoding="utf-8-sig", newline="")
    check_facts(tmp_path)
    assert load_facts(tmp_path).agents["harbour pilot"] == "GOV"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("x,X Y,,PAK,,foreign_minister,Minister,2024-03-11,2024-03-11,day,day,desk,", "one day of handing over"),
        ("x,X Y,,PAK,,foreign_minister,Minister,2024,2024,year,year,desk,", "days that are not certain"),
        ("x,X Y,,PAK,,minister_of_state,Minister,2025,,year,open,desk,", "an office that several hold"),
        ("x,X Y,,BIH,,head_of_state,Member,2019-01-01,2020-01-01,day,day,desk,", "a presidency of three"),
        (DAR.replace("2024-03-11", "2025-03-11") + ",,day,open,desk,", "the same person again"),
    ],
)
def test_no_contradiction_is_seen_in(tmp_path, row, why):
    check_facts(written(tmp_path, {"holders.csv": HOLDERS + row + "\n"}))


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FactsError, match=r"none.*: folder: there is none"):
        load_facts(tmp_path / "none")


def test_a_report_is_read_by_the_users_facts(reader, ruritania):
    with_facts = Reader(reader.parser, reader.versions, reader.readout_version, load_facts(ruritania))
    known = {actor.person: actor.country for actor in with_facts.read(REPORT).actors}
    assert known["RUR-fritz-von-tarlenheim"] == "RUR"
    assert "RUR-fritz-von-tarlenheim" not in {actor.person for actor in reader.read(REPORT).actors}


def test_a_reader_with_facts_names_their_digest_and_refuses_wrong_ones(ruritania, reader):
    record = readout.load(ruritania).read(REPORT)
    assert {*record.models} - {*reader.read(REPORT).models} == {"facts"}
    before = record.models["facts"]
    (ruritania / "agents.csv").write_text("words,sectors,source\nfoo,XYZ,desk\n", encoding="utf-8")
    with pytest.raises(FactsError, match="'XYZ' is not known"):
        readout.load(facts=str(ruritania))
    assert re.fullmatch("[0-9a-f]{12}", before)


def test_what_makes_the_reader_of_another_process_is_equal_there(ruritania):
    there = pickle.loads(pickle.dumps(MakeReader(ruritania)))
    assert there == MakeReader(ruritania)
    assert hash(there) == hash(MakeReader(ruritania))
