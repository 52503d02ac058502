import pytest
from msgspec.structs import replace

from readout.export.answers import rows_to_pandas
from readout.export.table_columns import described_tables, described_views
from readout.model.errors import InputError, NoArchive
from readout.model.jsonform import to_json
from readout.store import Item, NotInArchive, Query, What
from readout.store.sql import VIEWS, asked
from tests.archive_queries.six_reports import call, draft, like, six, treaty


def ids(rows):
    return [row["id"] for row in rows]


def named(records):
    return [record.document.id for record in records]


# timeline


@pytest.mark.parametrize(
    ("sides", "expected"),
    [
        (("KEN", "NOR"), "st-call en-call ev-call ev-treaty"),
        (("NOR", "KEN"), "st-call en-call ev-call ev-treaty"),
        (("PER",), "en-visit ev-loan st-charge ev-visit st-visit ev-charge"),
        (("KEN", "PER"), "st-charge ev-charge"),
        (("Amina Odhiambo",), "st-charge ev-charge st-call en-call ev-call"),
        (("Amina Odhiambo", "PER"), "st-charge ev-charge"),
        (("PER", "Amina Odhiambo"), "st-charge ev-charge"),
        (("Lars Berg", "Rosa Quispe"), "en-visit"),
        (("IMF",), "ev-loan"),
        (("IMF", "PER"), "ev-loan"),
        (("SWE",), ""),
    ],
)
def test_a_timeline_has_all_between_its_sides_newest_first(library, sides, expected):
    assert ids(library.timeline(*sides).rows) == expected.split()
    reverse = ids(library.timeline(*sides, oldest_first=True).rows)
    assert reverse == expected.split()[::-1]


def test_a_timeline_keeps_to_its_days_and_kinds(library):
    assert ids(library.timeline("PER", since="2031-04-10", until="2031-04-10").rows) == [
        "st-charge", "ev-visit", "st-visit",
    ]  # fmt: skip
    assert ids(library.timeline("PER", kinds=("engagement",)).rows) == ["en-visit"]


@pytest.mark.parametrize("oldest_first", [False, True])
def test_a_timeline_of_pages_of_one_has_every_row_once(library, oldest_first):
    whole = ids(library.timeline("PER", oldest_first=oldest_first).rows)
    rows, cursor = [], None
    while True:
        page = library.timeline("PER", oldest_first=oldest_first, limit=1, after=cursor)
        rows += ids(page.rows)
        if not (cursor := page.next):
            break
    assert rows == whole


def test_a_row_of_a_timeline_tells_who_did_what_to_whom(library):
    (row,) = library.timeline("IMF").rows
    told = {name: row[name] for name in ("day", "what", "type", "source", "target", "qualifier", "goldstein", "told")}
    assert told == {
        "day": "2031-04-11", "what": "event", "type": "AID", "source": "IMF", "target": "Peru", "qualifier": "actual",
        "goldstein": 7.0, "told": "The IMF lent Peru 40 million dollars, officials told the Fjord Post.",
    }  # fmt: skip
    assert library.timeline("KEN", "NOR").rows[-1]["day"] is None


def test_nobody_of_that_name_is_told(library):
    with pytest.raises(InputError, match="'Nobody': nobody is called so in this archive"):
        library.timeline("Nobody")


# aggregate

FIGURES = {"events", "statements", "engagements", "goldstein_mean"}


def counted(archive, *by, **options):
    """Keys, count and, of events, the mean score of each row."""
    rows = [list(row.items()) for row in archive.aggregate(by, **options)]
    last = 1 + max(number for number, (name, _) in enumerate(rows[0]) if name in FIGURES)
    return [tuple(value for _, value in row[:last]) for row in rows]


def test_dyads_count_what_is_alike_in_both_directions(library):
    assert counted(library, "dyad") == [
        ("KEN", "NOR", 2, 4.5), ("KEN", "PER", 1, -2.0), ("NOR", "KEN", 1, 8.0),
    ]  # fmt: skip


def test_pairs_and_countries_count_each_item_once(library):
    assert counted(library, "pair", realis=()) == [
        ("KEN", "NOR", 2, 4.5), ("KEN", "PER", 1, -2.0), ("NOR", "PER", 1, -5.0),
    ]  # fmt: skip
    assert [row[:2] for row in counted(library, "country")] == [("KEN", 3), ("NOR", 2), ("PER", 2)]


def test_times_are_those_of_the_items_and_empty_where_there_is_none(library):
    assert [row[:2] for row in counted(library, "month")] == [("", 1), ("2031-03", 1), ("2031-04", 2)]
    assert [row[:2] for row in counted(library, "quarter")] == [("", 1), ("2031-Q1", 1), ("2031-Q2", 2)]
    assert [row[:2] for row in counted(library, "year", "type")] == [
        ("", "AGREE"), ("2031", "ACCUSE"), ("2031", "AID"), ("2031", "CONSULT"),
    ]  # fmt: skip
    assert [row[:2] for row in counted(library, "day", since="2031-04-10")] == [("2031-04-11", 1)]


