"""What went wrong with a request, as problem details (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.responses import Response

from vip_cert_rules.faults import Fault

MEDIA_TYPE = "application/problem+json"
TITLES: Mapping[int, str] = {
    400: "The body is not the JSON it should be",
    404: "There is nothing here",
    405: "This cannot be done here",
    413: "The body is too large",
    415: "The body is not JSON by its media type",
    422: "The request is at fault",
    500: "The service failed",
    503: "The service took too long",
}


class Problem(Exception):
    """A request that cannot be answered."""

    def __init__(self, status: int, detail: str | None = None, faults: Sequence[Fault] = ()) -> None:
        super().__init__(TITLES[status])
        self.status, self.detail, self.faults = status, detail, faults

    def response(self) -> Response:
        """The problem as it is sent."""
        told: dict[str, Any] = {"type": "about:blank", "title": TITLES[self.status], "status": self.status}
        if self.detail is not None:
            told["detail"] = self.detail
        if self.faults:
            told["faults"] = [fault_to_dict(fault) for fault in self.faults]
        return json_response(told, self.status, MEDIA_TYPE)


def fault_to_dict(fault: Fault) -> dict[str, Any]:
    """A fault as data."""
    return {"code": fault.code, "path": fault.path, "message": fault.message, "help": fault.help}


def json_response(value: object, status: int = 200, media_type: str = "application/json") -> Response:
    """A value as it is sent. Half of a surrogate pair, which a record may hold and UTF-8 not, is sent as an escape."""
    try:
        body = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except UnicodeEncodeError:
        body = json.dumps(value, allow_nan=False).encode()
    return Response(body, status, media_type=media_type)
