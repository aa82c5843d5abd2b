"""The unmodified MLflow client against the server at MLFLOW_TRACKING_URI.

Every step asserts what it reads back. The last line printed is a JSON object with the names of the steps that passed.
"""

import json
import math
import pathlib
import sys
import tempfile
import traceback

import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from mlflow.entities import Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException
from mlflow.tracking._tracking_service.utils import _get_store
from sklearn.linear_model import LinearRegression

STEPS = []
client = MlflowClient()
MAX_DOUBLE = 1.7976931348623157e308


def step(function):
    STEPS.append(function)
    return function


def fails(code, function, *args, **kwargs):
    """The call must be refused with MLflow's error code ``code``; returns the error."""
    try:
        result = function(*args, **kwargs)
    except MlflowException as error:
        assert error.error_code == code, f"expected {code}, got {error.error_code}: {error}"
        return error
    raise AssertionError(f"expected {code}, but the call returned {result!r}")


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"expected {shortened(expected)}, got {shortened(actual)}")


def shortened(value):
    text = repr(value)
    return text if len(text) <= 400 else f"{text[:400]}... ({len(text)} characters)"


@step
def set_experiment(state):
    fails("RESOURCE_DOES_NOT_EXIST", client.get_experiment, "424242")
    equal(client.get_experiment_by_name("py-houses"), None)
    created = mlflow.set_experiment("py-houses")
    again = mlflow.set_experiment("py-houses")
    equal(again.experiment_id, created.experiment_id)
    equal(created.lifecycle_stage, "active")
    assert created.artifact_location.startswith("mlflow-artifacts:/"), created.artifact_location
    state["experiment"] = created.experiment_id


@step
def experiment_tags_rename_and_search(state):
    other = client.create_experiment("py-other", tags={"team": "ml"})
    client.set_experiment_tag(other, "stage", "dev")
    equal(client.get_experiment(other).tags, {"team": "ml", "stage": "dev"})
    client.delete_experiment_tag(other, "stage")
    equal(client.get_experiment(other).tags, {"team": "ml"})
    client.rename_experiment(other, "py-renamed")
    equal(client.get_experiment(other).name, "py-renamed")
    found = client.search_experiments(filter_string="name LIKE 'py-%'", order_by=["name DESC"])
    equal([e.name for e in found], ["py-renamed", "py-houses"])
    found = client.search_experiments(filter_string="tags.team = 'ml' AND name ILIKE 'PY-R%'")
    equal([e.experiment_id for e in found], [other])
    first = client.search_experiments(max_results=1, filter_string="name LIKE 'py-%'", order_by=["name ASC"])
    equal([e.name for e in first], ["py-houses"])
    second = client.search_experiments(
        max_results=1, filter_string="name LIKE 'py-%'", order_by=["name ASC"], page_token=first.token
    )
    equal([e.name for e in second], ["py-renamed"])
    assert not second.token, second.token
    state["other"] = other


@step
def delete_and_restore_experiment(state):
    other = state["other"]
    run = client.create_run(other)
    client.delete_experiment(other)
    equal(client.get_experiment(other).lifecycle_stage, "deleted")
    fails("INVALID_PARAMETER_VALUE", client.create_run, other)
    deleted = client.search_experiments(view_type=ViewType.DELETED_ONLY)
    assert other in [e.experiment_id for e in deleted]
    assert other not in [e.experiment_id for e in client.search_experiments()]
    client.restore_experiment(other)
    equal(client.get_experiment(other).lifecycle_stage, "active")
    equal(client.get_run(run.info.run_id).info.lifecycle_stage, "active")


