"""Time-based one-time codes (RFC 6238): six digits, valid for thirty seconds, as every authenticator shows them."""

from datetime import datetime

from pyotp import TOTP, random_base32
from pyotp.exceptions import OTPVerificationError

ISSUER = "爱心守护圈"
# How many steps a phone's clock may be off, either way.
DRIFT = 1


def make_secret() -> str:
    """Make a secret of 160 random bits, in base32."""
    return random_base32()


def uri_of(secret: str, name: str) -> str:
    """The otpauth URI of a secret, which an authenticator scans as a QR code."""
    return TOTP(secret).provisioning_uri(name=name, issuer_name=ISSUER)


def step_of(secret: str, code: str, moment: datetime) -> int | None:
    """The time step of a code, if it is the current or an adjacent one, else None; compared in constant time."""
    try:
        return TOTP(secret).verify_and_get_timecode(code, for_time=moment, valid_window=DRIFT)
    except OTPVerificationError:
        return None
