-- What somebody has to do about the registrations that are open: raised 30 days before it is due, gone once it is done.
create or replace view register_decisions with (security_invoker = true) as
with registered as (
    select m.id, m.tenant_code, m.recruited_through, m.insured_until from caring_mothers m where m.closed_on is null
), applied as (
    select s.id, s.caring_mother_id, s.applied_on, missing_steps(s.caring_mother_id) as missing
    from screenings s where s.state = 'APPLIED'
), due (caring_mother_id, decision, due_on, screening_id, step) as (
    select m.id, 'RENEW_INSURANCE', m.insured_until, null::uuid, null from registered m
    union all
    select o.caring_mother_id, 'RENEW_SCREENING', o.screened_until, null, null from obstacles_of_caring_mothers o
    where not exists (select from applied a where a.caring_mother_id = o.caring_mother_id)
    union all
    -- Each step that is missing, by the shortest time that is required of her.
    select m.id, 'TAKE_STEP', a.applied_on + d.days, a.id, r.step
    from applied a join registered m on m.id = a.caring_mother_id cross join lateral unnest(a.missing) r (step)
        cross join lateral (
            select min(q.due_days) as days from clearance_requirements q
            where q.tenant_code = any (division_line(m.tenant_code)) and q.recruited_through = m.recruited_through
              and q.step = r.step and q.opened_on <= today() and q.closed_on is null) d
    union all
    -- Since the day of its last step.
    select a.caring_mother_id, 'DECIDE_SCREENING', greatest(a.applied_on, (
        select max(s.done_on) from clearance_steps s where s.screening_id = a.id)), a.id, null
    from applied a where a.missing = '{}'
)
select md5(concat(d.caring_mother_id, d.decision, d.step))::uuid as id, m.tenant_code, d.caring_mother_id, d.decision,
       d.due_on, d.screening_id, d.step
from due d join registered m on m.id = d.caring_mother_id
where d.due_on <= today() + 30;
select keep_view('register_decisions');
