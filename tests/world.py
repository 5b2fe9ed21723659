"""A small world of two provinces: records of every kind at every distance from one county, for tests to look at."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

import asyncpg
from uuid_utils.compat import uuid7

from tenants.kinds.kind import Kind
from tenants.records.activity.kind import ACTIVITY
from tenants.records.attendance.kind import ATTENDANCE
from tenants.records.certificate.kind import CERTIFICATE
from tenants.records.clearance.kind import CLEARANCE_STEP
from tenants.records.incident.kind import INCIDENT_AMENDMENT, INCIDENT_REPORT, INCIDENT_REPORTER
from tenants.records.kinds import BY_NAME
from tenants.records.organization import ORGANIZATION
from tenants.records.project import PROJECT
from tenants.records.protections import CHILD_FILE
from tenants.records.screening.kind import SCREENING
from tenants.records.service.kind import SERVICE_AGREEMENT, SERVICE_OFFER, SERVICE_REQUEST
from tests.keys import encrypted, opened
from tests.kinds import OTHERS, WITH_TABLES, references, row

# Seen from the grants, which stand at the county "own".
PROVINCE, PARENT, OWN, TOWNSHIP, BRANCH = 330000000000, 330100000000, 330127000000, 330127101000, 330127101201
SIBLING, NEIGHBOUR = 330128000000, 330129000000
ELSEWHERE, OTHER, AFAR = 360000000000, 360121000000, 360122000000

TENANTS = {
    PROVINCE: ("浙江省", "PROVINCE", None, "province"),
    PARENT: ("杭州市", "CITY", PROVINCE, "parent"),
    OWN: ("淳安县", "COUNTY", PARENT, "own"),
    TOWNSHIP: ("威坪镇", "TOWNSHIP", OWN, "branch"),
    BRANCH: ("凤凰村", "VILLAGE", TOWNSHIP, "branch"),
    SIBLING: ("兄弟县", "COUNTY", PARENT, "sibling"),
    NEIGHBOUR: ("相邻县", "COUNTY", PARENT, "neighbour"),
    ELSEWHERE: ("江西省", "PROVINCE", None, "elsewhere"),
    OTHER: ("南昌县", "COUNTY", ELSEWHERE, "other"),
    AFAR: ("新建县", "COUNTY", ELSEWHERE, "afar"),
}
# Nothing there is tied to the grants: what is seen of it is seen by its place alone.
PLAIN = (OWN, BRANCH, SIBLING, PARENT, OTHER)

# To whom the file of a child is to be handed over, by who keeps it.
RECEIVERS = {OWN: SIBLING, BRANCH: AFAR, SIBLING: OWN, PARENT: BRANCH, OTHER: AFAR}

# What is asked there is asked of the children of the current Caring Mother, too.
ASKED_OF_MINE = (OWN, BRANCH, PARENT, PROVINCE)

# Of nobody, and a child's in another province.
ON_FILE_ELSEWHERE = "360121201505050020"

TABLES = {kind.single: kind.plural for kind in WITH_TABLES} | {"change": "changes"}
# What is the same of all of a kind, so that whatever is done with some of them may be done with each.
MADE: Mapping[str, Mapping[str, object]] = {
    "Organization": {"kind": "ALLIANCE"},
    "Fund": {"restriction": None},
    "Venue": {"opened_on": date(2024, 1, 2)},
    # No child is of the same one twice: each is LEFT_BEHIND already.
    "Categorization": {"category": "HARDSHIP"},
    "ProjectStep": {"step": "CALL"},
    "Milestone": {"kind": "FEEDBACK"},
    "Certificate": {"issued_on": date(2024, 5, 1)},
    "ClearanceStep": {"interviewers": []},
    "ServiceOffer": {"kind": "TUTORING", "capacity": 1000, "until_on": None},
    "ServiceRequest": {"kind": "TUTORING"},
    "Guardian": {"legal_guardian": True, "capacity": "ABLE", "from_on": date(2024, 1, 2)},
    "Consent": {"decision": "GIVEN", "by_child": False},
    "Story": {"stage": "SUBMITTED", "children_shown": 0, "faces_shown": 0},
}
AGREED = dict.fromkeys(("branch_agreed_on", "organization_agreed_on"), date(2024, 6, 1))
APPROVED = {"decision": "APPROVED", "decided_on": date(2024, 4, 2)}
# One of each state, and all that is in them together is in the fund.
PAYMENTS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "disbursement": ({}, APPROVED, {**APPROVED, "paid_on": date(2024, 4, 20)}),
    "subsidy": (
        {"period": "2023"},
        {**APPROVED, "notice_until": date(2024, 4, 9), "period": "2024-H1"},
        {**APPROVED, "notice_until": date(2024, 4, 9), "period": "2024-H2", "paid_on": date(2024, 4, 20)},
    ),
}
# The last visits and supports of a tenant are of a child whose file it did not put on last.
OF_ANOTHER_CHILD = {("Attachment", "Visit"), ("Attachment", "Support")}
# Of every other kind each record has a change.
UNCHANGED = ("attachment", "visit", "file_opening", "project", "delivery")


@dataclass(frozen=True, slots=True)
class Kept:
    """A record or a tenant, with its row as the owner sees it.

    `marks` say what it is to the grants at the county: its place, and its ties: `serving` (her service area meets
    the range), `tied` (named by a record of the range, or keeping somebody who is seen), `mine` (tied to an open
    pairing of the current Caring Mother), `self` (she herself), `ours` (of the partner's organisation, in
    the range), `asked` (a request that the partner sees).
    """

    kind: str
    id: UUID | str
    marks: frozenset[str]
    row: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.kind} {'+'.join(sorted(self.marks))}"


@dataclass(frozen=True, slots=True)
class World:
    """Everything kept; `me` is the Caring Mother whom a grant may name, `everywhere` one who serves the province.

    `organization` is the one whose people the partner's grant is for.
    """

    kept: tuple[Kept, ...]
    me: UUID
    everywhere: UUID
    organization: UUID

    def of(self, kind: str) -> list[Kept]:
        return [one for one in self.kept if one.kind == kind]

    def find(self, kind: str, key: object) -> Kept | None:
        return next((one for one in self.of(kind) if str(one.id) == str(key)), None)


# Changes of a kind of record in a place.
CHANGED = 2


class Builder:
    """Keeps records through the owner's connection, each with texts and dates that no other record has."""

    def __init__(self, owner: asyncpg.Connection) -> None:
        self.owner = owner
        self.numbers = count(1)
        self.marks: dict[UUID, frozenset[str]] = {}
        self.changed: Counter[tuple[str, int, frozenset[str]]] = Counter()
        # By table and tenant.
        self.latest: dict[tuple[str, int], UUID] = {}

    async def keep(self, kind: str, tenant: int, ties: str, columns: Mapping[str, object]) -> UUID:
        key = uuid7()
        kept = encrypted(TABLES[kind], {"id": key, "tenant_code": tenant, **columns})
        names, places = ", ".join(kept), ", ".join(f"${n}" for n in range(1, len(kept) + 1))
        await self.owner.execute(f"insert into {TABLES[kind]} ({names}) values ({places})", *kept.values())
        self.marks[key] = frozenset({TENANTS[tenant][3], *ties.split()})
        self.latest[TABLES[kind], tenant] = key
        if kind not in UNCHANGED:
            await self.change(kind, key, tenant)
        return key

    async def others(self, tenant: int) -> None:
        """A record of each other kind, as soon as there is what it has to name."""
        for kind in OTHERS:
            if kind.single in PAYMENTS:
                continue
            named = self.named(kind, tenant)
            needed = {one.column for name, one in references(kind).items() if kind.fields[name].required}
            if needed <= set(named) and (kind.plural, tenant) not in self.latest:
                ties = "mine" if kind.single == "checklist_item" and tenant in ASKED_OF_MINE else ""
                ties = "asked" if kind.single == "service_request" and tenant in (OWN, BRANCH) else ties
                made = {**row(kind, next(self.numbers)), **MADE.get(kind.name, {})}
                await self.keep(kind.single, tenant, ties, {**made, **named})

    async def stories(self, tenant: int) -> None:
        """Of an activity one that its own tenant has approved, of a project one that was published."""
        approved = {"channels": ["NOTICE_BOARD"], "stage": "APPROVED", "approved_by": tenant}
        published = {**approved, "stage": "PUBLISHED", "published_on": date(2024, 6, 1)}
        for table, stage in (("activities", approved), ("projects", published)):
            about = {f"{'activity' if table == 'activities' else 'project'}_id": self.latest[table, tenant]}
            await self.keep("story", tenant, "", {**about, **stage, **self.secrets("title", "text", "opinion")})

    async def agreements(self, tenant: int, offering: tuple[int, UUID], ties: str = "", offer_ties: str = "") -> None:
        """One that both agreed to, and one that was delivered, each on an offer of an organisation and its tenant."""
        for state in (AGREED, {**AGREED, "delivered_on": date(2024, 7, 1), "persons_served": 3}):
            offer = await self.offer(offering, offer_ties)
            await self.agreement(tenant, offering[1], offer, ties, state)

    async def offer(self, offering: tuple[int, UUID], ties: str = "") -> UUID:
        columns = {**row(SERVICE_OFFER, next(self.numbers)), **MADE["ServiceOffer"], "organization_id": offering[1]}
        return await self.keep("service_offer", offering[0], ties, columns)

    async def agreement(
        self, tenant: int, organization: UUID, offer: UUID, ties: str, state: Mapping[str, object]
    ) -> None:
        named = {"service_request_id": self.latest["service_requests", tenant], "organization_id": organization}
        columns = {**row(SERVICE_AGREEMENT, next(self.numbers)), **named, "offer_id": offer, **state}
        await self.keep("service_agreement", tenant, ties, columns)

    async def payments(self, tenant: int) -> None:
        """What is paid, or is to be, from the tenant's fund: to an organisation, and to a child; and an empty fund."""
        for single, states in PAYMENTS.items():
            kind = next(one for one in OTHERS if one.single == single)
            for state in states:
                asked = {**row(kind, next(self.numbers)), "amount": Decimal(1), "requested_on": date(2024, 4, 1)}
                await self.keep(single, tenant, "", {**asked, **self.named(kind, tenant), **state})
        await self.keep("fund", tenant, "", {"opened_on": date(2024, 1, 1), **self.secrets("name")})

    def named(self, kind: Kind, tenant: int) -> dict[str, UUID]:
        """The columns in which it names what the tenant keeps."""
        fields = kind.fields
        asked = {name: one for name, one in references(kind).items() if fields[name].in_forms or fields[name].required}
        asked = {name: one for name, one in asked.items() if (kind.name, one.kind) not in OF_ANOTHER_CHILD}
        latest = {one.column: self.latest.get((BY_NAME[one.kind].plural, tenant)) for one in asked.values()}
        return {column: key for column, key in latest.items() if key}

    async def change(self, kind: str, record: UUID, tenant: int) -> None:
        """A change of a record, with its marks; of few of a kind in a place, so that a page holds all there are."""
        place = (kind, tenant, self.marks[record])
        self.changed[place] += 1
        if self.changed[place] > CHANGED:
            return
        key = uuid7()
        await self.owner.execute(
            """insert into changes (id, tenant_code, kind, record_id, version, fields, acting_role, acting_code)
               values ($1, $2, $3, $4, 2, '{handover_note,tenant_code}', 'CASEWORKER', $5)""",
            *(key, tenant, kind.upper(), record, OTHER if tenant == OWN else tenant),
        )
        await self.owner.execute(
            "insert into change_values values ($1, $2, $3, 'handover_note', $4, $5)",
            *(key, kind.upper(), record, f"before<{record}>", f"after<{record}>"),
        )
        self.marks[key] = self.marks[record]

    def secrets(self, *names: str) -> dict[str, str]:
        number = next(self.numbers)
        return {name: f"{name}<{number}>" for name in names}

    async def mother(self, tenant: int, serves: int, ties: str = "", *, suspended: bool = False) -> UUID:
        number = next(self.numbers)
        columns = {
            "name": f"王<{number}>",
            "birth_date": date(1980, 1, 1) + timedelta(days=number),
            **self.secrets("identity_number", "phone", "address", "employer", "volunteer_number", "insurance"),
            "insured_until": date(2030, 1, 1) + timedelta(days=number),
            "recruited_through": "OFFICIAL",
            "sector": "GOVERNMENT",
            "capacity": 20,
            "service_code": serves,
            "screening_state": "APPROVED",
            "screening_until": date(2099, 1, 1),
            "registered_on": date(2024, 1, 1),
            "suspended_on": date(2024, 6, 1) if suspended else None,
            **self.secrets("suspended_reason"),
        }
        return await self.keep("caring_mother", tenant, ties, columns)

    async def child(self, tenant: int, ties: str = "", known_by: str | None = None) -> UUID:
        number = next(self.numbers)
        day = timedelta(days=number)
        before = f'[{{"category": "OTHER", "source": "FEDERATION", "since": "{date(2021, 1, 1) + day}", '
        columns = {
            "name": f"张<{number}>",
            "sex": "FEMALE",
            "birth_date": date(2014, 1, 1) + day,
            **self.secrets("identity_number", "phone", "address", "school", "health", "parents_whereabouts"),
            **({"identity_number": known_by} if known_by else {}),
            "risk_level": "RED",
            "basis": "STATUTORY_DUTY",
            "category": "LEFT_BEHIND",
            "category_source": "CIVIL_AFFAIRS",
            "category_since": date(2024, 1, 1),
            "category_history": before + '"until": "2024-01-01"}]',
            "identified_on": date(2024, 1, 1),
            "on_file_on": date(2024, 1, 2),
        }
        return await self.keep("child", tenant, ties, columns)

    async def pairing(
        self, tenant: int, pair: tuple[UUID, UUID], ties: str = "", *, ended: bool = False, visit_ties: str = ""
    ) -> None:
        """A pairing of a child and a Caring Mother, and one visit of it."""
        end = {"until_on": date(2024, 6, 1), "ended_reason": "COMPLETED"} if ended else {}
        parties = dict(zip(("child_id", "caring_mother_id"), pair, strict=True))
        told = self.secrets("handover_note", "signed_by")
        columns = {**parties, "role": "COMPANION", "from_on": date(2024, 2, 1), **end, **told}
        pairing = await self.keep("pairing", tenant, ties, columns)
        visit = {"pairing_id": pairing, "visited_on": date(2024, 3, 1), "kind": "HOME", "contact_made": True}
        told = self.secrets("findings", "follow_up")
        await self.keep("visit", tenant, visit_ties or ties, {**parties, **visit, **told})
        await self.care(tenant, parties["child_id"], visit_ties or ties, settled=ended)

    async def care(self, tenant: int, child: UUID, ties: str, *, settled: bool) -> None:
        """A need of the child, what was done for it, and a wish."""
        day = date(2024, 4, 1)
        of_child = {"child_id": child}
        told = {"kind": "EDUCATION", "raised_on": date(2024, 3, 1), **self.secrets("detail", "responsible")}
        end: dict[str, object] = {"settled_on": day, "outcome": "NO_LONGER_NEEDED"} if settled else {}
        need = await self.keep("need", tenant, ties, {**of_child, **told, **end})
        done = {"kind": "TUTORING", "supported_on": date(2024, 3, 2), **self.secrets("provided_by", "note")}
        await self.keep("support", tenant, ties, {**of_child, "need_id": need, **done})
        wish = {"made_on": date(2024, 3, 1), **self.secrets("wish")}
        end = {"fulfilled_on": day} if settled else {}
        await self.keep("wish", tenant, ties, {**of_child, **wish, **end})

    async def published_wish(self, tenant: int) -> None:
        told = {"age_band": "FROM_6_TO_11", "published_on": date(2024, 3, 1), **self.secrets("number", "wish")}
        told["programme_id"] = self.latest["programmes", tenant]
        await self.keep("published_wish", tenant, "", told)

    async def file(self, tenant: int, child: UUID, ties: str) -> None:
        """One of each that belongs to a child's file, and names nothing else."""
        for kind in OTHERS:
            if kind.under == "child" and kind.protection is CHILD_FILE and kind is not ATTENDANCE:
                columns = {**row(kind, next(self.numbers)), "child_id": child}
                await self.keep(kind.single, tenant, ties, {**columns, **MADE.get(kind.name, {})})

    async def incident(self, tenant: int, child: UUID, mother: UUID, ties: str) -> None:
        """What a Caring Mother reported, and what was added to it; who it was is not hers to see."""
        of, number = {"child_id": child}, next(self.numbers)
        told = {**row(INCIDENT_REPORTER, number), **of, "caring_mother_id": mother}
        reporter = await self.keep("incident_reporter", tenant, ties.replace("self", ""), told)
        told = {**row(INCIDENT_REPORT, number), **of, "reporter_id": reporter}
        report = await self.keep("incident_report", tenant, ties, told)
        told = {**row(INCIDENT_AMENDMENT, number), **of, "incident_report_id": report}
        await self.keep("incident_amendment", tenant, ties, told)

    async def opening(self, tenant: int, child: UUID) -> None:
        """An opening of a child's file, by nobody of these tests."""
        by = {"opened_by": "somebody", "opened_as": "DIRECTOR", "opened_from": PROVINCE}
        until = datetime(2099, 1, 1, tzinfo=UTC)
        columns = {"child_id": child, **by, "expires_at": until, **self.secrets("reason long enough")}
        columns["reason"] = columns.pop("reason long enough")
        await self.keep("file_opening", tenant, "", columns)

    async def transfer(self, tenant: int, child: UUID) -> None:
        """A file that somebody else is asked to take over."""
        receiver = RECEIVERS[tenant]
        ties = {OWN: "receiving", BRANCH: "receiving_below"}.get(receiver, "")
        await self.keep(
            "transfer", tenant, ties, {"child_id": child, "receiver_code": receiver, **self.secrets("reason")}
        )

    async def budget(self, tenant: int, project: UUID) -> None:
        """Of a project that is not started, which nothing is paid for: two lines, and a change of them."""
        lines = [
            await self.keep(
                *("budget_line", tenant, ""),
                {"project_id": project, "purpose": purpose, "amount": Decimal(1000), **self.secrets("detail")},
            )
            for purpose in ("HOUSING", "EDUCATION")
        ]
        asked = {"from_line_id": lines[0], "to_line_id": lines[1], "amount": Decimal(10)}
        told = {"consented_on": date(2024, 3, 1), **self.secrets("reason", "donor_consent")}
        await self.keep("budget_change", tenant, "", {"project_id": project, **asked, **told})

    async def projects(self, tenant: int) -> None:
        """An activity, and a project with four entries of its ledger, one reversed by another, and a delivery."""
        activity = {"kind": "LECTURE", "focus": "SAFETY", "planned_on": date(2024, 5, 1), **self.secrets("name")}
        await self.keep("activity", tenant, "", {**activity, **self.named(ACTIVITY, tenant)})
        planned = await self.keep("project", tenant, "", self.secrets("name"))
        await self.budget(tenant, planned)
        told = {**self.secrets("name", "description", "responsible_person"), **self.named(PROJECT, tenant)}
        project = await self.keep("project", tenant, "", {**told, "started_on": date(2024, 1, 1)})
        entry = {"project_id": project, "received_on": date(2024, 4, 1)}
        by = {"donor_organization_id": self.latest["organizations", tenant], **self.secrets("donor")}
        first = await self.keep("donation", tenant, "", {**entry, "amount": Decimal(100), **by})
        await self.keep("donation", tenant, "", {**entry, "amount": Decimal("20.50"), **self.secrets("donor", "note")})
        to_fund = {"fund_id": self.latest["funds", tenant], "amount": Decimal(50)}
        await self.keep("donation", tenant, "", {**entry, **to_fund, **self.secrets("item", "restriction")})
        back = {**entry, "amount": Decimal(-100), "reverses_id": first, **self.secrets("note")}
        await self.keep("donation", tenant, "", back)
        delivered = {"delivered_on": date(2024, 4, 1), "women_supported": 3, "children_supported": 4}
        await self.keep("delivery", tenant, "", {"project_id": project, **delivered, **self.secrets("note")})
        await self.remainders(tenant, project, planned)

    async def remainders(self, tenant: int, one: UUID, other: UUID) -> None:
        """What is left of a project, for another: asked for, passed, and passed back, so that each has what it had."""
        passed = {"state": "PASSED", "decided_on": date(2024, 6, 1)}
        left = {"amount": Decimal(1), "basis": "LIKE_PURPOSE", "proposed_on": date(2024, 5, 1)}
        for giver, taker, told in ((one, other, {}), (one, other, passed), (other, one, passed)):
            accounts = {"project_id": giver, "to_project_id": taker}
            await self.keep("remainder_transfer", tenant, "", {**accounts, **left, **told, **self.secrets("reason")})


