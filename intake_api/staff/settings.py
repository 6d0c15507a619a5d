"""The settings of log-ins and roles, apart from the others only to keep each list short."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode

from intake_api.staff.roles import DELEGATION, Role

SUPERVISION = Path(__file__).with_name("supervision.yaml")
HIGHEST_FIRST = (
    Role.ADMINISTRATOR, Role.ASSISTANT_DIRECTOR, Role.MANAGER, Role.SENIOR_CASEWORKER, Role.CASEWORKER, Role.INTAKE, Role.LEGAL,
    Role.AUDITOR,
)  # fmt: skip


class StaffSettings(BaseSettings):
    """How staff log in, and who may do what: docs/decisions/028."""

    delegation_file: Path = Field(default=DELEGATION, description="Who may do what, where it is not as in delegation.yaml")
    supervision_file: Path = Field(default=SUPERVISION, description="Which tasks a supervisor signs; by default none")
    document_name: str = Field(
        default="{date}-{type}-{party}", description="How documents are named when handed over; {reference} may be used too"
    )
    local_accounts: Literal["on", "off"] = Field(default="on", description="May staff log in with a password kept here?")
    staff_second_factor: Literal["optional", "required"] = Field(
        default="optional", description="required: nobody logs in with a password alone"
    )
    oidc_issuer: str = Field(default="", description="The organisation's own log-in (OpenID Connect): https://...; empty: none")
    oidc_client_id: str = ""
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_name: str = Field(default="your organisation's account", description="What staff call it: Log in with ...")
    oidc_roles_claim: str = Field(default="roles", description="The claim that carries roles; a.b for one inside another")
    oidc_roles: Annotated[tuple[tuple[str, Role], ...], NoDecode] = Field(
        default=tuple((role.value, role) for role in HIGHEST_FIRST),
        description="Their role=ours, separated by commas; who has several gets the first of this list",
    )
    oidc_team_claim: str = Field(default="", description="The claim that carries the team; empty: teams are given here")
    oidc_timeout: float = Field(default=5.0, gt=0, description="Longest wait for one answer of the provider")

    @field_validator("oidc_roles", mode="before")
    @classmethod
    def _pairs(cls, given: object) -> object:
        """`complaints-leads=manager, complaints=caseworker`."""
        if not isinstance(given, str):
            return given
        pairs = [tuple(part.strip() for part in one.rpartition("=")[::2]) for one in given.split(",") if one.strip()]
        for theirs, ours in pairs:
            if not theirs or ours not in set(Role):
                raise ValueError(f"{theirs}={ours} names no role of ours. Give their-role=role, with one of {', '.join(Role)}.")
        return tuple(pairs)

    @property
    def has_oidc(self) -> bool:
        """Can staff log in with their organisation's account?"""
        return bool(self.oidc_issuer)

    @model_validator(mode="after")
    def _a_way_in(self) -> StaffSettings:
        """Half a provider, or a house without a door, is refused at the start."""
        issuer = urlsplit(self.oidc_issuer)
        if self.oidc_issuer and not (self.oidc_client_id and self.oidc_client_secret.get_secret_value()):
            raise ValueError("REDRESS_OIDC_ISSUER needs REDRESS_OIDC_CLIENT_ID and REDRESS_OIDC_CLIENT_SECRET.")
        if self.oidc_issuer and issuer.scheme != "https" and issuer.hostname not in ("127.0.0.1", "localhost", "::1"):
            raise ValueError("REDRESS_OIDC_ISSUER must be https, but on this machine.")
        if not self.oidc_issuer and self.local_accounts == "off":
            raise ValueError("REDRESS_LOCAL_ACCOUNTS=off needs REDRESS_OIDC_ISSUER: else nobody could log in.")
        return self
