-- Who acts in a transaction, as its settings say. Unset, every one is null, and null sees nothing.

create or replace function actor_role() returns text
language sql stable parallel safe return nullif(current_setting('circle.role', true), '');

create or replace function actor_low() returns bigint
language sql stable parallel safe return nullif(current_setting('circle.low', true), '')::bigint;

create or replace function actor_high() returns bigint
language sql stable parallel safe return nullif(current_setting('circle.high', true), '')::bigint;

create or replace function actor_range() returns int8range
language sql stable parallel safe
return case when actor_low() is not null and actor_high() is not null then int8range(actor_low(), actor_high()) end;

create or replace function actor_user() returns uuid
language sql stable parallel safe return nullif(current_setting('circle.user_id', true), '')::uuid;

create or replace function actor_grant() returns uuid
language sql stable parallel safe return nullif(current_setting('circle.grant_id', true), '')::uuid;

create or replace function actor_caring_mother() returns uuid
language sql stable parallel safe return nullif(current_setting('circle.caring_mother_id', true), '')::uuid;

-- In PL/pgSQL, because the default of a column calls it, and what that refers to is looked up when it runs.
create or replace function name_of_user(of_user uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return (select u.name from users u where u.id = of_user and actor_role() is not null);
end $$;
