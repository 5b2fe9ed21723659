-- Accounts: a fund is one, and each project has one of its own, for what was given to no fund. What is left in an account
-- is kept with it, and never falls below zero, however many write at once, on whichever day they say that it was.

do $$ begin
    if to_regtype('account_move') is null then
        create type account_move as (fund_id uuid, project_id uuid, amount numeric, day date);
    end if;
end $$;

-- What a record moves, and of which account. What was given in goods or services is in none.
create or replace function moves_of(r donations) returns setof account_move
language sql immutable begin atomic
    select r.fund_id, case when r.fund_id is null then r.project_id end, r.amount, r.received_on where r.kind = 'MONEY';
end;

create or replace function moves_of(r disbursements) returns setof account_move
language sql immutable begin atomic
    select r.fund_id, case when r.fund_id is null then r.project_id end, -r.amount, r.paid_on where r.paid_on is not null;
end;

create or replace function moves_of(r subsidies) returns setof account_move
language sql immutable begin atomic
    select r.fund_id, null::uuid, m.amount, m.day from (values (-r.amount, r.paid_on), (r.amount, r.reversed_on)) m (amount, day)
    where r.paid_on is not null and m.day is not null;
end;

-- What is left of a project leaves its account for another on the day on which that was passed, and comes back on another.
create or replace function moves_of(r remainder_transfers) returns setof account_move
language sql immutable begin atomic
    select m.fund_id, m.project_id, m.amount, m.day
    from (values (null::uuid, r.project_id, -r.amount, r.decided_on), (r.to_fund_id, r.to_project_id, r.amount, r.decided_on),
                 (null, r.project_id, r.amount, r.reversed_on), (r.to_fund_id, r.to_project_id, -r.amount, r.reversed_on))
        m (fund_id, project_id, amount, day)
    where r.state = 'PASSED' and m.day is not null;
end;

-- What moved in an account from a day on.
create or replace function account_moves_since(of_fund uuid, of_project uuid, since date)
returns table (day date, amount numeric)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select m.day, m.amount from donations r, moves_of(r) m where r.fund_id = of_fund and r.received_on >= since
    union all select m.day, m.amount from donations r, moves_of(r) m
    where r.project_id = of_project and r.fund_id is null and r.received_on >= since
    union all select m.day, m.amount from disbursements r, moves_of(r) m where r.fund_id = of_fund and r.paid_on >= since
    union all select m.day, m.amount from disbursements r, moves_of(r) m
    where r.project_id = of_project and r.fund_id is null and r.paid_on >= since
    union all select m.day, m.amount from subsidies r, moves_of(r) m where r.fund_id = of_fund and m.day >= since
    union all select m.day, m.amount from remainder_transfers r, moves_of(r) m
    where r.to_fund_id = of_fund and m.fund_id = of_fund and m.day >= since
    union all select m.day, m.amount from remainder_transfers r, moves_of(r) m
    where of_project in (r.project_id, r.to_project_id) and m.project_id = of_project and m.day >= since;
end;

-- Whether an account that holds so much now held less than nothing at the end of a day, from one on which something was
-- taken out of it. What a day has taken and given is not told apart.
create or replace function was_overdrawn_since(of_fund uuid, of_project uuid, held numeric, since date) returns boolean
language sql stable
begin atomic
    with moved as (
        select m.day, sum(m.amount) as amount from account_moves_since(of_fund, of_project, since) m group by m.day
    )
    select exists (select from (
        select held - coalesce(sum(m.amount) over (order by m.day desc rows between unbounded preceding and 1 preceding), 0) as then_held
        from moved m) ends where then_held < 0);
end;

-- Adds to the accounts, in the order of their ids. An account that is written is held until its writer commits, and what
-- others left in it meanwhile is read then.
create or replace function move_accounts(moves account_move[], refusing regclass) returns void
language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    held constant uuid[] := array(select distinct coalesce(m.fund_id, m.project_id) from unnest(moves) m);
    short boolean;
    early boolean;
begin
    perform from funds where id = any (held) order by id for no key update;
    perform from projects where id = any (held) order by id for no key update;
    with moved as materialized (
        select m.fund_id, m.project_id, sum(m.amount) as amount from unnest(moves) m group by 1, 2 having sum(m.amount) <> 0
    ), of_funds as (
        update funds f set balance = f.balance + m.amount from moved m where f.id = m.fund_id returning f.balance
    ), of_projects as (
        update projects p set fund = p.fund + m.amount from moved m where p.id = m.project_id returning p.fund
    )
    select coalesce(bool_or(balance < 0), false) into short
    from (select balance from of_funds union all select fund from of_projects) left_over (balance);
    if short then
        raise check_violation using table = refusing::text, constraint = refusing || '_amount_uncovered', message = 'uncovered';
    end if;
    select coalesce(bool_or(was_overdrawn_since(t.fund_id, t.project_id, coalesce(f.balance, p.fund), t.since)), false) into early
    from (select m.fund_id, m.project_id, min(m.day) as since from unnest(moves) m where m.amount < 0 group by 1, 2) t
    left join funds f on f.id = t.fund_id left join projects p on p.id = t.project_id;
    if early then
        raise check_violation using table = refusing::text, message = 'uncovered on its day',
            constraint = refusing || case refusing when 'donations'::regclass then '_received_on'
                when 'remainder_transfers'::regclass then '_decided_on' else '_paid_on' end || '_uncovered';
    end if;
