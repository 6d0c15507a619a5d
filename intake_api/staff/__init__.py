"""The staff console: users, sessions, log-in, the triage queue and the case page.

What may not live here: decisions about complaints (service_model recommends, a caseworker decides).
"""
