"""The page of an employee."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from staff.certification import decide, with_files
from staff.models import Employee
from vip_cert_rules import InputError


@login_required
def employee(request: HttpRequest, number: str) -> HttpResponse:
    """What an employee may apply for today, and why."""
    found = get_object_or_404(with_files(Employee.objects.all()), number=number)
    return render(request, "staff/employee.html", {"employee": found, **panel_of(found)})


def panel_of(found: Employee) -> dict[str, object]:
    """What the panel shows: decisions as of today, or what is wrong with the file."""
    today = timezone.localdate()
    try:
        return {"decisions": [(one, one.narrative("zh")) for one in decide(found, today)], "as_of": today}
    except InputError as error:
        return {"faults": error.faults, "as_of": today}
