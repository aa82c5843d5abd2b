"""Kubeflow Pipelines 2: a container for each step. 'python kubeflow_pipeline.py' compiles it into kubeflow_pipeline.yaml.

IMAGE has Java 17, and in its working directory modelkeel.jar, customer-churn.jar, gates.yaml and expectations.yaml.
"""

from kfp import compiler, dsl

IMAGE = "registry.example.com/customer-churn:0.1.0"
SERVER = "http://mlflow.mlflow:5000"
MODELKEEL = ["java", "-jar", "modelkeel.jar"]
CHURN = ["java", "-jar", "customer-churn.jar"]


@dsl.container_component
def write_customers(customers: dsl.Output[dsl.Dataset]):
    return dsl.ContainerSpec(image=IMAGE, command=CHURN, args=["customers", "--file", customers.path])


@dsl.container_component
def validate(customers: dsl.Input[dsl.Dataset]):
    return dsl.ContainerSpec(
        image=IMAGE,
        command=MODELKEEL,
        args=["drift", "validate", "--expectations", "expectations.yaml", "--data", customers.path],
    )


@dsl.container_component
def train(customers: dsl.Input[dsl.Dataset], address: dsl.OutputPath(str)):
    return dsl.ContainerSpec(
        image=IMAGE, command=CHURN, args=["train", "--data", customers.path, "--address", address]
    )


# region kubeflow-step
@dsl.container_component
def promote(address: str):
    return dsl.ContainerSpec(
        image=IMAGE,
        command=MODELKEEL,
        args=["registry", "promote", address, "--gates", "gates.yaml"],
    )


# endregion


@dsl.container_component
def drift(customers: dsl.Input[dsl.Dataset], report: dsl.Output[dsl.HTML]):
    return dsl.ContainerSpec(
        image=IMAGE,
        command=MODELKEEL,
        args=[
            *["drift", "compare", "--reference", "models:/churn-customers@champion", "--current", customers.path],
            *["--ignore", "Churn,Churn.probability", "--html", report.path],
        ],
    )


# region kubeflow
@dsl.pipeline(name="customer-churn")
def churn():
    # the model is called after the file, so the output is called 'customers'
    fetched = write_customers()
    customers = fetched.outputs["customers"]
    checked = validate(customers=customers)
    trained = train(customers=customers).after(checked)
    promoted = promote(address=trained.outputs["address"])
    drifted = drift(customers=customers).after(promoted)
    for task in [fetched, checked, trained, promoted, drifted]:
        task.set_env_variable("MLFLOW_TRACKING_URI", SERVER)
        task.set_caching_options(False)  # customers and the registry change, which the cache does not see

# endregion


if __name__ == "__main__":
    compiler.Compiler().compile(churn, __file__.replace(".py", ".yaml"))
