"""Which database a command works on, and its keys: those the settings name, else the demo's while it runs."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from typing import Any, Concatenate, ParamSpec, TypeVar

from api import embedded
from api.settings import Settings
from api.variables import SettingsError
from migrations.run import MigrationError, Standing, standing
from tenants.database.owner import is_denied, is_unknown, owner_connection, owner_session
from tenants.encryption.keys import Keys

P = ParamSpec("P")
T = TypeVar("T")


def owner_url(settings: Settings) -> str:
    """Find the database as its owner. Raises SettingsError when none is set and no demo runs."""
    return settings.owner_url or _demo(settings, "CIRCLE_OWNER_URL").owner_url


def application_url(settings: Settings) -> str:
    """Find the database as the application's role. Raises SettingsError when none is set and no demo runs."""
    return settings.database_url or _demo(settings, "CIRCLE_DATABASE_URL").application_url


def encryption_keys(settings: Settings) -> Keys:
    """Find the keys to what is encrypted in the database. Raises SettingsError when none are set and no demo runs."""
    if settings.keys and (settings.owner_url or settings.database_url):
        return settings.keys
    _demo(settings, "CIRCLE_KEYS")
    return Keys.read(*embedded.kept_keys(settings.data))


def as_owner(work: Callable[Concatenate[Any, P], Coroutine[Any, Any, T]], *args: P.args, **kwargs: P.kwargs) -> T:
    """Do `work` on a connection of the owner, in one transaction, with the settings of the environment."""
    return asyncio.run(_connected(owner_connection, lambda connection: work(connection, *args, **kwargs)))


def as_owner_in_steps(
    work: Callable[Concatenate[Any, P], Coroutine[Any, Any, T]], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Do `work` as `as_owner` does, each of its statements and transactions by itself, so that it holds up nobody."""
    return asyncio.run(_connected(owner_session, lambda connection: work(connection, *args, **kwargs)))


async def _connected(
    connect: Callable[[str], AbstractAsyncContextManager[Any]], work: Callable[[Any], Coroutine[Any, Any, T]]
) -> T:
    url = owner_url(Settings.from_environment())
    try:
        async with connect(url) as connection:
            return await work(connection)
    except Exception as error:
        if is_unknown(error):
            await refuse_unfit(url, error)
        raise


async def refuse_unfit(url: str, error: Exception) -> None:
    """Raise MigrationError for a database of another version, SettingsError for a role that may not do it."""
    stands = await standing(url)
    if stands is not Standing.EQUAL:
        raise MigrationError(stands.value) from error
    if is_denied(error):
        reason = str(error).partition("\n")[0]
        raise SettingsError(
            f"CIRCLE_OWNER_URL names a role that may not do this: {reason}; name the owner's"
        ) from error


def _demo(settings: Settings, variable: str) -> embedded.Addresses:
    """Give the demo's addresses, but never to a command that is set to work on another database with the other role."""
    running = None if settings.owner_url or settings.database_url else embedded.running(settings.data)
    if running is None:
        raise SettingsError(f"{variable} is not set, and no demo is running in {settings.data}")
    return running
