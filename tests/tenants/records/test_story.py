"""One story from its draft to its taking down, and what a text may not hold: through the API alone."""

import asyncio
from dataclasses import replace
from uuid import UUID

import asyncpg
import pytest

from schema.caller import Caller, Language
from tenants.administration.operator import NewGrant, grant_role
from tenants.errors import Forbidden
from tenants.person.erasing import erase_person
from tenants.person.exporting import export_person
from tenants.person.request import Request
from tenants.publicity.stories import published_story
from tenants.records.story.identifying import find_numbers
from tests.api.command.test_readme import block
from tests.callers import add_caller, ask, sign_on
from tests.keys import KEYS
from tests.tenants.records.office import COUNTY, NEXT_VILLAGE, VILLAGE, Done, Office

STAGE = "stage approvedBy { code } opinion publishedOn takenDownOn takenDownReason"
TEXT = {"title": "夏日里的陪伴", "text": "志愿者每周陪孩子们读书，孩子们说这是最期待的一天。"}
APPROVED = {"stage": "APPROVED"}
PROGRAMME = {"tenant": COUNTY, "name": "三衢妈妈", "kind": "BRAND", "startedOn": "2024-01-01"}
PUBLISHED = {"publishedOn": "2024-06-01"}


async def draft(office: Office, **given: object) -> Done:
    body = {"tenant": COUNTY, **TEXT, "channels": ["MEDIA_MATRIX"], **given}
    return await office.do("createStory", body, fields=STAGE)


async def latest(office: Office, story: Done) -> Done:
    """The story as it is now, with all that befell it."""
    text = f"query ($id: ID!) {{ story(id: $id) {{ id version {STAGE} }} }}"
    found = await ask(office.engine, office.callers["caseworker"], text, {"id": story.update["id"]})
    return Done(found["story"], [])


async def offered(office: Office, story: Done, by: Caller) -> list[str]:
    text = "query ($id: ID!) { story(id: $id) { can } }"
    actions: list[str] = (await ask(office.engine, by, text, {"id": story.update["id"]}))["story"]["can"]
    return actions


def stage_of(story: Done) -> str:
    assert story.record, story.errors
    return str(story.record["stage"])


async def decide(office: Office, story: Done, by: str | Caller, **decision: object) -> Done:
    return await office.do("decideStory", {**story.update, **APPROVED, **decision}, by, fields=STAGE)


async def approved(office: Office, **given: object) -> Done:
    """One of the county's, for its notice board."""
    drafted = await draft(office, **{"channels": ["NOTICE_BOARD"], **given})
    return await decide(office, await office.done("submitStory", drafted.update), "director")


async def consent(office: Office, child: Done, purpose: str, **given: object) -> Done:
    """The mother's, who is the child's legal guardian."""
    guardian = {"name": "李母", "relation": "MOTHER", "legalGuardian": True, "fromOn": "2015-05-05"}
    by = await office.done("addGuardian", {"childId": child.update["id"], **guardian})
    told = {"purpose": purpose, "decision": "GIVEN", "fromOn": "2024-05-01", "method": "PAPER", "story": "夏日陪伴"}
    named = {"childId": child.update["id"], "guardianId": by.update["id"]}
    return await office.done("recordConsent", {**told, **named, **given})


@pytest.fixture(scope="module")
async def province(office: Office) -> Caller:
    return await add_caller(office.owner, office.database, "DIRECTOR", 330000000000)


