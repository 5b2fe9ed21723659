"""One-time codes against RFC 6238, and how far a clock may be off."""

from base64 import b32encode
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyotp import TOTP, parse_uri

from tenants.accounts.second_factor import NewSecret, Proof
from tenants.accounts.signing_in import Challenge, Credentials
from tenants.accounts.totp import make_secret, step_of, uri_of

# Appendix B, of which an authenticator shows the last six digits.
SECRET = b32encode(b"12345678901234567890").decode()
VECTORS = {
    59: "94287082",
    1111111109: "07081804",
    1111111111: "14050471",
    1234567890: "89005924",
    2000000000: "69279037",
    20000000000: "65353130",
}
MOMENTS = st.datetimes(datetime(2001, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # given one


@pytest.mark.parametrize(("seconds", "code"), VECTORS.items())
def test_the_vectors_of_the_rfc(seconds: int, code: str) -> None:
    assert step_of(SECRET, code[-6:], datetime.fromtimestamp(seconds, UTC)) == seconds // 30


@given(MOMENTS, st.integers(-5, 5))
def test_a_clock_may_be_off_by_one_step(moment: datetime, off: int) -> None:
    shown = TOTP(SECRET).at(moment + timedelta(seconds=30 * off))
    step = int(moment.timestamp()) // 30
    near = {TOTP(SECRET).generate_otp(step + by): step + by for by in (1, 0, -1)}
    assert step_of(SECRET, shown, moment) == near.get(shown)
    assert abs(off) > 1 or step_of(SECRET, shown, moment) == step + off


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "-12345", "9" * 2000])
def test_what_is_no_code(code: str) -> None:
    assert step_of(SECRET, code, datetime.fromtimestamp(59, UTC)) is None


def test_an_authenticator_reads_the_address() -> None:
    secret = make_secret()
    read = parse_uri(uri_of(secret, "王丽 & co"))
    assert (read.secret, read.name, read.issuer) == (secret, "王丽 & co", "爱心守护圈")
    assert make_secret() != secret


def test_what_is_shown_once_or_typed_is_in_no_repr() -> None:
    made = (
        NewSecret("secret", "otpauth:secret"),
        Proof("secret", "secret"),
        Challenge("secret"),
        Credentials("", "secret"),
    )
    assert "secret" not in repr(made)
