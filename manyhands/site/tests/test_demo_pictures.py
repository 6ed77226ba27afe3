"""The demo's drawings are there, are of a size worth looking at, and come out the same every time."""

import hashlib

import numpy as np
import pytest

from manyhands.site.demo import content, pictures
from manyhands.site.demo.pictures import portraits, shelf
from manyhands.site.demo.pictures.easel import KEY, Easel


def test_every_picture_of_the_plan_hangs_on_the_shelf():
    planned = {v.made_by for w, _n, v in content.load().in_order() if w.kind == "image"}
    assert planned <= shelf.names()
    assert pictures.__doc__


@pytest.mark.parametrize("name", ["umbrellas", "town_map"])
def test_a_picture_is_large_and_full(name):
    picture = shelf.see(name)
    assert min(picture.size) >= 1000
    assert len(picture.resize((160, 120)).getcolors(20_000) or []) > 400
    shelf.forget()


def test_a_portrait_comes_out_the_same_every_time_and_differs_between_people():
    colours = ("#20384a", "#e9c46a", "#f7f2e8")
    hashes = [
        hashlib.sha256(portraits.portrait("rings", colours, seed).tobytes()).digest() for seed in (1, 1, 2)
    ]
    assert hashes[0] == hashes[1] != hashes[2]


def test_every_member_has_a_style_that_exists():
    assert {member.portrait for member in content.load().members} <= set(portraits.STYLES)


def test_a_glow_ends_in_a_circle_without_a_square_around_it():
    easel = Easel(200, 200, "#000000", scale=1)
    easel.glow((100, 100), 80, "#ffffff", 1.0)
    light = np.asarray(easel.image)[:, :, 0]
    assert light[100, 100] > 240
    assert light[100, 22] == 0
    assert light[24, 24] == 0


def test_what_is_cut_out_has_no_edge_of_its_ground():
    easel = Easel(40, 40, KEY)
    easel.dot((20, 20), 12, "#ffffff")
    cut, mask = easel.cut_out()
    seen = np.asarray(mask) > 0
    assert (np.asarray(cut)[seen] == 255).all()
    assert 0 < np.asarray(mask)[seen].min() < 255
