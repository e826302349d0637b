"""Files of learners, taken apart and put together again, for the tests that import them."""

import hashlib
import json
import warnings
import zipfile

DATABASE, JOURNAL, MANIFEST = "record.sqlite3", "journal.jsonl", "manifest.json"


def unpacked(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path, members, how=zipfile.ZIP_DEFLATED):
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(path, "w", how) as archive:
        for name, content in members:
            archive.writestr(name, content)


def signed(members):
    """With a manifest that agrees with the files, as anybody can write it."""
    manifest = json.loads(members[MANIFEST])
    for name in manifest["files"]:
        manifest["files"][name] = hashlib.sha256(members[name]).hexdigest()
    return {**members, MANIFEST: json.dumps(manifest).encode()}
