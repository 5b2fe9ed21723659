-- Nothing of a child's file is of a day before its birth, whatever kind it is: asked of every day of every record that
-- names a child, and of all of them where the birth is dated anew. What became of a parent may have begun before.

-- The days of the tables of records that name a child, as SQL.
create or replace function days_of_files() returns table (of_table regclass, child_column name, day_column name, day text)
language sql stable
begin atomic
    select t.of_table, t.child_column, a.attname,
           case a.atttypid when 'date'::regtype then format('r.%I', a.attname)
                           else format('(r.%I at time zone ''Asia/Shanghai'')::date', a.attname) end
    from tables_of_files() t join pg_attribute a on a.attrelid = t.of_table and a.attnum > 0 and not a.attisdropped
    where a.atttypid in ('date'::regtype, 'timestamptz'::regtype) and a.attname not in ('created_at', 'updated_at')
      and (t.of_table, a.attname) <> ('parent_circumstances'::regclass, 'from_on')
    order by t.of_table::text, a.attnum;
end;

create or replace function keep_after_birth() returns void
language plpgsql as $$
declare
    kept record;
begin
    for kept in
        select of_table, child_column, string_agg(quote_ident(day_column), ', ' order by day_column) as columns,
               string_agg(format('when %s < born then %L', replace(day, 'r.', 'new.'), day_column), ' ' order by day_column) as broken
        from days_of_files() group by 1, 2
    loop
        perform apply_sql('birth before ' || kept.of_table, format('
            create or replace function %1$I() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public as
            $f$
            declare
                born constant date := (select birth_date from children where id = new.%2$I);
                broken constant text := case %3$s end;
            begin
                if broken is not null then
                    raise check_violation using table = tg_table_name, message = ''before_birth'',
                        constraint = format(''%%s_%%s_after_birth'', tg_table_name, broken);
                end if;
                return null;
            end $f$;
            create or replace trigger born_before after insert or update of %4$s on %5$s
                for each row execute function %1$I()',
            kept.of_table || '_born_before', kept.child_column, kept.broken, kept.columns, kept.of_table));
    end loop;
    perform apply_sql('first days of files', format('create or replace function first_day_of_file(of_child uuid) returns date
        language sql stable as $f$ select min(day) from (%s) d (day) $f$', string_agg(
            format('select min(%s) from %s r where r.%I = $1', day, of_table, child_column), ' union all '
            order by of_table::text, day_column)))
    from days_of_files();
end $$;

select keep_after_birth();

create or replace function born_before_all() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if first_day_of_file(new.id) < new.birth_date then
        raise check_violation using table = tg_table_name, message = 'born_after_records',
            constraint = 'children_birth_date_after_entries';
    end if;
    return null;
end $$;

create or replace trigger born_before after update of birth_date on children
    for each row when (new.birth_date > old.birth_date) execute function born_before_all();
