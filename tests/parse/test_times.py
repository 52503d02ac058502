"""Time expressions: what is found, where, and which days it means."""

import re
import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readout.model.record import Time
from readout.model.vocabulary import TimeKind, TimeType
from readout.parse.times import find_times

SATURDAY = date(2021, 7, 10)


def read(text: str, published: date | None = SATURDAY) -> list[tuple[str, str | None, str | None]]:
    """The words of each expression with its value and TIMEX3."""
    return [(found.span.of(text), found.value, found.timex) for found in find_times(text, published)]


def only(text: str, published: date | None = SATURDAY) -> Time:
    (found,) = find_times(text, published)
    return found


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The envoys met on 9 June 2021.", "9 June 2021", "2021-06-09"),
        ("The envoys met on June 9th, 2021.", "June 9th, 2021", "2021-06-09"),
        ("They signed it on the 3rd of March, 1998 in Rome.", "the 3rd of March, 1998", "1998-03-03"),
        ("The note, dated 2021-05-04, was short.", "2021-05-04", "2021-05-04"),
        ("It opens on 25/12/2021 in Doha.", "25/12/2021", "2021-12-25"),
        ("It opens on 12/25/2021 in Doha.", "12/25/2021", "2021-12-25"),
        ("It began on June 16th of last year.", "June 16th of last year", "2020-06-16"),
        ("They spoke on Feb. 3 by telephone.", "Feb. 3", "2021-02-03"),
        ("The planes came on Tuesday, Sept. 11, 2001.", "Tuesday, Sept. 11, 2001", "2001-09-11"),
        ("The march of the twelve was on March eighth.", "March eighth", "2021-03-08"),
    ],
)
def test_full_and_partial_dates_become_days(text: str, words: str, day: str) -> None:
    assert (words, day, day) in read(text)


def test_a_day_without_a_year_is_the_nearest_one() -> None:
    january = date(2022, 1, 4)
    assert read("The ship sailed on December 28.", january)[0][1] == "2021-12-28"
    assert read("The rule holds from January 9.", january)[0][1] == "2022-01-09"
    assert read("They met on Monday, May 4.", january)[0][1] == "2020-05-04", "the weekday tells the year"


def test_a_date_that_could_be_british_or_american_stays_unresolved() -> None:
    found = only("It was sent on 03/04/2021 by sea.")
    assert (found.value, found.kind) == (None, TimeKind.UNRESOLVED)


def test_two_dates_share_the_year_of_the_second() -> None:
    assert [day for _, day, _ in read("She stays from 3 May to 6 May 2019.")] == ["2019-05-03", "2019-05-06"]


@pytest.mark.parametrize("words", ["May 3-5, 2022", "3 to 5 May 2022", "3-5 May 2022"])
def test_a_run_of_days_is_one_range(words: str) -> None:
    found = only(f"The fair is on {words} in Cairo.")
    assert (found.value, found.kind) == ("2022-05-03/2022-05-05", TimeKind.RANGE)


def test_a_list_of_days_gives_each_its_own() -> None:
    assert [day for _, day, _ in read("They meet on April 24 and 25 in Oslo.")] == [
        "2021-04-24",
        "2021-04-25",
    ]


def test_a_weekday_in_the_past_tense_is_the_last_one_the_day_of_publication_included() -> None:
    assert read("The two ministers spoke on Friday.") == [("Friday", "2021-07-09", "2021-07-09")]
    assert read("The two ministers spoke on Saturday.")[0][1] == "2021-07-10"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The envoy will fly to Ankara on Friday.", "2021-07-16"),
        ("On Monday, the president will open the talks.", "2021-07-12"),
        ("The talks are scheduled to be held on Tuesday.", "2021-07-13"),
        ("He flies next Friday.", "2021-07-16"),
        ("He flew last Saturday.", "2021-07-03"),
        ("The talks will go on, he said on Thursday.", "2021-07-08"),
    ],
)
def test_the_clause_tells_whether_a_weekday_lies_ahead(text: str, day: str) -> None:
    assert read(text)[-1][1] == day


def test_the_second_of_two_weekdays_follows_the_first() -> None:
    assert [day for _, day, _ in read("They will sit on Tuesday and Wednesday.")] == [
        "2021-07-13",
        "2021-07-14",
    ]


