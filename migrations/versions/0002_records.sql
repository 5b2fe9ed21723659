-- The records: what each is, and the rules the database itself holds.

create function standard_columns_touched() returns trigger
language plpgsql as $$
begin
    new.updated_at := now();
    new.updated_by := acting_user();
    return new;
end $$;

create table caring_mothers (
    id uuid primary key,
    tenant_code bigint not null references tenants,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid default acting_user(),
    updated_at timestamptz not null default now(),
    updated_by uuid default acting_user(),
    name text not null,
    birth_date date,
    identity_number text,
    phone text,
    address text,
    recruited_through text not null,
    sector text not null,
    employer text,
    skills text[] not null default '{}',
    capacity integer not null default 1,
    service_code bigint not null references tenants,
    screening_state text not null default 'PENDING',
    screening_until date,
    registered_on date not null,
    closed_on date,
    closed_reason text,
    -- The days on which at least one of her pairings was open, whoever keeps the child; kept by the pairings' trigger.
    paired_on datemultirange not null default '{}',
    constraint caring_mothers_name_length check (char_length(name) between 1 and 50),
    constraint caring_mothers_birth_date_not_future check (birth_date <= today()),
    constraint caring_mothers_recruited_through_known check (recruited_through in ('OFFICIAL', 'COMMITTEE_MEMBER',
        'RED_BANNER_HOLDER', 'WOMENS_PACESETTER', 'MODEL_FAMILY', 'ENTERPRISE', 'NONPROFIT', 'INDIVIDUAL')),
    constraint caring_mothers_sector_known check (sector in ('GOVERNMENT', 'STATE_OWNED', 'EMERGING', 'OTHER')),
    constraint caring_mothers_capacity_range check (capacity between 1 and 20),
    constraint caring_mothers_screening_state_known check (screening_state in ('PENDING', 'APPROVED', 'REJECTED')),
    constraint caring_mothers_screening_until_named check ((screening_state = 'APPROVED') = (screening_until is not null)),
    constraint caring_mothers_registered_on_not_future check (registered_on <= today()),
    constraint caring_mothers_closed_on_not_future check (closed_on <= today()),
    constraint caring_mothers_registered_on_before_pairings check (isempty(paired_on) or registered_on <= lower(paired_on)),
    constraint caring_mothers_closed_on_after_opening check (closed_on >= registered_on),
    constraint caring_mothers_closed_on_after_pairings check (closed_on >= upper(paired_on)),
    constraint caring_mothers_closed_on_while_paired check (closed_on is null or not upper_inf(paired_on)),
    constraint caring_mothers_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint caring_mothers_closed_reason_known check (closed_reason in ('WITHDREW', 'MOVED_AWAY',
        'SCREENING_LAPSED', 'UNSUITABLE', 'DIED', 'ENTERED_IN_ERROR'))
);
create index caring_mothers_tenant_code_idx on caring_mothers (tenant_code, id);
create index caring_mothers_service_code_idx on caring_mothers (service_code, id);
create index caring_mothers_registered_on_idx on caring_mothers (registered_on, id);

create table children (
    id uuid primary key,
    tenant_code bigint not null references tenants,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid default acting_user(),
    updated_at timestamptz not null default now(),
    updated_by uuid default acting_user(),
    name text not null,
    sex text not null,
    birth_date date not null,
    identity_number text,
    phone text,
    address text,
    school text,
    health text,
    parents_whereabouts text,
    risk_level text not null default 'LOW',
    category text not null,
    category_source text not null,
    category_since date not null,
    category_history jsonb not null default '[]',
    identified_on date not null,
    on_file_on date,
    closed_on date,
    closed_reason text,
    state text not null generated always as (
        case when closed_on is not null then 'CLOSED' when on_file_on is not null then 'ON_FILE' else 'IDENTIFIED' end
    ) stored,
    -- The days on which at least one pairing was open; kept by the pairings' trigger.
    paired_on datemultirange not null default '{}',
    paired boolean not null generated always as (
        not isempty(paired_on) and upper_inf(paired_on) and closed_on is null and on_file_on is not null) stored,
    constraint children_tenant_key unique (id, tenant_code),
    constraint children_name_length check (char_length(name) between 1 and 50),
    constraint children_sex_known check (sex in ('FEMALE', 'MALE')),
    constraint children_risk_level_known check (risk_level in ('LOW', 'MEDIUM', 'HIGH')),
    constraint children_category_known check (category in ('LEFT_BEHIND', 'MIGRANT', 'ORPHAN',
        'DE_FACTO_UNATTENDED', 'HARDSHIP', 'ILLNESS_OR_DISABILITY', 'HARMED_OR_NEGLECTED', 'OTHER')),
    constraint children_category_source_known check (category_source in ('CIVIL_AFFAIRS', 'FEDERATION')),
    constraint children_category_since_not_future check (category_since <= today()),
    constraint children_birth_date_not_future check (birth_date <= today()),
    constraint children_identified_on_not_future check (identified_on <= today()),
    constraint children_identified_on_after_birth check (identified_on >= birth_date),
    constraint children_on_file_on_not_future check (on_file_on <= today()),
    constraint children_on_file_on_after_opening check (on_file_on >= identified_on),
    constraint children_on_file_on_after_category check (on_file_on >= category_since or category_history <> '[]'),
    constraint children_on_file_on_before_pairings check (isempty(paired_on) or on_file_on <= lower(paired_on)),
    constraint children_closed_on_not_future check (closed_on <= today()),
    constraint children_closed_on_after_opening check (closed_on >= coalesce(on_file_on, identified_on)),
    constraint children_closed_on_after_pairings check (closed_on >= upper(paired_on)),
    constraint children_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint children_closed_reason_known check (closed_reason in ('TURNED_18', 'MOVED_OUT',
        'CIRCUMSTANCES_IMPROVED', 'TRANSFERRED', 'DIED', 'ENTERED_IN_ERROR'))
);
create index children_tenant_code_idx on children (tenant_code, id);
create index children_birth_date_idx on children (birth_date, id);
create index children_identified_on_idx on children (identified_on, id);

