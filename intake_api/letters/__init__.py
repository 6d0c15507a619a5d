"""Letters ready to send, in the person's own words: to their MP, to the organisation, to the body whose matter it is.

The person checks them, changes them on the page and takes them away; nothing is sent by us. What may live here: which
letters fit, drafting them (templates/letters, wording in domain.yml), reading them back, their pages. What may not: rules.
"""
