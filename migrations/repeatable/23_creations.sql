-- What was added under an id of the client's own, so that the same sent again is known.

create or replace function creation_of(record uuid) returns bytea
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select digest from creations where record_id = record and created_by = actor_user();
end;

create or replace function remember_creation(record uuid, content bytea) returns void
language sql security definer set search_path = pg_catalog, public
begin atomic
    delete from creations where created_at < now() - interval '48 hours';
    insert into creations (record_id, created_by, digest) values (record, actor_user(), content)
    on conflict (record_id) do update
        set created_by = excluded.created_by, digest = excluded.digest, created_at = excluded.created_at;
end;
