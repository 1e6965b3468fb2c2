"""Text -> plain values with positions: YAML and JSON, read strictly and within limits."""

from __future__ import annotations

from vip_cert_rules.reading.document import RECORD_LIMITS, RULE_FILE_LIMITS, Document, Format, Limits
from vip_cert_rules.reading.files import read_file, read_text

__all__ = ["RECORD_LIMITS", "RULE_FILE_LIMITS", "Document", "Format", "Limits", "read_file", "read_text"]
