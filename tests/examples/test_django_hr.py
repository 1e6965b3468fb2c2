"""The Django example: its own tests, and many at once under a server that forks."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from vip_cert_rules.decision_log.log import open_log
from vip_cert_rules.decision_log.verifying import verify_log

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "examples" / "django_hr"
pytest.importorskip("django")
pytest.importorskip("gunicorn")

FILL = """
from datetime import date
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from staff.tests import hire
for number in range(20):
    hire(f"E{number}", unit=("provincial_branch", "headquarters")[number % 2])
user = User.objects.create_superuser("hr")
session = SessionStore()
session["_auth_user_id"] = str(user.pk)
session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
session["_auth_user_hash"] = user.get_session_auth_hash()
session.create()
print(session.session_key)
"""


def environment(data: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{SITE}", "DJANGO_HR_DATA": str(data)}


def manage(data: Path, *words: str) -> str:
    command = [sys.executable, str(SITE / "manage.py"), *words]
    done = subprocess.run(command, cwd=SITE, env=environment(data), capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stdout + done.stderr
    return done.stdout


def test_its_own_tests(tmp_path: Path) -> None:
    manage(tmp_path, "test", "--verbosity", "0")
    assert "No changes detected" in manage(tmp_path, "makemigrations", "--check")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_many_at_once_under_a_server_that_forks(tmp_path: Path) -> None:
    """Loaded once, forked after; pages in all workers while two batches enter decisions into one log."""
    manage(tmp_path, "migrate", "--verbosity", "0")
    key = (
        manage(tmp_path, "shell", "--no-imports", "-c", FILL)
        if _knows_imports()
        else manage(tmp_path, "shell", "-c", FILL)
    )
    cookie = f"sessionid={key.split()[-1]}"
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--preload", "--workers", "3", "--bind", "127.0.0.1:0", "hr.wsgi"],
        cwd=SITE,
        env=environment(tmp_path),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stderr is not None
        address = ""
        while not address:
            line = server.stderr.readline()
            assert line, "the server ended"
            found = re.search(r"Listening at: (http://\S+)", line)
            address = found[1] if found else ""

        def page(number: int) -> str:
            request = urllib.request.Request(f"{address}/employees/E{number}/", headers={"cookie": cookie})
            for _ in range(50):
                try:
                    with urllib.request.urlopen(request, timeout=30) as response:
                        return str(response.read().decode())
                except urllib.error.URLError:
                    time.sleep(0.1)
            raise AssertionError("no answer")

        with ThreadPoolExecutor(8) as pool:
            batches = [pool.submit(manage, tmp_path, "decide", "--as-of", "2026-11-24") for _ in range(2)]
            pages = [*pool.map(page, [number % 20 for number in range(60)])]
            told = [batch.result() for batch in batches]
        for number, text in enumerate(pages):
            outcome = "no" if number % 20 % 2 else "yes"
            assert f'<summary data-outcome="{outcome}">' in text
        assert all("files at fault: 0" in one for one in told)
    finally:
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=30)
    with open_log(tmp_path / "decisions.db") as log:
        found_in_log = verify_log(log)
        assert ((), 160) == (found_in_log.mismatches, found_in_log.entries)


def _knows_imports() -> bool:
    import django

    return django.VERSION >= (5, 2)
