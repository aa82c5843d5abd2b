"""Each deployment file is read by the tool that reads it in production, and an error planted in it is found.

usage: files.py ROOT_OF_THE_CHECKOUT
"""

import functools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Callable

import jsonschema
import kubernetes_validate
import yaml

from tools import left_out, missing_tool

HERE = Path(__file__).resolve().parent
ROOT = Path(sys.argv[1]).resolve()
DEPLOY = Path("samples/house-prices/deploy")
KUBERNETES = "1.35"
SCHEMAS = Path(os.environ["DEPLOYMENT_SCHEMAS"])
KSERVE = ROOT.parent / "shared/kserve/inferenceservices.crd.yaml"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Absent(Exception):
    """What a check needs is not on this machine."""


def command(*words):
    """A check by a command: what it printed, if it failed."""

    def check(file):
        if missing_tool(words[0]):
            raise Absent(words[0])
        ended = subprocess.run(
            [*words, file.name], cwd=file.parent, capture_output=True, text=True, timeout=120, check=False
        )
        return "" if ended.returncode == 0 else ended.stdout + ended.stderr

    return check


def kubernetes(file):
    try:
        for part in yaml.load_all(file.read_text(), LOADER):
            kubernetes_validate.validate(part, KUBERNETES, strict=True)
    except kubernetes_validate.ValidationError as e:
        return str(e)
    return ""


