"""Everything that may happen to records, as SQL of the owner or as mutations, each chosen by a few whole numbers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from tenants.kinds.field import Field
from tenants.kinds.filters import is_enum
from tenants.kinds.kind import Kind, is_needed
from tests.kinds import OTHERS, references

# What is in no figure needs no acts here.
COUNTED = [kind for kind in OTHERS if kind.indicators]

# What the acts are written in: days of nine months (now and then today), tenants below a province, records by number.
WORDS = """
create sequence numbers;
create function new_id() returns uuid language sql volatile as
    $$ select ('00000000-0000-7000-8000-' || lpad(to_hex(nextval('numbers')), 12, '0'))::uuid $$;
create function day(n bigint) returns date language sql stable as
    $$ select case when n % 23 = 0 then today() else date '2023-11-01' + (n % 270)::int end $$;
create function maybe_day(n bigint, since date) returns date language sql stable as
    $$ select case when n % 3 = 0 then least(since + (n % 90)::int, today()) end $$;
create function keeper(n bigint) returns bigint language sql stable as
    $$ select code from tenants where level <> 'PROVINCE'
       order by code offset n % (select count(*) from tenants where level <> 'PROVINCE') limit 1 $$;
create function one_of(n bigint, variadic words text[]) returns text language sql immutable as
    $$ select words[n % array_length(words, 1) + 1] $$;
create function a_birth(n bigint) returns date language sql stable as
    $$ select case n % 9 when 0 then date '2016-02-29'
                   when 1 then (today() - interval '12 years' + (n % 3 - 1) * interval '1 day')::date
                   else date '2006-11-20' + (n * 37 % 6100)::int end $$;
create function a_category(n bigint) returns text language sql immutable as
    $$ select one_of(n, 'LEFT_BEHIND', 'MIGRANT', 'ORPHAN', 'OTHER') $$;
"""
WORDS += "".join(
    f"""create function a_{name}(n bigint) returns {table} language sql stable as
    $$ select * from {table} order by created_at, id offset n % (select greatest(count(*), 1) from {table}) limit 1 $$;
    """
    for name, table in {
        "mother": "caring_mothers",
        "child": "children",
        "pairing": "pairings",
        "visit": "visits",
        "need": "needs",
        "support": "supports",
        "wish": "wishes",
        "activity": "activities",
        "project": "projects",
        "donation": "donations",
        "delivery": "deliveries",
        "categorization": "categorizations",
        "assessment": "assessments",
        "target_decision": "target_decisions",
        "remainder_transfer": "remainder_transfers",
        **{kind.single: kind.plural for kind in OTHERS},
    }.items()
)
# One in force on a day, of a tenant or one above it, if there is any.
WORDS += """
create function a_programme_there(n bigint, tenant bigint, on_day date) returns programmes language sql stable as
    $$ select p.* from programmes p where tenant_code = any (division_line(tenant))
       and on_day <@ daterange(started_on, closed_on) order by created_at, id limit 1 offset n % 2 $$;
