"""Risk (section 10 of the guidance): what a risk is, how it is rated, what follows, and who is told.

What may live here: small modules of pure functions from typed facts to ratings, findings, recommendations and duties,
and the loader of the data they rest on (`service_model/authorities/risk/`: scales, matrix, categories, points, duties).
What may not: a likelihood or an impact that no person gave, a rating that rises or falls unseen, clocks, storage.

A form (`RiskForm`) is what a person fills in; `assess` says what it adds up to; `risks_from` says what the first
contact suggests that a person should rate.
"""

from service_model.risk.assessment import Assessment, assess
from service_model.risk.first_view import SuggestedRisk, risks_from
from service_model.risk.form import Mitigation, Risk, RiskForm, TemporaryRating
from service_model.risk.known import KnownFacts
from service_model.risk.policy import RISK, RiskPolicy, load_risk_policy

__all__ = [
    "RISK", "Assessment", "KnownFacts", "Mitigation", "Risk", "RiskForm", "RiskPolicy", "SuggestedRisk", "TemporaryRating",
    "assess", "load_risk_policy", "risks_from",
]  # fmt: skip
