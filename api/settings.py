"""The settings of an installation: the only reader of the environment, of its CIRCLE_* variables."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Self

from api.logs import LogFormat
from api.openid.relying_party import RelyingParty
from api.variables import MOST, SettingsError, Variables
from schema.engine.introspection import Introspection
from schema.engine.limits import DEFAULTS, Limits
from tenants.access.roles import RoleName
from tenants.accounts.rules import SignInRules
from tenants.database.replicas import LAG
from tenants.encryption.keys import BadKeys, Keys

MOST_OF_LIMIT = {"depth": 40, "cost": 100_000_000}


@dataclass(frozen=True)
class Settings:
    """What may differ between installations: docs/settings.md tells of each. No secret has a default or is shown."""

    database_url: str | None = field(default=None, repr=False)
    owner_url: str | None = field(default=None, repr=False)
    listen_url: str | None = field(default=None, repr=False)
    replica_urls: tuple[str, ...] = field(default=(), repr=False)
    replica_lag: timedelta = LAG
    keys: Keys | None = None
    data: Path = Path(".data")
    log_format: LogFormat = LogFormat.TEXT
    metrics_token: str | None = field(default=None, repr=False)
    traces_url: str | None = None
    traces_percent: int = 100
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    pool_size: int = 10
    sign_in: SignInRules = field(default_factory=SignInRules)
    background_interval: timedelta = timedelta(seconds=1)
    trusted_proxies: tuple[str, ...] = ()
    live_interval: timedelta = timedelta(seconds=1)
    proof_interval: timedelta = timedelta(seconds=5)
    subscriptions: int = 1000
    connections: int = 2000
    address_connections: int = 200
    socket_operations: int = 20
    production: bool = True
    introspection: Introspection | None = None
    limits: Limits = DEFAULTS
    body_bytes: int = 1_000_000
    request_timeout: timedelta = timedelta(seconds=20)
    statement_timeout: timedelta = timedelta(seconds=15)
    queue_timeout: timedelta = timedelta(seconds=5)
    slow_after: timedelta = timedelta(seconds=2)
    origins: frozenset[str] = frozenset()
    hsts: timedelta | None = None
    access_log_months: int = 36
    access_log_flushed: bool = False
    documents: Path | None = None
    trusted_only: bool = False
    explorer: bool | None = None
    openid: RelyingParty | None = None

    def __post_init__(self) -> None:
        if self.statement_timeout >= self.request_timeout:
            raise SettingsError("CIRCLE_STATEMENT_SECONDS has to be less than CIRCLE_REQUEST_SECONDS")
        if self.trusted_only and not self.documents:
            raise SettingsError("CIRCLE_TRUSTED_ONLY needs CIRCLE_DOCUMENTS, the manifest of what is trusted")
        if self.traces_url and not can_trace():
            raise SettingsError("CIRCLE_TRACES_URL needs the extra `tracing`: pip install '.[tracing]'")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the variables; one that is unset or empty takes its default. Raises SettingsError."""
        given = Variables(environment)
        settings = cls._read(given)
        given.refuse_mistyped("CIRCLE_")
        return settings

    @classmethod
    def _read(cls, given: Variables) -> Self:
        settings = cls(
            database_url=given.url("CIRCLE_DATABASE_URL"),
            owner_url=given.url("CIRCLE_OWNER_URL"),
            listen_url=given.url("CIRCLE_LISTEN_URL"),
            replica_urls=given.urls("CIRCLE_REPLICA_URLS"),
            replica_lag=given.duration("CIRCLE_REPLICA_LAG_SECONDS", cls.replica_lag),
            keys=_keys(given),
            data=given.path("CIRCLE_DATA") or cls.data,
            log_format=given.one_of("CIRCLE_LOG_FORMAT", LogFormat) or cls.log_format,
            metrics_token=given.text("CIRCLE_METRICS_TOKEN"),
            traces_url=given.address("CIRCLE_TRACES_URL"),
            traces_percent=given.whole_number("CIRCLE_TRACES_PERCENT", cls.traces_percent, most=100),
            host=given.text("CIRCLE_HOST") or cls.host,
            port=given.whole_number("CIRCLE_PORT", cls.port, most=65_535),
            workers=given.whole_number("CIRCLE_WORKERS", cls.workers, most=256),
            pool_size=given.whole_number("CIRCLE_POOL_SIZE", cls.pool_size, most=1_000),
            sign_in=_sign_in(given),
            background_interval=given.duration("CIRCLE_BACKGROUND_SECONDS", cls.background_interval),
            trusted_proxies=given.networks("CIRCLE_TRUSTED_PROXIES"),
            live_interval=given.duration("CIRCLE_LIVE_SECONDS", cls.live_interval),
            proof_interval=given.duration("CIRCLE_PROOF_SECONDS", cls.proof_interval),
            openid=RelyingParty.read(given),
        )
        return settings._bounded(given)

    def _bounded(self, given: Variables) -> Self:
        return replace(
            self,
            subscriptions=given.whole_number("CIRCLE_SUBSCRIPTIONS", self.subscriptions),
            connections=given.whole_number("CIRCLE_CONNECTIONS", self.connections),
            address_connections=given.whole_number("CIRCLE_ADDRESS_CONNECTIONS", self.address_connections),
            socket_operations=given.whole_number("CIRCLE_SOCKET_OPERATIONS", self.socket_operations),
            production=given.yes_or_no("CIRCLE_PRODUCTION") is not False,
            introspection=given.one_of("CIRCLE_INTROSPECTION", Introspection),
            limits=_limits(given),
            body_bytes=given.whole_number("CIRCLE_MOST_BODY_BYTES", self.body_bytes, most=100_000_000),
            request_timeout=given.duration("CIRCLE_REQUEST_SECONDS", self.request_timeout),
            statement_timeout=given.duration("CIRCLE_STATEMENT_SECONDS", self.statement_timeout),
            queue_timeout=given.duration("CIRCLE_QUEUE_SECONDS", self.queue_timeout),
            slow_after=given.duration("CIRCLE_SLOW_SECONDS", self.slow_after),
            origins=given.origins("CIRCLE_ORIGINS"),
            hsts=given.duration("CIRCLE_HSTS_DAYS", timedelta(0)) if given.text("CIRCLE_HSTS_DAYS") else None,
            access_log_months=given.whole_number(
                "CIRCLE_ACCESS_LOG_MONTHS", self.access_log_months, least=6, most=1_200
            ),
            access_log_flushed=given.yes_or_no("CIRCLE_ACCESS_LOG_FLUSHED") is True,
            documents=given.path("CIRCLE_DOCUMENTS"),
            trusted_only=given.yes_or_no("CIRCLE_TRUSTED_ONLY") is True,
            explorer=given.yes_or_no("CIRCLE_EXPLORER"),
        )

    @property
    def open_introspection(self) -> Introspection:
        """To whom the schema answers about itself: what is set, else anyone, but in production only users."""
        return self.introspection or (Introspection.USERS if self.production else Introspection.ANYONE)

    @property
    def open_explorer(self) -> bool:
        """Whether the explorer is served: what is set, else where any operation may be tried, but not in production."""
        return not (self.production or self.trusted_only) if self.explorer is None else self.explorer


