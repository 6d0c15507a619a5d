"""Every setting of the API in one typed place. Environment variables carry the prefix REDRESS_."""

from __future__ import annotations

import secrets
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from limits import parse_many
from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from intake_api.evidence.settings import EvidenceSettings
from intake_api.staff.settings import StaffSettings

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"


SenderName = Literal["off", "console", "file", "smtp", "notify"]


def _random_secret() -> SecretStr:
    return SecretStr(secrets.token_urlsafe(32))


def is_loopback(host: str) -> bool:
    """Does this name or address mean this machine only?"""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _origin(given: str) -> str:
    parts = urlsplit(given.rstrip("/").lower())
    plain = f"{parts.scheme}://{parts.netloc}"
    if parts.scheme not in ("http", "https") or not parts.hostname or plain != given.rstrip("/").lower() or "*" in plain:
        raise ValueError(f"{given} is not an origin. Give scheme and host, as https://www.example.org.")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ValueError(f"{given} must be https: what people say there must not travel in the open.")
    return plain


class Settings(EvidenceSettings, StaffSettings):
    """What differs between installations. Sizes are bytes, times seconds, unless a name says otherwise.

    A token that is not set accepts nobody: the API is closed, never open, by default.
    """

    model_config = SettingsConfigDict(
        env_prefix="REDRESS_", env_file=None, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    database_url: str = f"sqlite:///{VAR / 'redress.db'}"
    redis_url: str | None = Field(
        default=None,
        description="redis://... where several API processes queue for the turns of one conversation; not needed for one",
    )
    turn_lease: float = Field(
        default=30.0,
        description="How long a turn belongs to the process that took it; longer than rasa_timeout, or two may overlap",
    )
    public_url: str = Field(default="http://localhost:8000", description="Where people reach us; https makes cookies Secure")
    api_token: SecretStr | None = Field(default=None, description="Bearer token of services that send or read cases")
    secret_key: SecretStr = Field(
        default_factory=_random_secret, description="Signs cookies and codes; random for this process when not set"
    )
    rasa_url: str = "http://127.0.0.1:5005"
    rasa_token: SecretStr | None = None
    rasa_timeout: float = Field(default=10.0, description="Longest wait for one turn of the assistant")
    domain_file: Path = Field(default=ROOT / "domain.yml", description="The script: the wording of every voice")
    assets_dir: Path = Field(default=ROOT / "web" / "dist", description="Built styles and scripts, served under /assets")
    max_body: int = Field(default=1_000_000, description="Largest request body")
    # The chat on other websites, and how often it may be begun: docs/decisions/024
    embed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Websites whose pages may hold the chat: https://www.example.org, more after a space or comma"
    )
    rate_limits: Literal["auto", "on", "off"] = Field(
        default="auto", description="auto: on, but where people reach us on this machine only"
    )
    opening_rate_client: str = Field(default="60 per 10 minutes", description="New talks of one network address")
    opening_rate_all: str = Field(default="1200 per 10 minutes", description="New talks of all together")
    determination_rate_client: str = Field(default="120 per minute", description="Determinations for one network address")
    determination_rate_all: str = Field(default="3000 per minute", description="Determinations for all together")

    staff_session_hours: float = 10.0
    staff_idle_minutes: float = 60.0
    staff_max_failures: int = Field(default=5, description="Failed log-ins for one user in the window before we ask to wait")
    staff_max_failures_address: int = Field(default=20, description="The same for one network address")
    staff_failure_window: float = 900.0
    outbox_poll: float = Field(default=1.0, description="Pause of the worker when there is nothing to do")
    outbox_timeout: float = Field(default=10.0, description="Longest wait for one subscriber")
    outbox_lease: float = Field(default=60.0, description="How long a delivery belongs to the worker that took it")
    outbox_max_wait: float = Field(default=3600.0, description="Longest pause between two tries of one delivery")

    # Save and come back later: docs/decisions/019. Needs a secret_key that stays, and a way to send.
    resume_days: int = Field(default=28, ge=1, le=28, description="How long a code works; unfinished talks go after 30 days")
    resume_max_tries: int = Field(default=5, ge=1, description="Tries of a code for one contact in the window")
    resume_max_tries_address: int = Field(default=20, ge=1, description="The same for one network address")
    resume_try_window: float = 900.0
    resume_max_messages: int = Field(default=5, ge=1, description="Codes sent for one conversation in a day")
    resume_max_messages_contact: int = Field(default=10, ge=1, description="Codes sent to one contact in a day")
    resume_max_messages_address: int = Field(default=30, ge=1, description="Codes asked for from one network address in a day")
    message_sender: SenderName | Literal["auto"] = Field(
        default="auto", description="auto: files where people reach us on this machine only, else off"
    )
    message_dir: Path = Field(default=VAR / "outgoing", description="Where the file sender writes; for development only")
    mail_from: str = Field(default="", description="Who emails come from, by SMTP: an address, with a name if you like")
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_security: Literal["starttls", "tls", "none"] = Field(default="starttls", description="none: on this machine only")
    smtp_username: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_ca_file: Path | None = Field(
        default=None, description="Certificates to trust when the server's own authority is private"
    )
    notify_api_key: SecretStr = Field(
        default=SecretStr(""), description="GOV.UK Notify: name, service and secret, as Notify shows it"
    )
    notify_email_template: str = Field(default="", description="Template with ((subject)) and ((message)); empty: no emails")
    notify_text_template: str = Field(default="", description="Template with ((message)); empty: no text messages")
    notify_url: str = "https://api.notifications.service.gov.uk"

    # Who is my MP? Off: people get the official address to find out (docs/decisions/025).
    mp_lookup: Literal["off", "parliament"] = Field(
        default="off", description="parliament: a postcode is sent to its Members API"
    )
    mp_lookup_url: str = "https://members-api.parliament.uk"
    mp_lookup_timeout: float = Field(default=3.0, gt=0, description="Longest wait for one question")

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

    @field_validator("secret_key")
    @classmethod
    def _is_secret(cls, key: SecretStr) -> SecretStr:
        """An empty variable is no key: anybody could sign a cookie or a code with it."""
        if not key.get_secret_value().strip():
            raise ValueError("REDRESS_SECRET_KEY is empty. Give it a long random text, or do not set it at all.")
        return key

    @field_validator("embed_origins", mode="before")
    @classmethod
    def _split(cls, given: object) -> object:
        return tuple(given.replace(",", " ").split()) if isinstance(given, str) else given

    @field_validator("embed_origins")
    @classmethod
    def _are_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        """Scheme, host and port, as a browser sends them. Plain http and no certificate on this machine only; never `*`."""
        return tuple(_origin(each) for each in origins)

    @field_validator("opening_rate_client", "opening_rate_all", "determination_rate_client", "determination_rate_all")
    @classmethod
    def _is_rate(cls, rate: str) -> str:
        if not parse_many(rate):
            raise ValueError("Give a rate like '60 per 10 minutes'.")
        return rate

    @property
    def is_limited(self) -> bool:
        """Do we count how often talks are begun? Not where the only client is this machine, which all tests share."""
        return self.rate_limits == "on" or (self.rate_limits == "auto" and not self.is_local)

    @property
    def is_https(self) -> bool:
        """Are we reached over TLS? Then cookies are Secure and browsers are told to stay with https."""
        return self.public_url.startswith("https://")

    @property
    def is_local(self) -> bool:
        """Do people reach us on this machine only? Then it is somebody's development, not a service."""
        return is_loopback(urlsplit(self.public_url).hostname or "")

    @property
    def sender(self) -> SenderName:
        """How messages leave. Off without a secret key of our own: a code made before a restart could not be known again."""
        if "secret_key" not in self.model_fields_set:
            return "off"
        if self.message_sender == "auto":
            return "file" if self.is_local else "off"
        return self.message_sender

    @property
    def keeps_codes(self) -> bool:
        """Is a code that we give today still the same after a restart? Only with a secret key of our own."""
        return "secret_key" in self.model_fields_set

    @property
    def can_save(self) -> bool:
        """Can people save and come back later?"""
        return self.sender != "off"

    @model_validator(mode="after")
    def _sender_is_whole(self) -> Settings:
        """A way to send that cannot work, or would show codes to others, is refused at the start."""
        for is_wrong, why in self._sender_problems():
            if is_wrong:
                raise ValueError(why)
        return self

    def _sender_problems(self) -> list[tuple[bool, str]]:
        name = self.message_sender
        plain_smtp = self.smtp_security == "none" and not is_loopback(self.smtp_host)
        notify, lookup = urlsplit(self.notify_url), urlsplit(self.mp_lookup_url)
        plain_notify = notify.scheme != "https" and not is_loopback(notify.hostname or "")
        return [
            (name in ("console", "file") and not self.is_local,
             f"REDRESS_MESSAGE_SENDER={name} is for development: it leaves codes in the open. Use smtp or notify."),
            (name == "smtp" and not (self.smtp_host and "@" in self.mail_from),
             "REDRESS_MESSAGE_SENDER=smtp needs REDRESS_SMTP_HOST and REDRESS_MAIL_FROM."),
            (name == "smtp" and plain_smtp, "REDRESS_SMTP_SECURITY=none is for a mail server on this machine only."),
            (name == "notify" and len(self.notify_api_key.get_secret_value()) < 73,
             "REDRESS_MESSAGE_SENDER=notify needs REDRESS_NOTIFY_API_KEY, whole, as GOV.UK Notify shows it."),
            (name == "notify" and not (self.notify_email_template or self.notify_text_template),
             "REDRESS_MESSAGE_SENDER=notify needs REDRESS_NOTIFY_EMAIL_TEMPLATE or REDRESS_NOTIFY_TEXT_TEMPLATE."),
            (name == "notify" and plain_notify, "REDRESS_NOTIFY_URL must be https."),
            (lookup.scheme != "https" and not is_loopback(lookup.hostname or ""), "REDRESS_MP_LOOKUP_URL must be https."),
        ]  # fmt: skip
