"""The complaint record: typed facts in the field's own words. Every fact may be unknown (None), and unknown is not no."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from service_model.dates import VagueDate

Channel = Literal["web", "form", "phone", "email", "letter", "social_media", "system"]
OrganisationKind = Literal[
    "government", "nhs_trust", "gp", "dentist", "pharmacist", "optician", "private_healthcare", "prison", "police",
    "prosecution_or_court", "council", "social_housing", "school", "company", "other",
]  # fmt: skip
RemitCategory = Literal[
    "none", "public_service_personnel", "commercial_or_contractual", "judicial_or_legislative", "legal_proceedings",
    "administrative_action_on_judicial_authority", "criminal_investigation_or_national_security", "action_abroad",
    "alternative_legal_remedy_achieved", "ineligible_complainant", "out_of_remit_other",
    "pre_1996_clinical", "private_healthcare", "three_year_rule",
]  # fmt: skip
Unanswered = Literal["dont_know", "prefer_not_to_say"]
Source = Literal["said", "read_and_confirmed", "staff", "system"]


class Part(BaseModel):
    """The shape of everything the rules read: no unknown fields, nothing changed once read."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class Person(Part):
    """The complainant: how they are called and how they may safely be reached."""

    name: str | None = Field(None, max_length=200)
    phone: str | None = Field(None, description="E.164", max_length=20)
    email: str | None = Field(None, max_length=254)
    address: str | None = Field(None, max_length=500)
    postcode: str | None = Field(None, max_length=10)
    preferred_contact: Literal["phone", "email", "post"] | None = None
    contact_times: str | None = Field(None, max_length=1000)
    safe_contact: str | None = Field(None, max_length=1000, description="What is safe: no voicemail, shared email, days to avoid")
    adjustments: str | None = Field(None, max_length=2000, description="Reasonable adjustments asked for, in the person's words")


class Issue(Part):
    """One head of complaint against one organisation, with what has happened to it so far."""

    summary: str | None = Field(None, max_length=2000)
    organisation: str | None = Field(None, max_length=300, description="As the person says it")
    body: str | None = Field(None, max_length=80, description="Identifier in the register of bodies")
    organisation_kind: OrganisationKind | None = None
    nhs_funded: bool | None = None
    prison_topic: Literal["prison", "healthcare"] | None = None
    remit_category: RemitCategory | None = Field(None, description="Out-of-remit category of SM-2.2, or none")
    victim_link: Literal["victims_code", "treated_poorly_about_a_crime", "witness", "crime_by_organisation", "none"] | None = None
    reasonable_link: bool | None = Field(None, description="Is the crime, on the face of it, linked to this issue (SM-2.32)")
    local_stage: Literal["not_started", "under_way", "final"] | None = None
    reply_format: Literal["written", "audio", "duty_of_candour_only"] | None = None
    further_stage_available: bool | None = None
    meeting_offered: bool | None = None
    wants_meeting: bool | None = None
    local_resolution_confirmed: bool | None = Field(None, description="The organisation confirmed that it has finished (SM-2.71)")
    exceptional_circumstances: (
        Literal["terminal_illness", "particular_difficulties", "relationship_broken_down", "none"] | None
    ) = None
    complained_on: VagueDate | None = None
    replied_on: VagueDate | None = None
    event_on: VagueDate | None = None
    aware_on: VagueDate | None = Field(None, description="When the aggrieved first knew there was reason to complain (SM-2.276)")
    delay_reasons: str | None = Field(None, max_length=5000)


class Signal(Part):
    """Something read from the person's words that a caseworker should see."""

    name: str = Field(max_length=60)
    detail: str | None = Field(None, max_length=60)
    reason: str | None = Field(None, max_length=500)


class Consent(Part):
    """One consent to one purpose: what was shown, what was answered, when and by which channel."""

    purpose: Literal["process_complaint", "obtain_and_share_information", "share_with_other_ombudsman"]
    given: bool
    wording_version: str = Field(max_length=80)
    at: datetime
    channel: Channel


class Provenance(Part):
    """Where a fact came from."""

    source: Source
    at: datetime | None = None
    words: str | None = Field(None, max_length=2000, description="The words it was read from")


class Complaint(Part):
    """A complaint as the rules read it. The keys of `unanswered` and `provenance` are fact names (service_model.facts)."""

    authority: str = Field("phso", max_length=40)
    channel: Channel | None = None
    received_on: date | None = Field(None, description="The day it reached the office; today when absent")
    asks_us_to_act: bool | None = Field(None, description="Asked to act, or only copied in (SM-1.3, 1.4)")
    story: str | None = Field(None, max_length=20_000)
    complaining_for: Literal["self", "someone_else"] | None = None
    aggrieved_situation: Literal["can_complain", "died", "lacks_capacity", "child"] | None = None
    aggrieved_name: str | None = Field(None, max_length=200)
    relationship: Literal["personal_representative", "family", "friend", "advocate", "lawyer", "other"] | None = None
    aggrieved_consent: bool | None = None
    child_can_complain: bool | None = None
    conflict_of_interest: bool | None = None
    mp_referral: Literal["referred", "asked", "refused", "not_asked"] | None = None
    complainant_agrees_to_referral: bool | None = None
    has_mp: bool | None = None
    previously_uk_resident: bool | None = None
    put_to_mp_on: VagueDate | None = None
    prison_number: str | None = Field(None, max_length=20)
    injustice: str | None = Field(None, max_length=5000)
    outcome_sought: str | None = Field(None, max_length=5000)
    complainant: Person = Field(default_factory=lambda: Person.model_validate({}))
    issues: tuple[Issue, ...] = Field(default=(), max_length=50)
    signals: tuple[Signal, ...] = Field(default=(), max_length=100)
    consents: tuple[Consent, ...] = Field(default=(), max_length=20)
    unanswered: dict[str, Unanswered] = Field(default_factory=dict, max_length=100)
    provenance: dict[str, Provenance] = Field(default_factory=dict, max_length=200)
