"""The schema, put together from its modules."""

from functools import cache

import strawberry
from graphql import GraphQLSchema
from strawberry.printer import print_schema
from strawberry.tools import merge_types

from schema.accounts.account import AccountMutations
from schema.accounts.identities import IdentityMutations
from schema.accounts.second_factor import SecondFactorMutations
from schema.accounts.signing_in import SignInMutations
from schema.accounts.viewer import ViewerQueries
from schema.administration.events import EventQueries
from schema.administration.granting import GrantingMutations, GrantingQueries
from schema.administration.nodes import find_accounts
from schema.administration.successions import SuccessionMutations, SuccessionQueries
from schema.administration.users import AdministrationMutations, AdministrationQueries
from schema.connection import Id, described, make_resolver
from schema.forms import FormQueries
from schema.kinds.types import TYPES
from schema.labels import LabelQueries
from schema.node import Node
from schema.records.access_log_entry import AccessLogEntry, AccessLogEntryQueries
from schema.records.agenda_entry import AgendaEntry, AgendaEntryQueries
from schema.records.certificate import CertificateQueries
from schema.records.change import Change, ChangeQueries
from schema.records.matching import MatchingQueries
from schema.records.services import ServiceQueries
from schema.records.tenant import Tenant, TenantQueries, TenantSubscriptions
from schema.records.village_record import VillageRecordQueries
from schema.scalars import CONFIG
from tenants.records.kinds import CARE, KINDS, WORK


@strawberry.type
class NodeQueries:
    node: Node | None = strawberry.field(
        resolver=make_resolver({"id": Id}, {}, Node | None),
        description="Anything by its id.",
        metadata={"beyond": find_accounts},
    )
    nodes: list[Node | None] = strawberry.field(
        resolver=make_resolver({"ids": described(list[strawberry.ID], "Which ones.")}, {}, list[Node | None]),
        description="Anything by its id, for up to 200 ids: in their order, with null for what is not found.",
        metadata={"beyond": find_accounts},
    )


QUERIES = (
    NodeQueries,
    TenantQueries,
    *(TYPES[kind.name].queries for kind in CARE),
    AgendaEntryQueries,
    VillageRecordQueries,
    MatchingQueries,
    ServiceQueries,
    AccessLogEntryQueries,
    *(TYPES[kind.name].queries for kind in WORK),
    ChangeQueries,
    CertificateQueries,
    LabelQueries,
    FormQueries,
    ViewerQueries,
    AdministrationQueries,
    EventQueries,
    GrantingQueries,
    SuccessionQueries,
)
MUTATIONS = (
    *(made for kind in KINDS if (made := TYPES[kind.name].mutations)),
    SignInMutations,
    AccountMutations,
    SecondFactorMutations,
    IdentityMutations,
    AdministrationMutations,
    GrantingMutations,
    SuccessionMutations,
)
SUBSCRIPTIONS = (TenantSubscriptions,)
RECORDS = (
    Tenant,
    *(TYPES[kind.name].record for kind in CARE),
    AgendaEntry,
    AccessLogEntry,
    *(TYPES[kind.name].record for kind in WORK),
    Change,
)


def merge(name: str, types: tuple[type, ...], description: str) -> type:
    merged = merge_types(name, types)
    vars(merged)["__strawberry_definition__"].description = description
    return merged


@cache
def strawberry_schema() -> strawberry.Schema:
    return strawberry.Schema(
        query=merge("Query", QUERIES, "What can be read."),
        mutation=merge("Mutation", MUTATIONS, "What can be changed; each field by itself, one after the other."),
        subscription=merge("Subscription", SUBSCRIPTIONS, "What is sent again whenever it has changed."),
        types=RECORDS,
        config=CONFIG,
    )


def graphql_schema() -> GraphQLSchema:
    """The schema as graphql-core has it."""
    return strawberry_schema()._schema  # noqa: SLF001  # Strawberry offers no public way to it


def print_sdl() -> str:
    return print_schema(strawberry_schema()) + "\n"
