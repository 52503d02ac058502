import subprocess

import pytest

from readout.model.errors import ArchiveDamaged, StoreError
from readout.store import open_archive, postgresql_dump
from readout.store.backup import backup
from tests.store.reports import report

PAGE = 4096


@pytest.fixture
def news(tmp_path):
    with open_archive(str(tmp_path / "news.db"), create=True) as archive:
        for number in range(30):
            archive.add(report(f"Norway told Chile {number} times that they will talk."))
        yield archive


def test_a_copy_is_an_archive_with_the_same_reports(news, tmp_path):
    copy = tmp_path / "copy.db"
    with news.changing():  # another program writes
        pass
    backup(news, copy)
    with open_archive(str(copy)) as opened:
        assert list(opened.ids()) == list(news.ids())
    assert sorted(file.name for file in tmp_path.iterdir() if "part" in file.name) == []


def test_a_file_that_is_there_is_left_as_it_is(news, tmp_path):
    copy = tmp_path / "copy.db"
    copy.write_text("mine")
    with pytest.raises(StoreError, match=r"there is a file already: give a new name"):
        backup(news, copy)
    assert copy.read_text() == "mine"


def test_a_folder_that_is_not_there_is_named(news, tmp_path):
    with pytest.raises(StoreError, match="there is no folder"):
        backup(news, tmp_path / "none" / "copy.db")


def test_a_damaged_archive_is_not_copied_as_a_sound_one(tmp_path):
    path = tmp_path / "news.db"
    with open_archive(str(path), create=True) as archive:
        for number in range(30):
            archive.add(report(f"Norway told Chile {number} times that they will talk."))
    data = bytearray(path.read_bytes())
    data[-2 * PAGE :] = b"\x07" * (2 * PAGE)
    path.write_bytes(data)
    with open_archive(str(path)) as archive, pytest.raises(ArchiveDamaged, match="damaged"):
        backup(archive, tmp_path / "copy.db")
    assert sorted(file.name for file in tmp_path.iterdir() if file.name.startswith((".", "copy"))) == []


def test_postgresql_is_copied_by_its_own_program(postgresql_server, postgresql_address, tmp_path):
    copy = tmp_path / "copy.dump"
    postgresql_server.run("CREATE SCHEMA news", database=postgresql_address.rpartition("/")[2])
    addresses = (f"{postgresql_address}?options=-csearch_path%3Dnews", postgresql_address)
    for address, schema in zip(addresses, ("news", "public"), strict=True):
        with open_archive(address, create=True) as archive:
            backup(archive, copy)
        command = [postgresql_server.binaries / "pg_restore", "--list", copy]
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert f" TABLE DATA {schema} report " in listed
        assert (" TABLE DATA public " in listed) == (schema == "public")
        assert list(tmp_path.iterdir()) == [copy]
        copy.unlink()


def test_where_there_is_no_pg_dump_the_command_is_named(postgresql_address, tmp_path, monkeypatch):
    monkeypatch.setattr(postgresql_dump, "_program", lambda: None)
    with (
        open_archive(postgresql_address, create=True) as archive,
        pytest.raises(StoreError, match=r"run `pg_dump --format=custom --file="),
    ):
        backup(archive, tmp_path / "copy.dump")
