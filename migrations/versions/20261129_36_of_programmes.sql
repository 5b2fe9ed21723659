-- The programme that a support or a wish is part of: nobody has named one yet.
-- squawk-ignore-file adding-foreign-key-constraint, constraint-missing-not-valid, require-concurrent-index-creation

alter table supports add column programme_id uuid constraint supports_programme_id_fkey references programmes;
create index supports_programme_id_idx on supports (programme_id, id) where programme_id is not null;

alter table wishes add column programme_id uuid constraint wishes_programme_id_fkey references programmes;
create index wishes_programme_id_idx on wishes (programme_id, id) where programme_id is not null;
