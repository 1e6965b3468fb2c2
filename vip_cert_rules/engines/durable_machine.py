"""The one place that touches durable_rules: its C module, our fixed rules, and every oddity with its guard.

What a rule file says never becomes a rule of durable_rules. Nine rules of our own say what a gate of each
kind needs to be true, false or unknown, and gates are events holding a few integers. For any event exactly
one rule holds; that is counted, so a conclusion that is missing or doubled is noticed and never taken for an
answer.

The C module ``durable_rules_engine`` is called directly. The public ``durable.lang`` starts threads of its
own, has no way to drop a rule set, and takes several times as long.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final, Protocol, cast

from vip_cert_rules.faults import EngineUnavailable, Fault, VipCertRulesError
from vip_cert_rules.kleene import FALSE, TRUE, UNKNOWN

MODULE: Final = "durable_rules_engine"
REACH: Final = 2**62 - 1
"""The largest magnitude sent. durable_rules compares integers rightly up to here, and not from 2**63 on."""
BATCH: Final = 256
"""The most events posted at once. The more events wait, the longer durable_rules takes for each: half as much
again at 1,000, twice as long at 2,000, ten times as long at 8,000."""
_ALIKE: Final = 60_000
"""How many events one firing may carry ("cap" in a rule): more than a batch ever holds, so a rule
fires once for it."""

LEAF, SETTLED, COUNT = 1, 2, 3
"""Kinds of event: a range against a threshold, a truth already settled, children counted against a need."""


class EngineFailed(VipCertRulesError):
    """durable_rules did not conclude every gate exactly once, or gave an error; no answer is given."""


class CModule(Protocol):
    """What we use of the C module, which is untyped. A handle is a rule set's number, an offset a state's."""

    error: type[Exception]

    def create_ruleset(self, name: str, rules: str, /) -> int: ...
    def delete_ruleset(self, handle: int, /) -> None: ...
    def delete_state(self, handle: int, sid: str, /) -> None: ...
    def assert_events(self, handle: int, events: str, /) -> tuple[int, int]: ...
    def start_action_for_state(self, handle: int, offset: int, /) -> tuple[str, str] | None: ...
    def complete_and_start_action(self, handle: int, offset: int, /) -> str | None: ...


def load_module() -> CModule:
    """The C module, or :class:`EngineUnavailable` saying why there is none.

    That durable_rules is installed proves nothing: on CPython 3.13 it builds and then cannot be imported, as
    it calls a function that CPython no longer has.
    """
    try:
        return cast(CModule, importlib.import_module(MODULE))
    except ImportError as error:
        python = ".".join(map(str, sys.version_info[:3]))
        fault = Fault(
            "engine-unavailable",
            "",
            f"durable_rules 2.0.28 cannot be imported in this Python ({python}): {error}",
            help="install durable_rules 2.0.28, which needs a C compiler; on CPython 3.13 and later build it "
            "with CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject, or it cannot be imported; "
            "or use the `direct` engine, which does without it",
        )
        raise EngineUnavailable([fault]) from error


def _rules() -> str:
    """The nine rules, as JSON. A rule's name begins with the truth it concludes.

    Flat rules only, one pattern each: ``$or`` fires once for each true branch, joins and arithmetic can end
    the process, deep nesting is refused. "At least so many" needs none of these, whether it is a range
    against a threshold (l .. h against t) or children counted (l true, h true or unknown, t needed).
    """
    threshold = {"$m": "t"}
    surely, possibly = {"$gte": {"l": threshold}}, {"$gte": {"h": threshold}}
    not_surely, not_possibly = {"$lt": {"l": threshold}}, {"$lt": {"h": threshold}}
    rules: dict[str, object] = {}
    for kind in (LEAF, COUNT):
        for truth, tests in ((TRUE, [surely]), (FALSE, [not_possibly]), (UNKNOWN, [not_surely, possibly])):
            rules[f"{truth}-{kind}"] = _rule({"k": kind}, *tests)
    for truth in (FALSE, UNKNOWN, TRUE):
        rules[f"{truth}-{SETTLED}"] = _rule({"k": SETTLED}, {"v": truth})
    return json.dumps(rules)


def _rule(*tests: Mapping[str, object]) -> dict[str, object]:
    return {"cap": _ALIKE, "all": [{"m": {"$and": tests}}]}


def range_event(gate: int, kind: int, threshold: int) -> str:
    """An event of kind ``LEAF`` or ``COUNT``, to be filled with ``% (low, high)``.

    The id is a string because that is what durable_rules asks for; it keeps a 32-bit hash of it, which is why
    the number of gates is bounded (no two numbers within the bound have the same hash).
    """
    return f'{{"id":"{gate}","k":{kind},"t":{threshold},"l":%d,"h":%d}}'


def settled_event(gate: int, truth: int) -> str:
    """An event of kind ``SETTLED``."""
    return f'{{"id":"{gate}","k":{SETTLED},"v":{truth}}}'


_RULES: Final = _rules()
_CHECKS: Final = MappingProxyType(
    {
        settled_event(0, FALSE): FALSE,
        settled_event(1, UNKNOWN): UNKNOWN,
        settled_event(2, TRUE): TRUE,
        range_event(3, LEAF, REACH - 1) % (REACH - 2, REACH - 2): FALSE,
        range_event(4, LEAF, -REACH + 1) % (-REACH, REACH): UNKNOWN,
        range_event(5, LEAF, REACH - 1) % (REACH - 1, REACH): TRUE,
        range_event(6, COUNT, 2) % (0, 1): FALSE,
        range_event(7, COUNT, 2) % (1, 2): UNKNOWN,
        range_event(8, COUNT, 2) % (2, 2): TRUE,
    }
)
"""One event for each rule and what must come of it."""

# The answer is JSON text such as {"2-1":[{"m":{"id":"7","k":1,"t":20,"l":20,"h":30}}]}, all of it our own.
# Parsing it would take longer than concluding it: its third character is the truth, its ids are the gates.
# (A pattern that begins with the quote is twice as slow, as there are so many quotes.)
_TRUTH_AT: Final = 2
_gates_in = re.compile(r'id":"([0-9]+)').findall


class Machine:
    """One rule set of durable_rules with one state, for one decision at a time.

    Two threads in one machine take each other's conclusions, so a machine is owned by the decision it is used
    in. After an exception a machine may hold half a batch, and an action begun but not completed makes the
    next one silently yield nothing: such a machine must be discarded. A machine nobody holds any more
    discards itself, so that none is lost to an interrupt between being taken and being used.
    """

    # Defaults, so that a machine half made can discard itself too.
    _handle: int | None = None
    _posted = False
    _warm = False

    def __init__(self, module: CModule) -> None:
        self._module = module
        try:
            self._handle = module.create_ruleset("gates", _RULES)
        except module.error as error:
            raise engine_failed(str(error)) from error
        truths = [-1] * len(_CHECKS)
        self._posted = True
        # Deleting a state in which no action was ever begun ends the process, so some are begun at once.
        self.run(f"[{','.join(_CHECKS)}]", len(_CHECKS), truths)
        self._warm = True
        if truths != [*_CHECKS.values()]:
            raise engine_failed(f"its own check gave {truths}")

    def run(self, events: str, size: int, truths: list[int]) -> None:
        """Posts ``size`` events (a JSON list) and writes the truth concluded for each into ``truths``.

        Counts the conclusions: durable_rules leaves out events it could not read, and says nothing. A gate
        concluded twice while another was left out escapes the count; the caller sees it as a truth never
        written.
        """
        module, handle = self._module, self._handle
        if handle is None:
            raise engine_failed("it was discarded already")
        missing = size
        try:
            code, offset = module.assert_events(handle, events)
            if code:  # 1: no rule holds for an event; 2: an event of this id is there already
                raise engine_failed(f"it answered a batch with code {code}")
            begun = module.start_action_for_state(handle, offset)
            concluded = begun[1] if begun else None
            while concluded:
                truth = int(concluded[_TRUTH_AT])
                gates = _gates_in(concluded)
                for gate in map(int, gates):
                    truths[gate] = truth
                missing -= len(gates)
                # Completing the action takes its events away: nothing to retract, nothing piles up.
                concluded = module.complete_and_start_action(handle, offset)
        except module.error as error:
            raise engine_failed(str(error)) from error
        if missing:
            raise engine_failed(f"{size} gates were posted and {size - missing} conclusions came back")

    def discard(self) -> None:
        """Frees what durable_rules holds. Once only, as freeing it a second time ends the process."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        try:
            # Once something was posted, a rule set gives its memory back only if its state was deleted
            # first. If the first action may never have begun that is not safe, and the memory is rather lost.
            if self._warm:
                self._module.delete_state(handle, "0")
        finally:
            if self._warm or not self._posted:
                self._module.delete_ruleset(handle)

    # Bound as a default, because a module's names may be gone when the interpreter ends; so may the C module's, and
    # then there is nothing left to free.
    def __del__(self, is_finalizing: Callable[[], bool] = sys.is_finalizing) -> None:
        if not is_finalizing():
            self.discard()


def engine_failed(what: str) -> EngineFailed:
    """The error for an engine that cannot be believed this time."""
    help = "no answer was given and the next decision starts afresh; use the `direct` engine if it recurs"
    return EngineFailed([Fault("engine-failed", "", f"durable_rules failed: {what}", help=help)])
