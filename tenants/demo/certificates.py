"""Certificates of a few volunteers' service: the database makes what they say, and their codes, of visits on record."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from tenants.demo.drawing import END, HALF_YEAR, HALF_YEAR_END, draw_identity, happens
from tenants.demo.tables import CaringMother, Certificate, Visit
from tenants.records.certificate.kind import CertificateClosing

OF_A_CITY = 25
UNTIL = HALF_YEAR_END - timedelta(1)


def certificates(chance: Random, mothers: Sequence[CaringMother], visits: Sequence[Visit]) -> Iterator[Any]:
    """Of the first half of 2024; now and then one was revoked."""
    served = {one.caring_mother_id for one in visits if one.contact_made and HALF_YEAR <= one.visited_on <= UNTIL}
    of_them = [one for one in mothers if one.id in served]
    for mother in chance.sample(of_them, min(OF_A_CITY, len(of_them))):
        issued_on = date(2024, 7, 10) + timedelta(chance.randint(0, 60))
        record_id, created_at = draw_identity(chance, issued_on)
        revoked = happens(chance, 0.05)
        yield Certificate(
            record_id,
            mother.tenant_code,
            created_at,
            caring_mother_id=mother.id,
            from_on=HALF_YEAR,
            until_on=UNTIL,
            issued_on=issued_on,
            revoked_on=min(issued_on + timedelta(30), END) if revoked else None,
            revoked_reason=CertificateClosing.SERVICE_CORRECTED.value if revoked else None,
        )
