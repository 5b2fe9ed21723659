"""The records of the world, one kind after the other: the same at every run."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product
from uuid import UUID

from tenants.division import line_of
from tenants.kinds.field import Reference
from tenants.kinds.kind import Kind
from tenants.records.activity.enums import ActivityFocus, ActivityKind
from tenants.records.caring_mother.enums import Recruitment, Sector
from tenants.records.child.enums import AgeBand, CategorySource, ChildCategory, RiskLevel
from tenants.records.kinds import BY_NAME
from tenants.records.need.enums import NeedKind, Urgency
from tenants.records.spending import SpendingPurpose
from tenants.records.support import SupportKind
from tenants.records.visit.enums import VisitKind
from tests.kinds import FIRST, OTHERS, WITH_TABLES, references, row, value
from tests.schema.engine.drawing import (
    CITY,
    COUNTY,
    ELSEWHERE,
    KEEPERS,
    LONG,
    NAMES,
    PROVINCE,
    TENANTS,
    TEXTS,
    Drawer,
    Row,
)

RECORDED = {
    "CARING_MOTHER": "caring_mothers",
    "CHILD": "children",
    "PAIRING": "pairings",
    "VISIT": "visits",
    "ACTIVITY": "activities",
    "PROJECT": "projects",
    "DONATION": "donations",
    "DELIVERY": "deliveries",
}
OF_EACH = 30
# What a record and the one that it names have in common.
OF_THE_SAME = {
    ("Need", "CarePlan"): "child_id",
    **{("Attachment", other): "child_id" for other in ("Consent", "Visit", "Support")},
    ("Milestone", "Donation"): "project_id",
}
DAY = timedelta(days=1)


def within(project: Row, day: date) -> date:
    """The day, or the nearest one of the project's life."""
    return min(max(day, project["started_on"] or day), (project["ended_on"] or date.max) - DAY)


def is_in_force(programme: Row, day: date) -> bool:
    return bool(programme["started_on"] <= day < (programme["closed_on"] or date.max))


