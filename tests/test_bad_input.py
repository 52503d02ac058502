"""Inputs as they come: each gets its record, or an error that names it and the remedy."""

import gzip
import json

import pytest

import readout
from tests.spans import assert_spans_match_source

REPORT = (
    "LIMA, May 4, 2019 (Agency) -- Peruvian Foreign Minister Jane Doe met her Chilean counterpart John Roe "
    'on Friday. "We agreed to reopen the border," Doe told reporters. Chile condemned the attack of May 1.'
)


def read_bytes(command, tmp_path, data, name="report.txt"):
    """The record of a file with these bytes, checked against its text."""
    path = tmp_path / name
    path.write_bytes(data)
    result = command("read", path)
    assert result.exit_code == 0, result.stderr
    record = readout.from_json(result.stdout.rstrip("\n"))
    assert_spans_match_source(record)
    return record


def refusal(command, tmp_path, data, name="report.txt"):
    """What the command says of a file with these bytes, which it cannot read, while it reads another."""
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(data)
    good.write_text(REPORT)
    result = command("read", bad, good)
    assert result.exit_code == 1
    assert [json.loads(line)["document"]["source_id"] for line in result.stdout.splitlines()] == [str(good)]
    head, line = result.stderr.splitlines()
    assert head == "1 input could not be read:"
    assert line.startswith(f"  {bad}")
    return line


def test_a_good_report_has_all_parts(command, tmp_path):
    record = read_bytes(command, tmp_path, REPORT.encode())
    assert record.document.published == "2019-05-04"
    assert {"PER", "CHL"} <= {actor.country for actor in record.actors}
    assert record.statements
    assert record.events
    assert record.engagements


def test_an_empty_file_is_refused(command, tmp_path):
    assert "there is nothing to read in it" in refusal(command, tmp_path, b"")


def test_a_binary_file_is_refused(command, tmp_path):
    assert "a binary file, not text" in refusal(command, tmp_path, bytes(range(256)) * 9)


def test_a_pdf_is_refused_with_what_to_do(command, tmp_path):
    assert "a PDF: export its text first" in refusal(command, tmp_path, b"%PDF-1.4 \x00\x01", "report.pdf")


def test_five_megabytes_in_one_line_are_refused_with_what_to_do(command, tmp_path):
    line = refusal(command, tmp_path, b"The envoys met and parted. " * 200_000)
    assert "5,400,000 characters, where a report has at most 1,000,000: split it into reports" in line


def test_a_damaged_compressed_file_is_refused(command, tmp_path):
    assert "damaged gzip data" in refusal(command, tmp_path, gzip.compress(REPORT.encode())[:-9], "a.txt.gz")


def test_a_language_that_is_not_read_is_refused(command, tmp_path):
    text = "Die beiden Minister trafen sich am Freitag in Berlin und sprachen über die Lage an der Grenze."
    assert "Readout reads en" in refusal(command, tmp_path, text.encode())


def test_a_bad_line_among_rows_is_named_and_the_others_are_read(command, tmp_path):
    path = tmp_path / "rows.jsonl"
    rows = [json.dumps({"id": name, "text": REPORT}) for name in "ab"]
    path.write_text(f"{rows[0]}\n{{'text': 'no'}}\n{rows[1]}\n")
    result = command("read", path)
    assert result.exit_code == 1
    assert [json.loads(line)["document"]["source_id"] for line in result.stdout.splitlines()] == ["a", "b"]
    assert f"{path}:2: not JSON" in result.stderr


def test_a_missing_file_is_named_and_the_others_are_read(command, tmp_path):
    good = tmp_path / "good.txt"
    good.write_text(REPORT)
    result = command("read", tmp_path / "none.txt", good)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert f"{tmp_path / 'none.txt'}: No such file or directory" in result.stderr


def test_a_text_without_a_final_stop_is_read(command, tmp_path):
    text = "Chile condemned the attack on its embassy"
    assert read_bytes(command, tmp_path, text.encode()).events


def test_a_sentence_of_twenty_thousand_words_is_read(command, tmp_path):
    text = "The minister said that " + "the rivers of Peru are long and those of Chile, " * 2_000 + "short."
    record = read_bytes(command, tmp_path, text.encode())
    assert len(record.document.text.split()) >= 20_000


