"""What an archive promises, whichever the database: each test runs with SQLite and with PostgreSQL."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from readout.model.errors import ArchiveTooNew, NoArchive, StoreError
from readout.model.jsonform import to_json
from readout.store import NotInArchive, Outcome, open_archive
from tests.store.reports import TEXT, report

TABLES = ("report", "record", "actor", "appearance", "statement", "event", "engagement", "topic", "party")
LATER = f"{TEXT} Nothing was said of whales."


def rows(archive, sql, *parameters):
    return list(archive.connection.rows(sql, parameters))


def counts(archive):
    return {table: rows(archive, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


def test_a_record_comes_back_byte_for_byte(archive, reader):
    record = reader.read("OSLO, March 3, 2021: The prime minister said on Wednesday that talks with Chile had ended.")
    assert archive.add(record) is Outcome.ADDED
    assert to_json(archive.record(record.document.id)) == to_json(record)


def test_everything_a_document_says_of_itself_is_kept(archive):
    names = ("source_id", "title", "publisher", "author", "url", "dateline", "language")
    fields = {name: f"some {name}" for name in names}
    record = report(published="2021-03-01", **fields)
    archive.add(record)
    assert archive.record(record.document.id).document == record.document
    (row,) = archive.connection.named_rows("SELECT * FROM reports")
    assert {name: row[name] for name in fields} == fields


def test_the_same_report_is_known_and_changes_nothing(archive):
    archive.add(report())
    before, change = counts(archive), archive.change
    assert archive.add(report()) is Outcome.KNOWN
    assert (counts(archive), archive.change) == (before, change)


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ("2021-03-01", "2021-03-02", Outcome.ADDED),
        ("2021-03-01", None, Outcome.KNOWN),
        (None, "2021-03-02", Outcome.KNOWN),
    ],
)
def test_the_same_text_is_another_report_only_on_another_day(archive, first, second, outcome):
    archive.add(report(published=first))
    assert archive.add(report(published=second)) is outcome


def test_a_later_text_of_a_page_is_a_version_and_the_former_is_kept(archive):
    url = "https://news.example/fish"
    first, second = report(url=url), report(LATER, url=url)
    archive.add(first)
    assert archive.add(second) is Outcome.VERSION
    assert list(archive.ids()) == [second.document.id]
    assert list(archive.ids(latest=False)) == [first.document.id, second.document.id]
    assert to_json(archive.record(first.document.id)) == to_json(first)
    assert rows(archive, "SELECT id, version FROM reports ORDER BY version") == [
        (first.document.id, 1),
        (second.document.id, 2),
    ]
    assert rows(archive, "SELECT words FROM statements") == [(LATER,)]


def test_a_new_reading_takes_the_place_of_the_former_which_is_kept(archive):
    record = report()
    archive.add(record)
    change = archive.change
    again = msgspec.structs.replace(record, statements=(), readout_version="9")
    archive.reread(again)
    assert to_json(archive.record(record.document.id)) == to_json(again)
    assert rows(archive, "SELECT count(*) FROM statements") == [(0,)]
    assert rows(archive, "SELECT readout_version FROM former_record") == [(record.readout_version,)]
    assert archive.change == change + 1


def test_a_report_that_is_not_there_is_named(archive):
    with pytest.raises(NotInArchive, match="'doc-none'"):
        archive.record("doc-none")
    with pytest.raises(NotInArchive, match=report().document.id):
        archive.reread(report())


def test_the_change_counter_grows_with_every_report(archive):
    seen = [archive.change]
    for text in (TEXT, LATER):
        archive.add(report(text))
        seen.append(archive.change)
    assert seen == [0, 1, 2]


def test_ids_come_in_the_order_of_adding_and_may_be_read_while_more_are_added(archive):
    texts = [f"{TEXT} That was talk number {number}." for number in range(4)]
    for text in texts[:3]:
        archive.add(report(text))
    found = []
    for identifier in archive.ids():
        found.append(identifier)
        archive.add(report(texts[3]))
    assert found == [report(text).document.id for text in texts]


def test_an_insert_that_fails_in_the_middle_leaves_nothing_of_the_report(archive):
    archive.add(report())
    before, change = counts(archive), archive.change
    (taken,) = rows(archive, "SELECT max(number) FROM report")[0]
    sql = "INSERT INTO party (item, role, position, key, actor) VALUES (?, 'speaker', 0, 'NOR', 1)"
    archive.connection.run(sql, ((taken + 1) * 100_000,))  # where the next report's first statement will want to be
    with pytest.raises(StoreError):
        archive.add(report(LATER))
    archive.connection.run("DELETE FROM party WHERE item = ?", ((taken + 1) * 100_000,))
    assert (counts(archive), archive.change) == (before, change)
    assert archive.add(report(LATER)) is Outcome.ADDED


def test_what_the_caller_does_wrong_in_a_transaction_undoes_it(archive):
    class Stopped(Exception):
        pass

    def stop_in_the_middle():
        with archive.changing():
            archive.connection.run("DELETE FROM report")
            raise Stopped

    archive.add(report())
    with pytest.raises(Stopped):
        stop_in_the_middle()
    assert list(archive.ids()) == [report().document.id]


def test_a_transaction_in_a_transaction_is_refused(archive):
    with pytest.raises(StoreError), archive.connection.transaction(), archive.connection.transaction():
        pass
    assert archive.add(report()) is Outcome.ADDED


def test_the_second_of_two_writers_waits_and_sees_what_the_first_wrote(address, archive):
    def add_the_same():
        with open_archive(address) as other:
            return other.add(report())

    with ThreadPoolExecutor() as pool:
        with archive.changing():
            second = pool.submit(add_the_same)
            sleep(0.2)
            assert not second.done()
            archive.connection.run("INSERT INTO tombstone VALUES (?, '', NULL, '', '', '')", (report().document.id,))
        assert second.result(timeout=10) is Outcome.TAKEN_DOWN


def test_many_writers_at_once_lose_nothing_and_store_nothing_twice(address, archive):
    def add_all(_):
        with open_archive(address) as other:
            return [other.add(report(f"{TEXT} That was talk number {number}.")) for number in range(5)]

    with ThreadPoolExecutor(3) as pool:
        outcomes = [outcome for one in pool.map(add_all, range(3)) for outcome in one]
    assert sorted(outcomes) == [Outcome.ADDED] * 5 + [Outcome.KNOWN] * 10
    assert archive.change == 5


def test_a_reader_is_not_held_up_by_a_writer_and_does_not_see_half_of_a_change(address, archive):
    archive.add(report())
    with open_archive(address) as other:
        with archive.changing():
            archive.connection.run("DELETE FROM report")
            assert list(other.ids()) == [report().document.id]
        assert list(other.ids()) == []


def test_a_long_answer_is_read_while_the_same_connection_asks_and_writes(archive):
    archive.connection.run_many(
        "INSERT INTO failure VALUES (?, '', '', 1, '', '')", ((f"{n:05}",) for n in range(2_500))
    )
    found = []
    for (source,) in archive.connection.rows("SELECT source FROM failure ORDER BY source"):
        if len(found) % 600 == 0:
            archive.add(report())
            assert archive.change == 1
        found.append(source)
    assert found == [f"{number:05}" for number in range(2_500)]


def test_an_answer_that_is_left_unread_does_not_stand_in_the_way(address, archive):
    for number in range(1_500):
        archive.connection.run("INSERT INTO failure VALUES (?, '', '', 1, '', '')", (str(number),))
    unread = archive.connection.rows("SELECT * FROM failure")
    next(unread)
    del unread
    with open_archive(address) as other:
        assert other.add(report()) is Outcome.ADDED
    assert archive.add(report(LATER)) is Outcome.ADDED


def test_values_have_the_same_types_in_both_databases(archive):
    archive.add(report())
    (row,) = archive.connection.rows(
        "SELECT count(*), sum(number), avg(start), max(confidence), 1 = 1, NULL, CAST(2 AS BIGINT) FROM statement"
    )
    assert row == (1, 100_000, 0.0, 0.5, 1, None, 2)
    assert [type(value) for value in row] == [int, int, float, float, int, type(None), int]


def test_texts_sort_by_code_point(archive):
    names = ["Zagreb", "aden", "Élysée", "élysée", "Aden", "", "-", "ż"]
    archive.connection.run_many("INSERT INTO failure VALUES (?, '', '', 1, '', '')", ((name,) for name in names))
    found = [name for (name,) in rows(archive, "SELECT source FROM failure ORDER BY source")]
    assert found == sorted(names)
    assert rows(archive, "SELECT count(*) FROM failure WHERE source > ?", "Zagreb") == [(4,)]


def test_signs_that_sql_knows_stay_as_they_are_in_texts(archive):
    (row,) = rows(archive, "SELECT '100% of what?', ?, '%s', \"value\" FROM archive WHERE name = 'change' -- ?", "a?b")
    assert row == ("100% of what?", "a?b", "%s", "0")


def test_an_address_longer_than_an_index_takes_is_stored(archive):
    record = report(url="https://news.example/" + "".join(chr(97 + n * n % 26 + n % 3) for n in range(20_000)))
    assert archive.add(record) is Outcome.ADDED
    assert archive.add(report(LATER, url=record.document.url)) is Outcome.VERSION


def test_half_of_a_surrogate_pair_is_refused_and_nothing_is_stored(archive):
    for record in (report(title="broken \ud83d"), report(f"{TEXT} \ud83d")):
        with pytest.raises(StoreError, match=r"U\+D83D"):
            archive.add(record)
    assert counts(archive)["report"] == 0


def test_where_there_is_none_it_is_made_only_when_asked(address):
    with pytest.raises(NoArchive, match="readout add"):
        open_archive(address)
    open_archive(address, create=True).close()
    open_archive(address).close()


def test_many_may_make_it_at_once(address):
    def make(_):
        with open_archive(address, create=True) as opened:
            return opened.change

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(make, range(8))) == [0] * 8


def test_one_of_a_newer_readout_is_left_alone(address, archive):
    archive.connection.set_schema_version(9_999)
    with pytest.raises(ArchiveTooNew, match="9999"):
        open_archive(address)


AWKWARD = "\0\ufdd0\ufdd1\ufffe'\"\\%?$\r\x1a"
awkward = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(AWKWARD), min_size=1)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=awkward, title=awkward)
def test_whatever_the_text_it_comes_back_and_its_spans_stay_right(archive, text, title):
    record = report(text, title=title)
    assume(archive.add(record) is Outcome.ADDED)  # the same text may be drawn twice
    assert to_json(archive.record(record.document.id)) == to_json(record)
    (row,) = archive.connection.named_rows(
        "SELECT statements.words, start, stop, reports.text FROM statements JOIN reports ON reports.id = report "
        "WHERE report = ?",
        (record.document.id,),
    )
    assert row["text"][row["start"] : row["stop"]] == row["words"] == text


def test_a_text_saved_in_another_way_is_the_same(archive):
    text = "Norway called Chile.\n\nBoth will talk again."
    archive.add(report(text, published="2021-07-10"))
    for other in (text.replace("\n", "\r\n"), f"\ufeff{text}", text.replace("\n", " \n\n"), f"{text}\n\n"):
        assert archive.add(report(other, published="2021-07-10")) is Outcome.KNOWN
    assert archive.add(report(text.replace("\n\n", "\n"), published="2021-07-10")) is Outcome.ADDED


def test_a_story_that_goes_back_to_a_text_has_it_for_its_latest(archive):
    first, second = (report(text, url="https://example.org/a") for text in ("Norway called Chile.", "Chile called."))
    assert [archive.add(each) for each in (first, second)] == [Outcome.ADDED, Outcome.VERSION]
    assert archive.meet(first.document) is Outcome.VERSION
    assert list(archive.ids()) == [first.document.id]
    assert [row[0] for row in archive.connection.rows("SELECT words FROM statement")] == [first.document.text]
    assert archive.meet(first.document) is Outcome.KNOWN
    assert archive.meet(second.document) is Outcome.VERSION


def test_a_known_text_that_is_added_again_brings_no_former_text_back(archive):
    first, second = (report(text, url="https://example.org/a") for text in ("Norway called Chile.", "Chile called."))
    assert [archive.add(each) for each in (first, second, first)][1:] == [Outcome.VERSION, Outcome.KNOWN]
    assert list(archive.ids()) == [second.document.id]
