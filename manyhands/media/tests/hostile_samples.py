"""What attackers have sent elsewhere, small: disguises, bombs, endless tags, tracks and hours."""

from __future__ import annotations

import gzip
import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from PIL import Image

from manyhands.media.tests.document_samples import DOCX_WORDS, ODT_WORDS, docx, odt
from tests.media_samples import _ffmpeg, keep, sample
from tests.rarer_samples import rare

HLS = "#EXTM3U\n#EXT-X-TARGETDURATION:9\n{more}#EXTINF:9,\n{place}\n#EXT-X-ENDLIST\n"


def disguises(secret: Path) -> dict[str, bytes]:
    """Texts that name another file, by what they are; every way to write an address that ffmpeg knows."""
    places = {
        "file": f"file://{secret}",
        "path": str(secret),
        "beside": secret.name,
        "concat": f"concat:{secret}|{secret}",
        "subfile": f"subfile,,start,0,end,9999,,:{secret}",
        "crypto": f"crypto+file:{secret}",
        "data": "data:video/mp2t;base64,R0AREABC8CU=",
        "http": "http://127.0.0.1:9/private.ts",
    }
    lists = {f"hls by {name}": HLS.format(place=place, more="") for name, place in places.items()}
    key = f'#EXT-X-KEY:METHOD=AES-128,URI="{secret}"\n#EXT-X-MAP:URI="{secret}"\n'
    others = {
        "hls with a key": HLS.format(place="data:,x", more=key),
        "hls behind blanks": "\n\n  " + lists["hls by path"],
        "hls behind a mark": "\ufeff" + lists["hls by path"],
        "concat": f"ffconcat version 1.0\nfile '{secret}'\n",
        "concat with options": f"ffconcat version 1.0\nfile {secret}\noption safe 0\nduration 9\n",
        "sdp": "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nc=IN IP4 127.0.0.1\r\nm=video 9 RTP/AVP 96\r\n",
        "dash": f'<?xml version="1.0"?><MPD><BaseURL>file://{secret}</BaseURL></MPD>',
        "smil": f'<smil><body><video src="file://{secret}"/></body></smil>',
        "asx": f'<asx version="3"><entry><ref href="file://{secret}"/></entry></asx>',
        "pls": f"[playlist]\nFile1={secret}\nNumberOfEntries=1\n",
        "svg": f'<svg xmlns="http://www.w3.org/2000/svg"><image href="file://{secret}"/></svg>',
        "svg by entity": f'<!DOCTYPE s [<!ENTITY e SYSTEM "file://{secret}">]><svg><text>&e;</text></svg>',
        "html": f'<html><img src="file://{secret}"></html>',
        "postscript": f"%!PS\n({secret}) (r) file 99 string readstring pop =\n",
    }
    found = {name: text.encode() for name, text in {**lists, **others}.items()}
    found["hls in utf-16"] = lists["hls by path"].encode("utf-16")
    found["svg, packed"] = gzip.compress(found["svg"])
    return found


def wrapped(playlist: bytes, secret: Path) -> dict[str, bytes]:
    """The same behind the first bytes of something that is opened."""
    film = sample("clip-h264.mov").read_bytes()
    name = str(secret).encode()
    elsewhere = struct.pack(">I4sI", 12 + len(name) + 1, b"url ", 0) + name + b"\0"
    return {
        "x.avi": b"RIFF" + struct.pack("<I", 400) + b"AVI LIST" + playlist,
        "x.wav": b"RIFF" + struct.pack("<I", 400) + b"WAVE" + playlist,
        "x.mp4": struct.pack(">I4s4sI4s", 20, b"ftyp", b"isom", 0, b"mp42") + playlist,
        "x.mp3": b"ID3\x04\0\0\0\0\0\0" + playlist,
        "x.mkv": b"\x1a\x45\xdf\xa3\x8b\x42\x82\x88matroska" + playlist,
        "x.ogg": b"OggS\0\x02" + bytes(20) + b"\x01\x08OpusHead" + playlist,
        "x.gif": b"GIF89a" + playlist,
        "x.jpg": b"\xff\xd8\xff\xe0" + playlist,
        "x.mpg": b"\0\0\1\xba\x44" + playlist,
        "elsewhere.mov": film.replace(
            b"dref" + struct.pack(">II", 0, 1) + struct.pack(">I4sI", 12, b"url ", 1),
            b"dref" + struct.pack(">II", 0, 1) + elsewhere,
        ),
    }


