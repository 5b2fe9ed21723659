-- Users, what they may act as, and how they sign in. The application reaches all of it through functions alone.

create table users (
    id uuid primary key default gen_random_uuid(),
    name text not null constraint users_name_key unique,
    password_hash text,
    created_at timestamptz not null default now(),
    closed_at timestamptz,
    password_set_at timestamptz not null default now(),
    version integer not null default 1,
    -- Null: the operator.
    created_by uuid references users,
    invitation_hash bytea constraint users_invitation_hash_key unique,
    invited_until timestamptz,
    -- The tenant whose administrator closed it; null: the operator.
    closed_under bigint,
    -- A code that was put into the user's own hand: whoever shows it may add a way to sign in beside the password.
    enrolment_hash bytea,
    enrolment_until timestamptz,
    constraint users_name_length check (char_length(name) between 1 and 100),
    constraint users_invitation_until_named check ((invitation_hash is null) = (invited_until is null)),
    constraint users_enrolment_until_named check ((enrolment_hash is null) = (enrolment_until is null))
);
create index users_created_by_idx on users (created_by) where created_by is not null;

create table grants (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users,
    role text not null,
    tenant_code bigint not null references tenants,
    caring_mother_id uuid references caring_mothers,
    from_at timestamptz not null default now(),
    until_at timestamptz,
    revoked_at timestamptz,
    version integer not null default 1,
    -- Null: the operator, whose grants hold at once in the accounts that she made.
    given_by uuid references users,
    confirmed_by uuid references users,
    code_hash bytea constraint grants_code_hash_key unique,
    code_until timestamptz,
    accepted_at timestamptz default now(),
    declined_by uuid references users,
    constraint grants_role_known check (role in ('ANALYST', 'DIRECTOR', 'CASEWORKER', 'PROJECT_MANAGER',
        'CARING_MOTHER', 'PARTNER', 'AUDITOR', 'ADMINISTRATOR')),
    constraint grants_caring_mother_named check ((role = 'CARING_MOTHER') = (caring_mother_id is not null)),
    constraint grants_from_at_bounds check (from_at between '1900-01-01' and '2101-01-01'),
    constraint grants_until_at_bounds check (until_at between '1900-01-01' and '2101-01-01'),
    constraint grants_until_at_after_from check (until_at > from_at),
    constraint grants_given_by_another check (given_by <> user_id),
    constraint grants_confirmed_by_another check (confirmed_by not in (given_by, user_id)),
    constraint grants_accepted_at_confirmed check (
        given_by is null or accepted_at is null or confirmed_by is not null),
    constraint grants_declined_revoked check (declined_by is null or revoked_at is not null)
);
create index grants_user_id_idx on grants (user_id, from_at);
create index grants_tenant_code_idx on grants (tenant_code);
create index grants_awaited_idx on grants (tenant_code) where accepted_at is null and revoked_at is null;

-- A refresh token is `family.secret`: the family stays with the session, so that a spent token is told from a forged one.
create table sessions (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users,
    -- What an open connection proves its session by, for as long as the session lasts. It never leaves the server, and
    -- no token hashes to it.
    connection_key bytea not null unique default uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
    access_hash bytea not null unique,
    access_until timestamptz not null,
    -- The token before the last one, with which requests were under way when it was renewed.
    previous_access_hash bytea unique,
    previous_access_until timestamptz,
    refresh_hash bytea not null unique,
    refresh_until timestamptz not null,
    created_at timestamptz not null default now(),
    ended_at timestamptz,
    family_hash bytea not null unique,
    previous_hash bytea,
    nonce bytea,
    renewed_at timestamptz,
    renewed_from text,
    ends_at timestamptz not null,
    last_used_at timestamptz not null default now(),
    address text,
    second_factor boolean not null,
    -- Whether a code from another's hand was entered in this session.
    vouched boolean not null default false
);
create index sessions_user_id_idx on sessions (user_id);

-- Guesses. An account is the hash of the name that was given, whether there is such a user or not; a place is the hash
-- of an address or of a remembered device's token. Every attempt is written down as a failure before it is tried.
create table sign_in_attempts (
    id bigint generated always as identity primary key,
    account bytea not null,
    place bytea not null,
    known boolean not null,
    at timestamptz not null default clock_timestamp(),
    outcome text not null default 'WRONG_PASSWORD',
    constraint sign_in_attempts_outcome_known check (outcome in ('WRONG_PASSWORD', 'WRONG_CODE', 'SUCCEEDED'))
);
create index sign_in_attempts_account_idx on sign_in_attempts (account, at);
create index sign_in_attempts_place_idx on sign_in_attempts (place, at);
create index sign_in_attempts_at_idx on sign_in_attempts (at);

