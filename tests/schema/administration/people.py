"""Accounts of every kind beside the staff's, and who may do what to them: written once more here, from access.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import product

from tests.schema.administration.bureau import CITY, COUNTY, NEIGHBOUR, PROVINCE, STAFF, TREE, VILLAGE
from tests.schema.administration.test_users import is_below

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
CLOSED_TOWN = 330127900000


@dataclass(frozen=True, slots=True)
class Held:
    """A grant: by the operator where nobody gave it, and then accepted."""

    role: str
    tenant: int
    state: str = "LIVE"
    given_by: str | None = None
    until: datetime | None = None

    @property
    def is_held(self) -> bool:
        return self.state != "ENDED"

    @property
    def is_awaited(self) -> bool:
        return self.state.startswith("AWAITS")

    @property
    def is_accepted(self) -> bool:
        """What has ended here although somebody gave it had never been accepted."""
        return not self.is_awaited and not (self.given_by and not self.is_held)


@dataclass(frozen=True, slots=True)
class Person:
    """A user with her grants; made by the operator where nobody else made her."""

    grants: tuple[Held, ...] = ()
    made_by: str | None = None
    joined: bool = False
    closed: bool = False
    closed_under: int | None = None

    @property
    def awaits_holder(self) -> bool:
        accepted = any(grant.is_accepted for grant in self.grants)
        return self.made_by is not None and not (self.joined or self.closed or accepted)


WORK = Held("CASEWORKER", VILLAGE)
AWAITED = "AWAITS_CONFIRMATION"
PEOPLE: Mapping[str, Person] = {
    **{name: Person((Held(*grant),)) for name, grant in STAFF.items()},
    "administrator": Person((Held(*STAFF["administrator"]), Held("ADMINISTRATOR", VILLAGE))),
    "director": Person((Held(*STAFF["director"]), Held("ANALYST", VILLAGE, AWAITED, "administrator"))),
    "made": Person(made_by="administrator"),
    "made above": Person(made_by="city administrator"),
    "joined": Person(made_by="administrator", joined=True),
    "appointed": Person((Held("CASEWORKER", VILLAGE, "LIVE", "administrator"),), made_by="administrator"),
    "half appointed": Person((Held("CASEWORKER", VILLAGE, "AWAITS_ACCEPTANCE", "administrator"),), "administrator"),
    "of the director": Person((Held("PARTNER", VILLAGE, AWAITED, "director"),), made_by="administrator"),
    "planned": Person((Held("PARTNER", VILLAGE, "PLANNED"),)),
    "both": Person((Held("DIRECTOR", COUNTY), Held("ANALYST", COUNTY))),
    "roaming": Person((Held("ANALYST", COUNTY), Held("ANALYST", NEIGHBOUR))),
    "once a director": Person((Held("DIRECTOR", COUNTY, "ENDED"), Held("ANALYST", VILLAGE))),
    "an auditor until": Person((Held("AUDITOR", COUNTY, "ENDED", until=NOW - DAY), Held("PARTNER", VILLAGE))),
    "too late": Person((Held("PARTNER", VILLAGE, "ENDED", "administrator", until=NOW - DAY),), "administrator"),
    "withdrawn": Person((Held("PARTNER", VILLAGE, "ENDED", "administrator"),), "administrator"),
    "closed, awaited": Person((Held("PARTNER", VILLAGE, AWAITED, "administrator"),), "administrator", closed=True),
    **{f"closed by {at}": Person((WORK,), closed=True, closed_under=at) for at in (None, *TREE)},
    **{
        f"to be {role} at {tenant}": Person((Held(role, tenant, AWAITED, "province administrator"),))
        for role, tenant in product(("PARTNER", "ADMINISTRATOR", "DIRECTOR", "AUDITOR"), (COUNTY, VILLAGE, NEIGHBOUR))
    },
}
MOTHERS = {"of the village": (VILLAGE, None), "left": (VILLAGE, "2024-02-01"), "next door": (NEIGHBOUR, None)}


def place(actor: str, role: str) -> int:
    """Where she holds the role; below nothing where she does not."""
    return STAFF[actor][1] if STAFF[actor][0] == role else -1


def may_give(actor: str, role: str, tenant: int) -> bool:
    at, below = place(actor, "ADMINISTRATOR"), role in ("ADMINISTRATOR", "DIRECTOR", "AUDITOR")
    return at > 0 and is_below(tenant, at) and not (below and tenant == at)


def may_confirm(actor: str, name: str, grant: Held) -> bool:
    at, below = place(actor, "DIRECTOR"), grant.role in ("DIRECTOR", "AUDITOR")
    within = at > 0 and is_below(grant.tenant, at) and not (below and grant.tenant == at)
    return within and grant.is_awaited and not PEOPLE[name].closed and actor not in (name, grant.given_by)


def administers(actor: str, name: str, under: int | None = None) -> bool:
    at, person = place(actor, "ADMINISTRATOR"), PEOPLE[name]
    granted = any(is_below(one.tenant, at) and is_below(one.tenant, under or at) for one in person.grants)
    return at > 0 and (granted or (not under and person.made_by == actor and not person.grants))


def manages(actor: str, name: str) -> bool:
    held = [grant for grant in PEOPLE[name].grants if grant.is_held]
    return actor != name and administers(actor, name) and all(may_give(actor, one.role, one.tenant) for one in held)


def may_reopen(actor: str, name: str) -> bool:
    under = PEOPLE[name].closed_under
    return manages(actor, name) and under is not None and is_below(under, place(actor, "ADMINISTRATOR"))


def may_give_to(actor: str, name: str, role: str, tenant: int) -> bool:
    fits = tenant != CLOSED_TOWN and not (role == "CASEWORKER" and tenant in (PROVINCE, CITY))
    open_to_her = actor != name and not PEOPLE[name].closed and administers(actor, name)
    return fits and open_to_her and may_give(actor, role, tenant)