def png(width: int, height: int, *chunks: tuple[bytes, bytes], frames: int = 0) -> bytes:
    """One bit a pixel, all black, and whatever else."""
    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    pixels = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)), *chunks]
    moving = [(b"fcTL", struct.pack(">5IHHBB", 0, width, height, 0, 0, 1, 10, 0, 0))] if frames else []
    parts += [*moving, (b"IDAT", pixels)]
    for number in range(1, frames):
        place = struct.pack(">5IHHBB", 2 * number - 1, width, height, 0, 0, 1, 10, 0, 0)
        parts += [(b"fcTL", place), (b"fdAT", struct.pack(">I", 2 * number) + pixels)]
    parts.append((b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )


def gif(width: int, height: int, *, frames: int) -> bytes:
    size = struct.pack("<HH", width, height)
    head = b"GIF89a" + size + b"\x80\0\0" + bytes(6)
    return head + (b"\x2c" + bytes(4) + size + b"\0\x02\x02\x4c\x01\0") * frames + b"\x3b"


def webp(*, frames: int) -> bytes:
    """A thousand times a thousand pixels, all alike."""
    still = io.BytesIO()
    Image.new("RGB", (1000, 1000)).save(still, "WEBP", lossless=True)
    picture = still.getvalue()[12:]
    size = (999).to_bytes(3, "little")
    body = bytes(6) + size + size + (10).to_bytes(3, "little") + b"\0" + picture
    each = b"ANMF" + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)
    head = b"VP8X" + struct.pack("<IB3x", 10, 2) + size + size + b"ANIM" + struct.pack("<IIH", 6, 0, 0)
    whole = b"WEBP" + head + each * frames
    return b"RIFF" + struct.pack("<I", len(whole)) + whole


def _sized(name: str, box: bytes) -> bytes:
    """A small picture whose header says that it is huge."""
    data = (sample(name) if name in {"drawing.avif", "drawing.heic"} else rare(name)).read_bytes()
    small = struct.pack(box.decode(), 640, 480)
    assert small in data
    return data.replace(small, struct.pack(box.decode(), 60_000, 60_000))


def _jpeg_of(width: int, height: int) -> bytes:
    data = sample("drawing.jpeg").read_bytes()
    return data.replace(struct.pack(">HH", 480, 640), struct.pack(">HH", height, width))


def _tiff() -> bytes:
    data = rare("drawing.tiff").read_bytes()
    for tag, size in ((256, 640), (257, 480)):
        for kind in (3, 4):
            data = data.replace(
                struct.pack("<HHII", tag, kind, 1, size), struct.pack("<HHII", tag, 4, 1, 60_000)
            )
    return data


PIXELS: dict[str, Callable[[], bytes]] = {
    "huge.png": lambda: png(40_000, 40_000),
    "huge.jpg": lambda: _jpeg_of(65_000, 65_000),
    "huge.webp": lambda: webp(frames=1).replace((999).to_bytes(3, "little"), (99_999).to_bytes(3, "little")),
    "huge.avif": lambda: _sized("drawing.avif", b">II"),
    "huge.heic": lambda: _sized("drawing.heic", b">II"),
    "huge.tiff": _tiff,
    "huge.bmp": lambda: _sized("drawing.bmp", b"<II"),
    "huge.gif": lambda: gif(65_000, 65_000, frames=1),
}
FRAMES: dict[str, Callable[[], bytes]] = {
    "many.gif": lambda: gif(5000, 5000, frames=100_000),
    "many.webp": lambda: webp(frames=100_000),
    "many.png": lambda: png(8, 8, (b"acTL", struct.pack(">II", 100_000, 0)), frames=100_000),
    "small.gif": lambda: gif(1, 1, frames=100_000),
}


def _packed(name: bytes) -> bytes:
    """200 MB in 194 kB."""
    heads = {b"zTXt": b"Comment\0\0", b"iTXt": b"Comment\0\1\0\0\0", b"iCCP": b"x\0\0"}
    return heads[name] + zlib.compress(bytes(200_000_000), 9)


