
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = on;

CREATE TYPE public.family_figures AS (
	members bigint[],
	width integer,
	stocks integer,
	years integer,
	slots jsonb,
	amounts integer[],
	behind integer
);

CREATE TYPE public.statistics_share AS (
	tenant_code bigint,
	figure text,
	dimension text,
	month date,
	amount bigint
);

SET default_tablespace = '';

SET default_table_access_method = heap;

CREATE TABLE public.sessions (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    access_hash bytea NOT NULL,
    access_until timestamp with time zone NOT NULL,
    refresh_hash bytea NOT NULL,
    refresh_until timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone,
    family_hash bytea NOT NULL,
    previous_hash bytea,
    nonce bytea,
    renewed_at timestamp with time zone,
    renewed_from text,
    ends_at timestamp with time zone NOT NULL,
    last_used_at timestamp with time zone DEFAULT now() NOT NULL,
    address text,
    second_factor boolean NOT NULL,
    vouched boolean DEFAULT false NOT NULL
);

ALTER TABLE ONLY public.sessions FORCE ROW LEVEL SECURITY;

CREATE TABLE public.users (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    name text NOT NULL,
    password_hash text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    closed_at timestamp with time zone,
    password_set_at timestamp with time zone DEFAULT now() NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_by uuid,
    invitation_hash bytea,
    invited_until timestamp with time zone,
    closed_under bigint,
    enrolment_hash bytea,
    enrolment_until timestamp with time zone,
    CONSTRAINT users_enrolment_until_named CHECK (((enrolment_hash IS NULL) = (enrolment_until IS NULL))),
    CONSTRAINT users_invitation_until_named CHECK (((invitation_hash IS NULL) = (invited_until IS NULL))),
    CONSTRAINT users_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
);

ALTER TABLE ONLY public.users FORCE ROW LEVEL SECURITY;

CREATE VIEW public.sessions_now WITH (security_invoker='true') AS
 SELECT s.access_hash,
    u.id AS user_id,
    u.name AS user_name,
    s.second_factor
   FROM (public.sessions s
     JOIN public.users u ON ((u.id = s.user_id)))
  WHERE ((s.access_until > now()) AND (s.ended_at IS NULL) AND (u.closed_at IS NULL));

CREATE FUNCTION public.live_session(with_access_hash bytea) RETURNS TABLE(user_id uuid, user_name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT s.user_id,
     s.user_name
    FROM public.sessions_now s
   WHERE (s.access_hash = live_session.with_access_hash);
END;

CREATE TABLE public.grants (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    role text NOT NULL,
    tenant_code bigint NOT NULL,
    caring_mother_id uuid,
    from_at timestamp with time zone DEFAULT now() NOT NULL,
    until_at timestamp with time zone,
    revoked_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    given_by uuid,
    confirmed_by uuid,
    code_hash bytea,
    code_until timestamp with time zone,
    accepted_at timestamp with time zone DEFAULT now(),
    declined_by uuid,
    CONSTRAINT grants_accepted_at_confirmed CHECK (((given_by IS NULL) OR (accepted_at IS NULL) OR (confirmed_by IS NOT NULL))),
    CONSTRAINT grants_caring_mother_named CHECK (((role = 'CARING_MOTHER'::text) = (caring_mother_id IS NOT NULL))),
    CONSTRAINT grants_confirmed_by_another CHECK (((confirmed_by <> given_by) AND (confirmed_by <> user_id))),
    CONSTRAINT grants_declined_revoked CHECK (((declined_by IS NULL) OR (revoked_at IS NOT NULL))),
    CONSTRAINT grants_given_by_another CHECK ((given_by <> user_id)),
    CONSTRAINT grants_role_known CHECK ((role = ANY (ARRAY['ANALYST'::text, 'DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text, 'CARING_MOTHER'::text, 'PARTNER'::text, 'AUDITOR'::text, 'ADMINISTRATOR'::text]))),
    CONSTRAINT grants_until_at_after_from CHECK ((until_at > from_at))
);

ALTER TABLE ONLY public.grants FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.accept_grant(with_access_hash bytea, with_code bytea) RETURNS uuid
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 WITH accepted AS (
          UPDATE public.grants g SET accepted_at = now(), code_hash = NULL::bytea
            FROM public.live_session(accept_grant.with_access_hash) s(user_id, user_name)
           WHERE ((g.user_id = s.user_id) AND (g.code_hash = accept_grant.with_code) AND (g.code_until > now()) AND (g.accepted_at IS NULL) AND (g.revoked_at IS NULL) AND ((g.until_at IS NULL) OR (g.until_at > now())))
           RETURNING g.id
         ), vouched AS (
          UPDATE public.sessions s SET vouched = true
            FROM accepted accepted_1
           WHERE (s.access_hash = accept_grant.with_access_hash)
         )
  SELECT accepted.id
    FROM accepted;
END;

CREATE TABLE public.identities (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    user_id uuid NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    linked_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.identities FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.awaits_holder(of_user uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM public.users u
           WHERE ((u.id = awaits_holder.of_user) AND (u.created_by IS NOT NULL) AND (u.password_hash IS NULL) AND (u.closed_at IS NULL) AND (NOT (EXISTS ( SELECT
                    FROM public.identities i
                   WHERE (i.user_id = u.id)))) AND (NOT (EXISTS ( SELECT
                    FROM public.grants g
                   WHERE ((g.user_id = u.id) AND (g.accepted_at IS NOT NULL)))))))) AS "exists";
END;

CREATE FUNCTION public.find_invitation(with_invitation bytea) RETURNS TABLE(user_id uuid, user_name text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT u.id,
     u.name
    FROM public.users u
   WHERE ((u.invitation_hash = find_invitation.with_invitation) AND (u.invited_until > now()) AND public.awaits_holder(u.id));
END;

CREATE TABLE public.account_events (
    id bigint NOT NULL,
    user_id uuid NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    kind text NOT NULL,
    address text,
    session_id uuid,
    CONSTRAINT account_events_kind_known CHECK ((kind = ANY (ARRAY['SIGNED_IN'::text, 'WRONG_PASSWORD'::text, 'WRONG_CODE'::text, 'GUESSES_SLOWED'::text, 'SIGNED_OUT'::text, 'SESSION_ENDED'::text, 'SESSIONS_REVOKED'::text, 'TOKEN_REUSED'::text, 'INVITATION_ACCEPTED'::text, 'PASSWORD_CHANGED'::text, 'SECOND_FACTOR_ADDED'::text, 'SECOND_FACTOR_REMOVED'::text, 'SECOND_FACTOR_RESET'::text, 'RECOVERY_CODE_USED'::text, 'RECOVERY_CODES_RENEWED'::text, 'ENROLMENT_CODE_GIVEN'::text, 'ENROLMENT_CODE_USED'::text, 'IDENTITY_LINKED'::text, 'IDENTITY_UNLINKED'::text, 'IDENTITY_CODE_MISUSED'::text])))
);

ALTER TABLE ONLY public.account_events FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.note_account_event(of_user uuid, of_kind text, from_address text, of_session uuid) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 INSERT INTO public.account_events (user_id, kind, address, session_id)
   VALUES (note_account_event.of_user, note_account_event.of_kind, note_account_event.from_address, note_account_event.of_session);
END;

CREATE FUNCTION public.accept_invitation(with_invitation bytea, new_password_hash text, from_address text DEFAULT NULL::text) RETURNS text
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 WITH accepted AS (
          UPDATE public.users SET password_hash = accept_invitation.new_password_hash, password_set_at = now(), invitation_hash = NULL::bytea, invited_until = NULL::timestamp with time zone
           WHERE ((users.id = ( SELECT i.user_id
                    FROM public.find_invitation(accept_invitation.with_invitation) i(user_id, user_name))) AND (users.invitation_hash = accept_invitation.with_invitation))
           RETURNING users.id,
             users.name
         )
  SELECT accepted.name
    FROM accepted,
     LATERAL public.note_account_event(accepted.id, 'INVITATION_ACCEPTED'::text, accept_invitation.from_address, NULL::uuid) note_account_event(note_account_event);
END;

CREATE TABLE public.access_log_days (
    day date NOT NULL,
    entries integer NOT NULL,
    head bytea NOT NULL
);

ALTER TABLE ONLY public.access_log_days FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.access_log_digest(of_month date, OUT days integer, OUT entries integer, OUT digest bytea) RETURNS record
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT (count(*))::integer AS count,
     (COALESCE(sum(d.entries), (0)::bigint))::integer AS "coalesce",
     sha256(convert_to(COALESCE(string_agg(((((to_char((d.day)::timestamp with time zone, 'YYYYMMDD'::text) || ' '::text) || d.entries) || ' '::text) || encode(d.head, 'hex'::text)), ' '::text ORDER BY d.day), ''::text), 'UTF8'::name)) AS sha256
    FROM public.access_log_days d
   WHERE ((d.day >= access_log_digest.of_month) AND (d.day < (access_log_digest.of_month + '1 mon'::interval)));
END;

CREATE FUNCTION public.today() RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN ((now() AT TIME ZONE 'Asia/Shanghai'::text))::date;

CREATE TABLE public.access_log (
    id uuid NOT NULL,
    day date NOT NULL,
    at timestamp with time zone NOT NULL,
    user_id uuid,
    user_name text NOT NULL,
    grant_id uuid,
    role text,
    tenant_code bigint NOT NULL,
    tenant_name text NOT NULL,
    kind text NOT NULL,
    record_ids uuid[] NOT NULL,
    tenant_codes bigint[] NOT NULL,
    fields text[] NOT NULL,
    operation text,
    opening_id uuid,
    reason text,
    request_id text,
    address text,
    reason_salt uuid DEFAULT gen_random_uuid()
)
PARTITION BY RANGE (day);

ALTER TABLE ONLY public.access_log FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.access_log_months_over(for_months integer) RETURNS SETOF date
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT m.month
    FROM ((pg_inherits i
      JOIN pg_class c ON ((c.oid = i.inhrelid)))
      CROSS JOIN LATERAL ( SELECT to_date("right"((c.relname)::text, 7), 'YYYY_MM'::text) AS month) m)
   WHERE ((i.inhparent = ('public.access_log'::regclass)::oid) AND (c.relname ~ '^access_log_[0-9]{4}_[0-9]{2}$'::text) AND ((m.month + make_interval(months => (access_log_months_over.for_months + 1))) <= public.today()))
   ORDER BY m.month;
END;

CREATE FUNCTION public.hash_of_reason(reason text, salt uuid) RETURNS text
    LANGUAGE sql IMMUTABLE
    RETURN CASE WHEN (reason ~ '^sha256:[0-9a-f]{64}$'::text) THEN reason ELSE ('sha256:'::text || encode(sha256(convert_to((COALESCE((salt)::text, ''::text) || reason), 'UTF8'::name)), 'hex'::text)) END;

CREATE FUNCTION public.access_log_text(entry public.access_log) RETURNS text
    LANGUAGE sql STABLE
    RETURN (jsonb_build_array((entry).id, (entry).day, EXTRACT(epoch FROM (entry).at), (entry).user_id, (entry).user_name, (entry).grant_id, (entry).role, (entry).tenant_code, (entry).tenant_name, (entry).kind, (entry).record_ids, (entry).tenant_codes, (entry).fields, (entry).operation, (entry).opening_id, public.hash_of_reason((entry).reason, (entry).reason_salt), (entry).request_id, (entry).address))::text;

CREATE FUNCTION public.acting_high() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('circle.high'::text, true), ''::text))::bigint;

CREATE FUNCTION public.acting_low() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('circle.low'::text, true), ''::text))::bigint;

CREATE FUNCTION public.acting_range() RETURNS int8range
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN ((public.acting_low() IS NOT NULL) AND (public.acting_high() IS NOT NULL)) THEN int8range(public.acting_low(), public.acting_high()) ELSE NULL::int8range END;

CREATE FUNCTION public.acting_role() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN NULLIF(current_setting('circle.role'::text, true), ''::text);

CREATE FUNCTION public.accesses_of(record uuid) RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT COALESCE(array_agg(l.id), '{}'::uuid[]) AS "coalesce"
    FROM public.access_log l
   WHERE ((l.record_ids @> ARRAY[accesses_of.record]) AND (EXISTS ( SELECT
            FROM UNNEST(l.record_ids, l.tenant_codes) named(id, code)
           WHERE ((named.id = accesses_of.record) AND
                 CASE public.acting_role()
                     WHEN 'AUDITOR'::text THEN ((named.code <@ public.acting_range()) OR (l.tenant_code <@ public.acting_range()))
                     WHEN 'CASEWORKER'::text THEN (named.code <@ public.acting_range())
                     WHEN 'DIRECTOR'::text THEN (named.code = public.acting_low())
                     ELSE false
                 END))));
END;

CREATE FUNCTION public.acting_user() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('circle.user_id'::text, true), ''::text))::uuid;

CREATE FUNCTION public.division_end(code bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (code + CASE WHEN ((code % '10000000000'::bigint) = 0) THEN '10000000000'::bigint WHEN ((code % (100000000)::bigint) = 0) THEN (100000000)::bigint WHEN ((code % (1000000)::bigint) = 0) THEN (1000000)::bigint WHEN ((code % (1000)::bigint) = 0) THEN (1000)::bigint ELSE (1)::bigint END);

CREATE FUNCTION public.division_line(code bigint) RETURNS bigint[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ARRAY[code, ((code / 1000) * 1000), ((code / 1000000) * 1000000), ((code / 100000000) * 100000000), ((code / '10000000000'::bigint) * '10000000000'::bigint)];

CREATE TABLE public.tenants (
    code bigint NOT NULL,
    code_end bigint GENERATED ALWAYS AS (public.division_end(code)) STORED NOT NULL,
    name text NOT NULL,
    level text NOT NULL,
    parent_code bigint,
    opened_on date DEFAULT public.today() NOT NULL,
    closed_on date,
    CONSTRAINT tenants_closed_on_after_opening CHECK ((closed_on >= opened_on)),
    CONSTRAINT tenants_code_range CHECK (((code >= '110000000000'::bigint) AND (code <= '999999999999'::bigint))),
    CONSTRAINT tenants_level_known CHECK ((level = ANY (ARRAY['PROVINCE'::text, 'CITY'::text, 'COUNTY'::text, 'TOWNSHIP'::text, 'VILLAGE'::text]))),
    CONSTRAINT tenants_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100)))
);

ALTER TABLE ONLY public.tenants FORCE ROW LEVEL SECURITY;

CREATE VIEW public.grants_now WITH (security_invoker='true') AS
 SELECT g.id,
    g.user_id,
    g.role,
    t.code AS low,
    t.code_end AS high,
    t.name AS tenant_name,
    g.caring_mother_id,
    g.from_at
   FROM ((public.grants g
     JOIN public.tenants t ON ((t.code = g.tenant_code)))
     JOIN public.users u ON ((u.id = g.user_id)))
  WHERE ((u.closed_at IS NULL) AND (g.revoked_at IS NULL) AND (g.accepted_at IS NOT NULL) AND (g.from_at <= now()) AND ((g.until_at IS NULL) OR (g.until_at > now())) AND ((t.closed_on IS NULL) OR (t.closed_on > public.today())));

CREATE FUNCTION public.live_grants(of_user uuid) RETURNS TABLE(id uuid, role text, low bigint, high bigint, line bigint[], tenant_name text, caring_mother_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT g.id,
     g.role,
     g.low,
     g.high,
     public.division_line(g.low) AS division_line,
     g.tenant_name,
     g.caring_mother_id
    FROM public.grants_now g
   WHERE (g.user_id = live_grants.of_user)
   ORDER BY g.from_at, g.id;
END;

CREATE FUNCTION public.acts_as(a_role text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT (COALESCE((public.acting_role() = a_role), false) AND (EXISTS ( SELECT
            FROM public.live_grants(public.acting_user()) g(id, role, low, high, line, tenant_name, caring_mother_id)
           WHERE ((g.role = acts_as.a_role) AND (g.low = public.acting_low()) AND (g.high = public.acting_high())))));
END;

CREATE FUNCTION public.account_log() RETURNS TABLE(id bigint, at timestamp with time zone, kind text, user_id uuid, user_name text, address text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT e.id,
     e.at,
     e.kind,
     e.user_id,
     u.name,
     e.address
    FROM (public.account_events e
      JOIN public.users u ON ((u.id = e.user_id)))
   WHERE (public.acts_as('AUDITOR'::text) AND (e.user_id IN ( SELECT g.user_id
            FROM public.grants g
           WHERE ((g.accepted_at IS NOT NULL) AND (g.tenant_code >= public.acting_low()) AND (g.tenant_code < public.acting_high())))));
END;

CREATE FUNCTION public.acting_caring_mother() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('circle.caring_mother_id'::text, true), ''::text))::uuid;

CREATE TABLE public.pairings (
    id uuid CONSTRAINT record_columns_id_not_null NOT NULL,
    tenant_code bigint CONSTRAINT record_columns_tenant_code_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT record_columns_version_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_created_at_not_null NOT NULL,
    created_by uuid DEFAULT public.acting_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.acting_user(),
    child_id uuid NOT NULL,
    caring_mother_id uuid NOT NULL,
    role text DEFAULT 'LEAD'::text NOT NULL,
    from_on date NOT NULL,
    until_on date,
    ended_reason text,
    handover_note text,
    CONSTRAINT pairings_ended_reason_known CHECK ((ended_reason = ANY (ARRAY['COMPLETED'::text, 'CHILD_FILE_CLOSED'::text, 'CARING_MOTHER_LEFT'::text, 'CHANGED_CARING_MOTHER'::text, 'GUARDIAN_DECLINED'::text, 'ENTERED_IN_ERROR'::text]))),
    CONSTRAINT pairings_ended_reason_named CHECK (((until_on IS NULL) = (ended_reason IS NULL))),
    CONSTRAINT pairings_from_on_not_future CHECK ((from_on <= public.today())),
    CONSTRAINT pairings_role_known CHECK ((role = ANY (ARRAY['LEAD'::text, 'COMPANION'::text]))),
    CONSTRAINT pairings_until_on_after_opening CHECK ((until_on >= from_on)),
    CONSTRAINT pairings_until_on_not_future CHECK ((until_on <= public.today()))
);

ALTER TABLE ONLY public.pairings FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.acting_children() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT COALESCE(array_agg(p.child_id), '{}'::uuid[]) AS "coalesce"
    FROM public.pairings p
   WHERE ((p.caring_mother_id = public.acting_caring_mother()) AND (p.until_on IS NULL));
END;

CREATE FUNCTION public.acting_grant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('circle.grant_id'::text, true), ''::text))::uuid;

CREATE FUNCTION public.acting_pairs(mother uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM public.pairings p
           WHERE ((p.caring_mother_id = acting_pairs.mother) AND (p.tenant_code <@ public.acting_range())))) AS "exists";
END;

CREATE FUNCTION public.is_sealed(value text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (value ~ '^[0-9a-z_-]{1,16}:[A-Za-z0-9+/]{38,}={0,2}$'::text);

CREATE TABLE public.caring_mothers (
    id uuid CONSTRAINT record_columns_id_not_null NOT NULL,
    tenant_code bigint CONSTRAINT record_columns_tenant_code_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT record_columns_version_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_created_at_not_null NOT NULL,
    created_by uuid DEFAULT public.acting_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.acting_user(),
    name text NOT NULL,
    birth_date date,
    identity_number text,
    phone text,
    address text,
    recruited_through text NOT NULL,
    sector text NOT NULL,
    employer text,
    skills text[] DEFAULT '{}'::text[] NOT NULL,
    capacity integer DEFAULT 1 NOT NULL,
    service_code bigint NOT NULL,
    screening_state text DEFAULT 'PENDING'::text NOT NULL,
    screening_until date,
    registered_on date NOT NULL,
    closed_on date,
    closed_reason text,
    paired_on datemultirange DEFAULT '{}'::datemultirange NOT NULL,
    identity_number_hash bytea,
    phone_hash bytea,
    erased_on date,
    CONSTRAINT caring_mothers_address_sealed CHECK (public.is_sealed(address)),
    CONSTRAINT caring_mothers_birth_date_not_future CHECK ((birth_date <= public.today())),
    CONSTRAINT caring_mothers_capacity_range CHECK (((capacity >= 1) AND (capacity <= 20))),
    CONSTRAINT caring_mothers_closed_on_after_opening CHECK ((closed_on >= registered_on)),
    CONSTRAINT caring_mothers_closed_on_after_pairings CHECK ((closed_on >= upper(paired_on))),
    CONSTRAINT caring_mothers_closed_on_erased CHECK (((erased_on IS NULL) OR (closed_on IS NOT NULL))),
    CONSTRAINT caring_mothers_closed_on_not_future CHECK ((closed_on <= public.today())),
    CONSTRAINT caring_mothers_closed_on_while_paired CHECK (((closed_on IS NULL) OR (NOT upper_inf(paired_on)))),
    CONSTRAINT caring_mothers_closed_reason_known CHECK ((closed_reason = ANY (ARRAY['WITHDREW'::text, 'MOVED_AWAY'::text, 'SCREENING_LAPSED'::text, 'UNSUITABLE'::text, 'DIED'::text, 'ENTERED_IN_ERROR'::text]))),
    CONSTRAINT caring_mothers_closed_reason_named CHECK (((closed_on IS NULL) = (closed_reason IS NULL))),
    CONSTRAINT caring_mothers_id_erased CHECK (((erased_on IS NULL) OR ((name = ''::text) AND (skills = '{}'::text[]) AND (num_nonnulls(birth_date, identity_number, identity_number_hash, phone, phone_hash, address, employer) = 0)))),
    CONSTRAINT caring_mothers_identity_number_sealed CHECK (public.is_sealed(identity_number)),
    CONSTRAINT caring_mothers_name_length CHECK ((((char_length(name) >= 1) AND (char_length(name) <= 50)) OR (erased_on IS NOT NULL))),
    CONSTRAINT caring_mothers_phone_sealed CHECK (public.is_sealed(phone)),
    CONSTRAINT caring_mothers_recruited_through_known CHECK ((recruited_through = ANY (ARRAY['OFFICIAL'::text, 'COMMITTEE_MEMBER'::text, 'RED_BANNER_HOLDER'::text, 'WOMENS_PACESETTER'::text, 'MODEL_FAMILY'::text, 'ENTERPRISE'::text, 'NONPROFIT'::text, 'INDIVIDUAL'::text]))),
    CONSTRAINT caring_mothers_registered_on_before_pairings CHECK ((isempty(paired_on) OR (registered_on <= lower(paired_on)))),
    CONSTRAINT caring_mothers_registered_on_not_future CHECK ((registered_on <= public.today())),
    CONSTRAINT caring_mothers_screening_state_known CHECK ((screening_state = ANY (ARRAY['PENDING'::text, 'APPROVED'::text, 'REJECTED'::text]))),
    CONSTRAINT caring_mothers_screening_until_named CHECK (((screening_state = 'APPROVED'::text) = (screening_until IS NOT NULL))),
    CONSTRAINT caring_mothers_sector_known CHECK ((sector = ANY (ARRAY['GOVERNMENT'::text, 'STATE_OWNED'::text, 'EMERGING'::text, 'OTHER'::text])))
);

ALTER TABLE ONLY public.caring_mothers FORCE ROW LEVEL SECURITY;

CREATE TABLE public.children (
    id uuid CONSTRAINT record_columns_id_not_null NOT NULL,
    tenant_code bigint CONSTRAINT record_columns_tenant_code_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT record_columns_version_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_created_at_not_null NOT NULL,
    created_by uuid DEFAULT public.acting_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.acting_user(),
    name text NOT NULL,
    sex text NOT NULL,
    birth_date date NOT NULL,
    identity_number text,
    phone text,
    address text,
    school text,
    health text,
    parents_whereabouts text,
    risk_level text DEFAULT 'LOW'::text NOT NULL,
    category text NOT NULL,
    category_source text NOT NULL,
    category_since date NOT NULL,
    category_history jsonb DEFAULT '[]'::jsonb NOT NULL,
    identified_on date NOT NULL,
    on_file_on date,
    closed_on date,
    closed_reason text,
    state text GENERATED ALWAYS AS (
CASE
    WHEN (closed_on IS NOT NULL) THEN 'CLOSED'::text
    WHEN (on_file_on IS NOT NULL) THEN 'ON_FILE'::text
    ELSE 'IDENTIFIED'::text
END) STORED NOT NULL,
    paired_on datemultirange DEFAULT '{}'::datemultirange NOT NULL,
    paired boolean GENERATED ALWAYS AS (((NOT isempty(paired_on)) AND upper_inf(paired_on) AND (closed_on IS NULL) AND (on_file_on IS NOT NULL))) STORED NOT NULL,
    identity_number_hash bytea,
    phone_hash bytea,
    erased_on date,
    CONSTRAINT children_address_sealed CHECK (public.is_sealed(address)),
    CONSTRAINT children_birth_date_not_future CHECK ((birth_date <= public.today())),
    CONSTRAINT children_category_known CHECK ((category = ANY (ARRAY['LEFT_BEHIND'::text, 'MIGRANT'::text, 'ORPHAN'::text, 'DE_FACTO_UNATTENDED'::text, 'HARDSHIP'::text, 'ILLNESS_OR_DISABILITY'::text, 'HARMED_OR_NEGLECTED'::text, 'OTHER'::text]))),
    CONSTRAINT children_category_since_not_future CHECK ((category_since <= public.today())),
    CONSTRAINT children_category_source_known CHECK ((category_source = ANY (ARRAY['CIVIL_AFFAIRS'::text, 'FEDERATION'::text]))),
    CONSTRAINT children_closed_on_after_opening CHECK ((closed_on >= COALESCE(on_file_on, identified_on))),
    CONSTRAINT children_closed_on_after_pairings CHECK ((closed_on >= upper(paired_on))),
    CONSTRAINT children_closed_on_erased CHECK (((erased_on IS NULL) OR (closed_on IS NOT NULL))),
    CONSTRAINT children_closed_on_not_future CHECK ((closed_on <= public.today())),
    CONSTRAINT children_closed_reason_known CHECK ((closed_reason = ANY (ARRAY['TURNED_18'::text, 'MOVED_OUT'::text, 'CIRCUMSTANCES_IMPROVED'::text, 'TRANSFERRED'::text, 'DIED'::text, 'ENTERED_IN_ERROR'::text]))),
    CONSTRAINT children_closed_reason_named CHECK (((closed_on IS NULL) = (closed_reason IS NULL))),
    CONSTRAINT children_health_sealed CHECK (public.is_sealed(health)),
    CONSTRAINT children_id_erased CHECK (((erased_on IS NULL) OR ((name = ''::text) AND (risk_level = 'LOW'::text) AND (num_nonnulls(identity_number, identity_number_hash, phone, phone_hash, address, school, health, parents_whereabouts) = 0)))),
    CONSTRAINT children_identified_on_after_birth CHECK ((identified_on >= birth_date)),
    CONSTRAINT children_identified_on_not_future CHECK ((identified_on <= public.today())),
    CONSTRAINT children_identity_number_sealed CHECK (public.is_sealed(identity_number)),
    CONSTRAINT children_name_length CHECK ((((char_length(name) >= 1) AND (char_length(name) <= 50)) OR (erased_on IS NOT NULL))),
    CONSTRAINT children_on_file_on_after_category CHECK (((on_file_on >= category_since) OR (category_history <> '[]'::jsonb))),
    CONSTRAINT children_on_file_on_after_opening CHECK ((on_file_on >= identified_on)),
    CONSTRAINT children_on_file_on_before_pairings CHECK ((isempty(paired_on) OR (on_file_on <= lower(paired_on)))),
    CONSTRAINT children_on_file_on_not_future CHECK ((on_file_on <= public.today())),
    CONSTRAINT children_phone_sealed CHECK (public.is_sealed(phone)),
    CONSTRAINT children_risk_level_known CHECK ((risk_level = ANY (ARRAY['LOW'::text, 'MEDIUM'::text, 'HIGH'::text]))),
    CONSTRAINT children_sex_known CHECK ((sex = ANY (ARRAY['FEMALE'::text, 'MALE'::text])))
);

ALTER TABLE ONLY public.children FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.acting_names(code bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (public.acting_role() = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text])) THEN (EXISTS ( SELECT
                FROM public.caring_mothers m
               WHERE ((m.tenant_code = acting_names.code) AND ((m.service_code <@ public.acting_range()) OR (m.service_code = ANY (public.division_line(public.acting_low()))) OR public.acting_pairs(m.id)))))
             WHEN (public.acting_role() = 'CARING_MOTHER'::text) THEN (EXISTS ( SELECT
                FROM public.children c
               WHERE ((c.tenant_code = acting_names.code) AND (c.id = ANY (public.acting_children())))))
             ELSE false
         END AS "case";
