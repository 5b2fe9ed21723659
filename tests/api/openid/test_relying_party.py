"""The settings of the OpenID provider: all or none, and nothing that lets others read along."""

import pytest

from api.settings import Settings
from api.variables import SettingsError
from tests.api.openid.front_end import RETURN, SECRET

GIVEN = {
    "CIRCLE_OPENID_ISSUER": "https://id.example/realms/circle",
    "CIRCLE_OPENID_CLIENT": "circle",
    "CIRCLE_OPENID_SECRET": SECRET,
    "CIRCLE_OPENID_CALLBACK": "https://api.example/openid/callback",
    "CIRCLE_OPENID_RETURN": f"{RETURN}, https://app.example/",
}


def test_without_them_there_is_none() -> None:
    assert Settings.from_environment({}).openid is None


def test_they_are_read_and_the_secret_is_not_shown() -> None:
    settings = Settings.from_environment({**GIVEN, "CIRCLE_OPENID_SECOND_FACTOR": "otp, mfa"})
    party = settings.openid
    assert party
    assert party.returns == {RETURN, "https://app.example/"}
    assert party.second_factor == {"otp", "mfa"}
    assert party.secret == SECRET
    assert SECRET not in repr(settings)


@pytest.mark.parametrize("missing", GIVEN)
def test_they_are_set_together(missing: str) -> None:
    with pytest.raises(SettingsError, match=missing):
        Settings.from_environment({name: value for name, value in GIVEN.items() if name != missing})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ISSUER", "http://id.example"),
        ("ISSUER", "https://user:password@id.example"),
        ("ISSUER", "https://id.example?tenant=1"),
        ("ISSUER", "id.example"),
        ("CALLBACK", "https://api.example/callback"),
        ("CALLBACK", "http://api.example/openid/callback"),
        ("RETURN", "http://front.example/"),
        ("RETURN", f"{RETURN},javascript:alert(1)"),
        ("RETURN", f"{RETURN}#here"),
        ("RETURN", "https://front.example/\r\nSet-Cookie: a=b"),
        ("RETURN", "https://*.example/"),
        ("SECRET", "short"),
    ],
)
def test_what_means_nothing_or_is_not_safe_is_refused(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"CIRCLE_OPENID_{name}|is no address") as refused:
        Settings.from_environment({**GIVEN, f"CIRCLE_OPENID_{name}": value})
    assert "short" not in str(refused.value)


def test_a_provider_on_this_machine_needs_no_https() -> None:
    assert Settings.from_environment({**GIVEN, "CIRCLE_OPENID_ISSUER": "http://127.0.0.1:9000"}).openid
