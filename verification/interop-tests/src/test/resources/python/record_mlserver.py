"""Records what MLServer answers to the requests of open-inference-cases.json.

Not part of the build: it needs an environment with mlserver==1.7.1, which cannot be shared with MLflow or KServe.
python record_mlserver.py FILE: starts MLServer with the model below on a free port of this machine, asks it and writes the answers into FILE.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

RUNTIME = '''
import numpy as np
from mlserver import MLModel
from mlserver.codecs import NumpyCodec
from mlserver.types import InferenceResponse


class House(MLModel):
    async def load(self):
        return True

    async def predict(self, payload):
        columns = {}
        for each in payload.inputs:
            columns[each.name] = NumpyCodec.decode_input(each).astype(np.float64).reshape(-1)
        price = 100 * columns["sqft"] + 1000.5 * columns["bedrooms"]
        return InferenceResponse(model_name=self.name, outputs=[NumpyCodec.encode_output("price", price)])
'''


def free_port():
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return each.getsockname()[1]


def ask(base, case):
    body = case["body"].encode() if "body" in case else None
    request = urllib.request.Request(
        base + case["path"], data=body, method=case["method"], headers={"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as e:
        return e.code, e.read().decode()


def main(file):
    with open(file, encoding="utf-8") as source:
        cases = json.load(source)
    ports = [free_port() for _ in range(3)]
    with tempfile.TemporaryDirectory() as directory:
        with open(os.path.join(directory, "house_runtime.py"), "w", encoding="utf-8") as runtime:
            runtime.write(RUNTIME)
        with open(os.path.join(directory, "model-settings.json"), "w", encoding="utf-8") as settings:
            json.dump({"name": "house", "implementation": "house_runtime.House"}, settings)
        with open(os.path.join(directory, "settings.json"), "w", encoding="utf-8") as settings:
            json.dump(
                {"host": "127.0.0.1", "http_port": ports[0], "grpc_port": ports[1], "metrics_port": ports[2], "parallel_workers": 0},
                settings,
            )
        server = subprocess.Popen(
            [os.path.join(os.path.dirname(sys.executable), "mlserver"), "start", directory],
            cwd=directory,
            env=dict(os.environ, PYTHONPATH=directory),
        )
        try:
            base = "http://127.0.0.1:%d" % ports[0]
            for _ in range(120):
                try:
                    if ask(base, {"method": "GET", "path": "/v2/models/house/ready"})[0] == 200:
                        break
                except OSError:
                    time.sleep(0.5)
            for case in cases:
                status, text = ask(base, case)
                case["mlserver"] = {"status": status}
                if status == 200 and '"outputs"' in text:
                    outputs = json.loads(text)["outputs"]
                    case["mlserver"]["outputs"] = [{key: each[key] for key in ("name", "datatype", "data")} for each in outputs]
        finally:
            server.terminate()
            server.wait(30)
    with open(file, "w", encoding="utf-8") as target:
        json.dump(cases, target, indent=1, ensure_ascii=False)
        target.write("\n")


main(sys.argv[1])
