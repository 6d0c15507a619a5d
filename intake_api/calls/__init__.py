"""The telephone: the call screen, who is calling, how a call ends, and what was promised on it.

What the caller says goes through the conversation (intake_api/conversations), as in the chat; this room keeps what belongs
to the call itself. Questions of identity are chosen here, what may be told is decided by service_model/casework.
"""

from intake_api.calls import contact_pages, details, identity_pages, new_call, outcome_pages, router

ROUTERS = (new_call.router, contact_pages.router, identity_pages.router, details.router, outcome_pages.router, router.router)