"""
FIRST = ("attendances", "disbursements", "subsidies")
EMPTYING = f"""
delete from transfers; delete from attendances; delete from subsidies; delete from disbursements;
delete from remainder_transfers;
delete from donations where reverses_id is not null;
delete from donations; delete from deliveries; delete from projects; delete from activities;
{"; ".join(f"delete from {kind.plural}" for kind in reversed(COUNTED) if kind.plural not in FIRST)};
delete from wishes; delete from published_wishes; delete from supports; delete from needs;
delete from programmes;
delete from visits; delete from pairings; delete from children; delete from caring_mothers;
delete from statistics_deltas; delete from statistics_rollups;
alter sequence numbers restart;
"""


def is_alone(kind: Kind) -> bool:
    """Whether it counts, and needs no other record."""
    return bool(kind.indicators) and not any(kind.fields[name].required for name in references(kind))


def acts_on(kind: Kind) -> Mapping[str, str]:
    """What may happen to records of a kind that begin on a day, and end on one."""
    given = {name: one for name, one in kind.columns.items() if one.exposed and one.reference is None}
    needed = {name: one for name, one in given.items() if is_needed(one)}
    columns = {name: chosen_value(one) for name, one in needed.items()}
    choices = [name for name, one in needed.items() if is_enum(one.type)]
    this = f"id = (a_{kind.single}({{a}})).id"
    acts = {
        "add a": f"""insert into {kind.plural} (id, tenant_code, {", ".join(columns)})
            select new_id(), keeper({{a}}), {", ".join(columns.values())}""",
        **{
            f"correct {name} of a": f"update {kind.plural} set {name} = {columns[name]} where {this}"
            for name in choices
        },
    }
    if kind.closing and kind.closing.after:
        ended = f"{kind.closing.after} + ({{b}} % 5)::int"
        reason = chosen_value(kind.fields[kind.closing.reason])
        acts["close a"] = f"""update {kind.plural} set {kind.closing.day} = {ended}, {kind.closing.reason} = {reason}
            where {this} and {ended} <= today()"""
        acts["take up again a"] = f"""update {kind.plural} set {kind.closing.day} = null, {kind.closing.reason} = null
            where {this}"""
    return acts


def chosen_value(one: Field) -> str:
    """The SQL of a value within the field's limits, by the numbers of an act."""
    if is_enum(one.type):
        return "one_of({{b}}, {})".format(", ".join(f"'{term}'" for term in one.type))
    by_type = {
        str: "'a' || {d} % 9",
        bool: "{b} % 2 = 0",
        date: "day({c})",
        int: f"{one.least} + {{d}} % ({one.most} - {one.least} + 1)",
        Decimal: f"{one.least} + {{d}} % 100",
        list[str]: "array['a' || {d} % 9]",
    }
    return by_type[one.type]


