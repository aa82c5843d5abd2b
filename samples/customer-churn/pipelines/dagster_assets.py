"""Dagster: customers, candidates, the champion and its drift as assets. Start it with: dagster dev -f dagster_assets.py

CHURN_HOME is a directory with modelkeel.jar, customer-churn.jar, gates.yaml and expectations.yaml; MLFLOW_TRACKING_URI says where runs and
models are kept.
"""

import os
import shlex
import subprocess

import dagster as dg

HOME = os.environ.get("CHURN_HOME", "/opt/churn")
DECISIONS = {3: "refused", 5: "undecided"}


def run(command: str) -> str:
    """Runs a command and returns what it printed. What it decided is not asked again."""
    done = subprocess.run(shlex.split(command), cwd=HOME, text=True, stdout=subprocess.PIPE)
    if done.returncode != 0:
        decision = DECISIONS.get(done.returncode, f"exit code {done.returncode}")
        raise dg.Failure(f"{decision}: {command}\n{done.stdout}", allow_retries=done.returncode not in DECISIONS)
    return done.stdout.strip()


# region dagster
@dg.asset
def customers() -> None:
    run("java -jar customer-churn.jar customers --file customers.csv")


@dg.asset(deps=[customers])
def candidate() -> str:
    """The address of the version, which is the last line."""
    run("java -jar modelkeel.jar drift validate --expectations expectations.yaml --data customers.csv")
    return run("java -jar customer-churn.jar train --data customers.csv").splitlines()[-1]


@dg.asset
def champion(candidate: str) -> dg.MaterializeResult:
    decision = run(f"java -jar modelkeel.jar registry promote {candidate} --gates gates.yaml")
    return dg.MaterializeResult(metadata={"model": candidate, "decision": dg.MetadataValue.md(decision)})


@dg.asset(deps=[champion], retry_policy=dg.RetryPolicy(max_retries=2))
def drift() -> None:
    run(
        "java -jar modelkeel.jar drift compare --reference models:/churn-customers@champion --current customers.csv"
        " --ignore Churn,Churn.probability"
    )


# endregion
definitions = dg.Definitions(assets=[customers, candidate, champion, drift])