async def build_world(owner: asyncpg.Connection) -> World:
    """Builds the world in an empty database."""
    rows = [(code, name, level, parent) for code, (name, level, parent, _) in TENANTS.items()]
    await owner.executemany("insert into tenants (code, name, level, parent_code) values ($1, $2, $3, $4)", rows)
    builder = Builder(owner)
    children, mothers = {}, {}
    for tenant in PLAIN:
        ties = "serving" if tenant == PARENT else ""
        mothers[tenant] = await builder.mother(tenant, tenant, ties)
        await builder.mother(tenant, tenant, ties, suspended=True)  # in no pairing
        await builder.mother(tenant, tenant, ties)  # nor she
        children[tenant] = await builder.child(tenant)
        await builder.pairing(tenant, (children[tenant], mothers[tenant]))
        await builder.opening(tenant, children[tenant])
        await builder.transfer(tenant, children[tenant])
        # In no pairing.
        await builder.child(tenant, known_by=ON_FILE_ELSEWHERE if tenant == OTHER else None)
        await builder.others(tenant)
        await builder.projects(tenant)
        await builder.published_wish(tenant)
        await builder.others(tenant)
        await builder.payments(tenant)
        await builder.agreements(tenant, (tenant, builder.latest["organizations", tenant]))
        await builder.stories(tenant)
        second = {"team_id": builder.latest["teams", tenant], "caring_mother_id": mothers[tenant]}
        await builder.keep("team_member", tenant, "", {**second, "from_on": date(2024, 6, 1)})
    await builder.others(PROVINCE)
    everywhere = await builder.mother(NEIGHBOUR, PROVINCE, "serving")
    team = await builder.keep(
        *("team", PROVINCE, ""), {"opened_on": date(2024, 2, 1), "lead_id": everywhere, **builder.secrets("name")}
    )
    lead = {"team_id": team, "caring_mother_id": everywhere, "from_on": date(2024, 2, 1)}
    await builder.keep("team_member", PROVINCE, "", lead)
    await pair_across_tenants(builder, children, mothers)
    me = await pair_with_me(builder, children, mothers)
    organization = await partner_with_us(builder)
    return World((*await kept_tenants(owner), *await kept_records(owner, builder)), me, everywhere, organization)


