"""How what was said becomes a page: paragraphs, lists, telephone links. Everything is escaped first."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

from intake_api.conversations.contacts import office
from intake_api.settings import Settings
from intake_api.templating import templates

_LINKED = re.compile(
    r"(?P<page>(?<![\w@])(?:https?://|www\.)[\w./#?=%~-]*[\w/]"
    r"|(?<![\w@./-])(?:[\w-]+\.)+(?:uk|org|com|net)(?:/[\w./#?=%~-]*[\w/])?(?![\w@-]))"  # members.parliament.uk/findyourmp
    r"|(?P<phone>(?<![\w/.-])(?:999|101|111|116 123|85258|0\d{2,4}(?: ?\d{2,4}){1,3})(?![\w/-]))"
)
_TEXTS = frozenset({"85258"})
_NOTE = "Note:"  # how the telephone's wording marks what is not to be read aloud
_BULLET = re.compile(r"^\s*[-*•]\s+")


def tel(number: str) -> Markup:
    """A telephone number as a link that a mobile can call; the number that takes texts opens a text."""
    scheme = "sms" if number in _TEXTS else "tel"
    return Markup('<a class="govuk-link" href="{}:{}">{}</a>').format(scheme, re.sub(r"\D", "", number), number)


def lines(text: str) -> Markup:
    """What a person wrote, escaped, with its line breaks."""
    return Markup("<br>").join(text.strip().split("\n"))


def spoken(text: str) -> Markup:
    """What the assistant said: blank lines make paragraphs, dashes make lists, numbers and addresses become links."""
    return Markup("").join(_block(block) for block in re.split(r"\n\s*\n", text.strip()) if block.strip())


def _block(block: str) -> Markup:
    parts: list[Markup] = []
    plain: list[str] = []
    bullets: list[str] = []

    def close() -> None:
        if plain and plain[0].startswith(_NOTE):
            note = Markup("<br>").join(_line(line) for line in [plain[0].removeprefix(_NOTE), *plain[1:]])
            parts.append(Markup('<p class="redress-note"><strong>{}</strong>{}</p>').format(_NOTE, note))
        elif plain:
            parts.append(Markup("<p>{}</p>").format(Markup("<br>").join(_line(line) for line in plain)))
        if bullets:
            items = Markup("").join(Markup("<li>{}</li>").format(_line(line)) for line in bullets)
            parts.append(Markup("<ul>{}</ul>").format(items))
        plain.clear()
        bullets.clear()

    for line in block.split("\n"):
        is_bullet = bool(_BULLET.match(line))
        if (is_bullet and plain) or (not is_bullet and bullets):
            close()
        (bullets if is_bullet else plain).append(_BULLET.sub("", line) if is_bullet else line)
    close()
    return Markup("").join(parts)


def _line(line: str) -> Markup:
    return Markup(_LINKED.sub(_link, str(escape(line))))  # noqa: S704 - escaped here


def _link(found: re.Match[str]) -> str:
    if found["phone"]:
        return str(tel(found["phone"]))
    target = found["page"] if found["page"].startswith("http") else f"https://{found['page']}"
    return f'<a class="govuk-link" href="{target}" rel="noreferrer">{found["page"]}</a>'


@lru_cache(maxsize=16)
def asset_version(name: str) -> str:
    """`?v=...` of a built file, so that a browser never shows last week's; empty while it is not built."""
    try:
        return f"?v={int((Settings().assets_dir / name).stat().st_mtime)}"
    except OSError:
        return ""


def install() -> None:
    """Gives every template these helpers. Idempotent."""
    templates.env.filters.update({"spoken": spoken, "lines": lines})
    templates.env.globals.update({"tel": tel, "office": office, "asset_version": asset_version})


install()
