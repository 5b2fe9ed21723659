"""A small world, always the same: two provinces, a few hundred records with awkward values, and who looks at them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from uuid import UUID

import asyncpg

from schema.caller import Caller, Language
from tenants.access.actor import Session
from tenants.accounts.rules import SignInRules
from tenants.accounts.sessions import recognize
from tenants.database.transactions import Database
from tenants.records.kinds import BY_NAME
from tenants.statistics.rolling_up import roll_up_deltas
from tests.keys import KEYS, encrypted
from tests.kinds import OTHERS, references
from tests.schema.engine.drawing import CITY, COUNTY, PROVINCE, TENANTS, VILLAGE
from tests.schema.engine.making import Maker

GRANTS: Sequence[tuple[str, int]] = (
    ("CASEWORKER", COUNTY),
    ("CASEWORKER", VILLAGE),
    ("DIRECTOR", CITY),
    ("DIRECTOR", COUNTY),
    ("DIRECTOR", PROVINCE),
    ("ANALYST", PROVINCE),
    ("PROJECT_MANAGER", CITY),
    ("CARING_MOTHER", COUNTY),
)
ACCESS_HASH = sha256(b"the world's only token").digest()
RULES = SignInRules(access=timedelta(hours=1))
FAR = datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class World:
    """A database full of the world's records, and the session that holds all its grants."""

    database: Database
    owner_url: str
    session: Session

    def caller(self, role: str, code: int) -> Caller:
        grant = next(one for one in self.session.grants if (one.role_name, one.low) == (role, code))
        return Caller(self.database, RULES, self.session, grant.id, Language.EN)


async def fill(owner: asyncpg.Connection) -> None:
    """Write the world: its statistics partly rolled up, partly pending."""
    await owner.set_type_codec("jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog")
    maker = Maker()
    maker.make()
    await owner.executemany(
        "insert into tenants (code, level, name, parent_code, opened_on, closed_on) values ($1, $2, $3, $4, $5, $6)",
        [
            (code, level, name, parent_of(code), date(2000, 1, 1), date(2024, 3, 1) if name == "空村" else None)
            for code, (level, name) in TENANTS.items()
        ],
    )
    # What others name comes before these; in the middle of it figures are rolled up.
    for number, table in enumerate(sorted(maker.rows, key=place)):
        made = maker.rows[table]
        if number == 6:
            await roll_up_deltas(owner)
        rows = [encrypted(table, row) for row in made]
        names = list(rows[0])
        marks = ", ".join(f"${n}" for n, _ in enumerate(names, 1))
        await owner.executemany(
            f"insert into {table} ({', '.join(names)}) values ({marks})", [tuple(row.values()) for row in rows]
        )
    await sign_in(owner, next(row for row in maker.rows["pairings"] if not row["until_on"])["caring_mother_id"])


# On a plan, and on one another.
HUNG = ("needs", "supports", "wishes")


def place(table: str) -> int:
    """Kinds that stand alone come first, and last those that name what is drawn by hand; needs hang on such a one.

    What names those comes after them.
    """
    kind = next((one for one in OTHERS if one.plural == table), None)
    if kind is None:
        return 3 if table in HUNG else 1
    named = [BY_NAME[to.kind] for to in references(kind).values() if to.kind != kind.name]
    if any(one.plural in HUNG for one in named):
        return 4
    return 2 if any(one not in OTHERS or place(one.plural) == 2 for one in named) else 0


def parent_of(code: int) -> int | None:
    """Give the nearest tenant above that there is."""
    above = (code // 10**zeros * 10**zeros for zeros in (3, 6, 8, 10))
    return next((one for one in above if one != code and one in TENANTS), None)


async def sign_in(owner: asyncpg.Connection, caring_mother_id: UUID) -> None:
    """Give the world's one user its session and all its grants."""
    user_id = UUID(int=1)
    await owner.execute("insert into users (id, name) values ($1, '一位用户')", user_id)
    # One user is everybody here, auditor and worker, which the database would not have.
    await owner.execute("alter table grants disable trigger admitted")
    await owner.executemany(
        """insert into grants (id, user_id, role, tenant_code, caring_mother_id, from_at)
           values ($1, $2, $3, $4, $5, $6)""",
        [
            (
                UUID(int=100 + n),
                user_id,
                role,
                code,
                caring_mother_id if role == "CARING_MOTHER" else None,
                datetime(2024, 1, 1, 0, 0, n, tzinfo=UTC),
            )
            for n, (role, code) in enumerate(GRANTS)
        ],
    )
    await owner.execute("alter table grants enable trigger admitted")
    await owner.execute(
        """insert into sessions (user_id, family_hash, access_hash, access_until, refresh_hash, refresh_until, ends_at,
                                 last_used_at, second_factor)
           values ($1, $2, $2, $3, $4, $3, $3, $3, true)""",
        user_id,
        ACCESS_HASH,
        FAR,
        b"refresh",
    )


async def open_world(owner_url: str, application_url: str, pool_size: int = 4) -> World:
    """Fill the database, and open it as the application does."""
    owner = await asyncpg.connect(owner_url)
    await fill(owner)
    await owner.execute("analyze")
    await owner.close()
    database = await Database.connect(application_url, pool_size, KEYS)
    session = await recognize(database, ACCESS_HASH)
    assert session is not None
    return World(database, owner_url, session)