# The numbers a, b, c and d choose; an act that chooses what is not there changes nothing.
ACTS: Mapping[str, str] = {
    "register her": """insert into caring_mothers (id, tenant_code, name, recruited_through, sector, capacity,
            service_code, screening_state, screening_until, registered_on)
        select new_id(), keeper({a}), 'm', one_of({b}, 'OFFICIAL', 'ENTERPRISE', 'INDIVIDUAL'),
            one_of({c}, 'GOVERNMENT', 'OTHER'), 1 + {d} % 3, 330000000000, 'APPROVED', date '2099-01-01', day({b})""",
    "close her": """update caring_mothers set closed_on = day({b}), closed_reason = 'MOVED_AWAY'
            where id = (a_mother({a})).id""",
    "reopen her": "update caring_mothers set closed_on = null, closed_reason = null where id = (a_mother({a})).id",
    "correct her": """update caring_mothers set registered_on = day({b}),
            sector = one_of({c}, 'GOVERNMENT', 'EMERGING'),
            recruited_through = one_of({d}, 'OFFICIAL', 'NONPROFIT') where id = (a_mother({a})).id""",
    "she applies": """insert into screenings (id, tenant_code, caring_mother_id, applied_on)
        select new_id(), m.tenant_code, m.id, day({b}) from a_mother({a}) m where m.id is not null""",
    "she is decided about": """update screenings set state = one_of({c}, 'APPROVED', 'APPROVED', 'REJECTED'),
            decided_on = greatest(applied_on, day({b})),
            approved_until = case when {c} % 3 < 2 then greatest(applied_on, day({b})) + ({d} % 400)::int end
        where id = (select id from screenings where state = 'APPLIED' order by id offset {a} % 3 limit 1)""",
    "she is cleared no more": """update screenings set lapsed_on = greatest(decided_on, day({b})), lapsed_reason = 'r'
        where id = (a_screening({a})).id and state in ('APPROVED', 'REJECTED') and lapsed_on is null""",
    "she is trained": """insert into clearance_steps (id, tenant_code, caring_mother_id, screening_id, step, outcome,
            done_on, valid_until)
        select new_id(), s.tenant_code, s.caring_mother_id, s.id, 'TRAINING', one_of({c}, 'PASSED', 'PASSED', 'FAILED'),
            day({b}), case when {d} % 5 > 0 then day({b}) + ({d} % 400)::int end
        from (select * from screenings where state = 'APPLIED' order by created_at, id offset {a} % 3 limit 1) s""",
    "she was not trained": "delete from clearance_steps where id = (a_clearance_step({a})).id",
    "move her": "update caring_mothers set tenant_code = keeper({b}) where id = (a_mother({a})).id",
    "delete her": "delete from caring_mothers where id = (a_mother({a})).id",
    "open a file": """insert into children (id, tenant_code, name, sex, birth_date, category, category_source,
            category_since, basis, identified_on, on_file_on)
        select new_id(), keeper({a}), 'c', one_of({b}, 'FEMALE', 'MALE'), a_birth({d}), a_category({c}),
        'FEDERATION',
            day({d}), 'STATUTORY_DUTY', day({d}), case when {b} % 4 > 0 then least(day({d}) + {c} % 20, today()) end""",
    "put on file": "update children set on_file_on = day({b}) where id = (a_child({a})).id and on_file_on is null",
    "correct a birth": "update children set birth_date = a_birth({b}) where id = (a_child({a})).id",
    "correct a file": "update children set on_file_on = day({b}), sex = 'MALE' where id = (a_child({a})).id",
    "another category": """insert into categorizations (id, tenant_code, child_id, category, source, from_on, until_on,
            ended_reason)
        select new_id(), c.tenant_code, c.id, a_category({b}), 'FEDERATION', day({c}), maybe_day({d}, day({c})),
            case when maybe_day({d}, day({c})) is not null then one_of({b}, 'RECLASSIFIED', 'ENTERED_IN_ERROR') end
        from a_child({a}) c where c.id is not null""",
    "correct a category": """update categorizations set category = a_category({b}), from_on = least(from_on, day({c}))
        where id = (a_categorization({a})).id""",
    "end a category": """update categorizations set until_on = least(from_on + {b} % 60, today()),
            ended_reason = one_of({c}, 'CIRCUMSTANCES_CHANGED', 'ENTERED_IN_ERROR')
        where id = (a_categorization({a})).id""",
    "take up a category again": """update categorizations set until_on = null, ended_reason = null
        where id = (a_categorization({a})).id""",
    "delete a category": "delete from categorizations where id = (a_categorization({a})).id",
    "assess": """insert into assessments (id, tenant_code, child_id, level, assessed_on)
        select new_id(), c.tenant_code, c.id, one_of({b}, 'GREEN', 'BLUE', 'YELLOW', 'RED'), day({c})
        from a_child({a}) c where c.id is not null""",
    "correct an assessment": """update assessments set level = one_of({b}, 'GREEN', 'RED'), assessed_on = day({c})
        where id = (a_assessment({a})).id and withdrawn_on is null""",
    "withdraw an assessment": """update assessments set withdrawn_on = today(), withdrawn_reason = 'error'
        where id = (a_assessment({a})).id""",
    "decide on pairing": """insert into target_decisions (id, tenant_code, child_id, target, decided_on)
        select new_id(), c.tenant_code, c.id, {b} % 3 = 0, day({c}) from a_child({a}) c where c.id is not null""",
    "correct a decision": """update target_decisions set target = not target, decided_on = day({b})
        where id = (a_target_decision({a})).id""",
    "close a file": """update children set closed_on = day({b}), closed_reason = 'MOVED_OUT'
        where id = (a_child({a})).id""",
    "reopen a file": "update children set closed_on = null, closed_reason = null where id = (a_child({a})).id",
    "move a file": "update children set tenant_code = keeper({b}) where id = (a_child({a})).id",
    "open a file again": """update children set closed_reason = null,
            stays = stays || jsonb_build_object(
                'tenant', keeper({b}), 'since', greatest(closed_on, day({c})), 'until', null)
        where id = (a_child({a})).id and closed_on is not null and stays <> '[]'""",
    "hand a file over": """insert into transfers (id, tenant_code, child_id, receiver_code, reason, state,
            requested_on, decided_on, pairings_continue)
        select new_id(), c.tenant_code, c.id, keeper({b}), 'r', 'ACCEPTED', day({c}), day({c}), {d} % 3 > 0
        from a_child({a}) c where c.closed_on is null and c.id is not null""",
    "hand many over": """insert into transfers (id, tenant_code, child_id, receiver_code, reason, state, decided_on,
            pairings_continue)
        select new_id(), c.tenant_code, c.id, keeper({b}), 'r', 'ACCEPTED', day({c}), true
        from children c where c.closed_on is null and c.tenant_code <> keeper({b}) order by c.id limit 1 + {d} % 3""",
    "delete a file": "delete from children where id = (a_child({a})).id",
    "pair": """insert into pairings (id, tenant_code, child_id, caring_mother_id, role, from_on)
        select new_id(), c.tenant_code, c.id, m.id, 'COMPANION', greatest(c.on_file_on, m.registered_on, day({c}))
        from a_child({a}) c, a_mother({b}) m where c.id is not null and m.id is not null""",
    "pair for a while": """insert into pairings (id, tenant_code, child_id, caring_mother_id, role, from_on,
            until_on, ended_reason)
        select new_id(), c.tenant_code, c.id, m.id, 'COMPANION', day({c}), least(day({c}) + {d} % 60, today()),
            'COMPLETED'
        from a_child({a}) c, a_mother({b}) m where c.id is not null and m.id is not null""",
    "pair all": """insert into pairings (id, tenant_code, child_id, caring_mother_id, role, from_on)
        select new_id(), c.tenant_code, c.id, m.id, 'COMPANION', greatest(c.on_file_on, m.registered_on)
        from children c, a_mother({b}) m where c.state = 'ON_FILE' and m.id is not null limit 1 + {d} % 3""",
    "end a pairing": """update pairings set until_on = least(from_on + {b} % 60, today()), ended_reason = 'COMPLETED'
        where id = (a_pairing({a})).id""",
    "end all pairings": """update pairings set until_on = today(), ended_reason = 'COMPLETED'
        where until_on is null and child_id in (select id from children where closed_on is null) and {c} % 4 = 0""",
    "take up a pairing again": """update pairings set until_on = null, ended_reason = null
            where id = (a_pairing({a})).id""",
    "correct a pairing": "update pairings set from_on = day({b}) where id = (a_pairing({a})).id",
    "delete a pairing": "delete from pairings where id = (a_pairing({a})).id",
    "visit": """insert into visits (id, tenant_code, pairing_id, child_id, caring_mother_id, visited_on, kind,
            contact_made, minutes)
        select new_id(), p.tenant_code, p.id, p.child_id, p.caring_mother_id, least(p.from_on + {b} % 60, today()),
            one_of({c}, 'HOME', 'SCHOOL', 'PHONE'), {d} % 4 > 0,
            nullif({d} % 5, 0) * 15 from a_pairing({a}) p where p.id is not null""",
    "correct a visit": """update visits set visited_on = visited_on + ({b} % 60 - 30)::int, contact_made = {c} % 2 = 0,
            minutes = nullif({d} % 7, 0) * 10,
            kind = one_of({d}, 'VIDEO', 'HOME') where id = (a_visit({a})).id""",
    "correct all visits": "update visits set contact_made = not contact_made where kind = one_of({a}, 'HOME', 'PHONE')",
    "delete a visit": "delete from visits where id = (a_visit({a})).id",
    "raise a need": """insert into needs (id, tenant_code, child_id, kind, detail, raised_on)
        select new_id(), c.tenant_code, c.id, one_of({b}, 'MEDICAL', 'LEGAL', 'OTHER'), 'n', day({c})
        from a_child({a}) c where c.id is not null""",
    "settle a need": """update needs set settled_on = least(raised_on + {b} % 60, today()),
            outcome = one_of({c}, 'MET', 'NO_LONGER_NEEDED', 'ENTERED_IN_ERROR') where id = (a_need({a})).id""",
    "reopen a need": """update needs set settled_on = null, outcome = null, met_by_id = null
        where id = (a_need({a})).id""",
    "another need": "update needs set kind = one_of({b}, 'LIVING', 'SAFETY') where id = (a_need({a})).id",
    "support": """insert into supports (id, tenant_code, child_id, need_id, kind, supported_on, provided_by,
            programme_id)
        select new_id(), n.tenant_code, n.child_id, n.id, one_of({b}, 'MONEY', 'SUPPLIES', 'WISH'), day({c}), 's',
            (a_programme_there({d}, n.tenant_code, day({c}))).id
        from a_need({a}) n where n.id is not null""",
    "take back a support": """update supports set closed_on = supported_on, closed_reason = 'NOT_RECEIVED'
        where id = (a_support({a})).id""",
    "correct a support": """update supports set supported_on = day({b}), kind = 'LEGAL', closed_on = null,
            closed_reason = null, programme_id = (a_programme_there({c}, tenant_code, day({b}))).id
        where id = (a_support({a})).id""",
    "wish": """insert into wishes (id, tenant_code, child_id, wish, made_on, programme_id)
        select new_id(), c.tenant_code, c.id, 'w', day({b}), (a_programme_there({c}, c.tenant_code, day({b}))).id
        from a_child({a}) c where c.id is not null""",
    "publish a wish": """update wishes set public_text = 'p', published_on = made_on
        where id = (a_wish({a})).id and closed_on is null""",
    "fulfil a wish": """update wishes set fulfilled_on = least(made_on + {b} % 60, today())
        where id = (a_wish({a})).id""",
    "a wish that is open again": "update wishes set fulfilled_on = null, support_id = null where id = (a_wish({a})).id",
    "move a programme": """update programmes p set parent_id = moved.above
        from (select p.id, above.id as above from programmes p join programmes above
                  on above.tenant_code = any (division_line(p.tenant_code)) and above.id <> p.id
              order by p.created_at, p.id, above.id offset {a} % 5 limit 1) moved
        where p.id = moved.id""",
    "take a programme out": "update programmes set parent_id = null where id = (a_programme({a})).id",
    "run a project under a programme": """update projects
        set programme_id = case when {c} % 4 > 0 then (a_programme({b})).id end where id = (a_project({a})).id""",
    "begin a programme": """insert into programmes (id, tenant_code, name, kind, started_on)
        select new_id(), keeper({a}), 'p', 'BRAND', day({b})""",
    "hold an activity": """insert into activities (id, tenant_code, name, kind, focus, planned_on, held_on,
            parents_served, children_served, venue_id, programme_id)
        select new_id(), keeper({a}), 'a', 'LECTURE', 'SAFETY', day({b}), day({b}), {c} % 90, {d} % 90,
            case when {a} % 4 > 0 then (a_venue({d})).id end, case when {b} % 3 > 0 then (a_programme({c})).id end""",
    "an activity elsewhere": """update activities set venue_id = (a_venue({b})).id,
            programme_id = (a_programme({c})).id where id = (a_activity({a})).id""",
    "correct an activity": """update activities set held_on = day({b}), parents_served = {c} % 90
        where id = (a_activity({a})).id""",
    "an activity that was not": """update activities set held_on = null, parents_served = 0, children_served = 0,
            cancelled_on = day({b}), cancelled_reason = 'rain' where id = (a_activity({a})).id""",
    "come to an activity": """insert into attendances (id, tenant_code, child_id, activity_id, attended_on)
        select new_id(), c.tenant_code, c.id, e.id, e.held_on
        from a_child({a}) c, a_activity({b}) e where c.id is not null and e.held_on is not null""",
    "all come to an activity": """insert into attendances (id, tenant_code, child_id, activity_id, attended_on)
        select new_id(), tenant_code, child, activity, day
        from (select c.tenant_code, c.id as child, e.id as activity, e.held_on as day, e.children_served
                  - (select count(*) from attendances o where o.activity_id = e.id and o.closed_on is null) as free,
                  row_number() over (order by c.id) as place
              from children c, a_activity({b}) e
              where e.held_on is not null and e.held_on <@ days_on_file(c.stays)
                and not exists (select from attendances o
                                where o.activity_id = e.id and o.child_id = c.id and o.closed_on is null)) free
        where place <= least({c} % 4, free.free)""",
    "sign up": """insert into attendances (id, tenant_code, child_id, activity_id, signed_up_on)
        select new_id(), c.tenant_code, c.id, e.id, day({c})
        from a_child({a}) c, a_activity({b}) e where c.id is not null and e.id is not null""",
    "who signed up came": """update attendances r set attended_on = e.held_on from activities e
        where e.id = r.activity_id and e.held_on is not null and r.id = (a_attendance({a})).id""",
    "who was there was not": """update attendances set closed_on = today(), closed_reason = 'ENTERED_IN_ERROR'
        where id = (a_attendance({a})).id and closed_on is null""",
    "who was not there was": """update attendances set closed_on = null, closed_reason = null
        where id = (a_attendance({a})).id and closed_on is not null""",
    "nobody said who came": "delete from attendances where id = (a_attendance({a})).id",
    "an activity on another day": """update activities set held_on = day({b})
        where id = (a_activity({a})).id and held_on is not null""",
    "set up a project": """insert into projects (id, tenant_code, name, started_on, ended_on, ended_reason,
            programme_id)
        select new_id(), keeper({a}), 'p', s.day, e.day, case when e.day is not null then 'COMPLETED' end,
            case when {c} % 3 > 0 then (a_programme({d})).id end
        from (select case when {b} % 5 > 0 then day({b}) end as day) s,
            lateral (select maybe_day({c}, s.day) as day) e""",
    "end a project": """update projects set ended_on = day({b}), ended_reason = 'MERGED'
            where id = (a_project({a})).id""",
    "move a project": "update projects set tenant_code = keeper({b}) where id = (a_project({a})).id",
    "donate": """insert into donations (id, tenant_code, project_id, received_on, amount)
        select new_id(), p.tenant_code, p.id, day({b}), ({c} % 100000 + 1) / 100.0 from a_project({a}) p
        where p.id is not null""",
    "reverse a donation": """insert into donations (id, tenant_code, project_id, received_on, amount, reverses_id)
        select new_id(), d.tenant_code, d.project_id, day({b}), -d.amount, d.id from a_donation({a}) d
        where d.reverses_id is null and d.id is not null""",
    "deliver": """insert into deliveries (id, tenant_code, project_id, delivered_on, women_supported,
            children_supported)
        select new_id(), p.tenant_code, p.id, day({b}), {c} % 50, {d} % 50
        from a_project({a}) p where p.id is not null""",
    "deliver or correct": """insert into deliveries as d (id, tenant_code, project_id, delivered_on, women_supported,
            children_supported)
        select coalesce((a_delivery({a})).id, new_id()), p.tenant_code, p.id, day({b}), {c} % 50, 0
        from a_project({a}) p where p.id is not null
        on conflict (id) do update set women_supported = excluded.women_supported,
            delivered_on = excluded.delivered_on""",
    "set up a fund": """insert into funds (id, tenant_code, name, opened_on)
        values (new_id(), keeper({a}), 'f', day({b}))""",
    "know an organisation": """insert into organizations (id, tenant_code, name, kind, registered_on)
        values (new_id(), keeper({a}), 'o', 'ENTERPRISE', day({b}))""",
    "give to a fund": """insert into donations (id, tenant_code, project_id, fund_id, received_on, amount, kind, item,
            valuation_basis)
        select new_id(), p.tenant_code, p.id, f.id, day({b}), ({c} % 100000 + 1) / 100.0, k.kind, 'rice', 'price'
        from projects p join funds f using (tenant_code), one_of({d}, 'MONEY', 'MONEY', 'GOODS') k (kind)
        order by p.id limit 1 offset {a} % 3""",
    "pay an organisation": """insert into disbursements (id, tenant_code, project_id, fund_id, payee_id, purpose,
            amount, requested_on, decision, decided_on, paid_on)
        select new_id(), p.tenant_code, p.id, case when {d} % 2 = 0 then f.id end, o.id,
            one_of({b}, 'OTHER', 'MANAGEMENT'), ({c} % 30000 + 1) / 100.0, day({b}), 'APPROVED', day({b}),
            case when {d} % 4 > 1 then day({b}) end
        from (select * from projects order by fund desc, id offset {a} % 3 limit 1) p
            left join funds f using (tenant_code), a_organization({b}) o
        where p.id is not null and o.id is not null limit 1""",
    "pay what was approved": """update disbursements set paid_on = today()
        where id = (select d.id from disbursements d join projects p on p.id = d.project_id
            left join funds f on f.id = d.fund_id where d.paid_on is null and d.amount <= coalesce(f.balance, p.fund)
            order by d.created_at, d.id offset {a} % 2 limit 1)""",
    "reverse a payment": """insert into disbursements (id, tenant_code, project_id, fund_id, payee_id, purpose, amount,
            requested_on, decision, decided_on, paid_on, reverses_id)
        select new_id(), d.tenant_code, d.project_id, d.fund_id, d.payee_id, d.purpose, -d.amount, d.requested_on,
            'APPROVED', d.decided_on, today(), d.id
        from a_disbursement({a}) d where d.reverses_id is null and d.paid_on is not null""",
    "subsidise": """insert into subsidies (id, tenant_code, child_id, fund_id, hardship_kind, period, amount,
            requested_on, decision, decided_on, notice_until, paid_on)
        select new_id(), c.tenant_code, c.id, f.id, 'LIVING', one_of({c}, '2023', '2024-H1', '2024-Q1'), 1 + {d} % 90,
            day({b}), 'APPROVED', day({b}), day({b}), case when {d} % 4 > 0 then day({b}) end
        from a_child({a}) c, a_fund({b}) f where c.id is not null and f.id is not null""",
    "pay a subsidy": """update subsidies set paid_on = today()
        where id = (select s.id from subsidies s join funds f on f.id = s.fund_id
            where s.paid_on is null and s.decision = 'APPROVED' and s.amount <= f.balance
            order by s.created_at, s.id offset {a} % 2 limit 1)""",
    "reverse a subsidy": """update subsidies set reversed_on = today(), reversed_reason = 'twice'
        where id = (a_subsidy({a})).id and paid_on is not null and reversed_on is null""",
    "pass on what was left": """insert into remainder_transfers (id, tenant_code, project_id, to_project_id, to_fund_id,
            amount, basis, reason, proposed_on, state, decided_on)
        select new_id(), p.tenant_code, p.id, case when {d} % 2 = 0 then o.id end, case when {d} % 2 = 1 then f.id end,
            ({c} % 30000 + 1) / 100.0, 'AS_AGREED', 'r', day({b}), 'PASSED', greatest(day({b}), day({d}))
        from (select * from projects order by fund desc, id offset {a} % 3 limit 1) p
            left join funds f using (tenant_code)
            left join projects o on o.tenant_code = p.tenant_code and o.id <> p.id
        where case when {d} % 2 = 0 then o.id else f.id end is not null order by o.id, f.id limit 1""",
    "take back what was passed on": """update remainder_transfers set reversed_on = today(), reversed_reason = 'error'
        where id = (a_remainder_transfer({a})).id and state = 'PASSED' and reversed_on is null""",
    "delete a delivery": "delete from deliveries where id = (a_delivery({a})).id",
    "publish a story": """update stories set stage = 'PUBLISHED', published_on = day({b}),
            programme_id = case when {c} % 3 > 0 then (a_programme({d})).id end
        where id = (a_story({a})).id""",
    "roll up": "select roll_up_statistics()",
    **{f"{what} {kind.noun}": act for kind in COUNTED if is_alone(kind) for what, act in acts_on(kind).items()},
    # By who may, in this transaction: the owner acts as nobody.
    "merge two files": """with worker as materialized (
            select length(act_as('CASEWORKER', 0, 999999999999, new_id(), new_id(), null)::text) as zero)
        select d.done from worker w, a_child({a}) k, lateral (
            select m.* from children m where m.tenant_code = k.tenant_code and m.id <> k.id and m.merged_into_id is null
            order by m.created_at, m.id offset {b} % 3 limit 1) m,
            lateral (select merge_files(k.id, k.version + w.zero, m.id, m.version) as done) d
        where d.done is not null""",
}

