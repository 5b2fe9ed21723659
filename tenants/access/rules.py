"""How people sign in here: what an installation may set."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class SignInRules:
    """How long tokens and sessions hold, and what passwords have to be.

    `refresh` is how long a session may lie idle, `session` its end at last.
    """

    access: timedelta = timedelta(minutes=15)
    refresh: timedelta = timedelta(days=14)
    session: timedelta = timedelta(days=30)
    password_length: int = 10
