-- Who acts in a transaction. The owner's functions alone say so, after a proof (11_prove_actor.sql): they leave it in a
-- setting whose name is the owner's secret, which no list of settings shows, so nobody else can say it by hand. Where
-- nobody acts, every part is null, and null sees nothing.

-- It never changes, and so is looked up once by each connection: what calls it keeps it in its plan.
create or replace function actor_setting() returns text
language plpgsql immutable parallel safe set search_path = pg_catalog, public as $$
begin
    return (select 'circle.a' || encode(k.key, 'hex') from actor_key k);
end $$;

-- On while the owner's functions write what follows from a law, and is nobody's to approve: as secret as who acts.
create or replace function by_law_setting() returns text
language sql stable return actor_setting() || '_by_law';

-- On while what belongs to a file is moved with it: nothing is said anew of the child.
create or replace function moving_setting() returns text
language sql stable return actor_setting() || '_moving';

create or replace function actor_part(place integer) returns text
language plpgsql stable parallel safe security definer set search_path = pg_catalog, public as $$
begin
    return nullif(split_part(current_setting(actor_setting(), true), '|', place), '');
end $$;

-- The actor's range, under one of these roles alone; under any other one it holds nothing.
create or replace function actor_range_as(variadic roles text[]) returns int8range
language plpgsql stable parallel safe security definer set search_path = pg_catalog, public as $$
begin
    return case when split_part(current_setting(actor_setting(), true), '|', 1) = any (roles)
                then split_part(current_setting(actor_setting(), true), '|', 4)::int8range else 'empty' end;
end $$;

-- For the rest of the transaction, or of the session. Called by what proves who acts, and by the owner.
create or replace function act_as(a_role text, low bigint, high bigint, a_user uuid, a_grant uuid, mother uuid,
    in_transaction boolean default true) returns void
language plpgsql as $$
begin
    perform set_config(actor_setting(), concat_ws('|', a_role, low, high, int8range(low, high),
        coalesce(a_user::text, ''), coalesce(a_grant::text, ''), coalesce(mother::text, '')), in_transaction);
end $$;

create or replace function actor_role() returns text
language sql stable parallel safe return actor_part(1);

create or replace function actor_low() returns bigint
language sql stable parallel safe return actor_part(2)::bigint;

create or replace function actor_high() returns bigint
language sql stable parallel safe return actor_part(3)::bigint;

create or replace function actor_range() returns int8range
language sql stable parallel safe return actor_part(4)::int8range;

create or replace function actor_user() returns uuid
language sql stable parallel safe return actor_part(5)::uuid;

create or replace function actor_grant() returns uuid
language sql stable parallel safe return actor_part(6)::uuid;

create or replace function actor_caring_mother() returns uuid
language sql stable parallel safe return actor_part(7)::uuid;

-- In PL/pgSQL, because the default of a column calls it, and what that refers to is looked up when it runs.
create or replace function name_of_user(of_user uuid) returns text
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return (select u.name from users u where u.id = of_user and actor_role() is not null);
end $$;
