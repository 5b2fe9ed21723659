"""The words of the history."""

from tenants.terms import Term


class RecordKind(Term):
    """The kind of a record."""

    CARING_MOTHER = "CARING_MOTHER", "爱心妈妈", "Caring Mother"
    CHILD = "CHILD", "儿童", "Child"
    PAIRING = "PAIRING", "结对", "Pairing"
    VISIT = "VISIT", "走访", "Visit"
    ACTIVITY = "ACTIVITY", "活动", "Activity"
    PROJECT = "PROJECT", "公益项目", "Project"
    DONATION = "DONATION", "捐赠", "Donation"
    DELIVERY = "DELIVERY", "项目惠及", "Delivery"
