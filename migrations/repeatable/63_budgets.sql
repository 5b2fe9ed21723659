-- Budgets of projects: nothing is paid beyond them, and once their approval is asked for they stay as they are; after it an
-- approved change alone changes them.

create or replace function paid_for(project uuid, of_purpose text) returns numeric
language sql stable
begin atomic
    select coalesce(sum(d.amount), 0) from disbursements d
    where d.project_id = project and d.purpose = of_purpose and d.paid_on is not null;
end;

-- The project's row is held, which a payment holds as well: what was paid before there was a line is spent of it.
create or replace function budget_line_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if pg_trigger_depth() > 1 or unrecorded() then
        return new;
    end if;
    perform from projects where id = new.project_id for update;
    if actor_user() is not null and exists (
            select from project_steps s where s.project_id = new.project_id and s.step = 'APPROVAL' and s.state <> 'REJECTED') then
        raise check_violation using table = tg_table_name, message = 'fulfilled',
            constraint = 'budget_lines_' || case tg_op when 'INSERT' then 'project_id' else 'id' end || '_fulfilled';
    end if;
    new.spent := paid_for(new.project_id, new.purpose);
    return new;
end $$;

create or replace trigger admitted before insert or update of project_id, purpose, amount, matching on budget_lines
    for each row execute function budget_line_admitted();

-- A project with a budget asks for what has a line in it.
create or replace function disbursement_budgeted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform from projects where id = new.project_id for key share;
    if new.reverses_id is null and not exists (
            select from budget_lines l where l.project_id = new.project_id and l.purpose = new.purpose)
        and exists (select from budget_lines l where l.project_id = new.project_id) then
        raise check_violation using table = tg_table_name, constraint = 'disbursements_purpose_restricted',
            message = 'restricted';
    end if;
    return new;
end $$;

create or replace trigger budgeted before insert on disbursements
    for each row execute function disbursement_budgeted();

create or replace function budget_spent() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform from projects where id = coalesce(new.project_id, old.project_id) for key share;
    update budget_lines l set spent = l.spent
        + case when new.paid_on is not null then new.amount else 0 end - case when old.paid_on is not null then old.amount else 0 end
    where l.project_id = coalesce(new.project_id, old.project_id) and l.purpose = coalesce(new.purpose, old.purpose);
    return null;
end $$;

create or replace trigger spent after insert or update of paid_on or delete on disbursements
    for each row execute function budget_spent();

-- After the trigger of approvals, which may make the row another: triggers are fired by their names.
create or replace trigger kept before update on budget_changes for each row execute function passed_kept();

create or replace function budget_changed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform from budget_lines where id in (new.from_line_id, new.to_line_id) order by id for no key update;
    update budget_lines l
    set amount = l.amount + case when l.id = new.to_line_id then new.amount else -new.amount end, version = l.version + 1
    where l.id in (new.from_line_id, new.to_line_id);
    return null;
end $$;

create or replace trigger changed_on_insert after insert on budget_changes
    for each row when (new.state = 'PASSED') execute function budget_changed();
create or replace trigger changed_on_update after update of state on budget_changes
    for each row when (new.state = 'PASSED' and old.state <> 'PASSED') execute function budget_changed();

-- Lines of which something else was spent than payments say.
create or replace function budget_differences() returns table (budget_line_id uuid, spent numeric, recounted numeric)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select l.id, l.spent, paid_for(l.project_id, l.purpose) from budget_lines l
    where l.spent <> paid_for(l.project_id, l.purpose);
end;
