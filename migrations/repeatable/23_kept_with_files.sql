-- What belongs to a child's file is kept by the tenant that keeps the file, and nothing is written of a child who was
-- erased: the files' rows are held, so that an erasure or a transfer that is under way is waited for.
create or replace function kept_with_file() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    broken text;
begin
    perform from children where id in (select child_id from new_rows) order by id for key share;
    select case when c.erased_on is not null then 'erased' else 'fkey' end into broken
    from new_rows n left join children c on c.id = n.child_id
    where c.tenant_code is distinct from n.tenant_code or c.erased_on is not null limit 1;
    if broken = 'erased' then
        raise check_violation using table = tg_table_name, constraint = tg_table_name || '_child_id_erased',
            message = 'erased';
    elsif broken is not null then
        raise foreign_key_violation using table = tg_table_name, constraint = tg_table_name || '_child_id_fkey',
            message = 'child_id_of_another_tenant';
    end if;
    return null;
end $$;

create or replace function keep_with_file(variadic of_tables text[]) returns void
language plpgsql as $$
declare
    kept text;
begin
    foreach kept in array of_tables loop
        execute format('create or replace trigger kept_with_file after insert on %I
            referencing new table as new_rows for each statement execute function kept_with_file()', kept);
    end loop;
end $$;
