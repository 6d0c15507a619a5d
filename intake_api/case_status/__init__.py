"""How far a complaint is, for who holds its reference and its code: the stage of our process, the steps and their days.

Nothing else is told, and to nobody else. What may live here: the code, the steps, the reading of the stage, the page, the
chat's answer, the API. What may not: anything about the person or the matter; staff's own view of a case (staff).
"""
