-- What somebody has to decide about the files that are open: raised 30 days before it is due, gone once it is done. Nothing
-- of it happens by itself.
create or replace view file_decisions with (security_invoker = true) as
with files as (
    select c.id, c.tenant_code, c.birth_date, c.on_file_on, c.category from children c where c.state = 'ON_FILE'
), unattended as (
    select p.child_id, max(p.from_on) as since from parent_circumstances p
    where p.from_on <= today() and (p.until_on is null or p.until_on > today())
      and p.ended_reason is distinct from 'ENTERED_IN_ERROR'
      and p.circumstance not in ('WITH_CHILD', 'AWAY_WORKING', 'UNKNOWN')
    group by p.child_id having count(distinct p.parent) = 2 and bool_or(p.circumstance <> 'DECEASED')
), due (child_id, decision, due_on) as (
    select u.child_id, 'CONFIRM_DE_FACTO', u.since from unattended u
    where not exists (select from categorizations k where k.child_id = u.child_id and k.until_on is null
                                                      and k.category = 'DE_FACTO_UNATTENDED')
    union all
    select k.child_id, 'END_DE_FACTO', today() from categorizations k
    where k.category = 'DE_FACTO_UNATTENDED' and k.until_on is null and k.source = 'FEDERATION'
      and not exists (select from unattended u where u.child_id = k.child_id)
    union all
    select f.id, 'CONSENT_AT_14', (f.birth_date + interval '14 years')::date from files f
    where not exists (select from consents s where s.child_id = f.id and s.purpose = 'KEEP_FILE' and s.by_child)
    union all
    select k.child_id, 'CATEGORY_AT_16', min((f.birth_date + interval '16 years')::date)
    from categorizations k join files f on f.id = k.child_id
    where k.category in ('LEFT_BEHIND', 'MIGRANT') and k.until_on is null group by k.child_id
    union all
    select f.id, 'FILE_AT_18', (f.birth_date + interval '18 years')::date from files f
    union all
    select f.id, 'CLOSE_WITHOUT_CATEGORY', today() from files f where f.category is null
    union all
    select f.id, 'ASSESS', coalesce(
        (select a.next_due_on from assessments a where a.child_id = f.id and a.withdrawn_on is null
         order by a.assessed_on desc, a.id desc limit 1), f.on_file_on) from files f
    union all
    select g.child_id, 'TELL_OF_DELEGATION', min(g.from_on) from guardians g
    where g.delegated_by_id is not null and g.until_on is null and num_nulls(g.school_told_on, g.village_told_on) > 0
    group by g.child_id
    union all
    select g.child_id, 'RENEW_DELEGATION', min(g.delegated_until) from guardians g
    where g.delegated_by_id is not null and g.until_on is null group by g.child_id
)
select md5(d.child_id || d.decision)::uuid as id, f.tenant_code, d.child_id, d.decision, d.due_on, null::uuid as pairing_id,
       null::uuid as attachment_id
from due d join files f on f.id = d.child_id
where d.due_on <= today() + 30
union all
-- Whether the child is on file yet or only identified.
select md5(e.child_id || 'ANSWER_ENQUIRY')::uuid, min(e.tenant_code), e.child_id, 'ANSWER_ENQUIRY', min(e.asked_on) + 5, null, null
from received_enquiries e where e.answered_on is null group by e.child_id
union all
-- Of each open pairing, before the screening of its Caring Mother runs out, and as long as she has none that holds.
select md5(p.id || 'DECIDE_PAIRING')::uuid, p.tenant_code, p.child_id, 'DECIDE_PAIRING', s.due_on, p.id, null
from pairings p join obstacles_of_caring_mothers o using (caring_mother_id)
    cross join lateral (select coalesce(o.screened_until, today()) as due_on) s
where p.until_on is null and (o.obstacle is null or o.obstacle = 'unscreened') and s.due_on <= today() + 30
union all
-- Of each photo that is kept, whose consent was refused, was taken back, or runs out.
select md5(a.id || 'TAKE_DOWN_PHOTO')::uuid, a.tenant_code, a.child_id, 'TAKE_DOWN_PHOTO', s.due_on, null, a.id
from attachments a left join lateral (
        select c.from_on, case when c.decision = 'GIVEN' then least(c.withdrawn_on, c.valid_until + 1) else c.from_on end as until
        from consents c where c.child_id = a.child_id and c.purpose = 'PHOTO' and c.from_on <= today()
        order by c.from_on desc, c.id desc limit 1) c on true
    cross join lateral (select case when c.from_on is null then a.taken_on else c.until end as due_on) s
where a.kind = 'PHOTO' and a.closed_on is null and a.reference is not null and s.due_on <= today() + 30;
select keep_view('file_decisions');
