"""Many changes in one mutation: each is done or refused by itself, and what is refused is said of its item."""

from dataclasses import replace
from uuid import UUID

from tenants.database.transactions import Writing
from tenants.errors import Problem, ProblemCode, Rejected
from tenants.writing.rule import Change, Changed, Values

LONGEST = 200


def each_of(single: str, name: str, shared: frozenset[str], change: Change) -> Change:
    """The change of one, done for each item of the list `name`, with the shared values beside its own."""

    async def change_each(writing: Writing, values: Values) -> Changed:
        items = values[name]
        if len(items) > LONGEST:
            raise Rejected([Problem(ProblemCode.TOO_LARGE, (name,), {"most": LONGEST})])
        common = {one: value for one, value in values.items() if one != name}
        ids: list[UUID | None] = []
        problems: list[Problem] = []
        warnings: list[Problem] = []
        for place, item in enumerate(items):
            try:
                async with writing.savepoint():
                    changed = await change(writing, {**common, **item})
            except Rejected as rejected:
                ids.append(None)
                found = [problem_of(problem, (name, str(place)), shared) for problem in rejected.problems]
                problems += [problem for problem in found if problem not in problems]
                continue
            if isinstance(changed, Changed):
                warnings += [problem_of(warning, (name, str(place)), shared) for warning in changed.warnings]
            key = changed.ids[single] if isinstance(changed, Changed) else changed
            assert isinstance(key, UUID)  # noqa: S101  # of one record
            ids.append(key)
        return Changed({name: ids}, problems, warnings)

    return change_each


def problem_of(problem: Problem, item: tuple[str, str], shared: frozenset[str]) -> Problem:
    """The problem at the place of its item, unless it is about what all share."""
    return problem if problem.field[0] in shared else replace(problem, field=(*item, *problem.field))
