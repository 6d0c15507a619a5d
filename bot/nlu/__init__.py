"""Components of the NLU pipeline that are ours."""
