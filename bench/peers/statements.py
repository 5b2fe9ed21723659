"""The floor's SQL: a statement a work, written by hand, that returns the whole answer as JSON."""
# ruff: noqa: S608  # every text is put together from the constants of this module

from bench.peers.actor import Actor

CHILD_NODE = """
select c.id, {child_name} as name, c.sex, c.category, c.state, c.identified_on as "identifiedOn",
       (select row_to_json(x) from (select coalesce(json_agg(row_to_json(n)), '[]') as nodes from (
            select p.id, p.role, p.from_on as "fromOn", p.until_on as "untilOn",
                   (select row_to_json(m) from (
                        select m.id, {mother_name} as name, m.recruited_through as "recruitedThrough", m.sector
                        from caring_mothers m where m.id = p.caring_mother_id) m) as "caringMother"
            from pairings p where p.child_id = c.id order by p.id limit 20) n) x) as pairings,
       (select row_to_json(x) from (select coalesce(json_agg(row_to_json(n)), '[]') as nodes from (
            select v.id, v.visited_on as "visitedOn", v.kind, v.contact_made as "contactMade"
            from visits v where v.child_id = c.id order by v.visited_on desc, v.id desc limit 3) n) x) as visits
"""
CHILD = f"""
select json_build_object('child', (select row_to_json(n) from (
{CHILD_NODE} from children c where c.id = $1::text::uuid and {{within}}) n))::text
"""
CHILDREN = f"""
select json_build_object('children', json_build_object('nodes', coalesce(json_agg(row_to_json(n)), '[]')))::text from (
{CHILD_NODE} from (select * from children c where {{within}} order by c.id limit 50) c) n
"""
MINE = """
select json_build_object('children', json_build_object('nodes', coalesce(json_agg(row_to_json(n)), '[]')))::text from (
    select c.id, {child_name} as name, c.state,
           (select row_to_json(x) from (select coalesce(json_agg(row_to_json(n)), '[]') as nodes from (
                select v.visited_on as "visitedOn", v.kind, v.contact_made as "contactMade"
                from visits v where v.child_id = c.id order by v.visited_on desc, v.id desc limit 1) n) x) as visits
    from (select * from children c where {within} and c.state = 'ON_FILE' order by c.id limit 20) c) n
"""
SEARCH = """
select json_build_object('children', json_build_object('nodes', coalesce(json_agg(row_to_json(n)), '[]')))::text from (
    select c.id, {child_name} as name, c.category, c.state, c.identified_on as "identifiedOn"
    from children c where {within} and strpos(c.name, $1) > 0 order by c.id limit 20) n
"""
KEPT = """
select figure, month, amount from statistics_rollups
where tenant_code = {tenant}.code and dimension = '' and month < '2024-07-01'
union all
select figure, month, amount from statistics_deltas
where tenant_code >= {tenant}.code and tenant_code < {tenant}.code_end and dimension = '' and month < '2024-07-01'
"""
STOCK = "coalesce(sum(amount) filter (where figure = '{0}'), 0)::integer"
FLOW = "coalesce(sum(amount) filter (where figure = '{0}' and month >= '2024-01-01'), 0)::integer"
FIGURES = {
    "caringMothers": STOCK.format("caring_mothers"),
    "children": STOCK.format("children"),
    "childrenPaired": STOCK.format("children_paired"),
    "pairings": STOCK.format("pairings"),
    "pairedRate": "round(sum(amount) filter (where figure = 'children_paired')"
    " / nullif(sum(amount) filter (where figure = 'children'), 0), 4)::float8",
    "visits": FLOW.format("visits"),
    "activities": FLOW.format("activities"),
    "peopleServed": FLOW.format("people_served"),
    "projects": STOCK.format("projects"),
    "fundsRaised": "(coalesce(sum(amount) filter (where figure = 'funds_raised' and month >= '2024-01-01'), 0)::numeric"
    " / 100)::numeric(18, 2)::text",
    "peopleSupported": FLOW.format("people_supported"),
}
FEW = ("caringMothers", "children", "childrenPaired", "pairings", "visits")


def figures(tenant: str, names: tuple[str, ...]) -> str:
    summed = ", ".join(f'{FIGURES[name]} as "{name}"' for name in names)
    return f"(select row_to_json(f) from (select {summed} from ({KEPT.format(tenant=tenant)}) k) f) as statistics"


