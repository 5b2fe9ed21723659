"""Answers to queries shrink by what the client takes; what may hold a secret is sent as it is."""

import httpx
import pytest

from api.negotiation import EVENT_STREAM, GRAPHQL_RESPONSE, JSON
from tests.api.service import NAME, SIGN_IN, Service
from tests.planted import PASSWORD

LABELS = "{ labels { of value zh en } }"


async def asked(service: Service, query: str, taken: str, accept: str = JSON, **variables: object) -> httpx.Response:
    headers = {"accept-encoding": taken, "accept": accept}
    return await service.post({"query": query, "variables": variables}, headers)


@pytest.mark.parametrize("accept", [JSON, GRAPHQL_RESPONSE])
@pytest.mark.parametrize(
    ("taken", "encoding"),
    [("gzip", "gzip"), ("br", "br"), ("zstd", "zstd"), ("gzip, deflate, br, zstd", "zstd"), ("br;q=0, gzip", "gzip")],
)
async def test_a_query_is_compressed_as_the_client_takes_it(
    service: Service, accept: str, taken: str, encoding: str
) -> None:
    plain, packed = await asked(service, LABELS, "identity", accept), await asked(service, LABELS, taken, accept)
    assert packed.headers["content-encoding"] == encoding
    assert "accept-encoding" in packed.headers["vary"].lower()
    assert int(packed.headers["content-length"]) * 3 < int(plain.headers["content-length"])
    assert "content-encoding" not in plain.headers


@pytest.mark.parametrize("taken", ["identity", "deflate", "*;q=0", "gzip;q=0"])
async def test_whoever_takes_nothing_gets_it_as_it_is(service: Service, taken: str) -> None:
    assert "content-encoding" not in (await asked(service, LABELS, taken)).headers


async def test_no_mutation_and_no_stream_is_compressed(service: Service) -> None:
    """A token beside a text of somebody's choice would be told of by the length."""
    names = " ".join(f"a{n}: __typename" for n in range(49))
    mutation = SIGN_IN.replace("signIn", f"{names} signIn", 1)
    answers = [
        await asked(service, mutation, "gzip, br, zstd", name=NAME, password=PASSWORD),
        await asked(service, LABELS, "gzip, br, zstd", EVENT_STREAM),
        await asked(service, "{ nonsense }", "gzip, br, zstd"),
    ]
    for answer in answers:
        assert "content-encoding" not in answer.headers
