"""Mutations as GraphQL has them: one after the other, each whole or not at all, payloads as they were asked for."""

import orjson
import pytest
from graphql import GraphQLInputObjectType, GraphQLNonNull, get_named_type

from schema.build import graphql_schema
from schema.caller import Language
from schema.engine import mutating
from schema.engine.engine import Request, Unplanned
from schema.engine.failing import PartlyDone
from schema.engine.operation import InvalidOperation
from tenants.errors import Forbidden
from tests.callers import ask
from tests.tenants.records.office import VALID, VILLAGE, Office

REGISTER = f"""input: {{tenant: "{VILLAGE}", name: "%s", sex: MALE, birthDate: "2015-05-05", category: OTHER,
    categorySource: FEDERATION, identifiedOn: "2024-01-02"}}"""


async def named(office: Office, name: str) -> int:
    count: int = await office.owner.fetchval("select count(*) from children where name = $1", name)
    return count


async def test_several_run_in_order_each_in_its_own_transaction(office: Office) -> None:
    text = f"""mutation {{
        first: registerChild({REGISTER % "甲一"}) {{ __typename child {{ name createdAt }} userErrors {{ code }} }}
        wrong: registerChild({REGISTER % ""}) {{ child {{ name }} errors: userErrors {{ at: field code __typename }} }}
        __typename
        last: registerChild({REGISTER % "甲二"}) {{ child {{ name createdAt }} }}
    }}"""
    data = await ask(office.engine, office.callers["caseworker"], text)
    assert list(data) == ["first", "wrong", "__typename", "last"]
    assert data["first"]["__typename"] == "RegisterChildPayload"
    assert data["first"]["userErrors"] == []
    assert data["wrong"] == {
        "child": None,
        "errors": [{"at": ["input", "name"], "code": "REQUIRED", "__typename": "UserError"}],
    }
    assert data["__typename"] == "Mutation"
    assert data["first"]["child"]["createdAt"] < data["last"]["child"]["createdAt"]


async def test_a_denied_one_is_told_and_the_others_are_done(office: Office) -> None:
    text = f"""mutation {{
        a: registerChild({REGISTER % "乙一"}) {{ child {{ id }} }}
        b: recordDonation(input: {{projectId: "x", receivedOn: "2024-01-01", amount: "1"}}) {{ donation {{ id }} }}
        c: registerChild({REGISTER % "乙二"}) {{ child {{ id }} }}
    }}"""
    with pytest.raises(PartlyDone) as partly:
        await ask(office.engine, office.callers["caseworker"], text)
    assert {key: type(failure.error) for key, failure in partly.value.errors.items()} == {"b": Forbidden}
    assert partly.value.data["b"] is None
    assert (await named(office, "乙一"), await named(office, "乙二")) == (1, 1)


