import ast
import subprocess
import sys
from pathlib import Path

import pytest

import readout


def test_the_public_names_are_sorted_and_all_there():
    assert readout.__all__ == sorted(readout.__all__)
    assert all(hasattr(readout, name) for name in readout.__all__)


def test_what_type_checkers_see_is_what_is_given_at_run_time():
    tree = ast.parse(Path(readout.__file__).read_text(encoding="utf-8"))
    imported = {
        alias.name: statement.module
        for statement in ast.walk(tree)
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
        if alias.name in readout.__all__
    }
    assert {*imported, "__version__", "load"} == set(readout.__all__)
    for name, room in imported.items():
        assert getattr(readout, name) is getattr(sys.modules[room], name)


def test_an_unknown_name_is_refused_with_its_name():
    with pytest.raises(AttributeError, match="'diplomacy'"):
        _ = readout.diplomacy


def test_importing_readout_imports_nothing_else():
    heavy = ("spacy", "msgspec", "rich", "numpy", "yaml", "onnxruntime")
    code = f"import sys, readout; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_record_survives_json_and_cannot_be_changed():
    record = readout.Record(document=readout.document_from("The envoys met in Astana."), schema_version="1.0")
    assert readout.from_json(readout.to_json(record)) == record
    assert hash(readout.from_json(readout.to_json(record))) == hash(record)
    with pytest.raises(AttributeError):
        record.schema_version = "2.0"  # type: ignore[misc]


def test_a_line_that_is_no_record_is_refused_with_the_field():
    with pytest.raises(readout.UnreadableRecord, match="document"):
        readout.from_json(b'{"document": 3}')


def test_one_error_catches_all_the_others():
    errors = [getattr(readout, name) for name in readout.__all__ if name.endswith("Error") or "Un" in name]
    assert errors
    assert all(issubclass(error, readout.ReadoutError) for error in errors)