def test_a_lone_surrogate_becomes_one_character(command, tmp_path):
    data = REPORT.replace("Jane", "Ja\ud800ne").encode(errors="surrogatepass")
    record = read_bytes(command, tmp_path, data)
    assert record.document.text == REPORT.replace("Jane", "Ja\ufffdne")


def test_a_byte_order_mark_shifts_no_span(command, tmp_path):
    plain = read_bytes(command, tmp_path, REPORT.encode())
    assert read_bytes(command, tmp_path, REPORT.encode("utf-8-sig")) == plain


def test_nul_bytes_are_kept(command, tmp_path):
    text = REPORT.replace(" on Friday", "\0 on\0 Friday")
    assert read_bytes(command, tmp_path, text.encode()).document.text == text


def test_windows_1252_is_decoded(command, tmp_path):
    text = REPORT.replace('"', "”").replace("Jane", "Zoë")
    record = read_bytes(command, tmp_path, text.encode("windows-1252"))
    assert (record.document.text, record.document.encoding) == (text, "windows-1252")


def test_windows_line_ends_are_kept(command, tmp_path):
    text = REPORT.replace("Friday. ", "Friday.\r\n\r\n")
    assert read_bytes(command, tmp_path, text.encode()).document.text == text


@pytest.mark.parametrize(
    "text",
    [
        REPORT.replace("Jane Doe", "Jane Doe (\u202bجين دو\u202c)"),
        REPORT.replace("Minister", "Min\u200bister\u200d"),
        REPORT.replace("Friday.", "Friday \U0001f91d\U0001f1f5\U0001f1ea\U0001f468\u200d\U0001f469."),
        REPORT.replace("Doe", "Do\u0308e\u0301"),
    ],
    ids=["right to left", "zero width", "emoji", "combining"],
)
def test_characters_of_all_kinds_shift_no_span(command, tmp_path, text):
    record = read_bytes(command, tmp_path, text.encode())
    assert record.document.text == text
    border = text.index("We agreed")
    assert any(span.start <= border < span.stop for each in record.statements for span in each.content)


@pytest.mark.parametrize(
    "text",
    [
        "Doe said: \"We agreed to reopen the border. Chile condemned the attack. It met Peru's envoy.",
        '"""Doe said "" that " Chile condemned the attack."" "',
        "“Chile condemned the attack, Doe said. ”“ Peru's envoy met Chile's.",
        "(((Chile [condemned the attack.",
    ],
)
def test_unbalanced_quotation_marks_are_read(command, tmp_path, text):
    assert read_bytes(command, tmp_path, text.encode()).actors


def test_a_transcript_is_read(command, tmp_path):
    text = (
        "Daily briefing\n\nQ: Has the Secretary spoken to the Chilean minister?\n\n"
        "MS. DOE: The Secretary spoke with the Chilean foreign minister on Friday. We condemn the attack.\n\n"
        "Q: And Peru?\n\nMS. DOE: We have seen the reports.\n"
    )
    record = read_bytes(command, tmp_path, text.encode())
    assert record.document.dateline is None
    assert "CHL" in {actor.country for actor in record.actors}


@pytest.mark.parametrize(
    "text",
    ["x", "\n\n\nA.\n\n\n", "a" * 50_000 + " b", "\n" * 200_000 + "Peru.", "Peru." + " " * 20_000 + "x"],
)
def test_almost_nothing_is_read_as_little(command, tmp_path, text):
    assert read_bytes(command, tmp_path, text.encode()).document.text == text


@pytest.mark.parametrize("text", ["?", "...", "12 34", "\u2014", "\n\n\n.\n\n\n", "a" * 50_000])
def test_a_text_without_a_word_is_refused(command, tmp_path, text):
    assert "there is no word in it: give a report with words" in refusal(command, tmp_path, text.encode())


def test_many_processes_write_the_same_bytes_as_one(tmp_path, command):
    rows = tmp_path / "rows.jsonl"
    texts = [REPORT, REPORT.replace("Peru", "Bolivia"), " ", "Chile condemned the attack."]
    rows.write_text("".join(json.dumps({"id": str(n), "text": text}) + "\n" for n, text in enumerate(texts)))
    alone, together = command("read", rows), command("read", rows, "--jobs", "2")
    assert len(alone.stdout.splitlines()) == 3
    assert (alone.stdout, alone.stderr, alone.exit_code) == (together.stdout, together.stderr, 1)


def test_the_same_report_gives_the_same_bytes_again(reader):
    assert readout.to_json(reader.read(REPORT)) == readout.to_json(reader.read(REPORT))
