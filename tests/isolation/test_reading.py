"""Every field of every record, for every role, at every distance: by key, by id, by list, and by every relation.

Of each class of protection this is tried with the kind that stands for it (classes.py); the others are listed once by
each role, without row-level security: their fields and relations are their own.
"""

from collections.abc import Iterable
from decimal import Decimal
from itertools import product
from uuid import uuid4

import orjson
import pytest
from graphql import is_enum_type

from tenants.errors import Forbidden, HiddenCondition
from tests.callers import ask_text
from tests.isolation.answers import assert_answer
from tests.isolation.classes import is_standing, standing
from tests.isolation.declared import camel
from tests.isolation.fields import HIDING, OPENED_FILTERS, OPENED_ORDERS, SHAPES
from tests.isolation.operations import below_of, node, plural, single
from tests.isolation.roles import (
    FIGURES,
    LINE,
    OF_OPENED,
    ROLES,
    SIGHTS,
    SUBTREE,
    View,
    lists,
    may_list,
    sees,
    view_of,
)
from tests.isolation.stage import Stage, is_refusal
from tests.world import Kept

pytestmark = pytest.mark.long

SEEN = [(role, kind) for role, kind in product(ROLES, SHAPES) if kind in SIGHTS[role]]
LISTED = [(role, kind) for role, kind in SEEN if may_list(role, kind)]
FORBIDDEN = [(role, kind) for role, kind in product(ROLES, SHAPES) if kind not in SIGHTS[role]]
OF_TENANTS = [(role, kind) for role, kind in LISTED if kind != "tenant"]
# The first role that may not follow a relation of a kind that it sees.
CUT_OFF = {
    (kind, name): role
    for role, kind in reversed(SEEN)
    for name, relation in SHAPES[kind].relations.items()
    if relation.kind not in SIGHTS[role]
}


def nothing(kind: str) -> str:
    """A key that nothing has."""
    return "650000000000" if kind == "tenant" else str(uuid4())


@pytest.mark.parametrize("role", ROLES)
async def test_the_world_holds_every_case(stage: Stage, role: str) -> None:
    """A cell of the matrix without a record in it would prove nothing."""
    for kind, sight in SIGHTS[role].items():
        views = {view_of(role, record) for record in stage.world.of(kind)}
        assert views >= {View.ABSENT}
        if sight is not OF_OPENED["change"]:
            marks = [record.marks for record in stage.world.of(kind)]
            assert (View.FULL in views, View.SUMMARY in views) == (bool(sight.in_full), bool(sight.in_summary))
            # Each place and tie alone shows something.
            for mark in sight.in_full | sight.in_summary:
                assert any(one & (sight.in_full | sight.in_summary) == {mark} for one in marks), f"{kind} {mark}"
    for kind in SHAPES:
        places = {mark for record in stage.world.of(kind) for mark in record.marks}
        assert places >= {"own", "branch", "sibling", "parent", "other"}


@pytest.mark.parametrize(("role", "kind"), standing(SEEN))
async def test_a_record_is_opened_located_or_as_if_it_did_not_exist(guarded: Stage, role: str, kind: str) -> None:
    for operation in (single(role, kind), node(role, kind)):
        nonexistent = await ask_text(guarded.engine, guarded.callers[role], operation, {"key": nothing(kind)})
        assert orjson.loads(nonexistent) == {"one": None}
        for record in guarded.world.of(kind):
            answer = await ask_text(guarded.engine, guarded.callers[role], operation, {"key": str(record.id)})
            assert (answer != nonexistent) is sees(role, record), f"{role}, {record}"
            if answer != nonexistent:
                assert_answer(guarded.world, role, orjson.loads(answer)["one"])


@pytest.mark.parametrize(("role", "kind"), standing(FORBIDDEN))
async def test_a_forbidden_kind_is_forbidden_whichever_the_record(stage: Stage, role: str, kind: str) -> None:
    by_id = f"query ($key: ID!) {{ {camel(kind)}(id: $key) {{ id }} }}"
    for key in [nothing(kind), *(str(record.id) for record in stage.world.of(kind))]:
        with pytest.raises(Forbidden) as refused:
            await stage.ask(role, by_id, {"key": key})
        assert is_refusal(refused.value, role, kind)
        assert await stage.ask(role, node(role, kind), {"key": key}) == {"one": None}
    with pytest.raises(Forbidden):
        await stage.ask(role, f"{{ {SHAPES[kind].plural} {{ totalCount }} }}")


