-- One tenant takes over from another: whose files, registrations and service areas were of the first are of the second from
-- a day on, or from the day after what was entered later. What was done stays where it was done.

-- Of each of these tenants, how many open files and registrations it keeps, and how many serve there.
create or replace function keeping(codes bigint[]) returns table (code bigint, files bigint)
language sql stable
begin atomic
    select k.code, count(*)
    from (select tenant_code from children where closed_on is null and tenant_code = any (codes)
          union all select tenant_code from caring_mothers where closed_on is null and tenant_code = any (codes)
          union all select service_code from caring_mothers where closed_on is null and service_code = any (codes)) k (code)
    group by k.code order by k.code;
end;

-- Moves what these tenants keep, each to the one at the same place of the second list; how many went of what goes on. It is
-- the same under another code, so what was approved still stands.
create or replace function succeed(from_codes bigint[], to_codes bigint[], on_day date,
                                   out children bigint, out caring_mothers bigint, out service_areas bigint)
language plpgsql security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
declare
    closed_files constant uuid[] := array(select c.id from children c
                                          where c.tenant_code = any (from_codes) and c.closed_on is not null);
begin
    perform set_config(by_law_setting(), 'on', true);
    -- One that was taken over before, and keeps nothing since, was taken over then.
    insert into successions (from_code, to_code, on_day)
    select s.from_code, s.to_code, succeed.on_day from unnest(from_codes, to_codes) s (from_code, to_code)
    where s.from_code in (select k.code from keeping(from_codes) k)
       or not exists (select from successions e where e.from_code = s.from_code)
    on conflict do nothing;
    with moved as (
        update caring_mothers m set version = m.version + 1, tenant_code = s.to_code,
            handed_over = m.handed_over || jsonb_build_object('tenant', m.tenant_code, 'until', least(m.closed_on,
                greatest(succeed.on_day, m.registered_on, (m.handed_over -> -1 ->> 'until')::date)))
        from unnest(from_codes, to_codes) s (from_code, to_code) where m.tenant_code = s.from_code
        returning m.closed_on
    )
    select count(*) into caring_mothers from moved where closed_on is null;
    update screenings a set version = a.version + 1, tenant_code = m.tenant_code
    from caring_mothers m where m.id = a.caring_mother_id and a.tenant_code = any (from_codes) and m.tenant_code <> a.tenant_code;
    update clearance_steps s set version = s.version + 1, tenant_code = m.tenant_code
    from caring_mothers m where m.id = s.caring_mother_id and s.tenant_code = any (from_codes) and m.tenant_code <> s.tenant_code;
    update certificates c set version = c.version + 1, tenant_code = m.tenant_code, handed_over = c.handed_over
        || jsonb_build_object('tenant', c.tenant_code, 'until', greatest(succeed.on_day, c.issued_on))
    from caring_mothers m where m.id = c.caring_mother_id and c.tenant_code = any (from_codes) and m.tenant_code <> c.tenant_code;
    update teams t set version = t.version + 1, tenant_code = s.to_code
    from unnest(from_codes, to_codes) s (from_code, to_code) where t.tenant_code = s.from_code;
    update team_members m set version = m.version + 1, tenant_code = t.tenant_code
    from teams t where t.id = m.team_id and m.tenant_code = any (from_codes) and t.tenant_code <> m.tenant_code;
    update caring_mothers m set version = m.version + 1, service_code = s.to_code
    from unnest(from_codes, to_codes) s (from_code, to_code)
    where m.service_code = s.from_code and m.closed_on is null;
    get diagnostics service_areas = row_count;
    perform take_over_work(from_codes, to_codes, succeed.on_day);
    -- A closed file is the successor's without having been there for a day.
    update children c set version = c.version + 1, tenant_code = s.to_code,
        stays = c.stays || case when c.stays = '[]' then c.stays else jsonb_build_object(
            'tenant', s.to_code, 'since', c.closed_on, 'until', c.closed_on) end
    from unnest(from_codes, to_codes) s (from_code, to_code) where c.tenant_code = s.from_code and c.id = any (closed_files);
    perform take_along(closed_files);
    -- What was asked of a tenant that is no more, or by it, is asked of its successor, or by it.
    update transfers t set version = t.version + 1, state = 'WITHDRAWN', decided_on = today(), decision_note = '区划调整'
    where t.state = 'REQUESTED' and (t.tenant_code = any (from_codes) or t.receiver_code = any (from_codes));
    insert into transfers (id, tenant_code, child_id, receiver_code, reason, state, decided_on, pairings_continue,
        by_succession)
    select time_ordered_id(), c.tenant_code, c.id, s.to_code, '区划调整', 'ACCEPTED', greatest(
               succeed.on_day, (c.stays -> -1 ->> 'since')::date,
               (select max(t.decided_on) from transfers t where t.child_id = c.id and t.state = 'ACCEPTED'),
               (select max(p.from_on) from pairings p where p.child_id = c.id and p.until_on is null),
               (select max(n.raised_on) from needs n where n.child_id = c.id and n.settled_on is null)), true, true
    from children c join unnest(from_codes, to_codes) s (from_code, to_code) on c.tenant_code = s.from_code
    where c.closed_on is null;
    get diagnostics children = row_count;
    perform set_config(by_law_setting(), 'off', true);
