"""The words of templates in another language: Jinja's own `{% trans %}` and `_("...")`, with the English as the key.

`{% trans %}` is for what stands in the page: what is missing is marked as English there. `_()` is for titles, attributes and
the parameters of the Design System's macros, where no mark-up can stand. `told()` is for what the rules say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jinja2 import Environment
from markupsafe import Markup

from intake_api import voice
from intake_api.languages.catalogue import say, translated
from intake_api.languages.rules import is_told, told_in_page

_VALUE = re.compile(r"%\((\w+)\)s")


def install(environment: Environment) -> None:
    """Teaches an environment `{% trans %}` and `_()`."""
    environment.add_extension("jinja2.ext.i18n")
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(_in_page, _in_page_counted, newstyle=True)  # type: ignore[attr-defined]
    environment.globals["_"] = say
    environment.globals["say"] = say
    environment.globals["is_known"] = lambda words: translated(words) is not None
    environment.globals["told"] = told_in_page
    environment.globals["is_told"] = is_told


def messages(environment: Environment, names: Iterable[str]) -> set[str]:
    """The English words of these templates that a catalogue must have."""
    found: set[str] = set()
    for name in names:
        source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
        rows = (words for _, _, words in environment.extract_translations(source))  # type: ignore[attr-defined]
        found |= {_as_key(words if isinstance(words, str) else str(words[0])) for words in rows}
    return found


def _as_key(words: str) -> str:
    """Jinja writes a value as %(name)s; catalogues, like the script, as {name}."""
    return _VALUE.sub(r"{\1}", words)


def _in_page(words: str) -> str:
    found = translated(_as_key(words))
    if found is not None:
        return re.sub(r"\{(\w+)\}", r"%(\1)s", found)
    return words if voice.current().language == voice.ENGLISH else Markup('<span lang="en">{}</span>').format(Markup(words))  # noqa: S704


def _in_page_counted(one: str, many: str, number: int) -> str:
    return _in_page(one if number == 1 else many)
