"""The workshop makes files that are what their names say, the same every time."""

import hashlib
import itertools

import av
import numpy as np
import pytest
from PIL import Image

from manyhands.site.demo import build, content
from manyhands.site.demo.clips.film import CLIPS, FPS
from manyhands.site.demo.sound import shelf as sounds


@pytest.fixture
def folder(tmp_path):
    drawer = tmp_path / ".sounds"
    drawer.mkdir()
    sounds.keep_in(drawer)
    yield tmp_path
    sounds.forget()


def test_every_file_of_the_plan_has_a_generator():
    made_by = {"sounds": sounds.names(), "clips": set(CLIPS), "pictures": build.pictures.shelf.names()}
    for order in build.orders(content.load()):
        if order.made_by:
            assert order.made_by in set().union(*made_by.values()), order


@pytest.mark.slow
def test_every_clip_draws_frames_of_one_even_size_that_move():
    for name, clip in CLIPS.items():
        frames = list(itertools.islice(clip.draw(2.0), 0, None, 12))
        assert {frame.size for frame in frames} == {frames[0].size}, name
        assert all(side % 2 == 0 for side in frames[0].size), name
        assert frames[0].tobytes() != frames[-1].tobytes(), name


def test_a_sound_is_encoded_the_same_every_time_and_sounds(folder):
    hashes = set()
    for run in ("a", "b"):
        path = build.make(folder, build.Order(f"{run}/spoons.ogg", "spoons_layer"))
        hashes.add(hashlib.sha256(path.read_bytes()).hexdigest())
    assert len(hashes) == 1
    with av.open(str(path)) as file:
        decoded = np.concatenate([frame.to_ndarray().ravel() for frame in file.decode(audio=0)])
    assert np.sqrt(np.mean(decoded**2)) > 0.005


def test_a_portrait_is_a_square_picture(folder):
    member = content.load().members[0]
    with Image.open(build.make_portrait(folder, member)) as portrait:
        assert portrait.size == (640, 640)


@pytest.mark.slow
def test_a_scored_clip_shows_the_very_frames_of_the_silent_one(folder, monkeypatch):
    for name in ("paper_boat", "paper_boat_with_waltz"):
        short = CLIPS[name]
        monkeypatch.setitem(CLIPS, name, type(short)(short.draw, 1.0, short.sound, short.picture_of))
    silent = build.make(folder, build.Order("silent/a.mp4", "paper_boat"))
    scored = build.make(folder, build.Order("scored/b.mp4", "paper_boat_with_waltz"))
    seen = [packets(path) for path in (silent, scored)]
    assert seen[0] == seen[1]
    assert len(seen[0]) == FPS
    with av.open(str(scored)) as file:
        assert len(file.streams.audio) == 1


def packets(path):
    with av.open(str(path)) as file:
        return [hashlib.sha256(bytes(packet)).digest() for packet in file.demux(video=0) if packet.size]


def test_a_layer_louder_than_full_scale_is_turned_down_not_cut(folder):
    path = build.make(folder, build.Order("hum/hum-alone.flac", "hum_layer"))
    assert np.abs(sounds.hear("hum_layer")).max() > 1
    with av.open(str(path)) as file:
        decoded = np.concatenate([frame.to_ndarray().ravel() for frame in file.decode(audio=0)])
    peaks = np.abs(decoded / 2**15)
    assert 0.9 < peaks.max() < 0.97
    assert (peaks > 0.999 * peaks.max()).sum() < 20  # a cut wave would lie at its edge for long