@step
def run_with_params_and_metrics(state):
    with mlflow.start_run(run_name="first", tags={"team": "ml"}, description="a note") as run:
        mlflow.log_param("single", "v")
        mlflow.log_params({"lr": 0.1, "depth": 3, "naïve α": "ünï"})
        for i, value in enumerate([1.5, 1.2, 1.0 / 3.0]):
            mlflow.log_metric("rmse", value, step=i)
        mlflow.log_metrics({"a": 1.0, "b": 2.0}, step=2)
        state["run"] = run.info.run_id
    run = client.get_run(state["run"])
    equal(run.info.status, "FINISHED")
    equal(run.info.run_name, "first")
    assert run.info.end_time >= run.info.start_time > 0
    equal(run.data.params, {"single": "v", "lr": "0.1", "depth": "3", "naïve α": "ünï"})
    equal(run.data.metrics, {"rmse": 1.0 / 3.0, "a": 1.0, "b": 2.0})
    equal(run.data.tags["team"], "ml")
    equal(run.data.tags["mlflow.note.content"], "a note")
    equal(run.data.tags["mlflow.runName"], "first")
    history = client.get_metric_history(state["run"], "rmse")
    equal([(m.value, m.step) for m in history], [(1.5, 0), (1.2, 1), (1.0 / 3.0, 2)])
    equal(client.get_metric_history(state["run"], "nosuch"), [])


@step
def nan_infinite_and_extreme_metrics(state):
    run = state["run"]
    values = {
        "nan": math.nan,
        "inf": math.inf,
        "ninf": -math.inf,
        "tiny": 5e-324,
        "big": MAX_DOUBLE,
        "pi": math.pi,
        "negative_zero": -0.0,
    }
    for key, value in values.items():
        client.log_metric(run, key, value, step=-1)
    read = client.get_run(run).data.metrics
    assert math.isnan(read["nan"]), read["nan"]
    equal((read["inf"], read["ninf"]), (MAX_DOUBLE, -MAX_DOUBLE))
    equal((read["tiny"], read["big"], read["pi"], read["negative_zero"]), (5e-324, MAX_DOUBLE, math.pi, 0.0))
    equal([m.step for m in client.get_metric_history(run, "pi")], [-1])


@step
def latest_metric_is_the_one_of_the_greatest_step(state):
    run = client.create_run(state["experiment"]).info.run_id
    client.log_metric(run, "m", 5.0, timestamp=1000, step=5)
    client.log_metric(run, "m", 3.0, timestamp=9000, step=3)
    equal(client.get_run(run).data.metrics, {"m": 5.0})
    client.log_metric(run, "m", 6.0, timestamp=2000, step=5)
    equal(client.get_run(run).data.metrics, {"m": 6.0})
    client.log_metric(run, "m", 6.0, timestamp=2000, step=5)
    equal(len(client.get_metric_history(run, "m")), 3)
    client.set_terminated(run, "KILLED")
    equal(client.get_run(run).info.status, "KILLED")


@step
def log_batch(state):
    run = state["run"]
    metrics = [Metric("batch", float(i) / 7, 1_700_000_000_000 + i, i) for i in range(800)]
    params = [Param(f"p{i}", str(i)) for i in range(100)]
    tags = [RunTag(f"t{i}", str(i)) for i in range(100)]
    client.log_batch(run, metrics, params, tags)
    history = client.get_metric_history(run, "batch")
    equal([m.value for m in history], [m.value for m in metrics])
    equal([m.timestamp for m in history], [m.timestamp for m in metrics])
    read = client.get_run(run)
    equal(read.data.params["p99"], "99")
    equal(read.data.tags["t99"], "99")
    equal(read.data.metrics["batch"], 799.0 / 7)
    client.log_batch(run)
    before = client.get_run(run)
    fails("INVALID_PARAMETER_VALUE", client.log_batch, run, [Metric("late", 1.0, 1, 0)], [Param("p1", "other")], [])
    equal(repr(client.get_run(run).to_dictionary()), repr(before.to_dictionary()))


@step
def metric_history_in_pages(state):
    run = client.create_run(state["experiment"]).info.run_id
    client.log_batch(run, [Metric("m", float(i), i, i) for i in range(3000)])
    equal([m.value for m in client.get_metric_history(run, "m")], [float(i) for i in range(3000)])
    client.set_terminated(run)


@step
def tags(state):
    run = state["run"]
    client.set_tag(run, "stage", "dev")
    client.set_tag(run, "stage", "test")
    equal(client.get_run(run).data.tags["stage"], "test")
    client.delete_tag(run, "stage")
    assert "stage" not in client.get_run(run).data.tags
    fails("RESOURCE_DOES_NOT_EXIST", client.delete_tag, run, "stage")


