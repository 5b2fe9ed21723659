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

-- What stands for a time was the old tenant's until the day. A register has each organisation once: one that is on the
-- successor's already stays behind.
create or replace function take_over_work(from_codes bigint[], to_codes bigint[], on_day date) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    work regclass;
    began text;
    ended text;
begin
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
            || case when work = 'organizations'::regclass then ' and (r.closed_on is not null or not exists (
                    select from organizations o left join unnest($1, $2) t (from_code, to_code) on t.from_code = o.tenant_code
                    where o.credit_code = r.credit_code and o.closed_on is null and o.id <> r.id
                      and (o.tenant_code = s.to_code or t.to_code = s.to_code and o.id < r.id)))' else '' end
        using from_codes, to_codes, on_day;
    end loop;
    set constraints donations_fund_id_fkey, disbursements_fund_id_fkey immediate;
    -- Whose turn it is, and where: by the successor's code.
    update subsidies r set version = r.version + 1, fund_code = s.to_code
    from unnest(from_codes, to_codes) s (from_code, to_code) where r.fund_code = s.from_code and r.paid_on is null;
    update measures r set version = r.version + 1, responsible_code = s.to_code
    from unnest(from_codes, to_codes) s (from_code, to_code) where r.responsible_code = s.from_code and r.closed_on is null;
    update service_offers r set version = r.version + 1, area_code = s.to_code
    from unnest(from_codes, to_codes) s (from_code, to_code) where r.area_code = s.from_code and r.closed_on is null;
end $$;
