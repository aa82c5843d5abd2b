"""What Airflow's own DagBag finds in a directory: import errors, and tasks. Prints one JSON object as its last line."""

import json
import sys

from airflow.dag_processing.dagbag import DagBag

bag = DagBag(dag_folder=sys.argv[1])
dags = {
    name: {
        task.task_id: {
            "command": task.bash_command,
            "retries": task.retries,
            "directory": task.cwd,
            "after": sorted(task.upstream_task_ids),
        }
        for task in dag.tasks
    }
    for name, dag in bag.dags.items()
}
print(json.dumps({"errors": list(bag.import_errors.values()), "dags": dags}))
