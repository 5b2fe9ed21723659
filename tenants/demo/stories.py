"""Stories of counties' activities and projects, at every stage; none names anybody, or shows a child."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from tenants.demo.drawing import END, draw_identity, pick
from tenants.demo.province import PROVINCE, zhejiang
from tenants.demo.tables import Activity, Project, Story
from tenants.division import TenantLevel
from tenants.records.story.enums import StoryChannel, StoryClosing, StoryStage

COUNT = 70
TALES = (
    ("一堂生动的防溺水课", "志愿者用情景模拟教孩子们遇险怎么求助。家长们说，孩子回家后主动给弟弟妹妹讲了一遍。"),
    ("周末书屋里的读书声", "每个周六上午，爱心妈妈们在书屋陪孩子们读书、做手工。半年来，借阅量翻了一番。"),
    ("暑期托管解了燃眉之急", "暑假托管班开班两个月，作业辅导、兴趣课和体育活动样样有，外出务工的父母安心了不少。"),
    ("一封写给远方的信", "孩子们把想对父母说的话写进信里，志愿者帮忙寄出，不少父母第二天就打来了视频电话。"),
    ("爱心妈妈的“第二课堂”", "从包饺子到种菜，爱心妈妈把生活搬进课堂。孩子们说，最喜欢的是大家一起吃饭的时候。"),
)
# Stage and channel in turn; what a channel needs decides who approved it last.
TURNS = (
    (StoryStage.PUBLISHED, StoryChannel.WECHAT_ACCOUNT),
    (StoryStage.PUBLISHED, StoryChannel.MEDIA_MATRIX),
    (StoryStage.SUBMITTED, StoryChannel.COUNTY_MEDIA),
    (StoryStage.DRAFT, StoryChannel.WECHAT_ACCOUNT),
    (StoryStage.APPROVED, StoryChannel.MEDIA_MATRIX),
    (StoryStage.REJECTED, StoryChannel.WECHAT_ACCOUNT),
    (StoryStage.TAKEN_DOWN, StoryChannel.WECHAT_ACCOUNT),
)


def stories(chance: Random, activities: Sequence[Activity], projects: Sequence[Project]) -> Iterator[Any]:
    counties = frozenset(zhejiang().codes_of(TenantLevel.COUNTY))
    held = [(one, one.held_on) for one in activities if one.held_on and one.tenant_code in counties]
    started = [(one, one.started_on) for one in projects if one.started_on and one.tenant_code in counties]
    told: list[tuple[Activity | Project, date]] = [*chance.sample(held, min(COUNT, len(held))), *started]
    for number, (source, day) in enumerate(told):
        yield _story(chance, source, day, *TURNS[number % len(TURNS)])


def _story(chance: Random, source: Activity | Project, day: date, stage: StoryStage, channel: StoryChannel) -> Any:  # noqa: ANN401  # a row of the table
    written_on = min(day + timedelta(chance.randint(2, 10)), END - timedelta(20))
    record_id, created_at = draw_identity(chance, written_on)
    title, text = pick(chance, TALES)
    of_province = channel is StoryChannel.MEDIA_MATRIX and stage is StoryStage.PUBLISHED
    came_out = stage in (StoryStage.PUBLISHED, StoryStage.TAKEN_DOWN)
    taken_down = stage is StoryStage.TAKEN_DOWN
    return Story(
        record_id,
        source.tenant_code,
        created_at,
        title=title,
        text=text,
        activity_id=source.id if isinstance(source, Activity) else None,
        project_id=source.id if isinstance(source, Project) else None,
        programme_id=source.programme_id,
        channels=[channel.value],
        children_shown=0,
        faces_shown=0,
        stage=stage.value,
        approved_by=(PROVINCE if of_province else source.tenant_code)
        if came_out or stage is StoryStage.APPROVED
        else None,
        opinion="请补充活动成效" if stage is StoryStage.REJECTED else None,
        published_on=written_on + timedelta(7) if came_out else None,
        taken_down_on=written_on + timedelta(15) if taken_down else None,
        taken_down_reason=StoryClosing.OUT_OF_DATE.value if taken_down else None,
    )
