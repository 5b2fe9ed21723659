"""What in a text says who or where somebody is: of those on file, as far as whoever writes may read their files."""

import re
from collections.abc import Iterator, Mapping

from tenants import normal_form
from tenants.database.transactions import Writing
from tenants.errors import Problem, ProblemCode, Rejected
from tenants.records.story.enums import Finding

# Asked under the writer's own row-level security, so that nobody is told of a name that she may not read. A village is
# registered by the name of its committee, and is called by what that is the committee of.
ON_FILE = r"""
with told as (
    select name, 'PERSON' as finding from children
    union all select unnest(former_names), 'PERSON' from children
    union all select name, 'PERSON' from guardians
    union all select name, 'PERSON' from caring_mothers where tenant_code <@ actor_range()
    union all select school, 'SCHOOL' from children
    union all select name, 'VILLAGE' from tenants where level = 'VILLAGE'
    union all select regexp_replace(regexp_replace(name, '(村|社区)[村居](民委员会|委会)$', '\1'),
                                    '[村居](民委员会|委会)$', place), 'VILLAGE'
    from tenants, unnest(array['村', '社区']) place where level = 'VILLAGE'
)
select distinct finding from told where char_length(name) > 1
  and strpos($1, lower(translate(name, ' ·', ''))) > 0
"""
APART = re.compile(r"(?<=[0-9])[\s()（）‐-―－-]+(?=[0-9xX])")
IDENTITY_NUMBER = re.compile(r"(?<![0-9])[0-9]{17}[0-9xX](?![0-9])")
PHONE = re.compile(
    r"(?<![0-9])(?:(?:\+|00)?86)?(?:1[3-9][0-9]{9}|1[3-9][0-9]([.·•])[0-9]{4}\1[0-9]{4}|0[0-9]{9,11})(?![0-9])"
)


async def refuse_identifying(writing: Writing, texts: Mapping[str, str]) -> None:
    """Raises Rejected with every finding, by its field; what was found is not repeated."""
    found = [
        Problem(ProblemCode.IDENTIFIES, (name,), {"finding": finding})
        for name, text in texts.items()
        for finding in [*await find_on_file(writing, text), *find_numbers(text)]
    ]
    if found:
        raise Rejected(found)


async def find_on_file(writing: Writing, text: str) -> list[Finding]:
    """Which kinds of name of those on file stand in the text, whatever the spaces, dots and capitals."""
    folded = "".join(normal_form.normalize_name(text).replace("·", "").lower().split())
    rows = await writing.connection.fetch(ON_FILE, folded)
    return sorted(Finding(row["finding"]) for row in rows)


def find_numbers(text: str) -> Iterator[Finding]:
    written = APART.sub("", text.translate(normal_form.UNSEEN | normal_form.WIDE))
    if IDENTITY_NUMBER.search(written):
        yield Finding.IDENTITY_NUMBER
    if PHONE.search(written):
        yield Finding.PHONE
