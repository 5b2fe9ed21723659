"""How long a sign-in has to wait: guessing is slowed down, and nobody is locked out by somebody else.

- From one place (an address, or a device that was remembered), an account may be got wrong five times; each further
  failure doubles the wait, to a quarter of an hour. A success there begins anew.
- From places the user has never signed in from, an account is slowed down to a guess a minute once there were twenty
  within the hour, from all of them together; and a place likewise after fifty failures on whichever accounts.
- Whoever has the password and not the code is slowed down from all strange places together, as if from one.

The user at a place of hers meets the first rule alone, whatever strangers do; and a remembered device is a place of its
own, so that not even somebody behind the same address can keep her out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Failures:
    """How many there were, and when the last one was."""

    count: int = 0
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures are free; the wait after them begins with `first`, doubles, and ends at `longest`."""

    free: int
    first: timedelta
    longest: timedelta

    def wait(self, failures: Failures, now: datetime) -> timedelta:
        beyond = failures.count - self.free
        if beyond < 0 or failures.last is None:
            return timedelta()
        # So often doubled, any wait is the longest.
        after = min(self.first * (1 << min(beyond, 20)), self.longest)
        return max(failures.last + after - now, timedelta())


HERE = Limit(5, timedelta(seconds=10), timedelta(minutes=15))
ACCOUNT = Limit(20, timedelta(seconds=1), timedelta(minutes=1))
PLACE = Limit(50, timedelta(seconds=1), timedelta(minutes=1))
CODES = Limit(5, timedelta(seconds=10), timedelta(minutes=15))


@dataclass(frozen=True, slots=True)
class Tally:
    """The failures before an attempt, and whether its place is one of the user's own."""

    known: bool
    here: Failures = Failures()
    account: Failures = Failures()
    place: Failures = Failures()
    codes: Failures = Failures()


def is_last_free(tally: Tally, *, code: bool) -> bool:
    """Whether an attempt on the account that fails, by its code or its password, is the first to make others wait."""
    limits = [(HERE, tally.here)]
    if not tally.known:
        limits += [(ACCOUNT, tally.account), *([(CODES, tally.codes)] if code else [])]
    return any(failures.count + 1 == limit.free for limit, failures in limits)


def wait_before(tally: Tally, now: datetime) -> timedelta:
    """How long an attempt has to wait from now on; nothing where it may be made."""
    waits = [HERE.wait(tally.here, now)]
    if not tally.known:
        waits += [ACCOUNT.wait(tally.account, now), PLACE.wait(tally.place, now), CODES.wait(tally.codes, now)]
    return max(waits)
