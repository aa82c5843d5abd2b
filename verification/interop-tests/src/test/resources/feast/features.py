"""The feature repository of RealFeast: entities of two kinds, views of two ages, a view that is computed from the request."""

from datetime import timedelta

from feast import Entity, FeatureService, FeatureView, Field, FileSource, RequestSource, ValueType
from feast.on_demand_feature_view import on_demand_feature_view
from feast.types import Bool, Float32, Float64, Int64, String

customer = Entity(name="customer", join_keys=["customer_id"], value_type=ValueType.INT64)
merchant = Entity(name="merchant", join_keys=["merchant_code"], value_type=ValueType.STRING)


def view(name, entity, **types):
    return FeatureView(
        name=name,
        entities=[entity],
        ttl=timedelta(days=1),
        schema=[Field(name=field, dtype=dtype) for field, dtype in types.items()],
        source=FileSource(path=f"data/{name}.parquet", timestamp_field="event_timestamp"),
    )


profile = view("profile", customer, income=Float64, age=Int64, region=String, member=Bool, score=Float32)
account = view("account", customer, balance=Float64, late_payments=Int64)
shop = view("shop", merchant, turnover=Float64)
loan = RequestSource(name="loan", schema=[Field(name="loan_amount", dtype=Float64)])


@on_demand_feature_view(
    sources=[profile, loan], schema=[Field(name="loan_to_income", dtype=Float64)], mode="python"
)
def ratio(inputs):
    def share(amount, income):
        if not income:
            return None
        return amount / income if amount > 0 else float("nan")

    pairs = zip(inputs["loan_amount"], inputs["income"])
    return {"loan_to_income": [share(amount, income) for amount, income in pairs]}


loan_features = FeatureService(name="loan_features", features=[profile, account])
loan_decision = FeatureService(name="loan_decision", features=[profile[["age"]], ratio])
shop_features = FeatureService(name="shop_features", features=[shop, profile[["income"]]])