def test_what_belongs_to_a_weekday_has_happened_unless_it_is_awaited() -> None:
    assert read("They will look past Thursday's ruling.")[0][1] == "2021-07-08"
    assert read("They will watch Thursday's election.")[0][1] == "2021-07-15"


@pytest.mark.parametrize(
    ("words", "value", "timex"),
    [
        ("today", "2021-07-10", "2021-07-10"),
        ("yesterday", "2021-07-09", "2021-07-09"),
        ("tomorrow morning", "2021-07-11", "2021-07-11TMO"),
        ("last night", "2021-07-09", "2021-07-09TNI"),
        ("this week", "2021-07-05/2021-07-11", "2021-W27"),
        ("the weekend", "2021-07-10/2021-07-11", "2021-W27-WE"),
        ("last month", "2021-06", "2021-06"),
        ("early this month", "2021-07", "2021-07"),
        ("last August", "2020-08", "2020-08"),
        ("last year", "2020", "2020"),
        ("early next year", "2022", "2022"),
        ("mid-2005", "2005", "2005"),
        ("the late 1980s", "1980/1989", "198"),
        ("the third quarter of 1998", "1998-07-01/1998-09-30", "1998-Q3"),
        ("the first half of 1998", "1998-01-01/1998-06-30", "1998-H1"),
        ("the summer of 1998", "1998", "1998-SU"),
        ("fiscal 1999", "1999", "1999"),
        ("the 19th century", "1800/1899", "18"),
        ("two days ago", "2021-07-08", "2021-07-08"),
        ("50 years ago", "1971", "1971"),
        ("Easter Monday 2021", "2021-04-05", "2021-04-05"),
        ("Thanksgiving Day 2020", "2020-11-26", "2020-11-26"),
    ],
)
def test_expressions_resolve_against_the_publication(words: str, value: str, timex: str) -> None:
    assert read(f"The shop was shut during {words}, it seems.") == [(words, value, timex)]


@pytest.mark.parametrize(
    ("text", "words", "timex"),
    [
        ("She stayed for two days.", "two days", "P2D"),
        ("He paid a five-day visit.", "a five-day", "P5D"),
        ("It lasted more than an hour and a half.", "more than an hour and a half", "PT1H30M"),
        ("It lasted half an hour.", "half an hour", "PT30M"),
        ("The war took 2 1/2 years.", "2 1/2 years", "P2Y6M"),
        ("They talked for weeks.", "weeks", "PXW"),
        ("It took several months.", "several months", "PXM"),
        ("A plan for two decades.", "two decades", "P20Y"),
    ],
)
def test_lengths_have_a_timex_and_no_place_on_the_calendar(text: str, words: str, timex: str) -> None:
    found = only(text)
    assert (found.span.of(text), found.timex, found.value) == (words, timex, None)
    assert found.type is TimeType.DURATION


def test_a_length_that_ends_or_begins_now_has_a_place_on_the_calendar() -> None:
    assert only("A truce may come in the next two weeks.").value == "2021-07-10/2021-07-24"
    assert only("It grew over the past three years.").value == "2018-07-10/2021-07-10"


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("They gather every Friday.", "XXXX-WXX-5"),
        ("She reads the daily paper.", "P1D"),
        ("It is paid annually.", "P1Y"),
        ("They meet twice a year.", "P1Y"),
        ("He calls every two weeks.", "P2W"),
    ],
)
def test_repetitions_are_sets(text: str, timex: str) -> None:
    found = only(text)
    assert (found.type, found.timex) == (TimeType.SET, timex)


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("They now agree.", "PRESENT_REF"),
        ("They recently agreed.", "PAST_REF"),
        ("They hope for the future.", "FUTURE_REF"),
    ],
)
def test_vague_words_refer_to_past_present_or_future(text: str, timex: str) -> None:
    assert only(text).timex == timex


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It began today at 10 a.m. sharp.", "2021-07-10T10:00"),
        ("It began at 2:30 pm in Rome.", "2021-07-10T14:30"),
        ("It began at 15:00 GMT in Rome.", "2021-07-10T15:00Z"),
        ("It began (0735 GMT) in Rome.", "2021-07-10T07:35Z"),
        ("It began at noon.", "2021-07-10T12:00"),
        ("It began at 5 p.m. Thursday.", "2021-07-08T17:00"),
    ],
)
def test_clock_times_are_on_the_day_told(text: str, value: str) -> None:
    found = only(text)
    assert (found.type, found.value) == (TimeType.TIME, value)


