"""The audit trail: who did what to which case, when. Append-only: the database itself refuses a change or a removal.

What may not live here: people's words. An entry names fields and codes, never what was written in them.
"""
