"""Isolation attacks with nothing but tokens at hand: what the lists of one show is asked of the server by another.

Nobody knows by hand here who may see what, so the server is held to its own word: what a token's own lists do not show
is answered as an id that never was, whichever way it is asked for; what they show is the same by its id. Nothing is
written: a mutation names a version that no record has, or a reason that is too short.
"""

import json
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any
from uuid import UUID, uuid4

import httpx
from graphql import GraphQLInputObjectType, GraphQLNamedType, GraphQLSchema, get_named_type, is_enum_type
from graphql import is_required_input_field as is_required

from tenants.reading.cursor import encode_cursor
from tests.hostile.attack import Tried
from tests.hostile.process import Process
from tests.isolation.fields import SHAPES, Shape

AS = "MakeAttack"  # what it is called in the server's access log
KINDS = {kind: shape for kind, shape in SHAPES.items() if kind != "tenant"}
SHOWN = "__typename id hiddenFields"
VIEWER = "{ viewer { name grants { role tenantName } } }"
LITERALS = {
    "Date": '"2024-01-01"',
    "String": '"x"',
    "Int": "1",
    "Boolean": "true",
    "DivisionCode": '"33"',
    "ID": f'"{UUID(int=0)}"',
}
# Who reads the log and the changes of what she does not see.
WATCHING = "AUDITOR"


@dataclass(slots=True)
class Somebody:
    """Whose token it is; `unknown` remembers how she is answered about what never was."""

    name: str
    role: str
    client: httpx.AsyncClient
    unknown: dict[str, Any] = field(default_factory=dict)
    asked: int = 0

    async def ask(self, text: str, **variables: object) -> Any:  # noqa: ANN401  # JSON
        """The data and the codes of the errors: nothing in them differs from one request to the next."""
        self.asked += 1
        response = await self.client.post("/graphql", json={"query": text, "variables": variables})
        answer = response.json()
        codes = [error.get("extensions", {}).get("code") for error in answer.get("errors", ())]
        return {"data": answer.get("data"), "codes": codes}

    async def about_nothing(self, text: str) -> Any:  # noqa: ANN401  # JSON
        if text not in self.unknown:
            self.unknown[text] = await self.ask(text, id=str(uuid4()))
        return self.unknown[text]

    async def found(self, root: str, key: str, below: str) -> Any:  # noqa: ANN401  # JSON
        data = (await self.ask(f"query {AS}($id: ID!) {{ found: {root}(id: $id) {{ {below} }} }}", id=key))["data"]
        return data and data["found"]

    async def listed(self, kind: str, key: str) -> Any:  # noqa: ANN401  # JSON
        """The record as her own list of the kind has it at its place; None where it is not there."""
        answer = await self.ask(at_place(KINDS[kind]), after=behind(UUID(key).int - 1))
        nodes = answer["data"]["all"]["nodes"] if (answer["data"] or {}).get("all") else []
        return nodes[0] if nodes and nodes[0]["id"] == key else None


def behind(number: int) -> str:
    return encode_cursor("ID_ASC", UUID(int=number))


def at_place(shape: Shape) -> str:
    below = f"nodes {{ {SHOWN} }} pageInfo {{ hasNextPage hasPreviousPage }} totalCount"
    return f"query {AS}($after: String) {{ all: {shape.plural}(first: 1, after: $after) {{ {below} }} }}"


def by_id(root: str) -> str:
    return f"query {AS}($id: ID!) {{ found: {root}(id: $id) {{ {SHOWN if root != 'node' else '__typename id'} }} }}"


def by_record(root: str) -> str:
    return f"query {AS}($id: ID!) {{ found: {root}(filter: {{record: $id}}) {{ totalCount nodes {{ id }} }} }}"


def refused_mutations(schema: GraphQLSchema) -> Mapping[str, Sequence[str]]:
    """By the type of the record: every mutation that names it by id, with a version that it never has."""
    texts: dict[str, list[str]] = {
        "Child": [mutation("openChildFile", 'childId: $id, reason: "x"')],
    }
    for name, one in (schema.mutation_type.fields if schema.mutation_type else {}).items():
        given = get_named_type(one.args["input"].type) if "input" in one.args else None
        if isinstance(given, GraphQLInputObjectType) and {"id", "expectedVersion"} <= set(given.fields):
            values = ", ".join(("id: $id", "expectedVersion: -1", *required(given)))
            for written in get_named_type(one.type).fields.values():
                texts.setdefault(get_named_type(written.type).name, []).append(mutation(name, values))
    return texts


def mutation(name: str, values: str) -> str:
    return f"mutation {AS}($id: ID!) {{ done: {name}(input: {{{values}}}) {{ userErrors {{ code field }} }} }}"


