"""What a child's file is."""

from datetime import date
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Date, FromClause, func, not_, true
from sqlalchemy.dialects.postgresql import DATEMULTIRANGE, JSONB

from tenants.audit.exposed import names_record
from tenants.kinds.field import (
    FilterBy,
    choice,
    computed,
    day,
    derived,
    identity_number,
    internal,
    person_name,
    phone,
    reference,
    stored,
    text,
    worked_out,
)
from tenants.kinds.indicator import Breakdown, Indicator, IndicatorType
from tenants.kinds.kind import Closing, Criterion, Kind, Many, Through
from tenants.metadata import metadata
from tenants.reading.exposures import age_band, mask_name
from tenants.reading.json import literal
from tenants.reading.record import Filter, Subject, as_it_is
from tenants.reading.related import Lacking, latest
from tenants.records.child.categories import CategoryPeriod, category_history
from tenants.records.child.enums import (
    AgeBand,
    CategorySource,
    ChildCategory,
    ChildState,
    FileClosing,
    KnownAgeBand,
    MainCategory,
    RiskBand,
    RiskLevel,
    Sex,
)
from tenants.records.child.particulars import BASIS, PARTICULARS
from tenants.records.protections import CHILD_FILE
from tenants.records.visit.enums import VisitPlace


def is_paired_with(child: FromClause, mother: FromClause) -> ColumnElement[bool]:
    """They are in an open pairing, joined to her: one within would be tried with everybody."""
    pairing = metadata.tables["pairings"].alias()
    both = (pairing.c.child_id == child.c.id) & (pairing.c.caring_mother_id == mother.c.id)
    return both & pairing.c.until_on.is_(None)


def is_targeted(row: FromClause) -> ColumnElement[bool]:
    return func.coalesce(not_(func.upper_inf(row.c.untargeted_on)), true())


def is_of(child: FromClause, visit: FromClause) -> ColumnElement[bool]:
    return visit.c.child_id == child.c.id


def was_met(visit: FromClause) -> ColumnElement[bool]:
    return visit.c.contact_made & visit.c.kind.in_([literal(place) for place in VisitPlace])


def was_visited_since(visit: FromClause, day: ColumnElement[Any]) -> ColumnElement[bool]:
    return (visit.c.visited_on >= day) & was_met(visit)


