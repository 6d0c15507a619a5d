"""Every setting of the API in one typed place. Environment variables carry the prefix REDRESS_."""

from __future__ import annotations

import secrets
from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"


def _random_secret() -> SecretStr:
    return SecretStr(secrets.token_urlsafe(32))


class Settings(BaseSettings):
    """What differs between installations. Sizes are bytes, times seconds, unless a name says otherwise.

    A token that is not set accepts nobody: the API is closed, never open, by default.
    """

    model_config = SettingsConfigDict(env_prefix="REDRESS_", env_file=None, extra="ignore", frozen=True)

    database_url: str = f"sqlite:///{VAR / 'redress.db'}"
    public_url: str = Field(default="http://localhost:8000", description="Where people reach us; https makes cookies Secure")
    api_token: SecretStr | None = Field(default=None, description="Bearer token of services that send or read cases")
    secret_key: SecretStr = Field(
        default_factory=_random_secret, description="Signs short-lived cookies; random for this process when not set"
    )
    rasa_url: str = "http://127.0.0.1:5005"
    rasa_token: SecretStr | None = None
    rasa_timeout: float = Field(default=10.0, description="Longest wait for one turn of the assistant")
    domain_file: Path = Field(default=ROOT / "domain.yml", description="The script: the wording of every voice")
    assets_dir: Path = Field(default=ROOT / "web" / "dist", description="Built styles and scripts, served under /assets")
    max_body: int = Field(default=1_000_000, description="Largest request body")
    staff_session_hours: float = 10.0
    staff_idle_minutes: float = 60.0
    staff_max_failures: int = Field(default=5, description="Failed log-ins for one user in the window before we ask to wait")
    staff_max_failures_address: int = Field(default=20, description="The same for one network address")
    staff_failure_window: float = 900.0
    outbox_poll: float = Field(default=1.0, description="Pause of the worker when there is nothing to do")
    outbox_timeout: float = Field(default=10.0, description="Longest wait for one subscriber")
    outbox_lease: float = Field(default=60.0, description="How long a delivery belongs to the worker that took it")
    outbox_max_wait: float = Field(default=3600.0, description="Longest pause between two tries of one delivery")

    @field_validator("database_url")
    @classmethod
    def _known_driver(cls, url: str) -> str:
        """`postgres://` and `postgresql://` mean psycopg 3 here; relative SQLite files stand in the project root."""
        for plain in ("postgres://", "postgresql://"):
            if url.startswith(plain):
                return "postgresql+psycopg://" + url.removeprefix(plain)
        if url.startswith("sqlite:///") and not url.startswith("sqlite:////") and ":memory:" not in url:
            return f"sqlite:///{ROOT / url.removeprefix('sqlite:///')}"
        return url

    @property
    def is_https(self) -> bool:
        """Are we reached over TLS? Then cookies are Secure and browsers are told to stay with https."""
        return self.public_url.startswith("https://")
