"""The work on a case: who does it, what was said, what is due, what is decided and why, what leaves the house.

Every change goes through `changing.begin`: it carries the version it was filled in on, and leaves its trace in the audit trail.
What may live here: tables of the work, one small module for each thing, the case's tabs. What may not: rules (service_model),
a decision that no person made.
"""
