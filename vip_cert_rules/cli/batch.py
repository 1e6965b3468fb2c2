"""``vip-cert batch``: questions about everybody in a file of records."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime, timezone
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vip_cert_rules.batch import words
from vip_cert_rules.batch.crew import worked
from vip_cert_rules.batch.journal import Files, Journal, begin, resume
from vip_cert_rules.batch.many import Asked, Question, Rules, check_asked
from vip_cert_rules.batch.people import People, people_of
from vip_cert_rules.batch.sheets import check_sheet, write_sheet
from vip_cert_rules.batch.summary import Summary
from vip_cert_rules.batch.work import Job, Worked
from vip_cert_rules.cli.adjusting import add_adjusting, as_option, assumed
from vip_cert_rules.cli.arguments import Arguments, add_reading, braced, one_of, whole_number
from vip_cert_rules.cli.entering import opened_log
from vip_cert_rules.cli.present import Page, show_page
from vip_cert_rules.cli.progress import progress_bar
from vip_cert_rules.decision.narrative import Section
from vip_cert_rules.decision.plan_words import Line
from vip_cert_rules.faults import Fault, InputError, VipCertRulesError, show
from vip_cert_rules.mappings.load import load_mapping
from vip_cert_rules.mappings.model import RecordMapping
from vip_cert_rules.plan.nodes import Status
from vip_cert_rules.rulesets.bundled import find_rules
from vip_cert_rules.rulesets.ruleset import RuleSet
from vip_cert_rules.text import Lang
from vip_cert_rules.wording.punctuation import LISTED

if TYPE_CHECKING:
    from vip_cert_rules.decision_log.log import DecisionLog

ABOUT = """Decide one or several questions about everybody in INPUT: a file with a record a line (JSON lines); with
--mapping workbooks (XLSX), files of CSV or JSON, folders of them, and databases (SQLite files, URLs), read as the
mapping says.

Every decision document goes to the output, a line each, in the order of the input; a person at fault goes to the
rejects, as it was and with its faults, each at the cell it comes from. Everybody is in one of the two, whatever ends a
run: --resume goes on after the last.

--sheet also writes a table for clerks (CSV or XLSX): outcome, what stands in the way or is missing, clauses. --log
enters every decision in a decision log; a run that was ended and goes on may enter a few of them twice, and none never.

