"""``python manage.py decide --as-of DAY``: the nightly batch, into the decision log."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from staff.certification import decide, enter, with_files
from staff.models import Employee
from vip_cert_rules import Decision, InputError

AT_ONCE = 500


class Command(BaseCommand):
    """Decides about everybody; nobody's broken file keeps the others waiting."""

    help = "Decide what everybody may apply for, and enter it in the decision log."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The day."""
        parser.add_argument("--as-of", type=date.fromisoformat, help="YYYY-MM-DD; default: today")

    def handle(self, *args: Any, **options: Any) -> None:
        """Decides, enters, tells."""
        as_of = options["as_of"] or timezone.localdate()
        counts: Counter[str] = Counter()
        waiting: list[Decision] = []
        faulty = []
        for employee in with_files(Employee.objects.all()).iterator(chunk_size=AT_ONCE):
            try:
                waiting += decide(employee, as_of)
            except InputError as error:
                faulty.append(employee.number)
                self.stderr.write(f"{employee.number}: {error}")
            if len(waiting) >= AT_ONCE:
                counts.update(self._entered(waiting))
        counts.update(self._entered(waiting))
        told = ", ".join(f"{outcome} {counts[outcome]}" for outcome in ("yes", "no", "unknown"))
        self.stdout.write(f"as of {as_of}: {told}; files at fault: {len(faulty)}")
        if faulty:
            raise CommandError(f"files at fault: {', '.join(faulty)}")

    def _entered(self, waiting: list[Decision]) -> list[str]:
        enter(waiting, timezone.now())
        outcomes = [one.outcome.value for one in waiting]
        waiting.clear()
        return outcomes
