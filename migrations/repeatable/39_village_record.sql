-- What the record of a tenant tells of those who could help there, and of those who answer for it.

-- The service areas of the Caring Mothers who may be paired with a child of a tenant, or of one below it, and have room.
create or replace function areas_with_room(tenant bigint) returns bigint[]
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return (
        select coalesce(array_agg(distinct m.service_code), '{}')
        from caring_mothers m join obstacles_of_caring_mothers o on o.caring_mother_id = m.id and o.obstacle is null
        where (m.service_code >= tenant and m.service_code < division_end(tenant) or m.service_code = any (division_line(tenant)))
          and m.capacity > (select count(*) from pairings p where p.caring_mother_id = m.id and p.until_on is null)
          and actor_role() in ('DIRECTOR', 'CASEWORKER') and tenant <@ actor_range());
end $$;

-- The accounts of who works with the files of a tenant: its own caseworkers, or those of the next above it that has any.
create or replace function caseworkers_of(tenant bigint) returns text[]
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    return (
        select coalesce(array_agg(distinct w.name order by w.name), '{}')
        from (select u.name, rank() over (order by g.low desc) as place
              from grants_now g join users u on u.id = g.user_id
              where g.role = 'CASEWORKER' and g.low = any (division_line(tenant))) w
        where w.place = 1 and actor_role() in ('DIRECTOR', 'CASEWORKER') and tenant <@ actor_range());
end $$;
