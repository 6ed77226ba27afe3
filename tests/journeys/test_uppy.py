"""Uppy, as npm brings it, uploads to a company: in one body, in pieces, and again after a pause."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from manyhands.media.models import Upload
from manyhands.people.models import Member
from tests.browser import Visitors
from tests.live import Live
from tests.make import make_member

pytestmark = pytest.mark.slow

CLIENTS = Path(__file__).resolve().parents[1] / "upload_clients"
BUNDLE = CLIENTS / "node_modules" / "uppy" / "dist" / "uppy.min.js"
SIZE = 3_000_000

UPLOAD = """async ({size, options}) => {
  const bytes = new Uint8Array(size).map((_, at) => (at * 31) % 251);
  const csrf = document.querySelector("[name=csrfmiddlewaretoken]").value;
  const uppy = new Uppy.Uppy().use(Uppy.Tus, {
    endpoint: "/api/v1/uploads/", headers: {"X-CSRFToken": csrf}, retryDelays: [0, 100, 500], ...options,
  });
  uppy.addFile({name: "rehearsal.bin", type: "application/octet-stream", data: new Blob([bytes])});
  let pauses = options.pauses;
  uppy.on("upload-progress", (file, progress) => {
    if (!pauses || progress.bytesUploaded < 1_000_000) return;
    pauses = false;
    setTimeout(() => uppy.pauseResume(file.id), 10);
    setTimeout(() => uppy.pauseResume(file.id), 300);
  });
  const {successful, failed} = await uppy.upload();
  return [successful.map((file) => file.uploadURL), failed.map((file) => String(file.error))];
}"""


@pytest.fixture(scope="session")
def uppy() -> str:
    """Its bundle, made by those who wrote it; npm fetches it by our lock file."""
    if not BUNDLE.exists():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=CLIENTS, check=True)
    return BUNDLE.read_text()


@pytest.fixture
def page(live: Live, visit: Visitors, uppy: str) -> Page:
    opened = visit(live, "/works/new", as_=make_member("ana"))
    opened.evaluate(uppy)
    return opened


@pytest.mark.parametrize(
    "options",
    [{}, {"chunkSize": 700_000}, {"chunkSize": 200_000, "pauses": True}, {"uploadDataDuringCreation": True}],
    ids=["whole", "pieces", "pause", "with-creation"],
)
def test_uppy_uploads(page: Page, options: dict[str, object]) -> None:
    addresses, errors = page.evaluate(UPLOAD, {"size": SIZE, "options": options})
    assert errors == []
    upload = Upload.objects.get()
    assert [address.rsplit("/", 1)[1] for address in addresses] == [upload.pk]
    assert (upload.name, upload.member) == ("rehearsal.bin", Member.objects.get(handle="ana"))
    assert upload.blob is not None
    assert upload.blob.sha256 == hashlib.sha256(bytes(at * 31 % 251 for at in range(SIZE))).hexdigest()
    page.context.close()
