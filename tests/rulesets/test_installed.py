"""Rule sets and overlays that an organisation installs as a package of its own."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.calling import RULES, call
from tests.people import VIP
from vip_cert_rules import InputError, evaluate, find_ruleset, load_overlay
from vip_cert_rules.rulesets import bundled, installed

OVERLAY = "overlay: south\nruleset: vip-service-manager\nparameters: {pass_mark: 65}\n"
Install = Callable[[str], Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Installs a package as a tool for it does: its folder, and beside it what it says of itself."""
    monkeypatch.syspath_prepend(str(tmp_path))
    caches = (installed.installed_folders, installed.installed_rules, installed.installed_overlays)

    def forget() -> None:
        importlib.invalidate_caches()
        for one in caches:
            one.cache_clear()
        bundled._installed.cache_clear()

    def make(package: str) -> Path:
        folder = tmp_path / package
        (folder / "overlays").mkdir(parents=True)
        (folder / "__init__.py").write_text("raise AssertionError('it is not imported')\n", encoding="utf-8")
        info = tmp_path / f"{package}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(f"[{installed.GROUP}]\nrules = {package}\n", encoding="utf-8")
        forget()
        return folder

    yield make
    forget()


def test_rules_and_overlays_are_found_by_name(install: Install, capsys: pytest.CaptureFixture[str]) -> None:
    folder = install("south_rules")
    text = RULES.read_text(encoding="utf-8").replace(f"ruleset: {VIP}", "ruleset: south-manager", 1)
    (folder / "south-manager.yaml").write_text(text, encoding="utf-8")
    (folder / "overlays" / "south.yaml").write_text(OVERLAY, encoding="utf-8")
    assert "south-manager" == find_ruleset("south-manager").name
    assert find_ruleset("south-manager") is find_ruleset("south-manager")
    assert "south" == load_overlay("south").name
    made = evaluate({"id": "E1"}, ruleset=VIP, question="pass", level=3, as_of="2026-11-24", overlays=["south"])
    assert "south" == made.to_dict()["overlays"][0]["name"]
    said = call(capsys, "rules", "list", "--lang", "en")
    assert "south-manager  2.0" in said.out and "south  " in said.out
    with pytest.raises(InputError, match="did you mean `south-manager`"):
        find_ruleset("south-manger")


def test_a_bundled_name_stays_what_it_is(install: Install) -> None:
    folder = install("south_rules")
    shutil.copy(RULES, folder / f"{VIP}.yaml")
    (folder / f"{VIP}.yaml").write_text("ruleset: other", encoding="utf-8")
    assert "2.0" == find_ruleset(VIP).version


def test_a_name_that_two_packages_offer_is_told(install: Install) -> None:
    for package in ("south_rules", "north_rules"):
        folder = install(package)
        (folder / "own.yaml").write_text("ruleset: own", encoding="utf-8")
        (folder / "overlays" / "south.yaml").write_text(OVERLAY, encoding="utf-8")
    with pytest.raises(InputError, match=r"several packages offer `own`: .*north_rules, .*south_rules"):
        find_ruleset("own")
    with pytest.raises(InputError, match="several packages offer `south`"):
        load_overlay("south")


def test_a_package_that_is_gone_offers_nothing(install: Install) -> None:
    shutil.rmtree(install("south_rules"))
    assert {} == installed.installed_folders()
    with pytest.raises(InputError, match="there is no bundled rule set"):
        find_ruleset("south-manager")
