"""The CIRCLE_* variables: defaults, values, and a clear line for each that means nothing."""

from base64 import b64encode
from datetime import timedelta
from pathlib import Path

import pytest

from api.settings import Settings
from api.variables import SettingsError
from tenants.accounts.rules import IN_CHARGE, SignInRules


def key(filled_with: bytes) -> str:
    return b64encode(filled_with * 32).decode()


def test_nothing_set_gives_the_defaults_and_no_database() -> None:
    settings = Settings.from_environment({})
    assert settings == Settings()
    assert (settings.database_url, settings.owner_url, settings.data) == (None, None, Path(".data"))


def test_every_variable_is_read() -> None:
    environment = {
        "CIRCLE_DATABASE_URL": "postgresql://application:secret@/circle?host=/run/postgresql",
        "CIRCLE_OWNER_URL": "postgres://owner:secret@db.example:5433/circle",
        "CIRCLE_REPLICA_URLS": "postgresql://a:s@one/circle  postgresql://a:s@two/circle",
        "CIRCLE_REPLICA_LAG_SECONDS": "3",
        "CIRCLE_KEYS": f"new:{key(b'1')}, old:{key(b'2')}",
        "CIRCLE_SEARCH_KEY": key(b"3"),
        "CIRCLE_DATA": "/var/lib/circle",
        "CIRCLE_HOST": "::",
        "CIRCLE_PORT": "9000",
        "CIRCLE_WORKERS": "4",
        "CIRCLE_POOL_SIZE": "20",
        "CIRCLE_ACCESS_MINUTES": "5",
        "CIRCLE_REFRESH_DAYS": "7",
        "CIRCLE_SESSION_DAYS": "21",
        "CIRCLE_SECOND_FACTOR_ROLES": "DIRECTOR, PARTNER",
        "CIRCLE_BACKGROUND_SECONDS": "2",
        "CIRCLE_TRUSTED_PROXIES": "10.0.0.7, 10.1.0.0/16,::1",
        "CIRCLE_LIVE_SECONDS": "3",
        "CIRCLE_PROOF_SECONDS": "4",
        "CIRCLE_SUBSCRIPTIONS": "100",
        "CIRCLE_CONNECTIONS": "200",
        "CIRCLE_ADDRESS_CONNECTIONS": "50",
        "CIRCLE_SOCKET_OPERATIONS": "10",
        "CIRCLE_ORIGINS": "https://front.example, http://127.0.0.1:5173",
        "CIRCLE_ACCESS_LOG_MONTHS": "24",
        "CIRCLE_ACCESS_LOG_FLUSHED": "yes",
        "CIRCLE_DOCUMENTS": "/etc/circle/documents.json",
        "CIRCLE_TRUSTED_ONLY": "yes",
        "CIRCLE_EXPLORER": "no",
    }
    settings = Settings.from_environment(environment)
    assert settings.keys
    assert settings.keys.ids == ("new", "old")
    assert settings == Settings(
        keys=settings.keys,
        database_url=environment["CIRCLE_DATABASE_URL"],
        owner_url=environment["CIRCLE_OWNER_URL"],
        replica_urls=("postgresql://a:s@one/circle", "postgresql://a:s@two/circle"),
        replica_lag=timedelta(seconds=3),
        data=Path("/var/lib/circle"),
        host="::",
        port=9000,
        workers=4,
        pool_size=20,
        sign_in=SignInRules(
            access=timedelta(minutes=5),
            refresh=timedelta(days=7),
            session=timedelta(days=21),
            second_factor_roles=frozenset({"DIRECTOR", "PARTNER"}),
        ),
        background_interval=timedelta(seconds=2),
        trusted_proxies=("10.0.0.7/32", "10.1.0.0/16", "::1/128"),
        live_interval=timedelta(seconds=3),
        proof_interval=timedelta(seconds=4),
        subscriptions=100,
        connections=200,
        address_connections=50,
        socket_operations=10,
        origins=frozenset({"https://front.example", "http://127.0.0.1:5173"}),
        access_log_months=24,
        access_log_flushed=True,
        documents=Path("/etc/circle/documents.json"),
        trusted_only=True,
        explorer=False,
    )


