"""The deployment files beside the running sample: every name that they ask Prometheus for is there, the gates of the workflow run, the health
check sees the service. A second Prometheus renames meters, which must be found.

usage: running.py ROOT_OF_THE_CHECKOUT
"""

import json
import math
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

import yaml

from tools import left_out, missing_tool

ROOT = Path(sys.argv[1]).resolve()
DEPLOY = ROOT / "samples/house-prices/deploy"
SAMPLE = ROOT / "samples/house-prices/target/house-prices.jar"
CLI = ROOT / "cli/target/modelkeel.jar"
JAVA = str(Path(os.environ["JAVA_HOME"]) / "bin/java") if os.environ.get("JAVA_HOME") else "java"
LIMIT = 90  # seconds

# the meters that the second Prometheus renames: one a way of counting, and one that only a recording rule reads
RENAMED = ["http_requests_total", "ml_prediction_duration_seconds_bucket", "ml_data_drift_score"]

# data that no gate may let pass: a unit was mixed up, and three of the other five columns hold one value
WRONG = {"bedrooms": 9, "location": "urban", "year_built": 2024}


def wait_until(what, condition, limit=LIMIT):
    end = time.monotonic() + limit
    while time.monotonic() < end:
        answer = condition()
        if answer:
            return answer
        time.sleep(0.2)
    raise SystemExit(f"{what}: not within {limit} s")


@contextmanager
def process(words, folder, log, **environment):
    """A process of a group of its own, ended by its id."""
    with open(folder / log, "wb") as out:
        started = subprocess.Popen(
            words, cwd=folder, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            env={**os.environ, **environment}, start_new_session=True,
        )
        try:
            yield started
        finally:
            started.send_signal(signal.SIGTERM)
            try:
                started.wait(20)
            except subprocess.TimeoutExpired:
                started.kill()
                started.wait(20)


