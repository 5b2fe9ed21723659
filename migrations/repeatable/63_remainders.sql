-- What is left of a project goes to an account that is open, once the project is over; what was passed has moved, and stays.

create or replace function remainder_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    broken text;
begin
    if unrecorded() then
        return new;
    end if;
    -- In the order in which accounts are moved.
    perform from funds where id = new.to_fund_id for no key update;
    perform from projects where id in (new.project_id, new.to_project_id) order by id for no key update;
    -- The owner, who acts as nobody, enters what was decided elsewhere.
    if actor_user() is null or new.state = 'REJECTED' then
        return new;
    end if;
    broken := case
        when not exists (select from projects p where p.id = new.project_id and p.ended_on is not null)
            and not exists (select from project_steps s where s.project_id = new.project_id
                            and s.step = 'ACCEPTANCE' and s.state = 'PASSED') then 'project_id_steps_missing'
        when exists (select from projects p where p.id = new.to_project_id and p.ended_on is not null) then 'to_project_id_closed'
        when exists (select from funds f where f.id = new.to_fund_id and f.closed_on is not null) then 'to_fund_id_closed' end;
    if broken is not null then
        raise check_violation using table = tg_table_name, constraint = tg_table_name || '_' || broken, message = broken;
    end if;
    return new;
end $$;

create or replace trigger admitted before insert or update of project_id, to_project_id, to_fund_id, state on remainder_transfers
    for each row execute function remainder_admitted();
-- After the trigger of approvals, which may make the row another: triggers are fired by their names.
create or replace trigger kept before update on remainder_transfers for each row execute function passed_kept();
