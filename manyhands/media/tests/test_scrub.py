"""The sheet of small pictures of a film: how many, how large, and that each shows its moment."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from manyhands.media import ladder
from manyhands.media.ladder import film
from manyhands.media.ladder.scrub import MOST, SIDE, grid_of
from manyhands.media.probe import probe
from manyhands.media.refusals import Refused
from manyhands.media.report import Video
from tests.media_samples import sample
from tests.numbered_films import number_on, numbered


@cache
def first_of(source: Path) -> Path:
    """The rung from which the sheet is made."""
    folder = Path(tempfile.mkdtemp(prefix="scrub-test-"))
    return ladder.steps(probe(source))[0].make(source, folder).files[0][1]


def sheet_of(source: Path, *, of: Path | None = None) -> tuple[Image.Image, dict[str, Any]]:
    [step] = [step for step in ladder.steps(probe(source)) if step.name == "scrub"]
    made = step.make(of or first_of(source), Path(tempfile.mkdtemp(prefix="scrub-test-")))
    (shown, sheet), (_output, table) = made.files
    with Image.open(sheet) as opened:
        assert opened.size == (shown.width, shown.height)
        return opened.convert("RGB"), json.loads(table.read_text())


def small_pictures(source: Path, *, of: Path | None = None) -> list[Image.Image]:
    """Cut the sheet up as its table says."""
    sheet, table = sheet_of(source, of=of)
    width, height = table["width"], table["height"]
    corners = [divmod(place, table["columns"]) for place in range(table["count"])]
    return [
        sheet.crop((column * width, row * height, (column + 1) * width, (row + 1) * height))
        for row, column in corners
    ]


def numbers(source: Path, *, of: Path | None = None) -> list[int]:
    return [number_on(picture) for picture in small_pictures(source, of=of)]


def make_video(width: int, height: int) -> Video:
    return Video("h264", width, height, width, height, 0, 25.0, 50, "yuv420p", 2000)


@given(st.integers(1, 9000), st.integers(1, 9000), st.integers(0, 4 * 3600 * 1000))
def test_every_moment_of_any_film_is_on_a_sheet_that_webp_can_hold(width, height, duration_ms):
    grid = grid_of(make_video(width, height), duration_ms)
    assert 1 <= grid.count <= MOST
    assert (grid.count - 1) * grid.every_ms <= duration_ms <= grid.count * grid.every_ms
    assert max(grid.width, grid.height) <= SIDE
    assert grid.width <= max(1, width)
    assert max(grid.size) <= 1600


@pytest.mark.parametrize(
    ("seconds", "every_ms", "count"), [(0.04, 200, 1), (20, 200, 100), (60, 2000, 30), (7201, 74_000, 98)]
)
def test_short_films_have_pictures_close_together_and_long_ones_at_key_frames(seconds, every_ms, count):
    grid = grid_of(make_video(1920, 1080), round(seconds * 1000))
    assert (grid.every_ms, grid.count, grid.width, grid.height) == (every_ms, count, 160, 90)


@pytest.mark.slow
def test_each_small_picture_of_a_short_film_is_the_one_of_its_moment():
    assert numbers(numbered("three-seconds.mp4")) == list(range(0, 75, 5))


@pytest.mark.slow
def test_a_film_of_one_picture_has_one():
    assert numbers(numbered("one-picture.mp4")) == [0]


@pytest.mark.slow
def test_of_a_longer_film_the_pictures_stand_two_seconds_apart():
    """Of 29.97 pictures a second, the first one from each moment on."""
    assert numbers(numbered("a-minute.mp4")) == [-(-2 * place * 30000 // 1001) for place in range(23)]


@pytest.mark.slow
def test_where_nothing_moves_for_long_it_is_what_one_sees_then():
    shown = [0, 24, 24, 24, 175, 175, 175, 350, 350, 350, 350, 525, 525, 525, 700]
    assert numbers(numbered("slides.mp4")) == shown


@pytest.mark.slow
def test_behind_a_broken_end_the_last_picture_stays(tmp_path):
    """The first rung of a film that a lost line cut off may be shorter than was thought."""
    for name in ("three-seconds.mp4", "a-minute.mp4"):
        whole, cut = first_of(numbered(name)), tmp_path / name
        last = film.read(whole).fragments[-1]
        cut.write_bytes(whole.read_bytes()[: last.at])
        there = sum(each.runs[1].samples for each in film.read(whole).fragments[:-1])
        expected = [min(number, there - 1) for number in numbers(numbered(name))]
        assert numbers(numbered(name), of=cut) == expected
        assert expected[-1] == there - 1


@pytest.mark.slow
def test_what_holds_no_picture_is_refused(tmp_path):
    path = tmp_path / "empty"
    path.write_bytes(first_of(numbered("three-seconds.mp4")).read_bytes()[:900])
    with pytest.raises(Refused):
        sheet_of(numbered("three-seconds.mp4"), of=path)


@pytest.mark.slow
def test_upright_and_odd_films_keep_their_shape():
    upright = small_pictures(numbered("upright-three.mp4"))
    assert {picture.size for picture in upright} == {(90, 160)}
    assert [number_on(picture) for picture in upright] == list(range(0, 75, 5))
    assert {picture.size for picture in small_pictures(sample("odd.mkv"))} == {(160, 120)}


@pytest.mark.slow
def test_each_sheet_has_a_table_of_its_own():
    """Taking one film down must not take the table from another of the same length."""
    tables = {json.dumps(sheet_of(each)[1]) for each in (numbered("three-seconds.mp4"), sample("silent.mp4"))}
    assert len(tables) == 2
