"""Signs and verifies models with Python's model_signing.

The argument is a JSON file with a list of steps. A step has an action and, for "sign" and "verify", a directory; for "sign" a key, and
for a certificate its file and chain; for "verify" the trusted file, and its kind; "fetch" downloads an address into a directory,
"upload" puts a directory's model.sig beside a logged model's files. The last line printed is a JSON object with a list of each step's
error, null where there was none.
"""

import json
import pathlib
import shutil
import sys
import tempfile

import mlflow
import model_signing


def sign(step):
    directory = pathlib.Path(step["directory"])
    config = model_signing.signing.Config()
    if "certificate" in step:
        config = config.use_certificate_signer(
            private_key=step["key"], signing_certificate=step["certificate"], certificate_chain=step["chain"]
        )
    else:
        config = config.use_elliptic_key_signer(private_key=step["key"])
    config.sign(directory, directory / "model.sig")


def verify(step):
    directory = pathlib.Path(step["directory"])
    config = model_signing.verifying.Config()
    if step["kind"] == "certificate":
        config = config.use_certificate_verifier(certificate_chain=[step["trusted"]])
    else:
        config = config.use_elliptic_key_verifier(public_key=step["trusted"])
    ignored = model_signing.hashing.Config().set_ignored_paths(paths=[directory / "model.sig"])
    config.set_hashing_config(ignored).verify(directory, directory / "model.sig")


def fetch(step):
    with tempfile.TemporaryDirectory() as temporary:
        local = mlflow.artifacts.download_artifacts(step["uri"], dst_path=temporary)
        # MLflow's client adds a file of its own to what it downloads, which is not signed
        shutil.copytree(local, step["directory"], ignore=shutil.ignore_patterns("registered_model_meta"))


def upload(step):
    mlflow.MlflowClient().log_model_artifact(step["model_id"], str(pathlib.Path(step["directory"]) / "model.sig"))


errors = []
for each in json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8")):
    try:
        {"sign": sign, "verify": verify, "fetch": fetch, "upload": upload}[each["action"]](each)
        errors.append(None)
    except Exception as e:
        errors.append(f"{type(e).__name__}: {e}")
print(json.dumps({"model_signing": model_signing.__version__, "errors": errors}))
