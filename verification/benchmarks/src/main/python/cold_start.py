"""The house pipeline of ColdStartReport in scikit-learn: "fit FILE" writes its pickle, "answer FILE" reads it and predicts a row."""

import pickle
import sys


def fit(path):
    import numpy as np
    import pandas as pd
    from sklearn.compose import ColumnTransformer
    from sklearn.ensemble import GradientBoostingRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler

    random = np.random.default_rng(42)
    rows = 4096
    houses = pd.DataFrame(
        {
            "sqft": 400.0 + random.integers(0, 4000, rows),
            "bedrooms": random.integers(1, 7, rows),
            "bathrooms": random.integers(1, 5, rows),
            "age": random.integers(0, 120, rows).astype(float),
            "area": random.choice(["center", "north", "south", "suburban", "rural"], rows),
            "condition": random.choice(["poor", "fair", "good", "new"], rows),
        }
    )
    price = houses.sqft * 190 + 8000 * houses.bedrooms - 700 * houses.age
    numbers = ["sqft", "bedrooms", "bathrooms", "age"]
    columns = ColumnTransformer([("n", StandardScaler(), numbers), ("t", OneHotEncoder(), ["area", "condition"])])
    model = make_pipeline(columns, GradientBoostingRegressor(n_estimators=100, max_depth=3)).fit(houses, price)
    with open(path, "wb") as file:
        pickle.dump(model, file)


def answer(path):
    import pandas as pd

    with open(path, "rb") as file:
        model = pickle.load(file)
    row = {"sqft": 1500.0, "bedrooms": 3, "bathrooms": 2, "age": 12.0, "area": "north", "condition": "good"}
    print(model.predict(pd.DataFrame([row]))[0], flush=True)


if __name__ == "__main__":
    {"fit": fit, "answer": answer}[sys.argv[1]](sys.argv[2])