def can_trace() -> bool:
    """Whether the library for it is installed."""
    try:
        return find_spec("opentelemetry.exporter.otlp.proto.http") is not None
    except ModuleNotFoundError:
        return False


def hand_down(name: str, value: str) -> None:
    """Sets a variable that a library reads in the processes that this one starts."""
    os.environ[name] = value


def _sign_in(given: Variables) -> SignInRules:
    usual = SignInRules()
    return SignInRules(
        access=given.duration("CIRCLE_ACCESS_MINUTES", usual.access),
        refresh=given.duration("CIRCLE_REFRESH_DAYS", usual.refresh),
        session=given.duration("CIRCLE_SESSION_DAYS", usual.session),
        password_length=given.whole_number("CIRCLE_PASSWORD_LENGTH", usual.password_length, least=8, most=100),
        second_factor_roles=_roles(given, "CIRCLE_SECOND_FACTOR_ROLES", usual.second_factor_roles),
    )


def _roles(given: Variables, name: str, default: frozenset[str]) -> frozenset[str]:
    """Some roles, or `none`."""
    if given.text(name) is None:
        return default
    roles = given.words(name)
    if not roles or not roles - {"none"} <= set(RoleName):
        raise SettingsError(f"{name} is none, or some of {','.join(RoleName)}")
    return roles - {"none"}


def _limits(given: Variables) -> Limits:
    """Each limit by its own name, such as CIRCLE_MOST_ROOT_FIELDS."""
    return Limits(
        **{
            limit.name: given.whole_number(
                f"CIRCLE_MOST_{limit.name.upper()}",
                getattr(DEFAULTS, limit.name),
                most=MOST_OF_LIMIT.get(limit.name, MOST),
            )
            for limit in fields(Limits)
        }
    )


def _keys(given: Variables) -> Keys | None:
    keys, search_key = given.text("CIRCLE_KEYS"), given.text("CIRCLE_SEARCH_KEY")
    if keys is None and search_key is None:
        return None
    if keys is None or search_key is None:
        raise SettingsError("CIRCLE_KEYS and CIRCLE_SEARCH_KEY are set together, or not at all")
    try:
        return Keys.read(keys, search_key)
    except BadKeys as error:
        raise SettingsError(f"CIRCLE_KEYS or CIRCLE_SEARCH_KEY: {error}") from None
