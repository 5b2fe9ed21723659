"""What a role has to be answered about a record: from the owner's rows and the tables of these tests alone."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from tenants.clock import today
from tenants.division import end_of
from tests.isolation.fields import SHAPES, Relation
from tests.isolation.roles import SMALL_HIDDEN, View, lists, sees, view_of
from tests.tenants.statistics.suppressing import stock_splits_shown
from tests.world import TENANTS, Kept, World

KINDS = {shape.type: kind for kind, shape in SHAPES.items()}
BANDS = ((6, "UNDER_6"), (12, "FROM_6_TO_11"), (16, "FROM_12_TO_15"), (18, "FROM_16_TO_17"))


def standing(row: Mapping[str, Any]) -> str:
    if row["settled_on"] is not None:
        return "DONE" if row["outcome"] == "MET" else "NOT_APPLICABLE"
    return "OVERDUE" if row["due_on"] is not None and row["due_on"] < today() else "DUE"


# What the column of the same name does not hold as it is.
OF_ROW: Mapping[str, Callable[[Mapping[str, Any]], object]] = {
    "categoryHistory": lambda row: json.loads(row["category_history"]),
    "fields": lambda _: ["handoverNote", "tenant"],
    "values": lambda row: [
        {"field": "handoverNote", **{name: f"{name}<{row['record_id']}>" for name in ("before", "after")}}
    ],
    "userName": lambda _: None,
    # Nothing in the world is told of both parents of a child.
    "pairingTarget": lambda row: not any(days.upper is None for days in row["untargeted_on"]),
    "deFactoUnattended": lambda _: False,
    "standing": standing,
    "late": lambda row: bool(row["due_on"] < (row["closed_on"] or today())),
}


def assert_answer(world: World, role: str, answer: dict[str, Any]) -> None:
    """Every record of the answer, however deep, is one the role sees, and shows what it may show and no more."""
    record = world.find(KINDS[answer["__typename"]], answer["id"])
    assert record, f"{role} was shown {answer}, which the world does not hold"
    assert sees(role, record), f"{role} was shown {record}"
    for name, value in answer.items():
        relation = SHAPES[record.kind].relations.get(name)
        if relation:
            assert_related(world, role, record, name, value)
        elif name != "__typename":
            wanted = expected(world, role, record, name)
            assert normal(name, value) == wanted, f"{role} was shown {name} of {record} as {value}"


def assert_related(world: World, role: str, record: Kept, name: str, value: Any) -> None:  # noqa: ANN401  # JSON
    relation = SHAPES[record.kind].relations[name]
    wanted = {str(other.id) for other in related(world, role, record, relation)}
    shown = value if relation.listed else [value] if relation.single and value else []
    if value and "nodes" in value:
        shown = value["nodes"]
        assert value["totalCount"] == len(wanted), f"{role} was told how many {name} {record} has"
        assert {edge["node"]["id"] for edge in value["edges"]} == wanted
    assert {one["id"] for one in shown} == wanted, f"{role} was led from {record} to {name}"
    for one in shown:
        if set(one) > {"__typename", "id"}:
            assert_answer(world, role, one)


def related(world: World, role: str, record: Kept, relation: Relation) -> Iterable[Kept]:
    if relation.opened and view_of(role, record) is not View.FULL:
        return []
    shown = sees if relation.single or relation.listed or relation.opened else lists
    return [other for other in world.of(relation.kind) if relation.joins(record, other) and shown(role, other)]


def expected(world: World, role: str, record: Kept, name: str) -> Any:  # noqa: ANN401  # JSON
    shape = SHAPES[record.kind]
    opened = view_of(role, record) is View.FULL
    if name == "hiddenFields":
        hidden = set() if opened else {*shape.in_full, *shape.masked, *shape.reckoned_in_full}
        return sorted(hidden | out_of_sight(world, role, record))
    if not opened and name in shape.in_full:
        return None
    match name:
        case "statistics":
            value: Any = figures(world, role, record)
        case "statisticsByPeriod":
            value = [figures(world, role, record)]
        case "lastVisitedOn":
            value = last_visited_on(world, role, record)
        case _:
            value = true_value(world, record, name)
    return f"{value[0]}**" if not opened and name in shape.masked else value


def last_visited_on(world: World, role: str, child: Kept) -> str | None:
    """By the visits in which the child was met and that the role sees."""
    of_child = (one for one in world.of("visit") if one.row["child_id"] == child.id and sees(role, one))
    met = (one.row for one in of_child if one.row["contact_made"] and one.row["kind"] in ("HOME", "SCHOOL"))
    return max((str(row["visited_on"]) for row in met), default=None)


def out_of_sight(world: World, role: str, record: Kept) -> set[str]:
    """The relations to a record that is there, and that the role does not see, and those of opened records alone."""
    opened = view_of(role, record) is View.FULL
    return {name for name, relation in SHAPES[record.kind].relations.items() if relation.opened and not opened} | {
        name
        for name, relation in SHAPES[record.kind].relations.items()
        if relation.named and not related(world, role, record, relation)
        if any(relation.joins(record, other) for other in world.of(relation.kind))
    }


def true_value(world: World, record: Kept, name: str) -> Any:  # noqa: ANN401  # JSON
    """The field's value as the database has it."""
    row = record.row
    if name in OF_ROW:
        return OF_ROW[name](row)
    match name:
        case "id" | "code" if name == "id" or record.kind == "tenant":
            return str(record.id)
        case "ageBand":
            return age_band(row["birth_date"]) if "birth_date" in row else row["age_band"]
        case "mode" | "usable" | "trainedUntil":
            return {"mode": mode_of, "usable": is_usable, "trainedUntil": trained_until}[name](world, row)
        case "fund":
            entries = [entry.row for entry in world.of("donation") if entry.row["project_id"] == record.id]
            return str(sum((entry["amount"] for entry in entries if not entry["fund_id"]), Decimal("0.00")))
    column = re.sub(r"[A-Z]", lambda match: f"_{match[0].lower()}", name)
    value = row["closed_at"] is None if name == "open" else row[column]
    return value if isinstance(value, datetime) else str(value) if isinstance(value, date | Decimal | UUID) else value


