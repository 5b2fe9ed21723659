
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
	amounts bigint[],
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
    connection_key bytea DEFAULT (uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) NOT NULL,
    access_hash bytea NOT NULL,
    access_until timestamp with time zone NOT NULL,
    previous_access_hash bytea,
    previous_access_until timestamp with time zone,
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
  WHERE ((s.access_until > now()) AND (s.ended_at IS NULL) AND (u.closed_at IS NULL))
UNION ALL
 SELECT s.connection_key AS access_hash,
    u.id AS user_id,
    u.name AS user_name,
    s.second_factor
   FROM (public.sessions s
     JOIN public.users u ON ((u.id = s.user_id)))
  WHERE ((s.refresh_until > now()) AND (s.ended_at IS NULL) AND (u.closed_at IS NULL));

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
    CONSTRAINT grants_from_at_bounds CHECK (((from_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (from_at <= '2101-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT grants_given_by_another CHECK ((given_by <> user_id)),
    CONSTRAINT grants_role_known CHECK ((role = ANY (ARRAY['ANALYST'::text, 'DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text, 'CARING_MOTHER'::text, 'PARTNER'::text, 'AUDITOR'::text, 'ADMINISTRATOR'::text]))),
    CONSTRAINT grants_until_at_after_from CHECK ((until_at > from_at)),
    CONSTRAINT grants_until_at_bounds CHECK (((until_at >= '1900-01-01 00:00:00+00'::timestamp with time zone) AND (until_at <= '2101-01-01 00:00:00+00'::timestamp with time zone)))
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

CREATE FUNCTION public.actor_high() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('circle.high'::text, true), ''::text))::bigint;

CREATE FUNCTION public.actor_low() RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('circle.low'::text, true), ''::text))::bigint;

CREATE FUNCTION public.actor_range() RETURNS int8range
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN ((public.actor_low() IS NOT NULL) AND (public.actor_high() IS NOT NULL)) THEN int8range(public.actor_low(), public.actor_high()) ELSE NULL::int8range END;

CREATE FUNCTION public.actor_role() RETURNS text
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
                 CASE public.actor_role()
                     WHEN 'AUDITOR'::text THEN ((named.code <@ public.actor_range()) OR (l.tenant_code <@ public.actor_range()))
                     WHEN 'CASEWORKER'::text THEN (named.code <@ public.actor_range())
                     WHEN 'DIRECTOR'::text THEN (named.code = public.actor_low())
                     ELSE false
                 END))));
END;

CREATE FUNCTION public.actor_user() RETURNS uuid
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
 SELECT (COALESCE((public.actor_role() = a_role), false) AND (EXISTS ( SELECT
            FROM public.live_grants(public.actor_user()) g(id, role, low, high, line, tenant_name, caring_mother_id)
           WHERE ((g.role = acts_as.a_role) AND (g.low = public.actor_low()) AND (g.high = public.actor_high())))));
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
           WHERE ((g.accepted_at IS NOT NULL) AND (g.tenant_code >= public.actor_low()) AND (g.tenant_code < public.actor_high())))));
END;

CREATE FUNCTION public.actor_caring_mother() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('circle.caring_mother_id'::text, true), ''::text))::uuid;

CREATE FUNCTION public.actor_children() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    return array(select p.child_id from pairings_in_force p where p.caring_mother_id = actor_caring_mother());
end $$;

CREATE FUNCTION public.actor_grant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('circle.grant_id'::text, true), ''::text))::uuid;

CREATE TABLE public.pairings (
    id uuid CONSTRAINT record_columns_id_not_null NOT NULL,
    tenant_code bigint CONSTRAINT record_columns_tenant_code_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT record_columns_version_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_created_at_not_null NOT NULL,
    created_by uuid DEFAULT public.actor_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.actor_user(),
    child_id uuid NOT NULL,
    caring_mother_id uuid NOT NULL,
    role text DEFAULT 'LEAD'::text NOT NULL,
    from_on date NOT NULL,
    until_on date,
    ended_reason text,
    handover_note text,
    CONSTRAINT pairings_ended_reason_known CHECK ((ended_reason = ANY (ARRAY['COMPLETED'::text, 'CHILD_FILE_CLOSED'::text, 'CARING_MOTHER_LEFT'::text, 'CHANGED_CARING_MOTHER'::text, 'GUARDIAN_DECLINED'::text, 'ENTERED_IN_ERROR'::text]))),
    CONSTRAINT pairings_ended_reason_named CHECK (((until_on IS NULL) = (ended_reason IS NULL))),
    CONSTRAINT pairings_from_on_bounds CHECK (((from_on >= '1900-01-01'::date) AND (from_on <= '2100-12-31'::date))),
    CONSTRAINT pairings_from_on_not_future CHECK ((from_on <= public.today())),
    CONSTRAINT pairings_role_known CHECK ((role = ANY (ARRAY['LEAD'::text, 'COMPANION'::text]))),
    CONSTRAINT pairings_until_on_after_opening CHECK ((until_on >= from_on)),
    CONSTRAINT pairings_until_on_bounds CHECK (((until_on >= '1900-01-01'::date) AND (until_on <= '2100-12-31'::date))),
    CONSTRAINT pairings_until_on_not_future CHECK ((until_on <= public.today()))
);

