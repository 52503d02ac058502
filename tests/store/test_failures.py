from readout.model.errors import InputError, UnreadableDocument
from readout.store.failures import LONGEST_REASON, failures, forgive, set_aside
from tests.store.reports import report


def test_what_fails_again_has_one_try_more_and_the_last_reason(archive):
    set_aside(archive, "a.txt", UnreadableDocument("empty"))
    set_aside(archive, "a.txt", InputError("no day"))
    (row,) = failures(archive)
    assert (row["source"], row["kind"], row["reason"], row["tries"]) == ("a.txt", "InputError", "no day", 2)
    assert str(row["first"]) <= str(row["last"])


def test_a_report_that_is_added_takes_its_failure_off_the_list(archive):
    for name in ("a.txt", "b.txt"):
        set_aside(archive, name, UnreadableDocument("empty"))
    archive.add(report(source_id="a.txt"))
    assert [row["source"] for row in failures(archive)] == ["b.txt"]


def test_forgiving_counts_what_was_on_the_list(archive):
    set_aside(archive, "a.txt", UnreadableDocument("empty"))
    assert forgive(archive, "a.txt", "b.txt") == 1
    assert failures(archive) == []


def test_a_reason_that_quotes_a_whole_input_is_cut(archive):
    set_aside(archive, "a.txt", UnreadableDocument("x" * 100_000))
    assert len(str(failures(archive)[0]["reason"])) == LONGEST_REASON


def test_a_name_that_is_no_utf_8_can_be_kept_and_taken_off(archive):
    set_aside(archive, "a\udcff.txt", UnreadableDocument("in a\udcff.txt"))
    assert [row["source"] for row in failures(archive)] == ["a\ufffd.txt"]
    assert forgive(archive, "a\udcff.txt") == 1
