"""The words of DOCX and ODT are read as Markdown; what is packed to harm is refused with a reason."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest

from manyhands.media import documents
from manyhands.media.inside import document
from manyhands.media.kinds import Kind
from manyhands.media.probe import probe
from manyhands.media.refusals import Refused
from manyhands.media.sniff import sniff
from manyhands.media.tests.document_samples import ODT_WORDS, WRITTEN, docx, odt, packed
from manyhands.media.text import LONGEST, render


@pytest.mark.parametrize("make", [docx, odt])
def test_the_words_are_read_in_the_jail_with_their_shape(make, tmp_path):
    path = make(tmp_path / "holiday.exe")
    report = probe(path)
    assert (report.kind, report.container) == (Kind.TEXT, make.__name__)
    assert report.words
    assert report.words.words == 21
    assert documents.read(path, report.container) == WRITTEN
    html = render(WRITTEN).html
    assert "<em>tin</em> roof <strong>all</strong> night.<br>" in html
    assert "<h2>Rain</h2>" in html
    assert "&lt;b&gt;東京&lt;/b&gt;" in html


def words_of(path: Path, container: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Read here, without the jail around it."""
    monkeypatch.setattr(document, "SOURCE", str(path))
    return document.main(container, LONGEST)


def refused(path: Path, container: str, monkeypatch: pytest.MonkeyPatch) -> str:
    with pytest.raises(Refused) as caught:
        words_of(path, container, monkeypatch)
    return caught.value.refusal.code


ENTITY = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("prolog", [ENTITY, LAUGHS, '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">'])
def test_entities_are_refused(prolog, tmp_path, monkeypatch):
    body = "<w:p><w:r><w:t>hello</w:t></w:r></w:p>"
    assert refused(docx(tmp_path / "x", body, prolog=prolog), "docx", monkeypatch) == "damaged"
    assert refused(odt(tmp_path / "y", prolog + ODT_WORDS), "odt", monkeypatch) == "damaged"


@pytest.mark.slow
def test_bombs_are_refused(tmp_path, monkeypatch):
    steep = docx(tmp_path / "steep", "<w:p/>" * 3_000_000)
    assert steep.stat().st_size < 200_000
    assert refused(steep, "docx", monkeypatch) == "too_much_output"
    deep = docx(tmp_path / "deep", "<w:x>" * 1000 + "</w:x>" * 1000)
    assert refused(deep, "docx", monkeypatch) == "too_much_output"
    many = docx(tmp_path / "many", more={f"part{n}": "" for n in range(5001)})
    assert refused(many, "docx", monkeypatch) == "too_much_output"
    long = docx(tmp_path / "long", f"<w:p><w:r><w:t>{'rain ' * 500_000}</w:t></w:r></w:p>")
    assert refused(long, "docx", monkeypatch) == "text_too_long"


def test_names_that_lead_elsewhere_and_archives_within_are_never_opened(tmp_path, monkeypatch):
    inner = docx(tmp_path / "inner").read_bytes()
    more: dict[str, bytes | str] = {
        "../../escaped.txt": "out",
        "word/inner.docx": inner,
        "/etc/passwd": "root",
    }
    assert words_of(docx(tmp_path / "x", more=more), "docx", monkeypatch) == WRITTEN
    assert not (tmp_path.parent.parent / "escaped.txt").exists()


def test_half_of_a_document_and_nonsense_in_it_are_refused(tmp_path, monkeypatch):
    whole = docx(tmp_path / "whole").read_bytes()
    path = tmp_path / "x"
    path.write_bytes(whole[: len(whole) // 2])
    assert sniff(path).container == "docx"
    assert refused(path, "docx", monkeypatch) == "damaged"
    packed(path, {"word/document.xml": "<w:p>no end"})
    assert refused(path, "docx", monkeypatch) == "damaged"
    chance = random.Random(7)
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 10)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data)
        with suppress(Refused):  # anything else would be an error of ours
            assert len(words_of(path, "docx", monkeypatch)) < 2000


@pytest.mark.parametrize("name", ["xl/workbook.xml", "ppt/presentation.xml", "notes.txt", "mimetype"])
def test_other_archives_stay_attachments(name, tmp_path):
    assert sniff(packed(tmp_path / "x.docx", {name: "words/word/"})).kind == Kind.ATTACHMENT