ALTER TABLE ONLY public.pairings FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.actor_pairs(mother uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT (EXISTS ( SELECT
            FROM public.pairings p
           WHERE ((p.caring_mother_id = actor_pairs.mother) AND (p.tenant_code <@ public.actor_range())))) AS "exists";
END;

CREATE FUNCTION public.chinese_order(name text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
        declare
            places constant bytea := E'\\x522c522d522e5232523352345235523752385239523a523b523c523d523e523f5240524152425243524452455246524752485249524a524b524c524d524e524f5250525152525253525452555256525752585259525a525b525c525d525e525f5260526152625263526452655266526752685269526a526b526c526d526e526f52705271527252735274527552764fa05277527946f6527a527b527c527d527e527f5280528152825283528452855286528752885289528a528b528c528d528e528f529052915292529c5293529452955296529752985299529a529b529d529e529f52a052a152a352a452a552a652a752a852a952aa52ac52ad52ae52af52b052b152b252b352b452b552b652b752b852b952ba52bb52bc52bd52be52bf52c052c152c252c352c452c552c652c752c852c952cb52cc52cd52ce52cf52d052d152d252d352d452d552d652d752d852d952da52db52dc52dd52de52e052e152e352e452e552e652e752e852ea52eb52ec52ed52ee52ef52f052f152f252f352f452f552f652f752f852f952fa52fb52fc52fe52ff5300530153025303530453055306530753085309530a530b530c530d530f5310531153125313531453155316531753185319531a531b531c531d531e531f5320532153225323532453255326532753285329532a532b532c532d532e532f5330533153325333533453355336533753385339533a533b533c533d533e533f5340534153425343534453455346534753485349534a534c534d534e534f5350535153525353535453555356535753585359535a535b535c535d535e535f5360536153625363536453656287536653675369536a536b536c536d536e536f537053715372537353755376537753785379537a537b537c537d537e537f5380538153825383538453855386538753885389538a538b538c538d538e538f5390539153925393539453955396539753985399539a65b3539b539c539d539f53a053a153a353a453a553a653a7106a53a853a953aa53ab53ac53ad53ae53af53b053b153b253b353b453b553b653b753b853b953ba53bb53bc53bd53be53bf53c053c153c253c353c453c553c653c753c853c953ca53cb53cc53cd53ce53cf53d053d153d253d353d453d553d653d753d853d953da53db53dc53dd53de53df53e053e153e253e353e453e553e653e753e853e953ea53eb53ec53ed53ee53ef53f053f153f253f353f453f553f653f753f853f953fa53fb53fc53fd53fe53ff5400540154025403540454055406540754085409540a540d540e540f5410541154125413541454155416541754185419541a541b541c541d541e541f5420542154225423542454255426542754285429542a542b542c542d542e542f5430543154325433543454355436543754385439543a543b543c543d543e543f544054415442544354445445544654475448144c5449544a544b544c544d544e544f54505451545254535454545554565458534b5459545a545b545c545d545e545f546154625463546454655466546754685469546a546b546c546d546e546f5470547154725473547454755476547754785479547a547b547c547d547e547f548054815482548354845485548654870d6a5489548a548b548c548d548e548f549054915492457c5493549454955496549754985499549a549b549c549d549e549f418054a054a154a254a354a454a554a654a754a854aa54ab54ac54ad54ae54af54b054b254b354b454b554b654b754b854b954ba54bb54bc54bd54be54bf54c054c154c254c354c454c554c654c754c854c954ca54cb54cc54cd54ce54cf54d054d154d254d354d454d554d654d754d854d954da54db54dc54dd54de54df54e054e154e254e354e454e554e654e754e854e954ea54ec54ed54ee54ef54f054f154f254f354f454f554f654f754f854f954fa54fb54fc54fd54fe1b7c54ff5500550155025503550455055506550755085509550a550b550c550d550e550f551055115512551355143b365515551655175518551954eb551a551b551c551d551e551f5520552155225523552455255526552755285529552a552b552c552d552e552f553055312d5e55325533553455355536553755385539553a553b553c553d553e553f5540554155425543554455455546554755485549554a554b554c554d554e554f5550555155525553555455555556555755585559555a555b555c555d555e555f5560556155625563556455655566556755685569556a556b556c556d556e556f5570557155725573557455755576557755785579557a557b557c557d557e557f5580558155825583558455855586558755885589558a558b558c558d558e558f5590559155925593559455955596559755985599559a559b559c559d559e559f55a055a155a255a355a455a555a655a755a855a955aa55ab55ac55ad55ae55af55b155b255b355b455b555b655b755b855b955ba55bb55bc55bd55be55bf55c055c155c255c355c455c555c655c755c855c955ca55cb55cc55cd55ce55cf55d055d155d255d355d455d555d655d755d855d955da55dc55dd55df55e055e155e255e355e455e555e655e755e855e955ea55eb55ec55ed55ee55ef55f055f155de55f255f355f455f555f655f755f855f955fa55fb55fc374555fd55fe55ff5600560156025603560456055606560756085609560a560b560c560d560e560f5610561156125613561456155616561756185619561a561b561c561d561e561f5620562156225623562456255626562756285629562a562b562c562d562e562f5630563156325633563456355636563756385639563a563b563c563d563e563f1cff5640564156425643564456455646564756485649564a2825564b564c564d564e564f5650565156525653565456555656565756585659565a565b565c565d565e565f5660566156625663566456655666566756685669566a566b566c566d566e566f5670567156725673567456755676567756785679567a567b567c567d567e567f5680568156825683568456855686568756885689568a568b568c568d568e568f5690569156925693569456955696569756985699569a569b569c569d569e569f56a056a156a256a356a456a556a656a756a856a956aa56ab56ac56ad56ae56af56b056b156b256b356b456b556b656b756b856b956ba56bb56bc56bd56be56bf56c056c156c256c356c456c556c656c756c956ca56cb56cc56cd56ce56cf56d056d156d256d356d456d556d656d756d856d956da56db56dc56dd56de56df56e056e156e256e356e456e556e656e756e856e956ea56eb56ec56ed56ee56ef56f056f156f256f356f456f556f656f756f856f956fa56fb56fc56fd56fe56ff5700570157025703570457055706570757085709570a570b570c570d5710571157125713571457155716571757185719571a571b571c571d571e571f5720572157225723572457255726572757285729572a572b572c572d572e572f5730573157325733573457355736573757385739573a573b573c573d573e573f5740574157425743574457455746574757485749574a574b574c574d574e574f575057514fa457525753575457555756575757585759575a575b575c575d575e575f576057615762576357645765576657685769576a576b576c576d576e576f57705771577257735767577457755776577757785779577a577b577c2468577d577e577f5780578157825783578457855786578757885789578a578b578c578d578e578f5790579157925793579457955796579757985799579a579b579c579d579e579f57a057a157a257a357a457a557a657a757a857a957aa57ab57ac57ad57ae57af57b057b157b257b357b457b557b657b757b857b957ba57bb57bc57bd57be57bf57c057c157c257c357c457c557c657c757c857c957ca57cb57cc57cd57ce57cf57d057d157d257d357d457d557d657d757d857d957da57db57dc57dd57de57df57e057e157e257e357e457e557e657e757e857e957ea57eb57ec57ed57ee57ef57f057f157f257f357f457f557f657f757f857f957fa57fc57fd57fe57ff58005801580258035804580558065807580837ae17395809580a580b580c580d580e580f5810581158125813581458151fb65816581758185819581a581b581c581d581e581f5820582158225823582458255826582758285829582a582b582c582d582e582f5830583158325833583458355836583758385839583a583b583c583d583e583f5840584158425843584458455846584758485849584a584b584e584c584d584f5850585158525853585458555856585758585859585a585b585c585d585e585f5860586158625863586458655866586758685869586a586b586c586d586e586f5870587158725873587458755876587758785879587a587b587c587d587e587f5880588158825883588458855886588758885889588a588b588c588d588e588f5890589158925893589458955896589758985899589a589b589c589d589e589f58a058a158a258a358a458a558a658a758a858a958aa58ac58ad58ae58af58b058b158b258b358b458b558b658b758b858b958ba58bb58bc58bd58be58bf58c058c158c258c358c458c558c658c758c858c958ca58cb58cc58cd58ce58cf58d058d158d258d358d458d558d658d758d858d958da58db58dc58dd58de58df58e058e158e258e358e458e558e658e758e858ea58e958eb58ec58ed58ee58ef58f058f158f258f358f458f558f658f758f858f958fa58fb58fe58fc58ff58fd5900590159025903590459055906590759085909590a590b590c590d590e590f5910591159125913591459155916591759185919591a591b591c591d591e591f59205921592259235924592559262178592759285929592a592b592c592d592e592f5930593159325933593459355936593759385939593a593b593c593d593e593f16c7594059415942405a5943594459455946594759485949594a594c594d594e0648594f5950595159525953595459555956595759585959595a595b595c595d595e595f59605961596259635964596559665967596a596b596c596d596e6238597059725973597459755976597759785979597a597b597c597d597e597f59805981598259835984114659855986598759885989598a3177598b598c598f5990599159925993599459955996599759985999599a599b599c599d599e599f59a059a159a259a359a459a559a659a759a859a959aa59ab59ac59ae59ad59af59b059b159b259b359b459b559b659b759b859b959ba59bb59bc59bd59be59bf59c059c159c259c359c459c559c659c759c859c959ca59cb59cc59cd59ce59cf59d059d159d259d359d459d559d659d75c0559d859d959da59db59dc59dd59de59df59e059e159e259e359e459e559e659e759e859e959ea59eb59ec59ed59ee59ef59f059f159f259f3217159f459f559f659f759f859f959fa59fb59fc59fd59fe59ff5a005a015a025a035a045a085a055a065a095a0a5a0b5a0c5a0d5a0e5a0f5a105a115a125a135a145a155a075a165a175a185a195a1a5a1b5a1c5a1d5a1e5a1f5a205a215a225a235a245a255a265a275a285a295a2a5a2b5a2c5a2d5a2e5a2f5a305a315a325a335a3422575a355a365a375a385a395a3a5a3b5a3c5a3d5a3e5a3f5a405a415a425a435a445a455a465a475a495a4a5a485a4b5a4c5a4d5a4e5a4f5a505a525a535a545a555a565a575a585a595a5a5a5b5a5c5a5d5a5e5a5f5a605a615a625a645a655a665a675a685a695a6a5a6b5a6c5a975a6d5a6e5a6f5a705a715a725a735a745a755a765a775a785a795a7a5a7b5a7c5a7d5a7e5a7f5a805a815a825a835a855a865a875a885a895a8a5a8b5a8c5a8d5a8e5a8f5a905a915a925a935a945a955a965a985a995a9a5a9b5a9c5a9d5a9e5a9f5aa05aa15aa25aa35aa45aa55aa65aa75aa85aa95aaa5aab5aac5aad5aae5aaf5ab15ab25ab35ab45ab55ab65ab75ab85ab95aba5abb5abc5abd5abe5abf5ac05ac15ac25ac35ac45ac55ac65ac75ac85ac95aca5acb5acc5acd5ace5acf5ad05ad15ad25ad35ad45ad55ad65ad75ad85ad95ada5adb5adc5add5ade5adf5ae05ae15ae25ae35ae45ae55ae65ae75ae85ae95aea5aeb5aec5aed5aee5aef5af15af25af35af45af55af65af75af85af95afa5afb5afc5afd5afe5aff10915b005b015b025b035b045b055b065b075b085b095b0a5b0b5b0c5b0d5b0e5b0f07695b1042da5b115b125b135b145b155b165b175b185b195b1a5b1b5b1c5b1d5b1e5b1f5b205b215b225b235b245b255b265b275b285b295b2a5b2b5b2c5b2d5b2e5b2f5b305b315b325b335b345b355b365b375b385b395b3a5b3b5b3c5b3d5b3e5b3f5b405b415b425b435b445b475b485b495b4a5b4b18b85b4c5b4d5b4e5b4f5b505b515b525b535b545b555b565b575b585b595b5a5b5b5b5c5b5d5b5e5b5f5b605b615b625b635b645b655b665b675b685b695b6a5b6b5b6c5b6d5b6e5b6f5b705b715b725b735b745b755b765b775b785b795b7a5b7b5b7c5b7d5b7e5b7f5b805b825b835b845b855b865b871e1a5b885b895b8a5b8b5b8c5b8d5b8e5b8f5b905b915b925b935b945b955b965b975b985b995b9a5b9b5b9c5b9d5b9e5b9f5ba05ba15ba25ba35ba45ba55ba65ba75ba85ba95baa5bab5bac5bad5bae5baf5bb05bb15bb25bb35bb45bb55bb65bb75bb85bb95bba5bbb5bbc5bbd5bbe5bbf5bc05bc15bc25bc35bc45bc55bc65bc75bc85bc95bca5bcb5bcc5bcd5bce5bcf5bd05bd15bd25bd35bd45bd55bd65bd75bd85bd95bda5bdb5bdc5bdd5bde5bdf5be05be15be25be35be45be55be65be75be849035bea5beb5bec5bed5bee5bef5bf05bf15bf25bf35bf45bf55bf65bf75bf85bf95bfa5bfb5bfc5bfd5bfe5bff5c005c015c025c035c045c065c075c085c095c0a5c0b5c0c5c0d5c0e5c0f5c105c115c125c135c145c155c165c175c185c195c1a5c1b5c1c5c1d5c1e5c1f5c205c215c225c255c265c275c285c295c2a5c2b5c2c5c2d5c2e5c2f5c305c315c325c335c345c355c365c375c395c3a5c3b5c3c5c3d5c3e5c3f5c401efe5c415c435c425c445c45182b5c465c475c485c495c4a5c4b5c4c5c4d5c4e5c4f5c505c515c525c535c545c555c565c575c585c595c5a5c5b5c5c5c5d5c5e5c5f5c605c615c625c635c645c655c665c675c685c695c6a5c6b5c6c5c6d5c6e5c6f5c705c715c725c735c745c755c765c775c785c795c7a5c7b5c7c5c815c7d5c7e5c7f5c805c825c835c845c855c865c875c885c895c8a5c8b5c8c5c8d5c8e5c8f5c905c915c925c935c945c955c965c975c985c995c9a5c9b5c9c5c9d5c9e5c9f5ca05ca15ca25ca35ca45ca55ca65ca75ca85ca95caa5cab5cac5cad5cae5caf5cb05cb15cb25cb35cb45cb55cb65cb75cb85cb95cba5cbb5cbc49f25cbd5cbe5cbf5cc05cc15cc25cc35cc45cc55cc65cc75cc85cc95cca5ccb5ccc5ccd5cce5ccf5cd05cd15cd25cd35cd45cd55cd65cd75cd85cd95cda5cdb5cdc5cdd5cde5cdf5ce05ce15ce25ce35ce45ce55ce65ce75ce95cea5ceb5cec5ced5cee5cef5cf05cf15cf25cf35cf45cf55cf65cf75cf85cf95cfa5cfb5cfc5cfd5cfe5cff5d005d015d025d035d045d055d065d075d085d095d0a5d0b5d0c5d0d5d0e5d0f5d105d115d125d135d145d155d165d175d185d195d1a5d1b5d1c5d1d5d1e5d1f5d205d215d225d235d243b635d255d265d275d285d295d2a5d2b5d2c5d2d5d2e5d2f5d305d315d325d335d345d355d365d375d385d395d3a5d3b5d3c5d3d5d3e5d3f5d405d415d425d435d445d455d465d475d485d495d4a5d4b5d4c5d4d5d4e5d505d515d525d555d565d575d585d595d5a5d5b5d5c5d5d5d5e5d5f5d605d615d635d645d655d665d675d685d695d6a5d6b5d6c5d6d5d6f5d705d715d725d735d745d755d765d775d785d795d7a5d7b5d7c5d7d5d7e5d7f5d805d815d825d835d845d855d865d875d885d895d8a5d8b11395d8c5d8d5d8e5d8f5d905d915d925d935d945d955d965d975d985d995d9a5d9b5d9c5d9d5d9e5d9f5da05da15da25da35da45da55da65da75da85da95daa5dab5dac5dad5dae5daf5db05db15db25db35db45db55db65db75db85db95dba5dbb5dbc5dbd5dbe5dbf5dc05dc15dc25dc35dc45dc55dc65dc75dc85dc95dca5dcb5dcc5dcd5dce5dcf5dd05dd15dd25dd35dd45dd55dd65dd75dd85dd95dda5ddb5ddc5ddd5dde5ddf5de05de15de25de35de45de55de65de75de85de95dea5deb5dec5ded5dee5def5df05df15df25df35df45df55df65df75df85df95dfa5dfb5dfc5dfd5dfe5dff5e005e015e025e035e045e055e065e075e085e095e0a5e0b5e0c5e0d5e0e5e0f5e105e115e125e135e145e155e165e175e185e195e1a5e1b172f5e1c5e1d5e1e5e1f5e205e215e225e235e245e255e265e275e285e295e2a5e2b5e2c5e2e5e2f5e305e315e325e335e345e355e365e375e385e395e3a5e3b5e3c5e3d5e3e5e3f5e405e415e425e435e445e455e465e475e485e495e4a5e4b5e4c5e4d5e4e5e4f5e505e515e525e535e545e555e565e575e585e595e5a5e5b5e5c5e5d5e5e5e5f5e605e615e625e635e645e655e665e675e685e695e6a5e6c5e6d5e6e5e6f5e705e715e725e735e745e755e765e775e785e795e7a5e7b5e7c5e7d5e7e5e7f5e805e815e825e835e845e855e865e875e885e895e8a5e8b5e8c5e8d5e8e5e8f5e905e915e92253f5e935e945e955e965e975e985e995e9a5e9b5e9c5e9d5e9e5e9f5ea05ea15ea25ea35ea45ea55ea65ea75ea85ea95eaa5eab5eac5ead5eae5eaf5eb05eb15eb25eb35eb45eb55eb65eb75eb85eb95eba5ebb5ebc5ebd5ebe5ebf5ec05ec15ec25ec35ec45ec55ec65ec75ec85ec95eca5ecb5ecc5ecd5ece5ecf5ed05ed15ed25ed35ed45ed55ed65ed75ed85ed95eda5edc5edd5ede5edf5ee05ee15ee25ee35ee45ee55ee65ee75ee85ee95eea26645eeb5eec5eed5eee5eef5ef05ef15ef25ef35ef45ef55ef65ef75ef85ef95efa5efb5efc5efd5efe5eff5f000b205f015f025f035f045f055f065f075f084cad5f095f0a5f0b5f0c5f0d5f0e5f0f5f105f115f125f135f145f155f165f175f185f1a5f195f1b5f1c5f1d5f1e5f1f5f205f215f225f235f245f255f265f275f285f295f2a5f2b5f2c5f2d5f2e5f2f5f305f315f325f335f345f355f365f385f395f3a5f3b5f3c5f3d5f3e5f3f5f405f415f425f435f445f455f465f475f485f495f4a5f4b5f4c5f4d5f4e5f4f5f505f515f525f535f545f555f565f575f585f595f5a5f5c5f5d5f5e5f5f5f605f615f625f635f645f655f665f675f685f695f6a5f6b5f6c5f6d5f6e5f6f5f705f715f725f735f745f755f765f775f785f795f7a5f7b5f7c5f7d5f7e5f7f5f805f815f825f835f845f855f865f885f895f8a5f8b5f8c5f8d5f8e5f8f5f905f915f925f935f945f955f965f975f985f995f9a5f9b04c05f9c5f9d5f9e5f9f5fa05fa15fa25fa35fa45fa55fa65fa75fa85fa95faa5fab5fac5fad5fae5faf5fb05fb15fb25fb35fb45fb55fb65fb75fb85fb95fba5fbb5fbc5fbd5fbe5fbf5fc05fc15fc25fc35fc45fc55fc75fc85fc95fca5fcb5fcc5fcd5fce5fcf5fd05fd15fd25fd35fd45fd55fd65fd75fd85fd95fda5fdb5fdc5fdd5fde5fdf5fe05fe15fe25fe35fe45fe55fe65fe75fe85fe95fea5feb5fec5fed5fee5fef5ff05ff15ff25ff35ff45ff55ff65ff75ff85ff95ffa5ffb5ffc5ffd5ffe5fff6000600160026003600460056006600760086009600a600b600c600d600e600f6010601160126013601460156016601760186019601a601b601c601d601e601f6020602160226023602460256026602760286029602a602b602c602d602e602f6030603160326033603460356036603760386039603a603b603c603d603e603f6040604160426043604460456046604760486049604a604b604c604d604e604f6050605160526053605460556056605760586059605a605b605c605d605e605f6060606160626063606460656066606760686069606a606b606c606d606e606f6070607160726073607460756076607760786079607a607b607c607d607e607f6080608160826083608460856086608760886089608a608b6098608c608d608e608f60906091609260936094609560966099609a609b609c609d609e609f60a0609760a160a260a360a460a560a660a760a860a960aa60ab60ac60ad60ae60af60b060b169a760b260b360b460b560b660b760b860b960ba60bb60bc60bd60be60bf60c060c160c260c360c460c560c660c760c860c960ca60cb60cc60cd60ce60cf60d060d160d260d360d460d560d760d860da60db60dc60dd60de60df60e060e160e260e360e460e560e660e760e860e960ea60eb60ec60ed60ee60ef60f060f160f260f360f460f560f660f760f960fa60fb60fc60fd60fe60ff610061016102610361046105610661086109610a610b610c610d610e610f611061116112611361146116611761186119611a611b611c611d611e611f61226123612461256126612761286129612b612c612d612e612f613061316132613361346135613661386139613a613b613c613d613e613f6140614161426143614461456146614761486149614c614d614e614f615061516152615461556156615761586159615a615b615c615d615e615f6160616161626163616461656166616761686169616a616c616d616e616f6170617161726173617461756176617761786179617a617b617c617d617e60f8611561071cbc61206121612a6137614a614b6153616b617f6180618161826183618461856186618761886189618a618b618c618d618e618f6190619161926193619461956196619761986199619a619b619c619d619e619f61a061a161a261a361a561a661a761a861a961aa61ab61ac61ad61ae61af61b061b161b261b361b461b561b661b761b861b961ba61bb61bc61bd61be61bf61c0325e61c161c261c361c461c561c661c761c861c961ca61cb61cc61cd61ce61cf61d061d161d24c6a61d361d461d561d661d761d861d961da61db61dc61dd61de61df61e061e161e261e361e461e561e661e761e861e961ea61eb61ec61ed61ee61ef61f061f161f261f361f461f561f761f861f961fa61fb61fd61fe61ff620062016202620362046205620762086209620a620b620c620d620e620f6210621162126213621462156216621762186219621a621b5046621c621d621e362c621f6220622162226223622462256226622762286229622a622b622c622d622e39fb622f623062316232623362346235623662376239623a623b623c623d623e623f1e6f6240624162426243624462456246624762486249624a624b624c624d624e624f6250625162526253625462556256625762586259625a625b625c625d625e625f6260626162626263626462656266626762686269626a626b626c626d626e626f6270627162726273627462756276627762786279627a627b627c627d627e627f628062816282628362846285628662886289628a628b628c628d628e628f6290629162926293629462956296629762986299629a629b629c629d629e629f62a062a162a262a362a462a562a662a762a862a962aa62ab62ac62ad62ae62af62b062b162b262b362b462b562b662b762b862b962ba62bb62bc62bd62be62bf62c062c162c262c362c462c562c662c862c962ca62cb62cc62cd62ce62cf62d162d262d362d462d562d662d762d862d962da62db62dc62dd62de62df62e062e162e262e362e462e562e662e762e862e962ea62eb62ec62ed62ee62f062f162f262f362f462f562f662f762f862f962fa62fb62fc62fd62fe62ff630063016303630463056306630763086309630a630b630c630d630e630f631063116312631363146315631730ff63186319631a631b3182631c631d631e631f632063216322632363246325632663274840632863292eaa50d8632a632c632d632e6339632f633063316332633363346335633663376338633a633b633c633d633e633f6340634163426343634463456346634763486349634a634b634c634d634e634f6350635163526353635463556356635763586359635a636b635b635c635d635e635f6360636163626363636463656366636763686369636c636d636e636f6370637163726373637463756376637763786379637a6390637b637c637d637e637f63836380636a6381638463856386638763886389638a638b638c638d638e638f639163926393639463956396639763986399639a639b639c639d639e63a4639f63a063a163a263a363a563a663a763a863a963aa63ab63ac63ad63ae63af63b063b163b263b363b463b563b663b963ba63bb63bc63bd63be63bf63c163c063c263c363c463c563c663c763c863c963ca63cb63cc63cd63ce63cf63d063d163d263d363d463d563d663d763d863d963da63db63dc63dd63de63df63e063e163e263e363e463e563e663e763e863e963ea63eb63ec63ed63ee63ef63f063f163f263f363f463f563f663f763f863f963fa63fb63fc63fd63fe63ff6400640164026403640464056406640764086409640a640b640d640e640f6410641164126413641464156416640c0b8c641764186419641a426d641b641c641d641e641f6420642164226423642464256426642764284da26429642a642b642c642d642e642f643064313af064326433643464356436643764386439643a643b643c643d643e643f6440644164426443644464456446644764486449644a644b644c644d644e644f6450645164526453645464556456645764586459645a645b645c645d645e645f6460646164626463646464656466646764686469646a646b646c646d646e646f6470647164726473647464756476647764786479647a647b647c647d647e647f6480648164826483648464856486648764886489648a648b648c648d648e648f6490649164926493649464956496649764986499649a649c649d649e649f64a064a164a264a364a464a564a664a764a864a964aa64ab64ac64ad64ae64af64b064b164b264b364b464b564b664b764b864b964ba64bb64bc64bd64be64bf64c064c164c264c364c464c564c664c764c864c964ca64cb64cc64cd64ce64cf64d064d164d264d364d464d564d664d764d864d964da64db64dc64dd64de64df64e064e164e264e364e464e564e664e764e964ea64e864eb64ec64ed64ee64ef64f064f164f264f364f464f564f664f764f864f964fa64fb64fc64fd64fe64ff6500650165026503650465056506650765086509650a650b650c650d650e650f651065116513651465156516651765186519651a651b651d651e651f6520652165226523652465256526652765286529652a652b652c652d652e652f653065316532653365346535653665376538653a653b653c653d653e653f65406541654265436546654765486549654a654b654c654d6550655165526553655465556556655765586559655a655b655c655d655e655f6560656165626563656465656566656741e7651c653965446545654e65686569656a656b656c656d656e656f657065716572657365746575657765786579657a657b657c657d657e657f6580658165826583658465856586658765886589658a658b658c658d658e658f65906591659265936594659565966597659807c46599659a659b659c659d659e659f65a065a165a265a365a465a565a665a765a865a965aa65ab65ac65ad65ae65af65b065b165b465b565b665b765b865b965ba65bb65bc65bd65be65bf65c065c365c465c565c665c765ca65cb65cc65cd65ce65cf65d065b265c165c265c865c965d165d265d365d465d565d765d865d965da65db65dc65dd65de65df65e065e165e265e365e465e565e665e765e865e965ea65eb65ec65ed65ee65ef65f065f165f265f365f465f565f665f765f865f965fa65fb65fc65fd65fe65ff6600660166026603660466056606660766086609660a660b660c660d660e660f6610661166126613661466156616661766186619661a661b661c661d661e661f6620662166226623662466256626662766286629662a662b662c662d662e662f6630663166326633663466356636663766386639663a663b663c663e663d663f6640664166426643664466456646664766486649664a664b664c664d664e664f6650665166526653665466556656665766586659665a665b665c665d665e665f6660666166626663666466656666666766686669666a666b666c666d666e666f6670667166726673667466756676667766786679667a667b667c667d667e667f668066816682668366846685668666886689668a668b668c668d668e668f6690669366946695669666986699669a669b669c669d669e669f66a066a166a266a366a466a566a666a766a866a966aa66ab66ac66ad66ae66af66b166b266b366b466b566b666b766b866b966ba66bb66bc66bd66be66bf66c066c166c266c366c466c566876691669766c666c766c866c966ca66cb66cc66cd66ce66cf66d066d166d266d366d466d566d666d766d866d966da66db66dc66dd66de66df66e066e166e266e366e466e566e666e766e866e966ea66eb66ec66ed66ee66ef66f066f166f266f366f466f566f666f766f866f966fa66fb66fc07c366fd121766fe66ff6700670167026703670467056706670767086709670a670b670c670d670e670f671067116712671367146715671667176718397a6719671a671b671c671d671e671f6720672167226723672467256726672767286729672a672b672c672d672e672f6730673167326733673467356736673767386739673a673b673c673d673e673f6740674167426743674467456746674767486749674a674b674c674d674e674f6750675167526753675467556756675767586759675a675b675c675d675e675f6760676567666767676b676c676d676e676f677067716773677467756776677767786779677a677d677e677f678067816782678367846785678667886789678a678b678c678d678e678f67906791679267956796679767986799679a679b679c679d679e679f67a067a167a267a367a467a567a667a767a867a967ac67ad67ae67af67b067b167b267b367b467b567b667b767b867b967ba67bb67bc67bd67be67bf67c067c167c267c367c467c567c667c767c96761676267632dee6769676a6772677b679450bd67aa67ab67c867ca67cb67cc67cd67ce67cf67d067d167d267d367d467d567d667d767d867d967da67db67dc67dd67de67e067e167e267e367e567e667e767e867e967ea67eb67ec67ed67ee67ef67f067f167f267f367f467f667f767f867f967fa67fb67df67e467f567fc67fd67fe67ff6800680168026803680468056806680768086809680a680b680c680d680e680f6810681168126813681468156816681768186819681a681b681c681d681e681f6820682168226823682468256826682768286829682b682c682a682d682e682f683068316832683368356836683768386839683a683b683c683d683e683f684068416842684360d9684468456846684768486849684a684b684c684d684e684f6850685168526853685468556856685768586859685a685b685c685d685e685f6860686168626863686468656866686768686869686a686b686c686d686e686f6870687168726873687468756876687768786879687a687b687d687e687f6880688168826883688468856886688768886889688a688b688c688d688e688f6890689168926893689468956896689768986899689a689b689c689d689e689f68a068a168a268a368a468a568a668a768a868a968aa68ab68ac68ad68ae68af68b068b168b268b368b468b568b668b768b868b968ba68bb68bc68bd68be68bf68c068c168c268c368c468c568c668c768c868c968ca68cb68cc68cd68ce68cf68d068d168d268d368d468d568d668d768d868d968da68db68dc68dd68de68df68e068e168e268e368e468e568e668e768e868e968ea68eb68ec68ed68ee68ef68f068f168f268f368f468f568f668f768f868f968fa68fb68fc68fd68fe68ff6900690169026903690469056906690769086909690a690b690c690d690e690f6910691169126913691469156916691769186919691a691b691c691d691e691f6920692169226923692469256926692769286929692a692b692c692d692e692f6930693169326933693469356936693769386939693a693b693c693d693e693f6940694169426943694469456946694769486949694a694b694c694d694e694f6950695169526953695469556956695769586959695a695b695c695d695e695f696069616962696369646965696669686969696a696b696c696d696e696f6970697169726973697469756976697769786979697a697b697c697d697e697f6980698169826983698469856986698769886989698a698b698c698d698e698f6990699169926993699469956996699769986999699a699b699c699d699e699f69a069a169a369a469a569a669a869a969aa69ab69ac69ad69ae69af69b069a269b169b269b369b469b569b669b769b869b969ba69bb69bc69bd69be69bf69c069c169c269c369c469c569c669c769c869c969ca69cb69cc69cd69ce69cf69d069d169d269d369d569d669d769d869d969db69dc69dd69de69df69e069e169e269e369e469e569e669e769e869e969ea69eb69ec69ed69ee69ef69f069f169f469f569f669f769f869f969fa69fb69fc69fd69fe69ff6a006a016a026a036a046a056a066a076a086a0a6a0b6a0c6a0d69d469da69f26a0e6a0f6a106a116a126a136a146a156a166a176a186a196a1a6a1b6a1c6a1d6a1e6a1f6a206a216a226a236a246a256a266a276a286a296a2a6a2b6a2c6a2d6a2e6a2f6a306a316a326a336a346a356a366a376a386a396a3a6a3b6a3c6a3d6a3e6a3f6a406a416a426a436a446a456a466a476a486a496a4a6a4b6a4c6a4d6a4e6a4f6a506a516a526a536a546a556a566a576a586a596a5a6a5b6a5c6a5d6a5e6a5f6a606a616a626a636a646a656a666a676a686a696a6a6a6b6a6c6a6d6a6e6a6f6a706a716a726a736a746a756a766a776a786a796a7a6a7b6a7c6a7d6a7e6a7f6a806a816a826a836a846a856a866a896a8a6a8b6a8c6a8d6a8e6a8f6a906a916a926a936a966a976a986a996a9a6a9b6a9c6a9d6a9e6a9f6aa06aa16aa26aa36aa46aa76aa86aa96aaa6aab6aac6aad6aae6aaf6ab06ab16ab26ab36ab46ab56ab66ab76ab86ab96aba6abb6abc6abd6abe6abf6ac06ac16ac26ac66ac76ac86ac96aca6acb6acc6acd6ace6ad26ad36ad46ad56ad66ad76ad86ad96ada6adb6adc6adf6ae06ae16ae26ae36ae46ae56ae66ae76ae86ae96aea6aeb6aec6aed6aee6aef6af06af16af36a886a95482c087e6ac439f46acf6ad06af46af56af66af76af86af96afa6afb6afc6afd6afe6aff6b006b016b026b036b046b056b066b076b086b096b0a6b0b6b0c6b0d6b0e6b0f6b106b116b126b136b146b156b166b176b186b196b1a6b1b6b1c6b1d6b1e6b1f6b206b216b226b236b246b256b266b276b286b296b2a6b2b6b2d6b2e6b2f6b306b316b326b336b346b356b366b376b386b396b3a6b3b6b3c6b3d6b3e6b3f6b406b416b426b436b446b456b466b476b486b496b4a6b4b6b4c6b4d6b4e6b4f6b506b516b526b536b546b556b566b576b586b596b5a6b5b6b5c6b5d6b5e6b5f6b606b616b6235ce1aeb23fb1c5f1d523a012d536b636b646b656b666b676b686b696b6a6b6b6b6c6b6d6b6e6b6f6b706b716b726b736b746b756b766b776b786b796b7a6b7b6b7c6b7d6b7e6b7f6b806b816b826b836b846b856b866b876b886b896b8a6b8b6b8d6b8e6b8c6b8f6b906b916b926b936b946b956b966b976b986b996b9a6b9b6b9c6b9d6b9e6b9f6ba06ba16ba26ba36ba46ba56ba66ba76ba86ba96baa6bab6bac6bad6bae6baf6bb06bb16bb26bb36bb46bb56bb66bb76bb86bb96bba6bbb6bbc6bbd6bbe6bbf6bc06bc16bc26bc36bc46bc56bc66bc76bc86bc96bca6bcb6bcc6bcf6bd06bd16bd26bd36bd46bd56bd66bd76bd86bd96bda6bdb6bdc6bdd6bde6bdf6be06be16be26be36be46be56be66be76be86be96bea6beb6bec6bed6bee6bef6bf06bf16bf26bf36bf46bf56bf66bf86bf744996bf96bfa6bfb6bfc6bfd6bfe6bff5231539e53a255db59685969596f59715a6369670000000100020003000400050006000700080009000a000b000c000d000e000f0010001100120013001400150016001700180019001a001b001c001d001e001f0020002100220023002400250026002700280029002a002b002c002d002e002f0030003100320033003400350036003700380039003a003b003c003d003e003f463a0c321ef02e5334c33fd814463c954d2733b834c43fd91831046a49dd28b810ea07b107b2504430542ce53610360f311803c2460009120c60374006b10c5c3119237f0c5d49402380445703db33de13b61cc711d843e72fe54f3618e21bba0f891318083b059e240750cb4ff901073c670a263d5e4ffa1c65228e1d592d95100a466346da2a1b3e551cdd1cde3be427a946db463b4e443e1b4c9f15c40e6021b547d42db32c48301f160c12ee06b906c046b447fe443328ef1cdc2eda45f83f3240a410eb1cdf3fda1618367e0ca0360018372a4c195b1d6d35db278415c526fd265e50f6333d436a4491106d341e2a00110a389d498f098b4d902f7b4edf136011102660242e473e1de721c526f549de4e0a3617361a0e4e07f749802015497f4b3a16192e7a3e561c643772385011e611e7441b415f441e2e824421189f3b473cae1ee209eb1acc141346e4059c153829cc463940cc1c3e3adf238b40cd1c42460830710417496a41af0a4f231d0d8d3d5b3289328a189218933caf46dc354a328b21b30c334c491bf22e1a078d01094d1f1bd91bbb03bb32c609110fd833c1266d03bc04d05133361138b24d28108e3fe73fe83be515623b0932a32f32111a1196040a09fa24a346b6062c05da339005db466429dd281232a40eb6062d45532f704f612d343e013e581a3d19a945b50f8b04d132a63cb20f780b150ee44f372edc2c8f49820be90d513e7e46e541f71ee3463f189500693e5918fa100d0e61425c1c0b2ce60a440fe6398e4f6249061802177b49df096f4b3d33c23d1d082a063143fc2fa734ac05c8266e04d243cd41f93d1e500b4c5040172ba5040b126b2ab62a994198018242ce244e4f9f351f316b08e1024a3774195d2ce746e9377746b84e0b0bb5141e27050a57500c046c316c027a4d3c08da3d600b16500d5216495945543a2d4cf414d402913bfe34f9498346ea10105218123a2b693b0b2ab73fed319a48bd3c462f3b36611e8601b52c9117601510219940c311b04532014d0e73295119602a2603dc18a0153317fd138131e33a8e1af608e246f53602422035213bed1eba4e7010d620cf466d072a1fae1338229547aa361b28714fc042d2495a008a25ba29b70e2826720c82054a06f043d112134f744644331f09943faf377c09fc261238e31af74da704fe30201fbe05552b6a2b7e1bf43e6215a31cb706e44df2521e07b6307226141d3536cc3af535663bc204132a3540f803343bbd49e43f7809360daf313f42ba134f1f9b3e631e6047051072237251c7303e229d48e717e91c822fa933ce2c8e37f410233ebe226f10732db501c949902e8a3fb141fc425d49e50b660633078f4eca44942311229e20d037471a00425e1077180c1d80414c2c0c1a46037808000f290fcc442600a7020e4a1641e40283161005ca4e5903e01cf3458a097223123c7a20d104d6518f11db12fe020f3a783688368928130ad5391f1dfc085f42382cba399015bd46c12e583a3911311c861bca383906001b810eeb4e741f6e1dcc515a1d812fab2a9e267450b53df026af379f221c17ea0c68514f02413e641d822a2304991a034cbc45e74e75343a30bf2b6c483306982f7c449a33564f6a0894199e19153d2d49eb03e433813a063cd32d5544da0f9a39913e070de54177063a359d1ebd0b6c5224052a3ae2021341a716f545c24cf907b7443a492a1a4742c44c7a08b610a102684ee0517e28be18ae46c641a843b7048f0d0405064db62bf23b413b4202144b9d25431b873d2e0f7d05e1203f37de4ef238053fa710a64aef330022be2bab4b741aa826eb01a60b94396b14b41b8d3ede348b2fae1e0b04d8080733c30218415348f0458e3951388c455d0e6b03e5197109f94bba39941299039507ec2bc404b021ec095e48c24bfd5184025137b300f7082f49f44cbe51be34b0084f1c980750343814634d0d30c844e80b7d41b6254802192d8a1bfa235d25cf27192f553ffd3953487e0c95506240ea349030271cc13bbf52052e2e3ef3218a05f91345239f2e6c069c05783d46185b0400179b08383ac30a6e1b0e1cfd34190f80408e1d430dff1ada1a5f3b232441042e12c93ffe3813408f1a952932461a1c2719af30482d4a0fa74fb4007733b5469e1e712b84057d47570aaa1c71431c1fc61a2208100a3b1b1434394bbd04ca03a000a6332b38f907a2055a210c2ac21c072fb9281e3e742b5b310f2ac305ee23f821f326281ff301f04a65035e4bcc4f1f3797491214a030f0068a22e439ef3d52253407f1058b326336a417c422fd26a14bcf2bc5399844bf21dc2a590e253e794b5a4bbf4aa6424507654d5042463fea13360d281f2e0d2928ba3b9005dc0e270d2a0e291bdc3b92377844924495360552df0a902f480c9b0f4a277335380c9c52e21c56227d172e33413cb02a8e31e1238149910108120e24eb3eae147a20fe12333a5412f9423203bf2e831d770ba650f90f47455719c0366f1924473f193905b51ca8278d32582a8f4aa72781113f325904fc1ca904fd4bb512de1cb227904fa62792125b42c128bf288132fd47d341941eb81e452b7d4669284f362212fc28174f561d834a8b29411f7e240810a24195289d03ba0c61390111410fb903be161e07661dea161f1ff945fa221b2c351011291e0c81404923dd2f2919b91c7e37c427dd3b692e5912bc50ac37a01c87237330e70bd4245f0c8c11321a0747b6092a005322bf0858295350ae095f37550d7b1c28242f24302b5c3f060cd418e00e8f0e900e910fc91d0a07e84e090f8c29e04e97100e0f8d2dbf0f911e9116f61e9711110b0a2ddc2f9542431fba3b5500c907c018330a9a142d14304c020ab60bcf0ab732a032a108410f3d305546de18341eb02fa6099607c93dc318380a45421a166a3c681deb22224b0423db24ab4c2111420853101207c231ca0bd23457291f244f4f392c3603841b701b712c65228f3458038505bf1c6712cf11eb0ad4085520161f8b0d910e514ec036ec321a341f08e31f2f1b76139808e413991e920d9219023a361c6d254126ae4c294a8a09ae43601f4420b72f753420085612e01a4109af222539f90f2a2e0d05a12e8d08575150114c3c5c03f118430d6930cf34860cc11a48191003f244361d8417f435a41a080d740d053e2a12e110a335a21a4d11a309d51e980859082705a93b9f25d022352ce0346c2d721f751b0812d7300b1e1316784c8f50e023291d9c2cfd24c013a61b1513a71a631a64395e17f7193a1a6e47641a6f4f20058c1a3629772264500722874418321901801210195a3e7b270323dc1c0c1f5341664e980c80500e2ba61b72319b34e446eb4fbf297c22901c0d2180217f1dca1f7a45333c35414a29b81fdd1b7723de14d5361c1f301c12118a041429240743215148e848e928bc1f31438d1dcd30d025bf0476283a074621c81eac28c00c8f42e042e31eb23e8b471e43903de135a5218729ea25d12d8b3641185430921abe0614321c40eb474c1e140e801dba3b241d9d0a3c4183270f43944395263b22d706493264321e01b334dd4b3b1cc801de12393e7a4b3c3da7424410ec10ed01b408ee46e142472ca91d0c39bb11b12e260de02c6d1038121d09d61cf612240276166902002a7236620ece1cec46654b8f1ab31ee41ab41fdc15c63fae316d0e931382305a4be81fe00f1415d249ec138e204517930a3613a52324232a38300cd51d041e313f6d2d31316946411eff449603202acf317c35d743ca2f312af8339a51b7357a3e571777018136143f6e3c96165641673c9701f551b950c5416a0a2827082a360a2a18af042336f604551ff5032904624cf31e85256f4941259c3eb812e33e0441a31b6a1b6b3d5d00c230f64e462782481c3cd034e5189c3225265d072b1dc0419f42d31bf532263e8818a20de630c03eec33bd05f33d1c0dce3acc22884d6c14472289440f43e944ca34ff0b484c942c4f43fd305644004ec104ff27503a032224350315b83ad251db09b00f2b4ab205074ab840a9449b22c01e0c343f0b9507cc1cf71bfb00cf139444ed375622c705fa210922d0447a44b84ae1373e120f2404330431c831c90e3c21e50cc0406e504533ba04a804a904aa04ad00730a17495605241894493e36fd0eb4366512f601210e5a337f3618368350c631c0366d033142d63fb22c3b37dc18a33d6637dd0c1c337409241f79128c1d6c24a412df0ab81f7b4e961b2b4d4f010b0c341f2538e9073c35fe495731342df9460114a93741394d072721b60bd0183523c5154f28f04290274706ee11d943074575513414d218960bea09993b0a293b15b6228c3b8d40df4c733fdb45f92610004026f62bf017f346421e4607b3243b3bca47d50f1f027b30b030b11bbc046d0fde01470d3d0f3e0dac142b3ad01f5537212ee015664e4948023e383e3906252a0443843eb0085b0c983dc415b415503e3a118844341e5f26110dd411af27ae09f3280a06b43e3b11890fe81b2c15510728357d2a053bcb106946ec09f42bf1229102304aaa13cb3dd92fc53e220dd835b21dc12ca63dc72a8626ce24a5324b49090b4d4f75361d4fa13ac93f7346f72efb2dc0513b126c08b33d6142be14ca2a5c3fa22c7d46f840f6352215c8295609cd31cb1d56142e4b923bee0d662e162c6602961017451c14d64ba714d714051cef48e4109309be4fa23c481e80126d1e81522b046f24fd0c622b4f38e43744406f180b2eff0e520ddb133c4ca23f79467523d950fa28f1284c4ea645bc18414fa7119d36cd4bc5414b1406173b1faf169239bd401c0ddc433e425f13cc44ce219a464600462dae35533b0f1554424c0d673c5314014bab495e0c302c1740ce004511e41fe1441109bf40f9029e177e2ae1164a42411fc00d810f4419042b7f29b548ba14ad4ab3253b2e172754119f2bdb06f134e822212a0151ba14e41f8f414d407a218303f34d734c79238c011528f223e5383a103104641420153911fd372b11d5496844d31275129402311432388908824711004719863b5b401d3c7b22a83ec439695221314406353e3e4c1144120c992ee40b2b30b4270a298915950ca631cc21842382389e4c1216cf217b3422184451cb3df30fc71c1a16112f0636703cfe36ed06020e3022b5300000a84c2a48bb2afc497a3a7920ea343b3ece3c2c15d300504d442b981f4a50d050d134ae0b6d153c24090044049a40aa3bce3e663dd30978343c129a2ee72ee839c20a5f0a604610514302870979082014ea44132eea4d770ef9238340282d19343720cc4c2b483712e72bff4d9133fa505d2b1d13cf268d44680b1a31ec05a304560c4f215041521d38396c074c3a0700a41cd30a661e8248dd3d6c2a3c348c4a294d7c20b51b5715a6144a0c104f8405593c552bc84a1d47bc4b9e457b2bd928c215eb4b620836178c16d816d93f5414cd184b20474f573d02344042e816f90d772b21430f23904a2a33df06fa302644df0a322ca804ae223148bc4c7b3cd728d548762c9f046620283f384a2b1b5825451fa24c1516323a1045931518344142842fd3340048c338091597417b006e389026f7052b14181f1009c333d70650334537c73c3c18552c5b3e2d2f9a364211bf51091b5921a93ddb3c4c378e06fc14973891540b140738a430932b2414cf4e8233b32a9611d729fd0b91005f2fce3b0602c100d100d2231e51dd4d69299737e737df39460b362e6d1b39076f1adb1e993954346e04ea1978005541562d8c254a10cb12a9411315d8179c13d72bf43fff4c3205e842a92df30aea26f826ee15f622120cc310cc395c45fd0254484433ae1b3a28954157165027003254520b2cb4218b4159185f5003061d205051e24118375d149d108423a5302a3efd081105ad0a72152e43e20dcb52060e81070117524bca084c093e0a6f4a523bd1051c1b3e45eb3efe2f12149a232b42ad0afd175447f42e201de2309843bf2b27256c375e44b348b709c64ccf2bda4fb71c2d2b8617a841bb2f150e094c19465736551b414af8004e48cc43731fc949ff2ca00adf10d0154e0d450a8741ee33af2d012d3d47cf51e42b5d0b3f214838bd17f8332d148f3fe1462a0d712d4c07a4193f1c3114a13a4d05ef439827a804883a4f25ad17bb043e49142b3447f8164027ac155f4d88225124ce141d2a4d4128296e450022ec2582251429720a7c068b2da92d3f40f0182329733f9d0d8f1fa94480058f485c326e0bb320b438df412e1e3208b0169c1829506c2b3d412f048e225d05bb05622303479a268f2a4f4ba437f33f6a4c5d19f94ba5500821242b442a4b214024fa3cf0175d47a6313537732b4a19fd175e41fa47a72a313b9c3b9d0d521ee64a881cb32d544b3e08ef15e1175f4aab0dad13de208f08f03b023b673cf3266f13df324232cd245112ba13e038e613e13b68495f13e247dc17eb2e3b49e914334ab4267631dc49ed30c213e308643d034aba31dd1f932e3f4ac24ac3442f3b763b7e3b7f3ba0266717a0476516b4264b26563b8b44193b8c3af2359f2e2525b71fbb43e84bb63cf211973be73e1c13552d3546660af52f342f354dee50c00a9b2f283fdc34561ff705f42e7d2b16297d183919804e9b4e9c0173438c46ed30a527af1e4732ff3bd50ed1023f024039101eb9169152191f5602921c680b5f1c3b18fc1fbc0b491c3c19b6391d229201373e810f54508e2de6018439682061317239404e4c3c0111062dc10bb812e42a9a38ec2ceb1caa45550fd900f325bb311b29ce1f261254438501240b4e063e24525011109415c94ec2085e20a925302531257200f409fd2c67293a42220c8319051511262d08bf072d21e810da47ab15b90d1d4d531024133d45860d820d8313850536453747da0e6312584aaf0c04416c1f4834bc36690ddd03de0bba157043ed1fb009ee1e870a9e1e9314812a6e008b4208407b4aed01931032013a47124820145642db0860308411fe004802570ee0322748eb1e6319690b6826fa21731dc306ba34601be54d7423e623e7047706c1164c047835ea438e13cd1cac45fb2afd0b1b4a1e047d43f131ed38552d1a30c33c7e1d8a26864e101f6439920c6a0a0d394f00a904a3080302581ebe4e780d86471f4e7947202c86184a50ad2e9633f11d8b2aa31f911f37396a20632ad119c20d1e1bf8114e4a1f0de72cbc12be3b94221d0ef444052fad206400b735340d992a743b5e06cc47bd17e002b4235e13d00c11505e15be01cd01ce49a30b1e27771b5a334f0ded120a1eb4515d49a416fa0dee458f44e001e718aa27be05f70ceb3c0e48210fbe4f6c1bce1bea154d115308721a0d2dd221e940e516f222140d0d3c5f4310191f18ba1fc3487f38b906d448f61e9c380a380b35f0289238c13de306d53b77396f322f4f5922c84f5a01a933ab4bf80d1f3a683e994e3f439111c04dfd006f121e44731ec13a694ac43d9441b724ee1410216d05e92cc20261066e25d925a32be22fb527cc2998504b370c36ac255e0720273503511c9a051336e04f064d341ecc48c60bc6067b4e853f8d13d52ffa1c250b8234b129ec096144ee38c24c5e2f842fe8237a3d72509930104c6042aa3492349301312e301fc70c7a0ea1323629a80d410d4251f90b8335aa0da00da339290b0d29ca0f651706392a09f1461750321a6500ff2fee186a30131f4c47662d2802e40bc71a9845ff48cd4374392f21351da116930aae326d2fbe4399409a3f631521007843f80acf14a233511c3221f4200b2583448139393d56169425362537337522ed2426326f059043a1448621dd01443c65360c328c33d2507d507e357e464327061f215017508115e715e82084464e15ec42e9208a3676276551fa367746584e94128b07f81ab50fba02074cb00335383632412453109809b13fde425a41cc2a6a3fe520393ead3c584ae7278337f60d640d65460630cd3c59125c125d2f082848284947f01807067c09ea4c483a5339000fe512f54574451b147c117835b039a239023b48448e027846671faa195c0d72166b1ff24b5c195e010f0e1e231316cb0b1744932c741dc92e842a270fca416d0f7a0ba731d7202251b016cd2f001e8c4c75023247061aa639d74bf5023b3ec517260f160bd543db024c0bc100f834ef3de2140400f93e9a00fa1aaa23250d7a4b341aab36510f83181a02f3264c0d902bad2ba00c3f2a1c2f3619b338b41ce12bb6054714a73feb0eba18e3372e331e0ef63cc91564506e108f26cf0a2732ab0fe91c7d445814143dd04f3a2bfb0cf418fd1f574f6345761c0e4b3f28e90fdf06ef4b0550702b6f44cb2a0641db0f55027c49843c200f8e4aac0edd3e5a4a0d13560cf701252a974f9250c74d3e09ce2a204ae93b4d40194e710da527eb297e2e560297352330570da614d842bf0e624e0c2905018529cf0fea2454513551363603325a345b451d27161bb3126e377942343d2350fb1d70345c2d9932b345870c841a8a368718a410db40e016571db11ace1259219b19be19bf46762afb4e73184218454076153e133e1e491fab44cf295223df2c930dde49604461054c352847ac35e3138631e550fc379d3cd115713c442542442332771acf26412db6407c34e9227106bb41a427550ff2388a27b73d271f34089f08a03af62aff42272a3849962a092e0e2a871db2352e4ed414340b6950730db02da13bc4407d28bd3e3f44623e67004944664997378249983c3822a940211d1a31c250912e5d402250d20c6b05cb25c3005d0da70da8254428aa09142e181d392df2049b24673c7f0371410436a92ee917440ec33dff335f39220efa0efb1b883a552aa431ee1c8317d01c482f4d0bbe423a162e3c5d20d702ac47be4f7d08a110a41c8d267700b82102206547e344281d1b22b60ba94023164d16724838056f35583ae30aa245c33e932a4a3384199f3b4342ea4a2c3d040b77330827e10a333358307617453e0a2f80087328d710a71bb50d0646954f6d27bf16fb28ac0092483943111b5b3cd827f34af04e1f3120363941b03c22235f2799325f374c2d563d6d3c3b093915ed00ee1b8e01cf429e3b44136507d145942d443f394ac548b532dd334606fd24b627e42c2600ef26d1125f2048309419ac33f04dbc4ac61b5c32e22946484118bb380c2b09402f39aa2c5521562a7601c300702d452da4474d2d7e4a4721ca4337271446524d0f1ed648c72ad3223d0b37136944481bfe504c05ea4c3314242a9321ac29604d6a1636163700fb2a942fe926f92d9812853e70302b3c254cee28db4033403429a123a6232c167b136d0afe4e8842ae465616743eff2051327b3f0044f2057e1ade27e60ecc0e824004476717a91b4210be365602e53496385e2fef235016b541ef2b0d0c7b476804b100792b002b5e26d23ab307a51c3308d149c92da732f5332e2a25444e38fb48542fbf2b0f4b1d488828b20275296b3561423f2adc0cd624e94aa121394501370024931b262b01213b400e485d370217c73209287f2262264d44874ff2213d51321b6c1de81de91f6d4b6d26d0514a099338731013020350f7414841fb2846377d38e701b61903126f2ba1436b495b50581409264238762a5b28f309152f4e36aa057143f2510a2abf10005113223e4375044f332f2a1a2b382b39485e264e28a62b4e32fe38b3137d4cb830f849e0366800893b5637bb3c6c331c45b61567466a1c6950a528854ffb0a9c156c515912fb4fa30c4c3c79466e01c635df35e0078235511f32430a3623496116ce467f3aab36064077121606bc3245121840fc4bb34ca601cb141644d440fd196a3555065f32d91723288a1f7f1fd003923800049c4bc819164a8f191747e4288c1f8030c415154db91a5310a82b5503e616ac27f430aa143c4a2d35ed2b561c1f2b584efb49f501d11fd12b5930ac299905401d9712e230ad15d93e9f23a035f52b5a4cbf355b3d4a41961fd217a123a71e7516b6477846a801db3080078301dc0fb109980d27377543a60ac1262c0d2b366c2dfa0f9350470ff335041f351a8b1a9050493d6851f843b836da0d320acd413e1b6d34e30e3d0e3e0e3f10d219b43680065734c534c6295e10ce05e023d24055405620923ca83ca9491923ce23cf4583274b3cad3caa3cab10d445840d9620444f581cf91112129f11133bb51117111835af480007261eee2a981bf33d1f2b101d332d40051d3f7002671d0d1bc13a5c31733a351bc23e250be735b736072dc6184641a54ddd41a62a9f4ce23ec63d2827280da925652dce3a3d0f2e36b141b13b72261e26213f5a051f26251d9e41bc1da81de523b71e2b36c13fa0063c3bd42ac934533c333fe9228a0dcf1778177924fc46e62edd32a73e7f1450351d49e107c138512ede32a84b06017445b700c343fe3e821b730dd218972f3c0f563c6d2e7e05182f712e7f05491bbd316e1158407000f120ff0ac20110521b521c45561d7111451f271249436c2de722963a963174445c1018427d1998249e3c022d0d00f509fe1ffb4b09317516252dfe290600b03a97245507112dc20c6314552017427e27863b0d436d46f9033214db011226b90ddf109943ac0c0525be0e220e2b10dc31d80c85467729d135e4008c3cf816a54ecb288823e019063b103cf949622f243fb3227045881b2d4e1126431ad00db10db24a17416e0458304132430f980f992a5f22724923407e32da0ac4352f06bd3b6a11ff1e64118d3fb847dd3e4021741ecb218520d2404d32281f650779077a38cb240a16701d1c20d82e9729102066206751bb12bf095d4406440711592678267922131e000d6b4e1813d147e50c6c14364e193d2f41382d1b443b37a11b89024d51bc1f920c6d4ce412c047e651034c4f16fc49a53c5745400f9e315145413a0846c74ef3363a4bb445d20def50281eb5263244a127e2143d184c184d16da3ae435a727c02faf3e9449a6515e21041f2a446e446f3d35515f053a385632de1f0b307749a72ea4255c3b780d203eed3de404d90aa632e31b921e9d24b73e9b37a63007510b3d0502520b9609a32f9b48f72b2509a418ed35f1338837b651671ac023a11ed705aa0c2105170c433b62255f4d354ce94cea00d304eb31862fd6096251e10aca0acb3f3d4a482c9c250c40ec05200401307b1adf444a218c4d00241523a823a91bee0b0e0da151fb1b3f13a845a51ae045a61e183497476943762a674625462646a22b2e405e18c541bf1f2d3f010b8d010051e33ce946a932f60ad024a21ba94a004b204814334d1bae22dd1376251525160b9d32f93f271d4f059148ae202044823ced2a6d320a062b0953264f0ba10ba22b3f4489448844c3203b44c408231fb908244f7116ed1c3d43a80617061823f6120c5215303a1d6b122b1d6e3e232e512e52054d3152315c18e146b53771010a4e4a4d3f40e146801bf643d21dcb011643dc1bd8100b4b8e028d3612046b0c3536f30e7d2b1535b10f3f2c074e9d3eb616210a583cf44d2a398f09ff297f2c922c083abb03ec23154ec34f97040f4ec40b672986470747082dc72f2a1dc2332036f40a044da8371730424dae35bb32463f3401940a0b135d07902dcf4d2f33cf3c5e0a0e3cff05e2343d2e984c2c13e4279a0cec15a74e3d429f28903d063e0b1046473101992dd30c12121f2c27172839ab289319ad39e5174f4f48346f273629ed035213e64c3429ee019a4d361c7305ae10594f0e15dc0e83084d02d202dd4d25289f3014056c0f662826019c07a628fc07de1ba840652119112c2dbd2adf19b503da03dd42351137457316ca4958490c18eb13492d323acd4c4a134a506f295d30e6029330810d53084a1380441001581bbe42cf25703e5b50711f9a48300b4f2c680bb943ea28ea11ec08e5106e3b0e2c510f2140c546bd4ecc3a8f4ecd42600cf8522240fe3b6b138c1f9d27563ae04945045903df06e920d902ad18b0008f36d41ed548c13c2137a236d530e04a2e49ee28ed37c8050b40ad0f301cfa0df93d3624ef3442231f215737c94efc048030e21cfe1cfb1bff00d4209d254b482423d30a1625da474e07da057f3b80375f41ec28ee05fb3e710f34134c1fa71fca02e62ff041c02432243323b82584194948af400f3ada48d722633adc47ff43a544553ade0b262c161a3f17612a211762122a2af91e8b032a46e72ef72b920f791d57449747094bf602d346dd463c0e4f33b936150e50363b3643120d0be84801161a100c15633e1d3bb2070d1ab60138354f0b604d0a1dee39a3106f0b502850401a15e3060c2ba71c7f4dda4681287431d93c5b34cc3382430b1c880bd64d0b1aba2fe62cbd0a612fe702b502b6350a0a671a17126011a50e5e02c21f761a1e038d411d0a7313d81ac2158e285a13dc3c641e3a18f518f613540a8125bc25bd3bac17884ef41794179546a346a446ac46ad4b004b013454421e3da93b0c44d044d14a1806f2049d034e0bd703932cbf48f82d734d1048a9070b073b50c13c1f18982c504f3b46ee3cb3063d02800b18245610193cb84e0d09343cb91c800a053ebf43d3153445381685262e15ba3cbc06e54ed542bb1c893b6c09134f3520d309160aec2c0d3f520c71191805e34ee109174f7e20da4a2f41a91bcd1a4e363c19a0033816fd10a943b93d372c5645953cdf3eee4e222d8d3a150af24e274eb603880af3077106451b1617aa1b43175827d4253d40b901f331b241d94206028e46df21b7328d0ab90c4910e718fe3296328f05be393f39d839d910ff2ef3361609974ebc3cca27483eb10e7e48313a7629073dc54f3c07673e8518993e5c3f74198149073c9808f237991fbd4a0e032b4ebd2e800970065939033bd62f722afa17db424a2b731fe93fee41dc1ed215ca1ea70f7b1684390537af3e5d2bf805fe08541d7246fa01c7060d29082c7e521d4c5945691d7801862baa2a5d4e0e2c0904703abc162a16261d7909cf23163748078e0b640a06466f3b5949200fed18a52caa42364aeb2a9b12f7101a3f750298490a3058434608f503c5172042d407fa029936ce3ec0391248e5517d0d2d29b34ea346fb36242a9243ad36253f7a219c153f1fe229b94ea7416f235a3a9017210c0614ae1f6f138715403ec11af836d2374a15cf311c456a17841763074419874678424d12f8243c173c515142d7072f34c72bb315370e1f1f330c863a5e121931da3ec72f2b4b0b2cac1f490aeb17850de1415e3b3c44351e9405002a6f4b71275148ef48ec4a8c2cf1208130044b0c4a203b6d1bcb3ecf4d78243d3a3a145714af305c3a3e047947132fac17703ec8021027174648153a37b031db06e620183e8c3e8d490e222a238d16d408f647214b0d22aa2b4b2a700de8322943332f493e8e292709180f1701f90aee097a0603280d22b719191320131b423b0ad62e5e1f663a7a267a3edf1ebf13b82ad230d107920d3e13ef4cc91c493c804a941be9192021034a21181414f331ef39233a3f3a432b1e3cbd08a215d417d13ed005f641e53d00178d0df038a2518019c348f10bbf1d8c04be06cd0aef021a305f04b70a62131c0d9b2a754b7540d350930c1316fe089631013286420a050c0322292b51603a09303c0799022043123cd911b92f563d384a3c49a802b7431316db292e02b8474028c348f21ead0aa347bf0df10669279e2f2f1f3b49b30071306244a22bcb11234b76518133a9221e0f7e483a2049204a323412204b4e380d38142eac459637b4173018bc12a01d98085a2ad4417c1e9e4e3448f904f543e0357004271eae4af43f8717f048fb456022c933e139ac47c708c742f02fb2390d16f34b79357129541238350b091b2d7429ef29f313e7075b04c104bb04b90963293339dd4d113b3f00fc370d2737132232374c161d0017a21e9a23202bfa37b730974827263834b23d763ba1271a2f5b350f48c830ee1ed80b894e89254c1ddc2e722e6e4a532ddd23a20928491107724f0f3b40069d2f1331872cca022c037c31101ae14c610756232d2de0205217a3302c06db4829482a3f5d3f5e0a74392b0da20d340d33381b1e23051541190e840f81218d21ad077314262f16403529341c7423ca3e7204c21e19093f4095394735982d06476a081340052a680a7539481c7637a9146e1b1a3d7c43230c7c30a1309c1da204f61f4e41c14855010127a7476b243434051e76168a28102136007a2435445120a53fe2075f4a01482d09f62840007d28270d372ec2297a210f281107a74f212bd42bd5444f4565043f4f26200d1ff44955100924cf28fd06e217cc05c22843213a168c433d327405c4194a1dae169d3516479e236f2a49286639991e3b11611162508411954b033e7c19b2429136c832d13f6f06b23dfe1bbf119919ba2fc718092fc84cf50c8d2e5f19890c0e4c52198b18ec4e601eb618b3202c10f70b084cfe2fd711a71a1f1b9d4a491a2044b025e015dd4d023f953f97089c0a1b31b4161b161c161d0dd036193a342785162722970ede389c031e0bbb1cab34bd468246c23487162f0eff44a33667367d04914c72313621b82e1d010c09e932c50eb533424bb73be84d290be61ee049721f8a1451351e05253be9128d1f7c3e800af82f374e6f32a92093280033ee45292b740183063932803eb22f73016319824985101400f23eb72ce84e9e4ebe0dd50af94d4c06b518ff448f1fea032c060b1d0b3dc615e24b071def013330b20a464e2f4b5d3c6e2a8346ef3681503d2e0f3b490ca21ee74d6d2e10106b2c61012300ea4c223b9e1f72266b2ff64b8c162201df03c64ea42cab2a3304712cec38ed45b84dd84c74451e01e014cb2ab946070b5107422ced195f297927ec064c43eb07873176292107fb1961101b4c954ffc0a29055129d02add20aa10702c6201872c0b240329fa12f12f741d7338c701263bef3bf000f61d0e50b32c384d40015b01590b522ab81d7a2094253219fe2f2348be21002b5003ed4c242f451530209536261b7d4e312b4c122d122e31e936f809954b931ef3467941700501173d2d9a504335e529fb0149071312e64ece20960d840d854ea8305d00b12b934df311b21b2e1fb20c8729fc3a9123e14c7626150c073c361df523da1d5c4ed6264444243def38c841712a5e0a8f1af94e1218e7173e401e49e6004a3bf22bc209b2041812003a2e4df606c2339133921f5827df2b941d132cb81a0447143af73461334e3c7c417205290fbb1afd3e651e651cf43b372082180d3b6e50b62e1126170117145834cd2b121db34c4e36d345f01dfd04653c72047a5209460c4cb2261637c53bf3217c387f01951a0516d00ac53d293c9a308a2cdd34fe23ec29112805107a01501d8d0ac03e0000511dc44b13517f064e08621b8a3b5d02422a0e2aea337e520f3e082e603ff806c60b9333ef266c30e8114f0d6c36710bef2e120b574d2317ec18e939a62f202e992c0e368d2f51246945e844291e014e1a238412e84722181144db4e322661049e3950064203c01b513a401f703baf449c09b54f7f1d1d3a892f7d1f50014a2c031b52259e12ef29591b8b4ee20a4d284b056633e0131d2ce14af12bc91a0e4e201cd41a0f49a9447420292a44155833092d423cda33aa51b1431428d83a0a2b13052c363d51824dfe464f43ba48de030a454216dc44a44bc900ac42a0442b3e0c1f22081d18ab3a4420b220ba066a1e8d1cd51cd63b741b5d174611e9078541110c1441604abb2f7e45f1052d4c7c01fa45903cdb0266212f3dd530b6056711a4255d518311ea1b05126130b732e432300788081e4ce7388338780428080a32df01aa099b33e21f1145970ac84e632bac20ae19cf37ca3167117c4057373533d81c2028f70dfa08652bcc346d38cd4c9939702c29016909c422ca39ad15ee4efd3c3e165f2f5c3dd62ff83a6a4dbd0dfb417d2bce31f8053b4cab11c33e6a0e23350c1ee1350d36970155459803ad37d0391633a105ab38941cd80770084612f003e70fc136f10b842f0e37d24cb5234d069e06fe132325db26c42560518610f216384c7f0850399f167909642a1929661a93136a48a84e8600d94f102b28273805c11f7707c535103ba21b0f295c29624d8104c91f5e03791ac1459d12682f5d23d4186048451de32d922d91217e0d464092335013a94bcb4758403606a106a233932a66159b37601467135209c752072aef24314e35175350831b1718f004e50a500a5106460402063b1de41085239a0247108630490403099f50dc50643d472e2130b80d432af016604184256d1b18094b38d3146f304a3dfb1a24112748ce21ce2a5525a9349850dd4c3b2e2308ac18730a92340604e630da30d816e71b6530991fb80a3d41851e842d3c045001041da346200e0a281437e1285b18f138fc50e60ad14231213804891d6645f73340462f462b2ac53e141baa03b12b5f11ab4f224f1820a0296f1a7a418d23fc3919015637e325ae266a328239fe2c214566220c048a36a54bcd2af540661e7e17fb22ee20c316c94895258525382f652f664bce2f6a211a4010485f27d73270056e3de9094f4190351726a41e7f2867070a4bd02650391a51d923040ba33c430a951b281e3c213e230b2a574e45139713882e6443c12e1b2e1c36661ef1490810e846b91211110201640ef24e3b2e000b921f7d29253e8912bb14e50504414e2876080111b60b2c42e11b34292806631cf835350d7549ef074900ce015c42e21b350d7623492b2202ae05f80bab0d6d4732111f33d01f2b44e10d3f184e3b4f41540d6e1b091c9445443fc3292f36dc0056300c00574e360b3c4e00100236e323aa3189425b46d11b1b34991b1c50e74779235102ee2256415c415d3da843692e852e8e4cb303961e024cb421580f180168016a210d4a0321203d5c0ca9357f23d1199b15e9417819a149f14dbe1b3b3e123ab10cba1bda073d47d810712fc94ce0319c50c94ce50d0c09b7374d41ea50d450de309a241950e808140d1a50090ecf059f147f498a35b82c94492127ee2c532e8f4cc4277126182c952cf524b10ff50eec43341c4a1c4b2abd51bd4d5946c824b834d31a5449b446ce2eb34f190e852d770e864cd71fcd386c49d53e3618f71907191a181532cb0a561ced4e994c0441683a8d43a742cd10ca20b0112d145438ea0b614292059d35dc1ffa452d35e13ccc2909290a3bcc086e3e5f4b43020800c44c4c01751b742062358016280ee714aa139a05c94309293c17cd0f4230a615cb46fc3eb941df445d4c4d0ee8391e35671d7b45394bc603c9420748b243482e014ddb245a087014ab27ef520c2987033642d817ce4d41518d362736284a120f260c0827882acc05f53d930c66005c03ca00c54fa82500404b1ffe3aac061635eb172417254340202342981afe1c154ed71c1634be3b13159644d510de40d13450413f460d4b2d17411437145c1e693c81408220684fae3ed106c335a1045c4d794d7a3e913c82178914b206643c883a7c50d551ea4f9a2e3e1c703ee0347e2abe3ee130d32eec1c4f138f4e3347334ef500b93c89240c239105d03cbf41404bd30f004317120b46963fc44b2f174a42c62930202d45ea48b336b33d3e36b230d7279f2a3f1a182bb800ba45450874459e38a52e41294a1b101ea1117e3de606062f0f14ba44ef22d10074192b1935280e4bd441bd14bb29f4299e08ff2ad84d1717a401ec146a4339083123af400239491c772d93241a3bd23f07476c193b17330a18461b461c22d839303b2b41440f35355f4d6114bf477a40d7421535451b1f01f11ca044fb007e462c333336bb2829439c45dd2e5022e50676200e0c2b23cb4505182a258a3f2832fb251b2a5626b626513452399a44c54ff44afa4afb316a46021209460415cc14dc368a04e904e8358b2732051b051e3a4551e904bf42eb1796480d30640f512d2e4b02493f33532cb70f58101c245b0f12319d3a382bb43aad37304df7216b216a51dc294216f13cce3bcf0619184f2e65483d51663ccf3b2c2172218e282a251c29dc0b063d5f297b02394c8736c636c729de4fbe328e010d2e3a0d7f0d800aba228d137e183a1cca0279427706b308df341b33434b9a31e22f3d498611033e240526345943a90e943e835137226d42330492098d32ac03483bec0b624d2b274c073e46f010ef12120cf522232ee136c9115b3a951b7528a83c9920ce1ce3274d452e26e728df377e4aae14800f2201f61b780c64117945b93ff007e9086f2c013684166c41e007b4501207b5379a0176379b189d3e051c1112551840276d2d0e029a3cba00c60ed40f5946fd101d2a343eba162943ec0ca341f44dd945772406336c0dc827b24d5213ee4e4d08f34b6f166d358136854c050b652298257319ff06b6379c2fca0f924cc140f73ff41f8e2dc838ef3f4f4ea912f240fa19ab1965124c01b82988470a4609460e36292b1702813c08467a245c03cb2abc20ab14dd01890e954f400a0708c045580fee014e29c7110b2e57325c3306279334e0379e4d993fb449633529139b3c2a4ca32a372b5348ed0b544ecf4c7705370a5d127304741cf100ca10251a0101130d971f012a285018029f24dd05563462378350192c80361e12f34c7845bd06921cf2362a4e5224de27b5229f32d34ca44c0603494cf64ed025010c882576358522a0210148ea36cf43b336fa2f034daf2e5a22ab468340c64df822ac33f812d11eb102353298414f014f329903e150fe0791471508e742c24fc51a4951e60e2e0e4449460e69122f1ef5219f4cc523e847b2456b14e611e24716362f11b74bac264510331b821541139d39c013413cfc2000332200b4008d1dce468450b71f904ed830fc3b1433d533d416a91b831cf543870d98508f49994bc7598d48341b8424df4cf743ef327a4db00aa02e5b30231671139e1aa7507443b4388d34284db701f83ad420971c8e2e0c0243103933603b381e033ed2215924e10f9b2e613dca1e4f112038012374314b3af9494927ba0196253c2cae50760b6e430d3b734c1400cb12c102af0b2f143851414e5f32ba021512041a0916d53c832bc3196d3a9a191b4105261917de34d006650f5f37a328473e45222b222c0cb130a848a4388e1d1e39fa41aa208550d3368e05650ec43d301c8f222d03943fdf0fda39c34ee320db231a1a0a50b8246a22322f0903d1267d08f72fb028ad2ea52ea604a513c605720af00f192c1001a7021b17d4516106ce4c0818b422c12cc04a304a3112c31e6c0c91396d11513cc00b7809b80e9d06944cfc2eed4a9744a54a3231de47343415329c086622152e6650ba10471f0c20e051a051a14d5a12ff0f4b0f60353930d42aa83c8a13f425cb14961b5e46c907961d5d1d3e06cf521023762fcf4e7c508843f41d2001fb1ad650d6510c03972cc10c5107eb05d127fe164e1a1013663f820ccc2fb10ad9139f0bac26964e61321f2957107c11f12ce2348d468e3c2334160d8845e910b03d3f3ce00d1019a2516519d0469735723f3a44e944ab083019d1087549f614f74c7e3e102d60026b457e181642a63387454620bb4475023e174b202e1bcf202f37510fa241623c244ee41a5529f027a007ee163115f3236322163ae92a4049b5493227c637b543534354455e4dbf2d610c1d18bd1b93461807ed0d5d49aa51b23ce127c73a4618b51b941e9f3122488033191703254921bf31f940b22daf360910f8392521313d9649b6068726071d5f354c081a026c41b819a5474f4ceb10552bcf2896215c32e812aa1a601d6038ba45c64dc701a034304acc5148294b381519ae459f1b9e173211380f1a4cac2f8526ef38844acd41b932e935f64e6709653d9b3aea24bd32e5397432354cb6375735ab38d01f163ef412a42e6f117f1180387c2c2a39af11c408760b982b9918c13737126508682fd8053e2f9d168727cd42f51160116b50bb3c133028456e0b9919a61ec351ef0acc250d039a4fd133d63f411861232617a548ca2fba13f610f910fc3ba4167c2f14341709672cc7495115f91aad163b16e513aa2b294759116e1eda136e136f04ee273e1c050b3d507b21c1216f066f0900223f426a30d9370f0ea23b0813264c37381c21ee25a6237c289e2550061e381d1f1907c6397b035625e11cd94d9e4c81369f4d18271c29632b0c45703aa12cc8503534313f083201154619db09011862444b2feb437e484c0e5943c24e8c302f51de09222e4436e6167a20584dce51fd4b1e349a3f09087a0bc80e71112629683e753015327d244324c730304096337c0ea34cf03c1723b04b5737260d4706a4397f281f1d4906de38241e241e250bc917ab186b2bc640ee3c262b6733664fd53b2d4c630f6a3111326115472f8c128724e821b0116f07dd3f5f35ad514933d318ce0c9e1c5925aa1a88081b4ad438d736a21a9b393424372b8948113f4417b5347351f3433b06a8113a1d4a51f6477b309d2e46447d21cf0fab17740aaf1940386304512de206df07f2503e13ab18cf1bb919a830db4cb91a252ff20ae346d3037737ab34f7243822de0542282b47f939d138fe28b32ec53ba603a6181e19462f642ac72b62465c11861ec5482e2b9c30e544b62ec628a34d6413af087c187a20342df80b1207df11d028b449164f28172d2f6721f721d333a625b022e60952263e28ff17c02bea260c4f2311730cd84adc22ef0f3950ea37e5233a1ac807e430f44fdd258b448422f54fdc068d1baf0e1437f2168e2b3a4a72251d20fa1b4d4067137c1d67412d2496486319f44819493d489a40bc2b900448059321211d693704351a3d1b0926320c31b504e21d074a7826a82308095426520a971e3f448a214121274ff521e2228601462a534a7f249913532fa508e0169641e1498746fe2f412bdd4295060e07fe2f071eaa47171dfe3f7d42dc14cc4a22204621541fd737323ed3005e2e672e6842a1073430781fd81ec01fd91ec20837344312d347c241eb416349b72fb64114461d11a83e2f39571c292be415de3a49169842af2ca13f60415a081c3512349b14280815477c0e1149cd08af169f4e954e3708d9046e3e602e86047204733c541d7c2f77071633fe073534024f5b3858385922d24c3849c222d9137709f70dd1377019b74d6e2980298145782982093545203a7735860a0834ad42dd43d7368b04b51e042d822f2d314c380230d24b61235c47350fe24e7d461304b817d50a3418b60c1e4dc84b653d9707bf03ae3a4a1c2a34b647f50bdd1d0117ac0957476d0a3e0cff1a9c236a03b30cd919ee19f5367f2bde0d0b501a47b330e94723342330441f23413b43dd0bc31771177212a5300d185c475a2be517730d17465d41343e37131729cb27db27dc005b1bb40cc74a4a0277028f02a02d122d1302a50586276b149204972d0f23d819664cc333a829e63c2b43b50e4532db404e1d3729c81495314d0cb2342939442c871d3f0d6f097d026933bb33bc27a133ac369836993c2f14f81a5638d133be260a29c9277a3b2e330205fc2e4526044cd333f34cd4282c25b131b60c2f360d0b1429041dec274e2ef12d902a1e2ef40abb3fef08250f4345342a9003b91026352a0c6730bd2f0447b43ec91417455a008e44271f3830c5442c0c720a68263330d545614b304b333715371f4e2e03bd48e20a99371621b92aca3be20e921ce03ace4e47313b038e4c4b28b9094a177a0bd1144f054850c2083a3c690ebb09ec3eb33bea274931392ef534842db114522f383e1e3e1f43ce3776333b122c1a89070e3e203b971ce239594e4b4e9f2f3e2883128e3cac1c6a1c6b336a1e48156839043213189a032d032e112e3dd14f380ed2424b1df0160d2b722ef80f5742d042d530b3466b3e024b404aad148c44903550065a0a59491b0d54162318082e5529e12bb127b009d028bb288407682c49027d341c4ea02c902c37508d4b90123b24ac27b14c230f8f2bf92293267004d30f903cf51624298327ed36ca1d584b9b3bf13c033c0414d92299287246700e5b0f23491e3a5d4ec54d4d12704cc2445e37461ffc1cb41d0f419a313d46ff19624f3d31e62de8177d288602334c254fe221bc490b1271156d11070e742787377f15cd2dc308db0ebc4e4e37f82b6b069124572c7503ee2efc377a2a9c1d34339b50133582220143471df2101e2c3929223908451f18e548e6131a025e436f24fe25740a5a26b8419b2de94c261c3f47db2c231b7e460a173f17644bb806be47ad3cfa15bb1a42453a23e2378519080e2c4223102733942f014eaa481e3e413f501ef44fc31ab826ba26be00b20c893a3729ba22024647287531e71bdf2e023d26413641a0157242d937fa1fe339be305e1d740e424f7633442dc943ae424e4ed1133f16a6293e17fe3c372f2c2c183e26317824af470b19671c842f961a8d1ad14da935b950ca05020e64177f190924ae05a017dc160f2b8043af1c1323e931453d2a4d9a1e6614350197275750cc49243eca04190cac16d1157747182e3c48a3212e14b021751449227311ee10343e42235b08830fbc47194a193b152186140d1c17196b076b1cba27e0383b06952c96407f356a3b6f20902db72b1914591c4640ff35052ae93b5c48ee4150401f3af80db337fb3bcd1db405193a3b22ad371837862204371939a40cc921a720d423173cfd3df14b4816d20b2d153b33781a4a4d2233f9103a131e423c367236fb440808a34d3046111f673e0914393bf70c6e14eb3df41d1f3506237517d238cc50b90bc030600aed1dd251043ed441392e9a129b13f0443c240b39934f802cde14b305cc368f2e620ed74e7a25c42a7d1d3a39c4091922054d9c2cbe0f0e37a43a7b2d410a634a232aa5497b25c51133288d1c90246b267b47e7097b31a216864a242aeb3536034d088615d54a9520dc17ed30c6443d2f983a5628e24eae4807041f02444a903dd433850efc30c74a911f29191c35074a9233fb25c651530ccb46491a4f28c12c193ed5499e4a933559356c330a16dd4fff1a112bb749ab31533ae531a30cfb0e9e4c7d04243e0d3df50b793cdc3d95332541b2050d3d6e14ec115a44a6157f4351287a1f2c2774483b44a7492e155928e3359e27e34baf17e12a2c1390074d0df22c1a27c123602f0a2f0b27c23a67092b3d0704af3b9828c4178e299442a218b72ca419c91a0b15ef0fcd40ae473648224cfd35ee1b5f069a16ff395249ac02b9292c35be3b5f358e48f31d400c923bad1b061b0a31544443395b250a18174abc2a45018b494d31f3507723920573402908882b23510d3c6035bf2729487c20b8204b0fbf1a5742ec25463d0810f303fd487b2deb1c2144ea39714ac738a64ac8232145c4281a50af06d61f3c390c09da3c3f24a8124033e329474ca935f24741268b26df2e403ce222cb4bb03e9c3eef3d982fd04c3035c1380e0054309537cb4b4f428547c332e617ef380f38a72ad538bb35c23347004b2c42080b07cd2c4c3ddc04da28f811c10b9714b717313f88510e0b334efe422b10801b95165d11a6514539ae39e9383f02c31b37179713bc47ed116a250b4ef644eb350e272b4881088a2635214626484599039839174a3d4278163902c403534f071abf1f84357734b30b21289700d525a4161515da491005ac0ecb48c913be272c30e349bd2d8e192c440d061c2e703f5b192d25dc254d250e1c0013e8091c25664e8a10fb2fec223644ae04ec1b3c08fa088d3ba32be339e845fe3f3e28983975299a34b41468232221323c40072111150fc2433846532739515827661ed926c52cb336e14d244d12077c42f616e318061a614449370e23a3096b3a16456f1a96091d48aa1589427936e21324488341155199207442f723664f083d0b2d484a541b402df00aa817a61ba33e732c0618c62c203d0f38222f882f893f0225e93f9143e30d6117072935337b381e23ab4dcc091e47504d9f3c623494392c061f43c0205345ec34ee3b814fd23397152f02de34710580058136b83b292e2224163d10340b340406dc1cc406dd167d1ae221ae064711240990159c376136e42ccb14424b5424f1159d105a14bc14f940371a6634723f924a8725a7210a2b6d49ca243628cb4c090a8816e84c3c41c24a5b227e3657437724853c9f512148cf17ad04cb23680bca4627010216b74dcf058327400a520a76476e385f2d4b1da438d4309e186c50e423332b8713d91c2e0f67340718c7384317ae07f038d937aa0c453408500420f003a12334287e35d136e728a02b6e488c488d28281c342ec302ef194114a3333009863e1539b5481548160d3508d2181b30f121491e7900632e3350e93d1303a212b12f91488e03a320a10f3804dd27ab1a7b3d5326cc4bd9263d22df4915457125af37984f1a48930cd73cc7175a41cd2c3035620360058929aa24d019eb2e4f340d06e112b603a81824409d258630b91477489632fa22f01ca341294897384c3d5741cf168d438b4fdb251720f60d380eac160720f736a624a7489828621950236d1a7d489b0f872427479319f24b2305920a2032651a33211b0ead37124aa350ef0fb2351821fa211c092531b348d82f930e77132c1e37451314c5489d33984be12653450a225e288034a9391b0a961b2905bc489f14c801454ff3213f21252a583c66265743c9406d4516113e451a4a841801034728f413370afa173740f440f51738155224504c0e505c1ce44ca04199073f50c44ba84ba904c7452f2efd4f3e0f5a2b771cb53dac2e1e47002575085c2cee1ea82c3a445f1ea92c5e29e3062623d032201eea0d55133941e24ec6133a133b3d242fff034609d13fb54e134fe41f284d541028012841a141a224a650b443491d7d394e2c761cb82c6a38f038f103cc45593b03347b501b4ca50ba83d6335e62359074517224f7715d0372f21453ad31aff42de1542321523ea16d3453c42614262404f47d93e294f79458b36303cd23b1628f54bad1eab155621a83fb94fe743414e152e04443717671342064017421ef61d850e9a34ce460f17865be9399e1c18328723eb3ed6103b1cbb41ab2e3d3ad550cd3afa3c74140f2caf216c44d642e40f9c074a32dc15ea3ed736901516438f1fa01db541063ed8443e145d50821e6a0b6f41ac18b13e92443f261a143a44dc16d6280c1d3b39a7021c0f61243f206c17ee3bd03ee2097e3e48155a0628107d3e0e1ad708f80fce2dd4310233863ee331034201061144e244e347371e0d4a33115d32522d1f4258115e358f060434d142562aec11f23d92066c151920404f5c0d113fa9174c0fcf23644318420c17041b0b19d202c5483e50013d403b9a347f3ef52bb92bba057644451cbd1cc24a3e27f8342d3d714c8c1c1e3108330c27c816e042f14d5c3ce30e9f3158385a454723f250001b624c1712d401bb15f44b312a4636442399030e12663bc53976062934700e21042f172a41813f8e3ea03ef64b7d14ff151b3ef74b5342552a183481310945d643922899232748843e6d32ea122344f0300224a93ef802d40357090225e219dc36ad475b25512cc93842475c39e01e1b516b4b7e163c469f4f1100da3d7724e5146b2be632881cc3273f207834b709584c6419e33f0a3f0b3f0c475d415b075e170a05b3461e3931325644f643c330161e780aff0d6235411ae50f6b376623b14a5c241b3b2f34d90f6c0ea444f743c4214727e739a1476f1cc5280f1ca71b1d48894a5d477d43782110390e4c1b04cd38643f13323b5189233b17754fee41c9248d3ceb477e418c4d6217b609e12b8a2111333440631524439d1c3607a90ae545de1525214a036332f722e729ae01f2338c263f20c400cd43a2200f373c23bf22f6258c1e2c23cd45063f2941d0251e463004b332714b26214b09271e380781132d1db0064b286a399b214d4ff62142249a095c4a864d4a4d4b2c024e0f2c6b06934ab0006a3d6f147b1e1c1e26108c45ee01390bff45f3458251c8370b0e482c22084b1f024be90c1f2fd948cb2ff32d6d01772c3c061519ca2c110ccd084549b84c8d030f0c2001a104300847495249530cda43fb06ed2b702b712db01ccb29b638b529cd218132ad27450ed5276e29e411473e8644cd119b020937841a4312924964119e358729d20b552f46321b31ea515239da3ecb27591f5a2f4f3e6812c23ee4222e22332e19185011524e7e023631f408890cce1d90197519cb0fa32d571f121d411ef807d83f8f022526c61bd326d633bf3d78277b0d483b3030311ac33f1422e80cdb23fe2c152d7a04453f2a078b3d19203d078c3212321101220eb9313718e4055450c300af1198507f134b26da491c1ee8040c15b5441f47d6169750804b5e1feb2b750b271fec4f6429e202042cef1d36467135832c693fb03c0515e424580f242d102aba45ba495c124a43861d100a5b04101f98404a2b5116a715351afa14de4d5518a643d4346338c932d4366e3b11219d0cc83fb635ba1fc14e144a133874499a02a627583ecc1dcf22263fba47de382d215502114ed94463342422ae145a40501c4c2c0f0f014107015d2e9b2aa6034f482320dd23ed19c42fcd206944e413f15190285405cd464a4ee54e1b4409283b0490093734f023ee0baa269215f0516213a03d390f9f3df64abd420b4fc827693d70082840893b99442d2a624161197215a8030b492f493327c3053c459a387904292948165e4ac937cc26ec4aca09f54a4b35c314982fd147424dc004db149e273a1c9b1aae299b4d13057900db00d6149b096602481e1d02df02d517082e31241742fd3b2a45d923ac3738411a367a0d441b4411c81ddf0cd217af1fcb405f41c338c34060439a2b600314181c2b9b284123fd2a7a134d367b258738c5409f28633266169e2a7b26a5406a2ed81e3d433028eb50ff2630257b4a0837f53cb1313810d30c3621bb010e183b15690b63083c11041ce549882ee24989453026db156e3e610feb3dad1bc344010390033301a44b0a1df328011df43c6f19bb27b30a472d9f3d2516a340722fcb245d0a09470c00a32dca0bbc102943313f5103f008dc124d199934e12e0308be1f03325d3588352b467b51c91968290c346424e002a14daa4dab1df60e7825021be61b301a4b22af13433ff64f7a12304438427f453d42c326bf37fc4fc6308547df43b601cc0e4640e3458c3fbb1543135e076c42df01652c9721a00a82483517dd3db20db506c70b703e693e4606c41e6b27bb02163afb40830804143b43354469314e434e215a22754282103c24b244023ed9246c222f1c1b234a38a038a10f9d3c750bc22da34ce633ff29124a341d21064f20e1291335a83d093a7d08085211025a069616132ea70dfc206d05d22ea8025b3c8b25cc091a130e44a80bd9021d240d308c2d202c04322a50d7308d0e791beb31040ced1bd017e249f727a227c9087743193a11420d0a15330d291519d33d41335916e1417e08291a1950600605236531fa3fc50d124af2440a2a7715f5483f49b91705336f340124be35c932eb38a845a03d993e6e4dc91c26488626e139b024c1397722d3215d13673a8a2fda099c1e154d4e45a10075039b369c05eb2079504d09031c064659096c09042ebb22401c7538aa315f433a00dc234e28074d1947f6461f484d3d7d25ef3e4e0b0042864c6543c531a90ab0241c23b231123825170b13712e321c780ea51c2b24c8186d17b01c79007f02f404ce31ad4c0a0a891b2013c9394b17b716ba340c38653a7207f349ce1c37258803a736ae3dd851e521163f68512a433c335d3e1610fd21d40cdc22f14f29331522584bdc31143a50137a384b20c7251f258d22f74bdf214c4864286840bd3117132e0ae84be316c512ce04110c0b041a16304e832d7f01903269230c3c455d4f40c22f3f01782ca20ee90a483dea2bdf5d535d543c5215e5245e467c2dcd08c401511db605e406f65d620aa4283c047e50942dd503104fb24dc15d6e08c848462f10403125610b8a2be7281d504e026224444c6f3e762d4d0a3f3dec485844b910fe0a0035683a643a65143f05e6357b30ce353005a405a53361359037ea353f490136f225b8106c48e302560fcb2b573a5b491a1997351c4c880bb4100f2a320bb62db43af3166e3af44df14baa2815029b029c24ec43aa24ad05ff29d34b440ec0102a11ed3a5f1bc41bc532143d64102b3a6029d40d682c3e1a8e3c3909d42a3924b0023c4dde080229d629d705053a6310e002a709d74ee626622e9c26632c1e464b0e7f167334f249ad29d91e6d472424b334f30c15079716750a86509618563c8d1a9206d806073be321cd1863053224c90c273bab24471a9f1aa107ab2d4e0c2c0c2e2d331b790a5e369436954f09469d2a812a1f0c37027e1b4f239d1148119c1cf04f983fdd348542932bbc229a45350683492201141bc61df72e8b3fa4097102a2470d22a1518e08420f94501d2c772d14110d1f0708b443614e5a0a4b4ddf0e654eaf39e31d1418ac0f2c1d153466196c43324ca703e22b1a4e3c48bf1c8a31f039e43b05468a1b533d31176a3913455b074b4ee71531441427f50cb51c9541093b3d3b60275d2d38410a382e0ff922c24ef709a50d783e95342b2188367416de402a474302534d32130f39260f3226d4240f06ff19253a800095075102c602c7291612c60d210daa3d42497d098044164fec093a0a3535734f5e07574a4c15aa0fa520bc454906703b7949f813d63db516e41fa519a747c84751256733f21e1e075c3f031303475e3d9c18c80848016c179d24c2056036782bbf0b9a09f0038b39184d3803593579094226b34770519407894d394cc037e8340932240bfa2569256a29a3309f481248ab1710106223b42510303224cb218f403e0f360a404828152200590170403f130413b02b954a6a3d17478548d32d3e21f522e036bc0a7b24390bcc243a20f4038c194b0707456743441b674e2d27ad22fe182d20fb18840ba0434548b1481a31b948dc391c0ba426b7265a265b03eb03ef138901290e5c0afb0e5d014b014c0383189e4c0f4c10278e0af62bfc1b5016f4135a08dd24601163298a18a71b012cdf116700520db714b5146102ba3c8c079a2fb33ef00058414314bd173414be4c3d096e14c0414746212df614c21b2200814218173622f82d87150d1b4a2d0a111b2c784fac1e503155098e32314c8012ab1e541e554fb54c8312b24d490cdd291d2ee34870498b01f74d424f412ca314df487314e7471a03f43c7d14e800c74ce3446719c114ed497c20190ec510f10ad72c24107e315635a30ada25d24ce8281b22411c0142f819d92c2b1327009c258142cc4f8d0ab1009f12b722f929df0c38112f4294274f3ccd4e722efe4ae33a6140a60d4e41e33f7b2c3d0f950d56290d293f359b362b4b4528ce2c1d0eea28e00a2b27b627941ec940781f74363145224e1645be3531180e09ed4de020011d16356b4685359c27f2298b501e4db14db228a936324a8d0c0c2ad05154515506274c97434b03ce28772504383e3b19284d0c310b712a842943434f06f720031dd329bb4dfa3ab4453e449d29914f6b298c4da44e1c27c4388f34ec146216df0b7a06ea09a61dd50db8272a40853ee5209120ec1a1234803a8113c73c8e221f3645310a23f3440b1c534e24223720ed385b1dd9371e38400cc402c82d4629f117d72ad625d347441b96049f4f9b49be17d926ed3fe0422f175013c84bb1089719d427f90cef15ab431b3a8b2031116c337127a342f90e6d3e1328d907b8204f284e3de71f870aab06521f1a37e03fab310d29a4294e271d0f824c3e4d3a47710bde1f7829a53727090825400702271e2d8306a5137228203ca133762d943f1530332e3450060b0f3560372823d6064a40401ece462243023b3229c2241f13ac1a75462d008217bc4cd51a2b12b84d6531af27d607ba33f42b68439f45e11820282d28b52daa28b621f820101e33432928b7182e258f28332520132f27313f6b0819399c1ed1500a276c1be01be74a3537344c311e4035ff46ba35524e4f15a4355448a11d5a4f811b0209a70d0a00601b214c664aff014235d90c4b2ef9183e513811083e874d6f1f8c11493f760e961ffd0a9d26dc34210a2c1df822a20fef290e0dc9164b1ed34eab2f021ebb1bc703910dd944252cf04d7044643852504806340d573c4944d21be10f960e75298d4c981d174a1a1f083c093c0a0b564cbd4db30de2103529d8501f20b103082ba82db82cad24612c7921be2e0503f52e0635324b9c006b22b025053b17490422b1200207ea1f5931f14fc91fe413610de92a602f2e25c7178a006c11dc47e84228446a0c902cb03eda21a1157b37333fbd300530f53d69302447251f5b410b322c05c0215e155b49ae410c3fc1276326c048f4063706433e0f24b448b4275a322d44e5342c20874a36074e164f25a006791a132bbe37a750d91f5d2cc3444650971f6806c82ead519130ea24101e5303fe0c5317d80bdb19d5151a25d40072385c3232221701fc47ee0d303e6b2eae26873c8f0bae2a6502212f0d067a335a44770c220c554f953c111b9f484203231f3e02d63d7337394dca0d143fc80aa93a132a792ce31a210b85395505413a6d2f110d5f0fa643563238323926e212252af1381f0dbd08ca24c33762397c01ae16612cfe3d4833d921ef099e3a6f3fca3f04232e2c2c3d114b680d224d831f1b20b3504f45a713c1505205842f1700dd2cb524f225ab1ecf0851067d480f21f1035a2f1829692f190968517130ef08ad26831874349d219031aa4c670b101a763f9824200c5a393517112c2e4ba130180b2322e11a771ae73f164d2630340d491a2c4a6650a115071f424c4021d11bab07f44631323d0ab246d41aa02d072d084a6b2d9b0e1300841f2019ef4a6c335e282e2c7b08d50440456826f3048b4042201121d621f94f2d22f222fa0eae32402c7c486522ff2521252229b0044a370513302122048c448b3613360e226c32c835014b08377b2e7b38b626e8419c45793ff12e872e884ea5024b0d2c4f6532b4464535e749654ed23a99102c109a288951ca4e53383127f0521f3179162b501c354b385308c105582851261b49ea40c73e473a922d895020138d3fbc4e5b191d118e4db4118f371a1c1c356d10e120860b720ac6181239c72ea912c4132151eb247725ce03d21c220ac74e7f25cd057402bb4d92174d494e3f8947c4511418184dc2104b4af33e4b405845484e64465127ca37520b7e022250df4dcb48fd192e11923978375826f038d210b4431d2ebc4a673f61186e379405850a7713ad3866227f2b8b28600ad322e932684b273a2b4be42211330549e74992222741ad308e14d13b57427c374332903b5851390535111c47013ff203c72ae0311d311e4f550f7c14ac4b461f0428e14e541c4302824e554a14288b1f9e018a2cf22aa022b2492551b32cf3041b2462298e06ec2ae230864523520d4eda4e5c36a81d7e513c17ff184706973b1a4ee8180014ee47b751054ee91b54329b0cfa468b4fca178b2b8210aa3ee6117b215f0ffa43de371b261c208811221c503a0b06d03b7534d2371c4430268825d512c75212329d50b201ab015e18574e654eff208b22182cc41f1303d3079b51ec4a3f37ec266640b346543f900324192f10562d492bd01b634f5f516842c8069f0adc3dcc4038511a4a55193642fe4de94f120ae019b018641181118212ad32ec38603303193c1edb29f704c327d34f24193025ea37ee186f48ac3dcd3128340a151f47721712306a18f2386741222e351ae850bc3b3351f7262938682b8d340e17bd32622bd74a6d2d9c194c3bba3dce06ab18212012262b03673410326a50be2266095543683c341ccc30f93ebb30fa1f634976352c1c6e45cc082650a83b5a2182305b4cba45bf031f01c245c003cf3c3a4fe81b3130430bec3e2b1362458d4eea084345d13aaf1b3608441cbe410d06c91f8209563df80a6c1f951f1450da42a737ed1301201a0cb750f548253df93c41443149bf1d99310e45a845a93ab2062049fb3a700bfb1da523d53f0d3ea4201c08494d471fda1fdb251106a9098723b54c1c095b304d31150cbc4c202539306f228b07f935dd10952f4207ff15732e8c149335890f4536d028ec31c14cf850212463250603e31c8b1c934d0c0152378c1e6e15803b1c37b21c960bf4474536dd1c9131c41ba02dbb0d072242505a05210b0109913c561ca51ec71ca64fe14fe321bd2cb949930714110c27524fe53c700cea18481b000118383218a830a74d573880440350904ab5162c14834151051a02a802841a0646c30c6f3469358d09c20b304fea2a0f06f8127822b83061292901ba3a9b3789103d050802450e6a09d851400b73246d4c2d2ba3103e12500e9c196e11210ec63608278a2dfc3a4119c530fd2507292a030926c113a13180071947c045d34054028830fe20980b07413c1bec31f5388233260e6c1fe550293b39185109db1488050e4f6e1f8320e202bc344a0a854e2105100ffd4b503b7a2c05223821611d5e13101a1a14403b1e3fc64f0006d138333646502f5213414134d43ae60511447011911fc41114079c1fe6115f4b512be12f5741421a1b2e1420e451a3028a02d702d811de38f512f4497e19da0add1283071f4e2830eb34454f9c25dd0431185d241138351e7210574c9012841f692f862f5e1e73086a13114a9c051451bf044d4c3530653c30269a0a374116338a1a67431e0311388540b5405c2dde4dcd421115fa46a050334afe087826393e310c7d373a18c91b97170c421227fc0ecd083250652d580fa84fed170d306815ac312528e52fbb12862054366325624b58150339804b1f078a11700f1e338b4e2a12442b2f2fbd4145095925332ccd0cf222da02e750e507db344b072450382fdd2512210e19e40485224a17b802e80b3e090944502cce04c450672d292d840c9f4a6e28fe3ba54c3f344c13ae46aa163e05b41f8809432de34c1a1875139538262563051625f02af33897095a0be2389821c20d18503b4123044128a4344d0ab323b90a420bcd10891a2d2936205b0a1e1aed0b021714388621914bc1412a25f7365d4bc22f1f2c132ec72c1411281dab25f825f24483044e0a8b33b7504012452f68234204874fba20f83664211d205d49d64b2214a44dd538ff3a512b3b07ac18d746b02ed139f2506d4fbc0e8c37e64fbb2fc450f239f5260125901a383c32489e4a7b20fd25253070234721262f6e4b294f5331b72348031c0d1c51d72267376f26ab48a04b2b50f44a85286f0b280e9735244d71352d2baf14e022033ff5513d2a9d099a4d2e2f474cb10285017a3e8f34251ed433070f7602a90973482f4d752878390f162d011922b9110f1d862e082992092f4cc64faf06f938033ab522ba3ee7380615813b1d510f05094b164f85240e50780153217d0f7f0e33318114f42378408a104c237904c81c5422784b1925de1d442eb40981015f4d14241251921c5713f7165133c433c5397d0326330f28d015ad42ca519315fb1a684bc008cd224441c410062bd3022d12af427b117139813168197b04e7507c3984285c33c70f854bff1edc1ac4296a33c833c92bd63f1c237e1ac61fce045216bf36bf519840a02bd83ba82b4022fb522a0b452b413ab9214f288237421ccd3f7112144e301ccf495d190a054e4fa943b04afd1574497814e13c7132b53dc93daf31462a0c51003b4e2b790fdb1911368c08842cf44df9342615784eb018a90f484b4932b70a4c1be837fd0eed389f09741ce84b9401481bf70ff64eeb2e6951440793157c4b9522063f7f103f41ae353703f95023317d246e502434eb1134455c10403c0d4de20a0f080535bc4f46402451cc1cad018c31a4299336d651e720041c4d32bc148941b31b8f4fcd079812ea01541e0e200515f108e916ad11f339a81b901fa31b0731f610e926c24352024f4086104811e10c9332e03ab647c121ea41b41dd642ed10e20c163b3a374e1abc40c8178f1e0f4e801a1c1dda070028c74dff261f06d23159369a019f3b3b411216af30791205427a3a123b54417f15863f8a104d3ad638410d31208c0ffe1c5516334e6644711cc00fc3192642f2329e516906510d8c22d42636237b07a0321734ed2eb52eb650b02eb73c902fb7409036793d0c30ec39c93c9111543cc30255509a04a113f80982267f24e42eee4cff02d908a8248128ae2e7130663a6e516a13bf51a43ef9511b423d23871c020f04336229184a4d51870ea0263742fa484734c92f1e42ff40b619dd1f3f4093335b28af18650d16077e0b8b291928dc4acf41be01d737633126031216c811f6090528ca3d7910b83d4b3b4b124228e641862367516c033d4b7f47ca3a1712d84f1b4b8006a305820a193fcb4ad0518842b035973ce611f7431f488a1c2f4773509c2ad9019b12ae2c2d4fb819e508b8320337104b823fcd09693f0e32ed39b310bf4b5906551184334c15ff4bbe39eb409738234deb519539b4172b04a702e90fd50944224b389944b53f64519721d01de02fc027424e8e262a29f82d852335285d435b518a1876347438690ea8263c025c465b33e729c345ab2ffb17e5400819423449428b3257435c386d301b4c6952174e6c34a033ca24224a6f0e8723ba08ae51fe1a7c328505b63367428c17be168151d33f1d2ffd4b8d09f2359917c13f9c340f1a2e1aa216c04c0c090d41d11b2402f80a7d478b2b91386e478c344f42b5195103aa2fa2211e2e3843a351d52ed22cd645e329b1220f419151d620134917430421d7401105941b2725910595486904963272401551e051d826cd22680ae9214421e32370373f1cc9497315654f9e3fec14d34afc189b3c6a1ff818fb32aa3d204b41156a08802ce9341d11432a0732ae518c26710f404ea13daa0ee6500f4df02b76368240731130419d101f235851c635253f774e504f3f4fa50188102007fc34e747021c400a01019e32d51b7f1f9c32830c091482178011e0434a1ab926bb1df91afb3b35120141001dd042803f7e384639a519123a05191e42e5246f483c42e62eeb0efd08a434c813b935963d0128ab3673024e079439c524e23216515b4cfa3c842631509251061f3a40af19cc28c521303a0c28e418524b771790374f0d870d0e03394087123e509516c60b7b2620030c29144abe1c2310b133484de80fd00960117d05772239474619d603992d75273b21cb4848389529be33e5418723ad34954c621a992fa1301716b81b1e51d40fdd419e114a0fe032210fe12f1d03fa2dd640e64d6711554849484e30f23fe3132851ff393706aa2f1a3ded486021d8393e259213323cb73cb611403cbb144826902691102d35260e6612764ffd1d1827721295290f114d013b12e93a0d1dd71049357444ac4d5d51ed12eb50db4a404f0100ad0e6e213336b537592d2426f124e6013f0e70224c06213d7e02e019434c68077524ea18771de128a54d66269e2d2d1889188f2654452a28732fc609d227de453b494749440f5c011a1164456c12962fcc4bea11652470472650250b1c42632ff7468f408832e1324832492ff916b03892408b474745722fdb2f8a49c311f81ba4395f4ad53f0f0eaa34770f6f3478235521d511fa2b97300305c549e21235470e076d3dda0f49157907470748097510413fbe023d472720ac47282cf6247124ed4eec31a53f35417a40c93ee83ee91f24304517911747410e344415871a940b3809830f1b0ade3446075850341a234320075d2d59516d3c78175515ae15041520147000de2d78477f233615b000e124232ca7304e00e40e88478017c2432a0ae645e2219821971ef227964d8f2e90124e1251124f0c0d0c170e2636ee33552a292a2a0d0321e63ad1513e11ef062e14b14b4a013c2cf7468c378a31cd196f1d8717f507d221aa268918c2395d2bf525522b9a1aaf2c5c4c912554187b21b11825491829b2168f0e4046f10c3a45ef09c037b130874b4b07300a2d0a2e157a12024e762c3f2b1b0a304de3064124724e1d494a3c4b239e25084e7b2b543a930e34442e3abf13d242ee231b14b835a923f42db21c581d9a028b0b5c13e93db642fb2db908fb0c562aab3aed1d630906201b232f2055090723303de820562337233c090a00df359237b83ad8205c2b354e8f0a432b6330532ac83ad93adb25264a0a4a074d58378737f947483810378f4d5e4d5f331b46e22200183c313a1f4504f8119a040d16cc16ee072932af4149333c4f964ae80cf6114432d2110505273e0305dd12914e51142f0fec0f0d0f5b2c7f2c5f19bc0edf50a7491f2a0800c01f46324c12154a103dc845852e892d112f973ebc3ebd0f251f471c6c390635654f544d2c416b35693d654faa0c0a0a490f27012a0415319e3a62020b12d038e8513a0f134e562acd2dcb515610742c604dac402052202c81199a35a04e5701b929d5317a15e61f05072e481f4296452125030c8a1e8825771c852ba944392c4a1fb346861344140e11a00c8e06f31ad5424f42500e2f00b515442d5d2a955157135f06c53aae4e5d097627b8417309774174270b270918e841752b4d1fc2339e4bf72e912a7128792b8126473c9b04203dcb3c8542651b031c92494b153d09ad23ef34673afc27bc0887356e2f990af71db70938426441fe3bf82c6306ca2a892e280cb33bf92b112a732d37129c269322bb234b4d31097f1b60238537132d210372267e2d5f21eb204c08670a693a7e2a8a1c512a1720b94614444432bd356f08a51082107f1d220f0f2fd23c9d0c942d2213e551630c523e1127cb2aaa50610752092c26972bf30b7f0096420e2a7836de36fc2a474b7a4f5d330e0dfd33ad3b7b457f1a583d431b0c49af19760d1302c905e710b2408c2ad728c83c4d39e63bbe01a22f9e26223c4e367539793816509811c54752043223a418c32d254182116d262603af2be805ec25e313eb2c4d081f03581ab01003397e29643f055050263a1ae348b6260b4f13437d099224453b312ccf2adb082123b309851373411e39e10ea64e8d1ae6349c15df0984337d40b7384d0f8448563475503f0a541fcc2b8c3be0233d02f048d21e27081647811dc720c2235233e83be112b32ec8098a03b4439e2a803e174bfb409e036442401fd320c54452258e182c4b9826b531b84bfc26552ab54b9906582f433e0613514bed2421134e514b1af42b1c07bc1921116907bd28b02b304eba4edb11ba1a590c184e62426738f64dd01cee4074498c052845c14994076e3f833f841cfc49c049f9423e1d641d02420434f834fd35021ce6363339143696364d3a8239562e4c2e4d131316823a8c083437233fc73e6f4f720abc082b346546be0e992bfe39090e9b017b082c14840eee0166028625794f441a4c04d724734feb4c2e0d9a0421402511d6082d3fbf257c31052c543eea1fac104e4c180fc4223a34d549ba21623afe4a413d440433283e2afe1d28170e366b1f40033e29f50c250ae101b00531477437d404de04f025550a1c437f45df07760b030a8c2ff425b246d518d61a80182628312ed325b425930598370811e5237119bd19e633f744d710422dba4502451204f304fb46e021ba3acf1aca00682a1d3a941acb1b6e2cb63c6b46e8055028a7287011002f394a0b4a0c34de42480cf316202edf274a514c178138374ebb40a5027f10153bd73d213e3c4e482efa345a3dab2fa8329110161f731bc0257142d1183d30822e8144590f410111336b41dd1900164816490ed33e841df112484ea24b42308300eb07cb278f43ff0f2032ca147d08f147d74942032f46f230523d2222942d360dd6407105de04d4501037e93a024aea325b245938ee34df0b2928d630dd229b49021f0029e5020a01b7124b290b46bb46bc1d752d9633801f992b522abb041203c8345d427645bb3ff3023a156f48324c960c651d110c022b14110915ce2dc427b4102135841272029d3d62102250c827910ebe1963276f2770012708c2298450f80b530712190b1c4124ff08f42b064abf436e487230fb11b3294022a332d6481d11e82faa055c065e4a15148d514d23e33e43190c135b08e61a0208c3125a1340275305381ad21ad3102e49954fc450fd1a8c176547ae05390e6732d73321076a27643b124f662f404fe643b116a80ff031e810dd09c11c444237083504f41c450e2d00b33021071532971a443a0416ef2dcc22a41be2219e36d1507209d31984327802a3050330221782190d0a9f514e32d817cf422426bc487443b21c14387547af26fe15754fab45cd0cf93d2b22280cad0ff4329a47e014e90273047b4b600b2e3b70383c383d06bf06603e4403863ecd120322b32e275022298f22b45075520e3bf431473427388b06612cbb1d5b27b9281842391c47063635331e4d44653ae1492609b3130c145b494809b419883cb437fe2b7a34cf4080217610360db429903dd21b852a3a29e71ebc20d5231835ec3df23b933ff7180f492748754836123708852761276208e83c861c4e0b74319f0c7019c6519f127920ad25c81d3c3d6a1e512b1f206a14ef2e2a4bae117a13f21043267c05ce079537a508634cfb280604a4012b22303b9503fb145e01e430b51dc53edb30880b581b552e290aa11bf9302538f211f01659127a24740efe308b00903cbe02594f99444051b419c7242d394336913a660ad816122e9d14f0097c39c6087102b005e516aa0f2f20de2e6328192dd03d320a64343e16ab449e468d3a9c2e9e3c87050a2a2b4de43c2d1cd23abe269402b147292c1f04572c640c504877487848794108339f31211f0d40e73c9c49f349b010ab2361431543162a3d050f3df70895410f499f030d279b00930df326c3487d2099209a1a9128c65225522651b501d0330b3f554615009431a619cd104a26341c522ca50fa01582158315a944e63b615026511040b032be11bb2f2230d6287b1700353a2e2b10f40c794fb01a5a3d3a04253cdd2c00192215f24bf919730d0f45d41e7008f931f73cde4dba202a3ae717d63f5635c02f0c21055164457d4a9627c54b2e36d70b7c505f13003260436205a81e9b204d16531aa925473d3b2c1b497037cd47c535c4088b35f34b324dc321793327281c22cc322238344acb22cd1d613ef101ac07ce42bc3b7c24b918190baf2fb451b62e0909a84a9807d34a421fb72c282e2c2e2d2a1437363f3b0f624b524e2319d718be338904dc0e202856148e387a4dc4294937ce42f324ba3f3c127c215b32e73de510fa09ba35c5397226b033493893431a022345c513a302ca518513bd52283a9d05122c9921070a781927223b353d216e4a43247b4882299c0bf53a9e278b3b07080c2cc50098232308fc3f5c2dd731231c03088e1ba13d0d3bb004ed4a564753513123c902cb25a5430604814d1521cc2fed273c4478248219232d8f13c0144b0b39381725df351134b50b3a28f94393273d04340b8609a94d9d354043573d7415f700d7287c254e093b4f4904a62df41aac289a08fd2b0b179e1ddd47f11a622ade36a047c613ea066d163a342e1f852fb826d54bee4c362fea0c9d234f24421f86006102da22453d4c18ca2f8b35ac040428212bf605af0bb043e41ae43364336521f049c4302d07d9166219de27014b5501bd493831a825eb327c17a70e043a180f1c1e1f51f10e7b33290f68205737253363441742b110b91e200aac3e4d0c7e3764411f3f93250f3d9d34d82ebd19df4b81387d24864a5e3fcc3deb18cb158f37962b8821f243244b8301033f4214c101c51490007b3cea17b117b2193d08d340b43ca228fa4775221a1a9a04cc35422ff123381f174ad609df3a4c3961436402ea4cd0387e40060ea70c4641c512b041c636b91a701491155d33a541f0439645db016037e236ba439b0d362da83d512b6107a826fb33312d8038fd19444c0b06744dd10e4b2ac6488f1185092341242ec40e721a264301203518d203280bfd28a121121c3504e128e73113306b406123c22bf740413827260d4786430341972252478720b621f61b450b404eb701fe39f045e0297016e903610e8937e439383bb1311630353d8724d117b92beb11874b8701da22f336bd07e0006424484c0d432b30ba20f918273c313ea9336833692ecc154b258937f03bbb28324b8a2de44a0543a0194d1cb0432c2974312e37f11cb12cd72b3c045432674794406849d91d502356235748182ff5486125183b5216554b24249431b145b10eaf27d814782021211f19520ab42744221021d9175b0fb34e6d3d8c203a4d081690225f1954286921fc169526a6188a203c260219fa33a739f621e03218413547a226582809038115c7160e259d2bbd262f374941012f78080615d6429b09a21044429c42a325a2161449bb14b91adc1d9413ec01ee447b4d034d04201d03a43f9936eb0778313c0bd318e6313e0c3b35b33fa31dfa4d7234fa49791431513f1576176f281611da38383fa5055d35e846bf26dd40cf0ed80de3011b07312f4a3db03db1336d01a52d154b0e4b0f1e4e2e923b1848042e9304b64ab61dff176830892e944f694404149429e83cb50f5d0f5e1485121a4c07109e324f1bcc103706f40ca701e540512aa70a10311f492b4ca82dd10717496914f114211d8822bc10a532514c8a12522d1c2d1d402650270bd8038703d0127b4cc7317e34fb3ac22475129d0a65129e487a22bd0699318329bd11bc08ea176b176c275e10ac45433c3d23f04fce4650402b209b1ad822c347382dd82e6a140334fc46903cc1299531063063139131074ef8271821a34d7d198c2a6337502eab420f1bd1315a34d648fa198f3bc6063802240dbc146436b643360fa4357535761081408d4d683e4c104f223c216302cc07d44a99494f1b980a6a44723ae80bc43bc7176d3dfa4e6837a80f051d29289b2eb82eb94a4e1e7420bd283f2fd4375a3efa268022d50c233aa239ca2075144114694a4f01ad0f102d263ce50d4047544a9e38b131ff2f9f33702aac30c93d75238813f93c610c730e00017d0b873cc404ba4562488513da057a0c5720be1f1c1b9941643aee27a642b228b149c51b6635f74321170f44b1031333103ce710ba4ad127fd3d7a105b332a418849393160277c3fac484a35cc077f39604fd3516e3a1910bb4ad22032282220c10cd115fc31270c2622d63dfc4b3531c52a482553087932ee48871a97019121652c5737673f1008ec3f114ad73dde233937d5016e32f132f218d03e32428a147130a046a5026e1663398246d20cfe2a2f15051600137026e3294f47763dbc488b39ec4f4c04df33e62ebf272d3aba34b8365b04f107040b9000e025f13d834f25398506722d7931ab2d2a49cf1a78269d255630af4f4e48171a9d36f53dbf41253ca44d874da126d726d813dd24cc277f3f17090b224e272f4126060a4d1b276740f129ac51df3768312b39df4e902cd32cd41b2331ae037d23bb2c3113963f6618f3505417150f1121921e291e2a17bf47fa058a1aee34a12a69412b3e4f078043c6376907e106ac0a8d228141d234a246d61c7b09e2058d2f1b08bb40d8351326b430a24899056122ea4c56432d23434fef4c444165276841d32ed432fc1a34284414a53336182850f01bb12dab14d029000eb221fb1bb020ca29382260089922fc31322b4225940d0141324fe02527226125280fb545ed2d302a5012b91dbf486a36c23f2e04bc31ba320e0d0204bd272731bd1bb24ff750bf438316f02bb22c822bb541ff4f6f270d0e551e8329013fa1421b44981eca4aee31a02476435036d840273b3e40e81b614030440c15fd3d7b0ae207743d7f0ae450ab154831bb4640463e0463111d498d037005434672345e06820ff113b70f4636f01b7a2a0a4f420a4a470f4f674f451bc84eac4176324d4e5832b630741be31e4a4ab727f1055e00ec2b071740324e19703c0b249f0a1101e62c6c45d0522302aa34ea39411d891513437042814de146872c0a03f60b193c4a109f13ba4edc4eed32502c40471b27973bf52a0d123d434c4d76317b02124a253f362853041c03fc1045073607321fa132bb1abb2f211a5004221b8c0e3111a133234fcb136347b8049523f11e89424250790a8342a4206b1f512b0a36db198d208906d322791db8353b2e1311bd47494a374de524b5315b32471928474a0467507a371d342f324a2276231c234c1fa41a140fdc056902cd206f39c84af5247c073705d3079d0d700373238634cb2c8a2c8b0f034a9a26b113fa44ad0ccf3a474f0a1d2646cd2eaf13f512ec1f522e6b3a483a1410b5077d41ba03250c2420760d0842874288151c4af601be01d410b649c13bae44af1751022607ef26232c700a384b6638bc124309c5168832ef4af7334b2a2e1cc638a9016f3bc8073933da2b0e484f1bd52f61168b1fa82331210b22464d9535cf262747770c0141ca40093d84037504ef18702ffc341801bf40b802e110631a2750681a28098818d30a414ba20ea9043c40ef41f50389327e272e211300f04c4113b104fa386a2b8e056d235402f91bf10a8a36be394c02fa2117106633354eb80d3a36c03c4f365e0157418f0449068e20fc25233f4c401321234d970a221d6a4be535d61a3a2c46479f212a441c3eb43eb545ce0fc6392410ad0fd710c60141150b188c18911a3e12fd033744d813641e052d692798288e288f28f63637378d056826981e1028943ab7232845d74f0b1e563f3f34823ce83f943a8449cb21370e0b0cf0307c2c5d194529504890126931924d051c3813050b041a7e269f31d419f03d181e34319626a2213c35630b46130a1a3c12fa44cc13582887361f0564212d1dfb19133f370b313a7f49bc12671c2c31cf1af531401be409301e064eee062f18ad127d0a6b51150b5934af167631fb11c236471bb613921221080d1bb717f1315d421038182aad186625e44f144c8202eb4216160334b912274f2a437908183f2246b123051e393f2c450c3f30445a445b0c4d109b314131421b2f1555190e0ec143d80bed1599055f39d642991b86468832b843d947e134882f053bf6191443da47e20db60f4c442a457a37bf355a47e941e61e07413a2a850666492c4eb142510eef420006103508446b339550b142c5472a472b380706fb14ce353c14f542ef4de6502a4e3e125e514651474cca12a110ae1a150c1924780b5a456d22c42a642c414fb1113547391d8e45d54caa4691469231c34d5b2dd902bd42593184012c09dc51cd39a9500208c54d7e48f542c743bb474b172914fa3648053f415535c61536054f1262139331fc17981b9a167710e340ca3ce4353e4fb33b1f28574ccc29580dfe174e4476425212ed0e5703e83ab0469821ed4fcf1fe71fad3e2e4a4439e719314f0c32c3093c21700dbe1ff00e1d364e3b000a6d0227057b496e1f5f3046307a36ef009949fa415806d71bd440913e303ea1119337c1045e179f1c9c372c4e01372d0cd01652060837141ba51f41318a091f413d38613cc540390f1d070338d5475f2ada47f70bf92d3a50e105b0065350aa19372e73392d509d3d4d1d2a30e40c7f4e404c3951a52f5f50e223961a690812149f268c355c0374167e2d6449c60c2842b32d6c36584325365917f2167f0e0c4f700b8e418b105e2e433aef1a712eef4a5f512250533f6217b347cc009d403b2a4106730fc84fd6454a44f81713432611cd2bd12e7429c146283d80421339ee4f8e349e1a292df72059172c181f11ac48912858414628a23f652fdf0656438a3a1f382801b107252f62365c1ab14ad841cb152339b645ac45ad256e49d20362092930f3224f296c296d34ba4d89295b1a2f4c421b68233e255704cf2bec13ca3f4550eb00e200e31c094d8a46ae15e01ac9272006241475166505b742b44c6b34133f234c840d394e432a6b21180dc648621e2d187e52081b25045317c3506a3e524c5b4c9335fb3050393a4c5c2e48359a432e4c1d393d0a93386f406918811b491c7c4d072a4e466000654cd82d4f177616834795479634a332752b9f2fa30d3c38e116424f9114a6008548661a814a741a3917ca0ce04d8d435e4be221fd35643d8e05bd230946b203454d8e450d0e1707af3d9007b045e505993276481b2128068f41922b4516a04be647a40a984cdf45170ce9445418f80c48108d32a218321b6f159839d5327334832ef23be643cb46e343cc18f932a51aa5177c2bdc1d6f441d2a8242bd0dab268a424937ba0fc535000ee51ded4e38128f14c92dbe51c435de42574ca137f74dd70b4a4f7308bd316f4d51029446f3466c1fde21e7362012e535b41b7b173a06b74fc13527166f0a5c125631e4138343ab47034e3910d740c4054b17e842c04f781bc93e2749e8303f3e8a118b496617831fed372a37bc0e1c30df4fc7519c2bc70cca50ce0f151f363d2c499b351b35560bee05a2238e50a9385439203557471c29bc06670c0f17271a514179438846123d6b0dea4a26430e05705107009144dd0b7528552d6a429d295f0a91380841b5459101a8363e2f5228911bfc27334d7f1a1d295a39284c5a302921082e421e1644f32fa04cce068c12902f4b157d3fa618b215881425155c3f183f1917fa23bc144d0ce125290caa1a8f2ee50733227a0afc3c63026d36e5409b0fad4f2e4f3445184519360107fd17433bd9472c3bda472d19c8011e15bf0df407cf40e416e219d81f4b10e41d9510013efb039c149c4a574fd7197c0f6d3f1a043d3d9e16bb03a50b4151730f71478d4ebf01e1055700b62d1e2a102cf812532a12496b0bda29963790426816b1207014fb1499299d00bb27a422432aae028c4a02197d3b9b276a2d2b3f1b47821daa29ab07c7393b16a11e4202054dad4ab1109c0494123639db468914873c762da218130ec73915131f4c2f4eef0e54502b363f02be51160e5613a22d6b032126ff0a1335a620060f313ac04693071a279c151702bf25d62440179910e52d62511719a342f44c531b0d10e64bec1a5c484b43e14e0234f5039d039e315e34f6083f4bef4f8920ef4bd508ed065434c03a852c8c11f9403a27101a6a386210bc3958092009214f1518674d370cf11c30425308984b6901d94bb220f10fd604e4187835ae4783506910c2126a33b64c4323bd4788016106803ca54f2750a203654b394c710a7e4bdd45032e3734a43ca7489c1c39113b40454bf003010ce236af450b34c1435f253e113d4bf202024da510904aa8123404934c27401b015a4d2d180a4ec70ebf39112da0031d1257501413190e531a450234362d3abd139c1fff0a0a27950f281512467d4c514edd199c17875101243e25c04beb510210df1c19314f4dfb20eb34f110af0cee185336ab34bf08eb02c04f8611f42c880a4e20ee0fd1509b10b7506333b44c3a44f94bd64b364c70349f4892113c07403edc35092a433b203f8b069b151d06a64d943fce398651ae51ad22a51cd0109d4d56111e2ee6348931004805405351081e0830a9071808b5068506860c1a1d2306120b1f3f854ccb1e114b17318518bf071c07d512d6438951183a9f0d8923f511253896093d3f404d60381948101d471a6b323a39a008a9096d25e531d00aad312951233a1c3190076017193036301c1b464c1e3a520e4d4bd14bd251b82bfd01e21f9f1f090d4f1e090ff706781a0c0ef34eb238b74b14013d2e9f4b1530013c2e38f3473a2aed247927f6012d0c001f943c0f197408b72c732f25502c1d240bad4e810ffb2c251d91346b044c2aa91d8f22c511e3469918580d9c40591ad90d9d4fd031fd1fb4504213a4310b204140cb075325d72d634f0219903ab804a01a5b09ef300802ce3ffa0d9e18591d451932369d3b82080e1c9d2b26411704824372098f29db369e239548fc1b1107a1300e29bf38d61a6c2ebe3dfd3d4e089b1ba618cc2b2a1d2b2b2b268125e6222016891d9f07223c93320239fd043751c0306946cf0940516f04a251702ce44f164e250bb14e8b49cc0d7c0d63083948ff4f600b8f4c9c067e08221a6d12d939831d65105f51c10c292d6633112bd23a1d05443bc01a2a0ad209a02e7638da2fe02af40b9c3a2018d42b332c2f24aa4bda02f1077725f323be094539630a1f38293f672043187c4e912fe20b422c325174233f02644c002af6038a3bbc1d4d0b050523400c0eab07e54f510d4b0407094709481e2e1e2f244938bf301d1de62e49239b0d4c094e132a4c1f09e402fe02ff4ff01dac07e230510d5007ad18853e784b282af7244a23ff4e9323064f31059607e70d1b3d8f252a244b40143d9151d1212941d8326b33992b4638e231bc18dd095009ac3f6c203e1e43244c3520121b0a310f4d317f3a2f0d8a0d8b12222166329f26b2006218681d4839951f6a21af44b427e81edd3193255821b20d8e4e9245043a320ae7486c4a8106324422138a1e4b3d674b1041fd0a0c430c0ec232b934681fee36923bdb06680a120deb2a112ea0277533571fef2f7f5059155715d731a720070b5b247a0a1400cc4de70ec81fe8455f2cb1021e127e127f2c6e502d33010df5012e4f944eb345921f0e473b4ef936492dda0e3512311d421b38134625d81ea031fe4f874bbb4f0334f423944a5034d749363c9e480e4d823c92108330ca4f8a2aaf22194d844d012397511f17563cc608aa13fb1ec446d02ccc2fbc13c22af22ddf1312022a26822c12237d335c331218d1454b403c0833092e087b11ce493b155e36a110c0512410603d9f02494cf149d03da039b712b44dd33fd04ad925f41aef0622505b3d8817e643804d8c1b474d06046021a60f720e8a242511d234111ec816c146d818d850a30e3b4a751a82156121db2c9e2307230a2595244d0630441a137f430809fb32b050570dda26733354155312741f0625784f934ead471015d14ddc22a6458930be36344bb94ede1b324f7b31eb25c11b334d7b107b238f2aee021f174813bb3cc2237708a65111092d105018c03d9a369b2c9a4ace3fc94cec25e74d86241d41de128008c608c92d4751ee033c20bf20c008ce4365018f033f0340034143660342017108d603430344065b333e2b832b8505b8089e089d463d32c70306030735da4971239c09c9056311012f3a497449752ef643cf466813ff27042e544b913ccb3b9150a6487109ca4b6e1c0f147e44200eb73e5e09cb0dae14084d9809cc1c104ae23cf623140710063f2acb3a984ec846731cb61964065d0a020e410b2a2dff50150c034c2839bc36cb3c0631d61c8117660c8b49672852025f190f2a22467e1b80508623e443d53bc337bd362e39bf2c5215bc2ace0d581cb9433f43d6045a490d410231483b534fe931490b6a0b6b3b711c8c3a3c0cae46c44d9b3b0413503e90363506e737ff4c1332440fbd231938b017692274129720df024609b61e0a026016d709f825c9492d4f821c1d4a27089a20243cd43a42472e09d94ae42695026a2bca49b10aa538490d5b385744a9082e071b3a0e4a3835ef4dbb49304b780df6033a14000df73fc2170131570adb09dd3d0a2a3e46941263459b07be24f043df38ce0b80071d4ae5381138e52f9c26e0459c13254d1600d8364f048d0759381a4bfe4d6b0d600b88254f0723099d241851fc32842f6043424a5846a10e0523ae1da6365a02ec4581271141c7386b140c4cd139ea0e4c28e80315031820af22534add45b226a7228446f43add0b092edb48c03455142a49812746331d30f73eaf1ff60fe71ee5038f0ed0421c2a0341da354e01924aa9098c1803416901983e211d76491d142c38eb311a02952cea03c334e602063c470b4b519a460524051fdf13594fc235b51f8d4a1110d814da30594ec918a116a415b742211acd3f3313682bc1215219831fbf4e3a21644b70446006b80cab3ec2261310753e3d102f118c14a82153198511fc1e6148a204163f7c020c22a74b47047c41372e5c2d1630c113ce4f7c3921519d2dc520d62aa1064d4928048340a80a2f1d3d48d03006464c0c9a449f27bd338302170dec36931dd449f04b7215a5202540ab40ac37c6396e29453eeb333f0809511251a246163e2c40b14b4c14b648c40289279d061a0fff23c847ef504a1634300944474d0e2734300a42c90b0b02f543bd02db4c5f3d0e4e4127a5349124132df50a392823462304f91fc80fa9282451a6200a23534bd805874913187944fd058e4bdb2491169b3f2b0fb04be0230049430c3c314350cf2c984fad46c5110e499c1ce944a051e827764dfc42e70cb44db80f4e4ab910c94b73390a3a572f263c1052271422128137eb2dec079e4bbc295521ab08a7079f496d3b214eb53ffb1abd06d948263b831b3d27ce1fa6382f22072e2f51f0141144f135ca2b023d1225e82134444c39cc2c834cef088f392e51f2509e0941207a3a1e403d0cc5160142cb4230394a316208904b842e0b1f1d37d62859320407b909a14b85490500c84caf141239871ac52d8606814a7022504c012193465e1ac704611b483f24393c0e5f2b8f479722821dad450747982b03333843a407ae450e2497286b286c2b0442051b4b344e286e4514033004983638496c3640365f226e4f6845fc23933f1e1bdd1bde10cf46c023c70abd4d430c3d2e07314a011c10784db54e77011d265f10792a240bf0348a303b1f81083e51420eb8165a165b145f11502ea1275b32ce0b76378b3f80472f055335bd3b8f3edd2bb02f5031501a522d4345f41bed01350ed9066b422a0ca84b182f530ffc047f2a1341e80db91e120d5c123f48082f81017c33a0329206132b7b0f4f4b6346ca308f2cf913d3158447eb1e520bf3473c4f473f5710f532cf1805390b1eec4ac0257e0df830900d79511c2ac03b7d364a291712821f15247d03d4379112a6042a2cfa4a4537925214045d49343a6b19a44dc5360a364b4e841d92056a35c735c843554d4501e814fc02cf359107d635f4042b503007544b962ded3b222f8310514cbb278c2f58105222ce4b1a2cfb4525018d03ff1b9b124136df4e2629da3f583f590b81197729f2394516b246cb375320081e8a02011a5d3b25422c158a1b1207380e5811df03d5365029c0197947f21e574f88078640d43b26299f2208185e4a5142fc3294520a4f0d310c348e075a405b422d32002cfc3ac44fd440ed294c1fb145a240004032426b1e58052f21a418c42d393328287d465547c9134700ae0c5f495034031ef92f872649375b004c0bf6146c337236521f603161411b4d8542894bfa3a1a09bc12da159e4f4b3b45262427d121673ca041ed4b56022b3ea338204a59057c0c580438146d1992158d094c0faa056b3c944f1737654322166449fc3aa3200950e32668422e30ae35781443266945f507dc4c6e1d2c40940dbf275f2e4e22472c44337306da1194227b39de03c150364e033b6424e751f41da705fd4ae61a7211560bfc39ce05ed268413fc24872d0225ec224d2fde2e151dc8291a51f52cd000bc2d03409843f6508a220b00431f6b38d8207b0cd32a91086b51254e2902382b315196089139320c592ec02f8d509f18714a601c081314277e05d53a863f12236939cf12ca09bd36e84dd225ed284225ee1654037610d120e51f4d0eda3eac2a303ca34bd716160af440072d5a17f923980e7628081ea348500b24236b13db40620d003b853d14517210c3331318d50e0f1e5b067f3a214c92163f454c0d193fd149d11f61359317163d5410c44d480533306c35d2156020363a8729c43019301a15b13b46090c16bc462e291c1a790d091a7337ac2037160443274d961bac4dd403164f4f5128426f45f627e92c1c004f1bd72fc227d538ab09e301b23fd3234038ac1eaf24d245ae46322b9d3ddf32f8398938ad2fe322eb373b086c04422c3309c8027133dc115751293e34489417353aa824d31ea43887343437d73ca614c34e074e08216847894adb39972b363f46197e11ae26e41dbc37c251cf38ae3fe40fae3da129ff25b338af2bed51c33ba74272132b435d236c367c0105273029ad26a002f63d8924d50b4433cb518b46af25f900e61f622fe4096a2e7805f13964274348d505b90faf1ca4036636e9256b428d090e25194bde1a7f04f222593fe63f251ede371102654d3b2fc306ad25fe166618d92e3917c52ffe2df124283412428e33cc06ae205e376c24d72a6c171b2d9738700eb0303731e0454f396540f21e351af0520123c0306e21940d3b41f64bc318821a354f520b1343fa48b00d241e362b9e4bc42e4a3ac60eb106af0c4734a51e9019f30f3b387125b51dbe17c84a76234550ed301e1a8350f121da03023ac716c246350d7e13fe0a8e1daf0f7309e5022f479b0086517c43e60bfe503c154c50a4188b2b43150e182f30cc03ab486820602b6442b81a841a852fa405464f332902226521de188d51da201434c22cdc20cb0ce5373d08b22640036e01f425b640a31fd5252b0e19259641f21a86214e044b19fb45e6059a40c01a873f31133304e32b4721fe095131be2c4726ac51d226594c032b491e44399d4ff8212b1bdb10cd46b74da60c394d3d2de523c63b8e2f44083d345f339c0e980beb28022bae45360552422510f0047539071d7f0d59060f4f432a0b020d114b01792f7645cf30731e4c3e28123c1eeb0ed618040ca42b7801344a1b2f794e172f7a129803f71f0a2dfb045b041d4b1151d029e93942199d0bbd49293ac1041e246437312f4c278901e33636434d38b802ab2aa22d170d7342291ef721a20e47275c43f3494c06cb198a45f22a614ef00a843b1b261d0bf147b91e964c8b4fcc3f533afd0c5e3ff9165c31f2342a14020bf211dd29444e1e33fc1b04464d05a60784395a00aa47ea3324502e21892e4b3e4920e339dc23621f5c411038a322774c6d07d013d411900dba428309b926650fa141e924e31e8e1a16336e39fc216030ab1d2500422fd54d932bcd09bb277802372eb00af11f3d207105d43ef212c82699086950891bfd4f043ffc1dc617f62c8939270c541a5e1d96283d5119306748431ea22fdc375c0e010530300f4f4a0d1537d3170916b3004d0cfd27e52568511d0f3327cf29a64e04043911c92b2c39961dbb2b2d29fe24c4118301af4760197a039f32f0035b39622741269c026348d11ca10b2251c2435824ca05881e2823d72e3625ac0d4a21142e47094d2fe10b11182221d216bd50ec2341478a0545036820c8059740be4d2105df1cea00ed0c1b318b23cc28654d20280326e936f9347d18102804446c02b2146002b3346a1e8f1eed02501585337933d1402c402d19ce292d3fa837200cb64c8e2a7e4ccd2cb23fd7247e033b02d0337a0076130211c611c70e6f080f159a136b293133f6208d217a26083aeb34471d464b1b4b1c05b131d1244605d63451208e444d3dbd447c0e0d17da4a613dbe15a101c0159f31d345c83dc0017f00bd3d1547d020a2323c21150cc632050fac3a732b3738dd1ea51508323e085213060cbb2ef0201f398b13082d811ed03f9e17c605ba2d500ab516c338e03dc238be27ff36f734794456145302903dcf084e33773cf74018156b19b829201ee9280b4c892a7c135c3dae38ca292626061e950e6811b414e220831cd14b1221770cc24a28444105cf3f813db317d3446d444205a7210631ce1792209c322e14fd3a6c38cf32231ecd16b91096108b21b40d2641f82f333e7d10ee4eb947a8452b0ca10dd3357c01722c841f544b5b33524e9a2d0b1c660edc452c47a94def1b4e06900dd731700b4c51c5521a0bb7249d00413bff3c002d0c03c41092190125b9252f065c421f0d93256429851ab736860d9440750e2a1384497710d9347a1e6230404226088110a002a43fb7347c358a4ed32e1f0ca54aec4df407ca40790ac32b184b5f404c2c850f2d519e471d0d2e267547b51d19086106622d18246539c1408125c2358c405247ba4ffe453f32c93fc0077b44de47bb36d90b1d49a025093cd53cd62b200d2f384700ab16f71b563848480610f644aa174911be4b643e963d33006d3f86397319294d330ac900d03f8c480a33a2328124143bb40b0c1b19385d384a00fe405d0f642ac40e3718720ace3f4348134f1c175925353f26229c22db22e2508515144e5e38811dd12a3b4730322b44e730912f544254441518b912c516ae4f0512641dd808cb48c51d2707d715db4ba026c749c707a30bdf384514763e1836ff132907e34ba348d4187d3f1f07aa24f622542a42437a4ba618de18df49e349a1437c2a020fe333fd29eb3db40f502c4b4b4d22c607554526247f21c900a501c43e9d0bc50aa716353e9e0bf742ab193329f60671411c4cae3aec4e052c9d27d224832e754f8b181d34480f0615904cd247cd2ab050393bdf241e24880c9748513ea5248e36fe248f3fd2159247d1271227134b6a24f4284a03a93ea73d8a20a647fb3f47478e00660a7f39f840a14a7725ff251a0a2118da2c4e455101432d093d1a0fb43f9f195526fc2834283521df230d183000670f3c0a24252c249800880fb6231001dd15281529152b03ea30bb30bc1c973a584dc61c9906a030ed1c9e1c9f0bcb1ca23a5a0ef70f021efb286128cf28cd01ea46243a8817c9463611b50c3e053d2f8232bf0b320cfc3e9732c030961c2443632b7c0136480b33962a1529a051ce09de018e475545d839cb02281b64158b2c6f452703d647cb11ca39cd1ba74189009a009b153212322f2709e0302e3ad7271f48b838443aa4304b43591f71025d38db34ca03d920a31d3020cd41ce3314019d0e24312c312d1509304f29f91d3119e703190b2519ec3da439b8124638de022e418e2c3411d302fb20a73966255a13b330384367188619f71aa305c609e61644406b2f6f0ce63c5019fc212c3cfb32c1105827fa321d11cb3d4f304c1445060920a4331a4b8835143d5811d1016239b912474b89117402fc3d5a38720ce33c510ce73cf132b11030143e3d454b7b39b11ce71ceb400341c8400a187f47b04b9f4b7c34e221c02cd1171a48574b8b2cd800a147d240db1645460b0c4130e1202640e93724142342a5469a42a80dca37c020422eb1148a4a463c77016b0d5e0b3b0a3a2c432def24a106441c722209150230110e060dc03d50418a209e355d46a646a7140a0d2549fd2dbc220a108719933b4c17b420331994268e3b0106a748ad4b37160214721c7a3bb63bb72da620f23bb8512c512b086d0c5b20f3393614732f631f1e09894343307d46ab33b13a240dc30e12447e3dd71ec648e05055447f4064420346d74af933dd0b9e0b9f1ab2201e220e21952d883c5a2723094945b314c6303912cd43e544c117cb05c73339283703ac406c2dad259721432b48321046030c4030de141f40e237224297429a3c7312bd0d5a2e95016737be14864a1c257d24a02dea1c6f1b91198e3aff14f648a51cbf1f0f469b2da5179a3bb3146548a648a71f183a1b48df0e07505144790dc12b3227150b9b33db14c4220d05c333372dac320f0f97035012d510533faa4ced035433a4012f38f723f712db435a34da1da9035f376a3d59454e45b037d91ea637da0e8b24d63f4924f72d7b2d7c24d90369036a036b23c3036c34140fb742750f8a45314ce1034a339d1d93375437d145a324bf2d76035c035d0ef80e8d0f0c0ef535e935e204ab18490c4e37883bfa4cc8387740d23bdc32c24a391ddb074f480c0ec90eca387b48093b50469c522902d11bb839b201d208cf3aca379301d3364c0d9f141932c43a831b13199103d745a43b2708d040d545631dde0e4944f421c73efc04b204052a8b0e0804841e770cb9382149c8365345aa17e413fd36541a7450a003d840990486462939330f084d1a3d8113150e0e2bbb4b86160517173acb17ba19e815b2008039880f523d8512b5053437c3398a044311723f9a205a24f537d839d246333da22971398c272102f74a7342731c0a33cd205f506b34a607610a8047991883327f06b048d939ba3d8d40dc4cd90f53141c2836450f2978059b40dd26ad4be72a5435d80c4a18363beb421d3bd83f7232b24a0f07410ebd48031a40362101c837800d9546740e43327940d014e321c61afc3ec303cd03f80caf0de4499d2a881e6713f317df4084130d052e204e12a237cf057546192961042c24bb42691c04271b33c650662a52366a202713ed40a70f6304352ac102dc043a3b8414270f0919e9009e008310c7400d4b3841f10f742d9d41f326de4a3a0fc014660b343c124d80071e43bc50314e692c9b420232d033a34b673db74e870a7026094937043601d51e173c14475631883db8318c1cae2dfd4d464a9f2c8d4fb61d9b50372ba41d2d2cff4bf419b124844dea38f810bd4564360b02e23c153c16379524c526f22d6739d04f1d32f339ed0c96439731df35431caf0e4a141a043b4fd847ce26c84f8c0a79141b24cd1d4b37b9307e2760216914743b8643283bc91e7a0dcc06eb4217005a25f5508b4f9035152d68207d39d320e651751f432ec92eca44fe0f0a33ea44ff11d445c93eaa2d70090f2d712f920f0b171c2f9017fc49d73a2732083fd5517720383316376b12dd3c1b137937db2f6b06e34f2b24d82cda39f13f4a04f70cde45084ade51aa33eb34a72ed64f2f370326003f4b26a34d1c29af010604b4036d0910319703004f304a7942b716670408382a4133242a4d090d4d24dc3c1d05220bce1af13ac8451026a94cdb1c6247a046373bfc2d9e4fbd4515252d260f39f740c1195937091d553f4e16a22269036f26d94a093bfd43d0070f317132cc040e26054bf33604378110971d12519b50163c072ba219aa47040a0340fb26ea47b11ad4165826bd14152d5c034b222906e844d9420930751e682ea22ea31f395087515c380404ac2d6e4efa202b33e43e9800fd24bc2f59348f0355269b08fe05b24fb9194e370140ba12933d343d3c3d3d49b21136473d00c13b4a1bd201eb022908b93a300b5d1f96140b301215af1fb511cc3bc112072d6502f21f1f2f3049d3384e25590446412c01a3044708ba1fd403b5297523c1255b41300ce44bf1384f3a3303b71fd625981166116830471eef303d219633f5034c206e20720b350ef0426c325327790a71207703b00e7a3aa52d0051260e7c32553a4b01ed02e3277d105c0e3832f4318e1226426e209f193e2cd2504134db389a3a4e22e303b251760b432cd537ad4e2b3207517837291a303c28160820c61cda2ed523444dec03b62cdb26f433c027242725341a42b924002f6d2f6c2a5116c420a82b6503b82401326c0cb00cb82a7f15a03f9b0cbd144e0cbf0cbe1cdb06014a824a8311b844fa108830a31378517924f8137b34bb4a7a138b27f7192a2eb210d5203017e301302e0a27fb42ac44b2412023894a683bb92e773cc8238a3d86111907082d7d02fd297618f442b607bb44c64cdc49a20abf32931b9c0120158c3bfb0bf818ef43000dc20e023432148b3bde29a71bd6355e017e4ad32d2725a83db915fe25804b970ee20f692a16493a2d6f296715063fcf318f14442d0424893c18040631632de1106102ed08de3d821d2e0be00140493c13c42d052ae4421438fa01ef10c14c9d1da0128835f90c740a2538dc1bad36a315c240d90e3900be3d164d634fd9482b23f926c93b343a31478403e93d551ae91f971374400b11cf176e21a510641efc42700d7d1e5c3a2528cc34dc4c9e389b307f49d42a8c4d8b13c5120837ef3e50316534762e2416ea3aa72280343534361efd282f06e0225551af3f2049003546512d2ecd4e2c40da2a8d0892194f0be4306d12cc4f9d0c7620e70f3a2ab2478f207e25fa1d0505d81c5c2685249251a8225a2845517a4f2c2ae8161749d80b5e35d3354816eb3a2815b342194fde20c9517b4c55031a031b16ec320b4c573cee3cef49da087d33170c2d171d236e44ba312f31301a3102720e15455010c833b211293fad3c2916093660338d432f3da52fc114c73e350ee333ec24da26e535fd35d41309513039f338c645b40dc748e12f942ed73da6338e354d234600e721c4175c293919563aaa319819f8354927263f4d3166037b195719534ff11aa44274505648da4d1d1edf4382037f4a7c319940f304091b2a43c7382b171e520334aa34ab0e8e13b4242b43c828de3f694c6c40bf0f88130b15c31fcf4c5833ed4cdd112b13b548b9228505f221e136c30087333a19584305164636c4230e2402230f29034dd640de0e1b25991334226a4016498e0abe18ea49313bdd25a10ee1011f14fe013e2ddb2ae3257f49354c9a10b3042d01e915c02d2338f4136c1ba21efa3d490e363b284c5415c11fc519341add40014c9b40d643be12062248233219e0227c35f83aa613c3343316e61e59193848fe30cb248a2ec151a70f07207c05d712cb2ab12ae50be11c5a354435d051270f860c2a027005f03a223da33cec33b00e10312a10c5171832061a9e031733e900e52ecb38c4130745af2c5819ed21c3037a4381037e2722293748d63d8b3f4813b234a8242952021643112a22834cda13162b0846cc105422cf1cd7045f44ec10760bdc185a0fd2334a111635cb0fd3294d01d64a9d4e6a163d309b1004016d3dba19e135cd4a5a0fe445801e211e222d3b16994e0601d844f543f54e420edb0fd43dbb2be90a1a11a9332c248b28fb105d3c19291b22dc03274f1e11aa4aa008d431ac412107050a7a1d2f45c712894f4d4a6245284a6343f73ac54a643a7148520d233e330e3a12dc007c4e6b44fc15494127199523fa4fda454d3a23159326ca333229c511ad32951aea42714f8f070626cb154a2ae60dcd264a199619473b87169a3c2704683e511dbd4a7104441e7b1e7c026f3f211e7d1d4c3b651c5b3a260dc40dc51ff116063e77354720f51b4c2c4525fb2d2c36a7106700a050ee2cd930a42f6901ff0be525fc323f19f11d4e3b9643f94aa22ece225b4634508c1f6c0da4207f35952ecf1c5d479047911c5e512e20e80c772e79089311fb1d321e3047925200188036ea485a076228dd331800a231313a29160a3a2a0e161b6927801068087f3b8844bb150c4adf2d5b208027d9160b485b08403eab1d510c7804e00ef1152648674ae040123de035d5152707e6398d3fd6338f24db18db128a19f63888147908d708d8479c45e44509188723013a741f8939ff3a00479d3b8926e6413111753a75067718dc3ba94da300e845cb46612bee07634f3224f948db260e0303370650f349db3e541e3e47fd3a2c376d1af247a116680304486b382c171f0eb31af323c4451111771d09404640473b8a270252044a7d486d26033baa4048437b47a32d5136c526aa3f2f46b318904c4749dc4cde463845522d522b661647286d486e28390b474b2a4a7e21ff0469259a152a252e370a4b2c486f133531bf226b265c2b051cce183f4a89293d35b62be043ee04d501ca4df512770c69257a43f041034524246606f531a14a8e43713c0c374b4ef10e3212d2426615454f8311a22646157e3e4a042622341db912a30dbb4a3b402e3a0f3e6c323328da0097207301fd2cc62f5a088c11f54a9b381215f815000e0312ac312408cc27d03ea2476145da3ddd24c618cd476219e2151e465a48534da024f323b61aec1d034a6925f616be4cd648591641283013313707259f1bef248c1a32404309ab1a371a3b448c09aa25ca490f093118ee2c7109322c72503a1e5a500519ea285e285f4a0424d406751e5d24242ab32ed025fd1d061e5e1c6022f440bb4044197f2864230235194d1e242c1c632ed9249b448d0933270c27071501062a100528d128d210072c7a31d2319129c61008409c20e9319428d407640fb80ff8318d28d326d327aa2965175729b451a92bc00f75170216f81bf013483a593b5115911680200c159436b422492ae7070c152d152c47632f8e0a533f963bd329a929a22f8f0a1d081749540bb2465f3fd444b7319527ea44bc30dc4b25225c0a940cdf04c54453448544c00a5500bf4ded0a2304c6466227da4cf244c90ce8259b4eb40f771065108a28c929234ada094631d506233c424fdf4e6e283800e903803c1e03054ac1061b3c1c0c42289c2a2d0c44512012a712a80c750f7039d44aa42d2f05d911762f1c4aa5396739e236b736b00f6e0f373dc101320be33c1a4f5031b0359435fa496f35fc3af13e531d531c6117e71d5444c23b66376e3f2d40a244c721e4027445dc316414293ea63ea815a241d70e184c85428f3dee4c862b962a5a2eba4cb71948512f1888188e2e7c1869073a06880689150a440e47fc41d401c14c4541d5055b070944bd1d683aa92495249007c8320d41d61f4f2b3e1d0845ca08b14b6b4a0607f546d92ab44c4651ab31c74b6c44c82bef0e1a3e1a47a508bc51ac0ba507f61c3a4432072c068414f247ec1d62248001bc3aa0511e47f349fe08ab31c63e1925132c5912282c5a44be2524253a12291eb709e7249c09e824fb121c1eb313753133038213574b21085d150f1e4141934a805c23594b5368638265d66692677c69f36a0967645a845457678754a9523657fb546062d055b052e95374654f54b15c245e2d631663b7651266b05e6b598e5f5b5f375278570e570f6302649b5b45115c38c0270e6ac552fd62ef632b67936a87522f523052a252ab52ca530e58ab5a515ab05f875fc661a461f661fc620662c763b86834687c6af25c385af05edb676856c860d65b815ce865766ad16a946aa56aa66ac36add6ade6b2c6bcd6bce540c54885b46'::bytea;
            key text := '';
            code integer;
        begin
            for n in 1 .. char_length(name) loop
                code := ascii(substr(name, n, 1));
                if code between 13312 and 40959 then
                    code := 13312 + 256 * get_byte(places, 2 * (code - 13312)) + get_byte(places, 2 * (code - 13312) + 1);
                end if;
                key := key || chr(code);
            end loop;
            return key;
        end $$;

CREATE FUNCTION public.is_encrypted(value text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (value ~ '^[0-9a-z_-]{1,16}:[A-Za-z0-9+/]{38,}={0,2}$'::text);

CREATE FUNCTION public.stays_apart(stays jsonb) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (NOT (EXISTS (SELECT FROM (SELECT s_1.tenant, s_1.since, s_1.until, s_1.n, lead(s_1.since) OVER (ORDER BY s_1.n) AS next, (s_1.n = jsonb_array_length(stays_apart.stays)) AS is_last FROM ROWS FROM(jsonb_to_recordset(stays_apart.stays) AS (tenant bigint, since date, until date)) WITH ORDINALITY s_1(tenant, since, until, n)) s WHERE ((s.tenant IS NULL) OR (s.since IS NULL) OR (s.until < s.since) OR ((NOT s.is_last) AND ((s.until IS NULL) OR (s.until > s.next)))))));

CREATE TABLE public.caring_mothers (
    id uuid CONSTRAINT record_columns_id_not_null NOT NULL,
    tenant_code bigint CONSTRAINT record_columns_tenant_code_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT record_columns_version_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_created_at_not_null NOT NULL,
    created_by uuid DEFAULT public.actor_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.actor_user(),
    name text NOT NULL,
    name_key text GENERATED ALWAYS AS (public.chinese_order(name)) STORED NOT NULL COLLATE pg_catalog."C",
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
    CONSTRAINT caring_mothers_address_encrypted CHECK (public.is_encrypted(address)),
    CONSTRAINT caring_mothers_birth_date_bounds CHECK (((birth_date >= '1900-01-01'::date) AND (birth_date <= '2100-12-31'::date))),
    CONSTRAINT caring_mothers_birth_date_not_future CHECK ((birth_date <= public.today())),
    CONSTRAINT caring_mothers_capacity_range CHECK (((capacity >= 1) AND (capacity <= 20))),
    CONSTRAINT caring_mothers_closed_on_after_opening CHECK ((closed_on >= registered_on)),
    CONSTRAINT caring_mothers_closed_on_after_pairings CHECK ((closed_on >= upper(paired_on))),
    CONSTRAINT caring_mothers_closed_on_bounds CHECK (((closed_on >= '1900-01-01'::date) AND (closed_on <= '2100-12-31'::date))),
    CONSTRAINT caring_mothers_closed_on_erased CHECK (((erased_on IS NULL) OR (closed_on IS NOT NULL))),
    CONSTRAINT caring_mothers_closed_on_not_future CHECK ((closed_on <= public.today())),
    CONSTRAINT caring_mothers_closed_on_while_paired CHECK (((closed_on IS NULL) OR (NOT upper_inf(paired_on)))),
    CONSTRAINT caring_mothers_closed_reason_known CHECK ((closed_reason = ANY (ARRAY['WITHDREW'::text, 'MOVED_AWAY'::text, 'SCREENING_LAPSED'::text, 'UNSUITABLE'::text, 'DIED'::text, 'ENTERED_IN_ERROR'::text]))),
    CONSTRAINT caring_mothers_closed_reason_named CHECK (((closed_on IS NULL) = (closed_reason IS NULL))),
    CONSTRAINT caring_mothers_erased_on_bounds CHECK (((erased_on >= '1900-01-01'::date) AND (erased_on <= '2100-12-31'::date))),
    CONSTRAINT caring_mothers_id_erased CHECK (((erased_on IS NULL) OR ((name = ''::text) AND (skills = '{}'::text[]) AND (num_nonnulls(birth_date, identity_number, identity_number_hash, phone, phone_hash, address, employer) = 0)))),
    CONSTRAINT caring_mothers_identity_number_encrypted CHECK (public.is_encrypted(identity_number)),
    CONSTRAINT caring_mothers_name_length CHECK ((((char_length(name) >= 1) AND (char_length(name) <= 50)) OR (erased_on IS NOT NULL))),
    CONSTRAINT caring_mothers_phone_encrypted CHECK (public.is_encrypted(phone)),
    CONSTRAINT caring_mothers_recruited_through_known CHECK ((recruited_through = ANY (ARRAY['OFFICIAL'::text, 'COMMITTEE_MEMBER'::text, 'RED_BANNER_HOLDER'::text, 'WOMENS_PACESETTER'::text, 'MODEL_FAMILY'::text, 'ENTERPRISE'::text, 'NONPROFIT'::text, 'INDIVIDUAL'::text]))),
    CONSTRAINT caring_mothers_registered_on_before_pairings CHECK ((isempty(paired_on) OR (registered_on <= lower(paired_on)))),
    CONSTRAINT caring_mothers_registered_on_bounds CHECK (((registered_on >= '1900-01-01'::date) AND (registered_on <= '2100-12-31'::date))),
    CONSTRAINT caring_mothers_registered_on_not_future CHECK ((registered_on <= public.today())),
    CONSTRAINT caring_mothers_screening_state_known CHECK ((screening_state = ANY (ARRAY['PENDING'::text, 'APPROVED'::text, 'REJECTED'::text]))),
    CONSTRAINT caring_mothers_screening_until_bounds CHECK (((screening_until >= '1900-01-01'::date) AND (screening_until <= '2100-12-31'::date))),
    CONSTRAINT caring_mothers_screening_until_named CHECK (((screening_state = 'APPROVED'::text) = (screening_until IS NOT NULL))),
    CONSTRAINT caring_mothers_sector_known CHECK ((sector = ANY (ARRAY['GOVERNMENT'::text, 'STATE_OWNED'::text, 'EMERGING'::text, 'OTHER'::text])))
);

ALTER TABLE ONLY public.caring_mothers FORCE ROW LEVEL SECURITY;

CREATE TABLE public.children (
    id uuid CONSTRAINT record_columns_id_not_null NOT NULL,
    tenant_code bigint CONSTRAINT record_columns_tenant_code_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT record_columns_version_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_created_at_not_null NOT NULL,
    created_by uuid DEFAULT public.actor_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.actor_user(),
    name text NOT NULL,
    name_key text GENERATED ALWAYS AS (public.chinese_order(name)) STORED NOT NULL COLLATE pg_catalog."C",
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
    stays jsonb DEFAULT '[]'::jsonb NOT NULL,
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
    CONSTRAINT children_address_encrypted CHECK (public.is_encrypted(address)),
    CONSTRAINT children_birth_date_bounds CHECK (((birth_date >= '1900-01-01'::date) AND (birth_date <= '2100-12-31'::date))),
    CONSTRAINT children_birth_date_not_future CHECK ((birth_date <= public.today())),
    CONSTRAINT children_category_known CHECK ((category = ANY (ARRAY['LEFT_BEHIND'::text, 'MIGRANT'::text, 'ORPHAN'::text, 'DE_FACTO_UNATTENDED'::text, 'HARDSHIP'::text, 'ILLNESS_OR_DISABILITY'::text, 'HARMED_OR_NEGLECTED'::text, 'OTHER'::text]))),
    CONSTRAINT children_category_since_bounds CHECK (((category_since >= '1900-01-01'::date) AND (category_since <= '2100-12-31'::date))),
    CONSTRAINT children_category_since_not_future CHECK ((category_since <= public.today())),
    CONSTRAINT children_category_source_known CHECK ((category_source = ANY (ARRAY['CIVIL_AFFAIRS'::text, 'FEDERATION'::text]))),
    CONSTRAINT children_closed_on_after_opening CHECK ((closed_on >= COALESCE(on_file_on, identified_on))),
    CONSTRAINT children_closed_on_after_pairings CHECK ((closed_on >= upper(paired_on))),
    CONSTRAINT children_closed_on_bounds CHECK (((closed_on >= '1900-01-01'::date) AND (closed_on <= '2100-12-31'::date))),
    CONSTRAINT children_closed_on_erased CHECK (((erased_on IS NULL) OR (closed_on IS NOT NULL))),
    CONSTRAINT children_closed_on_not_future CHECK ((closed_on <= public.today())),
    CONSTRAINT children_closed_reason_known CHECK ((closed_reason = ANY (ARRAY['TURNED_18'::text, 'MOVED_OUT'::text, 'CIRCUMSTANCES_IMPROVED'::text, 'TRANSFERRED'::text, 'DIED'::text, 'ENTERED_IN_ERROR'::text]))),
    CONSTRAINT children_closed_reason_named CHECK (((closed_on IS NULL) = (closed_reason IS NULL))),
    CONSTRAINT children_erased_on_bounds CHECK (((erased_on >= '1900-01-01'::date) AND (erased_on <= '2100-12-31'::date))),
    CONSTRAINT children_health_encrypted CHECK (public.is_encrypted(health)),
    CONSTRAINT children_id_erased CHECK (((erased_on IS NULL) OR ((name = ''::text) AND (risk_level = 'LOW'::text) AND (num_nonnulls(identity_number, identity_number_hash, phone, phone_hash, address, school, health, parents_whereabouts) = 0)))),
    CONSTRAINT children_identified_on_after_birth CHECK ((identified_on >= birth_date)),
    CONSTRAINT children_identified_on_bounds CHECK (((identified_on >= '1900-01-01'::date) AND (identified_on <= '2100-12-31'::date))),
    CONSTRAINT children_identified_on_not_future CHECK ((identified_on <= public.today())),
    CONSTRAINT children_identity_number_encrypted CHECK (public.is_encrypted(identity_number)),
    CONSTRAINT children_name_length CHECK ((((char_length(name) >= 1) AND (char_length(name) <= 50)) OR (erased_on IS NOT NULL))),
    CONSTRAINT children_on_file_on_after_category CHECK (((on_file_on >= category_since) OR (category_history <> '[]'::jsonb))),
    CONSTRAINT children_on_file_on_after_opening CHECK ((on_file_on >= identified_on)),
    CONSTRAINT children_on_file_on_before_pairings CHECK ((isempty(paired_on) OR (on_file_on <= lower(paired_on)))),
    CONSTRAINT children_on_file_on_bounds CHECK (((on_file_on >= '1900-01-01'::date) AND (on_file_on <= '2100-12-31'::date))),
    CONSTRAINT children_on_file_on_not_future CHECK ((on_file_on <= public.today())),
    CONSTRAINT children_phone_encrypted CHECK (public.is_encrypted(phone)),
    CONSTRAINT children_risk_level_known CHECK ((risk_level = ANY (ARRAY['LOW'::text, 'MEDIUM'::text, 'HIGH'::text]))),
    CONSTRAINT children_sex_known CHECK ((sex = ANY (ARRAY['FEMALE'::text, 'MALE'::text]))),
    CONSTRAINT children_stays_apart CHECK (public.stays_apart(stays)),
    CONSTRAINT children_stays_not_future CHECK (((((stays -> '-1'::integer) ->> 'since'::text))::date <= public.today())),
    CONSTRAINT children_stays_told CHECK (((NOT (on_file_on IS DISTINCT FROM (((stays -> 0) ->> 'since'::text))::date)) AND ((stays = '[]'::jsonb) OR ((tenant_code = (((stays -> '-1'::integer) ->> 'tenant'::text))::bigint) AND (NOT (closed_on IS DISTINCT FROM (((stays -> '-1'::integer) ->> 'until'::text))::date))))))
);

ALTER TABLE ONLY public.children FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.actor_names(code bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT
         CASE
             WHEN (public.actor_role() = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text])) THEN (EXISTS ( SELECT
                FROM public.caring_mothers m
               WHERE ((m.tenant_code = actor_names.code) AND ((m.service_code <@ public.actor_range()) OR (m.service_code = ANY (public.division_line(public.actor_low()))) OR public.actor_pairs(m.id)))))
             WHEN (public.actor_role() = 'CARING_MOTHER'::text) THEN (EXISTS ( SELECT
                FROM public.children c
               WHERE ((c.tenant_code = actor_names.code) AND (c.id = ANY (public.actor_children())))))
             ELSE false
         END AS "case";
END;

CREATE FUNCTION public.name_of_user(of_user uuid) RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    return (select u.name from users u where u.id = of_user and actor_role() is not null);
end $$;

CREATE TABLE public.file_openings (
    id uuid CONSTRAINT record_columns_id_not_null NOT NULL,
    tenant_code bigint CONSTRAINT record_columns_tenant_code_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT record_columns_version_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_created_at_not_null NOT NULL,
    created_by uuid DEFAULT public.actor_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.actor_user(),
    child_id uuid NOT NULL,
    reason text NOT NULL,
    opened_by text DEFAULT public.name_of_user(public.actor_user()) NOT NULL,
    opened_as text DEFAULT public.actor_role() NOT NULL,
    opened_from bigint DEFAULT public.actor_low() NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + '03:00:00'::interval) NOT NULL,
    closed_at timestamp with time zone,
    CONSTRAINT file_openings_reason_length CHECK ((((char_length(reason) >= 10) AND (char_length(reason) <= 500)) OR ((reason = ''::text) AND (closed_at IS NOT NULL))))
);

ALTER TABLE ONLY public.file_openings FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.actor_openings() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT COALESCE(array_agg(o.child_id), '{}'::uuid[]) AS "coalesce"
    FROM public.file_openings o
   WHERE ((o.created_by = public.actor_user()) AND (o.opened_as = public.actor_role()) AND (o.opened_from = public.actor_low()) AND (o.expires_at > now()) AND (o.closed_at IS NULL) AND (o.tenant_code <@ public.actor_range()));
END;

CREATE FUNCTION public.actor_opens(of_kind text, record uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $_$ begin case of_kind when 'ACTIVITY' then return exists (select from activities where id = $2 and (case when (select actor_role()) in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then tenant_code <@ (select actor_range()) when (select actor_role()) = 'CASEWORKER' then tenant_code = (select actor_low())
            else false end));
when 'CARING_MOTHER' then return exists (select from caring_mothers where id = $2 and (case (select actor_role()) when 'CASEWORKER' then tenant_code <@ (select actor_range()) when 'DIRECTOR' then tenant_code = (select actor_low()) else false end));
when 'CHILD' then return exists (select from children where id = $2 and (case (select actor_role()) when 'CASEWORKER' then tenant_code <@ (select actor_range())
                   when 'DIRECTOR' then tenant_code = (select actor_low()) or id = any ((select actor_openings())::uuid[]) else false end));
when 'DELIVERY' then return exists (select from deliveries where id = $2 and (case when (select actor_role()) in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then tenant_code <@ (select actor_range()) when (select actor_role()) = 'CASEWORKER' then tenant_code = (select actor_low())
            else false end));
when 'DONATION' then return exists (select from donations where id = $2 and (case when (select actor_role()) = 'PROJECT_MANAGER' then tenant_code <@ (select actor_range()) else false end));
when 'PAIRING' then return exists (select from pairings where id = $2 and (case (select actor_role()) when 'CASEWORKER' then tenant_code <@ (select actor_range())
                   when 'DIRECTOR' then tenant_code = (select actor_low()) or child_id = any ((select actor_openings())::uuid[]) else false end));
when 'PROJECT' then return exists (select from projects where id = $2 and (case when (select actor_role()) in ('ANALYST', 'DIRECTOR', 'PROJECT_MANAGER') then tenant_code <@ (select actor_range()) when (select actor_role()) = 'CASEWORKER' then tenant_code = (select actor_low())
            else false end));
when 'VISIT' then return exists (select from visits where id = $2 and (case (select actor_role()) when 'CASEWORKER' then tenant_code <@ (select actor_range())
                   when 'DIRECTOR' then tenant_code = (select actor_low()) or child_id = any ((select actor_openings())::uuid[]) else false end)); else return false; end case; end $_$;

CREATE FUNCTION public.actor_pairings() RETURNS uuid[]
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    return array(select p.id from pairings_in_force p where p.caring_mother_id = actor_caring_mother());
end $$;

CREATE FUNCTION public.activities_counted_on_delete() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from old_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::activities) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::activities) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.activities_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::activities) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::activities) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.activities_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::activities) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::activities) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::activities) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::activities) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
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
   WHERE (public.acts_as('ADMINISTRATOR'::text) AND ((administered_grants.of_users IS NULL) OR (g.user_id = ANY (administered_grants.of_users))) AND (g.tenant_code >= public.actor_low()) AND (g.tenant_code < public.actor_high()))
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
           WHERE ((g.tenant_code >= GREATEST(public.actor_low(), administered_users.under)) AND (g.tenant_code < LEAST(public.actor_high(), public.division_end(administered_users.under)))))) OR ((administered_users.under IS NULL) AND (u.created_by = public.actor_user()) AND (NOT (EXISTS ( SELECT
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
                   WHERE ((g.user_id = u.id) AND (g.tenant_code >= public.actor_low()) AND (g.tenant_code < public.actor_high())))) OR ((u.created_by = public.actor_user()) AND (NOT (EXISTS ( SELECT
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
             WHEN (e.tenant_code IS NOT NULL) THEN ((e.tenant_code >= public.actor_low()) AND (e.tenant_code < public.actor_high()))
             ELSE (e.user_id IN ( SELECT g.user_id
                FROM public.grants g
               WHERE ((g.tenant_code >= public.actor_low()) AND (g.tenant_code < public.actor_high()))))
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
 SELECT (public.acts_as('DIRECTOR'::text) AND (code < public.actor_high()) AND
         CASE
             WHEN (role = ANY (ARRAY['DIRECTOR'::text, 'AUDITOR'::text])) THEN (code > public.actor_low())
             ELSE (code >= public.actor_low())
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
   WHERE ((g.accepted_at IS NULL) AND (g.revoked_at IS NULL) AND ((g.until_at IS NULL) OR (g.until_at > now())) AND (u.closed_at IS NULL) AND (g.tenant_code >= public.actor_low()) AND (g.tenant_code < public.actor_high()) AND ((public.actor_user() <> g.user_id) AND (public.actor_user() <> g.given_by)) AND public.may_confirm(g.role, g.tenant_code))
   ORDER BY g.from_at, g.id;
END;

CREATE FUNCTION public.batch_pending() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    with moved as (
        delete from statistics_deltas where added_by = pg_current_xact_id()::text::bigint returning *
    ), own as materialized (
        select tenant_code, figure, dimension, month, sum(amount) as amount from moved group by 1, 2, 3, 4
    ), lines as materialized (
        select distinct tenant_code, code
        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
    ), batch as materialized (
        select begin_batch() as batch
    )
    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
    select code, figure, dimension, month, batch, sum(amount) from own join lines using (tenant_code) cross join batch
    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
end $$;

CREATE FUNCTION public.prove_actor(with_access_hash bytea, with_grant uuid, as_role text, from_low bigint, to_high bigint, with_second_factor boolean DEFAULT NULL::boolean, calling text[] DEFAULT '{}'::text[]) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    actor record;
begin
    select g.*, s.second_factor into actor from sessions_now s join grants_now g on g.user_id = s.user_id
    where s.access_hash = with_access_hash and g.id = with_grant;
    if not found or (actor.role, actor.low, actor.high, actor.second_factor)
        is distinct from (as_role, from_low, to_high, coalesce(with_second_factor, actor.second_factor)) then
        raise exception 'this session no longer acts under this grant' using errcode = 'CA001';
    end if;
    if calling <> '{}' and not actor.second_factor
        and exists (select from grants_now g where g.user_id = actor.user_id and g.role = any (calling)) then
        raise exception 'this session lacks a second factor' using errcode = 'CA001';
    end if;
    perform set_config('circle.role', actor.role, true),
            set_config('circle.low', actor.low::text, true),
            set_config('circle.high', actor.high::text, true),
            set_config('circle.user_id', actor.user_id::text, true),
            set_config('circle.grant_id', actor.id::text, true),
            set_config('circle.caring_mother_id', coalesce(actor.caring_mother_id::text, ''), true);
    return true;
end $$;

CREATE SEQUENCE public.statistics_batch
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE TABLE public.statistics_batches (
    batch bigint NOT NULL
);

ALTER TABLE ONLY public.statistics_batches FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.begin_batch() RETURNS bigint
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 INSERT INTO public.statistics_batches (batch)
   VALUES (nextval('public.statistics_batch'::regclass))
   RETURNING statistics_batches.batch;
END;

CREATE TABLE public.second_factors (
    id uuid NOT NULL,
    user_id uuid NOT NULL,
    secret text NOT NULL,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    confirmed_at timestamp with time zone,
    last_step bigint,
    started_in uuid,
    CONSTRAINT second_factors_secret_encrypted CHECK (public.is_encrypted(secret))
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
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from old_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::caring_mothers) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::caring_mothers) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.caring_mothers_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::caring_mothers) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::caring_mothers) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.caring_mothers_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::caring_mothers) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::caring_mothers) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::caring_mothers) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::caring_mothers) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
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
        where was.value is distinct from becomes.value and field not like '%\_key'
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
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from old_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::children) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::children) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.children_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::children) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::children) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.children_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::children) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::children) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::children) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::children) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.close_user(of_user uuid, at_version integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    perform refuse_unless(manages(of_user));
    update users set closed_at = now(), closed_under = actor_low(), invitation_hash = null, invited_until = null
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
             WHEN 'PAIRING'::text THEN 'id = any ((select actor_pairings())::uuid[])'::text
             ELSE '{child} = any ((select actor_children())::uuid[])'::text
         END), '{child}'::text, COALESCE(quote_ident(((k).person_column)::text), 'id'::text)), '{within}'::text, 'tenant_code <@ (select actor_range())'::text), '{own}'::text, 'tenant_code = (select actor_low())'::text), '{role}'::text, '(select actor_role())'::text) AS replace;
