"""A real browser, Debian's Chromium, and axe, which judges pages by WCAG."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.support.counter import Counter

CHROMIUM = shutil.which("chromium") or ""
OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    *(("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()),
)
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""The sets of axe's rules that pages keep."""
QUICKLY = {"preload": False, "resultTypes": ["violations"]}
"""What spares axe work: it loads style sheets again, for up to ten seconds, for a rule that is in none of these sets,
and describes all that is right."""
PACKAGES = ("playwright", "axe_playwright_python", "uvicorn")
MISSING = [name for name in PACKAGES if importlib.util.find_spec(name) is None]

needs_browser = pytest.mark.skipif(
    bool(MISSING) or not CHROMIUM,
    reason="needs Chromium, and what requirements/browser.txt and requirements/counter.txt list",
)


@contextmanager
def started() -> Iterator[Any]:
    """Start the browser, and end it in the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(OPTIONS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def page_of(browser: Any, counter: Counter, role: str = "client", **options: Any) -> Iterator[Any]:
    """Let a fresh browser in and yield its page; `options` are those of playwright's contexts."""
    context = browser.new_context(**options)
    try:
        page = context.new_page()
        page.goto(counter.staff if role == "staff" else counter.client)
        yield page
    finally:
        context.close()


def violations(page: Any) -> list[str]:
    """Return what axe finds on a page: each rule with the first element that breaks it."""
    from axe_playwright_python.sync_playwright import Axe

    found = (
        Axe().run(page, options={"runOnly": {"type": "tag", "values": list(RULES)}, **QUICKLY}).response["violations"]
    )
    return [f"{page.url} {each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]


def too_wide(page: Any) -> list[str]:
    """Return the elements that stick out of the window on the right: a reader would have to scroll sideways."""
    return list(
        page.evaluate(
            """() => {
                const room = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= room) return [];
                return [...document.querySelectorAll("body *")]
                    .filter(each => each.getBoundingClientRect().right > room + 1)
                    .map(each => `${each.tagName} ${each.className}`);
            }"""
        )
    )
