"""What every record has."""

from datetime import datetime

import strawberry

from schema.connection import connection_field, related_field
from schema.node import Node


@strawberry.interface(description="A record: kept by one tenant, versioned.")
class Record(Node):
    version: int = strawberry.field(description="Goes up with every change; an update passes the one it saw.")
    created_at: datetime
    updated_at: datetime
    tenant = related_field("Tenant", "The tenant that keeps it.")
    history = connection_field("Change", "What was changed in it, for those who may open it.", nullable=True)


@strawberry.type(description="A record without a history.")
class Unrecorded(Node):
    version: int
    created_at: datetime
    updated_at: datetime


HIDDEN_FIELDS = "The fields of this record that your grant may not see: null, or masked as names are."
OWN_ID = "A UUIDv7 of your own, so that a repeated request is recognized; generated if left out."
