"""Compresses what holds no secret: answers to queries, and the explorer's parts.

What mutations answer may hold tokens and codes, beside texts that somebody else chose: its length would tell of them.
Streams are not compressed either, for they carry both.
"""

from starlette.types import ASGIApp
from starlette_compress import CompressMiddleware, add_compress_type

from api.negotiation import GRAPHQL_RESPONSE

add_compress_type(GRAPHQL_RESPONSE)
# A smaller one fits into a packet as it is.
LEAST_BYTES = 1000


def compressed(app: ASGIApp) -> ASGIApp:
    """The same, compressed as whoever asks takes it."""
    return CompressMiddleware(app, minimum_size=LEAST_BYTES)