async def test_a_relation_to_a_forbidden_kind_is_forbidden(stage: Stage) -> None:
    for (kind, name), role in CUT_OFF.items():
        relation = SHAPES[kind].relations[name]
        below = below_of(relation, "id" if relation.single else "__typename id")
        with pytest.raises(Forbidden):
            await stage.ask(role, f"{{ {SHAPES[kind].plural} {{ nodes {{ {name} {below} }} }} }}")


@pytest.mark.parametrize(("role", "kind"), sorted(set(SEEN) - set(LISTED)))
async def test_a_list_of_what_is_only_tied_is_forbidden(stage: Stage, role: str, kind: str) -> None:
    with pytest.raises(Forbidden) as refused:
        await stage.ask(role, f"{{ {SHAPES[kind].plural} {{ totalCount }} }}")
    assert is_refusal(refused.value, role, kind)


@pytest.mark.parametrize(("role", "kind"), standing(LISTED))
async def test_a_list_shows_what_is_visible_and_nothing_else(guarded: Stage, role: str, kind: str) -> None:
    await assert_listed(guarded, role, kind)


@pytest.mark.parametrize("role", ROLES)
async def test_so_does_a_list_of_a_kind_that_another_stands_for(policy_alone: Stage, role: str) -> None:
    for kind in (kind for lister, kind in LISTED if lister == role and not is_standing(kind)):
        await assert_listed(policy_alone, role, kind)


async def assert_listed(guarded: Stage, role: str, kind: str) -> None:
    answer = (await guarded.ask(role, plural(role, kind)))["all"]
    wanted = {str(record.id) for record in guarded.world.of(kind) if lists(role, record)}
    assert {one["id"] for one in answer["nodes"]} == wanted
    assert {edge["node"]["id"] for edge in answer["edges"]} == wanted
    assert answer["totalCount"] == len(wanted)
    for one in answer["nodes"]:
        assert_answer(guarded.world, role, one)


@pytest.mark.parametrize(("role", "kind"), standing(OF_TENANTS))
async def test_a_list_of_a_tenant_shows_what_is_kept_there_and_visible(guarded: Stage, role: str, kind: str) -> None:
    listed = f"{SHAPES[kind].plural}(first: 200, filter: {{tenant: $code}}) {{ nodes {{ id }} totalCount }}"
    for tenant in guarded.world.of("tenant"):
        answer = await guarded.ask(role, f"query ($code: DivisionCode!) {{ all: {listed} }}", {"code": tenant.id})
        code, end = tenant.row["code"], tenant.row["code_end"]
        kept = [one for one in guarded.world.of(kind) if code <= one.row["tenant_code"] < end and lists(role, one)]
        assert {one["id"] for one in answer["all"]["nodes"]} == {str(one.id) for one in kept}
        assert answer["all"]["totalCount"] == len(kept)


@pytest.mark.parametrize(("role", "kind"), standing(OF_TENANTS))
async def test_what_a_tenant_itself_keeps_is_listed_where_visible(guarded: Stage, role: str, kind: str) -> None:
    listed = f"{SHAPES[kind].plural}(first: 200, own: true) {{ nodes {{ id }} totalCount }}"
    for tenant in guarded.world.of("tenant"):
        query = f"query ($code: DivisionCode!) {{ tenant(code: $code) {{ all: {listed} }} }}"
        answer = (await guarded.ask(role, query, {"code": tenant.id}))["tenant"]
        kept = [one for one in guarded.world.of(kind) if str(one.row["tenant_code"]) == tenant.id and lists(role, one)]
        assert (answer is not None) is sees(role, tenant)
        if answer:
            assert {one["id"] for one in answer["all"]["nodes"]} == {str(one.id) for one in kept}
            assert answer["all"]["totalCount"] == len(kept)


@pytest.mark.parametrize(("role", "kind"), LISTED)
async def test_every_order_and_direction_shows_the_same(policy_alone: Stage, role: str, kind: str) -> None:
    orders = policy_alone.engine.schema.type_map[f"{SHAPES[kind].type}Order"]
    assert is_enum_type(orders)
    listed = [record for record in policy_alone.world.of(kind) if lists(role, record)]
    wanted, paged = {}, []
    for order, page in product(orders.values, ("first", "last")):
        hidden = (kind, camel(order.rpartition("_")[0].lower())) in OPENED_ORDERS
        arguments = f"{page}: 200, order: {order}{', filter: {opened: true}' if hidden else ''}"
        below = "{ nodes { id } pageInfo { hasNextPage hasPreviousPage } }"
        paged.append(f"{page}_{order}: {SHAPES[kind].plural}({arguments}) {below}")
        wanted[f"{page}_{order}"] = {str(one.id) for one in listed if not hidden or view_of(role, one) is View.FULL}
    answer = await policy_alone.ask(role, f"{{ {' '.join(paged)} }}")
    assert {name: {one["id"] for one in found["nodes"]} for name, found in answer.items()} == wanted
    assert not any(any(found["pageInfo"].values()) for found in answer.values())


