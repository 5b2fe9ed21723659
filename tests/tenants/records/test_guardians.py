"""Guardians, those who were entrusted with a child, and who may consent to what."""

from tests.tenants.records.office import Done, Office

CHECKED = ("noViolence", "noVice", "noNeglect", "otherwiseFit")
FIT = dict.fromkeys(CHECKED, True)
PERSON = {"name": "张某", "fromOn": "2024-01-05", "phone": "13812345678"}


async def guardian(office: Office, child: Done, *, legal: bool = True, relation: str = "FATHER") -> Done:
    given = {"childId": child.update["id"], **PERSON, "relation": relation, "legalGuardian": legal}
    return await office.done("addGuardian", given)


def entrusted(child: Done, by: Done, **changed: object) -> dict[str, object]:
    given = {
        "childId": child.update["id"],
        "delegatedById": by.update["id"],
        **PERSON,
        **FIT,
        "relation": "GRANDPARENT",
    }
    told = {"delegationReason": "父母在外务工", "delegatedUntil": "2025-01-05", "childOpinion": "愿意和奶奶住"}
    return {**given, **told, **changed}


async def test_only_a_legal_guardian_entrusts_a_child_and_only_to_somebody_fit(office: Office) -> None:
    child = await office.child()
    father, grandmother = await guardian(office, child), await guardian(office, child, legal=False)
    assert (await office.do("delegateCare", entrusted(child, grandmother))).problems == {
        ("NOT_LEGAL_GUARDIAN", "input.delegatedById")
    }
    others = await guardian(office, await office.child())
    assert (await office.do("delegateCare", entrusted(child, others))).problems == {
        ("NOT_FOUND", "input.delegatedById")
    }
    for name in CHECKED:
        unfit = await office.do("delegateCare", entrusted(child, father, **{name: False}))
        assert unfit.problems == {("UNFIT", f"input.{name}")}
    unheard = await office.do("delegateCare", entrusted(child, father, childOpinion=None))
    assert unheard.problems == {("REQUIRED", "input.childOpinion")}
    backward = await office.do("delegateCare", entrusted(child, father, delegatedUntil="2024-01-05"))
    assert backward.problems == {("OUT_OF_ORDER", "input.delegatedUntil")}
    fields = "legalGuardian delegatedBy { id } schoolToldOn childOpinion"
    done = await office.do("delegateCare", entrusted(child, father, schoolToldOn="2024-01-06"), fields=fields)
    assert done.record
    assert (done.record["legalGuardian"], done.record["childOpinion"]) == (False, "愿意和奶奶住")
    assert done.record["delegatedBy"] == {"id": father.update["id"]}
    later = await office.do("updateGuardian", {**done.update, "noVice": False})
    assert later.problems == {("UNFIT", "input.noVice")}
    promoted = await office.do("updateGuardian", {**done.update, "legalGuardian": True})
    assert promoted.problems == {("NOT_LEGAL_GUARDIAN", "input.legalGuardian")}


async def test_a_child_too_young_to_say_is_not_asked(office: Office) -> None:
    child = await office.child(birthDate="2023-06-01", identityNumber=None)
    father = await guardian(office, child)
    done = await office.do("delegateCare", entrusted(child, father, childOpinion=None))
    assert (done.errors == []) is (await office.owner.fetchval("select today() < '2031-06-01'"))


def consent(child: Done, by: Done | None, **changed: object) -> dict[str, object]:
    given = {"childId": child.update["id"], "guardianId": by and by.update["id"], "purpose": "VISIT"}
    return {**given, "decision": "GIVEN", "fromOn": "2024-02-02", "method": "PAPER", **changed}


