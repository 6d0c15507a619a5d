"""Ends what the supervisor started if the supervisor itself is gone, even killed outright.

Runs on its own with the standard library. Reads '+<group>' and '-<group>' lines on standard input; when that
closes (the parent ended, however it ended) every group still listed is asked to stop, then made to.
"""

from __future__ import annotations

import os
import signal
import sys
import time


def _send(groups: set[int], signum: int) -> set[int]:
    alive = set()
    for group in groups:
        try:
            os.killpg(group, signum)
            alive.add(group)
        except (ProcessLookupError, PermissionError):
            continue
    return alive


def main(grace: float = 5.0) -> None:
    """Waits for the parent to end, then ends every group it left."""
    for signum in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, signal.SIG_IGN)
    groups: set[int] = set()
    for line in sys.stdin:
        group = int(line[1:])
        (groups.add if line[0] == "+" else groups.discard)(group)
    alive = _send(groups, signal.SIGTERM)
    until = time.monotonic() + grace
    while alive and time.monotonic() < until:
        time.sleep(0.1)
        alive = _send(alive, 0)
    _send(alive, signal.SIGKILL)


if __name__ == "__main__":
    main()
