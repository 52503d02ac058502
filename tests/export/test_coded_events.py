"""The forms of event data, read back as their users read them."""

import io

import pytest
from msgspec.structs import replace

from readout.export.gdelt import export_gdelt_events, export_gdelt_mentions
from readout.export.icews import export_icews
from readout.export.polecat import export_polecat
from readout.export.separated import Layout
from readout.export.table_columns import Kind, described_tables
from readout.export.withheld import text_hash
from readout.model.errors import FactsError
from readout.model.record import Actor, Record
from readout.model.vocabulary import ActorKind, EventType, Realis

pandas = pytest.importorskip("pandas")
DTYPES = {Kind.TEXT: "string", Kind.WHOLE: "Int64", Kind.NUMBER: "float64"}
EXPORTS = [export_polecat, export_icews, export_gdelt_events, export_gdelt_mentions]


def read_back(lines, name, *more):
    """A data frame with the types that the format's description gives; names from there where the file has none."""
    tables = described_tables(name)
    columns = [column for table in (name, *more) for column in tables[table]]
    return pandas.read_csv(
        io.StringIO("".join(lines)),
        sep="\t",
        header=None if name.startswith("gdelt") else 0,
        names=[column.name for column in columns],
        dtype={column.name: DTYPES[column.kind] for column in columns},
    )


def events(record, **more):
    return read_back(export_gdelt_events([record], **more), "gdelt_events").to_dict("records")


def with_event(record: Record, **changes) -> Record:
    return replace(record, events=(replace(record.events[0], **changes),))


def named(record: Record, key: str, **changes) -> Record:
    return replace(record, actors=tuple(replace(a, **changes) if a.key == key else a for a in record.actors))


def test_gdelt_has_61_columns_and_its_mentions_16(call):
    assert {line.count("\t") + 1 for line in export_gdelt_events([call])} == {61}
    assert {line.count("\t") + 1 for line in export_gdelt_mentions([call])} == {16}


def test_a_call_is_a_row_in_each_direction_of_gdelt(call):
    there, back = events(call)
    assert [there[f"Actor{n}Code"] for n in (1, 2)] == ["NORGOV", "KENGOV"]
    assert [back[f"Actor{n}CountryCode"] for n in (1, 2)] == ["KEN", "NOR"]
    assert there["GLOBALEVENTID"] != back["GLOBALEVENTID"]
    for row in (there, back):
        assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == ("041", "041", "04")
        assert (row["QuadClass"], row["GoldsteinScale"]) == (1, 1.0)
        assert (row["SQLDATE"], row["MonthYear"], row["Year"]) == (20310304, 203103, 2031)
        assert row["FractionDate"] == 2031.1753
        assert (row["DATEADDED"], row["IsRootEvent"], row["SOURCEURL"]) == (20310305000000, 1, "doc-1")


def test_a_visit_is_made_one_way_and_hosted_the_other(call):
    rows = events(with_event(call, cameo="042", mode="visit", goldstein=1.9))
    assert [(row["Actor1CountryCode"], row["EventCode"]) for row in rows] == [("NOR", "042"), ("KEN", "043")]
    assert [row["GoldsteinScale"] for row in rows] == [1.9, 2.8]


def test_those_who_talk_together_make_pairs_and_those_who_accuse_together_do_not(call):
    together = {"actors": ("berg", "odhiambo"), "recipients": ()}
    pairs = [(row["Actor1CountryCode"], row["Actor2CountryCode"]) for row in events(with_event(call, **together))]
    assert pairs == [("NOR", "KEN"), ("KEN", "NOR")]
    accusing = with_event(call, event_type=EventType.ACCUSE, mode=None, cameo="111", **together)
    assert list(read_back(export_icews([accusing]), "icews")["Target Name"].isna()) == [True, True]


def test_only_what_happened_is_written_unless_more_is_asked_for(call):
    assert {row["EventCode"] for row in events(call)} == {"041"}
    both = read_back(export_polecat([call], realis=(Realis.ACTUAL, Realis.FUTURE)), "polecat", "with_text")
    assert list(both["Event Type"]) == ["CONSULT", "AID"]


def test_a_month_leaves_the_day_open_and_days_from_one_to_another_have_the_first(call):
    (month, _), (span, _) = (events(with_event(call, date=date)) for date in ("2031-03", "2031-03-04/2031-04-06"))
    assert pandas.isna(month["SQLDATE"])
    assert (month["MonthYear"], month["Year"], span["SQLDATE"]) == (203103, 2031, 20310304)


def test_a_town_has_its_fips_country_and_coordinates(call):
    row = events(with_event(call, place="Oslo", place_country="NOR"))[0]
    assert (row["ActionGeo_Type"], row["ActionGeo_FullName"], row["ActionGeo_CountryCode"]) == (4, "Oslo, Norway", "NO")
    assert (round(row["ActionGeo_Lat"]), round(row["ActionGeo_Long"])) == (60, 11)
    row = events(with_event(call, place="Washington, D.C.", place_country="USA"))[0]
    assert (row["ActionGeo_Type"], row["ActionGeo_ADM1Code"]) == (3, "USDC")