async def test_a_grandmother_who_is_no_legal_guardian_cannot_consent(office: Office) -> None:
    child = await office.child()
    father = await guardian(office, child)
    grandmother = await guardian(office, child, legal=False, relation="GRANDPARENT")
    assert (await office.do("recordConsent", consent(child, grandmother))).problems == {
        ("NOT_LEGAL_GUARDIAN", "input.guardianId")
    }
    nobody = await office.do("recordConsent", consent(child, None))
    assert nobody.problems == {("REQUIRED", "input.guardianId")}
    too_early = await office.do("recordConsent", consent(child, father, fromOn="2024-01-04"))
    assert too_early.problems == {("NOT_LEGAL_GUARDIAN", "input.guardianId")}
    herself = await office.do("recordConsent", consent(child, None, byChild=True))
    assert herself.problems == {("NOT_LEGAL_GUARDIAN", "input.byChild")}
    unnamed = await office.do("recordConsent", consent(child, father, purpose="PUBLISH"))
    assert unnamed.problems == {("REQUIRED", "input.story")}
    done = await office.done("recordConsent", consent(child, father))
    key = child.update["id"]
    holds = "select has_consent($1, 'VISIT', $2::text::date)"
    asked = [await office.owner.fetchval(holds, key, day) for day in ("2024-02-01", "2024-02-02", "2024-05-05")]
    assert asked == [False, True, True]
    withdrawal = {**done.update, "withdrawnOn": "2024-04-04", "withdrawnBy": "父亲"}
    withdrawn = await office.done("withdrawConsent", withdrawal)
    assert (await office.do("withdrawConsent", {**withdrawal, **withdrawn.update})).problems == {
        ("ALREADY_DONE", "input.id")
    }
    assert await office.owner.fetchval(holds, key, "2024-03-03")
    assert not await office.owner.fetchval(holds, key, "2024-04-04")


async def test_from_fourteen_the_child_decides(office: Office) -> None:
    child = await office.child(birthDate="2010-02-02", identityNumber=None)
    father = await guardian(office, child)
    assert (await office.do("recordConsent", consent(child, father, fromOn="2024-02-01"))).errors == []
    grown = consent(child, father)
    assert (await office.do("recordConsent", grown)).problems == {("CHILDS_OWN_DECISION", "input.byChild")}
    own = await office.do("recordConsent", {**grown, "guardianId": None, "byChild": True}, fields="guardian { id }")
    assert own.record
    assert own.record["guardian"] is None


async def test_a_refusal_leaves_a_file_that_is_counted_with_the_least_data(office: Office) -> None:
    child = await office.do(
        "registerChild", {"name": "张小明", "school": "一小", "taboos": "不谈父亲", "interests": ["画画"]}
    )
    father = await guardian(office, child)
    refused = consent(child, father, purpose="KEEP_FILE", decision="REFUSED")
    await office.done("recordConsent", refused)
    row = await office.owner.fetchrow("select * from children where id = $1", child.update["id"])
    assert (row["school"], row["taboos"], row["interests"], row["phone"], row["phone_hash"]) == (
        None,
        None,
        [],
        None,
        None,
    )
    assert (row["name"], row["state"]) == ("张小明", "ON_FILE")
    now = {"id": child.update["id"], "expectedVersion": row["version"]}
    assert (await office.do("updateChild", {**now, "school": "二小"})).problems == {("KEEPING_REFUSED", "input.school")}
    assert (await office.do("updateChild", {**now, "name": "张明"})).errors == []
    await office.done("recordConsent", {**refused, "decision": "GIVEN", "fromOn": "2024-03-03"})
    again = {"id": child.update["id"], "expectedVersion": row["version"] + 1, "school": "二小"}
    assert (await office.do("updateChild", again)).errors == []


async def test_a_child_without_papers_needs_a_reason(office: Office) -> None:
    bare = {"identityKind": "NONE", "identityNumber": None}
    assert (await office.do("registerChild", bare)).problems == {("REQUIRED", "input.noIdentityReason")}
    assert (await office.do("registerChild", {**bare, "noIdentityReason": "未办理户口登记"})).errors == []
