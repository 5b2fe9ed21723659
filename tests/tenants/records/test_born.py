"""Nothing of a child's file is of a day before its birth: tried on every day of every kind that names a child."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from uuid import UUID

import asyncpg
import pytest

from tenants.kinds.kind import Kind
from tenants.records.kinds import KINDS
from tests.conftest import ScratchDatabase
from tests.kinds import WITH_TABLES, all_references
from tests.world import build_world

OF_CHILDREN = [
    kind
    for kind in WITH_TABLES
    if kind.name != "Child" and any(one.kind == "Child" for one in all_references(kind).values())
]
# What became of a parent may have begun before the child was born.
BEFORE = {("ParentCircumstance", "from_on")}


def days_of(kind: Kind) -> list[str]:
    return [name for name, one in kind.columns.items() if one.type is date and (kind.name, name) not in BEFORE]


@pytest.fixture(scope="module")
async def keeper(module_database: ScratchDatabase) -> AsyncIterator[asyncpg.Connection]:
    owner = await asyncpg.connect(module_database.owner_url)
    await build_world(owner)
    yield owner
    await owner.close()


@pytest.mark.parametrize("kind", OF_CHILDREN, ids=lambda kind: kind.name)
async def test_no_day_of_a_record_is_before_the_birth(keeper: asyncpg.Connection, kind: Kind) -> None:
    (column,) = [one.column for one in all_references(kind).values() if one.kind == "Child"][:1]
    found = await keeper.fetchrow(
        f"select r.*, c.birth_date from {kind.plural} r join children c on c.id = r.{column} limit 1"
    )
    assert found
    born = found["birth_date"]
    for name in days_of(kind):
        assert "_after_birth" not in await refusal(keeper, kind, found["id"], name, born), name
        assert await refusal(keeper, kind, found["id"], name, born - timedelta(1)), name


async def refusal(keeper: asyncpg.Connection, kind: Kind, record: UUID, name: str, day: date) -> str:
    """The constraint that such a day would break, or nothing; whatever becomes of it is taken back."""
    doing = keeper.transaction()
    await doing.start()
    try:
        # Whatever else a trigger of the kind would say of such a change.
        await keeper.execute("set local circle.unrecorded = 'on'")
        await keeper.execute(f"update {kind.plural} set {name} = $1 where id = $2", day, record)
    except asyncpg.IntegrityConstraintViolationError as error:
        return str(error.constraint_name)
    finally:
        await doing.rollback()
    return ""


def test_what_is_tried_is_every_day_of_every_kind() -> None:
    assert {kind.name for kind in OF_CHILDREN} >= {"CarePlan", "Benefit", "Guardian", "Assessment", "Consent", "Need"}
    assert {kind for kind, _ in BEFORE} <= {kind.name for kind in KINDS}
