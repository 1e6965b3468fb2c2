"""Overlays beside the rules they are laid over: whom they let in, and questions they leave nobody able to meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vip_cert_rules.authoring.verification import words
from vip_cert_rules.authoring.verification.checks.answers import is_never_yes
from vip_cert_rules.authoring.verification.model import Finding, Shown, Witness
from vip_cert_rules.authoring.verification.scene import Asked, Scene
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.syntax import FindingKind
from vip_cert_rules.text import Text


def check_overlays(scene: Scene, before: RuleSet) -> Iterator[Finding]:
    """``before`` are the rules without the overlays, with the same parameters."""
    names = "、".join(overlay.name for overlay in scene.rules.overlays if overlay.name is not None)
    overlay = Text(names, names.replace("、", ", "))
    base = Scene(before, scene.as_of, scene.position, scene.assume)
    for asked in scene.examined():
        if asked not in base.asked() or base.waits_for(asked):
            continue
        plan, old = scene.plan(asked), base.plan(asked)
        search = scene.search(plan, old)
        root = plan.root
        if is_never_yes(scene, asked):
            record = scene.somebody(search, asked, search.truth(old))
            if record is not None:
                said = words.CONTRADICTS.fill(question=plan.answers.asked, overlay=overlay)
                witness = Witness(record, words.ANYBODY, _both(scene, before, record, asked))
                yield Finding(FindingKind.OVERLAY_CONTRADICTS, root.id, scene.as_of, said, root.source, (witness,))
            continue
        record = scene.somebody(search, asked, search.truth(plan), ~search.truth(old))
        if record is not None:
            said = words.WIDENS.fill(question=plan.answers.asked, overlay=overlay)
            witness = Witness(record, words.ANYBODY, _both(scene, before, record, asked))
            yield Finding(FindingKind.OVERLAY_WIDENS, root.id, scene.as_of, said, root.source, (witness,))


def _both(scene: Scene, before: RuleSet, record: Mapping[str, Any], asked: Asked) -> tuple[Shown, ...]:
    return scene.shown(record, asked, before), scene.shown(record, asked, scene.rules)
