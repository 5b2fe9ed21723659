"""The rules of wishes beside the ordinary ones: published, claimed, fulfilled by a support, thanked for."""

from uuid import UUID

from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import ends, fill_out
from tenants.records.child.kind import CHILD
from tenants.records.erasure import UNERASED
from tenants.records.story.identifying import refuse_identifying
from tenants.records.support import SUPPORT
from tenants.records.wish.kind import PUBLISHED_WISH, WISH
from tenants.writing.changes import change, find, find_named, refuse_if
from tenants.writing.rule import Values
from tenants.writing.standing import is_empty, is_filled

UNFULFILLED = (is_empty("closed_on"), is_empty("fulfilled_on", ProblemCode.ALREADY_DONE), UNERASED)
PUBLISHING = WISH.form("public_text", "published_on", required=True)
CLAIMING = WISH.form("claimed_by", "claimed_on", required=True)
FULFILLING = {"support_id": WISH.fields["support"].with_options(required=True)}
THANKING = WISH.form("thanks", "thanked_on", required=True)
CLAIMING_PUBLISHED = PUBLISHED_WISH.form("claimed_by", "claimed_on", required=True)


@ends(
    WISH,
    PUBLISHING,
    "The wording in which a wish is published.",
    standing=(*UNFULFILLED, is_empty("published_on", ProblemCode.ALREADY_DONE)),
    zh="发布征集",
)
async def publish_wish(writing: Writing, values: Values) -> UUID:
    """Publishes a wish in the county, without the child: the wording may not say who it is, or where it lives."""
    found = await publish_wish.find(writing, values)
    columns = fill_out(PUBLISHING, values)
    child = await find(writing, record_of(CHILD), found["child_id"], "id", None)
    telling = [word for word in (child["name"], child["school"]) if word]
    refuse_if(any(word in columns["public_text"] for word in telling), ProblemCode.NAMES_CHILD, "public_text")
    await refuse_identifying(writing, {"public_text": columns["public_text"]})
    refuse_if(columns["published_on"] < found["made_on"], ProblemCode.OUT_OF_ORDER, "published_on")
    return await change(writing, record_of(WISH), found, columns)


@ends(
    WISH,
    CLAIMING,
    "Who promised to fulfil a wish.",
    standing=(*UNFULFILLED, is_empty("claimed_on", ProblemCode.ALREADY_DONE)),
    zh="登记认领",
)
async def claim_wish(writing: Writing, values: Values) -> UUID:
    """Enters who claimed a wish, where that was told to whoever keeps the child."""
    found = await claim_wish.find(writing, values)
    columns = fill_out(CLAIMING, values)
    refuse_if(columns["claimed_on"] < found["made_on"], ProblemCode.OUT_OF_ORDER, "claimed_on")
    return await change(writing, record_of(WISH), found, columns)


@ends(WISH, FULFILLING, "The support that fulfilled a wish.", standing=UNFULFILLED, zh="登记实现")
async def fulfil_wish(writing: Writing, values: Values) -> UUID:
    """Fulfils a wish by a support of the same child, on its day."""
    found = await fulfil_wish.find(writing, values)
    support = await find_named(writing, record_of(SUPPORT), values, "support_id")
    refuse_if(support["child_id"] != found["child_id"], ProblemCode.NOT_FOUND, "support_id")
    refuse_if(support["closed_on"], ProblemCode.CLOSED, "support_id")
    refuse_if(support["supported_on"] < found["made_on"], ProblemCode.OUT_OF_ORDER, "support_id")
    fulfilled = {"support_id": support["id"], "fulfilled_on": support["supported_on"]}
    return await change(writing, record_of(WISH), found, fulfilled)


@ends(
    WISH,
    THANKING,
    "What the child said to whoever fulfilled its wish.",
    standing=(
        is_empty("closed_on"),
        is_empty("thanked_on", ProblemCode.ALREADY_DONE),
        is_filled("fulfilled_on", ProblemCode.OUT_OF_ORDER, "thanked_on"),
        UNERASED,
    ),
    zh="登记反馈",
)
async def thank_for_wish(writing: Writing, values: Values) -> UUID:
    """Enters the child's thanks for a wish that was fulfilled."""
    found = await thank_for_wish.find(writing, values)
    columns = fill_out(THANKING, values)
    refuse_if(columns["thanked_on"] < found["fulfilled_on"], ProblemCode.OUT_OF_ORDER, "thanked_on")
    return await change(writing, record_of(WISH), found, columns)


@ends(
    PUBLISHED_WISH,
    CLAIMING_PUBLISHED,
    "Who promises to fulfil a published wish.",
    standing=(is_empty("closed_on"), is_empty("claimed_on", ProblemCode.ALREADY_DONE)),
    zh="认领",
)
async def claim_published_wish(writing: Writing, values: Values) -> UUID:
    """Claims a published wish, once; whoever keeps the child sees by whom."""
    found = await claim_published_wish.find(writing, values)
    columns = fill_out(CLAIMING_PUBLISHED, values)
    refuse_if(columns["claimed_on"] < found["published_on"], ProblemCode.OUT_OF_ORDER, "claimed_on")
    return await change(writing, record_of(PUBLISHED_WISH), found, columns)


OF_WISHES = (publish_wish, claim_wish, fulfil_wish, thank_for_wish)
OF_PUBLISHED = (claim_published_wish,)
