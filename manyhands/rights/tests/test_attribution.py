"""The line that names who made something."""

from __future__ import annotations

from manyhands.rights.attribution import Attributed, html, markdown, plain
from manyhands.rights.rules import ACCORD, BY, LICENCES

GUITAR = Attributed("Kitchen guitar", ["Ana"], LICENCES[BY], "https://a.example/works/1")
BASS = Attributed("Loop [bass] <3", ["Kofi", "Ines"], LICENCES[ACCORD], "", made_from=[GUITAR])


def test_plain():
    assert plain(BASS) == (
        "“Loop [bass] <3” by Kofi, Ines, Accord only\n"
        "made from: “Kitchen guitar” by Ana, https://a.example/works/1, "
        "CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)"
    )


def test_markdown():
    assert markdown(BASS) == (
        "“Loop \\[bass\\] \\<3” by Kofi, Ines, Accord only\n"
        "- [Kitchen guitar](https://a.example/works/1) by Ana, "
        "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)"
    )


def test_html():
    assert html(BASS) == (
        "<cite>Loop [bass] &lt;3</cite> by Kofi, Ines, Accord only"
        '<ul><li><cite><a href="https://a.example/works/1">Kitchen guitar</a></cite> by Ana, '
        '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a></li></ul>'
    )


def test_something_without_a_licence_and_an_address():
    assert plain(Attributed("A letter", ["my uncle"], None)) == "“A letter” by my uncle"
