"""Enquiries: a record of the branch that asks, and one of the branch that keeps the file; neither shows the other.

Which of them belong together stands in a table that the application cannot read.
"""

from tenants.enums import LabelledEnum
from tenants.kinds.field import Field, choice, code, day, identity_number, reference, text
from tenants.kinds.kind import Closing, Kind
from tenants.reading.record import Subject
from tenants.records.protections import ANSWERING, ENQUIRY


class EnquiryAnswer(LabelledEnum):
    """What the keeper of a file answers to an enquiry."""

    WILL_HAND_OVER = "WILL_HAND_OVER", "同意转出档案", "The file will be handed over"
    STAYS_HERE = "STAYS_HERE", "继续由本单位建档", "The child stays on file with us"
    FILE_CLOSED = "FILE_CLOSED", "档案已结案，可以登记", "The file is closed: register the child"
    WRONG_NUMBER = "WRONG_NUMBER", "号码登记有误，已更正", "The number was wrong and has been corrected"
    NO_ANSWER = "NO_ANSWER", "不便答复", "We cannot say"


QUESTION = text(
    "询问内容",
    500,
    required=True,
    description="Why you ask, and what you need to know. The branch that keeps the file reads it.",
    erased="'—'",
)
ASKED_ON = day("询问日期", required=True, in_summary=True, filter=True, order=True)
ANSWERED: dict[str, Field] = {
    "answer": choice("答复", EnquiryAnswer, in_summary=True, filter=True),
    "answer_note": text("答复说明", 500, description="Whoever asked reads it: say no more than she needs."),
    "answered_on": day("答复日期", in_summary=True),
}
CLOSING = Closing(day="answered_on", reason="answer", after="asked_on", filter=True)

FILE_ENQUIRY = Kind(
    name="FileEnquiry",
    zh="查档询问",
    noun="file enquiry",
    nouns="file enquiries",
    description="A question to whoever keeps the file that has an identity number; who that is, it does not say.",
    protection=ENQUIRY,
    fields={
        "identity_number": identity_number("身份证件号码", description="The number on file elsewhere."),
        "question": QUESTION,
        "asked_by": text("询问人", 100, required=True, in_summary=True),
        "asked_on": ASKED_ON,
        **ANSWERED,
    },
    closing=CLOSING,
    descriptions={"kept": "What was asked by these branches and those below."},
)

RECEIVED_ENQUIRY = Kind(
    name="ReceivedEnquiry",
    zh="收到的查档询问",
    noun="received enquiry",
    nouns="received enquiries",
    description="A question of another branch about a child on file here; it is told the answer, and nothing else.",
    protection=ANSWERING,
    about=Subject("CHILD", "child_id"),
    under="child",
    fields={
        "child": reference("儿童", "Child", "child_id", required=True, description="The child."),
        "asked_from": code("询问单位代码", required=True, in_summary=True),
        "branch": text("询问单位", 100, required=True, in_summary=True, erased="branch"),
        "asked_by": text("询问人", 100, required=True, in_summary=True, erased="asked_by"),
        "question": QUESTION,
        "asked_on": ASKED_ON,
        **ANSWERED,
    },
    closing=CLOSING,
    descriptions={
        "kept": "What other branches asked about the children kept here and below.",
        "kept_there": "The child is on file there or below.",
    },
)
