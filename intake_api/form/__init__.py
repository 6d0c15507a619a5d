"""The guided form: the same questions as the chat, one a page, without the assistant.

What may live here: which page comes next (from service_model.next_question), reading one answer (narrative.answers),
and the pages. What may not: wording (domain.yml, channel `form`), rules (service_model), storage (conversations: form
and chat share one talk, so that a person can go from one to the other with every answer).
"""
