-- A Caring Mother may be suspended: at once, and until somebody else takes it back.
--
-- squawk-ignore-file constraint-missing-not-valid
alter table caring_mothers
    add column suspended_on date,
    add column suspended_reason text,
    add constraint caring_mothers_suspended_on_bounds check (suspended_on between '1900-01-01' and '2100-12-31'),
    add constraint caring_mothers_suspended_on_not_future check (suspended_on <= today()),
    add constraint caring_mothers_suspended_reason_length check (char_length(suspended_reason) <= 500);