class Maker(Drawer):
    """Draws the records, one kind after the other, from one seed."""

    def make(self) -> None:
        for _ in range(70):
            self.caring_mother()
        for _ in range(90):
            self.child()
        for _ in range(110):
            self.pairing()
        for _ in range(160):
            self.visit()
        with self.aside():
            for _ in range(60):
                self.care()
        for _ in range(50):
            self.activity()
        for _ in range(24):
            self.project()
        for _ in range(60):
            self.donation()
        for _ in range(40):
            self.delivery()
        self.on_files()
        self.transfers()
        self.others()

    def on_files(self) -> None:
        """What is kept about the records: their changes, and the openings of files."""
        for number in range(300):
            self.change()
            if number % 10 == 0:
                self.file_opening()

    def change(self) -> None:
        kind, table = self.one(tuple(RECORDED.items()))
        record = self.one(self.rows[table])
        fields = self.one((["handover_note"], ["name", "tenant_code"], ["address", "name", "service_code"]))
        change = {
            "id": UUID(int=self.random.getrandbits(128), version=4),
            "tenant_code": self.one((record["tenant_code"], *ELSEWHERE)),
            "kind": kind,
            "record_id": record["id"],
            "version": self.random.randrange(2, 9),
            "at": datetime.combine(self.day(), datetime.min.time(), UTC) + timedelta(hours=self.one((0, 15, 16, 23))),
            "deleted": False,
            "fields": fields,
            "user_id": self.maybe(UUID(int=1)),
            "acting_role": self.maybe("CASEWORKER"),
            "acting_code": self.one((None, *KEEPERS, *ELSEWHERE)),
        }
        self.rows.setdefault("changes", []).append(change)
        of_change = {"change_id": change["id"], "kind": kind, "record_id": record["id"]}
        for field in self.one((fields, [])):
            value = {**of_change, "field": field, "before": self.text(), "after": self.text()}
            self.rows.setdefault("change_values", []).append(value)

    def caring_mother(self) -> None:
        keeper = self.keeper()
        registered_on = self.day()
        approved = self.random.random() < 0.8
        closed_on = self.day(registered_on) if not approved and self.maybe(value=True) else None
        # Her own tenant, one above it, or one below: some serve where they are not registered.
        service_code = self.one((keeper, keeper, keeper // 10**6 * 10**6, PROVINCE, COUNTY, 330402001001, 340000000000))
        self.add(
            "caring_mothers",
            tenant_code=keeper,
            name=self.one(NAMES),
            birth_date=self.maybe(date(1980, 2, 29)),
            identity_number=self.text(),
            phone=self.maybe("13800000000"),
            address=self.text(),
            recruited_through=self.one(tuple(Recruitment)),
            sector=self.one(tuple(Sector)),
            employer=self.text(100),
            skills=self.one(([], ["音乐"], ["a,b", 'c"d', "e\\f", "NULL", ""])),
            capacity=self.one((1, 3, 20)),
            service_code=service_code if service_code in TENANTS else keeper,
            screening_state="APPROVED" if approved else self.one(("PENDING", "REJECTED")),
            screening_until=date(2099, 12, 31) if approved else None,
            registered_on=registered_on,
            closed_on=closed_on,
            closed_reason="WITHDREW" if closed_on else None,
        )

    def child(self) -> None:
        identified_on = self.day()
        on_file_on = self.day(identified_on) if self.random.random() < 0.85 else None
        closed_on = self.day(on_file_on or identified_on) if self.random.random() < 0.15 else None
        past = {"category": "MIGRANT", "source": "FEDERATION", "since": "2024-01-01", "until": "2024-02-01"}
        history = self.one(([], [], [past, {**past, "since": "2024-02-01", "until": "2024-03-15"}]))
        self.add(
            "children",
            tenant_code=self.keeper(),
            name=self.one(NAMES),
            sex=self.one(("FEMALE", "MALE")),
            birth_date=date(self.one((2008, 2012, 2016, 2022)), 2, 28),
            identity_number=self.text(),
            phone=self.maybe("13900000000"),
            address=self.text(),
            school=self.text(100),
            health=self.text(),
            parents_whereabouts=self.text(500),
            risk_level=self.one(tuple(RiskLevel)),
            category=self.one(tuple(ChildCategory)),
            category_source=self.one(tuple(CategorySource)),
            category_since=date(2024, 3, 15) if history else self.one((date(2023, 1, 1), identified_on)),
            category_history=history,
            identified_on=identified_on,
            on_file_on=on_file_on,
            closed_on=closed_on,
            closed_reason="MOVED_OUT" if closed_on else None,
        )

    def pairing(self) -> None:
        child, mother = self.one(self.rows["children"]), self.one(self.rows["caring_mothers"])
        taken = sum(p["caring_mother_id"] == mother["id"] and not p["until_on"] for p in self.rows.get("pairings", []))
        service = mother["service_code"]
        width = next(10**zeros for zeros in (10, 8, 6, 3, 0) if service % 10**zeros == 0)
        may_be_open = (
            mother["screening_state"] == "APPROVED"
            and service <= child["tenant_code"] < service + width
            and taken == 0
            and child["on_file_on"]
            and not child["closed_on"]
            and not mother["closed_on"]
        )
        from_on = self.day(max(child["on_file_on"] or child["identified_on"], mother["registered_on"]))
        last = min(one["closed_on"] or date.max for one in (child, mother))
        if from_on >= last:
            return
        until_on = None if may_be_open else max(min(self.day(from_on), last), from_on + DAY)
        if any(
            (one["child_id"], one["caring_mother_id"]) == (child["id"], mother["id"])
            and one["from_on"] < (until_on or date.max)
            and from_on < (one["until_on"] or date.max)
            for one in self.rows.get("pairings", [])
        ):
            return
        self.add(
            "pairings",
            tenant_code=child["tenant_code"],
            child_id=child["id"],
            caring_mother_id=mother["id"],
            role=self.one(("SPECIALIST", "COMPANION")),
            from_on=from_on,
            until_on=until_on,
            ended_reason="COMPLETED" if until_on else None,
            handover_note=self.text(),
        )

    def visit(self) -> None:
        pairing = self.one(self.rows["pairings"])
        last = (pairing["until_on"] or date.max) - timedelta(1)
        with self.aside():
            alone = pairing["from_on"] > last or self.random.random() < 0.2
            visitor, met = self.one(NAMES), self.one(([], ["PARENT"], ["CHILD_ALONE", "CARER"]))
        self.add(
            "visits",
            **{key: pairing[key] for key in ("tenant_code", "child_id")},
            pairing_id=None if alone else pairing["id"],
            caring_mother_id=None if alone else pairing["caring_mother_id"],
            capacity="CHILD_DIRECTOR" if alone else "CARING_MOTHER",
            visitor=visitor if alone else None,
            visited_on=self.day(pairing["from_on"]) if alone else min(self.day(pairing["from_on"]), last),
            met=met,
            kind=self.one(tuple(VisitKind)),
            contact_made=self.random.random() < 0.8,
            findings=self.text(),
            follow_up=self.text(),
        )

    def care(self) -> None:
        """A need, what was done for it, a wish, and one that was published."""
        child = self.one([one for one in self.rows["children"] if not one["closed_on"]])
        shared = {"tenant_code": child["tenant_code"], "child_id": child["id"]}
        visits = [one["id"] for one in self.rows["visits"] if one["child_id"] == child["id"]]
        told = {"detail": self.one(NAMES), "responsible": self.one(NAMES), "raised_on": self.day()}
        need = self.add(
            "needs",
            **shared,
            **told,
            visit_id=self.one((*visits, None)),
            kind=self.one(tuple(NeedKind)),
            urgency=self.one(tuple(Urgency)),
            due_on=self.maybe(self.day()),
        )
        self.add(
            "supports",
            **shared,
            need_id=self.maybe(need["id"]),
            kind=self.one(tuple(SupportKind)),
            supported_on=self.day(),
            provided_by=self.one(NAMES),
            value=self.maybe(Decimal("12.50")),
        )
        self.add("wishes", **shared, wish=self.one(NAMES), made_on=self.day())
        self.add(
            "published_wishes",
            tenant_code=child["tenant_code"],
            number=str(len(self.rows.get("published_wishes", []))),
            age_band=self.one(tuple(AgeBand)),
            wish=self.one(NAMES),
            published_on=self.day(),
        )

    def activity(self) -> None:
        held_on, cancelled_on = self.one(((self.day(), None), (None, self.day()), (None, None)))
        self.add(
            "activities",
            tenant_code=self.keeper(),
            name=self.one(NAMES),
            kind=self.one(tuple(ActivityKind)),
            focus=self.one(tuple(ActivityFocus)),
            partners=self.one(([], ["文旅局", 'say "hi"'])),
            planned_on=self.day(),
            held_on=held_on,
            parents_served=self.random.randrange(50) if held_on else 0,
            children_served=self.random.randrange(50) if held_on else 0,
            cancelled_on=cancelled_on,
            cancelled_reason=cancelled_on and "雨",
        )

    def project(self) -> None:
        started_on = self.maybe(self.day())
        ended_on = started_on and self.maybe(max(self.day(started_on), started_on + DAY))
        self.add(
            "projects",
            tenant_code=self.keeper(),
            name=self.one(NAMES),
            description=self.text(),
            responsible_person=self.text(50),
            budget=self.one((None, Decimal("0.00"), Decimal("9999999999.99"))),
            started_on=started_on,
            ended_on=ended_on,
            ended_reason="COMPLETED" if ended_on else None,
        )

    def donation(self) -> None:
        project = self.one(self.rows["projects"])
        received_on = within(project, self.day())
        given = {"tenant_code": project["tenant_code"], "project_id": project["id"], "received_on": received_on}
        given |= {"donor": self.maybe("爱心\"企业'"), "note": self.maybe(LONG[:1000])}
        amount = Decimal(self.random.randrange(1, 10**6)) / 100
        entry = self.add("donations", **given, amount=amount, reverses_id=None)
        if self.random.random() < 0.2:
            self.add("donations", **given, amount=-amount, reverses_id=entry["id"])

    def delivery(self) -> None:
        project = self.one(self.rows["projects"])
        self.add(
            "deliveries",
            tenant_code=project["tenant_code"],
            project_id=project["id"],
            delivered_on=within(project, self.day()),
            women_supported=self.random.randrange(9),
            children_supported=self.random.randrange(9),
            note=self.maybe(LONG[:1000]),
        )

    def transfers(self) -> None:
        """Of numbers alone, as the others are."""
        receivers = (*KEEPERS, *ELSEWHERE)
        open_files = [one for one in self.rows["children"] if one["closed_on"] is None]
        for number, child in enumerate(open_files[:OF_EACH]):
            state = ("REQUESTED", "REJECTED", "WITHDRAWN")[number % 3]
            to = next(one for one in receivers[number % len(receivers) :] + receivers if one != child["tenant_code"])
            self.add(
                "transfers",
                tenant_code=child["tenant_code"],
                child_id=child["id"],
                child_name=child["name"],
                receiver_code=to,
                reason=NAMES[number % len(NAMES)],
                state=state,
                requested_on=FIRST + timedelta(days=number % 7),
                decided_on=None if state == "REQUESTED" else FIRST + timedelta(days=number),
                decision_note=None if state == "REQUESTED" else NAMES[number % 5],
                by_succession=number % 4 == 0,
                pairings_continue=None,
            )

    def others(self) -> None:
        """Drawn last, and from numbers alone, so that the world of all that is drawn stays as it is."""
        for kind, number in product(OTHERS, range(OF_EACH)):
            self.other(kind, number)
        self.budget()
        for kind in WITH_TABLES:
            for name, named in references(kind).items():
                if not kind.about or name != kind.under:
                    self.name(kind, name, named)

    def budget(self) -> None:
        """Of one project, for whatever is paid for it."""
        project = self.rows["projects"][-1]
        kept = {"tenant_code": project["tenant_code"], "project_id": project["id"]}
        lines = [
            self.add("budget_lines", **kept, purpose=purpose, detail=NAMES[0], amount=Decimal("9999999999.99"))
            for purpose in SpendingPurpose
        ]
        asked = {"from_line_id": lines[0]["id"], "to_line_id": lines[1]["id"], "amount": Decimal("0.01")}
        told = {"reason": NAMES[0], "donor_consent": NAMES[1], "consented_on": date(2024, 3, 1)}
        self.add("budget_changes", **kept, **asked, **told)
        left = {"amount": Decimal("0.01"), "basis": "AS_AGREED", "reason": NAMES[0], "proposed_on": date(2024, 3, 1)}
        self.add("remainder_transfers", **kept, to_project_id=self.rows["projects"][0]["id"], **left)

    def other(self, kind: Kind, number: int) -> None:
        """One in four is closed, if the kind is ever."""
        keeper = (*KEEPERS, *ELSEWHERE)[number % (len(KEEPERS) + len(ELSEWHERE))]
        columns = row(kind, number, lambda _, n: NAMES[n % len(NAMES)])
        if kind.name == "ChecklistItem":
            columns["code"] = f"ITEM {number}"
        if kind.name == "Milestone":
            columns["kind"] = "DISCLOSURE"
        if kind.name == "ProjectStep":
            # One of a project, beside any number of those that were rejected.
            columns |= {"step": "CALL", "state": "SUBMITTED" if number < OF_EACH // 2 else "REJECTED"}
        for name in (kind.closing.day, kind.closing.reason) if kind.closing else ():
            columns[name] = None if number % 4 else value(name, kind.fields[name], OF_EACH + number)
        self.add(kind.plural, **{"tenant_code": keeper, **columns, **self.kept_with(kind, number)})

    def kept_with(self, kind: Kind, number: int) -> Row:
        """What a record of a child's file has of the one that it is kept under: its tenant, and whom both are about."""
        if kind.under is None or not kind.about:
            return {}
        under = kind.reference(kind.under)
        rows = self.rows[BY_NAME[under.kind].plural]
        if kind.name == "Attendance":
            rows = [one for one in rows if one["on_file_on"] and not one["closed_on"]]
        found = rows[number % len(rows)]
        shared = {"tenant_code", *(named.column for named in references(kind).values())} & found.keys()
        return {name: found[name] for name in shared} | {under.column: found["id"]}

    def name(self, kind: Kind, field: str, named: Reference) -> None:
        """Two of three name one of the others, where they may, and each what it has to name."""
        target = BY_NAME[named.kind]
        # What is taken back comes out of the account that it went into.
        reversed_entries = {one["reverses_id"] for one in self.rows["donations"]}
        among, is_chosen = self.rows[target.plural], kind.fields[field].in_forms and {kind, target} & {*OTHERS}
        for number, record in enumerate(self.rows[kind.plural] if is_chosen else ()):
            other: Row | None = among[number % min(OF_EACH, len(among))]
            if named.kind == "Fund" and kind.name in ("Donation", "Disbursement"):
                other = next((one for one in among if one["tenant_code"] == record["tenant_code"]), None)
                other = None if record["id"] in reversed_entries or record.get("reverses_id") else other
            if kind.name == "Attendance" and named.kind == "Activity":
                held = [one for one in among if not one["cancelled_on"]]
                other = held[number % len(held)]
            if kind.name == "Activity" and named.kind == "Venue":
                day = record["held_on"] or record["planned_on"]
                there = [one for one in among if one["opened_on"] <= day < (one["closed_on"] or date.max)]
                other = there[number % len(there)] if there else None
            if named.kind == "ChecklistItem":
                # An item of those that are asked for the child.
                asked = [one for one in among if one["tenant_code"] in line_of(record["tenant_code"])]
                other = asked[number % len(asked)]
            if (shared := OF_THE_SAME.get((kind.name, named.kind))) and field != kind.under:
                other = next((one for one in among if one[shared] == record[shared]), None)
            if named.kind == "Programme" and kind.name in ("Support", "Wish"):
                line, day = line_of(record["tenant_code"]), record.get("supported_on") or record["made_on"]
                other = next((one for one in among if one["tenant_code"] in line and is_in_force(one, day)), None)
            if target is kind:
                line = line_of(record["tenant_code"])
                other = next((one for one in self.rows[kind.plural][:number] if one["tenant_code"] in line), None)
            if kind.under == field and other:
                record["tenant_code"] = other["tenant_code"]
            needed = kind.fields[field].required or number % OF_EACH % 3
            record[named.column] = other["id"] if other and needed else None

    def file_opening(self) -> None:
        child = self.one(self.rows["children"])
        self.add(
            "file_openings",
            tenant_code=child["tenant_code"],
            child_id=child["id"],
            reason="十个字以上的理由:" + self.one(TEXTS),
            opened_by=self.one(NAMES),
            opened_as="DIRECTOR",
            opened_from=self.one((PROVINCE, CITY)),
            expires_at=datetime(self.one((2024, 2099)), 7, 1, tzinfo=UTC),
            closed_at=self.maybe(datetime(2024, 7, 1, 9, tzinfo=UTC)),
        )
