"""What a file is, by its content and never by its name.

Only the first bytes are read, by code that follows no pointer in them. The answer chooses the one demuxer
or picture reader that the file is opened with, so a playlist that calls itself x.mp4 is never opened as a
playlist. What we do not know, and everything that names other files or can hold script (SVG, HTML, m3u8,
ffconcat, SDP, DASH), is an attachment: handed out as a download, never rendered.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from manyhands.media import adts, captions, mpeg_audio, tiff
from manyhands.media.kinds import Kind

HEAD = 64 * 1024
LONGEST_TEXT = 8 * 1024 * 1024


@dataclass(frozen=True)
class Sniffed:
    """The container that the first bytes announce. Whether an mp4 holds a picture only the probe can say."""

    kind: Kind
    container: str
    mime: str


ATTACHMENT = Sniffed(Kind.ATTACHMENT, "", "application/octet-stream")
TEXT = Sniffed(Kind.TEXT, "text", "text/plain")
WEBVTT = Sniffed(Kind.TEXT, "webvtt", "text/vtt")
SUBRIP = Sniffed(Kind.TEXT, "subrip", "text/plain")

DOCX = Sniffed(Kind.TEXT, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
ODT = Sniffed(Kind.TEXT, "odt", "application/vnd.oasis.opendocument.text")

WAV = Sniffed(Kind.AUDIO, "wav", "audio/wav")
FLAC = Sniffed(Kind.AUDIO, "flac", "audio/flac")
MP3 = Sniffed(Kind.AUDIO, "mp3", "audio/mpeg")
OGG = Sniffed(Kind.AUDIO, "ogg", "audio/ogg")
AIFF = Sniffed(Kind.AUDIO, "aiff", "audio/aiff")
AAC = Sniffed(Kind.AUDIO, "aac", "audio/aac")
WMA = Sniffed(Kind.AUDIO, "asf", "audio/x-ms-wma")
M4A = Sniffed(Kind.AUDIO, "mp4", "audio/mp4")
MP4 = Sniffed(Kind.VIDEO, "mp4", "video/mp4")
MOV = Sniffed(Kind.VIDEO, "mov", "video/quicktime")
MATROSKA = Sniffed(Kind.VIDEO, "matroska", "video/x-matroska")
WEBM = Sniffed(Kind.VIDEO, "webm", "video/webm")
AVI = Sniffed(Kind.VIDEO, "avi", "video/x-msvideo")
MPEG = Sniffed(Kind.VIDEO, "mpeg", "video/mpeg")
MPEG_TS = Sniffed(Kind.VIDEO, "mpegts", "video/mp2t")
OGV = Sniffed(Kind.VIDEO, "ogg", "video/ogg")
JPEG = Sniffed(Kind.IMAGE, "jpeg", "image/jpeg")
PNG = Sniffed(Kind.IMAGE, "png", "image/png")
GIF = Sniffed(Kind.IMAGE, "gif", "image/gif")
WEBP = Sniffed(Kind.IMAGE, "webp", "image/webp")
AVIF = Sniffed(Kind.IMAGE, "avif", "image/avif")
HEIC = Sniffed(Kind.IMAGE, "heic", "image/heic")
TIFF = Sniffed(Kind.IMAGE, "tiff", "image/tiff")
BMP = Sniffed(Kind.IMAGE, "bmp", "image/bmp")

_FTYP = {
    **dict.fromkeys((b"M4A ", b"M4B "), M4A),
    **dict.fromkeys((b"qt  ",), MOV),
    **dict.fromkeys((b"avif", b"avis"), AVIF),
    **dict.fromkeys((b"crx ", b"jp2 ", b"jpx ", b"jxl "), ATTACHMENT),
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), HEIC),
}
_MP4_BRAND = re.compile(
    rb"iso[m2-9a-c]|mp4[12]|avc1|dash|cmf[2cl]|M4V |M4VH|MSNV|f4v |3g[2pegrs]..|av01|hvc1|mmp4"
)
# A QuickTime file from before `ftyp` (1991-2001, and some recorders today) begins with one of these boxes.
_OLD_MOV = {b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
_ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")  # the GUID of its header object
_BMP_HEADS = {length.to_bytes(4, "little") for length in (12, 40, 52, 56, 108, 124)}
_OGG_SOUND = (b"OpusHead", b"\x01vorbis", b"\x7fFLAC", b"Speex   ")


_MAGIC = (
    (b"fLaC", FLAC),
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (_ASF, WMA),
)
# Both put their own name behind the length of the whole.
_FORMS = {
    b"RIFF": {b"WAVE": WAV, b"WEBP": WEBP, b"AVI ": AVI},
    b"FORM": {b"AIFF": AIFF, b"AIFC": AIFF},
}


def sniff(path: Path) -> Sniffed:
    """Say what the file at ``path`` is; an empty file is an attachment."""
    with path.open("rb") as file:
        head = file.read(HEAD)
        found = sniff_bytes(head)
        if found is not None:
            return found
        if path.stat().st_size > LONGEST_TEXT:
            return ATTACHMENT
        return text_of(head + file.read(LONGEST_TEXT))


def sniff_bytes(head: bytes) -> Sniffed | None:
    """Say what the first bytes announce, or None where no binary format that we play begins like this."""
    for magic, sniffed in _MAGIC:
        if head.startswith(magic):
            return sniffed
    for magic, forms in _FORMS.items():
        if head.startswith(magic):
            return forms.get(head[8:12], ATTACHMENT)
    for look in _LOOKS:
        found = look(head)
        if found is not None:
            return found
    return None


def _picture(head: bytes) -> Sniffed | None:
    if head[:4] in tiff.ORDERS:
        return ATTACHMENT if tiff.is_camera_raw(head) else TIFF
    if head[:2] == b"BM" and head[14:18] in _BMP_HEADS and not any(head[6:10]):
        return BMP
    return None


def _document(head: bytes) -> Sniffed | None:
    """A zip whose first files say what it is: OpenDocument by a file for just that, Word by its folder."""
    if head[:4] != b"PK\x03\x04":
        return None
    if head[30:38] == b"mimetype":
        length = int.from_bytes(head[22:26], "little")
        return ODT if head[38 : 38 + length].decode("latin-1") == ODT.mime else ATTACHMENT
    return DOCX if re.search(rb"PK\x03\x04.{26}word/", head, re.DOTALL) else ATTACHMENT


def _ogg(head: bytes) -> Sniffed | None:
    """Every track begins with a page of its own before any goes on, so a film shows itself at once.

    A page is 27 bytes and a table of segment lengths, whose size is byte 26 (RFC 3533).
    """
    if head[:4] != b"OggS":
        return None
    found, at = ATTACHMENT, 0
    while head[at : at + 4] == b"OggS" and head[at + 5 : at + 6] == b"\x02" and len(head) > at + 27:
        table = head[at + 27 : at + 27 + head[at + 26]]
        packet = at + 27 + len(table)
        if head.startswith(b"\x80theora", packet):
            return OGV
        if head.startswith(_OGG_SOUND, packet):
            found = OGG
        at = packet + sum(table)
    return found


def _mpeg_video(head: bytes) -> Sniffed | None:
    """A transport stream repeats 0x47 every 188 bytes, or every 192 with the clock of a camera before each;
    a program stream begins with a pack header, marked as MPEG-2 or MPEG-1.
    """
    for first, step in ((0, 188), (4, 192)):
        if len(head) > first + 4 * step and all(head[first + step * n] == 0x47 for n in range(5)):
            return MPEG_TS
    if head[:4] == b"\x00\x00\x01\xba" and len(head) > 4 and (head[4] >> 6 == 1 or head[4] >> 4 == 2):
        return MPEG
    return None


def _matroska(head: bytes) -> Sniffed | None:
    """DocType (element 0x4282) stands in the EBML header, which comes first (RFC 8794)."""
    if head[:4] != b"\x1a\x45\xdf\xa3":
        return None
    found = re.search(rb"\x42\x82[\x80-\xff]([a-z]+)", head[:256])
    return {b"webm": WEBM, b"matroska": MATROSKA}.get(found[1] if found else b"", ATTACHMENT)


def _iso_media(head: bytes) -> Sniffed | None:
    box = head[4:8]
    if box in _OLD_MOV and int.from_bytes(head[:4], "big") != 0:
        return MOV
    if box != b"ftyp":
        return None
    length = min(int.from_bytes(head[:4], "big"), len(head), 512)
    brands = [head[8:12]] + [head[at : at + 4] for at in range(16, length - 3, 4)]
    for brand in brands:
        # mif1 and msf1 only say "a HEIF of some coding"; the compatible brands behind them say which.
        if brand in _FTYP:
            return _FTYP[brand]
        if _MP4_BRAND.fullmatch(brand):
            return MP4
    return ATTACHMENT


def _mpeg_audio(head: bytes) -> Sniffed | None:
    """Two frames of MP3 or AAC in a row, behind an ID3v2 tag or at once; one alone is too common."""
    start = mpeg_audio.id3_length(head)
    if start >= len(head) - 4:
        return MP3 if start else None  # a cover picture in the tag is larger than what we read
    if head[start : start + 4] == b"fLaC":
        return FLAC
    length = adts.frame_length(head[start : start + 7])
    if length and adts.frame_length(head[start + length : start + length + 7]):
        return AAC
    for at in range(start, min(start + 2048, len(head) - 4)) if start else (0,):
        length = mpeg_audio.frame_length(head[at : at + 4])
        if length and mpeg_audio.frame_length(head[at + length : at + length + 4]):
            return MP3
    return ATTACHMENT if start else None


_LOOKS = (_picture, _document, _ogg, _matroska, _iso_media, _mpeg_video, _mpeg_audio)


def text_of(data: bytes) -> Sniffed:
    """What a whole text is: captions, words, or nothing that we would show."""
    if not is_plain_text(data):
        return ATTACHMENT
    begins = data[:200].decode("utf-8-sig", errors="ignore")
    if re.match(r"WEBVTT(?:[ \t\r\n]|$)", begins):
        return WEBVTT
    return SUBRIP if captions.is_subrip(begins) else TEXT


_NAMES_OTHERS_OR_RUNS = re.compile(
    r"\s*(#EXTM3U|ffconcat\b|<\?xml|<!doctype|<svg|<html|<head|<body|<script|<mpd|<smil|<asx|\[playlist\]|\[reference\]"
    r"|v=0\r?\n[os]=|rtsptext|\{\\rtf|%!ps|%pdf|#!)",
    re.IGNORECASE,
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def is_plain_text(data: bytes) -> bool:
    """Say whether these bytes are words: UTF-8, no control characters, no playlist, markup or program."""
    if not data:
        return False
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not _CONTROL.search(text) and not _NAMES_OTHERS_OR_RUNS.match(text)
