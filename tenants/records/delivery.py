"""惠及: one delivery of a project's help, and how many women and children it reached."""

from sqlalchemy import BigInteger

from tenants.kinds.field import day, internal, number, reference, text
from tenants.kinds.indicator import Indicator, IndicatorType, RecordBreakdown
from tenants.kinds.kind import Kind
from tenants.kinds.ordinary import Create, Update
from tenants.records.protections import PROJECT_WORK

DELIVERY = Kind(
    name="Delivery",
    zh="项目惠及",
    noun="delivery",
    nouns="deliveries",
    description="One delivery of a project's help, and how many women and children it reached.",
    protection=PROJECT_WORK,
    under="project",
    fields={
        "project": reference("项目", "Project", "project_id", required=True, description="The project."),
        "delivered_on": day("惠及日期", required=True, filter=True, order=True),
        "women_supported": number("惠及妇女数", 0, 1_000_000, required=True),
        "children_supported": number("惠及儿童数", 0, 1_000_000, required=True),
        "note": text("备注", 1000),
        "counted_in": internal(BigInteger(), required=False),
    },
    ordinary=(
        Create(
            "Records help that a project brought, and to how many.", "Help that a project delivered.", prefix="record"
        ),
        Update("Corrects what is given."),
    ),
    indicators=(
        Indicator(
            "people_supported",
            IndicatorType.FLOW,
            "惠及妇女儿童",
            "Women and children supported",
            "women and children supported by projects",
            persons=True,
            by_record=(
                RecordBreakdown("people_supported_by_project", "project"),
                RecordBreakdown("people_supported_by_programme", "programme", of="people_supported_by_project"),
            ),
        ),
    ),
    descriptions={"kept": "The deliveries of the projects kept here and below."},
)
