"""The ordinary way: Strawberry's resolvers over SQLAlchemy's ORM and data loaders, for this project's own documents."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Generic, NewType, TypeVar
from uuid import UUID

import asyncpg
import strawberry
from sqlalchemy import ColumnElement, func, select, text
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.extensions import ParserCache, SchemaExtension, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.types import Info
from uuid_utils.compat import uuid7

from bench.peers.actor import Tokens
from bench.peers.loading import Loading
from bench.peers.models import ChildRow, PairingRow, TenantRow, VisitRow

T = TypeVar("T")
Asked = Info[Loading, None]
DivisionCode = NewType("DivisionCode", int)
Money = NewType("Money", Decimal)
Period = NewType("Period", str)
CONFIG = StrawberryConfig(
    scalar_map={
        DivisionCode: strawberry.scalar(name="DivisionCode", serialize=str, parse_value=int),
        Money: strawberry.scalar(name="Money", serialize=str, parse_value=Decimal),
        Period: strawberry.scalar(name="Period", serialize=str, parse_value=str),
    }
)


@strawberry.enum
class VisitOrder(Enum):
    """The one order that is asked for."""

    VISITED_ON_DESC = "VISITED_ON_DESC"


@strawberry.enum
class ChildState(Enum):
    """The states of a file."""

    IDENTIFIED = "IDENTIFIED"
    ON_FILE = "ON_FILE"
    CLOSED = "CLOSED"


@strawberry.enum
class VisitKind(Enum):
    """How a visit was made."""

    HOME = "HOME"
    SCHOOL = "SCHOOL"
    PHONE = "PHONE"
    VIDEO = "VIDEO"


@strawberry.input
class ChildFilter:
    """Conditions on children."""

    state: list[ChildState] | None = None
    name_contains: str | None = None


@strawberry.input
class RecordVisitInput:
    """A visit to be recorded."""

    pairing_id: strawberry.ID
    visited_on: date
    kind: VisitKind
    contact_made: bool


@strawberry.type
class Page(Generic[T]):
    """A list, in the form of a connection."""

    nodes: list[T]


@strawberry.type
class Statistics:
    """Fields of the recount's row, by their names."""

    caring_mothers: int
    children: int
    children_paired: int
    pairings: int
    paired_rate: float | None
    visits: int
    activities: int
    people_served: int
    projects: int
    funds_raised: Money
    people_supported: int


@strawberry.type
class Tenant:
    """A row of tenants."""

    code: DivisionCode
    name: str

    @strawberry.field
    async def statistics(self: Any, info: Asked, period: Period | None = None) -> Statistics:  # noqa: ARG002  # one period is asked for
        figures: Statistics = await info.context.figures.load((self.code, self.code_end))
        return figures

    @strawberry.field
    async def branches(self: Any, info: Asked, first: int = 20) -> Page["Tenant"]:
        return Page(nodes=(await info.context.branches.load(self.code))[:first])


@strawberry.type
class CaringMother:
    """A row of caring_mothers."""

    id: UUID
    recruited_through: str
    sector: str

    @strawberry.field
    def name(self: Any, info: Asked) -> str:
        return info.context.shown(self.name, self.tenant_code)


@strawberry.type
class Pairing:
    """A row of pairings."""

    id: UUID
    role: str
    from_on: date
    until_on: date | None

    @strawberry.field
    async def caring_mother(self: Any, info: Asked) -> CaringMother | None:
        mother: CaringMother | None = await info.context.mothers.load(self.caring_mother_id)
        return mother


@strawberry.type
class Visit:
    """A row of visits."""

    id: UUID
    visited_on: date
    kind: str
    contact_made: bool


@strawberry.type
class Child:
    """A row of children."""

    id: UUID
    sex: str
    category: str
    state: str
    identified_on: date

    @strawberry.field
    def name(self: Any, info: Asked) -> str:
        return info.context.shown(self.name, self.tenant_code)

    @strawberry.field
    async def pairings(self: Any, info: Asked) -> Page[Pairing]:
        return Page(nodes=await info.context.pairings.load(self.id))

    @strawberry.field
    async def visits(self: Any, info: Asked, first: int, order: VisitOrder) -> Page[Visit]:  # noqa: ARG002  # one order is
        return Page(nodes=await info.context.visits(first).load(self.id))


@strawberry.type
class UserError:
    """What a person can correct."""

    code: str
    message: str


@strawberry.type
class RecordVisitPayload:
    """The visit recorded."""

    visit: Visit | None
    user_errors: list[UserError]


@strawberry.type
class Query:
    """The works that read."""

    @strawberry.field
    async def child(self, info: Asked, id: strawberry.ID) -> Child | None:  # noqa: A002  # GraphQL's name
        found = await info.context.children(1, [ChildRow.id == UUID(id)])
        return found[0] if found else None

    @strawberry.field
    async def children(self, info: Asked, first: int = 20, filter: ChildFilter | None = None) -> Page[Child]:  # noqa: A002  # GraphQL's name
        conditions: list[ColumnElement[bool]] = []
        if filter and filter.state:
            conditions.append(ChildRow.state.in_([state.value for state in filter.state]))
        if filter and filter.name_contains:
            conditions.append(func.strpos(ChildRow.name, filter.name_contains) > 0)
        return Page(nodes=await info.context.children(first, conditions))

    @strawberry.field
    async def tenant(self, info: Asked, code: DivisionCode) -> Tenant | None:
        found = await info.context.entities(select(TenantRow).where(TenantRow.code == code))
        return found[0] if found else None


@strawberry.type
class Mutation:
    """The work that writes."""

    @strawberry.mutation
    async def record_visit(self, info: Asked, input: RecordVisitInput) -> RecordVisitPayload:  # noqa: A002  # GraphQL's name
        loading = info.context
        (pairing,) = await loading.entities(select(PairingRow).where(PairingRow.id == UUID(input.pairing_id)))
        visit: Any = VisitRow(
            id=uuid7(),
            tenant_code=pairing.tenant_code,
            pairing_id=pairing.id,
            child_id=pairing.child_id,
            caring_mother_id=pairing.caring_mother_id,
            visited_on=input.visited_on,
            kind=input.kind.value,
            contact_made=input.contact_made,
        )
        loading.session.add(visit)
        await loading.session.flush()
        return RecordVisitPayload(visit=visit, user_errors=[])


class Transaction(SchemaExtension):
    """An operation's transaction, which acts as its sender."""

    async def on_execute(self) -> AsyncIterator[None]:
        loading: Loading = self.execution_context.context
        async with loading.session.begin():
            await loading.session.execute(text(loading.actor.begins.replace(":", "\\:")))
            yield


class Endpoint(GraphQL[Any, None]):
    """Strawberry's own ASGI view, with a session a request."""

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Any:  # noqa: ANN401, ARG002
        state = request.app.state
        actor = await state.tokens.actor(state.lookups, request.headers["authorization"])
        return Loading(state.sessions(), actor)


def create_app(url: str, pool_size: int) -> Starlette:
    schema = strawberry.Schema(Query, Mutation, config=CONFIG, extensions=[ParserCache, ValidationCache, Transaction])

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        engine = create_async_engine(
            url.replace("postgresql:", "postgresql+asyncpg:"), pool_size=pool_size, max_overflow=0
        )
        app.state.sessions = async_sessionmaker(engine, expire_on_commit=False)
        app.state.tokens = Tokens()
        async with asyncpg.create_pool(url, min_size=0, max_size=1) as app.state.lookups:
            yield
        await engine.dispose()

    app = Starlette(lifespan=lifespan)
    app.mount("/graphql", Endpoint(schema, graphql_ide=None))
    return app
