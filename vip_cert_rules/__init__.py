"""Job-skill certification rules: declarative rule sets, a candidate's facts as of a day, an explained decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
    from vip_cert_rules.codes import Code
    from vip_cert_rules.decision.decision import Decision, Outcome
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
    from vip_cert_rules.plan.nodes import Status
    from vip_cert_rules.rulesets.bundled import bundled_names, find_ruleset
    from vip_cert_rules.rulesets.family import load_ruleset
    from vip_cert_rules.rulesets.overlays import Overlay, load_overlay
    from vip_cert_rules.rulesets.ruleset import RuleSet
    from vip_cert_rules.rulesets.versions import RuleSetVersions

__version__ = "0.1.0"

__all__ = [
    "Appraisal",
    "Attestation",
    "Candidate",
    "Certificate",
    "Code",
    "Decision",
    "Education",
    "EducationLevel",
    "Employment",
    "EngineDisagreement",
    "EngineUnavailable",
    "Fault",
    "Grade",
    "InputError",
    "Issuer",
    "Matter",
    "Outcome",
    "Overlay",
    "Place",
    "Probation",
    "Rating",
    "Result",
    "RuleSet",
    "RuleSetError",
    "RuleSetVersions",
    "Status",
    "TrainerRank",
    "TrainerTitle",
    "Training",
    "Unit",
    "VipCertRulesError",
    "bundled_names",
    "evaluate",
    "find_ruleset",
    "load_overlay",
    "load_ruleset",
    "structure_candidate",
]

# Where each public name lives. A name is imported when it is first used, so that importing the package costs next to
# nothing and a program that only reads records never loads the rules.
_HOMES = {
    "Appraisal": "candidate.records",
    "Attestation": "candidate.records",
    "Candidate": "candidate.records",
    "Certificate": "candidate.records",
    "Code": "codes",
    "Decision": "decision.decision",
    "Education": "candidate.records",
    "EducationLevel": "candidate.words",
    "Employment": "candidate.records",
    "EngineDisagreement": "faults",
    "EngineUnavailable": "faults",
    "Fault": "faults",
    "Grade": "candidate.words",
    "InputError": "faults",
    "Issuer": "candidate.words",
    "Matter": "candidate.words",
    "Outcome": "decision.decision",
    "Overlay": "rulesets.overlays",
    "Place": "faults",
    "Probation": "candidate.records",
    "Rating": "candidate.records",
    "Result": "candidate.records",
    "RuleSet": "rulesets.ruleset",
    "RuleSetError": "faults",
    "RuleSetVersions": "rulesets.versions",
    "Status": "plan.nodes",
    "TrainerRank": "candidate.words",
    "TrainerTitle": "candidate.records",
    "Training": "candidate.records",
    "Unit": "candidate.words",
    "VipCertRulesError": "faults",
    "bundled_names": "rulesets.bundled",
    "evaluate": "facade",
    "find_ruleset": "rulesets.bundled",
    "load_overlay": "rulesets.overlays",
    "load_ruleset": "rulesets.family",
    "structure_candidate": "candidate.structure",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