# The same by clients: a mutation, and the SQL that makes its input.
ID = "'id', r.id::text, 'expectedVersion', r.version"
MUTATIONS: Mapping[str, tuple[str, str]] = {
    "RegisterChild": (
        "caseworker",
        """select jsonb_build_object('tenant', keeper({a})::text, 'name', '小{a}x{b}x{c}', 'sex', 'FEMALE',
            'birthDate', '2016-01-01',
            'category', a_category({b}), 'categorySource', 'FEDERATION', 'identifiedOn', day({c}),
            'onFileOn', day({c}), 'basis', 'STATUTORY_DUTY')""",
    ),
    "AddCategorization": (
        "caseworker",
        """select jsonb_build_object('childId', c.id::text, 'category', a_category({b}), 'source', 'FEDERATION',
            'fromOn', day({c})) from a_child({a}) c""",
    ),
    "RecordAssessment": (
        "caseworker",
        """select jsonb_build_object('childId', c.id::text, 'level', one_of({b}, 'GREEN', 'YELLOW'),
            'assessedOn', day({c})) from a_child({a}) c""",
    ),
    "CloseChild": (
        "caseworker",
        f"""select jsonb_build_object({ID}, 'closedOn', day({{b}}), 'closedReason', 'DIED')
            from a_child({{a}}) r""",
    ),
    "RequestTransfer": (
        "caseworker",
        """select jsonb_build_object('childId', c.id::text, 'reason', 'r', 'receiver',
            case when {d} % 3 > 0 then '330200000000' else keeper({b})::text end) from a_child({a}) c""",
    ),
    "AcceptTransfer": (
        "receiver",
        f"""select jsonb_build_object({ID}, 'pairingsContinue', {{b}} % 3 > 0) from transfers r
            where r.state = 'REQUESTED' and r.receiver_code = 330200000000 order by r.id offset {{a}} % 2 limit 1""",
    ),
    "ReopenChild": (
        "caseworker",
        f"""select jsonb_build_object({ID}, 'reopenedOn', greatest(r.closed_on, day({{b}})))
            from a_child({{a}}) r where r.closed_on is not null""",
    ),
    "Pair": (
        "caseworker",
        """select jsonb_build_object('childId', c.id::text, 'caringMotherId', m.id::text,
            'fromOn', greatest(c.on_file_on, m.registered_on), 'role', 'COMPANION', 'kinshipExcluded', true)
            from a_child({a}) c, a_mother({b}) m""",
    ),
    "UpdatePairing": ("caseworker", f"select jsonb_build_object({ID}, 'fromOn', day({{b}})) from a_pairing({{a}}) r"),
    "EndPairing": (
        "caseworker",
        f"""select jsonb_build_object({ID}, 'untilOn', greatest(r.from_on, day({{b}})), 'endedReason', 'COMPLETED')
            from a_pairing({{a}}) r""",
    ),
    "RecordVisit": (
        "caseworker",
        """select jsonb_build_object('pairingId', r.id::text, 'visitedOn', r.from_on, 'kind', 'PHONE',
        'contactMade', true, 'lateReason', 'late')
            from a_pairing({a}) r""",
    ),
    "CreateProject": (
        "manager",
        """select jsonb_build_object('tenant', '330000000000', 'name', 'p', 'startedOn', day({a}))""",
    ),
    "RecordDonation": (
        "manager",
        """select jsonb_build_object('projectId', r.id::text, 'receivedOn', day({b}), 'amount', ({c} % 9999 + 1)::text)
            from a_project({a}) r""",
    ),
    "ReverseDonation": (
        "manager",
        """select jsonb_build_object('donationId', r.id::text, 'receivedOn', greatest(r.received_on, day({b})))
            from a_donation({a}) r""",
    ),
}
