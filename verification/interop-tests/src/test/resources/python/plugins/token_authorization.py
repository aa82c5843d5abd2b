"""An authorization function for MLflow's basic-auth app that takes a bearer token, as MLflow's documentation describes."""

import hmac
import os

from flask import make_response, request
from werkzeug.datastructures import Authorization


def authenticate():
    expected = "Bearer " + os.environ["INTEROP_TOKEN"]
    if hmac.compare_digest(request.headers.get("Authorization", ""), expected):
        return Authorization("basic", {"username": "admin", "password": ""})
    refusal = make_response("a bearer token is required")
    refusal.status_code = 401
    return refusal
