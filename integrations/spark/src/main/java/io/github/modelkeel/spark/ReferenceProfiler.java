package io.github.modelkeel.spark;

import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.Schema;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.drift.profile.ProfileJson;
import io.github.modelkeel.drift.profile.ProfileReader;
import io.github.modelkeel.drift.profile.StoredColumn;
import io.github.modelkeel.drift.profile.StoredTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Makes the profile of a reference, a few columns in each job: executors write their values densely, and the driver profiles one column after the other
 * as a single machine does. To be used once.
 */
final class ReferenceProfiler {
    /** How many values the columns of one job may have together, unless it is one column. */
    private static final long MAX_VALUES = 1 << 24;

    private final Dataset<Row> dataset;
    private final @Nullable Schema schema;
    private final Map<String, StoredColumn> profiled = new LinkedHashMap<>();
    private long rows;

    private ReferenceProfiler(Dataset<Row> dataset, @Nullable Schema schema) {
        this.dataset = dataset;
        this.schema = schema;
    }

    static StoredProfile profile(Dataset<Row> dataset, @Nullable Schema schema) {
        ReferenceProfiler profiler = new ReferenceProfiler(dataset, schema);
        profiler.profile(DatasetColumns.of(dataset));
        StoredTable table = new StoredTable(profiler.rows, profiler.profiled, Set.of(), Map.of());
        return StoredProfile.ofJson(ProfileJson.write(table));
    }

    private void profile(DatasetColumns columns) {
        List<String> names = columns.names();
        if (names.isEmpty()) {
            rows = dataset.count();
        }
        requireColumnsOfSchema(names);
        int together = 1; // how many fit is known after the first
        for (int from = 0; from < names.size(); ) {
            int to = Math.min(names.size(), from + Math.max(1, together));
            List<String> group = names.subList(from, to);
            List<ColumnValues> values = values(new DatasetColumns(List.copyOf(group), columns.zone()));
            for (int i = 0; i < group.size(); i++) {
                add(group.get(i), values.get(i));
                values.set(i, new ColumnValues(ValueForm.TEXT)); // its memory is needed for the next one
            }
            together = (int) Math.min(Integer.MAX_VALUE / 2, MAX_VALUES / Math.max(1, rows));
            from = to;
        }
    }

    /** As on one machine, before any work: a profile of the columns without rows refuses a kind of a column that is not there. */
    private void requireColumnsOfSchema(List<String> names) {
        if (schema != null) {
            Map<String, Object> columns = new LinkedHashMap<>();
            names.forEach(name -> columns.put(name, new double[0]));
            StoredProfile.of(Profile.ofColumns(columns), schema);
        }
    }

    private List<ColumnValues> values(DatasetColumns group) {
        Dataset<Row> selected = DatasetColumns.select(dataset, group.names());
        List<DataType> types = DatasetColumns.types(selected);
        List<ColumnValues> values = new ArrayList<>();
        types.forEach(type -> values.add(new ColumnValues(ValueForm.of(type))));
        PartitionValues packing = new PartitionValues(types, group.zone());
        DatasetRows.query(
                        selected,
                        "profile of a reference",
                        partitions -> partitions.mapPartitions(packing).collect())
                .forEach(block -> values.get(ColumnValues.column(block)).addBlock(block));
        return values;
    }

    private void add(String name, ColumnValues values) {
        Profile profile = Profile.ofColumns(Map.of(name, values.toColumn()));
        if (!profiled.isEmpty() && profile.rows() != rows) {
            throw new IllegalStateException("the dataset had " + rows + " rows and then " + profile.rows()
                    + "; it has other rows each time it is computed: write it, or cache() it, and profile that");
        }
        rows = profile.rows();
        profiled.putAll(ProfileReader.read(
                        StoredProfile.of(profile, schemaOf(name, profile)).toJson())
                .columns());
    }

    /** What is known of one column, which is all that its profile has. */
    private Schema schemaOf(String name, Profile profile) {
        Schema byValues = Schema.of(profile);
        if (schema == null || schema.kind(name).isEmpty()) {
            return byValues;
        }
        List<String> order = schema.order(name);
        return order.isEmpty() ? byValues.with(name, schema.kind(name).get()) : byValues.withOrder(name, order);
    }
}
