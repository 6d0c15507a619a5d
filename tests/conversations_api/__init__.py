"""The gateway, the chat pages and the guided form, with the real application and real databases.

The assistant here is a small HTTP server (cell.py) that can be down, slow or broken on purpose; the real Rasa has its
own tests in tests/conversations.
"""
