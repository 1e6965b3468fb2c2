"""Questions whose answer is the same for everybody."""

from __future__ import annotations

from collections.abc import Iterator

from vip_cert_rules.authoring.verification import words
from vip_cert_rules.authoring.verification.model import Finding, Witness
from vip_cert_rules.authoring.verification.scene import Asked, Scene, is_about_people, name_of
from vip_cert_rules.rulesets.syntax import FindingKind


def check_answers(scene: Scene) -> Iterator[Finding]:
    """Questions that are never answered with yes, or never with no."""
    for asked in scene.examined():
        plan = scene.plan(asked)
        if not is_about_people(plan, len(plan.nodes) - 1):
            continue
        search = scene.search(plan)
        truth = search.truth(plan)
        root = plan.root
        if scene.is_nobody(search, asked, truth):
            text = words.NEVER_YES.fill(question=plan.answers.asked)
            yield Finding(FindingKind.NEVER_YES, root.id, scene.as_of, text, root.source, _nearly(scene, asked))
        elif scene.is_nobody(search, asked, ~truth):
            record = scene.somebody(search, asked, truth)
            witnesses = () if record is None else (scene.witness(record, words.ANYBODY, asked),)
            text = words.NEVER_NO.fill(question=plan.answers.asked)
            yield Finding(FindingKind.NEVER_NO, root.id, scene.as_of, text, root.source, witnesses)


def is_never_yes(scene: Scene, asked: Asked) -> bool:
    """Whether nobody can meet a question."""
    plan = scene.plan(asked)
    search = scene.search(plan)
    return scene.is_nobody(search, asked, search.truth(plan))


def _nearly(scene: Scene, asked: Asked) -> tuple[Witness, ...]:
    """Somebody who would qualify but for one condition."""
    plan = scene.plan(asked)
    search = scene.search(plan)
    for position, node in enumerate(plan.nodes):
        if node.test is None:
            continue
        record = scene.somebody(search, asked, search.truth(plan, {position: True}))
        if record is not None:
            return (scene.witness(record, words.BUT_FOR.fill(node=name_of(node)), asked),)
    return ()
