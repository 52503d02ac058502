import io

from hypothesis import given
from hypothesis import strategies as st

from readout.export.columns import cells
from readout.export.table import Column, Kind, write_rows
from readout.export.table_text import SAMPLE

COLUMNS = (
    Column("name"),
    Column("calls", Kind.WHOLE),
    Column("score", Kind.NUMBER),
    Column("held", Kind.TRUTH),
)


def lines(rows, columns=COLUMNS, width=100) -> list[str]:
    stream = io.BytesIO()
    write_rows(rows, columns, "table", stream, width)
    return stream.getvalue().decode().splitlines()


def test_numbers_stand_at_the_right_and_text_at_the_left():
    rows = [
        {"name": "Lars Berg", "calls": 7, "score": -2.5, "held": True},
        {"name": "Amina Odhiambo", "calls": 1200, "score": 10.0, "held": False},
    ]
    assert lines(rows) == [
        "name            calls  score  held",
        "––––––––––––––  –––––  –––––  ––––",
        "Lars Berg           7   -2.5  yes",
        "Amina Odhiambo   1200     10  no",
    ]


def test_what_is_not_there_is_a_dash_and_an_empty_text_is_empty():
    assert lines([{"name": "", "calls": None}])[2] == "          –      –  –"


def test_a_long_cell_gives_way_and_ends_in_an_ellipsis():
    shown = lines([{"name": "the minister of foreign affairs of a far country", "calls": 3}], width=40)
    assert shown[2].startswith("the minister of")
    assert "…" in shown[2]
    assert max(map(cells, shown)) <= 40


def test_columns_that_do_not_fit_are_named_at_the_end():
    columns = [Column(f"column {number}") for number in range(9)]
    shown = lines([{column.name: "words enough for a line" for column in columns}], columns, width=60)
    assert shown[0].endswith(" column 5")
    assert " ".join(shown[3:]) == (
        "Not shown: column 6, column 7, column 8. A wider terminal or another format has them."
    )
    assert max(map(cells, shown)) <= 60


def test_a_cell_is_one_line_and_steers_no_terminal():
    shown = lines([{"name": "one\ntwo\tthree \x1b[31mred\u202e"}])
    assert len(shown) == 3
    assert shown[2].startswith("one two three �[31mred�")


def test_wide_characters_take_two_cells():
    shown = lines([{"name": "外交部", "calls": 1}, {"name": "abcdef", "calls": 1}])
    assert cells(shown[2]) == cells(shown[3])


def test_rows_after_the_first_thousand_keep_to_the_widths():
    rows = [{"name": "short"}] * SAMPLE + [{"name": "a name that is longer than all"}]
    assert lines(rows)[-1].split("  ")[0] == "a na…"


@given(st.lists(st.fixed_dictionaries({"name": st.none() | st.text(), "calls": st.none() | st.integers()})))
def test_no_line_is_wider_than_asked_for_and_every_row_has_one(rows):
    shown = lines(rows, width=50)
    assert len(shown) == 2 + len(rows)
    assert max(map(cells, shown)) <= 50
