from datetime import date

import pytest

from readout.export.period import period


@pytest.mark.parametrize(
    ("told", "first", "last"),
    [
        ("2032-02-10", date(2032, 2, 10), date(2032, 2, 10)),
        ("2032-02-10T17:00", date(2032, 2, 10), date(2032, 2, 10)),
        ("2032-02", date(2032, 2, 1), date(2032, 2, 29)),
        ("2032", date(2032, 1, 1), date(2032, 12, 31)),
        ("2032-W02", date(2032, 1, 5), date(2032, 1, 11)),
        ("2032-02-10/2032-02-12", date(2032, 2, 10), date(2032, 2, 12)),
        ("2032-02-10/2032-01-12", date(2032, 2, 10), date(2032, 2, 10)),
    ],
)
def test_a_date_is_the_days_it_covers(told, first, last):
    assert period(told) == (first, last)


@pytest.mark.parametrize("told", [None, "", "2032-13", "2032-02-30", "2032-SU", "PRESENT_REF", "0000"])
def test_what_names_no_days_is_none(told):
    assert period(told) is None


def test_an_end_date_ends_it():
    assert period("2032-02-10", "2032-02-12") == (date(2032, 2, 10), date(2032, 2, 12))


def test_the_last_day_of_the_calendar_has_none_after_it():
    found = period("9999-12-31")
    assert found is not None
    assert found.after == date.max
