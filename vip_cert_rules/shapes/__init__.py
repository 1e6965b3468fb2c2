"""Descriptions of acceptable values, from which both the checks and the JSON Schemas come."""

from vip_cert_rules.shapes.base import REFUSED, Refused, Report, Shape
from vip_cert_rules.shapes.scalars import Amount, AnyText, Day, Flag, Untouched, Whole, Word
from vip_cert_rules.shapes.structures import Field, Fields, ListOf, MapOf, Named

__all__ = [
    "REFUSED",
    "Amount",
    "AnyText",
    "Day",
    "Field",
    "Fields",
    "Flag",
    "ListOf",
    "MapOf",
    "Named",
    "Refused",
    "Report",
    "Shape",
    "Untouched",
    "Whole",
    "Word",
]
