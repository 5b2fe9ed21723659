"""What generated operations show of persons' files, field by field, is what the access log says of them."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest
from graphql import GraphQLResolveInfo, GraphQLSchema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.caller import Caller
from schema.engine.engine import Engine, Request
from schema.engine.failing import PartlyDone
from tenants.errors import CircleError, Forbidden
from tenants.reading.names import camel
from tenants.records.child.enums import RiskLevel
from tenants.records.kinds import BY_NAME
from tests.kinds import WITH_TABLES
from tests.schema.engine.asking import ask
from tests.schema.engine.drawing import CITY, NAMES, PROVINCE
from tests.schema.engine.memory import Eyes, Record, Records
from tests.schema.engine.operations import Drawn, operations
from tests.schema.engine.oracle import HIDEABLE, Arguments, Oracle
from tests.schema.engine.records_world import World
from tests.schema.engine.test_against_graphql_core import EYES, without_records

pytestmark = pytest.mark.long

Shown = tuple[str, str, str]  # the kind of person, whose file, and the field

EXAMPLES = 40
SEARCH = settings(
    max_examples=settings().max_examples if settings.get_current_profile_name() == "long" else EXAMPLES,
    suppress_health_check=list(HealthCheck),
)
EVERYBODY = "00000000-0000-0000-0000-000000000000"
SHOWN = f"""select kind, record, field from access_log, unnest(fields) field,
    unnest(case when searched then array['{EVERYBODY}'::uuid] else record_ids end) record"""
ABOUT = {kind.name: kind.about for kind in WITH_TABLES if kind.about and kind.about.key != "id"}
NAMED = {
    "CaringMother": "",
    "Child": "",
    "Change": "change.",
    **{name: f"{camel(BY_NAME[name].single)}." for name in ABOUT},
}
PERSONS = {"CaringMother": "CARING_MOTHER", "Child": "CHILD"} | {name: about.kind for name, about in ABOUT.items()}
# Of what is seen whole or not at all, what it was before is what is opened.
HISTORIES: Mapping[str, tuple[str, ...]] = dict.fromkeys(ABOUT.keys() - HIDEABLE.keys(), ("history",))
OPENED: Mapping[str, tuple[str, ...]] = {**HIDEABLE, **HISTORIES, "Change": ("values",)}
OPENING_FILTERS = {"nameContains", "identityNumber", "phone", "riskLevel", "birthDate"}
OF_REGISTER = {"volunteerNumber", "insuredUntil"}
OPENING = {"Child": OPENING_FILTERS, "CaringMother": OPENING_FILTERS | OF_REGISTER, "Assessment": {"level"}}
OPENING_ORDERS = {"NAME": "name", "BIRTH_DATE": "birthDate"}
PLACES = {"nodes", "edges", "pageInfo"}
MOST_NAMED = 20


class Watching(Oracle):
    """graphql-core's own executor, which tells of every field that it resolved on an opened file."""

    def __init__(self, schema: GraphQLSchema, eyes: Eyes, others: Mapping[str, Any]) -> None:
        super().__init__(schema, eyes, others)
        self.shown: set[Shown] = set()
        self.pages: list[tuple[set[str], Callable[[set[str]], set[Shown]]]] = []

    def all_shown(self) -> set[Shown]:
        """Also whom the pages told about, by what was asked of them."""
        return self.shown.union(*(told(asked) for asked, told in self.pages))

    def forget(self) -> None:
        self.shown, self.pages = set(), []

    def of_record(self, record: Record, name: str, arguments: Arguments) -> Any:  # noqa: ANN401  # any value
        if record.kind in NAMED and name in OPENED.get(record.kind, ()) and self.eyes.sees_in_full(record):
            about = self.eyes.by_key[str(record["record_id"])] if record.kind == "Change" else record
            if about.kind in PERSONS:
                key = about.key if about.kind in ("CaringMother", "Child") else str(about[ABOUT[about.kind].key])
                self.shown.add((PERSONS[about.kind], key, NAMED[record.kind] + name))
        return super().of_record(record, name, arguments)

    def connection(self, kind: str, among: Iterable[Record], arguments: Arguments) -> dict[str, Any]:
        """A page that knows whom it tells about, by which of its fields were asked for."""
        among = list(among)
        page = super().connection(kind, among, arguments)
        if kind not in OPENING:
            return page
        given = arguments.get("filter") or {}
        hidden = {name for name, value in given.items() if value is not None} & OPENING[kind]
        by = OPENING_ORDERS.get(str(arguments.get("order")).rpartition("_")[0])
        rest = {name: value for name, value in given.items() if name not in hidden}
        one_more = {"first": MOST_NAMED + 1, **only(arguments, "of_opened")}

        def few(**asked: Any) -> list[Record] | None:  # noqa: ANN401  # any arguments
            found = super(Watching, self).connection(kind, among, {**one_more, **asked})["nodes"]
            return found if len(found) <= MOST_NAMED else None

        def told(asked: set[str]) -> set[Shown]:
            sought = hidden | ({by} if by and asked & PLACES else set())
            if not sought or not asked & {*PLACES, "totalCount"}:
                return set()
            shown = self.found(page["nodes"], sought) if asked & PLACES else set()
            if asked & {"pageInfo", "totalCount"}:
                shown |= self.found(few(filter=given) or [], sought)
            narrow = not by and not asked & {"pageInfo", "totalCount"}
            inside = only(arguments, "after", "before", "order") if narrow else {}
            candidates = few(filter=rest, **inside)
            everybody = {(PERSONS[kind], EVERYBODY, name) for name in sought}
            return shown | (everybody if candidates is None else self.found(candidates, sought))

        asked = set[str]()
        self.pages.append((asked, told))
        return {**page, "asked": asked}

    def found(self, records: Iterable[Record], sought: set[str]) -> set[Shown]:
        return {(PERSONS[one.kind], person_of(one), name) for one in records for name in sought}

    def resolve(self, source: Any, info: GraphQLResolveInfo[Any], **arguments: Any) -> Any:  # noqa: ANN401  # any value
        if isinstance(source, dict) and "asked" in source:
            source["asked"].add(info.field_name)
        return super().resolve(source, info, **arguments)