async def test_one_story_from_its_draft_to_its_taking_down(office: Office, province: Caller) -> None:
    child = await office.child(school="梅园希望小学")
    assert child.record
    name = await office.owner.fetchval("select name from children where id = $1", UUID(child.update["id"]))
    named = await draft(office, title="梅园 希望小学的夏天", text=f"{name[0]} {name[1:]}和志愿者。联系 138-0013-8000")
    assert named.problems == {("IDENTIFIES", "input.title"), ("IDENTIFIES", "input.text")}
    assert [error["message"] for error in named.errors] == [
        "The text holds a school, by which somebody could be recognized: word it otherwise.",
        "The text holds a person's name, by which somebody could be recognized: word it otherwise.",
        "The text holds a phone number, by which somebody could be recognized: word it otherwise.",
    ]
    assert name not in str(named.errors)
    with pytest.raises(Forbidden):
        await office.do("createStory", {"tenant": COUNTY, **TEXT}, "manager")
    with pytest.raises(Forbidden):
        await office.do("createStory", {"tenant": COUNTY, **TEXT}, "director")
    activity = await office.done("planActivity", {}, "manager")
    programme = await office.done("createProgramme", PROGRAMME, "manager")
    of = {"activityId": activity.update["id"], "programmeId": programme.update["id"]}
    story = await draft(office, **of, childrenShown=1, facesShown=1, channels=[])
    assert stage_of(story) == "DRAFT"
    more_faces = {**story.update, "facesShown": 2}
    assert (await office.do("updateStory", more_faces)).problems == {("OUT_OF_ORDER", "input.facesShown")}

    assert (await office.do("submitStory", story.update)).problems == {("REQUIRED", "input.id: channels")}
    assert (await decide(office, story, "director")).problems == {("STEPS_MISSING", "input.id")}
    assert (await office.do("publishStory", {**story.update, **PUBLISHED})).problems == {("NOT_APPROVED", "input.id")}
    story = await office.done("updateStory", {**story.update, "channels": ["MEDIA_MATRIX"]})
    # What was free to be written when it was drafted is the name of somebody by now.
    told = await office.done("updateStory", {**story.update, "text": "小朋友们说，郑小满老师最懂他们。"})
    await office.child(name="郑小满")
    assert (await office.do("submitStory", told.update)).problems == {("IDENTIFIES", "input.id: text")}
    story = await office.done("updateStory", {**told.update, "text": TEXT["text"]})
    story = await office.done("submitStory", story.update)
    assert (await office.do("submitStory", story.update)).problems == {("ALREADY_DONE", "input.id")}

    story = await rejected_then_approved(office, story, province)
    # Nor she who approved it for the county, under a grant of the province.
    story = await changed_and_approved(office, story)
    assert (await decide(office, story, await promoted(office, "director"))).problems == {("SAME_PERSON", "input.id")}
    story = await decide(office, story, province)
    assert story.record
    assert story.record["approvedBy"] == {"code": "330000000000"}
    assert (await decide(office, story, province)).problems == {("ALREADY_DONE", "input.id")}
    assert await published_by_programme(office, programme) is None
    await consented_and_published(office, child, story)
    # It was read while it was out, and no past figure moves.
    assert await published_by_programme(office, programme) == 1
    assert await office.owner.fetch("select * from statistics_differences()") == []


async def published_by_programme(office: Office, programme: Done) -> int | None:
    """How many of its stories came out in June, whatever became of them."""
    figure = "storiesPublishedByProgramme { nodes { programme { id } count } }"
    text = f'{{ tenant(code: "{COUNTY}") {{ statistics(period: "2024-06") {{ {figure} }} }} }}'
    found = (await ask(office.engine, office.callers["manager"], text))["tenant"]["statistics"]
    counts = {one["programme"]["id"]: one["count"] for one in found["storiesPublishedByProgramme"]["nodes"]}
    return counts.get(programme.update["id"])


async def test_the_life_of_the_readmes_story(office: Office) -> None:
    made, *later = block("graphql", "mutation { createStory").splitlines()
    key = (await ask(office.engine, office.callers["caseworker"], made))["createStory"]["story"]["id"]
    lived = []
    for text, by in zip(later, ("caseworker", "director", "caseworker", "caseworker"), strict=True):
        (done,) = (await ask(office.engine, office.callers[by], text, {"id": key})).values()
        lived.append((done["story"]["stage"], bool(await published_story(office.database, UUID(key)))))
    stages = ("SUBMITTED", "APPROVED", "PUBLISHED", "TAKEN_DOWN")
    assert lived == [(stage, stage == "PUBLISHED") for stage in stages]


