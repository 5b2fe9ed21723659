"""A database that is upgraded while the older program serves: it says so by itself, and answers when it is back."""

import asyncio

import asyncpg

from tests.api.service import Service, code_of
from tests.api.sockets import PATIENCE_SECONDS
from tests.conftest import ScratchDatabase

CHILDREN = """{ children(first: 3) { totalCount nodes { id name visits(first: 1) { nodes { id } } } }
    tenant(code: "330127") { name } }"""
REGISTER = """mutation { registerChild(input: {tenant: "330127100201", name: "小明", sex: MALE, birthDate: "2015-05-05",
    category: OTHER, categorySource: FEDERATION, identifiedOn: "2024-01-01"}) { child { name }
    userErrors { code } } }"""
UPGRADE = "alter table children rename column name to known_as; update alembic_version set version_num = '99991231_01'"
BACK = "alter table children rename column known_as to name; update alembic_version set version_num = $1"


async def test_an_older_program_says_that_the_database_is_upgraded(
    service: Service, module_database: ScratchDatabase
) -> None:
    """Readers and writers are at work all the while; the job that asks every second comes too late for most."""
    token = await service.token()
    answers: list[tuple[int, str | None]] = []
    is_over = asyncio.Event()

    async def ask(document: str) -> None:
        while not is_over.is_set():
            answer = await service.ask(document, token)
            answers.append((answer.status_code, code_of(answer) if "errors" in answer.json() else None))
            # What is refused at once lets nobody else have a turn.
            await asyncio.sleep(0)

    async with asyncio.timeout(PATIENCE_SECONDS), asyncio.TaskGroup() as asking:
        for document in [CHILDREN] * 6 + [REGISTER] * 2:
            asking.create_task(ask(document))
        await until_more_than(answers, 50)
        before = await upgrade(module_database.owner_url)
        await until_more_than(answers, len(answers) + 100)
        is_over.set()
    assert {(200, None), (503, "UNAVAILABLE")} <= set(answers)
    assert {code for _, code in answers} == {None, "UNAVAILABLE"}
    ready = await service.client.get("/health/ready")
    assert (ready.status_code, ready.text) == (503, "BEING_UPGRADED: the database was upgraded, this program was not")
    refused = (await service.ask(CHILDREN, token)).json()["errors"][0]
    assert refused["message"] == "系统正在升级，请稍后重试。"
    await downgrade(module_database.owner_url, before)
    assert (await service.client.get("/health/ready")).status_code == 200
    assert "errors" not in (await service.ask(CHILDREN, token)).json()


async def upgrade(owner_url: str) -> str:
    owner = await asyncpg.connect(owner_url)
    before: str = await owner.fetchval("select version_num from alembic_version")
    async with owner.transaction():
        await owner.execute(UPGRADE)
    await owner.close()
    return before


async def downgrade(owner_url: str, version: str) -> None:
    owner = await asyncpg.connect(owner_url)
    async with owner.transaction():
        await owner.execute(BACK.replace("$1", f"'{version}'"))
    await owner.close()


async def until_more_than(answers: list[tuple[int, str | None]], count: int) -> None:
    while len(answers) <= count:  # noqa: ASYNC110  # they come one by one
        await asyncio.sleep(0.01)
