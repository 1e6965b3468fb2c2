"""``vip-cert log``: what was decided, kept so that it can be looked up, checked and made again years later."""

from __future__ import annotations

import argparse
import json
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vip_cert_rules.batch.words import OUTCOMES
from vip_cert_rules.cli import output
from vip_cert_rules.cli.arguments import Arguments, add_reading, add_words, read_day
from vip_cert_rules.cli.entering import opened_log
from vip_cert_rules.cli.present import Page, show_page
from vip_cert_rules.decision.narrative import Section
from vip_cert_rules.decision.plan_words import Line
from vip_cert_rules.decision_log import words
from vip_cert_rules.decision_log.entries import DECISION, Entry
from vip_cert_rules.decision_log.findings import (
    ERASED,
    NOT_POSSIBLE,
    OTHER_ANSWER,
    SAME,
    TOLD_OTHERWISE,
    LogMismatch,
    Replayed,
)
from vip_cert_rules.faults import Fault, InputError, nearest, reason_of, show
from vip_cert_rules.plan.nodes import Status
from vip_cert_rules.rulesets.bundled import find_rules
from vip_cert_rules.text import Lang
from vip_cert_rules.wording.punctuation import LISTED

if TYPE_CHECKING:
    from vip_cert_rules.decision_log.log import DecisionLog

ABOUT = """A decision log: every decision with what it was made of, in an SQLite file or a database by URL. Decisions
are entered by `vip-cert evaluate --log LOG` and by programs.

  create LOG   makes one
  show LOG     the entries, one a line; with --number the documents
  verify LOG   whether it is as it was written; --head NUMBER:HASH is what was noted of an entry earlier
  replay LOG   makes decisions again, by the rules that made them: they have to come out the same; with --ruleset by
               others, to see what differs and why
  export LOG   entries as JSON, one a line, with people masked, unless --unmasked
  erase LOG    erases documents and facts of entries, and enters that and why

Exit status 0 means that all is well, 1 that something is not as it was written or came out otherwise, 2 that an input
is at fault."""

EXAMPLES = """  vip-cert log create decisions.db
  vip-cert log verify decisions.db --recheck
  vip-cert log show decisions.db --candidate E1001 --lang en
  vip-cert log replay postgresql+psycopg://hr@db/hr --ruleset rules/next.yaml --candidate E1001
  vip-cert log erase decisions.db --before 2024-01-01 --reason "retention: two years after the certificate lapsed\""""

USAGE = """{create | show | verify | replay | export | erase} LOG [--number N]... [--candidate ID] [--before DAY]
                    [--head NUMBER:HASH] [--recheck] [--ruleset NAME|PATH] [--key-file FILE] [--unmasked]
                    [--reason TEXT] [--format {text,json}] [--lang {zh,en}] [--color {auto,always,never}]"""

WELL, NOT_WELL = 0, 1
MOST_SHOWN = 50
MOST_NODES = 5


def run(args: Sequence[str]) -> int:
    """Does one of the actions."""
    parser = _arguments()
    given = parser.read(args)
    if given.action is None or given.log is None:
        raise InputError(parser.need({"{create,show,…}": given.action, "LOG": given.log}))
    action = ACTIONS.get(given.action)
    if action is None:
        message = f"{show(given.action)} cannot be done with a log"
        raise InputError([Fault("unknown-command", "", message, nearest(given.action, ACTIONS))])
    with opened_log(given.log, create=given.action == "create") as log:
        return action(log, given, Lang(given.lang))


