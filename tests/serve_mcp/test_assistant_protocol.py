"""The server as a process: what it offers, how it begins and ends, and what it needs."""

import json
import os
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator
from mcp.shared.exceptions import MCPError

import readout
from readout.model.record import Document, Record
from readout.store import open_archive
from tests.serve_mcp.conftest import SOURCE, WITHOUT, assistant_of
from tests.serve_mcp.written import OSLO, from_oslo

TOOLS = ["search", "record", "compare", "timeline", "who", "statistics", "read"]
UNKNOWN = "LIMA, 3 May (Own) -- Foreign Minister Eva Soto said on Monday that Peru would open an embassy in Oslo."
HELLO = {
    "jsonrpc": "2.0", "id": 1, "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}},
}  # fmt: skip


def run(*arguments, stdin="", without=None):
    started = ["-c", WITHOUT.format(without)] if without else ["-m", "readout"]
    return subprocess.run(
        [sys.executable, *started, "mcp", *map(str, arguments)], input=stdin, capture_output=True, text=True,
        env={**os.environ, **SOURCE}, timeout=60, check=False,
    )  # fmt: skip


def test_the_server_says_who_it_is_and_how_to_cite(assistant):
    client = assistant.client
    assert (client.server_info.name, client.server_info.version) == ("readout", readout.__version__)
    assert "cite" in client.instructions


def test_every_tool_is_described_and_only_reads(assistant):
    tools = assistant.do("list_tools").tools
    assert [tool.name for tool in tools] == TOOLS
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert len(tool.description) > 80
        Draft202012Validator.check_schema(tool.input_schema)
        Draft202012Validator.check_schema(tool.output_schema)
        assert tool.input_schema["type"] == tool.output_schema["type"] == "object"
        assert tool.input_schema["additionalProperties"] is False
        assert all("description" in field for field in tool.input_schema["properties"].values())


def test_a_record_and_the_codebook_are_resources(assistant):
    (template,) = assistant.do("list_resource_templates").resource_templates
    identifier = from_oslo().document.id
    (record,) = assistant.do("read_resource", template.uri_template.replace("{id}", identifier)).contents
    assert json.loads(record.text)["text"]["words"] == OSLO
    for resource in assistant.do("list_resources").resources:
        (section,) = assistant.do("read_resource", resource.uri).contents
        assert section.text.startswith("## ")


@pytest.mark.parametrize("address", ["readout://report/doc-none", "readout://codebook/none", "file:///etc/hostname"])
def test_an_address_with_nothing_there_is_an_error_of_the_protocol(assistant, address):
    with pytest.raises(MCPError, match=r"none|nothing"):
        assistant.do("read_resource", address)


def test_an_unknown_tool_is_an_error_that_lists_those_there_are(assistant):
    with pytest.raises(MCPError, match="no tool 'delete': there are search"):
        assistant.do("call_tool", "delete", {})


def test_what_is_added_while_the_server_runs_is_found(tmp_path):
    path = tmp_path / "growing.db"
    with open_archive(str(path), create=True) as archive, assistant_of(path) as assistant:
        assert assistant.call("search")["rows"] == []
        archive.add(Record(document=Document(id="doc-new", text="Herring came back.", published="2022-01-01")))
        assert [row["id"] for row in assistant.call("search", words="herring")["rows"]] == ["doc-new"]


def test_a_text_is_read_into_a_record_that_is_not_stored(assistant):
    answer = assistant.call("read", text=UNKNOWN, published="2021-05-04")
    assert "Eva Soto" in [actor["name"] for actor in answer["actors"]]
    content = answer["statements"][0]["content"][0]
    assert UNKNOWN[slice(*content["span"])] == content["words"]
    assert "is not a date" in assistant.error("read", text=UNKNOWN, published="May")
    assert assistant.call("search", words="embassy")["rows"] == []


def test_without_the_reading_stages_an_archive_is_served_and_reading_says_what_is_missing(news):
    with assistant_of(news, without="spacy") as assistant:
        assert len(assistant.call("search")["rows"]) == 3
        message = assistant.error("read", text=UNKNOWN)
    assert "spacy" in message
    assert "pip install readout-diplomacy" in message


def test_stdout_has_only_the_protocol_and_the_server_ends_with_stdin(news):
    ended = run(news, "-vv", stdin=f"this is no message\n{json.dumps(HELLO)}\n")
    assert ended.returncode == 0
    (answer,) = map(json.loads, ended.stdout.splitlines())
    assert answer["result"]["serverInfo"]["name"] == "readout"
    assert "Traceback" not in ended.stderr


def test_no_archive_ends_the_command_with_the_remedy_on_stderr(tmp_path):
    ended = run(tmp_path / "none.db")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "there is no archive" in ended.stderr


def test_without_the_package_the_extra_is_named(news):
    ended = run(news, without="mcp")
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "readout-diplomacy[mcp]" in ended.stderr
