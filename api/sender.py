"""Who sends an operation, as a transport found it out: what was said of her, not yet proven."""

from dataclasses import dataclass, field

from schema.caller import Language


@dataclass(frozen=True, slots=True)
class Sender:
    """The credentials, the grant to act under and the language that came with an operation, and from which address.

    The first two are texts as they were sent, or None. An open connection has, instead of the former, the key of the
    session that it was opened in. By `trace_parent` the client names the span of its own that the request belongs to.
    """

    authorization: str | None = field(default=None, repr=False)
    actor_grant: str | None = None
    language: Language = Language.ZH
    address: str | None = None
    connection_key: bytes | None = field(default=None, repr=False)
    trace_parent: str | None = field(default=None, repr=False)
