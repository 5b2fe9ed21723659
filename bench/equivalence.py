"""All sides have to give the same answer before any is measured."""

from typing import Any

from bench.sides import Server
from bench.works import Work


def differences(servers: list[Server], works: list[Work]) -> dict[tuple[str, str], str]:
    """By side and work what is other than the first side's answer, for every variables of every user."""
    found: dict[tuple[str, str], str] = {}
    for work in works:
        expected: list[Any] = []
        for server in servers:
            if work.sides and server.side.name not in work.sides:
                continue
            try:
                answers = [comparable(server.ask(request), work) for request in server.side.requests(work)]
            except OSError as error:
                found[server.side.name, work.name] = f"{work.user}: {error}"
                continue
            expected = expected or answers
            for given, wanted in zip(answers, expected, strict=True):
                if given != wanted:
                    found[server.side.name, work.name] = f"{work.user}: {first_difference(wanted, given)}"
                    break
    return found


def comparable(data: dict[str, Any], work: Work) -> Any:  # noqa: ANN401  # JSON
    """A recorded visit is a new one each time, and only this project's form has a place for a user's errors."""
    if work.writes:
        return {**data["recordVisit"]["visit"], "id": None}
    return data


def first_difference(wanted: Any, given: Any, path: str = "") -> str:  # noqa: ANN401  # JSON
    if isinstance(wanted, dict) and isinstance(given, dict) and wanted.keys() == given.keys():
        unequal = next(key for key in wanted if wanted[key] != given[key])
        return first_difference(wanted[unequal], given[unequal], f"{path}.{unequal}")
    if isinstance(wanted, list) and isinstance(given, list) and len(wanted) == len(given):
        place = next(n for n, (left, right) in enumerate(zip(wanted, given, strict=True)) if left != right)
        return first_difference(wanted[place], given[place], f"{path}[{place}]")
    return f"{path} is {str(given)[:200]}, not {str(wanted)[:200]}"
