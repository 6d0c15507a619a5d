"""What start-up does in the background, so that the first person of the day does not wait for it.

Pages compile their templates when first shown, and read the script, the catalogues and the paragraphs when first asked for
a word: together up to two seconds on a slow machine.
"""

from __future__ import annotations

import threading
from functools import lru_cache

from jinja2 import TemplateError, meta

from intake_api import wording
from intake_api.languages.catalogue import catalogues
from intake_api.logging import get_logger
from intake_api.outcome import paragraphs
from intake_api.templating import TEMPLATES, templates


def begin() -> None:
    """Starts it, once a process; whoever comes meanwhile is served as ever."""
    _begin()


@lru_cache(maxsize=1)
def _begin() -> threading.Thread:
    thread = threading.Thread(target=_warm, name="warming", daemon=True)
    thread.start()
    return thread


def _warm() -> None:
    try:
        wording.responses()
        catalogues()
        paragraphs.warm()
        compile_templates()
    except (OSError, TemplateError, LookupError, ValueError) as problem:  # the page that needs it says so
        get_logger(__name__).warning("warming_failed", why=type(problem).__name__)


def compile_templates() -> set[str]:
    """Compiles every template of ours and what they include or import; answers their names."""
    environment = templates.env
    waiting = [str(path.relative_to(TEMPLATES)) for path in sorted(TEMPLATES.rglob("*.html"))]
    done: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in done:
            continue
        done.add(name)
        environment.get_template(name)
        source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
        waiting += [other for other in meta.find_referenced_templates(environment.parse(source)) if other]
    return done
