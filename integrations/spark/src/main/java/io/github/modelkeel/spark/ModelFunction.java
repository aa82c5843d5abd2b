package io.github.modelkeel.spark;

import java.time.ZoneId;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A model as a function of SQL: from a struct that has the model's columns by name to a struct of the prediction. Safe for use by multiple threads. */
final class ModelFunction implements UDF1<@Nullable Object, @Nullable Row> {
    private static final long serialVersionUID = 1;

    private final String name;
    private final ExecutorModel model;
    private final ZoneId zone;
    private final ScoringOptions options;

    /** For structs of the form that came last, made where it is used; two threads may each make one. */
    private transient volatile @Nullable Prepared prepared;

    private record Prepared(StructType form, ScoredRows rows) {}

    /**
     * A function.
     *
     * @param name under which it is registered
     * @param zone of the session, in which moments are read
     */
    ModelFunction(String name, ExecutorModel model, ZoneId zone, ScoringOptions options) {
        this.name = name;
        this.model = model;
        this.zone = zone;
        this.options = options;
    }

    @Override
    public @Nullable Row call(@Nullable Object struct) {
        if (struct == null) {
            return null;
        }
        if (!(struct instanceof Row row)) {
            throw new IllegalArgumentException(name + " takes one struct that has the model's columns by name, as in "
                    + name + "(struct(*)); it was given " + kind(struct));
        }
        return rows(row.schema()).prediction(row);
    }

    /** As a user of SQL says it. */
    private static String kind(Object value) {
        if (value instanceof Number) {
            return "a number";
        }
        if (value instanceof String) {
            return "a string";
        }
        if (value instanceof Boolean) {
            return "a boolean";
        }
        if (value instanceof scala.collection.Map<?, ?>) {
            return "a map";
        }
        if (value instanceof scala.collection.Seq<?>) {
            return "an array";
        }
        return value instanceof byte[] ? "a binary" : "a date, a time or an interval";
    }

    private ScoredRows rows(StructType form) {
        Prepared ready = prepared;
        if (ready == null || !ready.form().equals(form)) {
            ScoredRows.requireReadable(model.label(), model.get(), form);
            ready = new Prepared(form, new ScoredRows(model, DatasetColumns.of(form.fieldNames(), zone), options));
            prepared = ready;
        }
        return ready.rows();
    }
}
