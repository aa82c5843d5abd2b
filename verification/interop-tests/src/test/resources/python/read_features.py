"""Reads with MLflow's own client what the Java client wrote beyond values and files.

The argument is a JSON file that says what was written. The last line printed is a JSON object with the number of checks.
"""

import json
import pathlib
import re
import sys
import tempfile

import mlflow
import yaml
from mlflow import MlflowClient
from mlflow.entities import ViewType
from PIL import Image

client = MlflowClient()
checks = 0


def equal(actual, expected, what):
    global checks
    assert actual == expected, f"{what}: expected {expected!r}, got {actual!r}"
    checks += 1


def download(run, path):
    temporary = tempfile.mkdtemp(dir=".")
    return pathlib.Path(mlflow.artifacts.download_artifacts(run_id=run, artifact_path=path, dst_path=temporary))


def read_documents(run, expected):
    equal(json.loads(download(run, "conf/a.json").read_text("utf-8")), expected, "log_dict as JSON")
    equal(yaml.safe_load(download(run, "conf/a.yaml").read_text("utf-8")), expected, "log_dict as YAML")


def read_tables(run, experiment, expected):
    frame = mlflow.load_table("eval/t.json", run_ids=[run])
    equal(list(frame.columns), expected["columns"], "columns of the table")
    rows = json.loads(frame.to_json(orient="split", index=False))["data"]
    equal(rows, expected["rows"], "rows of the table")
    tag = client.get_run(run).data.tags["mlflow.loggedArtifacts"]
    equal(json.loads(tag), [{"path": "eval/t.json", "type": "table"}], "tag of the table")
    # what Python appends to what Java wrote stays one table
    client.log_table(run, {"q": ["python"], "score": [9.0]}, "eval/t.json")
    frame = client.load_table(experiment, "eval/t.json", run_ids=[run])
    equal(list(frame["q"])[-1], "python", "row appended by Python")
    equal(client.get_run(run).data.tags["mlflow.loggedArtifacts"], tag, "tag after Python appended")


def pixels(path):
    with Image.open(path) as image:
        return image.format, image.size, list(image.convert("RGBA").getdata())


def read_images(run, expected):
    names = sorted(f.path for f in client.list_artifacts(run, "images"))
    equal(len(names), 2, "files of the image")
    pattern = r"images/dogs~brown\+step\+3\+timestamp\+1700000000000\+[0-9a-f-]{36}"
    assert re.fullmatch(pattern + r"\+compressed\.webp", names[0]), names[0]
    assert re.fullmatch(pattern + r"\.png", names[1]), names[1]
    equal(names[0], names[1][: -len(".png")] + "+compressed.webp", "name of the small copy")
    kind, size, full = pixels(download(run, names[1]))
    equal((kind, size), ("PNG", (expected["width"], expected["height"])), "image")
    equal(full[expected["probe"]], tuple(expected["rgba"]), "a pixel of the image")
    kind, size, _ = pixels(download(run, names[0]))
    equal((kind, max(size)), ("WEBP", 256), "small copy")
    equal(client.get_run(run).data.tags["mlflow.loggedImages"], "True", "tag of images")
    for name in ("noise", "alpha", "flat", "line"):
        _, size, png = pixels(download(run, f"exact/{name}.png"))
        kind, webp_size, webp = pixels(download(run, f"exact/{name}.webp"))
        equal((kind, webp_size), ("WEBP", size), f"{name} as WebP")
        equal(webp == png, True, f"every pixel of {name} as WebP")


def read_run(run, expected):
    found = client.get_run(run)
    equal(found.info.run_name, expected["name"], "name after the renaming")
    equal(found.data.tags["mlflow.note.content"], expected["note"], "note")
    inputs = {i.dataset.name: {t.key: t.value for t in i.tags} for i in found.inputs.dataset_inputs}
    equal(inputs, expected["inputs"], "dataset inputs")
    equal([m.model_id for m in found.inputs.model_inputs], expected["model_inputs"], "model inputs")
    for i in found.inputs.dataset_inputs:
        equal(json.loads(i.dataset.profile)["num_rows"], 2, "rows of the dataset")
    steps = [m.step for m in client.get_metric_history(run, "system/jvm_heap_usage_megabytes")]
    equal(steps, list(range(len(steps))), "steps of the system metrics")
    assert len(steps) >= 1
    for name in ("system_memory_usage_percentage", "disk_usage_percentage", "cpu_utilization_percentage"):
        assert 0 <= found.data.metrics[f"system/{name}"] <= 100, name


def read_experiment(expected):
    experiment = client.get_experiment(expected["id"])
    equal(experiment.name, expected["name"], "name of the experiment")
    equal(experiment.lifecycle_stage, "active", "experiment after its restoration")
    equal({k: experiment.tags[k] for k in expected["tags"]}, expected["tags"], "tags of the experiment")
    equal("gone" in experiment.tags, False, "deleted tag")
    deleted = client.search_experiments(view_type=ViewType.DELETED_ONLY, filter_string=f"name = '{expected['deleted']}'")
    equal(len(deleted), 1, "deleted experiment")
    equal(client.get_run(expected["deleted_run"]).info.lifecycle_stage, "deleted", "deleted run")
    equal(client.get_run(expected["restored_run"]).info.lifecycle_stage, "active", "restored run")


def read_continued_model(expected):
    model = client.get_logged_model(expected["model_id"])
    equal(str(model.status), "READY", "status of the continued model")
    local = pathlib.Path(mlflow.artifacts.download_artifacts(f"models:/{model.model_id}", dst_path=tempfile.mkdtemp(dir=".")))
    equal((local / "weights").stat().st_size, expected["size"], "file of the continued model")


def main():
    expected = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
    run = expected["run"]["id"]
    experiment = client.get_run(run).info.experiment_id
    mlflow.set_experiment(experiment_id=experiment)
    read_documents(run, expected["document"])
    read_tables(run, experiment, expected["table"])
    read_images(run, expected["image"])
    equal(download(run, "plots/c.svg").read_text("utf-8"), expected["svg"], "figure")
    read_run(run, expected["run"])
    read_experiment(expected["experiment"])
    read_continued_model(expected["model"])
    print(json.dumps({"mlflow": mlflow.__version__, "checks": checks}))


if __name__ == "__main__":
    main()
