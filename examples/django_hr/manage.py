"""Django's command line for this example: ``python manage.py migrate``, ``python manage.py decide --as-of DAY``."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Runs a command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hr.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
