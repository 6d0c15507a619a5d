"""Imports every module that holds tables, so that `Base.metadata` is whole (migrations and their tests need it)."""

from intake_api.about_you import models as about_you
from intake_api.audit import models as audit
from intake_api.calls import models as calls
from intake_api.case_status import models as case_status
from intake_api.cases import models as cases
from intake_api.casework import issued_models, party_models, reason_models
from intake_api.casework import models as casework
from intake_api.conversations import models as conversations
from intake_api.db.base import Base
from intake_api.evidence import models as evidence
from intake_api.outbox import models as outbox
from intake_api.queue import models as queue
from intake_api.queue import word_index
from intake_api.redaction import models as redaction
from intake_api.resume import models as resume
from intake_api.staff import models as staff
from intake_api.switch import models as switch
from intake_api.worksheets import models as worksheets

metadata = Base.metadata


def is_compared(name: str | None, kind: str, _parents: object) -> bool:
    """For Alembic's `include_name`: the index of words is of its own kind on each database, and has no model."""
    return not (kind == "table" and name is not None and name.startswith(word_index.NAME))


__all__ = [
    "about_you", "audit", "calls", "case_status", "cases", "casework", "conversations", "evidence", "is_compared",
    "issued_models", "metadata", "outbox", "party_models", "queue", "reason_models", "redaction", "resume", "staff", "switch",
    "worksheets",
]  # fmt: skip
