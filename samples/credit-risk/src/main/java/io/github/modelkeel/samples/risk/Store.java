package io.github.modelkeel.samples.risk;

import io.github.modelkeel.feast.FeastClient;
import io.github.modelkeel.feast.FeatureRows;
import io.github.modelkeel.feast.OnMissing;
import io.github.modelkeel.feast.OnlineFeatures;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the features of customers are: a Feast server, or a table in memory for a machine without one. */
final class Store {
    static final String NAME = "store";

    /** A customer of whom nothing is known. */
    private static final Map<String, Object> DEFAULTS = Map.of(
            "Age", 35.0, "Check_Account", "A14", "Credit_history", "A32", "Saving_account", "A61", "Employment", "A73");

    private Store() {}

    /** Where a row's features are from; the defaults also if the store answered that it has nothing of the customer. */
    static String source(Map<String, ? extends @Nullable Object> row) {
        return row.entrySet().containsAll(DEFAULTS.entrySet()) ? "defaults" : NAME;
    }

    /** The feature service {@code credit_features} with the join key {@code customer_id}. If it is down a night is scored with defaults. */
    static OnlineFeatures feast(URI uri) {
        return FeastClient.builder(uri)
                .service("credit_features")
                .timeout(Duration.ofSeconds(30)) // a batch can wait
                .onMissing(OnMissing.DEFAULT)
                .defaults(DEFAULTS)
                .build();
    }

    /** Another store is one method. */
    static OnlineFeatures table(Loans loans) {
        Map<Object, Map<String, Object>> table = new HashMap<>();
        loans.rows().forEach(row -> table.put(row.getOrDefault(Loans.ID, ""), Loans.only(row, Loans.FEATURES)));
        return entities -> FeatureRows.of(Objects.requireNonNull(entities.get(Loans.ID), Loans.ID).stream()
                .map(id -> table.getOrDefault(id, DEFAULTS))
                .toList());
    }
}