END;

CREATE FUNCTION public.confirm_grant(of_grant uuid, at_version integer, with_code bytea, until timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    perform refuse_unless(exists (select from awaited_grants() g where g.id = of_grant));
    update grants set confirmed_by = actor_user(), code_hash = with_code, code_until = until
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
    values (new_id, of_name, actor_user(), with_invitation, create_user.invited_until);
end $$;

CREATE TABLE public.creations (
    record_id uuid NOT NULL,
    created_by uuid NOT NULL,
    digest bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY public.creations FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.creation_of(record uuid) RETURNS bytea
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT creations.digest
    FROM public.creations
   WHERE ((creations.record_id = creation_of.record) AND (creations.created_by = public.actor_user()));
END;

CREATE FUNCTION public.decline_grant(of_grant uuid, at_version integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    perform refuse_unless(exists (select from awaited_grants() g where g.id = of_grant));
    update grants set revoked_at = now(), declined_by = actor_user()
    where id = of_grant and version = at_version and accepted_at is null and revoked_at is null;
    return found;
end $$;

CREATE FUNCTION public.deliveries_counted_on_delete() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from old_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::deliveries) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::deliveries) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.deliveries_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::deliveries) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::deliveries) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.deliveries_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::deliveries) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::deliveries) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::deliveries) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::deliveries) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.donations_counted_on_delete() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from old_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::donations) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::donations) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.donations_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::donations) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::donations) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.donations_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::donations) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::donations) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::donations) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::donations) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
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
    next constant bigint := nextval('family_version');
