"""A stored decision document, re-checked from its own statuses, measurements and digests, and beside its record.

It decides nothing and uses nothing that decides: what it knows of a decision is the form of its document, written down
a second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vip_cert_rules.digest import is_deeper
from vip_cert_rules.faults import Fault, InputError, show
from vip_cert_rules.rechecking.facts import check_facts, facts_digest_of
from vip_cert_rules.rechecking.nodes import (
    FACT,
    OUTCOMES,
    SCALES,
    UNKNOWN_CODES,
    Json,
    Mismatch,
    Seen,
    exact,
    mismatch,
    own_truth,
    truth,
    walk,
)
from vip_cert_rules.rechecking.structure import DOCUMENT
from vip_cert_rules.rechecking.words import A_PARAMETER, MISMATCHES, WHY

DEEPEST = 200
"""Mappings and lists within one another; no document of a decision is deeper."""


def recheck_decision(
    document: Mapping[str, Any], facts: Mapping[str, Any] | None = None, *, facts_digest: str | None = None
) -> tuple[Mismatch, ...]:
    """What does not hold in a decision document, in its order; empty when all of it does.

    ``facts`` is the record that was decided on, in the form of the record contract; ``facts_digest`` what
    :attr:`Decision.facts_digest <vip_cert_rules.Decision.facts_digest>` said then, if it was kept beside the document.
    While something is wrong with the structure nothing else is looked at. Raises
    :class:`~vip_cert_rules.InputError` where the document or the facts are no mapping, or nested too deeply.
    """
    for name, value in (("document", document), ("facts", {} if facts is None else facts)):
        if not isinstance(value, Mapping):
            message = f"{show(value)} where a mapping is needed"
            raise InputError([Fault("wrong-type", name, message, "a decision document is a JSON object")])
        if is_deeper(value, DEEPEST):
            raise InputError([Fault("too-deep", name, f"nested more than {DEEPEST} deep", "no document is so deep")])
    found = [*DOCUMENT(document, "")]
    if not found:
        nodes = [*walk(document["explanation"], "explanation", None)]
        root = document["explanation"]
        found += _check_tree(document, nodes)
        decisive = [*_decisive(root)]
        found += [*_check_conclusions(document, decisive), *_check_around(document)]
        if facts is not None:
            found += [*check_facts(document, nodes, facts)]
        kept = facts_digest if facts_digest is not None else document.get("facts_digest")
        if kept is not None and facts is not None and kept != (now := facts_digest_of(facts, document["as_of"])):
            found.append(mismatch("facts-digest", "facts_digest", value=kept, needed=now))
    return tuple(found)


def _first(words: Sequence[str], *order: str) -> str:
    """The first of an order that is among the words; the last of it where none is."""
    return next((word for word in order if word in words), order[-1])


def _check_tree(document: Json, nodes: Sequence[Seen]) -> Iterator[Mismatch]:
    asked = document["question"] if document["level"] is None else f"{document['question']}.{document['level']}"
    layers = {overlay["name"] for overlay in document["overlays"]} | {"parameters"}
    ids: set[str] = set()
    for node, path, above in nodes:
        name, kind = node["id"], node["kind"]
        if name in ids:
            yield mismatch("repeated", f"{path}.id", value=name)
        ids.add(name)
        if not (name == asked if above is None else name.startswith(f"{asked}.")):
            yield mismatch("id-elsewhere", f"{path}.id", value=name, needed=asked)
        if not _may_stand(kind, above):
            yield mismatch("wrong-place", f"{path}.kind", kind=kind, parent=above)
        below = [truth(child) for child in node.get("children", ())]
        if kind == "condition":
            yield from _check_condition(node, path, below, document.get("parameters", {}), layers)
        else:
            order = ("met", "unknown", "unmet") if kind == "any" else ("unmet", "unknown", "met")
            if node["status"] != (needed := _first(below, *order)):
                yield mismatch("status-of-children", f"{path}.status", value=node["status"], needed=needed)
        if "added_by" in node and node["added_by"] not in layers:
            yield mismatch("set-by", f"{path}.added_by", value=node["added_by"])
        for place, assumption in enumerate(node.get("assumptions", ())):
            number = assumption.partition("=")[0]
            word = document.get("switches", {}).get(number)
            if assumption != (needed := number if word is None else f"{number}={word}"):
                yield mismatch("switched", f"{path}.assumptions[{place}]", value=assumption, needed=needed)


def _may_stand(kind: str, above: str | None) -> bool:
    """Whether a node may stand below one of another kind: a question below none, below a condition a waiver only."""
    if kind == "question" or above is None:
        return kind == "question" and above is None
    return above in ("condition", "any") if kind == "waiver" else above != "condition"


def _check_condition(
    node: Json, path: str, waivers: list[str], supplied: Mapping[str, Any], layers: set[str]
) -> Iterator[Mismatch]:
    measured, required = node["measured"], node["required"]
    if measured is not None:
        wrong = [*_check_measured(measured, path)]
        yield from wrong
        if wrong:
            return
    if ("set_by" in required) != ("base" in required):
        yield mismatch("missing-key", f"{path}.required", name="base" if "set_by" in required else "set_by")
    if required.get("set_by", "parameters") not in layers:
        yield mismatch("set-by", f"{path}.required.set_by", value=required["set_by"])
    heads = {str(name).split(".")[0] for name in supplied}
    if "set_by" in required and "parameter" in required and required["parameter"].split(".")[0] not in heads:
        yield mismatch("not-set", f"{path}.required.parameter", value=required["parameter"])
    if "word" in required and measured is not None and measured["unit"] in SCALES:
        yield from _check_words([required["value"]], [required["word"]], measured["unit"], f"{path}.required.word")
    own, code = own_truth(node), node.get("code")
    lifted = _first(waivers, "met", "unknown", "unmet") if waivers else "unmet"
    needed = "met" if own == "met" else {"met": "waived", "unknown": "unknown"}.get(lifted, own)
    if node["status"] != needed:
        yield mismatch("status-of-condition", f"{path}.status", value=node["status"], needed=needed)
    elif (code is None) == (needed in ("unmet", "unknown")) or not _code_goes(node, own, code):
        yield mismatch("code", f"{path}.code" if code else path, value=code)


def _code_goes(node: Json, own: str, code: str | None) -> bool:
    measured = node["measured"]
    if code is None:
        return True
    if measured is not None and own == "unmet" and (measured["high"] or "passed" in measured):
        return code == ("not_passed" if "passed" in measured else "too_low")
    return (own == "unknown") == (code in UNKNOWN_CODES)


def _check_measured(measured: Json, path: str) -> Iterator[Mismatch]:
    unit, numbers = measured["unit"], [exact(measured["low"])]
    numbers += [] if measured["high"] is None else [exact(measured["high"])]
    why = None
    if numbers[0] > numbers[-1]:
        why = "low-above-high"
    elif numbers[0] < 0:
        why = "below-zero"
    elif unit not in ("hour", "point") and any(number % 1 for number in numbers):
        why = "not-whole"
    elif "passed" in measured and unit != "point":
        why = "passed-without-mark"
    elif unit in SCALES and numbers[-1] >= len(SCALES[unit][1]):
        why = "off-the-scale"
    if why is not None:
        told = ", ".join(map(show, (measured["low"], measured["high"])))
        yield Mismatch("measured", f"{path}.measured", MISMATCHES["measured"].fill(value=told, why=WHY[why]))
    elif unit in SCALES or "words" in measured:
        yield from _check_words(numbers, measured.get("words"), unit, f"{path}.measured.words")


def _check_words(ranks: Sequence[Json], words: Json, unit: str, path: str) -> Iterator[Mismatch]:
    scale = SCALES[unit][1] if unit in SCALES else ()
    needed = [scale[int(rank)] for rank in ranks if rank is not None and 0 <= rank < len(scale)]
    if words is None or list(words) != needed:
        yield mismatch("word", path, value=words, needed=needed)


def _decisive(node: Json) -> Iterator[Json]:
    yield node
    for child in node.get("children", ()):
        if truth(child) == truth(node):
            yield from _decisive(child)


def _check_conclusions(document: Json, decisive: Sequence[Json]) -> Iterator[Mismatch]:
    outcome = OUTCOMES[decisive[0]["status"]]
    if document["outcome"] != outcome:
        yield mismatch("outcome", "outcome", value=document["outcome"], needed=outcome)
    conditions = [node for node in decisive if node["kind"] == "condition"]
    unmet = [node["id"] for node in conditions] if outcome == "no" else []
    if list(document["unmet"]) != unmet:
        yield mismatch("unmet", "unmet", needed=unmet)
    names = {name for node in decisive for name in node.get("assumptions", ())}
    assumed = sorted(names, key=lambda name: (int("0" + re.sub("[^0-9]", "", name.partition("=")[0])), name))
    if list(document["assumptions"]) != assumed:
        yield mismatch("assumptions", "assumptions", needed=assumed)
    yield from _check_missing(document["missing"], outcome, [n for n in conditions if own_truth(n) == "unknown"])


def _check_missing(missing: Json, outcome: str, unknown: Sequence[Json]) -> Iterator[Mismatch]:
    if (outcome == "unknown") != bool(missing):
        yield _missing("missing", missing and missing[0]["path"], "not-unknown" if missing else "nothing")
        return
    if outcome != "unknown":
        return
    evidence = {path for node in unknown for path in node["evidence"]}
    lists = {path.partition("[")[0] for path in evidence}
    counted_from = {"certificates"} if any((n["measured"] or {}).get("unit") == "month" for n in unknown) else set()
    codes = {node["code"] for node in unknown}
    paths = [fact["path"] for fact in missing]
    for place, path in enumerate(paths):
        listed, index, _field = FACT.fullmatch(path).groups()  # type: ignore[union-attr]
        where = f"missing[{place}].path"
        if path in paths[:place]:
            yield mismatch("repeated", where, value=path)
            continue
        is_strange = index is not None and f"{listed}[{index}]" not in evidence and listed not in counted_from - lists
        if is_strange or ("fact_not_recorded" not in codes and not path.startswith("parameters.")):
            yield _missing(where, path, "no-condition")
    if "parameter_not_supplied" in codes and not any(path.startswith("parameters.") for path in paths):
        yield _missing("missing", paths, "unsaid", kind=A_PARAMETER)


def _missing(path: str, value: object, why: str, **terms: object) -> Mismatch:
    return mismatch("missing", path, value=value, why=WHY[why].fill(**terms))


def _check_around(document: Json) -> Iterator[Mismatch]:
    """The days and the version of the rules, and what notices and other readings say of the outcome."""
    in_force, ruled_by = document.get("in_force", {}), document.get("rules_as_of", document["as_of"])
    first, last = in_force.get("from"), in_force.get("to")
    if (first is not None and ruled_by < first) or (last is not None and ruled_by > last):
        yield mismatch("not-in-force", "in_force", value=ruled_by)
    for place, open_one in enumerate(in_force.get("transitions", ())):
        if open_one["until"] < ruled_by:
            yield mismatch("not-in-force", f"in_force.transitions[{place}].until", value=ruled_by)
    if in_force.get("version", document["version"]) != document["version"]:
        yield mismatch("other-version", "in_force.version", value=in_force["version"], needed=document["version"])
    outcome = document["outcome"]
    for place, notice in enumerate(document.get("notices", ())):
        for at, removal in enumerate(notice["without"]):
            where = f"notices[{place}].without[{at}]"
            if at >= len(notice["paths"]) or notice["paths"][at] != removal["path"]:
                yield mismatch("not-in-facts", f"{where}.path", value=removal["path"])
            yield from _check_change(removal["changes"], removal["outcome"] != outcome, f"{where}.changes")
    weighed = document.get("sensitivity")
    if weighed is None:
        return
    named = [one["assumption"] + ("" if one["reading"] is None else f"={one['reading']}") for one in weighed]
    if named != list(document["assumptions"]):
        yield mismatch("assumptions", "sensitivity", needed=document["assumptions"])
    for place, one in enumerate(weighed):
        for at, other in enumerate(one["alternatives"]):
            where = f"sensitivity[{place}].alternatives[{at}]"
            yield from _check_change(other["flips"], other["outcome"] != outcome, f"{where}.flips")
            yield from _check_change(bool(other["missing"]), other["outcome"] == "unknown", f"{where}.missing")
            if other["outcome"] != "no":
                yield from _check_change(bool(other["unmet"]), False, f"{where}.unmet")
        flips = any(other["flips"] for other in one["alternatives"])
        yield from _check_change(one["flips"], flips, f"sensitivity[{place}].flips")


def _check_change(said: bool, follows: bool, path: str) -> Iterator[Mismatch]:
    if said != follows:
        yield mismatch("consequence", path, value=said, needed=follows)
