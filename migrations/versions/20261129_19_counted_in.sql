-- Where an attendance counts, whoever keeps the file later. What there is goes on counting where it does, so that no figure
-- moves by this.
--
-- Rows are read and written once, inside the transaction of the migration.
-- squawk-ignore-file adding-not-nullable-field

alter table attendances add column counted_in bigint;
alter table attendances disable trigger user;
update attendances set counted_in = tenant_code;
alter table attendances enable trigger user;
alter table attendances alter column counted_in set not null;
