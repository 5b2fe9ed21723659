"""The ordinary rules of a kind: what it needs to be written with no rule of its own."""

from typing import Any
from uuid import UUID

from tenants.access.reach import Verb
from tenants.catalogue import RECORDS
from tenants.database import Writing
from tenants.errors import ProblemCode
from tenants.kinds.exposed import record_of
from tenants.kinds.field import Reference
from tenants.kinds.kind import KEEPER, Fields, Kind
from tenants.kinds.mutation import CHANGES, Input, Mutation, Takes, fill_out
from tenants.kinds.ordinary import Close, Create, Ordinary, Update
from tenants.records.kinds import BY_NAME
from tenants.writing import changes
from tenants.writing.changes import find_named, find_own, keeping_tenant, refuse_if
from tenants.writing.rule import Change, PayloadField, Values


def ordinary_rule(kind: Kind, said: Ordinary) -> Mutation:
    match said:
        case Create():
            form = {**({} if kind.under else {"tenant": KEEPER}), **kind.form()}
            change, input_ = adding(kind, form, said.needs), Input(Takes.NEW, form, said.takes)
        case Update():
            form = {name: one.but(hint=None) for name, one in kind.form().items() if name != f"{kind.under}_id"}
            change, input_ = updating(kind, form), Input(Takes.CHANGED, form, CHANGES)
        case Close():
            change, input_ = updating(kind, kind.closing_form), Input(Takes.ENDED, kind.closing_form, said.takes)
    name = f"{said.called}_{kind.single}"
    payload = (PayloadField(kind.single, kind.name),)
    return Mutation(kind.single, said.needs, change, payload, name=name, does=said.does, input=input_)


def adding(kind: Kind, form: Fields, verb: Verb) -> Change:
    async def add_record(writing: Writing, values: Values) -> UUID:
        kept = await keeper(writing, kind, values, verb)
        named = await references(writing, kind, form, values)
        return await changes.add(writing, record_of(kind), values, {**kept, **named, **fill_out(form, values)})

    return add_record


def updating(kind: Kind, form: Fields) -> Change:
    async def update_record(writing: Writing, values: Values) -> UUID:
        found = await find_own(writing, record_of(kind), values)
        if kind.closing:
            refuse_if(found[kind.closing.day], ProblemCode.CLOSED, "id")
        named = await references(writing, kind, form, values)
        return await changes.change(writing, record_of(kind), found, {**named, **fill_out(form, values)})

    return update_record


async def keeper(writing: Writing, kind: Kind, values: Values, verb: Verb) -> dict[str, Any]:
    """The tenant that is to keep a new record, and the record that it is kept with."""
    if kind.under is None:
        return {"tenant_code": await keeping_tenant(writing, record_of(kind), values["tenant"], verb)}
    named = kind.named(kind.under)
    found = await find_named(writing, RECORDS[named.kind], values, f"{kind.under}_id", (kind.single, verb))
    return {"tenant_code": found["tenant_code"], named.column: found["id"]}


async def references(writing: Writing, kind: Kind, form: Fields, values: Values) -> dict[str, Any]:
    """The columns of the other records that are named. Raises Rejected for what is not visible, or closed."""
    columns: dict[str, Any] = {}
    for name, one in form.items():
        if one.reference is None or one is KEEPER or name == f"{kind.under}_id" or name not in values:
            continue
        refuse_if(values[name] is None and one.required, ProblemCode.REQUIRED, name)
        found = await open_one(writing, one.reference, values, name) if values[name] is not None else None
        columns[one.reference.column] = found
    return columns


async def open_one(writing: Writing, named: Reference, values: Values, name: str) -> object:
    """The key of a visible record that is not closed."""
    found = await find_named(writing, RECORDS[named.kind], values, name)
    target = BY_NAME.get(named.kind)
    if target and target.closing:
        refuse_if(found[target.closing.day], ProblemCode.CLOSED, name)
    return found[RECORDS[named.kind].key]
