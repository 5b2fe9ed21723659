"""Every hostile request is answered as it should be, in little processor time and bounded memory."""

import pytest

from tests.hostile.cop import COP, Weakness
from tests.hostile.corpus import CORPUS, Hostile, graphql
from tests.hostile.judging import MOST_SECONDS, measure
from tests.hostile.process import Process

MOST_GROWTH = 20_000_000


@pytest.mark.parametrize("hostile", CORPUS, ids=str)
async def test_it_is_answered_in_little_time(served: Process, token: str, hostile: Hostile) -> None:
    assert (await measure(served, hostile, token)).faults(hostile.wanted) == []


@pytest.mark.parametrize(("hostile", "weakness"), COP, ids=[hostile.name for hostile, _ in COP])
async def test_graphql_cop(served: Process, token: str, hostile: Hostile, weakness: Weakness) -> None:
    measured = await measure(served, hostile, token)
    assert not weakness(measured.answer)
    assert measured.faults(hostile.wanted) == []


async def test_processor_time_is_measured(served: Process, token: str) -> None:
    """A check that cannot fail would prove nothing: weighing passwords takes long on purpose."""
    weighed = [
        f'{key}: signIn(input: {{name: "no {key}", password: "nothing at all"}}) {{ accessToken }}' for key in "abc"
    ]
    sent = Hostile("sign in", "200", graphql(f"mutation {{ {' '.join(weighed)} }}"))
    measured = await measure(served, sent, token, tries=1)
    assert MOST_SECONDS < measured.seconds < 5
    assert any("took" in fault for fault in measured.faults("200"))


async def test_memory_is_bounded(served: Process, token: str) -> None:
    """All of the corpus over and over takes no more than it took the first times."""

    async def all_of_it() -> None:
        for hostile in CORPUS:
            await measure(served, hostile, token, tries=1)

    await all_of_it()
    before = served.memory()
    for _ in range(2):
        await all_of_it()
    assert before > 30_000_000, "that is no process of ours"
    assert served.memory() - before < MOST_GROWTH
