-- What a successor takes over beside files and registrations: a tenant's work. Who keeps it then, and where it counts, are
-- two things: no figure of the days before moves.

-- What has happened counts where it happened, whoever keeps the record of it.
create or replace function counted_where_it_was() returns trigger
language plpgsql as $$
begin
    if new.counted_in is null and to_jsonb(old) ->> tg_argv[0] is not null then
        new.counted_in := old.tenant_code;
    end if;
    return new;
end $$;

create or replace trigger counted_where_it_was before update of tenant_code on activities
    for each row when (new.tenant_code <> old.tenant_code) execute function counted_where_it_was('held_on');
create or replace trigger counted_where_it_was before update of tenant_code on donations
    for each row when (new.tenant_code <> old.tenant_code) execute function counted_where_it_was('received_on');
create or replace trigger counted_where_it_was before update of tenant_code on deliveries
    for each row when (new.tenant_code <> old.tenant_code) execute function counted_where_it_was('delivered_on');
create or replace trigger counted_where_it_was before update of tenant_code on disbursements
    for each row when (new.tenant_code <> old.tenant_code) execute function counted_where_it_was('paid_on');
create or replace trigger counted_where_it_was before update of tenant_code on stories
    for each row when (new.tenant_code <> old.tenant_code) execute function counted_where_it_was('published_on');

-- The tables of work that goes over by itself; what is kept with another record follows that by its key. What a tenant was
-- set, or asks of those below it, is its own: targets, checklists, what a screening needs.
create or replace function tables_of_work() returns setof regclass
language sql stable
begin atomic
    select k.record_table from record_kinds k
    where k.person is null and k.kind not in ('TARGET', 'CHECKLIST_ITEM', 'CLEARANCE_REQUIREMENT')
      and not exists (select from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
                      where c.conrelid = k.record_table and c.contype = 'f' and c.confupdtype = 'c' and a.attname = 'tenant_code')
    order by k.record_table::text;
end;

-- The records that name an organisation, and while which condition holds they go on naming one; of two that say the same
-- with the one beside it, one ends.
create or replace view naming_organizations (record_table, organization_column, goes_on, beside)
with (security_invoker = true) as values
    ('memberships'::regclass, 'member_id', 'until_on is null', 'alliance_id'),
    ('memberships', 'alliance_id', 'until_on is null', 'member_id'),
    ('participations', 'organization_id', 'until_on is null', 'programme_id'),
    ('activity_partners', 'partner_id', 'until_on is null', 'activity_id'),
    ('measures', 'responsible_id', 'closed_on is null', null),
    ('funds', 'holder_id', 'closed_on is null', null),
    ('projects', 'partner_id', 'ended_on is null', null),
    ('projects', 'funder_id', 'ended_on is null', null),
    ('caring_mothers', 'recruiting_unit_id', 'closed_on is null', null),
    ('disbursements', 'payee_id', 'paid_on is null', null),
    ('service_offers', 'organization_id', 'closed_on is null', null),
    ('service_agreements', 'organization_id', 'delivered_on is null and closed_on is null', null);

-- The organisations that are on a register which they go over to, and the one that they are there: one that is on it, or
-- the first of those that go there.
create or replace function organizations_on_both(from_codes bigint[], to_codes bigint[])
returns table (merged uuid, kept uuid, since date)
language sql stable
begin atomic
    select r.id, r.kept, greatest(r.registered_on, (r.handed_over -> -1 ->> 'until')::date)
    from (select o.*, coalesce(
              (select k.id from organizations k where k.tenant_code = s.to_code and k.credit_code = o.credit_code
               and k.closed_on is null),
              first_value(o.id) over (partition by s.to_code, o.credit_code order by o.id)) as kept
          from organizations o join unnest(from_codes, to_codes) s (from_code, to_code) on s.from_code = o.tenant_code
          where o.closed_on is null and o.credit_code is not null) r
    where r.kept <> r.id;
end;

