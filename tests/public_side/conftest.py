"""The same application as the conversations' tests: on both databases, behind a real server, with a cell that does as told."""

from tests.conversations_api.conftest import *  # noqa: F403 - its fixtures and hooks
from tests.outcome.conftest import told  # noqa: F401 - a fixture
