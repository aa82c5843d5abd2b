"""Runs the first block of Python of a page of the documentation as it stands there, and says what the pipeline answers.

The argument is the page. What is printed: the rows, and for each of them what predict, predict_proba and decision_function say.
"""

import json
import pathlib
import re
import sys

page = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
scope = {}
exec(re.search(r"```python\n(.*?)```", page, re.DOTALL).group(1), scope)
pipeline, rows = scope["pipeline"], scope["X"].head(50)
print(
    json.dumps(
        {
            "rows": rows.to_dict(orient="records"),
            "labels": [str(label) for label in pipeline.predict(rows)],
            "probabilities": pipeline.predict_proba(rows).tolist(),
            "scores": pipeline.decision_function(rows).tolist(),
        }
    )
)
