-- What lists are ordered along: names, amounts, and days that may be empty.

-- squawk-ignore require-concurrent-index-deletion
drop index projects_name_idx;
select keep_order('caring_mothers', 'name', false), keep_order('children', 'name', false);
select keep_order(of_table::regclass, ordered) from (values
    ('caring_mothers', 'screening_until'), ('children', 'on_file_on'),
    ('pairings', 'until_on'), ('activities', 'name'), ('activities', 'held_on'),
    ('projects', 'name'), ('projects', 'budget'), ('projects', 'started_on'), ('projects', 'ended_on'),
    ('donations', 'amount')) orders (of_table, ordered);
