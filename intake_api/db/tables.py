"""Imports every module that holds tables, so that `Base.metadata` is whole (migrations and their tests need it)."""

from intake_api.audit import models as audit
from intake_api.cases import models as cases
from intake_api.conversations import models as conversations
from intake_api.db.base import Base
from intake_api.outbox import models as outbox
from intake_api.staff import models as staff

metadata = Base.metadata

__all__ = ["audit", "cases", "conversations", "metadata", "outbox", "staff"]