def person_of(record: Record) -> str:
    return str(record[ABOUT[record.kind].key]) if record.kind in ABOUT else record.key


def only(arguments: Arguments, *names: str) -> Arguments:
    return {name: arguments[name] for name in names if name in arguments}


@dataclass(frozen=True, slots=True, repr=False)
class Watch:
    """Somebody who asks, and whoever reads afterwards what was logged."""

    engine: Engine
    caller: Caller
    owner: asyncpg.Connection

    async def logged(self, drawn: Drawn) -> set[Shown]:
        """What is logged of an operation."""
        await self.owner.execute("truncate access_log, access_log_unchained")
        with suppress(PartlyDone, Forbidden):
            await self.engine.execute(Request(drawn.text, drawn.variables, drawn.name), self.caller)
        await self.owner.execute("select chain_access_log()")
        rows = await self.owner.fetch(SHOWN)
        return {(row["kind"], str(row["record"]), row["field"]) for row in rows}


@pytest.fixture(scope="module")
async def owner(world: World) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(world.owner_url)
    yield connection
    await connection.close()


@pytest.fixture(scope="module", params=EYES, ids=str)
def eyes(request: pytest.FixtureRequest, records: Records) -> Eyes:
    return Eyes(records, *request.param)


@pytest.fixture(scope="module")
async def watched(
    eyes: Eyes, world: World, engine: Engine, printed_schema: GraphQLSchema, owner: asyncpg.Connection
) -> tuple[Watch, Watching]:
    caller = world.caller("CASEWORKER" if eyes.is_caseworker else "DIRECTOR", eyes.low)
    others = await ask(engine, caller, without_records(printed_schema))
    return Watch(engine, caller, owner), Watching(printed_schema, eyes, others)


@SEARCH
@given(data=st.data())
async def test_every_field_that_is_shown_of_a_person_is_logged_and_no_other(
    watched: tuple[Watch, Watching], data: st.DataObject
) -> None:
    watch, watching = watched
    drawn = data.draw(operations(watching.schema, watching.eyes.records))
    watching.forget()
    assert watching.execute(drawn.text, drawn.variables, drawn.name).errors is None
    assert await watch.logged(drawn) == watching.all_shown()


ASKED = ("nodes { id }", "edges { cursor }", "totalCount", "pageInfo { hasNextPage }", "nodes { name }", "__typename")
LETTERS = st.sampled_from(sorted({letter for name in NAMES for letter in name}))
SEARCHES: Mapping[str, Mapping[str, st.SearchStrategy[Any]]] = {
    "Child": {
        "sex": st.just("MALE"),
        "nameContains": LETTERS,
        "riskLevel": st.lists(st.sampled_from(list(RiskLevel)), min_size=1),
    },
    "CaringMother": {"nameContains": LETTERS, "closed": st.booleans()},
}


@SEARCH
@given(data=st.data())
async def test_whoever_is_found_by_what_only_opened_files_show_is_logged(
    watched: tuple[Watch, Watching], data: st.DataObject
) -> None:
    watch, watching = watched
    kind, filters = data.draw(st.sampled_from(sorted(SEARCHES.items())))
    sought = data.draw(st.fixed_dictionaries({"opened": st.just(value=True)}, optional=dict(filters)))
    asked = " ".join(data.draw(st.lists(st.sampled_from(ASKED), min_size=1, unique=True)))
    order = data.draw(st.sampled_from(("", "order: NAME_ASC, ", "order: ID_DESC, ")))
    size = order + f"{data.draw(st.sampled_from(['first', 'last']))}: {data.draw(st.integers(1, 30))}"
    listed = {"Child": "children", "CaringMother": "caringMothers"}[kind]
    text = f"query ($filter: {kind}Filter) {{ {listed}(filter: $filter, {size}) {{ {asked} }} }}"
    drawn = Drawn(text, {"filter": sought}, None)
    watching.forget()
    assert watching.execute(text, drawn.variables).errors is None
    assert await watch.logged(drawn) == watching.all_shown()


@pytest.fixture(scope="module", params=[("ANALYST", PROVINCE), ("PROJECT_MANAGER", CITY)], ids=str)
async def stranger(request: pytest.FixtureRequest, world: World, engine: Engine, owner: asyncpg.Connection) -> Watch:
    return Watch(engine, world.caller(*request.param), owner)


@SEARCH
@given(data=st.data())
async def test_who_opens_no_file_is_never_logged(
    stranger: Watch, records: Records, printed_schema: GraphQLSchema, data: st.DataObject
) -> None:
    with suppress(CircleError):
        assert await stranger.logged(data.draw(operations(printed_schema, records))) == set()
