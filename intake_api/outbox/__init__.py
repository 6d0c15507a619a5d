"""The hand-off: events that leave after commit, delivered as signed webhooks until each subscriber has accepted them.

What may not live here: what a complaint says. An event carries a reference and a link; the receiver asks for the rest.
"""
