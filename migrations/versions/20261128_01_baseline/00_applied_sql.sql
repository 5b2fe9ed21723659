-- What of the SQL that is applied again was applied last, by name: a file's, or a statement's that a file made.
create table applied_sql (name text primary key, digest text not null);
