"""Invented machines that print, copy, scan and photograph a page. Needs OpenCV.

Each takes a page as an array of light at 300 dots per inch and returns the bytes of a JPEG.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import cv2
import numpy as np

from bench.tools.pens import DPI, MM

Array = Any
Chance = np.random.Generator


def flatbed(page: Array, rng: Chance) -> bytes:
    """Scan on the glass at 200 dots per inch, nearly straight."""
    page = _laid(_printed(page, rng), rng, dpi=200, turn=1.0, shift=2, stretch=0.003, border=0.97)
    page = page * rng.uniform(0.92, 1.0) + rng.normal(0, 0.012, page.shape)
    return _jpeg(page, rng.integers(75, 92))


def feeder(page: Array, rng: Chance) -> bytes:
    """Scan with a feeder: crooked, stretched, streaks of dirt, sometimes black and white or upside down."""
    dpi = int(rng.choice([150, 200, 200, 300]))
    border = float(rng.choice([1.0, 0.1]))
    page = _laid(_printed(page, rng), rng, dpi=dpi, turn=3.0, shift=4, stretch=0.012, border=border)
    page = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.3, 0.9))
    for _ in range(int(rng.integers(0, 3))):
        x = int(rng.integers(page.shape[1]))
        page[:, x : x + int(rng.integers(1, 3))] *= rng.uniform(0.5, 0.9)
    page = np.clip(page * rng.uniform(0.88, 1.05) + rng.normal(0, 0.02, page.shape), 0, 1)
    if rng.random() < 0.25:
        page = (page > rng.uniform(0.5, 0.72)).astype(np.float32)
    if rng.random() < 0.15:
        page = page[::-1, ::-1]
    return _jpeg(page, rng.integers(50, 85))


def copied(page: Array, rng: Chance) -> bytes:
    """Copy a copy, then scan it with a feeder."""
    page = _laid(_printed(page, rng), rng, dpi=DPI, turn=1.5, shift=3, stretch=0.01)
    return feeder(_copy(page, rng), rng)


def phone(page: Array, rng: Chance) -> bytes:
    """Photograph a sheet on a desk: perspective, bent paper, shadow, uneven light, soft focus, any way up."""
    page = _bent(page, rng)
    height, width = page.shape
    scale = int(rng.integers(1900, 3000)) / height * 0.86
    out = (round(width * scale * 1.16), round(height * scale * 1.16))
    page = cv2.GaussianBlur(page, (0, 0), max(0.3, 0.45 / scale))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, _seen_corners(out, rng).astype(np.float32))
    sheet = cv2.warpPerspective(page, matrix, out, flags=cv2.INTER_LINEAR, borderValue=-1)
    desk = cv2.resize(rng.uniform(0.25, 0.6, (12, 9)).astype(np.float32), out, interpolation=cv2.INTER_CUBIC)
    sheet = np.where(sheet < -0.5, desk, np.clip(sheet, 0, 1)) * _light(out, rng)
    sheet = cv2.GaussianBlur(sheet.astype(np.float32), (0, 0), rng.uniform(0.4, 1.3))
    sheet = np.clip(sheet + rng.normal(0, 0.025, sheet.shape), 0, 1)
    return _jpeg(np.rot90(sheet, rng.choice([0, 0, 0, 1, 2, 3])), rng.integers(50, 85))


MACHINES: Mapping[str, Callable[[Array, Chance], bytes]] = {
    "flatbed": flatbed,
    "feeder": feeder,
    "copy of a copy": copied,
    "phone": phone,
}


def _printed(page: Array, rng: Chance) -> Array:
    """Print with the driver's "fit to page": in half of the cases smaller, and moved."""
    scale = rng.choice([1.0, 1.0, 0.97, 0.94])
    if scale == 1.0:
        return page
    height, width = page.shape
    right, down = rng.uniform(-2, 2) * MM, rng.uniform(-2, 2) * MM
    matrix = np.array([[scale, 0, (1 - scale) * width / 2 + right], [0, scale, (1 - scale) * height / 2 + down]])
    return cv2.warpAffine(page, matrix, (width, height), flags=cv2.INTER_AREA, borderValue=1.0)


