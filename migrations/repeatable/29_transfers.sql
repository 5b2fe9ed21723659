-- Transfers of files: requested by the tenant that keeps one, accepted by another, which has it from that day on.

select keep_with_file('waivers');

-- What stands against handing a file over, as the end of a constraint's name. Files kept by consent need one to this; the
-- owner, who acts as nobody, moves files by law.
create or replace function obstacle_of(t transfers) returns text
language sql stable
begin atomic
    select case when c.erased_on is not null then 'child_id_erased'
                when c.closed_on is not null then 'child_id_closed'
                when r.closed_on is not null then 'receiver_closed'
                when r.code = c.tenant_code then 'receiver_kept_there'
                when exists (select from transfers e where e.child_id = c.id and e.id <> t.id and e.state = 'ACCEPTED'
                             and e.decided_on > t.decided_on) then 'decided_on_before_files'
                when actor_user() is not null and c.basis = 'CONSENT' and not has_consent(c.id, 'TRANSFER', today())
                    then 'child_id_unconsented' end
    from children c left join tenants r on r.code = t.receiver_code
    where c.id = t.child_id;
end;

create or replace function transfer_filled_in() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    select c.name into new.child_name from children c where c.id = new.child_id;
    if actor_user() is not null then
        new.by_succession := false;
        new.state := 'REQUESTED';
        new.requested_on := today();
    end if;
    return new;
end $$;

create or replace trigger filled_in before insert on transfers
    for each row execute function transfer_filled_in();

-- After row security has been asked, so that nobody learns from it of files out of reach.
create or replace function transfer_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    keeper bigint;
    obstacle text;
begin
    select c.tenant_code into keeper from children c where c.id = new.child_id for key share;
    if keeper is distinct from new.tenant_code then
        raise foreign_key_violation using table = tg_table_name, constraint = 'transfers_child_id_fkey',
            message = 'child_id_of_another_tenant';
    end if;
    obstacle := obstacle_of(new);
    if obstacle is not null and new.state in ('REQUESTED', 'ACCEPTED') then
        raise check_violation using table = tg_table_name, constraint = 'transfers_' || obstacle, message = obstacle;
    end if;
    return null;
end $$;

create or replace trigger admitted after insert on transfers
    for each row execute function transfer_admitted();

-- A transfer is of one file, to one receiver, and decided once: accepted or rejected as an approval is, or withdrawn by
-- who asked for it. It goes to the file that its own was merged into.
create or replace function transfer_decided() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    keeper bigint;
    broken text;
begin
    if unrecorded() then
        return new;
    end if;
    if new.child_id <> old.child_id and is_merged_into(old.child_id, new.child_id) then
        old.child_id := new.child_id;
    end if;
    if (new.tenant_code, new.child_id, new.child_name, new.receiver_code, new.reason, new.requested_on, new.by_succession)
        is distinct from (old.tenant_code, old.child_id, old.child_name, old.receiver_code, old.reason, old.requested_on, old.by_succession)
        or new.state = 'WITHDRAWN' and actor_role() = 'DIRECTOR' then
        raise insufficient_privilege using message = 'this is not the current role''s to change';
    elsif old.state = 'REQUESTED' and new.state <> 'REQUESTED' then
        new.decided_on := case when actor_user() is null then coalesce(new.decided_on, today()) else today() end;
        if new.state = 'ACCEPTED' then
            select c.tenant_code into keeper from children c where c.id = new.child_id for key share;
            broken := case when keeper <> new.tenant_code then 'child_id_closed' else obstacle_of(new) end;
        end if;
    elsif (new.state, new.decided_on, new.decision_note, new.pairings_continue)
        is distinct from (old.state, old.decided_on, old.decision_note, old.pairings_continue) then
        broken := case old.state when 'REQUESTED' then 'id_unapproved' else 'id_fulfilled' end;
    end if;
    if broken is not null then
        raise check_violation using table = tg_table_name, constraint = 'transfers_' || broken, message = broken;
    end if;
    return new;
end $$;

create or replace trigger decided before update on transfers
    for each row execute function transfer_decided();

