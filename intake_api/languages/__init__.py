"""Languages of the public side: which one a page is in, and its words.

What may live here: choosing a language (cookie, then what the browser asks for), the catalogues under `wording/`, dates in
words. What may not: English itself (domain.yml, and the templates, whose English is the key), staff pages.
See docs/decisions/026.
"""

from intake_api.languages.catalogue import say

__all__ = ["say"]
