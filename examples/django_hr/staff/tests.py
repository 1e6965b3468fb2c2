"""The application's own tests: ``python manage.py test``."""

from __future__ import annotations

import tempfile
from datetime import date
from io import StringIO
from pathlib import Path

from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import TestCase, override_settings

from staff.certification import decide, record_of
from staff.models import Employee
from vip_cert_rules import open_log, structure_candidate, verify_log

DAY = date(2026, 11, 24)
VIP = "vip-service-manager"


def hire(number: str, unit: str = "provincial_branch", **fields: object) -> Employee:
    """Somebody who has worked here since 2023, with a checked file."""
    checked = {f"checked_{name}": True for name in ("employments", "trainings", "results", "certificates")}
    person = Employee.objects.create(
        number=number, name="某某", degree="bachelor", degree_awarded=date(2015, 7, 1), **{**checked, **fields}
    )
    person.employments.create(occupation=VIP, unit=unit, start=date(2023, 3, 1))
    return person


class RecordTests(TestCase):
    """A file as a record."""

    def test_an_empty_part_says_nothing_unless_somebody_checked_it(self) -> None:
        """No rows are not known to be none."""
        self.assertEqual([], record_of(hire("E1"))["certificates"])
        self.assertNotIn("certificates", record_of(hire("E2", checked_certificates=False)))

    def test_a_file_is_a_sound_record(self) -> None:
        """With everything in it."""
        person = hire("E1")
        person.trainings.create(level=3, completed=date(2026, 5, 20), hours="24.50", courses_completed=True)
        person.results.create(level=3, component="written", taken=date(2026, 6, 1), score="59.99")
        person.certificates.create(level=4, issued=date(2025, 6, 1), issuer="group")
        candidate = structure_candidate(record_of(person))
        assert candidate.trainings is not None
        self.assertEqual("24.50", str(candidate.trainings[0].hours))


class DecisionTests(TestCase):
    """What is decided, shown and kept."""

    def test_what_stands_in_the_way_and_what_is_not_known(self) -> None:
        """By level 4, 3, 2, 1."""
        self.assertEqual(["no"] * 4, [one.outcome.value for one in decide(hire("E1", unit="headquarters"), DAY)])
        outcomes = [one.outcome.value for one in decide(hire("E2", checked_certificates=False), DAY)]
        self.assertEqual("yes", outcomes[1])  # two years of service suffice for level 3

    def test_the_page_and_the_admin_show_the_panel(self) -> None:
        """To whoever is logged in."""
        person = hire("E1")
        self.assertEqual(302, self.client.get("/employees/E1/").status_code)
        self.client.force_login(User.objects.create_superuser("hr"))
        for address in ("/employees/E1/", f"/admin/staff/employee/{person.pk}/change/"):
            response = self.client.get(address)
            self.assertContains(response, "认证申报资格")
            self.assertContains(response, '<summary data-outcome="yes">')
        self.assertEqual(404, self.client.get("/employees/E9/").status_code)

    def test_a_broken_file_is_told_on_the_page(self) -> None:
        """And nothing is decided."""
        hire("E1").employments.create(occupation=VIP, start=date(2020, 1, 1), end=date(2019, 1, 1))
        self.client.force_login(User.objects.create_superuser("hr"))
        self.assertContains(self.client.get("/employees/E1/"), "档案有误：employments[1].end: 2019-01-01 is before")

    def test_the_nightly_batch_enters_everybody_whose_file_is_sound(self) -> None:
        """And tells of the others."""
        hire("E1")
        hire("E2", unit="headquarters")
        hire("E3").employments.create(occupation=VIP, start=date(2020, 1, 1), end=date(2019, 1, 1))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "log.db"
            out, err = StringIO(), StringIO()
            with override_settings(CERTIFICATION_LOG=path), self.assertRaisesMessage(CommandError, "E3"):
                call_command("decide", as_of=DAY, stdout=out, stderr=err)
            self.assertIn("files at fault: 1", out.getvalue())
            self.assertIn("employments[1].end", err.getvalue())
            with open_log(path) as log:
                self.assertEqual(8, verify_log(log, recheck=True).entries)
                self.assertTrue(verify_log(log).is_sound)
                self.assertEqual(4, len([*log.entries(candidate="E1")]))
