"""Small media in the formats that studios, cameras and old disks hold: ``rare("tone.aiff")`` gives a path."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, TiffImagePlugin

from tests.media_samples import CLIP, H264, TONE, _ffmpeg, drawing, keep

Recipe = Callable[[Path], None]


def _pcm(codec: str, *options: str) -> Recipe:
    return _ffmpeg(*TONE, "-c:a", codec, *options)


def _around(layout: str, *options: str) -> Recipe:
    """Each loudspeaker has the same tone."""
    speakers = {"5.1": 6, "7.1": 8}[layout]
    pan = "|".join(f"c{each}=c0" for each in range(speakers))
    return _ffmpeg(*TONE, "-af", f"pan={layout}|{pan}", *options)


# Each: what the probe calls its codec, channels, Hz, and how it is made.
SOUNDS: dict[str, tuple[str, int, int, Recipe]] = {
    "tone.aiff": ("pcm_s16be", 1, 44100, _pcm("pcm_s16be")),
    "tone-24.aiff": ("pcm_s24be", 1, 96000, _pcm("pcm_s24be", "-ar", "96000")),
    "tone-float.aifc": ("pcm_f32be", 1, 48000, _pcm("pcm_f32be", "-f", "aiff", "-ar", "48000")),
    "tone-swapped.aifc": ("pcm_s16le", 2, 44100, _pcm("pcm_s16le", "-f", "aiff", "-ac", "2")),
    "tone.aac": ("aac", 1, 44100, _ffmpeg(*TONE, "-c:a", "aac", "-f", "adts")),
    "tone.wma": ("wmav2", 2, 44100, _ffmpeg(*TONE, "-ac", "2", "-c:a", "wmav2")),
    "tone-8.wav": ("pcm_u8", 1, 8000, _pcm("pcm_u8", "-ar", "8000")),
    "tone-24.wav": ("pcm_s24le", 1, 96000, _pcm("pcm_s24le", "-ar", "96000")),
    "tone-32.wav": ("pcm_s32le", 1, 192000, _pcm("pcm_s32le", "-ar", "192000")),
    "tone-float.wav": ("pcm_f32le", 2, 48000, _pcm("pcm_f32le", "-ar", "48000", "-ac", "2")),
    "tone-24.flac": ("flac", 1, 192000, _pcm("flac", "-ar", "192000", "-sample_fmt", "s32")),
    "tone-ima.wav": ("adpcm_ima_wav", 1, 44100, _pcm("adpcm_ima_wav")),
    "tone-ms.wav": ("adpcm_ms", 1, 44100, _pcm("adpcm_ms")),
    "around.flac": ("flac", 6, 44100, _around("5.1")),
    "around.wav": ("pcm_s24le", 8, 48000, _around("7.1", "-c:a", "pcm_s24le", "-ar", "48000")),
    "around.m4a": ("aac", 6, 48000, _around("5.1", "-c:a", "aac", "-ar", "48000")),
    "around.opus": ("opus", 8, 48000, _around("7.1", "-c:a", "libopus")),
}


def _film(size: str, *options: str, rate: str = "25") -> Recipe:
    return _ffmpeg("-f", "lavfi", "-i", f"testsrc2=size={size}:rate={rate}:duration=2", *TONE, *options)


def _of_two_rates(path: Path) -> None:
    """A screen recording: a picture now and then, and many while something moves."""
    pick = "select='if(lt(t,1),not(mod(n,5)),1)'"
    _film("320x240", "-vf", pick, "-fps_mode", "vfr", *H264, "-c:a", "aac")(path)


_MPEG2 = ("-c:v", "mpeg2video", "-g", "12", "-b:v", "1M", "-c:a", "mp2")

# Each: what the probe calls its codec, width and height as shown, pictures, and how it is made.
FILMS: dict[str, tuple[str, int, int, int, Recipe]] = {
    "clip.avi": ("mpeg4", 320, 240, 50, _film("320x240", "-c:v", "mpeg4", "-vtag", "XVID", "-c:a", "mp3")),
    "clip-h264.avi": ("h264", 320, 240, 50, _film("320x240", *H264, "-bf", "0", "-c:a", "pcm_s16le")),
    "clip-mjpeg.avi": (
        *("mjpeg", 320, 240, 50),
        _film("320x240", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-c:a", "pcm_u8"),
    ),
    "clip-mjpeg.mov": (
        *("mjpeg", 320, 240, 50),
        _film("320x240", "-c:v", "mjpeg", "-pix_fmt", "yuvj422p", "-c:a", "pcm_s16be"),
    ),
    "clip.wmv": ("wmv2", 320, 240, 50, _film("320x240", "-c:v", "wmv2", "-ac", "2", "-c:a", "wmav2")),
    "clip-wmv1.wmv": ("wmv1", 320, 240, 50, _film("320x240", "-c:v", "wmv1", "-ac", "2", "-c:a", "wmav2")),
    "clip.mpg": ("mpeg1video", 320, 240, 50, _film("320x240", "-c:v", "mpeg1video", "-c:a", "mp2")),
    "clip.vob": ("mpeg2video", 320, 240, 50, _film("320x240", *_MPEG2, "-f", "vob")),
    "clip.ts": ("mpeg2video", 320, 240, 50, _film("320x240", *_MPEG2)),
    "clip-h264.ts": ("h264", 320, 240, 50, _film("320x240", *H264, "-c:a", "aac")),
    "clip.m2ts": ("h264", 320, 240, 50, _film("320x240", *H264, "-c:a", "ac3", "-mpegts_m2ts_mode", "1")),
    "clip.ogv": (
        "theora",
        320,
        240,
        50,
        _film("320x240", "-c:v", "libtheora", "-ac", "2", "-c:a", "libvorbis"),
    ),
    "clip-prores.mov": ("prores", 320, 240, 50, _film("320x240", "-c:v", "prores_ks", "-c:a", "pcm_s24le")),
    "clip-mpeg4.mp4": ("mpeg4", 320, 240, 50, _film("320x240", "-c:v", "mpeg4", "-c:a", "aac")),
    "two-rates.mp4": ("h264", 320, 240, 30, _of_two_rates),
    "ntsc.mov": ("h264", 320, 240, 60, _film("320x240", *H264, "-c:a", "aac", rate="30000/1001")),
    "upright.mpg": ("mpeg1video", 180, 320, 50, _film("180x320", "-c:v", "mpeg1video", "-c:a", "mp2")),
    "silent.avi": ("mpeg4", 320, 240, 50, _ffmpeg(*CLIP, "-c:v", "mpeg4")),
    "odd.avi": (
        "mpeg4",
        161,
        121,
        50,
        _film("320x240", "-vf", "scale=161:121,setsar=1", "-c:v", "mpeg4", "-c:a", "mp3"),
    ),
    "wide.vob": ("mpeg2video", 427, 240, 50, _film("320x240", *_MPEG2, "-aspect", "16:9", "-f", "vob")),
}


def _picture(**options: Any) -> Recipe:
    return lambda path: drawing().save(path, **options)


def _telling_tiff(path: Path) -> None:
    """Two pages, turned, with a place, a maker, an owner and a comment."""
    fields = TiffImagePlugin.ImageFileDirectory_v2()
    fields[ExifTags.Base.Orientation] = 6
    fields[ExifTags.Base.Artist] = "Secret Person"
    fields[ExifTags.Base.ImageDescription] = "Secret words"
    fields[ExifTags.IFD.GPSInfo] = {
        ExifTags.GPS.GPSLatitudeRef: "N",
        ExifTags.GPS.GPSMapDatum: "Secret place",
    }
    more = [drawing(64, 48)]
    drawing().save(path, tiffinfo=fields, save_all=True, append_images=more)


def _deep_grey(path: Path) -> None:
    """From black on the left to white on the right, in 16 bits."""
    row = b"".join((x * 65535 // 639).to_bytes(2, "little") for x in range(640))
    Image.frombytes("I;16", (640, 480), row * 480).save(path)


PICTURES: dict[str, Recipe] = {
    "drawing.tiff": _picture(),
    "drawing-lzw.tiff": _picture(compression="tiff_lzw"),
    "drawing-deflate.tiff": _picture(compression="tiff_adobe_deflate"),
    "deep-grey.tiff": _deep_grey,
    "cmyk.tiff": lambda path: drawing().convert("CMYK").save(path),
    "fax.tiff": lambda path: drawing().convert("1").save(path, compression="group4"),
    "drawing.bmp": _picture(),
    "palette.bmp": lambda path: drawing().convert("P").save(path),
    "told.tiff": _telling_tiff,
}


# one sample at its loudest, a second after the beginning
_CLICK = "aevalsrc='if(between(t,1,1.0005),0.9,0)':s={rate}:d=2:c=mono"
CLICKS: dict[str, Recipe] = {
    "click.wav": _ffmpeg("-f", "lavfi", "-i", _CLICK.format(rate=44100), "-c:a", "pcm_s24le"),
    "clicks.wav": _ffmpeg(
        *("-f", "lavfi", "-i", "aevalsrc='if(between(mod(t,5),1,1.0005),0.9,0)':s=44100:d=12:c=mono")
    ),
    "click.flac": _ffmpeg("-f", "lavfi", "-i", _CLICK.format(rate=48000), "-ac", "2", "-c:a", "flac"),
}


def rare(name: str) -> Path:
    """Give the sample of that name; treat it as read-only."""
    return keep(name, RECIPES[name], recipes=Path(__file__))


RECIPES: dict[str, Recipe] = {
    **{name: row[-1] for name, row in SOUNDS.items()},
    **{name: row[-1] for name, row in FILMS.items()},
    **PICTURES,
    **CLICKS,
}