def strict(schema):
    """The schema without room for members that it does not name: Kubernetes drops those, and a mistyped name would be silent."""
    if isinstance(schema, list):
        return [strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {name: strict(part) for name, part in schema.items()}
    if isinstance(closed.get("properties"), dict) and "additionalProperties" not in closed:
        if not schema.get("x-kubernetes-preserve-unknown-fields"):
            closed["additionalProperties"] = False
    return closed


def violations(file, schema):
    """Metadata and status are not a custom resource's own."""
    resource = yaml.load(file.read_text(), LOADER)
    found = [] if resource.get("metadata", {}).get("name") else ["metadata: no name"]
    schema = {**schema, "properties": {**schema["properties"], "metadata": {"type": "object"}}}
    validator = jsonschema.Draft7Validator(strict(schema))
    for violation in validator.iter_errors(resource):
        found.append("/".join(str(part) for part in violation.path) + ": " + violation.message[:300])
    return "\n".join(found)


def custom(package, module):
    """A check by the schema of an npm package. Members that it does not name pass; what is required and of which type is checked."""

    def check(file):
        schema = SCHEMAS / "@kubernetes-models" / package / "_schemas" / f"{module}.js"
        if not schema.is_file() or missing_tool("node"):
            raise Absent(f"npm (its package @kubernetes-models/{package})")
        resource = yaml.load(file.read_text(), LOADER)
        ended = subprocess.run(
            ["node", HERE / "custom.mjs", schema], input=json.dumps(resource), capture_output=True, text=True, check=False
        )
        return ended.stdout + ended.stderr if ended.returncode else ""

    return check


@functools.cache
def crd(file):
    if not file.is_file():
        raise Absent(f"the CRD of KServe ({file})")
    versions = yaml.load(file.read_text(), LOADER)["spec"]["versions"]
    return versions[0]["schema"]["openAPIV3Schema"]


def dashboard(file):
    """There is no command that checks a dashboard: its queries are run by running.py, this looks at its form."""
    board = json.loads(file.read_text())
    panels, found = board["panels"], []
    if len({panel["id"] for panel in panels}) != len(panels):
        found.append("two panels have one id")
    for panel in panels:
        place = panel["gridPos"]
        if place["x"] + place["w"] > 24:
            found.append(f"{panel['title']}: wider than the page")
        if panel["datasource"] != {"type": "prometheus", "uid": "${datasource}"} or not panel["targets"]:
            found.append(f"{panel['title']}: no data source or no query")
        for other in panels:
            if other["id"] > panel["id"] and overlap(place, other["gridPos"]):
                found.append(f"{panel['title']} lies on {other['title']}")
    return "\n".join(found)


def overlap(one, other):
    return (
        one["x"] < other["x"] + other["w"]
        and other["x"] < one["x"] + one["w"]
        and one["y"] < other["y"] + other["h"]
        and other["y"] < one["y"] + one["h"]
    )


@dataclass
class Case:
    """A file, the tool that checks it, and an error: a text, what takes its place, and what the tool says of it."""

    file: str
    tool: str
    check: Callable[[Path], str]
    old: str
    new: str
    says: str


CASES = [
    Case("Dockerfile", "hadolint", command("hadolint"), "17-jre-noble", "latest", "DL3007"),
    Case("mlflow/Dockerfile", "hadolint", command("hadolint"), "mlflow==3.17.2", "mlflow", "DL3013"),
    Case("healthcheck", "bash -n", command("bash", "-n"), '[ "$status"', 'if [ "$status"', "syntax error"),
    Case("compose.yaml", "compose-go", command("compose-go"), "cap_drop:", "cap_drops:", "cap_drops"),
    Case("kubernetes/deployment.yaml", "kubernetes-validate", kubernetes, "containerPort: 8000", 'containerPort: "8000"', "8000"),
    Case("kubernetes/service.yaml", "kubernetes-validate", kubernetes, "targetPort", "targetPorts", "targetPorts"),
    Case("kubernetes/network-policy.yaml", "kubernetes-validate", kubernetes, "podSelector", "podSelectors", "podSelectors"),
    Case("kubernetes/autoscaler.yaml", "kubernetes-validate", kubernetes, "maxReplicas: 10", "maxReplicas: many", "many"),
    Case("kubernetes/disruption-budget.yaml", "kubernetes-validate", kubernetes, "minAvailable", "minimum", "minimum"),
    Case("keda/scaled-object.yaml", "KEDA's schema", custom("keda", "ComGithubKedacoreKedaV2ApisKedaV1alpha1ScaledObject"), "triggers:", "trigger:", "trigger"),
    Case(
        "prometheus-operator/service-monitor.yaml",
        "Prometheus Operator's schema",
        custom("prometheus-operator", "ComGithubPrometheusOperatorPrometheusOperatorPkgApisMonitoringV1ServiceMonitor"),
        "endpoints:",
        "endpoint:",
        "endpoint",
    ),
    Case("argo-cd/application.yaml", "Argo CD's schema", custom("argo-cd", "ComGithubArgoprojArgoCdV3PkgApisApplicationV1alpha1Application"), "prune: true", "prune: always", "prune: type"),
    Case("kserve/inference-service.yaml", "KServe's CRD", lambda file: violations(file, crd(KSERVE)), "maxReplicas: 5", "maxReplica: 5", "maxReplica"),
    Case("prometheus/prometheus.yml", "promtool check config", command("promtool", "check", "config"), "rules.yml", "rule.yml", "rule.yml"),
    Case("prometheus/rules.yml", "promtool check rules", command("promtool", "check", "rules"), "sum by (job, handler, le)", "sum by job", "parse error"),
    Case("prometheus/rules.test.yml", "promtool test rules", command("promtool", "test", "rules"), "value: 600", "value: 601", "6.01E+02"),
    Case("alertmanager/alertmanager.yml", "amtool", command("amtool", "check-config"), "receiver: training", "receiver: trainings", "trainings"),
    Case("grafana/house-prices.json", "its form", dashboard, '"x": 12', '"x": 13', "wider"),
    Case("github/model-gates.yml", "actionlint", command("actionlint"), "inputs.model ||", "inputs.version ||", "version"),
]


def planted(case):
    """What the tool says of the file with the error in it; the other files stand beside it as they are."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "deploy"
        shutil.copytree(ROOT / DEPLOY, copy)
        file = copy / case.file
        text = file.read_text()
        if case.old not in text:
            raise SystemExit(f"{case.file}: the error is to be planted at '{case.old}', which is not there")
        file.write_text(text.replace(case.old, case.new))
        return case.check(file)


def main():
    failed = 0
    for case in CASES:
        try:
            complaint = case.check(ROOT / DEPLOY / case.file)
            error = planted(case)
        except Absent as e:
            left_out(f"{case.file}: {e} is not here")
            continue
        if complaint:
            failed += 1
            print(f"  {case.file:42} FAILED by {case.tool}:\n{complaint}")
        elif not re.search(re.escape(case.says), error):
            failed += 1
            print(f"  {case.file:42} {case.tool} does not find '{case.new}' in place of '{case.old}': {error or 'no complaint'}")
        else:
            print(f"  {case.file:42} {case.tool}: good, and finds '{case.new}'")
    checked = {case.file for case in CASES}
    for file in sorted(path for path in (ROOT / DEPLOY).rglob("*") if path.is_file()):
        name = str(file.relative_to(ROOT / DEPLOY))
        if name not in checked and name not in READ_BY_OTHERS:
            failed += 1
            print(f"  {name:42} FAILED: no tool checks it")
    if failed:
        raise SystemExit(f"{failed} deployment files FAILED")


# the gates that running.py runs, and what only Grafana reads
READ_BY_OTHERS = {"github/expectations.yaml", "grafana/datasource.yaml", "grafana/provisioning.yaml"}

main()
