"""The demo's users: one for each kind of work, at each place of the tree where it is done."""

import asyncpg

from tenants.demo.province import worked_villages

ADD = """
with named (name, role, tenant_code, caring_mother_id, organization_id) as (
    select left(t.code::text, 2) || '.' || lower(r.role), r.role, t.code, null::uuid, null::uuid
    from tenants t
    cross join unnest(array['ANALYST', 'DIRECTOR', 'PROJECT_MANAGER', 'AUDITOR', 'ADMINISTRATOR']) r (role)
    where t.level = 'PROVINCE'
    union all
    select left(t.code::text, 4) || '.director', 'DIRECTOR', t.code, null, null from tenants t where t.level = 'CITY'
    union all
    select left(t.code::text, 6) || '.' || lower(r.role), r.role, t.code, null, null
    from tenants t cross join unnest(array['DIRECTOR', 'CASEWORKER']) r (role) where t.level = 'COUNTY'
    union all
    select code::text || '.caseworker', 'CASEWORKER', code, null, null from unnest($2::bigint[]) code
    union all
    select 'mother.' || row_number() over (order by m.children desc, m.id), 'CARING_MOTHER', m.tenant_code, m.id, null
    from (select m.tenant_code, m.id, count(*) as children
          from caring_mothers m join pairings p on p.caring_mother_id = m.id and p.until_on is null
          group by m.id order by children desc, m.id limit 20) m
    union all
    (select '330127.partner', 'PARTNER', o.tenant_code, null, o.id from organizations o
     where o.tenant_code = 330127000000 and o.kind = 'SOCIAL_ORGANIZATION' order by o.id limit 1)
), added as (
    insert into users (name, password_hash) select name, $1 from named returning id, name
)
insert into grants (user_id, role, tenant_code, caring_mother_id, organization_id)
select added.id, named.role, named.tenant_code, named.caring_mother_id, named.organization_id
from named join added using (name)
"""


async def add_demo_users(connection: asyncpg.Connection, password_hash: str) -> None:
    """Add the demo's users with their grants, after the demo was loaded; they share one password.

    The names are `33.analyst`, `3301.director`, `330127.caseworker`, `mother.1` and so on.
    """
    await connection.execute(ADD, password_hash, worked_villages())
