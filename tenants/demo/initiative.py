"""The initiative: its programmes and brands, who has a part in it, its tasks, and what each city is to achieve."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from stdnum.cn import uscc

from tenants.demo.drawing import END, START, chance_of, draw_day, draw_identity, happens, pick
from tenants.demo.people import WOMENS_SYLLABLES, draw_name
from tenants.demo.programmes import CHILDRENS_DAY, FOUNDATION, PROGRAMMES, TAIZHOU, THREE_YEARS, WARMTH, Named
from tenants.demo.province import CITY_WEIGHTS, PROVINCE, apportion, zhejiang
from tenants.demo.tables import Measure, Membership, Organization, Participation, Programme, ProgressEntry, Target
from tenants.division import TenantLevel

DEPARTMENTS = {
    "省委社会工作部": "统筹志愿服务队伍建设",
    "省高级人民法院": "维护儿童合法权益",
    "省人民检察院": "开展未成年人司法保护",
    "省教育厅": "落实在校学生关爱与家庭教育指导",
    "省公安厅": "开展从业查询与安全教育",
    "省民政厅": "提供留守与困境儿童名单，兜底保障",
    "省卫生健康委员会": "提供健康服务",
    "省文化广电和旅游厅": "开放场馆，组织研学",
    "省科学技术协会": "开展科普课堂",
}
FOUNDATIONS = ("浙江省妇女儿童基金会", "中国妇女发展基金会")
ALLIANCES = (
    Named(PROVINCE, "爱心妈妈联谊会 (Caring Mothers Fellowship)", ""),
    Named(PROVINCE, "关爱儿童公益联盟 (Child Care Public Welfare Alliance)", ""),
    Named(TAIZHOU, "木兰妈妈守护联盟 (Mulan Mothers Protection Alliance)", ""),
)
OF_CITIES = (
    ("SOCIAL_ORGANIZATION", "社会工作服务中心", "PURCHASED_SERVICE", "个案服务、心理辅导"),
    ("SOCIAL_ORGANIZATION", "公益创投中心", "VENTURE_PHILANTHROPY", "公益项目孵化"),
    ("VOLUNTEER_GROUP", "巾帼志愿服务队", "VOLUNTARY", "陪伴、课业辅导"),
    ("CULTURAL_INSTITUTION", "图书馆", "VOLUNTARY", "阅读课堂"),
    ("CULTURAL_INSTITUTION", "博物馆", "VOLUNTARY", "研学参观"),
    ("ENTERPRISE", "女企业家商会", None, "捐赠、就业见习"),
)
OF_COUNTIES = (
    ("SOCIAL_ORGANIZATION", "阳光社会工作站", "PURCHASED_SERVICE", "入户探访、课后托管"),
    ("VOLUNTEER_GROUP", "爱心妈妈志愿服务队", "VOLUNTARY", "结对陪伴"),
)
TASKS = (
    ("完成留守和困境儿童“应结尽结”", date(2024, 6, 30)),
    ("爱心妈妈培训全覆盖", date(2025, 12, 31)),
    ("每个县（市、区）建立爱心妈妈工作站", date(2025, 6, 30)),
    ("开展第三方评估", date(2026, 12, 31)),
)
# What the province is to reach, which is shared out by the weights of the cities.
TARGETS = {
    ("CHILDREN_PAIRED", "2024-H1"): 27_000,
    ("VISITS", "2024-H1"): 45_000,
    ("PEOPLE_SERVED", "2024-H1"): 400_000,
    ("FUNDS_RAISED", "2024-H1"): 60_000_000,
    ("VISITS", "2026"): 110_000,
}
# Which only what is done in the campaign meets.
TARGETS_OF_CAMPAIGN = {("WISHES_FULFILLED", "2026-H1"): 5_000, ("SUPPORTS", "2026-H1"): 5_000}


@dataclass(frozen=True)
class Initiative:
    """What the initiative is made of; `ids` are the programmes' by their names."""

    programmes: list[Any] = field(default_factory=list)
    organizations: list[Any] = field(default_factory=list)
    memberships: list[Any] = field(default_factory=list)
    participations: list[Any] = field(default_factory=list)
    measures: list[Any] = field(default_factory=list)
    progress_entries: list[Any] = field(default_factory=list)
    targets: list[Any] = field(default_factory=list)

    @property
    def payees(self) -> list[Any]:
        """Who is paid for projects."""
        paid = ("SOCIAL_ORGANIZATION", "FOUNDATION", "ENTERPRISE")
        return [row for row in self.organizations if row.kind in paid]

    @property
    def partners(self) -> Mapping[int, Any]:
        """The social organisation of each county, by the county."""
        counties = {*zhejiang().codes_of(TenantLevel.COUNTY)}
        bodies = (row for row in self.organizations if row.kind == "SOCIAL_ORGANIZATION")
        return {row.tenant_code: row.id for row in bodies if row.tenant_code in counties}

    @property
    def foundations(self) -> Mapping[str, Any]:
        """Those that pay for projects, by the programmes that these are run under."""
        ids = {row.name: row.id for row in self.organizations if row.kind == "FOUNDATION"}
        return dict(zip((FOUNDATION.name, WARMTH.name), (ids[name] for name in FOUNDATIONS), strict=True))

    @property
    def donors(self) -> Mapping[int, Any]:
        """The chamber of each city's women entrepreneurs, by the city."""
        return {row.tenant_code: row.id for row in self.organizations if row.kind == "ENTERPRISE"}

    @property
    def ids(self) -> Mapping[str, Any]:
        return {row.name: row.id for row in self.programmes}


