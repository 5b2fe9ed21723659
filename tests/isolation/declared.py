"""What the tables of these tests do not know of a schema; whatever they do not know, they cannot have proven."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from graphql import GraphQLSchema, is_abstract_type, is_enum_type, is_input_object_type, is_object_type

from tenants.records.kinds import KINDS
from tests.isolation.fields import HIDING, LOCATED_FILTERS, OPENED_FILTERS, OPENED_ORDERS, SHAPES, Shape
from tests.isolation.mutations import MUTATIONS
from tests.tenants.statistics.recount import TABLES as RECOUNTED
from tests.tenants.statistics.recount import days_of, recount

# They lead to no record: everybody's, and the access log.
# Suggestions and proposals are proven in tests/tenants/matching.
OTHER_QUERIES = {
    "accessLog",
    "agenda",
    "villageRecord",
    "node",
    "nodes",
    "labels",
    "forms",
    "viewer",
    "suggestPairings",
    "proposePairings",
    "suggestOffers",
    # Proven in tests/tenants/records/test_certificate.py.
    "verifyCertificate",
}
OTHER_MUTATIONS = {
    *("signIn", "refreshSession", "signOut", "endSession", "endOtherSessions", "changePassword"),
    *("completeSignIn", "startSecondFactor", "confirmSecondFactor", "renewRecoveryCodes", "endSecondFactor"),
    *("acceptInvitation", "acceptGrant"),
    # Of one's own identities; tests/api/openid says who may.
    *("redeemSignIn", "linkIdentity", "unlinkIdentity"),
}
# Of users and grants; tests/schema/administration says who may.
ADMINISTRATION_QUERIES = {"users", "administrationEvents", "accountEvents", "awaitedGrants", "successions"}
ADMINISTRATION_MUTATIONS = {
    *("createUser", "inviteUser", "closeUser", "reopenUser", "grantRole", "revokeGrant", "confirmGrant"),
    "declineGrant",
}
# Of divisions; tests/schema/administration/test_successions.py says who may.
SUCCESSION_MUTATIONS = {"proposeSuccession", "carryOutSuccession", "declineSuccession"}
# Lists of what other records come to, as those who see the records see them (tests/tenants/records).
VIEWS: Mapping[str, set[str]] = {
    "OpenIncident": {
        *("hiddenFields", "tenant", "incidentReport", "situation", "discoveredAt", "lacksReceipt", "lacksOutcome"),
    },
    "FileDecision": {"hiddenFields", "tenant", "child", "pairing", "attachment", "decision", "dueOn"},
    "RegisterDecision": {"hiddenFields", "tenant", "caringMother", "screening", "step", "decision", "dueOn"},
}
# Each is proven to show what the query of its name does (test_subscribing.py).
SUBSCRIPTIONS = {"tenant"}
INTERFACES = {"Node", "TenantRecord"}
ARGUMENTS = {"id", "ids", "code", "filter", "order", "first", "after", "last", "before", "own", "period", "input"} | {
    *("periods", "child", "request", "tenant", "item", "units"),
}
COUNT = {"value", "count"}
# By the kind of what is listed, what more there is of it than what it comes to.
LISTED_BY_FIGURES = [
    ("Venue", "Count", set[str]()),
    *(("Project", of, set[str]()) for of in ("Count", "Amount")),
    *(("Programme", of, {"withParts"}) for of in ("Count", "Amount")),
]
PAGE = {"Connection": ("nodes", "edges", "pageInfo", "totalCount"), "Edge": ("cursor", "node")}
GRANT = ("id", "version", "role", "tenantCode", "tenantName", "fromAt", "untilAt", "caringMotherId", "organizationId")
PLAIN: Mapping[str, set[str]] = {
    "ChangedValue": {"field", "before", "after"},
    "CategoryPeriod": {"category", "source", "since", "until"},
    # Proven in test_access_log.py: what it holds is made by reading.
    "AccessLogEntry": {
        *("id", "at", "userName", "role", "tenantCode", "tenantName", "kind", "recordIds", "fields", "operation"),
        *("reason", "requestId", "address", "searched"),
    },
    "AccessLogEntryConnection": {"nodes", "edges", "pageInfo", "totalCount"},
    "AccessLogEntryEdge": {"cursor", "node"},
    "AccessLogEntryFilter": {"tenant", "userName", "kind", "record", "withReason", "day"},
    **{f"{name}Range": {"from", "to"} for name in ("Date", "DateTime", "Int", "Money")},
    "VisitChildFilter": {"category", "sex", "state"},
    "ChildCaringMotherFilter": {"tenant", "recruitedThrough", "sector"},
    # Proven in test_agenda.py: what it holds is worked out.
    "AgendaEntry": {"id", "due", "opens", "when", "tenant", "child", "item"},
    "AgendaEntryConnection": {*PAGE["Connection"]},
    "AgendaEntryEdge": {*PAGE["Edge"]},
    "AgendaEntryFilter": {"when", "until", "item", "responsible", "riskLevel"},
    # Proven in tests/tenants/village, where what it comes to is counted.
    "VillageRecord": {
        *("tenant", "children", "childrenByCategory", "childrenBySex", "childrenByAge", "childrenByRisk", "paired"),
        *("unpaired", "caringMothers", "caringMothersPaired", "checklist", "updatedAt", "targets", "targetsUnpaired"),
        *("delegationsValid", "delegationsMissing", "keepingUnconsented", "sharingUnconsented", "needsOpenByKind"),
        *("unpairedByReason", "caseworkers", "childDirectors"),
    },
    **{f"{name}Total": COUNT for name in ("MainCategory", "Sex", "AgeBand", "RiskBand", "NeedKind", "UnpairedReason")},
    # What they come to is worked out by brute force (tests/tenants/cadence).
    "ItemCompliance": {
        *("code", "name", "nameEn", "obliged", "waived", "fulfilled", "late", "missed", "overdue", "open"),
        "rate",
    },
    **{f"{kind}{of}s": {"nodes", "rest"} for kind, of, _ in LISTED_BY_FIGURES},
    **{f"{kind}{of}": {kind.lower(), of.lower(), *more} for kind, of, more in LISTED_BY_FIGURES},
    "PageInfo": {"hasNextPage", "hasPreviousPage", "startCursor", "endCursor"},
    "UserError": {"code", "message", "field", "parameters", "currentVersion"},
    "Parameter": {"name", "value"},
    "Label": {"of", "value", "zh", "en"},
    # What they say stands in the schema anyway.
    "Form": {"mutation", "of", "fields", "lists"},
    "FormList": {"name", "fields"},
    "FormField": {
        *("name", "zh", "en", "description", "type", "many", "required", "nullable"),
        *("least", "most", "past", "after", "values"),
    },
    "FormValue": {"value", "zh", "en"},
    "Grant": {*GRANT, "state"},
    "SecondFactor": {"addedAt", "recoveryCodesLeft", "required", "enrolmentCodeNeeded"},
    "StartSecondFactorPayload": {"uri", "secret", "userErrors"},
    "RecoveryCodesPayload": {"recoveryCodes", "userErrors"},
    "EndSecondFactorPayload": {"ended", "userErrors"},
    "CertificateVerification": {
        *("status", "serial", "name", "fromOn", "untilOn", "contacts", "homeMinutes", "schoolMinutes", "phoneMinutes"),
        *("videoMinutes", "issuer", "issuedOn", "revokedOn"),
    },
    # Proven in tests/schema/engine/test_leading.py.
    "ActingGrant": {"grant", "tenant"},
    "Viewer": {"name", "grants", "actingGrant", "sessions", "events", "secondFactor", "identities"},
    "LinkedIdentity": {"id", "issuer", "linkedAt"},
    "LinkIdentityPayload": {"linked", "userErrors"},
    "UnlinkIdentityPayload": {"unlinked", "userErrors"},
    "Session": {"id", "startedAt", "lastUsedAt", "address", "current"},
    "AccountEvent": {"at", "kind", "address"},
    "TokensPayload": {"accessToken", "refreshToken", "userErrors"},
    "SignInPayload": {"accessToken", "refreshToken", "deviceToken", "challenge", "alerts", "userErrors"},
    "ChangePasswordPayload": {"changed", "userErrors"},
    "SignOutPayload": {"signedOut"},
    "EndSessionsPayload": {"ended"},
    "User": {"id", "version", "name", "closed", "invitedUntil", "manageable", "grants"},
    "UserFilter": {"tenant", "closed", "nameContains"},
    "AwaitedGrant": {*GRANT, "user", "givenBy", "confirmed"},
    "UserEvent": {"at", "kind", "userId", "user", "address"},
    "AdministrationEvent": {"at", "action", "by", "actingRole", "actingCode", "user", "role", "tenantCode"},
    **{f"{name}{kind}": {*of} for name in ("User", "AdministrationEvent", "UserEvent") for kind, of in PAGE.items()},
    **{f"{name}UserPayload": {"user", "invitation", "userErrors"} for name in ("Create", "Invite")},
    **{f"{name}UserPayload": {"user", "userErrors"} for name in ("Close", "Reopen")},
    **{f"{name}Payload": {"user", "grant", "userErrors"} for name in ("GrantRole", "RevokeGrant")},
    "ConfirmGrantPayload": {"code", "codeUntil", "userErrors"},
    "DeclineGrantPayload": {"declined", "userErrors"},
    "Succession": {
        *("id", "version", "old", "new", "on", "closes", "reason", "state", "proposedBy", "proposedAt", "decidedBy"),
        "decidedAt",
    },
    **{f"{name}SuccessionPayload": {"succession", "userErrors"} for name in ("Propose", "Decline")},
    "CarryOutSuccessionPayload": {"succession", "children", "caringMothers", "serviceAreas", "userErrors"},
    # Proven in tests/tenants/records/test_likely.py: the files in reach alone.
    "RegisterChildPayload": {"child", "likely", "userErrors", "warnings"},
    "MergeChildrenPayload": {"child", "merged", "current", "userErrors", "warnings"},
    "CloseChildPayload": {"child", "endedPairings", "current", "userErrors", "warnings"},
    "PairingSuggestion": {"childId", "caringMotherId", "name", "tenantCode", "score", "factors"},
    "PairingProposals": {"proposals", "unmatched"},
    "OfferSuggestion": {"offerId", "organizationId", "organization", "title", "score", "factors"},
    "OfferPoints": {"factor", "points", "value"},
    "FactorPoints": {"factor", "points", "value"},
    "AcceptTransferPayload": {"transfer", "child", "endedPairings", "current", "userErrors", "warnings"},
    "RecordVisitPayload": {"visit", "needs", "incidentReport", "userErrors", "warnings"},
    **{
        f"{name}Payload": {"activity", "activities", "current", "userErrors", "warnings"}
        for name in ("RepeatActivity", "CancelSeries")
    },
    "PlanDisclosuresPayload": {"project", "milestones", "current", "userErrors", "warnings"},
    "PairTeamPayload": {"pairing", "pairings", "userErrors", "warnings"},
    "AcceptGrantPayload": {"grant", "userErrors"},
    "AcceptInvitationPayload": {"name", "userErrors"},
}


def undeclared(schema: GraphQLSchema) -> set[str]:
    """What no table of these tests names: `Type.field`, `Type.field(argument)`, `Order.VALUE`, or an abstract type."""
    known = dict(declared_types())
    found = set()
    for name, type_ in schema.type_map.items():
        if name.startswith("__"):
            continue
        if is_abstract_type(type_):
            found |= {name} - INTERFACES
        elif is_object_type(type_) or (is_input_object_type(type_) and name.endswith(("Filter", "Range"))):
            found |= {
                f"{name}.{field}"
                for field in set(type_.fields) - known.get(name, COUNT if name.endswith("Count") else set())
            }
        elif is_enum_type(type_) and name.endswith("Order"):
            found |= {f"{name}.{value}" for value in type_.values if ordered_by(value) not in orders_of(name)}
    return found | undeclared_arguments(schema)


def undeclared_arguments(schema: GraphQLSchema) -> set[str]:
    return {
        f"{type_.name}.{name}({argument})"
        for type_ in schema.type_map.values()
        if is_object_type(type_) and not type_.name.startswith("__")
        for name, field in type_.fields.items()
        for argument in set(field.args) - ARGUMENTS
    }


def declared_types() -> Iterator[tuple[str, set[str]]]:
    queries = OTHER_QUERIES | ADMINISTRATION_QUERIES | set(map(plural_of, VIEWS))
    yield "Query", queries | {name for kind in SHAPES for name in (camel(kind), SHAPES[kind].plural)}
    yield "Mutation", OTHER_MUTATIONS | ADMINISTRATION_MUTATIONS | SUCCESSION_MUTATIONS | set(MUTATIONS)
    yield "Subscription", SUBSCRIPTIONS
    for kind, shape in SHAPES.items():
        yield shape.type, fields_of(shape) | (set(map(plural_of, VIEWS)) if kind == "tenant" else set())
        for kind_, names in PAGE.items():
            yield f"{shape.type}{kind_}", set(names)
        is_opened = {"opened"} if kind in HIDING else set()
        yield (
            f"{shape.type}Filter",
            is_opened | LOCATED_FILTERS[kind] | {name for of, name in OPENED_FILTERS if of == kind},
        )
    for name, order in MUTATIONS.items():
        current = set() if order.adds else {"current"}
        yield f"{name[0].upper()}{name[1:]}Payload", {order.payload, "userErrors", "warnings", *current}
    yield from PLAIN.items()
    for name, listed in VIEWS.items():
        yield name, listed
        yield f"{name}Filter", listed | {"tenant"}
        yield from ((f"{name}{kind_}", set(of)) for kind_, of in PAGE.items())
    # What they come to is recounted (tests/tenants/statistics).
    yield "Statistics", {*recount(dict.fromkeys(RECOUNTED, ()), 0, days_of(None, date.min)), "suppressed"}


def plural_of(view: str) -> str:
    return camel(next(kind.plural for kind in KINDS if kind.name == view))


def orders_of(name: str) -> set[str]:
    """The fields of a kind's summary, and those that one goes by among the opened alone."""
    if name == "AccessLogEntryOrder":
        return {"id"}
    if name.removesuffix("Order") in VIEWS:
        return {"id", *map(str.lower, VIEWS[name.removesuffix("Order")])}
    of = [kind for kind, shape in SHAPES.items() if f"{shape.type}Order" == name]
    in_summary = {field.lower() for kind in of for field in SHAPES[kind].in_summary}
    return in_summary | {field.lower() for kind, field in OPENED_ORDERS if kind in of}


def ordered_by(order: str) -> str:
    return order.rpartition("_")[0].replace("_", "").lower()


def fields_of(shape: Shape) -> set[str]:
    # What one `can` do is tried (test_can.py).
    return {*shape.in_summary, *shape.in_full, *shape.masked, *shape.relations, *shape.logged, *shape.reckoned, "can"}


def camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)
