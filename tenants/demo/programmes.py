"""The article's programmes and brands, each at its own tenant and under the programme that it is part of."""

from dataclasses import dataclass

from tenants.demo.province import PROVINCE
from tenants.division import parse_code

TAIZHOU = parse_code("3310")


@dataclass(frozen=True)
class Named:
    """A programme that has a name in the article."""

    tenant: int
    name: str
    description: str
    kind: str = "BRAND"
    parent: str = ""
    services: tuple[str, ...] = ()


THREE_YEARS = Named(
    PROVINCE,
    "“爱心妈妈”关爱留守儿童和困境儿童三年行动 (Caring Mothers)",
    "省妇联与九个部门联合开展：党委领导、部门协同、社会参与、家庭尽责",
    "INITIATIVE",
)
SEEDLINGS = Named(
    PROVINCE,
    "“护苗育才”行动 (Seedling Protection and Talent Cultivation)",
    "寒暑假讲座、托管、研学",
    "SEASON",
    THREE_YEARS.name,
)
ZHEJIANG = Named(
    PROVINCE, "“浙里护童” (Caring for Children in Zhejiang)", "暑期儿童关爱服务", "SEASON", THREE_YEARS.name
)
CHILDRENS_DAY = Named(
    PROVINCE,
    "“六一”爱心妈妈圆梦行动 (Children's Day Caring Mothers Dream Fulfillment)",
    "“六个一”服务",
    "CAMPAIGN",
    THREE_YEARS.name,
    (
        "实现一个微心愿",
        "送一个爱心包裹",
        "上一堂赋能课",
        "读一本好书",
        "开展一次亲子活动",
        "拍一张合影",
    ),
)
FOUNDATION = Named(
    PROVINCE,
    "浙江省妇女儿童基金会公益项目 (Provincial Women's and Children's Foundation)",
    "困难补助与成长指导相结合",
    parent=THREE_YEARS.name,
)
WARMTH = Named(
    PROVINCE,
    "爱暖万家 (Love Warms Thousands of Families)",
    "中国妇女发展基金会项目",
    parent=THREE_YEARS.name,
)
BRANDS = {
    named.tenant: named
    for named in (
        Named(
            parse_code("3306"),
            "“越好家”爱心妈妈 (Yuehao Family: Caring Mothers)",
            "绍兴的爱心妈妈品牌",
            parent=THREE_YEARS.name,
        ),
        Named(parse_code("3308"), "“三衢妈妈” (Sanqu Mothers)", "衢州的爱心妈妈品牌", parent=THREE_YEARS.name),
        Named(TAIZHOU, "“木兰妈妈” (Mulan Mothers)", "台州的爱心妈妈品牌", parent=THREE_YEARS.name),
    )
}
PROGRAMMES = (THREE_YEARS, SEEDLINGS, ZHEJIANG, CHILDRENS_DAY, FOUNDATION, WARMTH, *BRANDS.values())
