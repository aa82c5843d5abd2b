"""Reads with MLflow's own client what the Java client wrote into the registry.

The argument is a JSON file that says what was written. The last line printed is a JSON object with the number of checks.
"""

import json
import pathlib
import sys
import warnings

import mlflow
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

warnings.filterwarnings("ignore", category=FutureWarning)  # stages are deprecated, and tested here nevertheless
client = MlflowClient()
checks = 0


def equal(actual, expected, what):
    global checks
    assert actual == expected, f"{what}: expected {expected!r}, got {actual!r}"
    checks += 1


def read_model(expected):
    model = client.get_registered_model(expected["name"])
    equal(model.description, expected["description"], "description")
    for key, value in expected["tags"].items():
        equal(model.tags.get(key), value, f"tag {key}")
    equal({k: int(v) for k, v in model.aliases.items()}, expected["aliases"], "aliases")
    try:
        client.get_registered_model(expected["old_name"])
        raise AssertionError("the old name is still there")
    except MlflowException as e:
        equal(e.error_code, "RESOURCE_DOES_NOT_EXIST", "old name")
    found = client.search_registered_models(f"name = '{expected['name']}'")
    equal([m.name for m in found], [expected["name"]], "search")


def read_versions(expected):
    versions = {int(v.version): v for v in client.search_model_versions(f"name = '{expected['name']}'")}
    equal(sorted(versions), sorted(int(v) for v in expected["versions"]), "versions")
    for number, wanted in expected["versions"].items():
        version = client.get_model_version(expected["name"], number)
        equal(version.description, wanted["description"], f"description of {number}")
        equal(version.current_stage, wanted["stage"], f"stage of {number}")
        equal(sorted(version.aliases), sorted(wanted["aliases"]), f"aliases of {number}")
        for key, value in wanted["tags"].items():
            equal(version.tags.get(key), value, f"tag {key} of {number}")
        decision = json.loads(version.tags["modelkeel.promotion.champion"])
        equal(decision["outcome"], wanted["outcome"], f"outcome of {number}")
        equal([r["passed"] for r in decision.get("rules", [])], wanted["rules"], f"rules of {number}")
    champion = client.get_model_version_by_alias(expected["name"], "champion")
    equal(int(champion.version), expected["aliases"]["champion"], "champion")
    info = mlflow.models.get_model_info(f"models:/{expected['name']}@champion")
    equal("modelkeel" in info.flavors, True, "flavor of the champion")


def main():
    expected = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
    read_model(expected)
    read_versions(expected)
    print(json.dumps({"mlflow": mlflow.__version__, "checks": checks}))


if __name__ == "__main__":
    main()
