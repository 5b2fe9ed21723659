"""The ordinary rules of a kind: what it needs to be written with no rule of its own."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from tenants.access.scope import Verb
from tenants.database.transactions import Writing
from tenants.errors import ProblemCode
from tenants.hierarchy.exposed import TENANT_RECORD
from tenants.kinds.exposed import record_of
from tenants.kinds.field import TENANT, Reference
from tenants.kinds.kind import KEEPING_TENANT, Fields, Kind
from tenants.kinds.mutation import UPDATE_DESCRIPTION, Input, InputKind, Mutation, fill_out
from tenants.kinds.ordinary import Close, Create, Ordinary, Update
from tenants.reading.record import Record
from tenants.records.kinds import BY_NAME
from tenants.writing import changes
from tenants.writing.changes import find, find_keeping_tenant, find_named, find_own, find_parent, refuse_if
from tenants.writing.rule import Change, PayloadField, Values
from tenants.writing.standing import Standing, is_empty

# What a button says, by the prefix of the change.
ADDED = {"record": "登记", "raise": "提出", "plan": "策划", "report": "上报"}
ZH = {"update": "修改", "close": "关闭", "end": "结束", "withdraw": "撤回", "revoke": "撤销"}


def make_ordinary_rule(kind: Kind, declared: Ordinary) -> Mutation:
    standing = standing_of(kind, declared)
    match declared:
        case Create():
            form = {**({} if kind.under else {"tenant": KEEPING_TENANT}), **kind.form()}
            change, input_ = (
                make_add(kind, form, declared),
                Input(InputKind.CREATE, form, declared.input_description),
            )
        case Update():
            form = {
                name: one.with_options(hint=None) for name, one in kind.form().items() if name != f"{kind.under}_id"
            }
            change = make_update(kind, form, declared.verb, standing)
            input_ = Input(InputKind.UPDATE, form, UPDATE_DESCRIPTION)
        case Close():
            change = make_update(kind, kind.closing_form, declared.verb, standing)
            input_ = Input(InputKind.END, kind.closing_form, declared.input_description)
    name = f"{declared.prefix}_{kind.single}"
    payload = (PayloadField(kind.single, kind.name),)
    rule = Mutation(
        kind.single,
        declared.verb,
        change,
        payload,
        kind=kind,
        name=name,
        description=declared.description,
        input=input_,
    )
    adding = isinstance(declared, Create)
    zh = ADDED.get(declared.prefix, "新增") + kind.zh if adding else ZH[declared.prefix]
    return replace(rule, standing=standing, zh=zh)


def standing_of(kind: Kind, declared: Ordinary) -> tuple[Standing, ...]:
    """Not closed, and what is declared beside it; of what is added to, only that."""
    if isinstance(declared, Create):
        return declared.standing
    return (*((is_empty(kind.closing.day),) if kind.closing else ()), *declared.standing)


def make_add(kind: Kind, form: Fields, declared: Create) -> Change:
    async def add_record(writing: Writing, values: Values) -> UUID:
        kept = await find_keeper(writing, kind, values, declared)
        named = await find_references(writing, kind, form, values)
        return await changes.add(writing, record_of(kind), values, {**kept, **named, **fill_out(form, values)})

    return add_record


def make_update(kind: Kind, form: Fields, verb: Verb, standing: tuple[Standing, ...]) -> Change:
    async def update_record(writing: Writing, values: Values) -> UUID:
        found = await find_own(writing, record_of(kind), values, verb, standing)
        named = await find_references(writing, kind, form, values)
        return await changes.change(writing, record_of(kind), found, {**named, **fill_out(form, values)})

    return update_record


async def find_keeper(writing: Writing, kind: Kind, values: Values, declared: Create) -> dict[str, Any]:
    """The tenant that is to keep a new record, and the record that it is kept with."""
    if kind.under is None:
        return {"tenant_code": await find_keeping_tenant(writing, record_of(kind), values["tenant"], declared.verb)}
    named = kind.reference(kind.under)
    field, scope = f"{kind.under}_id", (kind.single, declared.verb)
    found = await find_parent(writing, find_record(named.kind), values, field, scope, standing=declared.standing)
    return {"tenant_code": found["tenant_code"], named.column: found["id"]}


async def find_references(writing: Writing, kind: Kind, form: Fields, values: Values) -> dict[str, Any]:
    """The columns of the other records that are named. Raises Rejected for what is not visible, or closed."""
    columns: dict[str, Any] = {}
    for name, one in form.items():
        if one.reference is None or one is KEEPING_TENANT or name == f"{kind.under}_id" or name not in values:
            continue
        refuse_if(values[name] is None and one.required, ProblemCode.REQUIRED, name)
        found = await find_open_reference(writing, one.reference, values, name) if values[name] is not None else None
        columns[one.reference.column] = found
    return columns


async def find_open_reference(writing: Writing, named: Reference, values: Values, name: str) -> object:
    """The key of a visible record, or a visible tenant, that is not closed."""
    if named.kind == TENANT:
        tenant = await find(writing, TENANT_RECORD, values[name], name, None)
        refuse_if(tenant["closed_on"], ProblemCode.CLOSED, name)
        return tenant["code"]
    found = await find_named(writing, find_record(named.kind), values, name)
    target = BY_NAME[named.kind]
    if target.closing and not named.ended:
        refuse_if(found[target.closing.day], ProblemCode.CLOSED, name)
    return found["id"]


def find_record(kind: str) -> Record:
    return record_of(BY_NAME[kind])
