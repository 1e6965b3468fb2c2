"""Verification: what is remarkable about rules whoever is asked about, each finding with a person who shows it."""

from vip_cert_rules.authoring.verification.model import Finding, Shown, Verified, Witness
from vip_cert_rules.authoring.verification.verify import verify

__all__ = ["Finding", "Shown", "Verified", "Witness", "verify"]
