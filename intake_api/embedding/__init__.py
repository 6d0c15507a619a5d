"""The chat on other people's websites.

What may live here: which origins may speak with the conversations' API, what the widget must know before a talk begins, and
the way from the widget to the form on our own pages. What may not: what is said (domain.yml), how a talk goes on (conversations).
"""
