"""Worksheets over HTTP: the mechanism, then each kind by the rows of the guidance that it proves."""
