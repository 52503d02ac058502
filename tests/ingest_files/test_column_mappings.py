import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readout.ingest import Failure, parse_columns, read_bytes
from readout.ingest.columns import FIELDS, mappings
from readout.ingest.dates import day_of
from readout.model.errors import InputError
from tests.ingest_files.made import WORDS


def one(header, row, **more):
    (item,) = read_bytes(f"{','.join(header)}\n{','.join(row)}\n".encode(), "rows.csv", **more)
    if isinstance(item, Failure):
        raise item.error
    return item


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (
            {"maintext": WORDS, "title": "T", "date_publish": "2019-05-04 10:00:00", "source_domain": "a.org"},
            {"title": "T", "publisher": "a.org"},
        ),
        ({"text": WORDS, "domain": "a.org", "date": "2019-05-04 10:00:00", "title": "T"}, {"publisher": "a.org"}),
        (
            {
                "Headline": "T",
                "Full Text": WORDS,
                "Publication": "P",
                "Byline": "B",
                "Date": "4 May 2019",
                "Load-Date": "x",
            },
            {"title": "T", "publisher": "P", "author": "B"},
        ),
        (
            {"HD": "T", "LP": "They met.", "TD": "They spoke.", "PD": "4 May 2019", "SN": "P", "AN": "X1"},
            {"source_id": "X1"},
        ),
        ({"media_name": "P", "publish_date": "2019-05-04", "text": WORDS, "id": "9", "url": "u"}, {"publisher": "P"}),
        ({"uri": "5", "body": WORDS, "source.title": "P", "source": "", "date": "2019-05-04"}, {"publisher": "P"}),
    ],
)
def test_other_peoples_columns_are_recognised(cells, expected):
    document = one(cells, cells.values())
    assert document.published == "2019-05-04"
    assert {field: getattr(document, field) for field in expected} == expected


def test_columns_that_make_one_text_are_joined():
    assert one(["HD", "LP", "TD", "SN"], ["T", "They met.", "They spoke.", "P"]).text == "They met.\n\nThey spoke."


def test_rows_of_event_registry_have_objects_in_them():
    row = b'{"uri": "5", "body": "They met.", "source": {"title": "P"}, "authors": [{"name": "A"}, {"name": "B"}]}'
    (document,) = read_bytes(row, "rows.jsonl")
    assert (document.publisher, document.author, document.source_id) == ("P", "A; B", "5")


def test_readouts_own_names_come_first():
    cells = {"text": WORDS, "domain": "a.org", "date": "2001-01-01", "published": "2019-05-04", "publisher": "P"}
    document = one(cells, cells.values())
    assert (document.published, document.publisher) == ("2019-05-04", "P")


def test_the_caller_names_columns():
    for columns in (
        "text=body, title=headline,published=day",
        {"text": "body", "title": "headline", "published": "day"},
    ):
        document = one(["body", "headline", "day"], [WORDS, "T", "20190504"], columns=columns)
        assert (document.text, document.title, document.published) == (WORDS, "T", "2019-05-04")


def test_a_named_mapping_may_be_overridden():
    document = one(
        ["Headline", "Body", "Load-Date"], ["T", WORDS, "04/05/2019"],
        columns="lexisnexis,published:%d/%m/%Y=Load-Date",
    )  # fmt: skip
    assert (document.title, document.published) == ("T", "2019-05-04")


