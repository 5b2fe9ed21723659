-- The records, what each is, and the kinds that they are of.
--
-- Every day is one that people have: nobody was born before 1900, and nothing is planned beyond 2100. No amount has more
-- than ten digits before the point: millions of them still add up.
--
-- Lists are ordered along keys and indexes as keep_order (repeatable/04_orders.sql) makes them for later tables: names by
-- a key in the order of pinyin, amounts by one in hundredths, and what may be empty by an index for either direction.

-- The columns that come first in the table of every kind. No row is ever in it.
create table record_columns (
    id uuid primary key,
    tenant_code bigint not null,
    version integer not null default 1,
    created_at timestamptz not null default now(),
    created_by uuid default actor_user(),
    updated_at timestamptz not null default now(),
    updated_by uuid default actor_user()
);

-- The kinds: of each its table, its class of protection, and, where its records belong to a person's file, of which kind
-- and by which column. What follows from it for the table is in repeatable/60_kinds.sql.
create table record_kinds (
    kind text primary key,
    record_table regclass not null unique,
    protection text not null,
    person text,
    person_column name,
    constraint record_kinds_person_known check (person in ('CHILD', 'CARING_MOTHER')),
    constraint record_kinds_person_column_named check ((person is null) = (person_column is null))
);

-- One id, one object: whatever has an id has one that nothing else has, and an id tells what it is of.
create table record_ids (
    id uuid primary key,
    kind text not null
);

-- What was added under an id of the client's own, for as long as the same may be sent again: by whom, and a keyed hash
-- of the content.
create table creations (
    record_id uuid primary key,
    created_by uuid not null,
    digest bytea not null,
    created_at timestamptz not null default now()
);
create index creations_created_at_idx on creations (created_at);

-- Views that the application lists as it lists records. Each reads its tables as whoever asks, under their policies.
create table record_views (
    record_view regclass primary key
);

create table caring_mothers (
    like record_columns including all,
    name text not null,
    name_key text collate "C" not null generated always as (chinese_order(name)) stored,
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
    -- HMAC-SHA256 of the value in its one spelling, by which an equal one is found; its key is the application's alone.
    identity_number_hash bytea,
    phone_hash bytea,
    -- An erased file keeps what the figures count, and can never hold anything else again.
    erased_on date,
    constraint caring_mothers_name_length check (char_length(name) between 1 and 50 or erased_on is not null),
    constraint caring_mothers_birth_date_bounds check (birth_date between '1900-01-01' and '2100-12-31'),
    constraint caring_mothers_birth_date_not_future check (birth_date <= today()),
    constraint caring_mothers_recruited_through_known check (recruited_through in ('OFFICIAL', 'COMMITTEE_MEMBER',
        'RED_BANNER_HOLDER', 'WOMENS_PACESETTER', 'MODEL_FAMILY', 'ENTERPRISE', 'NONPROFIT', 'INDIVIDUAL')),
    constraint caring_mothers_sector_known check (sector in ('GOVERNMENT', 'STATE_OWNED', 'EMERGING', 'OTHER')),
    constraint caring_mothers_capacity_range check (capacity between 1 and 20),
    constraint caring_mothers_screening_state_known check (screening_state in ('PENDING', 'APPROVED', 'REJECTED')),
    constraint caring_mothers_screening_until_named check ((screening_state = 'APPROVED') = (screening_until is not null)),
    constraint caring_mothers_screening_until_bounds check (screening_until between '1900-01-01' and '2100-12-31'),
    constraint caring_mothers_registered_on_bounds check (registered_on between '1900-01-01' and '2100-12-31'),
    constraint caring_mothers_registered_on_not_future check (registered_on <= today()),
    constraint caring_mothers_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint caring_mothers_closed_on_not_future check (closed_on <= today()),
    constraint caring_mothers_registered_on_before_pairings check (isempty(paired_on) or registered_on <= lower(paired_on)),
    constraint caring_mothers_closed_on_after_opening check (closed_on >= registered_on),
    constraint caring_mothers_closed_on_after_pairings check (closed_on >= upper(paired_on)),
    constraint caring_mothers_closed_on_while_paired check (closed_on is null or not upper_inf(paired_on)),
    constraint caring_mothers_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint caring_mothers_closed_reason_known check (closed_reason in ('WITHDREW', 'MOVED_AWAY',
        'SCREENING_LAPSED', 'UNSUITABLE', 'DIED', 'ENTERED_IN_ERROR')),
    constraint caring_mothers_identity_number_encrypted check (is_encrypted(identity_number)),
    constraint caring_mothers_phone_encrypted check (is_encrypted(phone)),
    constraint caring_mothers_address_encrypted check (is_encrypted(address)),
    constraint caring_mothers_erased_on_bounds check (erased_on between '1900-01-01' and '2100-12-31'),
    constraint caring_mothers_closed_on_erased check (erased_on is null or closed_on is not null),
    constraint caring_mothers_id_erased check (erased_on is null or (name = '' and skills = '{}'
        and num_nonnulls(birth_date, identity_number, identity_number_hash, phone, phone_hash, address, employer) = 0))
);
create index caring_mothers_service_code_idx on caring_mothers (service_code, id);
create index caring_mothers_registered_on_idx on caring_mothers (registered_on, id);
create index caring_mothers_screening_until_rising_idx on caring_mothers
    ((case when screening_until is null then 'infinity' else screening_until end), id);
