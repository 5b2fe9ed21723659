"""The endpoint over HTTP: what is no request, what is a wrong one, what it says of itself, and what it never tells."""

import json
import logging
from uuid import UUID

import httpx
import pytest

from api.negotiation import GRAPHQL_RESPONSE, JSON
from schema.engine.limits import DEFAULTS
from tests.api.service import COUNTY_NAME, Service, code_of

SECRET = "11010519491231002X"  # noqa: S105  # an identity number
TYPENAME = {"query": "{ __typename }"}


async def send(service: Service, body: bytes, accept: str = JSON) -> httpx.Response:
    return await service.client.post(
        "/graphql", content=body, headers={"content-type": "application/json", "accept": accept}
    )


@pytest.mark.parametrize("accept", [JSON, GRAPHQL_RESPONSE])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"1",
        b'"x"',
        b"[]",
        b'[{"query": "{ __typename }"}]',
        b"{",
        b"{}",
        b"\xff\xfe",
        b'{"query": "\xff"}',
        b'{"query": "{ tenant(code: \\"\\ud800\\") { name } }"}',
        b'{"query": null}',
        b'{"query": 1}',
        b'{"query": ["{ __typename }"]}',
        b'{"qeury": "{ __typename }"}',
        b'{"query": "{ __typename }", "variables": 1}',
        b'{"query": "{ __typename }", "variables": [{}]}',
        b'{"query": "{ __typename }", "variables": "{}"}',
        b'{"query": "{ __typename }", "operationName": 1}',
        b'{"query": "{ __typename }", "extensions": []}',
        b'{"query": "{ __typename }", "variables": {"x": NaN}}',
        b"[" * 100_000,
    ],
    ids=lambda body: body[:40].decode("latin-1") if isinstance(body, bytes) else body,
)
async def test_what_is_no_request(service: Service, body: bytes, accept: str) -> None:
    response = await send(service, body, accept)
    assert response.status_code == 400
    assert response.headers["content-type"].startswith(accept)
    assert code_of(response) == "BAD_REQUEST"
    assert "data" not in response.json()


async def test_a_body_that_is_too_large(service: Service) -> None:
    large = json.dumps({"query": "#" + "x" * 1_000_000 + "\n{ __typename }"}).encode()
    assert (await send(service, large)).status_code == 413


@pytest.mark.parametrize(
    "query",
    [
        "",
        "#",
        "{",
        "{ nonsense }",
        '{ tenant(codes: "33") { name } }',
        "{ tenant(code: 33) { name } }",
        '{ tenant(code: "abc") { name } }',
        "query ($code: DivisionCode!) { tenant(code: $code) { name } }",
        "query a { __typename } query b { __typename }",
        "subscription { __typename }",
        "type T { f: Int }",
        '{ tenant(code: "33") { statistics(period: "2024-13") { visits } } }',
        "{ children(first: 2, order: NONSENSE) { nodes { id } } }",
        "{ __typename " + "{ x " * 500 + "}" * 501,
    ],
    ids=lambda query: query[:40],
)
async def test_what_is_a_wrong_request(service: Service, token: str, query: str) -> None:
    """Plain JSON says so in a 200, as its clients expect; the newer media type in the status as well."""
    body = json.dumps({"query": query}).encode()
    for accept, status in ((JSON, 200), (GRAPHQL_RESPONSE, 400)):
        response = await service.client.post(
            "/graphql",
            content=body,
            headers={"content-type": "application/json", "accept": accept, "authorization": f"Bearer {token}"},
        )
        assert response.status_code == status
        assert {error["extensions"]["code"] for error in response.json()["errors"]} == {"BAD_REQUEST"}
        assert "data" not in response.json()


@pytest.mark.parametrize(
    "query",
    [
        "{ viewer { name } }",
        "{ children { nodes { id } } }",
        'mutation { updateChild(input: {id: "x", expectedVersion: 1}) { userErrors { code } } }',
    ],
)
async def test_nobody_is_told_to_sign_in(service: Service, query: str) -> None:
    for accept, status in ((JSON, 200), (GRAPHQL_RESPONSE, 401)):
        response = await service.post({"query": query}, {"accept": accept})
        assert response.status_code == status
        assert code_of(response) == "UNAUTHENTICATED"
    assert response.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Basic eDp5", "Bearer nonsense", "bearer\tx"])
