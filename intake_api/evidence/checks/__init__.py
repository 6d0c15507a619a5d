"""Looks at what a file really is, in a process of its own with little memory, little time and no secrets (job.py).

What may live here: reading hostile files. Nothing here imports the rest of the application, and nothing but job.py and
refused.py is imported by it.
"""
