-- Auditors read what befell the accounts of their range.

-- The accounts are those that hold a grant in the acting auditor's range, or once held one.
create function account_log()
returns table (id bigint, at timestamptz, kind text, user_id uuid, user_name text, address text)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select e.id, e.at, e.kind, e.user_id, u.name, e.address
    from account_events e join users u on u.id = e.user_id
    where acts_as('AUDITOR')
      and e.user_id in (select g.user_id from grants g
                        where g.accepted_at is not null
                          and g.tenant_code >= acting_low() and g.tenant_code < acting_high());
end;
