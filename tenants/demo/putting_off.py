"""Puts off what a database keeps beside each row until all the rows are there: checks, indexes, ids and figures."""

from asyncio import FIRST_EXCEPTION, create_task, gather, wait
from collections.abc import Coroutine, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

import asyncpg

Rows = Sequence[asyncpg.Record]
T = TypeVar("T")
ROLLUPS: Final = "statistics_rollups"
# Without effect while there is no checklist, or kept anew for all rows at once in the end.
KEPT_ANEW: Final = ("duties_on_insert", "id_kept", "counted_on_insert", "counted_on_update", "counted_on_delete")
# Which only refuse what is not as it has to be. The demo's rows are: a test loads some of them through these.
CHECKS_OF_FILES: Final = ("kept_with_file", "merged_refused", "born_before")
DEAREST_CHECKS: Final = (
    ("assessments", "reviewed"),
    ("attachments", "admitted"),
    ("caring_mothers", "approval_kept_on_insert"),
    ("clearance_steps", "admitted"),
    ("deliveries", "entry_admitted"),
    ("donations", "entry_admitted"),
    ("needs", "admitted"),
    ("pairings", "admitted"),
    ("pairings", "kept_apart"),
    ("screenings", "approval_kept_on_insert"),
    ("subsidies", "admitted"),
    ("supports", "admitted"),
    ("supports", "programme_admitted"),
    ("visits", "admitted"),
    ("wishes", "admitted"),
    ("wishes", "fulfilled"),
    ("wishes", "programme_admitted"),
)
# Which keep on a file what follows from its records, and would find it there: the demo's files come with it.
FOUND_AS_IT_IS: Final = (
    ("assessments", "file_kept_after_insert"),
    ("pairings", "paired_days_after_insert"),
    ("screenings", "cleared_on_after_insert"),
    ("screenings", "decided_on_insert"),
)
# Of no use before somebody has looked: a figure is remembered until it moves.
REMEMBERED: Final = ("statistics_rollups", "moved_on_insert")
TRIGGERS: Final = """
select t.tgrelid::regclass::text, quote_ident(t.tgname)
from pg_trigger t
where t.tgenabled = 'O' and (
    t.tgname = any ($1::text[]) and t.tgrelid in (select record_table from record_kinds)
    or (t.tgrelid::regclass::text, t.tgname::text) in (select * from unnest($2::text[], $3::text[])))
order by 1, 2"""
FORCED: Final = """
select c.oid::regclass::text from pg_class c join record_kinds k on k.record_table = c.oid
where c.relforcerowsecurity order by 1"""
# Those of a kind's table that refer to another; the keys of what is kept anew, and of visits, which are most rows.
CONSTRAINTS: Final = """
select c.conrelid::regclass::text, quote_ident(c.conname), pg_get_constraintdef(c.oid), c.contype = 'f'
from pg_constraint c
where c.contype = 'f' and c.conrelid in (select record_table from record_kinds)
   or c.contype = 'p' and c.conrelid in ('record_ids'::regclass, 'statistics_rollups'::regclass, 'visits'::regclass)
order by c.contype = 'f', 1, 2"""
# But those by a reference, for by these the triggers find what belongs together; of visits they look for a volunteer's.
# That of batches has none of these rows.
INDEXES: Final = """
select i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
from pg_index i
where not i.indisunique and (i.indrelid = 'statistics_rollups'::regclass and i.indpred is null
    or i.indrelid in (select record_table from record_kinds) and pg_get_indexdef(i.indexrelid, 1, true) !~ '_id$'
    or i.indrelid = 'visits'::regclass and pg_get_indexdef(i.indexrelid, 1, true) <> 'caring_mother_id')
order by 1"""
# Asked for each row by whom it is written, the owner is nobody.
WRITERS: Final = """
select d.adrelid::regclass::text, quote_ident(a.attname), pg_get_expr(d.adbin, d.adrelid)
from pg_attrdef d join pg_attribute a on (a.attrelid, a.attnum) = (d.adrelid, d.adnum)
where d.adrelid in (select record_table from record_kinds) and pg_get_expr(d.adbin, d.adrelid) ~ '^actor_'
order by 1, 2"""
COUNTED: Final = """
select record_table::text from record_kinds
where is_counted(record_table) order by pg_relation_size(record_table) desc"""
KINDS: Final = "select record_table::text, quote_literal(kind) from record_kinds order by 1"
NO_SHARES: Final = "select tenant_code, figure, dimension, month, amount from statistics_deltas with no data"
SHARES: Final = "insert into made_shares select s.* from {table} r, shares_of(r) s"
# A number for each figure, dimension and month: numbers are sorted and hashed in a fraction of the time.
SLOTS: Final = """
create table made_slots as
select row_number() over (order by figure, dimension, month)::int as slot, figure, dimension, month
from (select distinct figure, dimension, month from made_shares) s;
analyze made_slots"""
# A city, so that what is above both halves is the province's alone.
MIDDLE: Final = """
select percentile_disc(0.5) within group (order by tenant_code) / 100000000 * 100000000 from made_shares"""
# Sorted once, so that no share is added up again for each tenant above it; in the order of the key,
# which `offset 0` has sorted as one number, before they are texts.
ROLL_UP: Final = """
with levels as (
    select slot, city, county, township, village, sum(amount)::bigint as amount
    from (select slot, tenant_code / 100000000 * 100000000 as city, tenant_code / 1000000 * 1000000 as county,
                 tenant_code / 1000 * 1000 as township, tenant_code as village, amount
          from made_shares join made_slots using (figure, dimension, month)
          where tenant_code % 10000000000 <> 0 and (tenant_code < {middle}) = {below}) s
    group by slot, city, rollup (county, township, village)
)
insert into statistics_rollups (tenant_code, figure, dimension, month, amount)
select code, figure, dimension, month, amount
from (select coalesce(village, township, county, city) as code, slot, amount
      from levels
      where amount <> 0 and coalesce(village <> township, township <> county, county <> city, true)
      order by coalesce(village, township, county, city) * 1000000 + slot offset 0) sorted
join made_slots using (slot)"""
ROLL_UP_CITIES: Final = """
insert into statistics_rollups (tenant_code, figure, dimension, month, amount)
select tenant_code / 10000000000 * 10000000000, figure, dimension, month, sum(amount)
from (select tenant_code, figure, dimension, month, amount from statistics_rollups
      where tenant_code % 100000000 = 0 and tenant_code % 10000000000 <> 0
      union all select * from made_shares where tenant_code % 10000000000 = 0) c
group by 1, 2, 3, 4 having sum(amount) <> 0 order by 1, 2, 3, 4"""


