"""Makes a profile of reference.json, counts current.json by it and by Java's profile.json, and writes what was read from Java again."""

import json
import sys

sys.path.insert(0, sys.argv[1])
import modelkeel_profile as mp  # noqa: E402


def columns(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


reference, current = columns("reference.json"), columns("current.json")
ordered = {"size": ["S", "M", "L", "XL"], "grade": ["4", "3", "2", "1"]}
kinds = {"code": "category", "words": "text", "rooms": "integer"} | ordered
mp.write(mp.profile(reference, kinds), "python-profile.json")
java = mp.read("java-profile.json")
mp.write(java, "read-again.json")
mp.write(mp.count(java, current), "python-current.json")


class Categorical(list):
    """A column as pandas has it: its dtype has the categories, and whether they have an order."""

    def __init__(self, categories, ordered):
        super().__init__(categories)
        self.dtype = type("CategoricalDtype", (), {"categories": categories, "ordered": ordered})


def problem(*arguments):
    try:
        mp.profile(*arguments)
    except ValueError as found:
        return str(found)
    return ""


inferred = mp.profile({name: Categorical(order, True) for name, order in ordered.items()})["columns"]
unordered = mp.profile({"size": Categorical(ordered["size"], False)})["columns"][0]
print(
    json.dumps(
        {
            "columns": len(java["columns"]),
            "error": problem({"a": [1], "b": [1, 2]}),
            "order": problem({"a": ["S"]}, {"a": ["S", "S"]}),
            "kinds": {column["name"]: [entry["value"] for entry in column["categories"]] for column in inferred},
            "unordered": unordered["kind"],
        }
    )
)
