import json

import pytest

from readout.export.geojson import export_geojson
from readout.export.table_columns import described_tables
from tests.export.marked import RECORD


def collection(*records, **options):
    return json.loads("".join(export_geojson(records, **options)))


@pytest.fixture
def features():
    return {feature["id"]: feature for feature in collection(RECORD)["features"]}


def test_it_is_a_feature_collection_of_events_and_engagements(call):
    found = collection(call, RECORD)
    assert found["type"] == "FeatureCollection"
    assert len(found["features"]) == 9
    for feature in found["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"


def test_properties_are_those_described(features):
    described = [column.name for column in described_tables("geojson")["properties"]]
    assert all(list(feature["properties"]) == described for feature in features.values())
    filled = {name for each in features.values() for name, value in each["properties"].items() if value is not None}
    assert filled == set(described) - {"end_date"}


def test_a_town_is_a_point_with_longitude_first(features):
    geometry = features["en-1"]["geometry"]
    assert geometry["type"] == "Point"
    assert geometry["coordinates"] == [pytest.approx(6.15, abs=0.05), pytest.approx(46.2, abs=0.05)]
    assert features["en-1"]["properties"]["located"] == "town"


def test_what_has_no_coordinates_has_no_geometry_and_says_why(features):
    assert features["ev-2"]["geometry"] is features["en-3"]["geometry"] is None
    assert features["ev-2"]["properties"]["located"] == "place not known"
    assert features["en-3"]["properties"]["located"] == "no place told"


def test_words_are_those_of_the_place_in_the_text(features):
    for feature in features.values():
        row = feature["properties"]
        assert RECORD.document.text[row["start"] : row["stop"]] == row["words"]


def test_without_text_there_are_positions_and_a_hash():
    for feature in collection(RECORD, without_text=True)["features"]:
        row = feature["properties"]
        assert row["words"] is None
        assert row["start"] < row["stop"]
        assert len(row["text_sha256"]) == 64
