package io.github.modelkeel.sparktests;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.spark.SparkDrift;
import io.github.modelkeel.spark.SparkScoring;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors that are processes of their own, and die. */
class SparkClusterChecks {
    private static final SparkSession SPARK = LocalSpark.cluster();
    private static final int ROWS = 4_000;

    @TempDir
    private Path directory;

    @AfterAll
    static void stopSpark() {
        SPARK.stop();
    }

    /**
     * Ends the executor that comes to a row in the middle of a partition first.
     *
     * @param marker a file that is there when one has ended
     */
    private record DiesOnce(String marker) implements MapFunction<Row, Row> {
        @Override
        public Row call(Row row) throws IOException {
            if (row.getLong(0) == ROWS / 2 + 100 && isFirst()) {
                Runtime.getRuntime().halt(1);
            }
            return row;
        }

        private boolean isFirst() throws IOException {
            try {
                Files.createFile(Path.of(marker));
                return true;
            } catch (FileAlreadyExistsException e) {
                return false;
            }
        }
    }

    private Dataset<Row> deadly(String marker) {
        DiesOnce dying = new DiesOnce(directory.resolve(marker).toString());
        return Houses.dataset(SPARK, Houses.rows(ROWS), 6).map(dying, Encoders.row(Houses.SCHEMA));
    }

    @Test
    void anExecutorThatDiesInATaskCostsNoRowAndNoneTwice() {
        List<Row> rows = Houses.rows(ROWS);
        try (Houses houses = new Houses(directory)) {
            houses.publish(Houses.model(1));
            List<Row> scored = SparkScoring.transform(deadly("scoring"), Houses.CHAMPION, houses.config())
                    .collectAsList();
            assertThat(directory.resolve("scoring")).exists();
            assertThat(scored).hasSize(ROWS);
            for (int i = 0; i < ROWS; i++) {
                assertThat(scored.get(i).getLong(0)).isEqualTo(i);
                assertThat(scored.get(i).<Double>getAs("prediction"))
                        .isEqualTo(Houses.model(1).predict(Houses.named(rows.get(i))));
            }
        }
        Profile onOneMachine = Profile.ofRows(rows.stream().map(Houses::named).toList());
        StoredProfile reference = StoredProfile.of(onOneMachine);
        StoredProfile counted = SparkDrift.profile(deadly("counting").drop("id"), reference);
        assertThat(directory.resolve("counting")).exists();
        assertThat(LocalSpark.counts(counted)).isEqualTo(LocalSpark.counts(reference.count(onOneMachine)));
    }
}