create index caring_mothers_screening_until_falling_idx on caring_mothers
    ((case when screening_until is null then '-infinity' else screening_until end), id);
create index caring_mothers_identity_number_hash_idx on caring_mothers (identity_number_hash, id)
    where identity_number_hash is not null;
create index caring_mothers_phone_hash_idx on caring_mothers (phone_hash, id) where phone_hash is not null;

create table children (
    like record_columns including all,
    name text not null,
    name_key text collate "C" not null generated always as (chinese_order(name)) stored,
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
    -- In order, {tenant, since, until}: which tenant kept the file on which days. None before it is on file; the last
    -- one's `until` is null while the file is open.
    stays jsonb not null default '[]',
    state text not null generated always as (
        case when closed_on is not null then 'CLOSED' when on_file_on is not null then 'ON_FILE' else 'IDENTIFIED' end
    ) stored,
    -- The days on which at least one pairing was open; kept by the pairings' trigger.
    paired_on datemultirange not null default '{}',
    paired boolean not null generated always as (
        not isempty(paired_on) and upper_inf(paired_on) and closed_on is null and on_file_on is not null) stored,
    identity_number_hash bytea,
    phone_hash bytea,
    erased_on date,
    constraint children_tenant_key unique (id, tenant_code),
    constraint children_name_length check (char_length(name) between 1 and 50 or erased_on is not null),
    constraint children_sex_known check (sex in ('FEMALE', 'MALE')),
    constraint children_risk_level_known check (risk_level in ('LOW', 'MEDIUM', 'HIGH')),
    constraint children_category_known check (category in ('LEFT_BEHIND', 'MIGRANT', 'ORPHAN',
        'DE_FACTO_UNATTENDED', 'HARDSHIP', 'ILLNESS_OR_DISABILITY', 'HARMED_OR_NEGLECTED', 'OTHER')),
    constraint children_category_source_known check (category_source in ('CIVIL_AFFAIRS', 'FEDERATION')),
    constraint children_category_since_bounds check (category_since between '1900-01-01' and '2100-12-31'),
    constraint children_category_since_not_future check (category_since <= today()),
    constraint children_birth_date_bounds check (birth_date between '1900-01-01' and '2100-12-31'),
    constraint children_birth_date_not_future check (birth_date <= today()),
    constraint children_identified_on_bounds check (identified_on between '1900-01-01' and '2100-12-31'),
    constraint children_identified_on_not_future check (identified_on <= today()),
    constraint children_identified_on_after_birth check (identified_on >= birth_date),
    constraint children_on_file_on_bounds check (on_file_on between '1900-01-01' and '2100-12-31'),
    constraint children_on_file_on_not_future check (on_file_on <= today()),
    constraint children_on_file_on_after_opening check (on_file_on >= identified_on),
    constraint children_on_file_on_after_category check (on_file_on >= category_since or category_history <> '[]'),
    constraint children_on_file_on_before_pairings check (isempty(paired_on) or on_file_on <= lower(paired_on)),
    constraint children_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint children_closed_on_not_future check (closed_on <= today()),
    constraint children_closed_on_after_opening check (closed_on >= coalesce(on_file_on, identified_on)),
    constraint children_closed_on_after_pairings check (closed_on >= upper(paired_on)),
    constraint children_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint children_closed_reason_known check (closed_reason in ('TURNED_18', 'MOVED_OUT',
        'CIRCUMSTANCES_IMPROVED', 'TRANSFERRED', 'DIED', 'ENTERED_IN_ERROR')),
    constraint children_stays_apart check (stays_apart(stays)),
    constraint children_stays_told check (on_file_on is not distinct from (stays -> 0 ->> 'since')::date
        and (stays = '[]' or tenant_code = (stays -> -1 ->> 'tenant')::bigint
             and closed_on is not distinct from (stays -> -1 ->> 'until')::date)),
    constraint children_stays_not_future check ((stays -> -1 ->> 'since')::date <= today()),
    constraint children_identity_number_encrypted check (is_encrypted(identity_number)),
    constraint children_phone_encrypted check (is_encrypted(phone)),
    constraint children_address_encrypted check (is_encrypted(address)),
    constraint children_health_encrypted check (is_encrypted(health)),
    constraint children_erased_on_bounds check (erased_on between '1900-01-01' and '2100-12-31'),
    constraint children_closed_on_erased check (erased_on is null or closed_on is not null),
    constraint children_id_erased check (erased_on is null or (name = '' and risk_level = 'LOW'
        and num_nonnulls(identity_number, identity_number_hash, phone, phone_hash, address, school, health,
            parents_whereabouts) = 0))
);
create index children_birth_date_idx on children (birth_date, id);
create index children_identified_on_idx on children (identified_on, id);
create index children_on_file_on_rising_idx on children
    ((case when on_file_on is null then 'infinity' else on_file_on end), id);
