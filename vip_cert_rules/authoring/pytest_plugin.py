"""The pytest plugin: collects ``*.cert-test.yaml`` as tests.

It is loaded in every run of pytest where this package is installed, so it imports nothing of the package before there
is a file to read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from vip_cert_rules.authoring.pytest_coverage import SUFFIX, CoverageOfRun, add_options, is_asked_for

if TYPE_CHECKING:
    from vip_cert_rules.authoring.tables.model import Case, Result, Table

_OPTION = "cert_lang"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The language in which a failure is told, and what is wanted of coverage."""
    group = parser.getgroup("vip-cert")
    about = "language in which failures and coverage of *.cert-test.yaml are told: zh or en (default: en)"
    group.addoption("--cert-lang", dest=_OPTION, choices=("zh", "en"), default="en", help=about)
    add_options(group)


def pytest_configure(config: pytest.Config) -> None:
    """Coverage is looked at only in a run that is asked for it."""
    if is_asked_for(config):
        config.pluginmanager.register(CoverageOfRun(config), "vip-cert-coverage")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A file of rule tests."""
    return RuleTestFile.from_parent(parent, path=file_path) if file_path.name.endswith(SUFFIX) else None


class RuleTestFile(pytest.File):
    """A file of rule tests. Its faults are told when it is collected."""

    def collect(self) -> Iterator[pytest.Collector]:
        """Every table, in the order of the file."""
        from vip_cert_rules.authoring.tables.load import load_rule_test
        from vip_cert_rules.faults import VipCertRulesError

        try:
            test = load_rule_test(self.path)
        except VipCertRulesError as error:
            raise self.CollectError(str(error)) from None
        for table in test.tables:
            yield RuleTestTable.from_parent(self, name=table.name, table=table)


class RuleTestTable(pytest.Collector):
    """One table: a level of its own, so that pytest takes back the ids that it prints, `FILE::TABLE::CASE`."""

    def __init__(self, *, table: Table, **more: Any) -> None:
        super().__init__(**more)
        self.table = table

    def collect(self) -> Iterator[pytest.Item]:
        """Every case, in the order of the file."""
        for row in self.table.rows:
            for case in row.cases:
                yield RuleTestItem.from_parent(self, name=case.name, case=case)


class NotAsExpected(Exception):
    """A decision is not as a rule test expects it."""

    def __init__(self, result: Result) -> None:
        super().__init__(result.case.id)
        self.result = result


class RuleTestItem(pytest.Item):
    """One case."""

    def __init__(self, *, case: Case, **more: Any) -> None:
        super().__init__(**more)
        self.case = case
        for clause in case.clauses:
            self.user_properties.append(("clause", clause))

    def runtest(self) -> None:
        """Decides it, and holds the decision against what is expected."""
        from vip_cert_rules.authoring.tables.run import run_case

        result = run_case(self.case)
        if not result.has_passed:
            raise NotAsExpected(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What was expected, what is, and what stands in the way."""
        if not isinstance(excinfo.value, NotAsExpected):
            return super().repr_failure(excinfo, style)
        from vip_cert_rules.authoring.tables.report import render
        from vip_cert_rules.text import read_lang

        return render(excinfo.value.result, read_lang(self.config.getoption(_OPTION)))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The file and line of the row."""
        place = self.case.place
        path = self.path if place is None else Path(place.file)
        return path, None if place is None else place.line - 1, self.case.id