create table pairings (
    id uuid primary key,
    tenant_code bigint not null references tenants,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid default acting_user(),
    updated_at timestamptz not null default now(),
    updated_by uuid default acting_user(),
    child_id uuid not null,
    caring_mother_id uuid not null references caring_mothers,
    role text not null default 'LEAD',
    from_on date not null,
    until_on date,
    ended_reason text,
    handover_note text,
    constraint pairings_parties_key unique (id, tenant_code, child_id, caring_mother_id),
    constraint pairings_child_id_fkey foreign key (child_id, tenant_code)
        references children (id, tenant_code) on update cascade,
    constraint pairings_role_known check (role in ('LEAD', 'COMPANION')),
    constraint pairings_from_on_not_future check (from_on <= today()),
    constraint pairings_until_on_not_future check (until_on <= today()),
    constraint pairings_until_on_after_opening check (until_on >= from_on),
    constraint pairings_ended_reason_named check ((until_on is null) = (ended_reason is null)),
    constraint pairings_ended_reason_known check (ended_reason in ('COMPLETED', 'CHILD_FILE_CLOSED',
        'CARING_MOTHER_LEFT', 'CHANGED_CARING_MOTHER', 'GUARDIAN_DECLINED', 'ENTERED_IN_ERROR'))
);
create unique index pairings_open_pair_key on pairings (caring_mother_id, child_id) where until_on is null;
create index pairings_tenant_code_idx on pairings (tenant_code, id);
create index pairings_child_id_idx on pairings (child_id, id);
create index pairings_caring_mother_id_idx on pairings (caring_mother_id, id);
create index pairings_from_on_idx on pairings (from_on, id);

create table visits (
    id uuid primary key,
    tenant_code bigint not null references tenants,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid default acting_user(),
    updated_at timestamptz not null default now(),
    updated_by uuid default acting_user(),
    pairing_id uuid not null,
    child_id uuid not null,
    caring_mother_id uuid not null,
    visited_on date not null,
    kind text not null,
    contact_made boolean not null,
    findings text,
    follow_up text,
    constraint visits_pairing_id_fkey foreign key (pairing_id, tenant_code, child_id, caring_mother_id)
        references pairings (id, tenant_code, child_id, caring_mother_id) on update cascade,
    constraint visits_kind_known check (kind in ('HOME', 'SCHOOL', 'PHONE', 'VIDEO')),
    constraint visits_visited_on_not_future check (visited_on <= today()),
    constraint visits_findings_length check (char_length(findings) <= 4000),
    constraint visits_follow_up_length check (char_length(follow_up) <= 4000)
);
create index visits_tenant_code_idx on visits (tenant_code, id);
create index visits_pairing_id_idx on visits (pairing_id, visited_on, id);
create index visits_child_id_idx on visits (child_id, visited_on, id);
create index visits_caring_mother_id_idx on visits (caring_mother_id, visited_on, id);
create index visits_visited_on_idx on visits (visited_on, id);

