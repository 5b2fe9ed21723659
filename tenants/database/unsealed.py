"""What a process logged and has not sealed yet: it alone knows what it answered, and the database cannot make it up."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID, uuid4

# Where the chain of the log ended when this process had made it: the day, the entries, the hash.
Head = tuple[date, int, bytes] | tuple[None, None, None]
NO_HEAD: Head = (None, None, None)


class Logged(NamedTuple):
    """A statement that was logged, with the digest of what was answered; without one, it may not have been logged."""

    statement: UUID
    digest: bytes | None = None


@dataclass(slots=True)
class Unsealed:
    """The statements since the last seal, the `number`th of the process's series; `made` is one yet to be written."""

    series: UUID = field(default_factory=uuid4)
    number: int = 0
    logged: list[Logged] = field(default_factory=list)
    head: Head = NO_HEAD
    made: Sequence[object] | None = None
    looked_round: datetime | None = None
    ended: bool = False

    @contextmanager
    def told(self, statement: UUID) -> Iterator[None]:
        """Whatever fails in between, it stays open whether the statement was logged: nothing was answered."""
        try:
            yield
        except BaseException:
            self.logged.append(Logged(statement))
            raise

    def add_untold(self, logged: Sequence[Logged]) -> None:
        """What was logged in a transaction of which it is not known whether it was kept."""
        self.logged += [one._replace(digest=None) for one in logged]
