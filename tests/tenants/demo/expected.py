"""What the demo holds once it is loaded: the headline figures, a recount of them, every case, what stands where."""

# As domain.md defines them, at or in the first half of 2024.
RECOUNT = {
    "caring_mothers": """select count(*) from caring_mothers
        where registered_on < '2024-07-01' and (closed_on is null or closed_on >= '2024-07-01') and {of}""",
    "children_paired": """select count(*) from children c
        where on_file_on < '2024-07-01' and (closed_on is null or closed_on >= '2024-07-01') and {of}
          and exists (select from pairings p where p.child_id = c.id and p.from_on < '2024-07-01'
                      and (p.until_on is null or p.until_on >= '2024-07-01'))""",
    "visits": """select count(*) from visits
        where visited_on between '2024-01-01' and '2024-06-30' and contact_made and kind in ('HOME', 'SCHOOL')
          and {of}""",
    "people_served": """select sum(parents_served + children_served) from activities
        where held_on between '2024-01-01' and '2024-06-30' and {of}""",
    "funds_raised": """select sum(amount) from donations
        where received_on between '2024-01-01' and '2024-06-30' and {of}""",
    "people_supported": """select sum(women_supported + children_supported) from deliveries
        where delivered_on between '2024-01-01' and '2024-06-30' and {of}""",
}
HEADLINE = {
    "caring_mothers": 28_184,
    "children_paired": 27_081,
    "visits": 46_800,
    "people_served": 425_100,
    "funds_raised": 67_000_000,
    "people_supported": 56_000,
}
STOCKS = ["caring_mothers", "children_paired", "children", "pairings", "projects"]
# Stocks at the end of the half-year, flows within it, of a tenant with all below it.
ROLLED_UP = """
select figure, sum(amount) / case figure when 'funds_raised' then 100 else 1 end as amount from statistics_rollups
where tenant_code = any ($1::bigint[]) and dimension = ''
  and month < '2024-07-01' and (figure = any ($2) or month >= '2024-01-01')
group by figure
"""
EVERY_CASE = {
    "visits without contact": "select from visits where not contact_made",
    "calls in the half-year": """select from visits where kind in ('PHONE', 'VIDEO') and contact_made
        and visited_on between '2024-01-01' and '2024-06-30'""",
    "a call that nobody answered": "select from visits where no_contact_reason = 'NOT_ANSWERED'",
    "first visits before any pairing": "select from visits where capacity = 'CHILD_DIRECTOR' and pairing_id is null",
    "visits before": "select from visits where visited_on < '2024-01-01'",
    "visits after": "select from visits where visited_on > '2024-06-30'",
    "ended pairings": "select from pairings where until_on < '2024-07-01'",
    "many to one": "select child_id from pairings where until_on is null group by child_id having count(*) > 1",
    "one to many": "select from pairings where until_on is null group by caring_mother_id having count(*) > 2",
    "a team that is paired as one": """select from teams t where
        (select count(*) from team_members m where m.team_id = t.id)
          = (select count(*) from pairings p where p.team_id = t.id) and (select count(*) from pairings p
             where p.team_id = t.id) > 1""",
    "an application under way": """select from screenings s join clearance_steps c on c.screening_id = s.id
        where s.state = 'APPLIED'
        and exists (select from required_clearance(s.caring_mother_id) r where not r.passed)""",
    "an application that may be approved": """select from screenings s where s.state = 'APPLIED'
        and not exists (select from required_clearance(s.caring_mother_id) r where not r.passed)""",
    "a renewal in time": """select from screenings s join caring_mothers m on m.id = s.caring_mother_id
        where s.state = 'APPLIED' and m.screening_state = 'APPROVED'""",
    "a training that holds": "select from caring_mothers where closed_on is null and trained_on @> today()",
    "a training and an approval that hold no more": """select from caring_mothers
        where closed_on is null and upper(trained_on) = upper(cleared_on) and cleared_on << daterange(today(), null)""",
    "one of a recruiting unit": "select from caring_mothers where recruiting_unit_id is not null",
    "one without a number as a volunteer": "select from caring_mothers where volunteer_number is null",
    "one with a number as a volunteer": "select from caring_mothers where volunteer_number_hash is not null",
    "an insurance that ran out": "select from caring_mothers where closed_on is null and insured_until < today()",
    "a step that was not passed": "select from clearance_steps where outcome = 'FAILED'",
    "another tenant's Caring Mother": """select from pairings p join caring_mothers m on m.id = p.caring_mother_id
        where p.tenant_code <> m.tenant_code""",
    "on file, not paired": "select from children where state = 'ON_FILE' and not paired",
    "identified only": "select from children where state = 'IDENTIFIED'",
    "closed at 18": "select from children where closed_reason = 'TURNED_18'",
    "another category before": "select from children where category_history <> '[]'",
    "unscreened": "select from caring_mothers where screening_state = 'PENDING'",
    "rejected": "select from caring_mothers where screening_state = 'REJECTED'",
    "withdrawn": "select from caring_mothers where closed_reason = 'WITHDREW'",
    "kept by the province": "select from caring_mothers where tenant_code = 330000000000",
    "kept by a city": "select from caring_mothers m join tenants t on code = tenant_code and t.level = 'CITY'",
    "kept by a village": "select from caring_mothers m join tenants t on code = tenant_code and t.level = 'VILLAGE'",
    "an activity that a city's library has a part in": """select from activity_partners p join organizations o
        on o.id = p.partner_id where o.kind = 'CULTURAL_INSTITUTION'""",
    "a project that a foundation pays for": """select from projects p join organizations o on o.id = p.funder_id
        where o.kind = 'FOUNDATION' and p.beneficiaries is not null""",
    "a donor on a register who was told": """select from donations d join milestones m on m.donation_id = d.id
        where m.kind = 'FEEDBACK' and m.closed_reason = 'DONE' and d.donor_organization_id is not null""",
    "planned activity": "select from activities where state = 'PLANNED'",
    "a child at an activity of its county": """select from attendances r join activities e on e.id = r.activity_id
        where r.attended_on = e.held_on and r.tenant_code <> e.tenant_code""",
    "a child at two activities": """select child_id from attendances where state = 'ATTENDED'
        group by child_id having count(*) > 1""",
    "signed up for an activity to come": "select from attendances where state = 'SIGNED_UP'",
    "a signed consent that was scanned": """select from attachments a join consents c on c.id = a.consent_id
        where a.kind = 'CONSENT_FORM' and a.taken_on = c.from_on and a.child_id = c.child_id""",
    "a wish that was made for the campaign, and fulfilled in it": """select from wishes w join supports s
        on s.id = w.support_id and s.programme_id = w.programme_id join programmes p on p.id = w.programme_id
        where p.kind = 'CAMPAIGN'""",
    "an item of a brand, after another version of it": """select from checklist_items i join programmes p
        on p.id = i.programme_id and p.kind = 'BRAND' join checklist_items before
        on before.tenant_code = i.tenant_code and before.code = i.code and before.until_on = i.from_on
        where i.until_on is null and i.calendar <> before.calendar""",
    "a care plan that was followed": """select from care_plans p join needs n on n.care_plan_id = p.id
        where p.closed_reason = 'GOALS_REACHED' and n.outcome = 'MET'""",
    "a care plan after another": """select from care_plans p join care_plans before on before.child_id = p.child_id
        where before.closed_on < p.from_on and p.closed_on is null""",
    "a benefit that goes on": "select from benefits where until_on is null and kind = 'ORPHAN_ALLOWANCE'",
    "a benefit that ended": "select from benefits where until_on is not null",
    "cancelled activity": "select from activities where state = 'CANCELLED'",
    "planned project": "select from projects where state = 'PLANNED'",
    "accepted, not closed": """select from project_steps s join projects p on p.id = s.project_id
        where s.step = 'ACCEPTANCE' and s.state = 'PASSED' and s.score > 70 and p.state = 'ENDED'""",
    "a project to come": """select from project_steps s join projects p on p.id = s.project_id
        where s.step = 'DESK_REVIEW' and s.state = 'SUBMITTED' and p.state = 'PLANNED'""",
    "spent within its budget": "select from budget_lines where spent > 0 and spent < amount and matching > 0",
    "another use of a donor's money": """select from budget_changes c join budget_lines l on l.id = c.to_line_id
        where c.state = 'PASSED' and l.amount > c.amount""",
    "what was left of a project, in the account of another": """select from remainder_transfers r
        join projects p on p.id = r.project_id where p.state = 'ENDED' and p.fund = 0 and r.state = 'PASSED'""",
    "a target that only its campaign meets": """select from targets t join programmes p on p.id = t.programme_id
        where p.kind = 'CAMPAIGN' and t.programme_only""",
    "made public late": "select from milestones where kind = 'DISCLOSURE' and closed_on > due_on",
    "to be made public": "select from milestones where kind = 'DISCLOSURE' and closed_on is null",
    "a story for the whole province": "select from stories where stage = 'PUBLISHED' and approved_by = 330000000000",
    "a story taken down": "select from stories where stage = 'TAKEN_DOWN'",
    "a season's activities in a series": """select from activities a join activities first on first.id = a.repeats_id
        where a.state = 'PLANNED' and a.season = 'SUMMER_BREAK' and a.planned_on > first.planned_on""",
    "an indicator that reaches its target": """select from project_indicators
        where is_reached(baseline, target, latest_value(id))""",
    "an indicator that misses it": """select from project_indicators i
        join indicator_values v on v.project_indicator_id = i.id
        where v.final and not is_reached(i.baseline, i.target, v.value)""",
    "a certificate that holds": """select from certificates c, verify_certificate(c.code) v
        where v.serial = c.serial and v.contacts > 0 and v.revoked_on is null""",
    "a certificate that was revoked": "select from certificates where revoked_on is not null",
    "a service that was bought and rated": """select from service_agreements
        where state = 'RATED' and arrangement = 'PURCHASED_SERVICE' and amount > 0""",
    "a service agreed and to come": "select from service_agreements where state = 'AGREED'",
    "a request that nothing met": "select from service_requests where closed_reason = 'NOTHING_OFFERED'",
    "an alliance's offer": """select from service_offers f join organizations o on o.id = f.organization_id
        where o.kind = 'ALLIANCE'""",
    "a project that its partner sees": """select from projects p join grants g on g.organization_id = p.partner_id
        where p.tenant_code = g.tenant_code""",
    "ended project": "select from projects where state = 'ENDED'",
    "reversal in the period": """select from donations
        where reverses_id is not null and received_on between '2024-01-01' and '2024-06-30'""",
}
# What was done of what was due in the two years of the checklists, item by item and county by county.
COMPLIANCE = """
select i.code, t.level, sum(c.fulfilled)::float / sum(c.obliged - c.waived) as rate
from tenants t cross join lateral compliance_of(t.code, '2024-07-01', '2026-07-01') c
join checklist_items i on i.id = c.item_id
where t.level in ('PROVINCE', 'COUNTY') group by i.code, t.level, t.code
having sum(c.obliged - c.waived) > 0"""
CALLS_BY_MONTH = """
select sum(c.fulfilled)::float / sum(c.obliged - c.waived)
from generate_series(date '2024-07-01', date '2026-06-01', interval '1 month') m
cross join lateral compliance_of(330000000000, m::date, (m + interval '1 month')::date) c
join checklist_items i on i.id = c.item_id and i.code = 'CALL' group by m"""
PROGRAMMES = {
    "Caring Mothers": 330000000000,
    "Seedling Protection and Talent Cultivation": 330000000000,
    "Caring for Children in Zhejiang": 330000000000,
    "Children's Day Caring Mothers Dream Fulfillment": 330000000000,
    "Yuehao Family: Caring Mothers": 330600000000,
    "Sanqu Mothers": 330800000000,
    "Mulan Mothers": 331000000000,
}
ALLIANCES = {
    "Caring Mothers Fellowship": 330000000000,
    "Child Care Public Welfare Alliance": 330000000000,
    "Mulan Mothers Protection Alliance": 331000000000,
}
PROJECTS = {
    "Renewed Paradise": 330000000000,
    "Dream Fulfillment and Educational Assistance": 330000000000,
    "Towards the Sun": 330000000000,
    "Nanhu Mothers Four Seasons Companionship": 330400000000,
    "Qinglan Study Room Renewal": 330400000000,
    "Women's Love Mulan Mothers Charity Fund": 331000000000,
}
LEDGER = ("donations", "disbursements", "subsidies", "remainder_transfers", "funds", "projects")

# Of how many files it is not kept what follows from its records, as triggers would find it.
NOT_KEPT = {
    "category": """
        select count(*) from children c cross join lateral category_columns(c.id) k
        where (c.category, c.category_source, c.category_since, c.category_history)
            is distinct from (k.category, k.category_source, k.category_since, k.category_history)""",
    "risk": """
        select count(*) from children c cross join lateral risk_columns(c.id) k
        where (c.risk_level, c.risk_history) is distinct from (k.risk_level, k.risk_history)""",
    "paired": """
        select count(*)
        from children c left join (select child_id, range_agg(daterange(from_on, until_on)) as days
                                   from pairings group by 1) p on p.child_id = c.id
        where c.paired_on is distinct from coalesce(p.days, '{}')""",
    "cleared": "select count(*) from caring_mothers m where m.cleared_on is distinct from cleared_days(m.id)",
    "trained": """
        select count(*) from caring_mothers m cross join lateral training_of(m.id) t
        where (m.trained_on, m.training_days) is distinct from (t.trained_on, t.training_days)""",
    "screening": """
        select count(*) from caring_mothers m cross join lateral standing_of_caring_mother(m.id) s
        where (m.screening_state, m.screening_until) is distinct from (s.state, s.until)""",
}
