"""Reads a compiled pipeline as Kubeflow's SDK does before it submits it. Prints the pipeline as JSON, as its last line."""

import json
import sys

from google.protobuf import json_format
from kfp import components

component = components.load_component_from_file(sys.argv[1])
print(json.dumps(json_format.MessageToDict(component.pipeline_spec)))
