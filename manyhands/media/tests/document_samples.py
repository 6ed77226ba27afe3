"""Documents as writing programs save them, and as attackers do."""

from __future__ import annotations

import zipfile
from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = (
    f'<w:styles {W}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>'
)
DOCX_WORDS = (
    '<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>Rain</w:t></w:r></w:p>'
    '<w:p><w:r><w:t xml:space="preserve">It fell on the </w:t></w:r>'
    "<w:r><w:rPr><w:i/></w:rPr><w:t>tin</w:t></w:r>"
    '<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t xml:space="preserve"> roof </w:t></w:r>'
    "<w:r><w:rPr><w:b/></w:rPr><w:t>all </w:t></w:r>"
    "<w:r><w:t>night.</w:t><w:br/><w:t># no heading, 2 * 3</w:t></w:r>"
    "<w:del><w:r><w:t>struck</w:t><w:delText>struck</w:delText></w:r></w:del></w:p>"
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr><w:r><w:t>one</w:t></w:r></w:p>'
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr><w:r><w:t>two</w:t></w:r></w:p>'
    "<w:p><w:r><w:t>1. April &lt;b&gt;東京&lt;/b&gt;</w:t></w:r></w:p>"
)
WRITTEN = (
    "# Rain\n\nIt fell on the *tin* roof **all** night.\\\n\\# no heading, 2 \\* 3\n\n"
    "- one\n  - two\n\n1\\. April \\<b>東京\\</b>\n"
)
_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
    for name, path in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
ODT_WORDS = (
    f"<office:document-content {_ODF}><office:automatic-styles>"
    '<style:style style:name="T1"><style:text-properties fo:font-style="italic"/></style:style>'
    '<style:style style:name="T2"><style:text-properties fo:font-weight="bold"/></style:style>'
    "</office:automatic-styles><office:body><office:text>"
    "<text:tracked-changes><text:p>struck</text:p></text:tracked-changes>"
    '<text:h text:outline-level="1">Rain</text:h><text:p>It fell on the <text:span text:style-name="T1">tin'
    '</text:span> roof <text:span text:style-name="T2">all<text:s/></text:span>night.<text:line-break/>'
    "# no heading,<text:s/>2 * 3<office:annotation><text:p>struck</text:p></office:annotation></text:p>"
    "<text:list><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>two</text:p>"
    "</text:list-item></text:list></text:list-item></text:list>"
    "<text:p>1. April &lt;b&gt;東京&lt;/b&gt;</text:p>"
    "</office:text></office:body></office:document-content>"
)
ODT_KIND = "application/vnd.oasis.opendocument.text"


def docx(
    path: Path, body: str = DOCX_WORDS, *, prolog: str = "", more: dict[str, bytes | str] | None = None
) -> Path:
    """:param more: other parts of the zip"""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "word/styles.xml": STYLES,
        "word/document.xml": f"{prolog}<w:document {W}><w:body>{body}</w:body></w:document>",
        "docProps/core.xml": "<creator>Secret Person</creator>",
    }
    return packed(path, parts | (more or {}))


def odt(path: Path, words: str = ODT_WORDS) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr(zipfile.ZipInfo("mimetype"), ODT_KIND, zipfile.ZIP_STORED)
        zipped.writestr("content.xml", words)
        zipped.writestr("meta.xml", "<creator>Secret Person</creator>")
    return path


def packed(path: Path, parts: dict[str, bytes | str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for name, value in parts.items():
            zipped.writestr(name, value)
    return path
