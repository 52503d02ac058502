from itertools import combinations

import pytest
from msgspec.structs import replace

from readout.model.errors import InputError
from readout.store import Query, What
from tests.archive_queries.six_reports import call, like, treaty

# what, filters, and how the reports are called that it finds or that have what it finds, in the order of the answer
EACH = {What.REPORTS: "doc", What.STATEMENTS: "st", What.EVENTS: "ev", What.ENGAGEMENTS: "en"}
ALL = {
    What.REPORTS: "loan charge visit call treaty",
    What.STATEMENTS: "charge visit call",
    What.EVENTS: "loan visit charge call treaty",
    What.ENGAGEMENTS: "visit call",
}
ALONE = [
    *((what, {}, found) for what, found in ALL.items()),
    (What.REPORTS, {"words": "tuna"}, "call"),
    (What.REPORTS, {"words": "fjord"}, "loan"),
    (What.REPORTS, {"words": "Norway -salmon"}, "treaty"),
    (What.REPORTS, {"words": "salmon OR trawler"}, "charge visit"),
    (What.REPORTS, {"words": '"fishing treaty"'}, "treaty"),
    (What.REPORTS, {"words": '"treaty fishing"'}, ""),
    (What.REPORTS, {"words": "trawler"}, "charge"),
    (What.REPORTS, {"words": "visits"}, "visit"),
    (What.REPORTS, {"actors": ("KEN",)}, "charge call treaty"),
    (What.REPORTS, {"actors": ("Amina Odhiambo",)}, "charge call"),
    (What.REPORTS, {"actors": ("odhiambo",)}, "charge call"),
    (What.REPORTS, {"actors": ("KEN-amina-odhiambo",)}, "charge call"),
    (What.REPORTS, {"actors": ("IMF",)}, "loan"),
    (What.REPORTS, {"actors": ("KEN", "NOR")}, "call treaty"),
    (What.REPORTS, {"actors": ("Nobody",)}, ""),
    (What.REPORTS, {"between": ("nor", "KEN")}, "call treaty"),
    (What.REPORTS, {"person": "KEN-amina-odhiambo"}, "charge call"),
    (What.REPORTS, {"office": "foreign minister"}, "charge visit call"),
    (What.REPORTS, {"office": "PRESIDENT"}, "visit"),
    (What.REPORTS, {"topic": "tuna"}, "call"),
    (What.REPORTS, {"since": "2031-04-10"}, "loan charge visit"),
    (What.REPORTS, {"until": "2031-04-10"}, "charge visit call"),
    (What.REPORTS, {"publisher": "harbour"}, "call treaty"),
    (What.REPORTS, {"report": "doc-visit"}, "visit"),
    (What.STATEMENTS, {"words": "quota"}, "call"),
    (What.STATEMENTS, {"words": "Nairobi"}, ""),
    (What.STATEMENTS, {"speaker": "Amina Odhiambo"}, "charge call"),
    (What.STATEMENTS, {"speaker": "PER"}, "visit"),
    (What.STATEMENTS, {"speaker": "Lars Berg"}, ""),
    (What.STATEMENTS, {"actors": ("Lars Berg",)}, "call"),
    (What.STATEMENTS, {"actors": ("PER",)}, "charge visit"),
    (What.STATEMENTS, {"between": ("PER", "KEN")}, "charge"),
    (What.STATEMENTS, {"channel": "Press-Conference"}, "visit"),
    (What.STATEMENTS, {"types": ("accuse", "WARN")}, "charge visit"),
    (What.STATEMENTS, {"confidence": 0.8}, "charge call"),
    (What.STATEMENTS, {"office": "president"}, "visit"),
    (What.STATEMENTS, {"since": "2031-04-10"}, "charge visit"),
    (What.EVENTS, {"words": "fishing"}, "treaty"),
    (What.EVENTS, {"types": ("AID",)}, "loan"),
    (What.EVENTS, {"types": ("aid", "ACCUSE")}, "loan charge"),
    (What.EVENTS, {"realis": ("actual",)}, "loan charge call treaty"),
    (What.EVENTS, {"realis": ("hypothetical", "future")}, "visit"),
    (What.EVENTS, {"between": ("KEN", "NOR")}, "call treaty"),
    (What.EVENTS, {"between": ("PER", "NOR")}, "visit"),
    (What.EVENTS, {"actors": ("PER",)}, "loan visit charge"),
    (What.EVENTS, {"actors": ("IMF",)}, "loan"),
    (What.EVENTS, {"person": "KEN-amina-odhiambo"}, "charge call"),
    (What.EVENTS, {"place": "lima"}, "visit"),
    (What.EVENTS, {"place": "KEN"}, "charge"),
    (What.EVENTS, {"confidence": 0.8}, "charge call treaty"),
    (What.EVENTS, {"since": "2031-03-05"}, "loan visit charge"),
    (What.EVENTS, {"until": "2031-04-09"}, "charge call"),
    (What.EVENTS, {"publisher": "fjord"}, "visit"),
    (What.EVENTS, {"report": "doc-loan"}, "loan"),
    (What.ENGAGEMENTS, {"types": ("phone_call",)}, "call"),
    (What.ENGAGEMENTS, {"status": "planned"}, "visit"),
    (What.ENGAGEMENTS, {"topic": "SALMON"}, "visit"),
    (What.ENGAGEMENTS, {"place": "PER"}, "visit"),
    (What.ENGAGEMENTS, {"actors": ("Lars Berg",)}, "visit call"),
    (What.ENGAGEMENTS, {"between": ("NOR", "PER")}, "visit"),
    (What.ENGAGEMENTS, {"since": "2031-05-01"}, "visit"),
    (What.ENGAGEMENTS, {"until": "2031-04-30"}, "call"),
    (What.ENGAGEMENTS, {"words": "tuna"}, "call"),
]  # fmt: skip