@step
def artifacts(state):
    run = state["run"]
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary, "folder")
        (folder / "deep er").mkdir(parents=True)
        (folder / "a.txt").write_bytes(b"a\r\nb")
        (folder / "deep er" / "ü.bin").write_bytes(bytes(range(256)) * 1000)
        (folder / "empty").write_bytes(b"")
        client.log_artifact(run, folder / "a.txt")
        client.log_artifacts(run, folder, "whole")
        client.log_text(run, "héllo", "text/note.txt")
        client.log_dict(run, {"a": [1, 2], "b": None}, "data/d.json")
    equal([(f.path, f.is_dir) for f in client.list_artifacts(run)],
          [("a.txt", False), ("data", True), ("text", True), ("whole", True)])
    equal({(f.path, f.file_size or None) for f in client.list_artifacts(run, "whole")},
          {("whole/a.txt", 4), ("whole/deep er", None), ("whole/empty", None)})
    equal(client.list_artifacts(run, "nosuch"), [])
    with tempfile.TemporaryDirectory() as temporary:
        local = pathlib.Path(client.download_artifacts(run, "whole", temporary))
        equal((local / "a.txt").read_bytes(), b"a\r\nb")
        equal((local / "deep er" / "ü.bin").read_bytes(), bytes(range(256)) * 1000)
        equal((local / "empty").read_bytes(), b"")
        whole = pathlib.Path(mlflow.artifacts.download_artifacts(run_id=run, artifact_path="", dst_path=temporary + "/all"))
        equal(sorted(p.name for p in whole.iterdir()), ["a.txt", "data", "text", "whole"])
    equal(mlflow.artifacts.load_text(f"runs:/{run}/text/note.txt"), "héllo")
    equal(mlflow.artifacts.load_dict(f"runs:/{run}/data/d.json"), {"a": [1, 2], "b": None})
    try:
        client.download_artifacts(run, "nosuch.bin")
    except MlflowException as error:
        assert "nosuch.bin" in str(error), error
    else:
        raise AssertionError("a missing artifact was downloaded")


@step
def overwrite_and_large_artifact(state):
    run = state["run"]
    client.log_text(run, "x" * 100, "over.txt")
    client.log_text(run, "short", "over.txt")
    equal(mlflow.artifacts.load_text(f"runs:/{run}/over.txt"), "short")
    with tempfile.TemporaryDirectory() as temporary:
        big = pathlib.Path(temporary, "big.bin")
        content = np.random.default_rng(7).bytes(20_000_000)
        big.write_bytes(content)
        client.log_artifact(run, big)
        back = pathlib.Path(client.download_artifacts(run, "big.bin", temporary + "/"))
        equal(back.read_bytes() == content, True)


@step
def datasets(state):
    frame = pd.DataFrame({"sqft": [1.0, 2.0, 3.0], "rooms": [1, 2, 3]})
    dataset = mlflow.data.from_pandas(frame, source="houses.csv", name="houses")
    with mlflow.start_run(run_id=state["run"]):
        mlflow.log_input(dataset, context="training", tags={"origin": "test"})
        mlflow.log_input(dataset, context="training")
        mlflow.log_metric("on_data", 0.5, dataset=dataset)
    inputs = client.get_run(state["run"]).inputs.dataset_inputs
    equal([(i.dataset.name, i.dataset.digest) for i in inputs], [("houses", dataset.digest)])
    equal(json.loads(inputs[0].dataset.schema)["mlflow_colspec"][0]["name"], "sqft")
    equal({t.key: t.value for t in inputs[0].tags}, {"mlflow.data.context": "training", "origin": "test"})
    found = client.search_runs([state["experiment"]], "dataset.name = 'houses' AND dataset.context = 'training'")
    equal([r.info.run_id for r in found], [state["run"]])


@step
def nested_runs(state):
    with mlflow.start_run(run_name="parent") as parent:
        children = []
        for i in range(3):
            with mlflow.start_run(run_name=f"child-{i}", nested=True) as child:
                mlflow.log_metric("score", float(i))
                children.append(child.info.run_id)
    found = client.search_runs(
        [state["experiment"]], f"tags.mlflow.parentRunId = '{parent.info.run_id}'", order_by=["metrics.score DESC"]
    )
    equal([r.info.run_id for r in found], children[::-1])
    state["parent"] = parent.info.run_id


