"""The whole cycle of MLflow's unmodified client, from experiment to alias and back: prints as JSON all that it saw.

Ids, times and versions of the server are replaced by names, so that what two servers print can be compared.
"""

import json
import math
import pathlib
import re
import sys
import tempfile

import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from mlflow.entities import LoggedModelParameter, Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException
from requests.exceptions import HTTPError

name = sys.argv[1]
client = MlflowClient()
seen = {}
ids = {}
ARTIFACTS = [
    "plain.txt", "a b", "dot.", "blank ", "a:b", "a*b", 'a"b', "a'b", "<a>", "a|b", "a;b", "CON", "aux.txt", "Case", "case",
    "[a]", "{a}", "(a)", "a+b", "a&b=c", "@a$!,", "~a", "-a", ".hidden", "ü", "日本", "😀", "a,b", "100%", "a%b.txt", "%zz",
    "k%step%1%timestamp%1795218143866%zz12",
]


def known(value, label):
    ids[str(value)] = label
    return value


def plain(value):
    """The value as JSON, with ids, addresses and times replaced."""
    if isinstance(value, dict):
        return {plain(k): plain(v) for k, v in sorted(value.items()) if not is_time(k)}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, str):
        for found, label in ids.items():
            value = re.sub(rf"(?<![0-9a-f]){re.escape(found)}(?![0-9a-f])", f"<{label}>", value)
        value = re.sub(r"mlflow-artifacts:/\d+", "mlflow-artifacts:/<experiment>", value)
        value = re.sub(r"m-[0-9a-f]{32}", "<model id>", value)
        return re.sub(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", "<id>", value)
    return value if value is None or isinstance(value, (bool, int)) else str(value)


def is_time(key):
    return isinstance(key, str) and re.search(r"time|timestamp|mlflow\.(user|source|git)", key) is not None


def note(label, value):
    assert label not in seen, label
    seen[label] = plain(value)


def fails(label, function, *args, **kwargs):
    try:
        note(label, {"returned": str(type(function(*args, **kwargs)).__name__)})
    except MlflowException as error:
        note(label, {"refused": error.error_code})
    except HTTPError as error:
        note(label, {"refused": error.response.status_code})


def run_of(run_id, only=None):
    run = client.get_run(run_id)
    tags = {k: v for k, v in run.data.tags.items() if not k.startswith("mlflow.") or k in ("mlflow.runName", "mlflow.note.content")}
    return {
        "status": run.info.status,
        "stage": run.info.lifecycle_stage,
        "name": run.info.run_name,
        "uri": run.info.artifact_uri,
        "params": run.data.params,
        "metrics": run.data.metrics,
        "tags": tags,
        "datasets": [
            [d.dataset.name, d.dataset.digest, d.dataset.source_type, d.dataset.schema, [[t.key, t.value] for t in d.tags]]
            for d in (run.inputs.dataset_inputs if run.inputs else [])
        ],
        "outputs": [[m.model_id, m.step] for m in (run.outputs.model_outputs if run.outputs else [])],
    }


def experiments():
    created = client.create_experiment(name, tags={"team": "ml", "odd key/x": "v'\"`"})
    experiment = client.get_experiment_by_name(name)
    note("experiment", [experiment.experiment_id == created, experiment.lifecycle_stage, experiment.tags, experiment.artifact_location])
    fails("experiment twice", client.create_experiment, name)
    client.set_experiment_tag(experiment.experiment_id, "stage", "dev")
    client.rename_experiment(experiment.experiment_id, name + " renamed")
    client.rename_experiment(experiment.experiment_id, name)
    client.delete_experiment(experiment.experiment_id)
    note("experiment deleted", client.get_experiment_by_name(name).lifecycle_stage)
    fails("run in deleted experiment", client.create_run, experiment.experiment_id)
    fails("deleted experiment's name", client.create_experiment, name)
    note("deleted found", [e.name for e in client.search_experiments(ViewType.DELETED_ONLY, filter_string=f"name = '{name}'")])
    client.restore_experiment(experiment.experiment_id)
    note("experiment restored", [client.get_experiment(experiment.experiment_id).lifecycle_stage, client.get_experiment(experiment.experiment_id).tags])
    fails("no experiment", client.get_experiment, "987654")
    mlflow.set_experiment(name)
    return experiment.experiment_id


def values(experiment):
    with mlflow.start_run(run_name="values", description="a note") as run:
        known(run.info.run_id, "run")
        mlflow.log_params({"lr": 0.1, "naïve α": "ünï", "empty": "", "long": "x" * 6001})
        mlflow.log_params({f"p{i}": i for i in range(130)})
        for step, value in enumerate([math.nan, math.inf, -math.inf, 5e-324, 1.7976931348623157e308, -0.0, 1 / 3]):
            mlflow.log_metric("odd", value, step=step)
        for key, value in {"nan": math.nan, "inf": math.inf, "ninf": -math.inf, "tiny": 5e-324, "third": 1 / 3}.items():
            mlflow.log_metric(key, value, step=-3)
        mlflow.set_tags({"a tag": "v", "path/like": "w", "long": "y" * 8001})
    client.log_batch(
        run.info.run_id,
        metrics=[Metric("batch", i * 0.1, 1000 + i, i) for i in range(700)] + [Metric("batch", 1.0, 5, 699)],
        params=[Param(f"b{i}", str(i)) for i in range(100)],
        tags=[RunTag(f"t{i}", str(i)) for i in range(100)],
    )
    mlflow.MlflowClient().log_batch(run.info.run_id, metrics=[Metric(f"m{i}", i, 1, 0) for i in range(1001)])
    note("run", run_of(run.info.run_id))
    for key in ("odd", "nan", "batch"):
        history = client.get_metric_history(run.info.run_id, key)
        note(f"history {key}", sorted([m.step, repr(m.value)] for m in history))
    fails("param changed", client.log_param, run.info.run_id, "lr", "0.2")
    fails("param again", client.log_param, run.info.run_id, "lr", "0.1")
    fails("bad key", client.log_metric, run.info.run_id, "a?b", 1.0)
    fails("batch with a bad param", client.log_batch, run.info.run_id, params=[Param("q1", "1"), Param("lr", "2")])
    note("refused batch left nothing", "q1" in client.get_run(run.info.run_id).data.params)
    client.delete_tag(run.info.run_id, "a tag")
    fails("tag deleted twice", client.delete_tag, run.info.run_id, "a tag")
    return run.info.run_id


def datasets(run):
    frame = pd.DataFrame({"sqft": [850, 1500.5], "area": ["a", "b"], "n": [1, 2]})
    data = mlflow.data.from_pandas(frame, source="s3://bucket/houses.csv", name="houses", targets="sqft")
    array = mlflow.data.from_numpy(np.arange(6.0).reshape(3, 2), name="array")
    with mlflow.start_run(run_id=run):
        mlflow.log_input(data, context="training", tags={"split": "all"})
        mlflow.log_input(array, context="validation")
        mlflow.log_input(data, context="training")
    note("datasets", run_of(run)["datasets"])
    found = client.search_runs([client.get_run(run).info.experiment_id], "datasets.name = 'houses' AND dataset.context = 'training'")
    note("by dataset", [r.info.run_id for r in found])


def artifacts(run):
    with tempfile.TemporaryDirectory() as directory:
        source = pathlib.Path(directory, "source")
        for file in ARTIFACTS:
            for place in (source / file, source / "in" / ("d" + file) / "leaf"):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(file, encoding="utf-8")
        client.log_artifacts(run, str(source), "odd")
        client.log_text(run, "héllo", "texts/ü.txt")
        client.log_dict(run, {"a": [1, {"ü": True}]}, "dicts/a.json")
        listed = client.list_artifacts(run, "odd")
        note("artifacts", sorted([a.path, a.is_dir, a.file_size] for a in listed))
        note("directories", sorted([a.path, a.is_dir] for a in client.list_artifacts(run, "odd/in")))
        note("top", sorted([a.path, a.is_dir] for a in client.list_artifacts(run)))
        read = {}
        for artifact in listed:
            if not artifact.is_dir:
                try:
                    path = client.download_artifacts(run, artifact.path, directory)
                    read[artifact.path] = pathlib.Path(path).read_text(encoding="utf-8")
                except Exception as error:
                    read[artifact.path] = type(error).__name__
        note("downloads", read)
        assert sum(text in ARTIFACTS for text in read.values()) >= 25, read
        fails("no artifact", client.download_artifacts, run, "nothing/there", directory)
    note("a file lists nothing", [a.path for a in client.list_artifacts(run, "odd/plain.txt")])
    fails("a way out", client.list_artifacts, run, "../..")
    with mlflow.start_run(run_id=run):
        mlflow.log_image(np.zeros((4, 4, 3), dtype=np.uint8), key="dogs/brown", step=3)
        mlflow.log_table({"q": ["a", "b"], "n": [1, 2]}, "tables/t.json")
        mlflow.log_table({"q": ["c"], "n": [3]}, "tables/t.json")
        mlflow.flush_artifact_async_logging()
    images = [re.sub(r"timestamp\+\d+\+[0-9a-f-]{36}", "T", a.path) for a in client.list_artifacts(run, "images")]
    note("images", sorted(images))
    note("table", mlflow.load_table("tables/t.json", [run]).to_dict("list"))


def models(experiment, run):
    model = client.create_logged_model(
        experiment, name="house", source_run_id=run, tags={"t": "1"}, params={f"p{i}": str(i) for i in range(120)}, model_type="trees"
    )
    known(model.model_id, "model")
    note("model begun", [model.status, model.params, model.tags, model.source_run_id, model.artifact_location])
    client.set_logged_model_tags(model.model_id, {"t": "2", "u": "3"})
    client.delete_logged_model_tag(model.model_id, "u")
    fails("model tag deleted twice", client.delete_logged_model_tag, model.model_id, "u")
    client.log_model_params(model.model_id, {f"more{i}": str(i) for i in range(110)})
    with tempfile.TemporaryDirectory() as directory:
        pathlib.Path(directory, "MLmodel").write_text("flavors: {}\n", encoding="utf-8")
        pathlib.Path(directory, "weights [1].bin").write_bytes(bytes(range(256)))
        client.log_model_artifacts(model.model_id, directory)
    ready = client.finalize_logged_model(model.model_id, "READY")
    client.log_metric(run, "rmse", 1.5, step=2, model_id=model.model_id)
    note("model", [str(ready.status), client.get_logged_model(model.model_id).tags, len(client.get_logged_model(model.model_id).params)])
    note("model metrics", [[m.key, repr(m.value), m.step] for m in client.get_logged_model(model.model_id).metrics])
    note("model files", sorted(a.path for a in client.list_logged_model_artifacts(model.model_id)))
    found = client.search_logged_models([experiment], "name = 'house' AND params.p7 = '7' AND metrics.rmse > 1")
    note("models found", [m.name for m in found])
    fails("no model", client.get_logged_model, "m-" + "0" * 32)
    gone = client.create_logged_model(experiment, name="gone")
    client.delete_logged_model(gone.model_id)
    fails("deleted model", client.get_logged_model, gone.model_id)
    return model


def registry(run, model):
    registered = name + ".Reg istered"
    client.create_registered_model(registered, tags={"team": "ml"}, description="d")
    fails("registered twice", client.create_registered_model, registered)
    first = client.create_model_version(registered, f"models:/{model.model_id}", run_id=run, model_id=model.model_id, tags={"v": "1"})
    second = client.create_model_version(registered, f"runs:/{run}/odd", run_id=run, description="second")
    third = client.create_model_version(registered, "s3://bucket/model")
    note("versions", [[v.version, v.status, v.source, v.run_id, v.tags, v.description] for v in (first, second, third)])
    client.set_registered_model_alias(registered, "champion", 1)
    client.set_registered_model_alias(registered, "Champion-2", 2)
    client.set_registered_model_alias(registered, "champion", 3)
    note("aliases", dict(client.get_registered_model(registered).aliases))
    note("by alias", client.get_model_version_by_alias(registered, "champion").version)
    for alias in ("latest", "v1", "", "a b", "x" * 256):
        fails(f"alias {alias[:8]!r}", client.set_registered_model_alias, registered, alias, 1)
    fails("alias of no version", client.set_registered_model_alias, registered, "x", 99)
    fails("no alias", client.get_model_version_by_alias, registered, "nope")
    client.delete_registered_model_alias(registered, "Champion-2")
    client.delete_registered_model_alias(registered, "Champion-2")
    note("aliases after", dict(client.get_registered_model(registered).aliases))
    client.set_model_version_tag(registered, "1", "gate", "passed")
    client.update_model_version(registered, "1", "first")
    client.transition_model_version_stage(registered, "1", "Staging")
    note("searched", [[v.version, v.current_stage, v.tags] for v in client.search_model_versions(f"name = '{registered}'")])
    note("latest", [v.version for v in client.get_latest_versions(registered, ["Staging"])])
    client.delete_model_version(registered, "3")
    fails("deleted version", client.get_model_version, registered, "3")
    note("alias of a deleted version", dict(client.get_registered_model(registered).aliases))
    client.rename_registered_model(registered, registered + "2")
    note("renamed", [client.get_registered_model(registered + "2").name, client.get_model_version(registered + "2", "1").name])
    client.delete_registered_model(registered + "2")
    fails("deleted registered model", client.get_registered_model, registered + "2")
    note("versions of a deleted model", [v.version for v in client.search_model_versions(f"name = '{registered}2'")])


def deletion(experiment, run):
    client.delete_run(run)
    note("run deleted", client.get_run(run).info.lifecycle_stage)
    fails("metric of a deleted run", client.log_metric, run, "late", 1.0)
    fails("tag of a deleted run", client.set_tag, run, "late", "1")
    note("active runs", [r.info.run_id for r in client.search_runs([experiment])])
    note("deleted runs", [r.info.run_id for r in client.search_runs([experiment], run_view_type=ViewType.DELETED_ONLY)])
    client.restore_run(run)
    note("run restored", run_of(run)["stage"])
    client.update_run(run, status="KILLED", name="renamed")
    note("run updated", [run_of(run)["status"], run_of(run)["name"], run_of(run)["tags"]["mlflow.runName"]])
    with mlflow.start_run(run_name="parent") as parent:
        known(parent.info.run_id, "parent")
        with mlflow.start_run(run_name="child", nested=True) as child:
            known(child.info.run_id, "child")
    children = client.search_runs([experiment], f"tags.`mlflow.parentRunId` = '{parent.info.run_id}'")
    note("children", [r.info.run_id for r in children])
    for text in ("metrics.third > 0.3", "params.lr = '0.1'", "tags.`path/like` LIKE 'w%'", "attributes.status = 'KILLED'", "metrics.nan > 0"):
        note(f"search {text}", [r.info.run_id for r in client.search_runs([experiment], text)])
    for text in ("metrics.third > 'x'", "params.lr = 1", "metrics.third > 1 OR params.lr = '1'", "nothing.x = 1"):
        fails(f"search {text}", client.search_runs, [experiment], text)


experiment = experiments()
run = values(experiment)
datasets(run)
artifacts(run)
model = models(experiment, run)
registry(run, model)
deletion(experiment, run)
print(json.dumps({"mlflow": mlflow.__version__, "seen": seen}))
