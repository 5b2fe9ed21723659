"""The only reader of the environment: the CIRCLE_* variables, checked once."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from api.openid.relying_party import BadOpenID, RelyingParty
from schema.engine.introspection import Introspection
from schema.engine.limits import DEFAULTS, Limits
from tenants.access.roles import RoleName
from tenants.access.rules import IN_CHARGE, SignInRules
from tenants.sealing.keys import BadKeys, Keys

LEAST = {"CIRCLE_PASSWORD_LENGTH": 8, "CIRCLE_ACCESS_LOG_MONTHS": 6}
MOST = {
    "CIRCLE_PORT": 65_535,
    "CIRCLE_WORKERS": 256,
    "CIRCLE_POOL_SIZE": 1_000,
    "CIRCLE_PASSWORD_LENGTH": 100,
    "CIRCLE_ACCESS_LOG_MONTHS": 1_200,
    "CIRCLE_MOST_DEPTH": 40,
    "CIRCLE_MOST_COST": 100_000_000,
    "CIRCLE_MOST_BODY_BYTES": 100_000_000,
}
ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]+)?")
YES_OR_NO = {"yes": True, "no": False}


class SettingsError(Exception):
    """A variable with a value that means nothing; the message is one line that names it."""


@dataclass(frozen=True)
class Settings:
    """What may differ from one installation to the next. A secret has no default, and is not shown."""

    database_url: str | None = field(default=None, repr=False)
    owner_url: str | None = field(default=None, repr=False)
    keys: Keys | None = None
    data: Path = Path(".data")
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    pool_size: int = 10
    sign_in: SignInRules = field(default_factory=SignInRules)
    fold_interval: timedelta = timedelta(seconds=1)
    trusted_proxies: tuple[str, ...] = ()
    live_interval: timedelta = timedelta(seconds=1)
    proof_interval: timedelta = timedelta(seconds=5)
    subscriptions: int = 1000
    connections: int = 2000
    socket_operations: int = 20
    production: bool = True
    introspection: Introspection | None = None
    limits: Limits = DEFAULTS
    body_bytes: int = 1_000_000
    request_timeout: timedelta = timedelta(seconds=20)
    statement_timeout: timedelta = timedelta(seconds=15)
    origins: frozenset[str] = frozenset()
    hsts: timedelta | None = None
    access_log_months: int = 36
    access_log_flushed: bool = False
    documents: Path | None = None
    trusted_only: bool = False
    explorer: bool | None = None
    openid: RelyingParty | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the variables; one that is unset or empty takes its default. Raises SettingsError."""
        given = {name: value for name, value in environment.items() if value}
        settings = cls(
            database_url=_url(given, "CIRCLE_DATABASE_URL"),
            owner_url=_url(given, "CIRCLE_OWNER_URL"),
            keys=_keys(given),
            data=Path(given.get("CIRCLE_DATA", cls.data)),
            host=given.get("CIRCLE_HOST", cls.host),
            port=_whole(given, "CIRCLE_PORT", cls.port),
            workers=_whole(given, "CIRCLE_WORKERS", cls.workers),
            pool_size=_whole(given, "CIRCLE_POOL_SIZE", cls.pool_size),
            sign_in=_sign_in(given),
            fold_interval=timedelta(seconds=_whole(given, "CIRCLE_FOLD_SECONDS", 1)),
            trusted_proxies=_networks(given, "CIRCLE_TRUSTED_PROXIES"),
            live_interval=timedelta(seconds=_whole(given, "CIRCLE_LIVE_SECONDS", 1)),
            proof_interval=timedelta(seconds=_whole(given, "CIRCLE_PROOF_SECONDS", 5)),
            subscriptions=_whole(given, "CIRCLE_SUBSCRIPTIONS", cls.subscriptions),
            connections=_whole(given, "CIRCLE_CONNECTIONS", cls.connections),
            socket_operations=_whole(given, "CIRCLE_SOCKET_OPERATIONS", cls.socket_operations),
            production=_yes_or_no(given, "CIRCLE_PRODUCTION", default=cls.production),
            introspection=_introspection(given, "CIRCLE_INTROSPECTION"),
            limits=_limits(given),
            body_bytes=_whole(given, "CIRCLE_MOST_BODY_BYTES", cls.body_bytes),
            request_timeout=timedelta(seconds=_whole(given, "CIRCLE_REQUEST_SECONDS", 20)),
            statement_timeout=timedelta(seconds=_whole(given, "CIRCLE_STATEMENT_SECONDS", 15)),
            origins=_origins(given, "CIRCLE_ORIGINS"),
            hsts=timedelta(days=_whole(given, "CIRCLE_HSTS_DAYS", 365)) if "CIRCLE_HSTS_DAYS" in given else None,
            access_log_months=_whole(given, "CIRCLE_ACCESS_LOG_MONTHS", cls.access_log_months),
            access_log_flushed=_yes_or_no(given, "CIRCLE_ACCESS_LOG_FLUSHED", default=cls.access_log_flushed),
            documents=Path(given["CIRCLE_DOCUMENTS"]) if "CIRCLE_DOCUMENTS" in given else None,
            trusted_only=_yes_or_no(given, "CIRCLE_TRUSTED_ONLY", default=cls.trusted_only),
            explorer=_yes_or_no(given, "CIRCLE_EXPLORER", default=False) if "CIRCLE_EXPLORER" in given else None,
            openid=_openid(given),
        )
        if settings.statement_timeout >= settings.request_timeout:
            raise SettingsError("CIRCLE_STATEMENT_SECONDS has to be less than CIRCLE_REQUEST_SECONDS")
        if settings.trusted_only and not settings.documents:
            raise SettingsError("CIRCLE_TRUSTED_ONLY needs CIRCLE_DOCUMENTS, the manifest of what is trusted")
        return settings

    @property
    def open_introspection(self) -> Introspection:
        """To whom the schema answers about itself: what is set, else anyone, but in production only users."""
        return self.introspection or (Introspection.USERS if self.production else Introspection.ANYONE)

    @property
    def open_explorer(self) -> bool:
        """Whether the explorer is served: what is set, else where any operation may be tried, but not in production."""
        return not (self.production or self.trusted_only) if self.explorer is None else self.explorer


