-- Certificates: the database adds up what they say, and tells whoever has one's code whether it holds.

-- Of what is on record of her, wherever the children are on file. Nobody says it herself; but for the day on which it is
-- revoked nothing of it is changed. The owner, who acts as nobody, may, and enters what was issued before.
create or replace function certificate_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    free constant text[] := array['tenant_code', 'version', 'updated_at', 'updated_by', 'revoked_on', 'revoked_reason'];
begin
    if unrecorded() or actor_user() is null and (tg_op = 'UPDATE' or new.code is not null) then
        return new;
    elsif tg_op = 'UPDATE' then
        if old.revoked_on is not null or to_jsonb(new) - free is distinct from to_jsonb(old) - free then
            raise insufficient_privilege using message = 'a certificate stays as it was issued';
        end if;
        return new;
    end if;
    select count(*), coalesce(sum(v.minutes) filter (where v.kind = 'HOME'), 0),
           coalesce(sum(v.minutes) filter (where v.kind = 'SCHOOL'), 0),
           coalesce(sum(v.minutes) filter (where v.kind = 'PHONE'), 0),
           coalesce(sum(v.minutes) filter (where v.kind = 'VIDEO'), 0)
    into new.contacts, new.home_minutes, new.school_minutes, new.phone_minutes, new.video_minutes
    from visits v
    where v.caring_mother_id = new.caring_mother_id and v.contact_made and v.visited_on between new.from_on and new.until_on;
    new.issued_on := coalesce(new.issued_on, new.until_on);
    if actor_user() is not null then
        new.issued_on := today();
        new.revoked_on := null;
        new.revoked_reason := null;
    end if;
    new.serial := format('%s-%s-%s', left(new.tenant_code::text, 6), to_char(today(), 'YYYY'),
                         lpad(nextval('certificate_number')::text, 6, '0'));
    -- 128 bits that nobody guesses.
    new.code := left(encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex'), 32);
    return new;
end $$;

create or replace trigger admitted before insert or update on certificates
    for each row execute function certificate_admitted();

-- Afterwards: whoever may not add one is not told whether there was any service.
create or replace function certificate_of_service() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if actor_user() is not null and not unrecorded() then
        raise check_violation using table = tg_table_name, constraint = 'certificates_caring_mother_id_unserved',
            message = 'nothing was done in this period';
    end if;
    return null;
end $$;

create or replace trigger of_service after insert on certificates
    for each row when (new.contacts = 0) execute function certificate_of_service();

create or replace trigger kept_with_registration after insert on certificates
    referencing new table as new_rows for each statement execute function kept_with_registration();

-- Who issued it stands, whoever keeps it since. Of an erased Caring Mother there is no code any more.
create or replace function verify_certificate(with_code text)
returns table (serial text, name text, from_on date, until_on date, contacts integer, home_minutes integer,
               school_minutes integer, phone_minutes integer, video_minutes integer, issuer text, issued_on date, revoked_on date)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select c.serial, m.name, c.from_on, c.until_on, c.contacts, c.home_minutes, c.school_minutes, c.phone_minutes,
           c.video_minutes, t.name, c.issued_on, c.revoked_on
    from certificates c join caring_mothers m on m.id = c.caring_mother_id
        join tenants t on t.code = coalesce((c.handed_over -> 0 ->> 'tenant')::bigint, c.tenant_code)
    where c.code = with_code;
end;
