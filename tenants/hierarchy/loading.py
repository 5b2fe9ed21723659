"""Loads the tenants of whole provinces from a CSV of their divisions, `code,name`: all of it or nothing."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import asyncpg

from tenants.division import TenantLevel, end_of, format_code, level_of, line_of, parse_code
from tenants.hierarchy.confirming import count_kept, refuse_orphans, refuse_unconfirmed
from tenants.hierarchy.succeeding import find_successors, hand_over

LONGEST_NAME = 100

STAGE = """
create temporary table divisions (
    code bigint primary key, name text not null, level text not null) on commit drop
"""
# Two loads at once would each close what the other adds.
LOCK = "lock table tenants in share row exclusive mode"
# A tenant is of a province of the file when the first two digits of its code are of one there.
COUNT = """
select count(*) filter (where t.code is null) as added,
       count(*) filter (where t.closed_on is null and t.name <> d.name) as renamed,
       count(*) filter (where t.closed_on is null and d.code is null) as closed,
       count(*) filter (where t.closed_on is not null and d.code is not null) as reopened,
       count(*) filter (where t.closed_on is null and t.name = d.name) as unchanged
from divisions d
full join (select * from tenants
           where code / 10000000000 in (select code / 10000000000 from divisions)) t using (code)
"""
CLOSING = """
create temporary table closing on commit drop as
select t.code from tenants t
where t.closed_on is null
  and t.code / 10000000000 in (select code / 10000000000 from divisions)
  and not exists (select from divisions d where d.code = t.code)
"""
CLOSE = """
update tenants set closed_on = greatest(coalesce($1, today()), opened_on) where code in (select code from closing)
"""
OPEN = """
insert into tenants as t (code, name, level, opened_on)
select code, name, level, coalesce($1, today()) from divisions
on conflict (code) do update set name = excluded.name, closed_on = null
where t.name <> excluded.name or t.closed_on is not null
"""
# The nearest existing code above is the greatest of them. A closed tenant still counts: its range holds its records.
SET_PARENTS = """
update tenants t set parent_code = nearest.parent_code
from (select below.code, max(above.code) as parent_code
      from tenants below
      cross join unnest(division_line(below.code)) line (code)
      join tenants above on above.code = line.code and above.code < below.code
      where below.code / 10000000000 in (select code / 10000000000 from divisions)
      group by below.code) nearest
where t.code = nearest.code and t.parent_code is distinct from nearest.parent_code
"""
# A new tenant above others begins with their rollups; what is pending later is added when it is rolled up. No batch is
# left that was rolled up in part.
HOLD_ROLLING_UP = """
select pg_advisory_xact_lock(hashtext('roll_up_statistics')), pg_advisory_xact_lock(hashtext('roll_up_duties'));
select roll_up_statistics(), roll_up_duties()"""
ADD_ROLLUPS = """
insert into statistics_rollups (tenant_code, figure, dimension, month, amount)
select t.code, k.figure, k.dimension, k.month, sum(k.amount)
from tenants t join tenants b on b.parent_code = t.code join statistics_rollups k on k.tenant_code = b.code
where t.level = $1 and k.batch = 0
  and not exists (select from statistics_rollups own where own.tenant_code = t.code and own.batch = 0)
