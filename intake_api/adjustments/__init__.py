"""Reasonable adjustments that take effect at once: how pages look and read, help to complain, words for the young.

What may live here: the choices and their cookie, what is offered when somebody tells of a need, requests for help that a
caseworker sees, the pages of all this. What may not: wording (domain.yml, channels `easy` and `young`), the question what
someone needs (the fact `adjustments`). Nothing is forced: a need that is told is answered with an offer. Decision 026.
"""