async def pair_across_tenants(builder: Builder, children: Mapping[int, UUID], mothers: Mapping[int, UUID]) -> None:
    """Caring Mothers who serve, or are paired, where they are not registered."""
    for serves in (OWN, BRANCH):
        await builder.mother(NEIGHBOUR, serves, "serving")
    await builder.mother(PARENT, SIBLING)
    await builder.pairing(SIBLING, (children[SIBLING], await builder.mother(OWN, SIBLING)))
    await builder.pairing(BRANCH, (children[BRANCH], mothers[PARENT]))
    await builder.pairing(BRANCH, (children[BRANCH], await builder.mother(AFAR, AFAR, "tied")), ended=True)


async def pair_with_me(builder: Builder, children: Mapping[int, UUID], mothers: Mapping[int, UUID]) -> UUID:
    """The current Caring Mother's pairings: open ones in two counties, ended ones in two others."""
    me = await builder.mother(OWN, PROVINCE, "self")
    applied = {**row(SCREENING, next(builder.numbers)), "caring_mother_id": me}
    screening = await builder.keep("screening", OWN, "self", applied)
    step = {
        **row(CLEARANCE_STEP, next(builder.numbers)),
        **MADE["ClearanceStep"],
        "caring_mother_id": me,
        "screening_id": screening,
    }
    await builder.keep("clearance_step", OWN, "self", step)
    shown = {**row(CERTIFICATE, next(builder.numbers)), **MADE["Certificate"], "caring_mother_id": me}
    await builder.keep("certificate", OWN, "self", shown)
    for tenant in (BRANCH, NEIGHBOUR):
        child = await builder.child(tenant, "mine")
        await builder.pairing(tenant, (child, me), "mine")
        waived = {"child_id": child, "item_id": builder.latest["checklist_items", PARENT], "from_on": date(2024, 2, 1)}
        await builder.keep("waiver", tenant, "mine", {**waived, **builder.secrets("reason")})
        signed_up = {"child_id": child, "activity_id": builder.latest["activities", PARENT]}
        await builder.keep("attendance", tenant, "mine", {**signed_up, "signed_up_on": date(2024, 4, 1)})
        if tenant == BRANCH:
            await builder.pairing(tenant, (child, mothers[BRANCH]), visit_ties="mine")
        await builder.file(tenant, child, "mine")
        await builder.incident(tenant, child, me, "mine self")
    for tenant in (OWN, SIBLING):
        await builder.pairing(tenant, (children[tenant], me), ended=True)
    await builder.incident(SIBLING, children[SIBLING], me, "self")
    return me


