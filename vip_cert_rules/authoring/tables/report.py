"""What became of a case, told to a person: what was expected, what is, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vip_cert_rules.authoring.tables.expand import told
from vip_cert_rules.authoring.tables.model import Aspect, Case, Difference, Result
from vip_cert_rules.decision.narrative import BREAK, COLON, MARKS, Narrative, Section, render_narrative
from vip_cert_rules.decision.outcome import STATUS_OF_OUTCOME
from vip_cert_rules.decision.plan_words import Line
from vip_cert_rules.plan.nodes import Status
from vip_cert_rules.text import Lang, Text

_ASPECTS = {
    Aspect.OUTCOME: Text("结论", "outcome"),
    Aspect.STATUS: Text("节点 {node}", "{node}"),
    Aspect.MISSING: Text("缺少的信息", "missing"),
    Aspect.UNMET: Text("未满足的条件", "unmet"),
    Aspect.FIRST_FAILING: Text("首个未满足的条款", "first failing clause"),
}
_DIFFERS = Text("{aspect}：应为 {expected}，实为 {actual}", "{aspect}: expected {expected}, is {actual}")
_LACKING = Text("应有而没有 {names}", "expected and not there: {names}")
_SURPLUS = Text("多出 {names}", "there and not expected: {names}")
_HEADLINE = Text("未通过：{case}", "failed: {case}")
_NOT_AS_EXPECTED = Text("与预期不符", "Not as expected")
_CHANGED = Text("本例的变化", "What this case changes")
_NOTHING = Text("无", "nothing")
_CASES = Text("{passed} 例通过，{failed} 例未通过", "{passed} passed, {failed} failed")
_ALL_PASSED = Text("{passed} 例全部通过", "{passed} passed")
_NONE_CHOSEN = Text("没有符合条件的测试", "no case was chosen")


def differences_in_words(result: Result, lang: Lang) -> list[str]:
    """Every difference on a line of its own."""
    return [_in_words(difference, lang) for difference in result.differences]


def _in_words(difference: Difference, lang: Lang) -> str:
    aspect = _ASPECTS[difference.aspect].in_lang(lang).replace("{node}", difference.node or "")
    if difference.aspect in (Aspect.MISSING, Aspect.UNMET):
        return COLON.in_lang(lang).join((aspect, _sets_in_words(difference, lang)))
    expected, actual = _shown(difference.expected, lang), _shown(difference.actual, lang)
    return _fill(_DIFFERS, lang, aspect=aspect, expected=expected, actual=actual)


def _sets_in_words(difference: Difference, lang: Lang) -> str:
    """What one list has and the other has not."""
    expected, actual = difference.expected, difference.actual
    parts = (
        (_LACKING, [one for one in expected if one not in actual]),
        (
            _SURPLUS,
            [one for one in actual if one not in expected],
        ),
    )
    told = (_fill(text, lang, names=", ".join(names)) for text, names in parts if names)
    return BREAK.in_lang(lang).join(told)


def _shown(value: Any, lang: Lang) -> str:
    if value is None or value == ():
        return _NOTHING.in_lang(lang)
    return ", ".join(value) if isinstance(value, tuple) else str(getattr(value, "value", value))


def narrate(result: Result, lang: Lang) -> Narrative:
    """A case that failed: the differences, what the case changes, and the explanation of the decision."""
    case, decision = result.case, result.decision
    explained = decision.narrative(lang.value)
    sections = [Section(_NOT_AS_EXPECTED.in_lang(lang), tuple(_difference_lines(result, lang)))]
    if case.changes:
        lines = tuple(Line(f"{change.name}: {told(change.value)}") for change in case.changes)
        sections.append(Section(_CHANGED.in_lang(lang), lines))
    answer = Section(explained.answer, tuple(_grounds(explained)))
    subject = f"{place_of(case)} · {decision.plan.root.id} · {case.asked.as_of}"
    headline = _fill(_HEADLINE, lang, case=case.id)
    return Narrative(headline, subject, STATUS_OF_OUTCOME[decision.outcome], (*sections, answer))


def _difference_lines(result: Result, lang: Lang) -> Iterator[Line]:
    for difference in result.differences:
        yield Line(_in_words(difference, lang), 0, Status.UNMET)


def _grounds(explained: Narrative) -> Iterator[Line]:
    """The first section of the explanation that tells of conditions: what stands in the way, or all that is met."""
    for section in explained.sections:
        if any(line.status is not None for line in section.lines):
            yield Line(section.title)
            yield from (line._replace(depth=line.depth + 1) for line in section.lines)
            return


def in_a_line(result: Result) -> str:
    """Whether a case passed, what was answered, and which case it is."""
    mark = MARKS[Status.MET if result.has_passed else Status.UNMET]
    return f"{mark} {result.decision.outcome.value:<7}  {place_of(result.case)}  {result.case.id}"


def place_of(case: Case) -> str:
    """The file and line of a case."""
    return "" if case.place is None else f"{case.place.file}:{case.place.line}"


def render(result: Result, lang: Lang) -> str:
    """The same as plain text."""
    return render_narrative(narrate(result, lang))


def summary(passed: int, failed: int, lang: Lang) -> str:
    """How many cases passed and failed."""
    if failed:
        return _fill(_CASES, lang, passed=str(passed), failed=str(failed))
    return _fill(_ALL_PASSED, lang, passed=str(passed)) if passed else _NONE_CHOSEN.in_lang(lang)


def _fill(text: Text, lang: Lang, **terms: str) -> str:
    out = text.in_lang(lang)
    for name, term in terms.items():
        out = out.replace("{" + name + "}", term)
    return out
