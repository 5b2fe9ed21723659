"""A child's categories, several at once; what follows from the parents; risk; whether it is to be paired."""

import asyncpg
import pytest

from tenants.records.child.enums import MAIN_FIRST
from tests.callers import ask
from tests.tenants.records.office import COUNTY, Done, Office

MAIN = "category categorySince riskLevel deFactoUnattended pairingTarget categoryHistory { category since until }"


async def read(office: Office, child: Done) -> dict[str, object]:
    text = f"query ($id: ID!) {{ child(id: $id) {{ {MAIN} }} }}"
    found = await ask(office.engine, office.callers["caseworker"], text, {"id": child.update["id"]})
    shown: dict[str, object] = found["child"]
    return shown


async def add(office: Office, child: Done, category: str, since: str, source: str = "FEDERATION") -> Done:
    given = {"childId": child.update["id"], "category": category, "source": source, "fromOn": since}
    return await office.do("addCategorization", given)


async def test_several_categories_at_once_have_one_main_one(office: Office) -> None:
    child = await office.child()
    again = await add(office, child, "LEFT_BEHIND", "2024-02-02")
    assert again.problems == {("ALREADY_DONE", "input.category")}
    hardship = await add(office, child, "HARDSHIP", "2024-03-03")
    assert (await read(office, child))["category"] == "HARDSHIP"
    await add(office, child, "MIGRANT", "2024-04-04")
    now = await read(office, child)
    assert (now["category"], now["categorySince"]) == ("HARDSHIP", "2024-03-03")
    ended = {**hardship.update, "untilOn": "2024-06-06", "endedReason": "CIRCUMSTANCES_CHANGED"}
    await office.done("endCategorization", ended)
    now = await read(office, child)
    assert (now["category"], now["categorySince"]) == ("LEFT_BEHIND", "2024-06-06")
    assert now["categoryHistory"] == [
        {"category": "LEFT_BEHIND", "since": "2024-01-02", "until": "2024-03-03"},
        {"category": "HARDSHIP", "since": "2024-03-03", "until": "2024-06-06"},
    ]
    listed = "query ($id: ID!) { child(id: $id) { categorizations { nodes { id version category untilOn } } } }"
    found = await ask(office.engine, office.callers["caseworker"], listed, {"id": child.update["id"]})
    for one in found["child"]["categorizations"]["nodes"]:
        if one["untilOn"] is None:
            ended = {"id": one["id"], "expectedVersion": one["version"], "untilOn": "2024-07-07"}
            await office.done("endCategorization", {**ended, "endedReason": "AGED_OUT"})
    assert (await read(office, child))["category"] is None


async def test_the_order_of_categories_is_the_same_in_the_database(office: Office) -> None:
    ranks = [await office.owner.fetchval("select category_rank($1)", str(one)) for one in MAIN_FIRST]
    assert ranks == list(range(1, len(MAIN_FIRST) + 1))