async def partner_with_us(builder: Builder) -> UUID:
    """The partner's organisation: agreements in the range and beyond, a project, and requests that are over.

    One of these it had answered before; of the other it never saw anything.
    """
    made = {**row(ORGANIZATION, next(builder.numbers)), **MADE["Organization"]}
    us = await builder.keep("organization", OWN, "ours", made)
    for tenant, ties in ((BRANCH, "ours"), (SIBLING, "")):
        await builder.agreements(tenant, (OWN, us), ties, "ours")
        await builder.agreement(tenant, us, await builder.offer((OWN, us), "ours"), ties, {})
    over = {"closed_on": date(2024, 8, 1), "closed_reason": "MET"}
    for ties in ("", "asked"):
        asked = {**row(SERVICE_REQUEST, next(builder.numbers)), **MADE["ServiceRequest"], **over}
        await builder.keep("service_request", BRANCH, ties, asked)
    await builder.agreement(BRANCH, us, await builder.offer((OWN, us), "ours"), "ours", AGREED)
    asked = {**row(SERVICE_REQUEST, next(builder.numbers)), **MADE["ServiceRequest"]}
    await builder.keep("service_request", TOWNSHIP, "asked", asked)
    for tenant, ties in ((OWN, "ours"), (SIBLING, "")):
        await builder.keep("project", tenant, ties, {**builder.secrets("name"), "partner_id": us})
        told = {"kind": "CAMP", "focus": "SKILLS", "planned_on": date(2024, 5, 20), **builder.secrets("name")}
        joint = {"activity_id": await builder.keep("activity", tenant, ties, told), "partner_id": us}
        await builder.keep("activity_partner", tenant, ties, {**joint, "from_on": date(2024, 3, 1)})
    return us


async def kept_tenants(owner: asyncpg.Connection) -> list[Kept]:
    ties = {NEIGHBOUR: {"tied", "mine"}, AFAR: {"tied"}, BRANCH: {"mine"}, SIBLING: {"mine", "tied"}}
    rows = await owner.fetch("select * from tenants order by code")
    return [
        Kept("tenant", str(row["code"]), frozenset({TENANTS[row["code"]][3], *ties.get(row["code"], ())}), dict(row))
        for row in rows
    ]


async def kept_records(owner: asyncpg.Connection, builder: Builder) -> list[Kept]:
    return [
        # What a file or a registration says for itself is where that is.
        Kept(kind, row["id"], builder.marks.get(row["id"]) or builder.marks[row[about(kind)]], opened(table, row))
        for kind, table in TABLES.items()
        for row in await owner.fetch(f"select * from {table} order by id")
    ]


def about(kind: str) -> str:
    return "caring_mother_id" if kind == SCREENING.single else "child_id"