async def rejected_then_approved(office: Office, story: Done, province: Caller) -> Done:
    """By the county, and nobody else yet."""
    with pytest.raises(Forbidden):
        await decide(office, story, "caseworker")
    writer = await office.both("caseworker", "DIRECTOR")
    assert (await decide(office, story, writer)).problems == {("SAME_PERSON", "input.id")}
    assert (await decide(office, story, province)).problems == {("STEPS_MISSING", "input.id")}
    assert (await decide(office, story, "director", stage="PUBLISHED")).problems == {("MALFORMED", "input.stage")}
    assert (await decide(office, story, "director", stage="REJECTED")).problems == {("REQUIRED", "input.opinion")}
    rejected = await decide(office, story, "director", stage="REJECTED", opinion="请补充活动效果")
    assert (stage_of(rejected), rejected.record and rejected.record["approvedBy"]) == ("REJECTED", None)
    assert (await office.do("submitStory", rejected.update)).problems == {("ALREADY_DONE", "input.id")}
    story = await office.done("updateStory", {**rejected.update, "text": TEXT["text"] + "今年已有三期。"})
    assert stage_of(await latest(office, story)) == "DRAFT"
    story = await decide(office, await office.done("submitStory", story.update), "director")
    assert story.record
    assert (stage_of(story), story.record["approvedBy"]) == ("APPROVED", {"code": COUNTY})
    assert (await decide(office, story, "director")).problems == {("ALREADY_DONE", "input.id")}
    assert (await office.do("publishStory", {**story.update, **PUBLISHED})).problems == {("NOT_APPROVED", "input.id")}
    return story


async def promoted(office: Office, caller: str | Caller) -> Caller:
    """The same person as a director of the province, too."""
    caller = office.callers[caller] if isinstance(caller, str) else caller
    assert caller.session
    await grant_role(office.owner, caller.session.user_name, NewGrant("DIRECTOR", 330000000000))
    renewed = await sign_on(office.owner, office.database, caller.session.user_name)
    return replace(caller, session=renewed, grant_id=renewed.grants[-1].id)


async def changed_and_approved(office: Office, story: Done) -> Done:
    """What was approved and is changed has to be approved again, from the first level on."""
    changed = await office.done("updateStory", {**story.update, "title": "夏日陪伴"})
    now = await latest(office, changed)
    assert now.record
    assert (now.record["stage"], now.record["approvedBy"], now.record["opinion"]) == ("DRAFT", None, None)
    return await decide(office, await office.done("submitStory", changed.update), "director")


async def consented_and_published(office: Office, child: Done, story: Done) -> None:
    publishing = {**story.update, **PUBLISHED}
    assert (await office.do("publishStory", publishing)).problems == {("NOT_CONSENTED", "input.id: childrenShown")}
    # A consent to another purpose, or to none that is named, is none to this.
    named = {"publicationId": story.update["id"]}
    await consent(office, child, "PUBLISH")
    assert (await office.do("publishStory", publishing)).problems == {("NOT_CONSENTED", "input.id: childrenShown")}
    given = await consent(office, child, "PUBLISH", **named)
    assert (await office.do("publishStory", publishing)).problems == {("NOT_CONSENTED", "input.id: facesShown")}
    photo = await consent(office, child, "PHOTO")
    before = await office.do("publishStory", {**publishing, "publishedOn": "2024-04-30"})
    assert before.problems == {("NOT_CONSENTED", "input.id: childrenShown")}
    published = await office.do("publishStory", publishing, fields=STAGE)
    assert stage_of(published) == "PUBLISHED"
    for mutation, more in (("updateStory", {"title": "改"}), ("publishStory", PUBLISHED), ("decideStory", APPROVED)):
        by = "director" if mutation == "decideStory" else "caseworker"
        code = "CLOSED" if mutation == "updateStory" else "ALREADY_DONE"
        assert (await office.do(mutation, {**published.update, **more}, by)).problems == {(code, "input.id")}
    key = UUID(published.update["id"])
    read = await published_story(office.database, key)
    assert read
    assert (read.text, read.code) == (TEXT["text"] + "今年已有三期。", int(COUNTY))
    withdrawn = {"withdrawnOn": "2024-07-01", "withdrawnBy": "母亲"}
    await office.done("withdrawConsent", {**given.update, **withdrawn})
    assert await published_story(office.database, key) is None
    now = await latest(office, published)
    assert now.record
    assert (now.record["stage"], now.record["takenDownReason"]) == ("TAKEN_DOWN", "CONSENT_WITHDRAWN")
    assert now.record["version"] == published.update["expectedVersion"] + 1
    taken = {**now.update, "takenDownOn": "2024-07-02", "takenDownReason": "OTHER"}
    assert (await office.do("takeDownStory", taken)).problems == {("ALREADY_DONE", "input.id")}
    assert photo.record


