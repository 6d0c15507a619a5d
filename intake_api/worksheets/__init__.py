"""Worksheets: the structured forms of the guidance that staff fill in on a case. One mechanism; a form is data.

To add one, write `kinds/<id>.yaml` (where it stands, its fields and their words) and `service_model/worksheets/<id>.py` (the
facts, a `Part`, and `judge(facts, about)`). The file is checked when the process starts (`kinds.py` says what it may hold):
names are those of the facts type, options are the values of its Literal. Then it is listed, drawn, saved in versions,
judged, told on the timeline and handed to case systems without another line. docs/decisions/032 says why it is so.
"""
