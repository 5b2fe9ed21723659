-- One tenant takes over from another: whose files, registrations and service areas were of the first are of the second from
-- a day on, or from the day after what was entered later. What is over stays.

-- Moves all that go on of these tenants, each to the one at the same place of the second list; how many went.
create or replace function succeed(from_codes bigint[], to_codes bigint[], on_day date,
                                   out children bigint, out caring_mothers bigint, out service_areas bigint)
language plpgsql security definer set search_path = pg_catalog, public as $$
#variable_conflict use_column
begin
    insert into successions (from_code, to_code, on_day)
    select s.from_code, s.to_code, succeed.on_day from unnest(from_codes, to_codes) s (from_code, to_code)
    on conflict do nothing;
    update caring_mothers m set version = m.version + 1, tenant_code = s.to_code,
        handed_over = m.handed_over || jsonb_build_object('tenant', m.tenant_code, 'until',
            greatest(succeed.on_day, m.registered_on, (m.handed_over -> -1 ->> 'until')::date))
    from unnest(from_codes, to_codes) s (from_code, to_code)
    where m.tenant_code = s.from_code and m.closed_on is null;
    get diagnostics caring_mothers = row_count;
    update screenings a set version = a.version + 1, tenant_code = m.tenant_code
    from caring_mothers m where m.id = a.caring_mother_id and a.tenant_code = any (from_codes) and m.tenant_code <> a.tenant_code;
    update clearance_steps s set version = s.version + 1, tenant_code = m.tenant_code
    from caring_mothers m where m.id = s.caring_mother_id and s.tenant_code = any (from_codes) and m.tenant_code <> s.tenant_code;
    update teams t set version = t.version + 1, tenant_code = s.to_code
    from unnest(from_codes, to_codes) s (from_code, to_code) where t.tenant_code = s.from_code and t.closed_on is null;
    update team_members m set version = m.version + 1, tenant_code = t.tenant_code
    from teams t where t.id = m.team_id and m.tenant_code = any (from_codes) and t.tenant_code <> m.tenant_code;
    -- It is the same area under another code, so what was approved of her still stands.
    perform set_config('circle.unrecorded', 'on', true);
    update caring_mothers m set version = m.version + 1, service_code = s.to_code
    from unnest(from_codes, to_codes) s (from_code, to_code)
    where m.service_code = s.from_code and m.closed_on is null;
    get diagnostics service_areas = row_count;
    perform set_config('circle.unrecorded', 'off', true);
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
end $$;