async def test_a_consent_to_photographs_that_is_taken_back_takes_down_what_shows_faces(office: Office) -> None:
    child = await office.child()
    photo = await consent(office, child, "PHOTO")
    withdrawn = {**photo.update, "withdrawnOn": "2024-07-01", "withdrawnBy": "母亲"}
    stories = []
    for faces in (0, 1):
        story = await approved(office, childrenShown=1, facesShown=faces)
        await consent(office, child, "PUBLISH", publicationId=story.update["id"])
        stories.append(await office.done("publishStory", {**story.update, **PUBLISHED}))
    await office.done("withdrawConsent", withdrawn)
    assert [stage_of(await latest(office, story)) for story in stories] == ["PUBLISHED", "TAKEN_DOWN"]


async def test_nobody_makes_up_for_who_took_a_consent_back(office: Office) -> None:
    story = await approved(office, childrenShown=1)
    named = {"publicationId": story.update["id"]}
    given = await consent(office, await office.child(), "PUBLISH", **named)
    await consent(office, await office.child(), "PUBLISH", **named)
    await office.done("withdrawConsent", {**given.update, "withdrawnOn": "2024-07-01", "withdrawnBy": "母亲"})
    refused = await office.do("publishStory", {**story.update, **PUBLISHED})
    assert refused.problems == {("NOT_CONSENTED", "input.id: childrenShown")}


async def test_whoever_publishes_and_whoever_withdraws_see_each_other(office: Office) -> None:
    """Whichever is first: the other waits for it."""
    withdrawn = {"withdrawnOn": "2024-07-01", "withdrawnBy": "母亲"}
    publish = "update stories set stage = 'PUBLISHED', published_on = '2024-06-01', version = version + 1 where id = $1"
    withdraw = "update consents set withdrawn_on = '2024-07-01', withdrawn_by = '母亲', version = 2 where id = $1"
    for first in (publish, withdraw):
        story = await approved(office, childrenShown=1)
        given = await consent(office, await office.child(), "PUBLISH", publicationId=story.update["id"])
        connection = await asyncpg.connect(office.application_url)
        async with connection.transaction():
            await connection.execute(office.callers["caseworker"].actor.settings_statement)
            key = (story if first is publish else given).update["id"]
            assert await connection.execute(first, UUID(key)) == "UPDATE 1"
            second = ("withdrawConsent", {**given.update, **withdrawn})
            if first is withdraw:
                second = ("publishStory", {**story.update, **PUBLISHED})
            later = asyncio.create_task(office.do(*second))
            assert not (await asyncio.wait([later], timeout=0.5))[0]
        await connection.close()
        problems = set() if first is publish else {("NOT_CONSENTED", "input.id: childrenShown")}
        assert (await later).problems == problems
        assert stage_of(await latest(office, story)) == ("TAKEN_DOWN" if first is publish else "APPROVED")


async def test_a_director_above_takes_a_story_down(office: Office, province: Caller) -> None:
    story = await approved(office)
    down = {"takenDownOn": "2024-06-02", "takenDownReason": "MISTAKE"}
    assert (await office.do("takeDownStory", {**story.update, **down})).problems == {("STEPS_MISSING", "input.id")}
    story = await office.done("publishStory", {**story.update, **PUBLISHED})
    early = {**story.update, **down, "takenDownOn": "2024-05-31"}
    assert (await office.do("takeDownStory", early)).problems == {("OUT_OF_ORDER", "input.takenDownOn")}
    assert stage_of(await office.do("takeDownStory", {**story.update, **down}, province, fields=STAGE)) == "TAKEN_DOWN"


