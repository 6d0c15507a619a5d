"""Save and come back later: a code sent to the person's own email address or mobile opens their talk again.

What may live here: codes, the limits on trying and sending them, the messages that carry them and the ways to send, the
pages and the API of saving and coming back. What may not: what a talk says (conversations, form), other messages' words
(domain.yml). Nothing here knows or tells whether a contact is known to us; see docs/decisions/019.
"""
