"""The settings of evidence, apart from the others only to keep each list short (REDRESS_EVIDENCE_..., REDRESS_CLAMD)."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings

STORE = Path(__file__).resolve().parents[2] / "var" / "evidence"
MEGABYTE = 1024 * 1024


class EvidenceSettings(BaseSettings):
    """Where files are kept and how much is taken. Sizes are bytes, times seconds."""

    evidence: bool = Field(default=True, description="May people add letters and photos?")
    evidence_store: str = Field(
        default=STORE.as_uri(), description="file:///folder (outside the web root), or s3://bucket/prefix for any S3"
    )
    evidence_s3_endpoint: str = Field(default="", description="Of a store that is S3-compatible and not Amazon's: https://...")
    evidence_s3_region: str = "eu-west-2"
    evidence_s3_key_id: str = ""
    evidence_s3_secret: SecretStr = SecretStr("")
    evidence_max_file: int = Field(default=20 * MEGABYTE, ge=1, description="Largest file")
    evidence_max_files: int = Field(default=20, ge=1, description="Files of one talk")
    evidence_max_total: int = Field(default=100 * MEGABYTE, ge=1, description="All files of one talk together")
    evidence_max_pixels: int = Field(default=64_000_000, ge=1, description="Of one photo; a telephone of 2026 makes 50 million")
    evidence_max_unpacked: int = Field(default=200 * MEGABYTE, ge=1, description="What a DOCX may hold when it is unpacked")
    evidence_check_time: int = Field(default=40, ge=1, description="Longest look at one file, in processor seconds")
    evidence_check_memory: int = Field(default=2048 * MEGABYTE, description="Most memory for that look")
    evidence_tries: int = Field(default=60, ge=1, description="Files sent for one talk in an hour")
    evidence_tries_address: int = Field(default=200, ge=1, description="The same for one network address")
    clamd: str = Field(default="", description="The virus scanner: host:port, or unix:/path; empty: there is none")
    clamd_timeout: float = 30.0

    @field_validator("evidence_store")
    @classmethod
    def _known_store(cls, url: str) -> str:
        if urlsplit(url).scheme not in ("file", "s3"):
            raise ValueError("REDRESS_EVIDENCE_STORE must begin with file:/// or s3://")
        return url.rstrip("/")

    @field_validator("evidence_s3_endpoint")
    @classmethod
    def _safe_endpoint(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
            raise ValueError("REDRESS_EVIDENCE_S3_ENDPOINT must be https, but on this machine.")
        return url
