"""What every record has."""

from datetime import datetime

import strawberry

from schema.connection import connection_field, related_field
from schema.node import Node
from tenants.catalogue.actions import RECORD_ACTION

VERSION = "Goes up with every change; an update passes the one it saw."
CREATED_AT = "When it was entered."
UPDATED_AT = "When it was last changed."
CAN = (
    "The changes of this very record, and what is added to it, that neither your grant nor how it stands refuses. What "
    "you fill in, and what other records have, may still be refused."
)


@strawberry.interface(description="A record: kept by one tenant, versioned.")
class TenantRecord(Node):
    version: int = strawberry.field(description=VERSION)
    created_at: datetime = strawberry.field(description=CREATED_AT)
    updated_at: datetime = strawberry.field(description=UPDATED_AT)
    can: list[RECORD_ACTION] = strawberry.field(description=CAN)  # type: ignore[valid-type]  # known at run time
    tenant = related_field("Tenant", "The tenant that keeps it.")
    history = connection_field("Change", "What was changed in it, for those who may open it.", nullable=True)


@strawberry.type(description="A record without a history.")
class Unrecorded(Node):
    version: int = strawberry.field(description=VERSION)
    created_at: datetime = strawberry.field(description=CREATED_AT)
    updated_at: datetime = strawberry.field(description=UPDATED_AT)
    can: list[RECORD_ACTION] = strawberry.field(description=CAN)  # type: ignore[valid-type]  # known at run time


HIDDEN_FIELDS = "The fields of this record that your grant may not see: null, or masked as names are."
OWN_ID = "A UUIDv7 of your own, so that a repeated request is recognized; generated if left out."
OWN_REQUEST_ID = (
    "A UUID of your own for this request: within 48 hours the same again is answered as it was, and not done again."
)
