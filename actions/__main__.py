"""`python -m actions`: serves the actions on 127.0.0.1:REDRESS_ACTIONS_PORT (5055). Nothing a person says is logged."""

from __future__ import annotations

import logging
import os


def main() -> None:
    """Loads the reader and the rules, then serves until stopped."""
    os.environ.setdefault("SANIC_HOST", "127.0.0.1")
    port = int(os.environ.get("REDRESS_ACTIONS_PORT", "5055"))
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")

    from actions.server import serve

    serve(port)


if __name__ == "__main__":
    main()
