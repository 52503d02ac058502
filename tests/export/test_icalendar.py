from datetime import UTC, date, datetime

import pytest

from readout.export.icalendar import export_icalendar
from readout.export.table_columns import described_tables
from tests.export.marked import RECORD

icalendar = pytest.importorskip("icalendar")


@pytest.fixture
def events():
    calendar = icalendar.Calendar.from_ical("".join(export_icalendar([RECORD])))
    assert calendar.errors == []
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_each_engagement_with_a_date_is_an_event(events, call):
    assert list(events) == ["en-1@readout", "en-2@readout"]
    calendar = icalendar.Calendar.from_ical("".join(export_icalendar([call])))
    assert [str(event["UID"]) for event in calendar.walk("VEVENT")] == ["en-b@readout", "en-a@readout"]


def test_days_end_the_day_after(events):
    assert (events["en-1@readout"].decoded("DTSTART"), events["en-1@readout"].decoded("DTEND")) == (
        date(2032, 4, 5),
        date(2032, 4, 6),
    )


def test_a_month_takes_all_its_days_and_keeps_how_it_was_told(events):
    event = events["en-2@readout"]
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (date(2032, 10, 1), date(2032, 11, 1))
    assert event["X-READOUT-DATE"] == "2032-10"
    assert event["TRANSP"] == "TRANSPARENT"


def test_the_stamp_is_the_day_of_publication(events):
    assert events["en-1@readout"].decoded("DTSTAMP") == datetime(2032, 4, 5, tzinfo=UTC)


def test_texts_come_back_as_they_were(events):
    event = events["en-1@readout"]
    assert event["SUMMARY"] == "Meeting, held: Joint Commission for the Shared Rivers of the North, Ada Holm"
    assert event["LOCATION"] == "Palais; Room 9, Geneva, Switzerland"
    assert "Norway (meeting): open the locks\nin May (discussed)." in event["DESCRIPTION"]
    assert event["URL"] == "https://example.org/locks"
    assert (event["STATUS"], events["en-2@readout"]["STATUS"]) == ("CONFIRMED", "CANCELLED")
    assert [str(each) for each in event["CATEGORIES"].cats] == ["meeting", "held", "main"]


def test_no_line_is_longer_than_75_octets_nor_ends_in_a_bare_line_feed():
    whole = "".join(export_icalendar([RECORD]))
    lines = whole.split("\r\n")
    assert lines.pop() == ""
    assert not any("\n" in line or "\r" in line for line in lines)
    assert max(len(line.encode()) for line in lines) <= 75
    assert any(line.startswith(" ") for line in lines)


def test_properties_are_those_described(events):
    described = {column.name for column in described_tables("icalendar")["properties"]}
    assert {name for event in events.values() for name in event} == described