group by t.code, k.figure, k.dimension, k.month
having sum(k.amount) <> 0
"""
ADD_DUTY_ROLLUPS = """
insert into duty_rollups
select t.code, k.item_id, k.starts, sum(k.owed), sum(k.waived), sum(k.fulfilled), sum(k.late)
from tenants t join tenants b on b.parent_code = t.code join duty_rollups k on k.tenant_code = b.code
where t.level = $1 and not exists (select from duty_rollups own where own.tenant_code = t.code)
group by t.code, k.item_id, k.starts
"""


@dataclass(frozen=True)
class LoadReport:
    """How many tenants were added, renamed, closed, reopened (renamed or not) and left as they were.

    `moved` are the files and registrations that went to a successor.
    """

    added: int
    renamed: int
    closed: int
    reopened: int
    unchanged: int
    moved: int = 0


@dataclass(frozen=True)
class Divisions:
    """The names by code, and which code each replaced one has become."""

    names: dict[int, str] = field(default_factory=dict)
    replaced: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class LineProblem:
    """What is wrong with a line of the file, counted from 1."""

    line: int
    message: str


class BadTenants(ValueError):
    """The file has bad rows, all of them named in `problems`; nothing was loaded."""

    def __init__(self, problems: list[LineProblem]) -> None:
        super().__init__("\n".join(f"line {problem.line}: {problem.message}" for problem in problems))
        self.problems = problems


async def load_tenants(
    connection: asyncpg.Connection, lines: Iterable[str], on: date | None = None, *, confirmed: bool = False
) -> LoadReport:
    """Make the tenants of the file's provinces those of the file: adds, renames, closes and reopens; deletes nothing.

    `on` is the day on which tenants open and close, today when left out. Other provinces stay as they are. What
    goes on of a tenant that a line replaces, and of all below it, is handed over.
    The connection is the owner's; it runs in one transaction. Raises BadTenants, Unconfirmed unless `confirmed`, and
    Orphaned, BadSuccession.
    """
    divisions = read_file(lines)
    async with connection.transaction():
        await connection.execute(HOLD_ROLLING_UP)
        await connection.execute(LOCK)
        await stage(connection, divisions.names)
        counts = LoadReport(**await connection.fetchrow(COUNT))
        if not confirmed:
            await refuse_unconfirmed(connection, counts.closed, counts.closed + counts.renamed + counts.unchanged)
        await connection.execute(CLOSE, on)
        await connection.execute(OPEN, on)
        await connection.execute(SET_PARENTS)
        for level in reversed(TenantLevel):
            await connection.execute(ADD_ROLLUPS, level)
            await connection.execute(ADD_DUTY_ROLLUPS, level)
        moved = await hand_over_replaced(connection, divisions.replaced, on)
        await refuse_orphans(connection)
        await connection.execute("drop table divisions, closing")
    return replace(counts, moved=moved)


async def hand_over_replaced(connection: asyncpg.Connection, replaced: Mapping[int, int], on: date | None) -> int:
    """Hands over what goes on of replaced tenants; one that a line names itself does not go by the one above it."""
    successors: dict[int, int] = {}
    for old in sorted(replaced, key=lambda code: code - end_of(code)):
        successors |= await find_successors(connection, old, [replaced[old]])
    moved = await hand_over(connection, successors, on)
    return moved.children + moved.caring_mothers


async def foresee_load(connection: asyncpg.Connection, lines: Iterable[str]) -> tuple[LoadReport, Mapping[str, int]]:
    """What loading them would do, and what the tenants keep that it would close, by kind; nothing is changed."""
    names = read_divisions(lines)
    transaction = connection.transaction()
    await transaction.start()
    try:
        await stage(connection, names)
        return LoadReport(**await connection.fetchrow(COUNT)), await count_kept(connection)
    finally:
        await transaction.rollback()


async def stage(connection: asyncpg.Connection, names: Mapping[int, str]) -> None:
    """Has the divisions of the file in `divisions`, and what they would close in `closing`, for the transaction."""
    await connection.execute(STAGE)
    staged = ((code, name, level_of(code)) for code, name in names.items())
    await connection.copy_records_to_table("divisions", records=staged)
    await connection.execute("analyze divisions")
    await connection.execute(CLOSING)


def read_divisions(lines: Iterable[str]) -> dict[int, str]:
    """Read the names by code. Raises BadTenants."""
    return read_file(lines).names


def read_file(lines: Iterable[str]) -> Divisions:
    """Read CSV, in the order of the lines.

    The first line names the columns, of which `code`, `name` and, if there is one, `replaces` are read: codes with
    spaces between. Without such a line code and name are the first two. Raises BadTenants.
    """
    read = Divisions()
    names = read.names
    lines_of: dict[int, int] = {}
    problems: list[LineProblem] = []
    for line, code_text, name, replaces in _read_rows(lines):
        try:
            code = parse_code(code_text)
            _check_name(name)
            _check_new(code, lines_of)
            read.replaced.update((parse_code(one), code) for one in replaces.split())
        except ValueError as error:
            problems.append(LineProblem(line, str(error)))
        else:
            names[code], lines_of[code] = name, line
    problems += _missing_provinces(lines_of)
    if problems:
        raise BadTenants(sorted(problems, key=lambda problem: problem.line))
    if not names:
        raise BadTenants([LineProblem(1, "the file holds no divisions")])
    return read


def _read_rows(lines: Iterable[str]) -> Iterator[tuple[int, str, str, str]]:
    """Give line, code, name and replaced codes of each row that is not blank. Raises BadTenants where it is no CSV."""
    reader = csv.reader((line.removeprefix("\ufeff") for line in lines), strict=True)
    columns: tuple[int, ...] | None = None
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if not any(cells):
                continue
            if columns is None:
                columns = _named_columns(cells)
                if columns:
                    continue
                columns = 0, 1
            code, name, *replaces = (cells[column] if column < len(cells) else "" for column in columns)
            yield reader.line_num, code, name, "".join(replaces)
    except csv.Error as error:
        raise BadTenants([LineProblem(reader.line_num, f"this is not CSV: {error}")]) from error


def _named_columns(cells: list[str]) -> tuple[int, ...] | None:
    names = [cell.lower() for cell in cells]
    if not {"code", "name"} <= set(names):
        return None
    return tuple(names.index(name) for name in ("code", "name", "replaces") if name in names)


def _check_name(name: str) -> None:
    if not name:
        raise ValueError("the name is empty")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"the name has {len(name)} characters, more than {LONGEST_NAME}")
    if not name.isprintable():
        raise ValueError("the name holds a character that cannot be printed")


def _check_new(code: int, lines_of: dict[int, int]) -> None:
    if code in lines_of:
        raise ValueError(f"the code {format_code(code)} was already on line {lines_of[code]}")


def _missing_provinces(lines_of: dict[int, int]) -> Iterator[LineProblem]:
    """Name each province that is not in the file itself, once, on the first line that stands below it."""
    first_lines: dict[int, int] = {}
    for code, line in lines_of.items():
        first_lines.setdefault(line_of(code)[-1], line)
    for province, line in first_lines.items():
        if province not in lines_of:
            yield LineProblem(line, f"its province {format_code(province)} is not in the file")
