"""Whoever is erased, after whatever happened: every figure of every tenant and period stays as it was."""

from contextlib import suppress
from typing import cast

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from tenants.person.request import PersonError
from tenants.statistics.verifying import find_differences
from tests.tenants.person.test_erasing import erase
from tests.tenants.statistics.acts import ACTS, MUTATIONS
from tests.tenants.statistics.history import BEGINNING, Act, Circle
from tests.tenants.statistics.reading import All, read_everything

AGES = "childrenByAge"

CLOSED = {
    "CHILD": "select id from children where closed_on is not null",
    "CARING_MOTHER": "select id from caring_mothers where closed_on is not null",
}
# Else most would stay open, and nobody could be erased. A pairing from before a file was opened again goes on.
CLOSING = """
update pairings set until_on = today(),
    ended_reason = case when from_on < today() then 'COMPLETED' else 'ENTERED_IN_ERROR' end where until_on is null
    and child_id in (select id from children where closed_on is null and from_on >= (stays -> -1 ->> 'since')::date);
update children set closed_on = today(), closed_reason = 'MOVED_OUT' where closed_on is null;
update caring_mothers set closed_on = today(), closed_reason = 'WITHDREW' where closed_on is null
    and (isempty(paired_on) or not upper_inf(paired_on))
"""
NAMES = st.sampled_from([*ACTS, *MUTATIONS, *["close a file", "close her", "end a pairing", "pair for a while"] * 8])
HISTORIES = st.lists(st.tuples(NAMES, st.tuples(*[st.integers(0, 10_000)] * 4)), min_size=20, max_size=50)


def without_ages(found: All) -> All:
    """Of each breakdown by age the whole alone: of whoever is erased nobody knows the day of birth any more."""
    return {
        tenant: {
            period: figures
            and {**figures, AGES: sum(one["count"] for one in cast("list[dict[str, int]]", figures[AGES]))}
            for period, figures in of_tenant.items()
        }
        for tenant, of_tenant in found.items()
    }


@settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)
@given(history=HISTORIES)
async def test_every_figure_of_every_tenant_and_period_stays(circle: Circle, history: list[Act]) -> None:
    await circle.begin()
    await circle.live([(name, (n, n + 1, n * 7, n * 13)) for n, name in enumerate(BEGINNING)])
    await circle.live(history)
    await circle.owner.execute(CLOSING)
    figures = without_ages(await read_everything(circle.engine, circle.directors))
    erased = 0
    for kind, closed in CLOSED.items():
        for (key,) in await circle.owner.fetch(closed):
            # Closed, and paired all the same, as only the owner can.
            with suppress(PersonError):
                erased += (await erase(circle.owner, kind, key))["files"]
    assume(erased)
    assert without_ages(await read_everything(circle.engine, circle.directors)) == figures
    assert await find_differences(circle.owner) == []