def one_at_each_distance(records: Iterable[Kept]) -> Iterable[Kept]:
    """Access knows no other difference."""
    return {record.marks: record for record in records}.values()


def probe(record: Kept, name: str) -> dict[str, object]:
    """A filter by what only an opened record shows, which finds this one where it may be looked at."""
    match name:
        case "nameContains":
            return {name: record.row["name"][1:]}
        case "birthDate" | "insuredUntil":
            day = str(record.row["birth_date" if name == "birthDate" else "insured_until"])
            return {name: {"from": day, "to": day}}
        case "riskLevel" | "level":
            return {name: [record.row["risk_level" if name == "riskLevel" else "level"]]}
        case "identityNumber" | "volunteerNumber":
            return {name: record.row["identity_number" if name == "identityNumber" else "volunteer_number"].upper()}
        case _:
            return {name: f" {record.row[name]} "}


@pytest.mark.parametrize(("kind", "name"), sorted(OPENED_FILTERS))
@pytest.mark.parametrize("role", ["DIRECTOR", "CASEWORKER", "CARING_MOTHER"])
async def test_a_filter_finds_nothing_by_what_is_hidden(guarded: Stage, role: str, kind: str, name: str) -> None:
    shape = SHAPES[kind]
    listed = f"{shape.plural}(first: 200, filter: $by) {{ nodes {{ id }} totalCount }}"
    for record in one_at_each_distance(guarded.world.of(kind)):
        by = {"by": {**probe(record, name), "opened": True}}
        answer = (await guarded.ask(role, f"query ($by: {shape.type}Filter) {{ all: {listed} }}", by))["all"]
        readable = view_of(role, record) is View.FULL
        assert (str(record.id) in {one["id"] for one in answer["nodes"]}) is readable
        assert answer["totalCount"] == len(answer["nodes"])


@pytest.mark.parametrize(("kind", "name"), sorted(OPENED_FILTERS))
@pytest.mark.parametrize("role", ["DIRECTOR", "CASEWORKER", "CARING_MOTHER"])
async def test_a_filter_by_what_may_be_hidden_is_refused(guarded: Stage, role: str, kind: str, name: str) -> None:
    """Left out, what is hidden would make the answer wrong: it is said which filter that is."""
    shape = SHAPES[kind]
    text = f"query ($by: {shape.type}Filter) {{ {shape.plural}(filter: $by) {{ totalCount }} }}"
    by = probe(guarded.world.of(kind)[0], name)
    for given in (by, {**by, "opened": None}, {**by, "opened": False}):
        if SIGHTS[role][kind].in_summary:
            with pytest.raises(HiddenCondition) as refused:
                await guarded.ask(role, text, {"by": given})
            assert refused.value.condition == name
        else:
            await guarded.ask(role, text, {"by": given})
    assert await guarded.ask(role, text, {"by": {name: None}})


@pytest.mark.parametrize("role", ["DIRECTOR", "CASEWORKER", "CARING_MOTHER"])
async def test_visits_are_found_by_their_child(guarded: Stage, role: str) -> None:
    listed = "visits(first: 200, filter: {child: {category: $of}}) { nodes { id } totalCount }"
    children = {one.row["id"]: one.row["category"] for one in guarded.world.of("child")}
    for category in sorted(set(children.values())):
        answer = await guarded.ask(role, f"query ($of: [ChildCategory!]) {{ all: {listed} }}", {"of": [category]})
        visits = [one for one in guarded.world.of("visit") if lists(role, one)]
        wanted = {str(one.id) for one in visits if children[one.row["child_id"]] == category}
        assert {one["id"] for one in answer["all"]["nodes"]} == wanted
        assert answer["all"]["totalCount"] == len(wanted)


