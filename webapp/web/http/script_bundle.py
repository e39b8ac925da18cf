"""JavaScript modules of one folder, put together into one script: a page asks for one file, people read many.

In one scope modules need no `import` and no `export`, so these words are taken away. So are comments: lines
of their own, and ` // ` to the end of a line. Of an indent one space stays, and the rest is left as it is.
Hence the rules that a repository test holds: names at the top are unique in a folder, each module imports by
name from its own folder, only `main.js` acts when loaded, no string looks like a comment or goes over a line.
"""

import re
from pathlib import Path

ENTRY = "main.js"
IMPORT = re.compile(r'^import\b[^;"]*"\./([\w-]+\.js)";\n', re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*/\*(?s:.*?)\*/\n|[ \t]+// .*$", re.MULTILINE)
INDENT = re.compile(r"\n[ \t]+")
EXPORT = re.compile(r"^export (?=(?:async )?function|const|let|class)", re.MULTILINE)


def bundle(folder: Path) -> str:
    """Return the text of all modules that `main.js` needs, each after those that it imports from."""
    modules = (COMMENT.sub("", text) for text in _in_order(folder).values())
    script = "\n".join(EXPORT.sub("", IMPORT.sub("", text)).lstrip() for text in modules)
    return INDENT.sub("\n ", script)


def _in_order(folder: Path) -> dict[str, str]:
    modules: dict[str, str] = {}

    def add(name: str) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        for needed in IMPORT.findall(text):
            if needed not in modules:
                add(needed)
        modules[name] = text

    add(ENTRY)
    return modules