-- What belongs to these files is kept where they are.
create or replace function take_along(files uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    kept regclass;
begin
    perform set_config(moving_setting(), 'on', true);
    for kept in select tgrelid::regclass from pg_trigger where tgname = 'kept_with_file' order by tgrelid::regclass::text loop
        execute format('update %s r set version = r.version + 1, tenant_code = c.tenant_code
            from children c where c.id = any ($1) and r.child_id = c.id and r.tenant_code <> c.tenant_code', kept) using files;
    end loop;
    perform set_config(moving_setting(), 'off', true);
end $$;

-- Hands the files of accepted transfers over, each on its day. A stay ends and another begins; what belongs to the file goes
-- along, and so does what goes on: open pairings, unless they end, open needs and wishes. What is over stays where it was
-- done, and no figure of the days before moves. Held in the order of all that write them: pairing, child.
create or replace function hand_over(accepted uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    ids constant uuid[] := array(select t.child_id from transfers t where t.id = any (accepted));
    ending uuid[];
begin
    perform from pairings where child_id = any (ids) and until_on is null order by id for no key update;
    perform from children where id = any (ids) order by id for no key update;
    ending := array(
        select p.id from transfers t join pairings p on p.child_id = t.child_id and p.until_on is null
            join caring_mothers m on m.id = p.caring_mother_id
        where t.id = any (accepted) and not t.by_succession and not (coalesce(t.pairings_continue, false)
            and t.receiver_code >= m.service_code and t.receiver_code < division_end(m.service_code)));
    if exists (select from pairings p join transfers t on t.child_id = p.child_id and t.id = any (accepted)
               where p.id = any (ending) and (p.from_on >= t.decided_on or exists (
                   select from visits v where v.pairing_id = p.id and v.visited_on >= t.decided_on))) then
        raise check_violation using table = 'transfers', message = 'pairings visited on the day on which they would end',
            constraint = 'transfers_pairings_continue_before_visits';
    end if;
    update pairings p set version = p.version + 1, until_on = t.decided_on, ended_reason = 'MOVED'
    from transfers t where t.id = any (accepted) and p.child_id = t.child_id and p.id = any (ending);
    update children c
    set version = c.version + 1, tenant_code = t.receiver_code,
        stays = case when c.stays = '[]' then c.stays
                     else jsonb_set(c.stays, '{-1,until}', to_jsonb(t.decided_on)) || jsonb_build_object(
                         'tenant', t.receiver_code, 'since', t.decided_on, 'until', null) end
    from transfers t where t.id = any (accepted) and c.id = t.child_id;
    update pairings p set version = p.version + 1, tenant_code = t.receiver_code,
        handed_over = p.handed_over || jsonb_build_object('tenant', p.tenant_code, 'until', t.decided_on)
    from transfers t where t.id = any (accepted) and p.child_id = t.child_id and p.until_on is null;
    update needs n set version = n.version + 1, tenant_code = t.receiver_code,
        handed_over = n.handed_over || jsonb_build_object('tenant', n.tenant_code, 'until', t.decided_on)
    from transfers t where t.id = any (accepted) and n.child_id = t.child_id and n.settled_on is null;
    update wishes w set version = w.version + 1, tenant_code = t.receiver_code
    from transfers t where t.id = any (accepted) and w.child_id = t.child_id
        and w.fulfilled_on is null and w.closed_on is null;
    perform take_along(ids);
end $$;

create or replace function files_handed_over() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    accepted uuid[];
begin
    if tg_op = 'INSERT' then
        accepted := array(select n.id from new_rows n where n.state = 'ACCEPTED');
    else
        accepted := array(select n.id from new_rows n join old_rows o using (id)
                          where n.state = 'ACCEPTED' and o.state <> 'ACCEPTED');
    end if;
    if accepted <> '{}' then
        perform hand_over(accepted);
    end if;
    return null;
end $$;

create or replace trigger handed_over_on_insert after insert on transfers referencing new table as new_rows
    for each statement execute function files_handed_over();
create or replace trigger handed_over_on_update after update on transfers
    referencing new table as new_rows old table as old_rows for each statement execute function files_handed_over();

-- What is over where the file no longer is does not begin again there.
create or replace function need_taken_up() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if exists (select from children c where c.id = new.child_id and c.tenant_code <> new.tenant_code) then
        raise check_violation using table = tg_table_name, constraint = 'needs_id_closed', message = 'handed over';
    end if;
    return new;
end $$;

create or replace trigger taken_up before update of settled_on on needs for each row
    when (old.settled_on is not null and new.settled_on is null) execute function need_taken_up();
