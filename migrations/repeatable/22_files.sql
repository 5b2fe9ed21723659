-- Whose files the current role may open. These look at other tables with the owner's eyes and the current settings, so that
-- planning a policy does not mean planning the policies of those tables in turn.

-- The children whose files the current director holds open at this moment.
create or replace function actor_openings() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select coalesce(array_agg(o.child_id), '{}') from file_openings o
    where o.created_by = actor_user() and o.opened_as = actor_role() and o.opened_from = actor_low()
      and o.expires_at > now() and o.closed_at is null and o.tenant_code <@ actor_range();
end;

-- What keeps each Caring Mother from caring for a child today, as the end of a constraint's name; null for one who is on
-- the register with an approved and unexpired screening. Whoever decides it asks here, and until when that holds.
create or replace view obstacles_of_caring_mothers with (security_invoker = true) as
    select m.id as caring_mother_id,
           case when m.closed_on is not null then 'closed'
                when m.suspended_on is not null then 'suspended'
                when m.screening_state <> 'APPROVED' or m.screening_until < today() then 'unscreened' end as obstacle,
           case when m.screening_state = 'APPROVED' then m.screening_until end as screened_until
    from caring_mothers m;

-- The pairings in force, which alone open a file: open, of a child on file, and of a Caring Mother whom nothing keeps.
create or replace view pairings_in_force with (security_invoker = true) as
    select p.id, p.child_id, p.caring_mother_id
    from pairings p join children c on c.id = p.child_id join obstacles_of_caring_mothers o using (caring_mother_id)
    where p.until_on is null and c.state = 'ON_FILE' and o.obstacle is null;

-- The current Caring Mother's, and the children in them. PL/pgSQL keeps the plan from one statement to the next.
create or replace function actor_pairings() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
    mother constant uuid := actor_caring_mother();
begin
    return case when mother is null then '{}'
                else array(select p.id from pairings_in_force p where p.caring_mother_id = mother) end;
end $$;

create or replace function actor_children() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, public as $$
declare
    mother constant uuid := actor_caring_mother();
begin
    return case when mother is null then '{}'
                else array(select p.child_id from pairings_in_force p where p.caring_mother_id = mother) end;
end $$;

-- Whether the file of a child is kept in the current range: what was done for the child before, wherever, is read with it.
create or replace function actor_keeps(child uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return exists (select from children c where c.id = child and c.tenant_code <@ actor_range());
end $$;

-- And whether the current tenant itself keeps it.
create or replace function actor_keeps_itself(child uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return exists (select from children c where c.id = child and c.tenant_code = actor_low());
end $$;

-- The reports that the current Caring Mother made, also of a child with whom she is no longer paired.
create or replace function actor_reports() returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return array(select r.id from incident_reports r join incident_reporters by on by.id = r.reporter_id
                 where by.caring_mother_id = actor_caring_mother());
end $$;

-- The tenants that keep the files of these children, and all above them.
create or replace function actor_lines() returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return array(select distinct code from children c, unnest(division_line(c.tenant_code)) code where c.id = any (actor_children()));
end $$;

-- Whether a pairing of the current range names her.
create or replace function actor_pairs(mother uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select exists (select from pairings p where p.caring_mother_id = mother and p.tenant_code <@ actor_range());
end;

-- Whether a tenant of the current range took over from one, however often that went on.
create or replace function actor_took_over(code bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    with recursive line (code) as (
        select s.to_code from successions s where s.from_code = actor_took_over.code
        union select s.to_code from line l join successions s on s.from_code = l.code)
    select exists (select from line l where l.code <@ actor_range());
end;

-- Whether a tenant keeps the file of a child, or the registration of a Caring Mother, that is seen from elsewhere, or hands
-- a file over, to the range or from it, or did so before; or others took over from it, at last one of the range.
create or replace function actor_names(code bigint) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select case
        when actor_role() in ('DIRECTOR', 'CASEWORKER') then
            exists (select from caring_mothers m where m.tenant_code = code
                and (m.service_code <@ actor_range() or m.service_code = any (division_line(actor_low()))
                     or actor_pairs(m.id)))
            or exists (select from transfers t where t.tenant_code = code
                and (t.receiver_code <@ actor_range() or actor_keeps(t.child_id)))
            or exists (select from transfers t where t.receiver_code = code and t.tenant_code <@ actor_range())
            or exists (select from successions s where s.from_code = code) and actor_took_over(code)
        when actor_role() = 'CARING_MOTHER' then
            exists (select from children c where c.tenant_code = code and c.id = any (actor_children()))
            or exists (select from incident_reports r where r.tenant_code = code and r.id = any (actor_reports()))
        else false
    end;
end;

-- Whether a number is on file, by its hash, beside a record: in a file that is open, whoever keeps it. Of a child nobody is
-- told so without a trace (told_on_file). The hashes of numbers of two kinds are never the same.
create or replace function is_on_file(of_kind text, number_hash bytea, besides uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select of_kind = 'CARING_MOTHER' and exists (
        select from caring_mothers m where m.identity_number_hash = number_hash and m.id <> besides and m.closed_on is null
        union all
        select from caring_mothers m where m.volunteer_number_hash = number_hash and m.id <> besides and m.closed_on is null);
end;
