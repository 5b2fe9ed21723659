"""The enumerations of a story."""

from tenants.enums import LabelledEnum


class StoryStage(LabelledEnum):
    """How far a story has come."""

    DRAFT = "DRAFT", "草稿", "Draft"
    SUBMITTED = "SUBMITTED", "待审核", "Submitted"
    APPROVED = "APPROVED", "已审核", "Approved"
    REJECTED = "REJECTED", "未通过", "Rejected"
    PUBLISHED = "PUBLISHED", "已发布", "Published"
    TAKEN_DOWN = "TAKEN_DOWN", "已撤稿", "Taken down"


class StoryChannel(LabelledEnum):
    """Where a story is published; what more people read is approved higher up."""

    NOTICE_BOARD = "NOTICE_BOARD", "公告栏", "Notice board"
    WECHAT_ACCOUNT = "WECHAT_ACCOUNT", "妇联微信公众号", "WeChat account of the federation"
    COUNTY_MEDIA = "COUNTY_MEDIA", "县级融媒体", "Media of the county"
    CITY_MEDIA = "CITY_MEDIA", "市级媒体", "Media of the city"
    MEDIA_MATRIX = "MEDIA_MATRIX", "女性全媒体矩阵", "Women's Media Matrix"


class StoryClosing(LabelledEnum):
    """Why a story was taken down."""

    CONSENT_WITHDRAWN = "CONSENT_WITHDRAWN", "撤回同意", "A consent was taken back"
    CONSENT_LAPSED = "CONSENT_LAPSED", "同意已到期", "A consent has lapsed"
    PERSON_ERASED = "PERSON_ERASED", "当事人信息已删除", "The person was erased"
    MISTAKE = "MISTAKE", "内容有误", "A mistake in it"
    OUT_OF_DATE = "OUT_OF_DATE", "已过时", "Out of date"
    OTHER = "OTHER", "其他", "Other"


class Finding(LabelledEnum):
    """What in a text says who or where somebody is."""

    PERSON = "PERSON", "人员姓名", "a person's name"
    SCHOOL = "SCHOOL", "学校名称", "a school"
    VILLAGE = "VILLAGE", "村（社区）名称", "a village"
    IDENTITY_NUMBER = "IDENTITY_NUMBER", "身份证号", "an identity number"
    PHONE = "PHONE", "电话号码", "a phone number"
