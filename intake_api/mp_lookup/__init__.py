"""Who is my MP? From a postcode, by the UK Parliament's Members API; off by default, and then the official address to ask.

What may live here: asking, reading the answer strictly, remembering it for a while. What may not: pages and letters. A postcode
leaves this house only when the person asks for it, and stands in no log.
"""
