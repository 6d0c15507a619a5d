"""What stands in a letter: templates of the repository, filled in from the case. What is not known is a gap in brackets."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment
from sqlalchemy.orm import Session

from intake_api.cases.models import Case
from intake_api.casework.changing import RefusedError
from intake_api.casework.letter_fields import fields
from intake_api.casework.letter_kinds import KINDS
from intake_api.staff.models import StaffUser
from intake_api.templating import TEMPLATES

_GAP = re.compile(r"\[[^\[\]\n]{2,80}\]")
_MANY_LINES = re.compile(r"\n{3,}")
_NAME = re.compile(r"'([^']+)'")
# plain text: shown escaped on pages, and as data in files
_environment = SandboxedEnvironment(
    loader=FileSystemLoader(TEMPLATES / "letters" / "staff"), autoescape=False,
    undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
)  # fmt: skip


def draft(
    session: Session, case: Case, kind: str, *, user: StaffUser, today: date, is_easy_read: bool = False, **more: Any
) -> str:
    """The letter of this kind; `more` are fields that only this letter has.

    Raises RefusedError naming the field, when its template asks for one that letters do not have.
    """
    name = f"easy/{kind}.txt" if is_easy_read and has_easy_read(kind) else f"{kind}.txt"
    known = {**fields(session, case, user=user, today=today, party=KINDS[kind].party), **more}
    return _rendered(lambda: _environment.get_template(name).render(known))


def has_easy_read(kind: str) -> bool:
    """Is this letter written in Easy Read too?"""
    return (TEMPLATES / "letters" / "staff" / "easy" / f"{kind}.txt").is_file()


def fixed_text(name: str) -> str:
    """A paragraph of the library that nobody edits."""
    return (TEMPLATES / "letters" / "staff" / "fixed" / f"{name}.txt").read_text(encoding="utf-8").strip()


def filled_in(session: Session, case: Case, text: str, *, user: StaffUser, today: date, party: str = "complainant") -> str:
    """A text somebody changed, with the fields in it, as {{ reference }}. Raises RefusedError naming one there is none of."""
    if "{{" not in text and "{%" not in text and "{#" not in text:
        return text.strip()
    if "{%" in text or "{#" in text:
        raise RefusedError("Write fields as {{ reference }}. {% and {# are for templates only: take them out.", "body")
    known = fields(session, case, user=user, today=today, party=party)
    return _rendered(lambda: _environment.from_string(text).render(known))


def gaps_in(text: str, *, own_words: str = "") -> tuple[str, ...]:
    """What has still to be filled in, each once, as it stands in the text. Brackets of the person's own words are no gap."""
    return tuple(each for each in dict.fromkeys(_GAP.findall(text)) if each not in own_words)


def _rendered(render: Any) -> str:
    try:
        written = str(render())
    except UndefinedError as error:
        name = next(reversed(_NAME.findall(error.message or "")), "of this name")
        raise RefusedError(
            f"There is no field '{name}' for letters. Take it out, or choose one of those listed. Nothing you wrote is lost.",
            "body",
        ) from None
    except TemplateSyntaxError as error:
        raise RefusedError(f"The field in line {error.lineno} cannot be read. Write it as {{{{ reference }}}}.", "body") from None
    except (TemplateError, TypeError, ValueError, ArithmeticError):
        raise RefusedError("A field in the letter cannot be filled in. Write it as {{ reference }}.", "body") from None
    lines = "\n".join(line.rstrip() for line in written.splitlines())
    return _MANY_LINES.sub("\n\n", lines).strip()
