"""Whether there is anybody for whom rules hold: questions as formulas, answered by z3 (the extra ``verify``)."""

from vip_cert_rules.authoring.solver.logic import Undecided
from vip_cert_rules.authoring.solver.search import Search

__all__ = ["Search", "Undecided"]
