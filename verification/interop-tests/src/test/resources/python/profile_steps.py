"""Makes a profile of reference.json, counts current.json by it and by Java's profile.json, and writes what was read from Java again."""

import json
import sys

sys.path.insert(0, sys.argv[1])
import modelkeel_profile as mp  # noqa: E402


def columns(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


reference, current = columns("reference.json"), columns("current.json")
mp.write(mp.profile(reference, {"code": "category", "words": "text"}), "python-profile.json")
java = mp.read("java-profile.json")
mp.write(java, "read-again.json")
mp.write(mp.count(java, current), "python-current.json")
try:
    mp.profile({"a": [1], "b": [1, 2]})
    error = ""
except ValueError as problem:
    error = str(problem)
print(json.dumps({"columns": len(java["columns"]), "error": error}))
