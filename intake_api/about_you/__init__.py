"""About you: questions on age, sex, ethnic group and the like, which a person may answer once their complaint was handed over.

What may live here: the questions, the answers with the consent to keep them, the pages and the API for the person, what a
caseworker with the role for it sees. The answers are special category data: no other room reads the table, nothing here goes
to letters, exports, events, case systems or logs, and no rule reads them (decision 036).
"""
