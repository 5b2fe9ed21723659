-- What a project is to change: said before it is approved, and measured before it is accepted.

create or replace function has_passed(project uuid, of_step text) returns boolean
language sql stable
begin atomic
    select exists (select from project_steps s where s.project_id = project and s.step = of_step and s.state = 'PASSED');
end;

create or replace function project_of(indicator uuid) returns uuid
language sql stable
begin atomic
    select i.project_id from project_indicators i where i.id = indicator;
end;

create or replace function latest_value(indicator uuid) returns integer
language sql stable
begin atomic
    select v.value from indicator_values v where v.project_indicator_id = indicator and v.closed_on is null
    order by v.measured_on desc, v.id desc limit 1;
end;

create or replace function is_reached(baseline integer, target integer, value integer) returns boolean
language sql immutable strict parallel safe
return case when target >= baseline then value >= target else value <= target end;

-- What an approval rests on is not changed after it, nor is what an acceptance rests on. The project's row is held, as by
-- whoever decides on its steps. The owner, who acts as nobody, enters what was decided elsewhere.
create or replace function indicator_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    under constant text := case tg_table_name when 'indicator_values' then 'project_indicator_id' else 'project_id' end;
    project constant uuid := case under when 'project_id' then to_jsonb(new) ->> 'project_id'
                                        else project_of((to_jsonb(new) ->> 'project_indicator_id')::uuid)::text end;
begin
    if unrecorded() or actor_user() is null then
        return new;
    end if;
    perform from projects where id = project for no key update;
    if has_passed(project, tg_argv[0]) then
        raise check_violation using table = tg_table_name, message = 'fulfilled',
            constraint = tg_table_name || '_' || case tg_op when 'INSERT' then under else 'id' end || '_fulfilled';
    end if;
    return new;
end $$;

create or replace trigger admitted before insert or update on project_indicators
    for each row execute function indicator_admitted('APPROVAL');
create or replace trigger admitted before insert or update on indicator_values
    for each row execute function indicator_admitted('ACCEPTANCE');
