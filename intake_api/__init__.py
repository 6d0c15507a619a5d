"""The API: cases, determinations, the chat gateway and guided form, the staff pages, and the hand-off.

What may live here: FastAPI routes, SQLAlchemy models, Alembic migrations, templates, the outbox worker. One
package a noun (cases, audit, outbox, staff, conversations, form), each with the same few file names: models,
service, queries, router or pages. What may not: rules about complaints (service_model), reading of free text
(narrative), dialogue (the Rasa project and actions).
"""
