-- One statement proves who acts, reads, and logs what it opened.

create function acting_grant() returns uuid
language sql stable parallel safe return nullif(current_setting('circle.grant_id', true), '')::uuid;

-- What holds at this moment: said once, planned as part of whatever asks.
create view sessions_now with (security_invoker = true) as
    select s.access_hash, u.id as user_id, u.name as user_name
    from sessions s join users u on u.id = s.user_id
    where s.access_until > now() and s.ended_at is null and u.closed_at is null;
create view grants_now with (security_invoker = true) as
    select g.id, g.user_id, g.role, t.code as low, t.code_end as high, t.name as tenant_name, g.caring_mother_id, g.from_at
    from grants g join tenants t on t.code = g.tenant_code join users u on u.id = g.user_id
    where u.closed_at is null and g.revoked_at is null and g.accepted_at is not null
      and g.from_at <= now() and (g.until_at is null or g.until_at > now())
      and (t.closed_on is null or t.closed_on > today());

create or replace function live_grants(of_user uuid)
returns table (id uuid, role text, low bigint, high bigint, line bigint[], tenant_name text, caring_mother_id uuid)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select g.id, g.role, g.low, g.high, division_line(g.low), g.tenant_name, g.caring_mother_id
    from grants_now g where g.user_id = of_user order by g.from_at, g.id;
end;

create or replace function live_session(with_access_hash bytea) returns table (user_id uuid, user_name text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select s.user_id, s.user_name from sessions_now s where s.access_hash = with_access_hash;
end;

-- Begins acting, as before; true, so that a statement can read where that is proven, and nothing where it is not.
drop function begin_acting(bytea, uuid, text, bigint, bigint);
create function begin_acting(with_access_hash bytea, with_grant uuid, as_role text, from_low bigint, to_high bigint)
returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    acting record;
begin
    select g.* into acting from sessions_now s join grants_now g on g.user_id = s.user_id
    where s.access_hash = with_access_hash and g.id = with_grant;
    if not found or (acting.role, acting.low, acting.high) is distinct from (as_role, from_low, to_high) then
        raise exception 'this session no longer acts under this grant' using errcode = 'CA001';
    end if;
    perform set_config('circle.role', acting.role, true),
            set_config('circle.low', acting.low::text, true),
            set_config('circle.high', acting.high::text, true),
            set_config('circle.user_id', acting.user_id::text, true),
            set_config('circle.grant_id', acting.id::text, true),
            set_config('circle.caring_mother_id', coalesce(acting.caring_mother_id::text, ''), true);
    return true;
end $$;

-- As before, in one expression, which is planned as part of what asks for it.
create or replace function time_ordered_id() returns uuid
language sql volatile parallel safe
return (overlay(lpad(to_hex((extract(epoch from clock_timestamp()) * 1000000)::bigint * 512 / 125), 15, '0')
                placing '7' from 13 for 0)
        || substr(encode(uuid_send(gen_random_uuid()), 'hex'), 17))::uuid;

-- Logs the files that whoever acts opened, as the marks in the answers name them, "@place":"id:code" with four digits
-- for the place, which says of which kind and which fields. The reason is that of the opening it rests on. In a JSON
-- string every quote is escaped, so nothing that somebody wrote looks like a mark.
drop function log_access(text, uuid[], bigint[], text[], text, text, text);
create function log_openings(kinds text[], of_fields text[], answers text[], in_operation text, on_request text,
                             from_address text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    moment constant timestamptz := clock_timestamp();
    actor record;
    held file_openings[];
begin
    if strpos(array_to_string(answers, ''), '"@') = 0 then
        return;
    end if;
    select u.id, u.name, g.id as grant_id, g.role, g.tenant_code, t.name as tenant_name into strict actor
    from grants g join users u on u.id = g.user_id join tenants t on t.code = g.tenant_code
    where g.id = acting_grant() and u.id = acting_user() and g.role = acting_role() and g.tenant_code = acting_low();
    if actor.role = 'DIRECTOR' then
        select array_agg(o) into held from file_openings o
        where o.created_by = actor.id and o.opened_from = actor.tenant_code
          and o.expires_at > now() and o.closed_at is null;
    end if;
    with opened as (
        select distinct left(mark, 4)::integer as place, substr(mark, 8, 36)::uuid as id,
            split_part(substr(mark, 45), '"', 1)::bigint as code
        from (select replace(left(piece, 64), '" : "', '":"') as mark
              from unnest(answers) answer, string_to_table(answer, '"@') piece offset 0) marks
        where mark like '____":"________-____-____-____-____________:%'
    ), logged as (
        insert into access_log (id, day, at, user_id, user_name, grant_id, role, tenant_code, tenant_name, kind,
            record_ids, tenant_codes, fields, operation, opening_id, reason, request_id, address)
        select time_ordered_id(), (moment at time zone 'Asia/Shanghai')::date, moment, actor.id, actor.name,
            actor.grant_id, actor.role, actor.tenant_code, actor.tenant_name, kinds[place + 1],
            array_agg(opened.id), array_agg(opened.code), of_fields[place + 1]::text[], in_operation, o.id, o.reason,
            on_request, from_address
        from opened left join unnest(held) o
            on kinds[place + 1] = 'CHILD' and o.child_id = opened.id and opened.code <> actor.tenant_code
        group by place, o.id, o.reason
        returning id, day)
    insert into access_log_unchained select id, day from logged;
end $$;
