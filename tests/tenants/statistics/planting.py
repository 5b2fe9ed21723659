"""Random trees whose tenants keep a few records, or none, or many, so that small figures stand beside large ones."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import asyncpg

from tenants.division import end_of, level_of, line_of

PROVINCE = 330000000000
BEGINNING, END = date(2023, 11, 1), date(2024, 8, 1)
LARGEST, PAIRED = 20, 0.8
SOME = (0, 0, 1, 2, 3, 4, 5, 8, 13, 30)
COMMON = ("LEFT_BEHIND", "LEFT_BEHIND", "LEFT_BEHIND", "MIGRANT", "MIGRANT", "ORPHAN", "OTHER")


def random_tree(random: Random, size: int) -> dict[int, int | None]:
    """The parents by code: a province and so many below it, at any level, some levels missing."""
    codes = {PROVINCE}
    while len(codes) < size:
        above = random.choice([code for code in codes if end_of(code) - code > 1])
        width = random.choice([width for width in (10**8, 10**6, 10**3, 1) if width < end_of(above) - above])
        codes.add(above + width * random.randint(1, 4))
    return {code: next((one for one in line_of(code) if one in codes and one != code), None) for code in sorted(codes)}


async def plant(owner: asyncpg.Connection, random: Random, size: int = 12) -> dict[int, int | None]:
    """Writes a tree and its records into an empty database, partly rolled up; gives the parents by code."""
    parents = random_tree(random, size)
    await owner.executemany(
        "insert into tenants (code, name, level, parent_code, opened_on) values ($1, $2, $3, $4, '2000-01-01')",
        [(code, f"分会{code}", level_of(code), parent) for code, parent in parents.items()],
    )
    rolled_up = random.randrange(8)
    for number, (table, rows) in enumerate(Records(random, list(parents)).rows().items()):
        if number == rolled_up:
            await owner.fetchval("select roll_up_statistics()")
        names = list(rows[0])
        places = ", ".join(f"${place}" for place, _ in enumerate(names, 1))
        await owner.executemany(
            f"insert into {table} ({', '.join(names)}) values ({places})", [tuple(row.values()) for row in rows]
        )
    return parents


class Records:
    """Draws the records of the tenants."""

    def __init__(self, random: Random, tenants: Sequence[int]) -> None:
        self.random = random
        self.tenants = tenants
        self.drawn = 0

    def rows(self) -> Mapping[str, list[dict[str, Any]]]:
        children = [self.child(PROVINCE), *(self.child(tenant) for tenant in self.spread())]
        # A place for every child.
        mothers = [self.mother(self.random.choice(self.tenants)) for _ in range(len(children) // LARGEST + 1)]
        mothers += [self.mother(tenant) for tenant in self.spread()]
        screenings = [self.screening(mother) for mother in mothers if self.random.random() < PAIRED]
        pairings = [
            self.pairing(child, mothers[number // LARGEST])
            for number, child in enumerate(children)
            if number == 0 or self.random.random() < PAIRED
        ]
        visits = [self.visit(pairing) for pairing in pairings for _ in range(self.random.choice(SOME[1:6]))]
        needs = [self.need(child) for child in children for _ in range(self.random.choice(SOME[:4]))]
        supports = [self.support(need) for need in needs if self.random.random() < PAIRED]
        activities = [self.activity(tenant) for tenant in self.tenants for _ in range(2)]
        attendances = [one for activity in activities for one in self.attendances(activity, children)]
        projects = [self.project(tenant) for tenant in self.tenants]
        deliveries = [self.delivery(project) for project in projects]
        # The last tenant has none below it: whatever is drawn, there is something to hide.
        deliveries[-1] |= {"women_supported": 1, "children_supported": 2}
        return {
            "caring_mothers": mothers,
            "screenings": screenings,
            "clearance_steps": [self.training(screening) for screening in screenings],
            "children": children,
            "pairings": pairings,
            "visits": visits,
            "needs": needs,
            "supports": supports,
            "wishes": [self.wish(child) for child in children for _ in range(self.random.choice(SOME[:4]))],
            "activities": activities,
            "attendances": attendances,
            "projects": projects,
            "deliveries": deliveries,
        }

    def spread(self) -> Iterator[int]:
        for tenant in self.tenants:
            yield from [tenant] * self.random.choice(SOME)

    def new_id(self) -> UUID:
        self.drawn += 1
        return UUID(int=(0x7 << 76) | (0b10 << 62) | self.drawn)

    def day(self, since: date = BEGINNING) -> date:
        return since + timedelta(self.random.randrange(max((END - since).days, 1)))

    def mother(self, tenant: int) -> dict[str, Any]:
        return {
            "id": self.new_id(),
            "tenant_code": tenant,
            "name": "王芳",
            "recruited_through": self.random.choice(("OFFICIAL", "OFFICIAL", "ENTERPRISE", "INDIVIDUAL")),
            "sector": self.random.choice(("GOVERNMENT", "OTHER")),
            "capacity": LARGEST,
            "service_code": PROVINCE,
            "screening_state": "APPROVED",
            "screening_until": date(2099, 1, 1),
            "registered_on": self.day(),
        }

    def screening(self, mother: Mapping[str, Any]) -> dict[str, Any]:
        """One that is not decided."""
        of_her = {"tenant_code": mother["tenant_code"], "caring_mother_id": mother["id"]}
        return {"id": self.new_id(), **of_her, "applied_on": mother["registered_on"]}

    def training(self, screening: Mapping[str, Any]) -> dict[str, Any]:
        of_her = {name: screening[name] for name in ("tenant_code", "caring_mother_id")}
        day = self.day()
        until = self.random.choice((None, day + timedelta(60), date(2099, 1, 1), date(2099, 1, 1)))
        passed = {"step": "TRAINING", "outcome": "PASSED", "done_on": day, "valid_until": until}
        return {"id": self.new_id(), **of_her, "screening_id": screening["id"], **passed}

    def child(self, tenant: int) -> dict[str, Any]:
        day = self.day()
        return {
            "id": self.new_id(),
            "tenant_code": tenant,
            "name": "张小明",
            "sex": self.random.choice(("FEMALE", "MALE")),
            "birth_date": self.random.choice(
                (date(2015, 1, 1), date(2012, 4, 3), date(2018, 2, 14), date(2016, 2, 29))
            ),
            "category": self.random.choice(COMMON),
            "category_source": "FEDERATION",
            "category_since": day,
            "identified_on": day,
            "on_file_on": day,
        }

    def pairing(self, child: Mapping[str, Any], mother: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": self.new_id(),
            "tenant_code": child["tenant_code"],
            "child_id": child["id"],
            "caring_mother_id": mother["id"],
            "role": "COMPANION",
            "from_on": self.day(max(child["on_file_on"], mother["registered_on"])),
        }

    def visit(self, pairing: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": self.new_id(),
            **{name: pairing[name] for name in ("tenant_code", "child_id", "caring_mother_id")},
            "pairing_id": pairing["id"],
            "visited_on": self.day(pairing["from_on"]),
            "kind": self.random.choice(("HOME", "HOME", "HOME", "PHONE", "VIDEO")),
            "contact_made": True,
            "minutes": self.random.choice((None, 20, 45, 45, 90)),
        }

    def need(self, child: Mapping[str, Any]) -> dict[str, Any]:
        day = self.day()
        settled = self.random.random() < PAIRED / 2
        return {
            "id": self.new_id(),
            **self.of_child(child),
            "kind": self.random.choice(("EDUCATION", "EDUCATION", "EDUCATION", "MEDICAL", "LEGAL")),
            "detail": "学习跟不上",
            "raised_on": day,
            "settled_on": self.day(day) if settled else None,
            "outcome": self.random.choice(("MET", "MET", "NO_LONGER_NEEDED")) if settled else None,
        }

    def support(self, need: Mapping[str, Any]) -> dict[str, Any]:
        kind = self.random.choice(("TUTORING", "TUTORING", "TUTORING", "SUPPLIES", "LEGAL"))
        of_need = {"child_id": need["child_id"], "tenant_code": need["tenant_code"], "need_id": need["id"]}
        done = {"kind": kind, "supported_on": self.day(need["raised_on"]), "provided_by": "村妇联"}
        return {"id": self.new_id(), **of_need, **done}

    def wish(self, child: Mapping[str, Any]) -> dict[str, Any]:
        day = self.day()
        return {
            "id": self.new_id(),
            **self.of_child(child),
            "wish": "一个书包",
            "made_on": day,
            "fulfilled_on": self.day(day) if self.random.random() < PAIRED else None,
        }

    def of_child(self, child: Mapping[str, Any]) -> dict[str, Any]:
        return {"tenant_code": child["tenant_code"], "child_id": child["id"]}

    def activity(self, tenant: int) -> dict[str, Any]:
        day = self.day()
        served = {"parents_served": self.random.choice(SOME), "children_served": self.random.choice(SOME)}
        named = {"name": "讲座", "kind": "LECTURE", "focus": "SAFETY", "planned_on": day, "held_on": day}
        return {"id": self.new_id(), "tenant_code": tenant, **named, **served}

    def attendances(self, activity: dict[str, Any], children: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Of the children on file there by then as many as the activity says it served."""
        held, tenant = activity["held_on"], activity["tenant_code"]
        near = [one for one in children if one["on_file_on"] <= held and tenant <= one["tenant_code"] < end_of(tenant)]
        for child in self.random.sample(near, min(len(near), activity["children_served"])):
            came = {"activity_id": activity["id"], "attended_on": held}
            yield {"id": self.new_id(), **self.of_child(child), **came}

    def project(self, tenant: int) -> dict[str, Any]:
        return {"id": self.new_id(), "tenant_code": tenant, "name": "项目", "started_on": BEGINNING}

    def delivery(self, project: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "id": self.new_id(),
            "tenant_code": project["tenant_code"],
            "project_id": project["id"],
            "delivered_on": self.day(),
            "women_supported": self.random.choice(SOME),
            "children_supported": self.random.choice(SOME),
        }
