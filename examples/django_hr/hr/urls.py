"""The addresses of the site."""

from __future__ import annotations

from django.contrib import admin
from django.urls import path
from staff.views import employee

urlpatterns = [
    path("admin/", admin.site.urls),
    path("employees/<str:number>/", employee, name="employee"),
]
