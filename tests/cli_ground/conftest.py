import os

import pytest


@pytest.fixture(autouse=True)
def desk(monkeypatch, tmp_path):
    """An empty folder to work in, `tmp_path/desk/today`, with no setting but those of the test."""
    for name in [name for name in os.environ if name.startswith("READOUT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    folder = tmp_path / "desk" / "today"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder
