"""Makers of the files that the reading tests read: PDF and DOCX files, and a server on the loopback."""

import io
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

WIDTH, HEIGHT = 595, 842


def _pdf_text(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


@pytest.fixture(scope="session")
def make_pdf():
    """Write a PDF by hand: each page a list of (x, y, size, text), y from the foot of an A4 page."""

    def make(pages, title=None, extra_trailer=b""):
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
        kids = []
        for page in pages:
            stream = b"".join(
                b"BT /F1 %d Tf %.1f %.1f Td (%s) Tj ET\n" % (size, x, y, _pdf_text(text)) for x, y, size, text in page
            )
            objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents %d 0 R "
                b"/Resources << /Font << /F1 3 0 R >> >> >>" % (WIDTH, HEIGHT, len(objects))
            )
            kids.append(b"%d 0 R" % len(objects))
        objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
        info = b""
        if title is not None:
            objects.append(b"<< /Title (%s) >>" % _pdf_text(title))
            info = b"/Info %d 0 R" % len(objects)
        out = bytearray(b"%PDF-1.4\n")
        places = []
        for number, body in enumerate(objects, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<< /Size %d /Root 1 0 R %s %s >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(objects) + 1,
            info,
            extra_trailer,
            start,
        )
        return bytes(out)

    return make


@pytest.fixture(scope="session")
def set_page():
    """Set lines of text on a page, one under the other: "" leaves a gap between paragraphs."""

    def lay(lines, top=760, size=11, left=72, leading=14):
        placed, y = [], top
        for line in lines:
            if line:
                placed.append((left, y, size, line))
            y -= leading if line else leading * 0.7
        return placed

    return lay


@pytest.fixture(scope="session")
def make_zip():
    """Write a ZIP archive of the given parts."""

    def make(parts):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, body in parts.items():
                archive.writestr(name, body)
        return buffer.getvalue()

    return make


@pytest.fixture
def serve():
    """Serve answers on 127.0.0.1: `serve({path: (status, headers, body)})` gives the base URL and the requests seen."""
    servers = []

    def start(answers):
        seen = []

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                seen.append((self.path, dict(self.headers)))
                answer = answers[self.path]
                if callable(answer):
                    answer(self)
                    return
                status, headers, body = answer
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}", seen

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