END;

CREATE FUNCTION public.name_of_user(of_user uuid) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    return (select u.name from users u where u.id = of_user and acting_role() is not null);
end $$;

CREATE TABLE public.file_openings (
    id uuid CONSTRAINT record_columns_id_not_null NOT NULL,
    tenant_code bigint CONSTRAINT record_columns_tenant_code_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT record_columns_version_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_created_at_not_null NOT NULL,
    created_by uuid DEFAULT public.acting_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.acting_user(),
    child_id uuid NOT NULL,
    reason text NOT NULL,
    opened_by text DEFAULT public.name_of_user(public.acting_user()) NOT NULL,
    opened_as text DEFAULT public.acting_role() NOT NULL,
    opened_from bigint DEFAULT public.acting_low() NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + '03:00:00'::interval) NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT file_openings_reason_length CHECK ((((char_length(reason) >= 10) AND (char_length(reason) <= 500)) OR ((reason = ''::text) AND (closed_at IS NOT NULL))))
);

ALTER TABLE ONLY public.file_openings FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.acting_openings() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT COALESCE(array_agg(o.child_id), '{}'::uuid[]) AS "coalesce"
    FROM public.file_openings o
   WHERE ((o.created_by = public.acting_user()) AND (o.opened_as = public.acting_role()) AND (o.opened_from = public.acting_low()) AND (o.expires_at > now()) AND (o.closed_at IS NULL) AND (o.tenant_code <@ public.acting_range()));
END;

CREATE FUNCTION public.acting_opens(of_kind text, record uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $_$ begin case of_kind when 'ACTIVITY' then return exists (select from activities where id = $2 and (case when (select acting_role()) in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then tenant_code <@ (select acting_range()) when (select acting_role()) = 'CASEWORKER' then tenant_code = (select acting_low())
            else false end));
when 'CARING_MOTHER' then return exists (select from caring_mothers where id = $2 and (case (select acting_role()) when 'CASEWORKER' then tenant_code <@ (select acting_range()) when 'DIRECTOR' then tenant_code = (select acting_low()) else false end));
when 'CHILD' then return exists (select from children where id = $2 and (case (select acting_role()) when 'CASEWORKER' then tenant_code <@ (select acting_range())
                   when 'DIRECTOR' then tenant_code = (select acting_low()) or id = any ((select acting_openings())::uuid[]) else false end));
when 'DELIVERY' then return exists (select from deliveries where id = $2 and (case when (select acting_role()) in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then tenant_code <@ (select acting_range()) when (select acting_role()) = 'CASEWORKER' then tenant_code = (select acting_low())
            else false end));
when 'DONATION' then return exists (select from donations where id = $2 and (case when (select acting_role()) = 'PROJECT_MANAGER' then tenant_code <@ (select acting_range()) else false end));
when 'PAIRING' then return exists (select from pairings where id = $2 and (case (select acting_role()) when 'CASEWORKER' then tenant_code <@ (select acting_range())
                   when 'DIRECTOR' then tenant_code = (select acting_low()) or child_id = any ((select acting_openings())::uuid[]) else false end));
when 'PROJECT' then return exists (select from projects where id = $2 and (case when (select acting_role()) in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then tenant_code <@ (select acting_range()) when (select acting_role()) = 'CASEWORKER' then tenant_code = (select acting_low())
            else false end));
when 'VISIT' then return exists (select from visits where id = $2 and (case (select acting_role()) when 'CASEWORKER' then tenant_code <@ (select acting_range())
                   when 'DIRECTOR' then tenant_code = (select acting_low()) or child_id = any ((select acting_openings())::uuid[]) else false end)); else return false; end case; end $_$;

CREATE FUNCTION public.acting_pairings() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT COALESCE(array_agg(p.id), '{}'::uuid[]) AS "coalesce"
    FROM public.pairings p
   WHERE ((p.caring_mother_id = public.acting_caring_mother()) AND (p.until_on IS NULL));
END;

CREATE FUNCTION public.activities_counted_on_delete() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::activities) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.activities_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::activities) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.activities_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::activities) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::activities) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE TABLE public.sign_in_attempts (
    id bigint NOT NULL,
    account bytea NOT NULL,
    place bytea NOT NULL,
    known boolean NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    outcome text DEFAULT 'WRONG_PASSWORD'::text NOT NULL,
    CONSTRAINT sign_in_attempts_outcome_known CHECK ((outcome = ANY (ARRAY['WRONG_PASSWORD'::text, 'WRONG_CODE'::text, 'SUCCEEDED'::text])))
);

ALTER TABLE ONLY public.sign_in_attempts FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.add_attempt(of_name text, from_place bytea, is_known boolean) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 DELETE FROM public.sign_in_attempts
   WHERE (sign_in_attempts.id IN ( SELECT a.id
            FROM public.sign_in_attempts a
           WHERE (a.at < (now() - '1 day'::interval))
           ORDER BY a.at
          LIMIT 20
          FOR UPDATE OF a SKIP LOCKED));
 INSERT INTO public.sign_in_attempts (account, place, known)
   VALUES (sha256(convert_to(add_attempt.of_name, 'UTF8'::name)), add_attempt.from_place, add_attempt.is_known)
   RETURNING sign_in_attempts.id;
END;