def test_what_is_counted_from_the_story_starts_at_the_day_last_told() -> None:
    text = "The pact of 9 June 1998 failed. Three days later war broke out; the following year it ended."
    assert [value for _, value, _ in read(text)] == ["1998-06-09", "1998-06-12", "1999"]


def test_a_year_earlier_in_a_report_on_a_quarter_is_the_same_quarter() -> None:
    text = "Exports rose in the second quarter of 2019. A year earlier they fell, and the quarter ended well."
    assert [timex for _, _, timex in read(text)] == ["2019-Q2", "2018-Q2", "2019-Q2"]


@pytest.mark.parametrize(
    "text",
    [
        "The troops may march on the capital.",
        "Theresa May said the vote stands.",
        "In the second minute of the game he fell.",
        "The sun sat on the sill; the cat sat down.",
        "The home side won 5-1 and then 12-10.",
        "Call 555-2134 or +44 20 7946 0018 for more.",
        "Some 2,000 troops and $2000 went missing.",
        "They counted 2000 flights and 1950 people.",
        "The now-defunct front was feared.",
        "After the fall of the city, prices spring up.",
        "A 44-year-old man and a boy six years old were found.",
        "In her early 20s she sailed to Easter Island.",
        "Patch 2.10.3 costs 19.99 and 1998.50 dollars.",
        "About three-quarters of the aid was lost.",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(text: str) -> None:
    assert read(text) == []


def test_without_a_publication_date_only_dates_of_the_text_resolve() -> None:
    text = "On Friday they recalled 9 June 1998, last year, 4 May and today."
    assert read(text, None) == [
        ("Friday", None, "XXXX-WXX-5"),
        ("9 June 1998", "1998-06-09", "1998-06-09"),
        ("last year", None, "XXXX"),
        ("4 May", None, "XXXX-05-04"),
        ("today", None, "PRESENT_REF"),
    ]


def test_no_expression_runs_over_a_blank_line() -> None:
    assert [words for words, _, _ in read("They met in May\n\n2019 was a good year.")] == ["May", "2019"]


def test_kind_and_grain_tell_how_exact_a_date_is() -> None:
    exact, about, quarter = find_times("On 9 June, in late May and in the third quarter of 2020.", SATURDAY)
    assert (exact.kind, exact.grain) == (TimeKind.EXACT, "day")
    assert (about.kind, about.grain) == (TimeKind.APPROXIMATE, "month")
    assert quarter.grain == "quarter"


WORDS = re.split(
    " ",
    "the last next this May March 5 31 1998 2021 , - . to and of Friday week weeks year two half a an about "
    "early ago later earlier from second quarter fall 's '98 1990s 10:30 GMT at p.m. Christmas every daily "
    "decade hundred century 21st noon weekend 1/2 \n\n until will now end fiscal 9999 0 00s 99/99/99 "
    "0000-00-00 million day Sept.",
)


@settings(max_examples=300, deadline=None)
@given(
    words=st.lists(st.sampled_from(WORDS), max_size=25),
    published=st.none() | st.dates(),
)
def test_any_jumble_of_words_gives_ordered_spans_within_the_text(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    spans = [found.span for found in find_times(text, published)]
    assert all(span.of(text).strip() for span in spans)
    assert all(one.stop <= two.start for one, two in pairwise(spans))


@pytest.mark.parametrize(
    "unit", ["1", "1 ", " ", ",111", "1:", ".", "2021-", "the last ", "one hundred ", "On Friday two "]
)
def test_odd_text_takes_time_in_step_with_its_length(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        started = time.process_time()
        find_times(text, SATURDAY)
        return time.process_time() - started

    seconds(1_000)
    assert seconds(160_000) < 20 * seconds(20_000) + 0.5
