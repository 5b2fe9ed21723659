-- What holds until a day holds from an earlier one, whoever writes it.
--
-- What was written before stays as it is until somebody changes it.

alter table clearance_steps
    add constraint clearance_steps_valid_until_after_opening check (valid_until >= done_on) not valid;
alter table consents
    add constraint consents_valid_until_after_opening check (valid_until >= from_on) not valid;
alter table guardians
    add constraint guardians_delegated_until_after_opening check (delegated_until >= from_on) not valid;
alter table pairings
    add constraint pairings_agreed_until_after_opening check (agreed_until >= from_on) not valid;
alter table parent_circumstances
    add constraint parent_circumstances_expected_end_on_after_opening check (expected_end_on >= from_on) not valid;
