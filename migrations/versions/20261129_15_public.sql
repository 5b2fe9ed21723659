-- What the public reads of stories, and stories that a lapsed consent takes down.

-- squawk-ignore require-concurrent-index-creation
create index stories_published_idx on stories (published_on desc, id desc) where stage = 'PUBLISHED';

-- squawk-ignore ban-drop-constraint, constraint-missing-not-valid
alter table stories drop constraint stories_taken_down_reason_known, add constraint stories_taken_down_reason_known
    check (taken_down_reason in ('CONSENT_WITHDRAWN', 'CONSENT_LAPSED', 'PERSON_ERASED', 'MISTAKE', 'OUT_OF_DATE', 'OTHER'));
