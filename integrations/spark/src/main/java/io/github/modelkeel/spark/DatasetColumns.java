package io.github.modelkeel.spark;

import java.io.Serializable;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/**
 * The columns of a dataset, as an executor needs to know them. Immutable.
 *
 * @param names in the dataset's order, all different
 * @param zone of the session, in which moments are read
 */
record DatasetColumns(List<String> names, ZoneId zone) implements Serializable {
    static DatasetColumns of(Dataset<Row> dataset) {
        return of(dataset.columns(), zone(dataset.sparkSession()));
    }

    static DatasetColumns of(String[] columns, ZoneId zone) {
        List<String> names = List.of(columns);
        Set<String> different = new HashSet<>();
        for (String name : names) {
            if (!different.add(name)) {
                throw new IllegalArgumentException(
                        "the dataset has two columns '" + name + "'; rename or drop one of them: it has " + names);
            }
        }
        return new DatasetColumns(names, zone);
    }

    /** In which moments are read. */
    static ZoneId zone(SparkSession spark) {
        return DateTimeUtils.getZoneId(spark.conf().get("spark.sql.session.timeZone")); // "+5:30" is one too
    }

    /** Some columns, by their whole names. */
    static Dataset<Row> select(Dataset<Row> dataset, List<String> names) {
        List<String> all = List.of(dataset.columns());
        if (all.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().count() == all.size()) {
            return dataset.select(names.stream().map(DatasetColumns::column).toArray(Column[]::new));
        }
        String[] places = new String[all.size()]; // names that differ in their case alone are one to Spark
        Arrays.setAll(places, place -> "c" + place);
        return dataset.toDF(places)
                .select(names.stream()
                        .map(name -> functions.col(places[all.indexOf(name)]))
                        .toArray(Column[]::new));
    }

    /** What its columns hold. */
    static List<DataType> types(Dataset<Row> dataset) {
        return Arrays.stream(dataset.schema().fields())
                .map(StructField::dataType)
                .toList();
    }

    /** By its whole name: without quotes a dot separates the fields of a struct. */
    private static Column column(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }

    /** The place of a column. */
    int place(String column) {
        int place = names.indexOf(column);
        if (place < 0) {
            throw new IllegalArgumentException("the dataset has no column '" + column + "'; it has " + names);
        }
        return place;
    }
}