def branches(tenant: str, below: str, names: tuple[str, ...], deeper: str = "") -> str:
    return f"""json_build_object('nodes', (select coalesce(json_agg(row_to_json(n)), '[]') from (
        select {below}.code::text, {below}.name, {figures(below, names)} {deeper}
        from (select * from tenants where parent_code = {tenant}.code
              order by code limit 100) {below}) n)) as branches"""


def tenant(below: str, names: tuple[str, ...]) -> str:
    return f"""select json_build_object('tenant', (select row_to_json(n) from (
        select t.name, {figures("t", names)}, {below} from tenants t where t.code = $1::text::bigint) n))::text"""


RECORD = """
with made as (
    insert into visits (id, tenant_code, pairing_id, child_id, caring_mother_id, visited_on, kind, contact_made)
    select uuidv7(), p.tenant_code, p.id, p.child_id, p.caring_mother_id, $2::text::date, $3, $4
    from pairings p where p.id = $1::text::uuid
    returning id, visited_on as "visitedOn", kind, contact_made as "contactMade")
select json_build_object('recordVisit', json_build_object('visit', row_to_json(made), 'userErrors', '[]'::json))::text
from made
"""
WHEN = """case when e.due < today() then 'OVERDUE' when e.due = today() then 'TODAY'
    when e.due < date_trunc('week', today())::date + 7 then 'THIS_WEEK' else 'LATER' end"""
NOBODY = "'00000000-0000-0000-0000-000000000000'"
AGENDA = f"""
select json_build_object('agenda', json_build_object('nodes', coalesce(json_agg(row_to_json(n)), '[]')))::text from (
    select e.due, {WHEN} as "when",
           (select row_to_json(i) from (select i.code, i.name from checklist_items i where i.id = e.item_id) i) as item,
           (select row_to_json(c) from (
                select c.id, {{child_name}} as name from children c where c.id = e.child_id and {{within}}) c) as child
    from {{agenda_of}}, '1900-01-01', today() + 31, null, null, null, 50,
                         '-infinity', 0, {NOBODY}, {NOBODY}) e) n
"""
OF_QUARTER = ("'2026-04-01'", "'2026-07-01'")
OF_YEAR = ("date_trunc('year', today())::date", "today() + 1")
SUMMED = ("obliged", "waived", "fulfilled", "late", "missed", "overdue", "open")


def compliance(tenant: str, period: tuple[str, str], names: tuple[str, ...], *also: str) -> str:
    since, until = period
    summed = ", ".join(["i.code", *(f"sum(k.{name})::integer as {name}" for name in names), *also])
    return f"""(select coalesce(json_agg(row_to_json(f)), '[]') from (
        select {summed} from compliance_of({tenant}.code, {since}, {until}) k join checklist_items i on i.id = k.item_id
        group by i.tenant_code, i.code order by i.tenant_code, i.code) f)"""


RATE = "round(sum(k.fulfilled)::numeric / nullif(sum(k.obliged - k.waived), 0), 4)::float8 as rate"
COMPLIANCE = f"""
select json_build_object('tenant', (select row_to_json(n) from (
    select t.name, {compliance("t", OF_QUARTER, SUMMED, RATE)} as compliance,
           json_build_object('nodes', (select coalesce(json_agg(row_to_json(n)), '[]') from (
               select b.code::text, b.name, {compliance("b", OF_QUARTER, SUMMED, RATE)} as compliance
               from (select * from tenants where parent_code = t.code order by code limit 20) b) n)) as branches
    from tenants t where t.code = $1::text::bigint) n))::text
"""
CATEGORIES = (
    *("LEFT_BEHIND", "MIGRANT", "ORPHAN", "DE_FACTO_UNATTENDED", "HARDSHIP", "ILLNESS_OR_DISABILITY"),
    *("HARMED_OR_NEGLECTED", "STATE_GUARDIANSHIP", "OTHER", "NONE"),
)
RISKS = ("GREEN", "BLUE", "YELLOW", "RED", "NONE")


def counts(column: str, values: tuple[str, ...]) -> str:
    known = f"coalesce(c.{column}, 'NONE')"
    entries = (
        f"json_build_object('value', '{value}', 'count', count(*) filter (where {known} = '{value}'))"
        for value in values
    )
    return f"json_build_array({', '.join(entries)})"


