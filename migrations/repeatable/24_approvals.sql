-- Approvals: each is of a content, by somebody who neither entered it nor changed it since it was last approved.

-- By kind: the column of the state, its values, the terms of an approval (empty while there is none), the columns that
-- are approved, and the roles that decide. What follows an approval rests on it as well.
create or replace view record_approvals (kind, state, pending, approved, rejected, follows, terms, content, roles)
with (security_invoker = true) as values
    ('CARING_MOTHER', 'screening_state', 'PENDING', 'APPROVED', 'REJECTED', '{}'::text[], '{screening_until}'::text[],
     '{name,birth_date,identity_number,identity_number_hash,service_code,capacity}'::text[], '{DIRECTOR}'::text[]),
    ('SCREENING', 'state', 'APPLIED', 'APPROVED', 'REJECTED', '{}'::text[],
     '{decided_on,approved_until,opinion}'::text[], '{}'::text[], '{DIRECTOR}'::text[]),
    ('TRANSFER', 'state', 'REQUESTED', 'ACCEPTED', 'REJECTED', '{}'::text[], '{}'::text[], '{}'::text[], '{DIRECTOR}'::text[]),
    ('PROJECT_STEP', 'state', 'SUBMITTED', 'PASSED', 'REJECTED', '{}'::text[], '{decided_on,opinion}'::text[],
     '{step,submitted_on,summary,evidence,score}'::text[], '{DIRECTOR}'::text[]),
    ('BUDGET_CHANGE', 'state', 'SUBMITTED', 'PASSED', 'REJECTED', '{}'::text[], '{decided_on,opinion}'::text[],
     '{from_line_id,to_line_id,amount,reason,donor_consent,consented_on}'::text[], '{DIRECTOR}'::text[]),
    ('REMAINDER_TRANSFER', 'state', 'SUBMITTED', 'PASSED', 'REJECTED', '{}'::text[], '{decided_on,opinion}'::text[],
     '{to_project_id,to_fund_id,amount,basis,reason,proposed_on}'::text[], '{DIRECTOR}'::text[]),
    ('STORY', 'stage', 'DRAFT', 'APPROVED', 'REJECTED', '{PUBLISHED,TAKEN_DOWN}'::text[], '{approved_by,opinion}'::text[],
     '{title,text,activity_id,caring_mother_id,project_id,programme_id,channels,children_shown,faces_shown}'::text[],
     '{DIRECTOR}'::text[]);

-- Whether whoever acts entered the record, or changed any of it since it was last approved.
create or replace function wrote_content(record uuid, entered_by uuid, a record_approvals) returns boolean
language sql stable
begin atomic
    select actor_user() is not null and (entered_by is not distinct from actor_user() or exists (
        select from changes c
        where c.record_id = record and c.user_id = actor_user() and c.fields && a.content
          and c.id > coalesce((select v.change_id from change_values v
                               where v.record_id = record and v.field = a.state and v.after = a.approved
                               order by v.change_id desc limit 1), '00000000-0000-0000-0000-000000000000')));
end;

-- The same of a record of a kind that is approved, for whoever asks before deciding.
create or replace function is_others_content(of_kind text, record uuid, entered_by uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select not wrote_content(record, entered_by, a) from record_approvals a where a.kind = of_kind;
end;

-- Whoever changes what was decided on makes it pending again; a decision is made of what stands there, by a role that may,
-- and not by who wrote it. The owner, who acts as nobody, may enter what was decided elsewhere.
create or replace function approval_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    a record_approvals;
    was constant jsonb := coalesce(to_jsonb(old), '{}');
    becomes constant jsonb := to_jsonb(new);
    rewrites boolean;
    decides boolean;
    follows boolean;
begin
    if unrecorded() or current_setting(by_law_setting(), true) = 'on' then
        return new;
    end if;
    select * into strict a from record_approvals p where p.kind = tg_argv[0];
    rewrites := tg_op = 'UPDATE'
        and exists (select from unnest(a.content) name where was -> name is distinct from becomes -> name);
    decides := becomes ->> a.state in (a.approved, a.rejected)
        and exists (select from unnest(a.terms || a.state) name where was -> name is distinct from becomes -> name);
    follows := becomes ->> a.state = any (a.follows) and was -> a.state is distinct from becomes -> a.state;
    if rewrites and not decides and was ->> a.state = any (a.follows || array[a.approved, a.rejected]) then
        return jsonb_populate_record(new, (select jsonb_object_agg(name, null) from unnest(a.terms || a.state) name)
            || jsonb_build_object(a.state, a.pending));
    elsif actor_user() is null or not (decides or follows) then
        return new;
    elsif tg_op = 'INSERT' or decides and actor_role() <> all (a.roles) then
        raise insufficient_privilege using message = 'this is not the current role''s to decide';
    elsif decides and (rewrites or wrote_content(new.id, new.created_by, a)) then
        raise check_violation using table = tg_table_name, constraint = tg_table_name || '_id_own_content',
            message = 'own_content';
    elsif follows and not coalesce(was ->> a.state = any (a.follows || a.approved), false) then
        raise check_violation using table = tg_table_name, constraint = tg_table_name || '_id_unapproved',
            message = 'unapproved';
    end if;
    return new;
end $$;

-- Where a kind is approved, a row that is none of that costs one comparison.
create or replace function keep_approval(k record_kinds) returns void
language plpgsql as $$
declare
    a record_approvals;
    columns text[];
begin
    select * into a from record_approvals p where p.kind = k.kind;
    if not found then
        return;
    end if;
    columns := a.content || a.terms || a.state;
    perform apply_sql('approval of ' || k.record_table, format('
        create or replace trigger approval_kept before update on %1$s for each row
            when ((%2$s) is distinct from (%3$s)) execute function approval_kept(%4$L);
        create or replace trigger approval_kept_on_insert before insert on %1$s for each row
            when (new.%5$I = any (%6$L::text[])) execute function approval_kept(%4$L)',
        k.record_table, (select string_agg(format('old.%I', name), ', ') from unnest(columns) name),
        (select string_agg(format('new.%I', name), ', ') from unnest(columns) name),
        k.kind, a.state, a.follows || array[a.approved, a.rejected]));
end $$;

-- Where an approval moves money, it is not taken back by another decision: what undoes it is a record, or a day, of its own.
create or replace function passed_kept() returns trigger
language plpgsql as $$
begin
    if old.state = 'PASSED' and new.state <> 'PASSED' then
        raise check_violation using table = tg_table_name, constraint = tg_table_name || '_id_in_use', message = 'in use';
    end if;
    return new;
end $$;
