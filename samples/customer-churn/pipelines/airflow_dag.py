"""Airflow 3: customers, checks, candidates, gates and drift, each a command of its own. Copy it into the folder of your DAGs.

CHURN_HOME is a directory with modelkeel.jar, customer-churn.jar, gates.yaml and expectations.yaml, the same for all tasks;
MLFLOW_TRACKING_URI of the workers says where runs and models are kept.
"""

import os
from datetime import datetime, timedelta

from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

HOME = os.environ.get("CHURN_HOME", "/opt/churn")


def step(name: str, command: str, retries: int = 2) -> BashOperator:
    return BashOperator(
        task_id=name, bash_command=command, cwd=HOME, retries=retries, retry_delay=timedelta(minutes=5)
    )


# region airflow
with DAG("churn", schedule="@weekly", start_date=datetime(2026, 1, 1), catchup=False, max_active_runs=1):
    customers = step("customers", "java -jar customer-churn.jar customers --file customers.csv")
    # exit code 3 is a decision: the data are not as expected, the version is refused. A retry would get the same one.
    validate = step(
        "validate",
        "java -jar modelkeel.jar drift validate --expectations expectations.yaml --data customers.csv",
        retries=0,
    )
    # the last line that it prints, the address of the version, is what the next task pulls
    train = step("train", "java -jar customer-churn.jar train --data customers.csv", retries=0)
    promote = step(
        "promote",
        "java -jar modelkeel.jar registry promote {{ ti.xcom_pull(task_ids='train') }} --gates gates.yaml",
        retries=0,
    )
    drift = step(
        "drift",
        "java -jar modelkeel.jar drift compare --reference models:/churn-customers@champion --current customers.csv"
        " --ignore Churn,Churn.probability",
        retries=0,
    )
    customers >> validate >> train >> promote >> drift
# endregion
