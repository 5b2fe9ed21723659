-- What needs, supports and wishes contribute to the figures: what was entered in error contributes nothing.

create or replace function shares_of(r needs) returns setof statistics_share
language sql immutable begin atomic
    select c.tenant_code, c.figure, d.dimension, month_of(c.day), c.amount
    from (select s.tenant_code, 'needs_open' as figure, o.day, o.amount
          from spans_of(r.tenant_code, r.handed_over, r.raised_on, r.settled_on) s,
               lateral (values (s.since, 1::bigint), (s.until, -1)) o (day, amount)
          where r.outcome is distinct from 'ENTERED_IN_ERROR'
          union all
          select r.tenant_code, 'needs_met', r.settled_on, 1 where r.outcome = 'MET') c,
         (values (''), ('kind:' || r.kind)) d (dimension)
    where c.day is not null
    union all
    select r.tenant_code, 'days_to_meet', (r.settled_on - r.raised_on)::text, month_of(r.settled_on), 1 where r.outcome = 'MET';
end;

create or replace function shares_of(r supports) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, d.figure, d.dimension, month_of(r.supported_on), 1::bigint
    from (values ('supports', ''), ('supports', 'kind:' || r.kind),
                 ('supports_by_programme', r.programme_id::text)) d (figure, dimension)
    where r.closed_on is null and d.dimension is not null;
end;

create or replace function shares_of(r wishes) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, d.figure, d.dimension, month_of(r.fulfilled_on), 1::bigint
    from (values ('wishes_fulfilled', ''), ('wishes_fulfilled_by_programme', r.programme_id::text)) d (figure, dimension)
    where r.fulfilled_on is not null and d.dimension is not null;
end;
