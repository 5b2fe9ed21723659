"""The CIRCLE_* variables: defaults, values, and a clear line for each that means nothing."""

from datetime import timedelta
from pathlib import Path

import pytest

from api.settings import Settings, SettingsError
from tenants.access.rules import SignInRules


def test_nothing_set_gives_the_defaults_and_no_database() -> None:
    settings = Settings.from_environment({})
    assert settings == Settings()
    assert (settings.database_url, settings.owner_url, settings.data) == (None, None, Path(".data"))


def test_every_variable_is_read() -> None:
    environment = {
        "CIRCLE_DATABASE_URL": "postgresql://application:secret@/circle?host=/run/postgresql",
        "CIRCLE_OWNER_URL": "postgres://owner:secret@db.example:5433/circle",
        "CIRCLE_DATA": "/var/lib/circle",
        "CIRCLE_HOST": "::",
        "CIRCLE_PORT": "9000",
        "CIRCLE_WORKERS": "4",
        "CIRCLE_POOL_SIZE": "20",
        "CIRCLE_ACCESS_MINUTES": "5",
        "CIRCLE_REFRESH_DAYS": "7",
        "CIRCLE_SESSION_DAYS": "21",
        "CIRCLE_FOLD_SECONDS": "2",
        "CIRCLE_TRUSTED_PROXIES": "10.0.0.7, 10.1.0.0/16,::1",
        "CIRCLE_LIVE_SECONDS": "3",
        "CIRCLE_PROOF_SECONDS": "4",
        "CIRCLE_SUBSCRIPTIONS": "100",
        "CIRCLE_CONNECTIONS": "200",
        "CIRCLE_SOCKET_OPERATIONS": "10",
        "CIRCLE_ORIGINS": "https://front.example, http://127.0.0.1:5173",
    }
    assert Settings.from_environment(environment) == Settings(
        database_url=environment["CIRCLE_DATABASE_URL"],
        owner_url=environment["CIRCLE_OWNER_URL"],
        data=Path("/var/lib/circle"),
        host="::",
        port=9000,
        workers=4,
        pool_size=20,
        sign_in=SignInRules(access=timedelta(minutes=5), refresh=timedelta(days=7), session=timedelta(days=21)),
        fold_interval=timedelta(seconds=2),
        trusted_proxies=("10.0.0.7/32", "10.1.0.0/16", "::1/128"),
        live_interval=timedelta(seconds=3),
        proof_interval=timedelta(seconds=4),
        subscriptions=100,
        connections=200,
        socket_operations=10,
        origins=frozenset({"https://front.example", "http://127.0.0.1:5173"}),
    )


def test_an_empty_variable_is_an_unset_one() -> None:
    assert Settings.from_environment({"CIRCLE_PORT": "", "CIRCLE_DATABASE_URL": ""}) == Settings()


@pytest.mark.parametrize("value", ["0", "-1", "65536", "http", "8000.5", "٣", "9" * 5000])
def test_a_wrong_number_is_named(value: str) -> None:
    with pytest.raises(SettingsError, match="CIRCLE_PORT is a whole number from 1 to 65535, not "):
        Settings.from_environment({"CIRCLE_PORT": value})


@pytest.mark.parametrize("value", ["everywhere", "10.0.0.1/8", "*"])
def test_a_proxy_that_is_no_address_is_named(value: str) -> None:
    with pytest.raises(SettingsError, match="CIRCLE_TRUSTED_PROXIES is a list such as "):
        Settings.from_environment({"CIRCLE_TRUSTED_PROXIES": value})


@pytest.mark.parametrize(
    "value", ["circle", "mysql://a:b@c/d", "postgresql://host/", "postgresql://a:b@host:port/d", "postgresql://h/d"]
)
def test_a_wrong_url_is_named_and_not_repeated(value: str) -> None:
    with pytest.raises(SettingsError, match="CIRCLE_OWNER_URL is a URL such as ") as raised:
        Settings.from_environment({"CIRCLE_OWNER_URL": value})
    assert value not in str(raised.value)


@pytest.mark.parametrize("value", ["*", "front.example", "https://front.example/", "https://a.example b", "null"])
def test_an_origin_that_no_browser_sends_is_named(value: str) -> None:
    with pytest.raises(SettingsError, match="CIRCLE_ORIGINS are origins such as "):
        Settings.from_environment({"CIRCLE_ORIGINS": value})
