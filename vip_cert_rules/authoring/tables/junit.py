"""Results as JUnit XML, which build servers show."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree

from vip_cert_rules.authoring.tables.model import Result
from vip_cert_rules.authoring.tables.report import differences_in_words, render
from vip_cert_rules.faults import Fault, Place
from vip_cert_rules.text import Lang

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(results: Mapping[str, Sequence[Result]], faults: Mapping[str, Sequence[Fault]], lang: Lang) -> str:
    """The results by file, and the faults of files that could not be read, each of which is an error of its file."""
    root = ElementTree.Element("testsuites")
    for path in dict.fromkeys([*results, *faults]):
        cases, broken = results.get(path, ()), faults.get(path, ())
        failures = [result for result in cases if not result.has_passed]
        suite = ElementTree.SubElement(root, "testsuite", name=_sound(path))
        suite.set("tests", str(len(cases) + len(broken)))
        suite.set("failures", str(len(failures)))
        suite.set("errors", str(len(broken)))
        suite.set("time", f"{sum(result.seconds for result in cases):.6f}")
        for result in cases:
            _add_case(suite, path, result, lang)
        for fault in broken:
            case = ElementTree.SubElement(suite, "testcase", classname=_sound(path), name=_sound(fault.path or path))
            _place(case, path, fault.place)
            error = ElementTree.SubElement(case, "error", message=_sound(fault.message), type=fault.code)
            error.text = _sound(str(fault))
    for count in ("tests", "failures", "errors"):
        root.set(count, str(sum(int(suite.get(count, "0")) for suite in root)))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _add_case(suite: ElementTree.Element, path: str, result: Result, lang: Lang) -> None:
    case = ElementTree.SubElement(suite, "testcase", classname=_sound(result.case.table), name=_sound(result.case.name))
    _place(case, path, result.case.place)
    case.set("time", f"{result.seconds:.6f}")
    if not result.has_passed:
        message = "; ".join(differences_in_words(result, lang))
        failure = ElementTree.SubElement(case, "failure", message=_sound(message), type="not-as-expected")
        failure.text = _sound(render(result, lang))


def _place(case: ElementTree.Element, path: str, place: Place | None) -> None:
    """Where it stands: a row may stand in a table beside the file."""
    case.set("file", _sound(path if place is None else place.file))
    if place is not None:
        case.set("line", str(place.line))


def _sound(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _NOT_IN_XML.sub("\ufffd", text)
