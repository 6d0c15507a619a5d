"""One store, two places: a folder and an S3, through the same tests."""

from __future__ import annotations

import hashlib
import stat
from datetime import UTC, datetime, timedelta

import pytest

from intake_api.evidence.store import StoreError, store_of
from intake_api.settings import Settings
from tests.evidence.s3 import S3

CONTENT = b"a letter " * 100_000
NAME = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def bucket():
    made = S3()
    yield made
    made.stop()


@pytest.fixture(params=["folder", "s3"])
def store(request, tmp_path):
    if request.param == "folder":
        return store_of(Settings(evidence_store=(tmp_path / "papers").as_uri()))
    return store_of(
        Settings(
            evidence_store="s3://papers/of/people", evidence_s3_endpoint=request.getfixturevalue("bucket").url,
            evidence_s3_key_id="key", evidence_s3_secret="secret",
        )
    )  # fmt: skip


def test_what_is_put_can_be_read_listed_and_deleted(store, tmp_path):
    (tmp_path / "source").write_bytes(CONTENT)
    assert not store.has(NAME)
    store.put(NAME, tmp_path / "source")
    store.put(NAME, tmp_path / "source")
    assert store.has(NAME)
    assert b"".join(store.chunks(NAME)) == CONTENT
    assert list(store.older_than(datetime.now(UTC) + timedelta(minutes=1))) == [NAME]
    assert list(store.older_than(datetime(2019, 1, 1, tzinfo=UTC))) == []
    store.delete(NAME)
    store.delete(NAME)
    assert not store.has(NAME)
    with pytest.raises(FileNotFoundError):
        store.chunks(NAME)


def test_the_bucket_gets_signed_requests_under_its_prefix(bucket, tmp_path):
    (tmp_path / "source").write_bytes(CONTENT)
    settings = Settings(
        evidence_store="s3://papers/of/people", evidence_s3_endpoint=bucket.url, evidence_s3_key_id="k", evidence_s3_secret="s"
    )
    store_of(settings).put(NAME, tmp_path / "source")
    assert (list(bucket.kept), bucket.signed) == ([f"of/people/{NAME[:2]}/{NAME}"], {True})


def test_a_store_that_is_away_says_so(bucket):
    settings = Settings(
        evidence_store="s3://papers", evidence_s3_endpoint=bucket.url, evidence_s3_key_id="k", evidence_s3_secret="s"
    )
    bucket.stop()
    with pytest.raises(StoreError):
        store_of(settings).has(NAME)


def test_the_folder_is_for_its_owner_only(tmp_path):
    store_of(Settings(evidence_store=(tmp_path / "deep" / "papers").as_uri()))
    assert stat.S_IMODE((tmp_path / "deep" / "papers").stat().st_mode) == 0o700


@pytest.mark.parametrize("wrong", [{"evidence_store": "http://example.org"}, {"evidence_s3_endpoint": "http://s3.example.org"}])
def test_a_store_in_the_open_is_refused(wrong):
    with pytest.raises(ValueError, match="must"):
        Settings(**wrong)