def _sign_in(given: Mapping[str, str]) -> SignInRules:
    return SignInRules(
        access=timedelta(minutes=_whole(given, "CIRCLE_ACCESS_MINUTES", 15)),
        refresh=timedelta(days=_whole(given, "CIRCLE_REFRESH_DAYS", 14)),
        session=timedelta(days=_whole(given, "CIRCLE_SESSION_DAYS", 30)),
        password_length=_whole(given, "CIRCLE_PASSWORD_LENGTH", 10),
        second_factor_roles=_roles(given, "CIRCLE_SECOND_FACTOR_ROLES", IN_CHARGE),
    )


def _roles(given: Mapping[str, str], name: str, default: frozenset[str]) -> frozenset[str]:
    """Roles, separated by commas, or `none`."""
    if name not in given:
        return default
    roles = frozenset(text.strip() for text in given[name].split(",")) - {"none"}
    if not roles <= set(RoleName):
        raise SettingsError(f"{name} is none, or some of {','.join(RoleName)}")
    return roles


def _whole(given: Mapping[str, str], name: str, default: int) -> int:
    text, least, most = given.get(name, str(default)), LEAST.get(name, 1), MOST.get(name, 100_000)
    if not re.fullmatch(r"[0-9]{1,9}", text) or not least <= int(text) <= most:
        raise SettingsError(f"{name} is a whole number from {least} to {most}, not {text:.20}")
    return int(text)


def _yes_or_no(given: Mapping[str, str], name: str, *, default: bool) -> bool:
    text = given.get(name, "yes" if default else "no")
    if text not in YES_OR_NO:
        raise SettingsError(f"{name} is yes or no, not {text:.20}")
    return YES_OR_NO[text]


def _introspection(given: Mapping[str, str], name: str) -> Introspection | None:
    try:
        return Introspection(given[name]) if name in given else None
    except ValueError:
        raise SettingsError(f"{name} is one of {', '.join(Introspection)}") from None


def _limits(given: Mapping[str, str]) -> Limits:
    """Each limit by its own name, such as CIRCLE_MOST_ROOT_FIELDS."""
    return Limits(
        **{
            limit.name: _whole(given, f"CIRCLE_MOST_{limit.name.upper()}", getattr(DEFAULTS, limit.name))
            for limit in fields(Limits)
        }
    )


def _origins(given: Mapping[str, str], name: str) -> frozenset[str]:
    """Origins as browsers send them: scheme, host and port, and nothing that stands for many."""
    origins = [text.strip() for text in given.get(name, "").split(",") if text.strip()]
    for origin in origins:
        if not ORIGIN.fullmatch(origin):
            raise SettingsError(f"{name} are origins such as https://front.example, comma-separated, not {origin:.50}")
    return frozenset(origins)


def _networks(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Addresses and networks, separated by commas: whose X-Forwarded-For is believed."""
    try:
        return tuple(str(ip_network(text.strip())) for text in given.get(name, "").split(",") if text.strip())
    except ValueError as error:
        raise SettingsError(f"{name} is a list such as 10.0.0.7,10.1.0.0/16: {error}") from None


def _keys(given: Mapping[str, str]) -> Keys | None:
    keys, search_key = given.get("CIRCLE_KEYS"), given.get("CIRCLE_SEARCH_KEY")
    if keys is None and search_key is None:
        return None
    if keys is None or search_key is None:
        raise SettingsError("CIRCLE_KEYS and CIRCLE_SEARCH_KEY are set together, or not at all")
    try:
        return Keys.read(keys, search_key)
    except BadKeys as error:
        raise SettingsError(f"CIRCLE_KEYS or CIRCLE_SEARCH_KEY: {error}") from None


def _openid(given: Mapping[str, str]) -> RelyingParty | None:
    try:
        return RelyingParty.read(given)
    except BadOpenID as error:
        raise SettingsError(str(error)) from None


def _url(given: Mapping[str, str], name: str) -> str | None:
    """Check a URL as far as it can be without connecting; a wrong one is not repeated, for it may hold a password."""
    url = given.get(name)
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        complete = parts.scheme in {"postgresql", "postgres"} and parts.username and parts.path.strip("/")
        _ = parts.port
    except ValueError:
        complete = False
    if not complete:
        raise SettingsError(f"{name} is a URL such as postgresql://user:password@host:5432/database")
    return url
