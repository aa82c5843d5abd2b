package io.github.modelkeel.sparktests;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.formats.ModelBundle;
import io.github.modelkeel.localserver.LocalServer;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Link;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.training.Preprocessing;
import io.github.modelkeel.model.training.ScoringModelBuilder;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** Houses, models of their prices, and a registry of its own that has them. */
final class Houses implements AutoCloseable {
    static final String CHAMPION = "models:/house@champion";
    static final StructType SCHEMA = new StructType()
            .add("id", DataTypes.LongType)
            .add("sqft", DataTypes.DoubleType)
            .add("bedrooms", DataTypes.IntegerType)
            .add("area", DataTypes.StringType);

    private final LocalServer server;
    private final ClientConfig config;

    Houses(Path directory) {
        this.server = LocalServer.start(directory.resolve("server"));
        this.config = ClientConfig.builder(Map.of())
                .trackingUri(server.uri().toString())
                .cacheDirectory(directory.resolve("cache"))
                .build();
    }

    ClientConfig config() {
        return config;
    }

    static List<Row> rows(int count) {
        Random random = new Random(count);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(RowFactory.create(
                    (long) i,
                    1_500 * random.nextDouble(),
                    random.nextInt(6),
                    List.of("north", "south").get(random.nextInt(2))));
        }
        return rows;
    }

    static Dataset<Row> dataset(SparkSession spark, List<Row> rows, int partitions) {
        spark.conf().set("spark.sql.leafNodeDefaultParallelism", Integer.toString(partitions));
        return spark.createDataset(rows, Encoders.row(SCHEMA));
    }

    /** The inputs of the model by name. */
    static Map<String, @Nullable Object> named(Row row) {
        Map<String, @Nullable Object> named = new HashMap<>();
        for (int i = 1; i < row.size(); i++) {
            named.put(SCHEMA.fieldNames()[i], row.get(i));
        }
        return named;
    }

    /** The model of a version, whose numbers are not those of another one. */
    static ScoringModel model(int version) {
        List<Map<String, Object>> rows = List.of(
                Map.of("sqft", 1.0, "bedrooms", 1, "area", "north"),
                Map.of("sqft", 2.0, "bedrooms", 2, "area", "south"));
        return ScoringModelBuilder.linear(
                        Preprocessing.builder()
                                .number("sqft")
                                .number("bedrooms")
                                .text("area", steps -> steps.oneHot())
                                .build()
                                .fit(rows),
                        Column.number("price"),
                        new double[] {100 + 1.0 / version, 1e4 / 3, 0.1, 0.7},
                        7.7,
                        Link.IDENTITY)
                .build();
    }

    /** Registers a model as the next version, and lets the champion be that. */
    void publish(ScoringModel model) {
        List<Map<String, Object>> rows = List.of(Map.of("sqft", 1_000.0, "bedrooms", 2, "area", "north"));
        try (Tracker tracker = Tracker.open("house-prices", config);
                Run run = tracker.startRun("train");
                Registry registry = Registry.open(config)) {
            int version = registry.register(
                            "house",
                            run.logModel(
                                    "house", to -> ModelBundle.of(model, rows).writeTo(to)))
                    .version();
            run.finish();
            registry.setAlias("house", "champion", version);
        }
    }

    /** Ends the registry; the second time does nothing. */
    @Override
    public void close() {
        server.close();
    }
}