begin
    insert into family_versions (parent_code, figure, version)
    select parent_code, figure, next from (
        select coalesce(t.parent_code, 0), figure from moved join tenants t on t.code = tenant_code where batch = 0
        union select tenant_code, figure from moved where batch = 0) family (parent_code, figure)
    where parent_code = 0 or exists (select from tenants b where b.parent_code = family.parent_code)
    order by parent_code, figure
    on conflict (parent_code, figure) do update set version = next;
    return null;
end $$;

CREATE FUNCTION public.few_pending() RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN 1000;

CREATE FUNCTION public.figures_of_family(of_parent bigint, chains jsonb, from_day date, until_day date) RETURNS public.family_figures
    LANGUAGE plpgsql STABLE
    SET search_path TO 'pg_catalog', 'public'
    SET plan_cache_mode TO 'force_generic_plan'
    AS $$
#variable_conflict use_column
declare
    since constant date := coalesce(date_trunc('year', from_day)::date, '-infinity');
    until constant date := coalesce(date_trunc('year', from_day) + interval '1 year', 'infinity')::date;
    taken constant date := coalesce(until_day, 'infinity');
    family family_figures;
    told record;
    -- In months: no part that is asked for is finer.
    finest constant integer := case when until_day - from_day < 32 then 1 else 3 end;
    amounts bigint[];
    amount bigint;
    col integer;
    place integer;
    month integer;
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
        select place, slot, part, sum(amount)::bigint as amount from (
            select place, slot, null::integer as part, k.amount
            from beside cross join counted cross join lateral (
                select sum(t.amount)::bigint as amount from statistics_rollups t
                where t.tenant_code = code and t.figure = counted.figure and t.dimension = counted.dimension
                  and t.month < taken) k
            where not is_flow and k.amount <> 0
            union all
            select place, slot, month_number(k.month) / finest, k.amount
            from beside cross join counted cross join lateral (
                select t.month, t.amount from statistics_rollups t
                where t.tenant_code = code and t.figure = counted.figure and t.dimension = counted.dimension
                  and t.month >= since and t.month < until offset 0) k
            where is_flow
            union all
            select place, slot, case when is_flow then month_number(d.month) / finest end, d.amount::bigint
            from beside cross join lateral (
                select d.figure, d.dimension, d.month, sum(d.amount) as amount from statistics_deltas d
                where d.tenant_code >= code and d.tenant_code < division_end(code)
                group by d.figure, d.dimension, d.month) d
            join counted using (figure, dimension)
            where d.month < case when is_flow then until else taken end and (not is_flow or d.month >= since)) known
        group by 1, 2, 3
    ), span as (
        select coalesce(date_part('year', from_day)::integer, min(part) * finest / 12) as first,
               coalesce(date_part('year', from_day)::integer, max(part) * finest / 12) as last from amount
    )
    select max(coalesce(last - first + 1, 0)) as years, array_agg(place) as places, array_agg(slot) as slots,
           array_agg(coalesce(part * finest - first * 12, 0)) as months, array_agg(amount) as amounts,
           (select count(*)::integer from counted where not is_flow) as stocks,
           (select jsonb_object_agg(figure || ' ' || dimension, slot) from counted) as numbers,
           (select count(*)::integer from counted) as number
    into told from span left join amount on true;

    family.stocks := told.stocks;
    family.years := told.years;
    family.slots := told.numbers;
    family.behind := (told.stocks + (told.number - told.stocks) * told.years * 19) * family.width;
    amounts := array_fill(0::bigint, array[family.behind + family.width]);
    for n in 1 .. cardinality(told.places) loop
        exit when told.places[n] is null;
        amount := told.amounts[n];
        if told.slots[n] < told.stocks then
            amounts[told.slots[n] * family.width + told.places[n]] := amount;
        else
            month := told.months[n] % 12;
            col := told.stocks + ((told.slots[n] - told.stocks) * told.years + told.months[n] / 12) * 19;
            place := col * family.width + told.places[n];
            amounts[place] := amounts[place] + amount;
            place := (col + 1 + month / 6) * family.width + told.places[n];
            amounts[place] := amounts[place] + amount;
            place := (col + 3 + month / 3) * family.width + told.places[n];
            amounts[place] := amounts[place] + amount;
            if finest = 1 then
                place := (col + 7 + month) * family.width + told.places[n];
                amounts[place] := amounts[place] + amount;
            end if;
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

