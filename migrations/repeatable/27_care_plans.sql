-- Care plans and benefits belong to a child's file.

select keep_with_file('care_plans', 'benefits');
