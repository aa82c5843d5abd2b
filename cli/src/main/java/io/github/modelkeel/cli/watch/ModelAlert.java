package io.github.modelkeel.cli.watch;

import io.github.modelkeel.client.internal.json.JsonObject;
import java.time.Instant;

/**
 * What a notification says about one model. Immutable, but for the tree.
 *
 * @param receiver the receiver of Alertmanager's configuration
 * @param groupKey the group of alerts
 * @param model the registered model
 * @param startsAt when the first of the model's firing alerts started
 * @param json for the command: the model, the group and the model's firing alerts as they came
 */
record ModelAlert(String receiver, String groupKey, String model, Instant startsAt, JsonObject json) {
    /** What makes two notifications the same alert. */
    String key() {
        return String.join("\n", receiver, groupKey, model, startsAt.toString());
    }

    /** The group's part for the model, which stays the same when alerts of it come and go. */
    String group() {
        return String.join("\n", receiver, groupKey, model);
    }
}