async def test_nobody_writes_what_follows_from_records(office: Office) -> None:
    child = await office.child()
    async with office.database.writing(office.callers["caseworker"].actor) as writing:
        await writing.connection.execute("update children set category = 'ORPHAN' where id = $1", child.update["id"])
        for kept in ("risk_level = 'RED'", "untargeted_on = '{(,)}'", "category_history = '[]'", "risk_history = '[]'"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                async with writing.savepoint():
                    await writing.connection.execute(f"update children set {kept}")
    now = await read(office, child)
    assert (now["category"], now["riskLevel"], now["pairingTarget"]) == ("LEFT_BEHIND", None, True)


async def test_de_facto_unattended_follows_from_both_parents_and_is_confirmed(office: Office) -> None:
    refused = await office.do("registerChild", {"category": "DE_FACTO_UNATTENDED", "categorySource": "FEDERATION"})
    assert refused.problems == {("NOT_BORNE_OUT", "input.category")}
    child = await office.child()
    assert (await add(office, child, "DE_FACTO_UNATTENDED", "2024-05-05")).problems == {
        ("NOT_BORNE_OUT", "input.category")
    }
    assert not (await add(office, await office.child(), "DE_FACTO_UNATTENDED", "2024-05-05", "CIVIL_AFFAIRS")).errors
    of = {"childId": child.update["id"]}
    father = {**of, "parent": "FATHER", "circumstance": "IMPRISONED", "fromOn": "2024-02-02"}
    backward = await office.do("addParentCircumstance", {**father, "expectedEndOn": "2024-02-01"})
    assert backward.problems == {("OUT_OF_ORDER", "input.expectedEndOn")}
    await office.done("addParentCircumstance", father)
    assert (await read(office, child))["deFactoUnattended"] is False
    lost = {**of, "parent": "MOTHER", "circumstance": "LOST_CONTACT", "fromOn": "2024-03-03"}
    assert (await office.do("addParentCircumstance", lost)).problems == {("REQUIRED", "input.evidence")}
    with pytest.raises(asyncpg.CheckViolationError):
        await office.owner.execute(
            """insert into parent_circumstances (id, tenant_code, child_id, parent, circumstance, from_on)
               select gen_random_uuid(), tenant_code, id, 'MOTHER', 'LOST_CONTACT', today()
               from children where id = $1""",
            child.update["id"],
        )
    mother = await office.done("addParentCircumstance", {**lost, "evidence": "派出所出具的查找证明"})
    assert (await read(office, child))["deFactoUnattended"] is True
    # On the day that it is found from it has to follow.
    assert (await add(office, child, "DE_FACTO_UNATTENDED", "2024-03-02")).errors
    assert not (await add(office, child, "DE_FACTO_UNATTENDED", "2024-03-03")).errors
    assert (await read(office, child))["category"] == "DE_FACTO_UNATTENDED"
    back = {**mother.update, "untilOn": "2024-09-09", "endedReason": "CHANGED"}
    await office.done("endParentCircumstance", back)
    assert (await read(office, child))["deFactoUnattended"] is False


async def test_contact_lost_lately_does_not_count_yet(office: Office) -> None:
    today = await office.owner.fetchval("select today()")
    of = {"childId": (await office.child()).update["id"], "parent": "FATHER", "circumstance": "LOST_CONTACT"}
    refused = await office.do("addParentCircumstance", {**of, "fromOn": str(today), "evidence": "证明"})
    assert refused.problems == {("TOO_LATE", "input.fromOn")}


async def test_orphans_are_not_unattended_and_one_dead_parent_counts(office: Office) -> None:
    for other, wanted in (("DECEASED", False), ("SEVERELY_ILL", True), ("AWAY_WORKING", False)):
        child = await office.child()
        for parent, what in (("FATHER", "DECEASED"), ("MOTHER", other)):
            given = {"childId": child.update["id"], "parent": parent, "circumstance": what, "fromOn": "2024-01-05"}
            await office.done("addParentCircumstance", given)
        assert (await read(office, child))["deFactoUnattended"] is wanted


async def test_the_latest_assessment_is_the_level_and_an_urgent_sign_overrides(office: Office) -> None:
    child = await office.child()
    of = {"childId": child.update["id"], "assessedOn": "2024-03-05"}
    assert (await office.do("recordAssessment", of)).problems == {("REQUIRED", "input.level")}
    first = await office.do("recordAssessment", {**of, "level": "BLUE", "score": 12}, fields="nextDueOn assessor")
    assert first.record
    assert first.record["nextDueOn"] == "2024-09-30"
    later = await office.do(
        "recordAssessment",
        {**of, "assessedOn": "2024-09-10", "level": "GREEN", "urgentSign": "独自居家，屋内有明火隐患"},
        fields="level nextDueOn",
    )
    assert later.record
    assert (later.record["level"], later.record["nextDueOn"]) == ("RED", "2025-03-31")
    assert (await read(office, child))["riskLevel"] == "RED"
    withdrawn = {**later.update, "withdrawnOn": "2024-09-11", "withdrawnReason": "录错儿童"}
    await office.done("withdrawAssessment", withdrawn)
    assert (await read(office, child))["riskLevel"] == "BLUE"
    past = {**first.update, "nextDueOn": "2024-03-05"}
    assert (await office.do("updateAssessment", past)).problems == {("OUT_OF_ORDER", "input.nextDueOn")}


async def test_who_reviews_an_assessment_is_not_who_wrote_it(office: Office) -> None:
    child = await office.child()
    given = {"childId": child.update["id"], "assessedOn": "2024-03-05", "level": "YELLOW"}
    written = await office.done("recordAssessment", given)
    assert (await office.do("reviewAssessment", written.update)).problems == {("SAME_PERSON", "input.id")}
    colleague = await office.worker(COUNTY)
    reviewed = await office.do("reviewAssessment", written.update, colleague, fields="reviewer reviewedOn")
    assert reviewed.record
    assert colleague.session
    assert reviewed.record["reviewer"] == colleague.session.user_name
    assert (await office.do("reviewAssessment", reviewed.update)).problems == {("ALREADY_DONE", "input.id")}
    # Another content has not been reviewed, and now it is the colleague's own.
    corrected = await office.do("updateAssessment", {**reviewed.update, "score": 9}, colleague, fields="reviewedOn")
    assert corrected.record
    assert corrected.record["reviewedOn"] is None
    assert (await office.do("reviewAssessment", corrected.update, colleague)).problems == {("SAME_PERSON", "input.id")}
    assert (await office.do("reviewAssessment", corrected.update)).errors == []


async def test_a_child_is_to_be_paired_unless_somebody_decides_otherwise(office: Office) -> None:
    child = await office.child()
    assert (await read(office, child))["pairingTarget"] is True
    given = {
        "childId": child.update["id"],
        "target": False,
        "reason": "寄宿并有亲属固定陪伴",
        "decidedOn": "2024-05-05",
    }
    await office.done("addTargetDecision", {**given, "decidedBy": "县妇联"})
    assert (await read(office, child))["pairingTarget"] is False
    text = "{ children(first: 200, filter: {pairingTarget: false}) { nodes { id } } }"
    listed = (await ask(office.engine, office.callers["caseworker"], text))["children"]["nodes"]
    assert [one["id"] for one in listed] == [child.update["id"]]
    figures = 'query { tenant(code: "330127") { statistics(period: "%s") { children pairingTargets } } }'
    for period, less in (("2024-04", 0), ("2024-05", 1)):
        found = (await ask(office.engine, office.callers["caseworker"], figures % period))["tenant"]["statistics"]
        assert found["children"] - found["pairingTargets"] == less
    await office.done("addTargetDecision", {**given, "target": True, "decidedOn": "2024-06-06"})
    assert (await read(office, child))["pairingTarget"] is True
