"""The JSON Schema of overlays, which may say much of what rule files say."""

from __future__ import annotations

from functools import cache
from typing import Any

from vip_cert_rules.rulesets.language.definitions import with_definitions
from vip_cert_rules.rulesets.language.file import language_schema
from vip_cert_rules.rulesets.overlays.forms import REQUIREMENT, ROUTE
from vip_cert_rules.rulesets.overlays.overlay import OVERLAY


@cache
def overlay_schema() -> dict[str, Any]:
    """The JSON Schema (draft-07) of an overlay, for editors and for checks outside this package."""
    definitions = {**language_schema()["definitions"], "require": REQUIREMENT.schema(), "route-added": ROUTE.schema()}
    schema = OVERLAY.schema()
    # `route` is the name of a route within a question already
    schema["properties"]["add"]["items"] = {"anyOf": [{"$ref": "#/definitions/require"}, _ROUTE]}
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "An overlay of vip_cert_rules"}
    return with_definitions({**head, **schema}, definitions)


_ROUTE = {"$ref": "#/definitions/route-added"}
