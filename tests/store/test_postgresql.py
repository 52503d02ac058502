"""What is PostgreSQL's own: who is let in, what its errors become, and that its schema is the one of SQLite."""

import socket
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.model.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveFull,
    MissingExtra,
    NoArchive,
    StoreError,
)
from readout.store import Outcome, open_archive, postgresql
from readout.store.connection import Dialect
from readout.store.migrations import migrations
from readout.store.postgresql_errors import without_password
from readout.store.postgresql_values import from_postgresql, to_postgresql
from tests.store.reports import TEXT, report

IN_SCHEMA = "?options=-csearch_path%3Dnews"


@pytest.fixture
def archive(postgresql_address):
    with open_archive(postgresql_address, create=True) as opened:
        yield opened


def database_of(address):
    return address.rpartition("/")[2]


def refusal(address, *, create=True):
    with pytest.raises(StoreError) as caught:
        open_archive(address, create=create)
    return caught.value


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://ann@host/news", "postgresql://ann@host/news"),
        ("postgresql://ann:se%40cret@host:5433/news", "postgresql://ann@host:5433/news"),
        ("postgresql://ann:s@cre:t/x?y@host/news", "postgresql://ann@host/news"),
        ("postgresql://host:5432/news?user=ann&password=secret", "postgresql://host:5432/news?user=ann"),
        (
            "postgresql://host/news?password=secret&sslpassword=secret&sslmode=require",
            "postgresql://host/news?sslmode=require",
        ),
    ],
)
def test_an_address_is_shown_without_its_password(address, shown):
    assert without_password(address) == shown


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ann:se%ret@host/news",
        "postgresql://ann:secret@x@host/news",
        "postgresql://ann:secret/x@host/news",
        "postgresql://ann:secret@host:port/news",
        "postgresql://ann:secret@host/news?secrets=1",
    ],
)
def test_an_address_that_cannot_be_understood_says_how_to_write_it_and_not_the_password(address):
    said = str(refusal(address))
    assert "secret" not in said.replace("secrets", "")
    assert "se%ret" not in said
    assert "postgresql://user@host/database" in said


def test_a_database_that_does_not_exist_is_no_archive(postgresql_server):
    error = refusal(postgresql_server.address("nowhere"))
    assert isinstance(error, NoArchive)
    assert 'database "nowhere" does not exist: make it with `createdb' in str(error)


def test_a_wrong_password_is_told_and_not_repeated(postgresql_server):
    postgresql_server.run("DROP ROLE IF EXISTS guarded")
    postgresql_server.run("CREATE ROLE guarded LOGIN PASSWORD 'right'")
    said = str(refusal(postgresql_server.address("postgres", "guarded", "wr@ng/one")))
    assert "password authentication failed" in said
    assert "PGPASSWORD" in said
    assert "wr@ng" not in said
    assert "wr%40ng" not in said