def initiative(chance: Random) -> Initiative:
    made = Initiative()
    for named in PROGRAMMES:
        made.programmes.append(_programme(chance, made, named))
    for name, duty in DEPARTMENTS.items():
        made.organizations.append(department := _organization(chance, PROVINCE, "DEPARTMENT", name))
        made.participations.append(_participation(chance, made.ids[THREE_YEARS.name], department.id, duty))
    for name in FOUNDATIONS:
        made.organizations.append(_organization(chance, PROVINCE, "FOUNDATION", name))
    of_places = [*_of_places(chance)]
    made.organizations.extend(of_places)
    for named in ALLIANCES:
        made.organizations.append(alliance := _organization(chance, named.tenant, "ALLIANCE", named.name))
        among = [row for row in of_places if named.tenant == PROVINCE or row.tenant_code // 10**8 == TAIZHOU // 10**8]
        made.memberships.extend(_membership(chance, alliance, member) for member in chance.sample(among, 12))
    for title, due_on in TASKS:
        made.measures.append(task := _measure(chance, made.ids[THREE_YEARS.name], title, due_on))
        made.progress_entries.extend(_entries(chance, task))
    made.targets.extend(_targets(chance, made.ids[THREE_YEARS.name], TARGETS))
    of_campaign = chance_of("targets of the campaign")
    for target in _targets(of_campaign, made.ids[CHILDRENS_DAY.name], TARGETS_OF_CAMPAIGN):
        made.targets.append(target._replace(programme_only=True))
    return made


def _programme(chance: Random, made: Initiative, named: Named) -> Any:  # noqa: ANN401  # a row of the table
    record_id, created_at = draw_identity(chance, START - timedelta(30))
    return Programme(
        record_id,
        named.tenant,
        created_at,
        name=named.name,
        kind=named.kind,
        parent_id=made.ids.get(named.parent),
        description=named.description,
        services=list(named.services),
        started_on=START - timedelta(30),
        planned_until=date(2026, 12, 31),
    )


def _organization(chance: Random, tenant: int, kind: str, name: str) -> Any:  # noqa: ANN401  # a row of the table
    day = draw_day(chance, START - timedelta(300), START)
    record_id, created_at = draw_identity(chance, day)
    digits = f"5233{int(chance.random() * 10**4):04d}MJ{int(chance.random() * 10**7):07d}"
    return Organization(
        record_id,
        tenant,
        created_at,
        name=name,
        kind=kind,
        credit_code=None if kind == "VOLUNTEER_GROUP" else digits + str(uscc.calc_check_digit(digits)),
        contact=draw_name(chance, WOMENS_SYLLABLES),
        registered_on=day,
    )


def _of_places(chance: Random) -> Iterator[Any]:
    for level, bodies in ((TenantLevel.CITY, OF_CITIES), (TenantLevel.COUNTY, OF_COUNTIES)):
        for code in zhejiang().codes_of(level):
            for kind, name, arrangement, supplies in bodies:
                row = _organization(chance, code, kind, f"{zhejiang().names[code]}{name}")
                yield row._replace(arrangement=arrangement, supplies=supplies)


def _membership(chance: Random, alliance: Any, member: Any) -> Any:  # noqa: ANN401  # rows of tables
    day = draw_day(chance, START, END - timedelta(200))
    record_id, created_at = draw_identity(chance, day)
    left = draw_day(chance, day, END) if happens(chance, 0.1) else None
    return Membership(
        record_id,
        alliance.tenant_code,
        created_at,
        alliance_id=alliance.id,
        member_id=member.id,
        from_on=day,
        until_on=left,
        ended_reason=left and "LEFT",
    )


def _participation(chance: Random, programme: Any, organization: Any, duty: str) -> Any:  # noqa: ANN401  # a row
    record_id, created_at = draw_identity(chance, START)
    given = {"programme_id": programme, "organization_id": organization, "duty": duty, "from_on": START}
    return Participation(record_id, PROVINCE, created_at, **given)


def _measure(chance: Random, programme: Any, title: str, due_on: date) -> Any:  # noqa: ANN401  # a row of the table
    record_id, created_at = draw_identity(chance, START)
    done = due_on < date(2025, 1, 1)
    return Measure(
        record_id,
        PROVINCE,
        created_at,
        programme_id=programme,
        title=title,
        due_on=due_on,
        closed_on=due_on if done else None,
        closed_reason="DONE" if done else None,
    )


def _entries(chance: Random, task: Any) -> Iterator[Any]:  # noqa: ANN401  # rows of tables
    """Most cities have reported on each task."""
    for code in zhejiang().codes_of(TenantLevel.CITY):
        if happens(chance, 0.8):
            day = draw_day(chance, START, min(task.due_on, END))
            record_id, created_at = draw_identity(chance, day)
            yield ProgressEntry(
                record_id,
                code,
                created_at,
                measure_id=task.id,
                reported_on=day,
                report=f"{zhejiang().names[code]}已部署落实，按计划推进",
                percent=pick(chance, (40, 60, 80, 100)),
            )


def _targets(chance: Random, programme: Any, targets: Mapping[tuple[str, str], int]) -> Iterator[Any]:  # noqa: ANN401  # rows of tables
    """The province's, and each city's share of it; one city contests one."""
    weights = [(code, CITY_WEIGHTS[code]) for code in zhejiang().codes_of(TenantLevel.CITY)]
    for (indicator, period), value in targets.items():
        shares = zip([code for code, _ in weights], apportion(value, [weight for _, weight in weights]), strict=True)
        for code, share in ((PROVINCE, value), *shares):
            record_id, created_at = draw_identity(chance, START + timedelta(90))
            contests = code == TAIZHOU and indicator == "FUNDS_RAISED"
            yield Target(
                record_id,
                code,
                created_at,
                indicator=indicator,
                period=period,
                value=share,
                programme_id=programme,
                programme_only=False,
                answer=None if code == PROVINCE else "CONTESTED" if contests else "AGREED",
                answered_on=None if code == PROVINCE else START + timedelta(100),
                answer_reason="募捐集中在下半年" if contests else None,
            )
