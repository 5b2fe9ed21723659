"""Every mutation that writes records: the verb it needs, on what, and an input that would be accepted."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tenants.clock import today
from tenants.encryption.columns import SearchTerm, hash_term
from tenants.kinds.kind import Fields, Kind
from tenants.kinds.mutation import InputKind, Mutation
from tenants.kinds.table import column_name
from tenants.reading.names import camel
from tenants.records.kinds import BY_NAME, KINDS
from tests.keys import KEYS
from tests.kinds import RULES, given, references, value
from tests.world import NEIGHBOUR, ON_FILE_ELSEWHERE, TOWNSHIP, Kept, World

Input = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Order:
    """`kind` is what is written, `names` the kind of record that the input names, and `field` where it does.

    `fits` tells which of these the order could be carried out on, were everything allowed.
    """

    kind: str
    verb: str
    names: str
    field: str
    input: Callable[[World, Kept], Input]
    fits: Callable[[World, Kept], bool] = lambda _world, _record: True
    # What is done to it first where the order is to be carried out, by its id.
    first: str | None = None
    # The list that holds the input, where many are ordered at once.
    listed: str | None = None

    @property
    def payload(self) -> str:
        return self.listed or camel(self.kind)

    @property
    def refused(self) -> list[None] | None:
        """What it comes to where nothing is done."""
        return [None] if self.listed else None

    @property
    def path(self) -> tuple[str, ...]:
        """Where the input names the record."""
        return (self.listed, "0", self.field) if self.listed else (self.field,)

    @property
    def adds(self) -> bool:
        """Whether it adds a row, or changes one."""
        return self.field != "id"

    def cases(self, world: World) -> Iterable[Kept]:
        """Of the records it could be carried out on one at each distance: access knows no other difference."""
        return {record.marks: record for record in world.of(self.names) if self.fits(world, record)}.values()


def creates(kind: str, values: Input) -> Order:
    """Adds a record to a tenant."""
    return Order(kind, "manage", "tenant", "tenant", lambda _, tenant: {"tenant": tenant.id, **values})


def adds(kind: str, verb: str, names: str, values: Input) -> Order:
    """Adds a record to another."""
    field = camel(f"{names}_id")
    return Order(kind, verb, names, field, lambda _, record: {field: str(record.id), **values})


def changes(kind: str, values: Input, verb: str = "manage") -> Order:
    def given(_: World, record: Kept) -> Input:
        return {"id": str(record.id), "expectedVersion": record.row["version"], **values}

    return Order(kind, verb, kind, "id", given)


def only(fits: Callable[[World, Kept], bool], order: Order) -> Order:
    return Order(order.kind, order.verb, order.names, order.field, order.input, fits)


def at_once(listed: str, order: Order) -> Order:
    """The same, as the one item of a list."""

    def given(world: World, named: Kept) -> Input:
        return {listed: [order.input(world, named)]}

    return replace(order, input=given, listed=listed)


def is_open(_: World, pairing: Kept) -> bool:
    return pairing.row["until_on"] is None


def is_current(_: World, record: Kept) -> bool:
    return record.row["until_on"] is None


def is_kept_below(_: World, child: Kept) -> bool:
    """Not by the tenant itself, to which it is open anyway."""
    return "own" not in child.marks


def is_unpaired(world: World, person: Kept) -> bool:
    """A child or a Caring Mother in no pairing."""
    return not any(pairing.row[f"{person.kind}_id"] == person.id for pairing in world.of("pairing"))


def is_not_reversed(world: World, entry: Kept) -> bool:
    reversed_ids = {other.row["reverses_id"] for other in world.of("donation")}
    return not entry.row["fund_id"] and entry.row["reverses_id"] is None and entry.id not in reversed_ids


def has_served(world: World, mother: Kept) -> bool:
    return any(one.row["caring_mother_id"] == mother.id and one.row["contact_made"] for one in world.of("visit"))


def has_not_applied(world: World, mother: Kept) -> bool:
    open_ = (one for one in world.of("screening") if one.row["state"] == "APPLIED")
    return all(one.row["caring_mother_id"] != mother.id for one in open_)


def is_suspended(_: World, mother: Kept) -> bool:
    return mother.row["suspended_on"] is not None


def is_not_suspended(_: World, mother: Kept) -> bool:
    return mother.row["suspended_on"] is None


def is_given(_: World, consent: Kept) -> bool:
    return bool(consent.row["decision"] == "GIVEN")


def twin(world: World, child: Kept) -> Kept | None:
    """Another child of the same tenant."""
    others = (one for one in world.of("child") if one.row["tenant_code"] == child.row["tenant_code"])
    return next((one for one in others if one.id != child.id and is_unpaired(world, one)), None)


def has_twin(world: World, child: Kept) -> bool:
    return twin(world, child) is not None


def merged(world: World, child: Kept) -> Input:
    other = twin(world, child)
    assert other
    named = {"mergeId": str(other.id), "mergeVersion": other.row["version"]}
    return {"id": str(child.id), "expectedVersion": child.row["version"], **named}


def legal_guardian(world: World, child: Kept) -> Kept | None:
    """A legal guardian of the child."""
    guardians = (one for one in world.of("guardian") if one.row["child_id"] == child.id)
    return next((one for one in guardians if one.row["legal_guardian"]), None)


def has_legal_guardian(world: World, child: Kept) -> bool:
    return legal_guardian(world, child) is not None


def delegated(world: World, child: Kept) -> Input:
    by = legal_guardian(world, child)
    return {"childId": str(child.id), "delegatedById": str(by and by.id), **ENTRUSTED}


def consented(world: World, child: Kept) -> Input:
    by = legal_guardian(world, child)
    given = {"purpose": "VISIT", "decision": "GIVEN", "fromOn": "2024-06-01", "method": "PAPER"}
    return {"childId": str(child.id), "guardianId": str(by and by.id), **given}


def is_settled(_: World, record: Kept) -> bool:
    """A need that was settled, a wish that was fulfilled."""
    return record.row["settled_on" if record.kind == "need" else "fulfilled_on"] is not None


def is_unsettled(world: World, record: Kept) -> bool:
    return not is_settled(world, record)


def met(world: World, need: Kept) -> Input:
    support = next(one for one in world.of("support") if one.row["need_id"] == need.id)
    told = {"settledOn": "2024-06-01", "supportId": str(support.id)}
    return {"id": str(need.id), "expectedVersion": need.row["version"], **told}


def fulfilled(world: World, wish: Kept) -> Input:
    support = next(one for one in world.of("support") if one.row["child_id"] == wish.row["child_id"])
    return {"id": str(wish.id), "expectedVersion": wish.row["version"], "supportId": str(support.id)}


def asked_for(_: World, child: Kept) -> Input:
    return {"childId": str(child.id), "receiver": str(NEIGHBOUR), "reason": "迁居"}


def is_not_handed_over(world: World, child: Kept) -> bool:
    return not any(one.row["child_id"] == child.id for one in world.of("transfer"))


def paired(world: World, child: Kept) -> Input:
    parties = {"childId": str(child.id), "caringMotherId": str(world.everywhere)}
    return {**parties, "fromOn": "2024-02-01", "kinshipExcluded": True}


def teamed(world: World, tenant: Kept) -> Input:
    return {"tenant": tenant.id, "name": "同心队", "openedOn": "2024-02-01", "leadId": str(world.everywhere)}


def joined(world: World, team: Kept) -> Input:
    told = {"caringMotherId": str(world.everywhere), "fromOn": str(today()), "kinshipExcluded": True}
    return {"teamId": str(team.id), **told}


def is_no_lead(world: World, member: Kept) -> bool:
    return all(one.row["lead_id"] != member.row["caring_mother_id"] for one in world.of("team"))


def team_paired(world: World, child: Kept) -> Input:
    """With the county's team, which serves there and below."""
    team = next(one for one in world.of("team") if "own" in one.marks)
    return {"childId": str(child.id), "teamId": str(team.id), "fromOn": str(today()), "kinshipExcluded": True}


