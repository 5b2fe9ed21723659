"""The application with a provider that a test can have answer anything, and a front end of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import httpx
import pytest

from api.openid.relying_party import RelyingParty
from tenants.accounts.rules import SignInRules
from tests.api.openid.front_end import CLIENT, RETURN, SECRET, FrontEnd
from tests.api.openid.rogue import Rogue, serve_rogue
from tests.api.service import Service, serve, settle
from tests.conftest import ScratchDatabase

HOST = "http://localhost"


@pytest.fixture
async def rogue() -> AsyncIterator[Rogue]:
    async with serve_rogue() as rogue:
        yield rogue


@pytest.fixture
async def service(module_database: ScratchDatabase, rogue: Rogue) -> AsyncIterator[Service]:
    """With nothing known of the provider yet, and no identity linked."""
    owner = await asyncpg.connect(module_database.owner_url)
    if not await owner.fetchval("select exists (select from users)"):
        await settle(owner)
    async with serve(owner, module_database.application_url, openid=party_of(rogue)) as served:
        yield served
    await owner.execute("delete from identities; delete from identity_codes; delete from sessions")
    await owner.close()


@pytest.fixture
async def strict(service: Service, module_database: ScratchDatabase, rogue: Rogue) -> AsyncIterator[Service]:
    """The same, where roles call for a second factor."""
    settings = {"openid": party_of(rogue), "sign_in": SignInRules()}
    async with serve(service.owner, module_database.application_url, **settings) as served:
        yield served


def party_of(rogue: Rogue) -> RelyingParty:
    known = (rogue.issuer, CLIENT, SECRET, f"{HOST}/openid/callback")
    return RelyingParty(*known, frozenset({RETURN}), frozenset({"otp"}))


@asynccontextmanager
async def opened(service: Service) -> AsyncIterator[FrontEnd]:
    """A tab of a browser of its own: what is ours goes to the application, the rest over the network."""
    mounts = {HOST: httpx.ASGITransport(app=service.app)}
    async with httpx.AsyncClient(mounts=mounts, trust_env=False) as browser:
        yield FrontEnd(service, browser, HOST)


@pytest.fixture
async def front_end(service: Service) -> AsyncIterator[FrontEnd]:
    async with opened(service) as front_end:
        yield front_end
