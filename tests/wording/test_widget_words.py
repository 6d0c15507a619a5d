"""The widget has a word for everything it shows, and shows every word it has."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
WORDS = {
    name.removeprefix("widget_")
    for name in yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))["responses"]
    if name.startswith("widget_")
}
SOURCES = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "web" / "src" / "widget").glob("*.ts")))
PAGES = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "intake_api" / "embedding").glob("*.py")))
COMPOSED = {"date_no_year", "date_no_month", "date_no_day"}  # `date_no_${wrong}`


def test_every_word_of_the_widget_is_shown_somewhere() -> None:
    on_pages = {name.removeprefix("widget_") for name in re.findall(r'"(widget_\w+)"', PAGES)}
    unused = {name for name in WORDS - on_pages - COMPOSED if f'"{name}"' not in SOURCES}
    assert unused == set()


def test_the_widget_says_nothing_that_the_script_does_not_hold() -> None:
    assert "date_no_${wrong}" in SOURCES
    of_pages = set(re.findall(r'words\["(\w+)"\]', PAGES))  # the pages' own words, which the service adds
    assert set(re.findall(r'words\.of\("(\w+)"', SOURCES)) - WORDS - of_pages == {"launch"}  # said before words are fetched
