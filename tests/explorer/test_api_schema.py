"""The API keeps to its OpenAPI document, whatever it is asked."""

from __future__ import annotations

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import checks
from starlette.types import ASGIApp

from pipeline.explorer.api import document

EXAMPLES = int(os.environ.get("BILIK_FUZZ", "20"))  # of each operation and mode; more by hand
HELD = (
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
)
ASKED = [
    (path, mode)
    for path, methods in document()["paths"].items()
    for mode in schemathesis.GenerationMode
    if methods["get"].get("parameters") or mode == schemathesis.GenerationMode.POSITIVE
]


@pytest.fixture(scope="module")
def described(site: ASGIApp) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_asgi("/api/openapi.json", site)


@pytest.mark.parametrize(("path", "mode"), ASKED)
def test_what_is_asked_is_answered_as_described(
    described: schemathesis.BaseSchema, path: str, mode: schemathesis.GenerationMode
) -> None:
    @settings(
        max_examples=EXAMPLES,
        derandomize="BILIK_FUZZ" not in os.environ,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        answer = case.call_and_validate(checks=HELD)
        if mode == schemathesis.GenerationMode.POSITIVE and answer.status_code == 422:
            # Objects and acts are those of the release, which the document does not list.
            assert "there is no '" in answer.json()["detail"]

    ask()
