"""The rulebook as a page: for caseworkers in the console, and as one file by `./redress rules`.

What may live here: the page's parts and their drawing. What may not: rules, or words about them; both are read off
`service_model` and the catalogue.
"""
