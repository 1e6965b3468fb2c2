"""``vip-cert rules new`` and ``vip-cert rules copy``: files to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from vip_cert_rules.authoring.scaffold.new import Files, copied_files, new_files, write_files
from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import Arguments, add_words, whole_number
from vip_cert_rules.faults import Fault, InputError, show
from vip_cert_rules.rulesets.versions.family import TESTS
from vip_cert_rules.text import Lang, Text

NEW = """Write the files of a new rule set: the rules, rule tests that show every condition at its bounds and pass, and
the schemas by which an editor completes and checks both. Nothing that is there is overwritten."""
COPY = """Write the files of a bundled rule set to a folder to change them there: the rules, their rule tests, which
then test the copy, and the schemas by which an editor completes and checks both. Nothing is overwritten."""

NEW_EXAMPLES = """  vip-cert rules new tram-driver
  vip-cert rules new tram-driver --levels none --folder rules
  vip-cert rules new tram-driver --levels 3,2,1 --title-zh 电车驾驶员岗位认证 --title-en "tram driver certification\""""
COPY_EXAMPLES = """  vip-cert rules copy vip-service-manager --folder rules"""

WRITTEN = Text("已写入：", "written:")
NEXT = Text("接下来：", "next:")
NO_LEVELS = "none"


def new(args: Sequence[str]) -> int:
    """Writes the files of a new rule set."""
    usage = (
        "NAME [--levels N,...] [--title-zh TEXT] [--title-en TEXT]\n"
        "                          [--folder DIR] [--lang {zh,en}]"
    )
    parser = Arguments("rules new", NEW, NEW_EXAMPLES, usage)
    parser.add_argument("name", nargs="?", metavar="NAME", help="the name of the rule set, as in tram-driver")
    parser.add_argument(
        "--levels",
        metavar="N,...",
        default="3,2,1",
        help="its levels, 1 being the highest; `none` for a programme without (default: 3,2,1)",
    )
    parser.add_argument("--title-zh", metavar="TEXT", help="its title in Chinese (default: its name)")
    parser.add_argument("--title-en", metavar="TEXT", help="its title in English (default: its name)")
    _add_folder(parser)
    given = parser.read(args)
    faults = parser.need({"NAME": given.name})
    levels = _levels(given.levels, faults)
    for option, text in (("--title-zh", given.title_zh), ("--title-en", given.title_en)):
        if text is not None and (not text.strip() or not text.isprintable()):
            faults.append(Fault("wrong-form", option, f"{show(text)} is no title", "a line of text"))
    if faults:
        raise InputError(faults)
    title = Text(given.title_zh or given.name, given.title_en or given.name.replace("-", " "))
    _write(given.folder, new_files(given.name, title, levels, Lang(given.lang)), given.name, Lang(given.lang))
    return 0


def copy(args: Sequence[str]) -> int:
    """Writes the files of a bundled rule set."""
    parser = Arguments("rules copy", COPY, COPY_EXAMPLES, "NAME [--folder DIR] [--lang {zh,en}]")
    parser.add_argument("name", nargs="?", metavar="NAME", help="a bundled rule set by its name")
    _add_folder(parser)
    given = parser.read(args)
    faults = parser.need({"NAME": given.name})
    if faults:
        raise InputError(faults)
    _write(given.folder, copied_files(given.name), given.name, Lang(given.lang))
    return 0


def _add_folder(parser: Arguments) -> None:
    parser.add_argument("--folder", metavar="DIR", default=".", help="where to; made if need be (default: here)")
    add_words(parser, "--lang", ("zh", "en"), "zh", "the language of comments and of what is said")


def _levels(text: str, faults: list[Fault]) -> list[int]:
    if text == NO_LEVELS:
        return []
    levels: list[int] = []
    for word in text.split(","):
        number = whole_number(word.strip())
        if isinstance(number, int):
            levels.append(number)
        else:
            hint = "numbers from 1 to 9 with commas between them, or `none`"
            faults.append(Fault("wrong-form", "--levels", f"{show(word)} is not a level", hint))
    return levels


def _write(folder: str, files: Files, name: str, lang: Lang) -> None:
    where = Path(folder)
    written = write_files(where, files)
    output.say(WRITTEN.in_lang(lang))
    for path in written:
        output.say(f"  {output.printable(str(path))}")
    output.say(NEXT.in_lang(lang))
    rules, tests = (output.printable(str(where / f"{name}{suffix}")) for suffix in (".yaml", TESTS))
    for command in (
        f"validate {rules}",
        f"test {tests} --coverage",
        f"mutate {rules}",
        f"verify {rules}",
        f"rules render {rules} --output {output.printable(str(where / name))}.html",
    ):
        output.say(f"  vip-cert {command}")
