"""Measures suit the records they measure, and conditions say what they must reach."""

from __future__ import annotations

from decimal import Decimal

from vip_cert_rules.faults import Path, nearest, show
from vip_cert_rules.measures.measure import UNITS
from vip_cert_rules.measures.query import RECORD_CLASSES
from vip_cert_rules.rulesets.checks import fitting as f
from vip_cert_rules.rulesets.checks.mentions import records_path
from vip_cert_rules.rulesets.checks.parts import RuleFile, fields_of, leaves
from vip_cert_rules.rulesets.parameters import SHAPES
from vip_cert_rules.rulesets.syntax import ConditionPart, Given, MeasurePart, ParameterType
from vip_cert_rules.shapes import Amount, Report, Shape, Whole

MOST_RECORDS = 1_000_000


def check_measures(file: RuleFile, report: Report) -> None:
    """Every measure can be read off its records, and every threshold is of its kind."""
    for part in file.everything:
        if isinstance(part, MeasurePart):
            _check_measure(file, part, report)
    for condition in file.part.conditions.values():
        seen: set[tuple[str, str | None]] = set()
        for measure, _path in leaves(condition.measure, condition.path):
            unit = unit_of(file, measure)
            if (measure.kind, unit) not in seen:
                seen.add((measure.kind, unit))
                _check_threshold(file, condition, measure, unit, report)


def unit_of(file: RuleFile, measure: MeasurePart) -> str | None:
    """The unit of a measure; ``None`` where the measure is at fault."""
    if measure.kind in ("count", "listed"):
        return "record"
    if measure.kind == "passing":
        return "point"
    if measure.kind in ("continuous_months", "cumulative_months"):
        return "month"
    if measure.kind in ("sum", "mean"):
        return unit_of(file, measure.parts[0])
    source = None if measure.records is None else file.list_of(measure.records)
    spec = None if source is None else fields_of(source).get(str(measure.field))
    if spec is None:
        return None
    scale = f.scale_of(spec)
    if scale is not None:
        return UNITS[scale]
    if not isinstance(spec.shape, Amount):
        return None
    return "point" if spec.shape.high is not None else "hour"


def _check_measure(file: RuleFile, part: MeasurePart, report: Report) -> None:
    if part.kind in ("sum", "mean"):
        _check_parts(file, part, report)
        return
    if part.given is not None:
        f.check_parameter(file, part.given, ParameterType.LEVELS, report)
        return
    source = None if part.records is None else file.list_of(part.records)
    if source is None:
        return
    known = fields_of(source)
    needs = _NEEDS.get(part.kind, ())
    if not all(name in known for name in needs):
        listed = " and ".join(f"`{name}`" for name in needs)
        message = f"`{part.kind}` needs records with {listed}, which those of `{source}` are not"
        fitting = [f"`{name}`" for name in RECORD_CLASSES if all(need in fields_of(name) for need in needs)]
        report.add("unsuitable-records", records_path(part), message, f"lists of such records: {', '.join(fitting)}")
    if part.field is None:
        return
    suits, held = _SUITED[part.kind]
    here = (*part.path, part.kind)
    if part.field not in known:
        message = f"records of `{source}` have no field {show(part.field)}"
        report.add("unknown-field", here, message, nearest(part.field, known))
    elif not suits(known[part.field]):
        message = f"`{part.kind}` does not suit `{part.field}` of `{source}`"
        report.add("unsuitable-field", here, message, f.listed_fields(source, suits, held))


_NEEDS = {
    "passing": ("score",),
    "continuous_months": ("start", "end"),
    "cumulative_months": ("start", "end"),
}
_SUITED: dict[str, tuple[f.Fits, str]] = {
    "total": (f.is_number, "a number"),
    "best": (lambda spec: f.is_number(spec) or f.is_scale(spec), "a number or words of a scale"),
    "earliest": (f.is_stated_day, "a day, never null"),
}


def _check_parts(file: RuleFile, part: MeasurePart, report: Report) -> None:
    first = unit_of(file, part.parts[0])
    for i, item in enumerate(part.parts):
        unit = unit_of(file, item)
        here = (*part.path, part.kind, i)
        if item.kind == "passing" or unit in UNITS.values():
            what = "`passing`" if item.kind == "passing" else f"a `{unit}`"
            report.add("unsuitable-part", here, f"{what} cannot be added to another", "only numbers can")
        elif unit is not None and first is not None and unit != first and first not in UNITS.values():
            message = f"a number of {unit}s cannot be added to a number of {first}s"
            report.add("unsuitable-part", here, message)


def _check_threshold(
    file: RuleFile, condition: ConditionPart, measure: MeasurePart, unit: str | None, report: Report
) -> None:
    value, path = condition.at_least, (*condition.path, "at_least")
    if value is None:
        if measure.kind not in ("count", "listed"):
            message = f"missing; `{measure.kind}` needs something that it must reach"
            report.add("threshold-missing", path, message, "add `at_least`")
    elif unit is None:
        return
    elif isinstance(value, Given):
        f.check_parameter(file, value, f.THRESHOLDS.get(unit), report)
    elif isinstance(value, str) and value in file.part.parameters:
        message = f"{show(value)} is a parameter, and is not referred to as one"
        report.add("wrong-type", path, message, f"write `{{parameter: {value}}}`")
    else:
        _check_literal(value, measure, unit, path, report)


def _check_literal(value: int | Decimal | str, measure: MeasurePart, unit: str, path: Path, report: Report) -> None:
    shape: Shape[object]
    if unit == "record":
        shape = Whole(1, MOST_RECORDS, noun="a whole number of records")
    elif measure.kind in ("sum", "mean") and unit == "point":
        shape = Amount(0, 100 * len(measure.parts) if measure.kind == "sum" else 100, noun="a number of marks")
    else:
        shape = SHAPES[f.THRESHOLDS[unit]]
    shape.read(f.whole(value), path, report)
