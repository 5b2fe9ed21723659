-- Erasure and export of one person: what is left of an erased file, and what was asked of whom.

-- An erased file keeps what the figures count, and can never hold anything else again.
alter table children
    add column erased_on date,
    drop constraint children_name_length,
    add constraint children_name_length check (char_length(name) between 1 and 50 or erased_on is not null),
    add constraint children_closed_on_erased check (erased_on is null or closed_on is not null),
    add constraint children_id_erased check (erased_on is null or (name = '' and risk_level = 'LOW'
        and num_nonnulls(identity_number, identity_number_hash, phone, phone_hash, address, school, health,
            parents_whereabouts) = 0));
alter table caring_mothers
    add column erased_on date,
    drop constraint caring_mothers_name_length,
    add constraint caring_mothers_name_length check (char_length(name) between 1 and 50 or erased_on is not null),
    add constraint caring_mothers_closed_on_erased check (erased_on is null or closed_on is not null),
    add constraint caring_mothers_id_erased check (erased_on is null or (name = '' and skills = '{}'
        and num_nonnulls(birth_date, identity_number, identity_number_hash, phone, phone_hash, address, employer) = 0));
select keep_history('children', 'CHILD'), keep_history('caring_mothers', 'CARING_MOTHER');

create function erasure_kept() returns trigger
language plpgsql as $$
begin
    raise check_violation using table = tg_table_name, constraint = tg_table_name || '_id_erased', message = 'erased';
end $$;
create trigger erasure_kept before update on children for each row
    when (old.erased_on is not null and new.erased_on is distinct from old.erased_on) execute function erasure_kept();
create trigger erasure_kept before update on caring_mothers for each row
    when (old.erased_on is not null and new.erased_on is distinct from old.erased_on) execute function erasure_kept();

-- Nor is anything written about an erased child where its visits, its pairings and the openings of its file are.
create function note_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    gone date;
begin
    -- An erasure that is under way is waited for.
    select erased_on into gone from children where id = new.child_id for key share;
    if gone is not null then
        raise check_violation using table = tg_table_name, constraint = tg_argv[0], message = 'erased';
    end if;
    return new;
end $$;
create trigger note_admitted before update of handover_note on pairings for each row
    when (new.handover_note is not null) execute function note_admitted('pairings_id_erased');
create trigger note_admitted before insert or update of reason on file_openings for each row
    when (new.reason <> '') execute function note_admitted('file_openings_child_id_erased');

-- An opening without a reason opens nothing.
alter table file_openings
    drop constraint file_openings_reason_length,
    add constraint file_openings_reason_length check (
        char_length(reason) between 10 and 500 or reason = '' and closed_at is not null);

-- In the chain of the access log a reason stands as its hash: where nothing else is left of it, the chain still holds.
create function hash_of_reason(reason text) returns text
language sql immutable
return case when reason like 'sha256:%' then reason
            else 'sha256:' || encode(sha256(convert_to(reason, 'UTF8')), 'hex') end;
create or replace function access_log_text(entry access_log) returns text
language sql stable
return jsonb_build_array(entry.id, entry.day, extract(epoch from entry.at), entry.user_id, entry.user_name,
    entry.grant_id, entry.role, entry.tenant_code, entry.tenant_name, entry.kind, entry.record_ids, entry.tenant_codes,
    entry.fields, entry.operation, entry.opening_id, hash_of_reason(entry.reason), entry.request_id,
    entry.address)::text;

create or replace function visits_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
begin
    perform from pairings where id in (select pairing_id from changed) order by id for share;
    if exists (select from changed v join pairings p on p.id = v.pairing_id
               where v.visited_on < p.from_on or v.visited_on > p.until_on) then
        raise check_violation using table = tg_table_name, constraint = 'visits_visited_on_outside_pairing',
            message = 'visited_on_outside_pairing';
    end if;
    if exists (select from changed v join children c on c.id = v.child_id
               where c.erased_on is not null and num_nonnulls(v.findings, v.follow_up) > 0) then
        raise check_violation using table = tg_table_name, constraint = 'visits_id_erased', message = 'erased';
    end if;
    return null;
end $$;

-- The records whose history tells about a person: a child's whole file; of a Caring Mother her registration alone,
-- because what was found on her visits is the children's.
create function records_about(of_kind text, person uuid) returns table (kind text, record_id uuid)
language sql stable
begin atomic
    select of_kind, person
    union all select 'PAIRING', id from pairings where of_kind = 'CHILD' and child_id = person
    union all select 'VISIT', id from visits where of_kind = 'CHILD' and child_id = person;
end;

-- The users who are nobody but her.
create function users_of(mother uuid) returns setof uuid
language sql stable
begin atomic
    select g.user_id from grants g group by g.user_id having bool_and(g.caring_mother_id is not distinct from mother);
end;

-- What was done at somebody's request, and never a word of what was erased or handed out.
create table person_requests (
    id uuid primary key default time_ordered_id(),
    request text not null,
    kind text not null,
    record_id uuid not null,
    tenant_code bigint not null references tenants,
    at timestamptz not null default now(),
    operator text not null,
    reason text,
    counts jsonb not null,
    constraint person_requests_request_known check (request in ('EXPORT', 'ERASURE')),
    constraint person_requests_kind_known check (kind in ('CHILD', 'CARING_MOTHER')),
    constraint person_requests_reason_named check (request <> 'ERASURE' or reason is not null)
);
create index person_requests_record_id_idx on person_requests (record_id);
alter table person_requests enable row level security, force row level security;
create policy owned on person_requests to current_role using (true) with check (true);
