"""The rules of wishes beside the ordinary ones: published, claimed, fulfilled by a support, thanked for."""

from uuid import UUID

from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.mutation import ends, fill_out
from tenants.records.child.kind import CHILD
from tenants.records.support import SUPPORT
from tenants.records.wish.kind import PUBLISHED_WISH, WISH
from tenants.writing.changes import change, find, find_named, find_own, refuse_if
from tenants.writing.rule import Values

PUBLISHING = WISH.form("public_text", "published_on", required=True)
CLAIMING = WISH.form("claimed_by", "claimed_on", required=True)
FULFILLING = {"support_id": WISH.fields["support"].with_options(required=True)}
THANKING = WISH.form("thanks", "thanked_on", required=True)
CLAIMING_PUBLISHED = PUBLISHED_WISH.form("claimed_by", "claimed_on", required=True)


@ends(WISH, PUBLISHING, "The wording in which a wish is published.")
async def publish_wish(writing: Writing, values: Values) -> UUID:
    """Publishes a wish in the county, without the child: the wording may not hold its name, school or village."""
    found = await find_own(writing, record_of(WISH), values)
    refuse_if(found["closed_on"], ProblemCode.CLOSED, "id")
    refuse_if(found["published_on"] or found["fulfilled_on"], ProblemCode.ALREADY_DONE, "id")
    columns = fill_out(PUBLISHING, values)
    child = await find(writing, record_of(CHILD), found["child_id"], "id", None)
    telling = [word for word in (child["name"], child["school"]) if word]
    refuse_if(any(word in columns["public_text"] for word in telling), ProblemCode.NAMES_CHILD, "public_text")
    refuse_if(columns["published_on"] < found["made_on"], ProblemCode.OUT_OF_ORDER, "published_on")
    return await change(writing, record_of(WISH), found, columns)


@ends(WISH, CLAIMING, "Who promised to fulfil a wish.")
async def claim_wish(writing: Writing, values: Values) -> UUID:
    """Enters who claimed a wish, where that was told to whoever keeps the child."""
    found = await find_own(writing, record_of(WISH), values)
    refuse_if(found["closed_on"], ProblemCode.CLOSED, "id")
    refuse_if(found["claimed_on"] or found["fulfilled_on"], ProblemCode.ALREADY_DONE, "id")
    columns = fill_out(CLAIMING, values)
    refuse_if(columns["claimed_on"] < found["made_on"], ProblemCode.OUT_OF_ORDER, "claimed_on")
    return await change(writing, record_of(WISH), found, columns)


@ends(WISH, FULFILLING, "The support that fulfilled a wish.")
async def fulfil_wish(writing: Writing, values: Values) -> UUID:
    """Fulfils a wish by a support of the same child, on its day."""
    found = await find_own(writing, record_of(WISH), values)
    refuse_if(found["closed_on"], ProblemCode.CLOSED, "id")
    refuse_if(found["fulfilled_on"], ProblemCode.ALREADY_DONE, "id")
    support = await find_named(writing, record_of(SUPPORT), values, "support_id")
    refuse_if(support["child_id"] != found["child_id"], ProblemCode.NOT_FOUND, "support_id")
    refuse_if(support["closed_on"], ProblemCode.CLOSED, "support_id")
    refuse_if(support["supported_on"] < found["made_on"], ProblemCode.OUT_OF_ORDER, "support_id")
    fulfilled = {"support_id": support["id"], "fulfilled_on": support["supported_on"]}
    return await change(writing, record_of(WISH), found, fulfilled)


@ends(WISH, THANKING, "What the child said to whoever fulfilled its wish.")
async def thank_for_wish(writing: Writing, values: Values) -> UUID:
    """Enters the child's thanks for a wish that was fulfilled."""
    found = await find_own(writing, record_of(WISH), values)
    refuse_if(found["closed_on"], ProblemCode.CLOSED, "id")
    refuse_if(found["thanked_on"], ProblemCode.ALREADY_DONE, "id")
    columns = fill_out(THANKING, values)
    early = found["fulfilled_on"] is None or columns["thanked_on"] < found["fulfilled_on"]
    refuse_if(early, ProblemCode.OUT_OF_ORDER, "thanked_on")
    return await change(writing, record_of(WISH), found, columns)


@ends(PUBLISHED_WISH, CLAIMING_PUBLISHED, "Who promises to fulfil a published wish.")
async def claim_published_wish(writing: Writing, values: Values) -> UUID:
    """Claims a published wish, once; whoever keeps the child sees by whom."""
    found = await find_own(writing, record_of(PUBLISHED_WISH), values)
    refuse_if(found["closed_on"], ProblemCode.CLOSED, "id")
    refuse_if(found["claimed_on"], ProblemCode.ALREADY_DONE, "id")
    columns = fill_out(CLAIMING_PUBLISHED, values)
    refuse_if(columns["claimed_on"] < found["published_on"], ProblemCode.OUT_OF_ORDER, "claimed_on")
    return await change(writing, record_of(PUBLISHED_WISH), found, columns)


OF_WISHES = (publish_wish, claim_wish, fulfil_wish, thank_for_wish)
OF_PUBLISHED = (claim_published_wish,)