CHILD = Kind(
    name="Child",
    zh="儿童",
    noun="child",
    nouns="children",
    description="The file of one child; masked if your grant sees only the summary.",
    protection=CHILD_FILE,
    about=Subject("CHILD"),
    fields={
        "name": person_name("姓名", required=True, mask=mask_name, filter=True, order=True),
        "sex": choice("性别", Sex, required=True, in_summary=True, filter=FilterBy.EQUAL),
        "age_band": computed("年龄段", AgeBand, lambda row: age_band(row.c.birth_date), required=True, in_summary=True),
        "birth_date": day(
            "出生日期", required=True, filter=True, order=True, erased="date_trunc('year', birth_date)::date"
        ),
        "identity_number": identity_number("身份证件号码", filter=True),
        "phone": phone("联系电话", filter=True, description="The guardian's."),
        "address": text("居住地址", 200, sensitive=True),
        "school": text("就读学校", 100),
        "health": text("健康状况", 2000, sensitive=True),
        "parents_whereabouts": text("父母去向", 500),
        **PARTICULARS,
        **BASIS,
        "risk_level": choice(
            "风险等级",
            RiskLevel,
            filter=True,
            in_forms=False,
            description="Of the latest assessment; null before the first.",
        ),
        "category": choice(
            "类别",
            ChildCategory,
            in_summary=True,
            filter=True,
            description="The main one of those in force; null where there is none.",
        ),
        "category_source": choice("认定部门", CategorySource, in_summary=True),
        "category_since": day("认定日期", in_summary=True),
        "category_history": stored(
            "类别沿革",
            list[CategoryPeriod],
            JSONB(),
            category_history,
            required=True,
            in_forms=False,
            description="Earlier main categories, oldest first.",
            erased="category_history",
        ),
        "state": derived("档案状态", ChildState, in_summary=True, filter=True),
        "paired_on": internal(DATEMULTIRANGE()),
        "stays": internal(JSONB()),
        "risk_history": internal(JSONB()),
        "untargeted_on": internal(DATEMULTIRANGE()),
        "de_facto_unattended": computed(
            "符合事实无人抚养",
            bool,
            lambda row: func.is_de_facto_unattended(row.c.id, func.today()),
            required=True,
            description="Whether it follows from the parents' circumstances; a categorization confirms it.",
        ),
        "pairing_target": computed(
            "应结对",
            bool,
            is_targeted,
            required=True,
            in_summary=True,
            description="Yes, unless somebody has decided otherwise.",
        ),
        "paired": derived(
            "已结对", bool, in_summary=True, filter=True, description="On file, with at least one open pairing."
        ),
        "last_visited_on": worked_out(
            "最近走访日期",
            date,
            latest("Visit", is_of, "visited_on", was_met),
            in_summary=True,
            order=True,
            description="The latest day on which the child was met in a visit; a call is none. Null before the first.",
        ),
        "identified_on": day("识别日期", required=True, in_summary=True, filter=True, order=True),
        "on_file_on": day("建档日期", in_summary=True, filter=True, order=True),
        "closed_on": day("结案日期", in_summary=True),
        "closed_reason": choice("结案原因", FileClosing, in_summary=True),
        "merged_into": reference(
            "并入档案",
            "Child",
            "merged_into_id",
            in_forms=False,
            description="The same child's file, to which all of this belongs since; null where it is out of sight.",
        ),
        "erased_on": day(
            "删除日期",
            future=True,
            in_summary=True,
            in_forms=False,
            description="When the person was erased; the name is empty since.",
        ),
    },
    relations={
        "categorizations": Many(
            "Categorization", "child_id", "The child's categories, several at once, ended ones too."
        ),
        "parent_circumstances": Many("ParentCircumstance", "child_id", "What became of father and mother, and when."),
        "guardians": Many("Guardian", "child_id", "The adults around the child, and who was entrusted with it."),
        "consents": Many("Consent", "child_id", "What was consented to, refused and taken back."),
        "attachments": Many("Attachment", "child_id", "The photos and documents of the file, former ones too."),
        "care_plans": Many("CarePlan", "child_id", "What is to be reached for the child, ended plans too."),
        "benefits": Many("Benefit", "child_id", "The aid that the child receives, and received."),
        "assessments": Many("Assessment", "child_id", "The assessments of risk."),
        "target_decisions": Many("TargetDecision", "child_id", "Whether the child is to be paired, as it was decided."),
        "pairings": Many("Pairing", "child_id", "The child's pairings, ended ones too."),
        "visits": Many("Visit", "child_id", "The visits to the child."),
        "incident_reports": Many("IncidentReport", "child_id", "Suspected harm of the child."),
        "waivers": Many("Waiver", "child_id", "What is asked for others and not for this child."),
        "agenda": Many("AgendaEntry", None, "What is to be done for the child.", forward=True),
        "needs": Many("Need", "child_id", "What the child needs, settled or not."),
        "supports": Many("Support", "child_id", "What was done for the child."),
        "wishes": Many("Wish", "child_id", "The child's wishes."),
        "transfers": Many("Transfer", "child_id", "The file's ways from one tenant to another."),
        "enquiries": Many("ReceivedEnquiry", "child_id", "What other branches asked about the child."),
        "merged_files": Many("Child", "merged_into_id", "Files of the same child that were merged into this one."),
        "attendances": Many("Attendance", "child_id", "The activities that it signed up for, or was at."),
        "file_openings": Many("FileOpening", "child_id", "Who opened the file with a reason, from above."),
        "access_log": Many("AccessLogEntry", names_record, "Who opened the file; for those who keep it."),
    },
    through={
        "caring_mother": Through(
            "CaringMother",
            ("tenant", "recruited_through", "sector"),
            "In an open pairing with such a Caring Mother.",
            on=is_paired_with,
            tied=True,
        )
    },
    filters={
        "pairing_target": Criterion(
            Filter(lambda row, asked: is_targeted(row) == asked, ((Boolean(), as_it_is),)),
            bool,
            "To be paired, or not.",
        ),
        "not_visited_since": Criterion(
            Lacking("Visit", on=is_of, condition=was_visited_since, type=Date()),
            date,
            "Not visited on this day or later; a call, or a visit in which the child was not met, is none.",
        ),
    },
    closing=Closing(),
    indicators=(
        Indicator(
            "children",
            IndicatorType.STOCK,
            "在档儿童",
            "Children on file",
            "files open",
            persons=True,
            breakdowns=(
                Breakdown("children_by_category", "category", MainCategory, "How many children of a main category."),
                Breakdown("children_by_sex", "sex", Sex, "How many children of a sex."),
                Breakdown("children_by_age", "age", KnownAgeBand, "How many children in a band of ages.", ahead=True),
                Breakdown("children_by_risk", "risk", RiskBand, "How many children at a level of risk."),
            ),
        ),
        Indicator(
            "children_paired",
            IndicatorType.STOCK,
            "已结对儿童",
            "Children paired",
            "open files with at least one open pairing",
            persons=True,
        ),
        Indicator(
            "pairing_targets",
            IndicatorType.STOCK,
            "应结对儿童",
            "Children to be paired",
            "open files but for those of whom it was decided that they need no pairing",
            persons=True,
        ),
    ),
    descriptions={
        "kept": "The files kept here and below.",
        "kept_there": "On file there or below.",
        "orders": "Orders of children; what has no value there comes last, but who was never visited, before any day.",
        "identity_number": "Exactly this.",
        "phone": "Exactly this, however it is spaced.",
    },
    filter_order=(
        *("category", "sex", "state", "risk_level", "paired", "pairing_target", "name", "identity_number", "phone"),
        *("identified_on", "on_file_on", "birth_date", "not_visited_since"),
    ),
)