def jpeg_with(marker: int, head: bytes, pieces: int) -> bytes:
    jpeg = sample("drawing.jpeg").read_bytes()
    body = head + b"Secret " * ((65_000 - len(head)) // 7)
    segment = bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body
    return jpeg[:2] + segment * pieces + jpeg[2:]


def _id3(frames: int) -> bytes:
    return _tagged(b"TXXX\0\0\0\x10\0\0\x03a\0Secret words!" * frames)


def _tagged(tag: bytes) -> bytes:
    """An ID3v2.4 tag before a small song; its length is written in sevens of bits."""
    size = bytes(len(tag) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\0\0" + size + tag + sample("tone.mp3").read_bytes()


def covered(svg: bytes) -> dict[str, bytes]:
    """Songs whose cover is an SVG."""
    cover = b"\0image/svg+xml\0\x03\0" + svg
    size = bytes(len(cover) >> shift & 0x7F for shift in (21, 14, 7, 0))
    mime = b"image/svg+xml"
    block = struct.pack(">II", 3, len(mime)) + mime + struct.pack(">6I", 0, 9, 9, 24, 0, len(svg)) + svg
    flac = sample("tone.flac").read_bytes()
    return {
        "cover.mp3": _tagged(b"APIC" + size + b"\0\0" + cover),
        "cover.flac": flac[:42] + b"\6" + len(block).to_bytes(3, "big") + block + flac[42:],
    }


def _flac(tags: int) -> bytes:
    flac = sample("tone.flac").read_bytes()
    comment = b"A=Secret"
    block = struct.pack("<I", 0) + struct.pack("<I", tags) + (struct.pack("<I", 8) + comment) * tags
    return flac[:42] + b"\4" + len(block).to_bytes(3, "big") + block + flac[42:]


def _mp4(tags: int) -> bytes:
    data = struct.pack(">I4sII", 22, b"data", 1, 0) + b"Secret"
    listed = b"".join(struct.pack(">I4s", 8 + len(data), b"\xa9cmt") + data for _ in range(tags))
    return sample("sound-only.mp4").read_bytes() + struct.pack(">I4s", 8 + len(listed), b"udta") + listed


METADATA: dict[str, Callable[[], bytes]] = {
    "text.png": lambda: png(8, 8, (b"zTXt", _packed(b"zTXt"))),
    "itext.png": lambda: png(8, 8, (b"iTXt", _packed(b"iTXt"))),
    "profile.png": lambda: png(8, 8, (b"iCCP", _packed(b"iCCP"))),
    "exif.png": lambda: png(8, 8, (b"eXIf", b"Exif\0\0MM\0*" + b"Secret " * 500_000)),
    "exif.jpg": lambda: jpeg_with(0xE1, b"Exif\0\0II*\0\x08\0\0\0", 60),
    "profile.jpg": lambda: jpeg_with(0xE2, b"ICC_PROFILE\0\1\1", 60),
    "words.jpg": lambda: jpeg_with(0xFE, b"", 60),
    "tags.mp3": lambda: _id3(90_000),
    "tags.flac": lambda: _flac(5_000),
    "tags.mp4": lambda: _mp4(50_000),
}


def _ebml(number: int, body: bytes) -> bytes:
    name = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if len(body) < 127:
        return name + bytes((0x80 | len(body),)) + body
    return name + (0x0100000000000000 | len(body)).to_bytes(8, "big") + body


def matroska(tracks: int) -> bytes:
    head = _ebml(0x1A45DFA3, _ebml(0x4282, b"matroska"))
    coding = _ebml(0x83, b"\2") + _ebml(0x86, b"A_PCM/INT/LIT") + _ebml(0xE1, _ebml(0x9F, b"\1"))
    numbers = (number.to_bytes(4, "big") for number in range(1, tracks + 1))
    listed = b"".join(_ebml(0xAE, _ebml(0xD7, n) + _ebml(0x73C5, n) + coding) for n in numbers)
    clock = _ebml(0x1549A966, _ebml(0x2AD7B1, b"\x0f\x42\x40"))
    return head + _ebml(0x18538067, clock + _ebml(0x1654AE6B, listed))


def mp4_of(tracks: int) -> bytes:
    """The one track of a small sound, again and again."""
    data = sample("sound-only.mp4").read_bytes()
    at = data.index(b"moov") - 4
    size = int.from_bytes(data[at : at + 4], "big")
    moov = data[at + 8 : at + size]
    first = moov.index(b"trak") - 4
    trak = moov[first : first + int.from_bytes(moov[first : first + 4], "big")]
    moov = moov.replace(trak, trak * tracks)
    return data[:at] + struct.pack(">I4s", len(moov) + 8, b"moov") + moov + data[at + size :]


STREAMS: dict[str, Callable[[], bytes]] = {
    "tracks.mkv": lambda: matroska(10_000),
    "tracks.mp4": lambda: mp4_of(10_000),
}


def _hours(name: str, *coded: str) -> Path:
    """Ten of them, of a minute repeated."""

    def make(path: Path) -> None:
        minute = path.with_name(f"minute-{name}")
        _ffmpeg("-f", "lavfi", "-i", "anullsrc=r=48000:cl=mono:d=60", *coded)(minute)
        _ffmpeg("-stream_loop", "599", "-i", str(minute), "-c", "copy")(path)

    return keep(name, make, recipes=Path(__file__))


HOURS: dict[str, Callable[[], Path]] = {
    "night.flac": lambda: _hours("night.flac"),
    "night.opus": lambda: _hours("night.opus", "-c:a", "libopus", "-b:a", "6k", "-frame_duration", "60"),
    "night.mp4": lambda: _hours("night.mp4", "-c:a", "aac", "-b:a", "8k"),
}
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
FETCHES = '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def documents(folder: Path) -> dict[str, bytes]:
    """Zips and XML that unfold, or that name other files."""
    steep = ODT_WORDS.replace("<text:list>", " " * 8_000_000 + "<text:list>")
    paths = {
        "bomb.docx": docx(folder / "1", f"<w:p>{' ' * 8_000_000}</w:p>"),
        "bomb.odt": odt(folder / "2", steep),
        "laughs.docx": docx(folder / "3", DOCX_WORDS, prolog=LAUGHS),
        "laughs.odt": odt(folder / "4", LAUGHS + ODT_WORDS),
        "fetches.docx": docx(folder / "5", DOCX_WORDS, prolog=FETCHES),
        "parts.docx": docx(folder / "6", more={f"p{number}": "" for number in range(10_000)}),
    }
    return {name: path.read_bytes() for name, path in paths.items()}