async def test_a_token_that_does_not_hold(service: Service, authorization: str) -> None:
    response = await service.post({"query": COUNTY_NAME}, {"authorization": authorization, "accept": GRAPHQL_RESPONSE})
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert code_of(response) == "UNAUTHENTICATED"


@pytest.mark.parametrize("grant", ["nonsense", "018f0000-0000-7000-8000-000000000000"])
async def test_a_grant_that_is_not_ones_own(service: Service, token: str, grant: str) -> None:
    headers = {"authorization": f"Bearer {token}", "x-acting-grant": grant, "accept": GRAPHQL_RESPONSE}
    response = await service.post({"query": COUNTY_NAME}, headers)
    assert (response.status_code, code_of(response)) == (403, "FORBIDDEN")


@pytest.mark.parametrize("query", ["{ __typename }", "{ nonsense }", COUNTY_NAME])
async def test_every_answer_has_an_id_and_is_not_kept_by_anybody(service: Service, query: str) -> None:
    first, second = [await service.post({"query": query}) for _ in range(2)]
    assert first.headers["cache-control"] == "no-store"
    assert first.headers["x-request-id"] != second.headers["x-request-id"]
    assert UUID(first.headers["x-request-id"]).version == 7
    for error in first.json().get("errors", []):
        assert error["extensions"]["requestId"] == first.headers["x-request-id"]


async def test_messages_in_both_languages(service: Service) -> None:
    query = {"query": "{ viewer { name } }"}
    said = [
        (await service.post(query, {"accept-language": language})).json()["errors"][0]["message"]
        for language in ("zh-CN", "en")
    ]
    assert said == [
        "请先登录：令牌缺失、失效或已退出。",
        "Sign in first: the token is missing, has expired or was signed out.",
    ]


async def test_data(service: Service, token: str) -> None:
    headers = {"authorization": f"bearer {token}", "accept": GRAPHQL_RESPONSE}
    response = await service.post({"query": COUNTY_NAME, "variables": None, "operationName": None}, headers)
    assert response.status_code == 200
    assert response.headers["content-type"] == f"{GRAPHQL_RESPONSE}; charset=utf-8"
    cost = {"requested": 2, "limit": DEFAULTS.cost}
    assert response.json() == {"data": {"tenant": {"name": "淳安县"}}, "extensions": {"cost": cost}}


async def test_what_was_not_foreseen_is_recorded_without_what_it_was_about(
    service: Service, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The owner makes the database fail with a message that holds what was written."""
    await service.owner.execute("""
        create function fail() returns trigger language plpgsql as
        $$ begin raise exception 'it was %', new.identity_number using detail = new.identity_number; end $$;
        create trigger failing before insert on children for each row execute function fail()""")
    register = """mutation ($number: String) { registerChild(input: {tenant: "330127100201", name: "小明", sex: MALE,
        birthDate: "2015-05-05", category: OTHER, categorySource: FEDERATION, identifiedOn: "2024-01-01",
        identityNumber: $number}) { child { id } userErrors { code } } }"""
    with caplog.at_level(logging.DEBUG):
        response = await service.ask(register, token, number=SECRET)
    await service.owner.execute("drop trigger failing on children; drop function fail")
    assert response.status_code == 500
    assert code_of(response) == "INTERNAL"
    request_id = response.headers["x-request-id"]
    assert response.json()["errors"][0]["message"].endswith(request_id)
    (record,) = [each for each in caplog.records if each.name == "circle.graphql"]
    assert f"request {request_id} failed: RaiseError P0001 at" in record.getMessage()
    assert record.exc_info is None
    for text in (caplog.text, response.text, str(response.headers)):
        assert SECRET not in text
        assert "小明" not in text
    assert (await service.ask(register, token, number=SECRET)).json()["data"]["registerChild"]["child"]
