"""Compares NLU pipelines on the same examples and the same held-out messages. Run by hand; nothing of the cell imports it."""
