"""The record of a tenant and all below it, counted from the files as they are now."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    FromClause,
    Integer,
    Table,
    case,
    cast,
    distinct,
    exists,
    func,
    null,
    select,
    true,
)
from sqlalchemy.sql.selectable import LateralFromClause

from tenants.access.scope import Verb
from tenants.cadence.compliance import count_compliance
from tenants.database.actor_sql import HIGH, LOW
from tenants.enums import LabelledEnum
from tenants.errors import Forbidden
from tenants.hierarchy.exposed import TENANT_RECORD
from tenants.kinds.table import table_of
from tenants.reading.exposures import age_band
from tenants.reading.json import EMPTY_LIST, json_object, literal, number
from tenants.reading.roots import parse_code_or_none
from tenants.reading.selection import TYPENAME, Selection
from tenants.records.caring_mother.kind import CARING_MOTHER
from tenants.records.categorization.kind import CATEGORIZATION
from tenants.records.child.enums import AgeBand, ChildCategory, ChildState, MainCategory, RiskBand, Sex
from tenants.records.child.kind import CHILD, is_targeted
from tenants.records.child.particulars import FileBasis
from tenants.records.consent.kind import CONSENT, ConsentPurpose
from tenants.records.guardian.kind import GUARDIAN
from tenants.records.need.enums import NeedKind
from tenants.records.need.kind import NEED
from tenants.village.enums import UnpairedReason

if TYPE_CHECKING:
    from tenants.reading.builder import Builder


Value = Callable[..., ColumnElement[Any]]
RESOURCE = "village_record"
UNPAIRED = "unpaired_by_reason"


def is_on_file(row: FromClause) -> ColumnElement[bool]:
    found: ColumnElement[bool] = row.c.state == literal(ChildState.ON_FILE)
    return found


def is_registered(row: FromClause) -> ColumnElement[bool]:
    found: ColumnElement[bool] = row.c.closed_on.is_(None)
    return found


def how_many(of_these: Value | None = None) -> Value:
    def count(row: FromClause) -> ColumnElement[Any]:
        counted = func.count()
        return cast(counted.filter(of_these(row)) if of_these else counted, Integer)

    return count


def is_unsettled(row: FromClause) -> ColumnElement[bool]:
    found: ColumnElement[bool] = row.c.settled_on.is_(None)
    return found


def is_left_behind(row: FromClause) -> ColumnElement[bool]:
    of = table_of(CATEGORIZATION).alias()
    is_now = (
        (of.c.child_id == row.c.id) & (of.c.category == literal(ChildCategory.LEFT_BEHIND)) & of.c.until_on.is_(None)
    )
    return exists(select(of.c.id).where(is_now).correlate_except(of))


def is_entrusted(row: FromClause) -> ColumnElement[bool]:
    """Somebody cares for the child by a delegation that has not run out."""
    by = table_of(GUARDIAN).alias()
    stands = by.c.until_on.is_(None) & func.coalesce(by.c.delegated_until >= func.today(), true())
    found = (by.c.child_id == row.c.id) & by.c.delegated_by_id.is_not(None) & stands
    return exists(select(by.c.id).where(found).correlate_except(by))


def is_unconsented(row: FromClause, purpose: ConsentPurpose) -> ColumnElement[bool]:
    return ~func.has_consent(row.c.id, literal(purpose), func.today(), type_=Boolean)


def has_been_asked(row: FromClause) -> ColumnElement[bool]:
    consent = table_of(CONSENT).alias()
    of_sharing = consent.c.purpose == literal(ConsentPurpose.SHARE_WITH_CARING_MOTHER)
    asked = (consent.c.child_id == row.c.id) & of_sharing & (consent.c.from_on <= func.today())
    return exists(select(consent.c.id).where(asked).correlate_except(consent))


def why_unpaired(row: FromClause, areas: ColumnElement[Any]) -> ColumnElement[str | None]:
    unconsented = is_unconsented(row, ConsentPurpose.SHARE_WITH_CARING_MOTHER)
    served = func.division_line(row.c.tenant_code).op("&&", is_comparison=True)(areas)
    return case(
        (row.c.paired, null()),
        (~is_targeted(row), literal(UnpairedReason.NOT_TO_BE_PAIRED)),
        (unconsented & has_been_asked(row), literal(UnpairedReason.CONSENT_REFUSED)),
        (unconsented, literal(UnpairedReason.CONSENT_AWAITED)),
        (~served, literal(UnpairedReason.NO_CARING_MOTHER)),
        else_=literal(UnpairedReason.TO_BE_MATCHED),
    )


def names_of_directors(row: FromClause) -> ColumnElement[Any]:
    """Of the files that are open to whoever asks: to a director those of her own tenant."""
    is_open = (func.actor_role() == literal("CASEWORKER")) | (row.c.tenant_code == LOW)
    names = func.array_agg(distinct(row.c.child_director)).filter(is_open, row.c.child_director.is_not(None))
    return func.coalesce(func.to_json(names), EMPTY_LIST, type_=JSON)


# What is counted, by the table that is read for it, and of which of its rows; each table is read once.
COUNTED: Mapping[str, tuple[Table, Value]] = {
    "child": (table_of(CHILD), is_on_file),
    "mother": (table_of(CARING_MOTHER), is_registered),
    "need": (table_of(NEED), is_unsettled),
}
FIGURES: Mapping[str, tuple[str, Value]] = {
    "children": ("child", how_many()),
    "paired": ("child", how_many(lambda row: row.c.paired)),
    "unpaired": ("child", how_many(lambda row: ~row.c.paired)),
    "targets": ("child", how_many(is_targeted)),
    "targets_unpaired": ("child", how_many(lambda row: is_targeted(row) & ~row.c.paired)),
    "delegations_valid": ("child", how_many(lambda row: is_left_behind(row) & is_entrusted(row))),
    "delegations_missing": ("child", how_many(lambda row: is_left_behind(row) & ~is_entrusted(row))),
    "keeping_unconsented": (
        "child",
        how_many(
            lambda row: (row.c.basis == literal(FileBasis.CONSENT)) & is_unconsented(row, ConsentPurpose.KEEP_FILE)
        ),
    ),
    "sharing_unconsented": (
        "child",
        how_many(lambda row: row.c.paired & is_unconsented(row, ConsentPurpose.SHARE_WITH_CARING_MOTHER)),
    ),
    "caring_mothers": ("mother", how_many()),
    "caring_mothers_paired": ("mother", how_many(lambda row: func.upper_inf(row.c.paired_on) & ~is_empty(row))),
    "child_directors": ("child", names_of_directors),
    "updated_at": ("child", lambda row: func.max(row.c.updated_at, type_=DateTime(timezone=True))),
}
BREAKDOWNS: Mapping[str, tuple[type[LabelledEnum], str, Value]] = {
    "children_by_category": (MainCategory, "child", lambda row: func.coalesce(row.c.category, literal("NONE"))),
    "children_by_sex": (Sex, "child", lambda row: row.c.sex),
    "children_by_age": (AgeBand, "child", lambda row: age_band(row.c.birth_date)),
    "children_by_risk": (RiskBand, "child", lambda row: func.coalesce(row.c.risk_level, literal("NONE"))),
    UNPAIRED: (UnpairedReason, "child", why_unpaired),
    "needs_open_by_kind": (NeedKind, "need", lambda row: row.c.kind),
}


def is_empty(row: FromClause) -> ColumnElement[bool]:
    return func.isempty(row.c.paired_on)


def read_village_record(builder: "Builder", selection: Selection) -> ColumnElement[Any]:
    """The record of a tenant in reach; null for another. Raises Forbidden for who sees no children."""
    if not builder.role.scopes(RESOURCE, Verb.READ):
        raise Forbidden(role=builder.role.name, resource=RESOURCE)
    asked = builder.bind(selection, ("code",), BigInteger(), parse_code_or_none)
    row = TENANT_RECORD.table.alias(builder.alias())
    record = VillageRecord(builder, selection, row)
    members = [(one.key, record.member(one)) for one in selection.below]
    found = select(json_object(members, builder.alias())).select_from(row, *record.sources.values())
    return found.where(row.c.code == asked, row.c.code >= LOW, row.c.code < HIGH).scalar_subquery()


class VillageRecord:
    """One record while it is built: of each table the columns that are asked for, counted beside the tenant's row."""

    def __init__(self, builder: "Builder", selection: Selection, row: FromClause) -> None:
        self.builder = builder
        self.row = row
        names = {one.name for one in selection.below}
        areas = select(func.areas_with_room(row.c.code)).correlate(row).scalar_subquery()
        self.breakdowns = {
            name: (terms, of, partial(value, areas=areas) if name == UNPAIRED else value)
            for name, (terms, of, value) in BREAKDOWNS.items()
        }
        self.sources = {name: source for name in COUNTED if (source := self.source(name, names)) is not None}

    def source(self, counted: str, names: set[str]) -> LateralFromClause | None:
        """What is counted of a table, in the range of the tenant."""
        table, is_counted = COUNTED[counted]
        one = table.alias(self.builder.alias())
        columns = [value(one).label(name) for name, (of, value) in FIGURES.items() if of == counted and name in names]
        columns += [
            cast(func.count().filter(value(one) == literal(term)), Integer).label(f"{name}_{place}")
            for name, (terms, of, value) in self.breakdowns.items()
            if of == counted and name in names
            for place, term in enumerate(terms)
        ]
        within = (one.c.tenant_code >= self.row.c.code) & (one.c.tenant_code < self.row.c.code_end)
        found = select(*columns).where(within, is_counted(one)).correlate_except(one)
        return found.lateral(self.builder.alias()) if columns else None

    def member(self, selection: Selection) -> ColumnElement[Any]:
        name = selection.name
        if name in FIGURES:
            counted: ColumnElement[Any] = self.sources[FIGURES[name][0]].c[name]
            return counted
        if name in BREAKDOWNS:
            return self.breakdown(selection)
        if name == "caseworkers":
            return func.to_json(func.caseworkers_of(self.row.c.code), type_=JSON)
        if name == "checklist":
            new_year = cast(func.date_trunc(literal("year"), func.today()), Date)
            return count_compliance(self.builder, selection, self.row, (new_year, func.today() + number(1)))
        if name == "tenant":
            return self.builder.object_of(self.builder.records["Tenant"], self.row, selection.below)
        return literal(selection.type if name != TYPENAME else "VillageRecord")

    def breakdown(self, selection: Selection) -> ColumnElement[Any]:
        terms, of, _ = BREAKDOWNS[selection.name]
        entries = []
        for place, term in enumerate(terms):
            parts = {
                TYPENAME: literal(selection.type),
                "value": literal(term),
                "count": self.sources[of].c[f"{selection.name}_{place}"],
            }
            entries.append(json_object([(one.key, parts[one.name]) for one in selection.below], self.builder.alias()))
        return func.json_build_array(*entries, type_=JSON)
