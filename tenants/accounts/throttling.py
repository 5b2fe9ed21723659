"""How long a sign-in has to wait: guessing is slowed down, and nobody can lock anybody else out.

- From one place (an address or a known device) an account allows five failures; each further one doubles the wait, up
  to a quarter of an hour. A success from there resets it.
- From all places together that are new to the user, an account allows twenty failures within an hour, and then one
  guess a minute; a place likewise, after fifty failures on any accounts.
- For wrong codes after a right password, all places that are new to the user count together as one.

At a known place only the first rule applies to the user, whatever strangers do; and a known device is a place of its
own, so that not even somebody behind the same address can lock her out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Failures:
    """How many failures there were, and when the last one was."""

    count: int = 0
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """`free` failures cost nothing; the wait after them is `first`, and doubles up to `longest`."""

    free: int
    first: timedelta
    longest: timedelta

    def wait(self, failures: Failures, now: datetime) -> timedelta:
        beyond = failures.count - self.free
        if beyond < 0 or failures.last is None:
            return timedelta()
        # After so many doublings any wait is the longest.
        after = min(self.first * (1 << min(beyond, 20)), self.longest)
        return max(failures.last + after - now, timedelta())


HERE = Limit(5, timedelta(seconds=10), timedelta(minutes=15))
ACCOUNT = Limit(20, timedelta(seconds=1), timedelta(minutes=1))
PLACE = Limit(50, timedelta(seconds=1), timedelta(minutes=1))
CODES = Limit(5, timedelta(seconds=10), timedelta(minutes=15))


@dataclass(frozen=True, slots=True)
class FailureCounts:
    """The failures before an attempt, and whether its place is one of the user's own."""

    known: bool
    here: Failures = Failures()
    account: Failures = Failures()
    place: Failures = Failures()
    codes: Failures = Failures()


def is_last_free(counts: FailureCounts, *, code: bool) -> bool:
    """Whether an attempt on the account that fails, by its code or its password, is the first to make others wait."""
    limits = [(HERE, counts.here)]
    if not counts.known:
        limits += [(ACCOUNT, counts.account), *([(CODES, counts.codes)] if code else [])]
    return any(failures.count + 1 == limit.free for limit, failures in limits)


def wait_before(counts: FailureCounts, now: datetime) -> timedelta:
    """How long an attempt still has to wait; zero if it may be made."""
    waits = [HERE.wait(counts.here, now)]
    if not counts.known:
        waits += [ACCOUNT.wait(counts.account, now), PLACE.wait(counts.place, now), CODES.wait(counts.codes, now)]
    return max(waits)
