"""What every kind of record exposes: its id, its tenant, its version, when it was made and changed."""

from collections.abc import Mapping

from tenants.reading.exposures import related_one, summary_columns
from tenants.reading.record import Exposure

FIELDS_OF_VIEWS: Mapping[str, Exposure] = {
    "tenant": related_one("Tenant", lambda record, tenant: tenant.c.code == record.c.tenant_code, tied=True)
}
STANDARD_FIELDS: Mapping[str, Exposure] = {
    **summary_columns("id", "version", "created_at", "updated_at"),
    **FIELDS_OF_VIEWS,
}
