"""How much the web application answers on loopback: ``python benchmarks/web_load.py``.

The peer in the same run is the same server answering ``/health``, which decides nothing: the ratio is what deciding and
writing the document costs beside HTTP itself.
"""

from __future__ import annotations

import http.client
import json
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from vip_cert_rules import load_candidate
from vip_cert_rules.candidate.render import candidate_to_dict

ROOT = Path(__file__).resolve().parents[1]
PERSON = ROOT / "examples" / "candidates" / "l3-certified.yaml"
SECONDS = 5.0
CLIENTS = 8
PEOPLE = 100
ASKED = {"ruleset": "vip-service-manager", "as_of": "2026-11-24"}
JSON = {"content-type": "application/json"}

Request = Callable[[http.client.HTTPConnection], None]


def load(netloc: str, request: Request) -> list[float]:
    """How long each request took, of some clients that ask without a pause."""
    taken: list[float] = []
    until = time.perf_counter() + SECONDS

    def client() -> None:
        connection = http.client.HTTPConnection(netloc)
        while (began := time.perf_counter()) < until:
            request(connection)
            taken.append(time.perf_counter() - began)
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return taken


def main() -> None:
    """Serves, asks, tells."""
    record = candidate_to_dict(load_candidate(PERSON))
    one = json.dumps({"candidate": record, "question": "apply", "level": 3, **ASKED})
    many = json.dumps({"candidates": [record] * PEOPLE, "questions": [{"question": "apply", "level": 3}], **ASKED})

    def get(connection: http.client.HTTPConnection) -> None:
        connection.request("GET", "/health")
        assert connection.getresponse().read()

    def post(path: str, body: str) -> Request:
        def request(connection: http.client.HTTPConnection) -> None:
            connection.request("POST", path, body, JSON)
            response = connection.getresponse()
            assert response.read() and response.status == 200

        return request

    command = [sys.executable, "-m", "vip_cert_rules", "serve", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert server.stdout is not None
    netloc = urlsplit(server.stdout.readline().strip()).netloc
    try:
        print(f"{CLIENTS} clients, {SECONDS:g} s each, one server process")
        print(f"{'request':<24}{'requests/s':>12}{'decisions/s':>13}{'median ms':>11}{'p99 ms':>9}{'of /health':>12}")
        peer = 0.0
        for name, request, decisions in (
            ("GET /health", get, 0),
            ("POST /api/evaluate", post("/api/evaluate", one), 1),
            (f"POST /api/batch of {PEOPLE}", post("/api/batch", many), PEOPLE),
        ):
            taken = sorted(load(netloc, request))
            rate = len(taken) / SECONDS
            peer = peer or rate
            median, worst = statistics.median(taken) * 1000, taken[int(len(taken) * 0.99)] * 1000
            print(f"{name:<24}{rate:>12.0f}{rate * decisions:>13.0f}{median:>11.1f}{worst:>9.1f}{rate / peer:>12.3f}")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
