"""Files of the kinds that Readout reads, made for the tests."""

import gzip
import io
import zipfile

import docx
import pyarrow
from fastwarc.warc import WarcRecord, WarcRecordType
from fpdf import FPDF
from pyarrow import parquet

WORDS = "The two envoys met in Astana on Friday."
REPORT = (
    "LIMA, May 4, 2019 (Agency) -- Foreign Minister Jane Doe of Peru received her Chilean counterpart John Roe "
    "on Friday for talks on the border, on fisheries and on long-term cooperation between the two neighbours."
)
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Envoys meet</title>"
    "<meta property='article:published_time' content='2019-05-04T10:00:00Z'></head>"
    f"<body><article><h1>Envoys meet</h1><p>{WORDS}</p><p>They spoke of trade and of the border.</p></article>"
    "</body></html>"
)


class Communique(FPDF):
    """A PDF with a running head and page numbers."""

    def header(self):
        self.set_font("Helvetica", size=8)
        self.cell(0, 6, "Ministry of Foreign Affairs - Press Office", new_x="LMARGIN", new_y="NEXT")

    def footer(self):
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 6, f"Page {self.page_no()} of {{nb}}", align="C")


def pdf(*paragraphs, title=None, author=None, kind=Communique, **encryption):
    made = kind()
    if title:
        made.set_title(title)
    if author:
        made.set_author(author)
    if encryption:
        made.set_encryption(**encryption)
    made.add_page()
    if title:
        made.set_font("Times", "B", size=16)
        made.multi_cell(0, 8, title, new_x="LMARGIN", new_y="NEXT")
        made.ln(4)
    made.set_font("Times", size=12)
    for paragraph in paragraphs:
        made.multi_cell(0, 6, paragraph, align="L", new_x="LMARGIN", new_y="NEXT")
        made.ln(3)
    return bytes(made.output())


def word(build, **properties):
    """A Word file; `build` is given the empty one and adds to it."""
    made = docx.Document()
    build(made)
    for name, value in properties.items():
        setattr(made.core_properties, name, value)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_part(data, name, content):
    """The same zip with one part put in or replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()


def columns(table, **options):
    """A Parquet file of an arrow table, or of columns by name."""
    stream = io.BytesIO()
    parquet.write_table(table if isinstance(table, pyarrow.Table) else pyarrow.table(table), stream, **options)
    return stream.getvalue()


def capture(number, body=PAGE, *, content_type="text/html", status="200 OK", kind=WarcRecordType.response):
    """One record of a web archive, not compressed."""
    data = body.encode() if isinstance(body, str) else body
    record = WarcRecord()
    record.init_headers(record_type=kind)
    record.record_id = f"<urn:uuid:{number}>"
    record.headers["WARC-Target-URI"] = f"https://example.org/{number}"
    record.headers["WARC-Date"] = "2021-07-10T00:00:00Z"
    if kind is WarcRecordType.response:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(data)}\r\n\r\n"
        record.headers["Content-Type"] = "application/http; msgtype=response"
        record.set_bytes_content(head.encode() + data)
    else:
        record.headers["Content-Type"] = content_type
        record.set_bytes_content(data)
    stream = io.BytesIO()
    record.write(stream)
    return stream.getvalue()


def compressed(records):
    return [gzip.compress(record, mtime=0) for record in records]
