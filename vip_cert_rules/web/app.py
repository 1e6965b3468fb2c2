"""The ASGI application: routes, limits, headers. It stores nothing, and logs nothing about people."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import resources
from threading import BoundedSemaphore
from typing import Any

from anyio import fail_after, to_thread
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vip_cert_rules import __version__
from vip_cert_rules.faults import InputError
from vip_cert_rules.reading import Format, read_text
from vip_cert_rules.rulesets.bundled import bundled_names, find_rules
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.versions.versions import RuleSetVersions
from vip_cert_rules.schemas import NAMES, schema
from vip_cert_rules.web.answers import Rules, answer, answer_many, describe
from vip_cert_rules.web.description import openapi
from vip_cert_rules.web.problems import Problem, json_response

LOGGER = logging.getLogger("vip_cert_rules.web")
MIB = 1 << 20
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_ASSETS = {"page.js": "text/javascript", "page.css": "text/css", "icon.svg": "image/svg+xml"}


def create_app(
    rulesets: Sequence[str | RuleSet | RuleSetVersions] | None = None,
    *,
    most_bytes: int = MIB,
    most_records: int = 1000,
    seconds: float = 10,
    at_once: int = 4,
) -> Starlette:
    """An ASGI application that answers questions over HTTP, with a page to ask them on.

    ``rulesets`` are the rules that can be asked: bundled or installed names, paths, or what was loaded; absent: all
    that are bundled. A request may have ``most_bytes`` bytes and ``most_records`` records, and take ``seconds``
    seconds; ``at_once`` are worked on at a time, the others wait. An existing site mounts it below any path:
    ``Mount("/certification", create_app())``. Whoever may ask is for the site to say. Needs the extra ``web``. Raises
    what :func:`~vip_cert_rules.find_ruleset` raises.
    """
    rules = {found.name: found for found in map(find_rules, bundled_names() if rulesets is None else rulesets)}
    service = _Service(rules, most_bytes, most_records, seconds, at_once)
    app = Starlette(
        routes=[
            Route("/", _page),
            Route("/static/{name}", _asset),
            Route("/openapi.json", _description),
            Route("/health", _health),
            Route("/api/evaluate", service.evaluate, methods=["POST"]),
            Route("/api/batch", service.batch, methods=["POST"]),
            Route("/api/rules", service.rules_there),
            Route("/api/schemas/{name}", _schema),
        ],
        exception_handlers={Problem: _problem, HTTPException: _http, Exception: _failed},
    )
    app.add_middleware(_Guard)
    return app


class _Service:
    """What the routes share."""

    def __init__(self, rules: Rules, most_bytes: int, most_records: int, seconds: float, at_once: int) -> None:
        self._rules = rules
        self._most_bytes = most_bytes
        self._most_records = most_records
        self._seconds = seconds
        # held by the threads that work: one that was given up on goes on, and nothing begins in its place
        self._working = BoundedSemaphore(at_once)

    async def evaluate(self, request: Request) -> Response:
        """``POST /api/evaluate``."""
        return await self._worked(request, answer)

    async def batch(self, request: Request) -> Response:
        """``POST /api/batch``."""
        return await self._worked(request, partial(answer_many, most=self._most_records))

    async def rules_there(self, request: Request) -> Response:
        """``GET /api/rules``."""
        return json_response(describe(self._rules))

    async def _worked(self, request: Request, work: Callable[[object, Rules], dict[str, Any]]) -> Response:
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise Problem(415, "send application/json")
        try:
            with fail_after(self._seconds):
                body = await self._body(request)
                made = await to_thread.run_sync(self._made, body, work, abandon_on_cancel=True)
        except TimeoutError:
            raise Problem(503, f"a request may take {self._seconds:g} seconds") from None
        return made

    async def _body(self, request: Request) -> bytes:
        """The body, read no further than it may go."""
        body = bytearray()
        async for piece in request.stream():
            body += piece
            if len(body) > self._most_bytes:
                raise Problem(413, f"a body may have {self._most_bytes} bytes")
        return bytes(body)

    def _made(self, body: bytes, work: Callable[[object, Rules], dict[str, Any]]) -> Response:
        if not self._working.acquire(timeout=self._seconds):
            raise Problem(503, "too much is asked at once")
        try:
            return self._answered(body, work)
        finally:
            self._working.release()

    def _answered(self, body: bytes, work: Callable[[object, Rules], dict[str, Any]]) -> Response:
        try:
            asked = read_text(body, "body", InputError, Format.JSON).value
        except InputError as error:
            raise Problem(400, str(error.faults[0]), error.faults) from error
        try:
            return json_response(work(asked, self._rules))
        except InputError as error:
            raise Problem(422, None, error.faults) from error
        except Exception as error:
            # told here, by its kind alone: what it says may be about somebody, and servers log what they are raised
            LOGGER.error("failed: %s", type(error).__name__)
            raise Problem(500) from None


async def _page(request: Request) -> Response:
    return Response(_read("page.html"), media_type="text/html")


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _ASSETS:
        raise Problem(404)
    return Response(_read(name), media_type=_ASSETS[name])


async def _description(request: Request) -> Response:
    return json_response({**openapi(__version__), "servers": [{"url": request.scope.get("root_path") or "/"}]})


async def _health(request: Request) -> Response:
    return json_response({"status": "ok", "version": __version__})


async def _schema(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in NAMES:
        raise Problem(404, f"the schemas are {', '.join(NAMES)}")
    return json_response(schema(name))


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return error.response()


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = Problem(error.status_code if error.status_code in (404, 405) else 404).response()
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


async def _failed(request: Request, error: Exception) -> Response:
    return Problem(500).response()


def _read(name: str) -> bytes:
    return (resources.files("vip_cert_rules.web") / "static" / name).read_bytes()


class _Guard:
    """Sets the headers of every response, and logs how each request went: never who, or what, it was about."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def guarded(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            await self._app(scope, receive, guarded)
        finally:
            route = getattr(scope.get("endpoint"), "__name__", "-").lstrip("_")
            taken = (time.perf_counter() - began) * 1000
            LOGGER.info("%s %s %d %.1f ms", scope["method"], route, status, taken)