create index children_on_file_on_falling_idx on children
    ((case when on_file_on is null then '-infinity' else on_file_on end), id);
create index children_identity_number_hash_idx on children (identity_number_hash, id) where identity_number_hash is not null;
create index children_phone_hash_idx on children (phone_hash, id) where phone_hash is not null;

create table pairings (
    like record_columns including all,
    child_id uuid not null references children,
    caring_mother_id uuid not null references caring_mothers,
    role text not null default 'LEAD',
    from_on date not null,
    until_on date,
    ended_reason text,
    handover_note text,
    constraint pairings_parties_key unique (id, tenant_code, child_id, caring_mother_id),
    constraint pairings_role_known check (role in ('LEAD', 'COMPANION')),
    constraint pairings_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint pairings_from_on_not_future check (from_on <= today()),
    constraint pairings_until_on_bounds check (until_on between '1900-01-01' and '2100-12-31'),
    constraint pairings_until_on_not_future check (until_on <= today()),
    constraint pairings_until_on_after_opening check (until_on >= from_on),
    constraint pairings_ended_reason_named check ((until_on is null) = (ended_reason is null)),
    constraint pairings_ended_reason_known check (ended_reason in ('COMPLETED', 'CHILD_FILE_CLOSED',
        'CARING_MOTHER_LEFT', 'CHANGED_CARING_MOTHER', 'GUARDIAN_DECLINED', 'ENTERED_IN_ERROR'))
);
create unique index pairings_open_pair_key on pairings (caring_mother_id, child_id) where until_on is null;
create index pairings_child_id_idx on pairings (child_id, id);
create index pairings_caring_mother_id_idx on pairings (caring_mother_id, id);
create index pairings_from_on_idx on pairings (from_on, id);
create index pairings_until_on_rising_idx on pairings
    ((case when until_on is null then 'infinity' else until_on end), id);
create index pairings_until_on_falling_idx on pairings
    ((case when until_on is null then '-infinity' else until_on end), id);

create table visits (
    like record_columns including all,
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
    constraint visits_visited_on_bounds check (visited_on between '1900-01-01' and '2100-12-31'),
    constraint visits_visited_on_not_future check (visited_on <= today()),
    constraint visits_findings_length check (char_length(findings) <= 4000),
    constraint visits_follow_up_length check (char_length(follow_up) <= 4000)
);
create index visits_pairing_id_idx on visits (pairing_id, visited_on, id);
create index visits_child_id_idx on visits (child_id, visited_on, id);
create index visits_caring_mother_id_idx on visits (caring_mother_id, visited_on, id);
create index visits_visited_on_idx on visits (visited_on, id);

create table activities (
    like record_columns including all,
    name text not null,
    name_key text collate "C" not null generated always as (chinese_order(name)) stored,
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
    constraint activities_planned_on_bounds check (planned_on between '1900-01-01' and '2100-12-31'),
    constraint activities_held_on_bounds check (held_on between '1900-01-01' and '2100-12-31'),
    constraint activities_held_on_not_future check (held_on <= today()),
    constraint activities_cancelled_on_bounds check (cancelled_on between '1900-01-01' and '2100-12-31'),
    constraint activities_cancelled_on_not_future check (cancelled_on <= today()),
    constraint activities_cancelled_reason_named check ((cancelled_on is null) = (cancelled_reason is null)),
    constraint activities_held_or_cancelled check (held_on is null or cancelled_on is null),
    constraint activities_parents_served_range check (parents_served between 0 and 1000000),
    constraint activities_children_served_range check (children_served between 0 and 1000000),
    constraint activities_served_when_held check (held_on is not null or parents_served + children_served = 0)
);
create index activities_name_order_idx on activities (name_key, id);
create index activities_planned_on_idx on activities (planned_on, id);
create index activities_held_on_rising_idx on activities
    ((case when held_on is null then 'infinity' else held_on end), id);
create index activities_held_on_falling_idx on activities
    ((case when held_on is null then '-infinity' else held_on end), id);

