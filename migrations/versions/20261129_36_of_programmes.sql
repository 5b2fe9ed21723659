-- The programme that a support or a wish is part of, and the organisation that another is the same as: nobody has named
-- one yet.
-- squawk-ignore-file adding-foreign-key-constraint, constraint-missing-not-valid, require-concurrent-index-creation

alter table supports add column programme_id uuid constraint supports_programme_id_fkey references programmes;
create index supports_programme_id_idx on supports (programme_id, id) where programme_id is not null;

alter table wishes add column programme_id uuid constraint wishes_programme_id_fkey references programmes;
create index wishes_programme_id_idx on wishes (programme_id, id) where programme_id is not null;

alter table organizations add column merged_into_id uuid constraint organizations_merged_into_id_fkey references organizations;
create index organizations_merged_into_id_idx on organizations (merged_into_id, id) where merged_into_id is not null;
