"""Why a file is not taken. The codes name wordings: `utter_evidence_problem_<code>` in domain.yml.

Of a file that was taken and cannot be read or drawn, staff are told by whoever asked for it.
"""

from __future__ import annotations


class RefusedError(Exception):
    """This file is not taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
