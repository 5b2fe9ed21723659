-- The steps of a project: in their order, each on those before it, and what may be done only after one.

create or replace function step_number(step text) returns integer
language sql immutable parallel safe
return array_position(array['CALL', 'APPLICATION', 'DESK_REVIEW', 'DEFENCE', 'APPROVAL', 'AGREEMENT', 'MID_TERM',
                            'ACCEPTANCE', 'CLOSING'], step);

-- A project's row is held while a step of it is written. A step is submitted once the one before it was passed, and from
-- the mid-term check on once the project was started; what others rest on stays as it is, and so does the agreement once
-- the project was started, and all of them once it ended. Nothing is left at the end.
create or replace function project_step_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    project projects;
    before project_steps;
    broken text;
    under_way constant boolean := step_number(new.step) > step_number('AGREEMENT');
begin
    select * into project from projects where id = new.project_id for no key update;
    select * into before from project_steps s
    where s.project_id = new.project_id and s.state = 'PASSED' and step_number(s.step) = step_number(new.step) - 1;
    if project.ended_on is not null and actor_user() is not null then
        broken := case tg_op when 'INSERT' then 'project_id_closed' else 'id_closed' end;
    elsif new.state <> 'REJECTED' and (step_number(new.step) > 1 and before.id is null
                                       or under_way and project.started_on is null) then
        broken := 'step_steps_missing';
    elsif new.step = 'ACCEPTANCE' and new.state <> 'REJECTED' and exists (
            select from project_indicators i
            where i.project_id = new.project_id and i.closed_on is null and not exists (
                select from indicator_values v where v.project_indicator_id = i.id and v.final and v.closed_on is null)) then
        broken := case tg_op when 'INSERT' then 'step' else 'id' end || '_unmeasured';
    elsif (tg_op = 'INSERT' or new.submitted_on <> old.submitted_on)
        and new.submitted_on < greatest(before.decided_on, case when under_way then project.started_on end) then
        broken := 'submitted_on_within';
    elsif tg_op = 'UPDATE' and old.state = 'PASSED'
        and (new.project_id, new.step, new.state, new.decided_on, new.opinion)
            is distinct from (old.project_id, old.step, old.state, old.decided_on, old.opinion)
        and (old.step = 'AGREEMENT' and project.started_on is not null or exists (
            select from project_steps s where s.project_id = old.project_id and s.state <> 'REJECTED'
              and step_number(s.step) > step_number(old.step))) then
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
create or replace trigger in_order
    before insert or update of project_id, step, submitted_on, summary, evidence, score, state, decided_on, opinion
    on project_steps for each row execute function project_step_admitted();

-- A project that goes by steps keeps what it was to be approved for: its budget, who pays for it, whom it is for and how
-- they are chosen. It is started after its agreement, and is completed after its closing with nothing left in its account, however it came there meanwhile.
create or replace function project_days_follow_steps() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    agreed date;
    closing date;
    shown boolean;
    under_way boolean;
    broken text;
begin
    select max(s.decided_on) filter (where s.state = 'PASSED' and s.step = 'AGREEMENT'),
           max(s.decided_on) filter (where s.state = 'PASSED' and s.step = 'CLOSING'),
           bool_or(s.state <> 'REJECTED' and s.step = 'APPROVAL'),
           bool_or(s.state <> 'REJECTED' and step_number(s.step) > step_number('AGREEMENT'))
    into agreed, closing, shown, under_way from project_steps s where s.project_id = new.id;
    if under_way is null then
        return new;
    elsif shown and actor_user() is not null and (new.budget, new.funder_id, new.beneficiaries, new.criteria)
            is distinct from (old.budget, old.funder_id, old.beneficiaries, old.criteria)
            and current_setting(by_law_setting(), true) is distinct from 'on' then
        broken := case when new.budget is distinct from old.budget then 'budget'
                       when new.funder_id is distinct from old.funder_id then 'funder_id'
                       when new.beneficiaries is distinct from old.beneficiaries then 'beneficiaries'
                       else 'criteria' end || '_in_use';
    elsif old.started_on is null and new.started_on is not null and agreed is null then
        broken := 'started_on_unapproved';
    elsif new.started_on <> coalesce(old.started_on, 'infinity') and new.started_on < agreed then
        broken := 'started_on_within';
    elsif old.started_on is not null and new.started_on is null and under_way then
        broken := 'started_on_in_use';
    elsif old.ended_on is null and new.ended_reason = 'COMPLETED' then
        broken := case when closing is null then 'ended_reason_unapproved' when new.ended_on < closing then 'ended_on_within'
                       when new.fund > 0 then 'id_left' end;
    end if;
    if broken is not null then
        raise check_violation using table = tg_table_name, constraint = 'projects_' || broken, message = broken;
    end if;
    return new;
end $$;

create or replace trigger days_follow_steps
    before update of budget, funder_id, beneficiaries, criteria, started_on, ended_on, ended_reason on projects
    for each row execute function project_days_follow_steps();
