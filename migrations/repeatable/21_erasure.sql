-- What was erased stays so.

create or replace function erasure_kept() returns trigger
language plpgsql as $$
begin
    raise check_violation using table = tg_table_name, constraint = tg_table_name || '_id_erased', message = 'erased';
end $$;

create or replace trigger erasure_kept before update on children for each row
    when (old.erased_on is not null and new.erased_on is distinct from old.erased_on) execute function erasure_kept();

create or replace trigger erasure_kept before update on caring_mothers for each row
    when (old.erased_on is not null and new.erased_on is distinct from old.erased_on) execute function erasure_kept();

create or replace function is_erased(child uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select exists (select from children c where c.id = child and c.erased_on is not null);
end;

-- Nor is anything written about an erased child where its visits, its pairings and the openings of its file are.
create or replace function note_admitted() returns trigger
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

create or replace trigger note_admitted before update of handover_note, received_note, agreement_number, signed_by
    on pairings for each row when (num_nonnulls(new.handover_note, new.received_note, new.agreement_number, new.signed_by) > 0) execute function note_admitted('pairings_id_erased');

create or replace trigger note_admitted before insert or update of reason on file_openings for each row
    when (new.reason <> '') execute function note_admitted('file_openings_child_id_erased');

-- The users who are nobody but her.
create or replace function users_of(mother uuid) returns setof uuid
language sql stable
begin atomic
    select g.user_id from grants g group by g.user_id having bool_and(g.caring_mother_id is not distinct from mother);
end;
