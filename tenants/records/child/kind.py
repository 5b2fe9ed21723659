"""What a child's file is."""

from sqlalchemy.dialects.postgresql import DATEMULTIRANGE, JSONB

from tenants.audit.exposed import names_record
from tenants.kinds.field import Way, choice, computed, day, derived, identity_number, phone, stored, text, unseen
from tenants.kinds.kind import Closing, Kind, Many
from tenants.reading.exposures import age_band, mask_name
from tenants.reading.record import Subject
from tenants.records.child.categories import CategoryPeriod, category_history
from tenants.records.child.terms import AgeBand, CategorySource, ChildCategory, ChildState, FileClosing, RiskLevel, Sex
from tenants.records.protections import CHILD_FILE
from tenants.statistics.figure import By, Figure, Taken

CHILD = Kind(
    name="Child",
    zh="儿童",
    one="child",
    many="children",
    description="The file of one child; masked if your grant only locates the child.",
    protection=CHILD_FILE,
    about=Subject("CHILD"),
    fields={
        "name": text("姓名", 50, required=True, mask=mask_name, filter=True),
        "sex": choice("性别", Sex, required=True, located=True, filter=Way.EQUAL),
        "age_band": computed("年龄段", AgeBand, lambda row: age_band(row.c.birth_date), required=True, located=True),
        "birth_date": day("出生日期", required=True),
        "identity_number": identity_number("身份证件号码", filter=True),
        "phone": phone("联系电话", filter=True, description="The guardian's."),
        "address": text("居住地址", 200, sensitive=True),
        "school": text("就读学校", 100),
        "health": text("健康状况", 2000, sensitive=True),
        "parents_whereabouts": text("父母去向", 500),
        "risk_level": choice("风险等级", RiskLevel, required=True, default=RiskLevel.LOW, filter=True),
        "category": choice("类别", ChildCategory, required=True, located=True, filter=True),
        "category_source": choice("认定部门", CategorySource, required=True, located=True),
        "category_since": day("认定日期", required=True, located=True),
        "category_history": stored(
            "类别沿革",
            list[CategoryPeriod],
            JSONB(),
            category_history,
            required=True,
            description="Earlier categories, oldest first.",
        ),
        "state": derived("档案状态", ChildState, located=True, filter=True),
        "paired_on": unseen(DATEMULTIRANGE()),
        "stays": unseen(JSONB()),
        "paired": derived(
            "已结对", bool, located=True, filter=True, description="On file, with at least one open pairing."
        ),
        "identified_on": day("识别日期", required=True, located=True, filter=True, order=True),
        "on_file_on": day("建档日期", located=True),
        "closed_on": day("结案日期", located=True),
        "closed_reason": choice("结案原因", FileClosing, located=True),
        "erased_on": day(
            "删除日期",
            future=True,
            located=True,
            asked=False,
            description="When the person was erased; the name is empty since.",
        ),
    },
    relations={
        "pairings": Many("Pairing", "child_id", "The child's pairings, ended ones too."),
        "visits": Many("Visit", "child_id", "The visits to the child."),
        "file_openings": Many("FileOpening", "child_id", "Who opened the file with a reason, from above."),
        "access_log": Many("AccessLogEntry", names_record, "Who opened the file; for those who keep it."),
    },
    closing=Closing(),
    figures=(
        Figure(
            "children",
            Taken.STOCK,
            "在档儿童",
            "Children on file",
            "files open",
            persons=True,
            by=(
                By("children_by_category", "category", ChildCategory, "How many children of a category."),
                By("children_by_sex", "sex", Sex, "How many children of a sex."),
            ),
        ),
        Figure(
            "children_paired",
            Taken.STOCK,
            "已结对儿童",
            "Children paired",
            "open files with at least one open pairing",
            persons=True,
        ),
    ),
    sentences={
        "kept": "The files kept here and below.",
        "kept_there": "On file there or below.",
        "name_contains": "Finds only children whose names you may see.",
        "identity_number": "Exactly this; finds only children you may open.",
        "phone": "Exactly this, however it is spaced; finds only children you may open.",
    },
    filter_order=(
        *("category", "sex", "state", "risk_level", "paired", "name", "identity_number", "phone", "identified_on"),
    ),
)
