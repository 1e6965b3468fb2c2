"""`validate`, `rules`, `schema` and `demo`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import PEOPLE, PERSON, RULES, call
from vip_cert_rules import find_ruleset
from vip_cert_rules.cli.demo import decide
from vip_cert_rules.cli.examples import example_names, find_example
from vip_cert_rules.dates import LAST_DAY
from vip_cert_rules.faults import Fault, RuleSetError
from vip_cert_rules.reading import read_file
from vip_cert_rules.schemas import NAMES, schema
from vip_cert_rules.text import Lang

Capture = pytest.CaptureFixture[str]
SCHEMAS = Path(__file__).resolve().parents[2] / "vip_cert_rules" / "schemas"


def bundled_content() -> dict[str, Any]:
    """The bundled rule file as plain data, to be changed."""
    content: dict[str, Any] = json.loads(json.dumps(read_file(RULES, RuleSetError).value, default=float))
    return content


# --- validate --------------------------------------------------------------------------------------------------------


def test_good_files_have_one_line_each(capsys: Capture) -> None:
    said = call(capsys, "validate", PERSON, RULES)
    assert (said.status, said.err) == (0, "")
    person, rules = said.out.splitlines()
    assert person == f"{PERSON}: ok (record of E2005)"
    assert re.fullmatch(
        re.escape(str(RULES)) + r": ok \(rule set vip-service-manager 2\.0, checked in [0-9]{3} ways\)", rules
    )


def test_every_bundled_file_is_good(capsys: Capture) -> None:
    files = [*PEOPLE.glob("*.yaml"), *RULES.parent.glob("*.yaml")]
    said = call(capsys, "validate", *files)
    assert (said.status, said.err) == (0, "")
    assert len(said.out.splitlines()) == len(files)


def test_syllabuses_are_recognised(capsys: Capture) -> None:
    """A syllabus has `syllabus` at its top; beside them lie rule sets."""
    files = sorted((RULES.parent / "syllabus").glob("*.yaml"))
    said = call(capsys, "validate", *files)
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        f"{files[0]}: ok (syllabus account-manager-1, 60 modules)",
        f"{files[1]}: ok (syllabus vip-service-manager, 34 modules)",
    ]


def test_faults_of_a_syllabus_are_told_with_their_places(capsys: Capture, tmp_path: Path) -> None:
    """A person's record that says `syllabus` is a record all the same."""
    bad, person = tmp_path / "bad.yaml", tmp_path / "person.yaml"
    bad.write_text("syllabus: x\nprogramme: x\nparts: []\n")
    person.write_text("id: E1\nsyllabus: x\n")
    said = call(capsys, "validate", bad, person)
    assert (said.status, said.out) == (2, "")
    assert f"{bad}:3:8: parts: " in said.err
    assert f"{person}:2:1: syllabus: unknown " in said.err


def test_bad_files_are_told_beside_good_ones(capsys: Capture, tmp_path: Path) -> None:
    bad, rules = tmp_path / "bad.yaml", tmp_path / "rules.yaml"
    bad.write_text("id: E1\neducation: 3\nextra: 4\n")
    rules.write_text("ruleset: x\nversion: 1\nquestions: {}\n")
    said = call(capsys, "validate", bad, PERSON, rules, "nowhere")
    assert said.status == 2
    assert said.out == f"{PERSON}: ok (record of E2005)\n"
    assert f"{bad}:2:12: education: 3 where a list is needed\n{bad}:3:8: extra: " in said.err
    assert f"{rules}:2:10: version: " in said.err
    assert said.err.endswith("there is no file `nowhere`\n")


@pytest.mark.parametrize(
    ("kind", "told"),
    [("record", "unknown key `ruleset`"), ("ruleset", "unknown key `id`"), ("syllabus", "unknown key `id`")],
)
def test_kind_can_be_forced(capsys: Capture, kind: str, told: str) -> None:
    said = call(capsys, "validate", "--as", kind, RULES if kind == "record" else PERSON)
    assert (said.status, said.out) == (2, "")
    assert told in said.err


