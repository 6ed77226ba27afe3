"""Texts: from uploaded bytes or a written page to clean words, their number, and HTML safe to show."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from manyhands.media.refusals import Refused

LONGEST = 2_000_000  # characters; War and Peace has 3.2 million, a long novel 1 million

# Silent reading of prose: 238 words a minute is the mean of 190 studies (Brysbaert 2019). For scripts without
# spaces we count as Chinese and Japanese publishers do, 500 characters a minute.
WORDS_A_MINUTE = 238
CHARACTERS_A_MINUTE = 500

# Scripts written without spaces: Han, kana, Thai, Lao, Khmer, Myanmar. Korean has spaces and counts as words.
_UNSPACED = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\u0e00-\u0e7f\u0e80-\u0eff\u1780-\u17ff\u1000-\u109f]"
)
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


class Markup(StrEnum):
    """How a text is written; ``PLAIN`` keeps every line break, as poems and scripts need."""

    MARKDOWN = "markdown"
    PLAIN = "plain"


@dataclass(frozen=True)
class Reading:
    """How long a text is. ``words`` counts characters where the script has no spaces between words."""

    words: int
    characters: int
    seconds: int


@dataclass(frozen=True)
class Rendered:
    """A text ready to be shown: sanitised HTML whose headings begin at ``<h2>``, and its length."""

    html: str
    reading: Reading


def decode(data: bytes) -> str:
    """Read uploaded bytes as text: UTF-8, one kind of line end, composed characters, no control characters.

    :raises Refused: ``not_utf8``, ``text_too_long``
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("not_utf8") from None
    return normalise(text)


def normalise(text: str) -> str:
    """Bring words that were typed or uploaded into the one form that we keep.

    :raises Refused: ``text_too_long``
    """
    if len(text) > LONGEST:
        raise Refused("text_too_long", characters=len(text), limit=LONGEST)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n").replace("\u2028", "\n")
    text = "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cs"})
    return unicodedata.normalize("NFC", text)


def measure(text: str) -> Reading:
    """Count words and reading time, each script by its own rule, so that mixed texts come out right."""
    unspaced = len(_UNSPACED.findall(text))
    spaced = len(_WORD.findall(_UNSPACED.sub(" ", text)))
    seconds = 60 * spaced / WORDS_A_MINUTE + 60 * unspaced / CHARACTERS_A_MINUTE
    return Reading(words=spaced + unspaced, characters=len(text), seconds=round(seconds))


def render(text: str, markup: Markup = Markup.MARKDOWN) -> Rendered:
    """Turn a text into HTML that is safe in our own pages. Raw HTML in Markdown is shown as it was typed."""
    made = _plain(text) if markup == Markup.PLAIN else str(_markdown().render(text))
    return Rendered(html=_clean(made), reading=measure(text))


def excerpt(text: str, characters: int) -> str:
    """The first words of a Markdown text without its markup, cut at a space where the script has them."""
    shown = html.unescape(nh3.clean(render(text[: characters * 4]).html, tags=set()))
    words = "\n".join(line.strip() for line in shown.splitlines() if line.strip())
    if len(words) <= characters:
        return words
    cut = words[:characters]
    return (cut.rpartition(" ")[0] if " " in cut[characters // 2 :] else cut) + "…"


def _plain(text: str) -> str:
    """Keep lines and their leading spaces: an empty line parts paragraphs, every other line end is one."""
    paragraphs = [part.strip("\n") for part in re.split(r"\n[ \t]*\n", text)]
    return "\n".join(f"<p>{_plain_lines(part)}</p>" for part in paragraphs if part.strip())


def _plain_lines(paragraph: str) -> str:
    lines = []
    for line in paragraph.split("\n"):
        words = line.expandtabs(4).lstrip(" ")
        indent = len(line.expandtabs(4)) - len(words)
        lines.append("\u00a0" * indent + html.escape(words, quote=False))
    return "<br>\n".join(lines)


class _Renderer(RendererHTML):
    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A picture elsewhere would tell its server who reads here; it becomes a link to it."""
        address = html.escape(str(tokens[idx].attrGet("src") or ""))
        label = self.renderInlineAsText(tokens[idx].children or [], options, env)
        return f'<a href="{address}">{html.escape(label or address)}</a>'


def _outline(state: StateCore) -> None:
    """Headings begin at ``<h2>``, below the page's own title, and skip no level, whatever was written:
    who listens to a page finds the way by them.
    """
    above: list[int] = []
    for token in state.tokens:
        if token.type == "heading_open":
            written = int(token.tag[1])
            above = [*(level for level in above if level < written), written]
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, 1 + len(above))}"


@cache
def _markdown() -> MarkdownIt:
    """CommonMark with tables and struck words; no raw HTML, at most 20 levels of nesting."""
    options = {"html": False, "linkify": False, "typographer": False, "maxNesting": 20}
    parser = MarkdownIt("commonmark", options, renderer_cls=_Renderer).enable(["table", "strikethrough"])
    parser.core.ruler.push("outline", _outline)
    return parser


_TAGS = set(
    "a p br hr em strong s code pre blockquote ul ol li h2 h3 h4 h5 h6 table thead tbody tr th td".split()  # noqa: SIM905
)


def _clean(made: str) -> str:
    """The one sanitiser; the renderer above is not trusted to be right."""
    return nh3.clean(
        made,
        tags=_TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}, "code": {"class"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener noreferrer",
    )
