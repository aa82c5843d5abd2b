package io.github.modelkeel.benchmarks;

import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.statistics.KolmogorovSmirnov;
import io.github.modelkeel.drift.statistics.SortedValues;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * What {@link DriftSpeedReport} starts in a JVM of its own. Prints a line for each measurement: its name and the seconds that it took.
 */
public final class DriftSpeed {
    private static final int TEXTS = 2;

    private DriftSpeed() {}

    /**
     * Measures one thing.
     *
     * @param arguments what: {@code write}, {@code memory}, {@code csv}, {@code ks}, {@code rows}, {@code columns}, {@code numbers} or
     *     {@code texts}; a directory; how many rounds, or how many rows to write
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        switch (arguments[0]) {
            case "write" -> {
                write(directory.resolve("reference.csv"), table(count, 10, TEXTS, 1, 0));
                write(directory.resolve("current.csv"), table(count, 10, TEXTS, 2, 0.1));
            }
            case "memory" -> memory(directory, count);
            case "csv" -> csv(directory, count);
            case "ks" -> kolmogorovSmirnov(count);
            case "rows" -> rows(directory, count);
            case "columns" -> columns(directory, count);
            case "numbers" -> numbers(directory, count);
            case "texts" -> texts(directory, count);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /** Numbers with all of their digits, rounded to cents and whole, and texts of 5 and 200 categories. */
    static Map<String, Object> table(int rows, int numbers, int texts, long seed, double shift) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (int i = 0; i < numbers; i++) {
            SplittableRandom random = new SplittableRandom(seed * 10_000 + i);
            double move = i % 10 == 1 ? shift : 0;
            int kind = i % 10;
            double[] values = new double[rows];
            for (int row = 0; row < rows; row++) {
                double normal = normal(random) + move;
                values[row] = switch (kind) {
                    case 0, 1, 2, 3 -> normal;
                    case 4, 5 -> Math.exp(normal);
                    case 6, 7 -> Math.rint(normal * 20_000 + 200_000) / 100;
                    case 8 -> Math.rint(Math.abs(normal * 3));
                    default -> Math.rint(Math.abs(normal * 30));
                };
            }
            columns.put("n" + i, values);
        }
        for (int i = 0; i < texts; i++) {
            SplittableRandom random = new SplittableRandom(seed * 10_000 + 5_000 + i);
            int categories = i % 2 == 0 ? 5 : 200;
            String[] words = words(categories);
            String[] values = new String[rows];
            Arrays.setAll(values, row -> words[(int) (categories * random.nextDouble() * random.nextDouble())]);
            columns.put("t" + i, values);
        }
        return columns;
    }

    private static String[] words(int count) {
        String[] words = new String[count];
        Arrays.setAll(words, i -> "category " + i);
        return words;
    }

    /** By Box and Muller. */
    private static double normal(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }

    private static void write(Path file, Map<String, Object> table) throws IOException {
        List<IntFunction<String>> columns =
                table.values().stream().map(DriftSpeed::fields).toList();
        int rows = ((double[]) table.values().iterator().next()).length;
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(String.join(",", table.keySet()) + "\n");
            StringBuilder line = new StringBuilder();
            for (int row = 0; row < rows; row++) {
                line.setLength(0);
                for (IntFunction<String> column : columns) {
                    line.append(line.isEmpty() ? "" : ",").append(column.apply(row));
                }
                out.write(line.append('\n').toString());
            }
        }
    }

    private static IntFunction<String> fields(Object column) {
        return column instanceof double[] numbers ? row -> field(numbers[row]) : row -> ((String[]) column)[row];
    }

    private static String field(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static void memory(Path directory, int rounds) {
        Map<String, Object> reference = table(DriftSpeedReport.ROWS, 10, TEXTS, 1, 0);
        Map<String, Object> current = table(DriftSpeedReport.ROWS, 10, TEXTS, 2, 0.1);
        Path page = directory.resolve("modelkeel.html");
        for (int round = 0; round <= 2 * rounds; round++) {
            timed(
                    round == 0 ? "first" : round > rounds ? "warm" : "warming",
                    () -> compare(Profile.ofColumns(reference), Profile.ofColumns(current))
                            .writeHtml(page));
        }
    }

    private static void csv(Path directory, int rounds) {
        Path reference = directory.resolve("reference.csv");
        Path current = directory.resolve("current.csv");
        Path page = directory.resolve("modelkeel.html");
        for (int round = 0; round <= 2 * rounds; round++) {
            timed(
                    round == 0 ? "csv_first" : round > rounds ? "csv" : "warming",
                    () -> compare(Profile.ofCsv(reference), Profile.ofCsv(current))
                            .writeHtml(page));
        }
    }

    private static DriftReport compare(Profile reference, Profile current) {
        return Drift.compare(reference, current);
    }

    /** The test alone, of unsorted columns, without the rest of a report. */
    private static void kolmogorovSmirnov(int rounds) {
        double[] reference = numbers(1);
        double[] same = numbers(2);
        double[] moved = Arrays.stream(same).map(value -> value + 0.05).toArray();
        test("ks_same", rounds, reference, same);
        test("ks_moved", rounds, reference, moved);
        double[] few = Arrays.copyOf(reference, 10_000);
        test("exact_same", 10 * rounds, few, Arrays.copyOf(same, 9_999));
        test("exact_moved", 10 * rounds, few, Arrays.copyOf(moved, 9_999));
    }

    private static double[] numbers(long seed) {
        return (double[])
                table(DriftSpeedReport.ROWS, 1, 0, seed, 0).values().iterator().next();
    }

    private static void test(String name, int rounds, double[] reference, double[] current) {
        for (int round = -3 * rounds; round < rounds; round++) {
            timed(round < 0 ? "warming" : name, () -> {
                double[] before = reference.clone();
                double[] after = current.clone();
                SortedValues.sort(before);
                SortedValues.sort(after);
                require(KolmogorovSmirnov.of(before, after).pValue() <= 1);
            });
        }
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("a p-value above 1");
        }
    }

    /** From ten thousand to ten million rows of three columns. */
    private static void rows(Path directory, int rounds) throws IOException {
        for (int rows = 10_000; rows <= 10_000_000; rows *= 10) {
            scale(directory, "rows " + rows, table(rows, 3, 0, 1, 0), table(rows, 3, 0, 2, 0.1), rounds);
        }
    }

    /** From ten to ten thousand columns of a thousand rows. */
    private static void columns(Path directory, int rounds) throws IOException {
        for (int columns = 10; columns <= 10_000; columns *= 10) {
            scale(
                    directory,
                    "columns " + columns,
                    table(1_000, columns, 0, 1, 0),
                    table(1_000, columns, 0, 2, 0.1),
                    rounds);
        }
    }

    private static void scale(
            Path directory, String name, Map<String, Object> reference, Map<String, Object> current, int rounds)
            throws IOException {
        Path page = directory.resolve("scale.html");
        Path json = directory.resolve("scale.json");
        for (int round = -rounds; round < rounds; round++) {
            timed(round < 0 ? "warming" : name, () -> {
                DriftReport report = compare(Profile.ofColumns(reference), Profile.ofColumns(current));
                report.writeHtml(page);
                report.writeJson(json);
            });
        }
        System.out.println(name + " page " + Files.size(page));
        System.out.println(name + " json " + Files.size(json));
    }

    /** A file of rows of three numbers. */
    private static void numbers(Path directory, int rows) throws IOException {
        Path file = directory.resolve("numbers.csv");
        if (Files.notExists(file)) {
            numbersFile(file, rows, 1);
            return;
        }
        timed("numbers", () -> Profile.ofCsv(file));
    }

    private static void numbersFile(Path file, int rows, long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("a,b,c\n");
            for (int row = 0; row < rows; row++) {
                out.write(random.nextDouble() + "," + random.nextDouble() + "," + random.nextDouble() + "\n");
            }
        }
    }

    /** A file of texts that are all different. */
    private static void texts(Path directory, int rows) throws IOException {
        Path file = directory.resolve("texts.csv");
        if (Files.notExists(file)) {
            SplittableRandom random = new SplittableRandom(1);
            try (BufferedWriter out = Files.newBufferedWriter(file)) {
                out.write("text\n");
                for (int row = 0; row < rows; row++) {
                    out.write("text number " + Long.toHexString(random.nextLong()) + "\n");
                }
            }
            return;
        }
        timed("texts", () -> compare(Profile.ofCsv(file), Profile.ofCsv(file)).writeHtml(directory.resolve("t.html")));
    }

    private static void timed(String name, Runnable action) {
        long start = System.nanoTime();
        action.run();
        System.out.println(name + " " + (System.nanoTime() - start) / 1e9);
    }
}
