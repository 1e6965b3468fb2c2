"""Random questions to all five programmes in one form, and the document that each is answered with."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from tests.engines.needs_durable import WHY_NOT
from tests.people import VIP
from tests.story.audit import SUPPLIED, Layer
from tests.strategies import random_call
from tests.strategies.network import random_network_call
from tests.strategies.programmes import random_programme_call
from vip_cert_rules import Decision, evaluate

ENGINES = ("direct", "auto") if WHY_NOT is not None else ("direct", "auto", "durable")
PROGRAMMES = (
    VIP,
    "network-optimization",
    "account-manager",
    "customer-service-manager",
    "customer-engineer",
)
VIP_VALUES: Mapping[str, tuple[Any, ...]] = {
    "education_level": ("bachelor", "senior_secondary", "junior_college", None),
    "training_hours.3": (24, 25, 10, None),
    "training_hours": ({4: 30, 3: 24, 2: 18, 1: 12}, {"3": 24.5}, {4: 1}),
    "apply.3.continuous_months": (12, 13, 6, None),
    "apply.2.continuous_months": (24, 25, None),
    "apply.3.cumulative_months": (24, 12, None),
    "apply.2.cumulative_months": (48, 24, None),
    "apply.1.cumulative_months": (36, 48, None),
    "pass_mark": (60, 65, 59.99, None),
    "l1_interview_mark": (60, 70, None),
    "appraisal_grade": ("good", "excellent", "pass", None),
    "validity_months": (24, 36, 12, None),
    "result_validity_months": (24, 36, 12, None),
    "scope_units": (["provincial_branch"], ["headquarters", "other"], None),
    "teach.3.certificate": (3, 1, None),
    "teach.1.title": ("province", "group", None),
}


class Asked(NamedTuple):
    """A question about a record; ``layers`` are overlays by name, and parameters of the call by `SUPPLIED`."""

    programme: str
    record: dict[str, Any]
    question: str
    level: int | None
    position: str | None
    as_of: date
    assume: dict[str, str]
    layers: tuple[tuple[str, Layer], ...]

    def decide(self, engine: str = "direct") -> Decision:
        """The decision of the package."""
        overlays = [
            {"overlay": name, "ruleset": self.programme, "parameters": layer}
            for name, layer in self.layers
            if name != SUPPLIED
        ]
        return evaluate(
            self.record,
            ruleset=self.programme,
            question=self.question,
            level=self.level,
            position=self.position,
            as_of=self.as_of,
            overlays=overlays,
            parameters=dict(self.layers).get(SUPPLIED),
            assume=self.assume or None,
            engine=engine,
        )

    def document(self, engine: str = "direct") -> dict[str, Any]:
        """Its document."""
        return self.decide(engine).to_dict()


def random_asked(rng: random.Random, programme: str, nulls: int) -> Asked:
    """A question about a person that go together, with none, some or all parameters in up to three layers."""
    position = None
    supplied: tuple[Layer, ...]
    if programme == VIP:
        record, question, level, as_of, assume = random_call(rng, null_chance=max(1, nulls))
        chosen = rng.sample(sorted(VIP_VALUES), rng.choice((0, 1, 3, 8)))
        supplied = tuple(
            {name: rng.choice(VIP_VALUES[name]) for name in chosen if rng.random() < 0.7}
            for _ in range(rng.choice((0, 1, 2)))
        )
    elif programme == "network-optimization":
        record, question, level, position, as_of, assume, supplied = random_network_call(rng, nulls)
    else:
        record, question, level_or_none, as_of, assume, supplied = random_programme_call(rng, programme, nulls)
        return Asked(programme, record, question, level_or_none, None, as_of, assume, named(rng, supplied))
    return Asked(programme, record, question, level, position, as_of, assume, named(rng, supplied))


def named(rng: random.Random, supplied: tuple[Layer, ...]) -> tuple[tuple[str, Layer], ...]:
    """The layers with their names; the last one is mostly supplied with the call."""
    layers = [(f"layer-{number}", layer) for number, layer in enumerate(supplied)]
    if layers and rng.random() < 0.7:
        layers[-1] = (SUPPLIED, layers[-1][1])
    return tuple(layers)
