from datetime import date

import pytest

from readout.link.days import days_between, days_told


@pytest.mark.parametrize(
    ("value", "end", "first", "last"),
    [
        ("2031-05-06", None, date(2031, 5, 6), date(2031, 5, 6)),
        ("2031-05-06", "2031-05-08", date(2031, 5, 6), date(2031, 5, 8)),
        ("2031-05-06T10:30", None, date(2031, 5, 6), date(2031, 5, 6)),
        ("2032-02", None, date(2032, 2, 1), date(2032, 2, 29)),
        ("2031-W01", None, date(2030, 12, 30), date(2031, 1, 5)),
        ("2031-04", "2031-05", date(2031, 4, 1), date(2031, 5, 31)),
    ],
)
def test_a_date_tells_its_days(value, end, first, last):
    assert days_told(value, end) == (first, last)


@pytest.mark.parametrize("value", [None, "2031", "2031-SU", "PRESENT_REF", "2031-13", "2031-W60"])
def test_a_year_and_what_is_vaguer_tell_no_days(value):
    assert days_told(value) is None


def test_days_that_touch_or_overlap_have_none_between():
    may = (date(2031, 5, 1), date(2031, 5, 31))
    assert days_between(may, (date(2031, 5, 31), date(2031, 6, 2))) == 0
    assert days_between((date(2031, 6, 2), date(2031, 6, 2)), may) == 2
