"""Reads with MLflow's own client what the Java clients wrote, and compares it bit for bit.

The argument is a JSON file that says what was written. The last line printed is a JSON object with the number of checks.
"""

import hashlib
import json
import pathlib
import struct
import sys
import tempfile

import mlflow
from mlflow import MlflowClient

client = MlflowClient()
checks = 0


def equal(actual, expected, what):
    global checks
    assert actual == expected, f"{what}: expected {expected!r}, got {actual!r}"
    checks += 1


def bits(value):
    return struct.unpack(">q", struct.pack(">d", value))[0]


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_run(expected):
    experiment = client.get_experiment_by_name(expected["experiment"])
    run = client.get_run(expected["run"])
    equal(run.info.experiment_id, experiment.experiment_id, "experiment")
    equal(run.info.status, "FINISHED", "status")
    equal(run.info.run_name, expected["run_name"], "run name")
    assert run.info.end_time >= run.info.start_time
    equal(run.data.params, expected["params"], "params")
    for key, value in expected["tags"].items():
        equal(run.data.tags.get(key), value, f"tag {key}")
    equal(sorted(run.data.metrics), sorted(expected["metrics"]), "metric names")
    for key, points in expected["metrics"].items():
        history = client.get_metric_history(expected["run"], key)
        equal([[bits(m.value), m.timestamp, m.step] for m in history], points, f"history of {key}")
        equal(bits(run.data.metrics[key]), points[-1][0], f"latest {key}")
    found = client.search_runs([experiment.experiment_id], f"run_name = '{expected['run_name']}'")
    equal([r.info.run_id for r in found], [expected["run"]], "search")
    return run


def read_other_runs(expected):
    if "child" in expected:
        equal(client.get_run(expected["child"]).data.tags["mlflow.parentRunId"], expected["run"], "parent")
    if "failed" in expected:
        equal(client.get_run(expected["failed"]).info.status, "FAILED", "status of the run that was not finished")


def read_dataset(run, expected):
    inputs = run.inputs.dataset_inputs
    equal([i.dataset.name for i in inputs], [expected["name"]], "datasets")
    if "digest" in expected:
        equal(inputs[0].dataset.digest, expected["digest"], "digest of the dataset")
    equal({t.key: t.value for t in inputs[0].tags}, {"mlflow.data.context": expected["context"]}, "tags of the dataset")
    columns = json.loads(inputs[0].dataset.schema)["mlflow_colspec"]
    equal([c["name"] for c in columns], expected["columns"], "columns of the dataset")


def read_artifacts(run, expected):
    with tempfile.TemporaryDirectory() as temporary:
        local = pathlib.Path(mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="", dst_path=temporary))
        found = {p.relative_to(local).as_posix(): p for p in local.rglob("*") if p.is_file()}
        equal(sorted(found), sorted(expected), "names of the artifacts")
        for name, digest in expected.items():
            if digest is None:
                assert found[name].stat().st_size > 0, f"{name} is empty"
            else:
                equal(sha256(found[name]), digest, name)


def read_model(run, expected):
    model = client.get_logged_model(expected["model_id"])
    equal(str(model.status), "READY", "status of the logged model")
    equal((model.name, model.source_run_id), (expected["name"], run.info.run_id), "logged model")
    equal(model.params, run.data.params, "params of the logged model")
    # MLflow itself gives a model's NaN back as 0
    latest = {m.key: bits(m.value) for m in model.metrics if m.key != "nan"}
    equal(latest, {k: bits(v) for k, v in run.data.metrics.items() if k != "nan"}, "metrics of the logged model")
    equal([o.model_id for o in run.outputs.model_outputs], [expected["model_id"]], "outputs of the run")

    version = client.get_model_version_by_alias(expected["registered"], expected["alias"])
    equal((int(version.version), version.run_id), (expected["version"], run.info.run_id), "registered version")
    equal((version.source, version.status), (f"models:/{expected['model_id']}", "READY"), "source of the version")

    info = mlflow.models.get_model_info(f"models:/{expected['registered']}@{expected['alias']}")
    equal((info.model_id, info.run_id), (expected["model_id"], run.info.run_id), "MLmodel")
    equal(sorted(info.signature.inputs.input_names()), sorted(expected["inputs"]), "signature")
    equal("modelkeel" in info.flavors, True, "flavor")
    for uri in (f"models:/{expected['registered']}@{expected['alias']}", f"models:/{expected['model_id']}",
                f"runs:/{run.info.run_id}/{expected['name']}"):
        read_model_files(uri)


def read_model_files(uri):
    with tempfile.TemporaryDirectory() as temporary:
        local = pathlib.Path(mlflow.artifacts.download_artifacts(uri, dst_path=temporary))
        manifest = json.loads((local / "modelkeel-manifest.json").read_text("utf-8"))
        for file in manifest["files"]:
            equal(sha256(local / file["path"]), file["sha256"], f"{uri}: {file['path']}")
        listed = {f["path"] for f in manifest["files"]} | {"modelkeel-manifest.json", "registered_model_meta"}
        found = {p.relative_to(local).as_posix() for p in local.rglob("*") if p.is_file()}
        equal(found - listed, set(), f"{uri}: files that the manifest does not list")


def main():
    expected = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
    run = read_run(expected)
    read_other_runs(expected)
    read_dataset(run, expected["dataset"])
    read_artifacts(run, expected["artifacts"])
    read_model(run, expected["model"])
    print(json.dumps({"mlflow": mlflow.__version__, "checks": checks}))


if __name__ == "__main__":
    main()