@dataclass(frozen=True, slots=True)
class PutOff:
    """What was taken away, as statements that bring it back."""

    security: Sequence[str]
    triggers: Sequence[str]
    keys: Sequence[str]
    references: Sequence[str]
    checks: Sequence[str]
    indexes: Sequence[str]
    defaults: Sequence[str]


async def put_off(connection: asyncpg.Connection) -> PutOff:
    """Take away from the tables of all kinds, which are empty, what is kept beside each row.

    A database that does not get it back is of no use.
    """
    alone = zip(*DEAREST_CHECKS, *FOUND_AS_IT_IS, REMEMBERED, strict=True)
    return await take_away(
        connection,
        forced=await connection.fetch(FORCED),
        triggers=await connection.fetch(TRIGGERS, KEPT_ANEW + CHECKS_OF_FILES, *alone),
        constraints=await connection.fetch(CONSTRAINTS),
        indexes=await connection.fetch(INDEXES),
        defaults=await connection.fetch(WRITERS),
    )


async def take_away(  # noqa: PLR0913  # what may be taken away
    connection: asyncpg.Connection,
    *,
    forced: Rows,
    triggers: Rows,
    constraints: Rows,
    indexes: Rows,
    defaults: Rows = (),
) -> PutOff:
    """Take away what is named: forced row security by table, triggers by table and name, indexes with their definition.

    A default is its table, column and expression.
    A constraint is its table, name, definition and whether it refers to another; those that do are the last.
    """
    away = [f"alter table {table} no force row level security" for (table,) in forced]
    away += [f"alter table {table} disable trigger {name}" for table, name in triggers]
    # What refers to a key goes before it.
    away += [f"alter table {table} drop constraint {name}" for table, name, _, _ in reversed(constraints)]
    away += [f"drop index {name}" for name, _ in indexes]
    away += [f"alter table {table} alter column {name} drop default" for table, name, _ in defaults]
    await connection.execute("; ".join(away))
    adding = "alter table {} add constraint {} {}"
    return PutOff(
        security=[f"alter table {table} force row level security" for (table,) in forced],
        triggers=[f"alter table {table} enable trigger {name}" for table, name in triggers],
        keys=[adding.format(*each) for *each, refers in constraints if not refers],
        references=[f"{adding.format(*each)} not valid" for *each, refers in constraints if refers],
        checks=[f"alter table {table} validate constraint {name}" for table, name, _, refers in constraints if refers],
        indexes=[definition for _, definition in indexes],
        defaults=[f"alter table {table} alter column {name} set default {value}" for table, name, value in defaults],
    )