def waived(world: World, child: Kept) -> Input:
    item = next(one for one in world.of("checklist_item") if "own" in one.marks)
    return {"childId": str(child.id), "itemId": str(item.id), "fromOn": "2024-02-01", "reason": "孩子随父母外出"}


def is_to_come(world: World, child: Kept) -> bool:
    """In no activity yet."""
    return not any(one.row["child_id"] == child.id for one in world.of("attendance"))


def coming(told: Input) -> Order:
    """To an activity of the county, as the one child of a list."""

    def given(world: World, child: Kept) -> Input:
        activity = next(one for one in world.of("activity") if "own" in one.marks)
        return {"activityId": str(activity.id), **told, "attendances": [{"childId": str(child.id)}]}

    return Order("attendance", "manage", "child", "childId", given, is_to_come, listed="attendances")


def has_no_steps(world: World, project: Kept) -> bool:
    return not any(step.row["project_id"] == project.id for step in world.of("project_step"))


def has_budget(world: World, project: Kept) -> bool:
    return any(line.row["project_id"] == project.id for line in world.of("budget_line"))


def budget_change(world: World, project: Kept) -> Input:
    """Back from the second line to the first."""
    lines = [str(line.id) for line in world.of("budget_line") if line.row["project_id"] == project.id]
    asked = {"fromLineId": lines[1], "toLineId": lines[0], "amount": "1.00", "reason": "需求变化"}
    return {"projectId": str(project.id), **asked, "donorConsent": "捐赠人书面同意", "consentedOn": "2024-05-01"}


