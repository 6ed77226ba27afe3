"""How words are folded and cut so that search finds them in every script. No Django here.

PostgreSQL's own parser finds neither 雨 in 東京で録音した雨の音 nor *cafe* in *Café*, so text is prepared
before it gets there: NFKC and case folding, accents dropped, and text of scripts that are written without
spaces cut into overlapping pairs of characters (bigrams, as Lucene's CJKAnalyzer does) beside each.
"""

from __future__ import annotations

import re
import unicodedata

# Han, kana, bopomofo, hangul syllables (which stick to their particles), Thai, Lao, Khmer, Burmese.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3100-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{UNSPACED}]+|[^\\W{UNSPACED}]+")
_UNSPACED = re.compile(f"[{UNSPACED}]")

WORDS_AT_MOST = 20_000  # of one text: a tsvector may not pass 1 MB
QUERY_WORDS_AT_MOST = 12
WORD_LENGTH = 60

# Languages for which every PostgreSQL brings a Snowball stemmer (pg_ts_config), by BCP 47 primary subtag.
STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "nl": "dutch", "no": "norwegian", "nb": "norwegian", "nn": "norwegian",
    "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip


def stemmer(language: str) -> str | None:
    """The text search configuration for a BCP 47 language tag, or None where there is none."""
    return STEMMERS.get(language.split("-", 1)[0].lower())


def fold(text: str) -> str:
    """NFKC, case folded, without combining marks: *Café* and *CAFE* become *cafe*.

    Marks of scripts where they are letters of their own (Indic vowel signs) are kept: only marks on a Latin,
    Greek or Cyrillic letter, and Arabic and Hebrew points, are dropped.
    """
    kept: list[str] = []
    base_drops = True
    for char in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()):
        if unicodedata.combining(char):
            if not base_drops:
                kept.append(char)
            continue
        base_drops = unicodedata.name(char, "").startswith(("LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW"))
        kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept))


def index_words(text: str) -> list[str]:
    """The words under which a text can be found, in its order."""
    words: list[str] = []
    for run in _RUN.findall(fold(text)):
        if _UNSPACED.match(run):
            words.extend(run)
            words.extend(_pairs(run))
        else:
            words.append(run[:WORD_LENGTH])
        if len(words) >= WORDS_AT_MOST:
            return words[:WORDS_AT_MOST]
    return words


def query_words(text: str) -> list[str]:
    """The words that a text must all have to answer a query; an unspaced run matches by all its pairs."""
    words: list[str] = []
    for run in _RUN.findall(fold(text)):
        words.extend((_pairs(run) or [run]) if _UNSPACED.match(run) else [run[:WORD_LENGTH]])
    return list(dict.fromkeys(words))[:QUERY_WORDS_AT_MOST]


def is_unspaced(word: str) -> bool:
    return bool(_UNSPACED.match(word))


def quoted(word: str) -> str:
    """A word as PostgreSQL writes it inside a tsvector or tsquery."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]
