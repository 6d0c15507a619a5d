"""The policy: the complaint record, the rules that read it, and what follows.

What may live here: facts, rules, determinations, deadlines, bodies and signposts, and the dated data
files they rest on. What may not: clocks (today is an argument), databases, networks, frameworks, and
any other room of this house. The packaged data files are read once, when the module is imported.
"""
