-- The history of an opened file is read as the file is, and logged as the file is.

-- Whether the acting role opens a record, wherever it was kept when it was changed: one opened with a reason, too.
create or replace function acting_opens(of_kind text, record uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select exists (select from (
        select tenant_code, id as child_id from children where of_kind = 'CHILD' and id = record
        union all select tenant_code, null from caring_mothers where of_kind = 'CARING_MOTHER' and id = record
        union all select tenant_code, child_id from pairings where of_kind = 'PAIRING' and id = record
        union all select tenant_code, child_id from visits where of_kind = 'VISIT' and id = record
        union all select tenant_code, null from activities where of_kind = 'ACTIVITY' and id = record
        union all select tenant_code, null from projects where of_kind = 'PROJECT' and id = record
        union all select tenant_code, null from donations where of_kind = 'DONATION' and id = record
        union all select tenant_code, null from deliveries where of_kind = 'DELIVERY' and id = record
    ) kept where case
        when of_kind in ('CHILD', 'CARING_MOTHER', 'PAIRING', 'VISIT') then case acting_role()
            when 'CASEWORKER' then kept.tenant_code <@ acting_range()
            when 'DIRECTOR' then kept.tenant_code = acting_low() or kept.child_id = any (acting_openings()) end
        when of_kind in ('ACTIVITY', 'PROJECT', 'DELIVERY') then case
            when acting_role() in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then kept.tenant_code <@ acting_range()
            when acting_role() = 'CASEWORKER' then kept.tenant_code = acting_low() end
        when of_kind = 'DONATION' then acting_role() = 'PROJECT_MANAGER' and kept.tenant_code <@ acting_range()
    end);
end;

-- Whose file a changed record belongs to, if she is of this kind: her id, and the code of the tenant that keeps it.
create function subject_of_change(of_person text, of_kind text, record uuid) returns text
language sql stable
begin atomic
    select p.id || ':' || p.tenant_code from (
        select id, tenant_code from children where of_person = 'CHILD' and of_kind = 'CHILD' and id = record
        union all select child_id, tenant_code from pairings
            where of_person = 'CHILD' and of_kind = 'PAIRING' and id = record
        union all select child_id, tenant_code from visits
            where of_person = 'CHILD' and of_kind = 'VISIT' and id = record
        union all select id, tenant_code from caring_mothers
            where of_person = 'CARING_MOTHER' and of_kind = 'CARING_MOTHER' and id = record
    ) p;
end;