def test_scores_and_types_are_summed(library):
    (row,) = library.aggregate(())
    figures = {name: row[name] for name in ("events", "goldstein_sum", "cooperation", "conflict", "AID", "ASSAULT")}
    assert figures == {
        "events": 4, "goldstein_sum": 14.0, "cooperation": 16.0, "conflict": -2.0, "AID": 1, "ASSAULT": 0,
    }  # fmt: skip


def test_statements_and_engagements_are_counted_too(library):
    assert [row[:3] for row in counted(library, "dyad", what="statement")] == [("KEN", "NOR", 1), ("KEN", "PER", 1)]
    assert [row[:2] for row in counted(library, "status", what="engagement")] == [("held", 1), ("planned", 1)]
    assert [row[:2] for row in counted(library, "channel", what="statement", confidence=0.8)] == [
        ("briefing", 1), ("phone call", 1),
    ]  # fmt: skip


def test_of_an_item_between_three_only_the_dyads_of_the_country_are_counted(archive):
    three = like(treaty(), "three", "2031-06-01")
    parts = replace(three.events[0], actors=("NOR", "KEN", "PER"))
    peru = replace(three.actors[0], key="PER", name="Peru", country="PER")
    archive.add(replace(three, actors=(*three.actors, peru), events=(parts,)))
    june = {"since": "2031-06-01"}
    assert len(counted(archive, "dyad", **june)) == 6
    assert [row[:2] for row in counted(archive, "dyad", countries=("PER",), **june)] == [
        ("KEN", "PER"), ("NOR", "PER"), ("PER", "KEN"), ("PER", "NOR"),
    ]  # fmt: skip
    assert [row[:2] for row in counted(archive, "pair", countries=("PER", "NOR"), **june)] == [("NOR", "PER")]
    assert [row[0] for row in counted(archive, "country", countries=("PER",), **june)] == ["KEN", "NOR", "PER"]


def test_only_what_the_countries_have_part_in_is_counted(library):
    assert [row[:3] for row in counted(library, "pair", countries=("ken", "PER"))] == [("KEN", "PER", 1)]


@pytest.mark.parametrize(
    ("by", "options", "problem"),
    [
        (("moth",), {}, "by 'moth': events cannot be counted so; give dyad,"),
        (("dyad", "pair"), {}, "give one of dyad, pair, country"),
        (("realis",), {"what": "statement"}, "by 'realis': statements cannot"),
        (("day",), {"what": "speech"}, "what 'speech': there is none"),
        (("day",), {"realis": ("real",)}, "realis 'real': there is none"),
        (("day",), {"since": "May"}, "since 'May' is not a day"),
        (("day",), {"countries": ("Kenya",)}, "country 'Kenya'"),
    ],
)
def test_a_wrong_count_is_refused_before_the_first_row(library, by, options, problem):
    with pytest.raises(InputError, match=problem):
        library.aggregate(by, **options)


# who and statistics


def test_who_counts_reports_and_items_of_each(library):
    rows = library.who().rows
    assert [(row["name"], row["reports"]) for row in rows][:2] == [("Amina Odhiambo", 2), ("Lars Berg", 2)]
    (row,) = library.who("odhi").rows
    assert (row["statements"], row["events"], row["engagements"]) == (2, 2, 1)
    assert (row["first_day"], row["last_day"], row["office"]) == ("2031-03-05", "2031-04-10", "Foreign Minister")


def test_pages_of_who_follow_each_other_without_gap_or_overlap(library):
    whole = library.who()
    page = library.who(limit=2)
    rows = [*page.rows]
    while page.next:
        page = library.who(limit=2, after=page.next)
        rows += page.rows
    assert tuple(rows) == whole.rows
    assert len(rows) > 4
    with pytest.raises(InputError, match="not a cursor"):
        library.who(after="zzz")


def test_who_finds_by_part_id_country_and_kind(library):
    def names(*arguments, **options):
        return sorted(row["name"] for row in library.who(*arguments, **options).rows)

    assert names("KEN-amina-odhiambo") == ["Amina Odhiambo"]
    assert names("PER") == ["Peru", "Rosa Quispe"]
    assert names("PER", kind="person") == ["Rosa Quispe"]
    assert names("IMF") == ["IMF"]
    assert names("%") == []
    assert len(names(limit=3)) == 3


