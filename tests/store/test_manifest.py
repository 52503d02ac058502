import os

from readout.store.sources import LOOKED_AT, fingerprint, finish, finished


def test_a_finished_file_is_finished_until_it_changes(archive, tmp_path):
    file = tmp_path / "a.jsonl"
    file.write_text("one")
    seen = fingerprint(str(file))
    assert not finished(archive, str(file), seen)
    finish(archive, str(file), seen)
    assert finished(archive, str(file), fingerprint(str(file)))
    file.write_text("one more")
    assert not finished(archive, str(file), fingerprint(str(file)))
    finish(archive, str(file), fingerprint(str(file)))
    assert finished(archive, str(file), fingerprint(str(file)))


def test_a_change_within_one_tick_of_the_clock_is_seen_at_either_end(tmp_path):
    file = tmp_path / "a.txt"
    body = b"x" * 3 * LOOKED_AT
    prints = set()
    for data in (body, b"y" + body[1:], body[:-1] + b"y"):
        file.write_bytes(data)
        os.utime(file, ns=(1, 1))
        prints.add(fingerprint(str(file)))
    assert len(prints) == 3


def test_a_file_that_is_read_in_another_way_is_another(tmp_path):
    file = tmp_path / "a.csv"
    file.write_text("body\nwords")
    assert fingerprint(str(file), "text=body") != fingerprint(str(file), "text=head")


def test_a_file_is_the_same_from_another_folder(archive, tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("words")
    monkeypatch.chdir(tmp_path)
    finish(archive, "a.txt", fingerprint("a.txt"))
    monkeypatch.chdir("/")
    assert finished(archive, str(tmp_path / "a.txt"), fingerprint(str(tmp_path / "a.txt")))


def test_what_is_no_file_has_no_fingerprint(tmp_path):
    for name in (str(tmp_path), str(tmp_path / "none"), "https://example.org/feed.xml", "-", "a\0b"):
        assert fingerprint(name) is None


def test_names_that_are_no_utf_8_are_told_apart(archive, tmp_path):
    names = [os.fsdecode(os.fsencode(tmp_path) + end) for end in (b"/\xfe.txt", b"/\xff.txt")]
    finish(archive, names[0], "1")
    assert finished(archive, names[0], "1")
    assert not finished(archive, names[1], "1")