def figures(world: World, role: str, tenant: Kept) -> dict[str, int | None]:
    """The children on file; None where they are so few that they, or who is counted beside them, could be told."""

    def count(code: int, _: str | None) -> int:
        return sum(code <= child.row["tenant_code"] < end_of(code) for child in world.of("child"))

    code: int = tenant.row["code"]
    parents = {one: parent for one, (_, _, parent, _) in TENANTS.items()}
    hidden = role in SMALL_HIDDEN and stock_splits_shown(parents, None, count, [])[code] < 0
    return {"children": None if hidden else count(code, None)}


def normal(name: str, value: Any) -> Any:  # noqa: ANN401  # JSON
    if name == "hiddenFields":
        return sorted(value)
    if name in ("openedFrom", "askedFrom"):
        return int(value)
    return datetime.fromisoformat(value) if value and (name == "at" or name.endswith("At")) else value


def mode_of(world: World, row: Mapping[str, Any]) -> str:
    still = [one.row for one in world.of("pairing") if one.row["until_on"] is None]
    of_both = {who: sum(one[who] == row[who] for one in still) for who in ("child_id", "caring_mother_id")}
    if of_both["child_id"] > 1:
        return "MANY_TO_ONE"
    return "ONE_TO_MANY" if of_both["caring_mother_id"] > 1 else "ONE_ON_ONE"


def is_usable(world: World, attachment: Mapping[str, Any]) -> bool:
    """Kept, and if it is a photo, consented to by the latest decision."""
    asked = [one.row for one in world.of("consent") if one.row["child_id"] == attachment["child_id"]]
    of_photos = [row for row in asked if row["purpose"] == "PHOTO" and row["from_on"] <= today()]
    latest = max(of_photos, key=lambda row: (row["from_on"], row["id"]), default=None)
    given = bool(latest and latest["decision"] == "GIVEN" and not latest["withdrawn_on"])
    return attachment["closed_on"] is None and (attachment["kind"] != "PHOTO" or given)


def trained_until(world: World, mother: Mapping[str, Any]) -> str | None:
    """Of her last training, if it was passed and is valid."""
    steps = [one.row for one in world.of("clearance_step") if one.row["caring_mother_id"] == mother["id"]]
    trainings = [row for row in steps if row["step"] == "TRAINING"]
    last = max(trainings, key=lambda row: (row["done_on"], row["id"]), default=None)
    until = last["valid_until"] if last and last["outcome"] == "PASSED" else None
    return str(until) if until and until >= today() else None


def age_band(birth_date: date) -> str:
    now = today()
    years = now.year - birth_date.year - ((now.month, now.day) < (birth_date.month, birth_date.day))
    return next((band for below, band in BANDS if years < below), "ADULT")
