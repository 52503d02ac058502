import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import zipfile

import pytest

from readout.cli.answer import LAYOUTS
from readout.cli.export import FORMATS, TABLES
from readout.export import formats, table
from readout.model.jsonform import from_json, to_json
from readout.store import open_archive
from tests.archive_queries.six_reports import call, filled, six

SNIPPET = re.compile(r',"snippet":.*')
VERBS = {
    ("search", "news.db", "tuna"): ["doc-call"],
    ("search", "news.db", "--what", "statements", "--speaker", "Amina Odhiambo"): ["st-charge", "st-call"],
    ("search", "news.db", "--what", "events", "--between", "Kenya", "norwegian"): ["ev-call", "ev-treaty"],
    ("search", "news.db", "--what", "engagements", "--actor", "Peruvian"): ["en-visit"],
    ("search", "news.db", "--what", "events", "--place", "Kenya"): ["ev-charge"],
    ("search", "news.db", "--what", "events", "--place", "lim"): ["ev-visit"],
    ("timeline", "news.db", "Kenyan", "PER"): ["st-charge", "ev-charge"],
}


def read(layout, data):
    """The rows of an answer, as texts, whatever its layout."""
    if layout == "csv":
        return list(csv.DictReader(io.StringIO(data.decode(), newline="")))
    if layout == "jsonl":
        return [json.loads(line) for line in data.splitlines()]
    if layout == "json":
        return json.loads(data)
    parquet = pytest.importorskip("pyarrow.parquet")
    return parquet.read_table(io.BytesIO(data)).to_pylist()


@pytest.mark.parametrize("arguments", VERBS, ids=" ".join)
def test_every_layout_gives_the_same_rows(readout, arguments):
    expected = VERBS[arguments]
    as_json = readout(*arguments, "--format", "json")
    assert as_json.exit_code == 0, as_json.stderr
    rows = read("json", as_json.stdout_bytes)
    assert [row["id"] for row in rows] == expected
    assert read("jsonl", readout(*arguments).stdout_bytes) == rows
    assert read("parquet", readout(*arguments, "-f", "parquet").stdout_bytes) == rows
    cells = [{name: "" if cell is None else cell for name, cell in row.items()} for row in rows]
    from_csv = read("csv", readout(*arguments, "-f", "csv").stdout_bytes)
    assert [list(row) for row in from_csv] == [list(row) for row in cells]
    assert [row["id"] for row in from_csv] == expected
    shown = readout(*arguments, "-f", "table").stdout.splitlines()
    assert len(shown) == 2 + len(expected)
    assert (
        all(identifier in line for identifier, line in zip(expected, shown[2:], strict=True)) or "timeline" in arguments
    )


@pytest.mark.parametrize(
    ("arguments", "columns", "first"),
    [
        (("aggregate", "news.db", "--by", "dyad,year", "--since", "2031-01-01"), ["source", "target", "year", "events"],
         ["KEN", "NOR", "2031", 1]),
        (("aggregate", "news.db", "--by", "country", "--realis", "any"), ["country", "events"], ["KEN", 3]),
        (("aggregate", "news.db", "--by", "pair", "--country", "Peru", "--realis", "hypothetical"),
         ["one", "other", "SANCTION"], ["NOR", "PER", 1]),
        (("aggregate", "news.db", "--by", "channel", "--what", "statement"), ["channel", "statements", "accuse"],
         ["briefing", 1, 1]),
        (("who", "news.db", "quispe"), ["name", "kind", "reports"], ["Rosa Quispe", "person", 1]),
        (("who", "news.db", "KEN", "--kind", "person"), ["name", "kind", "person"],
         ["Amina Odhiambo", "person", "KEN-amina-odhiambo"]),
        (("stats", "news.db"), ["what", "value", "count"], ["reports", None, 6]),
        (("sql", "news.db", "SELECT realis, count(*) AS n, 1.5 AS x FROM events GROUP BY 1"), ["realis", "n", "x"],
         ["actual", 4, 1.5]),
        (("sql", "news.db", "--schema"), ["view", "column"], ["reports", "id"]),
    ],
)  # fmt: skip
def test_counts_and_lists_read_back_from_every_layout(readout, arguments, columns, first):
    rows = read("jsonl", readout(*arguments).stdout_bytes)
    assert [rows[0][name] for name in columns] == first
    for layout in ("json", "parquet"):
        assert read(layout, readout(*arguments, "-f", layout).stdout_bytes) == rows
    (begin, *_) = read("csv", readout(*arguments, "-f", "csv").stdout_bytes)
    assert [begin[name] for name in columns] == ["" if cell is None else str(cell) for cell in first]
    table_lines = readout(*arguments, "-f", "table").stdout.splitlines()
    assert table_lines[0].split()[: len(columns[:2])] == columns[:2]


