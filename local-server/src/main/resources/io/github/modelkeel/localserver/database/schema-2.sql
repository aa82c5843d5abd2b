CREATE TABLE webhooks (
    webhook_id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    url TEXT NOT NULL,
    status TEXT NOT NULL,
    secret BLOB,
    creation_timestamp INTEGER NOT NULL,
    last_updated_timestamp INTEGER NOT NULL
);
CREATE TABLE webhook_events (
    webhook_id TEXT NOT NULL REFERENCES webhooks ON DELETE CASCADE,
    entity TEXT NOT NULL,
    action TEXT NOT NULL,
    PRIMARY KEY (webhook_id, entity, action)
);
CREATE INDEX webhook_events_by_kind ON webhook_events (entity, action);