CREATE TABLE public.identity_codes (
    code_hash bytea NOT NULL,
    challenge text NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    second_factor boolean NOT NULL,
    until_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.identity_codes FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.add_identity_code(with_code bytea, with_challenge text, of_issuer text, of_subject text, with_second_factor boolean, good_for interval) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 DELETE FROM public.identity_codes
   WHERE (identity_codes.until_at < now());
 INSERT INTO public.identity_codes (code_hash, challenge, issuer, subject, second_factor, until_at)
   VALUES (add_identity_code.with_code, add_identity_code.with_challenge, add_identity_code.of_issuer, add_identity_code.of_subject, add_identity_code.with_second_factor, (now() + add_identity_code.good_for));
END;

CREATE FUNCTION public.administered_grants(of_users uuid[]) RETURNS TABLE(id uuid, user_id uuid, version integer, role text, tenant_code bigint, tenant_name text, from_at timestamp with time zone, until_at timestamp with time zone, caring_mother_id uuid, state text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT g.id,
     g.user_id,
     g.version,
     g.role,
     g.tenant_code,
     t.name,
     g.from_at,
     g.until_at,
     g.caring_mother_id,
         CASE
             WHEN (g.declined_by IS NOT NULL) THEN 'DECLINED'::text
             WHEN ((g.revoked_at IS NOT NULL) OR (g.until_at <= now())) THEN 'ENDED'::text
             WHEN ((g.accepted_at IS NOT NULL) AND (g.from_at > now())) THEN 'PLANNED'::text
             WHEN (g.accepted_at IS NOT NULL) THEN 'LIVE'::text
             WHEN (g.code_hash IS NOT NULL) THEN 'AWAITS_ACCEPTANCE'::text
             ELSE 'AWAITS_CONFIRMATION'::text
         END AS "case"
    FROM (public.grants g
      JOIN public.tenants t ON ((t.code = g.tenant_code)))
   WHERE (public.acts_as('ADMINISTRATOR'::text) AND ((administered_grants.of_users IS NULL) OR (g.user_id = ANY (administered_grants.of_users))) AND (g.tenant_code >= public.acting_low()) AND (g.tenant_code < public.acting_high()))
   ORDER BY g.from_at, g.id;
END;

CREATE FUNCTION public.administered_users(under bigint DEFAULT NULL::bigint) RETURNS TABLE(id uuid, name text, version integer, closed boolean, invited_until timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT u.id,
     u.name,
     u.version,
     (u.closed_at IS NOT NULL),
     u.invited_until
    FROM public.users u
   WHERE (public.acts_as('ADMINISTRATOR'::text) AND ((u.id IN ( SELECT g.user_id
            FROM public.grants g
           WHERE ((g.tenant_code >= GREATEST(public.acting_low(), administered_users.under)) AND (g.tenant_code < LEAST(public.acting_high(), public.division_end(administered_users.under)))))) OR ((administered_users.under IS NULL) AND (u.created_by = public.acting_user()) AND (NOT (EXISTS ( SELECT
            FROM public.grants g
           WHERE (g.user_id = u.id)))))));
END;

CREATE FUNCTION public.administers(of_user uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT (public.acts_as('ADMINISTRATOR'::text) AND (EXISTS ( SELECT
            FROM public.users u
           WHERE ((u.id = administers.of_user) AND ((EXISTS ( SELECT
                    FROM public.grants g
                   WHERE ((g.user_id = u.id) AND (g.tenant_code >= public.acting_low()) AND (g.tenant_code < public.acting_high())))) OR ((u.created_by = public.acting_user()) AND (NOT (EXISTS ( SELECT
                    FROM public.grants g
                   WHERE (g.user_id = u.id))))))))));
END;

CREATE TABLE public.administration_events (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    by_user uuid,
    acting_role text,
    acting_code bigint,
    action text NOT NULL,
    user_id uuid NOT NULL,
    grant_id uuid,
    role text,
    tenant_code bigint,
    CONSTRAINT administration_events_action_known CHECK ((action = ANY (ARRAY['USER_CREATED'::text, 'USER_INVITED'::text, 'USER_JOINED'::text, 'USER_CLOSED'::text, 'USER_REOPENED'::text, 'GRANT_GIVEN'::text, 'GRANT_CONFIRMED'::text, 'GRANT_DECLINED'::text, 'GRANT_ACCEPTED'::text, 'GRANT_REVOKED'::text])))
);

ALTER TABLE ONLY public.administration_events FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.administration_log() RETURNS TABLE(id bigint, at timestamp with time zone, by_name text, acting_role text, acting_code bigint, action text, user_name text, role text, tenant_code bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT e.id,
     e.at,
     b.name,
     e.acting_role,
     e.acting_code,
     e.action,
     u.name,
     e.role,
     e.tenant_code
    FROM ((public.administration_events e
      JOIN public.users u ON ((u.id = e.user_id)))
      LEFT JOIN public.users b ON ((b.id = e.by_user)))
   WHERE (public.acts_as('AUDITOR'::text) AND
         CASE
             WHEN (e.tenant_code IS NOT NULL) THEN ((e.tenant_code >= public.acting_low()) AND (e.tenant_code < public.acting_high()))
             ELSE (e.user_id IN ( SELECT g.user_id
                FROM public.grants g
               WHERE ((g.tenant_code >= public.acting_low()) AND (g.tenant_code < public.acting_high()))))
         END);
END;

CREATE FUNCTION public.alerts_of(of_user uuid) RETURNS TABLE(at timestamp with time zone, kind text, address text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT e.at,
     e.kind,
     e.address
    FROM public.account_events e
   WHERE ((e.user_id = alerts_of.of_user) AND (e.kind <> ALL (ARRAY['SIGNED_IN'::text, 'SIGNED_OUT'::text, 'SESSION_ENDED'::text, 'WRONG_PASSWORD'::text, 'INVITATION_ACCEPTED'::text])) AND (e.id > COALESCE(( SELECT max(s.id) AS max
            FROM public.account_events s
           WHERE ((s.user_id = alerts_of.of_user) AND (s.kind = 'SIGNED_IN'::text))), (0)::bigint)))
   ORDER BY e.id DESC
  LIMIT 20;
END;

CREATE FUNCTION public.apply_sql(as_name text, statement text) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    if not exists (select from applied_sql where name = as_name and digest = md5(statement)) then
        execute statement;
        insert into applied_sql values (as_name, md5(statement))
        on conflict (name) do update set digest = excluded.digest;
    end if;
end $$;

CREATE FUNCTION public.may_confirm(role text, code bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT (public.acts_as('DIRECTOR'::text) AND (code < public.acting_high()) AND
         CASE
             WHEN (role = ANY (ARRAY['DIRECTOR'::text, 'AUDITOR'::text])) THEN (code > public.acting_low())
             ELSE (code >= public.acting_low())
         END);
END;

CREATE FUNCTION public.awaited_grants() RETURNS TABLE(id uuid, version integer, user_name text, role text, tenant_code bigint, tenant_name text, from_at timestamp with time zone, until_at timestamp with time zone, caring_mother_id uuid, given_by text, confirmed boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT g.id,
     g.version,
     u.name,
     g.role,
     g.tenant_code,
     t.name,
     g.from_at,
     g.until_at,
     g.caring_mother_id,
     a.name,
     (g.confirmed_by IS NOT NULL)
    FROM (((public.grants g
      JOIN public.users u ON ((u.id = g.user_id)))
      JOIN public.users a ON ((a.id = g.given_by)))
      JOIN public.tenants t ON ((t.code = g.tenant_code)))
   WHERE ((g.accepted_at IS NULL) AND (g.revoked_at IS NULL) AND ((g.until_at IS NULL) OR (g.until_at > now())) AND (u.closed_at IS NULL) AND (g.tenant_code >= public.acting_low()) AND (g.tenant_code < public.acting_high()) AND ((public.acting_user() <> g.user_id) AND (public.acting_user() <> g.given_by)) AND public.may_confirm(g.role, g.tenant_code))
   ORDER BY g.from_at, g.id;
END;

CREATE FUNCTION public.begin_acting(with_access_hash bytea, with_grant uuid, as_role text, from_low bigint, to_high bigint, with_second_factor boolean DEFAULT NULL::boolean, calling text[] DEFAULT '{}'::text[]) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    acting record;
begin
    select g.*, s.second_factor into acting from sessions_now s join grants_now g on g.user_id = s.user_id
    where s.access_hash = with_access_hash and g.id = with_grant;
    if not found or (acting.role, acting.low, acting.high, acting.second_factor)
        is distinct from (as_role, from_low, to_high, coalesce(with_second_factor, acting.second_factor)) then
        raise exception 'this session no longer acts under this grant' using errcode = 'CA001';
    end if;
    if calling <> '{}' and not acting.second_factor
        and exists (select from grants_now g where g.user_id = acting.user_id and g.role = any (calling)) then
        raise exception 'this session lacks a second factor' using errcode = 'CA001';
    end if;
    perform set_config('circle.role', acting.role, true),
            set_config('circle.low', acting.low::text, true),
            set_config('circle.high', acting.high::text, true),
            set_config('circle.user_id', acting.user_id::text, true),
            set_config('circle.grant_id', acting.id::text, true),
            set_config('circle.caring_mother_id', coalesce(acting.caring_mother_id::text, ''), true);
    return true;
end $$;

CREATE TABLE public.second_factors (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    secret text NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    confirmed_at timestamp with time zone,
    last_step bigint,
    started_in uuid,
    CONSTRAINT second_factors_secret_sealed CHECK (public.is_sealed(secret))
);

ALTER TABLE ONLY public.second_factors FORCE ROW LEVEL SECURITY;

CREATE TABLE public.sign_in_challenges (
    token_hash bytea NOT NULL,
    user_id uuid NOT NULL,
    until_at timestamp with time zone NOT NULL,
    tries_left integer NOT NULL
);

ALTER TABLE ONLY public.sign_in_challenges FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.begin_challenge(of_user uuid, with_token bytea, good_for interval, tries integer) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 DELETE FROM public.sign_in_challenges
   WHERE (sign_in_challenges.until_at < now());
 WITH begun AS (
          INSERT INTO public.sign_in_challenges (token_hash, user_id, until_at, tries_left)  SELECT begin_challenge.with_token AS with_token,
                     f.user_id,
                     (now() + begin_challenge.good_for),
                     begin_challenge.tries AS tries
                    FROM public.second_factors f
                   WHERE ((f.user_id = begin_challenge.of_user) AND (f.confirmed_at IS NOT NULL))
           RETURNING 1 AS "?column?"
         )
  SELECT (EXISTS ( SELECT
            FROM begun)) AS "exists";
END;

CREATE FUNCTION public.caring_mothers_counted_on_delete() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::caring_mothers) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.caring_mothers_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::caring_mothers) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.caring_mothers_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::caring_mothers) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::caring_mothers) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.chain_access_log() RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    last access_log_days;
    chained integer;
begin
    if not pg_try_advisory_xact_lock(4715226034) then
        return null;
    end if;
    perform prepare_access_log();
    select * into last from access_log_days order by day desc limit 1;
    with taken as (
        delete from access_log_unchained returning *
    ), logged as (
        select u.*, g.user_id, g.role,
            coalesce((select name from users where id = g.user_id), u.user_name) as by_name,
            coalesce(g.tenant_code, u.tenant_code) as code,
            coalesce((select name from tenants where code = coalesce(g.tenant_code, u.tenant_code)), '') as name
        from taken u left join lateral (select * from grants where id = u.grant_id offset 0) g on true
    ), made as (
        insert into access_log (id, day, at, user_id, user_name, grant_id, role, tenant_code, tenant_name, kind,
            record_ids, tenant_codes, fields, operation, opening_id, reason, request_id, address)
        select time_ordered_id(), l.day, l.at, l.user_id, l.by_name, l.grant_id, l.role, l.code, l.name,
            l.kinds[coalesce(r.place, 1)], coalesce(r.ids, '{}'), coalesce(r.codes, '{}'),
            l.fields[coalesce(r.place, 1)]::text[], l.operation, r.opening_id, r.reason, l.request_id, l.address
        from logged l left join lateral (
            select m.place, f.id as opening_id, f.reason, array_agg(m.id) as ids, array_agg(m.code) as codes
            from (
                select distinct left(mark, 4)::integer + 1 as place, substr(mark, 8, 36)::uuid as id,
                    split_part(substr(mark, 45), '"', 1)::bigint as code
                from unnest(l.marks) as marked cross join replace(marked, '" : "', '":"') as mark
            ) m left join lateral (
                select * from file_openings
                where l.kinds[m.place] = 'CHILD' and m.code <> l.code and id = any (l.opening_ids) and child_id = m.id
                offset 0
            ) f on true
            group by m.place, f.id, f.reason
        ) r on true
        order by l.at
        returning access_log as entry
    ), digested as (
        select (entry).id, (entry).day, sha256(convert_to(access_log_text(entry), 'UTF8')) as digest,
            row_number() over in_time as nth, greatest(last.day, max((entry).day) over in_time) as chain_day
        from made window in_time as (order by (entry).at, (entry).id)
    ), linked as (
        insert into access_log_chain (day, position, entry_id, logged_on, digest, hash)
        select chain_day, row_number() over (partition by chain_day order by nth)
                + case when chain_day = last.day then last.entries else 0 end,
            id, day, digest, chain_of(digest, coalesce(last.head, '')) over (order by nth)
        from digested
        returning day, position, hash
    ), ended as (
        insert into access_log_days (day, entries, head)
        select distinct on (day) day, position, hash from linked order by day, position desc
        on conflict (day) do update set entries = excluded.entries, head = excluded.head
    )
    select count(*) into chained from linked;
    return chained;
end $$;

CREATE FUNCTION public.end_own_sessions(with_access_hash bytea, only_id uuid, from_address text) RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 WITH ended AS (
          UPDATE public.sessions s SET ended_at = now()
            FROM public.live_session(end_own_sessions.with_access_hash) l(user_id, user_name)
           WHERE ((s.user_id = l.user_id) AND (s.ended_at IS NULL) AND (s.refresh_until > now()) AND
                 CASE
                     WHEN (end_own_sessions.only_id IS NULL) THEN (s.access_hash <> end_own_sessions.with_access_hash)
                     ELSE (s.id = end_own_sessions.only_id)
                 END)
           RETURNING s.id,
             s.user_id
         ), noted AS (
          SELECT public.note_account_event(ended.user_id, 'SESSION_ENDED'::text, end_own_sessions.from_address, ended.id) AS note_account_event
            FROM ended
         )
  SELECT count(*) AS count
    FROM noted;
END;

CREATE TABLE public.known_places (
    user_id uuid NOT NULL,
    place bytea NOT NULL,
    last_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.known_places FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.change_password(with_access_hash bytea, new_hash text, from_address text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT public.end_own_sessions(with_access_hash, NULL::uuid, from_address) AS end_own_sessions;
 DELETE FROM public.known_places k
    USING public.live_session(change_password.with_access_hash) l(user_id, user_name)
   WHERE (k.user_id = l.user_id);
 WITH changed AS (
          UPDATE public.users u SET password_hash = change_password.new_hash, password_set_at = now()
            FROM public.live_session(change_password.with_access_hash) l(user_id, user_name)
           WHERE (u.id = l.user_id)
           RETURNING u.id
         ), noted AS (
          SELECT public.note_account_event(changed.id, 'PASSWORD_CHANGED'::text, change_password.from_address, NULL::uuid) AS note_account_event
            FROM changed
         )
  SELECT (EXISTS ( SELECT
            FROM noted)) AS "exists";
END;

CREATE FUNCTION public.change_recorded() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    change constant uuid := time_ordered_id();
begin
    -- The owner alone may write what is no change of a value, or may not be kept: a new key's ciphertext, an erasure.
    if session_user = current_user and current_setting('circle.unrecorded', true) = 'on' then
        return null;
    end if;
    with changed as (
        select field, was.value as before, becomes.value as after
        from jsonb_each_text(to_jsonb(old) - unrecorded_columns()) was (field, value)
        left join jsonb_each_text(to_jsonb(new) - unrecorded_columns()) becomes (field, value) using (field)
        where was.value is distinct from becomes.value
    ), recorded as (
        insert into changes (id, tenant_code, kind, record_id, version, deleted, fields)
        select change, coalesce(new.tenant_code, old.tenant_code), tg_argv[0], old.id, coalesce(new.version, old.version),
               tg_op = 'DELETE', array_agg(field order by field)
        from changed having count(*) > 0
    )
    insert into change_values (change_id, kind, record_id, field, before, after)
    select change, tg_argv[0], old.id, field, before, after from changed;
    return null;
end $$;

CREATE FUNCTION public.children_counted_on_delete() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::children) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.children_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::children) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.children_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::children) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::children) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.close_user(of_user uuid, at_version integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    perform refuse_unless(manages(of_user));
    update users set closed_at = now(), closed_under = acting_low(), invitation_hash = null, invited_until = null
    where id = of_user and version = at_version and closed_at is null;
    if found then
        update sessions set ended_at = now() where user_id = of_user and ended_at is null;
        return true;
    end if;
    return false;
end $$;

CREATE TABLE public.record_kinds (
    kind text NOT NULL,
    record_table regclass NOT NULL,
    protection text NOT NULL,
    person text,
    person_column name,
    CONSTRAINT record_kinds_person_column_named CHECK (((person IS NULL) = (person_column IS NULL))),
    CONSTRAINT record_kinds_person_known CHECK ((person = ANY (ARRAY['CHILD'::text, 'CARING_MOTHER'::text])))
);

ALTER TABLE ONLY public.record_kinds FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.condition_of(said text, k public.record_kinds) RETURNS text
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT replace(replace(replace(replace(replace(said, '{paired}'::text,
         CASE (k).kind
             WHEN 'PAIRING'::text THEN 'caring_mother_id = (select acting_caring_mother()) and until_on is null'::text
             ELSE '{child} = any ((select acting_children())::uuid[])'::text
         END), '{child}'::text, COALESCE(quote_ident(((k).person_column)::text), 'id'::text)), '{within}'::text, 'tenant_code <@ (select acting_range())'::text), '{own}'::text, 'tenant_code = (select acting_low())'::text), '{role}'::text, '(select acting_role())'::text) AS replace;
END;

CREATE FUNCTION public.confirm_grant(of_grant uuid, at_version integer, with_code bytea, until timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    perform refuse_unless(exists (select from awaited_grants() g where g.id = of_grant));
    update grants set confirmed_by = acting_user(), code_hash = with_code, code_until = until
    where id = of_grant and version = at_version and accepted_at is null;
    return found;
end $$;

CREATE FUNCTION public.confirm_second_factor(with_access_hash bytea, of_factor uuid, step bigint, codes bytea[], from_address text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    of_user uuid;
begin
    select f.user_id into of_user from live_session(with_access_hash) l join second_factors f on f.user_id = l.user_id
    where f.id = of_factor and f.confirmed_at is null for update of f;
    if not found then
        return false;
    end if;
    delete from second_factors where user_id = of_user and confirmed_at is not null;
    update second_factors set confirmed_at = now(), last_step = step where id = of_factor;
    insert into recovery_codes select of_factor, code from unnest(codes) code;
    update sessions set second_factor = true where access_hash = with_access_hash;
    perform end_own_sessions(with_access_hash, null, from_address);
    delete from sign_in_challenges where user_id = of_user;
    delete from known_places where user_id = of_user;
    perform note_account_event(of_user, 'SECOND_FACTOR_ADDED', from_address, null);
    return true;
end $$;

CREATE FUNCTION public.create_user(new_id uuid, of_name text, with_invitation bytea, invited_until timestamp with time zone) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    perform refuse_unless(acts_as('ADMINISTRATOR'));
    insert into users (id, name, created_by, invitation_hash, invited_until)
    values (new_id, of_name, acting_user(), with_invitation, create_user.invited_until);
end $$;

CREATE FUNCTION public.decline_grant(of_grant uuid, at_version integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    perform refuse_unless(exists (select from awaited_grants() g where g.id = of_grant));
    update grants set revoked_at = now(), declined_by = acting_user()
    where id = of_grant and version = at_version and accepted_at is null and revoked_at is null;
    return found;
end $$;

CREATE FUNCTION public.deliveries_counted_on_delete() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::deliveries) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.deliveries_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::deliveries) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.deliveries_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::deliveries) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::deliveries) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.donations_counted_on_delete() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::donations) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.donations_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::donations) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.donations_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::donations) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::donations) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.duty_of(role text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE role WHEN 'ADMINISTRATOR'::text THEN 'administration'::text WHEN 'AUDITOR'::text THEN 'audit'::text ELSE 'records'::text END;

CREATE FUNCTION public.end_challenge(with_token bytea) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 DELETE FROM public.sign_in_challenges
   WHERE (sign_in_challenges.token_hash = end_challenge.with_token);
END;

CREATE FUNCTION public.take_second_factor(of_user uuid, of_kind text, from_address text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
begin
    delete from second_factors where user_id = of_user and confirmed_at is not null;
    if not found then
        return false;
    end if;
    delete from second_factors where user_id = of_user;
    delete from sign_in_challenges where user_id = of_user;
    update sessions set ended_at = now() where user_id = of_user and ended_at is null;
    perform note_account_event(of_user, of_kind, from_address, null);
    return true;
end $$;

CREATE FUNCTION public.end_second_factor(with_access_hash bytea, from_address text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT COALESCE(bool_or(public.take_second_factor(l.user_id, 'SECOND_FACTOR_REMOVED'::text, end_second_factor.from_address)), false) AS "coalesce"
    FROM public.live_session(end_second_factor.with_access_hash) l(user_id, user_name);
END;

CREATE FUNCTION public.end_session(with_access_hash bytea, from_address text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 WITH ended AS (
          UPDATE public.sessions SET ended_at = now()
           WHERE ((sessions.access_hash = end_session.with_access_hash) AND (sessions.ended_at IS NULL) AND (sessions.refresh_until > now()))
           RETURNING sessions.id,
             sessions.user_id
         ), noted AS (
          SELECT public.note_account_event(ended.user_id, 'SIGNED_OUT'::text, end_session.from_address, ended.id) AS note_account_event
            FROM ended
         )
  SELECT (EXISTS ( SELECT
            FROM noted)) AS "exists";
END;

CREATE FUNCTION public.erasure_kept() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise check_violation using table = tg_table_name, constraint = tg_table_name || '_id_erased', message = 'erased';
end $$;

CREATE FUNCTION public.families_moved() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    codes constant bigint[] := array(select distinct tenant_code from moved);
    next constant bigint := nextval('family_version');
begin
    insert into family_versions (parent_code, version)
    select parent_code, next from (
        select coalesce(t.parent_code, 0) from tenants t where t.code = any (codes)
        union select unnest(codes)) family (parent_code)
    where parent_code = 0 or exists (select from tenants b where b.parent_code = family.parent_code)
    order by parent_code
    on conflict (parent_code) do update set version = next;
    return null;
end $$;

CREATE FUNCTION public.figures_of_family(of_parent bigint, chains jsonb, from_day date, until_day date) RETURNS public.family_figures
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public'
    AS $$
#variable_conflict use_column
declare
    since constant date := date_trunc('year', from_day);
    until constant date := since + interval '1 year';
    family family_figures;
    told record;
    amounts integer[];
    year integer;
    part integer;
begin
    select array_agg(t.code order by t.level, t.code), count(*) + 1 into family.members, family.width
    from tenants t where t.parent_code = of_parent or of_parent = 0 and t.parent_code is null;

    with counted as materialized (
        select figure, dimension, is_flow, (row_number() over (order by is_flow, figure, dimension) - 1)::integer as slot
        from (select figure, '' as dimension, is_flow
              from jsonb_to_recordset(chains) c (figure text, is_flow boolean)
              union select p ->> 0, p ->> 1, is_flow
              from jsonb_to_recordset(chains) c (is_flow boolean, parts jsonb), jsonb_array_elements(parts) p) every
    ), beside as materialized (
        select code, place::integer from unnest(family.members || of_parent) with ordinality b (code, place)
    ), amount as materialized (
        select place, slot, month, sum(amount)::integer as amount from (
            select place, slot, null::date as month, k.amount
            from beside cross join counted cross join lateral (
                select sum(t.amount) as amount from statistics_tallies t
                where t.tenant_code = code and t.figure = counted.figure and t.dimension = counted.dimension
                  and t.month < coalesce(until_day, 'infinity')) k
            where not is_flow and k.amount <> 0
            union all
            select place, slot, t.month, t.amount
            from beside cross join counted join statistics_tallies t
                on t.tenant_code = code and t.figure = counted.figure and t.dimension = counted.dimension
                and t.month >= coalesce(since, '-infinity') and t.month < coalesce(until, 'infinity')
            where is_flow
            union all
            select place, slot, case when is_flow then d.month end, d.amount
            from beside join statistics_deltas d on d.tenant_code >= code and d.tenant_code < division_end(code)
            join counted using (figure, dimension)
            where d.month < coalesce(case when is_flow then until else until_day end, 'infinity')
              and (not is_flow or d.month >= coalesce(since, '-infinity'))) known
        group by place, slot, month
    ), span as (
        select coalesce(extract(year from since), extract(year from min(month)))::integer as first,
               coalesce(extract(year from since), extract(year from max(month)))::integer as last from amount
    )
    select max(coalesce(last - first + 1, 0)) as years, array_agg(place) as places, array_agg(slot) as slots,
           array_agg(coalesce((extract(year from month) - first) * 12 + extract(month from month) - 1, 0)::integer) as months,
           array_agg(amount) as amounts, (select count(*)::integer from counted where not is_flow) as stocks,
           (select jsonb_object_agg(figure || ' ' || dimension, slot) from counted) as numbers,
           (select count(*)::integer from counted) as number
    into told from span left join amount on true;

    family.stocks := told.stocks;
    family.years := told.years;
    family.slots := told.numbers;
    family.behind := (told.stocks + (told.number - told.stocks) * told.years * 19) * family.width;
    amounts := array_fill(0, array[family.behind + family.width]);
    for n in 1 .. cardinality(told.places) loop
        exit when told.places[n] is null;
        if told.slots[n] < told.stocks then
            amounts[told.slots[n] * family.width + told.places[n]] := told.amounts[n];
        else
            year := told.stocks + ((told.slots[n] - told.stocks) * told.years + told.months[n] / 12) * 19;
            foreach part in array array[0, 1 + told.months[n] % 12 / 6, 3 + told.months[n] % 12 / 3, 7 + told.months[n] % 12]
            loop
                part := (year + part) * family.width + told.places[n];
                amounts[part] := amounts[part] + told.amounts[n];
            end loop;
        end if;
    end loop;
    family.amounts := amounts;
    return family;
end $$;

CREATE FUNCTION public.find_identity(of_issuer text, of_subject text) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT i.user_id
    FROM (public.identities i
      JOIN public.users u ON ((u.id = i.user_id)))
   WHERE ((i.issuer = find_identity.of_issuer) AND (i.subject = find_identity.of_subject) AND (u.closed_at IS NULL));
END;

CREATE FUNCTION public.find_second_factor(of_user uuid) RETURNS TABLE(moment timestamp with time zone, id uuid, secret text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT clock_timestamp() AS clock_timestamp,
     f.id,
     f.secret
    FROM public.second_factors f
   WHERE ((f.user_id = find_second_factor.of_user) AND (f.confirmed_at IS NOT NULL));
END;

CREATE FUNCTION public.fold_statistics() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    moved_count bigint;
begin
    if not pg_try_advisory_xact_lock(hashtext('fold_statistics')) then
        return null;
    end if;
    with moved as (
        delete from statistics_deltas returning tenant_code, figure, dimension, month, amount
    ), own as (
        select tenant_code, figure, dimension, month, sum(amount) as amount
        from moved group by tenant_code, figure, dimension, month
    ), lines as materialized (
        select keeper.tenant_code, t.code
        from (select distinct tenant_code from own) keeper
        join tenants t on t.code = any (division_line(keeper.tenant_code))
    ), tallied as (
        insert into statistics_tallies as tally (tenant_code, figure, dimension, month, amount)
        select lines.code, own.figure, own.dimension, own.month, sum(own.amount)
        from own join lines using (tenant_code)
        group by lines.code, own.figure, own.dimension, own.month
        having sum(own.amount) <> 0
        order by lines.code, own.figure, own.dimension, own.month
        on conflict (tenant_code, figure, dimension, month) do update set amount = tally.amount + excluded.amount
    )
    select count(*) into moved_count from moved;
    return moved_count;
end $$;

CREATE FUNCTION public.give_enrolment_code(to_user uuid, with_code bytea, good_for interval) RETURNS void
    LANGUAGE sql
    BEGIN ATOMIC
 UPDATE public.users SET enrolment_hash = give_enrolment_code.with_code, enrolment_until = (now() + give_enrolment_code.good_for)
   WHERE (users.id = give_enrolment_code.to_user);
 SELECT public.note_account_event(to_user, 'ENROLMENT_CODE_GIVEN'::text, NULL::text, NULL::uuid) AS note_account_event;
END;

CREATE FUNCTION public.give_grant(new_id uuid, to_user uuid, a_role text, at_tenant bigint, begins timestamp with time zone, ends timestamp with time zone, mother uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    perform refuse_unless(may_give(a_role, at_tenant) and to_user <> acting_user() and administers(to_user)
        and exists (select from users u where u.id = to_user and u.closed_at is null)
        and exists (select from tenants t where t.code = at_tenant and t.closed_on is null
                    and (a_role <> 'CASEWORKER' or t.level not in ('PROVINCE', 'CITY')))
        and (mother is null or registered_at(mother, at_tenant)));
    insert into grants (id, user_id, role, tenant_code, caring_mother_id, from_at, until_at, given_by, accepted_at)
    values (new_id, to_user, a_role, at_tenant, mother, begins, ends, acting_user(), null);
end $$;

CREATE FUNCTION public.grant_administered() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    action text := case
        when tg_op = 'INSERT' then 'GRANT_GIVEN'
        when new.declined_by is not null and old.declined_by is null then 'GRANT_DECLINED'
        when new.revoked_at is not null and old.revoked_at is null then 'GRANT_REVOKED'
        when new.accepted_at is not null and old.accepted_at is null then 'GRANT_ACCEPTED'
        when new.code_hash is distinct from old.code_hash then 'GRANT_CONFIRMED'
    end;
begin
    if action is not null then
        insert into administration_events
            (by_user, acting_role, acting_code, action, user_id, grant_id, role, tenant_code)
        values (case when action = 'GRANT_ACCEPTED' then new.user_id else acting_user() end,
                acting_role(), acting_low(), action, new.user_id, new.id, new.role, new.tenant_code);
    end if;
    return null;
end $$;

CREATE FUNCTION public.grant_admitted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    if tg_op = 'UPDATE' then
        new.version := old.version + 1;
    end if;
    -- The holder's row is held, so that two grants given at once are admitted one after the other.
    perform from users where id = new.user_id for no key update;
    if new.revoked_at is null and exists (
        select from grants g
        where g.user_id = new.user_id and g.id <> new.id and g.revoked_at is null
          and duty_of(g.role) <> duty_of(new.role)
          and int8range(g.tenant_code, division_end(g.tenant_code))
              && int8range(new.tenant_code, division_end(new.tenant_code))
          and g.from_at < coalesce(new.until_at, 'infinity')
          and new.from_at < coalesce(g.until_at, 'infinity')) then
        raise check_violation using table = 'grants', constraint = 'grants_role_apart', message = 'role_apart';
    end if;
    return new;
end $$;

CREATE FUNCTION public.invite_user(of_user uuid, at_version integer, with_invitation bytea, until timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    perform refuse_unless(awaits_holder(of_user) and manages(of_user));
    update users set invitation_hash = with_invitation, invited_until = until
    where id = of_user and version = at_version;
    return found;
end $$;

CREATE FUNCTION public.is_counted(of_table regclass) RETURNS boolean
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT (to_regprocedure(format('shares_of(%s)'::text, of_table)) IS NOT NULL);
END;

CREATE FUNCTION public.is_known_place(of_user uuid, of_place bytea) RETURNS boolean
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM public.known_places k
           WHERE ((k.user_id = is_known_place.of_user) AND (k.place = is_known_place.of_place) AND (k.last_at > (now() - '90 days'::interval))))) AS "exists";
END;

CREATE FUNCTION public.join_with_identity(with_invitation bytea, of_issuer text, of_subject text, from_address text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    joined uuid;
begin
    perform from users where invitation_hash = with_invitation for update;
    insert into identities (user_id, issuer, subject)
    select i.user_id, of_issuer, of_subject from find_invitation(with_invitation) i
    on conflict do nothing returning user_id into joined;
    update users set invitation_hash = null, invited_until = null where id = joined;
    perform note_account_event(joined, kind, from_address, null)
    from unnest(array['INVITATION_ACCEPTED', 'IDENTITY_LINKED']) kind where joined is not null;
    return joined;
end $$;

CREATE FUNCTION public.keep_counted(of_table regclass) RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
    of_new constant text := format('select s.* from new_rows r, shares_of(row(r.*)::%s) s', of_table);
    of_old constant text := format('select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::%s) s', of_table);
    act record;
begin
    for act in select * from (values
            ('insert', of_new, 'new table as new_rows'),
            ('update', of_new || ' union all ' || of_old, 'new table as new_rows old table as old_rows'),
            ('delete', of_old, 'old table as old_rows')) acts (name, shares, rows) loop
        perform apply_sql(format('counting of %s on %s', of_table, act.name), format('
            create or replace function %1$I() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public as
            $f$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (%2$s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $f$;
            create or replace trigger %3$I after %4$s on %5$s referencing %6$s for each statement execute function %1$I()',
            of_table || '_counted_on_' || act.name, act.shares,
            'counted_on_' || act.name, act.name, of_table, act.rows));
    end loop;
end $_$;

CREATE FUNCTION public.keep_history(k public.record_kinds) RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
    was text;
    becomes text;
begin
    select string_agg(format('old.%I', attname), ', ' order by attnum), string_agg(format('new.%I', attname), ', ' order by attnum)
    into was, becomes
    from pg_attribute
    where attrelid = k.record_table and attnum > 0 and not attisdropped and attname <> all (unrecorded_columns());
    perform apply_sql('history of ' || k.record_table, format('
        create or replace trigger recorded_on_update after update on %1$s for each row
            when ((%2$s) is distinct from (%3$s)) execute function change_recorded(%4$L);
        create or replace trigger recorded_on_delete after delete on %1$s for each row execute function change_recorded(%4$L)',
        k.record_table, was, becomes, k.kind));
end $_$;

CREATE FUNCTION public.keep_kinds() RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
    k record_kinds;
begin
    for k in select * from record_kinds order by kind loop
        perform apply_sql('tenants of ' || k.record_table, concat_ws('; ',
            case when not exists (select from pg_constraint
                                  where conrelid = k.record_table and conname = k.record_table || '_tenant_code_fkey') then
                format('alter table %s add constraint %I foreign key (tenant_code) references tenants',
                       k.record_table, k.record_table || '_tenant_code_fkey') end,
            format('create index if not exists %I on %s (tenant_code, id)',
                   k.record_table || '_tenant_code_idx', k.record_table)));
        perform apply_sql('standard columns of ' || k.record_table, format('
            create or replace trigger touched before update on %1$s for each row execute function standard_columns_touched();
            create or replace trigger not_truncated before truncate on %1$s
                for each statement execute function truncation_refused()', k.record_table));
        perform keep_history(k);
        if is_counted(k.record_table) then
            perform keep_counted(k.record_table);
        end if;
        perform protect(k);
    end loop;
    perform list_kinds();
end $_$;

CREATE FUNCTION public.known_splits(of_parent bigint, chains jsonb, from_day date, until_day date, smallest integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    asked constant text := encode(sha256(convert_to(
        concat_ws(' ', of_parent, from_day, until_day, smallest, chains), 'UTF8')), 'hex');
    place constant text := 'circle.splits_' || left(asked, 2);
    stamp text;
    known text;
begin
    select concat_ws(' ', asked, (select version from family_versions where parent_code = of_parent),
                     (select version from family_versions where parent_code = -1),
                     count(*), sum(hash_record_extended(d, 0)), '')
    into stamp from statistics_deltas d
    where of_parent = 0 or d.tenant_code >= of_parent and d.tenant_code < division_end(of_parent);
    known := current_setting(place, true);
    if not starts_with(coalesce(known, ''), stamp) then
        known := stamp || splits_in_family(of_parent, chains, from_day, until_day, smallest);
        perform set_config(place, known, false);
    end if;
    return substr(known, length(stamp) + 1)::jsonb;
end $$;

CREATE FUNCTION public.lacks_second_factor(with_access_hash bytea, calling text[]) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM (public.sessions_now s
              JOIN public.grants_now g ON ((g.user_id = s.user_id)))
           WHERE ((s.access_hash = lacks_second_factor.with_access_hash) AND (NOT s.second_factor) AND (g.role = ANY (lacks_second_factor.calling))))) AS "exists";
END;

CREATE FUNCTION public.link_identity(with_access_hash bytea, of_issuer text, of_subject text, from_address text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 WITH linked AS (
          INSERT INTO public.identities (user_id, issuer, subject)  SELECT l.user_id,
                     link_identity.of_issuer AS of_issuer,
                     link_identity.of_subject AS of_subject
                    FROM public.live_session(link_identity.with_access_hash) l(user_id, user_name) ON CONFLICT DO NOTHING
           RETURNING identities.user_id
         ), noted AS (
          SELECT public.note_account_event(linked.user_id, 'IDENTITY_LINKED'::text, link_identity.from_address, NULL::uuid) AS note_account_event
            FROM linked
         )
  SELECT (EXISTS ( SELECT
            FROM noted)) AS "exists";
END;

CREATE FUNCTION public.link_of(head bytea, digest bytea, first_head bytea) RETURNS bytea
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN sha256((COALESCE(head, first_head) || digest));

CREATE FUNCTION public.list_kinds() RETURNS void
    LANGUAGE plpgsql
    AS $_$
begin
    perform apply_sql('acting_opens', format('create or replace function acting_opens(of_kind text, record uuid) returns boolean
        language plpgsql stable security definer set search_path = pg_catalog, public as
        $f$ begin case of_kind %s else return false; end case; end $f$', string_agg(
            format('when %L then return exists (select from %s where id = $2 and (%s));',
                   k.kind, k.record_table, condition_of(p.opened, k)), E'\n' order by k.kind)))
    from record_kinds k join protections p on p.name = k.protection;
    perform apply_sql('subject_of_change', format('create or replace function
        subject_of_change(of_person text, of_kind text, record uuid) returns text language plpgsql stable as
        $f$ begin case of_kind %s else return null; end case; end $f$', string_agg(
            format('when %L then return (select %I || '':'' || tenant_code from %s where id = $3 and of_person = %L);',
                   k.kind, k.person_column, k.record_table, k.person), E'\n' order by k.kind)))
    from record_kinds k where k.person is not null;
    perform apply_sql('records_of_people', 'create or replace view records_of_people with (security_invoker = true) as '
        || string_agg(format('select %L::text as kind, id, %L::text as person, %I as person_id from %s',
                             k.kind, k.person, k.person_column, k.record_table), ' union all ' order by k.kind))
    from record_kinds k where k.person is not null;
    perform apply_sql('recounted_shares', 'create or replace view recounted_shares with (security_invoker = true) as '
        || string_agg(case when to_regclass(k.record_table || '_recounted') is null
                           then format('select s.* from %s r, shares_of(r) s', k.record_table)
                           else format('select s.* from %s_recounted s', k.record_table) end, ' union all ' order by k.kind))
    from record_kinds k where is_counted(k.record_table);
end $_$;

CREATE FUNCTION public.log_openings(of_kinds text[], of_fields text[], answers text[], in_operation text, on_request text, from_address text, lasting boolean) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    found_marks constant text[] := array(
        select mark from (
            select left(piece, 58) as mark
            from unnest(answers) answer, string_to_table(answer, '"@') piece offset 0) pieces
        where mark like '____":"________-____-____-____-____________:%'
           or mark like '____" : "________-____-____-____-____________:%');
begin
    if found_marks = '{}' then
        return;
    end if;
    insert into access_log_unchained (grant_id, kinds, fields, marks, opening_ids, operation, request_id, address)
    select g.id, of_kinds, of_fields, found_marks,
        case when g.role = 'DIRECTOR' then array(
            select o.id from file_openings o
            where o.created_by = g.user_id and o.opened_from = g.tenant_code and o.expires_at > now()
              and o.closed_at is null) end,
        in_operation, on_request, from_address
    from grants g
    where g.id = acting_grant() and g.user_id = acting_user() and g.role = acting_role()
      and g.tenant_code = acting_low();
    if not found then
        raise no_data_found using message = 'nobody acts';
    end if;
    if not lasting then
        perform set_config('synchronous_commit', 'off', true);
    end if;
end $$;

CREATE FUNCTION public.may_give(role text, code bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT (public.acts_as('ADMINISTRATOR'::text) AND (code < public.acting_high()) AND
         CASE
             WHEN (role = ANY (ARRAY['ADMINISTRATOR'::text, 'DIRECTOR'::text, 'AUDITOR'::text])) THEN (code > public.acting_low())
             ELSE (code >= public.acting_low())
         END);
END;

CREATE FUNCTION public.manages(of_user uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT ((of_user <> public.acting_user()) AND public.administers(of_user) AND (NOT (EXISTS ( SELECT
            FROM public.grants g
           WHERE ((g.user_id = manages.of_user) AND (g.revoked_at IS NULL) AND ((g.until_at IS NULL) OR (g.until_at > now())) AND (NOT public.may_give(g.role, g.tenant_code)))))));
END;

CREATE FUNCTION public.may_reopen(of_user uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT (public.manages(of_user) AND (EXISTS ( SELECT
            FROM public.users u
           WHERE ((u.id = may_reopen.of_user) AND (u.closed_under >= public.acting_low()) AND (u.closed_under < public.acting_high())))));
END;

CREATE FUNCTION public.month_of(day date) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (day - ((EXTRACT(day FROM day))::integer - 1));

CREATE FUNCTION public.note_admitted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    gone date;
begin
    -- An erasure that is under way is waited for.
    select erased_on into gone from children where id = new.child_id for key share;
    if gone is not null then
        raise check_violation using table = tg_table_name, constraint = tg_argv[0], message = 'erased';
    end if;
    return new;
end $$;

CREATE FUNCTION public.own_events(with_access_hash bytea, most integer) RETURNS TABLE(at timestamp with time zone, kind text, address text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT e.at,
     e.kind,
     e.address
    FROM (public.live_session(own_events.with_access_hash) l(user_id, user_name)
      JOIN public.account_events e ON ((e.user_id = l.user_id)))
   ORDER BY e.id DESC
  LIMIT own_events.most;
END;

CREATE TABLE public.recovery_codes (
    second_factor_id uuid NOT NULL,
    code_hash bytea NOT NULL
);

ALTER TABLE ONLY public.recovery_codes FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.own_factors(with_access_hash bytea) RETURNS TABLE(has_password boolean, added_at timestamp with time zone, recovery_codes_left bigint, vouched boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT (u.password_hash IS NOT NULL),
     f.confirmed_at,
     ( SELECT count(*) AS count
            FROM public.recovery_codes c
           WHERE (c.second_factor_id = f.id)) AS count,
     (s.second_factor OR s.vouched)
    FROM (((public.live_session(own_factors.with_access_hash) l(user_id, user_name)
      JOIN public.users u ON ((u.id = l.user_id)))
      JOIN public.sessions s ON ((s.access_hash = own_factors.with_access_hash)))
      LEFT JOIN public.second_factors f ON (((f.user_id = l.user_id) AND (f.confirmed_at IS NOT NULL))));
END;

CREATE FUNCTION public.own_identities(with_access_hash bytea) RETURNS TABLE(id uuid, issuer text, linked_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT i.id,
     i.issuer,
     i.linked_at
    FROM (public.live_session(own_identities.with_access_hash) l(user_id, user_name)
      JOIN public.identities i ON ((i.user_id = l.user_id)))
   ORDER BY i.linked_at, i.id;
END;

CREATE FUNCTION public.own_sessions(with_access_hash bytea) RETURNS TABLE(id uuid, started_at timestamp with time zone, last_used_at timestamp with time zone, address text, current boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT s.id,
     s.created_at,
     s.last_used_at,
     s.address,
     (s.access_hash = own_sessions.with_access_hash)
    FROM (public.live_session(own_sessions.with_access_hash) l(user_id, user_name)
      JOIN public.sessions s ON ((s.user_id = l.user_id)))
   WHERE ((s.ended_at IS NULL) AND (s.refresh_until > now()))
   ORDER BY s.last_used_at DESC, s.id;
END;

CREATE FUNCTION public.paired_days_kept() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
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

CREATE FUNCTION public.pairing_admitted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    SET enable_seqscan TO 'off'
    AS $$
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

CREATE FUNCTION public.pairings_counted_on_delete() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::pairings) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.pairings_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::pairings) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.pairings_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::pairings) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::pairings) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.prepare_access_log() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    month date;
    part text;
begin
    for month in
        select date_trunc('month', today() + make_interval(months => n))::date from generate_series(0, 1) n
        union select distinct date_trunc('month', day)::date from access_log_unchained
    loop
        part := 'access_log_' || to_char(month, 'YYYY_MM');
        continue when to_regclass('public.' || part) is not null;
        execute format('create table public.%I (like access_log including all)', part);
        execute format('alter table %I enable row level security', part);
        execute format('alter table %I force row level security', part);
        execute format('create policy owned on %I to %I using (true) with check (true)', part, current_user);
        execute format('alter table access_log attach partition %I for values from (%L) to (%L)',
            part, month, (month + interval '1 month')::date);
    end loop;
end $$;

CREATE FUNCTION public.projects_counted_on_delete() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::projects) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.projects_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::projects) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.projects_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::projects) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::projects) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.protect(k public.record_kinds) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
    class protections;
begin
    select * into strict class from protections p where p.name = k.protection;
    -- The owner runs migrations, triggers and the recount, and never serves a request.
    perform apply_sql('policies of ' || k.record_table, concat_ws('; ',
        format('alter table %s enable row level security, force row level security', k.record_table),
        format('drop policy if exists owned on %s', k.record_table),
        format('create policy owned on %s to current_role using (true) with check (true)', k.record_table),
        format('drop policy if exists seen on %s', k.record_table),
        format('create policy seen on %s for select using (%s)', k.record_table, condition_of(class.seen, k)),
        format('drop policy if exists added on %s', k.record_table),
        format('create policy added on %s for insert with check (%s)', k.record_table, condition_of(class.added, k)),
        format('drop policy if exists changed on %s', k.record_table),
        case when class.changed is not null then
            format('create policy changed on %s for update using (%s)', k.record_table, condition_of(class.changed, k)) end));
end $$;

CREATE FUNCTION public.recognize_session(with_access_hash bytea) RETURNS TABLE(user_id uuid, user_name text, second_factor boolean, password_set_at timestamp with time zone)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 UPDATE public.sessions s SET last_used_at = now()
   WHERE ((s.access_hash = recognize_session.with_access_hash) AND (s.last_used_at < (now() - '00:01:00'::interval)) AND (EXISTS ( SELECT
            FROM public.live_session(recognize_session.with_access_hash) live_session(user_id, user_name))));
 SELECT u.id,
     u.name,
     s.second_factor,
         CASE
             WHEN (u.password_hash IS NOT NULL) THEN u.password_set_at
             ELSE NULL::timestamp with time zone
         END AS "case"
    FROM ((public.live_session(recognize_session.with_access_hash) l(user_id, user_name)
      JOIN public.users u ON ((u.id = l.user_id)))
      JOIN public.sessions s ON ((s.access_hash = recognize_session.with_access_hash)));
END;

CREATE TABLE public.visits (
    id uuid CONSTRAINT record_columns_id_not_null NOT NULL,
    tenant_code bigint CONSTRAINT record_columns_tenant_code_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT record_columns_version_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_created_at_not_null NOT NULL,
    created_by uuid DEFAULT public.acting_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.acting_user(),
    pairing_id uuid NOT NULL,
    child_id uuid NOT NULL,
    caring_mother_id uuid NOT NULL,
    visited_on date NOT NULL,
    kind text NOT NULL,
    contact_made boolean NOT NULL,
    findings text,
    follow_up text,
    CONSTRAINT visits_findings_length CHECK ((char_length(findings) <= 4000)),
    CONSTRAINT visits_follow_up_length CHECK ((char_length(follow_up) <= 4000)),
    CONSTRAINT visits_kind_known CHECK ((kind = ANY (ARRAY['HOME'::text, 'SCHOOL'::text, 'PHONE'::text, 'VIDEO'::text]))),
    CONSTRAINT visits_visited_on_not_future CHECK ((visited_on <= public.today()))
);

ALTER TABLE ONLY public.visits FORCE ROW LEVEL SECURITY;

CREATE VIEW public.records_of_people WITH (security_invoker='true') AS
 SELECT 'CARING_MOTHER'::text AS kind,
    caring_mothers.id,
    'CARING_MOTHER'::text AS person,
    caring_mothers.id AS person_id
   FROM public.caring_mothers
UNION ALL
 SELECT 'CHILD'::text AS kind,
    children.id,
    'CHILD'::text AS person,
    children.id AS person_id
   FROM public.children
UNION ALL
 SELECT 'PAIRING'::text AS kind,
    pairings.id,
    'CHILD'::text AS person,
    pairings.child_id AS person_id
   FROM public.pairings
UNION ALL
 SELECT 'VISIT'::text AS kind,
    visits.id,
    'CHILD'::text AS person,
    visits.child_id AS person_id
   FROM public.visits;

CREATE FUNCTION public.records_about(of_kind text, person uuid) RETURNS TABLE(kind text, record_id uuid)
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT r.kind,
     r.id
    FROM public.records_of_people r
   WHERE ((r.person = records_about.of_kind) AND (r.person_id = records_about.person));
END;

CREATE FUNCTION public.refuse_unless(allowed boolean) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    if allowed is not true then
        raise insufficient_privilege using message = 'this is not the acting grant''s to do';
    end if;
end $$;

CREATE FUNCTION public.registered_at(mother uuid, code bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT (public.may_give('CARING_MOTHER'::text, code) AND (EXISTS ( SELECT
            FROM public.caring_mothers m
           WHERE ((m.id = registered_at.mother) AND (m.tenant_code = registered_at.code) AND (m.closed_on IS NULL)))));
END;

CREATE FUNCTION public.rehash_password(of_user uuid, old_hash text, new_hash text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 UPDATE public.users SET password_hash = rehash_password.new_hash
   WHERE ((users.id = rehash_password.of_user) AND (users.password_hash = rehash_password.old_hash));
END;

CREATE FUNCTION public.remember_places(of_user uuid, places bytea[]) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 DELETE FROM public.known_places
   WHERE ((known_places.user_id = remember_places.of_user) AND (known_places.last_at < (now() - '90 days'::interval)));
 INSERT INTO public.known_places (user_id, place)  SELECT remember_places.of_user AS of_user,
             place.place
            FROM unnest(remember_places.places) place(place) ON CONFLICT(user_id, place) DO UPDATE SET last_at = now();
END;

CREATE FUNCTION public.renew_recovery_codes(with_access_hash bytea, codes bytea[], from_address text DEFAULT NULL::text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 DELETE FROM public.recovery_codes c
    USING public.live_session(renew_recovery_codes.with_access_hash) l(user_id, user_name),
     public.second_factors f
   WHERE ((f.user_id = l.user_id) AND (c.second_factor_id = f.id));
 WITH renewed AS (
          INSERT INTO public.recovery_codes (second_factor_id, code_hash)  SELECT f.id,
                     code.code
                    FROM (public.live_session(renew_recovery_codes.with_access_hash) l(user_id, user_name)
                      JOIN public.second_factors f ON (((f.user_id = l.user_id) AND (f.confirmed_at IS NOT NULL)))),
                     unnest(renew_recovery_codes.codes) code(code)
           RETURNING recovery_codes.second_factor_id
         ), noted AS (
          SELECT public.note_account_event(f.user_id, 'RECOVERY_CODES_RENEWED'::text, renew_recovery_codes.from_address, NULL::uuid) AS note_account_event
            FROM public.second_factors f
           WHERE (f.id IN ( SELECT renewed.second_factor_id
                    FROM renewed))
         )
  SELECT (EXISTS ( SELECT
            FROM noted)) AS "exists";
END;

CREATE FUNCTION public.renew_session(of_family bytea, spent bytea, new_nonce bytea, access bytea, access_for interval, refresh bytea, refresh_for interval, from_address text) RETURNS bytea
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    found_session sessions;
begin
    select s.* into found_session from sessions s join users u on u.id = s.user_id
    where s.family_hash = of_family and s.ended_at is null and s.refresh_until > now() and u.closed_at is null
    for update of s;
    if not found then
        return null;
    elsif found_session.refresh_hash = spent then
        update sessions
        set previous_hash = spent, nonce = new_nonce, renewed_at = now(), renewed_from = from_address,
            access_hash = access, access_until = least(now() + access_for, ends_at),
            refresh_hash = refresh, refresh_until = least(now() + refresh_for, ends_at), last_used_at = now()
        where id = found_session.id;
        return new_nonce;
    elsif found_session.previous_hash = spent and found_session.renewed_from is not distinct from from_address
          and found_session.renewed_at > now() - interval '1 minute' then
        return found_session.nonce;
    end if;
    update sessions set ended_at = now() where id = found_session.id;
    perform note_account_event(found_session.user_id, 'TOKEN_REUSED', from_address, found_session.id);
    return null;
end $$;

CREATE FUNCTION public.reopen_user(of_user uuid, at_version integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    perform refuse_unless(may_reopen(of_user));
    update users set closed_at = null, closed_under = null
    where id = of_user and version = at_version and closed_at is not null;
    return found;
end $$;

CREATE TABLE public.access_log_retired (
    month date NOT NULL,
    days integer NOT NULL,
    entries integer NOT NULL,
    digest bytea NOT NULL,
    retired_on date DEFAULT public.today() NOT NULL,
    retired_by text DEFAULT SESSION_USER NOT NULL,
    CONSTRAINT access_log_retired_month_old CHECK ((retired_on >= (month + '7 mons'::interval))),
    CONSTRAINT access_log_retired_month_whole CHECK ((EXTRACT(day FROM month) = (1)::numeric))
);

ALTER TABLE ONLY public.access_log_retired FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.retire_access_log(of_month date) RETURNS public.access_log_retired
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    part constant text := 'access_log_' || to_char(of_month, 'YYYY_MM');
    retired access_log_retired;
begin
    perform pg_advisory_xact_lock(4715226034);
    if exists (select from access_log_unchained u where u.day < of_month + interval '1 month') then
        raise object_not_in_prerequisite_state using message = 'the month is not chained to its end';
    end if;
    insert into access_log_retired (month, days, entries, digest)
    select of_month, d.* from access_log_digest(of_month) d returning * into retired;
    delete from access_log_chain c where c.day >= of_month and c.day < of_month + interval '1 month';
    execute format('drop table %I', part);
    return retired;
end $$;

CREATE FUNCTION public.retirement_kept() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception 'what was retired of the access log is never changed';
end $$;

CREATE FUNCTION public.settle_attempt(of_attempt bigint, of_outcome text, of_user uuid, from_address text, is_last_free boolean DEFAULT false) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 DELETE FROM public.sign_in_attempts
   WHERE ((sign_in_attempts.id = settle_attempt.of_attempt) AND (settle_attempt.of_outcome IS NULL));
 UPDATE public.sign_in_attempts SET outcome = settle_attempt.of_outcome
   WHERE ((sign_in_attempts.id = settle_attempt.of_attempt) AND (settle_attempt.of_outcome IS NOT NULL));
 SELECT public.note_account_event(settle_attempt.of_user, kind.kind, settle_attempt.from_address, NULL::uuid) AS note_account_event
    FROM unnest(ARRAY[settle_attempt.of_outcome,
         CASE
             WHEN settle_attempt.is_last_free THEN 'GUESSES_SLOWED'::text
             ELSE NULL::text
         END]) kind(kind)
   WHERE ((settle_attempt.of_user IS NOT NULL) AND (settle_attempt.of_outcome = ANY (ARRAY['WRONG_PASSWORD'::text, 'WRONG_CODE'::text])) AND (kind.kind IS NOT NULL));
END;

CREATE TABLE public.activities (
    id uuid CONSTRAINT record_columns_id_not_null NOT NULL,
    tenant_code bigint CONSTRAINT record_columns_tenant_code_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT record_columns_version_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_created_at_not_null NOT NULL,
    created_by uuid DEFAULT public.acting_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.acting_user(),
    name text NOT NULL,
    kind text NOT NULL,
    focus text NOT NULL,
    programme text,
    partners text[] DEFAULT '{}'::text[] NOT NULL,
    planned_on date NOT NULL,
    held_on date,
    parents_served integer DEFAULT 0 NOT NULL,
    children_served integer DEFAULT 0 NOT NULL,
    cancelled_on date,
    cancelled_reason text,
    state text GENERATED ALWAYS AS (
CASE
    WHEN (cancelled_on IS NOT NULL) THEN 'CANCELLED'::text
    WHEN (held_on IS NOT NULL) THEN 'HELD'::text
    ELSE 'PLANNED'::text
END) STORED NOT NULL,
    CONSTRAINT activities_cancelled_on_not_future CHECK ((cancelled_on <= public.today())),
    CONSTRAINT activities_cancelled_reason_named CHECK (((cancelled_on IS NULL) = (cancelled_reason IS NULL))),
    CONSTRAINT activities_children_served_range CHECK (((children_served >= 0) AND (children_served <= 1000000))),
    CONSTRAINT activities_focus_known CHECK ((focus = ANY (ARRAY['IDEALS'::text, 'SAFETY'::text, 'SKILLS'::text, 'SUPPORT'::text]))),
    CONSTRAINT activities_held_on_not_future CHECK ((held_on <= public.today())),
    CONSTRAINT activities_held_or_cancelled CHECK (((held_on IS NULL) OR (cancelled_on IS NULL))),
    CONSTRAINT activities_kind_known CHECK ((kind = ANY (ARRAY['LECTURE'::text, 'CHILDCARE'::text, 'CAMP'::text, 'LEARNING_TRIP'::text, 'PRACTICE'::text, 'READING'::text, 'CULTURE_SPORT'::text]))),
    CONSTRAINT activities_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
    CONSTRAINT activities_parents_served_range CHECK (((parents_served >= 0) AND (parents_served <= 1000000))),
    CONSTRAINT activities_served_when_held CHECK (((held_on IS NOT NULL) OR ((parents_served + children_served) = 0)))
);

ALTER TABLE ONLY public.activities FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.shares_of(r public.activities) RETURNS SETOF public.statistics_share
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT (shares_of.r).tenant_code AS tenant_code,
     f.figure,
     ''::text,
     public.month_of((shares_of.r).held_on) AS month_of,
     f.amount
    FROM ( VALUES ('activities'::text,(1)::bigint), ('people_served'::text,((shares_of.r).parents_served + (shares_of.r).children_served))) f(figure, amount)
   WHERE ((shares_of.r).held_on IS NOT NULL);
END;

CREATE FUNCTION public.shares_of(r public.caring_mothers) RETURNS SETOF public.statistics_share
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT (shares_of.r).tenant_code AS tenant_code,
     'caring_mothers'::text,
     d.dimension,
     public.month_of(c.day) AS month_of,
     c.amount
    FROM ( VALUES ((shares_of.r).registered_on,(1)::bigint), ((shares_of.r).closed_on,'-1'::integer)) c(day, amount),
     ( VALUES (''::text), (('recruited_through:'::text || (shares_of.r).recruited_through)), (('sector:'::text || (shares_of.r).sector))) d(dimension)
   WHERE (c.day IS NOT NULL);
END;

CREATE FUNCTION public.shares_of(r public.children) RETURNS SETOF public.statistics_share
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT (shares_of.r).tenant_code AS tenant_code,
     'children'::text,
     d.dimension,
     public.month_of(c.day) AS month_of,
     c.amount
    FROM ( VALUES ((shares_of.r).on_file_on,(1)::bigint), ((shares_of.r).closed_on,'-1'::integer)) c(day, amount),
     ( VALUES (''::text), (('sex:'::text || (shares_of.r).sex))) d(dimension)
   WHERE (((shares_of.r).on_file_on IS NOT NULL) AND (c.day IS NOT NULL))
 UNION ALL
  SELECT (shares_of.r).tenant_code AS tenant_code,
     'children'::text,
     ('category:'::text || s.category),
     public.month_of(c.day) AS month_of,
     c.amount
    FROM ( SELECT h.category,
             daterange(h.since, h.until) AS days
            FROM jsonb_to_recordset((shares_of.r).category_history) h(category text, since date, until date)
         UNION ALL
          SELECT (shares_of.r).category AS category,
             daterange((shares_of.r).category_since, NULL::date) AS daterange) s,
     LATERAL ( SELECT (s.days * daterange((shares_of.r).on_file_on, (shares_of.r).closed_on)) AS days) o,
     LATERAL ( VALUES (lower(o.days),(1)::bigint), (upper(o.days),'-1'::integer)) c(day, amount)
   WHERE (((shares_of.r).on_file_on IS NOT NULL) AND (NOT isempty(o.days)) AND (c.day IS NOT NULL))
 UNION ALL
  SELECT (shares_of.r).tenant_code AS tenant_code,
     'children_paired'::text,
     ''::text,
     public.month_of(c.day) AS month_of,
     c.amount
    FROM unnest(((shares_of.r).paired_on * datemultirange(daterange((shares_of.r).on_file_on, (shares_of.r).closed_on)))) p(days),
     LATERAL ( VALUES (lower(p.days),(1)::bigint), (upper(p.days),'-1'::integer)) c(day, amount)
   WHERE (((shares_of.r).on_file_on IS NOT NULL) AND (c.day IS NOT NULL));
END;

CREATE TABLE public.deliveries (
    id uuid CONSTRAINT record_columns_id_not_null NOT NULL,
    tenant_code bigint CONSTRAINT record_columns_tenant_code_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT record_columns_version_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_created_at_not_null NOT NULL,
    created_by uuid DEFAULT public.acting_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.acting_user(),
    project_id uuid NOT NULL,
    delivered_on date NOT NULL,
    women_supported integer NOT NULL,
    children_supported integer NOT NULL,
    note text,
    CONSTRAINT deliveries_children_supported_range CHECK (((children_supported >= 0) AND (children_supported <= 1000000))),
    CONSTRAINT deliveries_delivered_on_not_future CHECK ((delivered_on <= public.today())),
    CONSTRAINT deliveries_note_length CHECK ((char_length(note) <= 1000)),
    CONSTRAINT deliveries_women_supported_range CHECK (((women_supported >= 0) AND (women_supported <= 1000000)))
);

ALTER TABLE ONLY public.deliveries FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.shares_of(r public.deliveries) RETURNS SETOF public.statistics_share
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT (r).tenant_code AS tenant_code,
     'people_supported'::text,
     ''::text,
     public.month_of((r).delivered_on) AS month_of,
     (((r).women_supported + (r).children_supported))::bigint AS int8;
END;

CREATE TABLE public.donations (
    id uuid CONSTRAINT record_columns_id_not_null NOT NULL,
    tenant_code bigint CONSTRAINT record_columns_tenant_code_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT record_columns_version_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_created_at_not_null NOT NULL,
    created_by uuid DEFAULT public.acting_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.acting_user(),
    project_id uuid NOT NULL,
    received_on date NOT NULL,
    amount numeric(14,2) NOT NULL,
    donor text,
    note text,
    reverses_id uuid,
    CONSTRAINT donations_amount_sign CHECK (
CASE
    WHEN (reverses_id IS NULL) THEN (amount > (0)::numeric)
    ELSE (amount < (0)::numeric)
END),
    CONSTRAINT donations_donor_length CHECK ((char_length(donor) <= 100)),
    CONSTRAINT donations_note_length CHECK ((char_length(note) <= 1000)),
    CONSTRAINT donations_received_on_not_future CHECK ((received_on <= public.today()))
);

ALTER TABLE ONLY public.donations FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.shares_of(r public.donations) RETURNS SETOF public.statistics_share
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT (r).tenant_code AS tenant_code,
     'funds_raised'::text,
     ''::text,
     public.month_of((r).received_on) AS month_of,
     (((r).amount * (100)::numeric))::bigint AS int8;
END;

CREATE FUNCTION public.shares_of(r public.pairings) RETURNS SETOF public.statistics_share
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT (shares_of.r).tenant_code AS tenant_code,
     'pairings'::text,
     ''::text,
     public.month_of(c.day) AS month_of,
     c.amount
    FROM ( VALUES ((shares_of.r).from_on,(1)::bigint), ((shares_of.r).until_on,'-1'::integer)) c(day, amount)
   WHERE (c.day IS NOT NULL);
END;

CREATE TABLE public.projects (
    id uuid CONSTRAINT record_columns_id_not_null NOT NULL,
    tenant_code bigint CONSTRAINT record_columns_tenant_code_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT record_columns_version_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_created_at_not_null NOT NULL,
    created_by uuid DEFAULT public.acting_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.acting_user(),
    name text NOT NULL,
    programme text,
    description text,
    responsible_person text,
    budget numeric(14,2),
    started_on date,
    ended_on date,
    ended_reason text,
    state text GENERATED ALWAYS AS (
CASE
    WHEN (ended_on IS NOT NULL) THEN 'ENDED'::text
    WHEN (started_on IS NOT NULL) THEN 'RUNNING'::text
    ELSE 'PLANNED'::text
END) STORED NOT NULL,
    CONSTRAINT projects_budget_range CHECK ((budget >= (0)::numeric)),
    CONSTRAINT projects_ended_on_after_opening CHECK (((started_on IS NULL) OR (ended_on >= started_on))),
    CONSTRAINT projects_ended_on_not_future CHECK ((ended_on <= public.today())),
    CONSTRAINT projects_ended_reason_known CHECK ((ended_reason = ANY (ARRAY['COMPLETED'::text, 'CANCELLED'::text, 'MERGED'::text]))),
    CONSTRAINT projects_ended_reason_named CHECK (((ended_on IS NULL) = (ended_reason IS NULL))),
    CONSTRAINT projects_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
    CONSTRAINT projects_started_on_not_future CHECK ((started_on <= public.today()))
);

ALTER TABLE ONLY public.projects FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.shares_of(r public.projects) RETURNS SETOF public.statistics_share
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT (shares_of.r).tenant_code AS tenant_code,
     'projects'::text,
     ''::text,
     public.month_of(c.day) AS month_of,
     c.amount
    FROM ( VALUES ((shares_of.r).started_on,(1)::bigint), ((shares_of.r).ended_on,'-1'::integer)) c(day, amount)
   WHERE (((shares_of.r).started_on IS NOT NULL) AND (c.day IS NOT NULL));
END;

CREATE FUNCTION public.shares_of(r public.visits) RETURNS SETOF public.statistics_share
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT (shares_of.r).tenant_code AS tenant_code,
     'visits'::text,
     d.dimension,
     public.month_of((shares_of.r).visited_on) AS month_of,
     (1)::bigint AS int8
    FROM ( VALUES (''::text), (('kind:'::text || (shares_of.r).kind))) d(dimension)
   WHERE (shares_of.r).contact_made;
END;

CREATE FUNCTION public.splits_in_family(of_parent bigint, chains jsonb, from_day date, until_day date, smallest integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    months constant integer := extract(year from age(until_day, from_day)) * 12 + extract(month from age(until_day, from_day));
    beginning constant integer := extract(month from from_day) - 1;
    family constant family_figures := figures_of_family(of_parent, chains, from_day, until_day);
    width constant integer := family.width;
    behind constant integer := family.behind;
    amounts integer[] := family.amounts;
    chain record;
    calendar integer;
    series integer;
    year integer;
    part integer;
    beside integer[];
    standing integer[];
    good integer[];
    place integer;
    col integer;
    remaining integer;
    next integer;
    shown integer[];
    all_shown integer[] := '{}';
begin
    for chain in
        select is_flow, cardinality(p.slots) as number, (family.slots ->> (figure || ' '))::integer as slot, p.slots
        from rows from (jsonb_to_recordset(chains) as (figure text, is_flow boolean, parts jsonb))
            with ordinality c (figure, is_flow, parts, place),
            lateral (select array(select (family.slots ->> ((e ->> 0) || ' ' || (e ->> 1)))::integer
                                  from jsonb_array_elements(parts) with ordinality e (e, n) order by n) as slots) p
        order by c.place
    loop
        shown := array_fill(chain.number, array[width - 1]);
        -- Of the calendar so many levels come before the parts; each series of them begins in a month.
        calendar := case when not chain.is_flow or from_day is null and chain.number = 0 then 1
                         when chain.number > 0 then 3 else array_position(array[12, 6, 3, 1], months) end;
        for series in
            select n from generate_series(0, greatest(12 * family.years - 1, 0)) n
            where case when not chain.is_flow then n = 0
                       when family.years = 0 then false
                       when chain.number > 0 then n % 3 = 0 and (from_day is null or n >= beginning and n + 3 <= beginning + months)
                       else n = beginning or from_day is null and n % 12 = 0 end
        loop
            year := family.stocks + ((chain.slot - family.stocks) * family.years + series / 12) * 19;
            standing := array(select generate_series(1, width - 1));
            for level in 0 .. calendar + chain.number - 1 loop
                exit when standing = '{}';
                if level >= calendar then
                    part := chain.slots[level - calendar + 1];
                    col := chain.slot;
                    if chain.is_flow then
                        part := family.stocks + ((part - family.stocks) * family.years + series / 12) * 19 + 3 + series % 12 / 3;
                        col := year + 3 + series % 12 / 3;
                    end if;
                    for n in 1 .. width loop
                        amounts[behind + n] := case level when calendar then amounts[col * width + n]
                                                          else amounts[behind + n] end - amounts[part * width + n];
                    end loop;
                    beside := array[part * width, behind];
                else
                    beside := case when not chain.is_flow then array[chain.slot * width]
                        when level = 0 then array[year * width]
                        when level = 1 then array[(year + 1) * width, (year + 2) * width]
                        when level = 2 then array[(year + 3 + series % 12 / 6 * 2) * width, (year + 4 + series % 12 / 6 * 2) * width]
                        else array[(year + 7 + series % 12 / 3 * 3) * width, (year + 8 + series % 12 / 3 * 3) * width,
                                   (year + 9 + series % 12 / 3 * 3) * width] end;
                end if;
                good := '{}';
                foreach place in array standing loop
                    if amounts[beside[1] + place] between 1 and smallest - 1
                        or amounts[beside[2] + place] between 1 and smallest - 1
                        or amounts[beside[3] + place] between 1 and smallest - 1
                    then
                        shown[place] := least(shown[place], case chain.number when 0 then -1 else level - calendar end);
                    else
                        good := good || place;
                    end if;
                end loop;
                standing := good;
                foreach col in array beside loop
                    exit when of_parent = 0;
                    remaining := amounts[col + width];
                    next := null;
                    foreach place in array good loop
                        remaining := remaining - amounts[col + place];
                        next := case when amounts[col + place] > 0 then place else next end;
                    end loop;
                    if next is not null and remaining between 1 and smallest - 1 then
                        shown[next] := least(shown[next], case chain.number when 0 then -1 else level - calendar end);
                        standing := array_remove(standing, next);
                    end if;
                end loop;
            end loop;
        end loop;
        if chain.is_flow and chain.number > 0 and months < 3 then
            shown := array_fill(0, array[width - 1]);
        end if;
        all_shown := all_shown || (select array_agg(greatest(splits, -1) order by n) from unnest(shown) with ordinality s (splits, n));
    end loop;
    return (
        select jsonb_object_agg(m.code, array(
            select all_shown[c * (width - 1) + m.n] from generate_series(0, jsonb_array_length(chains) - 1) c order by c))
        from unnest(family.members) with ordinality m (code, n));
end $$;

CREATE FUNCTION public.splits_shown(of_codes bigint[], chains jsonb, from_day date, until_day date, smallest integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    return (
    with line as materialized (
        select asked.code, t.code as above, coalesce(t.parent_code, 0) as parent_code
        from (select distinct code from unnest(of_codes) code) asked
        join tenants t on t.code = any (division_line(asked.code))
        where asked.code <@ acting_range()
    ), family as materialized (
        select parent_code, known_splits(parent_code, chains, from_day, until_day, smallest) as splits
        from (select distinct parent_code from line) families
    ), fewest as (
        select l.code, e.n, min(e.splits::integer) as splits
        from line l join family f using (parent_code),
             jsonb_array_elements_text(f.splits -> l.above::text) with ordinality e (splits, n)
        group by l.code, e.n
    )
    select jsonb_object_agg(code, splits) from (
        select code, jsonb_object_agg(chains -> (n - 1)::integer ->> 'name', splits) as splits
        from fewest group by code) by_code);
end $$;

CREATE FUNCTION public.standard_columns_touched() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if not unrecorded() then
        new.updated_at := now();
        new.updated_by := acting_user();
    end if;
    return new;
end $$;

CREATE FUNCTION public.start_second_factor(with_access_hash bytea, with_id uuid, with_secret text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 DELETE FROM public.second_factors f
    USING public.live_session(start_second_factor.with_access_hash) l(user_id, user_name)
   WHERE ((f.user_id = l.user_id) AND (f.confirmed_at IS NULL));
 WITH started AS (
          INSERT INTO public.second_factors (id, user_id, secret, started_in)  SELECT start_second_factor.with_id AS with_id,
                     l.user_id,
                     start_second_factor.with_secret AS with_secret,
                     s.id
                    FROM (public.live_session(start_second_factor.with_access_hash) l(user_id, user_name)
                      JOIN public.sessions s ON ((s.access_hash = start_second_factor.with_access_hash)))
           RETURNING 1 AS "?column?"
         )
  SELECT (EXISTS ( SELECT
            FROM started)) AS "exists";
END;

CREATE FUNCTION public.start_session(of_user uuid, family bytea, access bytea, access_for interval, refresh bytea, refresh_for interval, session_for interval, from_address text, with_second_factor boolean) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 DELETE FROM public.sessions
   WHERE ((sessions.user_id = start_session.of_user) AND (sessions.ends_at < (now() - '90 days'::interval)));
 WITH started AS (
          INSERT INTO public.sessions (user_id, family_hash, access_hash, access_until, refresh_hash, refresh_until, ends_at, address, second_factor)
           VALUES (start_session.of_user, start_session.family, start_session.access, (now() + LEAST(start_session.access_for, start_session.session_for)), start_session.refresh, (now() + LEAST(start_session.refresh_for, start_session.session_for)), (now() + start_session.session_for), start_session.from_address, start_session.with_second_factor)
           RETURNING sessions.id
         )
  SELECT public.note_account_event(start_session.of_user, 'SIGNED_IN'::text, start_session.from_address, started.id) AS note_account_event
    FROM started;
END;

CREATE FUNCTION public.started_second_factor(with_access_hash bytea, good_for interval) RETURNS TABLE(moment timestamp with time zone, id uuid, secret text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT clock_timestamp() AS clock_timestamp,
     f.id,
     f.secret
    FROM ((public.live_session(started_second_factor.with_access_hash) l(user_id, user_name)
      JOIN public.sessions s ON ((s.access_hash = started_second_factor.with_access_hash)))
      JOIN public.second_factors f ON (((f.user_id = l.user_id) AND (f.started_in = s.id))))
   WHERE ((f.confirmed_at IS NULL) AND (f.started_at > (now() - started_second_factor.good_for)));
END;

CREATE VIEW public.children_recounted WITH (security_invoker='true') AS
 SELECT s.tenant_code,
    s.figure,
    s.dimension,
    s.month,
    s.amount
   FROM (public.children c
     LEFT JOIN ( SELECT p.child_id,
            range_agg(daterange(p.from_on, p.until_on)) AS paired_on
           FROM public.pairings p
          GROUP BY p.child_id) days ON ((days.child_id = c.id))),
    LATERAL public.shares_of(jsonb_populate_record(c.*, jsonb_build_object('paired_on', COALESCE(days.paired_on, '{}'::datemultirange)))) s(tenant_code, figure, dimension, month, amount);

CREATE VIEW public.recounted_shares WITH (security_invoker='true') AS
 SELECT s.tenant_code,
    s.figure,
    s.dimension,
    s.month,
    s.amount
   FROM public.activities r,
    LATERAL public.shares_of(r.*) s(tenant_code, figure, dimension, month, amount)
UNION ALL
 SELECT s.tenant_code,
    s.figure,
    s.dimension,
    s.month,
    s.amount
   FROM public.caring_mothers r,
    LATERAL public.shares_of(r.*) s(tenant_code, figure, dimension, month, amount)
UNION ALL
 SELECT s.tenant_code,
    s.figure,
    s.dimension,
    s.month,
    s.amount
   FROM public.children_recounted s
UNION ALL
 SELECT s.tenant_code,
    s.figure,
    s.dimension,
    s.month,
    s.amount
   FROM public.deliveries r,
    LATERAL public.shares_of(r.*) s(tenant_code, figure, dimension, month, amount)
UNION ALL
 SELECT s.tenant_code,
    s.figure,
    s.dimension,
    s.month,
    s.amount
   FROM public.donations r,
    LATERAL public.shares_of(r.*) s(tenant_code, figure, dimension, month, amount)
UNION ALL
 SELECT s.tenant_code,
    s.figure,
    s.dimension,
    s.month,
    s.amount
   FROM public.pairings r,
    LATERAL public.shares_of(r.*) s(tenant_code, figure, dimension, month, amount)
UNION ALL
 SELECT s.tenant_code,
    s.figure,
    s.dimension,
    s.month,
    s.amount
   FROM public.projects r,
    LATERAL public.shares_of(r.*) s(tenant_code, figure, dimension, month, amount)
UNION ALL
 SELECT s.tenant_code,
    s.figure,
    s.dimension,
    s.month,
    s.amount
   FROM public.visits r,
    LATERAL public.shares_of(r.*) s(tenant_code, figure, dimension, month, amount);

CREATE TABLE public.statistics_deltas (
    tenant_code bigint NOT NULL,
    figure text NOT NULL,
    dimension text NOT NULL,
    month date NOT NULL,
    amount bigint NOT NULL
);

ALTER TABLE ONLY public.statistics_deltas FORCE ROW LEVEL SECURITY;

CREATE TABLE public.statistics_tallies (
    tenant_code bigint NOT NULL,
    figure text NOT NULL,
    dimension text NOT NULL,
    month date NOT NULL,
    amount bigint NOT NULL
);

ALTER TABLE ONLY public.statistics_tallies FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.statistics_differences() RETURNS TABLE(tenant_code bigint, figure text, dimension text, month date, tallied bigint, recounted bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 WITH recounted AS (
          SELECT t.code AS tenant_code,
             own.figure,
             own.dimension,
             own.month,
             sum(own.amount) AS amount
            FROM (( SELECT o.tenant_code,
                     o.figure,
                     o.dimension,
                     o.month,
                     sum(o.amount) AS amount
                    FROM public.recounted_shares o
                   GROUP BY o.tenant_code, o.figure, o.dimension, o.month) own
              JOIN public.tenants t ON ((t.code = ANY (public.division_line(own.tenant_code)))))
           GROUP BY t.code, own.figure, own.dimension, own.month
         ), tallied AS (
          SELECT k_1.tenant_code,
             k_1.figure,
             k_1.dimension,
             k_1.month,
             sum(k_1.amount) AS amount
            FROM ( SELECT statistics_tallies.tenant_code,
                     statistics_tallies.figure,
                     statistics_tallies.dimension,
                     statistics_tallies.month,
                     statistics_tallies.amount
                    FROM public.statistics_tallies
                 UNION ALL
                  SELECT t.code,
                     d.figure,
                     d.dimension,
                     d.month,
                     d.amount
                    FROM (public.statistics_deltas d
                      JOIN public.tenants t ON ((t.code = ANY (public.division_line(d.tenant_code)))))) k_1
           GROUP BY k_1.tenant_code, k_1.figure, k_1.dimension, k_1.month
         )
  SELECT tenant_code,
     figure,
     dimension,
     month,
     (COALESCE(k.amount, (0)::numeric))::bigint AS "coalesce",
     (COALESCE(r.amount, (0)::numeric))::bigint AS "coalesce"
    FROM (tallied k
      FULL JOIN recounted r USING (tenant_code, figure, dimension, month))
   WHERE (COALESCE(k.amount, (0)::numeric) <> COALESCE(r.amount, (0)::numeric))
   ORDER BY tenant_code, figure, dimension, month;
END;

CREATE FUNCTION public.subject_of_change(of_person text, of_kind text, record uuid) RETURNS text
    LANGUAGE plpgsql STABLE
    AS $_$ begin case of_kind when 'CARING_MOTHER' then return (select id || ':' || tenant_code from caring_mothers where id = $3 and of_person = 'CARING_MOTHER');
when 'CHILD' then return (select id || ':' || tenant_code from children where id = $3 and of_person = 'CHILD');
when 'PAIRING' then return (select child_id || ':' || tenant_code from pairings where id = $3 and of_person = 'CHILD');
when 'VISIT' then return (select child_id || ':' || tenant_code from visits where id = $3 and of_person = 'CHILD'); else return null; end case; end $_$;

CREATE FUNCTION public.take_identity_code(with_code bytea, with_challenge text, from_address text) RETURNS TABLE(issuer text, subject text, second_factor boolean)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    taken identity_codes;
begin
    delete from identity_codes c where c.code_hash = with_code and c.until_at > now() returning c.* into taken;
    if taken.challenge = with_challenge then
        return query select taken.issuer, taken.subject, taken.second_factor;
    else
        perform note_account_event(i.user_id, 'IDENTITY_CODE_MISUSED', from_address, null)
        from identities i where i.issuer = taken.issuer and i.subject = taken.subject;
    end if;
end $$;

CREATE FUNCTION public.time_ordered_id() RETURNS uuid
    LANGUAGE sql PARALLEL SAFE
    RETURN ((OVERLAY(lpad(to_hex(((((EXTRACT(epoch FROM clock_timestamp()) * (1000000)::numeric))::bigint * 512) / 125)), 15, '0'::text) PLACING '7'::text FROM 13 FOR 0) || substr(encode(uuid_send(gen_random_uuid()), 'hex'::text), 17)))::uuid;

CREATE FUNCTION public.tree_moved() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    insert into family_versions (parent_code, version) values (-1, nextval('family_version'))
    on conflict (parent_code) do update set version = excluded.version;
    return null;
end $$;

CREATE FUNCTION public.truncation_refused() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    raise exception 'truncating % would leave the statistics behind', tg_table_name;
end $$;

CREATE FUNCTION public.try_challenge(with_token bytea) RETURNS TABLE(user_id uuid, user_name text)
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 UPDATE public.sign_in_challenges c SET tries_left = (c.tries_left - 1)
    FROM public.users u
   WHERE ((c.token_hash = try_challenge.with_token) AND (c.until_at > now()) AND (c.tries_left > 0) AND (u.id = c.user_id) AND (u.closed_at IS NULL))
   RETURNING u.id,
     u.name;
END;

CREATE FUNCTION public.unlink_identity(with_access_hash bytea, of_id uuid, from_address text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 DELETE FROM public.sign_in_challenges c
    USING public.live_session(unlink_identity.with_access_hash) l(user_id, user_name)
   WHERE (c.user_id = l.user_id);
 WITH unlinked AS (
          DELETE FROM public.identities i
            USING public.live_session(unlink_identity.with_access_hash) l(user_id, user_name)
           WHERE ((i.user_id = l.user_id) AND (i.id = unlink_identity.of_id))
           RETURNING i.user_id
         ), noted AS (
          SELECT public.note_account_event(unlinked.user_id, 'IDENTITY_UNLINKED'::text, unlink_identity.from_address, NULL::uuid) AS note_account_event,
             public.end_own_sessions(unlink_identity.with_access_hash, NULL::uuid, unlink_identity.from_address) AS end_own_sessions
            FROM unlinked
         )
  SELECT (EXISTS ( SELECT
            FROM noted)) AS "exists";
END;

CREATE FUNCTION public.unrecorded() RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS $$
begin
    if current_setting('circle.unrecorded', true) = 'on' then
        return (select pg_has_role(session_user, relowner, 'member') from pg_class where oid = 'children'::regclass);
    end if;
    return false;
end $$;

CREATE FUNCTION public.unrecorded_columns() RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ARRAY['version'::text, 'created_at'::text, 'created_by'::text, 'updated_at'::text, 'updated_by'::text, 'state'::text, 'paired'::text, 'paired_on'::text, 'identity_number_hash'::text, 'phone_hash'::text];

CREATE FUNCTION public.use_enrolment_code(with_access_hash bytea, with_code bytea, from_address text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 WITH used AS (
          UPDATE public.users u SET enrolment_hash = NULL::bytea, enrolment_until = NULL::timestamp with time zone
            FROM public.live_session(use_enrolment_code.with_access_hash) l(user_id, user_name)
           WHERE ((u.id = l.user_id) AND (u.enrolment_hash = use_enrolment_code.with_code) AND (u.enrolment_until > now()))
           RETURNING u.id
         ), vouched AS (
          UPDATE public.sessions s SET vouched = true
            FROM used
           WHERE (s.access_hash = use_enrolment_code.with_access_hash)
           RETURNING s.user_id,
             s.id
         ), noted AS (
          SELECT public.note_account_event(vouched.user_id, 'ENROLMENT_CODE_USED'::text, use_enrolment_code.from_address, vouched.id) AS note_account_event
            FROM vouched
         )
  SELECT (EXISTS ( SELECT
            FROM noted)) AS "exists";
END;

CREATE FUNCTION public.use_recovery_code(of_factor uuid, with_code bytea, from_address text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 WITH used AS (
          DELETE FROM public.recovery_codes
           WHERE ((recovery_codes.second_factor_id = use_recovery_code.of_factor) AND (recovery_codes.code_hash = use_recovery_code.with_code))
           RETURNING 1 AS "?column?"
         ), noted AS (
          SELECT public.note_account_event(f.user_id, 'RECOVERY_CODE_USED'::text, use_recovery_code.from_address, NULL::uuid) AS note_account_event
            FROM (used
              CROSS JOIN public.second_factors f)
           WHERE (f.id = use_recovery_code.of_factor)
         )
  SELECT (EXISTS ( SELECT
            FROM noted)) AS "exists";
END;

CREATE FUNCTION public.use_step(of_factor uuid, step bigint) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 WITH used AS (
          UPDATE public.second_factors SET last_step = use_step.step
           WHERE ((second_factors.id = use_step.of_factor) AND (second_factors.last_step < use_step.step))
           RETURNING 1 AS "?column?"
         )
  SELECT (EXISTS ( SELECT
            FROM used)) AS "exists";
END;

CREATE FUNCTION public.user_administered() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    action text := case
        when tg_op = 'INSERT' then 'USER_CREATED'
        when new.closed_at is not null and old.closed_at is null then 'USER_CLOSED'
        when new.closed_at is null and old.closed_at is not null then 'USER_REOPENED'
        when new.invitation_hash is null and old.invitation_hash is not null then 'USER_JOINED'
        when new.invitation_hash is distinct from old.invitation_hash then 'USER_INVITED'
    end;
begin
    if action is not null then
        insert into administration_events (by_user, acting_role, acting_code, action, user_id)
        values (case when action = 'USER_JOINED' then new.id else acting_user() end, acting_role(), acting_low(),
                action, new.id);
    end if;
    return null;
end $$;

CREATE FUNCTION public.user_version_kept() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    new.version := old.version + 1;
    return new;
end $$;

CREATE FUNCTION public.users_of(mother uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE
    BEGIN ATOMIC
 SELECT g.user_id
    FROM public.grants g
   GROUP BY g.user_id
  HAVING bool_and((NOT (g.caring_mother_id IS DISTINCT FROM users_of.mother)));
END;

CREATE FUNCTION public.visits_admitted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    SET enable_seqscan TO 'off'
    AS $$
begin
    perform from pairings where id in (select pairing_id from changed) order by id for share;
    if exists (select from changed v join pairings p on p.id = v.pairing_id
               where v.visited_on < p.from_on or v.visited_on > p.until_on) then
        raise check_violation using table = tg_table_name, constraint = 'visits_visited_on_outside_pairing',
            message = 'visited_on_outside_pairing';
    end if;
    if exists (select from changed v join children c on c.id = v.child_id
               where c.erased_on is not null and num_nonnulls(v.findings, v.follow_up) > 0) then
        raise check_violation using table = tg_table_name, constraint = 'visits_id_erased', message = 'erased';
    end if;
    return null;
end $$;

CREATE FUNCTION public.visits_counted_on_delete() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::visits) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.visits_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::visits) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.visits_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$ begin
                insert into statistics_deltas
                select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::visits) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::visits) s) shares
                group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                return null;
            end $$;

CREATE FUNCTION public.weigh_attempt(of_name text, from_place bytea, from_device bytea) RETURNS TABLE(moment timestamp with time zone, user_id uuid, password_hash text, place bytea, known boolean, here bigint, here_last timestamp with time zone, account bigint, account_last timestamp with time zone, strange bigint, strange_last timestamp with time zone, codes bigint, codes_last timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
#variable_conflict use_column
declare
    asked constant bytea := sha256(convert_to(of_name, 'UTF8'));
    found_user record;
    found_place bytea := from_place;
    is_known boolean;
begin
    perform pg_advisory_xact_lock(hashtextextended(of_name, 4715226034));
    select u.id, u.password_hash into found_user from users u where u.name = of_name and u.closed_at is null;
    if is_known_place(found_user.id, from_device) then
        found_place := from_device;
    end if;
    is_known := is_known_place(found_user.id, found_place);
    return query
        with of_account as (
            select a.* from sign_in_attempts a where a.account = asked and a.at > now() - interval '1 day'),
        here as (
            select count(*) as count, max(a.at) as last from of_account a
            where a.place = found_place and a.outcome <> 'SUCCEEDED'
              and a.id > coalesce((select max(b.id) from of_account b
                                   where b.place = found_place and b.outcome = 'SUCCEEDED'), 0)),
        everywhere as (
            select count(*) as count, max(a.at) as last from of_account a
            where not a.known and a.outcome <> 'SUCCEEDED' and a.at > now() - interval '1 hour'),
        strange as (
            select count(*) as count, max(a.at) as last from sign_in_attempts a
            where a.place = found_place and not a.known and a.outcome <> 'SUCCEEDED'
              and a.at > now() - interval '1 hour'),
        codes as (
            select count(*) as count, max(a.at) as last from of_account a
            where not a.known and a.outcome = 'WRONG_CODE')
        select clock_timestamp(), found_user.id, found_user.password_hash, found_place, is_known,
               h.count, h.last, e.count, e.last, s.count, s.last, c.count, c.last
        from here h, everywhere e, strange s, codes c;
end $$;

CREATE FUNCTION public.withdraw_grant(of_grant uuid, at_version integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    perform refuse_unless(exists (select from grants g where g.id = of_grant
        and g.user_id <> acting_user() and may_give(g.role, g.tenant_code)));
    update grants set revoked_at = now() where id = of_grant and version = at_version and revoked_at is null;
    return found;
end $$;

CREATE AGGREGATE public.chain_of(digest bytea, first_head bytea) (
    SFUNC = public.link_of,
    STYPE = bytea
);

CREATE TABLE public.access_log_2026_11 (
    id uuid CONSTRAINT access_log_id_not_null NOT NULL,
    day date CONSTRAINT access_log_day_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_log_at_not_null NOT NULL,
    user_id uuid,
    user_name text CONSTRAINT access_log_user_name_not_null NOT NULL,
    grant_id uuid,
    role text,
    tenant_code bigint CONSTRAINT access_log_tenant_code_not_null NOT NULL,
    tenant_name text CONSTRAINT access_log_tenant_name_not_null NOT NULL,
    kind text CONSTRAINT access_log_kind_not_null NOT NULL,
    record_ids uuid[] CONSTRAINT access_log_record_ids_not_null NOT NULL,
    tenant_codes bigint[] CONSTRAINT access_log_tenant_codes_not_null NOT NULL,
    fields text[] CONSTRAINT access_log_fields_not_null NOT NULL,
    operation text,
    opening_id uuid,
    reason text,
    request_id text,
    address text,
    reason_salt uuid DEFAULT gen_random_uuid()
);

ALTER TABLE ONLY public.access_log_2026_11 FORCE ROW LEVEL SECURITY;

CREATE TABLE public.access_log_2026_12 (
    id uuid CONSTRAINT access_log_id_not_null NOT NULL,
    day date CONSTRAINT access_log_day_not_null NOT NULL,
    at timestamp with time zone CONSTRAINT access_log_at_not_null NOT NULL,
    user_id uuid,
    user_name text CONSTRAINT access_log_user_name_not_null NOT NULL,
    grant_id uuid,
    role text,
    tenant_code bigint CONSTRAINT access_log_tenant_code_not_null NOT NULL,
    tenant_name text CONSTRAINT access_log_tenant_name_not_null NOT NULL,
    kind text CONSTRAINT access_log_kind_not_null NOT NULL,
    record_ids uuid[] CONSTRAINT access_log_record_ids_not_null NOT NULL,
    tenant_codes bigint[] CONSTRAINT access_log_tenant_codes_not_null NOT NULL,
    fields text[] CONSTRAINT access_log_fields_not_null NOT NULL,
    operation text,
    opening_id uuid,
    reason text,
    request_id text,
    address text,
    reason_salt uuid DEFAULT gen_random_uuid()
);

ALTER TABLE ONLY public.access_log_2026_12 FORCE ROW LEVEL SECURITY;

CREATE TABLE public.access_log_chain (
    day date NOT NULL,
    "position" integer NOT NULL,
    entry_id uuid NOT NULL,
    logged_on date NOT NULL,
    digest bytea NOT NULL,
    hash bytea NOT NULL
);

ALTER TABLE ONLY public.access_log_chain FORCE ROW LEVEL SECURITY;

CREATE TABLE public.access_log_unchained (
    day date DEFAULT public.today() NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    grant_id uuid,
    user_name text,
    tenant_code bigint,
    kinds text[] NOT NULL,
    fields text[] NOT NULL,
    marks text[] DEFAULT '{}'::text[] NOT NULL,
    opening_ids uuid[],
    operation text,
    request_id text,
    address text,
    CONSTRAINT access_log_unchained_somebodys CHECK ((num_nonnulls(grant_id, user_name) = 1))
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000');
ALTER TABLE ONLY public.access_log_unchained ALTER COLUMN marks SET STORAGE EXTERNAL;

ALTER TABLE ONLY public.access_log_unchained FORCE ROW LEVEL SECURITY;

ALTER TABLE public.account_events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.account_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE public.administration_events ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.administration_events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);

CREATE TABLE public.applied_sql (
    name text NOT NULL,
    digest text NOT NULL
);

ALTER TABLE ONLY public.applied_sql FORCE ROW LEVEL SECURITY;

CREATE TABLE public.change_values (
    change_id uuid NOT NULL,
    kind text NOT NULL,
    record_id uuid NOT NULL,
    field text NOT NULL,
    before text,
    after text
);

ALTER TABLE ONLY public.change_values FORCE ROW LEVEL SECURITY;

CREATE TABLE public.changes (
    id uuid NOT NULL,
    tenant_code bigint NOT NULL,
    kind text NOT NULL,
    record_id uuid NOT NULL,
    version integer NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    deleted boolean DEFAULT false NOT NULL,
    fields text[] NOT NULL,
    user_id uuid DEFAULT public.acting_user(),
    acting_role text DEFAULT public.acting_role(),
    acting_code bigint DEFAULT public.acting_low()
);

ALTER TABLE ONLY public.changes FORCE ROW LEVEL SECURITY;

CREATE SEQUENCE public.family_version
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.family_versions (
    parent_code bigint NOT NULL,
    version bigint NOT NULL
);

ALTER TABLE ONLY public.family_versions FORCE ROW LEVEL SECURITY;

CREATE TABLE public.person_requests (
    id uuid DEFAULT public.time_ordered_id() NOT NULL,
    request text NOT NULL,
    kind text NOT NULL,
    record_id uuid NOT NULL,
    tenant_code bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    operator text NOT NULL,
    reason text,
    counts jsonb NOT NULL,
    CONSTRAINT person_requests_kind_known CHECK ((kind = ANY (ARRAY['CHILD'::text, 'CARING_MOTHER'::text]))),
    CONSTRAINT person_requests_reason_named CHECK (((request <> 'ERASURE'::text) OR (reason IS NOT NULL))),
    CONSTRAINT person_requests_request_known CHECK ((request = ANY (ARRAY['EXPORT'::text, 'ERASURE'::text])))
);

ALTER TABLE ONLY public.person_requests FORCE ROW LEVEL SECURITY;

CREATE VIEW public.protections WITH (security_invoker='true') AS
 SELECT column1 AS name,
    column2 AS seen,
    column3 AS opened,
    column4 AS added,
    column5 AS changed
   FROM (VALUES ('CHILD_FILE'::text,'case when {role} in (''DIRECTOR'', ''CASEWORKER'') then {within} when {role} = ''CARING_MOTHER'' then {paired}
            else false end'::text,'case {role} when ''CASEWORKER'' then {within}
                   when ''DIRECTOR'' then {own} or {child} = any ((select acting_openings())::uuid[]) else false end'::text,'case when {role} = ''CASEWORKER'' then {within} else false end'::text,'case when {role} = ''CASEWORKER'' then {within} else false end'::text), ('CONTACT'::text,'case when {role} in (''DIRECTOR'', ''CASEWORKER'') then {within} when {role} = ''CARING_MOTHER'' then {paired}
            else false end'::text,'case {role} when ''CASEWORKER'' then {within}
                   when ''DIRECTOR'' then {own} or {child} = any ((select acting_openings())::uuid[]) else false end'::text,'case when {role} = ''CASEWORKER'' then {within}
            when {role} = ''CARING_MOTHER'' then pairing_id = any ((select acting_pairings())::uuid[]) else false end'::text,'case when {role} = ''CASEWORKER'' then {within} else false end'::text), ('REGISTER'::text,'case when {role} in (''DIRECTOR'', ''CASEWORKER'') then {within}
                or service_code <@ (select acting_range())
                or service_code = any ((select division_line(acting_low()))::bigint[])
                or acting_pairs(id)
            when {role} = ''CARING_MOTHER'' then id = (select acting_caring_mother()) else false end'::text,'case {role} when ''CASEWORKER'' then {within} when ''DIRECTOR'' then {own} else false end'::text,'case when {role} = ''CASEWORKER'' then {within} else false end'::text,'case when {role} = ''CASEWORKER'' then {within} when {role} = ''DIRECTOR'' then {own} else false end'::text), ('BRANCH_WORK'::text,'case when {role} in (''ANALYST'', ''DIRECTOR'', ''PROJECT_MANAGER'') then {within} when {role} = ''CASEWORKER'' then {own}
            when {role} = ''CARING_MOTHER'' then {own} else false end'::text,'case when {role} in (''ANALYST'', ''DIRECTOR'', ''PROJECT_MANAGER'') then {within} when {role} = ''CASEWORKER'' then {own}
            else false end'::text,'case when {role} in (''DIRECTOR'', ''CASEWORKER'', ''PROJECT_MANAGER'') then {own} else false end'::text,'case when {role} in (''DIRECTOR'', ''CASEWORKER'', ''PROJECT_MANAGER'') then {own} else false end'::text), ('PROJECT_WORK'::text,'case when {role} in (''ANALYST'', ''DIRECTOR'', ''PROJECT_MANAGER'') then {within} when {role} = ''CASEWORKER'' then {own}
            else false end'::text,'case when {role} in (''ANALYST'', ''DIRECTOR'', ''PROJECT_MANAGER'') then {within} when {role} = ''CASEWORKER'' then {own}
            else false end'::text,'case when {role} in (''DIRECTOR'', ''CASEWORKER'', ''PROJECT_MANAGER'') then {own} else false end'::text,'case when {role} in (''DIRECTOR'', ''CASEWORKER'', ''PROJECT_MANAGER'') then {own} else false end'::text), ('LEDGER'::text,'case when {role} in (''ANALYST'', ''DIRECTOR'', ''PROJECT_MANAGER'') then {within} when {role} = ''CASEWORKER'' then {own}
            else false end'::text,'case when {role} = ''PROJECT_MANAGER'' then {within} else false end'::text,'case when {role} = ''PROJECT_MANAGER'' then {own} else false end'::text,NULL::text)) "*VALUES*";

CREATE TABLE public.record_columns (
    id uuid NOT NULL,
    tenant_code bigint NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    created_by uuid DEFAULT public.acting_user(),
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by uuid DEFAULT public.acting_user()
);

ALTER TABLE ONLY public.record_columns FORCE ROW LEVEL SECURITY;

ALTER TABLE public.sign_in_attempts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.sign_in_attempts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE ONLY public.access_log ATTACH PARTITION public.access_log_2026_11 FOR VALUES FROM ('2026-11-01') TO ('2026-12-01');

ALTER TABLE ONLY public.access_log ATTACH PARTITION public.access_log_2026_12 FOR VALUES FROM ('2026-12-01') TO ('2027-01-01');

INSERT INTO public.access_log_2026_11 VALUES
	('01a223c6-053e-7c31-bda5-055584e148d3', '2026-11-29', '2026-11-28 20:08:29.748583+00', '00000000-0000-7000-8000-000000000901', '330000.director', '00000000-0000-7000-8000-000000000911', 'DIRECTOR', 330000000000, '浙江省', 'CHILD', '{00000000-0000-7000-8000-000000000201}', '{330127100200}', '{name,health}', 'Child', '00000000-0000-7000-8000-000000000931', '接到举报，需要当面核实情况', 'request', '192.0.2.1', 'a50ca55b-8c27-4368-821a-47c682de894e');

INSERT INTO public.access_log_chain VALUES
	('2026-11-29', 1, '01a223c6-053e-7c31-bda5-055584e148d3', '2026-11-29', '\xa833a29dd7e1bd730f90ec94bbdf90d855ebce508aa67fd717ac15ab11f0c7d0', '\x0150ee2d5bef93df31f1fc1b31b42406ff6639310343651cd1acbb02555ed15b');

INSERT INTO public.access_log_days VALUES
	('2026-11-29', 1, '\x0150ee2d5bef93df31f1fc1b31b42406ff6639310343651cd1acbb02555ed15b');

INSERT INTO public.access_log_retired VALUES
	('2024-01-01', 0, 0, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '2026-11-29', 'circle_owner');

INSERT INTO public.access_log_unchained VALUES
	('2026-11-29', '2026-11-28 20:08:29.760503+00', NULL, 'operator', 330000000000, '{CHILD}', '{"{name}"}', '{}', NULL, NULL, NULL, NULL);

INSERT INTO public.account_events OVERRIDING SYSTEM VALUE VALUES
	(1, '00000000-0000-7000-8000-000000000901', '2026-11-28 20:08:29.726969+00', 'SIGNED_IN', '192.0.2.1', 'b337c0ad-2b5d-4a34-aded-c8f9cf83954f');

INSERT INTO public.activities VALUES
	('00000000-0000-7000-8000-000000000501', 330127000000, 1, '2026-11-28 20:08:29.679477+00', NULL, '2026-11-28 20:08:29.679477+00', NULL, '暑期营', 'CAMP', 'SAFETY', '爱心', '{学校}', '2024-07-01', '2024-07-02', 3, 40, NULL, NULL, DEFAULT),
	('00000000-0000-7000-8000-000000000502', 330127000000, 1, '2026-11-28 20:08:29.684492+00', NULL, '2026-11-28 20:08:29.761332+00', '00000000-0000-7000-8000-000000000901', '安全讲座', 'LECTURE', 'IDEALS', NULL, '{}', '2024-09-01', NULL, 0, 0, NULL, NULL, DEFAULT);

INSERT INTO public.administration_events VALUES
	(1, '2026-11-28 20:08:29.709955+00', NULL, NULL, NULL, 'USER_CREATED', '00000000-0000-7000-8000-000000000901', NULL, NULL, NULL),
	(2, '2026-11-28 20:08:29.709955+00', NULL, NULL, NULL, 'USER_CREATED', '00000000-0000-7000-8000-000000000902', NULL, NULL, NULL),
	(3, '2026-11-28 20:08:29.709955+00', NULL, NULL, NULL, 'USER_CREATED', '00000000-0000-7000-8000-000000000903', NULL, NULL, NULL),
	(4, '2026-11-28 20:08:29.709955+00', NULL, NULL, NULL, 'USER_CREATED', '00000000-0000-7000-8000-000000000904', NULL, NULL, NULL),
	(5, '2026-11-28 20:08:29.713316+00', NULL, NULL, NULL, 'USER_CREATED', '00000000-0000-7000-8000-000000000905', NULL, NULL, NULL),
	(6, '2026-11-28 20:08:29.715308+00', NULL, NULL, NULL, 'GRANT_GIVEN', '00000000-0000-7000-8000-000000000901', '00000000-0000-7000-8000-000000000911', 'DIRECTOR', 330000000000),
	(7, '2026-11-28 20:08:29.715308+00', NULL, NULL, NULL, 'GRANT_GIVEN', '00000000-0000-7000-8000-000000000902', '00000000-0000-7000-8000-000000000912', 'CASEWORKER', 330127000000),
	(8, '2026-11-28 20:08:29.715308+00', NULL, NULL, NULL, 'GRANT_GIVEN', '00000000-0000-7000-8000-000000000903', '00000000-0000-7000-8000-000000000913', 'CARING_MOTHER', 330127000000),
	(9, '2026-11-28 20:08:29.715308+00', NULL, NULL, NULL, 'GRANT_GIVEN', '00000000-0000-7000-8000-000000000904', '00000000-0000-7000-8000-000000000914', 'ADMINISTRATOR', 330000000000),
	(10, '2026-11-28 20:08:29.72245+00', NULL, NULL, NULL, 'GRANT_GIVEN', '00000000-0000-7000-8000-000000000905', '00000000-0000-7000-8000-000000000915', 'CASEWORKER', 330127000000);

INSERT INTO public.alembic_version VALUES
	('20261128_01');

INSERT INTO public.applied_sql VALUES
	('standard columns of activities', 'fe582022c5cec29b684e2f76cbb1ee6d'),
	('history of activities', '51e03b30bb10adc9c6fbea4f6a8fc20f'),
	('counting of activities on insert', '300639e47e5f7c3db75da2a2761392ad'),
	('counting of activities on update', '39569a7d0ab4955106d8783ce2a3f306'),
	('counting of activities on delete', 'a91aa36a5b5efa2244b149bb0ad884b1'),
	('policies of activities', '3af97b2c11f397b4b707a6c685c9060a'),
	('standard columns of caring_mothers', '680a8c01a5815d89bbc49255aa150630'),
	('history of caring_mothers', 'fe95c2c4f2be00aecd1c34d168018bef'),
	('counting of caring_mothers on insert', '33eff119f8ce938edc1cc1d0a308ca62'),
	('counting of caring_mothers on update', '03849f915cfc3df41bb58a25b32a96b0'),
	('counting of caring_mothers on delete', 'e90c7d1f28c0b82e371e601b46809c56'),
	('policies of caring_mothers', '500062796231180a945434e96a0ab624'),
	('standard columns of children', 'c9a0fcddce49484a1b16deaed1b1a6e3'),
	('history of children', '14a7eace91d573206d2837fdececdb30'),
	('counting of children on insert', '52817b41270f088f1bb94fec2187d4c5'),
	('counting of children on update', '406406d1ac748dbf1311ccd314db0377'),
	('counting of children on delete', '94fd6d5834a45e6fa4036d0330cc0800'),
	('policies of children', '6f8ce94a78f71e7797aebf9f5d80184e'),
	('standard columns of deliveries', '8c305baace98b2bf31ec793aa0791d97'),
	('history of deliveries', '3681a93191b320fd61c3478e186a5e4a'),
	('counting of deliveries on insert', '1ac25c7e0379118a46e844a162077b58'),
	('counting of deliveries on update', '0ff467d650adfbeae4d988275777593e'),
	('counting of deliveries on delete', '3a0923e8714959ac1865d9a6576c8077'),
	('policies of deliveries', '7ea0742f5f9098944173237ae6efbd26'),
	('standard columns of donations', 'd807be216a193be7bc5cdda28e8e0351'),
	('history of donations', 'f2b0551d1c4503f03074f288c64df084'),
	('counting of donations on insert', 'aa8b20d536741a9c93aaca2bbfba6a42'),
	('counting of donations on update', 'de044eb5a1d07506b8fe526b00b10b03'),
	('counting of donations on delete', '26decc9500ca8f896a78026d79f88972'),
	('policies of donations', '90da1cd24481fb581fb17b51b7af6df0'),
	('standard columns of pairings', '05bc4f4adab83063f7ed8e8fc2c4145b'),
	('history of pairings', 'e5b35e6de6de39eba5e31e3bb4917f3c'),
	('counting of pairings on insert', 'bde40f1894916c890630089713582e76'),
	('counting of pairings on update', 'ccc2d1745169010cd8851b44f5dd70a0'),
	('counting of pairings on delete', 'bd38d41fee82e33176d3b039703f9a84'),
	('policies of pairings', '0171efab4bf48779e33cac47fbf8a441'),
	('standard columns of projects', '1f4a86479dd88d536af4b68bc0b3ce96'),
	('history of projects', '091e05e104af4b04b8e2eef9cf3ace85'),
	('counting of projects on insert', 'efbfcd84347f0faad86af4f8ce10e857'),
	('counting of projects on update', '13a0280e366a213d0b434161037a3cd9'),
	('counting of projects on delete', 'b3250eaef86b56803a9dd59d24aba7e9'),
	('policies of projects', '57c4a7458f18b9bd071b37785bdbd47a'),
	('standard columns of visits', 'f5f00fc9e921d1b9a9234ae85b3ddebe'),
	('history of visits', 'f23441840ef34b778844fc90fe67c346'),
	('counting of visits on insert', '5b4761df8e64bb2208b084d403e65f23'),
	('counting of visits on update', '0a53b27d93c5c82eb9227d1d911fa7ee'),
	('counting of visits on delete', '62372fc458687ac6329da41534519422'),
	('policies of visits', 'aee69f14107ae11aa2689668e1164a9e'),
	('acting_opens', '1fa69367f1e26fac89042752489375b5'),
	('subject_of_change', '903c88599dce0779feb5a212e0384de0'),
	('records_of_people', '2f89466ddf4d182b2add65bdb22fb653'),
	('recounted_shares', '74ee871fc68ceef4584f4b4c304f2b33'),
	('tenants of activities', '386a21796d69e69fab22184d081445bc'),
	('tenants of caring_mothers', 'bd719c96bc5a09a4d4239e0c85bbb60d'),
	('tenants of children', '219026296823b5cf29375b651784eee2'),
	('tenants of deliveries', 'a4dbafce7e7d7fe466f2651d7ada02d2'),
	('tenants of donations', '2c198cd067f0b59f8228b89b17185a94'),
	('tenants of pairings', '44c35d063caeec056de3715bca0d0275'),
	('tenants of projects', 'f7c0d86f1cb180bb76d722daf4e7109f'),
	('tenants of visits', 'cfda8a74dfb14f2ca122ef146e09b53e'),
	('00_days_and_codes.sql', '2ba25a73022bfb42d8b3cc1c521d49d4053299677547cf54dd5a0a9d016e00ee'),
	('01_acting.sql', '9594495cff62e8469e49bcaf033596af65cd4e8a2559864ebe6b19d3a0c5106a'),
	('02_values.sql', '9ff6df3344104d2fae327d1025180707fbcc65e437a11b56dee3fcbe8294f317'),
	('10_sessions.sql', 'cbd825d5bb086e23d7304a34836763115c2e39670f58691ed16dcb35e705dde7'),
	('11_begin_acting.sql', 'a738b8fdab8660d9f6191639b2169ea6788408d780396d56792e0fc426f7c084'),
	('12_signing_in.sql', '221d836fac3729a2079c7761230399bf8ebbf79fe7fa5a1c31b716230d942569'),
	('13_second_factors.sql', '02b850d5fd95500d7928d9573387b9d3a2eea1ebf9cf55edb5da93acc575a150'),
	('14_administration.sql', 'e0bd621fad43cc418c8526fed2695be3e784f3721ad278e057bcb7a611ddf9fc'),
	('15_identities.sql', '22c0a4398a09888cc3e4492da6928129cf37960c26a0623d7457b563987982dd'),
	('20_records.sql', '5cb2fa212452498c11eac224b1d20963db886b88da519419cc1e9f21c142cd41'),
	('21_erasure.sql', 'e3741b848e5496878efcae76c32ddfab0eb036a5d0ba7d58d00eccaeb0cb3257'),
	('22_files.sql', '9bab0a2e65227c748739150f8cd4756a6777b7726a1c3a74f0c4d0cc757d2975'),
	('30_shares.sql', 'a7ad4224d15e489306f12dcbb2f71b25590f7a51c2d8947682fbeef0b2e2a3b7'),
	('31_folding.sql', '45cf60358ae073833c86380a6f4f96a490733f38683271cfacb3184cc079917b'),
	('32_small_figures.sql', '4181506cd3064a13fca7488ac43e05dc8418a7ec8a0c4aa0809b88d3ca543a2e'),
	('40_history.sql', 'c6a297a9730ff0164c8c1c617b85bc683de7b13ebc2e6ab4649417e8adce427e'),
	('50_access_log.sql', '79b53815484d982e7465da77d31620a98ae5544644f6388b1a2e4465c3d6e013'),
	('60_kinds.sql', 'd845e4d4ff87e9294c69e118ba7563500160467e7fd3de6d862ba420a58e5e2d'),
	('61_all_kinds.sql', '3768f7c97ad2812c27e93984411e4e1e477e11c7e1d2dcbeaccc6397b255dda0'),
	('70_policies.sql', '92dea3c760dd22d10e727b6f7980c1b2c4331bd2ccd53f51ca7d14e02fb1171e'),
	('99_every_time.sql', '680b1fd13ef029af5441c609ef793729902a048dd2c28ff7864846610a11f929');

INSERT INTO public.caring_mothers VALUES
	('00000000-0000-7000-8000-000000000103', 330127000000, 1, '2026-11-28 20:08:29.603771+00', NULL, '2026-11-28 20:08:29.603771+00', NULL, '赵三', NULL, NULL, NULL, NULL, 'ENTERPRISE', 'EMERGING', NULL, '{}', 1, 330127000000, 'PENDING', NULL, '2024-03-01', NULL, NULL, '{}', NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000101', 330127000000, 1, '2026-11-28 20:08:29.603771+00', NULL, '2026-11-28 20:08:29.618452+00', NULL, '王一', '1980-01-01', 'old:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'old:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB', 'old:CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC', 'OFFICIAL', 'GOVERNMENT', NULL, '{reading}', 2, 330127000000, 'APPROVED', '2099-01-01', '2024-01-01', NULL, NULL, '{[2024-02-10,)}', '\x01', '\x02', NULL),
	('00000000-0000-7000-8000-000000000102', 330300000000, 1, '2026-11-28 20:08:29.603771+00', NULL, '2026-11-28 20:08:29.654593+00', NULL, '李二', NULL, NULL, NULL, NULL, 'INDIVIDUAL', 'OTHER', NULL, '{}', 1, 330000000000, 'APPROVED', '2099-01-01', '2024-02-01', NULL, NULL, '{[2024-02-10,2024-05-01)}', NULL, NULL, NULL);

INSERT INTO public.change_values VALUES
	('01a223c6-04de-78cc-adae-862c30451366', 'PAIRING', '00000000-0000-7000-8000-000000000302', 'until_on', NULL, '2024-05-01'),
	('01a223c6-04de-78cc-adae-862c30451366', 'PAIRING', '00000000-0000-7000-8000-000000000302', 'ended_reason', NULL, 'COMPLETED'),
	('01a223c6-04de-78cc-adae-862c30451366', 'PAIRING', '00000000-0000-7000-8000-000000000302', 'handover_note', NULL, '结束'),
	('01a223c6-04ed-7f2f-84d8-dd4a1e3893d9', 'CHILD', '00000000-0000-7000-8000-000000000204', 'closed_on', NULL, '2024-06-01'),
	('01a223c6-04ed-7f2f-84d8-dd4a1e3893d9', 'CHILD', '00000000-0000-7000-8000-000000000204', 'closed_reason', NULL, 'MOVED_OUT'),
	('01a223c6-0542-7199-b2f7-ac40f7ca360d', 'ACTIVITY', '00000000-0000-7000-8000-000000000502', 'name', '讲座', '安全讲座');

INSERT INTO public.changes VALUES
	('01a223c6-04de-78cc-adae-862c30451366', 330127000000, 'PAIRING', '00000000-0000-7000-8000-000000000302', 1, '2026-11-28 20:08:29.654593+00', false, '{ended_reason,handover_note,until_on}', NULL, NULL, NULL),
	('01a223c6-04ed-7f2f-84d8-dd4a1e3893d9', 330300000000, 'CHILD', '00000000-0000-7000-8000-000000000204', 1, '2026-11-28 20:08:29.674825+00', false, '{closed_on,closed_reason}', NULL, NULL, NULL),
	('01a223c6-0542-7199-b2f7-ac40f7ca360d', 330127000000, 'ACTIVITY', '00000000-0000-7000-8000-000000000502', 1, '2026-11-28 20:08:29.761332+00', false, '{name}', '00000000-0000-7000-8000-000000000901', 'DIRECTOR', 330000000000);

INSERT INTO public.children VALUES
	('00000000-0000-7000-8000-000000000203', 330300000000, 1, '2026-11-28 20:08:29.610297+00', NULL, '2026-11-28 20:08:29.610297+00', NULL, '张小三', 'MALE', '2013-05-01', NULL, NULL, NULL, NULL, NULL, NULL, 'LOW', 'OTHER', 'FEDERATION', '2024-01-01', '[]', '2024-01-10', NULL, NULL, NULL, DEFAULT, '{}', DEFAULT, NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000201', 330127100200, 1, '2026-11-28 20:08:29.610297+00', NULL, '2026-11-28 20:08:29.618452+00', NULL, '张小一', 'FEMALE', '2015-05-01', 'old:DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD', NULL, NULL, '一小', 'old:EEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEE', '在外务工', 'HIGH', 'LEFT_BEHIND', 'FEDERATION', '2024-03-01', '[{"since": "2023-01-01", "until": "2024-03-01", "category": "MIGRANT"}]', '2024-01-10', '2024-02-01', NULL, NULL, DEFAULT, '{[2024-02-10,)}', DEFAULT, '\x03', NULL, NULL),
	('00000000-0000-7000-8000-000000000202', 330127000000, 1, '2026-11-28 20:08:29.610297+00', NULL, '2026-11-28 20:08:29.654593+00', NULL, '张小二', 'MALE', '2014-05-01', NULL, NULL, NULL, NULL, NULL, NULL, 'LOW', 'ORPHAN', 'CIVIL_AFFAIRS', '2024-01-01', '[]', '2024-01-10', '2024-02-01', NULL, NULL, DEFAULT, '{[2024-02-10,2024-05-01)}', DEFAULT, NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000204', 330300000000, 1, '2026-11-28 20:08:29.610297+00', NULL, '2026-11-28 20:08:29.674825+00', NULL, '张小四', 'FEMALE', '2012-05-01', NULL, NULL, NULL, NULL, NULL, NULL, 'LOW', 'OTHER', 'FEDERATION', '2024-01-01', '[]', '2024-01-10', '2024-02-01', '2024-06-01', 'MOVED_OUT', DEFAULT, '{}', DEFAULT, NULL, NULL, NULL);

INSERT INTO public.deliveries VALUES
	('00000000-0000-7000-8000-000000000801', 330127000000, 1, '2026-11-28 20:08:29.707204+00', NULL, '2026-11-28 20:08:29.707204+00', NULL, '00000000-0000-7000-8000-000000000601', '2024-03-01', 2, 5, NULL);

INSERT INTO public.donations VALUES
	('00000000-0000-7000-8000-000000000701', 330127000000, 1, '2026-11-28 20:08:29.694208+00', NULL, '2026-11-28 20:08:29.694208+00', NULL, '00000000-0000-7000-8000-000000000601', '2024-02-01', 500.50, '某公司', NULL, NULL),
	('00000000-0000-7000-8000-000000000702', 330127000000, 1, '2026-11-28 20:08:29.69727+00', NULL, '2026-11-28 20:08:29.69727+00', NULL, '00000000-0000-7000-8000-000000000601', '2024-03-01', -500.50, NULL, NULL, '00000000-0000-7000-8000-000000000701');

INSERT INTO public.family_versions VALUES
	(-1, 2),
	(0, 4),
	(330000000000, 4),
	(330100000000, 4),
	(330127000000, 4),
	(330127100000, 4);

INSERT INTO public.file_openings VALUES
	('00000000-0000-7000-8000-000000000931', 330127100200, 1, '2026-11-28 20:08:29.733554+00', '00000000-0000-7000-8000-000000000901', '2026-11-28 20:08:29.733554+00', '00000000-0000-7000-8000-000000000901', '00000000-0000-7000-8000-000000000201', '接到举报，需要当面核实情况', '330000.director', 'DIRECTOR', 330000000000, '2026-11-28 23:08:29.733554+00', NULL);

INSERT INTO public.grants VALUES
	('00000000-0000-7000-8000-000000000911', '00000000-0000-7000-8000-000000000901', 'DIRECTOR', 330000000000, NULL, '2026-11-28 20:08:29.715308+00', NULL, NULL, 1, NULL, NULL, NULL, NULL, '2026-11-28 20:08:29.715308+00', NULL),
	('00000000-0000-7000-8000-000000000912', '00000000-0000-7000-8000-000000000902', 'CASEWORKER', 330127000000, NULL, '2026-11-28 20:08:29.715308+00', NULL, NULL, 1, NULL, NULL, NULL, NULL, '2026-11-28 20:08:29.715308+00', NULL),
	('00000000-0000-7000-8000-000000000913', '00000000-0000-7000-8000-000000000903', 'CARING_MOTHER', 330127000000, '00000000-0000-7000-8000-000000000101', '2026-11-28 20:08:29.715308+00', NULL, NULL, 1, NULL, NULL, NULL, NULL, '2026-11-28 20:08:29.715308+00', NULL),
	('00000000-0000-7000-8000-000000000914', '00000000-0000-7000-8000-000000000904', 'ADMINISTRATOR', 330000000000, NULL, '2026-11-28 20:08:29.715308+00', NULL, NULL, 1, NULL, NULL, NULL, NULL, '2026-11-28 20:08:29.715308+00', NULL),
	('00000000-0000-7000-8000-000000000915', '00000000-0000-7000-8000-000000000905', 'CASEWORKER', 330127000000, NULL, '2026-11-28 20:08:29.72245+00', NULL, NULL, 1, '00000000-0000-7000-8000-000000000904', NULL, NULL, NULL, NULL, NULL);

INSERT INTO public.identities VALUES
	('3c5c3a60-ee2a-498d-a349-8a4369ecfa0d', '00000000-0000-7000-8000-000000000902', 'https://issuer.example', 'subject', '2026-11-28 20:08:29.731601+00');

INSERT INTO public.identity_codes VALUES
	('\x16', 'challenge', 'https://issuer.example', 'subject', false, '2026-11-28 21:08:29.732336+00');

INSERT INTO public.known_places VALUES
	('00000000-0000-7000-8000-000000000901', '\x13', '2026-11-28 20:08:29.727337+00');

INSERT INTO public.pairings VALUES
	('00000000-0000-7000-8000-000000000301', 330127100200, 1, '2026-11-28 20:08:29.618452+00', NULL, '2026-11-28 20:08:29.618452+00', NULL, '00000000-0000-7000-8000-000000000201', '00000000-0000-7000-8000-000000000101', 'LEAD', '2024-02-10', NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000302', 330127000000, 1, '2026-11-28 20:08:29.618452+00', NULL, '2026-11-28 20:08:29.654593+00', NULL, '00000000-0000-7000-8000-000000000202', '00000000-0000-7000-8000-000000000102', 'LEAD', '2024-02-10', '2024-05-01', 'COMPLETED', '结束');

INSERT INTO public.person_requests VALUES
	('01a223c6-0541-7035-b8e7-672912834d46', 'EXPORT', 'CHILD', '00000000-0000-7000-8000-000000000201', 330127100200, '2026-11-28 20:08:29.760885+00', 'operator', NULL, '{"changes": 1}');

INSERT INTO public.projects VALUES
	('00000000-0000-7000-8000-000000000601', 330127000000, 1, '2026-11-28 20:08:29.689357+00', NULL, '2026-11-28 20:08:29.689357+00', NULL, '微心愿', NULL, NULL, NULL, 10000.00, '2024-01-01', NULL, NULL, DEFAULT);

INSERT INTO public.record_kinds VALUES
	('CARING_MOTHER', 'public.caring_mothers', 'REGISTER', 'CARING_MOTHER', 'id'),
	('CHILD', 'public.children', 'CHILD_FILE', 'CHILD', 'id'),
	('PAIRING', 'public.pairings', 'CHILD_FILE', 'CHILD', 'child_id'),
	('VISIT', 'public.visits', 'CONTACT', 'CHILD', 'child_id'),
	('ACTIVITY', 'public.activities', 'BRANCH_WORK', NULL, NULL),
	('PROJECT', 'public.projects', 'PROJECT_WORK', NULL, NULL),
	('DONATION', 'public.donations', 'LEDGER', NULL, NULL),
	('DELIVERY', 'public.deliveries', 'PROJECT_WORK', NULL, NULL);

INSERT INTO public.recovery_codes VALUES
	('00000000-0000-7000-8000-000000000921', '\x14');

INSERT INTO public.second_factors VALUES
	('00000000-0000-7000-8000-000000000921', '00000000-0000-7000-8000-000000000901', 'old:FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF', '2026-11-28 20:08:29.728445+00', '2026-11-28 20:08:29.728445+00', 1, NULL);

INSERT INTO public.sessions VALUES
	('b337c0ad-2b5d-4a34-aded-c8f9cf83954f', '00000000-0000-7000-8000-000000000901', '\x11', '2026-11-28 21:08:29.725954+00', '\x12', '2026-11-29 20:08:29.725954+00', '2026-11-28 20:08:29.725954+00', NULL, '\x10', NULL, NULL, NULL, NULL, '2026-12-28 20:08:29.725954+00', '2026-11-28 20:08:29.725954+00', '192.0.2.1', true, false);

INSERT INTO public.sign_in_attempts OVERRIDING SYSTEM VALUE VALUES
	(1, '\xe262147b058163c9faf1bb7ecb06ffdfbb704b86e5fba4c0de32c03d5b6fbc01', '\x13', false, '2026-11-28 20:08:29.727914+00', 'WRONG_PASSWORD');

INSERT INTO public.sign_in_challenges VALUES
	('\x15', '00000000-0000-7000-8000-000000000901', '2026-11-28 21:08:29.730976+00', 3);

INSERT INTO public.statistics_deltas VALUES
	(330127000000, 'people_supported', '', '2024-03-01', 7);

INSERT INTO public.statistics_tallies VALUES
	(330000000000, 'activities', '', '2024-07-01', 1),
	(330000000000, 'caring_mothers', '', '2024-01-01', 1),
	(330000000000, 'caring_mothers', '', '2024-02-01', 1),
	(330000000000, 'caring_mothers', '', '2024-03-01', 1),
	(330000000000, 'caring_mothers', 'recruited_through:ENTERPRISE', '2024-03-01', 1),
	(330000000000, 'caring_mothers', 'recruited_through:INDIVIDUAL', '2024-02-01', 1),
	(330000000000, 'caring_mothers', 'recruited_through:OFFICIAL', '2024-01-01', 1),
	(330000000000, 'caring_mothers', 'sector:EMERGING', '2024-03-01', 1),
	(330000000000, 'caring_mothers', 'sector:GOVERNMENT', '2024-01-01', 1),
	(330000000000, 'caring_mothers', 'sector:OTHER', '2024-02-01', 1),
	(330000000000, 'children', '', '2024-02-01', 3),
	(330000000000, 'children', '', '2024-06-01', -1),
	(330000000000, 'children', 'category:LEFT_BEHIND', '2024-03-01', 1),
	(330000000000, 'children', 'category:MIGRANT', '2024-02-01', 1),
	(330000000000, 'children', 'category:MIGRANT', '2024-03-01', -1),
	(330000000000, 'children', 'category:ORPHAN', '2024-02-01', 1),
	(330000000000, 'children', 'category:OTHER', '2024-02-01', 1),
	(330000000000, 'children', 'category:OTHER', '2024-06-01', -1),
	(330000000000, 'children', 'sex:FEMALE', '2024-02-01', 2),
	(330000000000, 'children', 'sex:FEMALE', '2024-06-01', -1),
	(330000000000, 'children', 'sex:MALE', '2024-02-01', 1),
	(330000000000, 'children_paired', '', '2024-02-01', 2),
	(330000000000, 'children_paired', '', '2024-05-01', -1),
	(330000000000, 'funds_raised', '', '2024-02-01', 50050),
	(330000000000, 'funds_raised', '', '2024-03-01', -50050),
	(330000000000, 'pairings', '', '2024-02-01', 2),
	(330000000000, 'pairings', '', '2024-05-01', -1),
	(330000000000, 'people_served', '', '2024-07-01', 43),
	(330000000000, 'projects', '', '2024-01-01', 1),
	(330000000000, 'visits', '', '2024-03-01', 1),
	(330000000000, 'visits', 'kind:HOME', '2024-03-01', 1),
	(330100000000, 'activities', '', '2024-07-01', 1),
	(330100000000, 'caring_mothers', '', '2024-01-01', 1),
	(330100000000, 'caring_mothers', '', '2024-03-01', 1),
	(330100000000, 'caring_mothers', 'recruited_through:ENTERPRISE', '2024-03-01', 1),
	(330100000000, 'caring_mothers', 'recruited_through:OFFICIAL', '2024-01-01', 1),
	(330100000000, 'caring_mothers', 'sector:EMERGING', '2024-03-01', 1),
	(330100000000, 'caring_mothers', 'sector:GOVERNMENT', '2024-01-01', 1),
	(330100000000, 'children', '', '2024-02-01', 2),
	(330100000000, 'children', 'category:LEFT_BEHIND', '2024-03-01', 1),
	(330100000000, 'children', 'category:MIGRANT', '2024-02-01', 1),
	(330100000000, 'children', 'category:MIGRANT', '2024-03-01', -1),
	(330100000000, 'children', 'category:ORPHAN', '2024-02-01', 1),
	(330100000000, 'children', 'sex:FEMALE', '2024-02-01', 1),
	(330100000000, 'children', 'sex:MALE', '2024-02-01', 1),
	(330100000000, 'children_paired', '', '2024-02-01', 2),
	(330100000000, 'children_paired', '', '2024-05-01', -1),
	(330100000000, 'funds_raised', '', '2024-02-01', 50050),
	(330100000000, 'funds_raised', '', '2024-03-01', -50050),
	(330100000000, 'pairings', '', '2024-02-01', 2),
	(330100000000, 'pairings', '', '2024-05-01', -1),
	(330100000000, 'people_served', '', '2024-07-01', 43),
	(330100000000, 'projects', '', '2024-01-01', 1),
	(330100000000, 'visits', '', '2024-03-01', 1),
	(330100000000, 'visits', 'kind:HOME', '2024-03-01', 1),
	(330127000000, 'activities', '', '2024-07-01', 1),
	(330127000000, 'caring_mothers', '', '2024-01-01', 1),
	(330127000000, 'caring_mothers', '', '2024-03-01', 1),
	(330127000000, 'caring_mothers', 'recruited_through:ENTERPRISE', '2024-03-01', 1),
	(330127000000, 'caring_mothers', 'recruited_through:OFFICIAL', '2024-01-01', 1),
	(330127000000, 'caring_mothers', 'sector:EMERGING', '2024-03-01', 1),
	(330127000000, 'caring_mothers', 'sector:GOVERNMENT', '2024-01-01', 1),
	(330127000000, 'children', '', '2024-02-01', 2),
	(330127000000, 'children', 'category:LEFT_BEHIND', '2024-03-01', 1),
	(330127000000, 'children', 'category:MIGRANT', '2024-02-01', 1),
	(330127000000, 'children', 'category:MIGRANT', '2024-03-01', -1),
	(330127000000, 'children', 'category:ORPHAN', '2024-02-01', 1),
	(330127000000, 'children', 'sex:FEMALE', '2024-02-01', 1),
	(330127000000, 'children', 'sex:MALE', '2024-02-01', 1),
	(330127000000, 'children_paired', '', '2024-02-01', 2),
	(330127000000, 'children_paired', '', '2024-05-01', -1),
	(330127000000, 'funds_raised', '', '2024-02-01', 50050),
	(330127000000, 'funds_raised', '', '2024-03-01', -50050),
	(330127000000, 'pairings', '', '2024-02-01', 2),
	(330127000000, 'pairings', '', '2024-05-01', -1),
	(330127000000, 'people_served', '', '2024-07-01', 43),
	(330127000000, 'projects', '', '2024-01-01', 1),
	(330127000000, 'visits', '', '2024-03-01', 1),
	(330127000000, 'visits', 'kind:HOME', '2024-03-01', 1),
	(330127100000, 'children', '', '2024-02-01', 1),
	(330127100000, 'children', 'category:LEFT_BEHIND', '2024-03-01', 1),
	(330127100000, 'children', 'category:MIGRANT', '2024-02-01', 1),
	(330127100000, 'children', 'category:MIGRANT', '2024-03-01', -1),
	(330127100000, 'children', 'sex:FEMALE', '2024-02-01', 1),
	(330127100000, 'children_paired', '', '2024-02-01', 1),
	(330127100000, 'pairings', '', '2024-02-01', 1),
	(330127100000, 'visits', '', '2024-03-01', 1),
	(330127100000, 'visits', 'kind:HOME', '2024-03-01', 1),
	(330127100200, 'children', '', '2024-02-01', 1),
	(330127100200, 'children', 'category:LEFT_BEHIND', '2024-03-01', 1),
	(330127100200, 'children', 'category:MIGRANT', '2024-02-01', 1),
	(330127100200, 'children', 'category:MIGRANT', '2024-03-01', -1),
	(330127100200, 'children', 'sex:FEMALE', '2024-02-01', 1),
	(330127100200, 'children_paired', '', '2024-02-01', 1),
	(330127100200, 'pairings', '', '2024-02-01', 1),
	(330127100200, 'visits', '', '2024-03-01', 1),
	(330127100200, 'visits', 'kind:HOME', '2024-03-01', 1),
	(330300000000, 'caring_mothers', '', '2024-02-01', 1),
	(330300000000, 'caring_mothers', 'recruited_through:INDIVIDUAL', '2024-02-01', 1),
	(330300000000, 'caring_mothers', 'sector:OTHER', '2024-02-01', 1);
INSERT INTO public.statistics_tallies VALUES
	(330300000000, 'children', '', '2024-02-01', 1),
	(330300000000, 'children', '', '2024-06-01', -1),
	(330300000000, 'children', 'category:OTHER', '2024-02-01', 1),
	(330300000000, 'children', 'category:OTHER', '2024-06-01', -1),
	(330300000000, 'children', 'sex:FEMALE', '2024-02-01', 1),
	(330300000000, 'children', 'sex:FEMALE', '2024-06-01', -1);

INSERT INTO public.tenants VALUES
	(330000000000, DEFAULT, '浙江省', 'PROVINCE', NULL, '2000-01-01', NULL),
	(330100000000, DEFAULT, '杭州市', 'CITY', 330000000000, '2000-01-01', NULL),
	(330127000000, DEFAULT, '淳安县', 'COUNTY', 330100000000, '2000-01-01', NULL),
	(330127100000, DEFAULT, '千岛湖镇', 'TOWNSHIP', 330127000000, '2000-01-01', NULL),
	(330127100200, DEFAULT, '城中村', 'VILLAGE', 330127100000, '2000-01-01', NULL),
	(330300000000, DEFAULT, '温州市', 'CITY', 330000000000, '2000-01-01', NULL),
	(330127100201, DEFAULT, '旧村', 'VILLAGE', 330127100000, '2000-01-01', '2024-01-01');

INSERT INTO public.users VALUES
	('00000000-0000-7000-8000-000000000901', '330000.director', 'hash', '2026-11-28 20:08:29.709955+00', NULL, '2026-11-28 20:08:29.709955+00', 1, NULL, NULL, NULL, NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000902', '330127.caseworker', NULL, '2026-11-28 20:08:29.709955+00', NULL, '2026-11-28 20:08:29.709955+00', 1, NULL, NULL, NULL, NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000903', 'mother', NULL, '2026-11-28 20:08:29.709955+00', NULL, '2026-11-28 20:08:29.709955+00', 1, NULL, NULL, NULL, NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000904', '330000.administrator', 'hash', '2026-11-28 20:08:29.709955+00', NULL, '2026-11-28 20:08:29.709955+00', 1, NULL, NULL, NULL, NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000905', 'invited', NULL, '2026-11-28 20:08:29.713316+00', NULL, '2026-11-28 20:08:29.713316+00', 1, '00000000-0000-7000-8000-000000000904', '\x04', '2099-01-01 00:00:00+00', NULL, NULL, NULL);

INSERT INTO public.visits VALUES
	('00000000-0000-7000-8000-000000000401', 330127100200, 1, '2026-11-28 20:08:29.650871+00', NULL, '2026-11-28 20:08:29.650871+00', NULL, '00000000-0000-7000-8000-000000000301', '00000000-0000-7000-8000-000000000201', '00000000-0000-7000-8000-000000000101', '2024-03-01', 'HOME', true, '一切都好', NULL),
	('00000000-0000-7000-8000-000000000402', 330127000000, 1, '2026-11-28 20:08:29.650871+00', NULL, '2026-11-28 20:08:29.650871+00', NULL, '00000000-0000-7000-8000-000000000302', '00000000-0000-7000-8000-000000000202', '00000000-0000-7000-8000-000000000102', '2024-04-01', 'PHONE', false, NULL, NULL);

SELECT pg_catalog.setval('public.account_events_id_seq', 1, true);

SELECT pg_catalog.setval('public.administration_events_id_seq', 10, true);

SELECT pg_catalog.setval('public.family_version', 4, true);

SELECT pg_catalog.setval('public.sign_in_attempts_id_seq', 1, true);

ALTER TABLE ONLY public.access_log
    ADD CONSTRAINT access_log_pkey PRIMARY KEY (id, day);

ALTER TABLE ONLY public.access_log_2026_11
    ADD CONSTRAINT access_log_2026_11_pkey PRIMARY KEY (id, day);

ALTER TABLE ONLY public.access_log_2026_12
    ADD CONSTRAINT access_log_2026_12_pkey PRIMARY KEY (id, day);

ALTER TABLE ONLY public.access_log_chain
    ADD CONSTRAINT access_log_chain_pkey PRIMARY KEY (day, "position");

ALTER TABLE ONLY public.access_log_days
    ADD CONSTRAINT access_log_days_pkey PRIMARY KEY (day);

ALTER TABLE ONLY public.access_log_retired
    ADD CONSTRAINT access_log_retired_pkey PRIMARY KEY (month);

ALTER TABLE ONLY public.account_events
    ADD CONSTRAINT account_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.activities
    ADD CONSTRAINT activities_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.administration_events
    ADD CONSTRAINT administration_events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY public.applied_sql
    ADD CONSTRAINT applied_sql_pkey PRIMARY KEY (name);

ALTER TABLE ONLY public.caring_mothers
    ADD CONSTRAINT caring_mothers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.change_values
    ADD CONSTRAINT change_values_pkey PRIMARY KEY (change_id, field);

ALTER TABLE ONLY public.changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.children
    ADD CONSTRAINT children_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.children
    ADD CONSTRAINT children_tenant_key UNIQUE (id, tenant_code);

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.donations
    ADD CONSTRAINT donations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.donations
    ADD CONSTRAINT donations_reverses_id_key UNIQUE (reverses_id);

ALTER TABLE ONLY public.family_versions
    ADD CONSTRAINT family_versions_pkey PRIMARY KEY (parent_code);

ALTER TABLE ONLY public.file_openings
    ADD CONSTRAINT file_openings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_code_hash_key UNIQUE (code_hash);

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identities
    ADD CONSTRAINT identities_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.identities
    ADD CONSTRAINT identities_subject_key UNIQUE (issuer, subject);

ALTER TABLE ONLY public.identities
    ADD CONSTRAINT identities_user_id_key UNIQUE (user_id, issuer);

ALTER TABLE ONLY public.identity_codes
    ADD CONSTRAINT identity_codes_pkey PRIMARY KEY (code_hash);

ALTER TABLE ONLY public.known_places
    ADD CONSTRAINT known_places_pkey PRIMARY KEY (user_id, place);

ALTER TABLE ONLY public.pairings
    ADD CONSTRAINT pairings_parties_key UNIQUE (id, tenant_code, child_id, caring_mother_id);

ALTER TABLE ONLY public.pairings
    ADD CONSTRAINT pairings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.person_requests
    ADD CONSTRAINT person_requests_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_tenant_key UNIQUE (id, tenant_code);

ALTER TABLE ONLY public.record_columns
    ADD CONSTRAINT record_columns_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.record_kinds
    ADD CONSTRAINT record_kinds_pkey PRIMARY KEY (kind);

ALTER TABLE ONLY public.record_kinds
    ADD CONSTRAINT record_kinds_record_table_key UNIQUE (record_table);

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (second_factor_id, code_hash);

ALTER TABLE ONLY public.second_factors
    ADD CONSTRAINT second_factors_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_access_hash_key UNIQUE (access_hash);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_family_hash_key UNIQUE (family_hash);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_refresh_hash_key UNIQUE (refresh_hash);

ALTER TABLE ONLY public.sign_in_attempts
    ADD CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sign_in_challenges
    ADD CONSTRAINT sign_in_challenges_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.statistics_tallies
    ADD CONSTRAINT statistics_tallies_pkey PRIMARY KEY (tenant_code, figure, dimension, month) INCLUDE (amount);

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_pkey PRIMARY KEY (code);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_invitation_hash_key UNIQUE (invitation_hash);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_name_key UNIQUE (name);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.visits
    ADD CONSTRAINT visits_pkey PRIMARY KEY (id);

CREATE INDEX access_log_record_ids_idx ON ONLY public.access_log USING gin (record_ids);

CREATE INDEX access_log_2026_11_record_ids_idx ON public.access_log_2026_11 USING gin (record_ids);

CREATE INDEX access_log_2026_12_record_ids_idx ON public.access_log_2026_12 USING gin (record_ids);

CREATE INDEX account_events_user_id_idx ON public.account_events USING btree (user_id, id);

CREATE INDEX activities_planned_on_idx ON public.activities USING btree (planned_on, id);

CREATE INDEX activities_tenant_code_idx ON public.activities USING btree (tenant_code, id);

CREATE INDEX administration_events_tenant_code_idx ON public.administration_events USING btree (tenant_code, id);

CREATE INDEX administration_events_user_id_idx ON public.administration_events USING btree (user_id, id);

CREATE INDEX caring_mothers_identity_number_hash_idx ON public.caring_mothers USING btree (identity_number_hash, id) WHERE (identity_number_hash IS NOT NULL);

CREATE INDEX caring_mothers_phone_hash_idx ON public.caring_mothers USING btree (phone_hash, id) WHERE (phone_hash IS NOT NULL);

CREATE INDEX caring_mothers_registered_on_idx ON public.caring_mothers USING btree (registered_on, id);

CREATE INDEX caring_mothers_service_code_idx ON public.caring_mothers USING btree (service_code, id);

CREATE INDEX caring_mothers_tenant_code_idx ON public.caring_mothers USING btree (tenant_code, id);

CREATE INDEX change_values_record_id_idx ON public.change_values USING btree (record_id);

CREATE INDEX changes_record_id_idx ON public.changes USING btree (record_id, id);

CREATE INDEX changes_tenant_code_idx ON public.changes USING btree (tenant_code, id);

CREATE INDEX changes_user_id_idx ON public.changes USING btree (user_id, id);

CREATE INDEX children_birth_date_idx ON public.children USING btree (birth_date, id);

CREATE INDEX children_identified_on_idx ON public.children USING btree (identified_on, id);

CREATE INDEX children_identity_number_hash_idx ON public.children USING btree (identity_number_hash, id) WHERE (identity_number_hash IS NOT NULL);

CREATE INDEX children_phone_hash_idx ON public.children USING btree (phone_hash, id) WHERE (phone_hash IS NOT NULL);

CREATE INDEX children_tenant_code_idx ON public.children USING btree (tenant_code, id);

CREATE INDEX deliveries_delivered_on_idx ON public.deliveries USING btree (delivered_on, id);

CREATE INDEX deliveries_project_id_idx ON public.deliveries USING btree (project_id, delivered_on, id);

CREATE INDEX deliveries_tenant_code_idx ON public.deliveries USING btree (tenant_code, id);

CREATE INDEX donations_project_id_idx ON public.donations USING btree (project_id, received_on, id);

CREATE INDEX donations_received_on_idx ON public.donations USING btree (received_on, id);

CREATE INDEX donations_tenant_code_idx ON public.donations USING btree (tenant_code, id);

CREATE INDEX file_openings_child_id_idx ON public.file_openings USING btree (child_id, id);

CREATE INDEX file_openings_created_by_idx ON public.file_openings USING btree (created_by, expires_at);

CREATE INDEX file_openings_tenant_code_idx ON public.file_openings USING btree (tenant_code, id);

CREATE INDEX grants_awaited_idx ON public.grants USING btree (tenant_code) WHERE ((accepted_at IS NULL) AND (revoked_at IS NULL));

CREATE INDEX grants_tenant_code_idx ON public.grants USING btree (tenant_code);

CREATE INDEX grants_user_id_idx ON public.grants USING btree (user_id, from_at);

CREATE INDEX identity_codes_until_at_idx ON public.identity_codes USING btree (until_at);

CREATE INDEX pairings_caring_mother_id_idx ON public.pairings USING btree (caring_mother_id, id);

CREATE INDEX pairings_child_id_idx ON public.pairings USING btree (child_id, id);

CREATE INDEX pairings_from_on_idx ON public.pairings USING btree (from_on, id);

CREATE UNIQUE INDEX pairings_open_pair_key ON public.pairings USING btree (caring_mother_id, child_id) WHERE (until_on IS NULL);

CREATE INDEX pairings_tenant_code_idx ON public.pairings USING btree (tenant_code, id);

CREATE INDEX person_requests_record_id_idx ON public.person_requests USING btree (record_id);

CREATE INDEX projects_name_idx ON public.projects USING btree (name, id);

CREATE INDEX projects_tenant_code_idx ON public.projects USING btree (tenant_code, id);

CREATE UNIQUE INDEX second_factors_user_id_key ON public.second_factors USING btree (user_id, ((confirmed_at IS NULL)));

CREATE INDEX sessions_user_id_idx ON public.sessions USING btree (user_id);

CREATE INDEX sign_in_attempts_account_idx ON public.sign_in_attempts USING btree (account, at);

CREATE INDEX sign_in_attempts_at_idx ON public.sign_in_attempts USING btree (at);

CREATE INDEX sign_in_attempts_place_idx ON public.sign_in_attempts USING btree (place, at);

CREATE INDEX sign_in_challenges_until_at_idx ON public.sign_in_challenges USING btree (until_at);

CREATE INDEX sign_in_challenges_user_id_idx ON public.sign_in_challenges USING btree (user_id);

CREATE INDEX statistics_deltas_tenant_code_idx ON public.statistics_deltas USING btree (tenant_code);

CREATE INDEX tenants_parent_code_idx ON public.tenants USING btree (parent_code, code);

CREATE INDEX users_created_by_idx ON public.users USING btree (created_by) WHERE (created_by IS NOT NULL);

CREATE INDEX visits_caring_mother_id_idx ON public.visits USING btree (caring_mother_id, visited_on, id);

CREATE INDEX visits_child_id_idx ON public.visits USING btree (child_id, visited_on, id);

CREATE INDEX visits_pairing_id_idx ON public.visits USING btree (pairing_id, visited_on, id);

CREATE INDEX visits_tenant_code_idx ON public.visits USING btree (tenant_code, id);

CREATE INDEX visits_visited_on_idx ON public.visits USING btree (visited_on, id);

ALTER INDEX public.access_log_pkey ATTACH PARTITION public.access_log_2026_11_pkey;

ALTER INDEX public.access_log_record_ids_idx ATTACH PARTITION public.access_log_2026_11_record_ids_idx;

ALTER INDEX public.access_log_pkey ATTACH PARTITION public.access_log_2026_12_pkey;

ALTER INDEX public.access_log_record_ids_idx ATTACH PARTITION public.access_log_2026_12_record_ids_idx;

CREATE TRIGGER administered AFTER INSERT OR UPDATE ON public.grants FOR EACH ROW EXECUTE FUNCTION public.grant_administered();

CREATE TRIGGER administered AFTER INSERT OR UPDATE ON public.users FOR EACH ROW EXECUTE FUNCTION public.user_administered();

CREATE TRIGGER admitted BEFORE INSERT OR UPDATE ON public.grants FOR EACH ROW EXECUTE FUNCTION public.grant_admitted();

CREATE TRIGGER admitted BEFORE INSERT OR UPDATE OF from_on, until_on, child_id, caring_mother_id ON public.pairings FOR EACH ROW EXECUTE FUNCTION public.pairing_admitted();

CREATE TRIGGER admitted_on_insert AFTER INSERT ON public.visits REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.visits_admitted();

CREATE TRIGGER admitted_on_update AFTER UPDATE ON public.visits REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.visits_admitted();

CREATE TRIGGER counted_on_delete AFTER DELETE ON public.activities REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.activities_counted_on_delete();

CREATE TRIGGER counted_on_delete AFTER DELETE ON public.caring_mothers REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.caring_mothers_counted_on_delete();

CREATE TRIGGER counted_on_delete AFTER DELETE ON public.children REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.children_counted_on_delete();

CREATE TRIGGER counted_on_delete AFTER DELETE ON public.deliveries REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.deliveries_counted_on_delete();

CREATE TRIGGER counted_on_delete AFTER DELETE ON public.donations REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.donations_counted_on_delete();

CREATE TRIGGER counted_on_delete AFTER DELETE ON public.pairings REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.pairings_counted_on_delete();

CREATE TRIGGER counted_on_delete AFTER DELETE ON public.projects REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.projects_counted_on_delete();

CREATE TRIGGER counted_on_delete AFTER DELETE ON public.visits REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.visits_counted_on_delete();

CREATE TRIGGER counted_on_insert AFTER INSERT ON public.activities REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.activities_counted_on_insert();

CREATE TRIGGER counted_on_insert AFTER INSERT ON public.caring_mothers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.caring_mothers_counted_on_insert();

CREATE TRIGGER counted_on_insert AFTER INSERT ON public.children REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.children_counted_on_insert();

CREATE TRIGGER counted_on_insert AFTER INSERT ON public.deliveries REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.deliveries_counted_on_insert();

CREATE TRIGGER counted_on_insert AFTER INSERT ON public.donations REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.donations_counted_on_insert();

CREATE TRIGGER counted_on_insert AFTER INSERT ON public.pairings REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.pairings_counted_on_insert();

CREATE TRIGGER counted_on_insert AFTER INSERT ON public.projects REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.projects_counted_on_insert();

CREATE TRIGGER counted_on_insert AFTER INSERT ON public.visits REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.visits_counted_on_insert();

CREATE TRIGGER counted_on_update AFTER UPDATE ON public.activities REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.activities_counted_on_update();

CREATE TRIGGER counted_on_update AFTER UPDATE ON public.caring_mothers REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.caring_mothers_counted_on_update();

CREATE TRIGGER counted_on_update AFTER UPDATE ON public.children REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.children_counted_on_update();

CREATE TRIGGER counted_on_update AFTER UPDATE ON public.deliveries REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.deliveries_counted_on_update();

CREATE TRIGGER counted_on_update AFTER UPDATE ON public.donations REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.donations_counted_on_update();

CREATE TRIGGER counted_on_update AFTER UPDATE ON public.pairings REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.pairings_counted_on_update();

CREATE TRIGGER counted_on_update AFTER UPDATE ON public.projects REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.projects_counted_on_update();

CREATE TRIGGER counted_on_update AFTER UPDATE ON public.visits REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.visits_counted_on_update();

CREATE TRIGGER erasure_kept BEFORE UPDATE ON public.caring_mothers FOR EACH ROW WHEN (((old.erased_on IS NOT NULL) AND (new.erased_on IS DISTINCT FROM old.erased_on))) EXECUTE FUNCTION public.erasure_kept();

CREATE TRIGGER erasure_kept BEFORE UPDATE ON public.children FOR EACH ROW WHEN (((old.erased_on IS NOT NULL) AND (new.erased_on IS DISTINCT FROM old.erased_on))) EXECUTE FUNCTION public.erasure_kept();

CREATE TRIGGER kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.access_log_retired FOR EACH STATEMENT EXECUTE FUNCTION public.retirement_kept();

CREATE TRIGGER moved_on_delete AFTER DELETE ON public.statistics_tallies REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION public.families_moved();

CREATE TRIGGER moved_on_insert AFTER INSERT ON public.statistics_tallies REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION public.families_moved();

CREATE TRIGGER moved_on_truncate AFTER TRUNCATE ON public.statistics_tallies FOR EACH STATEMENT EXECUTE FUNCTION public.tree_moved();

CREATE TRIGGER moved_on_update AFTER UPDATE ON public.statistics_tallies REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION public.families_moved();

CREATE TRIGGER not_truncated BEFORE TRUNCATE ON public.activities FOR EACH STATEMENT EXECUTE FUNCTION public.truncation_refused();

CREATE TRIGGER not_truncated BEFORE TRUNCATE ON public.caring_mothers FOR EACH STATEMENT EXECUTE FUNCTION public.truncation_refused();

CREATE TRIGGER not_truncated BEFORE TRUNCATE ON public.children FOR EACH STATEMENT EXECUTE FUNCTION public.truncation_refused();

CREATE TRIGGER not_truncated BEFORE TRUNCATE ON public.deliveries FOR EACH STATEMENT EXECUTE FUNCTION public.truncation_refused();

CREATE TRIGGER not_truncated BEFORE TRUNCATE ON public.donations FOR EACH STATEMENT EXECUTE FUNCTION public.truncation_refused();

CREATE TRIGGER not_truncated BEFORE TRUNCATE ON public.pairings FOR EACH STATEMENT EXECUTE FUNCTION public.truncation_refused();

CREATE TRIGGER not_truncated BEFORE TRUNCATE ON public.projects FOR EACH STATEMENT EXECUTE FUNCTION public.truncation_refused();

CREATE TRIGGER not_truncated BEFORE TRUNCATE ON public.visits FOR EACH STATEMENT EXECUTE FUNCTION public.truncation_refused();

CREATE TRIGGER note_admitted BEFORE INSERT OR UPDATE OF reason ON public.file_openings FOR EACH ROW WHEN ((new.reason <> ''::text)) EXECUTE FUNCTION public.note_admitted('file_openings_child_id_erased');

CREATE TRIGGER note_admitted BEFORE UPDATE OF handover_note ON public.pairings FOR EACH ROW WHEN ((new.handover_note IS NOT NULL)) EXECUTE FUNCTION public.note_admitted('pairings_id_erased');

CREATE TRIGGER paired_days_after_delete AFTER DELETE ON public.pairings REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.paired_days_kept();

CREATE TRIGGER paired_days_after_insert AFTER INSERT ON public.pairings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.paired_days_kept();

CREATE TRIGGER paired_days_after_update_from AFTER UPDATE ON public.pairings REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.paired_days_kept();

CREATE TRIGGER paired_days_after_update_to AFTER UPDATE ON public.pairings REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION public.paired_days_kept();

CREATE TRIGGER recorded_on_delete AFTER DELETE ON public.activities FOR EACH ROW EXECUTE FUNCTION public.change_recorded('ACTIVITY');

CREATE TRIGGER recorded_on_delete AFTER DELETE ON public.caring_mothers FOR EACH ROW EXECUTE FUNCTION public.change_recorded('CARING_MOTHER');

CREATE TRIGGER recorded_on_delete AFTER DELETE ON public.children FOR EACH ROW EXECUTE FUNCTION public.change_recorded('CHILD');

CREATE TRIGGER recorded_on_delete AFTER DELETE ON public.deliveries FOR EACH ROW EXECUTE FUNCTION public.change_recorded('DELIVERY');

CREATE TRIGGER recorded_on_delete AFTER DELETE ON public.donations FOR EACH ROW EXECUTE FUNCTION public.change_recorded('DONATION');

CREATE TRIGGER recorded_on_delete AFTER DELETE ON public.pairings FOR EACH ROW EXECUTE FUNCTION public.change_recorded('PAIRING');

CREATE TRIGGER recorded_on_delete AFTER DELETE ON public.projects FOR EACH ROW EXECUTE FUNCTION public.change_recorded('PROJECT');

CREATE TRIGGER recorded_on_delete AFTER DELETE ON public.visits FOR EACH ROW EXECUTE FUNCTION public.change_recorded('VISIT');

CREATE TRIGGER recorded_on_update AFTER UPDATE ON public.activities FOR EACH ROW WHEN ((((((((((((((old.id IS DISTINCT FROM new.id) OR (old.tenant_code IS DISTINCT FROM new.tenant_code)) OR (old.name IS DISTINCT FROM new.name)) OR (old.kind IS DISTINCT FROM new.kind)) OR (old.focus IS DISTINCT FROM new.focus)) OR (old.programme IS DISTINCT FROM new.programme)) OR (old.partners IS DISTINCT FROM new.partners)) OR (old.planned_on IS DISTINCT FROM new.planned_on)) OR (old.held_on IS DISTINCT FROM new.held_on)) OR (old.parents_served IS DISTINCT FROM new.parents_served)) OR (old.children_served IS DISTINCT FROM new.children_served)) OR (old.cancelled_on IS DISTINCT FROM new.cancelled_on)) OR (old.cancelled_reason IS DISTINCT FROM new.cancelled_reason))) EXECUTE FUNCTION public.change_recorded('ACTIVITY');

CREATE TRIGGER recorded_on_update AFTER UPDATE ON public.caring_mothers FOR EACH ROW WHEN ((((((((((((((((((((old.id IS DISTINCT FROM new.id) OR (old.tenant_code IS DISTINCT FROM new.tenant_code)) OR (old.name IS DISTINCT FROM new.name)) OR (old.birth_date IS DISTINCT FROM new.birth_date)) OR (old.identity_number IS DISTINCT FROM new.identity_number)) OR (old.phone IS DISTINCT FROM new.phone)) OR (old.address IS DISTINCT FROM new.address)) OR (old.recruited_through IS DISTINCT FROM new.recruited_through)) OR (old.sector IS DISTINCT FROM new.sector)) OR (old.employer IS DISTINCT FROM new.employer)) OR (old.skills IS DISTINCT FROM new.skills)) OR (old.capacity IS DISTINCT FROM new.capacity)) OR (old.service_code IS DISTINCT FROM new.service_code)) OR (old.screening_state IS DISTINCT FROM new.screening_state)) OR (old.screening_until IS DISTINCT FROM new.screening_until)) OR (old.registered_on IS DISTINCT FROM new.registered_on)) OR (old.closed_on IS DISTINCT FROM new.closed_on)) OR (old.closed_reason IS DISTINCT FROM new.closed_reason)) OR (old.erased_on IS DISTINCT FROM new.erased_on))) EXECUTE FUNCTION public.change_recorded('CARING_MOTHER');

CREATE TRIGGER recorded_on_update AFTER UPDATE ON public.children FOR EACH ROW WHEN ((((((((((((((((((((((old.id IS DISTINCT FROM new.id) OR (old.tenant_code IS DISTINCT FROM new.tenant_code)) OR (old.name IS DISTINCT FROM new.name)) OR (old.sex IS DISTINCT FROM new.sex)) OR (old.birth_date IS DISTINCT FROM new.birth_date)) OR (old.identity_number IS DISTINCT FROM new.identity_number)) OR (old.phone IS DISTINCT FROM new.phone)) OR (old.address IS DISTINCT FROM new.address)) OR (old.school IS DISTINCT FROM new.school)) OR (old.health IS DISTINCT FROM new.health)) OR (old.parents_whereabouts IS DISTINCT FROM new.parents_whereabouts)) OR (old.risk_level IS DISTINCT FROM new.risk_level)) OR (old.category IS DISTINCT FROM new.category)) OR (old.category_source IS DISTINCT FROM new.category_source)) OR (old.category_since IS DISTINCT FROM new.category_since)) OR (old.category_history IS DISTINCT FROM new.category_history)) OR (old.identified_on IS DISTINCT FROM new.identified_on)) OR (old.on_file_on IS DISTINCT FROM new.on_file_on)) OR (old.closed_on IS DISTINCT FROM new.closed_on)) OR (old.closed_reason IS DISTINCT FROM new.closed_reason)) OR (old.erased_on IS DISTINCT FROM new.erased_on))) EXECUTE FUNCTION public.change_recorded('CHILD');

CREATE TRIGGER recorded_on_update AFTER UPDATE ON public.deliveries FOR EACH ROW WHEN ((((((((old.id IS DISTINCT FROM new.id) OR (old.tenant_code IS DISTINCT FROM new.tenant_code)) OR (old.project_id IS DISTINCT FROM new.project_id)) OR (old.delivered_on IS DISTINCT FROM new.delivered_on)) OR (old.women_supported IS DISTINCT FROM new.women_supported)) OR (old.children_supported IS DISTINCT FROM new.children_supported)) OR (old.note IS DISTINCT FROM new.note))) EXECUTE FUNCTION public.change_recorded('DELIVERY');

CREATE TRIGGER recorded_on_update AFTER UPDATE ON public.donations FOR EACH ROW WHEN (((((((((old.id IS DISTINCT FROM new.id) OR (old.tenant_code IS DISTINCT FROM new.tenant_code)) OR (old.project_id IS DISTINCT FROM new.project_id)) OR (old.received_on IS DISTINCT FROM new.received_on)) OR (old.amount IS DISTINCT FROM new.amount)) OR (old.donor IS DISTINCT FROM new.donor)) OR (old.note IS DISTINCT FROM new.note)) OR (old.reverses_id IS DISTINCT FROM new.reverses_id))) EXECUTE FUNCTION public.change_recorded('DONATION');

CREATE TRIGGER recorded_on_update AFTER UPDATE ON public.pairings FOR EACH ROW WHEN ((((((((((old.id IS DISTINCT FROM new.id) OR (old.tenant_code IS DISTINCT FROM new.tenant_code)) OR (old.child_id IS DISTINCT FROM new.child_id)) OR (old.caring_mother_id IS DISTINCT FROM new.caring_mother_id)) OR (old.role IS DISTINCT FROM new.role)) OR (old.from_on IS DISTINCT FROM new.from_on)) OR (old.until_on IS DISTINCT FROM new.until_on)) OR (old.ended_reason IS DISTINCT FROM new.ended_reason)) OR (old.handover_note IS DISTINCT FROM new.handover_note))) EXECUTE FUNCTION public.change_recorded('PAIRING');

CREATE TRIGGER recorded_on_update AFTER UPDATE ON public.projects FOR EACH ROW WHEN (((((((((((old.id IS DISTINCT FROM new.id) OR (old.tenant_code IS DISTINCT FROM new.tenant_code)) OR (old.name IS DISTINCT FROM new.name)) OR (old.programme IS DISTINCT FROM new.programme)) OR (old.description IS DISTINCT FROM new.description)) OR (old.responsible_person IS DISTINCT FROM new.responsible_person)) OR (old.budget IS DISTINCT FROM new.budget)) OR (old.started_on IS DISTINCT FROM new.started_on)) OR (old.ended_on IS DISTINCT FROM new.ended_on)) OR (old.ended_reason IS DISTINCT FROM new.ended_reason))) EXECUTE FUNCTION public.change_recorded('PROJECT');

CREATE TRIGGER recorded_on_update AFTER UPDATE ON public.visits FOR EACH ROW WHEN (((((((((((old.id IS DISTINCT FROM new.id) OR (old.tenant_code IS DISTINCT FROM new.tenant_code)) OR (old.pairing_id IS DISTINCT FROM new.pairing_id)) OR (old.child_id IS DISTINCT FROM new.child_id)) OR (old.caring_mother_id IS DISTINCT FROM new.caring_mother_id)) OR (old.visited_on IS DISTINCT FROM new.visited_on)) OR (old.kind IS DISTINCT FROM new.kind)) OR (old.contact_made IS DISTINCT FROM new.contact_made)) OR (old.findings IS DISTINCT FROM new.findings)) OR (old.follow_up IS DISTINCT FROM new.follow_up))) EXECUTE FUNCTION public.change_recorded('VISIT');

CREATE TRIGGER touched BEFORE UPDATE ON public.activities FOR EACH ROW EXECUTE FUNCTION public.standard_columns_touched();

CREATE TRIGGER touched BEFORE UPDATE ON public.caring_mothers FOR EACH ROW EXECUTE FUNCTION public.standard_columns_touched();

CREATE TRIGGER touched BEFORE UPDATE ON public.children FOR EACH ROW EXECUTE FUNCTION public.standard_columns_touched();

CREATE TRIGGER touched BEFORE UPDATE ON public.deliveries FOR EACH ROW EXECUTE FUNCTION public.standard_columns_touched();

CREATE TRIGGER touched BEFORE UPDATE ON public.donations FOR EACH ROW EXECUTE FUNCTION public.standard_columns_touched();

CREATE TRIGGER touched BEFORE UPDATE ON public.file_openings FOR EACH ROW EXECUTE FUNCTION public.standard_columns_touched();

CREATE TRIGGER touched BEFORE UPDATE ON public.pairings FOR EACH ROW EXECUTE FUNCTION public.standard_columns_touched();

CREATE TRIGGER touched BEFORE UPDATE ON public.projects FOR EACH ROW EXECUTE FUNCTION public.standard_columns_touched();

CREATE TRIGGER touched BEFORE UPDATE ON public.visits FOR EACH ROW EXECUTE FUNCTION public.standard_columns_touched();

CREATE TRIGGER tree_moved AFTER INSERT OR DELETE OR UPDATE ON public.tenants FOR EACH STATEMENT EXECUTE FUNCTION public.tree_moved();

CREATE TRIGGER version_kept BEFORE UPDATE OF name, closed_at, invitation_hash ON public.users FOR EACH ROW EXECUTE FUNCTION public.user_version_kept();

ALTER TABLE ONLY public.account_events
    ADD CONSTRAINT account_events_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.activities
    ADD CONSTRAINT activities_tenant_code_fkey FOREIGN KEY (tenant_code) REFERENCES public.tenants(code);

ALTER TABLE ONLY public.administration_events
    ADD CONSTRAINT administration_events_by_user_fkey FOREIGN KEY (by_user) REFERENCES public.users(id);

ALTER TABLE ONLY public.administration_events
    ADD CONSTRAINT administration_events_grant_id_fkey FOREIGN KEY (grant_id) REFERENCES public.grants(id);

ALTER TABLE ONLY public.administration_events
    ADD CONSTRAINT administration_events_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.caring_mothers
    ADD CONSTRAINT caring_mothers_service_code_fkey FOREIGN KEY (service_code) REFERENCES public.tenants(code);

ALTER TABLE ONLY public.caring_mothers
    ADD CONSTRAINT caring_mothers_tenant_code_fkey FOREIGN KEY (tenant_code) REFERENCES public.tenants(code);

ALTER TABLE ONLY public.change_values
    ADD CONSTRAINT change_values_change_id_fkey FOREIGN KEY (change_id) REFERENCES public.changes(id);

ALTER TABLE ONLY public.changes
    ADD CONSTRAINT changes_tenant_code_fkey FOREIGN KEY (tenant_code) REFERENCES public.tenants(code);

ALTER TABLE ONLY public.children
    ADD CONSTRAINT children_tenant_code_fkey FOREIGN KEY (tenant_code) REFERENCES public.tenants(code);

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_project_id_fkey FOREIGN KEY (project_id, tenant_code) REFERENCES public.projects(id, tenant_code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_tenant_code_fkey FOREIGN KEY (tenant_code) REFERENCES public.tenants(code);

ALTER TABLE ONLY public.donations
    ADD CONSTRAINT donations_project_id_fkey FOREIGN KEY (project_id, tenant_code) REFERENCES public.projects(id, tenant_code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.donations
    ADD CONSTRAINT donations_reverses_id_fkey FOREIGN KEY (reverses_id) REFERENCES public.donations(id);

ALTER TABLE ONLY public.donations
    ADD CONSTRAINT donations_tenant_code_fkey FOREIGN KEY (tenant_code) REFERENCES public.tenants(code);

ALTER TABLE ONLY public.file_openings
    ADD CONSTRAINT file_openings_child_id_fkey FOREIGN KEY (child_id, tenant_code) REFERENCES public.children(id, tenant_code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.file_openings
    ADD CONSTRAINT file_openings_opened_from_fkey FOREIGN KEY (opened_from) REFERENCES public.tenants(code);

ALTER TABLE ONLY public.file_openings
    ADD CONSTRAINT file_openings_tenant_code_fkey FOREIGN KEY (tenant_code) REFERENCES public.tenants(code);

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_caring_mother_id_fkey FOREIGN KEY (caring_mother_id) REFERENCES public.caring_mothers(id);

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_declined_by_fkey FOREIGN KEY (declined_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_given_by_fkey FOREIGN KEY (given_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_tenant_code_fkey FOREIGN KEY (tenant_code) REFERENCES public.tenants(code);

ALTER TABLE ONLY public.grants
    ADD CONSTRAINT grants_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.identities
    ADD CONSTRAINT identities_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.known_places
    ADD CONSTRAINT known_places_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.pairings
    ADD CONSTRAINT pairings_caring_mother_id_fkey FOREIGN KEY (caring_mother_id) REFERENCES public.caring_mothers(id);

ALTER TABLE ONLY public.pairings
    ADD CONSTRAINT pairings_child_id_fkey FOREIGN KEY (child_id, tenant_code) REFERENCES public.children(id, tenant_code) ON UPDATE CASCADE;

ALTER TABLE ONLY public.pairings
    ADD CONSTRAINT pairings_tenant_code_fkey FOREIGN KEY (tenant_code) REFERENCES public.tenants(code);

ALTER TABLE ONLY public.person_requests
    ADD CONSTRAINT person_requests_tenant_code_fkey FOREIGN KEY (tenant_code) REFERENCES public.tenants(code);

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_tenant_code_fkey FOREIGN KEY (tenant_code) REFERENCES public.tenants(code);

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_second_factor_id_fkey FOREIGN KEY (second_factor_id) REFERENCES public.second_factors(id) ON DELETE CASCADE;

ALTER TABLE ONLY public.second_factors
    ADD CONSTRAINT second_factors_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.sign_in_challenges
    ADD CONSTRAINT sign_in_challenges_user_id_fkey FOREIGN KEY (user_id) REFERENCES public.users(id);

ALTER TABLE ONLY public.tenants
    ADD CONSTRAINT tenants_parent_code_fkey FOREIGN KEY (parent_code) REFERENCES public.tenants(code);

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.users(id);

ALTER TABLE ONLY public.visits
    ADD CONSTRAINT visits_pairing_id_fkey FOREIGN KEY (pairing_id, tenant_code, child_id, caring_mother_id) REFERENCES public.pairings(id, tenant_code, child_id, caring_mother_id) ON UPDATE CASCADE;

ALTER TABLE ONLY public.visits
    ADD CONSTRAINT visits_tenant_code_fkey FOREIGN KEY (tenant_code) REFERENCES public.tenants(code);

ALTER TABLE public.access_log ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.access_log_2026_11 ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.access_log_2026_12 ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.access_log_chain ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.access_log_days ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.access_log_retired ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.access_log_unchained ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.account_events ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.activities ENABLE ROW LEVEL SECURITY;

CREATE POLICY added ON public.account_events FOR INSERT TO circle_owner WITH CHECK (true);

CREATE POLICY added ON public.activities FOR INSERT WITH CHECK (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code = ( SELECT public.acting_low() AS acting_low))
    ELSE false
END);

CREATE POLICY added ON public.administration_events FOR INSERT TO circle_owner WITH CHECK (true);

CREATE POLICY added ON public.caring_mothers FOR INSERT WITH CHECK (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    ELSE false
END);

CREATE POLICY added ON public.children FOR INSERT WITH CHECK (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    ELSE false
END);

CREATE POLICY added ON public.deliveries FOR INSERT WITH CHECK (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code = ( SELECT public.acting_low() AS acting_low))
    ELSE false
END);

CREATE POLICY added ON public.donations FOR INSERT WITH CHECK (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = 'PROJECT_MANAGER'::text) THEN (tenant_code = ( SELECT public.acting_low() AS acting_low))
    ELSE false
END);

CREATE POLICY added ON public.file_openings FOR INSERT WITH CHECK (
CASE ( SELECT public.acting_role() AS acting_role)
    WHEN 'DIRECTOR'::text THEN ((tenant_code <@ ( SELECT public.acting_range() AS acting_range)) AND (NOT (tenant_code = ( SELECT public.acting_low() AS acting_low))))
    ELSE false
END);

CREATE POLICY added ON public.pairings FOR INSERT WITH CHECK (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    ELSE false
END);

CREATE POLICY added ON public.projects FOR INSERT WITH CHECK (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code = ( SELECT public.acting_low() AS acting_low))
    ELSE false
END);

CREATE POLICY added ON public.visits FOR INSERT WITH CHECK (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CARING_MOTHER'::text) THEN (pairing_id = ANY (( SELECT public.acting_pairings() AS acting_pairings)::uuid[]))
    ELSE false
END);

ALTER TABLE public.administration_events ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.applied_sql ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.caring_mothers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.change_values ENABLE ROW LEVEL SECURITY;

CREATE POLICY changed ON public.activities FOR UPDATE USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code = ( SELECT public.acting_low() AS acting_low))
    ELSE false
END);

CREATE POLICY changed ON public.caring_mothers FOR UPDATE USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    WHEN (( SELECT public.acting_role() AS acting_role) = 'DIRECTOR'::text) THEN (tenant_code = ( SELECT public.acting_low() AS acting_low))
    ELSE false
END);

CREATE POLICY changed ON public.children FOR UPDATE USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    ELSE false
END);

CREATE POLICY changed ON public.deliveries FOR UPDATE USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code = ( SELECT public.acting_low() AS acting_low))
    ELSE false
END);

CREATE POLICY changed ON public.file_openings FOR UPDATE USING (
CASE ( SELECT public.acting_role() AS acting_role)
    WHEN 'CASEWORKER'::text THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    WHEN 'DIRECTOR'::text THEN ((created_by = ( SELECT public.acting_user() AS acting_user)) AND (opened_from = ( SELECT public.acting_low() AS acting_low)) AND (tenant_code <@ ( SELECT public.acting_range() AS acting_range)))
    ELSE false
END);

CREATE POLICY changed ON public.pairings FOR UPDATE USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    ELSE false
END);

CREATE POLICY changed ON public.projects FOR UPDATE USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code = ( SELECT public.acting_low() AS acting_low))
    ELSE false
END);

CREATE POLICY changed ON public.visits FOR UPDATE USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    ELSE false
END);

ALTER TABLE public.changes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.children ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.deliveries ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.donations ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.family_versions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.file_openings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.grants ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.identities ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.identity_codes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.known_places ENABLE ROW LEVEL SECURITY;

CREATE POLICY owned ON public.access_log TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.access_log_2026_11 TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.access_log_2026_12 TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.access_log_chain TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.access_log_days TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.access_log_retired TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.access_log_unchained TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.account_events FOR SELECT TO circle_owner USING (true);

CREATE POLICY owned ON public.activities TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.administration_events FOR SELECT TO circle_owner USING (true);

CREATE POLICY owned ON public.applied_sql TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.caring_mothers TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.change_values TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.changes TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.children TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.deliveries TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.donations TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.family_versions TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.file_openings TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.grants TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.identities TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.identity_codes TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.known_places TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.pairings TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.person_requests TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.projects TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.record_columns TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.record_kinds TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.recovery_codes TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.second_factors TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.sessions TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.sign_in_attempts TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.sign_in_challenges TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.statistics_deltas TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.statistics_tallies TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.tenants TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.users TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.visits TO circle_owner USING (true) WITH CHECK (true);

ALTER TABLE public.pairings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.person_requests ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.projects ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.record_columns ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.record_kinds ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.recovery_codes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.second_factors ENABLE ROW LEVEL SECURITY;

CREATE POLICY seen ON public.access_log FOR SELECT USING (
CASE ( SELECT public.acting_role() AS acting_role)
    WHEN 'AUDITOR'::text THEN ((tenant_code <@ ( SELECT public.acting_range() AS acting_range)) OR (EXISTS ( SELECT
       FROM unnest(access_log.tenant_codes) code(code)
      WHERE (code.code <@ ( SELECT public.acting_range() AS acting_range)))))
    WHEN 'CASEWORKER'::text THEN (EXISTS ( SELECT
       FROM unnest(access_log.tenant_codes) code(code)
      WHERE (code.code <@ ( SELECT public.acting_range() AS acting_range))))
    WHEN 'DIRECTOR'::text THEN (( SELECT public.acting_low() AS acting_low) = ANY (tenant_codes))
    ELSE false
END);

CREATE POLICY seen ON public.activities FOR SELECT USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['ANALYST'::text, 'DIRECTOR'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CASEWORKER'::text) THEN (tenant_code = ( SELECT public.acting_low() AS acting_low))
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CARING_MOTHER'::text) THEN (tenant_code = ( SELECT public.acting_low() AS acting_low))
    ELSE false
END);

CREATE POLICY seen ON public.applied_sql FOR SELECT USING (true);

CREATE POLICY seen ON public.caring_mothers FOR SELECT USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text])) THEN ((tenant_code <@ ( SELECT public.acting_range() AS acting_range)) OR (service_code <@ ( SELECT public.acting_range() AS acting_range)) OR (service_code = ANY (( SELECT public.division_line(public.acting_low()) AS division_line)::bigint[])) OR public.acting_pairs(id))
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CARING_MOTHER'::text) THEN (id = ( SELECT public.acting_caring_mother() AS acting_caring_mother))
    ELSE false
END);

CREATE POLICY seen ON public.change_values FOR SELECT USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) IS NULL) THEN false
    ELSE public.acting_opens(kind, record_id)
END);

CREATE POLICY seen ON public.changes FOR SELECT USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) IS NULL) THEN false
    WHEN (( SELECT public.acting_role() AS acting_role) = 'AUDITOR'::text) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    ELSE public.acting_opens(kind, record_id)
END);

CREATE POLICY seen ON public.children FOR SELECT USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text])) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CARING_MOTHER'::text) THEN (id = ANY (( SELECT public.acting_children() AS acting_children)::uuid[]))
    ELSE false
