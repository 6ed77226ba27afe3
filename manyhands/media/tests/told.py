"""Files that tell where and by whom they were made, in every place that we know of.

Each holds the word ``Secret`` (as text, or in UTF-16) and the latitude 52.5163 where its format has a place
for either. The sound and pictures are those of ``tests.media_samples``.
"""

from __future__ import annotations

import struct
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path

import pillow_heif
from PIL import ExifTags, Image, PngImagePlugin

from manyhands.media import ffmpeg
from tests.media_samples import drawing, sample

XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf creator="Secret Person" GPSLatitude="52.5163"/></x:xmpmeta>'
TAGS = ("title", "artist", "comment", "location", "creation_time")
VALUES = ("Secret", "Secret Person", "Secret words", "+52.5163+013.3777/", "2026-05-01T12:00:00Z")
TRACK = ("-metadata:s:0", "title=Secret track", "-metadata:s:0", "handler_name=Secret phone")


def exif(orientation: int = 6) -> Image.Exif:
    told = Image.Exif()
    told[ExifTags.Base.Orientation] = orientation
    told[ExifTags.Base.Make] = "SecretPhone"
    told[ExifTags.Base.Artist] = "Secret Person"
    told.get_ifd(ExifTags.IFD.GPSInfo).update(
        {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (52.0, 30.0, 58.68)}
    )
    return told


def _jpeg(path: Path) -> None:
    """Also IPTC, a maker's own segment, and a film behind the picture, as telephones hang one there."""
    drawing().save(path, "JPEG", exif=exif(), xmp=XMP, comment=b"Secret comment", quality=85)
    data = path.read_bytes()
    own = b"".join(
        bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body
        for marker, body in ((0xED, b"Photoshop 3.0\0Secret"), (0xEB, b"Secret"), (0xE2, b"MPF\0Secret"))
    )
    path.write_bytes(data[:2] + own + data[2:] + b"\0\0\0\x18ftypmp42Secret film")


def _png(path: Path) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", "Secret Person")
    words.add_itxt("XML:com.adobe.xmp", XMP.decode())
    words.add(b"prVt", b"Secret")
    drawing().save(path, "PNG", pnginfo=words, exif=exif())
    path.write_bytes(path.read_bytes() + b"Secret behind the end")


def _apng(path: Path) -> None:
    frames = [Image.new("RGB", (64, 48), colour) for colour in ("red", "green", "blue")]
    frames[0].save(path, "PNG", save_all=True, append_images=frames[1:], duration=100)
    data = path.read_bytes()
    text = b"tEXtComment\0Secret"
    chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
    path.write_bytes(data[:33] + chunk + data[33:])


def _gif(path: Path) -> None:
    frames = [Image.new("RGB", (64, 48), colour) for colour in ("red", "green", "blue")]
    frames[0].save(path, "GIF", save_all=True, append_images=frames[1:], loop=0, comment=b"Secret comment")
    data = path.read_bytes()
    xmp = b"\x21\xff\x0bXMP DataXMP" + bytes((len(XMP),)) + XMP + b"\0"
    path.write_bytes(data[:-1] + xmp + b"\x3bSecret behind the end")


def _webp(path: Path) -> None:
    drawing().save(path, "WEBP", exif=exif(), xmp=XMP, quality=80)


def _avif(path: Path) -> None:
    drawing().save(path, "AVIF", exif=exif(1), xmp=XMP, quality=60)


def _heic(path: Path) -> None:
    picture = pillow_heif.from_pillow(drawing())
    picture.info["exif"] = exif(1).tobytes()
    picture.info["xmp"] = XMP
    picture.save(path, quality=80)
    film = b"Secret film with sound"
    path.write_bytes(path.read_bytes() + struct.pack(">I4s", 8 + len(film), b"mpvd") + film)


def _tagged(source: str, *options: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        tags = [part for pair in zip(TAGS, VALUES, strict=True) for part in ("-metadata", "=".join(pair))]
        codec = () if "-c:a" in options else ("-c", "copy")
        _run("-i", str(sample(source)), *codec, *tags, *TRACK, *options, str(path))

    return make


def _mp3(path: Path) -> None:
    """ID3v2 with a picture in front, APE and ID3v1 behind."""
    _tagged("cover.mp3", "-id3v2_version", "3", "-write_id3v1", "1")(path)
    data = path.read_bytes()
    ape = b"APETAGEX" + struct.pack("<IIII", 2000, 6 + 32, 1, 0) + bytes(8) + b"Secret"
    path.write_bytes(data[:-128] + ape + data[-128:])


def _wav(path: Path) -> None:
    """LIST and, as recorders write it, bext and iXML."""
    _tagged("tone.wav", "-write_bext", "1")(path)
    data = path.read_bytes()
    told = b"bext" + struct.pack("<I", 602) + b"Secret recording".ljust(602, b"\0")
    told += b"iXML" + struct.pack("<I", 20) + b"<BWFXML>Secret</BW>\n"
    path.write_bytes(data[:4] + struct.pack("<I", len(data) - 8 + len(told)) + data[8:] + told)


def _flac(path: Path) -> None:
    _run(
        *("-i", str(sample("tone.flac")), "-i", str(sample("phone.jpeg")), "-map", "0", "-map", "1"),
        *("-c", "copy", "-metadata", "artist=Secret Person", "-disposition:v", "attached_pic", str(path)),
    )


def _mkv(path: Path) -> None:
    """With a chapter, an attachment and a subtitle track."""
    words = path.with_name("words.srt")
    words.write_text("1\n00:00:00,000 --> 00:00:01,000\nGPS 52.5163 Secret place\n")
    _run(
        *("-i", str(sample("clip-h264.mkv")), "-i", str(words), "-map", "0", "-map", "1"),
        *("-c", "copy", "-metadata", "artist=Secret Person", *TRACK),
        *("-attach", str(words), "-metadata:s:t", "mimetype=text/plain", str(path)),
    )
    words.unlink()


def _with_uuid(source: str) -> Callable[[Path], None]:
    """XMP in a box of its own, which ffmpeg does not know, and a box of free space with words in it."""

    def make(path: Path) -> None:
        _tagged(source, "-movflags", "use_metadata_tags")(path)
        xmp = bytes.fromhex("be7acfcb97a942e89c71999491e3afac") + XMP
        boxes = ((b"uuid", xmp), (b"free", b"Secret in free space"))
        path.write_bytes(
            path.read_bytes()
            + b"".join(struct.pack(">I4s", 8 + len(body), name) + body for name, body in boxes)
        )

    return make


TOLD: dict[str, Callable[[Path], None]] = {
    "told.jpeg": _jpeg,
    "told.png": _png,
    "told-animated.png": _apng,
    "told.gif": _gif,
    "told.webp": _webp,
    "told.avif": _avif,
    "told.heic": _heic,
    "told.wav": _wav,
    "told.flac": _flac,
    "told.mp3": _mp3,
    "told.ogg": _tagged("tone.ogg"),
    "told.opus": _tagged("tone.opus"),
    "told.m4a": _with_uuid("tone.m4a"),
    "told.mp4": _with_uuid("phone.mp4"),
    "told.mov": _with_uuid("phone.mov"),
    "told.mkv": _mkv,
    "told.webm": _tagged("clip-vp9.webm"),
}


def told(name: str, folder: Path) -> Path:
    path = folder / name
    TOLD[name](path)
    return path


def _run(*options: str) -> None:
    argv = [str(ffmpeg.choose().path), "-hide_banner", "-loglevel", "error", "-nostdin", "-y", *options]
    subprocess.run(argv, check=True, timeout=60)
