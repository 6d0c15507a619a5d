"""The complaint record: typed facts in the field's own words. Every fact may be unknown (None), and unknown is not no."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from service_model.dates import VagueDate

ContactWay = Literal["phone", "email", "post"]
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
LegalAction = Literal[
    "not_taken", "considering", "under_way", "settled", "decided", "brought_against_them", "inquest_only",
]  # fmt: skip
"""How far legal action about the same matter has got. The last two are not a legal remedy (SM-2.308, 2.309)."""
OutcomeKind = Literal[
    "apology_or_change", "usual_money", "more_money", "money_no_figure", "court_ruling", "regulatory_action", "other",
]  # fmt: skip
"""What matters most to them: `more_money` is above the usual sums (SM-2.312); `court_ruling` only a court can give."""
AbleToGoToCourt = Literal["able_and_can_pay", "cannot_afford", "health", "frightened", "takes_too_long", "other"]
"""Their own answer, without evidence (SM-2.324, 2.326): able to go to court and to pay for it, or why not (SM-2.311)."""
OtherBody = Literal["nobody", "complaint_handler", "regulator", "coroner", "police", "other"]
"""Who else is looking at the same matter (SM-3.1, 3.10)."""
Unanswered = Literal["dont_know", "prefer_not_to_say", "not_understood"]
Source = Literal["said", "read_and_confirmed", "staff", "system"]
VictimLink = Literal["victims_code", "treated_poorly_about_a_crime", "witness", "crime_by_organisation", "none"]
VictimRoute = Literal["subjected_to_it", "witnessed_it", "born_of_it", "close_relative_died", "domestic_abuse_as_a_child"]
PartyType = Literal["organisation", "part_of_organisation", "sole_practitioner", "named_individual"]
Harm = Literal["physical", "mental", "emotional", "economic_loss"]


class Part(BaseModel):
    """The shape of everything the rules read: no unknown fields, nothing changed once read, a blank text is no answer."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _a_blank_text_is_unknown(cls, given: Any) -> Any:
        if not isinstance(given, dict) or not any(isinstance(value, str) and not value.strip() for value in given.values()):
            return given
        texts = {name for name, field in cls.model_fields.items() if field.annotation == (str | None)}
        blank = {name for name, value in given.items() if name in texts and isinstance(value, str) and not value.strip()}
        return {name: None if name in blank else value for name, value in given.items()}


class Person(Part):
    """The complainant: how they are called and how they may safely be reached."""

    name: str | None = Field(None, max_length=200)
    phone: str | None = Field(None, description="E.164", max_length=20)
    email: str | None = Field(None, max_length=254)
    address: str | None = Field(None, max_length=500)
    postcode: str | None = Field(None, max_length=10)
    preferred_contact: ContactWay | None = None
    contact_times: str | None = Field(None, max_length=1000)
    safe_contact: str | None = Field(None, max_length=1000, description="What is safe: no voicemail, shared email, days to avoid")
    adjustments: str | None = Field(None, max_length=2000, description="Reasonable adjustments asked for, in the person's words")


