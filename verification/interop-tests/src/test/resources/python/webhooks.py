"""MLflow's own client makes, shows, changes, tests and deletes webhooks, and lets things happen that they are told of: prints as JSON what it saw."""

import json
import sys

from mlflow import MlflowClient
from mlflow.entities.webhook import WebhookEvent
from mlflow.exceptions import MlflowException

url, secret = sys.argv[1:3]
client = MlflowClient()
seen = {}

EVENTS = [
    "registered_model.created", "model_version.created", "model_version_tag.set", "model_version_tag.deleted",
    "model_version_alias.created", "model_version_alias.deleted", "prompt.created", "prompt_version.created",
    "prompt_tag.set", "prompt_tag.deleted", "prompt_version_tag.set", "prompt_version_tag.deleted",
    "prompt_alias.created", "prompt_alias.deleted",
]


def plain(webhook):
    return {
        "name": webhook.name,
        "url": webhook.url,
        "description": webhook.description,
        "status": str(webhook.status),
        "events": sorted(str(event) for event in webhook.events),
        "secret": webhook.secret,
        "times": webhook.last_updated_timestamp >= webhook.creation_timestamp > 0,
    }


def refusal(label, call):
    try:
        call()
        seen[label] = "done"
    except MlflowException as e:
        seen[label] = e.error_code


def events(*names):
    return [WebhookEvent.from_str(name) for name in names]


first = client.create_webhook(name="first", url=url, events=events(*EVENTS), secret=secret)
seen["created"] = plain(first)
second = client.create_webhook(
    name="second.2", url=url, events=events("model_version.created"), description="ü", status="DISABLED")
seen["disabled"] = plain(second)
seen["got"] = plain(client.get_webhook(second.webhook_id))
seen["listed"] = sorted(webhook.name for webhook in client.list_webhooks())
page = client.list_webhooks(max_results=1)
seen["pages"] = [len(page), len(client.list_webhooks(max_results=1, page_token=page.token))]
seen["updated"] = plain(client.update_webhook(
    second.webhook_id, name="third", description="", events=events("model_version_tag.set", "prompt.created")))
result = client.test_webhook(first.webhook_id)
seen["tested"] = [result.success, result.response_status, result.response_body, result.error_message]
result = client.test_webhook(first.webhook_id, event="model_version_alias.deleted")
seen["tested alias"] = [result.success, result.response_status]
client.delete_webhook(second.webhook_id)
seen["left"] = [webhook.name for webhook in client.list_webhooks()]
refusal("gone", lambda: client.get_webhook(second.webhook_id))
refusal("deleted twice", lambda: client.delete_webhook(second.webhook_id))
refusal("bad name", lambda: client.create_webhook(name="a b", url=url, events=events("prompt.created")))
refusal("bad scheme", lambda: client.create_webhook(name="a", url="ftp://127.0.0.1/", events=events("prompt.created")))
refusal("no host", lambda: client.create_webhook(name="a", url="http:///x", events=events("prompt.created")))
refusal("too many", lambda: client.list_webhooks(max_results=1001))

client.create_registered_model("häuser", tags={"k": "v ü"}, description="what houses cost")
version = client.create_model_version("häuser", "s3://b/m", tags={"k": "v"}, description="first")
client.create_model_version("häuser", "s3://b/m")
client.set_registered_model_tag("häuser", "a", "b")
client.set_model_version_tag("häuser", "1", "a", "b")
client.delete_model_version_tag("häuser", "1", "a")
client.set_registered_model_alias("häuser", "champion", "1")
client.set_registered_model_alias("häuser", "champion", "2")
client.delete_registered_model_alias("häuser", "champion")
client.register_prompt("greeting", "Hello {{name}}!", commit_message="first")
client.set_prompt_alias("greeting", "best", 1)
client.delete_prompt_alias("greeting", "best")
client.set_prompt_tag("greeting", "a", "b")
client.delete_prompt_tag("greeting", "a")
client.set_prompt_version_tag("greeting", "1", "a", "b")
client.delete_prompt_version_tag("greeting", "1", "a")
print(json.dumps({"seen": seen}, ensure_ascii=False))
