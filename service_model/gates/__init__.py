"""The gates: one small file each, a pure function beside the paragraphs it implements.

What may live here: functions from a case to a finding. What may not: what one authority does and another does not
(numbers, codes, contacts: `authorities/`). An authority's file names its gates in order; they are looked up here.
"""

from __future__ import annotations

from service_model.gates.base import ComplaintGate, Gate, IssueGate
from service_model.gates.joint_working import joint_working
from service_model.gates.jurisdiction import organisation_in_jurisdiction
from service_model.gates.legal_remedy import alternative_legal_remedy
from service_model.gates.other_forum import other_forum
from service_model.gates.properly_made import properly_made
from service_model.gates.ready import ready
from service_model.gates.remit import in_remit
from service_model.gates.request import request_for_action
from service_model.gates.suitable import suitable_complainant
from service_model.gates.time_limit import in_time
from service_model.gates.victims import victims_exception

_GATES: tuple[Gate, ...] = (
    ComplaintGate("request_for_action", request_for_action),
    IssueGate("organisation_in_jurisdiction", organisation_in_jurisdiction),
    IssueGate("in_remit", in_remit),
    ComplaintGate("victims_exception", victims_exception),
    IssueGate("properly_made", properly_made),
    IssueGate("ready", ready),
    IssueGate("in_time", in_time),
    ComplaintGate("suitable_complainant", suitable_complainant),
    IssueGate("alternative_legal_remedy", alternative_legal_remedy),
    IssueGate("other_forum", other_forum),
    ComplaintGate("joint_working", joint_working),
)

REGISTRY: dict[str, Gate] = {gate.name: gate for gate in _GATES}
GATE_NAMES: tuple[str, ...] = tuple(REGISTRY)

__all__ = ["GATE_NAMES", "REGISTRY", "ComplaintGate", "Gate", "IssueGate"]