class Issue(Part):
    """One head of complaint against one organisation, with what has happened to it so far."""

    summary: str | None = Field(None, max_length=2000)
    organisation: str | None = Field(None, max_length=300, description="As the person says it")
    body: str | None = Field(None, max_length=80, description="Identifier in the register of bodies")
    organisation_kind: OrganisationKind | None = Field(
        None, description="What sort of organisation it is, where the register does not know it (SM-2.1)"
    )
    nhs_funded: bool | None = Field(None, description="The NHS paid for the care (SM-2.2)")
    prison_topic: Literal["prison", "healthcare"] | None = Field(
        None, description="About the prison's own actions, or a prisoner's healthcare (SM-1.57)"
    )
    remit_category: RemitCategory | None = Field(None, description="Out-of-remit category of SM-2.2, or none")
    legal_action: LegalAction | None = Field(None, description="How far legal action about this has got (SM-2.302)")
    outcome_beyond_court: bool | None = Field(None, description="Also wants something a court could not give (SM-2.303, 2.319)")
    other_body: OtherBody | None = Field(None, description="Who else is looking at the same matter (SM-3.1)")
    agrees_to_other_body: bool | None = Field(None, description="Agrees that the other complaint handler looks at it (SM-3.1)")
    victim_link: VictimLink | None = Field(None, description="How it has to do with a crime: the criteria of SM-2.32")
    reasonable_link: bool | None = Field(None, description="Is the crime, on the face of it, linked to this issue (SM-2.32)")
    crime_view_reasonable: bool | None = Field(
        None, description="Staff: is it a reasonable view that the organisation committed a crime (SM-2.26)"
    )
    local_stage: Literal["not_started", "under_way", "final"] | None = Field(
        None, description="How far the organisation's own complaints process has got (SM-2.66, 2.67)"
    )
    reply_format: Literal["written", "audio", "duty_of_candour_only"] | None = Field(
        None, description="How the organisation gave its answer (SM-2.69, 2.75)"
    )
    further_stage_available: bool | None = Field(None, description="Another step of the organisation's process is open (SM-2.72)")
    second_tier_stage: Literal["not_started", "under_way", "final"] | None = Field(
        None, description="How far the second tier complaint handler has got with it (SM-2.142)"
    )
    commissioner_stage: Literal["not_started", "under_way", "final"] | None = Field(
        None, description="How far the commissioner has got, where the complaint went to it and not the provider (SM-2.158)"
    )
    only_about: Literal["second_tier", "commissioner"] | None = Field(
        None, description="They said expressly that it is about this one only (SM-2.144, 2.159)"
    )
    nhs_funding_decision: Literal["checklist", "full_assessment", "individual_funding_request", "none"] | None = Field(
        None, description="The decision not to pay for care that it is about, and its stage (SM-2.170, 2.171, 2.178)"
    )
    icb_reviewed: bool | None = Field(None, description="The ICB or former CCG looked at its decision again (SM-2.170, 2.171)")
    nhs_england_reviewed: bool | None = Field(None, description="NHS England has reviewed the decision (SM-2.171)")
    ifr_applied_by: Literal["doctor", "someone_else", "nobody"] | None = Field(
        None, description="Who made the Individual Funding Request; only a doctor may (SM-2.178)"
    )
    meeting_offered: bool | None = Field(None, description="A local resolution meeting is offered (SM-2.70)")
    wants_meeting: bool | None = Field(None, description="They would like that meeting (SM-2.70, 2.71)")
    local_resolution_confirmed: bool | None = Field(None, description="The organisation confirmed that it has finished (SM-2.71)")
    not_reasonable_to_expect: bool | None = Field(
        None, description="Staff: it was not reasonable to expect them to use the complaints process (SM-2.66)"
    )
    not_reasonable_reason: str | None = Field(None, max_length=5000, description="Staff: why it was not (SM-2.66)")
    exceptional_circumstances: (
        Literal["terminal_illness", "particular_difficulties", "relationship_broken_down", "none"] | None
    ) = Field(None, description="A reason to look at it although the local process is not finished (SM-2.74)")
    complained_on: VagueDate | None = Field(None, description="When they complained to the organisation")
    replied_on: VagueDate | None = Field(None, description="When the organisation gave its last answer")
    unhappy_with_reply: str | None = Field(None, max_length=5000, description="Why the reply did not settle it (SM-1.10)")
    event_on: VagueDate | None = Field(None, description="When it happened")
    aware_on: VagueDate | None = Field(None, description="When the aggrieved first knew there was reason to complain (SM-2.276)")
    knew_at_the_time: bool | None = Field(
        None, description="Knew of the problem when it happened, though a worse effect came later (SM-2.277); staff set it"
    )
    delay_reasons: str | None = Field(None, max_length=5000, description="Why it took longer, in their words (SM-2.278)")


class Referral(Part):
    """An MP's referral as it is on file: what it holds, and how we know that the complainant knows of it (SM-2.16 to 2.20)."""

    mp: str | None = Field(None, max_length=200)
    own_constituency: bool | None = Field(None, description="Any MP may refer (SM-2.20); recorded, never a reason to refuse")
    form: Literal["written", "spoken"] | None = Field(None, description="The referral itself need not be in writing (SM-2.16)")
    complaint_to_mp_in_writing: bool | None = None
    aggrieved_consents: bool | None = Field(None, description="In any form: written consent is not needed (SM-2.16, 2.17)")
    consent_form: Literal["written", "spoken"] | None = None
    requests_investigation: bool | None = Field(None, description="The MP asks that we investigate (SM-2.16)")
    complainant_knows: bool | None = None
    awareness_basis: Literal["signed_complaint_form", "told_us", "other"] | None = None
    signed_by: Literal["mp", "mp_office", "other"] | None = None
    clearly_from_mp_office: bool | None = Field(None, description="Asked where the MP's staff signed for the MP (SM-2.18)")
    concern: bool | None = Field(None, description="A concern that it may not be genuine (SM-2.19)")
    office_confirms: bool | None = None


