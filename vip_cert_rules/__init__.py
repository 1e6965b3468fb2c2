"""Job-skill certification rules: declarative rule sets, a candidate's facts as of a day, an explained decision."""

from __future__ import annotations

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
from vip_cert_rules.rulesets.ruleset import RuleSet, load_ruleset

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
    "Place",
    "Probation",
    "Rating",
    "Result",
    "RuleSet",
    "RuleSetError",
    "Status",
    "TrainerRank",
    "TrainerTitle",
    "Training",
    "Unit",
    "VipCertRulesError",
    "bundled_names",
    "evaluate",
    "find_ruleset",
    "load_ruleset",
    "structure_candidate",
]
