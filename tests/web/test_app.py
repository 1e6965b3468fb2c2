"""The interface over HTTP: what is answered, what is refused and how, and what is never told."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import time
import urllib.request
from typing import Any

import jsonschema
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from tests.cli.calling import ROOT, call
from tests.people import VIP
from vip_cert_rules import EngineDisagreement, Fault, bundled_names, evaluate
from vip_cert_rules.schemas import NAMES, schema
from vip_cert_rules.web import app as web
from vip_cert_rules.web.app import create_app

PERSON = {
    "id": "E7001",
    "employments": [{"occupation": VIP, "unit": "headquarters", "start": "2024-01-01"}],
    "trainings": [{"programme": VIP, "level": 3, "completed": "2026-01-05", "hours": 29.99}],
}
ASKED = {"candidate": PERSON, "ruleset": VIP, "question": "apply", "level": 3, "as_of": "2026-11-24"}


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app())


def post(client: TestClient, path: str, body: Any, **headers: str) -> Any:
    return client.post(path, content=json.dumps(body), headers={"content-type": "application/json", **headers})


def test_a_question_is_answered_as_the_library_answers_it(client: TestClient) -> None:
    response = post(client, "/api/evaluate", ASKED)
    assert (200, "application/json") == (response.status_code, response.headers["content-type"])
    made = evaluate(PERSON, ruleset=VIP, question="apply", level=3, as_of="2026-11-24")
    answer = response.json()
    assert json.loads(made.to_json()) == answer["decision"]
    assert (made.facts_digest, made.explain("zh")) == (answer["facts_digest"], answer["text"]["zh"])
    jsonschema.Draft7Validator(schema("decision")).validate(answer["decision"])


def test_overlays_parameters_and_readings(client: TestClient) -> None:
    overlay = {"overlay": "own", "ruleset": VIP, "parameters": {"training_hours.3": 29}}
    asked = ASKED | {"overlays": [overlay], "parameters": {"pass_mark": 65}, "assume": {"A7": "ever-obtained"}}
    made = evaluate(
        PERSON,
        ruleset=VIP,
        question="apply",
        level=3,
        as_of="2026-11-24",
        overlays=[overlay],
        parameters={"pass_mark": 65},
        assume={"A7": "ever-obtained"},
    )
    assert json.loads(made.to_json()) == post(client, "/api/evaluate", asked).json()["decision"]


def test_many_people_are_answered_in_order_and_each_fault_at_its_person(client: TestClient) -> None:
    body = {
        "candidates": [PERSON, {"id": 1}, {"id": "E2", "certificates": []}, 7],
        "ruleset": VIP,
        "questions": [{"question": "apply", "level": 3}, {"question": "hold", "level": 3}],
        "as_of": "2026-11-24",
    }
    answered = post(client, "/api/batch", body).json()["answered"]
    assert [0, 1, 2, 3] == [one["number"] for one in answered]
    assert [2, 0, 2, 0] == [len(one["decisions"]) for one in answered]
    assert ["wrong-type"] == [fault["code"] for fault in answered[1]["faults"]]
    assert "no" == answered[2]["decisions"][1]["decision"]["outcome"]


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"ruleset": "vip"}, "unknown-ruleset", "ruleset"),
        ({"ruleset": "/etc/passwd"}, "unknown-ruleset", "ruleset"),
        ({"ruleset": "./own.yaml"}, "unknown-ruleset", "ruleset"),
        ({"overlays": ["/etc/passwd"]}, "wrong-type", "overlays[0]"),
        ({"parameters": "/etc/passwd"}, "wrong-type", "parameters"),
        ({"candidate": "E1"}, "wrong-type", "candidate"),
        ({"candidate": {"id": "E1", "name": "x"}}, "unknown-key", "name"),
        ({"question": "aply"}, "unknown-question", "question"),
        ({"level": 9}, "unknown-level", "level"),
        ({"level": "3"}, "unknown-level", "level"),
        ({"as_of": "2026-02-30"}, "not-a-day", "as_of"),
        ({"asof": "2026-02-28"}, "unknown-key", "asof"),
        ({"assume": {"A99": "x"}}, "unknown-assumption", "assume.A99"),
    ],
)
def test_what_is_at_fault_is_told_as_a_problem(client: TestClient, change: Any, code: str, path: str) -> None:
    response = post(client, "/api/evaluate", ASKED | change)
    assert (422, "application/problem+json") == (response.status_code, response.headers["content-type"])
    problem = response.json()
    assert (422, "about:blank") == (problem["status"], problem["type"])
    assert (code, path) in [(one["code"], one["path"]) for one in problem["faults"]]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty-document"),
        (b"{", "not-json"),
        (b'{"a": 1, "a": 2}', "duplicate-key"),
        (b"\xff", "not-utf-8"),
        (b"[" * 100, "too-deep"),
        (b'{"level": ' + b"1" * 500 + b"}", "number-too-long"),
    ],
)
def test_a_body_that_is_no_json_is_told(client: TestClient, body: bytes, code: str) -> None:
    response = client.post("/api/evaluate", content=body, headers={"content-type": "application/json"})
    assert 400 == response.status_code
    assert code in [one["code"] for one in response.json()["faults"]]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/static/../app.py", 404),
        ("GET", "/static/%2e%2e%2fapp.py", 404),
        ("GET", "/api/schemas/own", 404),
        ("GET", "/api/evaluate", 405),
        ("DELETE", "/api/rules", 405),
    ],
)
def test_what_there_is_not(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert (status, "application/problem+json") == (response.status_code, response.headers["content-type"])
    assert status == response.json()["status"]


def test_limits() -> None:
    client = TestClient(create_app([VIP], most_bytes=500, most_records=2))
    response = client.post("/api/evaluate", content=b"x" * 501, headers={"content-type": "application/json"})
    assert 413 == response.status_code
    body = {
        "candidates": [1, 2, 3],
        "ruleset": VIP,
        "questions": [{"question": "hold", "level": 3}],
        "as_of": "2026-11-24",
    }
    response = post(client, "/api/batch", body)
    assert (422, "too-many") == (response.status_code, response.json()["faults"][0]["code"])
    response = client.post("/api/evaluate", content=b"{}", headers={"content-type": "text/plain"})
    assert 415 == response.status_code


def test_what_takes_too_long_is_given_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work that was given up on holds its place until it ends: requests do not pile up on the processor."""
    began: list[float] = []

    def slow(asked: object, rules: object) -> dict[str, Any]:
        began.append(time.monotonic())
        time.sleep(0.4)
        return {}

    monkeypatch.setattr(web, "answer", slow)
    client = TestClient(create_app([VIP], seconds=0.1, at_once=1))
    for _ in range(2):
        response = post(client, "/api/evaluate", ASKED)
        assert 503 == response.status_code
    assert 1 == len(began)
    time.sleep(0.5)