@step
def a_failing_run_is_marked_so(state):
    try:
        with mlflow.start_run(run_name="broken") as run:
            raise ValueError("on purpose")
    except ValueError:
        pass
    equal(client.get_run(run.info.run_id).info.status, "FAILED")


@step
def search_runs(state):
    experiment = client.create_experiment("py-search")
    runs = []
    for i in range(12):
        run = client.create_run(experiment, start_time=1_700_000_000_000 + i, run_name=f"run-{i:02d}")
        client.log_metric(run.info.run_id, "rmse", i / 10)
        client.log_param(run.info.run_id, "depth", i % 3)
        client.log_param(run.info.run_id, "odd key.x", "Yes" if i % 2 else "No")
        if i % 4 == 0:
            client.set_tag(run.info.run_id, "owner", "Ada's")
        client.set_terminated(run.info.run_id, "FINISHED" if i < 10 else "FAILED", end_time=1_700_000_001_000 + i)
        runs.append(run.info.run_id)

    def found(filter_string, order_by=("attributes.start_time ASC",), **more):
        return [runs.index(r.info.run_id) for r in client.search_runs([experiment], filter_string, order_by=list(order_by), **more)]

    equal(found(""), list(range(12)))
    equal(found("", ()), list(range(11, -1, -1)))
    equal(found("metrics.rmse < 0.3"), [0, 1, 2])
    equal(found("metrics.rmse >= 0.9 and metrics.rmse != 1.0"), [9, 11])
    equal(found("params.depth = '1'"), [1, 4, 7, 10])
    equal(found("params.`odd key.x` = 'Yes' AND params.depth != '0'"), [1, 5, 7, 11])
    equal(found('params."odd key.x" ILIKE \'y%\''), [1, 3, 5, 7, 9, 11])
    equal(found("params.`odd key.x` LIKE 'y%'"), [])
    equal(found("tags.owner = \"Ada's\""), [0, 4, 8])
    equal(found("tags.owner IS NULL AND metrics.rmse < 0.4"), [1, 2, 3])
    equal(found("tags.owner IS NOT NULL"), [0, 4, 8])
    equal(found("attributes.status = 'FAILED'"), [10, 11])
    equal(found("status != 'FINISHED'"), [10, 11])
    equal(found("attributes.run_name LIKE 'run-0%' AND attributes.start_time > 1700000000007"), [8, 9])
    equal(found("run_name ILIKE 'RUN-1_'"), [10, 11])
    equal(found(f"attributes.run_id IN ('{runs[2]}', '{runs[5]}')"), [2, 5])
    equal(found(f"run_id NOT IN ('{runs[2]}') AND metrics.rmse <= 0.3"), [0, 1, 3])
    equal(found("attributes.end_time <= 1700000001001"), [0, 1])
    equal(found("metrics.rmse > 0.2", ("params.depth DESC", "metrics.rmse ASC")), [5, 8, 11, 4, 7, 10, 3, 6, 9])
    equal(found("", ("tags.owner DESC", "attributes.start_time ASC"), max_results=4), [0, 4, 8, 1])

    pages, token = [], None
    while True:
        page = client.search_runs([experiment], "", max_results=5, order_by=["attributes.start_time ASC"], page_token=token)
        pages.append([runs.index(r.info.run_id) for r in page])
        token = page.token
        if not token:
            break
    equal(pages, [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [10, 11]])
    frame = mlflow.search_runs(experiment_ids=[experiment], filter_string="metrics.rmse < 0.2", order_by=["metrics.rmse"])
    equal(list(frame["metrics.rmse"]), [0.0, 0.1])
    equal(client.search_runs([experiment], "metrics.nosuch > 0"), [])
    equal(len(client.search_runs([experiment, state["experiment"]], "metrics.rmse < 0.35 and metrics.a = 1")), 1)
    for bad in ["metrics.rmse <> 'a'", "metrics.rmse > 'a'", "params.depth = 1", "metrics.rmse > 1 OR metrics.rmse < 0", "nosuch.x = 'y'"]:
        fails("INVALID_PARAMETER_VALUE", client.search_runs, [experiment], bad)
    fails("INVALID_PARAMETER_VALUE", client.search_runs, [experiment], "", order_by=["nosuch.x"])
    fails("INVALID_PARAMETER_VALUE", client.search_runs, [experiment], "", max_results=60_000)


