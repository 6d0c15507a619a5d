"""Cases: a complaint as it was submitted, what the rules recommended, the consents and contacts that came with it.

The submitted record and the determination are kept as they were and never changed (triggers refuse it); later work
on a case stands in columns and rows of its own. What may not live here: rules, pages, delivery.
"""
