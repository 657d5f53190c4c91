"""Choose how to measure a file or a folder by its content."""

from pathlib import Path

from readtrack.errors import ReadtrackError
from readtrack.importing.measuring import audio, epub, pdf
from readtrack.importing.measuring.measured import HEAD, Measured, file_name, unmeasured


def measure(path: Path) -> Measured:
    """Measure the book at `path`: an EPUB, a PDF, an audio file or a folder of audio files.

    Raises ReadtrackError for other files and for a file past the limits.
    """
    try:
        if path.is_dir():
            return audio.measure(path)
        if not path.is_file():
            there = "is no file" if path.exists() else "does not exist"
            raise unmeasured(path, there, "Check the name.")
        with path.open("rb") as opened:
            head = opened.read(HEAD)
        if head.startswith(b"PK\x03\x04"):
            return epub.measure(path)
        if b"%PDF-" in head:
            return pdf.measure(path)
        if audio.is_audio(path):
            return audio.measure(path)
    except OSError as error:
        raise ReadtrackError(f"Cannot read {file_name(path)}: {error.strerror}.") from error
    remedy = "Those can be measured, and folders of audio files."
    raise unmeasured(path, "is no EPUB, no PDF and no audio", remedy)