def remainder(world: World, project: Kept) -> Input:
    """To another project of the same tenant."""
    other = next(
        one
        for one in world.of("project")
        if one.id != project.id and one.row["tenant_code"] == project.row["tenant_code"]
    )
    told = {"amount": "1.00", "basis": "AS_AGREED", "reason": "捐赠协议第七条", "proposedOn": "2024-05-01"}
    return {"projectId": str(project.id), "toProjectId": str(other.id), **told}


def is_running(_: World, project: Kept) -> bool:
    return bool(project.row["state"] == "RUNNING")


def joining(world: World, alliance: Kept) -> Input:
    """With an organisation above the county, which is seen there and is in no alliance of it."""
    other = next(one for one in world.of("organization") if "parent" in one.marks)
    return {"allianceId": str(alliance.id), "memberId": str(other.id), "fromOn": "2024-05-01"}


def is_in(state: str) -> Callable[[World, Kept], bool]:
    return lambda _, record: bool(record.row["state"] == state)


def is_unagreed(by: str) -> Callable[[World, Kept], bool]:
    return lambda _, agreement: agreement.row[f"{by}_agreed_on"] is None


def proposed(world: World, request: Kept) -> Input:
    """On an offer above the county, which is seen there."""
    offer = next(one for one in world.of("service_offer") if "parent" in one.marks)
    return {"serviceRequestId": str(request.id), "offerId": str(offer.id), **AGREED}


def answered(world: World, offer: Kept) -> Input:
    """For a request below the county, whose own agreements nobody else there writes."""
    request = next(one for one in world.of("service_request") if one.row["tenant_code"] == TOWNSHIP)
    return {"offerId": str(offer.id), "serviceRequestId": str(request.id), **AGREED}


def is_at(stage: str) -> Callable[[World, Kept], bool]:
    return lambda _, story: bool(story.row["stage"] == stage)


def is_next(stage: str) -> Callable[[World, Kept], bool]:
    """Of a stage, and the county's to decide on rather than a branch's."""
    return lambda _, story: bool(story.row["stage"] == stage and "branch" not in story.marks)


def is_empty(_: World, fund: Kept) -> bool:
    return bool(fund.row["balance"] == 0)


