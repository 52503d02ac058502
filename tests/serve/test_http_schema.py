"""The description of the API holds: schemathesis makes requests of it, right ones and wrong ones, and checks every
answer against it. READOUT_SCHEMA_SECONDS=600 makes it look for longer."""

import os

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, StopReason, events, from_schema

from readout.serve.app import create_app

SECONDS = int(os.environ.get("READOUT_SCHEMA_SECONDS", "40"))
LONGEST_ROUTE = 250  # requests that the description of the longest route makes at least
REFUSED = ["400", "401", "403", "404", "405", "414", "422", "5xx"]
# which of their parameters go together no schema of single parameters says
NOT_ALL_TOGETHER = ("/api/aggregate", "/api/export/{format}")
CONFIG = {
    "seed": 8,
    "max-time": SECONDS,
    "continue-on-failure": True,
    "generation": {"max-examples": 20, "database": "none"},
    "checks": {"negative_data_rejection": {"expected-statuses": REFUSED}},
    "operations": [
        {"include-path": path, "checks": {"positive_data_acceptance": {"enabled": False}}} for path in NOT_ALL_TOGETHER
    ],
}


@pytest.fixture
def described(stored):
    app = create_app(stored, hosts=("testserver",))
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, config=SchemathesisConfig.from_dict(CONFIG))


def test_every_answer_is_as_described(described):
    asked, failures = 0, []
    for event in from_schema(described).execute():
        assert not isinstance(event, events.NonFatalError | events.FatalError), event
        if isinstance(event, events.ScenarioFinished):
            asked += len(event.recorder.cases)
            failures += [
                f"{check.name}: {event.recorder.interactions[case].request.uri}: {check.failure_info.failure.message}"
                for case, checks in event.recorder.checks.items()
                for check in checks
                if check.status is Status.FAILURE
            ]
        if isinstance(event, events.EngineFinished):
            assert event.stop_reason in {StopReason.COMPLETED, StopReason.MAX_TIME}
    assert failures == []
    assert asked > LONGEST_ROUTE


def test_answers_with_something_in_them_are_as_described(described, client, latest):
    for path, asked in {
        "/api/reports": "?words=fish",
        "/api/statements": "?words=fish",
        "/api/events": "",
        "/api/engagements": "?limit=1",
        "/api/reports/{id}": "",
        "/api/reports/{id}/versions": "",
        "/api/timeline/{one}/{other}": "",
        "/api/aggregate": "?by=dyad&by=month&by=type",
        "/api/who": "",
        "/api/statistics": "",
        "/api/compare": f"?report={latest}",
        "/api/export/{format}": "",
    }.items():
        address = path.format(id=latest, one="NOR", other="CHL", format="geojson")
        response = client.get(address + asked)
        assert response.status_code == 200, response.text
        described[path]["GET"].validate_response(response)
