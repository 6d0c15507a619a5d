"""What leaves the house: a copy for one recipient, with what they may not see taken out; the original stays as it is.

What may live here: which texts and files of a case can be copied, what is suggested to be hidden from whom, the marks, the copy
that was made, its pages. What may not: the rules of what may be shared (service_model.casework), finding personal data
(narrative), opening what people sent in (evidence). A copy of a text is made from the text that is left; of a photo, a scan or a
PDF, from its pages drawn anew with black in them: what is hidden is not in its files.
"""
