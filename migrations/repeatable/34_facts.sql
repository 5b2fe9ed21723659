-- What is on record of a child that its duties follow from, each said in one place: on which days it was whose, what it was,
-- and what was done for it.

do $$
begin
    if to_regtype('dated_value') is null then
        create type dated_value as (value text, days daterange);
        create type tenant_days as (tenant_code bigint, days daterange);
        create type act as (child_id uuid, day date, labels text[]);
    end if;
end $$;

create or replace function stays_of(r children) returns setof tenant_days
language sql immutable begin atomic
    select s.tenant, daterange(s.since, s.until)
    from jsonb_to_recordset(r.stays) s (tenant bigint, since date, until date)
    where s.since is distinct from s.until;
end;

-- All of a day, not the main one alone.
create or replace function categories_of(r children) returns setof dated_value
language sql stable begin atomic
    select k.category, daterange(k.from_on, k.until_on) from categorizations k
    where k.child_id = r.id and k.ended_reason is distinct from 'ENTERED_IN_ERROR' and k.from_on is distinct from k.until_on;
end;

-- Who has not been assessed is owed what is asked for at green, so that nobody falls between the levels.
create or replace function risk_levels_of(r children) returns setof dated_value
language sql immutable begin atomic
    select coalesce(l.level, 'GREEN'), daterange(l.since, l.until)
    from jsonb_to_recordset(r.risk_history) l (level text, since date, until date)
    union all
    select 'GREEN', daterange(null, min(l.since)) from jsonb_to_recordset(r.risk_history) l (since date);
end;

-- Whether anything of the row that duties follow from is another than it was.
create or replace function facts_differ(was children, becomes children) returns boolean
language sql immutable
return (was.stays, was.paired_on, was.birth_date, was.risk_history)
    is distinct from (becomes.stays, becomes.paired_on, becomes.birth_date, becomes.risk_history);

-- A visit by whoever made it, and, where that was no Caring Mother, by the branch.
create or replace function acts_of(r visits) returns setof act
language sql immutable begin atomic
    select r.child_id, r.visited_on,
           l.labels || case when r.capacity = 'CARING_MOTHER' then '{}' else array(select 'BRANCH_' || x from unnest(l.labels) x) end
    from (select array['CONTACT'] || case r.kind when 'HOME' then '{VISIT,HOME_VISIT}' when 'SCHOOL' then '{VISIT,SCHOOL_VISIT}'
                                                 else '{CALL}' end::text[] as labels) l
    where r.contact_made;
end;

create or replace function acts_of(r supports) returns setof act
language sql immutable begin atomic
    select r.child_id, r.supported_on, array['SUPPORT'] where r.closed_on is null;
end;

create or replace function acts_of(r wishes) returns setof act
language sql immutable begin atomic
    select r.child_id, r.fulfilled_on, array['WISH'] where r.fulfilled_on is not null;
end;

create or replace function acts_of(r assessments) returns setof act
language sql immutable begin atomic
    select r.child_id, r.assessed_on, array['ASSESSMENT'] where r.withdrawn_on is null;
end;

-- The acts of every kind of record that has an acts_of.
create or replace view acts with (security_invoker = true) as
    select a.* from visits v, acts_of(v) a
    union all select a.* from supports s, acts_of(s) a
    union all select a.* from wishes w, acts_of(w) a
    union all select a.* from assessments s, acts_of(s) a;