@step
def delete_and_restore_run(state):
    experiment = client.create_experiment("py-deletes")
    run = client.create_run(experiment).info.run_id
    client.delete_run(run)
    equal(client.get_run(run).info.lifecycle_stage, "deleted")
    equal(client.search_runs([experiment]), [])
    equal([r.info.run_id for r in client.search_runs([experiment], run_view_type=ViewType.DELETED_ONLY)], [run])
    fails("INVALID_PARAMETER_VALUE", client.log_metric, run, "m", 1.0)
    fails("INVALID_PARAMETER_VALUE", client.set_tag, run, "t", "x")
    client.restore_run(run)
    client.log_metric(run, "m", 1.0)
    equal([r.info.run_id for r in client.search_runs([experiment])], [run])


@step
def update_and_resume_run(state):
    run = state["run"]
    client.update_run(run, status="RUNNING", name="renamed")
    read = client.get_run(run)
    equal((read.info.status, read.info.run_name, read.data.tags["mlflow.runName"]), ("RUNNING", "renamed", "renamed"))
    with mlflow.start_run(run_id=run):
        mlflow.log_metric("resumed", 1.0)
    equal(client.get_run(run).data.metrics["resumed"], 1.0)


@step
def generated_run_name(state):
    run = client.create_run(state["experiment"])
    assert run.info.run_name, "a run without a name gets one"
    equal(run.data.tags["mlflow.runName"], run.info.run_name)
    client.set_terminated(run.info.run_id)


@step
def log_and_register_model(state):
    rng = np.random.default_rng(11)
    frame = pd.DataFrame({"sqft": rng.uniform(500, 4000, 50), "rooms": rng.integers(1, 8, 50).astype("float64")})
    target = 3.0 * frame["sqft"] + 1000.0 * frame["rooms"] + rng.normal(0, 10, 50)
    model = LinearRegression().fit(frame, target)
    with mlflow.start_run(run_name="model") as run:
        mlflow.log_params({"fit_intercept": True})
        mlflow.log_metric("r2", model.score(frame, target))
        info = mlflow.sklearn.log_model(
            model,
            name="house",
            input_example=frame.head(3),
            registered_model_name="py-house",
            pip_requirements=["mlflow"],
        )
        equal(int(info.registered_model_version), 1)
    state.update(frame=frame, expected=list(model.predict(frame)), model_id=info.model_id, model_run=run.info.run_id)
    logged = mlflow.get_logged_model(info.model_id)
    equal(str(logged.status), "READY")
    equal(logged.source_run_id, run.info.run_id)
    equal(logged.params, {"fit_intercept": "True"})
    equal({m.key: m.value for m in logged.metrics}, {"r2": model.score(frame, target)})
    equal([o.model_id for o in client.get_run(run.info.run_id).outputs.model_outputs], [info.model_id])
    version = client.get_model_version("py-house", "1")
    equal((version.run_id, version.source, version.status), (run.info.run_id, f"models:/{info.model_id}", "READY"))


@step
def alias_load_and_predict(state):
    client.set_registered_model_alias("py-house", "champion", "1")
    equal(client.get_model_version_by_alias("py-house", "champion").version, "1")
    for uri in ["models:/py-house@champion", "models:/py-house/1", "models:/py-house/latest",
                f"models:/{state['model_id']}", f"runs:/{state['model_run']}/house"]:
        loaded = mlflow.sklearn.load_model(uri)
        equal(list(loaded.predict(state["frame"])), state["expected"])
    pyfunc = mlflow.pyfunc.load_model("models:/py-house@champion")
    equal(list(pyfunc.predict(state["frame"])), state["expected"])
    info = mlflow.models.get_model_info("models:/py-house@champion")
    equal(info.signature.inputs.input_names(), ["sqft", "rooms"])
    equal(info.model_id, state["model_id"])