class Victim(Part):
    """How the complainant says they are a victim of crime, if a caseworker has recorded it (SM-2.22 to 2.24)."""

    routes: tuple[VictimRoute, ...] | None = Field(None, max_length=5, description="Empty: none of the five")
    was_child: bool | None = None
    harm: tuple[Harm, ...] | None = Field(None, max_length=4, description="Empty: they say there was none")
    conduct: str | None = Field(None, max_length=2000, description="What was done, in their words")
    conduct_could_be_offence: bool | None = Field(None, description="Staff, on the face of it; never whether it was (SM-2.26)")
    reported_to_police: bool | None = Field(None, description="If they say; makes no difference (SM-2.23)")
    charged: bool | None = Field(None, description="If they say; makes no difference (SM-2.24)")
    convicted: bool | None = Field(None, description="If they say; makes no difference (SM-2.24)")


class LegalAdvice(Part):
    """What the Legal Team was asked about the need for a referral, and what it advised (SM-2.26, 2.28)."""

    asked_on: date | None = None
    advised_on: date | None = None
    referral_required: bool | None = None


class StaffForm(Part):
    """A complaint form that staff filled in for the person: it counts once it is back with consent (SM-2.11)."""

    sent_on: date | None = None
    returned_on: date | None = None
    consents: bool | None = None


class PreviousCase(Part):
    """The closed case somebody comes back about (SM-2.15, 2.30, 2.58 to 2.64). `closed_as` is a name in `closure_codes`."""

    reference: str | None = Field(None, max_length=60)
    closed_as: Literal["not_in_writing", "no_mp_referral", "premature", "local_resolution_ongoing", "other"] | None = None
    closed_on: date | None = None
    received_on: date | None = None
    properly_made: bool | None = None
    valid_referral: bool | None = Field(None, description="It came with a valid referral by an MP (SM-2.59)")
    same_organisation: bool | None = None
    same_complaint: bool | None = None


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
    given_by: Literal["complainant", "representative"] | None = Field(None, description="Who said it (SM-1.10)")


class Notice(Part):
    """Something the person was told: which, when and by which channel."""

    name: Literal["what_we_can_and_cannot_do", "obtain_and_share_information"]
    wording_version: str = Field(max_length=80)
    at: datetime
    channel: Channel


class Head(Part):
    """A head of complaint read from the story and offered back: what sort, in which words, and what the person said of it."""

    kind: str = Field(max_length=60, description="A kind of narrative/data/issues.yaml, or own_words")
    words: str = Field(max_length=500, description="The person's own words")
    agreed: bool | None = Field(None, description="The person said yes or no when it was offered back (SM-1.32)")


class CaseParty(Part):
    """Another person or organisation with a part in the case (SM-1.12). Who is complained about has a type, if it was said."""

    role: Literal[
        "aggrieved", "representative", "mp", "interested_party", "medical_defence_organisation", "complained_about"
    ]  # fmt: skip
    name: str | None = Field(default=None, max_length=200)
    type: PartyType | None = Field(
        default=None, description="What they are, if it was said: never asked for. A sole practitioner is the provider (SM-8.6)"
    )
    organisation: str | None = Field(default=None, max_length=300, description="Of which it is a part, or where they work")
    phone: str | None = Field(default=None, description="E.164", max_length=20)
    email: str | None = Field(default=None, max_length=254)
    address: str | None = Field(default=None, max_length=500)
    words: str | None = Field(default=None, max_length=300, description="The person's own words it was read from, if it was")


