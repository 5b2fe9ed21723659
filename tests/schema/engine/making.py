"""The records of the world, drawn from one seed: the same at every run, with awkward values among them."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import product
from random import Random
from typing import Any, TypeVar
from uuid import UUID

from tenants.kinds.field import Reference
from tenants.kinds.kind import Kind
from tenants.records.activity.enums import ActivityFocus, ActivityKind
from tenants.records.caring_mother.enums import Recruitment, Sector
from tenants.records.child.enums import CategorySource, ChildCategory, RiskLevel
from tenants.records.kinds import BY_NAME, KINDS
from tenants.records.visit.enums import VisitKind
from tests.kinds import OTHERS, references, row, value

Row = dict[str, Any]
T = TypeVar("T")

TENANTS: Mapping[int, tuple[str, str]] = {
    330000000000: ("PROVINCE", "浙江省"),
    330100000000: ("CITY", "杭州市"),
    330105000000: ("COUNTY", "拱墅区"),
    330105001000: ("TOWNSHIP", "米市巷街道"),
    330105001001: ("VILLAGE", '叶青兜"社区"'),
    330105001002: ("VILLAGE", "叶青兜社区"),
    330127000000: ("COUNTY", "淳安县"),
    330127000201: ("VILLAGE", "直属村"),
    330127100000: ("TOWNSHIP", "千岛湖镇"),
    330127100201: ("VILLAGE", "富泽村"),
    330127100202: ("VILLAGE", "O'Brien's 村"),
    330127100203: ("VILLAGE", "后\\山村"),
    330127101000: ("TOWNSHIP", "文昌镇"),
    330127101201: ("VILLAGE", "村😀"),
    330127101202: ("VILLAGE", "空村"),
    330400000000: ("CITY", "嘉兴市"),
    330402000000: ("COUNTY", "南湖区"),
    330402001000: ("TOWNSHIP", "建设街道"),
    330402001001: ("VILLAGE", "少年路社区"),
    340000000000: ("PROVINCE", "安徽省"),
    340102000000: ("COUNTY", "瑶海区"),
    340102001001: ("VILLAGE", "合铁社区"),
}
COUNTY, CITY, PROVINCE, VILLAGE = 330127000000, 330100000000, 330000000000, 330127100201
# More than one record of each kind and tenant, so that lists are longer than their pages.
KEEPERS = (VILLAGE, VILLAGE, 330127100202, 330127100203, 330127101201, 330127000201, COUNTY, COUNTY, CITY, PROVINCE)
ELSEWHERE = (330105001001, 330105001002, 330402001001, 340102001001)
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
TEXTS = (
    "王小明",
    "O'Brien",
    'say "hi"',
    "back\\slash\\\\n",
    "😀👩‍👧",
    "line\nbreak\ttab",
    "%_like*",
    "@low@ $1 :x {y}",
    "</script>",
    "\u2028é",
    "0",
    "null",
)
NAMES = (*TEXTS, "王", "王**", "李" * 50)
LONG = "很长的" * 1000
DAY = timedelta(days=1)


def within(project: Row, day: date) -> date:
    """The day, or the nearest one of the project's life."""
    return min(max(day, project["started_on"] or day), (project["ended_on"] or date.max) - DAY)


class Maker:
    """Draws the records, one kind after the other, from one seed."""

    def __init__(self) -> None:
        self.random = Random(20240613)  # noqa: S311  # the same world in every run, not a secret
        self.rows: dict[str, list[Row]] = {}

    def one(self, values: Sequence[T]) -> T:
        return self.random.choice(values)

    def maybe(self, value: T) -> T | None:
        return self.one((value, None))

    def day(self, least: date = date(2023, 11, 1)) -> date:
        """One of few days, so that many records share one, not before the least."""
        return max(least, date(2023, 11, 1) + timedelta(days=13 * self.random.randrange(20)))

    def text(self) -> str | None:
        return self.one((*TEXTS, "", LONG, None, None))

    def keeper(self) -> int:
        return self.one((*KEEPERS, *KEEPERS, *ELSEWHERE))

    def add(self, table: str, **values: Any) -> Row:  # noqa: ANN401  # any column
        made_at = datetime(2024, 7, 1, 8, 30, self.random.randrange(60), tzinfo=UTC)
        # Microseconds that JSON shortens, and those that it does not show at all.
        made_at += timedelta(microseconds=self.one((0, 120000, 123456)))
        row = {"id": UUID(int=self.random.getrandbits(128), version=4), "created_at": made_at, "updated_at": made_at}
        row |= values
        self.rows.setdefault(table, []).append(row)
        return row

    def make(self) -> None:
        for _ in range(70):
            self.caring_mother()
        for _ in range(90):
            self.child()
        for _ in range(110):
            self.pairing()
        for _ in range(160):
            self.visit()
        for _ in range(50):
            self.activity()
        for _ in range(24):
            self.project()
        for _ in range(60):
            self.donation()
        for _ in range(40):
            self.delivery()
        self.on_files()
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
            employer=self.text(),
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
            school=self.text(),
            health=self.text(),
            parents_whereabouts=self.text(),
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
            role=self.one(("LEAD", "COMPANION")),
            from_on=from_on,
            until_on=until_on,
            ended_reason="COMPLETED" if until_on else None,
            handover_note=self.text(),
        )

    def visit(self) -> None:
        pairing = self.one(self.rows["pairings"])
        shared = {key: pairing[key] for key in ("tenant_code", "child_id", "caring_mother_id")}
        self.add(
            "visits",
            **shared,
            pairing_id=pairing["id"],
            visited_on=min(self.day(pairing["from_on"]), (pairing["until_on"] or date.max) - DAY),
            kind=self.one(tuple(VisitKind)),
            contact_made=self.random.random() < 0.8,
            findings=self.text(),
            follow_up=self.text(),
        )

    def activity(self) -> None:
        held_on, cancelled_on = self.one(((self.day(), None), (None, self.day()), (None, None)))
        self.add(
            "activities",
            tenant_code=self.keeper(),
            name=self.one(NAMES),
            kind=self.one(tuple(ActivityKind)),
            focus=self.one(tuple(ActivityFocus)),
            programme=self.text(),
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
            programme=self.text(),
            description=self.text(),
            responsible_person=self.text(),
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

    def others(self) -> None:
        """Drawn last, and from numbers alone, so that the world of all that is drawn stays as it is."""
        for kind, number in product(OTHERS, range(OF_EACH)):
            self.other(kind, number)
        for kind in KINDS:
            for named in references(kind).values():
                self.name(self.rows[kind.plural], named)

    def other(self, kind: Kind, number: int) -> None:
        """One in four is closed, if the kind is ever."""
        keeper = (*KEEPERS, *ELSEWHERE)[number % (len(KEEPERS) + len(ELSEWHERE))]
        columns = row(kind, number, lambda _, n: NAMES[n % len(NAMES)])
        for name in (kind.closing.day, kind.closing.reason) if kind.closing else ():
            columns[name] = None if number % 4 else value(name, kind.fields[name], OF_EACH + number)
        self.add(kind.plural, tenant_code=keeper, **columns)

    def name(self, rows: Sequence[Row], named: Reference) -> None:
        """Two of three name one of the others, where they may."""
        kind = BY_NAME[named.kind]
        for number, record in enumerate(rows if kind in OTHERS else ()):
            other = self.rows[kind.plural][number % OF_EACH]
            record[named.column] = other["id"] if number % OF_EACH % 3 else None

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
