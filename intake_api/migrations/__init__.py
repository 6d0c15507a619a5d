"""Alembic: one hand-checked file a change of schema, numbered, working up and down on SQLite and PostgreSQL."""
