package io.github.modelkeel.formats;

import com.sun.management.ThreadMXBean;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every hostile file must come to: a refusal that names the file, or something that works, within a second of CPU time and without
 * 256 MB having been allocated. Whatever else happens is thrown, for a test to fail or for the fuzzer to keep.
 */
public final class Hostile {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MAX_BYTES = 256L << 20;
    private static final long MAX_NANOS = 1_000_000_000L;
    private static final int MAX_MESSAGE_LENGTH = 4000;

    private Hostile() {}

    /** How many mutations a test makes of each file: few in every build, many in the long one. */
    public static int lies(int few) {
        return "full".equals(System.getProperty("modelkeel.chaos")) ? 1000 : few;
    }

    /** The fixtures in a directory and below whose names match. */
    public static Stream<byte[]> seeds(String directory, String names) {
        try (Stream<Path> all = Files.walk(ModelFiles.fixtures(directory))) {
            List<Path> files = all.filter(path -> path.getFileName().toString().matches(names))
                    .sorted()
                    .toList();
            return files.stream().map(Hostile::bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What was read; empty when it was refused with a message that names the file. */
    public static <T> Optional<T> read(String file, Supplier<T> reader) {
        long id = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(id);
        long nanos = THREADS.getCurrentThreadCpuTime();
        Optional<T> read = readOnce(file, reader);
        long allocated = THREADS.getThreadAllocatedBytes(id) - bytes;
        if (allocated > MAX_BYTES) {
            throw new AssertionError("it took " + allocated + " bytes");
        }
        if (THREADS.getCurrentThreadCpuTime() - nanos > MAX_NANOS) { // cold code, or the file: a second run decides
            long again = THREADS.getCurrentThreadCpuTime();
            readOnce(file, reader);
            long taken = THREADS.getCurrentThreadCpuTime() - again;
            if (taken > MAX_NANOS) {
                throw new AssertionError("it took " + taken + " ns");
            }
        }
        return read;
    }

    private static <T> Optional<T> readOnce(String file, Supplier<T> reader) {
        try {
            return Optional.of(reader.get());
        } catch (ModelRefusedException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.contains(file) || message.length() > MAX_MESSAGE_LENGTH) {
                throw new AssertionError(e);
            }
            return Optional.empty();
        }
    }

    /** A model that was read must also work, one row or several at a time, or refuse the row. */
    public static void use(ScoringModel model) {
        List<Map<String, @Nullable Object>> accepted = new ArrayList<>();
        List<Output> answers = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows(model.signature().inputs())) {
            try {
                answers.add(answer(model, row));
                accepted.add(row);
            } catch (InvalidInputException e) {
                if (String.valueOf(e.getMessage()).isBlank()) {
                    throw new AssertionError(e);
                }
            }
        }
        if (!accepted.isEmpty() && !model.predict(Rows.ofMaps(accepted)).equals(answers)) {
            throw new AssertionError("all at once " + model.predict(Rows.ofMaps(accepted)) + ", one by one " + answers);
        }
    }

    /** A model that was read can be saved, and is itself when it is read again. */
    public static void save(ScoringModel model) {
        try {
            if (!ModelJson.read(ModelJson.write(model)).equals(model)) {
                throw new AssertionError("another model was saved");
            }
        } catch (ModelRefusedException | IOException e) {
            throw new AssertionError("it cannot be saved", e);
        }
    }

    private static Output answer(ScoringModel model, Map<String, @Nullable Object> row) {
        Output answer = model.predictOne(Rows.of(row));
        if (answer.hasLabel()) {
            requireFinite(answer.hasProbabilities() ? answer.classProbabilities() : List.of());
            if (!model.classes().contains(answer.label())) {
                throw new AssertionError("the class " + answer.label() + " of " + model.classes());
            }
        } else if (!answer.hasTargets()) {
            requireFinite(answer.values());
        }
        return answer;
    }

    private static void requireFinite(List<Double> values) {
        if (!values.stream().allMatch(Double::isFinite)) {
            throw new AssertionError("not finite: " + values);
        }
    }

    /** Rows of everyday values, of extremes, and of missing ones. */
    public static List<Map<String, @Nullable Object>> rows(List<Column> columns) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Double number : new Double[] {0.0, 7.25, -3.5e38, Double.NaN, null}) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (Column column : columns) {
                row.put(column.name(), value(column, number));
            }
            rows.add(row);
        }
        return rows;
    }

    private static @Nullable Object value(Column column, @Nullable Double number) {
        if (number == null) {
            return null;
        }
        return switch (column.type()) {
            case NUMBER -> number;
            case BOOLEAN -> number > 0;
            case TEXT -> number > 0 ? "ISLAND" : "a";
        };
    }
}