def test_the_suffix_of_the_file_is_the_layout_unless_one_is_said(readout, tmp_path):
    readout("search", "news.db", "-o", "all.csv")
    assert len(read("csv", (tmp_path / "all.csv").read_bytes())) == 5
    readout("search", "news.db", "-o", "all.parquet")
    assert len(read("parquet", (tmp_path / "all.parquet").read_bytes())) == 5
    readout("search", "news.db", "-o", "all.csv", "-f", "jsonl")
    assert len(read("jsonl", (tmp_path / "all.csv").read_bytes())) == 5
    assert readout("search", "news.db", "-o", "none/all.csv").exit_code == 2


def test_the_next_cursor_is_told_on_stderr_and_all_leaves_it_out(readout):
    first = readout("search", "news.db", "--limit", "3")
    cursor = first.stderr.rpartition("--after ")[2].strip()
    rest = readout("search", "news.db", "--limit", "3", "--after", cursor)
    assert rest.stderr == ""
    every = readout("search", "news.db", "--all")
    assert every.stderr == ""
    assert every.stdout == first.stdout + rest.stdout
    assert readout("search", "news.db", "--limit", "3", "-q").stderr == ""


def test_nothing_found_tells_which_filter_finds_something_alone(readout):
    result = readout("search", "news.db", "zebra", "--actor", "Kenya", "--publisher", "Harbour")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == ("Nothing found: alone, --actor and --publisher would find reports; the words would not.\n")
    assert readout("search", "news.db", "zebra").stderr == "Nothing found: `readout stats` tells what is there.\n"
    assert readout("search", "news.db", "zebra", "-f", "json").stdout == "[]\n"
    assert readout("timeline", "news.db", "SWE").exit_code == 1
    assert readout("who", "news.db", "zebra").exit_code == 1
    assert readout("aggregate", "news.db", "--by", "day", "--country", "Sweden").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (
            ("search", "news.db", "--between", "Congo", "KEN"),
            "'Congo' can be COD (Democratic Republic of the Congo), COG",
        ),
        (("search", "news.db", "--actor", "Congo"), "give the code"),
        (("search", "news.db", "--between", "Atlantis", "KEN"), "'Atlantis' is no country that the register knows"),
        (("search", "news.db", "--between", "Kenya", "KEN"), "are one country"),
        (("search", "news.db", "--place", "Congo"), "give the code"),
        (("search", "news.db", "--what", "events", "--type", "MEET"), "type 'MEET': there is none; there are AGREE,"),
        (("search", "news.db", "--channel", "letter"), "channel: reports have no such filter; statements have"),
        (("search", "news.db", "--since", "May"), "--since 'May' is not a day: write it as YYYY-MM-DD"),
        (("search", "news.db", "--", "-tuna"), "no word to look for"),
        (("search", "news.db", "--after", "x"), "not a cursor"),
        (("aggregate", "news.db", "--by", "moth"), "by 'moth': events cannot be counted so; give dyad,"),
        (("aggregate", "news.db", "--by", "day", "--realis", "real"), "realis 'real': there is none"),
        (("export", "news.db", "-f", "jsonl", "--added-since", "today"), "added since 'today' is no time"),
        (("timeline", "news.db", "Congo"), "give the code"),
        (("aggregate", "news.db", "--by", "day", "--country", "Congo"), "give the code"),
        (("sql", "news.db"), "Which query?"),
        (("export", "news.db", "-f", "csv"), "give -o FOLDER"),
        (("search", "news.db", "-o", "x.xls"), "x.xls: which format? Give --format, or a name in .csv, .jsonl,"),
        (("search", "news.db", "--what", "engagements", "--confidence", "0.5"), "confidence: engagements have no such"),
        (
            ("aggregate", "news.db", "--by", "day", "--what", "engagement", "--confidence", "0.5"),
            "events, statements have",
        ),
        (("search", "news.db", "--between", "Peru", "--limit", "1"), "two countries are needed"),
        (("export", "none.jsonl", "-f", "jsonl"), "no archive and no file of records"),
        (("export", "-f", "jsonl"), "Which archive?"),
        (("export", "-", "-f", "jsonl", "--actor", "KEN"), "Only the reports of an archive can be chosen"),
    ],
)
def test_wrong_usage_is_told_with_what_would_be_right(readout, arguments, problem):
    result = readout(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert problem in " ".join(result.stderr.split())


def test_words_that_are_found_are_marked_and_bold_on_a_terminal(readout, tmp_path):
    assert "[tuna]" in readout("search", "news.db", "tuna", "-f", "table").stdout
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from readout.cli import cli; cli()", "search", "news.db", "tuna"]
    environment = {**os.environ, "TERM": "xterm", "PYTHONPATH": os.pathsep.join(sys.path)}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(command, stdout=theirs, cwd=tmp_path, env=environment):
        pass
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "\x1b[1mtuna\x1b[22m" in shown


# show


def test_show_gives_a_report_by_the_beginning_of_its_id(readout):
    assert "Ministers speak about tuna" in readout("show", "news.db", "doc-ca").stdout
    assert readout("show", "news.db", "doc-call", "-f", "text").stdout == call().document.text
    line = readout("show", "news.db", "doc-call", "-f", "json").stdout
    assert to_json(from_json(line.encode())) == to_json(call())


def test_show_gives_an_item_with_its_words_in_their_place_and_why(readout):
    told = readout("show", "news.db", "st-charge").stdout
    assert "»its trawlers thieves«" in told
    assert "speakers        Amina Odhiambo\n" in told
    part = json.loads(readout("show", "news.db", "ev-loan", "-f", "json").stdout)
    assert (part["report"], part["id"], part["quantity"]["value"]) == ("doc-loan", "ev-loan", 40e6)
    assert "quantity        40,000,000 USD" in readout("show", "news.db", "ev-loan").stdout
    assert "account of KEN  tuna quota (discussed)" in readout("show", "news.db", "en-call").stdout


def test_show_lists_versions_and_readings_where_there_are_several(readout):
    with open_archive("news.db") as archive:
        archive.reread(call())
    told = readout("show", "news.db", "doc-call").stdout
    assert "VERSIONS AND READINGS" in told
    rows = readout("show", "news.db", "doc-call", "-f", "versions").stdout.splitlines()[2:]
    assert [row.split()[0] for row in rows] == ["doc-draft", "doc-call", "doc-call"]
    assert "VERSIONS" not in readout("show", "news.db", "doc-loan").stdout


def test_show_refuses_what_is_not_there(readout):
    result = readout("show", "news.db", "doc-x")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no id is or begins with 'doc-x'" in result.stderr
    assert "ev-call, ev-charge" in readout("show", "news.db", "ev-c").stderr


# export


def test_the_formats_of_the_command_are_those_there_are():
    assert set(formats.FORMATS) == set(FORMATS)
    assert set(LAYOUTS) == set(table.LAYOUTS)


@pytest.mark.parametrize("name", FORMATS)
def test_an_archive_and_a_file_of_its_records_give_the_same_export(readout, tmp_path, name):
    records = [record for record in six() if record.document.id != "doc-draft"]
    (tmp_path / "records.jsonl").write_bytes(b"".join(to_json(record) + b"\n" for record in records))
    from_archive = readout("export", "news.db", "-f", name)
    assert from_archive.exit_code == 0
    assert from_archive.stdout_bytes
    assert readout("export", "records.jsonl", "-f", name).stdout_bytes == from_archive.stdout_bytes
    stdin = (tmp_path / "records.jsonl").read_bytes()
    assert readout("export", "-", "-f", name, stdin=stdin).stdout_bytes == from_archive.stdout_bytes
    readout("export", "news.db", "-f", name, "-o", "whole")
    assert (tmp_path / "whole").read_bytes() == from_archive.stdout_bytes


def exported(result):
    return [from_json(line).document.id for line in result.stdout_bytes.splitlines()]


def test_an_export_has_only_the_reports_that_are_asked_for(readout, tmp_path):
    def ids(*options):
        return exported(readout("export", "news.db", "-f", "jsonl", *options))

    assert ids() == ["doc-call", "doc-visit", "doc-loan", "doc-treaty", "doc-charge"]
    assert ids("--since", "2031-04-11") == ["doc-loan"]
    assert ids("--until", "2031-04-10") == ["doc-call", "doc-visit", "doc-charge"]
    assert ids("--actor", "Peru", "--until", "2031-04-10") == ["doc-charge", "doc-visit"]
    assert ids("--between", "Norway", "Kenya") == ["doc-call", "doc-treaty"]
    assert ids("--added-since", "2032-01-01") == []
    (tmp_path / "some.jsonl").write_bytes(readout("export", "news.db", "-f", "jsonl").stdout_bytes)
    later = readout("export", "some.jsonl", "-f", "jsonl", "--since", "2031-04-10", "--until", "2031-04-10")
    assert exported(later) == ["doc-visit", "doc-charge"]


def test_an_export_without_text_has_none_of_it(readout):
    lines = readout("export", "news.db", "-f", "jsonl", "--without-text").stdout
    assert "trawlers" not in lines
    assert len(lines.splitlines()) == 5


@pytest.mark.parametrize("layout", TABLES)
def test_tables_are_a_folder_with_a_file_for_each(readout, tmp_path, layout):
    assert readout("export", "news.db", "-f", layout, "-o", "tables").exit_code == 0
    assert sorted(path.stem for path in (tmp_path / "tables").iterdir()) == [
        "actors", "engagements", "events", "statements", "topics",
    ]  # fmt: skip
    rows = read(layout, (tmp_path / "tables" / f"events.{layout}").read_bytes())
    assert [row["id"] for row in rows] == ["ev-call", "ev-visit", "ev-loan", "ev-treaty", "ev-charge"]


def test_brat_is_a_zip_of_texts_and_annotations(readout):
    packed = readout("export", "news.db", "-f", "brat").stdout_bytes
    assert any(name.endswith(".ann") for name in zipfile.ZipFile(io.BytesIO(packed)).namelist())


def test_a_line_that_is_no_record_is_named_and_the_rest_exported(readout):
    result = readout("export", "-", "-f", "jsonl", stdin=to_json(call()) + b"\n{}\n")
    assert (result.exit_code, exported(result)) == (1, ["doc-call"])
    assert result.stderr.startswith("-:2: ")


def test_the_archive_may_be_set_once(readout, monkeypatch):
    monkeypatch.setenv("READOUT_ARCHIVE", "news.db")
    assert json.loads(readout("search", "tuna").stdout)["id"] == "doc-call"
    assert len(exported(readout("export", "-f", "jsonl"))) == 5
    assert readout("timeline", "KEN", "NOR").exit_code == 0


def test_every_verb_answers_from_postgresql_too(readout, postgresql_address):
    filled(postgresql_address).close()
    for verb, *arguments in [
        ("search", "tuna"), ("show", "doc-call"), ("timeline", "KEN"), ("aggregate", "--by", "dyad"), ("who",),
        ("stats",), ("sql", "SELECT * FROM events"), ("export", "-f", "jsonl"),
    ]:  # fmt: skip
        there, here = (readout(verb, where, *arguments) for where in (postgresql_address, "news.db"))
        # each database chooses for itself which words around those found it shows
        told, expected = (SNIPPET.sub("", each.stdout) for each in (there, here))
        assert (there.exit_code, told) == (0, expected), verb
