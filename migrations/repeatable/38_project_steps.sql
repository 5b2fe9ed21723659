-- The steps of a project: in their order, each on those before it, and what may be done only after one.

create or replace function step_number(step text) returns integer
language sql immutable parallel safe
return array_position(array['CALL', 'APPLICATION', 'DESK_REVIEW', 'DEFENCE', 'APPROVAL', 'AGREEMENT', 'MID_TERM',
                            'ACCEPTANCE', 'CLOSING'], step);

-- A project's row is held while a step of it is written. A step is submitted once the one before it was passed, and from
-- the mid-term check on once the project was started; what others rest on stays as it is. Nothing is left at the end.
create or replace function project_step_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    project projects;
    broken text;
begin
    select * into project from projects where id = new.project_id for no key update;
    if new.state <> 'REJECTED' and step_number(new.step) > 1 and not exists (
            select from project_steps s where s.project_id = new.project_id and s.state = 'PASSED'
              and step_number(s.step) = step_number(new.step) - 1)
        or new.state <> 'REJECTED' and step_number(new.step) > step_number('AGREEMENT') and project.started_on is null then
        broken := 'step_steps_missing';
    elsif new.step = 'ACCEPTANCE' and new.state <> 'REJECTED' and exists (
            select from project_indicators i
            where i.project_id = new.project_id and i.closed_on is null and not exists (
                select from indicator_values v where v.project_indicator_id = i.id and v.final and v.closed_on is null)) then
        broken := case tg_op when 'INSERT' then 'step' else 'id' end || '_unmeasured';
    elsif tg_op = 'UPDATE' and old.state = 'PASSED' and (
            new.state <> 'PASSED' or (new.project_id, new.step) <> (old.project_id, old.step)) and exists (
            select from project_steps s where s.project_id = old.project_id and s.state <> 'REJECTED'
              and step_number(s.step) > step_number(old.step)) then
        broken := 'id_in_use';
    elsif new.step = 'CLOSING' and new.state = 'PASSED' and project.fund > 0 then
        broken := 'id_left';
    end if;
    if broken is not null then
        raise check_violation using table = tg_table_name, constraint = 'project_steps_' || broken, message = broken;
    end if;
    return new;
end $$;

-- After the trigger of approvals, which may make the row another: triggers are fired by their names.
create or replace trigger in_order before insert or update of project_id, step, submitted_on, summary, evidence, score, state
    on project_steps for each row execute function project_step_admitted();

-- A project that goes by steps is started after its agreement, and completed after its closing.
create or replace function project_days_follow_steps() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    passed constant text[] := array(select s.step from project_steps s where s.project_id = new.id and s.state = 'PASSED');
    broken text;
begin
    if not exists (select from project_steps s where s.project_id = new.id) then
        return new;
    elsif old.started_on is null and new.started_on is not null and not 'AGREEMENT' = any (passed) then
        broken := 'started_on_unapproved';
    elsif old.ended_on is null and new.ended_reason = 'COMPLETED' and not 'CLOSING' = any (passed) then
        broken := 'ended_reason_unapproved';
    end if;
    if broken is not null then
        raise check_violation using table = tg_table_name, constraint = 'projects_' || broken, message = broken;
    end if;
    return new;
end $$;

create or replace trigger days_follow_steps before update of started_on, ended_on, ended_reason on projects
    for each row execute function project_days_follow_steps();
