"""A sign-in that is refused, with the reason for the operator's log."""

from tenants.errors import Forbidden


class Refused(Forbidden):
    """The person is told no more than that; `why` is in our own words, and repeats nothing that anybody sent."""

    def __init__(self, why: str) -> None:
        super().__init__("SIGN_IN_REFUSED")
        self.why = why