def required(given: GraphQLInputObjectType) -> Iterator[str]:
    for name, one in given.fields.items():
        if is_required(one) and name not in ("id", "expectedVersion"):
            yield f"{name}: {literal(get_named_type(one.type))}"


def literal(type_: GraphQLNamedType) -> str:
    return next(iter(type_.values)) if is_enum_type(type_) else LITERALS[type_.name]


async def try_strangers(
    server: Process, tokens: Sequence[str], schema: GraphQLSchema, most: int
) -> AsyncIterator[Tried]:
    """Each of the tokens with what each other sees: so many of each kind from either end of its lists."""
    async with AsyncExitStack() as stack:
        several = [await stack.enter_async_context(client_of(server, token)) for token in tokens]
        people = [await somebody(client) for client in several]
        mutations = refused_mutations(schema)
        for one, other in permutations(people, 2):
            yield await try_stranger(one, other, mutations, most)


def client_of(server: Process, token: str) -> httpx.AsyncClient:
    host, port = server.address
    headers = {"authorization": f"Bearer {token}", "accept": "application/json", "accept-language": "en"}
    return httpx.AsyncClient(base_url=f"http://{host}:{port}", headers=headers, trust_env=False, timeout=60)


async def somebody(client: httpx.AsyncClient) -> Somebody:
    asking = Somebody("", "", client)
    answer = await asking.ask(VIEWER)
    if not answer["data"] or not answer["data"]["viewer"]["grants"]:
        raise ValueError(f"one of TOKENS opens nothing: {answer['codes']}")
    viewer = answer["data"]["viewer"]
    role = viewer["grants"][0]["role"]
    return Somebody(f"{role} {viewer['name']}", role, client)


async def try_stranger(one: Somebody, other: Somebody, mutations: Mapping[str, Sequence[str]], most: int) -> Tried:
    tried, before = Tried(f"{one.name}: what {other.name} sees"), one.asked
    for kind, shape in KINDS.items():
        for key in await keys_of(other, shape, most):
            faults = [fault async for fault in faults_of(one, kind, key, mutations.get(shape.type, ()))]
            tried.add(f"{kind} {key}", faults)
    tried.tries = one.asked - before
    return tried


async def keys_of(asking: Somebody, shape: Shape, most: int) -> list[str]:
    ends = " ".join(f"{end}: {shape.plural}({end}: {most}) {{ nodes {{ id }} }}" for end in ("first", "last"))
    data = (await asking.ask(f"query {AS} {{ {ends} }}"))["data"] or {}
    return list(dict.fromkeys(node["id"] for end in data.values() if end for node in end["nodes"]))


async def faults_of(one: Somebody, kind: str, key: str, mutations: Sequence[str]) -> AsyncIterator[str]:
    shape, listed = KINDS[kind], await one.listed(kind, key)
    single = by_id(shape.type[0].lower() + shape.type[1:])
    if listed or await is_tied(one, kind, key):
        shown = (await one.ask(single, id=key))["data"]
        if listed and (not shown or shown["found"] != listed):
            yield f"is {told(listed)} in the list, and by its id {told(shown)}"
        for text in mutations:
            answer = await one.ask(text, id=key)
            done = (answer["data"] or {}).get("done")
            if not answer["codes"] and done and not done["userErrors"]:
                yield f"was written by {text}"
        return
    watched = () if one.role == WATCHING else map(by_record, ("accessLog", "changes"))
    for text in (by_id("node"), single, *watched, *mutations):
        answer, wanted = await one.ask(text, id=key), await one.about_nothing(text)
        if answer != wanted:
            yield f"is answered {told(answer)}, and what never was {told(wanted)}, to {text}"
    places = [await one.ask(at_place(shape), after=behind(UUID(key).int - less)) for less in (1, 0)]
    if places[0] != places[1]:
        yield f"has a place in a list that does not show it: {told(places)}"


async def is_tied(one: Somebody, kind: str, key: str) -> bool:
    """Whether it may be seen by its id alone: for what names it is seen."""
    if kind == "caring_mother":
        mother = await one.found("caringMother", key, "hiddenFields pairings { nodes { id } }")
        pairings = mother["pairings"]["nodes"] if mother and "name" in mother["hiddenFields"] else []
        return bool(pairings) and all([await one.listed("pairing", pairing["id"]) for pairing in pairings])
    if kind == "change":
        change = await one.found("change", key, "kind recordId")
        changed = change and await one.listed(change["kind"].lower(), change["recordId"])
        return bool(changed) and "history" not in changed["hiddenFields"]
    return False


def told(answer: object) -> str:
    return json.dumps(answer)[:200]
