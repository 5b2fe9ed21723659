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
