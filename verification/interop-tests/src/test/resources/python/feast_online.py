"""Asks Feast's own client for a feature service: what it answers for the customers given, or how long it takes.

Arguments: the repository, the service, and a JSON object with either `ids`, or `calls`, `batch` and `warm_up`.
"""

import json
import sys
import time

from feast import FeatureStore

repository, service, question = sys.argv[1:]
question = json.loads(question)
store = FeatureStore(repo_path=repository)
features = store.get_feature_service(service)


def ask(ids):
    return store.get_online_features(features=features, entity_rows=[{"customer_id": each} for each in ids])


if "ids" in question:
    print(json.dumps(ask(question["ids"]).to_dict()))
else:
    batch, times = question["batch"], []
    for call in range(question["warm_up"] + question["calls"]):
        ids = [1000 + (call * batch + i) % 1000 for i in range(batch)]
        start = time.perf_counter_ns()
        answer = ask(ids).to_dict()
        times.append(time.perf_counter_ns() - start)
        assert answer["income"] == [float(each) for each in ids]
    print(json.dumps({"nanos": times[question["warm_up"] :]}))