def applying(world: World, child: Kept) -> Input:
    """For money of a fund above the county, which is seen there."""
    fund = next(one for one in world.of("fund") if "parent" in one.marks)
    asked = {"hardshipKind": "LIVING", "period": "2022", "amount": "1.00", "requestedOn": "2024-05-01"}
    return {"childId": str(child.id), "fundId": str(fund.id), **asked}


def ordinary_names() -> Iterator[str]:
    for kind in KINDS:
        yield from (f"{said.prefix}_{kind.single}" for said in kind.ordinary)


def ordinary(kind: Kind, rule: Mutation) -> Order:
    """An ordinary change, with what the kind says it needs; the class of the kind says who may."""
    if rule.input.kind is InputKind.END:
        return changes(kind.single, given(rule.input.form, 99, needed=True))
    if rule.input.kind is InputKind.UPDATE:
        return Order(kind.single, "manage", kind.single, "id", lambda _, record: corrected(rule.input.form, record))
    values = given(rule.input.form, 1, needed=True)
    order = adds(kind.single, "manage", kind.under, values) if kind.under else creates(kind.single, values)
    return naming(kind, order)


def corrected(form: Fields, record: Kept) -> Input:
    """Another value than stands there, which would change nothing."""
    asked = {name: one for name, one in form.items() if one.required and one.reference is None}
    stands = {name: record.row[column_name(name, one)] for name, one in asked.items()}
    number = next(n for n in (1, 2) if {name: value(name, one, n) for name, one in asked.items()} != stands)
    return {"id": str(record.id), "expectedVersion": record.row["version"], **given(asked, number)}


def naming(kind: Kind, order: Order) -> Order:
    """Names, of each other record that it needs, one above the county, which is seen there."""
    others = {name: to for name, to in references(kind).items() if kind.fields[name].required and name != kind.under}

    def given_names(world: World, named: Kept) -> Input:
        kept = {name: world.of(BY_NAME[to.kind].single) for name, to in others.items()}
        above = {name: next(one for one in found if one.marks == {"parent"}) for name, found in kept.items()}
        return {**order.input(world, named), **{f"{camel(name)}Id": str(one.id) for name, one in above.items()}}

    return Order(order.kind, order.verb, order.names, order.field, given_names, order.fits)


# As the world has it of a child elsewhere.
NUMBER_HASH = hash_term(KEYS, SearchTerm("children", "identity_number", ON_FILE_ELSEWHERE)).hex()
CHILD = {
    "name": "新来",
    "sex": "FEMALE",
    "birthDate": "2015-01-01",
    "category": "ORPHAN",
    "categorySource": "FEDERATION",
    "identifiedOn": "2024-02-01",
}
DECIDED = {"decision": "APPROVED", "decidedOn": "2024-05-01"}
TARGET = {"indicator": "VISITS", "period": "2024-H1", "value": 1000}
MOTHER = {"name": "新人", "recruitedThrough": "OFFICIAL", "sector": "GOVERNMENT", "registeredOn": "2024-02-01"}
HELD = {"heldOn": "2024-05-01", "parentsServed": 1, "childrenServed": 2}
STEP_OF_PROJECT = {"step": "CALL", "submittedOn": "2024-03-01", "evidence": "征集公告"}
HOLD = "update activities set held_on = '2024-05-01', children_served = 9 where $1::uuid is not null"
CANCELLED = {"cancelledOn": "2024-05-01", "cancelledReason": "下雨"}
ITEM = {
    **dict.fromkeys(("code", "name", "nameEn"), "CALL"),
    "calendar": "MONTH",
    "acts": ["CALL"],
    "responsible": "BRANCH",
    "fromOn": "2099-01-01",
}
VISIT = {"visitedOn": "2024-02-02", "kind": "PHONE", "contactMade": True, "lateReason": "山区无信号"}
NEED = {"kind": "MEDICAL", "detail": "眼科检查", "raisedOn": "2024-03-01"}
SUPPORT = {"kind": "SUPPLIES", "supportedOn": "2024-03-01", "providedBy": "爱心企业"}
CLAIMED = {"claimedBy": "爱心企业", "claimedOn": "2024-04-01"}