end $$;

-- Whoever gives holds the account from the beginning, as its move will: two who held less would wait for each other. Nothing
-- is given to a fund that was closed meanwhile. The owner, who acts as nobody, enters what was given elsewhere.
create or replace function account_held() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if new.fund_id is null then
        perform from projects where id = new.project_id for no key update;
    elsif (select f.closed_on from funds f where f.id = new.fund_id for no key update) is not null
        and new.reverses_id is null and actor_user() is not null then
        raise check_violation using table = tg_table_name, constraint = 'donations_fund_id_closed', message = 'closed';
    end if;
    return new;
end $$;

-- Before the trigger that admits an entry: triggers are fired by their names.
create or replace trigger account_held before insert on donations for each row execute function account_held();

-- The moves of new rows less those of old ones.
create or replace function keep_accounts(of_table regclass) returns void
language plpgsql as $$
declare
    act record;
begin
    for act in select * from (values
            ('insert', 'select m.* from new_rows r, moves_of(row(r.*)::%1$s) m', 'new table as new_rows'),
            ('update', 'select m.* from new_rows r, moves_of(row(r.*)::%1$s) m union all
                        select m.fund_id, m.project_id, -m.amount as amount, m.day from old_rows r, moves_of(row(r.*)::%1$s) m',
             'new table as new_rows old table as old_rows'),
            ('delete', 'select m.fund_id, m.project_id, -m.amount as amount, m.day from old_rows r, moves_of(row(r.*)::%1$s) m',
             'old table as old_rows')) acts (name, moves, tables) loop
        perform apply_sql(format('accounts of %s on %s', of_table, act.name), format('
            create or replace function %2$I() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public as
            $f$
            declare
                moves constant account_move[] := array(select row(m.fund_id, m.project_id, sum(m.amount), m.day)::account_move
                    from (%3$s) m group by m.fund_id, m.project_id, m.day having sum(m.amount) <> 0);
            begin
                if moves <> ''{}'' then
                    perform move_accounts(moves, %1$L);
                end if;
                return null;
            end $f$;
            create or replace trigger %4$I after %5$s on %1$s referencing %6$s for each statement execute function %2$I()',
            of_table, of_table || '_moved_on_' || act.name, format(act.moves, of_table),
            'moved_on_' || act.name, act.name, act.tables));
    end loop;
end $$;

select keep_accounts('donations'), keep_accounts('disbursements'), keep_accounts('subsidies'), keep_accounts('remainder_transfers');

-- What every account should hold, from the records alone, where it holds something else: nothing, unless something is
-- broken.
create or replace function account_differences()
returns table (fund_id uuid, project_id uuid, held numeric, recounted numeric)
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    with moved as (
        select m.fund_id, m.project_id, sum(m.amount) as amount from (
            select m.* from donations r, moves_of(r) m
            union all select m.* from disbursements r, moves_of(r) m
            union all select m.* from subsidies r, moves_of(r) m
            union all select m.* from remainder_transfers r, moves_of(r) m) m
        group by 1, 2
    ), kept as (
        select f.id as fund_id, null::uuid as project_id, f.balance as amount from funds f
        union all select null, p.id, p.fund from projects p
    )
    select k.fund_id, k.project_id, k.amount, coalesce(m.amount, 0)
    from kept k left join moved m on m.fund_id = k.fund_id or m.project_id = k.project_id
    where k.amount <> coalesce(m.amount, 0);
end;

-- A fund is closed when nothing is left in it.
create or replace function fund_emptied() returns trigger
language plpgsql as $$
begin
    raise check_violation using table = 'funds', constraint = 'funds_id_left', message = 'something is left in it';
end $$;

create or replace trigger emptied before update of closed_on on funds
    for each row when (new.closed_on is not null and new.balance <> 0) execute function fund_emptied();

-- What was given for one purpose, or one place, stays for it, as long as any of it is left; by law a place has a successor.
create or replace function fund_restricted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    named constant text := case when new.restriction is distinct from old.restriction then 'restriction' else 'area' end;
begin
    if current_setting(by_law_setting(), true) is distinct from 'on' then
        raise check_violation using table = 'funds', constraint = format('funds_%s_in_use', named),
            message = 'something is left in it';
    end if;
    return new;
end $$;

