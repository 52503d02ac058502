"""The examples are listed, sourced, well formed and written by us."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
SHARED = ROOT.parent / "shared"
GOLD_TEXTS = SHARED / "gold" / "docs" / "texts"
TEXT_FILES = sorted(EXAMPLES.rglob("*.txt"))
FIELDS = {"id", "text", "title", "published", "publisher", "url"}
DATE_LINE = re.compile(r" date (\d{4}-\d\d-\d\d) [A-Z ]+(?:, [A-Z][a-z]+)?: ")


def read_rows() -> list[dict[str, str | None]]:
    lines = (EXAMPLES / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def name_of(path: Path) -> str:
    return path.relative_to(EXAMPLES).as_posix()


def read_reports() -> dict[str, str]:
    """From the name that the tables use (of the file in examples/, or `id` of a row) to the text."""
    return {name_of(path): path.read_text(encoding="utf-8") for path in TEXT_FILES} | {
        str(row["id"]): str(row["text"]) for row in read_rows()
    }


def read_table(page: str) -> list[list[str]]:
    """The cells of the body rows of the only table of a page."""
    lines = (EXAMPLES / page).read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return rows[2:]


def name_in_table(cell: str) -> str:
    return re.findall(r"`([^`]+)`", cell)[-1]


def find_runs(text: str, words: int = 8) -> set[tuple[str, ...]]:
    tokens = re.findall(r"\w+", text.lower())
    return {tuple(tokens[start : start + words]) for start in range(len(tokens) - words + 1)}


def read_others() -> Iterator[tuple[str, str]]:
    yield "report.txt", (SHARED / "seed" / "report.txt").read_text(encoding="utf-8")
    for path in sorted(GOLD_TEXTS.glob("*.json")):
        yield path.name, json.loads(path.read_text(encoding="utf-8"))["text"]


@pytest.mark.parametrize("page", ["README.md", "SOURCES.md"])
def test_every_example_is_in_the_table_once_and_nothing_else_is(page):
    assert sorted(name_in_table(row[0]) for row in read_table(page)) == sorted(read_reports())


def test_the_table_gives_the_publication_date_of_each_report():
    told = {name_in_table(row[0]): row[4] for row in read_table("README.md")}
    known = {str(row["id"]): row["published"] for row in read_rows()}
    for path in TEXT_FILES:
        line = DATE_LINE.match(path.read_text(encoding="utf-8"))
        assert line, f"{path.name} does not open with a date line and a dateline"
        known[name_of(path)] = line[1]
    assert told == known


def test_every_row_has_the_fields_of_a_report_and_an_id_of_its_own():
    rows = read_rows()
    assert len({row["id"] for row in rows}) == len(rows) >= 3
    for row in rows:
        assert set(row) == FIELDS
        assert all(row[field] for field in FIELDS - {"url"})
        assert date.fromisoformat(str(row["published"])).isoformat() == row["published"]
        assert row["url"] is None or row["url"].startswith("https://example.org/")


def test_every_report_has_the_length_of_a_real_one():
    lengths = {name: len(text.split()) for name, text in read_reports().items()}
    assert {name: length for name, length in lengths.items() if not 150 <= length <= 400} == {}


def test_the_reports_are_from_ten_countries_and_four_decades():
    table = read_table("README.md")
    countries = {country.strip() for row in table for country in row[2].split(",")}
    assert len(table) >= 14
    assert len(countries) >= 10
    assert {row[4][:3] for row in table} == {"199", "200", "201", "202"}


@pytest.mark.parametrize(
    "kind",
    [
        "wire report", "official readout", "press briefing transcript", "joint communique",
        "sanctions notice", "denial", "aid pledge", "ambassador summoned", "summit", "visit",
        "report led by a post", "talks postponed", "treaty signature", "troop withdrawal", "ceasefire",
        "UN Security Council vote",
    ],
)  # fmt: skip
def test_every_kind_of_report_has_an_example(kind):
    assert any(kind in row[1].split(", ") for row in read_table("README.md"))


def test_each_readout_of_a_pair_has_its_counterpart():
    pairs = Counter(path.name.split(".")[0] for path in (EXAMPLES / "readouts").glob("*.txt"))
    assert len(pairs) >= 10
    assert set(pairs.values()) == {2}


@pytest.mark.skipif(not GOLD_TEXTS.is_dir(), reason="there is no ../shared/gold to compare with")
def test_no_example_shares_eight_words_in_a_row_with_the_seed_or_the_gold():
    theirs = {name: find_runs(text) for name, text in read_others()}
    shared = [
        (name, other, " ".join(run))
        for name, text in read_reports().items()
        for other, runs in theirs.items()
        for run in sorted(find_runs(text) & runs)
    ]
    assert shared == []
