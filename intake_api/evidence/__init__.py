"""Evidence: the letters, forms and photos that people add to what they tell us.

What may live here: taking files in (router, pages, receiving), looking at what they hold in a process of its own (checks,
inspecting), asking the virus scanner (clamd, scanning), keeping and deleting them (store, service, reaping), handing them
to staff. What may not: what is said about it (domain.yml, `utter_evidence_*`) and what a complaint needs (service_model).
A file comes in only after consent and lives and goes with its talk. See docs/decisions/027.
"""
