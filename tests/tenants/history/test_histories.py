"""Whatever changes a record, and whoever: the history says what, and leads back to the record as it was made."""

from collections.abc import Mapping

import asyncpg
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.tenants.history.replaying import Key, Texts, backward, of_record, records_of, told, written
from tests.tenants.statistics.acts import ACTS, MUTATIONS
from tests.tenants.statistics.history import BEGINNING, Act, Circle, chosen
from tests.tenants.statistics.recount import fetch_rows

pytestmark = pytest.mark.long

TEXT = """one_of({b}, 'O''Brien', 'back\\slash "quoted"', '王小明😀', '', 'null', '{{}}')"""
# Words, which the acts of the statistics leave alone; and updates of nothing.
WORDS: Mapping[str, str] = {
    "retell a file": f"update children set school = {TEXT}, health = null, name = 'c' where id = (a_child({{a}})).id",
    "retell her": f"update caring_mothers set skills = array[{TEXT}, 'b'] where id = (a_mother({{a}})).id",
    "retell a visit": f"update visits set findings = {TEXT}, follow_up = 'no' where id = (a_visit({{a}})).id",
    "retell all visits": f"update visits set findings = {TEXT}",
    "hand over": f"update pairings set handover_note = {TEXT} where id = (a_pairing({{a}})).id",
    "budget": "update projects set budget = {b} / 100.0 where id = (a_project({a})).id",
    "partners": f"update activities set partners = array[{TEXT}, null] where id = (a_activity({{a}})).id",
    "nothing": "update children set name = name, version = version + 1",
    "count again": "update children set paired_on = paired_on where id = (a_child({a})).id",
}
NAMES = st.sampled_from([*ACTS, *MUTATIONS, *WORDS, *WORDS])
HISTORIES = st.lists(st.tuples(NAMES, st.tuples(*[st.integers(0, 10_000)] * 4)), min_size=5, max_size=30)


async def look(circle: Circle) -> Mapping[Key, Texts]:
    return records_of(await fetch_rows(circle.owner))


async def live_and_watch(circle: Circle, act: Act, before: Mapping[Key, Texts]) -> Mapping[Key, Texts]:
    """Does one act, and finds of it in the history what the rows tell, each record once, by who did it."""
    name, numbers = act
    known = await circle.owner.fetchval("select count(*) from changes")
    if name in WORDS:
        await circle.owner.execute(chosen(WORDS[name], numbers))
    else:
        await circle.do(name, numbers)
    after = await look(circle)
    new = (await written(circle.owner))[known:]
    assert {key: fields for key, _, fields in new} == told(before, after)
    assert len(new) == len({key for key, _, _ in new})
    session = circle.writers[MUTATIONS[name][0]].actor if name in MUTATIONS else None
    for key, change, fields in new:
        assert change["fields"] == sorted(fields)
        assert change["deleted"] is (key not in after)
        assert change["tenant_code"] == int((after.get(key) or before[key])["tenant_code"] or 0)
        assert change["user_id"] == (session and session.session.user_id)
        assert change["acting_role"] == (session and session.grant.role_name)
        assert change["acting_code"] == (session and session.grant.low)
    return after


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)
@given(history=HISTORIES)
async def test_a_history_leads_back_to_the_record_as_it_was_made(circle: Circle, history: list[Act]) -> None:
    await circle.begin()
    await circle.owner.execute("delete from change_values; delete from changes")
    made: dict[Key, Texts] = {}
    now: Mapping[Key, Texts] = {}
    for act in [*((name, (n, n + 1, n * 7, n * 13)) for n, name in enumerate(BEGINNING)), *history]:
        now = await live_and_watch(circle, act, now)
        made |= {key: row for key, row in now.items() if key not in made}
    whole = await written(circle.owner)
    for key, first in made.items():
        assert backward(now.get(key) or dict.fromkeys(first), of_record(key, whole)) == first


async def test_an_act_refused_leaves_no_history(circle: Circle) -> None:
    for name in ("register her", "open a file", "pair"):
        await circle.do(name, (0, 1, 2, 3))
    known = await circle.owner.fetchval("select count(*) from changes")
    with pytest.raises(asyncpg.CheckViolationError):
        await circle.owner.execute("update children set closed_on = '2099-01-01', closed_reason = 'DIED'")
    assert await circle.owner.fetchval("select count(*) from changes") == known