class Complaint(Part):
    """A complaint as the rules read it. The keys of `unanswered` and `provenance` are fact names (service_model.facts)."""

    authority: str = Field("phso", max_length=40)
    channel: Channel | None = None
    received_on: date | None = Field(None, description="The day it reached the office; today when absent")
    organisation_self_referral: bool | None = Field(None, description="A health organisation refers itself to us (SM-2.65)")
    asks_us_to_act: bool | None = Field(None, description="Asked to act, or only copied in (SM-1.3, 1.4)")
    story: str | None = Field(None, max_length=20_000)
    complaining_for: Literal["self", "someone_else"] | None = Field(
        None, description="Who it happened to: the one who contacts us, or someone else (SM-2.247)"
    )
    aggrieved_situation: Literal["can_complain", "died", "lacks_capacity", "child"] | None = Field(
        None, description="Can the person affected complain themselves; if not, why not (SM-2.247, 2.251)"
    )
    aggrieved_name: str | None = Field(None, max_length=200)
    aggrieved_phone: str | None = Field(None, description="E.164", max_length=20)
    relationship: Literal["personal_representative", "family", "friend", "advocate", "lawyer", "other"] | None = Field(
        None, description="What the one who contacts us is to the person affected (SM-2.257, 2.258)"
    )
    aggrieved_consent: bool | None = Field(None, description="The person affected has agreed to be represented (SM-2.264)")
    child_can_complain: bool | None = Field(
        None, description="The child could bring it themselves: by age and maturity (SM-2.255)"
    )
    conflict_of_interest: bool | None = Field(
        None, description="Staff: their interests may differ from those of the person affected (SM-2.260)"
    )
    mp_referral: Literal["referred", "asked", "refused", "not_asked"] | None = Field(
        None, description="Has an MP sent it to us (SM-2.16); it counts once it is recorded that they know of it (SM-2.17)"
    )
    mp_name: str | None = Field(None, max_length=200)
    complainant_agrees_to_referral: bool | None = Field(
        None, description="They know of the MP's referral and agree to it (SM-2.17)"
    )
    has_mp: bool | None = Field(None, description="They have an MP (SM-2.51)")
    previously_uk_resident: bool | None = Field(None, description="Without an MP: they lived in the UK before (SM-2.51)")
    left_uk_on: VagueDate | None = Field(None, description="Last lived in the UK, for whose MP to ask (SM-2.51)")
    put_to_mp_on: VagueDate | None = Field(
        None, description="When they put it to the MP; the time limit of a government complaint counts to it (SM-2.274)"
    )
    closed_as_premature_on: VagueDate | None = Field(
        None, description="When we closed it before as premature (SM-2.271, 2.292); staff or the case system set it"
    )
    warned_of_time_limit: bool | None = Field(None, description="Told of the limit when it was closed as premature (SM-2.292)")
    referral: Referral | None = None
    victim: Victim | None = None
    legal_advice: LegalAdvice | None = None
    staff_form: StaffForm | None = None
    previous_case: PreviousCase | None = None
    prison_number: str | None = Field(None, max_length=100)
    injustice: str | None = Field(None, max_length=5000)
    outcome_sought: str | None = Field(None, max_length=5000)
    outcome_kind: OutcomeKind | None = Field(None, description="What matters most to them, for the legal remedy test (SM-2.306)")
    able_to_go_to_court: AbleToGoToCourt | None = Field(None, description="Able to take legal action and pay (SM-2.311, 2.324)")
    financial_remedy_sought: bool | None = Field(None, description="Is money among what they want (SM-1.10)")
    joint_working: Literal["share", "do_not_share", "not_joint"] | None = Field(
        None, description="May we share it with the other ombudsman and work on it together, or is no part of it theirs (SM-1.53)"
    )
    complainant: Person = Field(default_factory=lambda: Person.model_validate({}))
    issues: tuple[Issue, ...] = Field(default=(), max_length=50)
    signals: tuple[Signal, ...] = Field(default=(), max_length=100)
    consents: tuple[Consent, ...] = Field(default=(), max_length=20)
    notices: tuple[Notice, ...] = Field(default=(), max_length=20)
    heads: tuple[Head, ...] = Field(default=(), max_length=20, description="Heads of complaint the story holds, as offered back")
    parties: tuple[CaseParty, ...] = Field(default=(), max_length=50)
    unanswered: dict[str, Unanswered] = Field(default_factory=dict, max_length=100)
    provenance: dict[str, Provenance] = Field(default_factory=dict, max_length=200)
