"""What a person takes away: what we understood, what can happen and why, what to do until when, and where else to go.

For chat and form alike, from the talk that both share, once the rules know an outcome. What may live here: gathering that,
its page and its files. What may not: rules (service_model), wording (domain.yml), how a file is made (documents).
"""