end $$;

-- Proposed by an administrator, and carried out by a director: each of a tenant above all that it names.
create or replace function governs(codes bigint[]) returns boolean
language sql stable
begin atomic
    select coalesce(bool_and(c.code > actor_low() and c.code < actor_high()), false) from unnest(codes) c (code);
end;

create or replace function propose_succession(new_id uuid, old bigint, new_codes bigint[], day date, closing boolean,
    why text) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform refuse_unless(acts_as('ADMINISTRATOR') and governs(old || new_codes));
    insert into proposed_successions (id, from_code, to_codes, on_day, closes, reason, proposed_by)
    values (new_id, old, new_codes, day, closing, why, actor_user());
end $$;

-- The proposals that the current administrator, director or auditor sees, the newest first.
create or replace function succession_proposals()
returns table (id uuid, version integer, from_code bigint, to_codes bigint[], on_day date, closes boolean, reason text,
               state text, proposed_by text, proposed_at timestamptz, decided_by text, decided_at timestamptz)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select p.id, p.version, p.from_code, p.to_codes, p.on_day, p.closes, p.reason, p.state, a.name, p.proposed_at, d.name,
           p.decided_at
    from proposed_successions p join users a on a.id = p.proposed_by left join users d on d.id = p.decided_by
    where (acts_as('ADMINISTRATOR') or acts_as('DIRECTOR') or acts_as('AUDITOR')) and governs(p.from_code || p.to_codes)
    order by p.proposed_at desc, p.id desc limit 200;
end;

create or replace function decline_succession(of_proposal uuid, at_version integer) returns boolean
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform refuse_unless(not acts_as('AUDITOR') and exists (select from succession_proposals() p where p.id = of_proposal));
    update proposed_successions set version = version + 1, state = 'DECLINED', decided_by = actor_user(), decided_at = now()
    where id = of_proposal and version = at_version and state = 'PROPOSED';
    return found;
end $$;

-- The same for a director, who carries a succession out.
create or replace function keeping_below(codes bigint[]) returns table (code bigint, files bigint)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select k.code, k.files from keeping(codes) k where acts_as('DIRECTOR') and governs(codes);
end;

-- Hands over as `succeed` does, by law: the history names nobody, the proposal says who. Null where it is no longer what was
-- seen: decided meanwhile, or something is kept by now of which nothing is said here. How many of each went.
create or replace function carry_out_succession(of_proposal uuid, at_version integer, from_codes bigint[], to_codes bigint[])
returns bigint[]
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    director constant text := current_setting(actor_setting(), true);
    p proposed_successions;
    taking constant bigint[] := to_codes;
    moved record;
begin
    perform refuse_unless(acts_as('DIRECTOR'));
    select * into p from proposed_successions s where s.id = of_proposal and s.version = at_version and s.state = 'PROPOSED'
    for no key update;
    if not found then
        return null;
    end if;
    -- Whoever registers a child there now is waited for, and waits.
    perform from tenants t where t.code >= p.from_code and t.code < division_end(p.from_code) order by t.code for update;
    perform refuse_unless(governs(p.from_code || p.to_codes) and p.proposed_by <> actor_user()
        and not exists (select from unnest(from_codes, taking) s (old, new)
                        where coalesce(s.old < p.from_code or s.old >= division_end(p.from_code), true)
                           or not exists (select from unnest(p.to_codes) n (code) join tenants t on t.code = s.new
                                          where s.new >= n.code and s.new < division_end(n.code) and t.closed_on is null)));
    if exists (select from keeping(array(select t.code from tenants t where t.code >= p.from_code
                                         and t.code < division_end(p.from_code))) k
               where k.code <> all (from_codes)) then
        return null;
    end if;
    update proposed_successions s
    set version = s.version + 1, state = 'CARRIED_OUT', decided_by = actor_user(), decided_at = now()
    where s.id = p.id;
    perform set_config(actor_setting(), '', true);
    select * into moved from succeed(from_codes, taking, p.on_day);
    if p.closes then
        update tenants t set closed_on = greatest(p.on_day, t.opened_on)
        where t.code >= p.from_code and t.code < division_end(p.from_code) and t.closed_on is null;
    end if;
    perform set_config(actor_setting(), director, true);
    return array[moved.children, moved.caring_mothers, moved.service_areas];
end $$;
