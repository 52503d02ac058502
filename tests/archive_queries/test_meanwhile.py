import pytest
from msgspec.structs import replace

from readout.store import Query, What, open_archive
from readout.store.search import search
from readout.store.timeline import timeline
from tests.archive_queries.six_reports import call

DETAILS = ".number IN ("  # in the query for the rows of numbers that were found


class Interrupted:
    """A connection on which something happens between finding the numbers of rows and asking for the rows."""

    def __init__(self, connection, happens):
        self._connection, self._happens = connection, [happens]

    def __getattr__(self, name):
        return getattr(self._connection, name)

    def rows(self, sql, parameters=()):
        return self._asked(self._connection.rows, sql, parameters)

    def named_rows(self, sql, parameters=()):
        return self._asked(self._connection.named_rows, sql, parameters)

    def _asked(self, ask, sql, parameters):
        if DETAILS in sql and self._happens:
            self._happens.pop()()
        return ask(sql, parameters)


@pytest.fixture
def interrupted(archive, address):
    def add_a_version_without_items():
        record = call()
        document = replace(record.document, id="doc-newer", text=record.document.text + " Corrected.")
        with open_archive(address) as other:
            other.add(replace(record, document=document, statements=(), events=(), engagements=()))

    return Interrupted(archive.connection, add_a_version_without_items)


def test_what_is_taken_away_while_it_is_searched_is_left_out(interrupted):
    rows = search(interrupted, Query(what=What.EVENTS, actors=("KEN",))).rows
    assert [row["id"] for row in rows] == ["ev-charge", "ev-treaty"]


def test_what_is_taken_away_while_a_timeline_is_made_is_left_out(interrupted):
    assert [row["id"] for row in timeline(interrupted, "KEN", "NOR").rows] == ["ev-treaty"]