def test_statistics_add_up(library):
    rows = library.statistics()
    totals = {row["what"]: row["count"] for row in rows if row["value"] is None and "day" not in row["what"]}
    assert {name: totals[name] for name in ("reports", "latest versions", "statements", "events", "engagements")} == {
        "reports": 6, "latest versions": 5, "statements": 3, "events": 5, "engagements": 2,
    }  # fmt: skip
    assert [row["value"] for row in rows if "day" in row["what"]] == ["2031-03-04", "2031-04-11"]
    assert sum(row["count"] for row in rows if row["what"] == "event type") == 5
    assert ("publisher", "Harbour Times", 2) in {(row["what"], row["value"], row["count"]) for row in rows}


# one thing, its versions, and all records


def test_an_id_or_its_beginning_finds_the_one_thing(library):
    assert library.find("doc-call") == Item("report", "doc-call", "doc-call")
    assert library.find("st-ch") == Item("statement", "st-charge", "doc-charge")
    assert library.find("en-v") == Item("engagement", "en-visit", "doc-visit")


def test_a_beginning_of_several_or_of_none_is_refused(library):
    with pytest.raises(InputError, match="id 'ev-c' can be ev-call, ev-charge: give more of it"):
        library.find("ev-c")
    with pytest.raises(NotInArchive, match="no id is or begins with 'ev-x'"):
        library.find("ev-x")
    with pytest.raises(NotInArchive):
        library.find("%")
    with pytest.raises(InputError, match="a character at least"):
        library.find(" ")


def test_a_whole_id_goes_before_one_that_begins_so(archive):
    record = call()
    longer = replace(record.document, id="doc-call-back", text="Another call.", url=None)
    archive.add(replace(record, document=longer, actors=(), statements=(), events=(), engagements=()))
    assert archive.find("doc-call").id == "doc-call"


def test_one_id_in_two_reports_asks_for_the_report(archive):
    record = call()
    again = replace(record.document, id="doc-again", text=record.document.text + " Again.", url=None)
    archive.add(replace(record, document=again))
    with pytest.raises(InputError, match="can be ev-call of doc-again, ev-call of doc-call: give the id of the report"):
        archive.find("ev-call")


def test_versions_have_every_text_and_reading_of_a_story(archive):
    archive.reread(replace(call(), readout_version="0.2.0"))
    rows = archive.versions("doc-draft")
    assert rows == archive.versions("doc-call")
    told = [(row["report"], row["version"], row["reading"], row["readout_version"], row["corrected"]) for row in rows]
    assert told == [
        ("doc-draft", 1, "now", "", 0), ("doc-call", 2, "former", "0.1.0", 0), ("doc-call", 2, "now", "0.2.0", 0),
    ]  # fmt: skip


def test_all_records_come_out_as_they_went_in_but_only_the_last_of_a_story(library):
    kept = [to_json(record) for record in six() if record.document.id != draft().document.id]
    assert [to_json(record) for record in library.records()] == kept


def test_records_are_chosen_by_day_by_time_of_adding_and_by_query(library):
    assert named(library.records(since="2031-04-10")) == ["doc-visit", "doc-loan", "doc-charge"]
    assert named(library.records(until="2031-04-10")) == ["doc-call", "doc-visit", "doc-charge"]
    (added,) = [
        row["added"] for row in library.connection.named_rows("SELECT added FROM reports WHERE id = 'doc-loan'")
    ]
    assert named(library.records(added_since=added)) == ["doc-loan", "doc-treaty", "doc-charge"]
    assert named(library.records(added_since="2031-05-01")) == named(library.records())
    assert named(library.records(added_since="2031-05-02T00:00:00+02:00")) == []
    assert named(library.records(Query(actors=("PER",)))) == ["doc-loan", "doc-charge", "doc-visit"]
    assert named(library.records(Query(actors=("PER",)), until="2031-04-10")) == ["doc-charge", "doc-visit"]
    assert named(library.records(Query(what=What.EVENTS, types=("AID", "AGREE")))) == ["doc-loan", "doc-treaty"]
    assert named(library.records(Query(what=What.EVENTS, actors=("KEN",), limit=1))) == [
        "doc-charge", "doc-call", "doc-treaty",
    ]  # fmt: skip


@pytest.mark.parametrize("wrong", [{"since": "May"}, {"added_since": "today"}, {"query": Query(channel="letter")}])
def test_a_wrong_choice_of_records_is_refused_before_the_first(library, wrong):
    with pytest.raises(InputError):
        library.records(**wrong)


# SQL, and the columns of every answer


def answer(address, sql):
    with asked(address, sql) as given:
        return given.columns, list(given.rows)


def test_a_query_gives_its_columns_also_without_a_row(library):
    columns, rows = answer(library.address, "SELECT id, realis AS told FROM events WHERE event_type = 'AID'")
    assert (columns, rows) == (("id", "told"), [{"id": "ev-loan", "told": "actual"}])
    assert answer(library.address, "SELECT id AS x FROM events WHERE 1 = 2") == (("x",), [])


