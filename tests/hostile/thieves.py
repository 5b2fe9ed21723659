"""Attacks with somebody's password: what a thief does is told to whom it was done, and no device is of her choice."""

from collections.abc import AsyncIterator, Mapping, Sequence

from tests.api.second_factor import Holder, signed_in
from tests.api.service import Service, let_pass, serve
from tests.hostile.attack import Tried
from tests.isolation.stage import Stage

HERE, THERE = "203.0.113.77", "203.0.113.78"
# So many wrong ones, and the next has to wait, which is told.
GUESSES, LONG_SECONDS = 5, 3600
# Where she signs in, one time after the other.
SIGN_INS: Mapping[str, Sequence[str]] = {
    "again and again": (HERE, HERE, HERE),
    "at one place for the other": (HERE, THERE, HERE),
}


async def try_thieves(stage: Stage, url: str) -> AsyncIterator[Tried]:
    """Of a server in this process, which is told whatever address."""
    async with serve(stage.owner, url) as service:
        for attack in THEFTS:
            yield await attack(service)


async def try_alerts(service: Service) -> Tried:
    """She guesses, and then signs in herself, so that the alerts are hers."""
    tried = Tried("the alert of guessed passwords, taken by the thief's sign-in")
    for name, places in SIGN_INS.items():
        holder = await signed_in(service)
        for _ in range(GUESSES):
            await Holder(service, holder.name, HERE).first_step(password="a guess of somebody's")  # noqa: S106
        await let_pass(service, LONG_SECONDS)
        device = None
        for place in places:
            device = (await Holder(service, holder.name, place).first_step(device=device))["deviceToken"]
        tried.add(name, await not_told(holder, "GUESSES_SLOWED", "NEW_PLACE"))
    return tried


async def try_places(service: Service) -> Tried:
    """She signs in where another user is known, with what might make the place look known."""
    tried = Tried("signing in at an unknown place, with nobody told")
    other = await signed_in(service)
    others = (await other.first_step())["deviceToken"]
    for name, device in {"nothing": None, "a device that she made up": "made up", "another user's": others}.items():
        holder = await signed_in(service)
        await Holder(service, holder.name, other.address).first_step(device=device)
        tried.add(f"with {name}", await not_told(holder, "NEW_PLACE"))
    return tried


async def not_told(holder: Holder, *kinds: str) -> list[str]:
    """Which of the alerts she does not see, where she is known."""
    told = {alert["kind"] for alert in (await holder.first_step())["alerts"]}
    return [f"{kind} is not told" for kind in kinds if kind not in told]


async def try_devices(service: Service) -> Tried:
    """A token of her choice, or another user's, is kept as the user's own."""
    tried = Tried("a device token that was chosen, or is another user's")
    holder, other = await signed_in(service), await signed_in(service)
    hers = (await holder.first_step())["deviceToken"]
    for given in ("chosen", hers.swapcase(), hers):
        minted = (await other.first_step(device=given))["deviceToken"]
        tried.add("another user's" if given == hers else "chosen", ["is kept"] if minted == given else [])
    return tried


THEFTS = (try_alerts, try_places, try_devices)
