"""`vip-cert rules diff` and `rules check`, overlays in `validate`, `schema` and `rules list`."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import ROOT, call
from tests.cli.test_language_schema import ODD, paths_of
from tests.cli.test_schemas import Validator, exact
from vip_cert_rules import find_ruleset
from vip_cert_rules.faults import InputError
from vip_cert_rules.reading import read_file
from vip_cert_rules.rulesets.overlays.overlay import OVERLAY
from vip_cert_rules.schemas import schema
from vip_cert_rules.shapes import Refused, Report

Capture = pytest.CaptureFixture[str]
VIP = "vip-service-manager"
OVERLAYS = sorted((ROOT / "rules" / "overlays").glob("*.yaml"))
YUNLING: Any = read_file(ROOT / "rules" / "overlays" / "vip-yunling.yaml", InputError).value


def test_diff_says_in_words_what_changes(capsys: Capture) -> None:
    said = call(capsys, "rules", "diff", VIP, "--overlay", "vip-yunling", "--lang", "zh")
    assert (said.status, said.err) == (0, "")
    lines = [line.strip() for line in said.out.splitlines()]
    assert "vip-yunling〔《云岭细则》（虚构）1〕" in lines
    assert (
        "累计从事本职业工作时间，三级（中级）：由2年改为30个月 · apply.3.cumulative_months〔《认证标准》8.2〕" in lines
    )
    assert any(
        line.startswith("A5=last-day-before 改按另一理解：最后有效日为届满对应日的前一日（原为：") for line in lines
    )
    assert "“申报二级（高级）岗位技能认证”增设条件：完成云岭省公司VIP客户服务规范培训〔《云岭细则》（虚构）4〕" in lines
    assert (
        "“申报三级（中级）岗位技能认证”增设“途径（内训师）”：具有地市级及以上内训师资格，并且连续从事本职业工作满1年；"
        "与“途径（1）”、“途径（2）”具备其一即可〔《云岭细则》（虚构）5〕" in lines
    )


def test_diff_says_what_is_supplied_and_withdrawn(capsys: Capture, tmp_path: Path) -> None:
    supplied = tmp_path / "own.yaml"
    supplied.write_text("validity_months: null\npass_mark: 70\n", encoding="utf-8")
    said = call(capsys, "rules", "diff", VIP, "--parameters", supplied, "--lang", "en")
    assert "the parameters of this call" in said.out
    assert "validity of certificates: withdrawn; it was 2 years · validity_months [network 2010 六]" in said.out
    marks = "network-optimization"
    supplied.write_text("theory_pass_mark: 60\n", encoding="utf-8")
    said = call(capsys, "rules", "diff", marks, "--parameters", supplied, "--lang", "en")
    assert "60 marks, where nothing was supplied" in said.out


def test_diff_says_under_which_keys_an_entry_stands(capsys: Capture, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "pass_marks.3.theory: 65\nroutes.3: [{certificate: 4, training: true}, {probation: true}]\n", "utf-8"
    )
    said = call(capsys, "rules", "diff", "customer-engineer", "--parameters", own, "--lang", "en").out
    assert "pass mark of each component at each level, level 3, theory: 65 marks, where nothing was supplied" in said
    assert "each level, level 3: certificate of level 4 or above and training of the level, or probation passed" in said
    own.write_text("position_levels.field-optimization: [5, 4]\n", "utf-8")
    said = call(capsys, "rules", "diff", "network-optimization", "--parameters", own, "--lang", "zh").out
    assert "，无线网现场优化岗：定为五级、四级（原未提供）" in said


def test_diff_tells_routes_and_minutes_in_words(capsys: Capture) -> None:
    """A clerk reads what a route demands, not what its members are called."""
    said = call(capsys, "rules", "diff", "customer-engineer", "--overlay", "engineer-lanwan")
    assert (
        "四级：完成本等级培训，或者实习考核合格；三级：持有四级及以上证书并且连续任职满1年并且完成本等级培训"
        in said.out
    )
    assert "面试：30分钟" in said.out
    said = call(capsys, "rules", "diff", "customer-engineer", "--overlay", "engineer-lanwan", "--lang", "en")
    assert "level 2: certificate of level 3 or above and 2 years of continuous service and training" in said.out
    assert ", or 5 years of cumulative service" in said.out


def test_diff_tells_percentages(capsys: Capture, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("paper_weights: {4: {basic: {service: 40}}}\n", encoding="utf-8")
    assert "service：40%" in call(capsys, "rules", "diff", VIP, "--parameters", own).out


def test_diff_of_nothing_says_so(capsys: Capture) -> None:
    assert "没有变化。" in call(capsys, "rules", "diff", VIP).out
    assert call(capsys, "rules", "diff", VIP, "--format", "json").out.strip() == "[]"


def test_diff_as_json_has_every_change(capsys: Capture) -> None:
    said = call(capsys, "rules", "diff", VIP, "--overlay", "vip-yunling", "--format", "json")
    rows = json.loads(said.out)
    assert [row["change"] for row in rows] == [
        "parameter",
        "parameter",
        "reading",
        "requirement",
        "route",
        "requirement",
    ]
    assert {row["overlay"] for row in rows} == {"vip-yunling"}
    assert rows[0]["before"] == 24
    assert rows[0]["after"] == 30


def test_check_warns_with_status_1(capsys: Capture, tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_text(json.dumps({"overlay": "own", "ruleset": VIP, "parameters": {"pass_mark": 70}}), encoding="utf-8")
    said = call(capsys, "rules", "check", VIP, "--overlay", "vip-yunling", "--overlay", own, "--lang", "en")
    told = "value-set-twice: pass_mark: vip-yunling sets 65, own sets 70; the later one, own, wins\n"
    assert (said.status, said.out, said.err) == (1, told, "")
    said = call(capsys, "rules", "check", VIP, "--overlay", "vip-yunling", "--overlay", own, "--format", "json")
    assert [(row["code"], row["overlays"]) for row in json.loads(said.out)] == [
        ("value-set-twice", ["vip-yunling", "own"])
    ]


def test_check_of_what_is_sound_has_status_0(capsys: Capture) -> None:
    said = call(capsys, "rules", "check", VIP, "--overlay", "vip-yunling", "--overlay", "vip-a2-correction")
    assert (said.status, said.out) == (0, "没有发现问题。\n")


@pytest.mark.parametrize("command", ["diff", "check"])
def test_faults_have_status_2(capsys: Capture, tmp_path: Path, command: str) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        f"overlay: own\nruleset: {VIP}\nadd:\n  - {{question: aply, require: [written]}}\n", encoding="utf-8"
    )
    said = call(capsys, "rules", command, VIP, "--overlay", bad)
    assert (said.status, said.out) == (2, "")
    assert f"{bad}:4:16: add[0].question: `{VIP}` has no question `aply`" in said.err
    assert "NAME|PATH: missing" in call(capsys, "rules", command).err
    assert call(capsys, "rules", command, VIP, "--overlay", "nowhere").status == 2


def test_list_names_the_bundled_overlays(capsys: Capture) -> None:
    said = call(capsys, "rules", "list")
    for path in OVERLAYS:
        assert path.stem in said.out


def test_validate_lays_an_overlay_over_its_rule_set(capsys: Capture, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        f"overlay: own\nruleset: {VIP}\nadd:\n  - {{question: apply, require: [writen]}}\n", encoding="utf-8"
    )
    said = call(capsys, "validate", *OVERLAYS, own)
    assert said.status == 2
    for path in OVERLAYS:
        rules = find_ruleset(read_file(path, InputError).value["ruleset"])  # type: ignore[index]
        assert f"{path}: ok (overlay {path.stem} of rule set {rules.name} {rules.version}" in said.out
    assert f"{own}:4:33: add[0].require[0]: condition `writen` is not declared" in said.err


def test_validate_finds_the_rule_set_of_an_overlay_by_option(capsys: Capture, tmp_path: Path) -> None:
    rules, own = tmp_path / "club.yaml", tmp_path / "own.yaml"
    text = (ROOT / "rules" / f"{VIP}.yaml").read_text(encoding="utf-8")
    rules.write_text(text.replace(f"ruleset: {VIP}\n", "ruleset: club\n"), encoding="utf-8")
    own.write_text("overlay: own\nruleset: club\nparameters: {pass_mark: 61}\n", encoding="utf-8")
    assert "there is no bundled rule set `club`" in call(capsys, "validate", own).err
    said = call(capsys, "validate", own, "--ruleset", rules, "--as", "overlay")
    assert (said.status, said.err) == (0, "")


@pytest.mark.parametrize("path", OVERLAYS, ids=lambda path: path.stem)
def test_bundled_overlays_fit_the_schema(path: Path) -> None:
    Validator(exact(schema("overlay"))).validate(read_file(path, InputError).value)


def test_overlays_fit_the_schema_exactly_when_the_code_reads_them() -> None:
    """One change at any depth, but within values, which are held against the rule set alone."""
    fits = Validator(exact(schema("overlay"))).is_valid
    seen = set()
    everything = [(path, odd) for path in paths_of(YUNLING) if path for odd in ODD]
    for path, odd in random.Random(3).sample(everything, 300):
        whole = copy.deepcopy(YUNLING)
        inner = whole
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = odd
        is_read = not isinstance(OVERLAY.read(whole, (), Report()), Refused)
        assert fits(whole) == is_read, (path, odd)
        seen.add(is_read)
    assert seen == {True, False}
