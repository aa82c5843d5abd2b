"""Calls a service with KServe's own client, V1 and V2, and prints what came back."""

import asyncio
import json
import sys

import numpy as np
from kserve import InferenceRESTClient, InferInput, InferRequest, RESTConfig

base = sys.argv[1]
ROWS = [{"sqft": 1500, "bedrooms": 3}, {"sqft": 2725.5, "bedrooms": 4}]


def request(binary, sqft_type="FP64"):
    inputs = []
    for name, kind in (("sqft", sqft_type), ("bedrooms", "INT64")):
        values = np.array([row[name] for row in ROWS], dtype={"FP64": np.float64, "FP32": np.float32, "INT64": np.int64}[kind])
        tensor = InferInput(name=name, shape=list(values.shape), datatype=kind)
        tensor.set_data_from_numpy(values, binary_data=binary)
        inputs.append(tensor)
    return InferRequest(model_name="house", infer_inputs=inputs, request_id="r-1")


async def error_of(call):
    try:
        await call
    except Exception as e:
        return type(e).__name__ + ": " + str(e)
    return "none"


async def main():
    said = {}
    v1 = InferenceRESTClient(RESTConfig(protocol="v1"))
    said["v1_live"] = await v1.is_server_live(base)
    said["v1_ready"] = await v1.is_model_ready(base, "house")
    said["v1"] = await v1.infer(base, {"instances": ROWS}, model_name="house")
    said["v1_error"] = await error_of(v1.infer(base, {"instances": [{"sqft": "large", "bedrooms": 3}]}, model_name="house"))
    said["v1_unknown"] = await error_of(v1.infer(base, {"instances": ROWS}, model_name="flat"))

    v2 = InferenceRESTClient(RESTConfig(protocol="v2"))
    said["v2_live"] = await v2.is_server_live(base)
    said["v2_server_ready"] = await v2.is_server_ready(base)
    said["v2_ready"] = await v2.is_model_ready(base, "house")
    said["v2_unknown_ready"] = await v2.is_model_ready(base, "flat")
    answer = await v2.infer(base, request(False), model_name="house")
    output = answer.outputs[0]
    said["v2"] = {
        "id": answer.id,
        "model": answer.model_name,
        "name": output.name,
        "datatype": output.datatype,
        "shape": list(output.shape),
        "data": output.as_numpy().tolist(),
    }
    single = await v2.infer(base, request(False, "FP32"), model_name="house")
    said["v2_fp32"] = single.outputs[0].as_numpy().tolist()
    labels = await v2.infer(base, {"inputs": [{"name": "sqft", "shape": [2], "datatype": "FP64", "data": [1, -1]}]}, model_name="large")
    said["v2_classes"] = {each.name: each.as_numpy().tolist() for each in labels.outputs}
    said["v2_binary"] = await error_of(v2.infer(base, request(True), model_name="house"))
    said["v2_error"] = await error_of(
        v2.infer(base, {"inputs": [{"name": "sqft", "shape": [3], "datatype": "FP64", "data": [1.0]}]}, model_name="house")
    )
    await v1.close()
    await v2.close()
    print(json.dumps(said))


asyncio.run(main())
