"""What start-up does for the first person of the day."""

from __future__ import annotations

from jinja2 import Environment

from intake_api import warming
from intake_api.templating import TEMPLATES, templates


def test_every_template_is_compiled_with_all_that_it_stands_on(monkeypatch):
    compiled: list[str] = []
    before = Environment.compile

    def noting(self, source, name=None, *rest, **more):
        compiled.append(name)
        return before(self, source, name, *rest, **more)

    templates.env.cache.clear()
    monkeypatch.setattr(Environment, "compile", noting)
    known = warming.compile_templates()
    ours = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")}
    assert ours <= known
    assert {name.removeprefix("govuk_frontend_jinja/") for name in known} == set(compiled)
    assert any(name.startswith("govuk_frontend_jinja/components/radios") for name in known)

    compiled.clear()
    for name in ours:
        templates.env.get_template(name)
    assert compiled == []
