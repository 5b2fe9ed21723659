"""Whom an ID token proves: its signature, and every claim that OpenID Connect Core 3.1.3.7 asks for."""

from collections.abc import Mapping
from typing import Any

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from api.openid.cached import Cached
from api.openid.refused import Refused
from api.openid.relying_party import RelyingParty
from tenants.accounts.identities import Identity

# Signatures by a key of the provider alone: neither `none`, nor what a client's secret or a public key could make.
ALGORITHMS = ("RS256", "PS256", "ES256")
LEEWAY_SECONDS = 30
LONGEST_SUBJECT = 255

Claims = Mapping[str, Any]


async def identity_in(token: str, party: RelyingParty, keys: Cached[KeySet], nonce: str) -> Identity:
    """The identity that the token proves in answer to the nonce. Raises Refused, and Unavailable without any keys."""
    try:
        claims = await signed_claims(token, keys)
        claims_for(party, nonce).validate(claims)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, RecursionError, OverflowError) as error:
        # Whatever the library makes of what is no token.
        raise Refused(f"{type(error).__name__} {getattr(error, 'claim', '')}".strip()) from None
    if claims["aud"] not in (party.client, [party.client]):
        raise Refused("other audiences")
    if claims["nonce"] != nonce or claims.get("azp", party.client) != party.client:
        raise Refused("another's nonce or party")
    subject: str = claims["sub"]
    if not (0 < len(subject) <= LONGEST_SUBJECT and subject.isascii() and subject.isprintable()):
        raise Refused("malformed subject")
    return Identity(party.issuer, subject, second_factor=has_second_factor(claims, party))


async def signed_claims(token: str, keys: Cached[KeySet]) -> dict[str, Any]:
    """What one of the keys has signed; they are fetched anew where the one it names is none of them."""
    try:
        return jwt.decode(token, await keys.get(), ALGORITHMS).claims
    except InvalidKeyIdError:
        return jwt.decode(token, await keys.get(anew=True), ALGORITHMS).claims


def claims_for(party: RelyingParty, nonce: str) -> jwt.JWTClaimsRegistry:
    return jwt.JWTClaimsRegistry(
        leeway=LEEWAY_SECONDS,
        iss={"essential": True, "value": party.issuer},
        aud={"essential": True, "value": party.client},
        sub={"essential": True},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )


def has_second_factor(claims: Claims, party: RelyingParty) -> bool:
    """Whether the provider says, in one of the words that are set, that it asked for more than a password."""
    methods = claims.get("amr")
    said = [claims.get("acr"), *(methods if isinstance(methods, list) else ())]
    return any(isinstance(word, str) and word in party.second_factor for word in said)
