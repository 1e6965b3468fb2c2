"""New rule sets: whatever their names and levels, they load, and their tests pass and are whole."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.calling import call
from vip_cert_rules import InputError, RuleSet, bundled_names, load_ruleset
from vip_cert_rules.authoring.coverage.measure import take_coverage
from vip_cert_rules.authoring.coverage.model import Measure
from vip_cert_rules.authoring.mutation.family import load_family
from vip_cert_rules.authoring.mutation.mutate import mutate
from vip_cert_rules.authoring.scaffold.new import copied_files, new_files, write_files
from vip_cert_rules.authoring.tables.load import load_rule_test
from vip_cert_rules.authoring.tables.run import run_case
from vip_cert_rules.text import Lang, Text

LEVELS = st.integers(1, 9).flatmap(lambda top: st.integers(top, 9).map(lambda low: [*range(top, low + 1)]))
WORDS = ("null", "true", "false")
NAMES = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True).filter(lambda name: name not in WORDS)
TITLES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=20)


def made(folder: Path, name: str = "tram-driver", levels: tuple[int, ...] = (3, 2, 1), lang: Lang = Lang.EN) -> Path:
    write_files(folder, new_files(name, Text("电车驾驶员", "tram driver"), levels, lang))
    return folder / f"{name}.yaml"


@settings(max_examples=25, deadline=None)
@given(NAMES, TITLES, TITLES, st.one_of(st.just([]), LEVELS), st.sampled_from(Lang))
def test_it_loads_and_its_tests_pass(name: str, zh: str, en: str, levels: list[int], lang: Lang) -> None:
    with TemporaryDirectory() as folder:
        write_files(Path(folder), new_files(name, Text(zh, en), levels, lang))
        rules = load_ruleset(Path(folder) / f"{name}.yaml")
        assert isinstance(rules, RuleSet)
        assert (name, (zh, en), tuple(sorted(levels, reverse=True))) == (
            rules.name,
            (rules.title.zh, rules.title.en),
            rules.levels,
        )
        test = load_rule_test(Path(folder) / f"{name}.cert-test.yaml")
        assert [] == [case.id for case in test.cases() if not run_case(case).has_passed]


@pytest.mark.parametrize("levels", [(), (1,), (5,), (9,), (2, 1), (3, 2, 1), (6, 5, 4), tuple(range(9, 0, -1))])
def test_its_tests_cover_everything_and_leave_no_mutant_alive(tmp_path: Path, levels: tuple[int, ...]) -> None:
    rules = made(tmp_path, levels=levels)
    tests = [load_rule_test(tmp_path / "tram-driver.cert-test.yaml")]
    coverage = take_coverage(tests)
    assert [] == list(coverage.gaps)
    assert 100 == coverage.of(Measure.DECISION).percent
    assert [] == [one.mutant.label.en for one in mutate(load_family(str(rules)), tests).survived]


def test_the_schemas_are_where_the_files_say_they_are(tmp_path: Path) -> None:
    made(tmp_path)
    for file in tmp_path.glob("*.yaml"):
        line = file.read_text(encoding="utf-8").split("\n", 1)[0]
        assert line.startswith("# yaml-language-server: $schema=./")
        assert (tmp_path / line.partition("=")[2]).is_file()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Tram",
        "tram driver",
        "-tram",
        "tram-",
        "tram--driver",
        "電車",
        "../tram",
        "tram/driver",
        "a.b",
        "null",
        "true",
    ],
)
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="is not a name of a rule set"):
        new_files(name, Text("a", "b"), [1], Lang.ZH)


@pytest.mark.parametrize(
    ("levels", "told"),
    [([0], "0 is not a level"), ([10], "10 is not a level"), ([1, 1], "given twice"), ([3, 1], "without a gap")],
)
def test_what_are_no_levels_is_refused(levels: list[int], told: str) -> None:
    with pytest.raises(InputError, match=told):
        new_files("tram", Text("a", "b"), levels, Lang.ZH)


def test_nothing_is_overwritten_and_then_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "tram-driver.cert-test.yaml").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="is there already and is left as it is"):
        made(tmp_path)
    assert ["tram-driver.cert-test.yaml"] == [path.name for path in tmp_path.iterdir()]
    assert "mine" == (tmp_path / "tram-driver.cert-test.yaml").read_text(encoding="utf-8")


def test_two_rule_sets_share_the_schemas(tmp_path: Path) -> None:
    made(tmp_path)
    made(tmp_path, "bus-driver")
    assert 5 == len([*tmp_path.iterdir()])


@pytest.mark.parametrize("name", bundled_names())
def test_a_copy_is_the_same_and_its_tests_are_about_it(tmp_path: Path, name: str) -> None:
    write_files(tmp_path, copied_files(name))
    copy = load_ruleset(tmp_path / f"{name}.yaml")
    bundled = load_ruleset(Path(__file__).parents[3] / "rules" / f"{name}.yaml")
    assert isinstance(copy, RuleSet)
    assert isinstance(bundled, RuleSet)
    assert bundled.digest == copy.digest
    test = load_rule_test(tmp_path / f"{name}.cert-test.yaml")
    assert (tmp_path / f"{name}.yaml") in {path.resolve() for path in test.files} | set(test.files)
    assert all(run_case(case).has_passed for case in test.cases())


# --- the commands ----------------------------------------------------------------------------------------------------


def test_it_says_what_was_written_and_what_to_do_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command it names works as it stands."""
    monkeypatch.chdir(tmp_path)
    said = call(capsys, "rules", "new", "tram-driver", "--levels", "2,1", "--folder", "rules", "--lang", "en")
    assert (0, "") == (said.status, said.err)
    written, following = said.out.split("next:\n")
    assert "  rules/tram-driver.yaml\n" in written
    commands = [line.split()[1:] for line in following.splitlines()]
    assert ["validate", "test", "mutate", "verify", "rules"] == [words[0] for words in commands]
    for words in commands:
        assert 0 == call(capsys, *words).status, words
    assert (tmp_path / "rules" / "tram-driver.html").is_file()


def test_a_copy_is_written_by_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    said = call(capsys, "rules", "copy", "account-manager")
    assert (0, True) == (said.status, said.out.startswith("已写入：\n  account-manager.yaml\n"))
    assert 0 == call(capsys, "test", "account-manager.cert-test.yaml").status


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("new",), "NAME: missing"),
        (("new", "Tram"), "NAME: `Tram` is not a name"),
        (("new", "tram", "--levels", "3,x"), "--levels: `x` is not a level"),
        (("new", "tram", "--levels", ""), "--levels: `` is not a level"),
        (("new", "tram", "--levels", "4,2"), "--levels: levels follow one another without a gap"),
        (("new", "tram", "--title-zh", " "), "--title-zh: ` ` is no title"),
        (("new", "tram", "--title-en", "a\nb"), "--title-en: `a\\nb` is no title"),
        (("new", "tram", "--folder", "file/x"), "--folder: `file/x` cannot be written to"),
        (("copy",), "NAME: missing"),
        (("copy", "tram"), "NAME: there is no bundled rule set `tram`"),
        (("nev", "tram"), "there is no command `nev` of `vip-cert rules`"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_refused_in_words(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    said = call(capsys, "rules", *words)
    assert (2, True) == (said.status, told in said.err), said.err
    assert ["file"] == [path.name for path in tmp_path.iterdir()]
