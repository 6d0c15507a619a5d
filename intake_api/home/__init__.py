"""The home page of staff: my work, what is due, my saved views; for those who may see reports, the office in numbers.

What may not live here: lists of cases (the queue has them).
"""
