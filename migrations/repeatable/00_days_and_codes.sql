-- Days, and the division codes of tenants.

create or replace function today() returns date
language sql stable parallel safe
return (now() at time zone 'Asia/Shanghai')::date;

create or replace function month_of(day date) returns date
language sql immutable strict parallel safe return day - (extract(day from day)::integer - 1);

-- The first day on which somebody is so many years old, as age() counts: who was born on a 29th of February, on a 1st of
-- March where there is none.
create or replace function day_of_age(birth_date date, years integer) returns date
language sql immutable strict parallel safe
return (birth_date + make_interval(years => years))::date
    + (extract(day from birth_date) <> extract(day from birth_date + make_interval(years => years)))::integer;

-- Division codes: PP CC DD TTT VVV. A subtree is the half-open range [code, division_end(code)).
create or replace function division_end(code bigint) returns bigint
language sql immutable strict parallel safe
return code + case
    when code % 10000000000 = 0 then 10000000000
    when code % 100000000 = 0 then 100000000
    when code % 1000000 = 0 then 1000000
    when code % 1000 = 0 then 1000
    else 1
end;

-- The code itself and every code that could stand above it, nearest first (with repeats).
create or replace function division_line(code bigint) returns bigint[]
language sql immutable strict parallel safe
return array[code, code / 1000 * 1000, code / 1000000 * 1000000,
             code / 100000000 * 100000000, code / 10000000000 * 10000000000];