def _arguments() -> Arguments:
    parser = Arguments("log", ABOUT, EXAMPLES, USAGE)
    parser.add_argument("action", nargs="?", metavar="ACTION", help="what to do")
    parser.add_argument("log", nargs="?", metavar="LOG", help="the path of an SQLite file, or the URL of a database")
    which = parser.add_argument_group("which entries")
    which.add_argument("--number", metavar="N", type=_number, action="append", help="this entry; may be repeated")
    which.add_argument("--candidate", metavar="ID", help="the entries about this person")
    which.add_argument("--before", metavar="DAY", help="the entries of days before this one (UTC), as YYYY-MM-DD")
    parser.add_argument("--head", metavar="NUMBER:HASH", help="verify: an entry that was noted earlier")
    parser.add_argument(
        "--recheck", action="store_true", help="verify: re-check every document beside its facts as well"
    )
    parser.add_argument("--ruleset", metavar="NAME|PATH", help="replay: by these rules instead")
    parser.add_argument(
        "--key-file", metavar="FILE", help="export: the key of the masks (default: a new one each time)"
    )
    parser.add_argument("--unmasked", action="store_true", help="export: with people as they are, digests and hashes")
    parser.add_argument("--reason", metavar="TEXT", help="erase: why; must not name anybody")
    add_words(parser, "--format", ("text", "json"), "text", "show: lines for people, or one JSON object a line")
    add_reading(parser)
    return parser


# --- the actions -----------------------------------------------------------------------------------------------------


def _create(log: DecisionLog, given: argparse.Namespace, lang: Lang) -> int:
    output.say(output.printable(words.CREATED.say(lang, log=log.database.shown)))
    return WELL


def _show(log: DecisionLog, given: argparse.Namespace, lang: Lang) -> int:
    for entry in _chosen(log, given):
        document = log.document(entry)
        if given.format == "json":
            row = {"number": entry.number, "at": entry.at, "kind": entry.kind, "hash": entry.hash, "body": entry.body}
            output.say_document(json.dumps({**row, "document": document}, ensure_ascii=False))
        elif given.number is not None and document is not None:
            output.say_document(json.dumps(document, ensure_ascii=False, indent=2))
        else:
            output.say(output.printable(_line_of(entry, document, lang)))
    return WELL


def _verify(log: DecisionLog, given: argparse.Namespace, lang: Lang) -> int:
    from vip_cert_rules.decision_log.verifying import verify_log

    found = verify_log(log, head=given.head, recheck=given.recheck)
    count = len(found.mismatches)
    text = words.UNSOUND if count else words.SOUND
    sections = (
        Section(words.MISMATCHED.in_lang(lang), _told(found.mismatches, lang, Status.UNMET)),
        Section(words.REMARKABLE.in_lang(lang), _told(found.notices, lang, Status.UNKNOWN)),
    )
    page = Page(
        text.say(lang, entries=found.entries, count=count),
        words.HEAD.say(lang, head=found.head),
        tuple(one for one in sections if one.lines),
        Status.UNMET if count else Status.MET,
    )
    show_page(page, given.color)
    return NOT_WELL if count else WELL


def _replay(log: DecisionLog, given: argparse.Namespace, lang: Lang) -> int:
    from vip_cert_rules.decision_log.replaying import replay

    rules = None if given.ruleset is None else find_rules(given.ruleset)
    counts: Counter[str] = Counter()
    lines: list[Line] = []
    for entry in _chosen(log, given):
        if entry.kind == DECISION:
            one = replay(log, entry, rules=rules)
            counts[one.verdict] += 1
            lines += _differing(one, lang) if len(lines) < MOST_SHOWN else ()
    told = LISTED.in_lang(lang).join(
        words.COUNT.say(lang, verdict=text.in_lang(lang), count=counts[verdict])
        for verdict, text in words.VERDICTS.items()
        if counts[verdict]
    )
    headline = words.REPLAYED.say(lang, count=sum(counts.values()), counts=told or "0")
    differs = counts[OTHER_ANSWER] + counts[NOT_POSSIBLE] + (0 if rules is not None else counts[TOLD_OTHERWISE])
    tone = Status.UNMET if differs else Status.MET
    sections = (Section(words.REMARKABLE.in_lang(lang), tuple(lines)),) if lines else ()
    show_page(Page(headline, log.database.shown, sections, tone), given.color)
    return NOT_WELL if differs else WELL


def _export(log: DecisionLog, given: argparse.Namespace, lang: Lang) -> int:
    from vip_cert_rules.decision_log.exporting import export

    key = None if given.unmasked else _key(given.key_file)
    for row in export(log, _chosen(log, given), key=key):
        output.say_document(json.dumps(row, ensure_ascii=False))
    return WELL


