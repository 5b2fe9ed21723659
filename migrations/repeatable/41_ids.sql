-- One id, one object, whoever writes it.

-- Of what kind the record is that has the id, seen or not: who knows the id knows that there is one.
create or replace function kind_of(record uuid) returns text
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select r.kind from record_ids r where r.id = record;
end;

create or replace function id_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if tg_op = 'DELETE' then
        delete from record_ids r using old_rows o where r.id = o.id;
        return null;
    end if;
    insert into record_ids select id, tg_argv[0] from new_rows;
    -- The database makes the ids of changes, and a client has read some of them.
    if exists (select from changes c join new_rows n on n.id = c.id) then
        raise unique_violation using constraint = 'record_ids_pkey', table = tg_table_name, message = 'an id of a change';
    end if;
    return null;
end $$;

create or replace function keep_ids(of_table regclass, kind text) returns void
language plpgsql as $$
begin
    perform apply_sql('ids of ' || of_table, format('
        create or replace trigger id_kept after insert on %1$s referencing new table as new_rows
            for each statement execute function id_kept(%2$L);
        create or replace trigger id_dropped after delete on %1$s referencing old table as old_rows
            for each statement execute function id_kept(%2$L)', of_table, kind));
end $$;
