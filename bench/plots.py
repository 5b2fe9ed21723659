"""Plots as SVG, written by hand: bars, and nothing to install."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

COLOURS = {
    "floor": "#98a2ad",
    "circle": "#c2185b",
    "circle-2": "#e27ba3",
    "postgraphile": "#3f6fb5",
    "postgraphile-2": "#8fb0dc",
    "ordinary": "#d39b2a",
}
WIDTH, LEFT, RIGHT, BAR, GAP, TOP = 760, 130, 90, 15, 14, 64
STYLE = "font-family='sans-serif' font-size='12' fill='#333'"


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that belong together: a name, and by side how long each bar is (0 to 1) and what is written behind it."""

    name: str
    bars: Sequence[tuple[str, float, str]]


def bars(title: str, groups: Sequence[Group], titles: dict[str, str]) -> str:
    """A chart of horizontal bars, grouped, as the text of an SVG file."""
    sides = list(dict.fromkeys(side for group in groups for side, _, _ in group.bars))
    parts = [text(12, 22, title, weight="bold"), legend(sides, titles)]
    y = TOP
    for group in groups:
        parts.append(text(LEFT - 10, y + len(group.bars) * BAR / 2 + 4, group.name, anchor="end"))
        for side, length, label in group.bars:
            long = max(1.0, length * (WIDTH - LEFT - RIGHT))
            parts.append(
                f"<rect x='{LEFT}' y='{y}' width='{long:.1f}' height='{BAR - 3}' fill='{COLOURS.get(side, '#777')}'/>"
            )
            parts.append(text(LEFT + long + 5, y + BAR - 5, label))
            y += BAR
        y += GAP
    body = "\n".join(parts)
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {y}' width='{WIDTH}' height='{y}'>\n"
        f"<rect width='{WIDTH}' height='{y}' fill='white'/>\n{body}\n</svg>\n"
    )


def legend(sides: Sequence[str], titles: dict[str, str]) -> str:
    parts, x = [], 12.0
    for side in sides:
        parts.append(f"<rect x='{x:.0f}' y='36' width='10' height='10' fill='{COLOURS.get(side, '#777')}'/>")
        parts.append(text(x + 14, 45, titles[side]))
        x += 30 + 6.6 * len(titles[side])
    return "\n".join(parts)


def text(x: float, y: float, content: str, *, anchor: str = "start", weight: str = "normal") -> str:
    place = f"x='{x:.1f}' y='{y:.1f}' text-anchor='{anchor}' font-weight='{weight}'"
    return f"<text {place} {STYLE}>{escape(content)}</text>"