def _erase(log: DecisionLog, given: argparse.Namespace, lang: Lang) -> int:
    faults = [] if given.reason else [Fault("missing", "--reason", "missing; an erasure has to say why")]
    if given.number is None and given.candidate is None and given.before is None:
        faults.append(Fault("missing", "--number", "missing; say which entries: --number, --candidate or --before"))
    if faults:
        raise InputError(faults)
    numbers = [
        entry.number for entry in _chosen(log, given) if entry.kind == DECISION and log.document(entry) is not None
    ]
    if not numbers:
        raise InputError([Fault("no-such-entry", "--number", "no decision is there that could be erased")])
    entry = log.erase(numbers, reason=given.reason, at=datetime.now(timezone.utc))
    output.say(words.ERASED_NOW.say(lang, count=len(numbers), number=entry.number))
    return WELL


ACTIONS: Mapping[str, Callable[[DecisionLog, argparse.Namespace, Lang], int]] = {
    "create": _create,
    "show": _show,
    "verify": _verify,
    "replay": _replay,
    "export": _export,
    "erase": _erase,
}


# --- what they share -------------------------------------------------------------------------------------------------


def _chosen(log: DecisionLog, given: argparse.Namespace) -> list[Entry]:
    """The entries that the options name."""
    faults: list[Fault] = []
    day: date | None = read_day(given.before, "--before", faults)
    before = None if day is None else datetime.combine(day, time(), timezone.utc)
    entries = [*log.entries(candidate=given.candidate, numbers=given.number, before=before)]
    missing = sorted({*(given.number or ())} - {entry.number for entry in entries})
    faults += [Fault("no-such-entry", "--number", f"there is no entry {number}") for number in missing]
    if faults:
        raise InputError(faults)
    return entries


def _line_of(entry: Entry, document: Mapping[str, Any] | None, lang: Lang) -> str:
    if entry.kind != DECISION:
        numbers = LISTED.in_lang(lang).join(map(str, entry.body["numbers"]))
        return words.ERASED.say(lang, number=entry.number, at=entry.at, numbers=numbers, reason=entry.body["reason"])
    if document is None:
        return words.GONE.say(lang, number=entry.number, at=entry.at)
    level = document["level"]
    said = {key: document[key] for key in ("candidate", "ruleset", "version", "as_of")}
    asked = document["question"] if level is None else f"{document['question']}.{level}"
    outcome = OUTCOMES[document["outcome"]].in_lang(lang)
    return words.DECIDED.say(lang, number=entry.number, at=entry.at, asked=asked, outcome=outcome, **said)


def _told(found: Iterable[LogMismatch], lang: Lang, status: Status) -> tuple[Line, ...]:
    lines = []
    for one in found:
        text = one.text.in_lang(lang)
        said = text if one.entry is None else words.AT_ENTRY.say(lang, entry=one.entry, text=text)
        lines.append(Line(said, 0, status))
    return tuple(lines)


def _differing(one: Replayed, lang: Lang) -> list[Line]:
    if one.verdict == ERASED:
        return []
    if one.before is None or one.now is None:
        verdict = words.VERDICTS[one.verdict].in_lang(lang)
        return [
            Line(words.HINDERED.say(lang, number=one.number, verdict=verdict, why=one.why or ""), 0, Status.UNKNOWN)
        ]
    if one.verdict == SAME:
        return []
    before, now = (OUTCOMES[each["outcome"]].in_lang(lang) for each in (one.before, one.now))
    about = one.before["candidate"]
    head = words.ANSWER.say(lang, number=one.number, candidate=about, before=before, now=now)
    absent = words.NOT_THERE.in_lang(lang)
    changes = one.changes[-MOST_NODES:]
    return [Line(head, 0, Status.UNMET)] + [
        Line(words.CHANGED.say(lang, node=node, before=then or absent, now=today or absent), 1)
        for node, then, today in changes
    ]


def _key(file: str | None) -> bytes:
    if file is None:
        return secrets.token_bytes(32)
    try:
        return Path(file).read_bytes()
    except OSError as cause:
        raise InputError([Fault("unreadable", "--key-file", f"`{file}` cannot be read: {reason_of(cause)}")]) from cause


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 18):
        raise argparse.ArgumentTypeError(f"{show(text)} is no number of an entry")
    return int(text)
