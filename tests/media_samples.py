"""Small real media for tests, made by ffmpeg or Pillow on first use, kept in ``.cache/media-samples``.

``sample("tone.wav")`` gives a path. Treat it as read-only; the file is shared by all tests and processes.
"""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageDraw

from manyhands.media import ffmpeg

ROOT = Path(__file__).resolve().parent.parent
SECONDS = 2

TONE = ("-f", "lavfi", "-i", f"sine=frequency=440:sample_rate=44100:duration={SECONDS}")
# ffmpeg's own way from one channel to two makes each 3 dB quieter
BOTH_SIDES = ("-af", "pan=stereo|c0=c0|c1=c0")
CLIP = ("-f", "lavfi", "-i", f"testsrc2=size=320x240:rate=25:duration={SECONDS}")
# 52.5163 N, 13.3777 E: a place everybody knows, hidden where phones hide it
GPS = ("-metadata", "location=+52.5163+013.3777/", "-metadata", "artist=Secret Person")
H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "25")
BOTH = (*CLIP, *TONE)


def _ffmpeg(*options: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        argv = [
            str(ffmpeg.choose().path),
            "-hide_banner",
            "-loglevel",
            "error",
            "-nostdin",
            "-y",
            *options,
            str(path),
        ]
        subprocess.run(argv, check=True, timeout=120, env={**os.environ, "SVT_LOG": "1"})

    return make


def drawing(width: int = 640, height: int = 480) -> Image.Image:
    """A picture whose corners differ: red top left, green top right, blue bottom left, white bottom right."""
    picture = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    half_w, half_h = width // 2, height // 2
    draw.rectangle((0, 0, half_w, half_h), fill="red")
    draw.rectangle((half_w, 0, width, half_h), fill="green")
    draw.rectangle((0, half_h, half_w, height), fill="blue")
    draw.ellipse((width // 4, height // 4, width * 3 // 4, height * 3 // 4), outline="black", width=4)
    return picture


def _picture(**options: Any) -> Callable[[Path], None]:
    return lambda path: drawing().save(path, **options)


def _phone_photo(path: Path) -> None:
    """Turned by EXIF orientation 6, with a place, a maker and an owner, as a phone writes it."""
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    exif[ExifTags.Base.Make] = "SecretPhone"
    exif[ExifTags.Base.Artist] = "Secret Person"
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {
            ExifTags.GPS.GPSLatitudeRef: "N",
            ExifTags.GPS.GPSLatitude: (52.0, 30.0, 58.68),
            ExifTags.GPS.GPSLongitudeRef: "E",
            ExifTags.GPS.GPSLongitude: (13.0, 22.0, 39.72),
        }
    )
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret-xmp/></x:xmpmeta>'
    drawing().save(path, exif=exif, xmp=xmp, comment=b"secret comment", quality=85)


def _swapped_profile() -> bytes:
    """An ICC profile (v2, matrix and curve) whose red is sRGB's green and the other way round."""

    def s15(*numbers: float) -> bytes:
        return b"".join(struct.pack(">i", round(number * 65536)) for number in numbers)

    red, green, blue = (0.4360, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)
    text = b"desc\0\0\0\0" + struct.pack(">I", 8) + b"swapped\0" + bytes(78)
    tags = {
        b"desc": text,
        b"cprt": b"text\0\0\0\0none\0",
        b"wtpt": b"XYZ \0\0\0\0" + s15(0.9642, 1.0, 0.8249),
    }
    for letter, colour in zip("rgb", (green, red, blue), strict=True):
        tags[f"{letter}XYZ".encode()] = b"XYZ \0\0\0\0" + s15(*colour)
        tags[f"{letter}TRC".encode()] = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256))
    table, body = struct.pack(">I", len(tags)), b""
    for name, data in tags.items():
        table += name + struct.pack(">II", 132 + 12 * len(tags) + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    head = struct.pack(
        ">I4sI4s4s4s", 132 + len(table) - 4 + len(body), b"none", 0x02400000, b"mntr", b"RGB ", b"XYZ "
    )
    head += struct.pack(">6H", 2026, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + s15(0.9642, 1.0, 0.8249)
    return head.ljust(128, b"\0") + table + body


def _heic(path: Path) -> None:
    import pillow_heif

    pillow_heif.from_pillow(drawing()).save(path, quality=80)


def _animated(path: Path) -> None:
    frames = [Image.new("RGB", (64, 48), colour) for colour in ("red", "green", "blue", "white", "black")]
    frames[0].save(path, save_all=True, append_images=frames[1:], duration=100, loop=0)


def _tilted(path: Path) -> None:
    _turned("clip-h264.mov", path)


def _tilted_hd(path: Path) -> None:
    _turned("lying.mp4", path)


def _turned(name: str, path: Path) -> None:
    """A film as a phone held upright writes it: lying, with a matrix that says how to turn it."""
    argv = ("-i", str(sample(name)), "-c", "copy")
    if ffmpeg.choose().version.startswith("5."):
        _ffmpeg(*argv, "-metadata:s:v:0", "rotate=90")(path)
    else:
        _ffmpeg("-display_rotation:v:0", "90", *argv)(path)


def _with_cover(path: Path) -> None:
    inputs = ("-i", str(sample("tone.mp3")), "-i", str(sample("drawing.jpeg")))
    _ffmpeg(*inputs, "-map", "0:a", "-map", "1:v", "-c", "copy", "-disposition:v:0", "attached_pic")(path)


def _text(words: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.write_text(words, encoding="utf-8")

    return make


AUDIO: dict[str, Callable[[Path], None]] = {
    "tone.wav": _ffmpeg(*TONE),
    "tone.flac": _ffmpeg(*TONE),
    "tone.mp3": _ffmpeg(*TONE, "-c:a", "libmp3lame", "-b:a", "96k"),
    "tone.ogg": _ffmpeg(*TONE, *BOTH_SIDES, "-c:a", "libvorbis"),
    "tone.opus": _ffmpeg(*TONE, "-c:a", "libopus", "-b:a", "48k"),
    "tone.m4a": _ffmpeg(*TONE, "-c:a", "aac", "-b:a", "96k"),
}
VIDEO: dict[str, Callable[[Path], None]] = {
    "clip-h264.mp4": _ffmpeg(*BOTH, *H264, "-c:a", "aac"),
    "clip-h264.mov": _ffmpeg(*BOTH, *H264, "-c:a", "aac"),
    "clip-h264.mkv": _ffmpeg(*BOTH, *H264, "-c:a", "flac"),
    "clip-h265.mp4": _ffmpeg(
        *BOTH, "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error"
    ),
    "clip-av1.mp4": _ffmpeg(*BOTH, "-c:v", "libsvtav1", "-preset", "12", "-c:a", "aac"),
    "clip-av1.webm": _ffmpeg(*BOTH, "-c:v", "libsvtav1", "-preset", "12", "-c:a", "libopus"),
    "clip-vp8.webm": _ffmpeg(
        *BOTH, "-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libvorbis", "-ac", "2"
    ),
    "clip-vp9.webm": _ffmpeg(*BOTH, "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8"),
}
PICTURES: dict[str, Callable[[Path], None]] = {
    "drawing.jpeg": _picture(format="JPEG", quality=85),
    "drawing.png": _picture(format="PNG"),
    "drawing.webp": _picture(format="WEBP"),
    "drawing.avif": _picture(format="AVIF"),
    "drawing.heic": _heic,
    "drawing.gif": _picture(format="GIF"),
}
TEXTS: dict[str, Callable[[Path], None]] = {
    "story.txt": _text("The rain on the tin roof\nkept our time for us.\n"),
    "story.md": _text("# Rain\n\nThe rain on the *tin* roof kept our time for us.\n"),
}
LONG = ("-f", "lavfi", "-i", "anoisesrc=color=pink:amplitude=0.3:sample_rate=44100:duration=12:seed=7")
# silence, then noise
RISING = (
    "-f",
    "lavfi",
    "-i",
    "aevalsrc=if(lt(t\\,6)\\,0\\,random(0)-0.5):s=44100:d=12",
)
LONG_CLIP = ("-f", "lavfi", "-i", "testsrc2=size=320x240:rate=25:duration=12")
CUTTABLE: dict[str, Callable[[Path], None]] = {
    "long.wav": _ffmpeg(*LONG),
    "long.flac": _ffmpeg(*LONG),
    "long.mp3": _ffmpeg(*LONG, "-c:a", "libmp3lame", "-b:a", "96k"),
    "long.ogg": _ffmpeg(*LONG, "-ac", "2", "-c:a", "libvorbis"),
    "long.opus": _ffmpeg(*LONG, "-c:a", "libopus"),
    "long.m4a": _ffmpeg(*LONG, "-c:a", "aac", "-movflags", "+faststart"),
    "long.mp4": _ffmpeg(*LONG_CLIP, *LONG, *H264, "-c:a", "aac", "-movflags", "+faststart"),
    "long-index-last.mp4": _ffmpeg(*LONG_CLIP, *LONG, *H264, "-c:a", "aac"),
    "long.mkv": _ffmpeg(*LONG_CLIP, *LONG, *H264, "-c:a", "flac"),
    "long.webm": _ffmpeg(*LONG_CLIP, *LONG, "-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"),
}
SPECIAL: dict[str, Callable[[Path], None]] = {
    "silent.mp4": _ffmpeg(*CLIP, *H264),
    "sound-only.mp4": _ffmpeg(*TONE, "-c:a", "aac"),
    "sound-only.webm": _ffmpeg(*TONE, "-c:a", "libopus"),
    "odd.mkv": _ffmpeg(*CLIP, "-vf", "format=yuv444p,crop=161:121:0:0:exact=1", *H264[:4], "-g", "25"),
    "tilted.mov": _tilted,
    "hdr.mp4": _ffmpeg(
        *(*CLIP, "-pix_fmt", "yuv420p10le", "-c:v", "libx265", "-preset", "ultrafast", "-x265-params"),
        "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc",
    ),
    # EBU Tech 3341, case 1: this is -23.0 LUFS by definition
    "minus23.wav": _ffmpeg(
        *("-f", "lavfi", "-i", "sine=frequency=1000:sample_rate=48000:duration=5"),
        *("-af", f"volume={10 ** (-23 / 20) * 8:.6f},pan=stereo|c0=c0|c1=c0", "-c:a", "pcm_s24le"),
    ),
    "half-silent.wav": _ffmpeg(
        *(
            "-f",
            "lavfi",
            "-i",
            "aevalsrc=if(lt(t\\,1)\\,0\\,if(lt(mod(t*100\\,1)\\,0.5)\\,1\\,-1)):s=48000:d=2",
        ),
    ),
    "tilted-hd.mov": _tilted_hd,
    "hdr-hd.mp4": _ffmpeg(
        *("-f", "lavfi", "-i", "testsrc2=size=640x480:rate=25:duration=1", "-pix_fmt", "yuv420p10le"),
        *("-c:v", "libx265", "-preset", "ultrafast", "-x265-params"),
        "log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc",
    ),
    "wide-pixels.mp4": _ffmpeg(*CLIP, "-vf", "setsar=2/1", *H264),
    "live.webm": _ffmpeg(*BOTH, "-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus", "-live", "1"),
    "ffv1.mkv": _ffmpeg(*CLIP, "-c:v", "ffv1"),
    "varying.mp3": _ffmpeg(*RISING, "-c:a", "libmp3lame", "-q:a", "5"),
    "cover.mp3": _with_cover,
    "hd.mp4": _ffmpeg("-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=25:duration=1", *H264),
    # long enough to be killed in the middle of it
    "long-film.mp4": _ffmpeg(
        *("-f", "lavfi", "-i", "testsrc2=size=854x480:rate=25:duration=12"),
        *("-f", "lavfi", "-i", "sine=frequency=330:duration=12", *H264, "-c:a", "aac"),
    ),
    # a second at 25 pictures a second, then three at 5
    "uneven.mp4": _ffmpeg(
        *("-f", "lavfi", "-i", "testsrc2=size=640x480:rate=25:duration=4", "-fps_mode", "vfr"),
        *("-vf", "select='lt(t,1)+not(mod(n,5))'", *H264),
    ),
    "lying.mp4": _ffmpeg("-f", "lavfi", "-i", "testsrc2=size=640x480:rate=25:duration=1", *H264),
    "upright.mp4": _ffmpeg("-f", "lavfi", "-i", "testsrc2=size=720x1280:rate=25:duration=1", *H264),
    "phone.mov": _ffmpeg(*BOTH, *H264, "-c:a", "aac", *GPS),
    "phone.mp4": _ffmpeg(*BOTH, *H264, "-c:a", "aac", *GPS),
    "phone.jpeg": _phone_photo,
    "animated.gif": _animated,
    "animated.webp": _animated,
    "swapped.jpeg": _picture(format="JPEG", quality=95, icc_profile=_swapped_profile()),
    "clear.png": lambda path: Image.new("RGBA", (300, 200), (255, 0, 0, 0)).save(path),
    "large.jpeg": lambda path: drawing(4000, 3000).save(path, quality=80),
}
SAMPLES = {**AUDIO, **VIDEO, **PICTURES, **TEXTS, **CUTTABLE, **SPECIAL}


def sample(name: str) -> Path:
    """Give the sample of that name, made if it is not there yet; safe from many test processes at once."""
    return keep(name, SAMPLES[name], recipes=Path(__file__))


def keep(name: str, make: Callable[[Path], None], *, recipes: Path) -> Path:
    """Give what ``make`` makes, made anew when the file of its recipes has changed, or ffmpeg."""
    known = recipes.read_bytes() + str(ffmpeg.choose().version).encode()
    folder = ROOT / ".cache" / "media-samples" / hashlib.sha256(known).hexdigest()[:12]
    path = folder / name
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        made = Path(temporary) / name
        make(made)
        made.replace(path)
    return path


def colour_at(picture: Image.Image, place: tuple[int, int], mode: str = "RGB") -> tuple[int, ...]:
    """What stands at a pixel, as numbers of 0 to 255, one for each channel of the mode."""
    found = picture.convert(mode).getpixel(place)
    assert isinstance(found, tuple)
    return found
