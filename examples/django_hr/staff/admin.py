"""Files in the admin, with the panel of the employee's page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from staff.certification import with_files
from staff.models import Certificate, Employee, Employment, Result, Training
from staff.views import panel_of


def _inline(of: type) -> type[admin.TabularInline]:
    return type(f"{of.__name__}Inline", (admin.TabularInline,), {"model": of, "extra": 0})


@admin.register(Employee)
class EmployeeAdmin(admin.ModelAdmin):
    """An employee with the whole file."""

    list_display = ("number", "name", "degree")
    search_fields = ("number", "name")
    inlines = tuple(map(_inline, (Employment, Training, Result, Certificate)))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form, and below it what the file amounts to."""
        found = with_files(Employee.objects.filter(pk=object_id)).first()
        panel = {} if found is None else panel_of(found)
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **panel})