create table projects (
    like record_columns including all,
    name text not null,
    name_key text collate "C" not null generated always as (chinese_order(name)) stored,
    programme text,
    description text,
    responsible_person text,
    budget numeric(14, 2),
    budget_key bigint generated always as ((budget * 100)::bigint) stored,
    started_on date,
    ended_on date,
    ended_reason text,
    state text not null generated always as (
        case when ended_on is not null then 'ENDED' when started_on is not null then 'RUNNING' else 'PLANNED' end
    ) stored,
    constraint projects_tenant_key unique (id, tenant_code),
    constraint projects_name_length check (char_length(name) between 1 and 100),
    constraint projects_budget_range check (budget >= 0),
    constraint projects_budget_bounds check (budget between 0 and 9999999999.99),
    constraint projects_started_on_bounds check (started_on between '1900-01-01' and '2100-12-31'),
    constraint projects_started_on_not_future check (started_on <= today()),
    constraint projects_ended_on_bounds check (ended_on between '1900-01-01' and '2100-12-31'),
    constraint projects_ended_on_not_future check (ended_on <= today()),
    constraint projects_ended_on_after_opening check (started_on is null or ended_on >= started_on),
    constraint projects_ended_reason_named check ((ended_on is null) = (ended_reason is null)),
    constraint projects_ended_reason_known check (ended_reason in ('COMPLETED', 'CANCELLED', 'MERGED'))
);
create index projects_name_order_idx on projects (name_key, id);
create index projects_budget_rising_idx on projects
    ((case when budget_key is null then '9223372036854775807' else budget_key end), id);
create index projects_budget_falling_idx on projects
    ((case when budget_key is null then '-9223372036854775807' else budget_key end), id);
create index projects_started_on_rising_idx on projects
    ((case when started_on is null then 'infinity' else started_on end), id);
create index projects_started_on_falling_idx on projects
    ((case when started_on is null then '-infinity' else started_on end), id);
create index projects_ended_on_rising_idx on projects
    ((case when ended_on is null then 'infinity' else ended_on end), id);
create index projects_ended_on_falling_idx on projects
    ((case when ended_on is null then '-infinity' else ended_on end), id);

-- The fund's ledger: nothing is changed in it; a correction is an entry that reverses another, once.
create table donations (
    like record_columns including all,
    project_id uuid not null,
    received_on date not null,
    amount numeric(14, 2) not null,
    amount_key bigint not null generated always as ((amount * 100)::bigint) stored,
    donor text,
    note text,
    reverses_id uuid constraint donations_reverses_id_key unique references donations,
    constraint donations_project_id_fkey foreign key (project_id, tenant_code)
        references projects (id, tenant_code) on update cascade,
    constraint donations_received_on_bounds check (received_on between '1900-01-01' and '2100-12-31'),
    constraint donations_received_on_not_future check (received_on <= today()),
    constraint donations_amount_bounds check (amount between -9999999999.99 and 9999999999.99),
    constraint donations_amount_sign check (case when reverses_id is null then amount > 0 else amount < 0 end),
    constraint donations_donor_length check (char_length(donor) <= 100),
    constraint donations_note_length check (char_length(note) <= 1000)
);
create index donations_project_id_idx on donations (project_id, received_on, id);
create index donations_received_on_idx on donations (received_on, id);
create index donations_amount_order_idx on donations (amount_key, id);

create table deliveries (
    like record_columns including all,
    project_id uuid not null,
    delivered_on date not null,
    women_supported integer not null,
    children_supported integer not null,
    note text,
    constraint deliveries_project_id_fkey foreign key (project_id, tenant_code)
        references projects (id, tenant_code) on update cascade,
    constraint deliveries_delivered_on_bounds check (delivered_on between '1900-01-01' and '2100-12-31'),
    constraint deliveries_delivered_on_not_future check (delivered_on <= today()),
    constraint deliveries_women_supported_range check (women_supported between 0 and 1000000),
    constraint deliveries_children_supported_range check (children_supported between 0 and 1000000),
    constraint deliveries_note_length check (char_length(note) <= 1000)
);
create index deliveries_project_id_idx on deliveries (project_id, delivered_on, id);
create index deliveries_delivered_on_idx on deliveries (delivered_on, id);

insert into record_kinds (kind, record_table, protection, person, person_column) values
    ('CARING_MOTHER', 'caring_mothers', 'REGISTER', 'CARING_MOTHER', 'id'),
    ('CHILD', 'children', 'CHILD_FILE', 'CHILD', 'id'),
    ('PAIRING', 'pairings', 'CHILD_FILE', 'CHILD', 'child_id'),
    ('VISIT', 'visits', 'CONTACT', 'CHILD', 'child_id'),
    ('ACTIVITY', 'activities', 'BRANCH_WORK', null, null),
    ('PROJECT', 'projects', 'PROJECT_WORK', null, null),
    ('DONATION', 'donations', 'LEDGER', null, null),
    ('DELIVERY', 'deliveries', 'PROJECT_WORK', null, null);
