"""A small register of made-up and real bodies, one reader, and a way to print how well a table was read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from narrative import Name, build_reader
from narrative.reader import Reader

TODAY = date(2026, 1, 15)
CASES = Path(__file__).parent / "cases"
BODIES = (
    Name(
        "dwp", "Department for Work and Pensions", ("DWP", "Jobcentre", "Job Centre", "Jobcentre Plus", "Universal Credit", "PIP")
    ),
    Name("hmrc", "HM Revenue and Customs", ("HMRC", "Inland Revenue", "the tax office", "Revenue and Customs")),
    Name("home_office", "Home Office", ("the Home Office", "homeoffice")),
    Name("ukvi", "UK Visas and Immigration", ("UKVI",)),
    Name("passport_office", "HM Passport Office", ("Passport Office", "HMPO")),
    Name("cms", "Child Maintenance Service", ("CMS", "Child Support Agency", "CSA")),
    Name("dvla", "Driver and Vehicle Licensing Agency", ("DVLA",)),
    Name("insolvency", "Insolvency Service", ("the Insolvency Service",)),
    Name("cps", "Crown Prosecution Service", ("CPS",)),
    Name("police", "Police", ("the police",)),
    Name("st_barnabas", "St Barnabas Hospital NHS Trust", ("St Barnabas", "St Barnabas Hospital")),
    Name("it_board", "Information Tribunal", ("IT",)),
    Name("aa_body", "Armed Appeals", ("AA",)),
)


@pytest.fixture(scope="session")
def reader() -> Reader:
    """One reader for every test: building it takes the best part of a second."""
    return build_reader(BODIES)


def table(name: str) -> Any:
    """One table of cases; dates and numbers stay as they are written."""
    return yaml.load((CASES / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506


def share_read(title: str, cases: Sequence[Any], is_right: Callable[[Any], bool]) -> float:
    """The share of cases read right; prints it with every case read wrong."""
    wrong = [case for case in cases if not is_right(case)]
    share = 1 - len(wrong) / len(cases)
    print(f"\n{title}: {len(cases) - len(wrong)} of {len(cases)} = {share:.3f}")
    for case in wrong:
        print(f"  wrong: {case}")
    return share
