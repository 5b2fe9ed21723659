-- A child is counted once: a number that an open file has is in no other one. Who is refused learns no more than that, not
-- often, and may ask whoever keeps the file.

-- After row security has been asked. Two who write one number at once wait for each other, in 256 lanes, so that a
-- statement of many rows holds no more locks than these. What the owner loads as nobody is as it was elsewhere.
create or replace function counted_once() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform pg_advisory_xact_lock(4715226100 + get_byte(new.identity_number_hash, 0));
    if exists (select from children c where c.identity_number_hash = new.identity_number_hash
               and c.id <> new.id and c.closed_on is null) then
        raise unique_violation using table = tg_table_name, constraint = 'children_identity_number_on_file',
            message = 'on file';
    end if;
    return null;
end $$;

create or replace trigger counted_once_on_insert after insert on children for each row
    when (new.identity_number_hash is not null and new.closed_on is null and actor_user() is not null)
    execute function counted_once();
create or replace trigger counted_once_on_update after update on children for each row
    when (new.identity_number_hash is not null and new.closed_on is null
          and (old.identity_number_hash is distinct from new.identity_number_hash or old.closed_on is not null)
          and actor_user() is not null)
    execute function counted_once();

-- How many numbers in a day somebody is told are on file, before she has to wait.
create or replace function most_numbers_told() returns integer language sql immutable parallel safe return 20;

-- In how many seconds the current user may give a number again; null if she may now. It is one number after the other:
-- what is asked at once is counted one by one.
create or replace function wait_for_number() returns integer
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform pg_advisory_xact_lock(hashtextextended(actor_user()::text, 4715226035));
    return (select ceil(extract(epoch from min(t.told_at) + interval '24 hours' - now()))
            from (select told_at from numbers_told
                  where user_id = actor_user() and told_at > now() - interval '24 hours'
                  order by told_at desc limit most_numbers_told()) t
            having count(*) = most_numbers_told());
end $$;

-- That the current user was told so: she may ask, and those who keep the file read in its log who it was. The mark is for the
-- seal of what was logged, and no answer.
create or replace function told_on_file(of_number bytea, in_operation text, on_request text, from_address text, lasting boolean,
    as_statement uuid, out logged_at timestamptz, out mark text)
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    file children;
begin
    delete from numbers_told where told_at < now() - interval '24 hours';
    select * into file from children c where c.identity_number_hash = of_number and c.closed_on is null order by c.id limit 1;
    if file.id is not null then
        insert into numbers_told (user_id, number_hash, child_id) values (actor_user(), of_number, file.id);
        mark := format('"@0000":"%s:%s"', file.id, file.tenant_code);
        logged_at := log_openings(array['CHILD'], array['{identityNumber}'], array[mark],
            in_operation, on_request, from_address, lasting, as_statement);
    end if;
end $$;

create or replace function send_enquiry(enquiry uuid, of_number bytea) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    asked file_enquiries;
    file children;
    received constant uuid := time_ordered_id();
    broken text;
begin
    select * into strict asked from file_enquiries e where e.id = enquiry and e.created_by = actor_user();
    select c.* into file from numbers_told t join children c on c.id = t.child_id
    where t.user_id = actor_user() and t.number_hash = of_number and t.told_at > now() - interval '24 hours'
      and c.closed_on is null and c.erased_on is null
    order by t.told_at desc limit 1 for no key update of c;
    if file.id is null then
        broken := 'untold';
    elsif exists (select from enquiry_links l join received_enquiries r on r.id = l.received_id
                  where l.enquiry_id = enquiry or r.child_id = file.id and r.answered_on is null
                                                  and r.asked_from = asked.tenant_code) then
        broken := 'twice';
    end if;
    if broken is not null then
        raise check_violation using table = 'file_enquiries', message = broken,
            constraint = 'file_enquiries_identity_number_' || broken;
    end if;
    insert into received_enquiries (id, tenant_code, child_id, asked_from, branch, asked_by, question)
    select received, file.tenant_code, file.id, asked.tenant_code, t.name, asked.asked_by, asked.question
    from tenants t where t.code = asked.tenant_code;
    insert into enquiry_links values (enquiry, received);
end $$;

-- Who asks, and when, the database says itself; there is no answer yet.
create or replace function enquiry_signed() returns trigger
language plpgsql as $$
begin
    if actor_user() is not null then
        new.asked_by := name_of_user(actor_user());
        new.asked_on := today();
        new.answer := null;
        new.answer_note := null;
        new.answered_on := null;
    end if;
    return new;
end $$;

create or replace trigger signed before insert on file_enquiries for each row execute function enquiry_signed();

-- What was asked is answered once, and nothing else of it is changed. (The owner erases, and hands over what is open.)
create or replace function answer_kept() returns trigger
language plpgsql as $$
begin
    if not (select pg_has_role(current_user, relowner, 'member') from pg_class where oid = tg_relid) then
        if old.answered_on is not null or to_jsonb(old) - array['answer', 'answer_note', 'answered_on', 'version', 'updated_at', 'updated_by']
            is distinct from to_jsonb(new) - array['answer', 'answer_note', 'answered_on', 'version', 'updated_at', 'updated_by'] then
            raise check_violation using table = tg_table_name, constraint = tg_table_name || '_id_closed',
                message = 'an enquiry is answered once';
        end if;
    end if;
    return new;
end $$;

create or replace trigger answer_kept before update on received_enquiries for each row execute function answer_kept();

-- Whoever asked reads the answer.
create or replace function answer_passed_on() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    update file_enquiries e
    set answer = new.answer, answer_note = new.answer_note, answered_on = new.answered_on, version = e.version + 1
    from enquiry_links l where l.received_id = new.id and e.id = l.enquiry_id;
    return null;
end $$;

create or replace trigger passed_on after update on received_enquiries for each row
    when (old.answered_on is null and new.answered_on is not null) execute function answer_passed_on();

-- What nobody has answered goes with the file.
create or replace function enquiries_follow() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    update received_enquiries set tenant_code = new.tenant_code, version = version + 1
    where child_id = new.id and answered_on is null;
    return null;
end $$;

create or replace trigger enquiries_follow after update on children for each row
    when (old.tenant_code <> new.tenant_code) execute function enquiries_follow();

select keep_with_file('received_enquiries');
