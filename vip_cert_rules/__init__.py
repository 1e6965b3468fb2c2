"""Job-skill certification rules: declarative rule sets, a candidate's facts as of a day, an explained decision."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vip_cert_rules.batch.many import Answered, Question, evaluate_many
    from vip_cert_rules.candidate.load import load_candidate
    from vip_cert_rules.candidate.records import (
        Appraisal,
        Attestation,
        Candidate,
        Certificate,
        Education,
        Employment,
        Probation,
        Rating,
        Result,
        TrainerTitle,
        Training,
    )
    from vip_cert_rules.candidate.structure import structure_candidate
    from vip_cert_rules.candidate.words import EducationLevel, Grade, Issuer, Matter, TrainerRank, Unit
    from vip_cert_rules.charts.radar import render_radar, render_radar_png
    from vip_cert_rules.codes import Code, NoticeCode
    from vip_cert_rules.decision.decision import Decision
    from vip_cert_rules.decision.notices import Notice, Removal
    from vip_cert_rules.decision.outcome import Outcome
    from vip_cert_rules.decision.profile import Gap, Profile, profile_of
    from vip_cert_rules.decision.progress import Progress, progress_of
    from vip_cert_rules.decision.sensitivity import Alternative, Assumed
    from vip_cert_rules.decision_log.entries import Entry
    from vip_cert_rules.decision_log.findings import LogMismatch, Replayed, Verified
    from vip_cert_rules.decision_log.log import DecisionLog as DecisionLog
    from vip_cert_rules.decision_log.log import open_log as open_log
    from vip_cert_rules.decision_log.replaying import replay as replay
    from vip_cert_rules.decision_log.verifying import verify_log as verify_log
    from vip_cert_rules.facade import evaluate
    from vip_cert_rules.faults import (
        EngineDisagreement,
        EngineUnavailable,
        Fault,
        InputError,
        Place,
        RuleSetError,
        VipCertRulesError,
    )
    from vip_cert_rules.mappings.load import load_mapping
    from vip_cert_rules.mappings.model import RecordMapping
    from vip_cert_rules.mappings.people import MappedRecord, read_records
    from vip_cert_rules.plan.nodes import Status
    from vip_cert_rules.rechecking.nodes import Mismatch
    from vip_cert_rules.rechecking.recheck import recheck_decision
    from vip_cert_rules.rulesets.bundled import bundled_names, find_ruleset
    from vip_cert_rules.rulesets.overlays.overlay import Overlay, load_overlay
    from vip_cert_rules.rulesets.review.changes import AdditionChange, ReadingChange, ValueChange, describe_changes
    from vip_cert_rules.rulesets.review.overlay_checks import OverlayWarning, check_overlays
    from vip_cert_rules.rulesets.ruleset import RuleSet
    from vip_cert_rules.rulesets.versions.family import load_ruleset
    from vip_cert_rules.rulesets.versions.versions import RuleSetVersions
    from vip_cert_rules.syllabus.bundled import bundled_syllabus, bundled_syllabuses
    from vip_cert_rules.syllabus.load import load_syllabus
    from vip_cert_rules.syllabus.model import Depth, Syllabus
    from vip_cert_rules.web.app import create_app as create_app

__version__ = "0.1.0"

# The package logs no personal data, and nothing unless the program that embeds it asks for it.
logging.getLogger(__name__).addHandler(logging.NullHandler())

__all__ = [
    "AdditionChange",
    "Alternative",
    "Answered",
    "Appraisal",
    "Assumed",
    "Attestation",
    "Candidate",
    "Certificate",
    "Code",
    "Decision",
    "Depth",
    "Education",
    "EducationLevel",
    "Employment",
    "EngineDisagreement",
    "EngineUnavailable",
    "Entry",
    "Fault",
    "Gap",
    "Grade",
    "InputError",
    "Issuer",
    "LogMismatch",
    "MappedRecord",
    "Matter",
    "Mismatch",
    "Notice",
    "NoticeCode",
    "Outcome",
    "Overlay",
    "OverlayWarning",
    "Place",
    "Probation",
    "Profile",
    "Progress",
    "Question",
    "Rating",
    "ReadingChange",
    "RecordMapping",
    "Removal",
    "Replayed",
    "Result",
    "RuleSet",
    "RuleSetError",
    "RuleSetVersions",
    "Status",
    "Syllabus",
    "TrainerRank",
    "TrainerTitle",
    "Training",
    "Unit",
    "ValueChange",
    "Verified",
    "VipCertRulesError",
    "bundled_names",
    "bundled_syllabus",
    "bundled_syllabuses",
    "check_overlays",
    "describe_changes",
    "evaluate",
    "evaluate_many",
    "find_ruleset",
    "load_candidate",
    "load_mapping",
    "load_overlay",
    "load_ruleset",
    "load_syllabus",
    "profile_of",
    "progress_of",
    "read_records",
    "recheck_decision",
    "render_radar",
    "render_radar_png",
    "structure_candidate",
]

# Public names that need an extra: they are there to be imported by name, and not part of `import *`.
_EXTRAS = {
    "DecisionLog": "log",
    "create_app": "web",
    "open_log": "log",
    "replay": "log",
    "verify_log": "log",
}

# Where each public name lives. A name is imported when it is first used, so that importing the package costs next to
# nothing and a program that only reads records never loads the rules.
_HOMES = {
    "AdditionChange": "rulesets.review.changes",
    "Alternative": "decision.sensitivity",
    "Answered": "batch.many",
    "Question": "batch.many",
    "evaluate_many": "batch.many",
    "Appraisal": "candidate.records",
    "Assumed": "decision.sensitivity",
    "Attestation": "candidate.records",
    "Candidate": "candidate.records",
    "Certificate": "candidate.records",
    "Code": "codes",
    "Decision": "decision.decision",
    "Depth": "syllabus.model",
    "Education": "candidate.records",
    "EducationLevel": "candidate.words",
    "Employment": "candidate.records",
    "EngineDisagreement": "faults",
    "EngineUnavailable": "faults",
    "Fault": "faults",
    "Gap": "decision.profile",
    "Grade": "candidate.words",
    "InputError": "faults",
    "Issuer": "candidate.words",
    "DecisionLog": "decision_log.log",
    "Entry": "decision_log.entries",
    "LogMismatch": "decision_log.findings",
    "Replayed": "decision_log.findings",
    "Verified": "decision_log.findings",
    "open_log": "decision_log.log",
    "replay": "decision_log.replaying",
    "verify_log": "decision_log.verifying",
    "MappedRecord": "mappings.people",
    "Matter": "candidate.words",
    "RecordMapping": "mappings.model",
    "load_mapping": "mappings.load",
    "read_records": "mappings.people",
    "Mismatch": "rechecking.nodes",
    "Notice": "decision.notices",
    "NoticeCode": "codes",
    "Outcome": "decision.outcome",
    "Overlay": "rulesets.overlays.overlay",
    "OverlayWarning": "rulesets.review.overlay_checks",
    "Place": "faults",
    "Probation": "candidate.records",
    "Profile": "decision.profile",
    "Progress": "decision.progress",
    "Rating": "candidate.records",
    "Removal": "decision.notices",
    "Result": "candidate.records",
    "ReadingChange": "rulesets.review.changes",
    "RuleSet": "rulesets.ruleset",
    "RuleSetError": "faults",
    "RuleSetVersions": "rulesets.versions.versions",
    "Status": "plan.nodes",
    "Syllabus": "syllabus.model",
    "TrainerRank": "candidate.words",
    "TrainerTitle": "candidate.records",
    "Training": "candidate.records",
    "Unit": "candidate.words",
    "ValueChange": "rulesets.review.changes",
    "VipCertRulesError": "faults",
    "bundled_names": "rulesets.bundled",
    "bundled_syllabus": "syllabus.bundled",
    "bundled_syllabuses": "syllabus.bundled",
    "check_overlays": "rulesets.review.overlay_checks",
    "create_app": "web.app",
    "describe_changes": "rulesets.review.changes",
    "evaluate": "facade",
    "find_ruleset": "rulesets.bundled",
    "load_candidate": "candidate.load",
    "load_overlay": "rulesets.overlays.overlay",
    "load_ruleset": "rulesets.versions.family",
    "load_syllabus": "syllabus.load",
    "profile_of": "decision.profile",
    "progress_of": "decision.progress",
    "recheck_decision": "rechecking.recheck",
    "render_radar": "charts.radar",
    "render_radar_png": "charts.radar",
    "structure_candidate": "candidate.structure",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    try:
        value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    except ImportError as error:
        if name not in _EXTRAS:
            raise
        extra = f"{__name__}[{_EXTRAS[name]}]"
        raise ImportError(f"{__name__}.{name} needs an extra: install `{extra}`", name=error.name) from error
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
