-- More of a registration, and the days on which she was trained and cleared, which the figures count by.
--
-- The registers of a province are read through in a moment, and nobody writes while a revision is applied.
-- squawk-ignore-file constraint-missing-not-valid, adding-not-nullable-field, adding-foreign-key-constraint, require-concurrent-index-creation, ban-drop-constraint

alter table caring_mothers
    add column recruiting_unit_id uuid constraint caring_mothers_recruiting_unit_id_fkey references organizations,
    add column volunteer_number text,
    add column volunteer_number_hash bytea,
    add column insurance text,
    add column insured_until date,
    add column cleared_on datemultirange not null default '{}',
    add column trained_on datemultirange not null default '{}',
    add column training_days date[] not null default '{}',
    add constraint caring_mothers_volunteer_number_encrypted check (is_encrypted(volunteer_number)),
    add constraint caring_mothers_insurance_encrypted check (is_encrypted(insurance)),
    drop constraint caring_mothers_id_erased,
    add constraint caring_mothers_id_erased check (erased_on is null or (name = '' and skills = '{}'
        and num_nonnulls(birth_date, identity_number, identity_number_hash, phone, phone_hash, address, employer,
                         recruiting_unit_id, volunteer_number, volunteer_number_hash, insurance, insured_until) = 0)),
    add constraint caring_mothers_insured_until_bounds check (insured_until between '1900-01-01' and '2100-12-31');
create index caring_mothers_recruiting_unit_id_idx on caring_mothers (recruiting_unit_id, id)
    where recruiting_unit_id is not null;
create index caring_mothers_volunteer_number_hash_idx on caring_mothers (volunteer_number_hash, id)
    where volunteer_number_hash is not null;
create index caring_mothers_insured_until_idx on caring_mothers (insured_until, id) where insured_until is not null;
alter table clearance_requirements
    add column due_days integer constraint clearance_requirements_due_days_range check (due_days between 1 and 365);

set local circle.unrecorded = 'on';
update caring_mothers m set cleared_on = d.days
from (select mother, coalesce(range_agg(daterange(decided_on, until)) filter (where state = 'APPROVED' and until > decided_on), '{}') as days
      from (select s.caring_mother_id as mother, s.state, s.decided_on, least(s.approved_until + 1, s.lapsed_on,
                   lead(s.decided_on) over (partition by s.caring_mother_id order by s.decided_on, s.created_at, s.id)) as until
            from screenings s where s.state in ('APPROVED', 'REJECTED')) d
      group by mother) d
where m.id = d.mother;
update caring_mothers m set trained_on = t.days, training_days = t.passed
from (select mother, coalesce(range_agg(daterange(done_on, until)) filter (where (until > done_on) is not false), '{}') as days,
             array_agg(distinct done_on order by done_on) as passed
      from (select s.caring_mother_id as mother, s.outcome, s.done_on, least(s.valid_until + 1,
                   lead(s.done_on) over (partition by s.caring_mother_id order by s.done_on, s.id)) as until
            from clearance_steps s where s.step = 'TRAINING') t
      where outcome = 'PASSED' group by mother) t
where m.id = t.mother;
set local circle.unrecorded = 'off';

insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
select tenant_code, figure, dimension, month, sum(amount) from (
    select k.tenant, 'caring_mothers', d.dimension,
           case when c.day in (k.since, k.until) then date_trunc('month', c.day)::date else c.day end, c.amount
    from caring_mothers r,
         lateral (
             select h.tenant, lag(h.until, 1, r.registered_on) over (order by h.place) as since, h.until
             from (select h.tenant, h.until, h.place
                   from rows from (jsonb_to_recordset(r.handed_over) as (tenant bigint, until date)) with ordinality
                       h (tenant, until, place)
                   union all
                   select r.tenant_code, r.closed_on, jsonb_array_length(r.handed_over) + 1) h) k,
         lateral (values ('training:TRAINED', r.trained_on), ('training:NOT_TRAINED', '{(,)}'::datemultirange - r.trained_on),
                         ('clearance:CLEARED', r.cleared_on), ('clearance:NOT_CLEARED', '{(,)}'::datemultirange - r.cleared_on))
             d (dimension, days),
         lateral (select case when (k.until > k.since) is not false then daterange(k.since, k.until) else 'empty' end as days) o,
         lateral unnest(d.days * datemultirange(o.days)) p (days),
         lateral (values (lower(p.days), 1::bigint), (upper(p.days), -1)) c (day, amount)
    where c.day is not null
    union all
    select coalesce((select h.tenant
                     from rows from (jsonb_to_recordset(r.handed_over) as (tenant bigint, until date)) with ordinality
                         h (tenant, until, place)
                     where f.day < h.until order by h.place limit 1), r.tenant_code),
           'volunteers_trained', case months when 0 then '' else 'span:' || months end,
           case months when 0 then date_trunc('month', f.day)::date
                       else make_date(date_part('year', f.day)::integer,
                                      (date_part('month', f.day)::integer - 1) / months * months + 1, 1) end, 1
    from caring_mothers r, unnest(array[0, 1, 3, 6, 12]) months,
         lateral (select min(day) as day from unnest(r.training_days) day
                  group by case months when 0 then null
                                else make_date(date_part('year', day)::integer,
                                               (date_part('month', day)::integer - 1) / months * months + 1, 1) end) f
    where f.day is not null) share (tenant_code, figure, dimension, month, amount)
group by 1, 2, 3, 4 having sum(amount) <> 0;
