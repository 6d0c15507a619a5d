"""The command line, and the composition root: what starts, joins and measures the other rooms.

What may live here: one command a file, the set-up they share, and the supervisor that runs the system.
Heavy imports stand inside functions, so that `./redress determine` starts at once. What may not: policy,
wording, storage. Everything may be imported here; nothing of the house imports this.
"""