def test_a_second_factor_is_called_for_by_whoever_is_in_charge_or_by_nobody() -> None:
    name = "CIRCLE_SECOND_FACTOR_ROLES"
    named = Settings.from_environment({name: ",".join(IN_CHARGE)})
    assert Settings.from_environment({}).sign_in == Settings().sign_in == named.sign_in
    assert Settings.from_environment({name: "none"}).sign_in.second_factor_roles == frozenset()
    for wrong in ("director", "DIRECTOR;AUDITOR", "none,NOBODY", ","):
        with pytest.raises(SettingsError, match=f"{name} is none, or some of ANALYST,DIRECTOR"):
            Settings.from_environment({name: wrong})


def test_nothing_is_trusted_that_is_not_named() -> None:
    with pytest.raises(SettingsError, match="CIRCLE_TRUSTED_ONLY needs CIRCLE_DOCUMENTS"):
        Settings.from_environment({"CIRCLE_TRUSTED_ONLY": "yes"})


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


def test_a_replica_is_one_server() -> None:
    with pytest.raises(SettingsError, match="CIRCLE_REPLICA_URLS are URLs of one server each") as raised:
        Settings.from_environment({"CIRCLE_REPLICA_URLS": "postgresql://a:secret@one,two/circle"})
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("value", ["*", "front.example", "https://front.example/", "https://a.example b", "null"])
def test_an_origin_that_no_browser_sends_is_named(value: str) -> None:
    with pytest.raises(SettingsError, match="CIRCLE_ORIGINS are origins such as "):
        Settings.from_environment({"CIRCLE_ORIGINS": value})


@pytest.mark.parametrize(
    ("keys", "search_key", "said"),
    [
        ("", key(b"3"), "CIRCLE_KEYS and CIRCLE_SEARCH_KEY are set together, or not at all"),
        (f"a:{key(b'1')}", "", "CIRCLE_KEYS and CIRCLE_SEARCH_KEY are set together, or not at all"),
        (key(b"1"), key(b"3"), "a key's id is 1 to 16 of a-z, 0-9, - and _"),
        (f"A:{key(b'1')}", key(b"3"), "a key's id is 1 to 16 of a-z, 0-9, - and _"),
        (f"a:{key(b'1')},a:{key(b'2')}", key(b"3"), "two keys have the same id"),
        ("a:c2hvcnQ=", key(b"3"), "a key is 32 random bytes in base64"),
        (f"a:{key(b'1')}", "no base64", "a key is 32 random bytes in base64"),
    ],
)
def test_wrong_keys_are_named_and_not_repeated(keys: str, search_key: str, said: str) -> None:
    with pytest.raises(SettingsError) as raised:
        Settings.from_environment({"CIRCLE_KEYS": keys, "CIRCLE_SEARCH_KEY": search_key})
    assert said in str(raised.value)
    assert not any(text in str(raised.value) for text in (key(b"1"), key(b"2"), key(b"3"), "c2hvcnQ=", "no base64"))


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [
        ("CIRCLE_WORKER", "CIRCLE_WORKERS"),
        ("CIRCLE_TRUSTED", "CIRCLE_TRUSTED_ONLY"),
        ("CIRCLE_QUEUE_SECOND", "CIRCLE_QUEUE_SECONDS"),
        ("CIRCLE_MOST_DEPHT", "CIRCLE_MOST_DEPTH"),
        ("CIRCLE_OPENID_CLIENTS", "CIRCLE_OPENID_CLIENT"),
    ],
)
def test_a_mistyped_setting_is_not_without_effect(mistyped: str, meant: str) -> None:
    with pytest.raises(SettingsError, match=f"^{mistyped} is no setting: {meant} is$"):
        Settings.from_environment({mistyped: "4"})


def test_what_another_program_calls_alike_is_left_to_it() -> None:
    """A service that builds and tests sets these, of the same prefix."""
    theirs = ("BRANCH", "BUILD_NUM", "JOB", "NODE_INDEX", "PR_NUMBER", "PROJECT_ID", "SHA1", "TAG", "WORKFLOW_ID")
    assert Settings.from_environment(dict.fromkeys((f"CIRCLE_{one}" for one in theirs), "1")) == Settings()


def test_settings_show_no_secret() -> None:
    urls = dict.fromkeys(("CIRCLE_OWNER_URL", "CIRCLE_DATABASE_URL"), "postgresql://owner:hidden@host/circle")
    keys = {"CIRCLE_KEYS": f"a:{key(b'1')}", "CIRCLE_SEARCH_KEY": key(b"3")}
    shown = repr(Settings.from_environment({**urls, **keys}))
    assert "Keys(a)" in shown
    assert not any(secret in shown for secret in ("hidden", key(b"1"), key(b"3"), "1" * 32, "3" * 32))
