"""Which media type and language an answer takes, and which bodies are read at all."""

import pytest

from api.negotiation import GRAPHQL_RESPONSE, JSON, answer_language, answer_type, is_json
from tests.api.service import Service, code_of


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/json", JSON),
        ("Application/JSON; charset=utf-8", JSON),
        ("application/graphql-response+json", GRAPHQL_RESPONSE),
        ("application/graphql-response+json, application/json;q=0.9", GRAPHQL_RESPONSE),
        ("application/json, application/graphql-response+json", JSON),
        ("application/json;q=0.5, application/graphql-response+json", GRAPHQL_RESPONSE),
        ("application/graphql-response+json;q=0.1, */*;q=0.2", JSON),
        ("text/html, */*;q=0.1", JSON),
        ("application/json;q=0, application/graphql-response+json", GRAPHQL_RESPONSE),
        ("text/html", None),
        ("application/json;q=0", None),
        ("application/json;q=none", None),
        ("application/jsonp", None),
        (",;,", None),
    ],
)
def test_media_types(accept: str | None, answered: str | None) -> None:
    assert answer_type(accept) == answered


@pytest.mark.parametrize(
    ("accept_language", "language"),
    [
        (None, "zh"),
        ("", "zh"),
        ("en", "en"),
        ("EN-gb", "en"),
        ("zh-Hans-CN, en;q=0.8", "zh"),
        ("zh;q=0.2, en;q=0.8", "en"),
        ("fr, en;q=0.1", "en"),
        ("fr", "zh"),
        ("en;q=0", "zh"),
        ("*", "zh"),
    ],
)
def test_languages(accept_language: str | None, language: str) -> None:
    assert answer_language(accept_language) == language


@pytest.mark.parametrize(
    ("content_type", "read"),
    [
        ("application/json", True),
        ("application/json; charset=utf-8", True),
        ('Application/Json; charset="UTF-8"', True),
        ("application/json; charset=latin-1", False),
        ("application/jsonp", False),
        ("text/plain", False),
        ("application/x-www-form-urlencoded", False),
        ("multipart/form-data; boundary=application/json", False),
        ("", False),
        (None, False),
    ],
)
def test_bodies(content_type: str | None, read: bool) -> None:  # noqa: FBT001
    assert is_json(content_type) is read


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"accept": "text/html"}, 406), ({"content-type": "text/plain"}, 415), ({"content-type": ""}, 415)],
)
async def test_what_is_not_negotiable(service: Service, headers: dict[str, str], status: int) -> None:
    body = b'{"query": "{ __typename }"}'
    response = await service.client.post(
        "/graphql", content=body, headers={"content-type": "application/json", **headers}
    )
    assert response.status_code == status
    assert code_of(response) == "BAD_REQUEST"


async def test_no_address_sends_elsewhere(service: Service) -> None:
    """A redirect would go to whatever host the request names."""
    for path in ("/graphql/", "/health/live/", "/explorer/"):
        for method in ("GET", "POST"):
            response = await service.client.request(method, path, headers={"host": "elsewhere.example"})
            assert (response.status_code, response.headers.get("location")) == (404, None), path


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_other_methods(service: Service, method: str) -> None:
    response = await service.client.request(method, "/graphql?query={__typename}")
    assert response.status_code == 405
    assert response.headers["allow"] == "POST"
    assert response.headers["content-type"].startswith(JSON)
    assert code_of(response) == "BAD_REQUEST"
