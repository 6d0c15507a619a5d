"""The queue: which cases there are, in which order, found by filters and words; saved views, bulk assignment, exports.

What may not live here: what is done to one case (its page), who may see which team (`staff`), decisions.
"""
