-- One id, one object: whatever has an id has one that nothing else has, and an id tells what it is of.
create table record_ids (
    id uuid primary key,
    kind text not null
);
alter table record_ids enable row level security, force row level security;
create policy owned on record_ids to current_role using (true) with check (true);
do $$
declare
    k record_kinds;
begin
    for k in select * from record_kinds loop
        execute format('insert into record_ids select id, %L from %s', k.kind, k.record_table);
    end loop;
end $$;
insert into record_ids
    select id, 'FILE_OPENING' from file_openings union all select id, 'USER' from users
    union all select id, 'GRANT' from grants union all select id, 'IDENTITY' from identities;