async def catch_up(hands: Sequence[asyncpg.Connection], put_off: PutOff) -> None:
    """Keep for all rows at once what was put off, and from now on for each."""
    one, *others = hands
    kinds, counted = await one.fetch(KINDS), await one.fetch(COUNTED)
    await one.execute(f"create table made_shares as {NO_SHARES}")
    counting = [SHARES.format(table=table) for (table,) in counted]
    naming = [f"insert into record_ids select id, {kind} from {table}" for table, kind in kinds]  # noqa: S608
    await share_out(hands, [*counting, *naming])
    indexes = [*put_off.keys, *put_off.indexes]
    left = iter([index for index in indexes if ROLLUPS not in index])
    middle = await meanwhile(_number(one), others, left)
    if middle is not None:
        await share_out(hands, [ROLL_UP.format(middle=middle, below=below) for below in ("true", "false")])
        await meanwhile(one.execute(ROLL_UP_CITIES), others, left)
    await one.execute("drop table made_slots, made_shares")
    # Nothing refers to these, the largest by far, nor is there as much beside them as two could do.
    of_rollups = [f"set max_parallel_maintenance_workers = 1; {index}" for index in indexes if ROLLUPS in index]
    await bring_back(hands, replace(put_off, keys=[], indexes=list(left), checks=[*of_rollups, *put_off.checks]))


async def _number(hand: asyncpg.Connection) -> int | None:
    """Number the shares' figures, and say where to halve their tenants; None where there are no shares."""
    await hand.execute("analyze made_shares")
    middle: int | None = await hand.fetchval(MIDDLE)
    await hand.execute(SLOTS)
    return middle


async def meanwhile(doing: Coroutine[Any, Any, T], hands: Sequence[asyncpg.Connection], left: Iterator[str]) -> T:
    """Do something while connections execute what is left; none of them begins anything more once it is done."""
    task = create_task(doing)

    async def wait_for_it() -> None:
        await task

    async def work(hand: asyncpg.Connection) -> None:
        while not task.done() and (statement := next(left, None)):
            await hand.execute(statement)

    await do_at_once(wait_for_it(), *map(work, hands))
    return task.result()


async def bring_back(hands: Sequence[asyncpg.Connection], put_off: PutOff) -> None:
    """What refers to a key comes after it, and is checked by several at once."""
    await share_out(hands, [*put_off.keys, *put_off.indexes])
    await hands[0].execute("; ".join([*put_off.references, *put_off.triggers, *put_off.defaults]))
    await share_out(hands, put_off.checks)
    await hands[0].execute("; ".join(put_off.security))


async def share_out(hands: Sequence[asyncpg.Connection], statements: Iterable[str]) -> None:
    """Each connection executes the next one as soon as it is done with another."""
    left = iter(statements)

    async def work(hand: asyncpg.Connection) -> None:
        for statement in left:
            await hand.execute(statement)

    await do_at_once(*map(work, hands))


async def do_at_once(*doing: Coroutine[Any, Any, None]) -> None:
    """All of it, or the first error once nothing is at work any more."""
    tasks = [create_task(one) for one in doing]
    done, left = await wait(tasks, return_when=FIRST_EXCEPTION)
    for task in left:
        task.cancel()
    await gather(*left, return_exceptions=True)
    for task in done:
        task.result()
