import re
from pathlib import Path

import pytest

from readout.export.codebook import codebook
from readout.export.codebook.__main__ import main
from readout.export.codebook.markdown import link, table
from readout.export.codebook.record import added_meanings
from readout.export.codebook.sources import classes_of
from readout.export.codebook.tables import ARCHIVE, INPUTS, RECORD, column_files, file_of
from readout.export.codebook.vocabularies import examples, meaning
from readout.export.formats import FORMATS
from readout.export.table_columns import described_tables
from readout.facts.ontology import load_ontology
from readout.model import record, vocabulary

PAGE = Path(__file__).parents[2] / "docs" / "codebook.md"
TABLES = [name for name in column_files() if name != INPUTS]


@pytest.fixture(scope="module")
def page() -> str:
    return codebook()


def test_the_page_in_docs_is_what_the_model_and_the_data_say(capfdbinary):
    status = main(["--check", str(PAGE)])
    diff = capfdbinary.readouterr().out.decode()
    assert status == 0, f"python -m readout.export.codebook > docs/codebook.md\n{diff}"


def test_a_stale_page_is_shown_as_a_diff(page, tmp_path, capfdbinary):
    stale = tmp_path / "codebook.md"
    stale.write_text(page.replace("asks, urges, demands", "asks"), encoding="utf-8")
    assert main(["--check", str(stale)]) == 1
    diff = capfdbinary.readouterr().out.decode()
    assert "\n-| `request` | asks |" in diff
    assert "\n+| `request` | asks, urges, demands |" in diff
    assert main(["--check", str(tmp_path / "none.md")]) == 1


def test_without_arguments_the_page_is_printed_and_with_wrong_ones_the_usage(page, capfdbinary):
    assert main([]) == 0
    assert capfdbinary.readouterr().out.decode() == page
    assert main(["--chek"]) == 2
    assert capfdbinary.readouterr().err.startswith(b"usage: ")


@pytest.mark.parametrize("name", TABLES)
def test_every_column_has_a_meaning_and_a_name_of_its_own(name):
    for title, _, columns in column_files()[name].tables():
        assert len({column["name"] for column in columns}) == len(columns) > 0, title
        for column in columns:
            assert len(column["meaning"]) > 3, f"{name}: {title}: {column['name']}"


@pytest.mark.parametrize("name", [name for name in TABLES if name != ARCHIVE])
def test_columns_are_of_the_kinds_that_tables_know(name):
    named = {title: [column["name"] for column in columns] for title, _, columns in column_files()[name].tables()}
    assert {title: [column.name for column in columns] for title, columns in described_tables(name).items()} == named


def test_every_file_of_columns_is_on_the_page():
    assert set(column_files()) <= {RECORD, ARCHIVE, INPUTS, *map(file_of, FORMATS.values())}


def test_every_field_of_the_record_has_one_meaning():
    added = added_meanings()
    parts = classes_of(record)
    assert set(added) <= set(parts)
    for name, part in parts.items():
        told = [*part.attributes, *added.get(name, {})]
        assert sorted(told) == sorted(part.fields), name


@pytest.mark.parametrize("each", classes_of(vocabulary).values(), ids=lambda each: each.name)
def test_every_value_of_a_closed_set_has_a_meaning(each):
    values = [str(member) for member in getattr(vocabulary, each.name)]
    assert [member.value for member in each.members] == values
    assert all(meaning(each, value) for value in values)


def test_every_event_type_channel_and_speech_act_has_an_example():
    assert {name: list(shown) for name, shown in examples().items()} == {
        name: [str(member) for member in getattr(vocabulary, name)] for name in ("EventType", "Channel", "SpeechAct")
    }


def test_every_code_is_on_the_page(page):
    ontology = load_ontology()
    codes = [*ontology.cameo, *ontology.contexts, *ontology.sectors, *(mode for _, mode in ontology.modes)]
    lines = set(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE))
    assert [code for code in codes if code not in lines] == []


def test_headings_differ_and_every_link_leads_to_one(page):
    headings = re.findall(r"^#+ (.*)$", page, re.MULTILINE)
    anchors = [re.sub(r".*\(#(.*)\)", r"\1", link(heading)) for heading in headings]
    assert len(set(anchors)) == len(anchors)
    assert set(re.findall(r"\]\(#(.*?)\)", page)) <= set(anchors)


def test_every_row_of_a_table_has_the_cells_of_its_head(page):
    for found in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in found.splitlines()}) == 1, found


def test_a_table_leaves_out_what_no_row_has_and_keeps_bars_and_line_ends_in_a_cell():
    assert table(("a", "b", "c"), [("x|y", None, "1\n2"), ("", "", "3")]) == (
        "| a | c |\n| --- | --- |\n| x\\|y | 1 2 |\n|  | 3 |"
    )
