"""The page in a real browser, headless."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from tests.people import VIP
from tests.web.serving import served
from vip_cert_rules.web.app import create_app

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
sync_api = pytest.importorskip("playwright.sync_api", reason="the browser is driven by playwright")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The application within a site, below a path."""
    site = Starlette(
        routes=[Mount("/certification", create_app([VIP, "customer-service-manager", "network-optimization"]))]
    )
    with served(site) as base:
        yield f"{base}/certification/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """The page, ready; at the end nothing went wrong in it, and nothing was asked of anybody else."""
    opened = browser.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(address)
    opened.wait_for_selector("body[data-ready]")
    yield opened
    assert [] == [text for text in complaints if "422" not in text and "400" not in text]
    assert all(url.startswith(address) for url in asked)
    opened.close()


def decide(page: Any, record: str) -> None:
    page.click("#way-text")
    page.fill("#record", record)
    page.select_option("#ruleset", VIP)
    page.select_option("#question", "apply")
    page.select_option("#level", "3")
    page.fill("#as-of", "2026-11-24")
    page.click("button.main")
    page.wait_for_selector("#result > *")


PERSON = {"id": "E7001", "employments": [{"occupation": VIP, "unit": "headquarters", "start": "2024-01-01"}]}


def test_a_pasted_record_is_decided_and_explained(page: Any) -> None:
    decide(page, json.dumps(PERSON))
    page.wait_for_selector(".answer")
    assert "no" == page.get_attribute(".answer", "data-outcome")
    assert "不符合三级（中级）岗位技能认证申报条件。" == page.inner_text(".answer")
    assert page.locator(".tree li").count() > 10
    assert page.locator(".tree li.unmet .cited").first.inner_text().startswith("[《")
    assert "result" == page.evaluate("document.activeElement.id")
    if folder := os.environ.get("VIP_CERT_SCREENSHOTS"):
        page.screenshot(path=f"{folder}/decided.png", full_page=True)


def test_the_language_is_switched_and_the_answer_with_it(page: Any) -> None:
    decide(page, json.dumps(PERSON))
    page.wait_for_selector(".answer")
    page.click("#language")
    assert "en" == page.get_attribute("html", "lang")
    assert "Not eligible" in page.inner_text(".answer") or "not" in page.inner_text(".answer").lower()
    assert "not met" in page.inner_text(".tree")
    assert "The record" == page.inner_text("fieldset:nth-of-type(2) legend")
    page.click("#language")
    assert "zh-CN" == page.get_attribute("html", "lang")


def test_a_record_is_filled_in(page: Any) -> None:
    page.fill("#person", "E7002")
    box = page.locator("[data-list=employments]")
    box.locator("input[value=some]").check()
    box.locator("[data-name=occupation]").fill(VIP)
    box.locator("[data-name=unit]").select_option("provincial_branch")
    box.locator("[data-name=start]").fill("2024-01-01")
    page.locator("[data-list=certificates] input[value=none]").check()
    trainings = page.locator("[data-list=trainings]")
    trainings.locator("input[value=some]").check()
    for name, value in (("programme", VIP), ("level", "3"), ("completed", "2026-01-05"), ("hours", "29.99")):
        trainings.locator(f"[data-name={name}]").fill(value)
    page.click("#way-text")
    assert json.loads(page.input_value("#record")) == {
        "id": "E7002",
        "employments": [{"occupation": VIP, "unit": "provincial_branch", "start": "2024-01-01"}],
        "trainings": [{"programme": VIP, "level": 3, "completed": "2026-01-05", "hours": 29.99}],
        "certificates": [],
    }
    page.click("#way-form")
    page.select_option("#ruleset", VIP)
    page.select_option("#question", "hold")
    page.select_option("#level", "3")
    page.fill("#as-of", "2026-11-24")
    page.keyboard.press("Enter")
    page.wait_for_selector(".answer")
    assert "no" == page.get_attribute(".answer", "data-outcome")


def test_levels_and_positions_are_asked_for_where_there_are_some(page: Any) -> None:
    page.select_option("#ruleset", "network-optimization")
    assert page.is_visible("#position") and page.is_visible("#level")
    page.select_option("#ruleset", "customer-service-manager")
    assert not page.is_visible("#position") and not page.is_visible("#level")


@pytest.mark.parametrize(
    ("record", "told"), [("{", "填写有误"), ('{"id": "E1", "name": "<img src=x onerror=alert(1)>"}', "unknown key")]
)
def test_what_is_wrong_is_told_as_text(page: Any, record: str, told: str) -> None:
    decide(page, record)
    page.wait_for_selector(".faults")
    assert told in page.inner_text(".faults")
    assert 0 == page.locator(".faults img").count()


def test_markup_in_a_record_stays_text(page: Any) -> None:
    decide(page, json.dumps(PERSON | {"id": "<b id=injected>E1</b>"}))
    page.wait_for_selector(".answer")
    assert 0 == page.locator("#injected").count()
    assert "<b id=injected>" in page.inner_text("#result")


def test_it_can_be_printed_and_used_by_keyboard(page: Any) -> None:
    decide(page, json.dumps(PERSON))
    page.wait_for_selector(".answer")
    page.emulate_media(media="print")
    assert not page.is_visible("#asked") and page.is_visible(".answer")
    page.emulate_media(media="screen")
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll('input, select, textarea')].filter(
             (one) => !one.labels || !one.labels.length || !one.labels[0].textContent.trim()).length"""
    )
    assert 0 == unnamed
    assert 0 == page.evaluate(
        "[...document.querySelectorAll('button')].filter((one) => !one.textContent.trim()).length"
    )
