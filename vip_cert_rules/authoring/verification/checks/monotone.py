"""More service, a better mark or one more certificate that turn a yes into a no."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

from vip_cert_rules.authoring.solver import Search
from vip_cert_rules.authoring.solver.logic import Formula, both, z3
from vip_cert_rules.authoring.solver.slots import Slot, spec_of
from vip_cert_rules.authoring.verification import words
from vip_cert_rules.authoring.verification.model import Finding
from vip_cert_rules.authoring.verification.scene import Asked, Scene, is_about_people
from vip_cert_rules.plan.nodes import Plan
from vip_cert_rules.rulesets.syntax import FindingKind
from vip_cert_rules.shapes import Amount, Flag, Word
from vip_cert_rules.text import Text

_LESS_IS_BETTER = {("employments", "start"), ("certificates", "level")}
IMPROVABLE = frozenset(words.BETTER)


def check_monotone(scene: Scene) -> Iterator[Finding]:
    """People who qualify, and would not with one field of a record better or one faultless record more."""
    for asked in scene.examined():
        plan = scene.plan(asked)
        if not is_about_people(plan, len(plan.nodes) - 1):
            continue
        search = Search([plan], scene.as_of, free=IMPROVABLE)
        for source in words.ONE_MORE:
            for slot in search.slots(source):
                found = next(filter(None, _of_slot(scene, asked, plan, search, slot)), None)
                if found is not None:
                    yield found
                    break


def _of_slot(scene: Scene, asked: Asked, plan: Plan, search: Search, slot: Slot) -> Iterator[Finding | None]:
    for field, cell in slot.cells.items():
        if (slot.source, field) not in IMPROVABLE or isinstance(cell.value, (bool, int)):
            continue
        better = z3().Int("better", search.context)
        improves = better < cell.value if (slot.source, field) in _LESS_IS_BETTER else better > cell.value
        rises = both([slot.present, cell.null is False or ~cell.null, improves])
        yield _worse(scene, asked, plan, search, [(cell.value, better)], rises, words.BETTER[slot.source, field])
    if any(query.latest for node in plan.nodes if node.test for query in node.test.measure.queries()):
        yield _worse(
            scene,
            asked,
            plan,
            search,
            [(slot.present, search.formula(True))],
            both([~slot.present, *_faultless(slot)]),
            words.ONE_MORE[slot.source],
        )


def _faultless(slot: Slot) -> Iterator[Formula]:
    """That a record is as good as one can be in what can be good or bad."""
    for field, cell in slot.cells.items():
        shape = spec_of(slot.source, field).shape
        if isinstance(cell.value, (bool, int)):
            continue
        if (slot.source, field) in _LESS_IS_BETTER:
            if field == "level":
                yield cell.value == 1
        elif isinstance(shape, Word) and (slot.source, field) in IMPROVABLE:
            scale: type[Enum] = shape.words
            yield cell.value == len(scale) - 1
        elif isinstance(shape, Amount) and shape.high is not None:
            yield both([cell.null is False or ~cell.null, cell.value == 100 * shape.high])
        elif isinstance(shape, Flag):
            yield both([cell.null is False or ~cell.null, cell.value])
        elif field in ("expires", "revoked", "end"):
            yield cell.null


def _worse(
    scene: Scene, asked: Asked, plan: Plan, search: Search, changes: list[Any], rises: Formula, better: Text
) -> Finding | None:
    """What is found where a change, which makes something better, turns a yes into a no."""
    truth = search.truth(plan)
    after = z3().substitute(search.formula(truth), *changes)
    sound = z3().substitute(search.formula(both(search.rules)), *changes)
    pair = scene.pair(search, asked, changes, truth, ~after, sound, search.formula(rises))
    if pair is None:
        return None
    said = words.WORSE.fill(question=plan.answers.asked, better=better)
    told = (words.AS_THEY_ARE, words.IMPROVED.fill(better=better))
    witnesses = tuple(scene.witness(record, about, asked) for record, about in zip(pair, told))
    root = plan.root
    return Finding(FindingKind.MORE_IS_WORSE, root.id, scene.as_of, said, root.source, witnesses)
