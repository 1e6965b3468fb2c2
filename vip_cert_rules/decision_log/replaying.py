"""Decisions made again: by the same rules, which has to give the same, or by others, to see what differs and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from vip_cert_rules.candidate.structure import structure_candidate
from vip_cert_rules.decision_log.contents import Content, candidate_in, exact_json, rules_of
from vip_cert_rules.decision_log.entries import DECISION, Entry
from vip_cert_rules.decision_log.findings import ERASED, NOT_POSSIBLE, OTHER_ANSWER, SAME, TOLD_OTHERWISE, Replayed
from vip_cert_rules.decision_log.log import DecisionLog
from vip_cert_rules.decision_log.tables import CONTENT
from vip_cert_rules.facade import evaluate
from vip_cert_rules.faults import VipCertRulesError
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.rulesets.versions.versions import RuleSetVersions


def replay(log: DecisionLog, entry: Entry, *, rules: RuleSet | RuleSetVersions | None = None) -> Replayed:
    """Makes the decision of an entry again: by the rules that it was made by, or by others.

    By the same rules it has to come out the same. By others it shows what these would say of the same facts on the same
    day, under the same overlays and readings.
    """
    if entry.kind != DECISION:
        return Replayed(entry.number, NOT_POSSIBLE, why="it is no decision")
    contents = _contents(log, entry)
    changed = [one.digest for one in contents if not one.is_sound]
    if changed:
        return Replayed(entry.number, NOT_POSSIBLE, why=f"not what was entered: {', '.join(changed)}")
    bodies = {one.digest: one.body for one in contents}
    document, facts = bodies.get(entry.body["document"]), bodies.get(entry.body["facts"])
    if document is None or facts is None:
        return Replayed(entry.number, ERASED)
    before = json.loads(document)
    known = exact_json(facts)
    try:
        made = rules_of(
            tuple(bodies[one] for one in entry.body["rules"]),
            tuple(bodies[one] for one in entry.body["overlays"]),
            several=entry.body["several"],
        )
        if rules is not None:
            made = rules.overlaid(made.overlays) if made.overlays else rules
        decision = evaluate(
            structure_candidate(candidate_in(known)),
            ruleset=made,
            question=before["question"],
            level=before["level"],
            position=before["position"],
            as_of=known["as_of"],
            rules_as_of=before.get("rules_as_of"),
            assume=entry.body["assume"] or None,
        )
    except (VipCertRulesError, KeyError) as error:
        why = f"a content is missing: {error}" if isinstance(error, KeyError) else str(error)
        return Replayed(entry.number, NOT_POSSIBLE, before, why=why)
    now = json.loads(decision.to_json())
    changes = tuple(_changes(before["explanation"], now["explanation"]))
    answers = [(one["outcome"], one["unmet"], [fact["path"] for fact in one["missing"]]) for one in (before, now)]
    is_same_answer = answers[0] == answers[1] and not changes
    verdict = SAME if before == now else TOLD_OTHERWISE if is_same_answer else OTHER_ANSWER
    return Replayed(entry.number, verdict, before, now, changes)


def _contents(log: DecisionLog, entry: Entry) -> list[Content]:
    with log.database.reading() as connection:
        asked = sa.select(CONTENT).where(CONTENT.c.digest.in_(entry.digests))
        return [Content(row.digest, row.kind, row.body) for row in connection.execute(asked)]


def _changes(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, str | None, str | None]]:
    then, today = dict(_statuses(before)), dict(_statuses(now))
    for name in dict.fromkeys([*then, *today]):
        if then.get(name) != today.get(name):
            yield name, then.get(name), today.get(name)


def _statuses(node: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield node["id"], node["status"]
    for child in node.get("children", ()):
        yield from _statuses(child)
