"""The part of `./redress bench` about what a browser gets: how heavy it is, and how soon one can do something with it."""

from __future__ import annotations

import gzip
import statistics
from typing import TYPE_CHECKING, Any

import httpx

from commands.measure import Row, percentile, row, timed
from commands.paths import WEB, say

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from commands.system import System

SLOWER = 4  # times slower than this machine: an old phone
LOADS, FORM_PAGES = 5, 200
_WATCH = """window.busyUntil = 0; new PerformanceObserver(list => {
  for (const task of list.getEntries()) window.busyUntil = Math.max(window.busyUntil, task.startTime + task.duration);
}).observe({type: "longtask", buffered: true});"""
_INTERACTIVE = """() => Math.max(window.busyUntil, performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd)"""


def rows(system: System, host: str) -> list[Row]:
    """Weight and speed of the widget, of the first page and of a form page. `host` is a website that may hold the widget."""
    size = len(gzip.compress((WEB / "dist" / "widget.js").read_bytes(), 9)) / 1000
    found = [row("widget script, gzipped", size, "kB", at_most=60), *in_a_browser(system, host), *form_page(system)]
    say("Pages measured in Chromium, its processor slowed down four times")
    return found


def in_a_browser(system: System, host: str) -> list[Row]:
    """Bytes over the line and time to interactive: nothing left to run for a second after the page is there."""
    from playwright.sync_api import sync_playwright

    from commands.chromium import ARGUMENTS, find_chromium

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=list(ARGUMENTS))
        first = [_load(browser, f"{system.url}/") for _ in range(LOADS)]
        holding = [_load(browser, host) for _ in range(LOADS)]
        greeting = [_greeting(browser, host) for _ in range(LOADS)]
        browser.close()
    slow = f"processor {SLOWER} times slower, median"
    return [
        row("first page with everything it loads", first[0][0] / 1000, "kB", at_most=100),
        row(f"first page, time to interactive, {slow}", _median(first), "ms", at_most=2000),
        row(f"page of another website with the widget, time to interactive, {slow}", _median(holding), "ms", at_most=2000),
        row(f"widget, from the press that opens it to the first question, {slow}", statistics.median(greeting), "ms"),
    ]


def form_page(system: System) -> list[Row]:
    """One question of the form, asked for again and again."""
    with httpx.Client(base_url=system.url, follow_redirects=True, trust_env=False, timeout=30) as client:
        client.get("/form").raise_for_status()
        client.get("/form/consent_to_process").raise_for_status()
        times = [timed(lambda: client.get("/form/consent_to_process").raise_for_status()) for _ in range(FORM_PAGES)]
    return [
        row("form page, p50", percentile(times, 0.5), "ms"),
        row("form page, p95", percentile(times, 0.95), "ms", at_most=200),
    ]


def _median(loads: list[tuple[float, float]]) -> float:
    return statistics.median(ms for _, ms in loads)


def _load(browser: Browser, address: str) -> tuple[float, float]:
    """Bytes over the line, and milliseconds to interactive, of one page in a browser that has never seen it."""
    page, session, sizes = _slow_page(browser)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(1000)
    interactive = float(page.evaluate(_INTERACTIVE))
    session.detach()
    page.context.close()
    return sum(sizes), interactive


def _greeting(browser: Browser, host: str) -> float:
    page, _, _ = _slow_page(browser)
    page.goto(host, wait_until="load")
    button = page.get_by_role("button", name="Make a complaint")
    button.wait_for()

    def open_it() -> None:
        button.click()
        page.locator(".choice").first.wait_for()

    took = timed(open_it)
    page.context.close()
    return took


def _slow_page(browser: Browser) -> tuple[Any, Any, list[float]]:
    page = browser.new_context(viewport={"width": 390, "height": 800}).new_page()
    page.add_init_script(_WATCH)
    session, sizes = page.context.new_cdp_session(page), []
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    return page, session, sizes
