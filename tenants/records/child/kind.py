"""What a child's file is."""

from sqlalchemy import ColumnElement, FromClause, exists, select
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
    stored,
    text,
)
from tenants.kinds.indicator import Breakdown, Indicator, IndicatorType
from tenants.kinds.kind import Closing, Kind, Many, Through
from tenants.metadata import metadata
from tenants.reading.exposures import age_band, mask_name
from tenants.reading.record import Subject
from tenants.records.child.categories import CategoryPeriod, category_history
from tenants.records.child.enums import AgeBand, CategorySource, ChildCategory, ChildState, FileClosing, RiskLevel, Sex
from tenants.records.protections import CHILD_FILE


def is_paired_with(child: FromClause, mother: FromClause) -> ColumnElement[bool]:
    """They are in an open pairing."""
    pairing = metadata.tables["pairings"].alias()
    both = (pairing.c.child_id == child.c.id) & (pairing.c.caring_mother_id == mother.c.id)
    return exists(select(pairing.c.id).where(both, pairing.c.until_on.is_(None)).correlate_except(pairing))


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
        "risk_level": choice(
            "风险等级", RiskLevel, required=True, default=RiskLevel.LOW, filter=True, erased=f"'{RiskLevel.LOW}'"
        ),
        "category": choice("类别", ChildCategory, required=True, in_summary=True, filter=True),
        "category_source": choice("认定部门", CategorySource, required=True, in_summary=True),
        "category_since": day("认定日期", required=True, in_summary=True),
        "category_history": stored(
            "类别沿革",
            list[CategoryPeriod],
            JSONB(),
            category_history,
            required=True,
            description="Earlier categories, oldest first.",
            erased="category_history",
        ),
        "state": derived("档案状态", ChildState, in_summary=True, filter=True),
        "paired_on": internal(DATEMULTIRANGE()),
        "stays": internal(JSONB()),
        "paired": derived(
            "已结对", bool, in_summary=True, filter=True, description="On file, with at least one open pairing."
        ),
        "identified_on": day("识别日期", required=True, in_summary=True, filter=True, order=True),
        "on_file_on": day("建档日期", in_summary=True, filter=True, order=True),
        "closed_on": day("结案日期", in_summary=True),
        "closed_reason": choice("结案原因", FileClosing, in_summary=True),
        "erased_on": day(
            "删除日期",
            future=True,
            in_summary=True,
            in_forms=False,
            description="When the person was erased; the name is empty since.",
        ),
    },
    relations={
        "pairings": Many("Pairing", "child_id", "The child's pairings, ended ones too."),
        "visits": Many("Visit", "child_id", "The visits to the child."),
        "needs": Many("Need", "child_id", "What the child needs, settled or not."),
        "supports": Many("Support", "child_id", "What was done for the child."),
        "wishes": Many("Wish", "child_id", "The child's wishes."),
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
                Breakdown("children_by_category", "category", ChildCategory, "How many children of a category."),
                Breakdown("children_by_sex", "sex", Sex, "How many children of a sex."),
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
    ),
    descriptions={
        "kept": "The files kept here and below.",
        "kept_there": "On file there or below.",
        "identity_number": "Exactly this.",
        "phone": "Exactly this, however it is spaced.",
    },
    filter_order=(
        *("category", "sex", "state", "risk_level", "paired", "name", "identity_number", "phone", "identified_on"),
        *("on_file_on", "birth_date"),
    ),
)
