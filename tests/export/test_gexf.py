import io

import pytest

from readout.export.gexf import export_gexf
from readout.export.table_columns import described_tables
from tests.export.marked import RECORD

networkx = pytest.importorskip("networkx")


def network(*records, **options):
    return networkx.read_gexf(io.BytesIO("".join(export_gexf(records, **options)).encode()))


def test_who_meets_whom_counts_in_both_directions(call):
    found = network(call)
    assert found["KEN"]["NOR"]["engagements"] == found["NOR"]["KEN"]["engagements"] == 2


def test_an_event_goes_from_actor_to_recipient(call):
    found = network(call)
    assert (found["NOR"]["KEN"]["events"], found["KEN"]["NOR"]["events"]) == (1, 0)
    assert (found["NOR"]["KEN"]["goldstein"], found["NOR"]["KEN"]["cooperative"]) == (1.0, 1)
    assert found["NOR"]["KEN"]["weight"] == 3


def test_persons_are_nodes_beside_their_countries(call):
    found = network(call)
    persons = {data["label"]: data for _, data in found.nodes(data=True) if data["level"] == "person"}
    assert set(persons) == {"Amina Odhiambo", "Lars Berg"}
    assert persons["Amina Odhiambo"]["country"] == "KEN"
    assert {found.nodes[one]["level"] == found.nodes[other]["level"] for one, other in found.edges} == {True}


def test_edges_have_the_days_on_which_they_were():
    spells = network(RECORD)["IGO"]["NOR"]["spells"]
    assert spells == [("2032-04-01", "2032-04-30"), ("2032-04-05", "2032-04-05")]


def test_what_did_not_happen_is_no_edge():
    found = network(RECORD)
    assert found["NOR"]["IGO"]["events"] == 0
    assert found["NOR"]["IGO"]["engagements"] == 1


def test_two_records_are_counted_together(call):
    assert network(call, call)["NOR"]["KEN"]["weight"] == 6


def test_attributes_are_those_described(call):
    found = network(call)
    nodes = {name for _, data in found.nodes(data=True) for name in data} - {"label"}
    edges = {name for *_, data in found.edges(data=True) for name in data} - {"id", "weight", "spells"}
    described = {table: {column.name for column in columns} for table, columns in described_tables("gexf").items()}
    assert {"nodes": nodes, "edges": edges} == described