create table activities (
    id uuid primary key,
    tenant_code bigint not null references tenants,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid default acting_user(),
    updated_at timestamptz not null default now(),
    updated_by uuid default acting_user(),
    name text not null,
    kind text not null,
    focus text not null,
    programme text,
    partners text[] not null default '{}',
    planned_on date not null,
    held_on date,
    parents_served integer not null default 0,
    children_served integer not null default 0,
    cancelled_on date,
    cancelled_reason text,
    state text not null generated always as (
        case when cancelled_on is not null then 'CANCELLED' when held_on is not null then 'HELD' else 'PLANNED' end
    ) stored,
    constraint activities_name_length check (char_length(name) between 1 and 100),
    constraint activities_kind_known check (kind in ('LECTURE', 'CHILDCARE', 'CAMP', 'LEARNING_TRIP', 'PRACTICE',
        'READING', 'CULTURE_SPORT')),
    constraint activities_focus_known check (focus in ('IDEALS', 'SAFETY', 'SKILLS', 'SUPPORT')),
    constraint activities_held_on_not_future check (held_on <= today()),
    constraint activities_cancelled_on_not_future check (cancelled_on <= today()),
    constraint activities_cancelled_reason_named check ((cancelled_on is null) = (cancelled_reason is null)),
    constraint activities_held_or_cancelled check (held_on is null or cancelled_on is null),
    constraint activities_parents_served_range check (parents_served between 0 and 1000000),
    constraint activities_children_served_range check (children_served between 0 and 1000000),
    constraint activities_served_when_held check (held_on is not null or parents_served + children_served = 0)
);
create index activities_tenant_code_idx on activities (tenant_code, id);
create index activities_planned_on_idx on activities (planned_on, id);

create table projects (
    id uuid primary key,
    tenant_code bigint not null references tenants,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid default acting_user(),
    updated_at timestamptz not null default now(),
    updated_by uuid default acting_user(),
    name text not null,
    programme text,
    description text,
    responsible_person text,
    budget numeric(14, 2),
    started_on date,
    ended_on date,
    ended_reason text,
    state text not null generated always as (
        case when ended_on is not null then 'ENDED' when started_on is not null then 'RUNNING' else 'PLANNED' end
    ) stored,
    constraint projects_tenant_key unique (id, tenant_code),
    constraint projects_name_length check (char_length(name) between 1 and 100),
    constraint projects_budget_range check (budget >= 0),
    constraint projects_started_on_not_future check (started_on <= today()),
    constraint projects_ended_on_not_future check (ended_on <= today()),
    constraint projects_ended_on_after_opening check (started_on is null or ended_on >= started_on),
    constraint projects_ended_reason_named check ((ended_on is null) = (ended_reason is null)),
    constraint projects_ended_reason_known check (ended_reason in ('COMPLETED', 'CANCELLED', 'MERGED'))
);
create index projects_tenant_code_idx on projects (tenant_code, id);
create index projects_name_idx on projects (name, id);

-- The fund's ledger: nothing is changed in it; a correction is an entry that reverses another, once.
create table donations (
    id uuid primary key,
    tenant_code bigint not null references tenants,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid default acting_user(),
    updated_at timestamptz not null default now(),
    updated_by uuid default acting_user(),
    project_id uuid not null,
    received_on date not null,
    amount numeric(14, 2) not null,
    donor text,
    note text,
    reverses_id uuid constraint donations_reverses_id_key unique references donations,
    constraint donations_project_id_fkey foreign key (project_id, tenant_code)
        references projects (id, tenant_code) on update cascade,
    constraint donations_received_on_not_future check (received_on <= today()),
    constraint donations_amount_sign check (case when reverses_id is null then amount > 0 else amount < 0 end),
    constraint donations_donor_length check (char_length(donor) <= 100),
    constraint donations_note_length check (char_length(note) <= 1000)
);
create index donations_tenant_code_idx on donations (tenant_code, id);
create index donations_project_id_idx on donations (project_id, received_on, id);
create index donations_received_on_idx on donations (received_on, id);

create table deliveries (
    id uuid primary key,
    tenant_code bigint not null references tenants,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid default acting_user(),
    updated_at timestamptz not null default now(),
    updated_by uuid default acting_user(),
    project_id uuid not null,
    delivered_on date not null,
    women_supported integer not null,
    children_supported integer not null,
    note text,
    constraint deliveries_project_id_fkey foreign key (project_id, tenant_code)
        references projects (id, tenant_code) on update cascade,
    constraint deliveries_delivered_on_not_future check (delivered_on <= today()),
    constraint deliveries_women_supported_range check (women_supported between 0 and 1000000),
    constraint deliveries_children_supported_range check (children_supported between 0 and 1000000),
    constraint deliveries_note_length check (char_length(note) <= 1000)
);
create index deliveries_tenant_code_idx on deliveries (tenant_code, id);
create index deliveries_project_id_idx on deliveries (project_id, delivered_on, id);
create index deliveries_delivered_on_idx on deliveries (delivered_on, id);

alter table grants add constraint grants_caring_mother_id_fkey foreign key (caring_mother_id) references caring_mothers;