-- Where a user has signed in from.
create table known_places (
    user_id uuid not null references users,
    place bytea not null,
    last_at timestamptz not null default now(),
    primary key (user_id, place)
);

-- A second factor: a secret shared with an authenticator, recovery codes, and sign-ins that wait for one of the two. Of a
-- user at most one counts and one is being added. The secret is encrypted by the application, in this row's place.
create table second_factors (
    id uuid primary key,
    user_id uuid not null references users,
    secret text not null constraint second_factors_secret_encrypted check (is_encrypted(secret)),
    started_at timestamptz not null default now(),
    confirmed_at timestamptz,
    -- The time step of the code used last: no code of it or before is taken again.
    last_step bigint,
    -- What one session began to add, no other one confirms.
    started_in uuid
);
create unique index second_factors_user_id_key on second_factors (user_id, (confirmed_at is null));

create table recovery_codes (
    second_factor_id uuid not null references second_factors on delete cascade,
    code_hash bytea not null,
    primary key (second_factor_id, code_hash)
);

create table sign_in_challenges (
    token_hash bytea primary key,
    user_id uuid not null references users,
    until_at timestamptz not null,
    tries_left integer not null
);
create index sign_in_challenges_until_at_idx on sign_in_challenges (until_at);
create index sign_in_challenges_user_id_idx on sign_in_challenges (user_id);

create table identities (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users,
    issuer text not null,
    subject text not null,
    linked_at timestamptz not null default now(),
    constraint identities_subject_key unique (issuer, subject),
    constraint identities_user_id_key unique (user_id, issuer)
);

-- An identity that the provider has just proven, under the hash of the code that the front end was sent; the challenge
-- is the front end's.
create table identity_codes (
    code_hash bytea primary key,
    challenge text not null,
    issuer text not null,
    subject text not null,
    second_factor boolean not null,
    until_at timestamptz not null
);
create index identity_codes_until_at_idx on identity_codes (until_at);

-- What befell an account: only added to.
create table account_events (
    id bigint generated always as identity primary key,
    user_id uuid not null references users,
    at timestamptz not null default clock_timestamp(),
    kind text not null,
    address text,
    session_id uuid,
    constraint account_events_kind_known check (kind in ('SIGNED_IN', 'WRONG_PASSWORD',
        'WRONG_CODE', 'GUESSES_SLOWED', 'SIGNED_OUT', 'SESSION_ENDED', 'SESSIONS_REVOKED', 'TOKEN_REUSED',
        'INVITATION_ACCEPTED', 'PASSWORD_CHANGED', 'SECOND_FACTOR_ADDED', 'SECOND_FACTOR_REMOVED', 'SECOND_FACTOR_RESET',
        'RECOVERY_CODE_USED', 'RECOVERY_CODES_RENEWED', 'ENROLMENT_CODE_GIVEN', 'ENROLMENT_CODE_USED', 'IDENTITY_LINKED',
        'IDENTITY_UNLINKED', 'IDENTITY_CODE_MISUSED'))
);
create index account_events_user_id_idx on account_events (user_id, id);

-- The record of administration, only added to: written by the tables themselves, so that what the command line does is in
-- it, too.
create table administration_events (
    id bigint generated by default as identity primary key,
    at timestamptz not null default now(),
    -- Null: the operator. The role and tenant are null where nobody acted under a grant.
    by_user uuid references users,
    acting_role text,
    acting_code bigint,
    action text not null,
    user_id uuid not null references users,
    grant_id uuid references grants,
    role text,
    tenant_code bigint,
    constraint administration_events_action_known check (action in ('USER_CREATED', 'USER_INVITED', 'USER_JOINED',
        'USER_CLOSED', 'USER_REOPENED', 'GRANT_GIVEN', 'GRANT_CONFIRMED', 'GRANT_DECLINED', 'GRANT_ACCEPTED',
        'GRANT_REVOKED'))
);
create index administration_events_tenant_code_idx on administration_events (tenant_code, id);
create index administration_events_user_id_idx on administration_events (user_id, id);