CATEGORY = {"category": "STATE_GUARDIANSHIP", "source": "FEDERATION", "fromOn": "2024-03-01"}
ENDED = {"untilOn": "2024-07-01", "endedReason": "CIRCUMSTANCES_CHANGED"}
CIRCUMSTANCE = {"parent": "FATHER", "circumstance": "AWAY_WORKING", "fromOn": "2024-03-01"}
GUARDIAN = {"name": "王奶奶", "relation": "GRANDPARENT", "legalGuardian": False, "fromOn": "2024-03-01"}
ENTRUSTED = {
    **{name: GUARDIAN[name] for name in ("name", "relation", "fromOn")},
    "delegationReason": "外出务工",
    "delegatedUntil": "2025-03-01",
    "childOpinion": "愿意",
    **dict.fromkeys(("noViolence", "noVice", "noNeglect", "otherwiseFit"), True),
}
SERVICE = {"fromOn": "2020-01-01", "untilOn": "2025-12-31"}
STEP = {"step": "HEALTH", "outcome": "PASSED", "doneOn": "2024-02-01"}
PAIR = Order("pairing", "manage", "child", "childId", paired, is_unpaired)
STORY = {"title": "夏日里的陪伴", "text": "志愿者每周陪孩子们读书。", "channels": ["NOTICE_BOARD"]}
ASKED = {"kind": "TUTORING", "title": "暑期学业辅导", "persons": 20, "fromOn": "2024-07-01"}
AGREED = {"persons": 20, "fromOn": "2024-07-01", "untilOn": "2024-08-31", "arrangement": "PURCHASED_SERVICE"}
ATTACHMENT = {"kind": "RECEIPT", "takenOn": "2024-03-01", "mediaType": "PDF", "size": 4096}
ATTACHMENT |= {"reference": "receipts/1", "sha256": "0" * 64}
PLAN = {"fromOn": "2024-03-01", "plannedUntil": "2024-08-31", "goals": "有人陪伴", "responsible": "方主任"}
HARM = {"situation": "VIOLENCE_OR_ABUSE", "facts": "手臂有多处瘀伤"}

