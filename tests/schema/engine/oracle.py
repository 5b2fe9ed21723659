"""graphql-core's ordinary execution of the schema, field by field, over the records in memory."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from graphql import GraphQLResolveInfo, GraphQLSchema, default_field_resolver, execute_sync, parse
from graphql.execution import ExecutionResult

from tenants.kinds.kind import Kind, Many
from tenants.reading.names import camel
from tenants.reading.record import View
from tenants.records.kinds import BY_NAME
from tests.kinds import OTHERS
from tests.schema.engine.conditions import (
    cursor_of,
    has,
    holds,
    is_found_by,
    is_late,
    is_targeted,
    place,
    snake,
    standing_of,
)
from tests.schema.engine.memory import KINDS, Eyes, Record, end_of, line_of, today
from tests.schema.engine.recount import Figures, recount
from tests.tenants.statistics.targets import Pace, progress

Arguments = Mapping[str, Any]


def full_fields(kind: Kind) -> list[str]:
    """Those that only the full view shows."""
    return [camel(name) for name in kind.fields if kind.fields[name].exposed and kind.view_of(name) is View.FULL]


HIDEABLE: Mapping[str, tuple[str, ...]] = {
    "Tenant": ("statistics", "statisticsByPeriod", "compliance"),
    "CaringMother": (
        "name",
        "birthDate",
        "identityNumber",
        "phone",
        "address",
        "employer",
        *("volunteerNumber", "insurance", "insuredUntil"),
        "suspendedReason",
        "history",
    ),
    "Child": (
        *("name", "birthDate", "identityNumber", "phone", "address", "school", "health", "parentsWhereabouts"),
        *("fileNumber", "formerNames", "ethnicity", "identityKind", "noIdentityReason", "householdRegistered"),
        *("registeredDivision", "residenceDivision", "schooling", "className", "boarding", "teacher", "teacherPhone"),
        *("healthKind", "disability", "incomeSources", "interests", "taboos", "childDirector"),
        *("riskLevel", "categoryHistory", "deFactoUnattended", "history"),
    ),
    "Pairing": (
        *("handoverNote", "receivedNote", "agreementNumber", "signedBy", "signedOn", "kinshipExcluded", "history"),
    ),
    "Visit": (
        *("visitor", "accompaniedBy", "startedAt", "minutes", "planned", "noContactReason", "met", "living"),
        *("physicalHealth", "mood", "schooling", "care", "homeSafety", "parentsContactedOn", "delegationValid"),
        *("whatChanged", "findings", "followUp", "harmSuspected", "nextOn", "lateReason", "history"),
    ),
    "Need": ("detail", "entitlement", "responsible", "outcomeNote", "history"),
    "Support": ("providedBy", "quantity", "value", "fundSource", "receivedBy", "evidence", "note", "history"),
    "Wish": ("wish", "publicText", "claimedBy", "thanks", "history"),
    "Donation": (
        *("item", "quantity", "valuationBasis", "restriction", "billNumber", "anonymous", "donor", "donorOrganization"),
        *("interest", "interestNote", "note", "history"),
    ),
    **{kind.name: (*full_fields(kind), "history") for kind in OTHERS if kind.protection.hides},
}
# Whose names are masked, not hidden.
MASKED = {"CaringMother", "Child"}
# What is looked for of those that one opens, and of those alone.
OF_OPENED = {
    *((kind, name) for kind in ("Child", "CaringMother") for name in ("nameContains", "identityNumber", "phone")),
    *(("Child", name) for name in ("riskLevel", "birthDate", "BIRTH_DATE")),
    *(("CaringMother", name) for name in ("volunteerNumber", "insuredUntil")),
    ("Assessment", "level"),
    *(("Child", "NAME"), ("CaringMother", "NAME")),
}
# The column of another record that a field names.
RELATED = {
    kind.name: {camel(name): one.reference.column for name, one in kind.fields.items() if one.reference}
    for kind in BY_NAME.values()
}
# Which a caseworker does not even ask for.
FORBIDDEN = {"IncidentReporter"}
# The records that name one, by the field that leads to them, and the column in which they do.
LEADING = {
    (kind.name, camel(name)): (to.kind, to.by)
    for kind in BY_NAME.values()
    for name, to in kind.relations.items()
    if isinstance(to, Many) and isinstance(to.by, str)
}
# The column of the tenant that a condition is about.
IN_TENANT = {"tenant": "tenant_code", "receiver": "receiver_code", "responsibleTenant": "responsible_code"}
LISTS = {camel(table): kind for kind, table in KINDS.items() if kind not in FORBIDDEN} | {
    "branches": "Tenant",
    "history": "Change",
}
# By the name alone, as operations are drawn.
WALKED = LISTS | {name: kind for (_, name), (kind, _) in LEADING.items()}
FIELDS = {"handover_note": "handoverNote", "tenant_code": "tenant", "service_code": "serviceArea"}
FIELDS |= {name: name for name in ("name", "address")}


class Oracle:
    """One grant's answers. `others` answers the root fields that read no record, as plain values."""

    def __init__(self, schema: GraphQLSchema, eyes: Eyes, others: Mapping[str, Any]) -> None:
        self.schema = schema
        self.eyes = eyes
        self.others = others
        self.figures: dict[tuple[int, str | None], Figures] = {}

    def execute(self, text: str, variables: Mapping[str, Any], name: str | None = None) -> ExecutionResult:
        result = execute_sync(
            self.schema,
            parse(text),
            variable_values=dict(variables),
            operation_name=name,
            field_resolver=self.resolve,
            type_resolver=lambda record, *_: record.kind,
        )
        assert isinstance(result, ExecutionResult)
        return result

    def resolve(self, source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:  # noqa: ANN401  # any value
        name = info.field_name
        if isinstance(source, Record):
            return self.of_record(source, name, arguments)
        if info.parent_type is not self.schema.query_type:
            if isinstance(source, Mapping):
                # What the oracle does not know is no null.
                _ = source[name]
            return default_field_resolver(source, info, **arguments)
        if name in self.others:
            return self.others[name]
        if name in LISTS:
            return self.connection(LISTS[name], self.eyes.records[LISTS[name]], arguments)
        if name == "nodes":
            return [self.eyes.find(one) for one in arguments["ids"]]
        own = str(self.eyes.low)
        found = self.eyes.find((arguments.get("code") or own).ljust(12, "0") if name == "tenant" else arguments["id"])
        return found if found and name in ("node", found.kind[0].lower() + found.kind[1:]) else None

    def of_record(self, record: Record, name: str, arguments: Arguments) -> Any:  # noqa: ANN401, PLR0911  # any value
        if name == "hiddenFields":
            return list(self.hidden_fields(record))
        if name in HIDEABLE.get(record.kind, ()) and not self.eyes.sees_in_full(record):
            return record["name"][0] + "**" if name == "name" and record.kind in MASKED else None
        if listed := kind_listed(record, name):
            walked = {**arguments, "of_opened": name == "history"}
            return self.connection(listed, self.listed_on(record, name, arguments), walked)
        if name in RELATED.get(record.kind, {}):
            return self.eyes.find(record[RELATED[record.kind][name]])
        if record.kind == "Target" and name in PROGRESS:
            return progress_of(self, record)[name]
        if name in (computed := OF_TENANT if record.kind == "Tenant" else COMPUTED):
            return computed[name](self, record, arguments)
        return written(record[snake(name)])

    def hidden_fields(self, record: Record) -> Iterable[str]:
        hidden = () if self.eyes.sees_in_full(record) else HIDEABLE.get(record.kind, ())
        yield from hidden
        for name, column in RELATED.get(record.kind, {}).items():
            if name not in hidden and record[column] and not self.eyes.find(record[column]):
                yield name
        if record.kind == "Tenant" and record["parent_code"] and not self.eyes.find(record["parent_code"]):
            yield "parent"
        if record.kind == "Change":
            for name, column in (("tenant", "tenant_code"), ("actingTenant", "acting_code")):
                if record[column] and not self.eyes.find(record[column]):
                    yield name

    def listed_on(self, record: Record, name: str, arguments: Arguments) -> list[Record]:
        """The records of a list field of a record, before what is seen of them and what is asked for."""
        of_kind = self.eyes.records[kind_listed(record, name)]
        if name == "history":
            return [one for one in of_kind if one["record_id"] == record["id"]]
        if name == "branches":
            return [one for one in of_kind if one["parent_code"] == record.code]
        if record.kind == "Transfer":
            return [one for one in of_kind if (one["child_id"], one.code) == (record["child_id"], record.code)]
        if record.kind != "Tenant":
            _, by = LEADING[record.kind, name]
            return [one for one in of_kind if one[by] == record["id"]]
        end = record.code + 1 if arguments["own"] else end_of(record.code)
        return [one for one in of_kind if record.code <= one.code < end]

    def statistics(self, code: int, period: str | None) -> Figures:
        if (code, period) not in self.figures:
            self.figures[code, period] = recount(self.eyes, code, period)
        return self.figures[code, period]

    def ancestors(self, record: Record) -> list[Record]:
        above = sorted(line_of(record.code) - {record.code})
        return [found for code in above if (found := self.eyes.find(code))]

    def reversal(self, entry: Record) -> Record | None:
        among = (one for one in self.eyes.records[entry.kind] if one["reverses_id"] == entry["id"])
        return next((one for one in among if self.eyes.sees(one)), None)

    def fund(self, project: Record) -> str:
        kept = self.eyes.records["Donation"]
        entries = (one["amount"] for one in kept if one["project_id"] == project["id"] and not one["fund_id"])
        return f"{sum(entries, Decimal(0)):.2f}"

    def latest(self, indicator: Record) -> int | None:
        among = (one for one in self.eyes.records["IndicatorValue"] if one["project_indicator_id"] == indicator["id"])
        open_ = [one for one in among if one["closed_on"] is None and self.eyes.sees(one)]
        return max(open_, key=lambda one: (one["measured_on"], str(one["id"])))["value"] if open_ else None

    def mode(self, pairing: Record) -> str:
        still = [one for one in self.eyes.records["Pairing"] if one["until_on"] is None]
        with_child = sum(one["child_id"] == pairing["child_id"] for one in still)
        with_mother = sum(one["caring_mother_id"] == pairing["caring_mother_id"] for one in still)
        return "MANY_TO_ONE" if with_child > 1 else "ONE_TO_MANY" if with_mother > 1 else "ONE_ON_ONE"

    def connection(self, kind: str, among: Iterable[Record], arguments: Arguments) -> dict[str, Any]:
        """A page, as Relay has it; what lies behind the cursor that a page starts from is known here, too."""
        conditions = [(name, value) for name, value in (arguments.get("filter") or {}).items() if value is not None]
        listed = [
            one
            for one in among
            if (arguments.get("of_opened") or self.eyes.lists(one))
            and all(self.meets(one, *condition) for condition in conditions)
        ]
        order = arguments.get("order") or "ID_ASC"
        listed.sort(key=lambda record: place(record, order), reverse=order.endswith("_DESC"))
        keys = [cursor_of(record, order) for record in listed]
        start = self.position(kind, listed, order, arguments.get("after"), behind=True)
        end = self.position(kind, listed, order, arguments.get("before"), behind=False)
        window = list(range(start or 0, len(listed) if end is None else end))
        last = arguments.get("last")
        size = last if last is not None else next((n for n in (arguments.get("first"),) if n is not None), 20)
        page = window[-size:] if last is not None else window[:size]
        more = len(window) > size
        behind = (end is not None and end < len(listed)) if last is not None else bool(start)
        has_next, has_previous = (behind, more) if last is not None else (more, behind)
        return {
            "nodes": [listed[n] for n in page],
            "edges": [{"cursor": keys[n], "node": listed[n]} for n in page],
            "totalCount": len(listed),
            "pageInfo": {
                "hasNextPage": has_next,
                "hasPreviousPage": has_previous,
                "startCursor": keys[page[0]] if page else None,
                "endCursor": keys[page[-1]] if page else None,
            },
        }

    def position(self, kind: str, listed: list[Record], order: str, cursor: str | None, *, behind: bool) -> int | None:
        """How many of the list come before a cursor, its own record among them when we go on behind it."""
        if cursor is None:
            return None
        mark = next(one for one in self.eyes.records[kind] if cursor_of(one, order) == cursor)
        at, down = place(mark, order), order.endswith("_DESC")
        places = [place(record, order) for record in listed]
        return sum((one > at if down else one < at) or (behind and one == at) for one in places)

    def related(self, record: Record, name: str) -> list[Record]:
        """Those that a condition through a relation is met by."""
        if name == "child":
            return [self.eyes.by_key[str(record["child_id"])]]
        paired = (one for one in self.eyes.records["Pairing"] if one["child_id"] == record["id"])
        return [self.eyes.by_key[str(one["caring_mother_id"])] for one in paired if one["until_on"] is None]

    def meets_all(self, record: Record, conditions: Mapping[str, Any]) -> bool:
        return all(self.meets(record, name, value) for name, value in conditions.items() if value is not None)

    def meets(self, record: Record, name: str, value: Any) -> bool:  # noqa: ANN401, PLR0911  # any input
        match name:
            case "child" | "caringMother":
                return any(self.meets_all(one, value) for one in self.related(record, name))
            case "opened":
                return bool(self.eyes.sees_in_full(record) == value)
            case "notVisitedSince":
                return not self.was_visited_since(record, value)
            case _ if name in IN_TENANT:
                code, found = int(value.ljust(12, "0")), record[IN_TENANT[name]]
                return found is not None and bool(code <= found < end_of(code))
            case "serves":
                return record["service_code"] in line_of(int(value.ljust(12, "0")))
            case _ if name in ("identityNumber", "volunteerNumber", "phone") or name.endswith("Contains"):
                return is_found_by(record, name, value)
            case _:
                return has(record, name, value)

    def was_visited_since(self, child: Record, day: str) -> bool:
        return any(
            visit["child_id"] == child["id"]
            and str(visit["visited_on"]) >= day
            and visit["contact_made"]
            and visit["kind"] in ("HOME", "SCHOOL")
            for visit in self.eyes.records["Visit"]
            if self.eyes.lists(visit)
        )


def written(value: Any) -> Any:  # noqa: ANN401  # any column
    """A column's value as JSON has it."""
    if isinstance(value, datetime):
        shortened = value.isoformat().replace("+00:00", "")
        return (shortened.rstrip("0") if "." in shortened else shortened) + "+00:00"
    if isinstance(value, list | bool | int | None):
        return value
    return str(value)


def is_de_facto_unattended(eyes: Eyes, child: Record) -> bool:
    """Neither parent can care, and at least one of them is alive."""
    able = ("WITH_CHILD", "AWAY_WORKING", "UNKNOWN")
    kept = (one for one in eyes.records["ParentCircumstance"] if one["child_id"] == child["id"] and not one["until_on"])
    unable = {(one["parent"], one["circumstance"]) for one in kept if one["circumstance"] not in able}
    return {parent for parent, _ in unable} == {"FATHER", "MOTHER"} and {what for _, what in unable} != {"DECEASED"}


def is_usable(eyes: Eyes, attachment: Record) -> bool:
    """Kept, and if it is a photo, consented to: by the latest decision on photographs, as long as it holds."""
    if attachment["closed_on"] or attachment["kind"] != "PHOTO":
        return not attachment["closed_on"]
    asked = [
        one
        for one in eyes.records["Consent"]
        if (one["child_id"], one["purpose"]) == (attachment["child_id"], "PHOTO") and one["from_on"] <= today()
    ]
    latest = max(asked, key=lambda one: (one["from_on"], one["id"]), default=None)
    if latest is None or latest["decision"] != "GIVEN":
        return False
    withdrawn_on, valid_until = latest["withdrawn_on"], latest["valid_until"]
    return not (withdrawn_on and withdrawn_on <= today()) and not (valid_until and valid_until < today())


def trained_until(eyes: Eyes, mother: Record) -> str | None:
    """Of her last training, if it was passed and is valid."""
    steps = [one for one in eyes.records["ClearanceStep"] if one["caring_mother_id"] == mother["id"]]
    trainings = [one for one in steps if one["step"] == "TRAINING"]
    last = max(trainings, key=lambda one: (one["done_on"], one["id"]), default=None)
    until = last["valid_until"] if last and last["outcome"] == "PASSED" else None
    return str(until) if until and until >= today() else None


def missing_steps(eyes: Eyes, screening: Record) -> list[str]:
    """Of an open application: the required steps of which the last one is not passed, or no longer valid."""
    mother = eyes.by_key[str(screening["caring_mother_id"])]
    places: dict[str, int] = {}
    for one in eyes.records["ClearanceRequirement"]:
        asked = one["recruited_through"] == mother["recruited_through"] and one["closed_on"] is None
        if asked and one.code in {mother.code, *line_of(mother.code)} and one["opened_on"] <= today():
            places[one["step"]] = min(one["position"], places.get(one["step"], one["position"]))
    last = {
        one["step"]: one
        for one in sorted(eyes.records["ClearanceStep"], key=lambda one: (one["done_on"], one["id"]))
        if one["caring_mother_id"] == mother["id"]
    }
    passed = {
        step
        for step, one in last.items()
        if one["outcome"] == "PASSED" and (one["valid_until"] is None or one["valid_until"] >= today())
    }
    missing = sorted((place, step) for step, place in places.items() if step not in passed)
    return [step for _, step in missing] if screening["state"] == "APPLIED" else []


def age_band(birth_date: date | None) -> str | None:
    if birth_date is None:
        return None
    now = today()
    years = now.year - birth_date.year - ((now.month, now.day) < (birth_date.month, birth_date.day))
    bands = ((6, "UNDER_6"), (12, "FROM_6_TO_11"), (16, "FROM_12_TO_15"), (18, "FROM_16_TO_17"))
    return next((band for below, band in bands if years < below), "ADULT")


PROGRESS = ("allotted", "achieved", "rate", "forecast", "light")


def progress_of(oracle: Oracle, target: Record) -> Mapping[str, Any]:
    """How far a target is met, of those who see the children whom a figure counts."""
    figures = oracle.eyes.records
    same = ("indicator", "period", "programme_id")
    parts = [
        one["value"]
        for one in figures["Target"]
        if one["closed_on"] is None
        and all(one[name] == target[name] for name in same)
        and parent_of(oracle, one.code) == target.code
    ]

    def figure(period: str | None) -> int:
        found = oracle.statistics(target.code, period)[camel(target["indicator"].lower())](None)
        return int(Decimal(found))

    return {
        "allotted": sum(parts),
        **progress(Pace(target["period"], target["value"], today()), target["indicator"], figure),
    }


def is_reached(indicator: Record, latest: int | None) -> bool | None:
    if latest is None:
        return None
    rises = indicator["target"] >= indicator["baseline"]
    return bool(latest >= indicator["target"] if rises else latest <= indicator["target"])


def kind_listed(record: Record, name: str) -> str:
    """The kind that a list field of a record lists; empty for any other field."""
    listed, _ = LEADING.get((record.kind, name), (LISTS.get(name, ""), ""))
    return listed


def parent_of(oracle: Oracle, code: int) -> int | None:
    return next((one["parent_code"] for one in oracle.eyes.records["Tenant"] if one.code == code), None)


COMPUTED: Mapping[str, Callable[[Oracle, Record, Arguments], Any]] = {
    "id": lambda _self, record, _: record.key,
    "tenant": lambda self, record, _: self.eyes.find(record.code),
    "openedFrom": lambda _self, record, _: str(record["opened_from"]),
    "askedFrom": lambda _self, record, _: str(record["asked_from"]),
    "actingTenant": lambda self, record, _: self.eyes.find(record["acting_code"]),
    "userName": lambda _self, record, _: record["user_id"] and "一位用户",
    "fields": lambda _self, record, _: [FIELDS[name] for name in record["fields"]],
    "values": lambda _self, record, _: [{**one, "field": FIELDS[one["field"]]} for one in record["values"]],
    "ageBand": lambda _self, record, _: (
        record["age_band"] if record.kind == "PublishedWish" else age_band(record["birth_date"])
    ),
    "mode": lambda self, record, _: self.mode(record),
    "pairingTarget": lambda _self, record, _: is_targeted(record),
    "deFactoUnattended": lambda self, record, _: is_de_facto_unattended(self.eyes, record),
    "usable": lambda self, record, _: is_usable(self.eyes, record),
    "trainedUntil": lambda self, record, _: trained_until(self.eyes, record),
    "missingSteps": lambda self, record, _: missing_steps(self.eyes, record),
    "late": lambda _self, record, _: is_late(record),
    "standing": lambda _self, record, _: standing_of(record),
    "open": lambda _self, record, _: holds(record),
    "fund": lambda self, record, _: self.fund(record),
    "latest": lambda self, record, _: self.latest(record),
    "reached": lambda self, record, _: is_reached(record, self.latest(record)),
    "reversedBy": lambda self, record, _: self.reversal(record),
}
OF_TENANT: Mapping[str, Callable[[Oracle, Record, Arguments], Any]] = {
    "id": lambda _self, record, _: record.key,
    "code": lambda _self, record, _: record.key,
    "parent": lambda self, record, _: self.eyes.find(record["parent_code"]),
    "ancestors": lambda self, record, _: self.ancestors(record),
    "statistics": lambda self, record, given: self.statistics(record.code, given.get("period")),
    "statisticsByPeriod": lambda self, record, given: [self.statistics(record.code, one) for one in given["periods"]],
}
