"""Validates each case of the file in the first argument with Great Expectations, and writes what it says to the second."""

import json
import os
import sys

os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx  # noqa: E402
import pandas as pd  # noqa: E402

pd.set_option("mode.string_storage", "python")  # regular expressions of Python, also where pyarrow is installed

with open(sys.argv[1], encoding="utf-8") as file:
    cases = json.load(file)

context = gx.get_context(mode="ephemeral")
context.variables.progress_bars = {"globally": False}
asset = context.data_sources.add_pandas("cases").add_dataframe_asset("case")
whole = asset.add_batch_definition_whole_dataframe("whole")

answers = []
for number, case in enumerate(cases):
    frame = pd.DataFrame({name: pd.Series(values) for name, values in case["columns"].items()})
    suite = gx.ExpectationSuite(name=f"suite {number}")
    try:
        name = "".join(word.capitalize() for word in case["type"].split("_"))
        suite.add_expectation(getattr(gx.expectations, name)(**case["kwargs"]))
        result = whole.get_batch(batch_parameters={"dataframe": frame}).validate(suite).results[0]
        answers.append(
            {
                "success": bool(result.success),
                "unexpected": result.result.get("unexpected_count"),
                "raised": bool(result.exception_info.get("raised_exception", True)),
                "detail": str(result.exception_info)[:300] + str(result.result)[:300],
            }
        )
    except Exception as problem:
        answers.append({"success": False, "unexpected": None, "raised": True, "detail": repr(problem)[:300]})

with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(answers, file)
print(json.dumps({"cases": len(answers), "version": gx.__version__}))
