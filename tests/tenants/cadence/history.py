"""Random histories of a few children, written into the database and, beside it, into plain objects."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from tests.tenants.cadence.brute_force import Act, Child, Item, Owed, Window, in_years, owed_by

PROVINCE = 330000000000
VILLAGES = (330102001001, 330102001002, 330102002001, 330105001001, 330302001001)
TENANTS = tuple(sorted({code // width * width for code in VILLAGES for width in (1, 10**3, 10**6, 10**8, 10**10)}))
LEVELS_OF_RISK = ("GREEN", "BLUE", "YELLOW", "RED")
CATEGORIES = ("LEFT_BEHIND", "ORPHAN", "ILLNESS_OR_DISABILITY", "MIGRANT")
# Nothing is compared that is due later.
FIRST, LAST = date(2023, 1, 1), date(2028, 1, 1)
# The tests say which day it is.
TODAY = """create or replace function today() returns date language sql stable
    return current_setting('test.today')::date"""
LEVELS = "case when code % 10000000000 = 0 then 'PROVINCE' when code % 100000000 = 0 then 'CITY' "
LEVELS += "when code % 1000000 = 0 then 'COUNTY' when code % 1000 = 0 then 'TOWNSHIP' else 'VILLAGE' end"
TREE = f"""insert into tenants (code, name, level, parent_code) select code, code::text, {LEVELS},
    (select max(above) from unnest($1::bigint[]) above where above < code and above = any (division_line(code)))
    from unnest($1::bigint[]) of (code)"""
MOTHER = """insert into caring_mothers (id, tenant_code, name, recruited_through, sector, capacity, service_code,
    screening_state, screening_until, registered_on)
    values ($1, $2, 'M', 'OFFICIAL', 'OTHER', 20, $2, 'APPROVED', '2045-01-01', '2022-06-01')"""
CHILD = """insert into children (id, tenant_code, name, sex, birth_date, identified_on, on_file_on)
    values ($1, $2, 'C', 'MALE', $3, $4, $4)"""
CATEGORY = """insert into categorizations (id, tenant_code, child_id, category, source, from_on)
    values (gen_random_uuid(), $1, $2, $3, 'FEDERATION', $4)"""
CATEGORY_ENDED = """update categorizations set until_on = $3, ended_reason = 'CIRCUMSTANCES_CHANGED'
    where child_id = $1 and category = $2 and until_on is null"""
ASSESSMENT = """insert into assessments (id, tenant_code, child_id, level, assessed_on)
    values (gen_random_uuid(), $1, $2, $3, $4)"""
VISITS = """insert into visits (id, tenant_code, pairing_id, child_id, caring_mother_id, visited_on, kind, contact_made)
    select * from unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::uuid[], $5::uuid[], $6::date[], $7::text[],
        $8::bool[])"""
STAY = """update children set closed_reason = null, stays = case when upper_inf(daterange(on_file_on, closed_on))
        then jsonb_set(stays, '{-1,until}', to_jsonb($3::date)) else stays end
    || jsonb_build_object('tenant', $2::bigint, 'since', $3::date, 'until', null) where id = $1"""
WAIVER = """insert into waivers (id, tenant_code, child_id, item_id, from_on, until_on, reason)
    values ($1, $2, $3, $4, $5, $6, 'w....')"""
PAIRING = """insert into pairings (id, tenant_code, child_id, caring_mother_id, from_on)
    values ($1, $2, $3, $4, $5)"""


def checklist() -> list[Item]:
    """One item of each kind there is."""

    def item(code: str, calendar: str, *acts: str, **also: Any) -> Item:  # noqa: ANN401  # fields of an item
        return Item(uuid4(), code, calendar, acts, FIRST, **also)

    return [
        item("FIRST_VISIT", "ON_FILE", "HOME_VISIT", responsible="BRANCH"),
        item("CALL", "MONTH", "CONTACT", only_paired=True, notice_days=15),
        item("VISIT", "QUARTER", "VISIT", only_paired=True, notice_days=45, grace_days=0),
        item("HOME", "HALF_YEAR", "HOME_VISIT", risk_levels=("YELLOW", "RED"), notice_days=90),
        item("REVIEW", "MARCH_AND_SEPTEMBER", "ASSESSMENT", notice_days=30, grace_days=0, responsible="BRANCH"),
        item("BIRTHDAY", "BIRTHDAY", "CONTACT", only_paired=True, notice_days=15),
        item("SPRING", "SPRING_FESTIVAL", "CONTACT", notice_days=7),
        item("CARE", "HALF_YEAR", "CALL", categories=("ILLNESS_OR_DISABILITY", "ORPHAN"), notice_days=90),
        item("SCHOOL", "SEPTEMBER", "SCHOOL_VISIT", categories=("MIGRANT", "LEFT_BEHIND"), age_from=6, grace_days=0),
        item("AGE_14", "BEFORE_14", "VISIT", responsible="BRANCH"),
        item("LOCAL", "MONTH", "CALL", keeper=330102000000, notice_days=10),
    ]


class History:
    """Children and what is asked to be done for them; every act is written down twice."""

    def __init__(self, owner: asyncpg.Connection, random: Random) -> None:
        self.owner, self.random = owner, random
        self.today = date(2023, 6, 1)
        self.children: list[Child] = []
        self.items = checklist()
        self.mother = uuid4()
        self.calendars: dict[tuple[str, int], list[Window]] = {}
        self.known: dict[str, list[Owed]] = {}

    async def begin(self) -> None:
        await self.owner.execute(TODAY)
        await self.go_on(0)
        await self.owner.execute(TREE, list(TENANTS))
        await self.owner.execute(MOTHER, self.mother, PROVINCE)
        for item in self.items:
            await self.put(item)
        rows = await self.owner.fetch(
            "select name, month_day, starts, opens, due, closes from calendars join calendar_windows using (calendar)"
            " where due < $1 order by 1, 2, 3",
            LAST,
        )
        for row in rows:
            self.calendars.setdefault((row[0], row[1]), []).append(Window(*list(row)[2:]))

    async def go_on(self, days: int) -> None:
        self.today += timedelta(days)
        await self.owner.execute("select set_config('test.today', $1, false)", str(self.today))

    def past(self, most: int, since: date = date(2022, 7, 1)) -> date:
        return max(self.today - timedelta(self.random.randrange(most)), since)

    def owed(self) -> list[Owed]:
        """What all children owe; of those of whom nothing has changed, as it was found before."""
        known, self.known = self.known, {}
        for child in self.children:
            said = repr((child, self.items))
            self.known[said] = known.get(said) or list(owed_by(child, self.items, self.calendars))
        return [owed for found in self.known.values() for owed in found]

    async def put(self, item: Item) -> None:
        row = {**vars(item), "tenant_code": item.keeper, "name": item.code, "name_en": item.code}
        del row["keeper"]
        values = [list(value) if isinstance(value, tuple) else value for value in row.values()]
        places = ", ".join(f"${n}" for n in range(1, len(row) + 1))
        await self.owner.execute(f"insert into checklist_items ({', '.join(row)}) values ({places})", *values)

    async def work_off(self) -> None:
        while await self.owner.fetchval("select work_off_duties(2)"):
            pass

    async def register(self) -> None:
        if len(self.children) == 5:
            return
        since = self.past(300)
        birth = since - timedelta(self.random.randrange(365 * 3, 365 * 16))
        child = Child(uuid4(), birth, [(self.random.choice(VILLAGES), since, None)], [])
        self.children.append(child)
        await self.owner.execute(CHILD, child.id, child.stays[0][0], birth, since)

    async def assess(self, child: Child) -> None:
        day, level = self.past(90), self.random.choice(LEVELS_OF_RISK)
        if day not in child.assessments:
            child.assessments[day] = level
            await self.owner.execute(ASSESSMENT, child.stays[-1][0], child.id, level, day)

    async def withdraw_assessment(self, child: Child) -> None:
        if child.assessments:
            day = self.random.choice(list(child.assessments))
            del child.assessments[day]
            await self.owner.execute("delete from assessments where child_id = $1 and assessed_on = $2", child.id, day)

    async def categorize(self, child: Child) -> None:
        """Another category from some day, or the end of one; there may be several at once."""
        day, category = self.past(60), self.random.choice(CATEGORIES)
        current = {one: (n, since) for n, (one, since, until) in enumerate(child.categories) if until is None}
        if category not in current:
            child.categories.append((category, day, None))
            await self.owner.execute(CATEGORY, child.stays[-1][0], child.id, category, day)
        elif current[category][1] <= day:
            n, since = current[category]
            child.categories[n] = (category, since, day)
            await self.owner.execute(CATEGORY_ENDED, child.id, category, day)

    async def pair(self, child: Child) -> None:
        tenant, since, until = child.stays[-1]
        if until is None and all(end for _, end in child.pairings.values()):
            day = self.past(90, max([since, *(end for _, end in child.pairings.values() if end)]))
            key = uuid4()
            child.pairings[key] = (day, None)
            await self.owner.execute(PAIRING, key, tenant, child.id, self.mother, day)

    async def end_pairing(self, child: Child) -> None:
        for key, (since, until) in child.pairings.items():
            if until is None:
                acts = [act.day for act in child.acts.values() if act.pairing == key]
                await self.end(child, key, self.past(40, max([since, *acts]) + timedelta(1)))

    async def end(self, child: Child, pairing: UUID, day: date) -> None:
        if day <= self.today:
            child.pairings[pairing] = (child.pairings[pairing][0], day)
            await self.owner.execute(
                "update pairings set until_on = $2, ended_reason = 'COMPLETED' where id = $1", pairing, day
            )

    async def visit(self, child: Child) -> None:
        """One visit, or several in one statement."""
        new = {uuid4(): act for _ in range(self.random.choice((1, 1, 1, 3))) if (act := self.contact(child))}
        tenants = dict(await self.owner.fetch("select id, tenant_code from pairings"))
        rows = [
            (key, tenants[act.pairing], act.pairing, child.id, self.mother, act.day, act.kind, act.contact_made)
            for key, act in new.items()
        ]
        child.acts |= new
        if rows:
            await self.owner.execute(VISITS, *map(list, zip(*rows, strict=True)))

    def contact(self, child: Child) -> Act | None:
        if not child.pairings:
            return None
        pairing = self.random.choice(list(child.pairings))
        since, until = child.pairings[pairing]
        day = self.past(self.random.choice((5, 40, 200)), since)
        kind, made = self.random.choice(("HOME", "SCHOOL", "PHONE", "VIDEO")), self.random.random() < 0.85
        return Act(day, kind, made, pairing) if day <= self.today and (until is None or day < until) else None

    async def correct_visit(self, child: Child) -> None:
        if not child.acts:
            return
        key = self.random.choice(list(child.acts))
        act = child.acts[key]
        since, until = child.pairings[act.pairing]
        day = self.past(120, since)
        if day > self.today or (until is not None and day >= until):
            day = act.day
        kind = self.random.choice(("HOME", "SCHOOL", "PHONE"))
        child.acts[key] = replace(act, day=day, kind=kind, contact_made=self.random.random() < 0.7)
        await self.owner.execute(
            "update visits set visited_on = $2, kind = $3, contact_made = $4 where id = $1",
            *(key, day, kind, child.acts[key].contact_made),
        )

    async def delete_visit(self, child: Child) -> None:
        if child.acts:
            key = self.random.choice(list(child.acts))
            del child.acts[key]
            await self.owner.execute("delete from visits where id = $1", key)

    async def waive(self, child: Child) -> None:
        since = self.past(100)
        until = self.random.choice((None, since + timedelta(self.random.randrange(150))))
        key, item = uuid4(), self.random.choice(self.items)
        child.waivers[key] = (item, since, until)
        await self.owner.execute(WAIVER, key, child.stays[-1][0], child.id, item.id, since, until)

    async def end_waiver(self, child: Child) -> None:
        if child.waivers:
            key = self.random.choice(list(child.waivers))
            item, since, _ = child.waivers[key]
            day = max(since, self.past(50))
            child.waivers[key] = (item, since, day)
            await self.owner.execute("update waivers set until_on = $2 where id = $1", key, day)

    def free_day(self, child: Child, since: date, most: int) -> date:
        """A day on which a stay may end: behind what was done in it."""
        busy = [end or start + timedelta(1) for start, end in child.pairings.values()]
        return self.past(most, max([since + timedelta(1), *busy, *(act.day for act in child.acts.values())]))

    async def leave(self, child: Child, most: int) -> date | None:
        """Ends the pairings as a file does that is closed or handed over; the day, if there is one."""
        _, since, until = child.stays[-1]
        day = self.free_day(child, since, most)
        if until is not None or day > self.today:
            return None
        for key, (_, ended) in child.pairings.items():
            if ended is None:
                await self.end(child, key, day)
        return day

    async def close(self, child: Child) -> None:
        if day := await self.leave(child, 30):
            tenant, since, _ = child.stays[-1]
            child.stays[-1] = (tenant, since, day)
            await self.owner.execute(
                "update children set closed_on = $2, closed_reason = 'MOVED_OUT' where id = $1", child.id, day
            )

    async def move(self, child: Child) -> None:
        tenant, since, _ = child.stays[-1]
        if day := await self.leave(child, 40):
            to = self.random.choice([one for one in VILLAGES if one != tenant])
            child.stays[-1:] = [(tenant, since, day), (to, day, None)]
            await self.owner.execute(STAY, child.id, to, day)

    async def reopen(self, child: Child) -> None:
        if (until := child.stays[-1][2]) is not None:
            day, to = self.past(60, until), self.random.choice(VILLAGES)
            child.stays.append((to, day, None))
            await self.owner.execute(STAY, child.id, to, day)

    async def correct_tenant(self, child: Child) -> None:
        if len(child.stays) == 1 and not child.pairings:
            _, since, until = child.stays[0]
            child.stays[0] = (self.random.choice(VILLAGES), since, until)
            await self.owner.execute("update children set tenant_code = $2 where id = $1", child.id, child.stays[0][0])

    async def correct_birth(self, child: Child) -> None:
        born = in_years(child.birth_date, self.random.choice((-1, 1))) + timedelta(self.random.randrange(-3, 4))
        if born < child.stays[0][1]:
            child.birth_date = born
            await self.owner.execute("update children set birth_date = $2 where id = $1", child.id, born)

    async def change_checklist(self) -> None:
        """Another version of an item, perhaps of another frequency or for others, from a day that may have gone by."""
        current = [one for one in self.items if one.until_on is None and one.code not in {"FIRST_VISIT", "AGE_14"}]
        was = self.random.choice(current)
        day = self.past(50)
        if day <= was.from_on or len(self.items) > 20:
            return
        other = {"MONTH": "HALF_MONTH", "HALF_YEAR": "QUARTER"}.get(was.calendar, was.calendar)
        new = replace(
            *(was,),
            id=uuid4(),
            from_on=day,
            calendar=self.random.choice((was.calendar, was.calendar, other)),
            notice_days=self.random.choice((was.notice_days, 7)),
            risk_levels=self.random.choice((was.risk_levels, ("GREEN", "BLUE"), ())),
        )
        was.until_on = day
        self.items.append(new)
        await self.owner.execute("update checklist_items set until_on = $2 where id = $1", was.id, day)
        await self.put(new)
        await self.work_off()

    async def roll_up(self) -> None:
        await self.owner.fetchval("select roll_up_duties($1)", self.random.choice((None, 20)))

    @property
    def of_all(self) -> Sequence[Callable[[], Any]]:
        return (self.register, self.register, self.change_checklist, self.roll_up)

    @property
    def of_a_child(self) -> Sequence[Callable[[Child], Any]]:
        often = (self.visit,) * 5 + (self.pair, self.pair, self.assess, self.categorize, self.waive, self.correct_visit)
        seldom = (self.end_pairing, self.delete_visit, self.withdraw_assessment, self.end_waiver, self.close, self.move)
        return (*often, *seldom, self.reopen, self.reopen, self.correct_tenant, self.correct_birth)

    async def step(self) -> str:
        await self.go_on(self.random.choice((0, 1, 3, 9, 20)))
        if not self.children or self.random.random() < 0.15:
            act = self.random.choice(self.of_all)
            await act()
            return act.__name__
        of_child = self.random.choice(self.of_a_child)
        await of_child(self.random.choice(self.children))
        return of_child.__name__
