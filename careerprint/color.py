"""The center's colors: tints of the accent, and contrast as defined by WCAG 2.1."""

from __future__ import annotations

RGB = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""


def parse(color: str) -> RGB:
    """Return `#1f4e79` as three numbers; raise ValueError for anything else."""
    if len(color) != 7 or color[0] != "#":
        raise ValueError("expected a color such as #1f4e79")
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def tint(color: str, share: float) -> str:
    """Return a color mixed with white; `share` goes from 0 (white) to 1 (the color itself)."""
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parse(color))


def luminance(color: str) -> float:
    """Return the relative luminance, from 0 (black) to 1 (white), as WCAG 2.1 defines it under that name."""
    red, green, blue = (_linear(part / 255) for part in parse(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colors, from 1 to 21, as WCAG 2.1 defines it for success criterion 1.4.3."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
