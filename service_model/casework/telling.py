"""A case closes when everyone who must hear of the decision has heard: the mechanism, whichever heading asks for it.

Who must hear, how, and by which paragraph stays with each heading: `telephone_decisions` (SM-1.28, 1.29), `told` (2.92 to 3.67),
`members_of_parliament` (2.46), `deciding_after_contact` (2.198, 2.223), `issuing_decisions` (3.109 to 3.117).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from service_model.determination import Finding
from service_model.duties import Duty, Party
from service_model.findings import not_met, strongest, unique


def still_to_tell(
    duties: Iterable[Duty], *, told: Collection[Party] = (), written_to: Collection[Party] = (), letters: Collection[str] = ()
) -> tuple[Duty, ...]:
    """The duties that must be done and are not. A letter counts as telling; telling does not count as one of the `letters`."""
    return tuple(
        duty
        for duty in duties
        if duty.must and not all(to in written_to or (to in told and duty.name not in letters) for to in duty.to)
    )


def not_all_told(gate: str, missing: Sequence[Duty]) -> Finding:
    """Every step that is missing is named with its paragraph; the finding is as strong as the strongest of them."""
    words = f"Do not close yet. Still to do: {' '.join(duty.what for duty in missing)}"
    cites = unique(paragraph for duty in missing for paragraph in duty.paragraphs)
    return not_met(gate, words, *cites, kind=strongest(duty.kind for duty in missing))


def said(party: Party) -> str:
    """A party within a sentence.

    >>> said("referring_mp"), said("advocate")
    ('referring MP', 'advocate')
    """
    return party.replace("_", " ").replace(" mp", " MP")
