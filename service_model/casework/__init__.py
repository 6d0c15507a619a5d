"""What staff do with a case once it has arrived: contact, triage, the tests before an investigation, closing, who is told.

What may live here: one module a heading of the guidance, of pure functions from typed facts (`service_model.record.Part`)
to findings, recommendations and duties, each beside its paragraph. What may not: the gates that decide what the public
is told at first contact (`service_model.gates`), numbers and codes (the authority's files), clocks, wording of letters.
"""
