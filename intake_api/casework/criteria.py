"""The authority's questions of categorisation as fields of a form: passing on asks them, and the review after allocation."""

from __future__ import annotations

from pydantic import create_model

from intake_api.casework.forms import Filled
from service_model.casework.triage import CATEGORISATION


class _Criteria(Filled):
    """Yes, no or nothing yet to each of the questions."""

    def answers(self) -> dict[str, bool]:
        """The questions that are answered, by their identifier."""
        found = {each.id: getattr(self, f"answer_{each.id}", None) for each in CATEGORISATION.questions}
        return {name: said for name, said in found.items() if said is not None}


Criteria: type[_Criteria] = create_model(
    "Criteria",
    __base__=_Criteria,
    __doc__=_Criteria.__doc__,
    **{f"answer_{each.id}": (bool | None, None) for each in CATEGORISATION.questions},
)  # type: ignore[call-overload]
"""A form with a field `answer_<identifier>` for each question."""