END);

CREATE POLICY seen ON public.deliveries FOR SELECT USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['ANALYST'::text, 'DIRECTOR'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CASEWORKER'::text) THEN (tenant_code = ( SELECT public.acting_low() AS acting_low))
    ELSE false
END);

CREATE POLICY seen ON public.donations FOR SELECT USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['ANALYST'::text, 'DIRECTOR'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CASEWORKER'::text) THEN (tenant_code = ( SELECT public.acting_low() AS acting_low))
    ELSE false
END);

CREATE POLICY seen ON public.file_openings FOR SELECT USING (
CASE ( SELECT public.acting_role() AS acting_role)
    WHEN 'CASEWORKER'::text THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    WHEN 'DIRECTOR'::text THEN ((tenant_code = ( SELECT public.acting_low() AS acting_low)) OR ((created_by = ( SELECT public.acting_user() AS acting_user)) AND (opened_from = ( SELECT public.acting_low() AS acting_low)) AND (tenant_code <@ ( SELECT public.acting_range() AS acting_range))))
    ELSE false
END);

CREATE POLICY seen ON public.pairings FOR SELECT USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text])) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CARING_MOTHER'::text) THEN ((caring_mother_id = ( SELECT public.acting_caring_mother() AS acting_caring_mother)) AND (until_on IS NULL))
    ELSE false
