"""The checkout as the tests of this folder see it: its files, by git's list and not by what lies about."""

import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files(*patterns: str) -> tuple[Path, ...]:
    """List files by git pathspec: the tracked ones, and new ones before their first commit."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = (ROOT / name for name in sorted(set(listed.split("\0"))) if name)
    return tuple(path for path in found if path.is_file())


@cache
def texts(*patterns: str) -> dict[Path, str]:
    """Read the files that are text, in UTF-8; documents that are imported may have older encodings."""
    contents = {path: path.read_bytes() for path in files(*patterns)}
    return {
        path: content.decode("utf-8", "replace" if "held_out" in path.parts else "strict")
        for path, content in contents.items()
        if b"\0" not in content
    }


def name(path: Path) -> str:
    """Name a file as people do, from the checkout's top."""
    return path.relative_to(ROOT).as_posix()


def hits(pattern: str, *patterns: str) -> list[str]:
    """Search files as grep does, and give `file:line: what was found`."""
    return [hit for path, text in texts(*patterns).items() for hit in hits_in(pattern, text, name(path))]


def hits_in(pattern: str, text: str, where: str) -> Iterator[str]:
    """Search one text; what is found may run over a line's end."""
    for match in re.finditer(pattern, text):
        line = text.count("\n", 0, match.start()) + 1
        yield f"{where}:{line}: {match.group().strip()}"
