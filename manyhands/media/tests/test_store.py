"""What every store promises, tried on the folder and on a bucket in memory (which test_store_real proves
right).
"""

from __future__ import annotations

import asyncio
import errno
import hashlib
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from manyhands.media.store import Damaged, Gone, Store, open_store
from manyhands.media.store.local import LocalStore
from manyhands.media.store.objects import ObjectStore

SONG = bytes(range(256)) * 5000  # 1.28 MB: more than one chunk
SONG_SHA = hashlib.sha256(SONG).hexdigest()


@pytest.fixture(params=["folder", "bucket"])
def store(request, tmp_path) -> Store:
    if request.param == "folder":
        return LocalStore(tmp_path / "blobs")
    return ObjectStore(MemoryStore())


@pytest.fixture
def song(tmp_path: Path) -> Path:
    path = tmp_path / "song"
    path.write_bytes(SONG)
    return path


def test_gives_back_what_was_put(store, song):
    assert store.put_file(song, SONG_SHA)
    assert store.exists(SONG_SHA)
    assert store.size_of(SONG_SHA) == len(SONG)
    assert b"".join(store.read(SONG_SHA)) == SONG


@pytest.mark.parametrize(
    ("start", "end"), [(0, 1), (5, 6), (1_000_000, 1_100_000), (len(SONG) - 1, None), (7, None), (0, None)]
)
def test_gives_any_range(store, song, start, end):
    store.put_file(song, SONG_SHA)
    assert b"".join(store.read(SONG_SHA, start, end)) == SONG[start:end]


def test_streams_the_same_to_the_evented_front(store, song):
    store.put_file(song, SONG_SHA)

    async def gather(start, end):
        return b"".join([chunk async for chunk in store.stream(SONG_SHA, start, end)])

    with ThreadPoolExecutor() as own:  # the browser of another test may keep a loop in this thread
        assert own.submit(lambda: asyncio.run(gather(0, None))).result() == SONG
        part = own.submit(lambda: asyncio.run(gather(1_040_000, 1_060_000))).result()
    assert part == SONG[1_040_000:1_060_000]


def test_a_second_put_changes_nothing(store, song):
    store.put_file(song, SONG_SHA)
    assert not store.put_file(song, SONG_SHA)
    assert len(list(store.blobs())) == 1


def test_refuses_bytes_that_do_not_hash_to_their_name(store, song):
    other = hashlib.sha256(b"another song").hexdigest()
    with pytest.raises(Damaged):
        store.put_file(song, other)
    assert not store.exists(other)
    assert list(store.blobs()) == []


def test_a_name_is_a_hash_or_nothing(store, song):
    for name in ("../../etc/passwd", SONG_SHA.upper(), SONG_SHA + "\n", SONG_SHA[:-1], ""):
        with pytest.raises(ValueError, match="not a SHA-256"):
            store.exists(name)
        with pytest.raises(ValueError, match="not a SHA-256"):
            store.put_file(song, name)


def test_says_gone_for_what_is_not_there(store, tmp_path):
    for act in (store.size_of, store.path_of, lambda sha: list(store.read(sha))):
        with pytest.raises(Gone):
            act(SONG_SHA)
    with pytest.raises(Gone), store.borrow(SONG_SHA, tmp_path):
        pass


def test_lends_a_file_and_takes_it_back(store, song, tmp_path):
    store.put_file(song, SONG_SHA)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with store.borrow(SONG_SHA, scratch) as lent:
        assert lent.read_bytes() == SONG
    assert list(scratch.iterdir()) == []
    assert store.exists(SONG_SHA)


def test_lists_and_forgets(store, song, tmp_path):
    store.put_file(song, SONG_SHA)
    [stored] = store.blobs()
    assert (stored.sha256, stored.size) == (SONG_SHA, len(SONG))
    assert -5 < stored.age_s < 60
    store.delete(SONG_SHA)
    store.delete(SONG_SHA)
    assert not store.exists(SONG_SHA)
    assert list(store.blobs()) == []


def test_sixteen_writers_of_the_same_bytes_agree(store, song):
    new: list[bool] = []
    threads = [threading.Thread(target=lambda: new.append(store.put_file(song, SONG_SHA))) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(new) == 16
    assert True in new
    assert b"".join(store.read(SONG_SHA)) == SONG


def test_a_look_at_it_leaves_nothing_behind(store, song):
    store.put_file(song, SONG_SHA)
    store.check()
    assert [stored.sha256 for stored in store.blobs()] == [SONG_SHA]
    assert b"".join(store.read(SONG_SHA)) == SONG


def test_a_folder_gives_paths_that_nobody_may_write(song, tmp_path):
    store = LocalStore(tmp_path / "blobs")
    store.put_file(song, SONG_SHA)
    path = store.path_of(SONG_SHA)
    assert path.relative_to(store.folder).parts == (SONG_SHA[:2], SONG_SHA[2:4], SONG_SHA)
    assert path.stat().st_mode & 0o777 == 0o444


def test_sweeps_what_a_dead_writer_left(song, tmp_path):
    store = LocalStore(tmp_path / "blobs")
    store.put_file(song, SONG_SHA)
    (store.folder / "arriving" / "half").write_bytes(SONG[:1000])
    assert store.sweep_arriving(older_than_s=3600) == 0
    assert store.sweep_arriving(older_than_s=-1) == 1
    assert store.exists(SONG_SHA)


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from manyhands.media.store.local import LocalStore
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
try:
    LocalStore(Path(sys.argv[1])).put_file(Path(sys.argv[2]), sys.argv[3])
except OSError as error:
    print("refused", error.errno)
"""


def test_a_disk_that_takes_no_more_keeps_nothing(song, tmp_path):
    store = LocalStore(tmp_path / "blobs")
    argv = [sys.executable, "-c", FULL_DISK, store.folder, song, SONG_SHA]
    done = subprocess.run(argv, capture_output=True, text=True, check=True, timeout=30)
    assert done.stdout == f"refused {errno.EFBIG}\n"
    assert not store.exists(SONG_SHA)
    assert list((store.folder / "arriving").iterdir()) == []


def test_the_address_chooses_the_store(tmp_path):
    for address, folder in (("", tmp_path / "blobs"), ("file:///srv/blobs", Path("/srv/blobs"))):
        opened = open_store(address, data=tmp_path)
        assert isinstance(opened, LocalStore)
        assert opened.folder == folder
    with pytest.raises(ValueError, match="STORE_URL must begin with"):
        open_store("ftp://host/blobs", data=tmp_path)