do $$
declare
    record_table text;
begin
    foreach record_table in array array['caring_mothers', 'children', 'pairings', 'visits', 'activities',
                                        'projects', 'donations', 'deliveries'] loop
        execute format('create trigger touched before update on %I for each row
                        execute function standard_columns_touched()', record_table);
    end loop;
end $$;

-- A pairing's Caring Mother may be another tenant's, whose other pairings the writer cannot see: the owner looks,
-- and holds the child's row and hers, so that two writers cannot both take her last place.
create function pairing_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public
-- A plan made while the table was empty is kept while it grows.
set enable_seqscan = off as $$
declare
    mother caring_mothers;
    child children;
    opens boolean := new.until_on is null and (tg_op = 'INSERT' or old.until_on is not null
        or (old.child_id, old.caring_mother_id) <> (new.child_id, new.caring_mother_id));
    broken text;
begin
    select * into child from children where id = new.child_id for no key update;
    select * into mother from caring_mothers where id = new.caring_mother_id for no key update;
    if opens and mother.closed_on is not null then
        broken := 'caring_mother_id_closed';
    elsif opens and (mother.screening_state <> 'APPROVED' or mother.screening_until < today()) then
        broken := 'caring_mother_id_unscreened';
    elsif opens and (new.tenant_code < mother.service_code or new.tenant_code >= division_end(mother.service_code)) then
        broken := 'caring_mother_id_elsewhere';
    elsif opens and mother.capacity <= (select count(*) from pairings p where p.until_on is null
            and p.caring_mother_id = new.caring_mother_id and p.child_id <> new.child_id) then
        broken := 'caring_mother_id_full';
    elsif opens and child.state <> 'ON_FILE' then
        broken := 'child_id_not_on_file';
    elsif new.from_on < child.on_file_on or new.from_on < mother.registered_on then
        broken := 'from_on_before_files';
    elsif exists (select from visits v where v.pairing_id = new.id and v.visited_on < new.from_on) then
        broken := 'from_on_after_visits';
    elsif exists (select from visits v where v.pairing_id = new.id and v.visited_on > new.until_on) then
        broken := 'until_on_before_visits';
    end if;
    if broken is not null then
        raise check_violation using table = tg_table_name, constraint = 'pairings_' || broken, message = broken;
    end if;
    return new;
end $$;
create trigger admitted before insert or update of from_on, until_on, child_id, caring_mother_id on pairings
for each row execute function pairing_admitted();

-- The files' rows are held first, in a statement of its own, so that the next sees what others committed meanwhile.
-- They are written even when the days stay the same: a writer with an older snapshot then fails, and does not
-- count without this pairing.
create function paired_days_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    perform from children where id in (select child_id from changed) order by id for no key update;
    update children c set paired_on = days.paired_on
    from (select x.child_id, coalesce(
              range_agg(daterange(p.from_on, p.until_on)) filter (where p.id is not null), '{}') as paired_on
          from (select distinct child_id from changed) x left join pairings p using (child_id)
          group by x.child_id) days
    where c.id = days.child_id;
    perform from caring_mothers where id in (select caring_mother_id from changed) order by id for no key update;
    update caring_mothers m set paired_on = days.paired_on
    from (select x.caring_mother_id, coalesce(
              range_agg(daterange(p.from_on, p.until_on)) filter (where p.id is not null), '{}') as paired_on
          from (select distinct caring_mother_id from changed) x left join pairings p using (caring_mother_id)
          group by x.caring_mother_id) days
    where m.id = days.caring_mother_id;
    return null;
end $$;
create trigger paired_days_after_insert after insert on pairings
referencing new table as changed for each statement execute function paired_days_kept();
create trigger paired_days_after_update_from after update on pairings
referencing old table as changed for each statement execute function paired_days_kept();
create trigger paired_days_after_update_to after update on pairings
referencing new table as changed for each statement execute function paired_days_kept();
create trigger paired_days_after_delete after delete on pairings
referencing old table as changed for each statement execute function paired_days_kept();

-- A visit is of a day of its pairing, the last one included, whose row is held against being ended meanwhile.
create function visits_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public set enable_seqscan = off as $$
begin
    perform from pairings where id in (select pairing_id from changed) order by id for share;
    if exists (select from changed v join pairings p on p.id = v.pairing_id
               where v.visited_on < p.from_on or v.visited_on > p.until_on) then
        raise check_violation using table = tg_table_name, constraint = 'visits_visited_on_outside_pairing',
            message = 'visited_on_outside_pairing';
    end if;
    return null;
end $$;
create trigger admitted_on_insert after insert on visits
referencing new table as changed for each statement execute function visits_admitted();
create trigger admitted_on_update after update on visits
referencing new table as changed for each statement execute function visits_admitted();
