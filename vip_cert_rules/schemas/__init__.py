"""The JSON Schemas (draft-07) of what goes in and out, made from the code; this folder ships them as files as well.

``vip-cert schema NAME > vip_cert_rules/schemas/NAME.schema.json`` writes a file anew; a test holds them equal.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from vip_cert_rules.faults import Fault, InputError, nearest, show

NAMES = ("candidate", "decision", "ruleset", "overlay", "syllabus", "rule-test", "mapping")


@cache
def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of the candidate record, the decision document, the rule language (``"ruleset"``), overlays, a
    syllabus, files of rule tests (``"rule-test"``) or mappings of host systems (``"mapping"``). What people write has
    descriptions in both languages, and parts that editors offer to write (``defaultSnippets``).

    Raises :class:`InputError` for any other name. Do not change what it returns.
    """
    made = _made(name)
    if name == "decision":  # written by this package, and not in an editor
        return made
    from vip_cert_rules.schemas.hover import with_hover
    from vip_cert_rules.schemas.snippets import with_snippets

    hovered: dict[str, Any] = with_hover(made)
    return with_snippets(name, hovered)


def _made(name: str) -> dict[str, Any]:
    # each is imported when it is asked for: none needs what another is made from
    if name == "candidate":
        from vip_cert_rules.candidate.schema import candidate_schema

        return candidate_schema()
    if name == "decision":
        from vip_cert_rules.decision.schema import decision_schema

        return decision_schema()
    if name == "ruleset":
        from vip_cert_rules.rulesets.language.file import language_schema

        return language_schema()
    if name == "syllabus":
        from vip_cert_rules.syllabus.language import syllabus_schema

        return syllabus_schema()
    if name == "overlay":
        from vip_cert_rules.rulesets.overlays.schema import overlay_schema

        return overlay_schema()
    if name == "rule-test":
        from vip_cert_rules.authoring.tables.language import rule_test_schema

        return rule_test_schema()
    if name == "mapping":
        from vip_cert_rules.mappings.language.file import mapping_schema

        return mapping_schema()
    raise InputError([Fault("unknown-schema", "name", f"there is no schema {show(name)}", nearest(name, NAMES))])