async def test_a_story_of_a_caring_mother_is_hers_to_agree_to_and_goes_with_her(office: Office) -> None:
    mother = await office.volunteer()
    story = await approved(office, caringMotherId=mother.update["id"])
    publishing = {**story.update, **PUBLISHED}
    assert (await office.do("publishStory", publishing)).problems == {("REQUIRED", "input.id: motherAgreedOn")}
    # Nobody agrees for another.
    other = await draft(office, caringMotherId=mother.update["id"], motherAgreedOn="2024-05-20")
    swapping = {**other.update, "caringMotherId": (await office.volunteer()).update["id"]}
    swapped = await office.do("updateStory", swapping, fields="motherAgreedOn")
    assert swapped.record
    assert swapped.record["motherAgreedOn"] is None
    # What she agrees to is what was approved.
    story = await office.done("updateStory", {**story.update, "motherAgreedOn": "2024-05-20"})
    before = await office.do("publishStory", {**story.update, "publishedOn": "2024-05-19"})
    assert before.problems == {("OUT_OF_ORDER", "input.publishedOn")}
    story = await office.done("publishStory", {**story.update, **PUBLISHED})
    request = Request("CARING_MOTHER", UUID(mother.update["id"]), "操作员", "she asked")
    assert TEXT["text"] in await export_person(office.owner, request, KEYS)
    await office.owner.execute(
        "update caring_mothers set closed_on = '2024-09-01', closed_reason = 'WITHDREW' where id = $1", request.id
    )
    async with office.owner.transaction():
        await erase_person(office.owner, request)
    row = await office.owner.fetchrow("select * from stories where id = $1", UUID(story.update["id"]))
    assert row
    assert (row["stage"], row["taken_down_reason"], row["title"], row["text"]) == (
        *("TAKEN_DOWN", "PERSON_ERASED"),
        *("—", "—"),
    )
    kept = "select count(*) from change_values where record_id = $1"
    assert await office.owner.fetchval(kept, row["id"]) == 0


async def test_a_story_that_shows_a_child_goes_with_it(office: Office) -> None:
    child = await office.child()
    story = await approved(office, childrenShown=1)
    await consent(office, child, "PUBLISH", publicationId=story.update["id"])
    story = await office.done("publishStory", {**story.update, **PUBLISHED})
    request = Request("CHILD", UUID(child.update["id"]), "操作员", "guardian asked")
    assert TEXT["text"] in await export_person(office.owner, request, KEYS)
    await office.owner.execute(
        "update children set closed_on = '2024-09-01', closed_reason = 'MOVED_OUT' where id = $1", request.id
    )
    async with office.owner.transaction():
        await erase_person(office.owner, request)
    now = await latest(office, story)
    assert now.record
    assert (now.record["stage"], now.record["takenDownReason"]) == ("TAKEN_DOWN", "PERSON_ERASED")


async def test_everybody_on_file_is_found_by_each_name(office: Office) -> None:
    child = await office.child(formerNames=["欧阳清越"])
    of_child = {"childId": child.update["id"], "relation": "MOTHER", "legalGuardian": True, "fromOn": "2015-05-05"}
    await office.done("addGuardian", {**of_child, "name": "古丽·阿依"})
    await office.volunteer(name="闻人语冰")
    for text in ("听欧阳清越说", "奶奶古丽阿依来了", "闻人 语冰妈妈", "证件330106197001010027"):
        assert (await draft(office, text=text)).problems == {("IDENTIFIES", "input.text")}, text
    changed = {**(await draft(office)).update, "title": "古丽 • 阿依的故事"}
    assert (await office.do("updateStory", changed)).problems == {("IDENTIFIES", "input.title")}


async def test_a_village_is_found_as_people_call_it(office: Office) -> None:
    """A register has the names of their committees."""
    for name in ("坞坑村村委会", "沿山村委会", "清波门社区居民委员会", "皋城居委会"):
        await office.owner.execute("update tenants set name = $2 where code = $1", int(NEXT_VILLAGE), name)
        place = {"坞": "坞坑村", "沿": "沿山村", "清": "清波门社区", "皋": "皋城社区"}[name[0]]
        for text in (f"走进{place}，孩子们在读书", f"{name}的妈妈们"):
            assert (await draft(office, text=text)).problems == {("IDENTIFIES", "input.text")}, text
        assert not (await draft(office, text=f"{place[:2]}的孩子们")).errors
    await office.owner.execute("update tenants set name = '邻村' where code = $1", int(NEXT_VILLAGE))


