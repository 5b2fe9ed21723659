"""What is stored for files: the signed consents of some children, scanned."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from random import Random
from typing import Any

from tenants.demo.drawing import happens
from tenants.demo.files import kept
from tenants.demo.tables import Attachment, Child

SCANNED = 0.1


def consent_forms(chance: Random, child: Child, consents: Iterable[Any]) -> Iterator[Any]:
    if not happens(chance, SCANNED):
        return
    for consent in consents:
        reference = f"{child.tenant_code}/{consent.from_on.year}/{consent.id}.pdf"
        yield Attachment(
            *kept(chance, child, consent.from_on),
            kind="CONSENT_FORM",
            taken_on=consent.from_on,
            consent_id=consent.id,
            reference=reference,
            file_name="知情同意书.pdf",
            sha256=sha256(reference.encode()).hexdigest(),
            media_type="PDF",
            size=chance.randint(60_000, 900_000),
        )
