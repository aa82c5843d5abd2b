package io.github.modelkeel.localserver.store;

import io.github.modelkeel.localserver.database.Database;
import io.github.modelkeel.localserver.database.Sql;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.PageToken;
import io.github.modelkeel.localserver.webhook.EventKind;
import io.github.modelkeel.localserver.webhook.SecretFile;
import io.github.modelkeel.localserver.webhook.Webhook;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Webhooks, what they are subscribed to, and their secrets, which are encrypted. */
public final class WebhookStore {
    private static final String SELECT =
            "SELECT w.webhook_id, w.name, w.description, w.url, w.status, w.creation_timestamp,"
                    + " w.last_updated_timestamp FROM webhooks w ";
    private static final String ACTIVE = "ACTIVE";

    private final Database database;
    private final SecretFile secrets;

    public WebhookStore(Database database, SecretFile secrets) {
        this.database = database;
        this.secrets = secrets;
    }

    /**
     * What is set or changed; null leaves it as it is.
     *
     * @param secret empty for none
     */
    public record Draft(
            @Nullable String name,
            @Nullable String description,
            @Nullable String url,
            @Nullable List<EventKind> events,
            @Nullable String secret,
            @Nullable Boolean active) {}

    public Webhook create(Draft draft) {
        String id = UUID.randomUUID().toString();
        return database.write(sql -> {
            long now = System.currentTimeMillis();
            sql.update("INSERT INTO webhooks VALUES (?, '', '', '', ?, NULL, ?, ?)", id, ACTIVE, now, now);
            return change(sql, id, draft);
        });
    }

    public Webhook get(String id) {
        return database.read(sql -> find(sql, id));
    }

    public Webhook update(String id, Draft draft) {
        return database.write(sql -> {
            find(sql, id);
            sql.update(
                    "UPDATE webhooks SET last_updated_timestamp = ? WHERE webhook_id = ?",
                    System.currentTimeMillis(),
                    id);
            return change(sql, id, draft);
        });
    }

    public void delete(String id) {
        database.write(sql -> {
            find(sql, id);
            return sql.update("DELETE FROM webhooks WHERE webhook_id = ?", id);
        });
    }

    /** The newest first. */
    public PageToken.Page<Webhook> list(int offset, int size) {
        return database.read(sql -> {
            List<Webhook> found = read(sql, "ORDER BY w.rowid DESC LIMIT ? OFFSET ?", size + 1, offset);
            return PageToken.Page.of(found, offset, size, "");
        });
    }

    /** The webhooks that an event of a kind is sent to. */
    public List<Webhook> subscribed(EventKind kind) {
        return database.read(sql -> read(
                sql,
                "JOIN webhook_events e USING (webhook_id) WHERE e.entity = ? AND e.action = ? AND w.status = ? ORDER BY w.rowid",
                kind.entityText(),
                kind.actionText(),
                ACTIVE));
    }

    /** The secret of a webhook, or null; it is for signatures, and must not be shown. */
    public @Nullable String secret(String id) {
        Optional<byte[]> stored = database.read(sql -> sql
                .list(
                        "SELECT secret FROM webhooks WHERE webhook_id = ? AND secret IS NOT NULL",
                        row -> row.getBytes(1),
                        id)
                .stream()
                .findFirst());
        return stored.map(bytes -> secrets.decrypt(id, bytes)).orElse(null);
    }

    private Webhook change(Sql sql, String id, Draft draft) throws SQLException {
        set(sql, id, "name", draft.name());
        set(sql, id, "description", draft.description());
        set(sql, id, "url", draft.url());
        Boolean active = draft.active();
        set(sql, id, "status", active == null ? null : active ? ACTIVE : "DISABLED");
        String secret = draft.secret();
        if (secret != null) {
            sql.update(
                    "UPDATE webhooks SET secret = ? WHERE webhook_id = ?",
                    secret.isEmpty() ? null : secrets.encrypt(id, secret),
                    id);
        }
        List<EventKind> events = draft.events();
        if (events != null) {
            sql.update("DELETE FROM webhook_events WHERE webhook_id = ?", id);
            for (EventKind event : events) {
                sql.update("INSERT INTO webhook_events VALUES (?, ?, ?)", id, event.entityText(), event.actionText());
            }
        }
        return find(sql, id);
    }

    /** The column is one of our own names. */
    private static void set(Sql sql, String id, String column, @Nullable String value) throws SQLException {
        if (value != null) {
            sql.update("UPDATE webhooks SET " + column + " = ? WHERE webhook_id = ?", value, id);
        }
    }

    private static Webhook find(Sql sql, String id) throws SQLException {
        return read(sql, "WHERE w.webhook_id = ?", id).stream()
                .findFirst()
                .orElseThrow(() -> ApiError.absent("Webhook with ID " + id + " not found."));
    }

    private static List<Webhook> read(Sql sql, String which, Object... values) throws SQLException {
        List<Webhook> found = new ArrayList<>();
        for (Webhook webhook : sql.list(SELECT + which, WebhookStore::row, values)) {
            List<EventKind> events = sql.list(
                    "SELECT entity, action FROM webhook_events WHERE webhook_id = ? ORDER BY entity, action",
                    row -> EventKind.stored(row.getString(1), row.getString(2)),
                    webhook.id());
            found.add(webhook.withEvents(events));
        }
        return found;
    }

    private static Webhook row(ResultSet row) throws SQLException {
        return new Webhook(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                List.of(),
                row.getString(5).equals(ACTIVE),
                row.getLong(6),
                row.getLong(7));
    }
}
