-- Whether an identity number is on file, by its hash, beside a record: in a file that is open, whoever keeps it.
create function is_on_file(of_kind text, number_hash bytea, besides uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select case of_kind
        when 'CHILD' then exists (select from children c
            where c.identity_number_hash = number_hash and c.id <> besides and c.closed_on is null)
        when 'CARING_MOTHER' then exists (select from caring_mothers m
            where m.identity_number_hash = number_hash and m.id <> besides and m.closed_on is null)
        else false end;
end;
