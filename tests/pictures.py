"""The pictures in the README, taken of a demo company: ``python -m tests.pictures [--at ADDRESS]``.

Without an address, a company is made in a temporary folder and filled first; that takes a few minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import django
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, sync_playwright

from tests.company import ROOT, RunningCompany

FOLDER = ROOT / "docs" / "pictures"
MOST_BYTES = 300_000
WORK = "Kitchen light"


@dataclass(frozen=True)
class Shot:
    name: str
    path: str
    width: int
    height: int
    density: float = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at", help="address of a demo company that is full")
    asked = parser.parse_args()
    with contextlib.nullcontext(asked.at) if asked.at else demo() as address:
        take(address.rstrip("/"))


@contextlib.contextmanager
def demo() -> Iterator[str]:
    """A demo company of one's own, full; its address."""
    with tempfile.TemporaryDirectory() as folder, RunningCompany(Path(folder, "data"), fresh=True) as company:
        subprocess.run(
            [sys.executable, "-m", "manyhands", "demo", "--data", str(company.data)],
            cwd=ROOT, env=company.environment, check=True,
        )  # fmt: skip
        yield f"http://127.0.0.1:{company.port}"


def take(address: str) -> None:
    shots = [
        Shot("home-1280", "/", 1280, 1150),
        Shot("work-1280", work_path(address), 1280, 1150),
        Shot("home-390", "/", 390, 844, density=1.5),
    ]
    FOLDER.mkdir(parents=True, exist_ok=True)
    launch = _launcher()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for shot in shots:
            path = FOLDER / f"{shot.name}.png"
            path.write_bytes(small(shoot(browser, address, shot)))
            print(f"{path} {path.stat().st_size} bytes")  # noqa: T201 - a command tells what it did
        browser.close()


def _launcher() -> Callable[[Playwright], Browser]:
    """As the journeys start their browser; what they import needs Django, though no company."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "manyhands.config.settings"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MANYHANDS_DATA"] = folder
        django.setup()
        from tests.browser import launch
    return launch


def work_path(address: str) -> str:
    """Where the work of the picture is, in this company."""
    with urllib.request.urlopen(f"{address}/api/v1/works?limit=100", timeout=30) as answer:
        works: list[dict[str, str]] = json.load(answer)["items"]
    return next(urlsplit(work["address"]).path for work in works if work["title"] == WORK)


def shoot(browser: Browser, address: str, shot: Shot) -> bytes:
    viewport = ViewportSize(width=shot.width, height=shot.height)
    page = browser.new_page(
        viewport=viewport, device_scale_factor=shot.density, reduced_motion="reduce", color_scheme="light"
    )
    answer = page.goto(f"{address}{shot.path}")
    assert answer is not None
    assert answer.ok, f"{shot.path} answered {answer.status}"
    _see_everything(page)
    taken = page.screenshot()
    page.close()
    return taken


def _see_everything(page: Page) -> None:
    """Pictures are loaded when they come near; then back to the top."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.wait_for_function("[...document.images].every(image => image.complete || image.loading === 'lazy')")
    page.mouse.wheel(0, 600)
    page.wait_for_timeout(500)
    page.mouse.wheel(0, -600)
    page.wait_for_timeout(500)


def small(png: bytes) -> bytes:
    """All colours if they fit below the limit, else as many as do.

    :raises ValueError: even 64 are too many
    """
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for tried in (picture, *(_fewer(picture, colours) for colours in (256, 128, 64))):
        packed = io.BytesIO()
        tried.save(packed, "PNG", optimize=True)
        if packed.tell() <= MOST_BYTES:
            return packed.getvalue()
    raise ValueError(f"{len(png)} bytes do not become {MOST_BYTES}")


def _fewer(picture: Image.Image, colours: int) -> Image.Image:
    return picture.quantize(palette=picture.quantize(colours), dither=Image.Dither.FLOYDSTEINBERG)


if __name__ == "__main__":
    main()
