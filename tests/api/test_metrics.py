"""What Prometheus is told, who has the token: numbers of operations, times and connections, and nothing of anybody."""

import asyncpg
import httpx
from prometheus_client.parser import text_string_to_metric_families

from tests.api.service import COUNTY_NAME, NAME, Service, serve, settle
from tests.conftest import ScratchDatabase

TOKEN = "a-token-of-the-operator"  # noqa: S105  # of this test alone


def samples(answered: httpx.Response) -> dict[tuple[str, str, str], float]:
    assert answered.status_code == 200, answered.text
    return {
        (one.name, one.labels.get("kind", ""), one.labels.get("result", "")): one.value
        for family in text_string_to_metric_families(answered.text)
        for one in family.samples
        if not one.name.endswith(("_bucket", "_created"))
    }


async def scrape(service: Service, token: str = TOKEN) -> httpx.Response:
    return await service.client.get("/metrics", headers={"authorization": f"Bearer {token}"})


async def test_operations_are_counted_by_how_they_were_answered(
    database: ScratchDatabase, owner: asyncpg.Connection
) -> None:
    await settle(owner)
    async with serve(owner, database.application_url, metrics_token=TOKEN) as service:
        token = await service.token()
        before = samples(await scrape(service))
        for _ in range(3):
            assert "errors" not in (await service.ask(COUNTY_NAME, token)).json()
        await service.ask("{ nothing }", token)
        await service.ask(COUNTY_NAME)
        answered = await scrape(service)
        after = samples(answered)
    risen = {name: value - before.get(name, 0) for name, value in after.items() if value != before.get(name, 0)}
    for kind in ("read", "other"):
        assert risen.pop(("circle_operation_seconds_sum", kind, "")) > 0
    assert risen == {
        ("circle_operations_total", "read", "OK"): 3,
        ("circle_operations_total", "other", "BAD_REQUEST"): 1,
        ("circle_operations_total", "read", "UNAUTHENTICATED"): 1,
        ("circle_operation_seconds_count", "read", ""): 4,
        ("circle_operation_seconds_count", "other", ""): 1,
    }
    assert not {NAME, token, "330127", "淳安"} & set(answered.text.split('"'))


async def test_only_who_has_the_token_reads_them(database: ScratchDatabase, owner: asyncpg.Connection) -> None:
    await settle(owner)
    async with serve(owner, database.application_url, metrics_token=TOKEN) as service:
        refused = [await scrape(service, token) for token in ("", "b", TOKEN + "x", await service.token())]
        refused.append(await service.client.get("/metrics"))
        assert {one.status_code for one in refused} == {401}
    async with serve(owner, database.application_url) as service:
        assert (await scrape(service, "")).status_code == 404
        assert (await scrape(service, "None")).status_code == 404
