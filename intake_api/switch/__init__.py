"""The operator's switch: the assistant off at once, or a notice on it. The form stays; calls that staff take stay.

What may live here: the switch's row, reading it cheaply, the console page. What may not: what the chat does when the assistant
is away (conversations.gateway: switched off is one more way to be away).
"""