async def test_who_chose_what_is_shown_does_not_approve_it(office: Office) -> None:
    """Whoever says where it is to be published has a hand in it, and decides on it at no level."""
    editor = await add_caller(office.owner, office.database, "CASEWORKER", int(COUNTY))
    story = await draft(office, channels=["NOTICE_BOARD"])
    story = await office.done("updateStory", {**story.update, "channels": ["MEDIA_MATRIX"]}, editor)
    story = await decide(office, await office.done("submitStory", story.update), "director")
    above = await promoted(office, editor)
    assert "DECIDE_STORY" not in await offered(office, story, above)
    assert (await decide(office, story, above)).problems == {("SAME_PERSON", "input.id")}
    another = await add_caller(office.owner, office.database, "DIRECTOR", 330000000000)
    assert "DECIDE_STORY" in await offered(office, story, another)


async def test_a_name_out_of_reach_is_not_told(office: Office) -> None:
    """What one branch writes is no way to ask who is on file in another."""
    await office.done("registerChild", {"tenant": "330128100201", "name": "欧阳未晞"}, "neighbour")
    assert not (await draft(office, text="欧阳未晞喜欢画画。")).errors
    own = await office.do(
        *("createStory", {"tenant": "330128000000", **TEXT, "text": "欧阳 未晞喜欢画画。"}, "neighbour"),
        language=Language.ZH,
    )
    assert [error["message"] for error in own.errors] == ["文中有可识别个人的内容（人员姓名），请改写。"]
    assert (await draft(office, text="某村的孩子们")).problems == {("IDENTIFIES", "input.text")}
    worker = await office.worker(VILLAGE)
    assert (await office.do("createStory", {"tenant": VILLAGE, **TEXT, "text": "欧阳未晞"}, worker)).record


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("电话 138 0013 8000", ["PHONE"]),
        ("（０５７１）8765-4321", ["PHONE"]),
        ("138—0013—8000", ["PHONE"]),
        ("电话138.0013.8000", ["PHONE"]),
        ("+86 13800138000", ["PHONE"]),
        ("证件号330106 19700101 002X", ["IDENTITY_NUMBER"]),
        ("2024年6月1日，共12345678元，服务1200人次", []),
        ("项目编号 2024060112345", []),
    ],
)
def test_numbers_are_found_however_they_are_written(text: str, found: list[str]) -> None:
    assert [str(one) for one in find_numbers(text)] == found


@pytest.mark.parametrize(
    ("by", "change", "outcome"),
    [
        ("caseworker", "stage = 'APPROVED', approved_by = tenant_code", "InsufficientPrivilegeError"),
        ("caseworker", "text = 'b'", "DRAFT"),
        ("caseworker", "stage = 'PUBLISHED', published_on = today()", "stories_id_unapproved"),
        ("caseworker", "stage = 'TAKEN_DOWN'", "stories_id_steps_missing"),
        ("director", "text = 'b'", "InsufficientPrivilegeError"),
        ("director", "stage = 'APPROVED', approved_by = 330000000000", "InsufficientPrivilegeError"),
        ("director", "stage = 'APPROVED', approved_by = tenant_code", "APPROVED"),
    ],
)
async def test_sql_of_ones_own_does_no_more(office: Office, by: str, change: str, outcome: str) -> None:
    story = await office.done("submitStory", (await draft(office)).update)
    connection = await asyncpg.connect(office.application_url)
    try:
        async with connection.transaction():
            await connection.execute(office.callers[by].actor.settings_statement)
            done = await connection.fetchval(
                f"update stories set {change} where id = $1 returning stage", UUID(story.update["id"])
            )
    except asyncpg.PostgresError as error:
        done = getattr(error, "constraint_name", None) or type(error).__name__
    finally:
        await connection.close()
    assert done == outcome