MUTATIONS: Mapping[str, Order] = {
    **{camel(name): ordinary(*RULES[camel(name)]) for name in ordinary_names()},
    "registerCaringMother": creates("caring_mother", MOTHER),
    "updateCaringMother": changes("caring_mother", {"phone": "13800000000"}),
    "applyForScreening": only(
        has_not_applied, adds("screening", "manage", "caring_mother", {"appliedOn": "2024-02-01"})
    ),
    "decideScreening": only(is_in("APPLIED"), changes("screening", {"state": "REJECTED", "opinion": "否"}, "approve")),
    "withdrawScreening": only(is_in("APPLIED"), changes("screening", {})),
    "revokeScreening": only(is_in("APPROVED"), changes("screening", {"lapsedReason": "被举报"}, "approve")),
    "recordClearanceStep": only(is_in("APPLIED"), adds("clearance_step", "add", "screening", STEP)),
    "issueCertificate": only(has_served, adds("certificate", "add", "caring_mother", SERVICE)),
    "revokeCertificate": changes("certificate", {"revokedOn": "2024-07-01", "revokedReason": "MISUSED"}, "approve"),
    "suspendCaringMother": only(is_not_suspended, changes("caring_mother", {"suspendedReason": "接受调查"})),
    "liftSuspension": only(is_suspended, changes("caring_mother", {}, "approve")),
    "closeCaringMother": only(
        is_unpaired, changes("caring_mother", {"closedOn": "2024-07-01", "closedReason": "WITHDREW"})
    ),
    "registerChild": creates("child", CHILD),
    "updateChild": changes("child", {"name": "改名"}),
    "closeChild": changes("child", {"closedOn": "2024-07-01", "closedReason": "MOVED_OUT"}),
    "reopenChild": Order(
        "child",
        "manage",
        "child",
        "id",
        changes("child", {"reopenedOn": "2024-08-01"}).input,
        first="update children set closed_on = '2024-07-01', closed_reason = 'MOVED_OUT' where id = $1",
    ),
    "requestTransfer": only(is_not_handed_over, Order("transfer", "manage", "child", "childId", asked_for)),
    "acceptTransfer": changes("transfer", {"pairingsContinue": True}, "approve"),
    "rejectTransfer": changes("transfer", {"decisionNote": "材料不全"}, "approve"),
    "withdrawTransfer": changes("transfer", {"decisionNote": "不再迁居"}),
    "mergeChildren": only(has_twin, Order("child", "manage", "child", "id", merged)),
    "pair": PAIR,
    "confirmPairings": at_once("pairings", PAIR),
    "createTeam": Order("team", "manage", "tenant", "tenant", teamed),
    "addTeamMember": Order("team_member", "manage", "team", "teamId", joined),
    "endTeamMember": only(is_no_lead, changes("team_member", {"untilOn": "2024-06-01", "endedReason": "LEFT"})),
    "pairTeam": Order("pairing", "manage", "child", "childId", team_paired, is_unpaired),
    "updatePairing": changes("pairing", {"handoverNote": "交接"}),
    "renewPairing": only(is_open, changes("pairing", {"agreedUntil": "2026-02-01"})),
    "endPairing": only(is_open, changes("pairing", {"untilOn": "2024-07-01", "endedReason": "COMPLETED"})),
    "recordVisit": adds("visit", "add", "pairing", VISIT),
    "updateVisit": changes("visit", {"findings": "很好"}),
    "addCategorization": adds("categorization", "manage", "child", CATEGORY),
    "updateCategorization": only(is_current, changes("categorization", {"evidence": "民政名单"})),
    "endCategorization": only(is_current, changes("categorization", ENDED)),
    "addParentCircumstance": adds("parent_circumstance", "manage", "child", CIRCUMSTANCE),
    "updateParentCircumstance": only(is_current, changes("parent_circumstance", {"place": "江苏省苏州市"})),
    # What an ordinary input says may be what stands there already, which changes nothing.
    "updateTargetDecision": changes("target_decision", {"reason": "另有安排"}),
    "recordAssessment": adds("assessment", "manage", "child", {"level": "BLUE", "assessedOn": "2024-03-05"}),
    "updateAssessment": changes("assessment", {"score": 7}),
    "reviewAssessment": changes("assessment", {}),
    "addGuardian": adds("guardian", "manage", "child", GUARDIAN),
    "updateGuardian": only(is_current, changes("guardian", {"capacity": "LIMITED"})),
    "delegateCare": Order("guardian", "manage", "child", "childId", delegated, has_legal_guardian),
    "recordConsent": Order("consent", "manage", "child", "childId", consented, has_legal_guardian),
    "withdrawConsent": only(is_given, changes("consent", {"withdrawnOn": "2024-07-01", "withdrawnBy": "母亲"})),
    "addAttachment": adds("attachment", "manage", "child", ATTACHMENT),
    "addCarePlan": adds("care_plan", "manage", "child", PLAN),
    "updateCarePlan": changes("care_plan", {"responsible": "余干事"}),
    "reportIncident": adds("incident_report", "add", "child", HARM),
    "amendIncident": adds(
        "incident_amendment", "add", "incident_report", {"receiptNumber": "1", "reportedTo": "POLICE"}
    ),
    "raiseNeed": adds("need", "add", "child", NEED),
    "updateNeed": only(is_unsettled, changes("need", {"detail": "改"})),
    "meetNeed": only(is_unsettled, Order("need", "manage", "need", "id", met)),
    "declineNeed": only(is_unsettled, changes("need", {"settledOn": "2024-06-01", "outcome": "NO_LONGER_NEEDED"})),
    "reopenNeed": only(is_settled, changes("need", {})),
    "recordSupport": adds("support", "add", "child", SUPPORT),
    "recordWish": adds("wish", "add", "child", {"wish": "一个书包", "madeOn": "2024-03-01"}),
    "publishWish": only(is_unsettled, changes("wish", {"publicText": "一个书包", "publishedOn": "2024-03-02"})),
    "claimWish": only(is_unsettled, changes("wish", CLAIMED)),
    "fulfilWish": only(is_unsettled, Order("wish", "manage", "wish", "id", fulfilled)),
    "thankForWish": only(is_settled, changes("wish", {"thanks": "谢谢", "thankedOn": "2024-05-01"})),
    "withdrawWish": only(is_unsettled, changes("wish", {"closedOn": "2024-06-01", "closedReason": "UNSUITABLE"})),
    "claimPublishedWish": changes("published_wish", CLAIMED),
    "openChildFile": only(is_kept_below, adds("file_opening", "add", "child", {"reason": "走访中发现异常,需核对"})),
    "endFileOpening": changes("file_opening", {}),
    "askKeeper": Order(
        *("file_enquiry", "add", "tenant", "tenant"),
        lambda _, tenant: {"tenant": tenant.id, "identityNumber": ON_FILE_ELSEWHERE, "question": "是否可以转出档案"},
        first=f"""select told_on_file('\\x{NUMBER_HASH}', null, null, null, true, null), $1::text""",
    ),
    "answerEnquiry": changes("received_enquiry", {"answer": "STAYS_HERE"}),
    "addChecklistItem": creates("checklist_item", ITEM),
    "reviseChecklistItem": changes("checklist_item", {"fromOn": "2099-01-01"}),
    "endChecklistItem": changes("checklist_item", {"untilOn": "2099-01-01"}),
    "waiveChecklistItem": Order("waiver", "manage", "child", "childId", waived),
    "updateWaiver": changes("waiver", {"reason": "孩子住院治疗"}),
    "createServiceRequest": creates("service_request", ASKED),
    "updateServiceRequest": changes("service_request", {"title": "寒假学业辅导"}),
    "proposeServiceAgreement": Order("service_agreement", "manage", "service_request", "serviceRequestId", proposed),
    "answerServiceRequest": Order("service_agreement", "add", "service_offer", "offerId", answered),
    "acceptServiceAgreement": only(is_unagreed("branch"), changes("service_agreement", {})),
    "confirmServiceAgreement": only(is_unagreed("organization"), changes("service_agreement", {}, "enter")),
    "deliverService": only(
        is_in("AGREED"), changes("service_agreement", {"deliveredOn": "2024-08-31", "personsServed": 19}, "enter")
    ),
    "rateService": only(is_in("DELIVERED"), changes("service_agreement", {"score": 4, "rating": "很好"})),
    "endServiceAgreement": changes(
        "service_agreement", {"closedOn": "2024-09-01", "closedReason": "DECLINED"}, "enter"
    ),
    "joinAlliance": Order("membership", "manage", "organization", "allianceId", joining),
    "setTarget": creates("target", TARGET),
    "changeTarget": changes("target", {"note": "分解到县"}),
    "withdrawTarget": changes("target", {"closedOn": "2024-05-01", "closedReason": "WITHDRAWN"}),
    "answerTarget": changes("target", {"answer": "AGREED"}, "approve"),
    "requestDisbursement": naming(
        BY_NAME["Disbursement"],
        adds("disbursement", "enter", "project", {"purpose": "OTHER", "amount": "1.00", "requestedOn": "2024-05-01"}),
    ),
    "closeFund": only(is_empty, changes("fund", {"closedOn": "2024-05-01", "closedReason": "SPENT"})),
    "decideDisbursement": only(is_in("REQUESTED"), changes("disbursement", DECIDED, "approve")),
    "payDisbursement": only(is_in("APPROVED"), changes("disbursement", {"paidOn": "2024-05-02"}, "enter")),
    "reverseDisbursement": only(is_in("PAID"), adds("disbursement", "enter", "disbursement", {"paidOn": "2024-05-02"})),
    "applyForSubsidy": Order("subsidy", "manage", "child", "childId", applying),
    "decideSubsidy": only(is_in("REQUESTED"), changes("subsidy", {**DECIDED, "noticeUntil": "2024-05-08"}, "approve")),
    "paySubsidy": only(is_in("APPROVED"), changes("subsidy", {"paidOn": "2024-05-09", "receivedBy": "外婆"})),
    "reverseSubsidy": only(
        is_in("PAID"), changes("subsidy", {"reversedOn": "2024-05-09", "reversedReason": "重复发放"})
    ),
    "signUpForActivity": coming({"signedUpOn": "2024-04-20"}),
    "recordAttendance": replace(coming({}), first=HOLD),
    # Not completed: one of them goes by steps.
    "endProject": changes("project", {"endedOn": "2024-07-01", "endedReason": "CANCELLED"}),
    "submitProjectStep": only(has_no_steps, adds("project_step", "enter", "project", STEP_OF_PROJECT)),
    "updateProjectStep": changes("project_step", {"evidence": "会议纪要第9号"}, "enter"),
    "decideProjectStep": changes("project_step", {"state": "PASSED", "decidedOn": "2024-07-01"}, "approve"),
    "addBudgetLine": adds("budget_line", "enter", "project", {"purpose": "OTHER", "amount": "1.00"}),
    "updateBudgetLine": changes("budget_line", {"detail": "按每户三万元测算"}, "enter"),
    "proposeBudgetChange": Order("budget_change", "enter", "project", "projectId", budget_change, has_budget),
    "decideBudgetChange": changes("budget_change", {"state": "PASSED", "decidedOn": "2024-07-01"}, "approve"),
    "proposeRemainderTransfer": replace(
        Order("remainder_transfer", "enter", "project", "projectId", remainder),
        first="update projects set ended_on = '2024-05-01', ended_reason = 'CANCELLED' where id = $1",
    ),
    "decideRemainderTransfer": only(
        is_in("SUBMITTED"),
        changes(
            "remainder_transfer", {"state": "REJECTED", "decidedOn": "2024-07-01", "opinion": "余额不足"}, "approve"
        ),
    ),
    "reverseRemainderTransfer": only(
        is_in("PASSED"),
        changes("remainder_transfer", {"reversedOn": "2024-07-02", "reversedReason": "转错项目"}, "enter"),
    ),
    "planDisclosures": only(is_running, changes("project", {"untilOn": "2025-01-01"})),
    "createStory": Order("story", "enter", "tenant", "tenant", lambda _, tenant: {"tenant": tenant.id, **STORY}),
    "updateStory": only(is_at("SUBMITTED"), changes("story", {"title": "一堂安全课"}, "enter")),
    "submitStory": replace(
        only(is_at("SUBMITTED"), changes("story", {}, "enter")),
        first="update stories set stage = 'DRAFT' where id = $1",
    ),
    "decideStory": only(is_next("SUBMITTED"), changes("story", {"stage": "APPROVED"}, "approve")),
    "publishStory": only(is_at("APPROVED"), changes("story", {"publishedOn": "2024-07-01"}, "enter")),
    "takeDownStory": only(
        is_at("PUBLISHED"), changes("story", {"takenDownOn": "2024-07-02", "takenDownReason": "OUT_OF_DATE"})
    ),
    "holdActivity": changes("activity", HELD),
    "cancelActivity": changes("activity", CANCELLED),
    "cancelSeries": changes("activity", CANCELLED),
    "repeatActivity": changes("activity", {"every": "WEEK", "untilOn": "2024-06-01"}),
    "recordDonation": adds("donation", "enter", "project", {"receivedOn": "2024-02-01", "amount": "1.00"}),
    "reverseDonation": only(is_not_reversed, adds("donation", "enter", "donation", {"receivedOn": "2024-05-01"})),
}
