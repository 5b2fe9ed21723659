"""承接: which tenants take over from which: proposed by an administrator, carried out by a director."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry import UNSET

from schema.caller import Caller
from schema.mutation import USER_ERRORS, UserError, VersionedInput
from schema.root_fields import Arguments, Payload, named_mutation_field, query_field
from schema.scalars import DivisionCode
from tenants.administration import successions
from tenants.administration.enums import SuccessionState
from tenants.database.transactions import Reading
from tenants.division import format_code
from tenants.reading.roots import parse_uuid


@strawberry.type(description="That tenants take over what another one, and all below it, keeps.")
class Succession:
    id: strawberry.ID = strawberry.field(description="Which one.")
    version: int = strawberry.field(description="The version that carrying it out, or declining it, passes.")
    old: DivisionCode = strawberry.field(description="From which tenant, with all below it.")
    new: list[DivisionCode] = strawberry.field(description="To which: the like of each below one of these, or itself.")
    on: date = strawberry.field(description="From which day on.")
    closes: bool = strawberry.field(description="Whether the old one, and all below it, end on that day.")
    reason: str = strawberry.field(description="By which decision on the divisions.")
    state: SuccessionState = strawberry.field(description="Where it stands.")
    proposed_by: str = strawberry.field(description="The administrator's name.")
    proposed_at: datetime = strawberry.field(description="When it was proposed.")
    decided_by: str | None = strawberry.field(description="The name of who carried it out or declined it.")
    decided_at: datetime | None = strawberry.field(description="When.")


@strawberry.input(description="Who takes over from a tenant below yours, and from when on.")
class ProposeSuccessionInput:
    old: DivisionCode = strawberry.field(description="The tenant that is taken over, with all below it.")
    new: list[DivisionCode] = strawberry.field(
        description="Its successor, or those of one that is split: what is kept below it goes to the like of it there."
    )
    on: date | None = strawberry.field(default=UNSET, description="The day; today if left out, never one ahead.")
    closes: bool | None = strawberry.field(
        default=UNSET, description="Whether the old tenant, and all below it, end on that day."
    )
    reason: str = strawberry.field(description="By which decision on the divisions.")


@strawberry.input(description="The proposal and the version you saw.")
class CarryOutSuccessionInput(VersionedInput):
    dry_run: bool | None = strawberry.field(
        default=UNSET, description="True: only say what would be handed over; nothing is written."
    )


@strawberry.input(description="The proposal and the version you saw.")
class DeclineSuccessionInput(VersionedInput):
    pass


@strawberry.type
class ProposalPayload:
    succession: Succession | None = strawberry.field(default=None, description="The proposal.")
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


@strawberry.type
class HandedOverPayload:
    succession: Succession | None = strawberry.field(default=None, description="The proposal.")
    children: int | None = strawberry.field(default=None, description="Open files handed over, with all that goes on.")
    caring_mothers: int | None = strawberry.field(default=None, description="Registrations handed over.")
    service_areas: int | None = strawberry.field(
        default=None, description="Caring Mothers who serve a successor, because they served what it took over."
    )
    user_errors: list[UserError] = strawberry.field(default_factory=list, description=USER_ERRORS)


async def list_successions(caller: Caller, _: Arguments) -> list[Payload]:
    async with caller.database.reading(caller.actor) as reading:
        return list(map(show, await successions.list_proposals(reading)))


async def propose_succession(caller: Caller, arguments: Arguments) -> Payload:
    async with caller.database.writing(caller.actor) as writing:
        key = await successions.propose_succession(writing, arguments["input"])
        return await show_one(writing, key)


async def carry_out_succession(caller: Caller, arguments: Arguments) -> Payload:
    async with caller.database.writing(caller.actor) as writing:
        moved = await successions.carry_out_succession(writing, arguments["input"])
        return {**await show_one(writing, parse_uuid(arguments["input"]["id"])), **vars(moved)}


async def decline_succession(caller: Caller, arguments: Arguments) -> Payload:
    async with caller.database.writing(caller.actor) as writing:
        return await show_one(writing, await successions.decline_succession(writing, arguments["input"]))


async def show_one(reading: Reading, key: UUID | None) -> Payload:
    rows = await successions.list_proposals(reading)
    return {"succession": next(show(row) for row in rows if row["id"] == key)}


def show(row: Mapping[str, Any]) -> Payload:
    named = {"id": str(row["id"]), "old": format_code(row["from_code"]), "on": row["on_day"]}
    return {**row, **named, "new": list(map(format_code, row["to_codes"]))}


@strawberry.type
class SuccessionQueries:
    successions: list[Succession] | None = query_field(
        list[Succession],
        list_successions,
        "The newest 200 successions proposed below your tenant; for administrators, directors and auditors.",
    )


@strawberry.type
class SuccessionMutations:
    propose_succession = named_mutation_field(
        ProposalPayload,
        propose_succession,
        "Proposes that tenants below yours take over from another one below it; a director carries it out.",
        ProposeSuccessionInput,
    )
    carry_out_succession = named_mutation_field(
        HandedOverPayload,
        carry_out_succession,
        "Hands over all that is kept, at once: files with their pairings and needs, registrations, service areas, work."
        " What was done for a child stays where it was done, and no past figure moves. For a director of a tenant"
        " above all that is named.",
        CarryOutSuccessionInput,
    )
    decline_succession = named_mutation_field(
        ProposalPayload,
        decline_succession,
        "Declines a succession that was proposed, or takes it back; nothing is handed over.",
        DeclineSuccessionInput,
    )
