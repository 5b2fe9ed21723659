"""一村一册: the record of a village, a township or a county."""

from datetime import datetime

import strawberry

from schema.connection import described, make_resolver, related_field
from schema.kinds.objects import make_class
from schema.records.item_compliance import ItemCompliance
from schema.scalars import DivisionCode
from tenants.enums import LabelledEnum
from tenants.village.record import BREAKDOWNS

SAID = {
    "children_by_category": "Children on file by their category.",
    "children_by_sex": "Children on file by sex.",
    "children_by_age": "Children on file by age today.",
    "children_by_risk": "Children on file by their risk now.",
    "unpaired_by_reason": "Children on file in no open pairing, each by the first reason that holds.",
    "needs_open_by_kind": "Needs that are not settled, by kind.",
}


def count_type(of: type[LabelledEnum]) -> type:
    annotations = {"value": of, "count": int}
    fields = {"value": strawberry.field(description="Of what."), "count": strawberry.field(description="How many.")}
    made = make_class(f"{of.__name__}Total", (), annotations, fields)
    return strawberry.type(made, description=f"How many: {(of.__doc__ or '').rstrip('.').lower()}.")


@strawberry.type
class Whole:
    tenant = related_field("Tenant", "Whose record it is; its figures of a year, venues and activities are there.")
    children: int = strawberry.field(description="Children on file.")
    paired: int = strawberry.field(description="Children on file in an open pairing.")
    unpaired: int = strawberry.field(description="Children on file in none.")
    targets: int = strawberry.field(description="Children on file who are to be paired.")
    targets_unpaired: int = strawberry.field(description="Of these, in no open pairing; of the others it was decided.")
    delegations_valid: int = strawberry.field(
        description="Left-behind children with whom somebody is entrusted by a delegation that has not run out."
    )
    delegations_missing: int = strawberry.field(description="Left-behind children without one.")
    keeping_unconsented: int = strawberry.field(
        description="Children whose file rests on consent, which is not given, or no longer."
    )
    sharing_unconsented: int = strawberry.field(
        description="Paired children of whom nobody consents that the Caring Mother reads the file."
    )
    caring_mothers: int = strawberry.field(description="Caring Mothers on the register here and below.")
    caring_mothers_paired: int = strawberry.field(description="Of these, in an open pairing.")
    caseworkers: list[str] = strawberry.field(
        description="The accounts of its caseworkers, or of those of the next tenant above that has any."
    )
    child_directors: list[str] = strawberry.field(
        description="The child directors whom the files name that are open to you."
    )
    checklist: list[ItemCompliance] = strawberry.field(description="What has been due this year, item by item.")
    updated_at: datetime | None = strawberry.field(description="When a file on record was last changed.")


VillageRecord = strawberry.type(
    make_class(
        "VillageRecord",
        (Whole,),
        {name: list[count_type(of)] for name, (of, _, _) in BREAKDOWNS.items()},  # type: ignore[misc]  # made at run time
        {name: strawberry.field(description=said) for name, said in SAID.items()},
    ),
    description="How the children of a tenant and of all below it are, as the files say now.",
)


@strawberry.type
class VillageRecordQueries:
    village_record: VillageRecord | None = strawberry.field(  # type: ignore[valid-type]  # made at run time
        resolver=make_resolver({"code": described(DivisionCode, "Its division code.")}, {}, VillageRecord | None),
        description="The record of a village, or of any tenant in your range.",
    )
