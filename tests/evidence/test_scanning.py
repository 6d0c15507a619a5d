"""The virus scanner: asked as a file comes in, and later about what came while it was away."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intake_api.clock import utc_now
from intake_api.evidence import clamd
from intake_api.evidence.tending import Tender
from tests.evidence import samples


@pytest.fixture
def more_settings(scanner):
    return {"clamd": scanner.address, "clamd_timeout": 5.0}


@pytest.fixture
def tend(app, settings):
    """The worker's round, hours later each time."""
    times = iter(utc_now() + timedelta(hours=2 * nth) for nth in range(1000))
    tender = Tender(app.state.sessions, settings, now=lambda: next(times))
    return tender.tend


def test_the_client_speaks_the_protocol(scanner):
    assert clamd.is_up(scanner.address)
    assert clamd.scan(scanner.address, [b"x" * 300_000, b"y"], timeout=5) is None
    assert scanner.heard == [300_001]
    assert clamd.scan(scanner.address, [samples.EICAR], timeout=5) == "Eicar-Signature"


def test_a_scanner_that_gives_no_verdict_is_away(scanner):
    scanner.most = 1000
    with pytest.raises(clamd.ScannerAwayError):
        clamd.scan(scanner.address, [b"x" * 200_000] * 20, timeout=5)
    scanner.stop()
    assert not clamd.is_up(scanner.address)
    with pytest.raises(clamd.ScannerAwayError):
        clamd.scan(scanner.address, [b"x"], timeout=5)


def test_a_clean_file_is_marked_scanned_and_an_infected_one_is_not_kept(sender, kept, rows):
    assert sender.send("letter.pdf", samples.pdf()).json()["scanned"] is True
    assert sender.why_not("virus.txt", b"Hello " + samples.EICAR) == (422, "infected")
    assert len(kept()) == len(rows("evidence_blobs")) == 1


def test_while_the_scanner_is_away_files_wait_and_are_scanned_when_it_is_back(sender, scanner, kept, tend):
    scanner.stop()
    assert sender.send("letter.pdf", samples.pdf()).json()["scanned"] is False
    assert sender.send("virus.txt", b"Hello " + samples.EICAR).status_code == 201
    tend()
    assert [file["scanned"] for file in sender.files()] == [False, False]
    scanner.start()
    tend()
    assert [(file["name"], file["scanned"], file["removed"]) for file in sender.files()] == [
        ("letter.pdf", True, False), ("virus.txt", False, True),
    ]  # fmt: skip
    assert list(kept().values()) == [samples.pdf()]
