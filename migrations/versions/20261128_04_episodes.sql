-- Days of episodes, and what proves an account and who acts.

-- Days that cannot be: of what is written from now on, for nobody can say what the days of existing rows should be.
alter table pairings add constraint pairings_until_on_after_first_day
    check (until_on > from_on or ended_reason = 'ENTERED_IN_ERROR') not valid;
alter table caring_mothers add constraint caring_mothers_registered_on_of_age
    check (birth_date <= registered_on - interval '18 years') not valid;
alter table children add constraint children_identified_on_under_age
    check (identified_on < birth_date + interval '18 years' or erased_on is not null) not valid;
alter table children add constraint children_category_since_after_birth
    check (category_since >= birth_date or erased_on is not null) not valid;
do $$
declare
    unproven record;
begin
    for unproven in select conrelid::regclass as of_table, conname from pg_constraint
                    where not convalidated and connamespace = 'public'::regnamespace loop
        begin
            execute format('alter table %s validate constraint %I', unproven.of_table, unproven.conname);
        exception when check_violation then
            raise notice '% holds for what is written from now on', unproven.conname;
        end;
    end loop;
end $$;

-- What the setting that says who acts is named by; the owner's secret.
create table actor_key (key bytea not null constraint actor_key_length check (octet_length(key) = 32));
create unique index actor_key_one on actor_key ((true));
insert into actor_key select sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()));

-- An attempt is known to whoever began it by its ticket, and tried once.
-- The attempts of one day.
alter table sign_in_attempts
    -- squawk-ignore adding-field-with-default
    add column ticket uuid not null default gen_random_uuid(),
    add column user_id uuid,
    add column tried boolean not null default false,
    add column proven boolean not null default false;
-- squawk-ignore require-concurrent-index-creation
create unique index sign_in_attempts_ticket_key on sign_in_attempts (ticket);

-- That somebody has just proven who she is: spent by the session, or by the challenge, that begins with it.
create table sign_in_proofs (
    ticket uuid primary key default gen_random_uuid(),
    user_id uuid not null references users,
    second_factor boolean not null,
    until_at timestamptz not null default now() + interval '1 minute'
);
create index sign_in_proofs_until_at_idx on sign_in_proofs (until_at);

-- A challenge is passed by a code; a hash of what only the program can make of the secret tells that it was read.
alter table sign_in_challenges add column passed boolean not null default false;
alter table second_factors add column verifier bytea;

-- An alert stays until its user has seen it at a place that is trusted; those from before were shown as they were.
alter table known_places add column trusted boolean not null default true;
create table acknowledged_alerts (event_id bigint primary key references account_events);
insert into acknowledged_alerts select id from account_events;
-- squawk-ignore ban-drop-constraint, constraint-missing-not-valid
alter table account_events drop constraint account_events_kind_known, add constraint account_events_kind_known
    check (kind in ('SIGNED_IN', 'NEW_PLACE', 'WRONG_PASSWORD',
        'WRONG_CODE', 'GUESSES_SLOWED', 'SIGNED_OUT', 'SESSION_ENDED', 'SESSIONS_REVOKED', 'TOKEN_REUSED',
        'INVITATION_ACCEPTED', 'PASSWORD_CHANGED', 'SECOND_FACTOR_ADDED', 'SECOND_FACTOR_REMOVED', 'SECOND_FACTOR_RESET',
        'RECOVERY_CODE_USED', 'RECOVERY_CODES_RENEWED', 'ENROLMENT_CODE_GIVEN', 'ENROLMENT_CODE_USED', 'IDENTITY_LINKED',
        'IDENTITY_UNLINKED', 'IDENTITY_CODE_MISUSED'));

-- Of other signatures in repeatable/, or gone.
-- squawk-ignore ban-drop-function
drop function if exists accept_grant(bytea, bytea);
-- squawk-ignore ban-drop-function
drop function if exists weigh_attempt(text, bytea, bytea);
-- squawk-ignore ban-drop-function
drop function if exists add_attempt(text, bytea, boolean);
-- squawk-ignore ban-drop-function
drop function if exists settle_attempt(bigint, text, uuid, text, boolean);
-- squawk-ignore ban-drop-function
drop function if exists remember_places(uuid, bytea[]);
-- squawk-ignore ban-drop-function
drop function if exists alerts_of(uuid);
-- squawk-ignore ban-drop-function
drop function if exists rehash_password(uuid, text, text);
-- squawk-ignore ban-drop-function
drop function if exists start_session(uuid, bytea, bytea, interval, bytea, interval, interval, text, boolean);
-- squawk-ignore ban-drop-function
drop function if exists begin_challenge(uuid, bytea, interval, integer);
-- squawk-ignore ban-drop-function
drop function if exists try_challenge(bytea);
-- squawk-ignore ban-drop-function
drop function if exists end_challenge(bytea);
-- squawk-ignore ban-drop-function
drop function if exists find_second_factor(uuid);
-- squawk-ignore ban-drop-function
drop function if exists use_step(uuid, bigint);
-- squawk-ignore ban-drop-function
drop function if exists use_recovery_code(uuid, bytea, text);
-- squawk-ignore ban-drop-function
drop function if exists start_second_factor(bytea, uuid, text);