Exit status 0 means that everybody was decided, 1 that some were rejected, 2 that an input is at fault."""

EXAMPLES = """  vip-cert batch staff.jsonl --ruleset own.yaml --ask apply.3 --as-of 2026-11-24 --output out.jsonl
  vip-cert batch staff.jsonl --ruleset own.yaml --ask apply.3 --ask hold.3 --as-of 2026-11-24 --output out.jsonl \\
      --jobs 4 --sheet out.xlsx --lang en
  vip-cert batch staff.xlsx --mapping template --ruleset vip-service-manager --ask apply.3 --as-of 2026-11-24 \\
      --output out.jsonl --sheet out.xlsx
  vip-cert batch staff.jsonl --ruleset own.yaml --ask apply.3 --as-of 2026-11-24 --output out.jsonl --resume"""

USAGE = """INPUT... [--mapping NAME|PATH] --ruleset NAME|PATH --ask QUESTION[.LEVEL]... --as-of DAY
                      --output FILE [--rejects FILE] [--sheet FILE] [--log LOG] [--resume] [--jobs N] [--position WORD]
                      [--rules-as-of DAY] [--overlay FILE]... [--parameters FILE] [--assume ID=WORD]...
                      [--engine {auto,direct,durable}] [--lang {zh,en}] [--color {auto,always,never}]"""

ENGINES = ("auto", "direct", "durable")
DECIDED, SOME_REJECTED = 0, 1
MOST_JOBS = 256
AT_ONCE = 100
"""People whose decisions are entered in a log together."""
MAPPED = (".csv", ".xlsx", ".xlsm", ".db", ".sqlite", ".sqlite3")
"""Files that no line of JSON stands in."""
OPTIONS = ("--as-of", "--rules-as-of", "--assume", "--overlays", "--parameters", "--position")


def arguments() -> Arguments:
    """The arguments of the command."""
    parser = Arguments("batch", ABOUT, EXAMPLES, USAGE)
    parser.add_argument("inputs", nargs="*", metavar="INPUT", help="files, folders, databases")
    parser.add_argument("--mapping", metavar="NAME|PATH", help="how records are made of the inputs; absent: JSON lines")
    asked = parser.add_argument_group("what is asked")
    asked.add_argument(
        "--ruleset", metavar="NAME|PATH", help="a bundled rule set, a rule file, or a folder of versions"
    )
    asked.add_argument(
        "--ask", metavar="QUESTION[.LEVEL]", action="append", default=[], help="as in apply.3; several may be asked"
    )
    asked.add_argument("--position", metavar="WORD", help="the position asked about, where the programme has positions")
    asked.add_argument("--as-of", metavar="DAY", help="the day asked about, as YYYY-MM-DD")
    asked.add_argument("--rules-as-of", metavar="DAY", help="the day whose rules apply (default: the day asked about)")
    add_adjusting(asked)
    asked.add_argument(
        "--engine",
        type=one_of(ENGINES),
        metavar=braced(ENGINES),
        default="auto",
        help="what concludes; the decisions are the same: auto is durable checked by direct (default: auto)",
    )
    written = parser.add_argument_group("what is written")
    written.add_argument("--output", metavar="FILE", help="the decisions, one a line")
    written.add_argument("--rejects", metavar="FILE", help="records at fault (default: OUTPUT.rejects.jsonl)")
    written.add_argument("--sheet", metavar="FILE", help="also a table, as .csv or .xlsx")
    written.add_argument("--log", metavar="LOG", help="also enter every decision in this decision log")
    written.add_argument("--resume", action="store_true", help="go on with a run that ended early")
    written.add_argument("--jobs", metavar="N", type=_jobs, default=1, help="so many processes at once (default: 1)")
    add_reading(parser)
    return parser


def run(args: Sequence[str]) -> int:
    """Decides, writes, and tells how many were answered how."""
    parser = arguments()
    given = parser.read(args)
    lang = Lang(given.lang)
    asked, mapping = _asked(parser, given)
    files = _files(given)
    if given.sheet is not None:
        check_sheet(Path(given.sheet))
    log_of = nullcontext() if given.log is None else opened_log(given.log)
    with people_of(given.inputs, mapping) as people, log_of as log:
        about = {**_about(asked, mapping, people.digest), **({} if given.log is None else {"log": given.log})}
        if given.resume:
            journal = resume(files, about, (number for number, _ in people.items()), len(asked.questions))
        else:
            journal = begin(files, about)
        summary = Summary(asked.questions)
        went_on = journal.last
        if went_on:
            summary.note_written(files.output, files.rejects)
        _write(Job(asked, people.reader, log is not None), people, journal, summary, given.jobs, log)
    if given.sheet is not None:
        write_sheet(Path(given.sheet), files.output, asked.rules, lang)
    show_page(_page(asked, summary, files, went_on, lang), given.color)
    return SOME_REJECTED if summary.rejected else DECIDED


def _write(job: Job, people: People, journal: Journal, summary: Summary, jobs: int, log: DecisionLog | None) -> None:
    every = people.count()
    try:
        with progress_bar("batch") as progress:
            done = summary.people + summary.rejected
            for some in _parts(worked(job, people.items(journal.last), jobs), 1 if log is None else AT_ONCE):
                if log is not None:
                    # before the files: a run that ends in between enters these again, and leaves none out
                    entries = [entry for one in some for entry in one.entries]
                    log.append_prepared(entries, at=datetime.now(timezone.utc))
                for one in some:
                    journal.write(one)
                    summary.note(one)
                    done += 1
                    progress(done, every)
    finally:
        journal.close()


def _parts(items: Iterable[Worked], size: int) -> Iterator[list[Worked]]:
    source = iter(items)
    while part := list(islice(source, size)):
        yield part


def _asked(parser: Arguments, given: argparse.Namespace) -> tuple[Asked, RecordMapping | None]:
    """What is asked about everybody, and how they are read. Raises :class:`InputError` with every fault of the call."""
    faults = parser.need(
        {"INPUT": given.inputs or None, "--ruleset": given.ruleset, "--as-of": given.as_of, "--output": given.output}
    )
    if not given.ask:
        faults.append(Fault("missing", "--ask", "missing; at least one question has to be asked", "as in apply.3"))
    mapping = _mapping(given, faults)
    assume = assumed(given.assume, faults)
    rules: Rules | None = None
    if given.ruleset is not None:
        try:
            rules = find_rules(given.ruleset).overlaid(given.overlay, given.parameters)
        except VipCertRulesError as error:
            faults += error.faults
    questions = [_question(word, given.position, faults) for word in given.ask]
    if len(set(questions)) != len(questions):
        faults.append(Fault("duplicate", "--ask", "a question is asked twice"))
    if rules is not None and given.as_of is not None and questions and not faults:
        try:
            day, rules_day = check_asked(rules, questions, given.as_of, given.rules_as_of, assume or None)
        except InputError as error:
            faults += error.faults
        else:
            return Asked(rules, tuple(questions), day, rules_day, assume or None, given.engine), mapping
    raise InputError(as_option(fault, OPTIONS) for fault in faults)


def _mapping(given: argparse.Namespace, faults: list[Fault]) -> RecordMapping | None:
    """The mapping that is meant; what is wrong with it, or with inputs that have none, is added to the faults."""
    if given.mapping is not None:
        try:
            return load_mapping(given.mapping)
        except VipCertRulesError as error:
            faults += error.faults
            return None
    if len(given.inputs) > 1:
        faults.append(Fault("wrong-arguments", "INPUT", "several inputs need a mapping", "say it with --mapping"))
    for one in given.inputs:
        if not Path(one).is_file():
            faults.append(Fault("unreadable", "INPUT", f"there is no file `{one}`"))
        elif Path(one).suffix.lower() in MAPPED:
            hint = "say with --mapping how records are made of it"
            faults.append(Fault("mapping-missing", "--mapping", f"`{one}` is no file of JSON lines", hint))
    return None


def _question(word: str, position: str | None, faults: list[Fault]) -> Question:
    question, dot, level = word.partition(".")
    number = whole_number(level) if dot else None
    if isinstance(number, str) or not question:
        faults.append(Fault("wrong-form", "--ask", f"{show(word)} is not QUESTION or QUESTION.LEVEL", "as in apply.3"))
        number = None
    return Question(question, number, position)


def _files(given: argparse.Namespace) -> Files:
    target = Path(given.output)
    rejects = target.with_name(f"{target.name}.rejects.jsonl") if given.rejects is None else Path(given.rejects)
    named = {Path(one).resolve(): "INPUT" for one in given.inputs}
    for option, path in (("--output", target), ("--rejects", rejects), ("--sheet", given.sheet and Path(given.sheet))):
        if path is None:
            continue
        other = named.setdefault(path.resolve(), option)
        if other != option:
            raise InputError([Fault("same-file", option, f"`{path}` is {other} already")])
    return Files(target, rejects)


def _about(asked: Asked, mapping: RecordMapping | None, digest: str) -> Mapping[str, Any]:
    """What a batch asks of whom: what has to be the same where it goes on."""
    versions = (asked.rules,) if isinstance(asked.rules, RuleSet) else asked.rules.versions
    return {
        "ruleset": asked.rules.name,
        "rules": [{"version": one.version, "digest": one.digest} for one in versions],
        "overlays": [{"name": one.name, "digest": one.digest} for one in asked.rules.overlays],
        "questions": [
            {"question": one.question, "level": one.level, "position": one.position} for one in asked.questions
        ],
        "as_of": asked.as_of.isoformat(),
        "rules_as_of": None if asked.rules_as_of is None else asked.rules_as_of.isoformat(),
        "assume": dict(asked.assume or {}),
        "mapping": None if mapping is None else {"name": mapping.name, "digest": mapping.digest},
        "input": digest,
    }


def _page(asked: Asked, summary: Summary, files: Files, went_on: int, lang: Lang) -> Page:
    headline = words.DONE.say(
        lang, records=summary.people + summary.rejected, people=summary.people, rejected=summary.rejected
    )
    version = asked.rules.version if isinstance(asked.rules, RuleSet) else asked.rules.versions[-1].version
    subject = words.SUBJECT.say(
        lang, ruleset=asked.rules.name, version=version, as_of=asked.as_of.isoformat(), output=files.output
    )
    notes = [words.WENT_ON.say(lang, line=went_on)] if went_on else []
    notes += [words.REJECTED.say(lang, rejects=files.rejects)] if summary.rejected else []
    by_question = tuple(_counts(_named(one), summary.of(one), lang) for one in asked.questions)
    by_unit = tuple(
        _counts(f"{words.unit_in_words(unit, lang)} · {_named(one)}", summary.of_unit(one, unit), lang)
        for unit in summary.units()
        for one in asked.questions
    )
    sections = [
        Section(words.BY_QUESTION.in_lang(lang), by_question if summary.people else ()),
        Section(words.BY_UNIT.in_lang(lang), by_unit),
    ]
    sections.append(Section(words.NOTES.in_lang(lang), tuple(map(Line, notes))))
    tone = Status.UNMET if summary.rejected else Status.MET
    return Page(headline, subject, tuple(one for one in sections if one.lines), tone)


def _named(one: Question) -> str:
    asked = one.question if one.level is None else f"{one.question}.{one.level}"
    return asked if one.position is None else f"{asked} {one.position}"


def _counts(what: str, counts: Mapping[str, int], lang: Lang) -> Line:
    told = LISTED.in_lang(lang).join(
        words.COUNT.say(lang, outcome=text.in_lang(lang), count=counts.get(outcome, 0))
        for outcome, text in words.OUTCOMES.items()
    )
    return Line(words.COUNTS.say(lang, what=what, counts=told))


def _jobs(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    if not 1 <= number <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"{show(text)} is no number of processes from 1 to {MOST_JOBS}")
    return number
