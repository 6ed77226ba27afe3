"""A client that others wrote, unmodified: tuspy."""

from __future__ import annotations

import hashlib
import io
import os

import pytest
from tusclient.client import TusClient
from tusclient.exceptions import TusCommunicationError

from manyhands.media.models import Upload
from manyhands.media.tests.tus_client import UPLOADS


@pytest.fixture
def client(live, ana) -> TusClient:
    return TusClient(live.url + UPLOADS, headers=dict(live.client(ana).headers))


DATA = os.urandom(2_500_000)


@pytest.fixture
def file() -> io.BytesIO:
    return io.BytesIO(DATA)


def blob_sha256() -> str:
    upload = Upload.objects.get()
    assert upload.finished_at
    assert upload.blob
    return upload.blob.sha256


@pytest.mark.parametrize(
    "options", [{}, {"chunk_size": 400_000}, {"chunk_size": 400_000, "upload_checksum": True}]
)
def test_it_uploads(client, file, options):
    client.uploader(file_stream=file, metadata={"filename": "song.wav"}, **options).upload()
    assert blob_sha256() == hashlib.sha256(DATA).hexdigest()
    assert Upload.objects.get().name == "song.wav"


@pytest.mark.slow
def test_it_resumes(client, file):
    first = client.uploader(file_stream=file, chunk_size=400_000)
    first.upload_chunk()
    first.upload_chunk()
    second = client.uploader(file_stream=file, url=first.url, chunk_size=1_000_000)
    assert second.offset == 800_000
    second.upload()
    assert blob_sha256() == hashlib.sha256(DATA).hexdigest()


def test_it_hears_why_it_may_not(live, file):
    stranger = TusClient(live.url + UPLOADS)
    with pytest.raises(TusCommunicationError) as refused:
        stranger.uploader(file_stream=file).upload()
    assert refused.value.status_code == 401