-- They are closed there from the day on, with all that is over; what goes on is of the one that is kept.
create or replace function merge_organizations(merged uuid[], kept uuid[], on_day date) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    naming naming_organizations;
begin
    for naming in select * from naming_organizations where beside is not null order by 1, 2 loop
        execute format('update %1$s r set version = r.version + 1, until_on = greatest(r.from_on, least($3, today())),
                ended_reason = ''COMPLETED''
            from (select n.id, row_number() over (partition by n.%3$I, coalesce(m.kept, n.%2$I)
                                                  order by m.kept is not null, n.from_on, n.id) > 1
                             or coalesce(m.kept, n.%2$I) = n.%3$I as said
                  from %1$s n left join unnest($1, $2) m (merged, kept) on m.merged = n.%2$I
                  where n.%2$I = any ($1 || $2) and n.%4$s) again
            where again.id = r.id and again.said', naming.record_table, naming.organization_column, naming.beside, naming.goes_on)
        using merged, kept, on_day;
        execute format('update %1$s r set version = r.version + 1, %2$I = m.kept
            from unnest($1, $2) m (merged, kept) where r.%2$I = m.merged and r.%3$s',
            naming.record_table, naming.organization_column, naming.goes_on) using merged, kept;
    end loop;
    for naming in select * from naming_organizations where beside is null order by 1, 2 loop
        execute format('update %1$s r set version = r.version + 1, %2$I = m.kept
            from unnest($1, $2) m (merged, kept) where r.%2$I = m.merged and r.%3$s',
            naming.record_table, naming.organization_column, naming.goes_on) using merged, kept;
    end loop;
end $$;

-- What stands for a time was the old tenant's until the day. A register has each organisation once: one that is on the
-- successor's already is closed there, and what goes on of it is of that one.
create or replace function take_over_work(from_codes bigint[], to_codes bigint[], on_day date) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    work regclass;
    began text;
    ended text;
    merged uuid[];
    kept uuid[];
begin
    select array_agg(m.merged), array_agg(m.kept) into merged, kept from organizations_on_both(from_codes, to_codes) m;
    update organizations o set version = o.version + 1, closed_on = greatest(m.since, least(on_day, today())),
        closed_reason = 'MERGED', merged_into_id = m.kept
    from organizations_on_both(from_codes, to_codes) m where m.merged = o.id;
    set constraints donations_fund_id_fkey, disbursements_fund_id_fkey deferred;
    for work in select * from tables_of_work() loop
        select s.began, s.ended into began, ended
        from (values ('venues'::regclass, 'opened_on', 'closed_on'), ('projects', 'started_on', 'ended_on'),
                     ('organizations', 'registered_on', 'closed_on')) s (of_table, began, ended) where s.of_table = work;
        execute format('update %s r set version = r.version + 1, tenant_code = s.to_code', work)
            || case when began is not null then format(', handed_over = r.handed_over || case when r.%1$I is null then ''[]''
                    else jsonb_build_object(''tenant'', r.tenant_code, ''until'', least(r.%2$I,
                         greatest($3, r.%1$I, (r.handed_over -> -1 ->> ''until'')::date))) end', began, ended) else '' end
            || ' from unnest($1, $2) s (from_code, to_code) where r.tenant_code = s.from_code'
        using from_codes, to_codes, on_day;
    end loop;
    set constraints donations_fund_id_fkey, disbursements_fund_id_fkey immediate;
    perform merge_organizations(merged, kept, on_day);
    -- Whose turn it is, and where: by the successor's code.
    update subsidies r set version = r.version + 1, fund_code = s.to_code
    from unnest(from_codes, to_codes) s (from_code, to_code) where r.fund_code = s.from_code and r.paid_on is null;
    update measures r set version = r.version + 1, responsible_code = s.to_code
    from unnest(from_codes, to_codes) s (from_code, to_code) where r.responsible_code = s.from_code and r.closed_on is null;
    update service_offers r set version = r.version + 1, area_code = s.to_code
    from unnest(from_codes, to_codes) s (from_code, to_code) where r.area_code = s.from_code and r.closed_on is null;
    update funds r set version = r.version + 1, area_code = s.to_code
    from unnest(from_codes, to_codes) s (from_code, to_code) where r.area_code = s.from_code and r.closed_on is null;
end $$;