create or replace trigger restricted before update of restriction, area_code on funds
    for each row when ((new.restriction, new.area_code) is distinct from (old.restriction, old.area_code) and old.balance <> 0)
    execute function fund_restricted();

-- And what was approved before is paid only if the fund still allows it. The fund is held, as the payment will hold it.
create or replace function payment_within_restriction() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    fund funds;
begin
    select * into fund from funds f where f.id = new.fund_id for no key update;
    if fund.restriction <> coalesce(to_jsonb(new) ->> 'purpose', 'HARDSHIP_SUBSIDY')
        or tg_table_name = 'subsidies' and not new.tenant_code <@ int8range(fund.area_code, division_end(fund.area_code)) then
        raise check_violation using table = tg_table_name, constraint = tg_table_name || '_fund_id_restricted',
            message = 'restricted';
    end if;
    return new;
end $$;

create or replace trigger restricted before update of paid_on on disbursements
    for each row when (old.paid_on is null and new.paid_on is not null) execute function payment_within_restriction();
create or replace trigger restricted before update of paid_on on subsidies
    for each row when (old.paid_on is null and new.paid_on is not null) execute function payment_within_restriction();

-- What was asked for stays as it was asked for, and what was paid as it was paid; but what is said of a person is erased,
-- and a child's goes to the file that hers was merged into. By law all of it goes to a successor.
create or replace function spending_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    was jsonb := to_jsonb(old);
    becomes constant jsonb := to_jsonb(new);
begin
    if was -> 'child_id' <> becomes -> 'child_id'
        and is_merged_into((was ->> 'child_id')::uuid, (becomes ->> 'child_id')::uuid) then
        was := was || jsonb_build_object('child_id', becomes -> 'child_id');
    end if;
    if not unrecorded() and current_setting(by_law_setting(), true) is distinct from 'on' and (
        (becomes - tg_argv[0]::text[]) is distinct from (was - tg_argv[0]::text[])
        or old.paid_on is not null
            and (becomes - tg_argv[1]::text[]) is distinct from (was - tg_argv[1]::text[])) then
        raise check_violation using table = tg_table_name, constraint = tg_table_name || '_id_closed', message = 'kept';
    end if;
    return new;
end $$;

create or replace trigger kept after update on disbursements for each row execute function spending_kept(
    '{tenant_code,version,updated_at,updated_by,state,decision,decided_on,decision_reason,paid_on,receipt_number}',
    '{tenant_code,version,updated_at,updated_by}');
create or replace trigger kept after update on subsidies for each row execute function spending_kept(
    '{version,updated_at,updated_by,state,decision,decided_on,decision_reason,notice_until,paid_on,received_by,reversed_on,reversed_reason}',
    '{version,updated_at,updated_by,state,reversed_on,reversed_reason}');

-- A subsidy is of a child, and of whose fund it comes from. The same fund, kind of hardship and days are given once: the
-- child's row is held, so that of two writers the later sees what the earlier has done.
create or replace function subsidies_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
declare
    child children;
begin
    select * into child from children where id = new.child_id for no key update;
    if child.tenant_code <> new.tenant_code then
        raise foreign_key_violation using table = tg_table_name, constraint = 'subsidies_child_id_fkey',
            message = 'child_id_of_another_tenant';
    end if;
    if child.erased_on is not null then
        raise check_violation using table = tg_table_name, constraint = 'subsidies_child_id_erased', message = 'erased';
    end if;
    if exists (select from subsidies s
               where s.id <> new.id and s.child_id = new.child_id and s.fund_id = new.fund_id and s.hardship_kind = new.hardship_kind
                 and s.state not in ('REJECTED', 'REVERSED') and period_days(s.period) && period_days(new.period)) then
        raise check_violation using table = tg_table_name, constraint = 'subsidies_period_twice', message = 'twice';
    end if;
    return new;
end $$;

create or replace trigger admitted after insert on subsidies for each row execute function subsidies_admitted();

create or replace function fund_code_told() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    new.fund_code := (select tenant_code from funds where id = new.fund_id);
    return new;
end $$;

create or replace trigger fund_code_told before insert on subsidies for each row execute function fund_code_told();

-- Whether the child has such a subsidy for such days from another fund, or under another file with the same identity
-- number: that there is one, and neither whose nor where.
create or replace function is_subsidised_elsewhere(of_child uuid, hardship text, period text, of_fund uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select actor_role() = 'CASEWORKER' and exists (
        select from children c
        join children other on other.id = c.id or other.identity_number_hash = c.identity_number_hash
        join subsidies s on s.child_id = other.id
        where c.id = of_child and c.tenant_code <@ actor_range() and s.hardship_kind = hardship
          and (s.fund_id <> of_fund or s.child_id <> of_child)
          and s.state not in ('REJECTED', 'REVERSED') and period_days(s.period) && period_days(is_subsidised_elsewhere.period));
end;
