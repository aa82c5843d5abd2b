package io.github.modelkeel.spark;

import java.lang.reflect.InvocationTargetException;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * The rows of a dataset where Spark has them in memory: a {@code Row} would be an object for each of its numbers. Where the plan of the dataset ends in rows that
 * are made from the columns of a file or of a cache, these columns are read, and no rows are made.
 */
final class DatasetRows {
    private DatasetRows() {}

    /**
     * Runs jobs over the rows of a dataset as one query, which Spark's page, its listeners and the settings of the session know as any other.
     *
     * @param name of the query
     * @param jobs what is done with the partitions, whose items are of {@code InternalRow} or of {@code ColumnarBatch}; they hold until the next one
     */
    static <T> T query(Dataset<Row> dataset, String name, Function<JavaRDD<Object>, T> jobs) {
        // a plan of its own, as an older one of the same dataset does not know what was cached since
        Dataset<Row> planned = dataset.select(functions.col("*"));
        QueryExecution execution = execution(planned);
        return SQLExecution.withNewExecutionId(
                execution, Option.apply(name), () -> jobs.apply(partitions(execution, planned.schema())));
    }

    /** Spark 4 has it in another class than Spark 3.5. */
    private static QueryExecution execution(Dataset<Row> dataset) {
        try {
            return (QueryExecution)
                    dataset.getClass().getMethod("queryExecution").invoke(dataset);
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    "the dataset is of a session of Spark Connect, which has its rows elsewhere: use a classic session",
                    e);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the dataset's plan cannot be asked for: " + e, e);
        }
    }

    @SuppressWarnings("unchecked") // Java has no type for both kinds of items
    private static JavaRDD<Object> partitions(QueryExecution execution, StructType schema) {
        SparkPlan columns = columns(execution.executedPlan(), schema);
        RDD<?> partitions = columns == null ? execution.toRdd() : columns.executeColumnar();
        return ((RDD<Object>) partitions).toJavaRDD();
    }

    /** What has the columns that rows are made from by nothing else; null if there is more to do, or if one is of a type that cannot be read so. */
    private static @Nullable SparkPlan columns(SparkPlan plan, StructType schema) {
        SparkPlan inner = plan instanceof WholeStageCodegenExec compiled ? compiled.child() : plan;
        if (!(inner instanceof ColumnarToRowExec toRows)) {
            return null;
        }
        for (StructField field : schema.fields()) {
            if (!CellReaders.readsBatchesOf(field.dataType())) {
                return null;
            }
        }
        SparkPlan source = toRows.child() instanceof InputAdapter adapter ? adapter.child() : toRows.child();
        return source.supportsColumnar() ? source : null;
    }
}
