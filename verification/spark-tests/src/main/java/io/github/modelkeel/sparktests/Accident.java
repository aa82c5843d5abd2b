package io.github.modelkeel.sparktests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;

/**
 * Passes the rows of all partitions on, but for one partition, to the first task of which something happens when it has passed half of its rows. Files
 * say what happened, as executors are processes.
 *
 * @param kind what happens
 * @param directory of the files
 */
record Accident(Kind kind, String directory) implements MapPartitionsFunction<Row, Row> {
    private static final int PARTITION = 2;
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** What happens. */
    enum Kind {
        /** The executor's process ends at once. */
        DEATH,
        /** The task waits until a second one of the same partition has passed all of its rows; then both of them end. */
        TWIN
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        if (TaskContext.getPartitionId() != PARTITION) {
            return rows;
        }
        List<Row> read = new ArrayList<>();
        rows.forEachRemaining(read::add);
        return new Interrupted(read);
    }

    boolean happened() {
        return Files.exists(second());
    }

    private Path first() {
        return Path.of(directory, kind + "-first");
    }

    private Path second() {
        return Path.of(directory, kind + "-second");
    }

    /** Whether no task was here before. */
    private static boolean create(Path file) {
        try {
            Files.createFile(file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Interrupted implements Iterator<Row> {
        private final List<Row> rows;
        private boolean isFirst;
        private int passed;

        Interrupted(List<Row> rows) {
            this.rows = rows;
        }

        @Override
        public boolean hasNext() {
            return passed < rows.size();
        }

        @Override
        public Row next() {
            Row row = rows.get(passed);
            passed++;
            if (passed == rows.size() / 2) {
                isFirst = create(first());
                if (isFirst && kind == Kind.DEATH) {
                    Runtime.getRuntime().halt(17);
                }
            }
            if (passed == rows.size()) {
                end();
            }
            return row;
        }

        private void end() {
            long start = System.nanoTime();
            if (!isFirst) {
                create(second());
            }
            while (Files.notExists(second())) {
                if (System.nanoTime() - start > LIMIT.toNanos()) {
                    throw new IllegalStateException("no second task came within " + LIMIT);
                }
                try {
                    Thread.sleep(20);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("killed while it waited", e);
                }
            }
        }
    }
}
