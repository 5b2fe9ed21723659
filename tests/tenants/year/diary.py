"""The figures of a month counted again, from what the story itself says was done, where and on which day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from tenants.division import end_of

STOCKS = {
    "caringMothers": "mother",
    "children": "file",
    "pairings": "pairing",
    "needsOpen": "need",
}
FLOWS = {
    "visits": "visit",
    "calls": "call",
    "needsMet": "need met",
    "supports": "support",
    "wishesFulfilled": "wish fulfilled",
}
FIGURES = [*STOCKS, *FLOWS, "childrenPaired", "pairingTargets", "pairedRate", "leftBehind"]


@dataclass
class Spell:
    """That something stood in a tenant from one day until another."""

    what: str
    of: str
    tenant: int
    since: date
    until: date | None = None
    child: str = ""

    def stands_before(self, end: date) -> bool:
        return self.since < end and (self.until is None or self.until >= end)


@dataclass
class Diary:
    """What stood and what was done, in the order of the telling."""

    spells: list[Spell] = field(default_factory=list)
    acts: list[tuple[str, int, date]] = field(default_factory=list)

    def begin(self, what: str, of: str, tenant: str, day: date, child: str = "") -> None:
        self.spells.append(Spell(what, of, int(tenant), day, child=child or of))

    def end(self, what: str, of: str, day: date) -> None:
        (spell,) = (one for one in self.spells if (one.what, one.of, one.until) == (what, of, None))
        spell.until = day

    def end_all(self, what: str, child: str, day: date) -> None:
        """Ends whatever of the kind is open of a child."""
        for spell in self.spells:
            if (spell.what, spell.child, spell.until) == (what, child, None):
                spell.until = day

    def hand_over(self, child: str, tenant: str, day: date) -> None:
        """What goes on of a child goes on in another tenant from the day on."""
        for spell in [one for one in self.spells if one.child == child and one.until is None]:
            spell.until = day
            self.begin(spell.what, spell.of, tenant, day, child)

    def happened(self, what: str, tenant: str, day: date) -> None:
        self.acts.append((what, int(tenant), day))

    def figures(self, tenant: int, month: date) -> Mapping[str, object]:
        """Of a tenant and all below it: what stood at the end of the month, and what was done within it."""
        end = (month + timedelta(32)).replace(day=1)
        standing = [one for one in self.spells if one.stands_before(end)]
        here = [one for one in standing if tenant <= one.tenant < end_of(tenant)]
        files = {one.child for one in here if one.what == "file"}
        paired = files & {one.child for one in standing if one.what == "pairing"}
        done = [what for what, where, day in self.acts if tenant <= where < end_of(tenant) and month <= day < end]
        return {
            **{name: sum(one.what == what for one in here) for name, what in STOCKS.items()},
            **{name: done.count(what) for name, what in FLOWS.items()},
            "childrenPaired": len(paired),
            "pairingTargets": len(files),
            "pairedRate": round(len(paired) / len(files), 4) if files else None,
            "leftBehind": len(files & {one.child for one in standing if one.what == "left behind"}),
        }
