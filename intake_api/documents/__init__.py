"""Documents that people keep or send: one plain description, and how it becomes text, Word and PDF.

What may live here: blocks of a document, the renderers, the fonts. What may not: wording (domain.yml), and what stands in a
document (outcome, letters). Words of people are data to every renderer, never markup. See docs/decisions/025.
"""