def test_a_server_that_is_down_and_a_host_that_is_not_there_are_told_apart(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        said = str(refusal(f"postgresql://127.0.0.1:{port}/news"))
    assert "whether the server is up" in said
    assert "check the name of the host" in str(refusal("postgresql://no-such-host.invalid/news"))


def test_a_server_that_is_too_old_is_named_with_what_is_needed(postgresql_address, monkeypatch):
    monkeypatch.setattr(postgresql, "OLDEST", 990_000)
    assert "Readout needs 99 or newer" in str(refusal(postgresql_address))


def test_a_database_of_another_encoding_is_refused_with_the_way_to_make_one(postgresql_server):
    address = postgresql_server.fresh("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    assert "createdb --encoding UTF8" in str(refusal(address))


def test_without_psycopg_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(MissingExtra, match=r"readout-diplomacy\[postgresql\]"):
        open_archive("postgresql://host/news")


def test_tables_of_another_program_are_left_alone_and_a_schema_is_offered(postgresql_server, postgresql_address):
    postgresql_server.run("CREATE TABLE customers (name text)", database_of(postgresql_address))
    error = refusal(postgresql_address)
    assert isinstance(error, ArchiveDamaged)
    assert IN_SCHEMA.replace("%3D", "=") in str(error)
    assert isinstance(refusal(postgresql_address + IN_SCHEMA), NoArchive)
    postgresql_server.run("CREATE SCHEMA news", database_of(postgresql_address))
    with open_archive(postgresql_address + IN_SCHEMA, create=True) as archive:
        assert archive.add(report()) is Outcome.ADDED
    with open_archive(postgresql_address + IN_SCHEMA) as archive:
        assert list(archive.ids()) == [report().document.id]


def test_a_table_called_archive_that_is_not_ours_is_not_taken_for_one(postgresql_server, postgresql_address):
    postgresql_server.run("CREATE TABLE archive (boxes integer)", database_of(postgresql_address))
    assert isinstance(refusal(postgresql_address), ArchiveDamaged)


def test_what_an_extension_brought_does_not_make_a_database_somebody_elses(postgresql_server, postgresql_address):
    postgresql_server.run("CREATE VIEW seen AS SELECT 1 AS one", database_of(postgresql_address))
    assert isinstance(refusal(postgresql_address), ArchiveDamaged)
    # plpgsql stands for any extension here: it is in every server
    postgresql_server.run("ALTER EXTENSION plpgsql ADD VIEW seen", database_of(postgresql_address))
    open_archive(postgresql_address, create=True).close()


def test_a_connection_that_the_server_ends_loses_the_transaction_and_the_next_one_works(postgresql_server, archive):
    (row,) = archive.connection.rows("SELECT pg_backend_pid()")

    def end_in_the_middle():
        with archive.changing():
            archive.connection.run("DELETE FROM archive")
            postgresql_server.run(f"SELECT pg_terminate_backend({row[0]}, 10000)")
            archive.connection.run("DELETE FROM archive")

    archive.add(report())
    with pytest.raises(StoreError, match="closed the connection"):
        end_in_the_middle()
    assert archive.change == 1
    assert archive.add(report(f"{TEXT} Again.")) is Outcome.ADDED


def test_a_connection_that_ended_between_two_queries_is_opened_again(postgresql_server, archive):
    (row,) = archive.connection.rows("SELECT pg_backend_pid()")
    postgresql_server.run(f"SELECT pg_terminate_backend({row[0]}, 10000)")
    with pytest.raises(StoreError, match="go on when the server is up again"):
        archive.add(report())
    assert archive.add(report()) is Outcome.ADDED


def test_a_full_disk_is_told_and_what_was_stored_is_kept(archive):
    archive.add(report())
    archive.connection.run_script(
        # what the server raises when a write finds no room
        "CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = 'disk_full'; END $$;"
        "CREATE TRIGGER filled BEFORE INSERT ON engagement EXECUTE FUNCTION fill()"
    )
    with pytest.raises(ArchiveFull, match="make room"):
        archive.add(report(f"{TEXT} Again."))
    assert list(archive.ids()) == [report().document.id]


def test_a_writer_who_waits_too_long_is_told_that_another_writes(postgresql_address, archive, monkeypatch):
    monkeypatch.setattr(postgresql, "WAIT_SECONDS", 0.1)
    with open_archive(postgresql_address) as other, archive.changing():
        with pytest.raises(ArchiveBusy, match="try again"):
            other.add(report())
        assert list(other.ids()) == []


def test_writers_of_two_archives_in_one_database_do_not_wait_for_each_other(postgresql_server, postgresql_address):
    postgresql_server.run("CREATE SCHEMA news", database_of(postgresql_address))
    with (
        open_archive(postgresql_address, create=True) as one,
        open_archive(postgresql_address + IN_SCHEMA, create=True) as other,
        one.changing(),
    ):
        assert other.add(report()) is Outcome.ADDED


def test_a_query_that_is_read_slowly_keeps_no_transaction_open(postgresql_address, archive):
    rows = archive.connection.rows("SELECT * FROM generate_series(1, 5000)")
    next(rows)
    with open_archive(postgresql_address) as other:
        (state,) = other.connection.rows(
            "SELECT state, backend_xmin IS NULL AND backend_xid IS NULL FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    assert state == ("idle", 1)
    assert sum(1 for _ in rows) == 4_999


def test_a_reader_with_nothing_but_select_reads_and_is_told_when_it_may_not(postgresql_server, postgresql_address):
    with open_archive(postgresql_address, create=True) as archive:
        archive.add(report())
    database = database_of(postgresql_address)
    postgresql_server.run("DROP ROLE IF EXISTS reader")
    postgresql_server.run("CREATE ROLE reader LOGIN")
    error = refusal(postgresql_server.address(database, "reader"), create=False)
    assert "GRANT" in str(error)
    postgresql_server.run("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader", database)
    with open_archive(postgresql_server.address(database, "reader")) as archive_of_reader:
        assert archive_of_reader.record(report().document.id) == report()
        with pytest.raises(StoreError, match="permission denied"):
            archive_of_reader.add(report(f"{TEXT} Again."))
    postgresql_server.run("DROP OWNED BY reader", database)


def test_a_server_that_only_lets_read_is_read_and_a_writer_is_told(postgresql_address, archive):
    archive.add(report())
    with open_archive(f"{postgresql_address}?options=-cdefault_transaction_read_only%3Don") as copy:
        assert copy.record(report().document.id) == report()
        with pytest.raises(StoreError, match="write to the primary server"):
            copy.add(report(f"{TEXT} Again."))


def test_both_databases_have_the_same_tables_views_columns_and_migrations(archive, tmp_path):
    with open_archive(str(tmp_path / "news.db"), create=True) as other:
        theirs = {
            (table, column)
            for table, column in other.connection.rows(
                "SELECT t.name, c.name FROM sqlite_master AS t, pragma_table_info(t.name) AS c "
                "WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite%' "
                "AND t.name NOT LIKE '%^_text%' ESCAPE '^'"
            )
        }
    ours = set(
        archive.connection.rows(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = current_schema() AND column_name <> 'searched'"
        )
    )
    assert ours == theirs
    assert migrations(Dialect.POSTGRESQL).keys() == migrations(Dialect.SQLITE).keys()


def test_every_text_sorts_by_code_point(archive):
    otherwise = archive.connection.rows(
        "SELECT attrelid::regclass::text, attname::text FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
        "WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND attnum > 0 "
        "AND atttypid = 'text'::regtype AND attcollation <> '\"C\"'::regcollation"
    )
    assert list(otherwise) == []


@pytest.mark.parametrize(
    "words",
    [
        "erdogan",
        "ERDOĞAN",
        "ministers",
        '"erdoğan met"',
        "whales or erdogan",
        "whales or fish\nerdoğan",
        "-whales\nfish",
    ],
)
def test_words_are_found_without_their_accents_and_endings(archive, words):
    archive.add(report("President Erdoğan met the minister of fish."))
    sql = "SELECT count(*) FROM {} WHERE searched @@ search_for(?)"
    for table in ("report", "statement"):
        assert list(archive.connection.rows(sql.format(table), (words,))) == [(1,)]


def test_a_text_with_more_words_than_an_index_takes_is_found_by_its_beginning(archive):
    archive.add(report(f"{TEXT} " + " ".join(f"word{number:x}" for number in range(100_000))))
    found = archive.connection.rows("SELECT count(*) FROM report WHERE searched @@ search_for('chile word2')")
    assert list(found) == [(1,)]


@given(st.text(st.sampled_from("\0\ufdd0\ufdd1a,1")))
def test_a_text_with_nul_is_stored_sign_for_sign_and_comes_back(text):
    (stored,) = to_postgresql([text])
    assert "\0" not in stored
    assert all(len(sign) == 1 and (one == sign or one == "\0") for one, sign in zip(text, stored, strict=False))
    assert from_postgresql([stored]) == (text,)
