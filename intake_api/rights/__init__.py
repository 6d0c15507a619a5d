"""Data rights of the person who complains: what is stored and how long, a copy of it, deletion of what was not sent.

What may live here: reading a talk out whole, deleting a draft, the pages and the API of both. What may not: how long things are
kept (retention.py, conversations.service, settings; here they are only read).
"""