def run(words, folder, **environment):
    return subprocess.run(
        words, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, timeout=LIMIT, check=False
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def houses(rows, seed):
    chance = random.Random(seed)
    return [
        {
            "sqft": round(chance.uniform(600, 3500)),
            "bedrooms": chance.randint(1, 5),
            "bathrooms": chance.randint(1, 3),
            "location": chance.choice(["urban", "suburban", "rural"]),
            "year_built": chance.randint(1950, 2020),
            "condition": chance.choice(["poor", "fair", "good"]),
        }
        for _ in range(rows)
    ]


def write_csv(file, rows):
    columns = list(rows[0])
    lines = [",".join(columns)] + [",".join(str(row[column]) for column in columns) for row in rows]
    file.write_text("\n".join(lines) + "\n")


def post(url, body):
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return reply.status
    except urllib.error.HTTPError as e:
        e.read()
        return e.code


def prometheus(stack, folder, port, renamed):
    """Debian's Prometheus with the shipped configuration and rules, but this machine's addresses and a second between two scrapes."""
    folder.mkdir()
    shutil.copy(DEPLOY / "prometheus/rules.yml", folder)
    configuration = yaml.safe_load((DEPLOY / "prometheus/prometheus.yml").read_text())
    configuration["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    del configuration["alerting"]
    job = configuration["scrape_configs"][0]
    job["static_configs"] = [{"targets": [f"127.0.0.1:{port}"]}]
    job["metric_relabel_configs"] = [
        {"source_labels": ["__name__"], "regex": name, "target_label": "__name__", "replacement": name + "_renamed"}
        for name in renamed
    ]
    (folder / "prometheus.yml").write_text(yaml.safe_dump(configuration))
    address = f"127.0.0.1:{free_port()}"
    stack.enter_context(
        process(
            ["prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=data", f"--web.listen-address={address}"],
            folder,
            "prometheus.log",
        )
    )
    return address


def has_data(address, query):
    url = f"http://{address}/api/v1/query?" + urllib.parse.urlencode({"query": query})
    try:
        with urllib.request.urlopen(url, timeout=10) as reply:
            samples = json.load(reply)["data"]["result"]
    except urllib.error.HTTPError as e:
        raise SystemExit(f"Prometheus does not understand {query}: {e.read().decode()}")
    except urllib.error.URLError:
        return False  # it is not up yet
    return any(not math.isnan(float(sample["value"][1])) for sample in samples)


def queries():
    """Every expression of the deployment files and of the examples, with where it is from."""
    found = {}
    board = json.loads((DEPLOY / "grafana/house-prices.json").read_text())
    for panel in board["panels"]:
        for target in panel["targets"]:
            found[target["expr"]] = f"dashboard, {panel['title']}"
    for group in yaml.safe_load((DEPLOY / "prometheus/rules.yml").read_text())["groups"]:
        for rule in group["rules"]:
            if "record" in rule:
                found[rule["expr"]] = f"rule {rule['record']}"
                found[rule["record"]] = f"what rule {rule['record']} records"
            else:
                # an alert is a figure compared with a number: the figure must be there, the alert must not
                figure = re.fullmatch(r"(.*\S) [<>] [0-9.]+", rule["expr"].strip(), re.DOTALL)
                if not figure:
                    raise SystemExit(f"alert {rule['alert']} is not a figure compared with a number: {rule['expr']}")
                found[figure[1]] = f"alert {rule['alert']}"
    for trigger in yaml.safe_load((DEPLOY / "keda/scaled-object.yaml").read_text())["spec"]["triggers"]:
        found[trigger["metadata"]["query"]] = "KEDA's ScaledObject"
    for line in (ROOT / "verification/deployment/examples.promql").read_text().splitlines():
        if line and not line.startswith("#"):
            found[line] = "the examples"
    # no request of this run is answered with 5xx, which is a label's value and not a name
    return {query.replace('status="5xx"', 'status="2xx"'): origin for query, origin in found.items()}


def without_data(address, asked):
    return [query for query in asked if not has_data(address, query)]


def check_names(port, folder):
    asked = queries()
    url = f"http://127.0.0.1:{port}"
    rows = houses(20_000, 1)
    for row in rows[:300]:  # enough for the monitor's first window
        post(f"{url}/predict", row)
    with ExitStack() as stack:
        real = prometheus(stack, folder / "real", port, [])
        other = prometheus(stack, folder / "renamed", port, RENAMED)
        end = time.monotonic() + LIMIT
        empty = list(asked)
        while empty and time.monotonic() < end:
            for row in [rows.pop() for _ in range(50)]:
                post(f"{url}/predict", row)
            post(f"{url}/predict", {"sqft": "large"})
            post(f"{url}/nothing", {})
            time.sleep(0.5)
            empty = without_data(real, empty)
        for query in empty:
            print(f"  NO DATA ({asked[query]}): {query}")
        if empty:
            raise SystemExit(f"{len(empty)} of {len(asked)} queries have no data")
        wait_until("the renamed meters", lambda: all(has_data(other, name + "_renamed") for name in RENAMED))
        missed = set(without_data(other, asked))
        for name in RENAMED:
            reading = {query for query in asked if re.search(rf"\b{name}\b", query)}
            if not reading or reading - missed:
                raise SystemExit(f"{name} was renamed, which {reading - missed or 'no query'} did not show")
    print(f"  {len(asked)} queries of dashboard, rules, autoscaler and examples have data; {len(missed)} lose it when {len(RENAMED)} meters are renamed")


def check_gates(folder, tracking):
    """The steps of the workflow that call the command line, as they are; then with data that must be stopped."""
    workflow = yaml.safe_load((DEPLOY / "github/model-gates.yml").read_text())
    job = workflow["jobs"]["gates"]
    gates = [(step["name"], step["run"]) for step in job["steps"] if "$MODELKEEL" in step.get("run", "")]
    write_csv(folder / "training.csv", priced(houses(2_000, 2)))
    write_csv(folder / "good.csv", priced(houses(1_000, 3)))
    write_csv(folder / "bad.csv", priced([{**row, **WRONG, "sqft": -row["sqft"]} for row in houses(1_000, 4)]))
    made = run([JAVA, "-jar", str(CLI), "drift", "profile", "--reference", "training.csv", "--output", "profile.json"], folder)
    if made.returncode:
        raise SystemExit(f"no profile was made: {made.stderr}")
    environment = {
        "MLFLOW_TRACKING_URI": tracking,
        "MODEL": "models:/house@champion",
        "PROFILE": "profile.json",
        "EXPECTATIONS": str(ROOT / job["env"]["EXPECTATIONS"]),
        "MODELKEEL": job["env"]["MODELKEEL"].replace("java", JAVA, 1).replace("cli/target/modelkeel.jar", str(CLI)),
    }
    for name, text in gates:
        passed = run(["bash", "-e", "-c", text], folder, **environment, DATA="good.csv")
        if passed.returncode:
            raise SystemExit(f"gate '{name}' ended with {passed.returncode} on good data\n{passed.stdout}{passed.stderr}")
    for name, text in gates[:2]:
        stopped = run(["bash", "-e", "-c", text], folder, **environment, DATA="bad.csv")
        if stopped.returncode != 3:
            raise SystemExit(f"gate '{name}' ended with {stopped.returncode}, not 3, on bad data\n{stopped.stdout}{stopped.stderr}")
    print(f"  {len(gates)} gates of the workflow pass good data, and those of data stop bad data")


def priced(rows):
    return [{**row, "price": 150 * row["sqft"]} for row in rows]


def healthy(port, folder):
    return run(["bash", str(DEPLOY / "healthcheck")], folder, MODEL_PORT=str(port)).returncode == 0


def main():
    absent = [jar.name for jar in (SAMPLE, CLI) if not jar.is_file()]
    if absent:
        left_out(f"the files beside the running sample: {', '.join(absent)} has not been built")
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        tracking = f"local:{folder / 'server'}"
        own = {"MLFLOW_TRACKING_URI": tracking, "MODELKEEL_CACHE_DIR": str(folder / "cache"), "MODEL_OUTPUT": str(folder / "reports")}
        trained = run([JAVA, "-jar", str(SAMPLE), "train"], folder, **own)
        if trained.returncode:
            raise SystemExit(f"no model was trained: {trained.stdout}{trained.stderr}")
        serve = [JAVA, "-jar", str(SAMPLE), "serve", "--port", "0", "--log", str(folder / "predictions"), "--drift-window", "PT2S"]
        with process(serve, folder, "serve.log", **own) as service:
            def listening():
                if service.poll() is not None:
                    raise SystemExit("the sample ended:\n" + (folder / "serve.log").read_text())
                return re.search(r"http://127\.0\.0\.1:(\d+)", (folder / "serve.log").read_text())

            port = int(wait_until("the sample listens", listening)[1])
            if not healthy(port, folder):
                raise SystemExit("the health check does not see the running service")
            if missing_tool("prometheus"):
                left_out("the names in the deployment files: prometheus (Debian package prometheus) is not here")
            else:
                check_names(port, folder)
        if healthy(port, folder):
            raise SystemExit("the health check sees a service that has ended")
        check_gates(folder, tracking)


main()
