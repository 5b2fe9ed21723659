-- The history of every record, written by the database whoever changes it.

-- What follows from other columns, or from other records, or is told by the change itself; nor is a column that is there
-- for an order alone, `<column>_key`, a history of its own.
create or replace function unrecorded_columns(of_kind text) returns text[]
language sql immutable parallel safe
return array['version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'state', 'paired', 'paired_on',
             'balance', 'fund', 'fund_code', 'first_of', 'counted_in', 'spent',
             'stays', 'handed_over', 'cleared_on', 'trained_on', 'training_days', 'risk_history', 'untargeted_on',
             'identity_number_hash', 'phone_hash', 'volunteer_number_hash']
    || case of_kind when 'CHILD' then array['category', 'category_source', 'category_since', 'category_history', 'risk_level']
       else '{}' end;

create or replace function change_recorded() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    change constant uuid := time_ordered_id();
begin
    -- The owner alone may write what is no change of a value, or may not be kept: a new key's ciphertext, an erasure.
    if session_user = current_user and current_setting('circle.unrecorded', true) = 'on' then
        return null;
    end if;
    with changed as (
        select field, was.value as before, becomes.value as after
        from jsonb_each_text(to_jsonb(old) - unrecorded_columns(tg_argv[0])) was (field, value)
        left join jsonb_each_text(to_jsonb(new) - unrecorded_columns(tg_argv[0])) becomes (field, value) using (field)
        where was.value is distinct from becomes.value and field not like '%\_key'
    ), recorded as (
        insert into changes (id, tenant_code, kind, record_id, version, deleted, fields)
        select change, coalesce(new.tenant_code, old.tenant_code), tg_argv[0], old.id, coalesce(new.version, old.version),
               tg_op = 'DELETE', array_agg(field order by field)
        from changed having count(*) > 0
    )
    insert into change_values (change_id, kind, record_id, field, before, after)
    select change, tg_argv[0], old.id, field, before, after from changed;
    return null;
end $$;
