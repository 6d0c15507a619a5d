"""The action server: what the assistant does with one message.

What lives here: the dialogue engine (`turn.take_turn`, pure functions over a `State`), the thin rasa-sdk classes that
translate between Rasa and the engine, and the client that sends a finished case to the API.
What may not: rules (service_model), reading of free text (narrative), wording (domain.yml), a database.
"""