@pytest.mark.parametrize(
    ("columns", "problem"),
    [
        ("lexisnexus", "no mapping has that name: give one of readout, news-please, .*, or text=COLUMN"),
        ("text=", "write FIELD=COLUMN, where FIELD is one of text, title"),
        ("body=text", "write FIELD=COLUMN"),
        ("text:%d=body", "only published has a form"),
        ({"words": "body"}, "write FIELD=COLUMN"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_told(columns, problem):
    with pytest.raises(InputError, match=problem):
        parse_columns(columns)


def test_a_column_that_is_asked_for_and_not_there_is_told_with_those_that_are():
    with pytest.raises(InputError, match="no column 'words' for text in it: the columns are body, day"):
        one(["body", "day"], [WORDS, ""], columns="text=words")


@pytest.mark.parametrize(
    ("header", "ask"),
    [
        (["GKGRECORDID", "DATE", "SourceCommonName", "DocumentIdentifier"], "gdelt-gkg,fetch=DocumentIdentifier"),
        (["GLOBALEVENTID", "SQLDATE", "SOURCEURL"], "gdelt-events,fetch=SOURCEURL"),
        (["media_name", "publish_date", "url"], "mediacloud,fetch=url"),
    ],
)
def test_rows_with_addresses_alone_are_not_fetched_unasked(header, ask):
    with pytest.raises(InputError, match=f"no text, only an address: .*{ask}"):
        one(header, ["1"] * len(header))


def test_rows_with_addresses_are_fetched_when_that_is_asked(monkeypatch):
    from readout.ingest import document_from

    asked = []

    def read_url(url, published=None, *, allow_private=False):
        asked.append((url, published, allow_private))
        yield document_from(WORDS, published=published, url=url, source_id=url)
        yield Failure(url, InputError("gone"))

    monkeypatch.setattr("readout.ingest.web.read_url", read_url)
    table = b"GKGRECORDID,DATE,SourceCommonName,DocumentIdentifier\n9-1,20190504120000,a.org,https://a.org/1\n"
    document, failure = read_bytes(table, "rows.csv", columns="gdelt-gkg,fetch=DocumentIdentifier")
    assert asked == [("https://a.org/1", "2019-05-04", False)]
    assert (document.source_id, document.text) == ("9-1", WORDS)
    assert failure.source == "rows.csv:2: https://a.org/1"


def test_each_mapping_says_where_it_is_from_and_names_fields_that_there_are():
    for mapping in mappings():
        assert mapping.about
        assert mapping.source
        assert mapping.recognised_by
        assert set(mapping.fields) <= set(FIELDS)


@pytest.mark.parametrize(
    "written",
    [
        "2019-05-04", "20190504", "20190504123000", "20190504T123000Z", "2019/05/04", "2019-05-04 12:30:00+00:00",
        "2019-05-04 12:30:00.123 UTC", "May 4, 2019", "Saturday, May 4, 2019", "May 4, 2019 Saturday", "4 May 2019",
        "04-May-2019", "Sat, 4 May 2019 12:30:00 GMT", "May 4th, 2019 12:30 PM", " 4 May 2019 ",
        datetime.date(2019, 5, 4), datetime.datetime(2019, 5, 4, 12, tzinfo=datetime.UTC),
    ],
)  # fmt: skip
def test_days_are_read_in_the_forms_that_exports_have(written):
    assert day_of(written) == "2019-05-04"


@pytest.mark.parametrize("written", ["10/07/2021", "10-07-2021", "25/07/2021", "1.2.21"])
def test_a_day_that_could_be_two_is_refused_with_the_remedy(written):
    with pytest.raises(InputError, match=r"could be two days: .* published:%d/%m/%Y=COLUMN"):
        day_of(written)
    assert day_of("10/07/2021", "%d/%m/%Y") == "2021-07-10"


@pytest.mark.parametrize("written", ["2019", "May 2019", "20191304", "1556928000", "Saturday", "201905041", ""])
def test_what_is_no_day_is_refused(written):
    with pytest.raises(InputError, match="is not a date"):
        day_of(written)


@given(st.dates(min_value=datetime.date(1000, 1, 1)))
def test_every_day_comes_back(day):
    assert day_of(day.strftime("%Y%m%d")) == day_of(f"{day:%B} {day.day}, {day.year}") == day.isoformat()


def test_each_mapping_is_in_the_documentation():
    page = (Path(__file__).parents[2] / "docs" / "sources.md").read_text(encoding="utf-8")
    for mapping in mappings():
        assert f"| `{mapping.name}` |" in page
