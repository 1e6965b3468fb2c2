"""Several files of one rule set: what they have to be, how they are found, and the faults seen only side by side."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

from vip_cert_rules import InputError, RuleSet, RuleSetError, RuleSetVersions, evaluate, find_ruleset, load_ruleset
from vip_cert_rules.rulesets import bundled, folders
from vip_cert_rules.rulesets.versions import family

SAMPLES = Path(__file__).parent.parent / "faults"
FAMILIES = sorted(path.parent.name for path in SAMPLES.glob("*/bad") if path.is_dir())
FERRY = Path(__file__).parent / "ferry"
WITHOUT_SAMPLE = {"no-rule-file", "unreadable"}
"""Faults of folders, not of what is in them."""


@pytest.mark.parametrize("code", FAMILIES)
def test_bad_folder_is_refused_with_the_faults_expected(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SAMPLES / code)
    with pytest.raises(RuleSetError) as caught:
        load_ruleset("bad")
    assert Path("expected.txt").read_text(encoding="utf-8") == f"{caught.value}\n"
    assert code in {fault.code for fault in caught.value.faults}


@pytest.mark.parametrize("code", FAMILIES)
def test_good_folder_beside_it_is_loaded(code: str) -> None:
    assert isinstance(load_ruleset(SAMPLES / code / "good"), RuleSetVersions)


def test_every_code_of_families_has_a_sample() -> None:
    found = {
        node.value
        for call in ast.walk(ast.parse(Path(family.__file__).read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in ("add", "Fault")
        for node in call.args[:1]
        if isinstance(node, ast.Constant)
    }
    assert found - WITHOUT_SAMPLE == set(FAMILIES)


def test_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    """Those of their form, and beside them those of the good ones together."""
    for path in FERRY.glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "broken.yml").write_text("ruleset: ferry-master\nversion: 4\n")
    (tmp_path / "wrong.json").write_text("{")
    (tmp_path / "again.yaml").write_bytes((FERRY / "ferry-master.yaml").read_bytes())
    (tmp_path / ".1.yaml").write_text("a lock of an editor")
    (tmp_path / "notes.txt").write_text("not a rule file")
    with pytest.raises(RuleSetError) as caught:
        load_ruleset(tmp_path)
    codes = [fault.code for fault in caught.value.faults]
    assert {"wrong-type", "missing", "not-json", "duplicate-version"} <= set(codes)


@pytest.mark.parametrize(
    "source",
    [
        FERRY,
        str(FERRY),
        sorted(FERRY.glob("*.yaml")),
        [str(path) for path in sorted(FERRY.glob("*.yaml"), reverse=True)],
    ],
    ids=["folder", "folder as text", "files", "files in another order"],
)
def test_a_folder_and_its_files_are_the_same_versions(source: object) -> None:
    """In the order of their days, whatever that of their names."""
    rules = load_ruleset(source)  # type: ignore[arg-type]
    assert isinstance(rules, RuleSetVersions)
    assert ["1", "2", "3"] == [one.version for one in rules.versions]
    assert ("ferry-master", "ferry master certification") == (rules.name, rules.title.en)
    assert repr(rules) == "<RuleSetVersions ferry-master 1, 2, 3>"
    decision = evaluate({"id": "F1"}, ruleset=source, question="pass", level=2, as_of="2026-05-01")  # type: ignore[arg-type]
    assert decision.plan.version == "2"


def test_a_folder_without_rule_files_is_a_fault(tmp_path: Path) -> None:
    for source in (tmp_path, []):
        with pytest.raises(RuleSetError) as caught:
            load_ruleset(source)
        assert ["no-rule-file"] == [fault.code for fault in caught.value.faults]


def test_a_folder_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(RuleSetError) as caught:
        family.files_in(tmp_path / "nowhere")
    assert ["unreadable"] == [fault.code for fault in caught.value.faults]


def test_files_that_are_not_there_are_the_fault_of_the_call(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        evaluate({"id": "F1"}, ruleset=[tmp_path / "1.yaml", tmp_path / "2.yaml"], question="pass", as_of="2026-05-01")
    assert ["not-found", "not-found"] == [fault.code for fault in caught.value.faults]


@pytest.mark.parametrize("ruleset", [3, None, [3], [], {"a": 1}])
def test_what_is_no_rule_set_is_an_input_fault(ruleset: object) -> None:
    with pytest.raises(InputError) as caught:
        evaluate({"id": "F1"}, ruleset=ruleset, question="pass", as_of="2026-05-01")  # type: ignore[arg-type]
    assert ["wrong-type"] == [fault.code for fault in caught.value.faults]


def test_find_ruleset_gives_the_version_of_a_day_or_the_last() -> None:
    assert find_ruleset(FERRY).version == "3"
    assert find_ruleset(FERRY, date(2025, 12, 31)).version == "1"
    with pytest.raises(InputError, match="no version of `ferry-master` is in force on 2019-12-31"):
        find_ruleset(FERRY, date(2019, 12, 31))


def test_bundled_versions_stand_beside_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """`NAME.yaml` and `NAME@VERSION.yaml` are one rule set."""
    for memo in (folders.rules_folder, folders.bundled_overlay_names, bundled.bundled_names, bundled.bundled_ruleset):
        memo.cache_clear()
    monkeypatch.setattr(folders, "_PLACES", (FERRY,))
    try:
        assert bundled.bundled_names() == ("ferry-master",)
        rules = bundled.find_rules("ferry-master")
        assert isinstance(rules, RuleSetVersions)
        assert bundled.find_rules("ferry-master") is rules
    finally:
        monkeypatch.undo()
        for memo in (
            folders.rules_folder,
            folders.bundled_overlay_names,
            bundled.bundled_names,
            bundled.bundled_ruleset,
        ):
            memo.cache_clear()
    assert isinstance(find_ruleset("vip-service-manager"), RuleSet)
