import csv
import json
import os

import pytest

from readout.export.followthemoney import _country, export_followthemoney
from readout.export.table_columns import described_tables
from readout.facts.tables import DATA
from tests.export.marked import RECORD

try:
    from followthemoney import model
    from followthemoney.types import registry
except ImportError:
    if os.environ.get("CI") == "true":
        raise
    pytest.skip("followthemoney is not installed; its part pyicu is built with ICU", allow_module_level=True)


def entities(*records, **options):
    return [json.loads(line) for line in export_followthemoney(records, **options)]


def by_schema(*records, **options):
    found = {}
    for entity in entities(*records, **options):
        found.setdefault(entity["schema"], []).append(entity)
    return found


@pytest.mark.parametrize("without_text", [False, True])
def test_every_entity_is_one_of_the_model_and_loses_nothing_in_it(call, nothing, without_text):
    found = entities(call, nothing, RECORD, without_text=without_text)
    assert found
    for entity in found:
        schema = model.get(entity["schema"])
        schema.validate(entity)
        assert set(schema.required) - {"fileName"} <= set(entity["properties"])
        proxy = model.get_proxy(entity)
        cleaned = model.get_proxy(entity, cleaned=False)
        assert set(proxy.properties) == set(entity["properties"])
        for name, values in entity["properties"].items():
            kept = cleaned.get(name)
            if schema.get(name).type.name in ("text", "address"):  # trimmed, and divided by commas
                assert len(kept) == len(values)
            else:
                assert sorted(kept) == sorted(values), (entity["schema"], name)


def test_every_reference_names_an_entity_of_the_right_schema(call):
    found = {entity["id"]: model.get(entity["schema"]) for entity in entities(call, RECORD)}
    for entity in entities(call, RECORD):
        for name, values in entity["properties"].items():
            prop = model.get(entity["schema"]).get(name)
            if prop.type.name == "entity":
                assert all(found[value].is_a(prop.range) for value in values), (entity["schema"], name)


def test_every_fact_has_its_report_as_proof(call):
    for entity in entities(call):
        if entity["schema"] != "Article":
            assert entity["properties"]["proof"] == ["doc-1"]


def test_schemata_and_properties_are_those_described(call):
    described = described_tables("followthemoney")
    for entity in entities(call, RECORD):
        assert set(entity["properties"]) <= {column.name for column in described[entity["schema"]]}
    for schema, columns in described.items():
        assert all(column.name in model.get(schema).properties for column in columns)


def test_who_did_what_to_whom_is_a_link():
    links = by_schema(RECORD)["UnknownLink"]
    did = [link["properties"] for link in links if link["properties"].get("status")]
    assert [(link["role"], link["date"], link["recordId"]) for link in did] == [
        (["CONSULT/meet"], ["2032-04"], ["ev-1"])
    ]


def test_a_statement_to_nobody_documents_its_speaker(call):
    (first, second) = by_schema(call)["Documentation"]
    assert first["properties"]["document"] == ["doc-1"]
    assert second["properties"]["role"] == ["assert (phone call)"]


def test_a_state_is_one_entity_in_all_reports(call):
    bodies = by_schema(call, RECORD, call)["PublicBody"]
    kenya = {entity["id"] for entity in bodies if entity["properties"]["name"] == ["Kenya"]}
    assert len(kenya) == 1


def test_every_state_of_the_register_has_a_code_that_the_model_knows_or_none():
    with (DATA / "facts" / "states.csv").open(encoding="utf-8", newline="") as lines:
        codes = [row["alpha3"] for row in csv.DictReader(lines)]
    found = {code: _country(code) for code in codes}
    assert all(value is None or registry.country.validate(value) for value in found.values())
    assert sorted(code for code, value in found.items() if value is None) == ["ANT", "VDR", "YMD"]
    assert _country("IGO") is None