END);

CREATE POLICY seen ON public.projects FOR SELECT USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['ANALYST'::text, 'DIRECTOR'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CASEWORKER'::text) THEN (tenant_code = ( SELECT public.acting_low() AS acting_low))
    ELSE false
END);

CREATE POLICY seen ON public.statistics_deltas FOR SELECT USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['ANALYST'::text, 'DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text, 'AUDITOR'::text])) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    ELSE false
END);

CREATE POLICY seen ON public.statistics_tallies FOR SELECT USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['ANALYST'::text, 'DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text, 'AUDITOR'::text])) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    ELSE false
END);

CREATE POLICY seen ON public.tenants FOR SELECT USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) IS NULL) THEN false
    WHEN (code = ANY (( SELECT public.division_line(public.acting_low()) AS division_line)::bigint[])) THEN true
    WHEN ((code <@ ( SELECT public.acting_range() AS acting_range)) AND (( SELECT public.acting_role() AS acting_role) <> ALL (ARRAY['CARING_MOTHER'::text, 'PARTNER'::text]))) THEN true
    ELSE public.acting_names(code)
END);

CREATE POLICY seen ON public.visits FOR SELECT USING (
CASE
    WHEN (( SELECT public.acting_role() AS acting_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text])) THEN (tenant_code <@ ( SELECT public.acting_range() AS acting_range))
    WHEN (( SELECT public.acting_role() AS acting_role) = 'CARING_MOTHER'::text) THEN (child_id = ANY (( SELECT public.acting_children() AS acting_children)::uuid[]))
    ELSE false
END);

ALTER TABLE public.sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sign_in_attempts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sign_in_challenges ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.statistics_deltas ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.statistics_tallies ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.visits ENABLE ROW LEVEL SECURITY;