@pytest.mark.parametrize("role", ["DIRECTOR", "CASEWORKER", "CARING_MOTHER"])
async def test_children_are_found_by_a_caring_mother_who_is_seen(guarded: Stage, role: str) -> None:
    """Who sees none but herself would be told a falsehood of all others."""
    listed = "children(first: 200, filter: {caringMother: {tenant: $code}}) { nodes { id } totalCount }"
    open_ones = [one.row for one in guarded.world.of("pairing") if one.row["until_on"] is None]
    keepers = {one.row["id"]: one.row["tenant_code"] for one in guarded.world.of("caring_mother")}
    found = 0
    for tenant in guarded.world.of("tenant"):
        asked = f"query ($code: DivisionCode!) {{ all: {listed} }}", {"code": tenant.id}
        if role == "CARING_MOTHER":
            with pytest.raises(HiddenCondition):
                await guarded.ask(role, *asked)
            continue
        answer = (await guarded.ask(role, *asked))["all"]
        low, high = tenant.row["code"], tenant.row["code_end"]
        paired = {one["child_id"] for one in open_ones if low <= keepers[one["caring_mother_id"]] < high}
        wanted = {str(one.id) for one in guarded.world.of("child") if one.row["id"] in paired and lists(role, one)}
        assert {one["id"] for one in answer["nodes"]} == wanted
        assert answer["totalCount"] == len(wanted)
        found += len(wanted)
    assert bool(found) is (role != "CARING_MOTHER")


@pytest.mark.parametrize(("role", "kind"), standing([cell for cell in SEEN if cell[1] in HIDING]))
async def test_what_is_opened_is_listed_apart_from_what_is_located(guarded: Stage, role: str, kind: str) -> None:
    listed = f"{SHAPES[kind].plural}(first: 200, filter: {{opened: $is}}) {{ nodes {{ id }} }}"
    for is_opened, view in ((True, View.FULL), (False, View.SUMMARY)):
        answer = await guarded.ask(role, f"query ($is: Boolean) {{ all: {listed} }}", {"is": is_opened})
        kept = (one for one in guarded.world.of(kind) if lists(role, one))
        wanted = {str(one.id) for one in kept if view_of(role, one) is view}
        assert {one["id"] for one in answer["all"]["nodes"]} == wanted


@pytest.mark.parametrize("role", ["DIRECTOR", "CASEWORKER"])
async def test_nobody_is_looked_for_by_a_service_area_out_of_sight(guarded: Stage, role: str) -> None:
    listed = "caringMothers(first: 200, filter: {serves: $area}) { nodes { serviceArea { id } } }"
    query = f"query ($area: DivisionCode!) {{ all: {listed} }}"
    for tenant in guarded.world.of("tenant"):
        if tenant.marks & (SUBTREE | LINE):
            answer = await guarded.ask(role, query, {"area": tenant.id})
            assert None not in [one["serviceArea"] for one in answer["all"]["nodes"]]
        else:
            with pytest.raises(HiddenCondition) as refused:
                await guarded.ask(role, query, {"area": tenant.id})
            assert (refused.value.condition, refused.value.reason) == ("serves", "OUT_OF_SIGHT")


@pytest.mark.parametrize("role", sorted(set(ROLES) - FIGURES))
async def test_figures_are_forbidden_to_a_role_without_them(stage: Stage, role: str) -> None:
    for tenant in stage.world.of("tenant"):
        with pytest.raises(Forbidden):
            await stage.ask(role, f'{{ tenant(code: "{tenant.id}") {{ statistics {{ children }} }} }}')


@pytest.mark.parametrize("role", sorted(FIGURES))
async def test_a_figure_lists_the_records_that_are_visible_and_counts_the_others(guarded: Stage, role: str) -> None:
    by_project = "fundsRaised fundsRaisedByProject { nodes { amount project { id name } } rest }"
    donations = [one.row for one in guarded.world.of("donation")]
    listed: set[str] = set()
    for tenant in guarded.world.of("tenant"):
        text = f'{{ tenant(code: "{tenant.id}") {{ statistics {{ {by_project} }} }} }}'
        answer = (await guarded.ask(role, text))["tenant"]
        statistics = answer and answer["statistics"]
        assert (statistics is not None) is bool(tenant.marks & SUBTREE)
        if statistics:
            low, high = tenant.row["code"], tenant.row["code_end"]
            kept = [one for one in donations if low <= one["tenant_code"] < high]
            nodes = statistics["fundsRaisedByProject"]["nodes"]
            seen = {str(one.id) for one in guarded.world.of("project") if lists(role, one)}
            assert {one["project"]["id"] for one in nodes} == {str(one["project_id"]) for one in kept} & seen
            amounts = [Decimal(one["amount"]) for one in nodes]
            assert amounts == sorted(amounts, reverse=True)
            whole = sum(amounts, Decimal(statistics["fundsRaisedByProject"]["rest"]))
            assert whole == Decimal(statistics["fundsRaised"]) == sum(one["amount"] for one in kept)
            listed |= seen & {one["project"]["id"] for one in nodes}
    assert bool(listed) is ("project" in SIGHTS[role])
