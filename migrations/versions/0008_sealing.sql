-- Sealing: what points at a person is ciphertext in the database, whoever reads it; its key is the application's alone.

-- HMAC-SHA256 of the value in its one spelling, by which an equal one is found; its key is the application's, too.
alter table caring_mothers add column identity_number_hash bytea, add column phone_hash bytea;
alter table children add column identity_number_hash bytea, add column phone_hash bytea;
create index caring_mothers_identity_number_hash_idx on caring_mothers (identity_number_hash, id)
    where identity_number_hash is not null;
create index caring_mothers_phone_hash_idx on caring_mothers (phone_hash, id) where phone_hash is not null;
create index children_identity_number_hash_idx on children (identity_number_hash, id) where identity_number_hash is not null;
create index children_phone_hash_idx on children (phone_hash, id) where phone_hash is not null;

-- `<key id>:<base64 of nonce, ciphertext and tag>`, at least 28 bytes.
create function is_sealed(value text) returns boolean
language sql immutable parallel safe
return value ~ '^[0-9a-z_-]{1,16}:[A-Za-z0-9+/]{38,}={0,2}$';

-- Plaintext that an older version left stays until `circle migrate` has sealed it, and validated what is not valid yet.
do $$
declare
    sealed record;
    all_sealed boolean;
begin
    for sealed in select * from (values
            ('caring_mothers', 'identity_number'), ('caring_mothers', 'phone'), ('caring_mothers', 'address'),
            ('children', 'identity_number'), ('children', 'phone'), ('children', 'address'), ('children', 'health'))
            columns (of_table, name) loop
        execute format('alter table %I add constraint %I check (is_sealed(%I)) not valid',
                       sealed.of_table, sealed.of_table || '_' || sealed.name || '_sealed', sealed.name);
        execute format('select not exists (select from %I where not is_sealed(%I))', sealed.of_table, sealed.name)
            into all_sealed;
        if all_sealed then
            execute format('alter table %I validate constraint %I',
                           sealed.of_table, sealed.of_table || '_' || sealed.name || '_sealed');
        end if;
    end loop;
end $$;

-- The owner alone may change what is no change for anybody: the ciphertext of the same value under another key.
create function unrecorded() returns boolean
language plpgsql stable as $$
begin
    if current_setting('circle.unrecorded', true) = 'on' then
        return (select pg_has_role(session_user, relowner, 'member') from pg_class where oid = 'children'::regclass);
    end if;
    return false;
end $$;

create or replace function standard_columns_touched() returns trigger
language plpgsql as $$
begin
    if not unrecorded() then
        new.updated_at := now();
        new.updated_by := acting_user();
    end if;
    return new;
end $$;

-- The hashes follow from the values, and are no history of their own.
create or replace function unrecorded_columns() returns text[]
language sql immutable parallel safe
return array['version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'state', 'paired', 'paired_on',
             'identity_number_hash', 'phone_hash'];
select keep_history('caring_mothers', 'CARING_MOTHER'), keep_history('children', 'CHILD');