@step
def search_logged_models(state):
    found = client.search_logged_models([state["experiment"]], filter_string="name = 'house'")
    equal([m.model_id for m in found], [state["model_id"]])
    equal(list(client.search_logged_models([state["experiment"]], filter_string="name = 'nosuch'")), [])
    found = client.search_logged_models([state["experiment"]], filter_string="metrics.r2 > 0.5 AND params.fit_intercept = 'True'")
    equal([m.model_id for m in found], [state["model_id"]])
    client.set_logged_model_tags(state["model_id"], {"reviewed": "yes"})
    equal(client.get_logged_model(state["model_id"]).tags["reviewed"], "yes")
    client.delete_logged_model_tag(state["model_id"], "reviewed")
    assert "reviewed" not in client.get_logged_model(state["model_id"]).tags


@step
def versions_tags_descriptions_and_search(state):
    with mlflow.start_run(run_id=state["model_run"]):
        second = mlflow.register_model(f"models:/{state['model_id']}", "py-house", tags={"origin": "again"})
    equal(second.version, "2")
    client.set_model_version_tag("py-house", "2", "gate", "passed")
    equal(client.get_model_version("py-house", "2").tags, {"origin": "again", "gate": "passed"})
    client.delete_model_version_tag("py-house", "2", "gate")
    equal(client.get_model_version("py-house", "2").tags, {"origin": "again"})
    client.update_model_version("py-house", "2", "the second")
    client.update_registered_model("py-house", "prices")
    client.set_registered_model_tag("py-house", "owner", "ada")
    registered = client.get_registered_model("py-house")
    equal((registered.description, registered.tags, registered.aliases), ("prices", {"owner": "ada"}, {"champion": "1"}))
    client.delete_registered_model_tag("py-house", "owner")
    equal(client.get_registered_model("py-house").tags, {})
    found = client.search_model_versions("name = 'py-house'")
    equal(sorted(v.version for v in found), ["1", "2"])
    equal([v.description for v in client.search_model_versions("name = 'py-house' AND version_number = 2")], ["the second"])
    found = client.search_model_versions(f"run_id = '{state['model_run']}'", order_by=["version_number ASC"])
    equal([v.version for v in found], ["1", "2"])
    equal([v.version for v in client.search_model_versions("name = 'py-house' AND tags.origin = 'again'")], ["2"])
    equal([m.name for m in client.search_registered_models("name LIKE 'py-%'")], ["py-house"])
    equal([m.name for m in client.search_registered_models("name ILIKE 'PY-HOUSE'")], ["py-house"])
    equal(list(client.search_registered_models("name = 'nosuch'")), [])
    fails("INVALID_PARAMETER_VALUE", client.search_model_versions, "alias = 'champion'")


@step
def stages(state):
    client.transition_model_version_stage("py-house", "1", "Production")
    equal(client.get_model_version("py-house", "1").current_stage, "Production")
    client.transition_model_version_stage("py-house", "2", "Production", archive_existing_versions=True)
    equal(client.get_model_version("py-house", "1").current_stage, "Archived")
    latest = {v.current_stage: v.version for v in client.get_latest_versions("py-house")}
    equal(latest, {"Production": "2", "Archived": "1"})
    equal([v.version for v in client.get_latest_versions("py-house", ["Production"])], ["2"])
    loaded = mlflow.sklearn.load_model("models:/py-house/Production")
    equal(list(loaded.predict(state["frame"])), state["expected"])
    fails("INVALID_PARAMETER_VALUE", client.transition_model_version_stage, "py-house", "1", "Nowhere")


@step
def move_and_delete_alias(state):
    client.set_registered_model_alias("py-house", "champion", "2")
    equal(client.get_model_version_by_alias("py-house", "champion").version, "2")
    equal(client.get_model_version("py-house", "1").aliases, [])
    equal(client.get_model_version("py-house", "2").aliases, ["champion"])
    client.delete_registered_model_alias("py-house", "champion")
    client.delete_registered_model_alias("py-house", "champion")
    error = fails("INVALID_PARAMETER_VALUE", client.get_model_version_by_alias, "py-house", "champion")
    assert "Registered model alias champion not found." in str(error), error
    fails("INVALID_PARAMETER_VALUE", client.set_registered_model_alias, "py-house", "latest", "1")
    fails("INVALID_PARAMETER_VALUE", client.set_registered_model_alias, "py-house", "v1", "1")
    fails("RESOURCE_DOES_NOT_EXIST", client.set_registered_model_alias, "py-house", "good", "99")