def _laid(
    page: Array, rng: Chance, *, dpi: int, turn: float, shift: float, stretch: float, border: float = 1.0
) -> Array:
    """Lay a sheet on the glass: up to `turn` degrees, `shift` mm and a share of `stretch` off."""
    height, width = page.shape
    scale = dpi / DPI
    out = (round(width * scale), round(height * scale))
    angle = np.deg2rad(rng.uniform(-turn, turn))
    wide, tall = scale * (1 + rng.uniform(-stretch, stretch, 2))
    matrix = np.array(
        [[wide * np.cos(angle), -tall * np.sin(angle), 0], [wide * np.sin(angle), tall * np.cos(angle), 0]]
    )
    middle = matrix[:, :2] @ np.array([width / 2, height / 2])
    matrix[:, 2] = np.array(out) / 2 - middle + rng.uniform(-shift, shift, 2) * dpi / 25.4
    if scale < 1:
        page = cv2.GaussianBlur(page, (0, 0), 0.45 / scale)
    return cv2.warpAffine(page, matrix, out, flags=cv2.INTER_LINEAR, borderValue=border)


def _copy(page: Array, rng: Chance) -> Array:
    """Copy: softer, harder in contrast, darker or lighter lines, dirt."""
    page = cv2.GaussianBlur(page, (0, 0), rng.uniform(0.8, 1.6))
    middle, hard = rng.uniform(0.42, 0.62), rng.uniform(5, 12)
    page = 1 / (1 + np.exp(-hard * (page - middle)))
    page = (page - page.min()) / (page.max() - page.min())
    for _ in range(int(rng.integers(20, 200))):
        x, y = int(rng.integers(page.shape[1])), int(rng.integers(page.shape[0]))
        cv2.circle(page, (x, y), int(rng.integers(1, 4)), float(rng.uniform(0.1, 0.7)), -1)
    return np.clip(page + rng.normal(0, 0.02, page.shape), 0, 1).astype(np.float32)


def _bent(page: Array, rng: Chance) -> Array:
    height, width = page.shape
    down, right = np.mgrid[0:height, 0:width].astype(np.float32)
    bend = rng.uniform(-1.6, 1.6) * MM
    wave = np.sin(np.pi * right / width * rng.uniform(0.8, 1.6) + rng.uniform(0, 3)) * bend
    return cv2.remap(page, right, down + wave.astype(np.float32), cv2.INTER_LINEAR, borderValue=1.0)


def _seen_corners(out: tuple[int, int], rng: Chance) -> Array:
    """Return where the corners of the sheet are in a photo of a size."""
    x, y = out[0] * 0.07, out[1] * 0.07
    corners = np.array([[x, y], [out[0] - x, y], [out[0] - x, out[1] - y], [x, out[1] - y]], np.float64)
    corners += rng.uniform(-0.045, 0.045, (4, 2)) * out[0]
    angle = np.deg2rad(rng.uniform(-3, 3))
    turned = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return (corners - np.array(out) / 2) @ turned.T + np.array(out) / 2


def _light(out: tuple[int, int], rng: Chance) -> Array:
    """Return uneven light, in most photos with the shadow of a hand or of the phone."""
    down, right = np.mgrid[0 : out[1], 0 : out[0]].astype(np.float32)
    right, down = right / out[0], down / out[1]
    slope = rng.uniform(-0.3, 0.3, 2)
    light = rng.uniform(0.7, 0.95) + slope[0] * (right - 0.5) + slope[1] * (down - 0.5)
    if rng.random() < 0.6:
        turn = rng.uniform(0, 2 * np.pi)
        off = (right - rng.uniform(0.2, 0.8)) * np.cos(turn) + (down - rng.uniform(0.2, 0.8)) * np.sin(turn)
        light *= 1 - rng.uniform(0.2, 0.45) / (1 + np.exp(-off * rng.uniform(15, 60)))
    return light


def _jpeg(page: Array, quality: float) -> bytes:
    pixels = np.clip(page * 255, 0, 255).astype(np.uint8)
    return cv2.imencode(".jpg", pixels, [cv2.IMWRITE_JPEG_QUALITY, int(quality)])[1].tobytes()
