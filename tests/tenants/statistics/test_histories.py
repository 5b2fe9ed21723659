"""Whatever happened, in whatever order, rolled up whenever: every figure of every tenant is what the records say."""

from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.tenants.statistics.acts import ACTS, MUTATIONS
from tests.tenants.statistics.history import BEGINNING, Act, Circle, numbers

pytestmark = pytest.mark.long

# Histories, one after the other: so many, and fewer where every act has happened in them by then.
MOST, LEAST = 8, 8
NUMBERS = st.tuples(*[st.integers(0, 10_000)] * 4)
HISTORIES = st.lists(st.tuples(st.sampled_from([*ACTS, *MUTATIONS]), NUMBERS), min_size=10, max_size=60)


def random_history(seed: int, length: int) -> list[Act]:
    random = Random(seed)  # noqa: S311  # repeatable
    names = [*BEGINNING * 6, *random.choices([*ACTS, *MUTATIONS], k=length)]
    return [(name, numbers(random)) for name in names]


# What is decided has to be asked for.
BEFORE = {"AcceptTransfer": ("RequestTransfer",), "pay a subsidy": ("give to a fund", "subsidise")}


def repeated(names: Iterable[str], seed: int) -> list[Act]:
    random = Random(seed)  # noqa: S311  # repeatable
    acts = [act for name in sorted(names) for _ in range(30) for act in (*BEFORE.get(name, ()), name)]
    return [(act, numbers(random)) for act in acts]


async def test_every_act_can_happen_and_the_figures_follow(circle: Circle) -> None:
    missing = {*ACTS, *MUTATIONS}
    for seed in range(MOST):
        missing -= await circle.live(random_history(seed, 300))
        # What chance left out is tried on purpose.
        missing -= await circle.live(repeated(missing, seed))
        await circle.assert_right()
        if seed + 1 >= LEAST and not missing:
            break
    assert missing == set()


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)
@given(history=HISTORIES)
async def test_random_histories(circle: Circle, history: list[Act]) -> None:
    await circle.begin()
    await circle.live([(name, (n, n + 1, n * 7, n * 13)) for n, name in enumerate(BEGINNING)])
    await circle.live(history)
    await circle.assert_right()
