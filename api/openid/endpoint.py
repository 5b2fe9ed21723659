"""The two addresses that a browser is sent to: `/openid/start`, and `/openid/callback` on its way back.

No token is ever in an address: the front end gets a code that only it can redeem, behind a `#`, which no log sees.
"""

import asyncio
import hmac
import logging
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from uuid_utils import uuid7

from api.failures import without_values
from api.graphql_endpoint import STATUS
from api.negotiation import answer_language
from api.openid.id_token import identity_in
from api.openid.provider import Provider, http_client
from api.openid.refused import Refused
from api.openid.relying_party import RelyingParty
from api.openid.sign_in_cookie import Departure, SignInCookie
from schema.messages import error_text
from tenants.accounts.identities import challenge_of, give_code
from tenants.database.transactions import Database
from tenants.errors import BadRequest, CircleError, Code, Unavailable

CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")
SEE_OTHER = 303

log = logging.getLogger("circle.openid")


class OpenIDEndpoint:
    """Signing in at the provider of a relying party; each of the two steps may take `most`."""

    def __init__(self, party: RelyingParty, database: Database, most: timedelta) -> None:
        self.party = party
        self.database = database
        self.provider = Provider(party, http_client())
        self.cookie = SignInCookie(party)
        self.most_seconds = most.total_seconds()

    async def start(self, request: Request) -> Response:
        return await self.answered(request, self.sent_to_the_provider)

    async def callback(self, request: Request) -> Response:
        return await self.answered(request, self.sent_back)

    async def close(self) -> None:
        await self.provider.http.aclose()

    async def sent_to_the_provider(self, request: Request) -> Response:
        """To the provider; `challenge` is the front end's, S256, and `return` one of the addresses that are set."""
        departure = Departure(*(request.query_params.get(name, "") for name in ("challenge", "return")))
        if not CHALLENGE.fullmatch(departure.challenge):
            raise BadRequest("BAD_CHALLENGE")
        if departure.return_to not in self.party.returns:
            raise BadRequest("BAD_RETURN")
        proof = {"code_challenge": challenge_of(departure.verifier), "code_challenge_method": "S256"}
        asked = {"state": departure.state, "nonce": departure.nonce, **proof}
        response = RedirectResponse(await self.provider.sign_in_address(asked), SEE_OTHER)
        self.cookie.put(response, departure)
        return response

    async def sent_back(self, request: Request) -> Response:
        """Back to the front end, with a code, or with an error if the provider or its answer was at fault."""
        departure = self.cookie.read(request.cookies)
        state = request.query_params.get("state", "")
        if departure is None or not hmac.compare_digest(state.encode(), departure.state.encode()):
            raise Refused("another browser's, or too late")
        try:
            said = {"code": await self.code_for(request, departure)}
        except CircleError as error:
            tell(error, request)
            said = {"error": error.code}
        response = RedirectResponse(f"{departure.return_to}#{urlencode(said)}", SEE_OTHER)
        self.cookie.take_back(response)
        return response

    async def code_for(self, request: Request, departure: Departure) -> str:
        """The code for whom the provider has proven. Raises Refused and Unavailable."""
        given = request.query_params
        named = given.get("iss")
        if named != self.party.issuer and (named is not None or await self.provider.names_itself()):
            raise Refused("another provider's")
        if "error" in given or "code" not in given:
            raise Refused("not signed in at the provider")
        token = await self.provider.id_token(given["code"], departure.verifier)
        identity = await identity_in(token, self.party, self.provider.keys, departure.nonce)
        return await give_code(self.database, identity, departure.challenge)

    async def answered(self, request: Request, step: Callable[[Request], Awaitable[Response]]) -> Response:
        """The step's answer, or the reason why there is none, in the caller's language."""
        try:
            async with asyncio.timeout(self.most_seconds):
                return await step(request)
        except TimeoutError:
            error: CircleError = Unavailable("TIMEOUT")
        except CircleError as refused:
            error = refused
        except Exception as unforeseen:  # noqa: BLE001  # the last resort: nothing internal goes out
            request_id = str(uuid7())
            log.error("request %s failed: %s", request_id, without_values(unforeseen))  # noqa: TRY400  # no message of it
            error = CircleError(request_id=request_id)
        tell(error, request)
        language = answer_language(request.headers.get("accept-language"))
        return PlainTextResponse(error_text(error, language), STATUS[error.code])


def tell(error: CircleError, request: Request) -> None:
    """Tells the operator why a sign-in failed, and from where it came."""
    why = error.why if isinstance(error, Refused) else error.reason
    if error.code in {Code.FORBIDDEN, Code.UNAVAILABLE}:
        cause = f" ({type(error.__cause__).__name__})" if error.__cause__ else ""
        log.warning("no sign-in from %s: %s%s", request.client and request.client.host, why, cause)
