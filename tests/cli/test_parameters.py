"""`vip-cert parameters`: the file to fill in is complete, harmless as it is, and right once filled in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.calling import call
from vip_cert_rules import bundled_names, find_ruleset

Capture = pytest.CaptureFixture[str]
NAMES = bundled_names()


def uncommented(template: str) -> str:
    """The template with the mark of a comment taken away from every line that is to be filled in."""
    return re.sub(r"(?m)^#(?=[^ \n]|  )", "", template)


def template(capsys: Capture, name: str, *options: str) -> str:
    said = call(capsys, "parameters", "template", name, *options)
    assert (said.status, said.err) == (0, "")
    return said.out


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_parameter_is_there_with_its_label(capsys: Capture, name: str, lang: str) -> None:
    text = template(capsys, name, "--lang", lang)
    for parameter, part in find_ruleset(name).part.parameters.items():
        stem = parameter.replace("{level}", "(?:[1-9])")
        assert re.search(rf"(?m)^#{stem}(?:\.[1-9])?:", text), parameter
        assert f"# {part.label.zh if lang == 'zh' else part.label.en}\n" in text
        if part.supplied_by is not None:
            assert (part.supplied_by.zh if lang == "zh" else part.supplied_by.en) in text


@pytest.mark.parametrize("name", NAMES)
def test_as_it_is_it_supplies_nothing(capsys: Capture, name: str, tmp_path: Path) -> None:
    """Whoever hands it in unread changes nothing."""
    file = tmp_path / "parameters.yaml"
    file.write_text(template(capsys, name), encoding="utf-8")
    said = call(capsys, "parameters", "check", name, file)
    rules = find_ruleset(name)
    assert (said.status, said.out) == (0, f"{file}: ok (0 values for {name} {rules.version})\n")
    assert rules.overlaid((), file).digest == rules.digest


@pytest.mark.parametrize("name", NAMES)
def test_what_is_uncommented_but_not_filled_in_is_refused(capsys: Capture, name: str, tmp_path: Path) -> None:
    """A blank is not read as null, which could mean that there is no limit."""
    file = tmp_path / "parameters.yaml"
    file.write_text(uncommented(template(capsys, name)), encoding="utf-8")
    said = call(capsys, "parameters", "check", name, file)
    assert said.status == 2
    for line in said.err.splitlines():
        assert re.match(rf"{re.escape(str(file))}:\d+:\d+: |    help: |\d+ faults$", line), line


def test_filled_in_it_is_right(capsys: Capture, tmp_path: Path) -> None:
    text = uncommented(template(capsys, "customer-engineer"))
    values = {
        "levels": "[4, 3]",
        "scope_units": "[provincial_branch]",
        "occupations": "[customer-engineer]",
        "education_level": "bachelor",
        "validity_months": "24",
    }
    kept = []
    for name, value in values.items():
        line = re.search(rf"(?m)^{name}: .*$", text)
        assert line is not None
        kept.append(f"{name}: {value}")
    file = tmp_path / "parameters.yaml"
    file.write_text("\n".join(kept), encoding="utf-8")
    said = call(capsys, "parameters", "check", "customer-engineer", file)
    assert (said.status, said.out) == (0, f"{file}: ok (5 values for customer-engineer 1.0)\n")


def test_values_of_the_documents_stand_in_it(capsys: Capture) -> None:
    text = template(capsys, "vip-service-manager", "--lang", "en")
    assert "#pass_mark: 60\n" in text
    assert "#training_hours.4: 30\n" in text
    assert "#scope_units: [provincial_branch, professional_company]\n" in text


@pytest.mark.parametrize(
    ("args", "message"),
    [
        ((), "a command is missing after `vip-cert parameters`"),
        (("tempalte",), "there is no command `tempalte` of `vip-cert parameters`"),
        (("template",), "NAME|PATH: missing"),
        (("template", "nothing"), "there is no bundled rule set `nothing`"),
        (("check", "account-manager"), "FILE: missing"),
        (("check", "account-manager", "nowhere.yaml"), "there is no file `nowhere.yaml`"),
    ],
)
def test_what_is_wrong_with_a_call(capsys: Capture, args: tuple[str, ...], message: str) -> None:
    said = call(capsys, "parameters", *args)
    assert said.status == 2
    assert message in said.err


@pytest.mark.parametrize("args", [("--help",), ("template", "--help"), ("check", "--help")])
def test_help(capsys: Capture, args: tuple[str, ...]) -> None:
    said = call(capsys, "parameters", *args)
    assert said.status == 0
    assert "vip-cert parameters" in said.out