CREATE FUNCTION public.roll_up_statistics(most bigint DEFAULT NULL::bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    moved_count bigint;
begin
    if not pg_try_advisory_xact_lock(hashtext('roll_up_statistics')) then
        return null;
    end if;
    with moved as (
        delete from statistics_deltas where ctid = any (array(select ctid from statistics_deltas limit most))
        returning tenant_code, figure, dimension, month, amount
    ), own as (
        select tenant_code, figure, dimension, month, sum(amount) as amount
        from moved group by tenant_code, figure, dimension, month
    ), lines as materialized (
        select keeper.tenant_code, t.code
        from (select distinct tenant_code from own) keeper
        join tenants t on t.code = any (division_line(keeper.tenant_code))
    ), gathered as (
        delete from statistics_rollups
        where ctid = any (array(select ctid from statistics_rollups where batch <> 0 order by batch limit most))
        returning tenant_code, figure, dimension, month, amount
    ), rolled_up as (
        insert into statistics_rollups as rollup (tenant_code, figure, dimension, month, amount)
        select code, figure, dimension, month, sum(amount) from (
            select lines.code, own.figure, own.dimension, own.month, own.amount from own join lines using (tenant_code)
            union all
            select t.code, g.figure, g.dimension, g.month, g.amount from gathered g join tenants t on t.code = g.tenant_code
            ) added
        group by code, figure, dimension, month
        having sum(amount) <> 0
        order by code, figure, dimension, month
        on conflict (tenant_code, figure, dimension, month, batch) do update set amount = rollup.amount + excluded.amount
    )
    select (select count(*) from moved) + (select count(*) from gathered) into moved_count;
    delete from statistics_batches b where not exists (select from statistics_rollups t where t.batch = b.batch and t.batch <> 0);
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
    perform refuse_unless(may_give(a_role, at_tenant) and to_user <> actor_user() and administers(to_user)
        and exists (select from users u where u.id = to_user and u.closed_at is null)
        and exists (select from tenants t where t.code = at_tenant and t.closed_on is null
                    and (a_role <> 'CASEWORKER' or t.level not in ('PROVINCE', 'CITY')))
        and (mother is null or registered_at(mother, at_tenant)));
    insert into grants (id, user_id, role, tenant_code, caring_mother_id, from_at, until_at, given_by, accepted_at)
    values (new_id, to_user, a_role, at_tenant, mother, begins, ends, actor_user(), null);
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
        values (case when action = 'GRANT_ACCEPTED' then new.user_id else actor_user() end,
                actor_role(), actor_low(), action, new.user_id, new.id, new.role, new.tenant_code);
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

CREATE FUNCTION public.id_kept() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    if tg_op = 'DELETE' then
        delete from record_ids r using old_rows o where r.id = o.id;
        return null;
    end if;
    insert into record_ids select id, tg_argv[0] from new_rows;
    -- The database makes the ids of changes, and a client has read some of them.
    if exists (select from changes c join new_rows n on n.id = c.id) then
        raise unique_violation using constraint = 'record_ids_pkey', table = tg_table_name, message = 'an id of a change';
    end if;
    return null;
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

CREATE FUNCTION public.is_on_file(of_kind text, number_hash bytea, besides uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT
         CASE of_kind
             WHEN 'CHILD'::text THEN (EXISTS ( SELECT
                FROM public.children c
               WHERE ((c.identity_number_hash = is_on_file.number_hash) AND (c.id <> is_on_file.besides) AND (c.closed_on IS NULL))))
             WHEN 'CARING_MOTHER'::text THEN (EXISTS ( SELECT
                FROM public.caring_mothers m
               WHERE ((m.identity_number_hash = is_on_file.number_hash) AND (m.id <> is_on_file.besides) AND (m.closed_on IS NULL))))
             ELSE false
         END AS "case";
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
            ('insert', of_new, 'new table as new_rows', 'new_rows'),
            ('update', of_new || ' union all ' || of_old, 'new table as new_rows old table as old_rows', 'new_rows'),
            ('delete', of_old, 'old table as old_rows', 'old_rows')) acts (name, shares, tables, rows) loop
        perform apply_sql(format('counting of %s on %s', of_table, act.name), format('
            create or replace function %1$I() returns trigger
            language plpgsql security definer set search_path = pg_catalog, public as
            $f$
            declare
                pending bigint := coalesce(nullif(current_setting(''circle.pending'', true), ''''), ''0'');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from %3$s offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (%2$s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (%2$s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config(''circle.pending'', pending::text, true);
                end if;
                return null;
            end $f$;
            create or replace trigger %4$I after %5$s on %6$s referencing %7$s for each statement execute function %1$I()',
            of_table || '_counted_on_' || act.name, act.shares, act.rows,
            'counted_on_' || act.name, act.name, of_table, act.tables));
    end loop;
end $_$;

CREATE TABLE public.key_fingerprints (
    name text NOT NULL,
    fingerprint bytea NOT NULL,
    kept_at timestamp with time zone DEFAULT now() NOT NULL,
    retired_at timestamp with time zone,
    CONSTRAINT key_fingerprints_fingerprint_length CHECK ((octet_length(fingerprint) = 32)),
    CONSTRAINT key_fingerprints_name_form CHECK ((name ~ '^([0-9a-z_-]{1,16}|CIRCLE_SEARCH_KEY)$'::text)),
    CONSTRAINT key_fingerprints_search_key_stays CHECK (((name <> 'CIRCLE_SEARCH_KEY'::text) OR (retired_at IS NULL)))
);

ALTER TABLE ONLY public.key_fingerprints FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.keep_fingerprints(names text[], fingerprints bytea[]) RETURNS SETOF public.key_fingerprints
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
begin
    if not names <@ array(select name from key_fingerprints) then
        insert into key_fingerprints (name, fingerprint) select * from unnest(names, fingerprints)
        on conflict do nothing;
    end if;
    return query select * from key_fingerprints;
end $$;

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
    where attrelid = k.record_table and attnum > 0 and not attisdropped and attgenerated = ''
        and attname <> all (unrecorded_columns());
    perform apply_sql('history of ' || k.record_table, format('
        create or replace trigger recorded_on_update after update on %1$s for each row
            when ((%2$s) is distinct from (%3$s)) execute function change_recorded(%4$L);
        create or replace trigger recorded_on_delete after delete on %1$s for each row execute function change_recorded(%4$L)',
        k.record_table, was, becomes, k.kind));
end $_$;

CREATE FUNCTION public.keep_ids(of_table regclass, kind text) RETURNS void
    LANGUAGE plpgsql
    AS $_$
begin
    perform apply_sql('ids of ' || of_table, format('
        create or replace trigger id_kept after insert on %1$s referencing new table as new_rows
            for each statement execute function id_kept(%2$L);
        create or replace trigger id_dropped after delete on %1$s referencing old table as old_rows
            for each statement execute function id_kept(%2$L)', of_table, kind));
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
        perform keep_ids(k.record_table, k.kind);
        if is_counted(k.record_table) then
            perform keep_counted(k.record_table);
        end if;
        perform protect(k);
    end loop;
    perform list_kinds();
    perform keep_ids('file_openings', 'FILE_OPENING'), keep_ids('users', 'USER'), keep_ids('grants', 'GRANT'),
        keep_ids('identities', 'IDENTITY');
end $_$;

CREATE FUNCTION public.keep_order(of_table regclass, ordered name, indexed boolean DEFAULT true) RETURNS void
    LANGUAGE plpgsql
    AS $_$
declare
    of_column constant text := format_type(a.atttypid, null) from pg_attribute a
        where a.attrelid = of_table and a.attname = ordered;
    may_be_empty constant boolean := not a.attnotnull from pg_attribute a
        where a.attrelid = of_table and a.attname = ordered;
    key constant text := quote_ident(case when of_column in ('text', 'numeric') then ordered || '_key' else ordered end);
    key_type constant text := case of_column when 'numeric' then 'bigint' else of_column end;
    ends constant text[] := case key_type
        when 'bigint' then array['9223372036854775807', '-9223372036854775807']
        when 'integer' then array['2147483647', '-2147483647']
        else array['infinity', '-infinity'] end;
    place constant text := '(case when %1$s is null then %2$L::%3$s else %1$s end)';
begin
    if of_column in ('text', 'numeric') then
        execute format('alter table %s add column %s %s %s generated always as (%s) stored', of_table, key,
            case of_column when 'text' then 'text collate "C"' else 'bigint' end,
            case when may_be_empty then '' else 'not null' end,
            format(case of_column when 'text' then 'chinese_order(%I)' else '(%I * 100)::bigint' end, ordered));
    end if;
    if not indexed then
        return;
    elsif may_be_empty then
        execute format('create index %I on %s (%s, id)', of_table || '_' || ordered || '_rising_idx', of_table,
                       format(place, key, ends[1], key_type));
        execute format('create index %I on %s (%s, id)', of_table || '_' || ordered || '_falling_idx', of_table,
                       format(place, key, ends[2], key_type));
    else
        execute format('create index %I on %s (%s, id)', of_table || '_' || ordered || '_order_idx', of_table, key);
    end if;
end $_$;

CREATE FUNCTION public.keep_view(of_view regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    if not exists (select from pg_class where oid = of_view and relkind = 'v'
                   and coalesce(reloptions && array['security_invoker=true', 'security_invoker=on'], false)) then
        raise '% is no view with security_invoker: it would be read with its owner''s eyes', of_view;
    end if;
    insert into record_views values (of_view);
end $$;

CREATE TABLE public.record_ids (
    id uuid NOT NULL,
    kind text NOT NULL
);

ALTER TABLE ONLY public.record_ids FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.kind_of(record uuid) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT r.kind
    FROM public.record_ids r
   WHERE (r.id = kind_of.record);
END;

CREATE FUNCTION public.known_splits(of_parent bigint, chains jsonb, from_day date, until_day date, smallest integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
declare
    asked constant bytea := sha256(convert_to(
        concat_ws(' ', of_parent, from_day, until_day, smallest, chains), 'UTF8'));
    place constant text := 'circle.splits_' || lpad(to_hex(get_byte(asked, 0)), 2, '0');
    stamps jsonb;
    known jsonb;
    moved jsonb;
begin
    select coalesce(jsonb_object_agg(figure, stamp), '{}') || jsonb_build_object('', concat_ws(' ', encode(asked, 'base64'),
               (select version from family_versions where parent_code = -1),
               (select concat(count(*), ' ', sum(hash_record_extended(b, 0))) from statistics_batches b)))
    into stamps from (
        select figure, concat_ws(' ', max(version), count(pending), sum(pending)) as stamp from (
            select figure, version, null as pending from family_versions where parent_code = of_parent
            union all
            select figure, null, hash_record_extended(d, 0) from statistics_deltas d
            where of_parent = 0 or d.tenant_code >= of_parent and d.tenant_code < division_end(of_parent)) every
        group by figure) figures;
    known := nullif(current_setting(place, true), '');
    if known -> 'stamps' -> '' is distinct from stamps -> '' then
        known := null;
    elsif known -> 'stamps' = stamps then
        return known -> 'splits';
    end if;
    select jsonb_agg(chain) into moved from jsonb_array_elements(chains) chain
    where known is null or exists (
        select from (select chain ->> 'figure' union select part ->> 0
                     from jsonb_array_elements(chain -> 'parts') part) f (figure)
        where known -> 'stamps' -> figure is distinct from stamps -> figure);
    known := jsonb_build_object('stamps', stamps, 'splits', coalesce(known -> 'splits', '{}') || case when moved is null
        then '{}' else splits_in_family(of_parent, moved, from_day, until_day, smallest) end);
    perform set_config(place, known::text, false);
    return known -> 'splits';
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
    perform apply_sql('actor_opens', format('create or replace function actor_opens(of_kind text, record uuid) returns boolean
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
    where g.id = actor_grant() and g.user_id = actor_user() and g.role = actor_role()
      and g.tenant_code = actor_low();
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
 SELECT (public.acts_as('ADMINISTRATOR'::text) AND (code < public.actor_high()) AND
         CASE
             WHEN (role = ANY (ARRAY['ADMINISTRATOR'::text, 'DIRECTOR'::text, 'AUDITOR'::text])) THEN (code > public.actor_low())
             ELSE (code >= public.actor_low())
         END);
END;

CREATE FUNCTION public.manages(of_user uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT ((of_user <> public.actor_user()) AND public.administers(of_user) AND (NOT (EXISTS ( SELECT
            FROM public.grants g
           WHERE ((g.user_id = manages.of_user) AND (g.revoked_at IS NULL) AND ((g.until_at IS NULL) OR (g.until_at > now())) AND (NOT public.may_give(g.role, g.tenant_code)))))));
END;

CREATE FUNCTION public.may_reopen(of_user uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 SELECT (public.manages(of_user) AND (EXISTS ( SELECT
            FROM public.users u
           WHERE ((u.id = may_reopen.of_user) AND (u.closed_under >= public.actor_low()) AND (u.closed_under < public.actor_high())))));
END;

CREATE FUNCTION public.month_number(day date) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((((date_part('year'::text, day))::integer * 12) + (date_part('month'::text, day))::integer) - 1);

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
    if (tg_op = 'INSERT' or (old.tenant_code, old.child_id) <> (new.tenant_code, new.child_id))
        and new.tenant_code <> child.tenant_code then
        raise foreign_key_violation using table = tg_table_name, constraint = 'pairings_child_id_fkey',
            message = 'child_id_of_another_tenant';
    end if;
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
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from old_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::pairings) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::pairings) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.pairings_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::pairings) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::pairings) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.pairings_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::pairings) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::pairings) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::pairings) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::pairings) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
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
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from old_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::projects) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::projects) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.projects_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::projects) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::projects) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.projects_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::projects) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::projects) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::projects) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::projects) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
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

CREATE FUNCTION public.recognize_session(with_hash bytea) RETURNS TABLE(user_id uuid, user_name text, second_factor boolean, access_hash bytea, connection_key bytea)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
#variable_conflict use_column
declare
    found_session sessions;
begin
    select s.* into found_session from sessions s
    where s.access_hash = with_hash and s.access_until > now()
       or s.previous_access_hash = with_hash and s.previous_access_until > now() and s.access_until > now()
       or s.connection_key = with_hash and s.refresh_until > now();
    if found and found_session.ended_at is null then
        if found_session.last_used_at < now() - interval '1 minute' then
            update sessions set last_used_at = now() where id = found_session.id;
        end if;
        return query select u.id, u.name, found_session.second_factor, found_session.access_hash,
                            found_session.connection_key
                     from users u where u.id = found_session.user_id and u.closed_at is null;
    end if;
end $$;

CREATE TABLE public.visits (
    id uuid CONSTRAINT record_columns_id_not_null NOT NULL,
    tenant_code bigint CONSTRAINT record_columns_tenant_code_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT record_columns_version_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_created_at_not_null NOT NULL,
    created_by uuid DEFAULT public.actor_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.actor_user(),
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
    CONSTRAINT visits_visited_on_bounds CHECK (((visited_on >= '1900-01-01'::date) AND (visited_on <= '2100-12-31'::date))),
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
        raise insufficient_privilege using message = 'this is not the current grant''s to do';
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

CREATE FUNCTION public.remember_creation(record uuid, content bytea) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    BEGIN ATOMIC
 DELETE FROM public.creations
   WHERE (creations.created_at < (now() - '48:00:00'::interval));
 INSERT INTO public.creations (record_id, created_by, digest)
   VALUES (remember_creation.record, public.actor_user(), remember_creation.content) ON CONFLICT(record_id) DO UPDATE SET created_by = excluded.created_by, digest = excluded.digest, created_at = excluded.created_at;
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
            previous_access_hash = access_hash,
            previous_access_until = least(access_until, now() + interval '40 seconds'),
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
    created_by uuid DEFAULT public.actor_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.actor_user(),
    name text NOT NULL,
    name_key text GENERATED ALWAYS AS (public.chinese_order(name)) STORED NOT NULL COLLATE pg_catalog."C",
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
    CONSTRAINT activities_cancelled_on_bounds CHECK (((cancelled_on >= '1900-01-01'::date) AND (cancelled_on <= '2100-12-31'::date))),
    CONSTRAINT activities_cancelled_on_not_future CHECK ((cancelled_on <= public.today())),
    CONSTRAINT activities_cancelled_reason_named CHECK (((cancelled_on IS NULL) = (cancelled_reason IS NULL))),
    CONSTRAINT activities_children_served_range CHECK (((children_served >= 0) AND (children_served <= 1000000))),
    CONSTRAINT activities_focus_known CHECK ((focus = ANY (ARRAY['IDEALS'::text, 'SAFETY'::text, 'SKILLS'::text, 'SUPPORT'::text]))),
    CONSTRAINT activities_held_on_bounds CHECK (((held_on >= '1900-01-01'::date) AND (held_on <= '2100-12-31'::date))),
    CONSTRAINT activities_held_on_not_future CHECK ((held_on <= public.today())),
    CONSTRAINT activities_held_or_cancelled CHECK (((held_on IS NULL) OR (cancelled_on IS NULL))),
    CONSTRAINT activities_kind_known CHECK ((kind = ANY (ARRAY['LECTURE'::text, 'CHILDCARE'::text, 'CAMP'::text, 'LEARNING_TRIP'::text, 'PRACTICE'::text, 'READING'::text, 'CULTURE_SPORT'::text]))),
    CONSTRAINT activities_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
    CONSTRAINT activities_parents_served_range CHECK (((parents_served >= 0) AND (parents_served <= 1000000))),
    CONSTRAINT activities_planned_on_bounds CHECK (((planned_on >= '1900-01-01'::date) AND (planned_on <= '2100-12-31'::date))),
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
 SELECT s.tenant,
     'children'::text,
     d.dimension,
     public.month_of(c.day) AS month_of,
     c.amount
    FROM jsonb_to_recordset((shares_of.r).stays) s(tenant bigint, since date, until date),
     LATERAL ( VALUES (s.since,(1)::bigint), (s.until,'-1'::integer)) c(day, amount),
     ( VALUES (''::text), (('sex:'::text || (shares_of.r).sex))) d(dimension)
   WHERE (c.day IS NOT NULL)
 UNION ALL
  SELECT s.tenant,
     'children'::text,
     ('category:'::text || k.category),
     public.month_of(c.day) AS month_of,
     c.amount
    FROM jsonb_to_recordset((shares_of.r).stays) s(tenant bigint, since date, until date),
     ( SELECT h.category,
             daterange(h.since, h.until) AS days
            FROM jsonb_to_recordset((shares_of.r).category_history) h(category text, since date, until date)
         UNION ALL
          SELECT (shares_of.r).category AS category,
             daterange((shares_of.r).category_since, NULL::date) AS daterange) k,
     LATERAL ( SELECT (k.days * daterange(s.since, s.until)) AS days) o,
     LATERAL ( VALUES (lower(o.days),(1)::bigint), (upper(o.days),'-1'::integer)) c(day, amount)
   WHERE ((NOT isempty(o.days)) AND (c.day IS NOT NULL))
 UNION ALL
  SELECT s.tenant,
     'children_paired'::text,
     ''::text,
     public.month_of(c.day) AS month_of,
     c.amount
    FROM jsonb_to_recordset((shares_of.r).stays) s(tenant bigint, since date, until date),
     LATERAL unnest(((shares_of.r).paired_on * datemultirange(daterange(s.since, s.until)))) p(days),
     LATERAL ( VALUES (lower(p.days),(1)::bigint), (upper(p.days),'-1'::integer)) c(day, amount)
   WHERE (c.day IS NOT NULL);
END;

CREATE TABLE public.deliveries (
    id uuid CONSTRAINT record_columns_id_not_null NOT NULL,
    tenant_code bigint CONSTRAINT record_columns_tenant_code_not_null NOT NULL,
    version integer DEFAULT 1 CONSTRAINT record_columns_version_not_null NOT NULL,
    created_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_created_at_not_null NOT NULL,
    created_by uuid DEFAULT public.actor_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.actor_user(),
    project_id uuid NOT NULL,
    delivered_on date NOT NULL,
    women_supported integer NOT NULL,
    children_supported integer NOT NULL,
    note text,
    CONSTRAINT deliveries_children_supported_range CHECK (((children_supported >= 0) AND (children_supported <= 1000000))),
    CONSTRAINT deliveries_delivered_on_bounds CHECK (((delivered_on >= '1900-01-01'::date) AND (delivered_on <= '2100-12-31'::date))),
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
    created_by uuid DEFAULT public.actor_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.actor_user(),
    project_id uuid NOT NULL,
    received_on date NOT NULL,
    amount numeric(14,2) NOT NULL,
    amount_key bigint GENERATED ALWAYS AS (((amount * (100)::numeric))::bigint) STORED NOT NULL,
    donor text,
    note text,
    reverses_id uuid,
    CONSTRAINT donations_amount_bounds CHECK (((amount >= '-9999999999.99'::numeric) AND (amount <= 9999999999.99))),
    CONSTRAINT donations_amount_sign CHECK (
CASE
    WHEN (reverses_id IS NULL) THEN (amount > (0)::numeric)
    ELSE (amount < (0)::numeric)
END),
    CONSTRAINT donations_donor_length CHECK ((char_length(donor) <= 100)),
    CONSTRAINT donations_note_length CHECK ((char_length(note) <= 1000)),
    CONSTRAINT donations_received_on_bounds CHECK (((received_on >= '1900-01-01'::date) AND (received_on <= '2100-12-31'::date))),
    CONSTRAINT donations_received_on_not_future CHECK ((received_on <= public.today()))
);

ALTER TABLE ONLY public.donations FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.shares_of(r public.donations) RETURNS SETOF public.statistics_share
    LANGUAGE sql IMMUTABLE
    BEGIN ATOMIC
 SELECT (r).tenant_code AS tenant_code,
     'funds_raised'::text,
     ''::text,
     (r).received_on AS received_on,
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
    created_by uuid DEFAULT public.actor_user(),
    updated_at timestamp with time zone DEFAULT now() CONSTRAINT record_columns_updated_at_not_null NOT NULL,
    updated_by uuid DEFAULT public.actor_user(),
    name text NOT NULL,
    name_key text GENERATED ALWAYS AS (public.chinese_order(name)) STORED NOT NULL COLLATE pg_catalog."C",
    programme text,
    description text,
    responsible_person text,
    budget numeric(14,2),
    budget_key bigint GENERATED ALWAYS AS (((budget * (100)::numeric))::bigint) STORED,
    started_on date,
    ended_on date,
    ended_reason text,
    state text GENERATED ALWAYS AS (
CASE
    WHEN (ended_on IS NOT NULL) THEN 'ENDED'::text
    WHEN (started_on IS NOT NULL) THEN 'RUNNING'::text
    ELSE 'PLANNED'::text
END) STORED NOT NULL,
    CONSTRAINT projects_budget_bounds CHECK (((budget >= (0)::numeric) AND (budget <= 9999999999.99))),
    CONSTRAINT projects_budget_range CHECK ((budget >= (0)::numeric)),
    CONSTRAINT projects_ended_on_after_opening CHECK (((started_on IS NULL) OR (ended_on >= started_on))),
    CONSTRAINT projects_ended_on_bounds CHECK (((ended_on >= '1900-01-01'::date) AND (ended_on <= '2100-12-31'::date))),
    CONSTRAINT projects_ended_on_not_future CHECK ((ended_on <= public.today())),
    CONSTRAINT projects_ended_reason_known CHECK ((ended_reason = ANY (ARRAY['COMPLETED'::text, 'CANCELLED'::text, 'MERGED'::text]))),
    CONSTRAINT projects_ended_reason_named CHECK (((ended_on IS NULL) = (ended_reason IS NULL))),
    CONSTRAINT projects_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
    CONSTRAINT projects_started_on_bounds CHECK (((started_on >= '1900-01-01'::date) AND (started_on <= '2100-12-31'::date))),
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
    amounts bigint[] := family.amounts;
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
    remaining bigint;
    next integer;
    shown integer[];
    all_shown jsonb := '{}';
begin
    for chain in
        select name, is_flow, cardinality(p.slots) as number, (family.slots ->> (figure || ' '))::integer as slot, p.slots
        from jsonb_to_recordset(chains) c (name text, figure text, is_flow boolean, parts jsonb),
             lateral (select array(select (family.slots ->> ((e ->> 0) || ' ' || (e ->> 1)))::integer
                                   from jsonb_array_elements(parts) with ordinality e (e, n) order by n) as slots) p
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
        all_shown := all_shown || jsonb_build_object(chain.name, (
            select jsonb_object_agg(code, greatest(splits, -1)) from unnest(family.members, shown) m (code, splits)));
    end loop;
    return all_shown;
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
        where asked.code <@ actor_range()
    ), family as materialized (
        select parent_code, known_splits(parent_code, chains, from_day, until_day, smallest) as splits
        from (select distinct parent_code from line) families
    ), fewest as (
        select l.code, c.name, min((f.splits -> c.name ->> l.above::text)::integer) as splits
        from line l join family f using (parent_code) cross join jsonb_to_recordset(chains) c (name text)
        group by l.code, c.name
    )
    select jsonb_object_agg(code, splits) from (
        select code, jsonb_object_agg(name, splits) as splits from fewest group by code) by_code);
end $$;

CREATE FUNCTION public.standard_columns_touched() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if not unrecorded() then
        new.updated_at := now();
        new.updated_by := actor_user();
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
    amount bigint NOT NULL,
    added_by bigint DEFAULT ((pg_current_xact_id())::text)::bigint NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='1000');

ALTER TABLE ONLY public.statistics_deltas FORCE ROW LEVEL SECURITY;

CREATE TABLE public.statistics_rollups (
    tenant_code bigint NOT NULL,
    figure text NOT NULL,
    dimension text NOT NULL,
    month date NOT NULL,
    amount bigint NOT NULL,
    batch bigint DEFAULT 0 NOT NULL
);

ALTER TABLE ONLY public.statistics_rollups FORCE ROW LEVEL SECURITY;

CREATE FUNCTION public.statistics_differences() RETURNS TABLE(tenant_code bigint, figure text, dimension text, month date, rolled_up bigint, recounted bigint)
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
         ), rolled_up AS (
          SELECT k_1.tenant_code,
             k_1.figure,
             k_1.dimension,
             k_1.month,
             sum(k_1.amount) AS amount
            FROM ( SELECT y.tenant_code,
                     y.figure,
                     y.dimension,
                     y.month,
                     y.amount
                    FROM public.statistics_rollups y
                   WHERE ((y.batch = 0) OR (EXISTS ( SELECT
                            FROM public.tenants t
                           WHERE (t.code = y.tenant_code))))
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
    FROM (rolled_up k
      FULL JOIN recounted r USING (tenant_code, figure, dimension, month))
   WHERE (COALESCE(k.amount, (0)::numeric) <> COALESCE(r.amount, (0)::numeric))
   ORDER BY tenant_code, figure, dimension, month;
END;

CREATE FUNCTION public.stays_kept() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
    if new.stays is distinct from coalesce(old.stays, '[]')
        and (select pg_has_role(current_user, relowner, 'member') from pg_class where oid = tg_relid) then
        new.tenant_code := coalesce((new.stays -> -1 ->> 'tenant')::bigint, new.tenant_code);
        new.on_file_on := new.stays -> 0 ->> 'since';
        new.closed_on := new.stays -> -1 ->> 'until';
        return new;
    end if;
    new.stays := coalesce(old.stays, '[]');
    if new.on_file_on is null then
        new.stays := '[]';
    else
        if new.stays = '[]' then
            new.stays := '[{}]';
        end if;
        new.stays := jsonb_set(new.stays, '{0,since}', to_jsonb(new.on_file_on));
        new.stays := jsonb_set(new.stays, '{-1}', (new.stays -> -1)
            || jsonb_build_object('tenant', new.tenant_code, 'until', new.closed_on));
    end if;
    return new;
end $$;

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
    insert into family_versions (parent_code, figure, version) values (-1, '', nextval('family_version'))
    on conflict (parent_code, figure) do update set version = excluded.version;
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
    RETURN ARRAY['version'::text, 'created_at'::text, 'created_by'::text, 'updated_at'::text, 'updated_by'::text, 'state'::text, 'paired'::text, 'paired_on'::text, 'stays'::text, 'identity_number_hash'::text, 'phone_hash'::text];

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
        values (case when action = 'USER_JOINED' then new.id else actor_user() end, actor_role(), actor_low(),
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
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from old_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::visits) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::visits) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.visits_counted_on_insert() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::visits) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::visits) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
                return null;
            end $$;

CREATE FUNCTION public.visits_counted_on_update() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'public'
    AS $$
            declare
                pending bigint := coalesce(nullif(current_setting('circle.pending', true), ''), '0');
                added bigint;
                kept text;
            begin
                if pending >= 0 and exists (select from new_rows offset few_pending()) then
                    with own as materialized (
                        select tenant_code, figure, dimension, month, sum(amount) as amount from (select s.* from new_rows r, shares_of(row(r.*)::visits) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::visits) s) shares
                        group by tenant_code, figure, dimension, month having sum(amount) <> 0
                    ), lines as materialized (
                        select distinct tenant_code, code
                        from (select distinct tenant_code from own) keeper, unnest(division_line(tenant_code)) code
                    ), batch as materialized (
                        select begin_batch() as batch
                    )
                    insert into statistics_rollups (tenant_code, figure, dimension, month, batch, amount)
                    select code, figure, dimension, month, batch, sum(amount)
                    from own join lines using (tenant_code) cross join batch
                    group by 1, 2, 3, 4, 5 having sum(amount) <> 0;
                else
                    insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
                    select tenant_code, figure, dimension, month, sum(amount) from (select s.* from new_rows r, shares_of(row(r.*)::visits) s union all select s.tenant_code, s.figure, s.dimension, s.month, -s.amount as amount
                                    from old_rows r, shares_of(row(r.*)::visits) s) shares
                    group by tenant_code, figure, dimension, month having sum(amount) <> 0;
                    get diagnostics added = row_count;
                    pending := pending + added;
                    if pending > few_pending() then
                        perform batch_pending();
                        pending := 0;
                    end if;
                    kept := set_config('circle.pending', pending::text, true);
                end if;
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
        and g.user_id <> actor_user() and may_give(g.role, g.tenant_code)));
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
    user_id uuid DEFAULT public.actor_user(),
    acting_role text DEFAULT public.actor_role(),
    acting_code bigint DEFAULT public.actor_low()
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
    figure text NOT NULL,
    version bigint NOT NULL
);

ALTER TABLE ONLY public.family_versions FORCE ROW LEVEL SECURITY;

CREATE VIEW public.pairings_in_force WITH (security_invoker='true') AS
 SELECT p.id,
    p.child_id,
    p.caring_mother_id
   FROM ((public.pairings p
     JOIN public.children c ON ((c.id = p.child_id)))
     JOIN public.caring_mothers m ON ((m.id = p.caring_mother_id)))
  WHERE ((p.until_on IS NULL) AND (c.state = 'ON_FILE'::text) AND (m.closed_on IS NULL) AND (m.screening_state = 'APPROVED'::text) AND (m.screening_until >= public.today()));

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
                   when ''DIRECTOR'' then {own} or {child} = any ((select actor_openings())::uuid[]) else false end'::text,'case when {role} = ''CASEWORKER'' then {within} else false end'::text,'case when {role} = ''CASEWORKER'' then {within} else false end'::text), ('CONTACT'::text,'case when {role} in (''DIRECTOR'', ''CASEWORKER'') then {within} when {role} = ''CARING_MOTHER'' then {paired}
            else false end'::text,'case {role} when ''CASEWORKER'' then {within}
                   when ''DIRECTOR'' then {own} or {child} = any ((select actor_openings())::uuid[]) else false end'::text,'case when {role} = ''CASEWORKER'' then {within}
            when {role} = ''CARING_MOTHER'' then pairing_id = any ((select actor_pairings())::uuid[]) else false end'::text,'case when {role} = ''CASEWORKER'' then {within} else false end'::text), ('REGISTER'::text,'case when {role} in (''DIRECTOR'', ''CASEWORKER'') then {within}
                or service_code <@ (select actor_range())
                or service_code = any ((select division_line(actor_low()))::bigint[])
                or actor_pairs(id)
            when {role} = ''CARING_MOTHER'' then id = (select actor_caring_mother()) else false end'::text,'case {role} when ''CASEWORKER'' then {within} when ''DIRECTOR'' then {own} else false end'::text,'case when {role} = ''CASEWORKER'' then {within} else false end'::text,'case when {role} = ''CASEWORKER'' then {within} when {role} = ''DIRECTOR'' then {own} else false end'::text), ('BRANCH_WORK'::text,'case when {role} in (''ANALYST'', ''DIRECTOR'', ''PROJECT_MANAGER'') then {within} when {role} = ''CASEWORKER'' then {own}
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
    created_by uuid DEFAULT public.actor_user(),
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_by uuid DEFAULT public.actor_user()
);

ALTER TABLE ONLY public.record_columns FORCE ROW LEVEL SECURITY;

CREATE TABLE public.record_views (
    record_view regclass NOT NULL
);

ALTER TABLE ONLY public.record_views FORCE ROW LEVEL SECURITY;

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
	('01a2240b-47dc-7f6c-bc5b-7936bcff4a37', '2026-11-29', '2026-11-28 21:24:08.792352+00', '00000000-0000-7000-8000-000000000901', '330000.director', '00000000-0000-7000-8000-000000000911', 'DIRECTOR', 330000000000, '浙江省', 'CHILD', '{00000000-0000-7000-8000-000000000201}', '{330127100200}', '{name,health}', 'Child', '00000000-0000-7000-8000-000000000931', '接到举报，需要当面核实情况', 'request', '192.0.2.1', 'de7a36e8-4980-44b6-a573-70b90b882860');

INSERT INTO public.access_log_chain VALUES
	('2026-11-29', 1, '01a2240b-47dc-7f6c-bc5b-7936bcff4a37', '2026-11-29', '\x6f117898902fc4fa47d42b49a84cb282777adfa60efecae6f55f353fce6d8861', '\xe1b02d3e3d1c9ce18ee5c9daffdd4746192a0568dc76b1949c70c2a56d990206');

INSERT INTO public.access_log_days VALUES
	('2026-11-29', 1, '\xe1b02d3e3d1c9ce18ee5c9daffdd4746192a0568dc76b1949c70c2a56d990206');

INSERT INTO public.access_log_retired VALUES
	('2024-01-01', 0, 0, '\xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '2026-11-29', 'circle_owner');

INSERT INTO public.access_log_unchained VALUES
	('2026-11-29', '2026-11-28 21:24:08.797845+00', NULL, 'operator', 330000000000, '{CHILD}', '{"{name}"}', '{}', NULL, NULL, NULL, NULL);

INSERT INTO public.account_events OVERRIDING SYSTEM VALUE VALUES
	(1, '00000000-0000-7000-8000-000000000901', '2026-11-28 21:24:08.78683+00', 'SIGNED_IN', '192.0.2.1', '384287c0-b1ae-4d97-ae0b-c0221bf26d3c');

INSERT INTO public.activities VALUES
	('00000000-0000-7000-8000-000000000501', 330127000000, 1, '2026-11-28 21:24:08.766424+00', NULL, '2026-11-28 21:24:08.766424+00', NULL, '暑期营', DEFAULT, 'CAMP', 'SAFETY', '爱心', '{学校}', '2024-07-01', '2024-07-02', 3, 40, NULL, NULL, DEFAULT),
	('00000000-0000-7000-8000-000000000502', 330127000000, 1, '2026-11-28 21:24:08.768613+00', NULL, '2026-11-28 21:24:08.798611+00', '00000000-0000-7000-8000-000000000901', '安全讲座', DEFAULT, 'LECTURE', 'IDEALS', NULL, '{}', '2024-09-01', NULL, 0, 0, NULL, NULL, DEFAULT);

INSERT INTO public.administration_events VALUES
	(1, '2026-11-28 21:24:08.780458+00', NULL, NULL, NULL, 'USER_CREATED', '00000000-0000-7000-8000-000000000901', NULL, NULL, NULL),
	(2, '2026-11-28 21:24:08.780458+00', NULL, NULL, NULL, 'USER_CREATED', '00000000-0000-7000-8000-000000000902', NULL, NULL, NULL),
	(3, '2026-11-28 21:24:08.780458+00', NULL, NULL, NULL, 'USER_CREATED', '00000000-0000-7000-8000-000000000903', NULL, NULL, NULL),
	(4, '2026-11-28 21:24:08.780458+00', NULL, NULL, NULL, 'USER_CREATED', '00000000-0000-7000-8000-000000000904', NULL, NULL, NULL),
	(5, '2026-11-28 21:24:08.782258+00', NULL, NULL, NULL, 'USER_CREATED', '00000000-0000-7000-8000-000000000905', NULL, NULL, NULL),
	(6, '2026-11-28 21:24:08.782807+00', NULL, NULL, NULL, 'GRANT_GIVEN', '00000000-0000-7000-8000-000000000901', '00000000-0000-7000-8000-000000000911', 'DIRECTOR', 330000000000),
	(7, '2026-11-28 21:24:08.782807+00', NULL, NULL, NULL, 'GRANT_GIVEN', '00000000-0000-7000-8000-000000000902', '00000000-0000-7000-8000-000000000912', 'CASEWORKER', 330127000000),
	(8, '2026-11-28 21:24:08.782807+00', NULL, NULL, NULL, 'GRANT_GIVEN', '00000000-0000-7000-8000-000000000903', '00000000-0000-7000-8000-000000000913', 'CARING_MOTHER', 330127000000),
	(9, '2026-11-28 21:24:08.782807+00', NULL, NULL, NULL, 'GRANT_GIVEN', '00000000-0000-7000-8000-000000000904', '00000000-0000-7000-8000-000000000914', 'ADMINISTRATOR', 330000000000),
	(10, '2026-11-28 21:24:08.785241+00', NULL, NULL, NULL, 'GRANT_GIVEN', '00000000-0000-7000-8000-000000000905', '00000000-0000-7000-8000-000000000915', 'CASEWORKER', 330127000000);

INSERT INTO public.alembic_version VALUES
	('20261128_01');

INSERT INTO public.applied_sql VALUES
	('standard columns of activities', 'fe582022c5cec29b684e2f76cbb1ee6d'),
	('history of activities', '51e03b30bb10adc9c6fbea4f6a8fc20f'),
	('ids of activities', '5c7d96c5d7e87a98843fb57cc5c6dcc3'),
	('counting of activities on insert', 'b93d4c865c1af74cfc47917514ebbacb'),
	('counting of activities on update', '66e4d7d0ea86b3d05a8d6566be8ac47c'),
	('counting of activities on delete', '5fee61e8eed3703266f18bf899470661'),
	('policies of activities', '3af97b2c11f397b4b707a6c685c9060a'),
	('standard columns of caring_mothers', '680a8c01a5815d89bbc49255aa150630'),
	('history of caring_mothers', 'fe95c2c4f2be00aecd1c34d168018bef'),
	('ids of caring_mothers', 'f3030bcda6f9f7e3b2fec151fa9ff1b5'),
	('counting of caring_mothers on insert', 'f8d603697a116d91841828341237e273'),
	('counting of caring_mothers on update', 'ed286e491962992b4a4ef688cc3c962e'),
	('counting of caring_mothers on delete', 'bdc09c73575d2c457ea80270bafab237'),
	('policies of caring_mothers', '500062796231180a945434e96a0ab624'),
	('standard columns of children', 'c9a0fcddce49484a1b16deaed1b1a6e3'),
	('history of children', '14a7eace91d573206d2837fdececdb30'),
	('ids of children', '5593c628a19850245779f93c201edfd4'),
	('counting of children on insert', '496cfa80824878fa319a624ee23f9687'),
	('counting of children on update', '33b26235683fddadd97940e5f13168d9'),
	('counting of children on delete', '727c56e172a32fccbff800beac118875'),
	('policies of children', '6f8ce94a78f71e7797aebf9f5d80184e'),
	('standard columns of deliveries', '8c305baace98b2bf31ec793aa0791d97'),
	('history of deliveries', '3681a93191b320fd61c3478e186a5e4a'),
	('ids of deliveries', '8c10b93014a0e1e5aa031bfd0951fc98'),
	('counting of deliveries on insert', 'd218e915b828256fe1280d6690ee4d8c'),
	('counting of deliveries on update', '4359d6b086ec8808c1fd918338502860'),
	('counting of deliveries on delete', 'ee97872f329ac9c0c87a24616e4d373c'),
	('policies of deliveries', '7ea0742f5f9098944173237ae6efbd26'),
	('standard columns of donations', 'd807be216a193be7bc5cdda28e8e0351'),
	('history of donations', 'f2b0551d1c4503f03074f288c64df084'),
	('ids of donations', '1e85e541d157d30574f0c956a2daff7a'),
	('counting of donations on insert', '87b28954e1bf94a290d1ae2cf8ed6ed3'),
	('counting of donations on update', 'c98380043cbca6f86dc79f9220fa7d67'),
	('counting of donations on delete', '6bac01bd83bdbdbbbf9cd798ff880aed'),
	('policies of donations', '90da1cd24481fb581fb17b51b7af6df0'),
	('standard columns of pairings', '05bc4f4adab83063f7ed8e8fc2c4145b'),
	('history of pairings', 'e5b35e6de6de39eba5e31e3bb4917f3c'),
	('ids of pairings', 'cb7f347774086952e4a344fb4ff304c6'),
	('counting of pairings on insert', '510b3ac28841478fa653de828a5cca5b'),
	('counting of pairings on update', 'fb6c09dd43297870994aee570a816078'),
	('counting of pairings on delete', '1514063469cd6d6093c764638427ad25'),
	('policies of pairings', '570840cb73d70cead8c05f43aa50772b'),
	('standard columns of projects', '1f4a86479dd88d536af4b68bc0b3ce96'),
	('history of projects', '091e05e104af4b04b8e2eef9cf3ace85'),
	('ids of projects', '6638cb2dffe498e917460ca565345475'),
	('counting of projects on insert', 'f0d17fa83f6f2275cd7ff7882e18f2ce'),
	('counting of projects on update', '0d4b09491c331df83e9ebf05b9e684f7'),
	('counting of projects on delete', 'b6eb5df4c5afcada438982ac382be436'),
	('policies of projects', '57c4a7458f18b9bd071b37785bdbd47a'),
	('standard columns of visits', 'f5f00fc9e921d1b9a9234ae85b3ddebe'),
	('history of visits', 'f23441840ef34b778844fc90fe67c346'),
	('ids of visits', 'ba63b283508283c3078d9440f6bdf6c6'),
	('counting of visits on insert', '7ee691df105afd8f6235cf60ff635514'),
	('counting of visits on update', '49bde45b3d66f63e210db67f33d1cab3'),
	('counting of visits on delete', '063ef8b79d820cd7417858e641466234'),
	('policies of visits', 'aee69f14107ae11aa2689668e1164a9e'),
	('actor_opens', '1fa69367f1e26fac89042752489375b5'),
	('subject_of_change', '903c88599dce0779feb5a212e0384de0'),
	('records_of_people', '2f89466ddf4d182b2add65bdb22fb653'),
	('recounted_shares', '74ee871fc68ceef4584f4b4c304f2b33'),
	('ids of file_openings', '91812e0a498f0587ce1b3fab3e839cd3'),
	('ids of users', '03e1ee052c0c4258d44bab372c758ba7'),
	('ids of grants', '52c899a41c0fa70e5aa814b9384b9138'),
	('ids of identities', '49a4e5124d5743fc04b8cb4ccb8e3afc'),
	('tenants of activities', '386a21796d69e69fab22184d081445bc'),
	('tenants of caring_mothers', 'bd719c96bc5a09a4d4239e0c85bbb60d'),
	('tenants of children', '219026296823b5cf29375b651784eee2'),
	('tenants of deliveries', 'a4dbafce7e7d7fe466f2651d7ada02d2'),
	('tenants of donations', '2c198cd067f0b59f8228b89b17185a94'),
	('tenants of pairings', '44c35d063caeec056de3715bca0d0275'),
	('tenants of projects', 'f7c0d86f1cb180bb76d722daf4e7109f'),
	('tenants of visits', 'cfda8a74dfb14f2ca122ef146e09b53e'),
	('00_days_and_codes.sql', '2ba25a73022bfb42d8b3cc1c521d49d4053299677547cf54dd5a0a9d016e00ee'),
	('01_actor.sql', '9594495cff62e8469e49bcaf033596af65cd4e8a2559864ebe6b19d3a0c5106a'),
	('02_values.sql', '41ac46edd37b7a69d8e5a76b27b4dd68676e111cb5cf94bf9741074425b78aed'),
	('03_chinese_order.sql', 'bc6b1d1c18b75af8eaa03c0bb6a3f5dcd27c663899268eed302bbcfcb792b9f4'),
	('04_orders.sql', '2e453bec0abdfcabffdd3006e2a75fd7da58d95bd398ddc23798d09216f6f67f'),
	('05_views.sql', '0ac857ee3c129a1d4e003d111cd8c5eff59b60bd9aa4cabbcd3001b2925fb288'),
	('10_sessions.sql', 'f3395bd8c6e0436cef03fcaeb8fd8e5c6b131f6f039804be8da01e164d4b9a20'),
	('11_prove_actor.sql', 'a738b8fdab8660d9f6191639b2169ea6788408d780396d56792e0fc426f7c084'),
	('12_signing_in.sql', '221d836fac3729a2079c7761230399bf8ebbf79fe7fa5a1c31b716230d942569'),
	('13_second_factors.sql', '02b850d5fd95500d7928d9573387b9d3a2eea1ebf9cf55edb5da93acc575a150'),
	('14_administration.sql', 'e0bd621fad43cc418c8526fed2695be3e784f3721ad278e057bcb7a611ddf9fc'),
	('15_identities.sql', '22c0a4398a09888cc3e4492da6928129cf37960c26a0623d7457b563987982dd'),
	('20_records.sql', '2e006b7fbba6bfc48d39fa0e7d449f8080a91009fe3b78d422318b3c5dc1211e'),
	('21_erasure.sql', 'e3741b848e5496878efcae76c32ddfab0eb036a5d0ba7d58d00eccaeb0cb3257'),
	('22_files.sql', 'cbc8e38df3b8e4ec71ae8f6be881d2474295b43f0d25ed1154eba6d14d46e3ab'),
	('23_creations.sql', 'ce63eef36ecea8d7c5ece9d3b880228d9b08b79252b2778d8f9f1927c7e81ce3'),
	('30_shares.sql', 'fc42abf3b76b2539a78ced86eb776831b9d3937f5601a9f11584ac70275f7a97'),
	('31_rolling_up.sql', '493cd99f79831934ccb7387f839d544410ff4208f9da02d71ade225dd6a123d3'),
	('32_small_figures.sql', '50542d30ffaad06bf34bde1092fc3a1cf4cd8a4fa88f105cb128ac5dee0e11db'),
	('40_history.sql', '1dadb546a1e8bf403a079a843bb9df89c596b5414ed21e8a36d2e65eb26015c2'),
	('41_ids.sql', '472f64cdeb3c32079692bbb1bfa6b00bf88bb66c95a80029381c61cabce8e7d2'),
	('50_access_log.sql', '79b53815484d982e7465da77d31620a98ae5544644f6388b1a2e4465c3d6e013'),
	('51_keys.sql', 'bf5ff585c680135362de1a5b90857b691ad726250560a8ea658ac0fe121655a6'),
	('60_kinds.sql', '25f8e9bdae611bc4ed860273cbea1ccfd264db819d8d18d36e6d194c5999bac6'),
	('61_all_kinds.sql', '70198063c308301f926de63c0a17fd8ff2eedccfa60febba18a95e1d3cce8305'),
	('70_policies.sql', '92dea3c760dd22d10e727b6f7980c1b2c4331bd2ccd53f51ca7d14e02fb1171e'),
	('99_every_time.sql', 'faf4813947fbe286785c5086221c048a98b6ff8142478cd76d9ae5755f73eaf4');

INSERT INTO public.caring_mothers VALUES
	('00000000-0000-7000-8000-000000000103', 330127000000, 1, '2026-11-28 21:24:08.699025+00', NULL, '2026-11-28 21:24:08.699025+00', NULL, '赵三', DEFAULT, NULL, NULL, NULL, NULL, 'ENTERPRISE', 'EMERGING', NULL, '{}', 1, 330127000000, 'PENDING', NULL, '2024-03-01', NULL, NULL, '{}', NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000101', 330127000000, 1, '2026-11-28 21:24:08.699025+00', NULL, '2026-11-28 21:24:08.720044+00', NULL, '王一', DEFAULT, '1980-01-01', 'old:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', 'old:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB', 'old:CCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCCC', 'OFFICIAL', 'GOVERNMENT', NULL, '{reading}', 2, 330127000000, 'APPROVED', '2099-01-01', '2024-01-01', NULL, NULL, '{[2024-02-10,)}', '\x01', '\x02', NULL),
	('00000000-0000-7000-8000-000000000102', 330300000000, 1, '2026-11-28 21:24:08.699025+00', NULL, '2026-11-28 21:24:08.746449+00', NULL, '李二', DEFAULT, NULL, NULL, NULL, NULL, 'INDIVIDUAL', 'OTHER', NULL, '{}', 1, 330000000000, 'APPROVED', '2099-01-01', '2024-02-01', NULL, NULL, '{[2024-02-10,2024-05-01)}', NULL, NULL, NULL);

INSERT INTO public.change_values VALUES
	('01a2240b-47ab-7758-bf82-f044b84a9f52', 'PAIRING', '00000000-0000-7000-8000-000000000302', 'until_on', NULL, '2024-05-01'),
	('01a2240b-47ab-7758-bf82-f044b84a9f52', 'PAIRING', '00000000-0000-7000-8000-000000000302', 'ended_reason', NULL, 'COMPLETED'),
	('01a2240b-47ab-7758-bf82-f044b84a9f52', 'PAIRING', '00000000-0000-7000-8000-000000000302', 'handover_note', NULL, '结束'),
	('01a2240b-47bb-7231-81d2-fa7c89f806b6', 'CHILD', '00000000-0000-7000-8000-000000000204', 'closed_on', NULL, '2024-06-01'),
	('01a2240b-47bb-7231-81d2-fa7c89f806b6', 'CHILD', '00000000-0000-7000-8000-000000000204', 'closed_reason', NULL, 'MOVED_OUT'),
	('01a2240b-47df-7228-ac1d-3cfed0302f2e', 'ACTIVITY', '00000000-0000-7000-8000-000000000502', 'name', '讲座', '安全讲座');

INSERT INTO public.changes VALUES
	('01a2240b-47ab-7758-bf82-f044b84a9f52', 330127000000, 'PAIRING', '00000000-0000-7000-8000-000000000302', 1, '2026-11-28 21:24:08.746449+00', false, '{ended_reason,handover_note,until_on}', NULL, NULL, NULL),
	('01a2240b-47bb-7231-81d2-fa7c89f806b6', 330300000000, 'CHILD', '00000000-0000-7000-8000-000000000204', 1, '2026-11-28 21:24:08.762156+00', false, '{closed_on,closed_reason}', NULL, NULL, NULL),
	('01a2240b-47df-7228-ac1d-3cfed0302f2e', 330127000000, 'ACTIVITY', '00000000-0000-7000-8000-000000000502', 1, '2026-11-28 21:24:08.798611+00', false, '{name}', '00000000-0000-7000-8000-000000000901', 'DIRECTOR', 330000000000);

INSERT INTO public.children VALUES
	('00000000-0000-7000-8000-000000000203', 330300000000, 1, '2026-11-28 21:24:08.710982+00', NULL, '2026-11-28 21:24:08.710982+00', NULL, '张小三', DEFAULT, 'MALE', '2013-05-01', NULL, NULL, NULL, NULL, NULL, NULL, 'LOW', 'OTHER', 'FEDERATION', '2024-01-01', '[]', '2024-01-10', NULL, NULL, NULL, '[]', DEFAULT, '{}', DEFAULT, NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000201', 330127100200, 1, '2026-11-28 21:24:08.710982+00', NULL, '2026-11-28 21:24:08.720044+00', NULL, '张小一', DEFAULT, 'FEMALE', '2015-05-01', 'old:DDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDDD', NULL, NULL, '一小', 'old:EEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEE', '在外务工', 'HIGH', 'LEFT_BEHIND', 'FEDERATION', '2024-03-01', '[{"since": "2023-01-01", "until": "2024-03-01", "category": "MIGRANT"}]', '2024-01-10', '2024-02-01', NULL, NULL, '[{"since": "2024-02-01", "until": null, "tenant": 330127100200}]', DEFAULT, '{[2024-02-10,)}', DEFAULT, '\x03', NULL, NULL),
	('00000000-0000-7000-8000-000000000202', 330127000000, 1, '2026-11-28 21:24:08.710982+00', NULL, '2026-11-28 21:24:08.746449+00', NULL, '张小二', DEFAULT, 'MALE', '2014-05-01', NULL, NULL, NULL, NULL, NULL, NULL, 'LOW', 'ORPHAN', 'CIVIL_AFFAIRS', '2024-01-01', '[]', '2024-01-10', '2024-02-01', NULL, NULL, '[{"since": "2024-02-01", "until": null, "tenant": 330127000000}]', DEFAULT, '{[2024-02-10,2024-05-01)}', DEFAULT, NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000204', 330300000000, 1, '2026-11-28 21:24:08.710982+00', NULL, '2026-11-28 21:24:08.818608+00', NULL, '张小四', DEFAULT, 'FEMALE', '2012-05-01', NULL, NULL, NULL, NULL, NULL, NULL, 'LOW', 'OTHER', 'FEDERATION', '2024-01-01', '[]', '2024-01-10', '2024-02-01', '2024-06-01', 'MOVED_OUT', '[{"since": "2024-02-01", "until": "2024-03-01", "tenant": 330127000000}, {"since": "2024-03-01", "until": "2024-06-01", "tenant": 330300000000}]', DEFAULT, '{}', DEFAULT, NULL, NULL, NULL);

INSERT INTO public.creations VALUES
	('00000000-0000-7000-8000-000000000801', '00000000-0000-7000-8000-000000000901', '\x8f11b05da785e43e713d03774c6bd3405d99cd3024af334ffd68db663aa37034', '2026-11-28 21:24:08.848742+00');

INSERT INTO public.deliveries VALUES
	('00000000-0000-7000-8000-000000000801', 330127000000, 1, '2026-11-28 21:24:08.778609+00', NULL, '2026-11-28 21:24:08.778609+00', NULL, '00000000-0000-7000-8000-000000000601', '2024-03-01', 2, 5, NULL),
	('00000000-0000-7000-8000-000000000802', 330127000000, 1, '2026-11-28 21:24:08.838451+00', NULL, '2026-11-28 21:24:08.838451+00', NULL, '00000000-0000-7000-8000-000000000601', '2024-04-01', 1, 3, NULL);

INSERT INTO public.donations VALUES
	('00000000-0000-7000-8000-000000000701', 330127000000, 1, '2026-11-28 21:24:08.771095+00', NULL, '2026-11-28 21:24:08.771095+00', NULL, '00000000-0000-7000-8000-000000000601', '2024-02-01', 500.50, DEFAULT, '某公司', NULL, NULL),
	('00000000-0000-7000-8000-000000000702', 330127000000, 1, '2026-11-28 21:24:08.772653+00', NULL, '2026-11-28 21:24:08.772653+00', NULL, '00000000-0000-7000-8000-000000000601', '2024-03-01', -500.50, DEFAULT, NULL, NULL, '00000000-0000-7000-8000-000000000701');

INSERT INTO public.family_versions VALUES
	(-1, '', 2),
	(0, 'activities', 5),
	(0, 'caring_mothers', 5),
	(0, 'children', 5),
	(0, 'children_paired', 5),
	(0, 'funds_raised', 5),
	(0, 'pairings', 5),
	(0, 'people_served', 5),
	(0, 'projects', 5),
	(0, 'visits', 5),
	(330000000000, 'activities', 5),
	(330000000000, 'caring_mothers', 5),
	(330000000000, 'children', 5),
	(330000000000, 'children_paired', 5),
	(330000000000, 'funds_raised', 5),
	(330000000000, 'pairings', 5),
	(330000000000, 'people_served', 5),
	(330000000000, 'projects', 5),
	(330000000000, 'visits', 5),
	(330100000000, 'activities', 5),
	(330100000000, 'caring_mothers', 5),
	(330100000000, 'children', 5),
	(330100000000, 'children_paired', 5),
	(330100000000, 'funds_raised', 5),
	(330100000000, 'pairings', 5),
	(330100000000, 'people_served', 5),
	(330100000000, 'projects', 5),
	(330100000000, 'visits', 5),
	(330127000000, 'activities', 5),
	(330127000000, 'caring_mothers', 5),
	(330127000000, 'children', 5),
	(330127000000, 'children_paired', 5),
	(330127000000, 'funds_raised', 5),
	(330127000000, 'pairings', 5),
	(330127000000, 'people_served', 5),
	(330127000000, 'projects', 5),
	(330127000000, 'visits', 5),
	(330127100000, 'children', 5),
	(330127100000, 'children_paired', 5),
	(330127100000, 'pairings', 5),
	(330127100000, 'visits', 5);

INSERT INTO public.file_openings VALUES
	('00000000-0000-7000-8000-000000000931', 330127100200, 1, '2026-11-28 21:24:08.790825+00', '00000000-0000-7000-8000-000000000901', '2026-11-28 21:24:08.790825+00', '00000000-0000-7000-8000-000000000901', '00000000-0000-7000-8000-000000000201', '接到举报，需要当面核实情况', '330000.director', 'DIRECTOR', 330000000000, '2026-11-29 00:24:08.790825+00', NULL);

INSERT INTO public.grants VALUES
	('00000000-0000-7000-8000-000000000911', '00000000-0000-7000-8000-000000000901', 'DIRECTOR', 330000000000, NULL, '2026-11-28 21:24:08.782807+00', NULL, NULL, 1, NULL, NULL, NULL, NULL, '2026-11-28 21:24:08.782807+00', NULL),
	('00000000-0000-7000-8000-000000000912', '00000000-0000-7000-8000-000000000902', 'CASEWORKER', 330127000000, NULL, '2026-11-28 21:24:08.782807+00', NULL, NULL, 1, NULL, NULL, NULL, NULL, '2026-11-28 21:24:08.782807+00', NULL),
	('00000000-0000-7000-8000-000000000913', '00000000-0000-7000-8000-000000000903', 'CARING_MOTHER', 330127000000, '00000000-0000-7000-8000-000000000101', '2026-11-28 21:24:08.782807+00', NULL, NULL, 1, NULL, NULL, NULL, NULL, '2026-11-28 21:24:08.782807+00', NULL),
	('00000000-0000-7000-8000-000000000914', '00000000-0000-7000-8000-000000000904', 'ADMINISTRATOR', 330000000000, NULL, '2026-11-28 21:24:08.782807+00', NULL, NULL, 1, NULL, NULL, NULL, NULL, '2026-11-28 21:24:08.782807+00', NULL),
	('00000000-0000-7000-8000-000000000915', '00000000-0000-7000-8000-000000000905', 'CASEWORKER', 330127000000, NULL, '2026-11-28 21:24:08.785241+00', NULL, NULL, 1, '00000000-0000-7000-8000-000000000904', NULL, NULL, NULL, NULL, NULL);

INSERT INTO public.identities VALUES
	('f047e136-3cab-4654-93db-ae6c9592c19e', '00000000-0000-7000-8000-000000000902', 'https://issuer.example', 'subject', '2026-11-28 21:24:08.789595+00');

INSERT INTO public.identity_codes VALUES
	('\x16', 'challenge', 'https://issuer.example', 'subject', false, '2026-11-28 22:24:08.790189+00');

INSERT INTO public.key_fingerprints VALUES
	('CIRCLE_SEARCH_KEY', '\x452ba1ddef80246c48be7690193c76c1d61185906be9401014fe14f1be64b74f', '2026-11-28 21:24:08.849342+00', NULL),
	('old', '\x68aa2e2ee5dff96e3355e6c7ee373e3d6a4e17f75f9518d843709c0c9bc3e3d4', '2026-11-28 21:24:08.849342+00', NULL);

INSERT INTO public.known_places VALUES
	('00000000-0000-7000-8000-000000000901', '\x13', '2026-11-28 21:24:08.787178+00');

INSERT INTO public.pairings VALUES
	('00000000-0000-7000-8000-000000000301', 330127100200, 1, '2026-11-28 21:24:08.720044+00', NULL, '2026-11-28 21:24:08.720044+00', NULL, '00000000-0000-7000-8000-000000000201', '00000000-0000-7000-8000-000000000101', 'LEAD', '2024-02-10', NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000302', 330127000000, 1, '2026-11-28 21:24:08.720044+00', NULL, '2026-11-28 21:24:08.746449+00', NULL, '00000000-0000-7000-8000-000000000202', '00000000-0000-7000-8000-000000000102', 'LEAD', '2024-02-10', '2024-05-01', 'COMPLETED', '结束');

INSERT INTO public.person_requests VALUES
	('01a2240b-47de-73d2-86ae-84cc82cdd6c0', 'EXPORT', 'CHILD', '00000000-0000-7000-8000-000000000201', 330127100200, '2026-11-28 21:24:08.798125+00', 'operator', NULL, '{"changes": 1}');

INSERT INTO public.projects VALUES
	('00000000-0000-7000-8000-000000000601', 330127000000, 1, '2026-11-28 21:24:08.769028+00', NULL, '2026-11-28 21:24:08.769028+00', NULL, '微心愿', DEFAULT, NULL, NULL, NULL, 10000.00, DEFAULT, '2024-01-01', NULL, NULL, DEFAULT);

INSERT INTO public.record_ids VALUES
	('00000000-0000-7000-8000-000000000101', 'CARING_MOTHER'),
	('00000000-0000-7000-8000-000000000102', 'CARING_MOTHER'),
	('00000000-0000-7000-8000-000000000103', 'CARING_MOTHER'),
	('00000000-0000-7000-8000-000000000201', 'CHILD'),
	('00000000-0000-7000-8000-000000000202', 'CHILD'),
	('00000000-0000-7000-8000-000000000203', 'CHILD'),
	('00000000-0000-7000-8000-000000000204', 'CHILD'),
	('00000000-0000-7000-8000-000000000301', 'PAIRING'),
	('00000000-0000-7000-8000-000000000302', 'PAIRING'),
	('00000000-0000-7000-8000-000000000401', 'VISIT'),
	('00000000-0000-7000-8000-000000000402', 'VISIT'),
	('00000000-0000-7000-8000-000000000501', 'ACTIVITY'),
	('00000000-0000-7000-8000-000000000502', 'ACTIVITY'),
	('00000000-0000-7000-8000-000000000601', 'PROJECT'),
	('00000000-0000-7000-8000-000000000701', 'DONATION'),
	('00000000-0000-7000-8000-000000000702', 'DONATION'),
	('00000000-0000-7000-8000-000000000801', 'DELIVERY'),
	('00000000-0000-7000-8000-000000000901', 'USER'),
	('00000000-0000-7000-8000-000000000902', 'USER'),
	('00000000-0000-7000-8000-000000000903', 'USER'),
	('00000000-0000-7000-8000-000000000904', 'USER'),
	('00000000-0000-7000-8000-000000000905', 'USER'),
	('00000000-0000-7000-8000-000000000911', 'GRANT'),
	('00000000-0000-7000-8000-000000000912', 'GRANT'),
	('00000000-0000-7000-8000-000000000913', 'GRANT'),
	('00000000-0000-7000-8000-000000000914', 'GRANT'),
	('00000000-0000-7000-8000-000000000915', 'GRANT'),
	('f047e136-3cab-4654-93db-ae6c9592c19e', 'IDENTITY'),
	('00000000-0000-7000-8000-000000000931', 'FILE_OPENING'),
	('00000000-0000-7000-8000-000000000802', 'DELIVERY');

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
	('00000000-0000-7000-8000-000000000921', '00000000-0000-7000-8000-000000000901', 'old:FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF', '2026-11-28 21:24:08.788332+00', '2026-11-28 21:24:08.788332+00', 1, NULL);

INSERT INTO public.sessions VALUES
	('384287c0-b1ae-4d97-ae0b-c0221bf26d3c', '00000000-0000-7000-8000-000000000901', '\xe43ae7d512cf4cd5a1cf07761f669763e95f799d0acf4608a5f64b93f13c7043', '\x11', '2026-11-28 22:24:08.785838+00', NULL, NULL, '\x12', '2026-11-29 21:24:08.785838+00', '2026-11-28 21:24:08.785838+00', NULL, '\x10', NULL, NULL, NULL, NULL, '2026-12-28 21:24:08.785838+00', '2026-11-28 21:24:08.785838+00', '192.0.2.1', true, false);

INSERT INTO public.sign_in_attempts OVERRIDING SYSTEM VALUE VALUES
	(1, '\xe262147b058163c9faf1bb7ecb06ffdfbb704b86e5fba4c0de32c03d5b6fbc01', '\x13', false, '2026-11-28 21:24:08.787723+00', 'WRONG_PASSWORD');

INSERT INTO public.sign_in_challenges VALUES
	('\x15', '00000000-0000-7000-8000-000000000901', '2026-11-28 22:24:08.788915+00', 3);

INSERT INTO public.statistics_batches VALUES
	(1);

INSERT INTO public.statistics_deltas VALUES
	(330127000000, 'people_supported', '', '2024-03-01', 7, 913),
	(330300000000, 'children', 'sex:FEMALE', '2024-03-01', 1, 932),
	(330300000000, 'children', '', '2024-02-01', -1, 932),
	(330300000000, 'children', 'category:OTHER', '2024-02-01', -1, 932),
	(330127000000, 'children', 'category:OTHER', '2024-02-01', 1, 932),
	(330127000000, 'children', 'category:OTHER', '2024-03-01', -1, 932),
	(330127000000, 'children', '', '2024-02-01', 1, 932),
	(330127000000, 'children', 'sex:FEMALE', '2024-03-01', -1, 932),
	(330127000000, 'children', 'sex:FEMALE', '2024-02-01', 1, 932),
	(330127000000, 'children', '', '2024-03-01', -1, 932),
	(330300000000, 'children', 'category:OTHER', '2024-03-01', 1, 932),
	(330300000000, 'children', '', '2024-03-01', 1, 932),
	(330300000000, 'children', 'sex:FEMALE', '2024-02-01', -1, 932);

INSERT INTO public.statistics_rollups VALUES
	(330000000000, 'activities', '', '2024-07-01', 1, 0),
	(330000000000, 'caring_mothers', '', '2024-01-01', 1, 0),
	(330000000000, 'caring_mothers', '', '2024-02-01', 1, 0),
	(330000000000, 'caring_mothers', '', '2024-03-01', 1, 0),
	(330000000000, 'caring_mothers', 'recruited_through:ENTERPRISE', '2024-03-01', 1, 0),
	(330000000000, 'caring_mothers', 'recruited_through:INDIVIDUAL', '2024-02-01', 1, 0),
	(330000000000, 'caring_mothers', 'recruited_through:OFFICIAL', '2024-01-01', 1, 0),
	(330000000000, 'caring_mothers', 'sector:EMERGING', '2024-03-01', 1, 0),
	(330000000000, 'caring_mothers', 'sector:GOVERNMENT', '2024-01-01', 1, 0),
	(330000000000, 'caring_mothers', 'sector:OTHER', '2024-02-01', 1, 0),
	(330000000000, 'children', '', '2024-02-01', 3, 0),
	(330000000000, 'children', '', '2024-06-01', -1, 0),
	(330000000000, 'children', 'category:LEFT_BEHIND', '2024-03-01', 1, 0),
	(330000000000, 'children', 'category:MIGRANT', '2024-02-01', 1, 0),
	(330000000000, 'children', 'category:MIGRANT', '2024-03-01', -1, 0),
	(330000000000, 'children', 'category:ORPHAN', '2024-02-01', 1, 0),
	(330000000000, 'children', 'category:OTHER', '2024-02-01', 1, 0),
	(330000000000, 'children', 'category:OTHER', '2024-06-01', -1, 0),
	(330000000000, 'children', 'sex:FEMALE', '2024-02-01', 2, 0),
	(330000000000, 'children', 'sex:FEMALE', '2024-06-01', -1, 0),
	(330000000000, 'children', 'sex:MALE', '2024-02-01', 1, 0),
	(330000000000, 'children_paired', '', '2024-02-01', 2, 0),
	(330000000000, 'children_paired', '', '2024-05-01', -1, 0),
	(330000000000, 'funds_raised', '', '2024-02-01', 50050, 0),
	(330000000000, 'funds_raised', '', '2024-03-01', -50050, 0),
	(330000000000, 'pairings', '', '2024-02-01', 2, 0),
	(330000000000, 'pairings', '', '2024-05-01', -1, 0),
	(330000000000, 'people_served', '', '2024-07-01', 43, 0),
	(330000000000, 'projects', '', '2024-01-01', 1, 0),
	(330000000000, 'visits', '', '2024-03-01', 1, 0),
	(330000000000, 'visits', 'kind:HOME', '2024-03-01', 1, 0),
	(330100000000, 'activities', '', '2024-07-01', 1, 0),
	(330100000000, 'caring_mothers', '', '2024-01-01', 1, 0),
	(330100000000, 'caring_mothers', '', '2024-03-01', 1, 0),
	(330100000000, 'caring_mothers', 'recruited_through:ENTERPRISE', '2024-03-01', 1, 0),
	(330100000000, 'caring_mothers', 'recruited_through:OFFICIAL', '2024-01-01', 1, 0),
	(330100000000, 'caring_mothers', 'sector:EMERGING', '2024-03-01', 1, 0),
	(330100000000, 'caring_mothers', 'sector:GOVERNMENT', '2024-01-01', 1, 0),
	(330100000000, 'children', '', '2024-02-01', 2, 0),
	(330100000000, 'children', 'category:LEFT_BEHIND', '2024-03-01', 1, 0),
	(330100000000, 'children', 'category:MIGRANT', '2024-02-01', 1, 0),
	(330100000000, 'children', 'category:MIGRANT', '2024-03-01', -1, 0),
	(330100000000, 'children', 'category:ORPHAN', '2024-02-01', 1, 0),
	(330100000000, 'children', 'sex:FEMALE', '2024-02-01', 1, 0),
	(330100000000, 'children', 'sex:MALE', '2024-02-01', 1, 0),
	(330100000000, 'children_paired', '', '2024-02-01', 2, 0),
	(330100000000, 'children_paired', '', '2024-05-01', -1, 0),
	(330100000000, 'funds_raised', '', '2024-02-01', 50050, 0),
	(330100000000, 'funds_raised', '', '2024-03-01', -50050, 0),
	(330100000000, 'pairings', '', '2024-02-01', 2, 0),
	(330100000000, 'pairings', '', '2024-05-01', -1, 0),
	(330100000000, 'people_served', '', '2024-07-01', 43, 0),
	(330100000000, 'projects', '', '2024-01-01', 1, 0),
	(330100000000, 'visits', '', '2024-03-01', 1, 0),
	(330100000000, 'visits', 'kind:HOME', '2024-03-01', 1, 0),
	(330127000000, 'activities', '', '2024-07-01', 1, 0),
	(330127000000, 'caring_mothers', '', '2024-01-01', 1, 0),
	(330127000000, 'caring_mothers', '', '2024-03-01', 1, 0),
	(330127000000, 'caring_mothers', 'recruited_through:ENTERPRISE', '2024-03-01', 1, 0),
	(330127000000, 'caring_mothers', 'recruited_through:OFFICIAL', '2024-01-01', 1, 0),
	(330127000000, 'caring_mothers', 'sector:EMERGING', '2024-03-01', 1, 0),
	(330127000000, 'caring_mothers', 'sector:GOVERNMENT', '2024-01-01', 1, 0),
	(330127000000, 'children', '', '2024-02-01', 2, 0),
	(330127000000, 'children', 'category:LEFT_BEHIND', '2024-03-01', 1, 0),
	(330127000000, 'children', 'category:MIGRANT', '2024-02-01', 1, 0),
	(330127000000, 'children', 'category:MIGRANT', '2024-03-01', -1, 0),
	(330127000000, 'children', 'category:ORPHAN', '2024-02-01', 1, 0),
	(330127000000, 'children', 'sex:FEMALE', '2024-02-01', 1, 0),
	(330127000000, 'children', 'sex:MALE', '2024-02-01', 1, 0),
	(330127000000, 'children_paired', '', '2024-02-01', 2, 0),
	(330127000000, 'children_paired', '', '2024-05-01', -1, 0),
	(330127000000, 'funds_raised', '', '2024-02-01', 50050, 0),
	(330127000000, 'funds_raised', '', '2024-03-01', -50050, 0),
	(330127000000, 'pairings', '', '2024-02-01', 2, 0),
	(330127000000, 'pairings', '', '2024-05-01', -1, 0),
	(330127000000, 'people_served', '', '2024-07-01', 43, 0),
	(330127000000, 'projects', '', '2024-01-01', 1, 0),
	(330127000000, 'visits', '', '2024-03-01', 1, 0),
	(330127000000, 'visits', 'kind:HOME', '2024-03-01', 1, 0),
	(330127100000, 'children', '', '2024-02-01', 1, 0),
	(330127100000, 'children', 'category:LEFT_BEHIND', '2024-03-01', 1, 0),
	(330127100000, 'children', 'category:MIGRANT', '2024-02-01', 1, 0),
	(330127100000, 'children', 'category:MIGRANT', '2024-03-01', -1, 0),
	(330127100000, 'children', 'sex:FEMALE', '2024-02-01', 1, 0),
	(330127100000, 'children_paired', '', '2024-02-01', 1, 0),
	(330127100000, 'pairings', '', '2024-02-01', 1, 0),
	(330127100000, 'visits', '', '2024-03-01', 1, 0),
	(330127100000, 'visits', 'kind:HOME', '2024-03-01', 1, 0),
	(330127100200, 'children', '', '2024-02-01', 1, 0),
	(330127100200, 'children', 'category:LEFT_BEHIND', '2024-03-01', 1, 0),
	(330127100200, 'children', 'category:MIGRANT', '2024-02-01', 1, 0),
	(330127100200, 'children', 'category:MIGRANT', '2024-03-01', -1, 0),
	(330127100200, 'children', 'sex:FEMALE', '2024-02-01', 1, 0),
	(330127100200, 'children_paired', '', '2024-02-01', 1, 0),
	(330127100200, 'pairings', '', '2024-02-01', 1, 0),
	(330127100200, 'visits', '', '2024-03-01', 1, 0),
	(330127100200, 'visits', 'kind:HOME', '2024-03-01', 1, 0),
	(330300000000, 'caring_mothers', '', '2024-02-01', 1, 0),
	(330300000000, 'caring_mothers', 'recruited_through:INDIVIDUAL', '2024-02-01', 1, 0),
	(330300000000, 'caring_mothers', 'sector:OTHER', '2024-02-01', 1, 0);
INSERT INTO public.statistics_rollups VALUES
	(330300000000, 'children', '', '2024-02-01', 1, 0),
	(330300000000, 'children', '', '2024-06-01', -1, 0),
	(330300000000, 'children', 'category:OTHER', '2024-02-01', 1, 0),
	(330300000000, 'children', 'category:OTHER', '2024-06-01', -1, 0),
	(330300000000, 'children', 'sex:FEMALE', '2024-02-01', 1, 0),
	(330300000000, 'children', 'sex:FEMALE', '2024-06-01', -1, 0),
	(330100000000, 'people_supported', '', '2024-04-01', 4, 1),
	(330127000000, 'people_supported', '', '2024-04-01', 4, 1),
	(330000000000, 'people_supported', '', '2024-04-01', 4, 1);

INSERT INTO public.tenants VALUES
	(330000000000, DEFAULT, '浙江省', 'PROVINCE', NULL, '2000-01-01', NULL),
	(330100000000, DEFAULT, '杭州市', 'CITY', 330000000000, '2000-01-01', NULL),
	(330127000000, DEFAULT, '淳安县', 'COUNTY', 330100000000, '2000-01-01', NULL),
	(330127100000, DEFAULT, '千岛湖镇', 'TOWNSHIP', 330127000000, '2000-01-01', NULL),
	(330127100200, DEFAULT, '城中村', 'VILLAGE', 330127100000, '2000-01-01', NULL),
	(330300000000, DEFAULT, '温州市', 'CITY', 330000000000, '2000-01-01', NULL),
	(330127100201, DEFAULT, '旧村', 'VILLAGE', 330127100000, '2000-01-01', '2024-01-01');

INSERT INTO public.users VALUES
	('00000000-0000-7000-8000-000000000901', '330000.director', 'hash', '2026-11-28 21:24:08.780458+00', NULL, '2026-11-28 21:24:08.780458+00', 1, NULL, NULL, NULL, NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000902', '330127.caseworker', NULL, '2026-11-28 21:24:08.780458+00', NULL, '2026-11-28 21:24:08.780458+00', 1, NULL, NULL, NULL, NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000903', 'mother', NULL, '2026-11-28 21:24:08.780458+00', NULL, '2026-11-28 21:24:08.780458+00', 1, NULL, NULL, NULL, NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000904', '330000.administrator', 'hash', '2026-11-28 21:24:08.780458+00', NULL, '2026-11-28 21:24:08.780458+00', 1, NULL, NULL, NULL, NULL, NULL, NULL),
	('00000000-0000-7000-8000-000000000905', 'invited', NULL, '2026-11-28 21:24:08.782258+00', NULL, '2026-11-28 21:24:08.782258+00', 1, '00000000-0000-7000-8000-000000000904', '\x04', '2099-01-01 00:00:00+00', NULL, NULL, NULL);

INSERT INTO public.visits VALUES
	('00000000-0000-7000-8000-000000000401', 330127100200, 1, '2026-11-28 21:24:08.743102+00', NULL, '2026-11-28 21:24:08.743102+00', NULL, '00000000-0000-7000-8000-000000000301', '00000000-0000-7000-8000-000000000201', '00000000-0000-7000-8000-000000000101', '2024-03-01', 'HOME', true, '一切都好', NULL),
	('00000000-0000-7000-8000-000000000402', 330127000000, 1, '2026-11-28 21:24:08.743102+00', NULL, '2026-11-28 21:24:08.743102+00', NULL, '00000000-0000-7000-8000-000000000302', '00000000-0000-7000-8000-000000000202', '00000000-0000-7000-8000-000000000102', '2024-04-01', 'PHONE', false, NULL, NULL);

SELECT pg_catalog.setval('public.account_events_id_seq', 1, true);

SELECT pg_catalog.setval('public.administration_events_id_seq', 10, true);

SELECT pg_catalog.setval('public.family_version', 6, true);

SELECT pg_catalog.setval('public.sign_in_attempts_id_seq', 1, true);

SELECT pg_catalog.setval('public.statistics_batch', 1, true);

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

ALTER TABLE ONLY public.creations
    ADD CONSTRAINT creations_pkey PRIMARY KEY (record_id);

ALTER TABLE ONLY public.deliveries
    ADD CONSTRAINT deliveries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.donations
    ADD CONSTRAINT donations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.donations
    ADD CONSTRAINT donations_reverses_id_key UNIQUE (reverses_id);

ALTER TABLE ONLY public.family_versions
    ADD CONSTRAINT family_versions_pkey PRIMARY KEY (parent_code, figure) INCLUDE (version);

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

ALTER TABLE ONLY public.key_fingerprints
    ADD CONSTRAINT key_fingerprints_pkey PRIMARY KEY (name);

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

ALTER TABLE ONLY public.record_ids
    ADD CONSTRAINT record_ids_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.record_kinds
    ADD CONSTRAINT record_kinds_pkey PRIMARY KEY (kind);

ALTER TABLE ONLY public.record_kinds
    ADD CONSTRAINT record_kinds_record_table_key UNIQUE (record_table);

ALTER TABLE ONLY public.record_views
    ADD CONSTRAINT record_views_pkey PRIMARY KEY (record_view);

ALTER TABLE ONLY public.recovery_codes
    ADD CONSTRAINT recovery_codes_pkey PRIMARY KEY (second_factor_id, code_hash);

ALTER TABLE ONLY public.second_factors
    ADD CONSTRAINT second_factors_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_access_hash_key UNIQUE (access_hash);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_connection_key_key UNIQUE (connection_key);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_family_hash_key UNIQUE (family_hash);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_previous_access_hash_key UNIQUE (previous_access_hash);

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_refresh_hash_key UNIQUE (refresh_hash);

ALTER TABLE ONLY public.sign_in_attempts
    ADD CONSTRAINT sign_in_attempts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.sign_in_challenges
    ADD CONSTRAINT sign_in_challenges_pkey PRIMARY KEY (token_hash);

ALTER TABLE ONLY public.statistics_batches
    ADD CONSTRAINT statistics_batches_pkey PRIMARY KEY (batch);

ALTER TABLE ONLY public.statistics_rollups
    ADD CONSTRAINT statistics_rollups_pkey PRIMARY KEY (tenant_code, figure, dimension, month, batch) INCLUDE (amount);

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

CREATE INDEX activities_held_on_falling_idx ON public.activities USING btree ((
CASE
    WHEN (held_on IS NULL) THEN '-infinity'::date
    ELSE held_on
END), id);

CREATE INDEX activities_held_on_rising_idx ON public.activities USING btree ((
CASE
    WHEN (held_on IS NULL) THEN 'infinity'::date
    ELSE held_on
END), id);

CREATE INDEX activities_name_order_idx ON public.activities USING btree (name_key, id);

CREATE INDEX activities_planned_on_idx ON public.activities USING btree (planned_on, id);

CREATE INDEX activities_tenant_code_idx ON public.activities USING btree (tenant_code, id);

CREATE INDEX administration_events_tenant_code_idx ON public.administration_events USING btree (tenant_code, id);

CREATE INDEX administration_events_user_id_idx ON public.administration_events USING btree (user_id, id);

CREATE INDEX caring_mothers_identity_number_hash_idx ON public.caring_mothers USING btree (identity_number_hash, id) WHERE (identity_number_hash IS NOT NULL);

CREATE INDEX caring_mothers_phone_hash_idx ON public.caring_mothers USING btree (phone_hash, id) WHERE (phone_hash IS NOT NULL);

CREATE INDEX caring_mothers_registered_on_idx ON public.caring_mothers USING btree (registered_on, id);

CREATE INDEX caring_mothers_screening_until_falling_idx ON public.caring_mothers USING btree ((
CASE
    WHEN (screening_until IS NULL) THEN '-infinity'::date
    ELSE screening_until
END), id);

CREATE INDEX caring_mothers_screening_until_rising_idx ON public.caring_mothers USING btree ((
CASE
    WHEN (screening_until IS NULL) THEN 'infinity'::date
    ELSE screening_until
END), id);

CREATE INDEX caring_mothers_service_code_idx ON public.caring_mothers USING btree (service_code, id);

CREATE INDEX caring_mothers_tenant_code_idx ON public.caring_mothers USING btree (tenant_code, id);

CREATE INDEX change_values_record_id_idx ON public.change_values USING btree (record_id);

CREATE INDEX changes_record_id_idx ON public.changes USING btree (record_id, id);

CREATE INDEX changes_tenant_code_idx ON public.changes USING btree (tenant_code, id);

CREATE INDEX changes_user_id_idx ON public.changes USING btree (user_id, id);

CREATE INDEX children_birth_date_idx ON public.children USING btree (birth_date, id);

CREATE INDEX children_identified_on_idx ON public.children USING btree (identified_on, id);

CREATE INDEX children_identity_number_hash_idx ON public.children USING btree (identity_number_hash, id) WHERE (identity_number_hash IS NOT NULL);

CREATE INDEX children_on_file_on_falling_idx ON public.children USING btree ((
CASE
    WHEN (on_file_on IS NULL) THEN '-infinity'::date
    ELSE on_file_on
END), id);

CREATE INDEX children_on_file_on_rising_idx ON public.children USING btree ((
CASE
    WHEN (on_file_on IS NULL) THEN 'infinity'::date
    ELSE on_file_on
END), id);

CREATE INDEX children_phone_hash_idx ON public.children USING btree (phone_hash, id) WHERE (phone_hash IS NOT NULL);

CREATE INDEX children_tenant_code_idx ON public.children USING btree (tenant_code, id);

CREATE INDEX creations_created_at_idx ON public.creations USING btree (created_at);

CREATE INDEX deliveries_delivered_on_idx ON public.deliveries USING btree (delivered_on, id);

CREATE INDEX deliveries_project_id_idx ON public.deliveries USING btree (project_id, delivered_on, id);

CREATE INDEX deliveries_tenant_code_idx ON public.deliveries USING btree (tenant_code, id);

CREATE INDEX donations_amount_order_idx ON public.donations USING btree (amount_key, id);

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

CREATE INDEX pairings_until_on_falling_idx ON public.pairings USING btree ((
CASE
    WHEN (until_on IS NULL) THEN '-infinity'::date
    ELSE until_on
END), id);

CREATE INDEX pairings_until_on_rising_idx ON public.pairings USING btree ((
CASE
    WHEN (until_on IS NULL) THEN 'infinity'::date
    ELSE until_on
END), id);

CREATE INDEX person_requests_record_id_idx ON public.person_requests USING btree (record_id);

CREATE INDEX projects_budget_falling_idx ON public.projects USING btree ((
CASE
    WHEN (budget_key IS NULL) THEN '-9223372036854775807'::bigint
    ELSE budget_key
END), id);

CREATE INDEX projects_budget_rising_idx ON public.projects USING btree ((
CASE
    WHEN (budget_key IS NULL) THEN '9223372036854775807'::bigint
    ELSE budget_key
END), id);

CREATE INDEX projects_ended_on_falling_idx ON public.projects USING btree ((
CASE
    WHEN (ended_on IS NULL) THEN '-infinity'::date
    ELSE ended_on
END), id);

CREATE INDEX projects_ended_on_rising_idx ON public.projects USING btree ((
CASE
    WHEN (ended_on IS NULL) THEN 'infinity'::date
    ELSE ended_on
END), id);

CREATE INDEX projects_name_order_idx ON public.projects USING btree (name_key, id);

CREATE INDEX projects_started_on_falling_idx ON public.projects USING btree ((
CASE
    WHEN (started_on IS NULL) THEN '-infinity'::date
    ELSE started_on
END), id);

CREATE INDEX projects_started_on_rising_idx ON public.projects USING btree ((
CASE
    WHEN (started_on IS NULL) THEN 'infinity'::date
    ELSE started_on
END), id);

CREATE INDEX projects_tenant_code_idx ON public.projects USING btree (tenant_code, id);

CREATE UNIQUE INDEX second_factors_user_id_key ON public.second_factors USING btree (user_id, ((confirmed_at IS NULL)));

CREATE INDEX sessions_user_id_idx ON public.sessions USING btree (user_id);

CREATE INDEX sign_in_attempts_account_idx ON public.sign_in_attempts USING btree (account, at);

CREATE INDEX sign_in_attempts_at_idx ON public.sign_in_attempts USING btree (at);

CREATE INDEX sign_in_attempts_place_idx ON public.sign_in_attempts USING btree (place, at);

CREATE INDEX sign_in_challenges_until_at_idx ON public.sign_in_challenges USING btree (until_at);

CREATE INDEX sign_in_challenges_user_id_idx ON public.sign_in_challenges USING btree (user_id);

CREATE INDEX statistics_deltas_tenant_code_idx ON public.statistics_deltas USING btree (tenant_code);

CREATE INDEX statistics_rollups_batch_idx ON public.statistics_rollups USING btree (batch) WHERE (batch <> 0);

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

CREATE TRIGGER admitted BEFORE INSERT OR UPDATE OF from_on, until_on, tenant_code, child_id, caring_mother_id ON public.pairings FOR EACH ROW EXECUTE FUNCTION public.pairing_admitted();

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

CREATE TRIGGER id_dropped AFTER DELETE ON public.activities REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('ACTIVITY');

CREATE TRIGGER id_dropped AFTER DELETE ON public.caring_mothers REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('CARING_MOTHER');

CREATE TRIGGER id_dropped AFTER DELETE ON public.children REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('CHILD');

CREATE TRIGGER id_dropped AFTER DELETE ON public.deliveries REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('DELIVERY');

CREATE TRIGGER id_dropped AFTER DELETE ON public.donations REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('DONATION');

CREATE TRIGGER id_dropped AFTER DELETE ON public.file_openings REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('FILE_OPENING');

CREATE TRIGGER id_dropped AFTER DELETE ON public.grants REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('GRANT');

CREATE TRIGGER id_dropped AFTER DELETE ON public.identities REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('IDENTITY');

CREATE TRIGGER id_dropped AFTER DELETE ON public.pairings REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('PAIRING');

CREATE TRIGGER id_dropped AFTER DELETE ON public.projects REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('PROJECT');

CREATE TRIGGER id_dropped AFTER DELETE ON public.users REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('USER');

CREATE TRIGGER id_dropped AFTER DELETE ON public.visits REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('VISIT');

CREATE TRIGGER id_kept AFTER INSERT ON public.activities REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('ACTIVITY');

CREATE TRIGGER id_kept AFTER INSERT ON public.caring_mothers REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('CARING_MOTHER');

CREATE TRIGGER id_kept AFTER INSERT ON public.children REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('CHILD');

CREATE TRIGGER id_kept AFTER INSERT ON public.deliveries REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('DELIVERY');

CREATE TRIGGER id_kept AFTER INSERT ON public.donations REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('DONATION');

CREATE TRIGGER id_kept AFTER INSERT ON public.file_openings REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('FILE_OPENING');

CREATE TRIGGER id_kept AFTER INSERT ON public.grants REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('GRANT');

CREATE TRIGGER id_kept AFTER INSERT ON public.identities REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('IDENTITY');

CREATE TRIGGER id_kept AFTER INSERT ON public.pairings REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('PAIRING');

CREATE TRIGGER id_kept AFTER INSERT ON public.projects REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('PROJECT');

CREATE TRIGGER id_kept AFTER INSERT ON public.users REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('USER');

CREATE TRIGGER id_kept AFTER INSERT ON public.visits REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION public.id_kept('VISIT');

CREATE TRIGGER kept BEFORE DELETE OR UPDATE OR TRUNCATE ON public.access_log_retired FOR EACH STATEMENT EXECUTE FUNCTION public.retirement_kept();

CREATE TRIGGER moved_on_delete AFTER DELETE ON public.statistics_rollups REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION public.families_moved();

CREATE TRIGGER moved_on_insert AFTER INSERT ON public.statistics_rollups REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION public.families_moved();

CREATE TRIGGER moved_on_truncate AFTER TRUNCATE ON public.statistics_rollups FOR EACH STATEMENT EXECUTE FUNCTION public.tree_moved();

CREATE TRIGGER moved_on_update AFTER UPDATE ON public.statistics_rollups REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION public.families_moved();

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

CREATE TRIGGER stays_kept BEFORE INSERT OR UPDATE OF tenant_code, on_file_on, closed_on, stays ON public.children FOR EACH ROW EXECUTE FUNCTION public.stays_kept();

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
    ADD CONSTRAINT pairings_child_id_fkey FOREIGN KEY (child_id) REFERENCES public.children(id);

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
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code = ( SELECT public.actor_low() AS actor_low))
    ELSE false
END);

CREATE POLICY added ON public.administration_events FOR INSERT TO circle_owner WITH CHECK (true);

CREATE POLICY added ON public.caring_mothers FOR INSERT WITH CHECK (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    ELSE false
END);

CREATE POLICY added ON public.children FOR INSERT WITH CHECK (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    ELSE false
END);

CREATE POLICY added ON public.deliveries FOR INSERT WITH CHECK (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code = ( SELECT public.actor_low() AS actor_low))
    ELSE false
END);

CREATE POLICY added ON public.donations FOR INSERT WITH CHECK (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = 'PROJECT_MANAGER'::text) THEN (tenant_code = ( SELECT public.actor_low() AS actor_low))
    ELSE false
END);

CREATE POLICY added ON public.file_openings FOR INSERT WITH CHECK (
CASE ( SELECT public.actor_role() AS actor_role)
    WHEN 'DIRECTOR'::text THEN ((tenant_code <@ ( SELECT public.actor_range() AS actor_range)) AND (NOT (tenant_code = ( SELECT public.actor_low() AS actor_low))))
    ELSE false
END);

CREATE POLICY added ON public.pairings FOR INSERT WITH CHECK (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    ELSE false
END);

CREATE POLICY added ON public.projects FOR INSERT WITH CHECK (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code = ( SELECT public.actor_low() AS actor_low))
    ELSE false
END);

CREATE POLICY added ON public.visits FOR INSERT WITH CHECK (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CARING_MOTHER'::text) THEN (pairing_id = ANY (( SELECT public.actor_pairings() AS actor_pairings)::uuid[]))
    ELSE false
END);

ALTER TABLE public.administration_events ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.applied_sql ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.caring_mothers ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.change_values ENABLE ROW LEVEL SECURITY;

CREATE POLICY changed ON public.activities FOR UPDATE USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code = ( SELECT public.actor_low() AS actor_low))
    ELSE false
END);

CREATE POLICY changed ON public.caring_mothers FOR UPDATE USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    WHEN (( SELECT public.actor_role() AS actor_role) = 'DIRECTOR'::text) THEN (tenant_code = ( SELECT public.actor_low() AS actor_low))
    ELSE false
END);

CREATE POLICY changed ON public.children FOR UPDATE USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    ELSE false
END);

CREATE POLICY changed ON public.deliveries FOR UPDATE USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code = ( SELECT public.actor_low() AS actor_low))
    ELSE false
END);

CREATE POLICY changed ON public.file_openings FOR UPDATE USING (
CASE ( SELECT public.actor_role() AS actor_role)
    WHEN 'CASEWORKER'::text THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    WHEN 'DIRECTOR'::text THEN ((created_by = ( SELECT public.actor_user() AS actor_user)) AND (opened_from = ( SELECT public.actor_low() AS actor_low)) AND (tenant_code <@ ( SELECT public.actor_range() AS actor_range)))
    ELSE false
END);

CREATE POLICY changed ON public.pairings FOR UPDATE USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    ELSE false
END);

CREATE POLICY changed ON public.projects FOR UPDATE USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code = ( SELECT public.actor_low() AS actor_low))
    ELSE false
END);

CREATE POLICY changed ON public.visits FOR UPDATE USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CASEWORKER'::text) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    ELSE false
END);

ALTER TABLE public.changes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.children ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.creations ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.deliveries ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.donations ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.family_versions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.file_openings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.grants ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.identities ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.identity_codes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.key_fingerprints ENABLE ROW LEVEL SECURITY;

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

CREATE POLICY owned ON public.creations TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.deliveries TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.donations TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.family_versions TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.file_openings TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.grants TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.identities TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.identity_codes TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.key_fingerprints TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.known_places TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.pairings TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.person_requests TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.projects TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.record_columns TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.record_ids TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.record_kinds TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.record_views TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.recovery_codes TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.second_factors TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.sessions TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.sign_in_attempts TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.sign_in_challenges TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.statistics_batches TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.statistics_deltas TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.statistics_rollups TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.tenants TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.users TO circle_owner USING (true) WITH CHECK (true);

CREATE POLICY owned ON public.visits TO circle_owner USING (true) WITH CHECK (true);

ALTER TABLE public.pairings ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.person_requests ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.projects ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.record_columns ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.record_ids ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.record_kinds ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.record_views ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.recovery_codes ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.second_factors ENABLE ROW LEVEL SECURITY;

CREATE POLICY seen ON public.access_log FOR SELECT USING (
CASE ( SELECT public.actor_role() AS actor_role)
    WHEN 'AUDITOR'::text THEN ((tenant_code <@ ( SELECT public.actor_range() AS actor_range)) OR (EXISTS ( SELECT
       FROM unnest(access_log.tenant_codes) code(code)
      WHERE (code.code <@ ( SELECT public.actor_range() AS actor_range)))))
    WHEN 'CASEWORKER'::text THEN (EXISTS ( SELECT
       FROM unnest(access_log.tenant_codes) code(code)
      WHERE (code.code <@ ( SELECT public.actor_range() AS actor_range))))
    WHEN 'DIRECTOR'::text THEN (( SELECT public.actor_low() AS actor_low) = ANY (tenant_codes))
    ELSE false
END);

CREATE POLICY seen ON public.activities FOR SELECT USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['ANALYST'::text, 'DIRECTOR'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CASEWORKER'::text) THEN (tenant_code = ( SELECT public.actor_low() AS actor_low))
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CARING_MOTHER'::text) THEN (tenant_code = ( SELECT public.actor_low() AS actor_low))
    ELSE false
END);

CREATE POLICY seen ON public.applied_sql FOR SELECT USING (true);

CREATE POLICY seen ON public.caring_mothers FOR SELECT USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text])) THEN ((tenant_code <@ ( SELECT public.actor_range() AS actor_range)) OR (service_code <@ ( SELECT public.actor_range() AS actor_range)) OR (service_code = ANY (( SELECT public.division_line(public.actor_low()) AS division_line)::bigint[])) OR public.actor_pairs(id))
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CARING_MOTHER'::text) THEN (id = ( SELECT public.actor_caring_mother() AS actor_caring_mother))
    ELSE false
END);

CREATE POLICY seen ON public.change_values FOR SELECT USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) IS NULL) THEN false
    ELSE public.actor_opens(kind, record_id)
END);

CREATE POLICY seen ON public.changes FOR SELECT USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) IS NULL) THEN false
    WHEN (( SELECT public.actor_role() AS actor_role) = 'AUDITOR'::text) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    ELSE public.actor_opens(kind, record_id)
END);

CREATE POLICY seen ON public.children FOR SELECT USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text])) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CARING_MOTHER'::text) THEN (id = ANY (( SELECT public.actor_children() AS actor_children)::uuid[]))
    ELSE false
END);

CREATE POLICY seen ON public.deliveries FOR SELECT USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['ANALYST'::text, 'DIRECTOR'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CASEWORKER'::text) THEN (tenant_code = ( SELECT public.actor_low() AS actor_low))
    ELSE false
END);

CREATE POLICY seen ON public.donations FOR SELECT USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['ANALYST'::text, 'DIRECTOR'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CASEWORKER'::text) THEN (tenant_code = ( SELECT public.actor_low() AS actor_low))
    ELSE false
END);

CREATE POLICY seen ON public.file_openings FOR SELECT USING (
CASE ( SELECT public.actor_role() AS actor_role)
    WHEN 'CASEWORKER'::text THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    WHEN 'DIRECTOR'::text THEN ((tenant_code = ( SELECT public.actor_low() AS actor_low)) OR ((created_by = ( SELECT public.actor_user() AS actor_user)) AND (opened_from = ( SELECT public.actor_low() AS actor_low)) AND (tenant_code <@ ( SELECT public.actor_range() AS actor_range))))
    ELSE false
END);

CREATE POLICY seen ON public.pairings FOR SELECT USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text])) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CARING_MOTHER'::text) THEN (id = ANY (( SELECT public.actor_pairings() AS actor_pairings)::uuid[]))
    ELSE false
END);

CREATE POLICY seen ON public.projects FOR SELECT USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['ANALYST'::text, 'DIRECTOR'::text, 'PROJECT_MANAGER'::text])) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CASEWORKER'::text) THEN (tenant_code = ( SELECT public.actor_low() AS actor_low))
    ELSE false
END);

CREATE POLICY seen ON public.statistics_deltas FOR SELECT USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['ANALYST'::text, 'DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text, 'AUDITOR'::text])) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    ELSE false
END);

CREATE POLICY seen ON public.statistics_rollups FOR SELECT USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['ANALYST'::text, 'DIRECTOR'::text, 'CASEWORKER'::text, 'PROJECT_MANAGER'::text, 'AUDITOR'::text])) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    ELSE false
END);

CREATE POLICY seen ON public.tenants FOR SELECT USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) IS NULL) THEN false
    WHEN (code = ANY (( SELECT public.division_line(public.actor_low()) AS division_line)::bigint[])) THEN true
    WHEN ((code <@ ( SELECT public.actor_range() AS actor_range)) AND (( SELECT public.actor_role() AS actor_role) <> ALL (ARRAY['CARING_MOTHER'::text, 'PARTNER'::text]))) THEN true
    ELSE public.actor_names(code)
END);

CREATE POLICY seen ON public.visits FOR SELECT USING (
CASE
    WHEN (( SELECT public.actor_role() AS actor_role) = ANY (ARRAY['DIRECTOR'::text, 'CASEWORKER'::text])) THEN (tenant_code <@ ( SELECT public.actor_range() AS actor_range))
    WHEN (( SELECT public.actor_role() AS actor_role) = 'CARING_MOTHER'::text) THEN (child_id = ANY (( SELECT public.actor_children() AS actor_children)::uuid[]))
    ELSE false
END);

ALTER TABLE public.sessions ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sign_in_attempts ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.sign_in_challenges ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.statistics_batches ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.statistics_deltas ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.statistics_rollups ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.tenants ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;

ALTER TABLE public.visits ENABLE ROW LEVEL SECURITY;

