"""The closed cell that runs Rasa 3.6: its channels, its NLU components and the patches it needs.

What lives here: code that runs inside the Rasa process, on Python 3.10, and the lock file of that environment.
What may not: anything of ours from outside (no rules, no reader of free text, no database), and no memory:
a conversation comes in with each message and goes out with each reply.
"""