@step
def rename_and_delete_registered_model(state):
    client.rename_registered_model("py-house", "py-home")
    fails("RESOURCE_DOES_NOT_EXIST", client.get_registered_model, "py-house")
    equal([v.version for v in client.search_model_versions("name = 'py-home'", order_by=["version_number ASC"])], ["1", "2"])
    client.delete_model_version("py-home", "2")
    fails("RESOURCE_DOES_NOT_EXIST", client.get_model_version, "py-home", "2")
    third = client.create_model_version("py-home", f"models:/{state['model_id']}", model_id=state["model_id"])
    equal(third.version, "3")
    client.delete_registered_model("py-home")
    fails("RESOURCE_DOES_NOT_EXIST", client.get_registered_model, "py-home")
    equal(list(client.search_model_versions("name = 'py-home'")), [])


@step
def refusals(state):
    run = state["run"]
    fails("RESOURCE_DOES_NOT_EXIST", client.get_run, "0" * 32)
    fails("RESOURCE_DOES_NOT_EXIST", client.get_logged_model, "m-" + "0" * 32)
    fails("INVALID_PARAMETER_VALUE", client.log_param, run, "single", "other")
    client.log_param(run, "single", "v")
    fails("INVALID_PARAMETER_VALUE", client.log_metric, run, "bad$name", 1.0)
    fails("INVALID_PARAMETER_VALUE", client.log_metric, run, "k" * 251, 1.0)
    fails("INVALID_PARAMETER_VALUE", client.set_tag, run, "../up", "x")
    store = _get_store()  # below the client, which would cut these batches to size
    fails("INVALID_PARAMETER_VALUE", store.log_batch, run, [Metric("m", 1.0, 1, i) for i in range(1001)], [], [])
    fails("INVALID_PARAMETER_VALUE", store.log_batch, run, [], [Param(f"q{i}", "1") for i in range(101)], [])
    fails("INVALID_PARAMETER_VALUE", store.log_batch, run, [], [], [RunTag(f"q{i}", "1") for i in range(101)])
    fails("INVALID_PARAMETER_VALUE", store.log_batch, run, [Metric("m", 1.0, 1, i) for i in range(950)],
          [Param(f"q{i}", "1") for i in range(60)], [])
    fails("RESOURCE_ALREADY_EXISTS", client.create_experiment, "py-houses")
    client.create_registered_model("py-twice")
    fails("RESOURCE_ALREADY_EXISTS", client.create_registered_model, "py-twice")
    fails("RESOURCE_DOES_NOT_EXIST", client.get_registered_model, "py-none")
    fails("RESOURCE_DOES_NOT_EXIST", client.get_model_version, "py-twice", "1")
    fails("RESOURCE_DOES_NOT_EXIST", client.get_model_version_by_alias, "py-none", "x")
    fails("INVALID_PARAMETER_VALUE", client.create_registered_model, "")
    assert "q1" not in client.get_run(run).data.params, "a refused batch must leave nothing behind"


@step
def long_values_are_cut_as_documented(state):
    run = client.create_run(state["experiment"]).info.run_id
    client.log_param(run, "long", "x" * 6001)
    client.set_tag(run, "long", "y" * 8001)
    read = client.get_run(run)
    equal((len(read.data.params["long"]), len(read.data.tags["long"])), (6000, 8000))
    client.set_terminated(run)


@step
def asynchronous_logging(state):
    with mlflow.start_run(run_name="async") as run:
        operations = [mlflow.log_metric("m", float(i), step=i, synchronous=False) for i in range(50)]
        for operation in operations:
            operation.wait()
    equal([m.value for m in client.get_metric_history(run.info.run_id, "m")], [float(i) for i in range(50)])


def main():
    state, failed = {}, []
    for function in STEPS:
        print("step", function.__name__, flush=True)
        try:
            function(state)
        except Exception:
            traceback.print_exc(file=sys.stdout)
            failed.append(function.__name__)
    passed = [f.__name__ for f in STEPS if f.__name__ not in failed]
    print(json.dumps({"mlflow": mlflow.__version__, "passed": passed, "failed": failed}))
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