@pytest.mark.parametrize("kind", [RuntimeError, EngineDisagreement])
def test_a_failure_tells_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, kind: type[Exception]
) -> None:
    """Neither to whoever asked nor to the log of the server, to which nothing is raised."""

    def fails(asked: object, rules: object) -> dict[str, Any]:
        raise kind([Fault("failed", "", "E7001 is in here")])

    monkeypatch.setattr(web, "answer", fails)
    with caplog.at_level(logging.DEBUG):
        response = post(TestClient(create_app([VIP])), "/api/evaluate", ASKED)
    assert (500, "application/problem+json") == (response.status_code, response.headers["content-type"])
    assert "E7001" not in response.text
    told = [record.getMessage() for record in caplog.records if record.name.startswith("vip_cert_rules")]
    assert f"failed: {kind.__name__}" == told[0]
    assert not any("E7001" in f"{record.getMessage()} {record.exc_text}" for record in caplog.records)


def test_nothing_about_people_is_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        post(client, "/api/evaluate", ASKED)
        post(client, "/api/evaluate?candidate=E7001", ASKED | {"candidate": {"id": "E7001", "x": "E7001"}})
        client.get("/E7001")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("vip_cert_rules")]
    assert 3 == len(ours) and ours[0].startswith("POST evaluate 200 ")
    assert "E7001" not in "".join(ours)


def test_every_response_is_guarded(client: TestClient) -> None:
    for path in ("/", "/static/page.js", "/static/page.css", "/openapi.json", "/health", "/nowhere"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; script-src 'self';") and "unsafe" not in policy
        assert ("nosniff", "no-store") == (headers["x-content-type-options"], headers["cache-control"])


def test_the_page_needs_nothing_from_elsewhere(client: TestClient) -> None:
    for path in ("/", "/static/page.js", "/static/page.css"):
        text = client.get(path).text
        assert "http://" not in text and "https://" not in text and "innerHTML" not in text
    assert "<script>" not in client.get("/").text and "style=" not in client.get("/").text


def test_it_says_what_can_be_asked(client: TestClient) -> None:
    rules = client.get("/api/rules").json()["rulesets"]
    assert [*bundled_names()] == [one["name"] for one in rules]
    network = next(one for one in rules if one["name"] == "network-optimization")
    assert 3 == len(network["positions"])
    assert {"question": "apply", "levels": [5, 4, 3, 2, 1]} in network["questions"]
    for name in NAMES:
        assert schema(name) == client.get(f"/api/schemas/{name}").json()


def test_it_is_mounted_in_a_site_that_is_there_already() -> None:
    async def home(request: Any) -> PlainTextResponse:
        return PlainTextResponse("the site")

    site = Starlette(routes=[Route("/", home), Mount("/hr/certification", create_app([VIP]))])
    client = TestClient(site)
    assert "the site" == client.get("/").text
    assert 200 == post(client, "/hr/certification/api/evaluate", ASKED).status_code
    assert "static/page.js" in client.get("/hr/certification/").text
    assert [{"url": "/hr/certification"}] == client.get("/hr/certification/openapi.json").json()["servers"]


def test_the_description_is_sound(client: TestClient) -> None:
    described = client.get("/openapi.json").json()
    assert "3.1.0" == described["openapi"]
    refs: set[str] = set()

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            refs.update([part["$ref"]] if isinstance(part.get("$ref"), str) else [])
            for item in part.values():
                walk(item)
        elif isinstance(part, list):
            for item in part:
                walk(item)

    walk(described)
    assert refs
    for ref in refs:
        part = described
        for key in ref.removeprefix("#/").split("/"):
            part = part[key]
    jsonschema.Draft202012Validator({**described, "$ref": "#/components/schemas/answer"}).validate(
        post(client, "/api/evaluate", ASKED).json()
    )


def test_the_command_serves_it(capsys: pytest.CaptureFixture[str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "vip_cert_rules", "serve", "--port", "0", "--ruleset", VIP],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        text=True,
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with urllib.request.urlopen(f"{address}health", timeout=10) as response:
            assert "ok" == json.load(response)["status"]
    finally:
        process.terminate()
        process.communicate(timeout=20)
    for words, told in ((["--port", "x"], "is no port"), (["--ruleset", "vip"], "there is no bundled rule set")):
        said = call(capsys, "serve", *words)
        assert 2 == said.status and told in said.err
