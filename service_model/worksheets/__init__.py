"""The structured forms that staff fill in on a case: for each, the facts it asks for and a pure judge of them.

A module here is one form (a worksheet): a `Part` with its facts, and `judge(facts, about)`. What it looks like and where it
stands is data of the console (intake_api/worksheets). No I/O; the clock comes in with `About`.
"""

from service_model.worksheets.about import About, ComponentFacts, ContactFacts, SheetFacts
from service_model.worksheets.judged import Judged

__all__ = ["About", "ComponentFacts", "ContactFacts", "Judged", "SheetFacts"]
