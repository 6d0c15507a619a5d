"""Looks for faults of accessibility with axe-core, as npm installs it for web/.

The source is handed to the page through the browser's own debugging door, so that the page's Content Security Policy
stays as people meet it: nothing is switched off to make the check possible.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from playwright.sync_api import Page

from commands.paths import WEB

SOURCE = WEB / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_RUN = "options => axe.run(document, options)"


@lru_cache(maxsize=1)
def source() -> str:
    """The script of axe-core. Fails, and says what to do, where npm has not installed it."""
    if not SOURCE.exists():
        raise FileNotFoundError(f"{SOURCE} is missing. Delete var/tools/npm.stamp and start again: the web tools are installed.")
    return SOURCE.read_text(encoding="utf-8")


def faults(page: Page, *, tags: tuple[str, ...] = TAGS) -> list[str]:
    """Every violation of WCAG 2.2 A and AA and of good practice that axe finds, as lines to read."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(source())
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": list(tags)}}
    found: dict[str, Any] = page.evaluate(_RUN, options)
    return [line for rule in found["violations"] for line in _lines(rule)]


def _lines(rule: dict[str, Any]) -> list[str]:
    nodes = [
        f"    at {json.dumps(node['target'])}: {' '.join(node['html'].split())[:160]}\n"
        f"      {' '.join((node.get('failureSummary') or '').split())[:400]}"
        for node in rule["nodes"][:5]
    ]
    more = [f"    and {len(rule['nodes']) - 5} more places"] if len(rule["nodes"]) > 5 else []
    return [f"  {rule['id']} ({rule['impact']}): {rule['help']}", *nodes, *more]
