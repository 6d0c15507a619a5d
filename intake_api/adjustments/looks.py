"""The choices of how pages look and read, and the cookie that keeps them: words of a short list, nothing about the person."""

from __future__ import annotations

from collections.abc import Iterable

COOKIE = "redress_looks"
NAMES = ("large", "contrast", "still", "easy", "young")
DISMISSED = "asked"  # the offer was seen and not wanted
GROWN = "grown"  # they are not under 18, whatever it sounded like


def read(value: str) -> frozenset[str]:
    """The choices a cookie holds; what is no choice of ours is not there."""
    return frozenset(value[:100].split(".")) & {*NAMES, DISMISSED, GROWN}


def write(chosen: Iterable[str]) -> str:
    """The cookie's value.

    >>> write(["easy", "large", "<script>"])
    'large.easy'
    """
    wanted = set(chosen)
    return ".".join(name for name in (*NAMES, DISMISSED, GROWN) if name in wanted)


def classes(chosen: frozenset[str]) -> str:
    """What stands at the top of the page for the styles: `redress-large redress-contrast`."""
    return " ".join(f"redress-{name}" for name in NAMES if name in chosen)
