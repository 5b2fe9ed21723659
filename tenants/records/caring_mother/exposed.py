"""How a Caring Mother is seen: located by whoever keeps children in her service area, opened on her own register."""

from typing import Any

from sqlalchemy import ARRAY, BigInteger, Boolean, ColumnElement, Date, FromClause, any_, func, or_

from tenants.access.reach import Reach
from tenants.acting_sql import CARING_MOTHER, HIGH, LINE, LOW
from tenants.audit.exposed import ACCESS_LOG
from tenants.hierarchy.division import line_of
from tenants.history.exposed import history_of
from tenants.history.terms import RecordKind
from tenants.reading.exposures import (
    age_band,
    between,
    computed,
    contains,
    in_tenant,
    is_one_of,
    is_same,
    located,
    many,
    mask_name,
    one,
    opened,
)
from tenants.reading.record import Depth, Filter, Record, Subject, as_it_is
from tenants.records.caring_mother.table import caring_mothers
from tenants.records.standard import STANDARD_FIELDS


def serving(row: FromClause) -> ColumnElement[bool]:
    """Her service area meets the grant's range: it lies within it, or above it."""
    return or_((row.c.service_code >= LOW) & (row.c.service_code < HIGH), row.c.service_code == LINE)


def serves(row: FromClause, line: ColumnElement[Any]) -> ColumnElement[bool]:
    """Her service area is one of the line; nobody is found by one that is itself out of sight."""
    seen = serving(row) | func.acting_names(row.c.service_code, type_=Boolean)
    return (row.c.service_code == any_(line)) & seen


def tied(row: FromClause) -> ColumnElement[bool]:
    """A pairing that is seen names her."""
    return func.acting_pairs(row.c.id, type_=Boolean)


CARING_MOTHER_RECORD = Record(
    name="CaringMother",
    single="caring_mother",
    plural="caring_mothers",
    table=caring_mothers,
    fields={
        **STANDARD_FIELDS,
        "name": computed(lambda row: row.c.name, masked=lambda row: mask_name(row.c.name)),
        "age_band": computed(lambda row: age_band(row.c.birth_date), Depth.LOCATED),
        **opened("birth_date", "identity_number", "phone", "address", "employer"),
        **located("recruited_through", "sector", "skills", "capacity"),
        "service_area": one(
            "Tenant", lambda row, tenant: tenant.c.code == row.c.service_code, hidden_from="service_code"
        ),
        **located("screening_state", "screening_until", "registered_on", "closed_on", "closed_reason", "erased_on"),
        "pairings": many("Pairing", lambda row, pairing: pairing.c.caring_mother_id == row.c.id),
        "visits": many("Visit", lambda row, visit: visit.c.caring_mother_id == row.c.id),
        "history": history_of(RecordKind.CARING_MOTHER),
        "access_log": ACCESS_LOG,
    },
    orders={"ID": "id", "REGISTERED_ON": "registered_on"},
    filters={
        "tenant": in_tenant(),
        "serves": Filter(serves, ((ARRAY(BigInteger), lambda code: list(line_of(code))),)),
        "recruited_through": is_one_of("recruited_through"),
        "sector": is_one_of("sector"),
        "screening_state": is_one_of("screening_state"),
        "closed": Filter(lambda row, closed: row.c.closed_on.is_not(None) == closed, ((Boolean(), as_it_is),)),
        "name_contains": contains("name"),
        "identity_number": is_same(caring_mothers, "identity_number"),
        "phone": is_same(caring_mothers, "phone"),
        **between("registered_on", Date()),
    },
    reaches={
        Reach.SERVING: serving,
        Reach.TIED: tied,
        Reach.SELF: lambda row: row.c.id == CARING_MOTHER,
    },
    subjects=(Subject("CARING_MOTHER"),),
)