def test_columns_of_one_name_are_told_apart(library):
    columns, rows = answer(library.address, "SELECT 1 AS a, 2 AS a, 3 AS a")
    assert (columns, rows) == (("a", "a_2", "a_3"), [{"a": 1, "a_2": 2, "a_3": 3}])


def test_percent_signs_and_question_marks_are_what_they_are(library):
    _, rows = answer(library.address, "SELECT id, '?' AS mark FROM reports WHERE title LIKE '%Lima%'")
    assert rows == [{"id": "doc-visit", "mark": "?"}]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM report", "WITH x AS (SELECT 1) DELETE FROM report", "SELECT 1; DELETE FROM report", "COMMIT",
        "INSERT INTO failure SELECT 'x', 'y', 'z', 1, 'a', 'b'", "CREATE TABLE x (y INTEGER)", "DROP VIEW events",
        "EXPLAIN ANALYZE DELETE FROM report", "", "SELECT nothing FROM events",
        "WITH gone AS (DELETE FROM report RETURNING id) SELECT * FROM gone",
        "SELECT set_config('transaction_read_only', 'off', false)", "PRAGMA query_only = OFF", "ATTACH 'x.db' AS x",
        "SELECT load_extension('x')", "VACUUM INTO 'x.db'",
    ],
)  # fmt: skip
def test_what_is_no_query_or_changes_something_is_refused_and_nothing_is_changed(library, sql):
    before = library.change
    with pytest.raises(InputError, match=r"^SQL: "):
        answer(library.address, sql)
    assert library.change == before
    assert len(list(library.ids())) == 5


def test_an_error_says_what_the_database_says_and_lists_the_views(library):
    with pytest.raises(InputError, match=r"evnts.*the views are reports, actors, statements, events,"):
        answer(library.address, "SELECT * FROM evnts")


def test_an_explanation_is_a_query(library):
    word = "EXPLAIN QUERY PLAN" if library.address.endswith(".db") else "EXPLAIN"
    assert answer(library.address, f"{word} SELECT * FROM events")[1]


def test_no_archive_is_no_query(tmp_path):
    with pytest.raises(NoArchive):
        answer(str(tmp_path / "none.db"), "SELECT 1")
    assert not list(tmp_path.iterdir())


def test_every_view_has_the_columns_that_are_described(library):
    described = described_views("archive")
    assert tuple(described) == VIEWS
    for view, columns in described.items():
        assert answer(library.address, f"SELECT * FROM {view}")[0] == tuple(column.name for column in columns), view


def test_every_answer_has_the_columns_that_are_described(archive):
    archive.reread(call())
    answers = {
        **{what.value: archive.search(Query(what=what, words="tuna OR quota")).rows[0] for what in What},
        "timeline": archive.timeline("PER").rows[0],
        "who": archive.who().rows[0],
        "statistics": archive.statistics()[0],
        "versions": archive.versions("doc-call")[0],
    }
    described = described_tables("archive")
    assert set(described) == {*answers, "aggregate"}
    for name, row in answers.items():
        assert list(row) == [column.name for column in described[name]], name
    counts = {
        name
        for what, by in (("event", ("dyad", "day", "type", "realis", "place_country")),
                         ("statement", ("pair", "month", "quarter", "channel")),
                         ("engagement", ("country", "year", "status")))
        for name in next(iter(archive.aggregate(by, what=what)))
    }  # fmt: skip
    assert counts == {column.name for column in described["aggregate"]}


# as data frames


def test_answers_are_data_frames_whose_types_do_not_depend_on_the_rows(library):
    pytest.importorskip("pandas")
    frame = rows_to_pandas(library.aggregate(("dyad", "year"), realis=()))
    assert list(frame.columns[:5]) == ["source", "target", "year", "events", "goldstein_mean"]
    assert frame["events"].sum() == 5
    assert str(frame["AID"].dtype) == "Int64"
    assert str(rows_to_pandas(library.timeline("IMF").rows)["cameo"].dtype) == "string"
    assert list(rows_to_pandas([])) == []


def test_a_column_of_ones_own_is_of_what_it_holds(library):
    pytest.importorskip("pandas")
    with asked(library.address, "SELECT 1 AS one, 1.5 AS half, 'x' AS letter, NULL AS gap") as given:
        frame = rows_to_pandas(given.rows)
    assert [str(dtype) for dtype in frame.dtypes] == ["Int64", "float64", "string", "string"]


def test_a_column_has_one_kind_whatever_the_answer_that_it_is_in():
    kinds = {}
    for columns in described_tables("archive").values():
        for column in columns:
            assert kinds.setdefault(column.name, column.kind) is column.kind, column.name