async def test_no_transaction_waits_for_the_plan_of_its_payload(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is made before, and not by the event loop."""
    text = f"mutation {{ a: registerChild({REGISTER % '丁一'}) {{ child {{ name pairings {{ totalCount }} }} }} }}"
    prepared = office.engine.prepare(Request(text), office.callers["caseworker"])

    def refuse(*_: object) -> None:
        pytest.fail("made within the transaction")

    monkeypatch.setattr(mutating, "build_statement", refuse)
    data = orjson.loads(orjson.dumps(await prepared.run(None)))
    assert data == {"a": {"child": {"name": "丁一", "pairings": {"totalCount": 0}}}}
    office.engine.prepare(Request(text), office.callers["caseworker"], at_once=True)
    other = Request(text.replace("pairings", "visits"))
    assert not office.engine.subscribes(other)  # from then on it is known
    with pytest.raises(Unplanned):
        office.engine.prepare(other, office.callers["caseworker"], at_once=True)


async def test_what_a_conflict_shows_is_planned_before_as_well(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    done = await office.do("registerChild", {"name": "丁二"}, fields="id version")
    assert done.record
    given = f'id: "{done.record["id"]}", expectedVersion: {done.record["version"] + 1}, name: "丁三"'
    text = f"""mutation {{ updateChild(input: {{{given}}}) {{
        child {{ id }} current {{ name visits {{ totalCount }} }} userErrors {{ code }} }} }}"""
    prepared = office.engine.prepare(Request(text), office.callers["caseworker"])
    monkeypatch.setattr(mutating, "build_statement", lambda *_: pytest.fail("made by the event loop"))
    data = orjson.loads(orjson.dumps(await prepared.run(None)))["updateChild"]
    assert data == {
        "child": None,
        "current": {"name": "丁二", "visits": {"totalCount": 0}},
        "userErrors": [{"code": "CONFLICT"}],
    }


LATE = """create function refuse_late() returns trigger language plpgsql as $$ begin
    raise check_violation using table = 'children', constraint = 'children_name_length', message = 'late'; end $$;
    create constraint trigger refused_late after insert on children deferrable initially deferred
    for each row when (new.name = '丙一') execute function refuse_late()"""


async def test_what_the_database_refuses_at_the_end_is_rejected_like_anything_else(office: Office) -> None:
    await office.owner.execute(LATE)
    refused = await office.do("registerChild", {"name": "丙一"})
    assert (refused.record, refused.problems) == (None, {("TOO_LONG", "input.name")})
    assert await named(office, "丙一") == 0
    await office.owner.execute("drop function refuse_late() cascade")


async def test_a_payload_reads_what_was_written_as_any_read_does(office: Office) -> None:
    fields = "name state tenant { code parent { name } } pairings { totalCount } same: name ... on Child { sex }"
    done = await office.do("registerChild", {"name": "张小明"}, fields=fields)
    assert done.record
    assert {name: done.record[name] for name in ("same", "state", "tenant", "pairings", "sex")} == {
        "same": "张小明",
        "state": "ON_FILE",
        "tenant": {"code": VILLAGE, "parent": {"name": "淳安县"}},
        "pairings": {"totalCount": 0},
        "sex": "MALE",
    }


@pytest.mark.parametrize(
    ("mutation", "given"),
    [
        ("registerChild", {"sex": "OTHER"}),
        ("registerChild", {"birthDate": 1}),
        ("registerChild", {"tenant": None}),
        ("registerChild", {"nonsense": 1}),
        ("registerCaringMother", {"skills": None}),
        ("registerCaringMother", {"skills": [None]}),
        ("registerCaringMother", {"capacity": 1 << 31}),
        ("recordDonation", {"projectId": "x", "amount": 0.1}),
        ("recordDonation", {"projectId": "x"}),
    ],
)
async def test_what_does_not_fit_the_schema_is_refused_before_anything_runs(
    office: Office, mutation: str, given: dict[str, object]
) -> None:
    name = mutation[0].upper() + mutation[1:]
    text = f"mutation ($input: {name}Input!) {{ {mutation}(input: $input) {{ __typename }} }}"
    wrong = {**VALID[mutation], **given}
    if mutation == "recordDonation" and "amount" not in given:
        del wrong["amount"]
    before = await office.fingerprint()
    with pytest.raises(InvalidOperation):
        await ask(office.engine, office.callers["caseworker"], text, {"input": wrong})
    assert await office.fingerprint() == before


async def test_a_text_that_means_nothing_is_an_error_of_its_field(office: Office) -> None:
    """All of them at once, in the caller's language, and at the door alike."""
    wrong = {"tenant": "33 ", "birthDate": "2024-02-30", "identifiedOn": "昨天", "onFileOn": "20240101"}
    for language, message in ((Language.ZH, "格式不正确。"), (Language.EN, "The format is not right.")):
        done = await office.do("registerChild", wrong, language=language)
        assert done.record is None
        assert done.problems == {("MALFORMED", f"input.{name}") for name in wrong}
        assert {error["message"] for error in done.errors} == {message}
    for amount in ("1.005", "1e99", "NaN", "\u0661"):
        done = await office.do("recordDonation", {"projectId": "x", "amount": amount}, "manager")
        assert done.problems == {("MALFORMED", "input.amount")}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"birthDate": "0001-01-01"}, "TOO_EARLY"),
        ({"birthDate": "1899-12-31"}, "TOO_EARLY"),
        ({"birthDate": "9999-12-31"}, "IN_THE_FUTURE"),
        ({"identifiedOn": "0001-01-01"}, "TOO_EARLY"),
    ],
)
async def test_days_have_bounds(office: Office, given: dict[str, object], code: str) -> None:
    done = await office.do("registerChild", given)
    assert (code, f"input.{next(iter(given))}") in done.problems


async def test_a_plan_has_bounds(office: Office) -> None:
    done = await office.do("planActivity", {"plannedOn": "2101-01-01"})
    assert done.problems == {("TOO_LATE", "input.plannedOn")}
    assert "2100-12-31" in done.errors[0]["message"]


# They end what is one's own: there is nothing that a person could correct.
SESSIONS_END = {"signOut", "endSession", "endOtherSessions"}
# What is answered alike by several ways to it.
SHARED = {
    "completeSignIn": "SignInPayload",
    "redeemSignIn": "SignInPayload",
    "refreshSession": "TokensPayload",
    "confirmSecondFactor": "RecoveryCodesPayload",
    "renewRecoveryCodes": "RecoveryCodesPayload",
}
# No record, and so without a version.
UNVERSIONED = {"endSecondFactor"}


def test_every_mutation_has_the_same_form() -> None:
    """One `input`, a payload with `userErrors`; whatever is updated names the version it saw."""
    root = graphql_schema().mutation_type
    assert root
    for name, field in root.fields.items():
        payload = get_named_type(field.type)
        if name in SESSIONS_END:
            continue
        assert list(field.args) == ["input"], name
        given = get_named_type(field.args["input"].type)
        assert isinstance(given, GraphQLInputObjectType)
        assert given.name == f"{name[0].upper()}{name[1:]}Input"
        assert payload.name == SHARED.get(name, f"{name[0].upper()}{name[1:]}Payload")
        if name.startswith(("update", "close", "end", "screen", "hold", "cancel")) and name not in UNVERSIONED:
            assert isinstance(given.fields["expectedVersion"].type, GraphQLNonNull), name
