"""Which demuxers and decoders strangers' files may use: everything else stays closed, here and in
ffmpeg's options.
"""

from __future__ import annotations

DEMUXERS = {
    "wav": "wav",
    "flac": "flac",
    "mp3": "mp3",
    "ogg": "ogg",
    "mp4": "mov",
    "mov": "mov",
    "matroska": "matroska",
    "webm": "matroska",
    "aiff": "aiff",
    "aac": "aac",
    "asf": "asf",
    "avi": "avi",
    "mpeg": "mpeg",
    "mpegts": "mpegts",
}
SOUND_CODECS = frozenset(
    {
        "aac",
        "ac3",
        "adpcm_ima_wav",
        "adpcm_ms",
        "alac",
        "eac3",
        "flac",
        "mp2",
        "mp3",
        "opus",
        "vorbis",
        "pcm_alaw",
        "pcm_mulaw",
    }
    | {"pcm_s8", "pcm_u8", "wmalossless", "wmapro", "wmav1", "wmav2"}
    | {f"pcm_{kind}{bits}{end}" for kind in "sf" for bits in (16, 24, 32, 64) for end in ("le", "be")}
)
VIDEO_CODECS = frozenset(
    {"av1", "h264", "hevc", "mjpeg", "mpeg1video", "mpeg2video", "mpeg4", "prores", "theora", "vp8", "vp9"}
    | {"wmv1", "wmv2"}
)
# Decoders whose name differs from their codec's.
_OTHER_NAMES = frozenset(
    {"mp2float", "mp3float", "libopus", "libvorbis", "libdav1d", "libaom-av1", "libvpx", "libvpx-vp9"}
)


def all_decoders() -> str:
    """Give the list as ffmpeg's ``codec_whitelist`` wants it."""
    return ",".join(sorted(SOUND_CODECS | VIDEO_CODECS | _OTHER_NAMES))
