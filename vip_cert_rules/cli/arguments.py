"""The arguments of a command: argparse, with faults like those of every other input."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NoReturn

from vip_cert_rules.faults import Fault, InputError, nearest, show
from vip_cert_rules.shapes import Day, Refused, Report

_HELP = "\n    help: "
LANGUAGES = ("zh", "en")
WHEN = ("auto", "always", "never")


class Arguments(argparse.ArgumentParser):
    """The arguments of one command. What is wrong with them is raised as :class:`InputError`."""

    def __init__(self, command: str, about: str, examples: str, usage: str) -> None:
        super().__init__(
            prog=f"vip-cert {command}",
            usage=f"vip-cert {command} {usage}",
            description=about,
            epilog=f"examples:\n{examples}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Raises what argparse found."""
        text, _, hint = message.partition(_HELP)
        found = re.match(r"argument ([^:]+): (.*)", text, re.DOTALL)
        path, text = found.groups() if found else ("", text)
        raise InputError([Fault("wrong-arguments", path, text, hint or self.hint)])

    @property
    def hint(self) -> str:
        """Where help is."""
        return f"`{self.prog} --help` tells what can be said here"

    def read(self, args: Sequence[str]) -> argparse.Namespace:
        """The arguments; raises :class:`InputError` for those that there are not."""
        named, rest = self.parse_known_args(list(args))
        unknown = [word.partition("=")[0] for word in rest if word.startswith("-") and word != "-"]
        if unknown:
            raise InputError([self._unknown(option) for option in unknown])
        if rest:
            raise InputError([Fault("wrong-arguments", "", f"{show(rest[0])} is one argument too many", self.hint)])
        return named

    def need(self, options: Mapping[str, object]) -> list[Fault]:
        """A fault for each option that has to be given and was not."""
        return [
            Fault("missing", option, "missing; it has to be given", self.hint)
            for option, value in options.items()
            if value is None
        ]

    def _unknown(self, option: str) -> Fault:
        known = [name for action in self._actions for name in action.option_strings if name.startswith("--")]
        return Fault("unknown-option", "", f"there is no option {show(option)}", nearest(option, known))


def one_of(words: Sequence[str]) -> Callable[[str], str]:
    """Reads an option whose value is one of a few words."""

    def read(text: str) -> str:
        if text in words:
            return text
        raise argparse.ArgumentTypeError(f"{show(text)} cannot be given here{_HELP}{nearest(text, words)}")

    return read


def braced(words: Sequence[str]) -> str:
    """How the words that an option takes stand in a help text."""
    return "{" + ",".join(words) + "}"


def add_words(parser: Arguments, option: str, words: Sequence[str], default: str, about: str) -> None:
    """An option whose value is one of a few words."""
    parser.add_argument(
        option, type=one_of(words), metavar=braced(words), default=default, help=f"{about} (default: {default})"
    )


def add_reading(parser: Arguments) -> None:
    """The options that every command has whose output is read by people."""
    add_words(parser, "--lang", LANGUAGES, "zh", "the language of the text: Chinese or English")
    add_words(
        parser,
        "--color",
        WHEN,
        "auto",
        "colours and branches; auto: on a terminal, unless NO_COLOR is set; needs the extra `cli` (rich)",
    )


def add_ruleset(parser: Arguments, *, several: bool = False) -> None:
    """The rule set that a command is about; ``several``: a folder of its versions will do as well."""
    path = "the path of a rule file" + (" or of a folder of versions" if several else "")
    parser.add_argument("ruleset", nargs="?", metavar="NAME|PATH", help=f"a bundled rule set by its name, or {path}")


def read_day(given: str | None, name: str, faults: list[Fault]) -> date | None:
    """A day of the command line; ``None`` where it was not given or is none."""
    if given is None:
        return None
    report = Report()
    day = Day().read(given, (name,), report)
    faults += report.faults
    return None if isinstance(day, Refused) else day


def whole_number(text: str) -> int | str:
    """The whole number that a text is in the digits 0 to 9; any other text as it is, for whoever checks it."""
    return int(text) if re.fullmatch(r"-?(?:0|[1-9][0-9]{0,17})", text) else text


def percentage(text: str) -> float:
    """Reads an option whose value is a percentage."""
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not 0 <= number <= 100:
        raise argparse.ArgumentTypeError(f"{show(text)} is no percentage from 0 to 100")
    return number
