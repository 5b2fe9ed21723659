-- Changes that are sent again, because the answer was lost: known by an id of the client's own for the request.

-- Whoever sends the same at once waits for the first. What is answered is null where it is to be done now.
create or replace function claim_request(request uuid, content bytea, out known bytea, out answered jsonb)
language plpgsql security definer set search_path = pg_catalog, public
as $$
begin
    delete from answered_requests where created_at < now() - interval '48 hours';
    insert into answered_requests (user_id, request_id, digest) values (actor_user(), request, content)
    on conflict do nothing;
    if not found then
        select digest, answer into known, answered
        from answered_requests where user_id = actor_user() and request_id = request;
    end if;
end;
$$;

create or replace function keep_answer(request uuid, answered jsonb) returns void
language sql security definer set search_path = pg_catalog, public
begin atomic
    update answered_requests set answer = answered where user_id = actor_user() and request_id = request;
end;

-- What was refused is no answer: the same may be sent again, and a correction of it.
create or replace function release_request(request uuid) returns void
language sql security definer set search_path = pg_catalog, public
begin atomic
    delete from answered_requests where user_id = actor_user() and request_id = request and answer is null;
end;
