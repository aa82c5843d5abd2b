"""Makes an event of OpenLineage from JSON by the classes of OpenLineage's own client: a field that its schema does not have, one that is
missing and one of a wrong form are errors. Prints the event as that client would send it, without what is empty there."""

import json
import pathlib
import sys

from openlineage.client import event_v2, facet_v2
from openlineage.client.serde import Serde

FACETS = {
    "version": facet_v2.dataset_version_dataset.DatasetVersionDatasetFacet,
    "schema": facet_v2.schema_dataset.SchemaDatasetFacet,
    "datasetType": facet_v2.dataset_type_dataset.DatasetTypeDatasetFacet,
}


def facet(name, values):
    values = dict(values)
    stated = values.pop("_schemaURL")
    if name == "schema":
        values["fields"] = [facet_v2.schema_dataset.SchemaDatasetFacetFields(**field) for field in values["fields"]]
    producer = values.pop("_producer")
    made = FACETS[name](producer=producer, **values)
    assert made._schemaURL == stated, f"{name}: {stated} is not {made._schemaURL}"
    return made


def dataset(kind, values):
    values = dict(values)
    facets = {name: facet(name, each) for name, each in values.pop("facets").items()}
    return kind(facets=facets, **values)


def without_empty(value):
    if isinstance(value, dict):
        return {name: without_empty(each) for name, each in value.items() if each not in ({}, [])}
    return [without_empty(each) for each in value] if isinstance(value, list) else value


event = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
schema = event.pop("schemaURL")
event["eventType"] = event_v2.RunState(event["eventType"])
event["run"] = event_v2.Run(**event["run"])
event["job"] = event_v2.Job(**event["job"])
event["inputs"] = [dataset(event_v2.InputDataset, each) for each in event["inputs"]]
event["outputs"] = [dataset(event_v2.OutputDataset, each) for each in event["outputs"]]
made = event_v2.RunEvent(**event)
assert made.schemaURL == schema, f"{schema} is not {made.schemaURL}"
print(json.dumps(without_empty(json.loads(Serde.to_json(made)))))