VILLAGE_RECORD = f"""
select json_build_object('villageRecord', (select row_to_json(n) from (
    select c.*, m."caringMothers", {compliance("t", OF_YEAR, ("obliged", "overdue", "missed"))} as checklist
    from tenants t,
         lateral (select count(*) as children, count(*) filter (where c.paired) as paired,
                         {counts("category", CATEGORIES)} as "childrenByCategory",
                         {counts("risk_level", RISKS)} as "childrenByRisk"
                  from children c
                  where c.tenant_code >= t.code and c.tenant_code < t.code_end and c.state = 'ON_FILE') c,
         lateral (select count(*) as "caringMothers" from caring_mothers m
                  where m.tenant_code >= t.code and m.tenant_code < t.code_end and m.closed_on is null) m
    where t.code = $1::text::bigint) n))::text
"""
# Of a period that is over what was achieved is what will be.
PROGRAMME = """
select json_build_object('programme', (select row_to_json(n) from (
    select p.name, p.kind,
           (select row_to_json(x) from (select coalesce(json_agg(row_to_json(n)), '[]') as nodes from (
                select m.title, m.due_on as "dueOn", m.due_on < coalesce(m.closed_on, today()) as late
                from measures m where m.programme_id = p.id order by m.id limit 20) n) x) as measures,
           (select row_to_json(x) from (select coalesce(json_agg(row_to_json(n)), '[]') as nodes from (
                select json_build_object('code', k.code::text, 'name', k.name) as tenant,
                       t.indicator, t.value, a.achieved, round(a.achieved::numeric / t.value, 4)::float8 as rate,
                       case when a.achieved >= t.value then 'GREEN' when a.achieved >= 0.8 * t.value then 'YELLOW'
                            else 'RED' end as light
                from (select * from targets where programme_id = p.id and period = '2024-H1' order by id limit 100) t
                    join tenants k on k.code = t.tenant_code join targeted_figures f on f.indicator = t.indicator,
                    lateral (select (coalesce(sum(amount), 0)::bigint / f.units)::integer as achieved from (
                        select r.amount from statistics_rollups r
                        where r.tenant_code = k.code and r.figure = f.figure and r.dimension = ''
                          and r.month < '2024-07-01' and (not f.is_flow or r.month >= '2024-01-01')
                        union all
                        select d.amount from statistics_deltas d
                        where d.tenant_code >= k.code and d.tenant_code < k.code_end and d.figure = f.figure
                          and d.dimension = '' and d.month < '2024-07-01'
                          and (not f.is_flow or d.month >= '2024-01-01')) parts) a
                order by t.id) n) x) as targets
    from programmes p where p.id = $1::text::uuid) n))::text
"""
WRITES = {"record"}
ARGUMENTS = {
    "child": ("id",),
    "search": ("part",),
    "dashboard": ("code",),
    "drill": ("code",),
    "compliance": ("code",),
    "village_record": ("code",),
    "programme": ("id",),
    "record": ("pairingId", "visitedOn", "kind", "contactMade"),
}
TEXTS = {
    "child": CHILD,
    "children": CHILDREN,
    "mine": MINE,
    "search": SEARCH,
    "dashboard": tenant(branches("t", "b", tuple(FIGURES)), tuple(FIGURES)),
    "drill": tenant(branches("t", "b", FEW, ", " + branches("b", "v", FEW)), FEW),
    "record": RECORD,
    "agenda": AGENDA,
    "compliance": COMPLIANCE,
    "village_record": VILLAGE_RECORD,
    "programme": PROGRAMME,
}


def statement(work: str, actor: Actor) -> str:
    """The text for a role and its range, which stands in it as literals."""
    text = TEXTS[work]
    for name, filled in filled_in(actor).items():
        text = text.replace("{" + name + "}", filled)
    return text


def filled_in(actor: Actor) -> dict[str, str]:
    within = f"c.tenant_code >= {actor.low} and c.tenant_code < {actor.high}"
    agenda_of = f"agenda_of_range({actor.low}, {actor.high}"
    if actor.role == "CARING_MOTHER":
        return {"agenda_of": "agenda_of_children(actor_children()", "within": "true", "child_name": "c.name"}
    if actor.role == "CASEWORKER":
        own = f"m.tenant_code >= {actor.low} and m.tenant_code < {actor.high}"
        child_name = "c.name"
    else:
        own = f"m.tenant_code = {actor.low}"
        child_name = f"case when c.tenant_code = {actor.low} then c.name else left(c.name, 1) || '**' end"
    mother_name = f"case when {own} then m.name else left(m.name, 1) || '**' end"
    return {
        "agenda_of": agenda_of,
        "within": within,
        "child_name": child_name,
        "mother_name": mother_name,
    }
