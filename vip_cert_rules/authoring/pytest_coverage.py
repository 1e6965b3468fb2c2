"""What rule tests cover, told at the end of a run of pytest: ``--cert-coverage`` and its like.

Part of the plugin that has been asked for it. Files are those the run collected; under pytest-xdist the workers collect
them, and send their names.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from vip_cert_rules.authoring.coverage.model import Coverage

SUFFIX = ".cert-test.yaml"
SHOW, HTML, NEEDED = "cert_coverage", "cert_coverage_html", "cert_fail_under"
_FILES = "cert_files"
"""Under this name a worker sends the files it collected."""


def add_options(group: pytest.OptionGroup) -> None:
    """The options by which coverage is asked for."""
    about = "tell what the collected *.cert-test.yaml show of their rule sets (statuses, bounds, MC/DC)"
    group.addoption("--cert-coverage", dest=SHOW, action="store_true", help=about)
    about = "write the coverage of rule tests to FILE, as a page"
    group.addoption("--cert-coverage-html", dest=HTML, metavar="FILE", help=about)
    about = "fail unless rule tests show N percent of conditions to decide by themselves (MC/DC)"
    group.addoption("--cert-fail-under", dest=NEEDED, metavar="N", type=_percentage, help=about)


def _percentage(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 100:
        raise pytest.UsageError(f"--cert-fail-under: `{text}` is no percentage from 0 to 100")
    return number


def is_asked_for(config: pytest.Config) -> bool:
    """Whether a run is asked for any of it."""
    return any(config.getoption(option) not in (None, False) for option in (SHOW, HTML, NEEDED))


class CoverageOfRun:
    """The coverage of one run: files are noted as they are collected, and looked at when everything has run."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._files: dict[str, None] = {}
        self._coverage: Coverage | None = None
        self._complaint: str | None = None

    def note(self, files: Iterable[str | Path]) -> None:
        """Files that were collected, here or by a worker."""
        self._files.update(dict.fromkeys(map(str, files)))

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Which files there are; a file of which no case is left over by -k counts as a whole where one is."""
        self.note(item.path for item in session.items if item.path.name.endswith(SUFFIX))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """A worker of pytest-xdist has finished: what it collected."""
        del error
        self.note(getattr(node, "workeroutput", {}).get(_FILES, ()))

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Looks at the coverage; a run that passed fails where it is too low."""
        output = getattr(self._config, "workeroutput", None)
        if output is not None:
            output[_FILES] = [*self._files]
            return
        if not self._files or session.exitstatus not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            return
        from vip_cert_rules.authoring.coverage.html import html_page
        from vip_cert_rules.authoring.coverage.measure import take_coverage
        from vip_cert_rules.authoring.coverage.report import is_enough, shortfall
        from vip_cert_rules.authoring.tables.load import load_rule_test
        from vip_cert_rules.faults import VipCertRulesError

        lang, page = self._lang(), self._config.getoption(HTML)
        try:
            self._coverage = take_coverage(map(load_rule_test, sorted(self._files)), lang)
            if page is not None:
                Path(page).write_text(html_page(self._coverage, lang), encoding="utf-8")
        except OSError as error:
            self._complaint = f"--cert-coverage-html: `{page}` cannot be written: {error.strerror}"
        except VipCertRulesError as error:  # a file was changed while its cases ran
            self._complaint = str(error)
        else:
            needed = self._config.getoption(NEEDED)
            if needed is not None and not is_enough(self._coverage, needed):
                self._complaint = shortfall(self._coverage, needed, lang)
        if self._complaint is not None:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Tells it, after the failures."""
        if self._coverage is not None and self._config.getoption(SHOW):
            from vip_cert_rules.authoring.coverage.report import render_coverage

            terminalreporter.section("rule tests")
            terminalreporter.write_line(render_coverage(self._coverage, self._lang()))
        if self._complaint is not None:
            terminalreporter.write_line(self._complaint, red=True)

    def _lang(self) -> Any:
        from vip_cert_rules.text import read_lang

        return read_lang(self._config.getoption("cert_lang"))
