"""The enumerations of the record of a village."""

from tenants.enums import LabelledEnum


class UnpairedReason(LabelledEnum):
    """Why a child on file is in no open pairing, as far as the records say; the first that holds."""

    NOT_TO_BE_PAIRED = "NOT_TO_BE_PAIRED", "经认定无须结对", "It was decided that it needs no pairing"
    CONSENT_REFUSED = "CONSENT_REFUSED", "不同意或已撤回同意", "Consent was refused, taken back or has run out"
    CONSENT_AWAITED = "CONSENT_AWAITED", "尚未征求同意", "Nobody has consented yet"
    NO_CARING_MOTHER = "NO_CARING_MOTHER", "暂无可结对的爱心妈妈", "No Caring Mother there has room"
    TO_BE_MATCHED = "TO_BE_MATCHED", "待匹配", "To be matched"
