"""Conversations: what was said, by whom, and where the talk stands; the gateway between people and the assistant.

What may live here: the transcript and its consents, the gateway's promises (nothing lost, nothing said twice, safety
first, nothing stored before consent), the client of the Rasa cell, the chat's JSON API and pages. What may not:
which question comes next (service_model), what words mean (narrative), what the assistant says (domain.yml).
"""
