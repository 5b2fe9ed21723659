"""A succession by the API: proposed by an administrator above, carried out by a director above, by nobody alone."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from tenants.clock import today
from tenants.errors import BadRequest, Forbidden
from tests.callers import ask
from tests.schema.administration.bureau import CITY, COUNTY, NEIGHBOUR, PROVINCE, VILLAGE, Bureau
from tests.schema.administration.test_granting import code_of

MERGED, LIKE = 330127101202, 330128101201
LISTED = "{ all: successions { id version state old new on closes reason proposedBy decidedBy } }"
PROPOSAL = {"old": str(VILLAGE), "new": [str(MERGED)], "reason": "淳政发〔2024〕3号"}
MOTHER = """insert into caring_mothers (id, tenant_code, service_code, name, recruited_through, sector, registered_on,
        screening_state, screening_until, capacity)
    values (gen_random_uuid(), $1, $2, 'm', 'OFFICIAL', 'OTHER', '2024-01-05', 'APPROVED', '2099-01-01', 20)
    returning id"""
CHILDREN = """insert into children (id, tenant_code, name, sex, birth_date, category, category_source, category_since,
        identified_on, on_file_on)
    select gen_random_uuid(), $1, 'c', 'MALE', '2015-01-01', 'OTHER', 'FEDERATION', '2020-01-01', '2024-01-02',
        '2024-01-10'
    from generate_series(1, $2) n"""
PAIRINGS = """insert into pairings (id, tenant_code, child_id, caring_mother_id, role, from_on)
    select gen_random_uuid(), tenant_code, id, $1, 'COMPANION', '2024-02-01' from children
    where closed_on is null and tenant_code = $2 order by id limit 15"""
FIGURES = """select figure, dimension, month, sum(amount)::bigint as amount from recounted_shares
    where month < '2024-06-01' and tenant_code = $1 group by 1, 2, 3 having sum(amount) <> 0 order by 1, 2, 3"""


@pytest.fixture(autouse=True)
async def villages(bureau: Bureau) -> AsyncIterator[None]:
    """A village with files and a Caring Mother of its own, one beside it, and its like in the next county."""
    rows = [(MERGED, "邻村", "VILLAGE", COUNTY), (LIKE, "凤凰村", "VILLAGE", NEIGHBOUR)]
    insert = """insert into tenants (code, name, level, parent_code) values ($1, $2, $3, $4)
        on conflict (code) do nothing"""
    await bureau.owner.executemany(insert, rows)
    await bureau.owner.execute("update tenants set opened_on = '2024-01-01'")
    await bureau.owner.execute(CHILDREN, VILLAGE, 20)
    mother = await bureau.owner.fetchval(MOTHER, VILLAGE, VILLAGE)
    await bureau.owner.execute(PAIRINGS, mother, VILLAGE)
    yield
    # In the order of what leads to what.
    for table in ("pairings", "transfers", "categorizations", "children", "caring_mothers"):
        await bureau.owner.execute(f"delete from {table}")
    await bureau.owner.execute("delete from proposed_successions")
    await bureau.owner.execute("delete from successions")
    await bureau.owner.execute("update tenants set closed_on = null")


async def proposed(bureau: Bureau, **given: object) -> dict[str, Any]:
    done = await bureau.done("administrator", "proposeSuccession", **{**PROPOSAL, **given})
    return {"id": done["succession"]["id"], "expectedVersion": done["succession"]["version"]}


async def kept(bureau: Bureau, code: int) -> int:
    found: int = await bureau.owner.fetchval(
        "select coalesce(sum(files), 0)::int from keeping(array[$1::bigint])", code
    )
    return found


async def listed(bureau: Bureau, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await ask(bureau.engine, await bureau.caller(name), LISTED))["all"]
    return found


async def test_two_people_hand_over_a_village_and_no_past_figure_moves(bureau: Bureau) -> None:
    before = {code: await bureau.owner.fetch(FIGURES, code) for code in (VILLAGE, MERGED)}
    named = await proposed(bureau, on="2024-06-01", closes=True)
    (seen,) = await listed(bureau, "director")
    assert (seen["old"], seen["new"], seen["on"]) == (str(VILLAGE), [str(MERGED)], "2024-06-01")
    assert (seen["closes"], seen["proposedBy"], seen["state"]) == (True, "administrator", "PROPOSED")
    moves = {"children": 20, "caringMothers": 1, "serviceAreas": 1}
    # However the id is spelled.
    spelled = {**named, "id": f"urn:uuid:{named['id'].upper()}"}
    foreseen = await bureau.done("director", "carryOutSuccession", **spelled, dryRun=True)
    assert foreseen["succession"]["id"] == named["id"]
    assert {name: foreseen[name] for name in moves} == moves
    # It said what it would do, and did nothing.
    assert (await listed(bureau, "director")) == [seen]
    assert (await kept(bureau, VILLAGE), await kept(bureau, MERGED)) == (22, 0)
    done = await bureau.done("director", "carryOutSuccession", **named)
    assert {name: done[name] for name in moves} == moves
    assert (done["succession"]["state"], done["succession"]["decidedBy"]) == ("CARRIED_OUT", "director")
    assert (await kept(bureau, VILLAGE), await kept(bureau, MERGED)) == (0, 22)
    assert str(await bureau.owner.fetchval("select closed_on from tenants where code = $1", VILLAGE)) == "2024-06-01"
    her = await bureau.owner.fetchrow("select tenant_code, service_code, screening_state from caring_mothers")
    assert tuple(her) == (MERGED, MERGED, "APPROVED")
    assert await bureau.owner.fetchval("select count(*) from pairings where tenant_code = $1", MERGED) == 15
    assert {code: await bureau.owner.fetch(FIGURES, code) for code in (VILLAGE, MERGED)} == before
    assert await bureau.owner.fetch("select * from statistics_differences()") == []
    # Once: and who is nobody's to be named in the history of what the law moved.
    again = {**named, "expectedVersion": done["succession"]["version"]}
    assert code_of(await bureau.do("director", "carryOutSuccession", **again)) == "ALREADY_DONE"
    assert code_of(await bureau.do("administrator", "declineSuccession", **again)) == "ALREADY_DONE"
    wrote = "select count(*) from changes where user_id is not null and kind in ('CHILD', 'CARING_MOTHER', 'PAIRING')"
    assert await bureau.owner.fetchval(wrote) == 0
    for name in ("director", "city director", "administrator", "auditor", "province administrator"):
        assert [one["state"] for one in await listed(bureau, name)] == ["CARRIED_OUT"], name
    assert await listed(bureau, "neighbour director") == []


async def test_what_cannot_be_proposed(bureau: Bureau) -> None:
    for given, code in (
        ({"old": "330127199999"}, "NOT_FOUND"),
        ({"new": ["330127199999"]}, "NOT_FOUND"),
        ({"new": []}, "REQUIRED"),
        ({"new": [str(VILLAGE)]}, "MALFORMED"),
        ({"reason": " "}, "REQUIRED"),
        ({"reason": "长" * 501}, "TOO_LONG"),
        ({"on": str(today() + timedelta(1))}, "IN_THE_FUTURE"),
        ({"new": [str(MERGED)] * 21}, "TOO_LARGE"),
        # A neighbour's, which she does not see.
        ({"new": [str(LIKE)]}, "NOT_FOUND"),
    ):
        assert code_of(await bureau.do("administrator", "proposeSuccession", **{**PROPOSAL, **given})) == code, given
    above = {**PROPOSAL, "old": str(COUNTY), "new": [str(NEIGHBOUR)]}
    for name in ("administrator", "director", "worker", "auditor", "analyst"):
        with pytest.raises(Forbidden):
            await bureau.do(name, "proposeSuccession", **(above if name == "administrator" else PROPOSAL))
    with pytest.raises(Forbidden):
        await ask(bureau.engine, await bureau.caller("worker"), LISTED)
    with pytest.raises(BadRequest, match="NUL"):
        await bureau.do("administrator", "proposeSuccession", **{**PROPOSAL, "reason": "a\0"})
    await proposed(bureau)
    assert code_of(await bureau.do("city administrator", "proposeSuccession", **PROPOSAL)) == "ALREADY_EXISTS"
    await bureau.owner.execute("delete from proposed_successions")
    await bureau.owner.execute("update tenants set closed_on = '2024-01-01' where code = $1", MERGED)
    assert code_of(await bureau.do("administrator", "proposeSuccession", **PROPOSAL)) == "CLOSED"


async def test_who_may_not_carry_it_out(bureau: Bureau) -> None:
    named = await proposed(bureau)
    for name in ("administrator", "auditor", "worker"):
        with pytest.raises(Forbidden):
            await bureau.do(name, "carryOutSuccession", **named)
    with pytest.raises(Forbidden):
        await bureau.do("auditor", "declineSuccession", **named)
    for mutation in ("carryOutSuccession", "declineSuccession"):
        assert code_of(await bureau.do("neighbour director", mutation, **named)) == "NOT_FOUND"
    assert code_of(await bureau.do("director", "carryOutSuccession", **{**named, "expectedVersion": 7})) == "CONFLICT"
    declined = await bureau.done("director", "declineSuccession", **named)
    assert (declined["succession"]["state"], declined["succession"]["decidedBy"]) == ("DECLINED", "director")
    assert await kept(bureau, MERGED) == 0
    # Taken back by an administrator as well.
    taken_back = await bureau.done("city administrator", "declineSuccession", **await proposed(bureau))
    assert taken_back["succession"]["decidedBy"] == "city administrator"


async def test_it_has_to_be_clear_who_takes_over(bureau: Bureau) -> None:
    """A county that is split: its village has its like in one, what the county keeps itself in neither."""
    await bureau.owner.execute(
        """insert into tenants (code, name, level, parent_code) values (330129000000, '新县', 'COUNTY', $1)
           on conflict (code) do nothing""",
        CITY,
    )
    mother = await bureau.owner.fetchval(MOTHER, COUNTY, COUNTY)
    split = {**PROPOSAL, "old": str(COUNTY), "new": [str(NEIGHBOUR), "330129000000"]}
    done = await bureau.done("city administrator", "proposeSuccession", **split)
    named = {"id": done["succession"]["id"], "expectedVersion": 1}
    # Its own director is not above it.
    assert code_of(await bureau.do("director", "carryOutSuccession", **named)) == "NOT_FOUND"
    assert code_of(await bureau.do("city director", "carryOutSuccession", **named)) == "UNCLEAR_SUCCESSOR"
    await bureau.owner.execute("delete from caring_mothers where id = $1", mother)
    done = await bureau.done("city director", "carryOutSuccession", **named)
    assert (done["children"], await kept(bureau, LIKE)) == (20, 22)


async def test_the_functions_believe_no_list_of_tenants(bureau: Bureau) -> None:
    """Whatever the application says: nothing is handed over but from what was proposed to what was proposed."""
    named = await proposed(bureau)
    calls = {
        "from another one": ([COUNTY], [MERGED]),
        "to another one": ([VILLAGE], [LIKE]),
        "to what is above": ([VILLAGE], [PROVINCE]),
        "to nobody": ([VILLAGE], [None]),
    }
    carrying = "select carry_out_succession($1, 1, $2, $3)"
    director, administrator = await bureau.caller("director"), await bureau.caller("administrator")
    async with bureau.database.writing(director.actor) as writing:
        for given in calls.values():
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with writing.savepoint():
                    await writing.connection.fetchval(carrying, named["id"], *given)
        # What is kept, and not named, is not left behind.
        assert await writing.connection.fetchval(carrying, named["id"], [], []) is None
        assert await writing.connection.fetch("select * from keeping_below(array[$1::bigint])", LIKE) == []
    async with bureau.database.writing(administrator.actor) as writing:
        assert await writing.connection.fetch("select * from keeping_below(array[$1::bigint])", VILLAGE) == []
        for statement in (
            f"select carry_out_succession('{named['id']}', 1, array[{VILLAGE}], array[{MERGED}])",
            f"select succeed(array[{VILLAGE}], array[{MERGED}], '2024-06-01')",
            f"select propose_succession(gen_random_uuid(), {VILLAGE}, array[{LIKE}], '2024-06-01', false, 'r')",
            f"select propose_succession(gen_random_uuid(), {COUNTY}, array[{MERGED}], '2024-06-01', false, 'r')",
            "select * from proposed_successions",
            f"select * from keeping(array[{VILLAGE}])",
        ):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with writing.savepoint():
                    await writing.connection.execute(statement)
    assert await kept(bureau, MERGED) == 0


async def test_nobody_carries_out_what_she_proposed_in_another_role(bureau: Bureau) -> None:
    """Once an administrator, and a director since."""
    named = await proposed(bureau)
    again = await bureau.do("administrator", "proposeSuccession", **PROPOSAL)
    assert (code_of(again), again["userErrors"][0]["field"]) == ("ALREADY_EXISTS", ["input", "old"])
    await bureau.owner.execute("update proposed_successions set proposed_by = $1", bureau.ids["director"])
    for given in ({"dryRun": True}, {}):
        assert code_of(await bureau.do("director", "carryOutSuccession", **named, **given)) == "SAME_PERSON"