def ids(what, found):
    return [f"{EACH[what]}-{name}" for name in found.split()]


def found(archive, what, **filters):
    return [row["id"] for row in archive.search(Query(what=what, **filters)).rows]


def test_each_filter_alone_finds_what_it_should(library):
    for what, filters, expected in ALONE:
        assert found(library, what, **filters) == ids(what, expected), (what, filters)


def test_any_two_filters_find_what_each_of_them_finds_alone(library):
    tried = 0
    for (what, one, first), (other_what, other, second) in combinations(ALONE, 2):
        if what == other_what and not one.keys() & other.keys():
            expected = set(ids(what, first)) & set(ids(what, second))
            assert set(found(library, what, **one, **other)) == expected, (what, one, other)
            tried += 1
    assert tried > 300


def test_pages_of_one_row_give_every_row_once_in_the_same_order(library):
    for what, filters, expected in ALONE:
        rows = library.search_all(Query(what=what, limit=1, **filters))
        assert [row["id"] for row in rows] == ids(what, expected), (what, filters)


@pytest.mark.parametrize("filters", [{}, {"words": "Norway OR Kenya OR tuna OR salmon"}, {"actors": ("NOR",)}])
@pytest.mark.parametrize("what", [What.REPORTS, What.EVENTS])
def test_a_cursor_goes_on_behind_its_row_whatever_was_added_since(archive, what, filters):
    query = Query(what=what, limit=1, **filters)
    before = [row["id"] for row in archive.search_all(query)]
    assert len(before) > 2
    first = archive.search(query)
    for number, day in enumerate(("2031-12-31", "1999-01-01")):
        archive.add(like(call(), f"later-{number}", day))
    rest, cursor = [], first.next
    while cursor:
        page = archive.search(Query(what=what, limit=1, after=cursor, **filters))
        rest += [row["id"] for row in page.rows]
        cursor = page.next
    assert [each for each in rest if "later" not in each] == before[1:]
    assert len(rest) == len(set(rest))
    assert "doc-later-0" not in rest
    assert "ev-later-0" not in rest


def test_a_name_that_many_have_finds_them_all(archive):
    other = like(treaty(), "other", "2031-06-01")
    renamed = tuple(replace(each, name="Lars Bergman Odhiambo", country="SWE") for each in other.actors[:1])
    archive.add(replace(other, actors=renamed, events=()))
    assert found(archive, What.REPORTS, actors=("odhiambo",)) == ["doc-other", "doc-charge", "doc-call"]
    assert found(archive, What.REPORTS, actors=("Amina Odhiambo",)) == ["doc-charge", "doc-call"]


def test_only_the_latest_text_of_a_story_is_found(library):
    assert found(library, What.REPORTS, words="soon") == []
    assert found(library, What.EVENTS, report="doc-draft") == []
    assert library.record("doc-draft").document.text.endswith("More soon.")


@pytest.mark.parametrize("what", What)
def test_what_is_looked_for_may_be_a_plain_text(library, what):
    assert library.search(Query(what=str(what.value), actors=("KEN",))) == library.search(
        Query(what=what, actors=("KEN",))
    )


def test_a_snippet_marks_the_words_and_is_there_only_with_words(library):
    (row,) = library.search(Query(words="tuna")).rows
    assert "[tuna]" in row["snippet"]
    (row,) = library.search(Query(what=What.STATEMENTS, words="thief OR thieves")).rows
    assert row["snippet"] == "its trawlers [thieves]"
    assert "snippet" not in library.search(Query()).rows[0]


@pytest.mark.parametrize(
    ("filters", "problem"),
    [
        ({"channel": "letter"}, "channel: reports have no such filter; statements have"),
        ({"what": What.EVENTS, "types": ("MEET",)}, "type 'MEET': there is none; there are AGREE,"),
        ({"what": What.EVENTS, "realis": ("real",)}, "realis 'real': there is none; there are actual,"),
        ({"since": "10 July"}, "since '10 July' is not a day"),
        ({"between": ("Kenya", "NOR")}, "country 'Kenya'"),
        ({"what": "people"}, "what 'people': there is none; there are reports, statements, events, engagements"),
        ({"limit": 0}, "limit 0"),
        ({"after": "x"}, "after 'x': not a cursor"),
    ],
)
def test_a_query_for_what_there_is_not_is_refused_with_what_there_is(library, filters, problem):
    with pytest.raises(InputError, match=problem.replace("(", r"\(")):
        library.search(Query(**filters))


@pytest.mark.parametrize(
    ("words", "expected"),
    [('tuna"', "call"), ("(tuna", "call"), ("tuna*", "call"), ("x:tuna", ""), ("tuna NEAR x", ""), ("NOT", ""),
     ("OR tuna OR", "call"), ("tuna & | !", "call"), ("tuna ' %", "call"), ("TUNA Quota", "call"), ("\0tuna", "call")],
)  # fmt: skip
def test_signs_among_the_words_mean_nothing_to_the_database(library, words, expected):
    assert found(library, What.REPORTS, words=words) == ids(What.REPORTS, expected)


@pytest.mark.parametrize("words", ['"', "%", "& |", "-tuna", " "])
def test_words_without_a_word_are_refused(library, words):
    with pytest.raises(InputError, match="no word to look for"):
        library.search(Query(words=words))