def test_where_only_the_country_is_known_gdelt_has_no_point(call):
    row = events(with_event(call, place="the summer palace", place_country="NOR"))[0]
    assert (row["ActionGeo_Type"], row["ActionGeo_FullName"], row["ActionGeo_FeatureID"]) == (1, "Norway", "NO")
    assert pandas.isna(row["ActionGeo_Lat"])


def test_a_body_has_its_known_group(call):
    union = Actor(key="berg", name="European Union", kind=ActorKind.ORGANISATION, country="IGO", sectors=("EUR",))
    row = events(replace(call, actors=(union, *(a for a in call.actors if a.key != "berg"))))[0]
    assert (row["Actor1Code"], row["Actor1KnownGroupCode"], row["Actor1Type1Code"]) == ("IGOEUREEC", "EEC", "IGO")


def test_mentions_point_at_the_words_and_at_their_event(call):
    rows = read_back(export_gdelt_mentions([call]), "gdelt_mentions").to_dict("records")
    assert [row["GLOBALEVENTID"] for row in rows] == [row["GLOBALEVENTID"] for row in events(call)]
    text = call.document.text
    assert text[rows[0]["ActionCharOffset"] :].startswith("took a call")
    assert text[rows[0]["Actor1CharOffset"] :].startswith("her Norwegian counterpart")
    assert (rows[0]["MentionType"], rows[0]["MentionDocLen"]) == (2, len(text))


def test_icews_numbers_and_names(call):
    there, back = read_back(export_icews([call]), "icews").to_dict("records")
    assert (there["Source Name"], there["Source Country"], there["Source Sectors"]) == (
        "Lars Berg",
        "Norway",
        "Government",
    )
    assert (there["Target Country"], back["Source Country"]) == ("Kenya", "Kenya")
    assert (there["CAMEO Code"], there["Event Text"], there["Intensity"]) == ("041", "Discuss by telephone", 1.0)
    assert there["Event Date"] == "2031-03-04"
    assert 0 < there["Event ID"] < 2**53
    assert there["Story ID"] == back["Story ID"]


def test_polecat_keeps_the_items_of_several_actors_in_their_places(call):
    record = named(with_event(call, actors=("ministry", "berg")), "ministry", country=None, name="Fleet; Harbour")
    (row,) = read_back(export_polecat([record]), "polecat", "with_text").to_dict("records")
    assert row["Actor Name"] == "Fleet, Harbour;Lars Berg"
    assert (row["Actor Country"], row["Actor COW"], row["Primary Actor Sector"]) == (";NOR", ";385", ";GOV")
    assert (row["Event Type"], row["Event Mode"], row["Intensity"]) == ("CONSULT", "phone", 1.5)
    assert (row["Quad Code"], row["Event Date"]) == ("VERBAL COOPERATION", "2031-03-04")
    assert (row["Recipient Country"], row["Headline"]) == ("KEN", "Ministers speak about tuna")
    assert row["Event Text"].startswith("NAIROBI: Foreign Minister")


@pytest.mark.parametrize("write", EXPORTS)
def test_without_text_no_words_of_the_report_and_no_title_are_left(call, write):
    written = "".join(write([call], without_text=True))
    assert "Ministers speak" not in written
    assert "counterpart" not in written
    assert text_hash(call.document) in written


def test_without_text_the_last_columns_point_at_the_words(call):
    row = read_back(export_polecat([call], without_text=True), "polecat", "without_text").to_dict("records")[0]
    assert call.document.text[row["Trigger Start"] : row["Trigger Stop"]] == "took a call"
    assert row["Document ID"] == "doc-1"


@pytest.mark.parametrize("write", EXPORTS)
def test_tabs_line_ends_and_quotes_do_not_break_a_row(call, write):
    before = list(write([call]))
    after = list(write([named(call, "berg", name='"Lars\t"Tuna"\nBerg')]))
    assert len(before) == len(after)
    assert {line.count("\t") for line in before} == {line.count("\t") for line in after}


def test_quotes_read_back_where_the_format_has_quoting_and_are_apostrophes_in_gdelt(call):
    odd = named(call, "berg", name='"Lars\t"Tuna"\nBerg')
    assert read_back(export_icews([odd]), "icews")["Source Name"][0] == '"Lars "Tuna" Berg'
    assert events(odd)[0]["Actor1Name"] == "'LARS 'TUNA' BERG"


@pytest.mark.parametrize("write", EXPORTS)
def test_records_are_read_one_at_a_time(call, write):
    def two():
        yield call
        raise AssertionError("the second record was asked for too early")

    lines = write(two())
    first = [next(lines)]
    assert first


def test_a_column_without_a_function_is_named():
    with pytest.raises(FactsError, match=r"columns/icews\.yaml: CAMEO Code"):
        Layout("icews", ("icews",), {}, quoted=True)


def test_nothing_gives_no_row(nothing):
    assert list(export_gdelt_events([nothing])) == []
    assert len(list(export_icews([nothing]))) == 1