def test_rule_file_is_held_to_the_size_of_rule_files(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "long.yaml"
    file.write_text(RULES.read_text(encoding="utf-8") + "#" * 1_100_000, encoding="utf-8")
    said = call(capsys, "validate", file)
    assert said.status == 2
    assert "holds more than 1 MiB" in said.err


def test_plans_that_do_not_compile_are_told_once_each(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_rules: object, question: str, *_rest: object) -> None:
        raise RuleSetError([Fault("x", f"questions.{question}", "does not fit together")])

    monkeypatch.setattr("vip_cert_rules.rulesets.ruleset.RuleSet.plan", fail)
    said = call(capsys, "validate", RULES)
    assert (said.status, said.out) == (2, "")
    assert said.err.splitlines() == [
        *(f"{RULES}: questions.{name}: does not fit together" for name in ("apply", "pass", "hold", "teach")),
        "4 faults",
    ]


def test_rule_sets_are_checked_as_a_whole(capsys: Capture, tmp_path: Path) -> None:
    """Here a question puts the same condition twice into one place."""
    content = bundled_content()
    content["questions"]["hold"]["all"] = ["certificate", "certificate"]
    file = tmp_path / "rules.json"
    file.write_text(json.dumps(content))
    said = call(capsys, "validate", file)
    assert (said.status, said.out) == (2, "")
    assert "questions.hold.all[1]: " in said.err


# --- rules -----------------------------------------------------------------------------------------------------------


def test_list_tells_name_version_title_questions_and_levels(capsys: Capture) -> None:
    said = call(capsys, "rules", "list", "--lang", "en")
    lines = said.out.splitlines()
    at = lines.index("vip-service-manager  2.0  VIP customer service manager certification")
    assert lines[at + 1 : at + 3] == ["    questions: apply, pass, hold, teach", "    levels: 4, 3, 2, 1"]


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("name", ["vip-service-manager", RULES])
def test_show_tells_the_whole_rule_set(capsys: Capture, name: object, lang: Lang) -> None:
    """Every label of every plan, every parameter, assumption and reading is there."""
    rules = find_ruleset("vip-service-manager")
    said = call(capsys, "rules", "show", name, "--lang", lang.value)
    assert (said.status, said.err) == (0, "")
    for question in rules.questions:
        for level in rules.levels_of(question):
            for node in rules.plan(question, level, None, LAST_DAY, None).plan.nodes:
                assert node.label.in_lang(lang) in said.out
                for citation in node.source:
                    assert citation.document in said.out
    for assumption, part in rules.part.assumptions.items():
        assert f"  {assumption}  {part.text.in_lang(lang)}" in said.out
        for word, text in part.readings.items():
            assert f"{assumption}={word}  {text.in_lang(lang)}" in said.out
    for document in rules.part.documents.values():
        assert document.title.in_lang(lang) in said.out
    assert re.search(r"\n  apply\.2\.continuous_months +2(年| years) +", said.out)
    assert rules.digest in said.out


def test_show_tells_values_by_day_and_those_not_supplied(capsys: Capture, tmp_path: Path) -> None:
    content = bundled_content()
    content["in_force"] = {"from": "1990-01-01"}
    content["parameters"]["pass_mark"]["value"] = {"from": {"1990-01-01": 50, "2020-01-01": 60}}
    content["parameters"]["appraisal_grade"].pop("value")
    file = tmp_path / "rules.json"
    file.write_text(json.dumps(content))
    asked = ("rules", "show", file, "--question", "pass", "--lang", "en")
    said = call(capsys, *asked)
    assert re.search(r"\n  pass_mark +50 marks from 1990-01-01; 60 marks from 2020-01-01 +pass mark of", said.out)
    assert re.search(r"\n  appraisal_grade +not supplied +grade of", said.out)
    assert "written examination of the group, 60 marks or more" in said.out
    assert "written examination of the group, 50 marks or more" in call(capsys, *asked, "--as-of", "2019-12-31").out


def test_show_one_question_at_one_level(capsys: Capture) -> None:
    said = call(capsys, "rules", "show", "vip-service-manager", "--question", "apply", "--level", "3", "--lang", "en")
    titles = [line for line in said.out.splitlines() if line and not line.startswith(" ")]
    assert [title for title in titles if re.match(r"\w+\.[1-9] ", title)] == [
        "apply.3 · apply for level 3 (intermediate) [vip-v2.0 8.2.B]"
    ]
    assert "A11" not in said.out
    assert "training_hours.2" not in said.out
    assert "    may be waived: the education requirement may be relaxed" in said.out
    assert (
        "      1 year of continuous service in the occupation [vip-v2.0 8.2.B(1)] · apply.3.continuous_months"
        in said.out
    )


def test_show_in_colours(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    plain = call(capsys, "rules", "show", "vip-service-manager").out
    coloured = call(capsys, "rules", "show", "vip-service-manager", "--color", "always").out
    words = re.compile(r"\x1b\[[0-9;]*m|[\s├└│─]")
    assert words.sub("", coloured) == words.sub("", plain)


def test_show_tells_positions_and_what_was_lost(capsys: Capture) -> None:
    said = call(capsys, "rules", "show", "network-optimization", "--question", "pass", "--level", "4", "--lang", "en")
    assert "\n  field-optimization  wireless network field optimization\n" in said.out
    assert "theory of level 4, any position, the required mark or more" in said.out
    assert re.search(r"\n  theory_pass_mark +not supplied +pass mark of the theory component", said.out)
    assert "position_levels" not in said.out  # `pass` does not turn on it
    told = call(capsys, "rules", "show", "network-optimization", "--question", "apply", "--lang", "en").out
    assert re.search(r"\n  position_levels +not supplied +the levels that each position has", told)
    assert "(may be set level by level)" in said.out
    asked = ("rules", "show", "network-optimization", "--question", "pass", "--position", "system-analysis")
    assert "无线网系统分析优化岗四级理论认证" in call(capsys, *asked).out


def test_show_tells_positions_apart_where_the_rules_do(capsys: Capture) -> None:
    lighthouse = Path(__file__).resolve().parents[1] / "rulesets" / "lighthouse.yaml"
    said = call(capsys, "rules", "show", lighthouse, "--question", "relieve", "--level", "2", "--lang", "en")
    titles = [line.partition(" [")[0] for line in said.out.splitlines() if line.startswith("relieve.2 ")]
    assert [title.rpartition(" in ")[2] for title in titles] == ["the lamp room", "the fog signal"]
    assert re.search(r"\n  watches +the lamp room: third class, second class, first class; the fog signal: ", said.out)


@pytest.mark.parametrize(
    ("name", "position", "told"),
    [
        ("network-optimization", "cook", "`cook` is not a position of `network-optimization`"),
        ("vip-service-manager", "cook", "there are no positions here"),
    ],
)
def test_show_knows_positions(capsys: Capture, name: str, position: str, told: str) -> None:
    said = call(capsys, "rules", "show", name, "--position", position)
    assert said.status == 2
    assert told in said.err


def test_list_tells_positions(capsys: Capture) -> None:
    positions = "field-optimization, routine-analysis, system-analysis\n"
    assert f"    positions: {positions}" in call(capsys, "rules", "list", "--lang", "en").out
    told = call(capsys, "rules", "list").out
    assert f"    岗位：{positions}" in told
    assert "    等级：不分等级\n" in told
    assert "vip-yunling  vip-service-manager 的调整文件\n" in told
    assert "levels:" not in told


# --- schema ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_shipped_schema_is_what_the_code_makes_and_the_command_prints(capsys: Capture, name: str) -> None:
    """`vip-cert schema NAME > vip_cert_rules/schemas/NAME.schema.json` writes it anew."""
    shipped = (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    assert json.loads(shipped) == schema(name)
    assert call(capsys, "schema", name).out == shipped


# --- demo ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", list(Lang))
def test_demo_shows_everybody(capsys: Capture, lang: Lang) -> None:
    said = call(capsys, "demo", "--lang", lang.value)
    assert (said.status, said.err) == (0, "")
    for name in example_names():
        assert f"\n  {name}\n" in said.out
        example = find_example(name)
        assert "\n".join((f"--- {name} ---", *example.told_in(lang))) in said.out
        for asked in example.asked:
            assert decide(example, asked).explain(lang.value) in said.out


@pytest.mark.parametrize("name", example_names())
def test_every_example_tells_a_story_in_both_languages_and_what_to_ask(name: str) -> None:
    example = find_example(name)
    assert example.asked
    assert set(example.told_in(Lang.ZH)).isdisjoint(example.told_in(Lang.EN))


def test_demo_shows_one_as_its_command_does(capsys: Capture) -> None:
    """The command shown gives the answer shown."""
    said = call(capsys, "demo", "l3-lapsed-certificate-switch", "--lang", "en")
    command = next(line for line in said.out.splitlines() if line.startswith("$ vip-cert "))
    assert "--assume A7=ever-obtained" in command
    assert said.out.endswith(call(capsys, *command.split()[2:]).out)


def test_demo_shows_one_of_another_programme_as_its_command_does(capsys: Capture) -> None:
    said = call(capsys, "demo", "network-apply-l4", "--lang", "en")
    command = next(line for line in said.out.splitlines() if line.startswith("$ vip-cert "))
    assert "--ruleset network-optimization --question apply --level 4 --position routine-analysis" in command
    assert said.out.endswith(call(capsys, *command.split()[2:]).out)


def test_demo_shows_one_with_parameters_as_its_command_does(capsys: Capture) -> None:
    said = call(capsys, "demo", "engineer-apply-l3", "--lang", "en")
    command = next(line for line in said.out.splitlines() if line.startswith("$ vip-cert "))
    assert "customer-engineer.yaml" in command.partition("--parameters ")[2]
    assert said.out.endswith(call(capsys, *command.split()[2:]).out)


def test_demo_without_examples_says_so(capsys: Capture, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("vip_cert_rules.cli.examples._PLACES", (tmp_path / "nowhere",))
    said = call(capsys, "demo")
    assert (said.status, said.err) == (2, "no examples are bundled with this installation\n")
