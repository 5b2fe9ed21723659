"""A year of a county as it is told: who acts, on which day, and what is refused on the way."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

import pytest

from schema.caller import Caller
from tenants.clock import today
from tenants.errors import Forbidden
from tests.callers import add_caller, ask
from tests.tenants.records.office import COUNTY, OTHER_VILLAGE, VILLAGE, Done, Office
from tests.tenants.year.diary import Diary

PROVINCE = "330000000000"
# Whoever acts beside the office's own caseworker and director of the county, and the neighbouring county's caseworker.
OTHERS = {
    "province": ("DIRECTOR", PROVINCE),
    "village": ("CASEWORKER", VILLAGE),
    "village director": ("DIRECTOR", VILLAGE),
    "administrator": ("ADMINISTRATOR", COUNTY),
    "partner": ("PARTNER", COUNTY),
    "receiver": ("DIRECTOR", OTHER_VILLAGE),
}


@dataclass
class Year:
    """The twelve months before this one, and this one up to today."""

    office: Office
    diary: Diary = field(default_factory=Diary)
    people: dict[str, Caller] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def begin(cls, office: Office) -> Self:
        others = {
            name: await add_caller(office.owner, office.database, role, int(tenant))
            for name, (role, tenant) in OTHERS.items()
        }
        return cls(office, people=office.callers | others)

    @property
    def months(self) -> list[date]:
        return [self.on(month) for month in range(13)]

    def on(self, month: int, day: int = 1) -> date:
        """A day of one of the months: the first of them is that of a year ago, the one numbered 12 this one."""
        since = today().replace(day=1)
        months = since.year * 12 + since.month - 13 + month
        return date(months // 12, months % 12 + 1, day)

    async def do(self, mutation: str, given: Mapping[str, object], by: str = "caseworker") -> Done:
        told = {name: str(value) if isinstance(value, date) else value for name, value in given.items()}
        return await self.office.do(mutation, told, self.people[by])

    async def done(self, mutation: str, given: Mapping[str, object], by: str = "caseworker") -> Done:
        found = await self.do(mutation, given, by)
        assert not found.errors, f"{mutation}: {found.errors}"
        return found

    async def refused(
        self, mutation: str, given: Mapping[str, object], problem: str, at: str, by: str = "caseworker"
    ) -> None:
        problems = (await self.do(mutation, given, by)).problems
        assert problems == {(problem, f"input.{at}")}, f"{mutation}: {problems}, not {problem} at {at}"

    async def denied(self, mutation: str, given: Mapping[str, object], *by: str) -> None:
        """Something that these roles may not do at all, whatever is given."""
        for name in by:
            with pytest.raises(Forbidden):
                await self.do(mutation, given, name)

    async def read(self, by: str, text: str, **variables: object) -> Any:  # noqa: ANN401  # JSON
        return next(iter((await ask(self.office.engine, self.people[by], text, variables)).values()))

    async def now(self, kind: str, name: str, by: str = "caseworker") -> dict[str, Any]:
        """How a change names a record as it is now."""
        found = await self.read(by, f"query ($id: ID!) {{ {kind}(id: $id) {{ id version }} }}", id=self.known[name])
        return {"id": found["id"], "expectedVersion": found["version"]}

    async def sign_in(self, name: str) -> None:
        """Gives a Caring Mother who is known by name her account."""
        self.people[name] = await self.office.mother(Done({"id": self.known[name]}, []))

    def remember(self, name: str, done: Done) -> str:
        self.known[name] = str(done.update["id"])
        return self.known[name]


def years_before(day: date, years: int) -> date:
    """The birth date of whoever has so many years on a day that is none of a leap year's own."""
    return day.replace(year=day.year - years)
