"""`python -m intake_api.outbox`: runs the worker."""

from intake_api.outbox.worker import main

main()
