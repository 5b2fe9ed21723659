-- What needs, supports and wishes contribute to the figures: what was entered in error contributes nothing.

create or replace function shares_of(r needs) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, c.figure, d.dimension, month_of(c.day), c.amount
    from (values ('needs_open', r.raised_on, 1::bigint, r.outcome is distinct from 'ENTERED_IN_ERROR'),
                 ('needs_open', r.settled_on, -1, r.outcome is distinct from 'ENTERED_IN_ERROR'),
                 ('needs_met', r.settled_on, 1, r.outcome = 'MET')) c (figure, day, amount, counts),
         (values (''), ('kind:' || r.kind)) d (dimension)
    where c.counts and c.day is not null;
end;

create or replace function shares_of(r supports) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, 'supports', d.dimension, month_of(r.supported_on), 1::bigint
    from (values (''), ('kind:' || r.kind)) d (dimension)
    where r.closed_on is null;
end;

create or replace function shares_of(r wishes) returns setof statistics_share
language sql immutable begin atomic
    select r.tenant_code, 'wishes_fulfilled', '', month_of(r.fulfilled_on), 1::bigint where r.fulfilled_on is not null;
end;
