package io.github.modelkeel.interop;

import io.github.modelkeel.drift.CsvOptions;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.DriftReport;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.StoredProfile;
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

/** What {@link DriftSpeed} starts in a JVM of its own. Prints a line for each measurement: its name and the seconds that it took. */
public final class DriftWork {
    private static final int ROWS = 1_000_000;
    private static final int[] CATEGORIES = {5, 30, 200};

    private DriftWork() {}

    /**
     * Measures one thing.
     *
     * @param arguments what: {@code write}, {@code memory}, {@code csv}, {@code ks}, {@code rows}, {@code columns}, {@code write_numbers}, {@code
     *     count}, {@code numbers}, {@code write_texts} or {@code texts}; a directory; how many rounds, or how many rows to write
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        switch (arguments[0]) {
            case "write" -> {
                write(directory.resolve("reference.csv"), table(ROWS, 7, 2, 3, 1, 0));
                write(directory.resolve("current.csv"), table(ROWS, 7, 2, 3, 2, 0.1));
            }
            case "memory" -> memory(directory, count);
            case "csv" -> csv(directory, count);
            case "ks" -> kolmogorovSmirnov(count);
            case "rows" -> rows(directory, count);
            case "columns" -> columns(directory, count);
            case "write_numbers" -> numbers(directory.resolve("numbers.csv"), count);
            case "count" -> count(directory);
            case "numbers" -> timed("numbers", () -> Profile.ofCsv(directory.resolve("numbers.csv")));
            case "write_texts" -> texts(directory.resolve("texts.csv"), count);
            case "texts" -> {
                Path file = directory.resolve("texts.csv");
                timed(
                        "texts",
                        () -> compare(Profile.ofCsv(file), Profile.ofCsv(file))
                                .writeHtml(directory.resolve("texts.html")));
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /**
     * Numbers with all of their digits, skewed, rounded to cents, ages and counts; flags of 5 % and 30 %; texts of 5, 30 and 200 categories.
     *
     * @param shift by how much one of the numbers is moved, and the first flag is set more often
     */
    static Map<String, Object> table(int rows, int numbers, int flags, int texts, long seed, double shift) {
        Map<String, Object> columns = new LinkedHashMap<>();
        for (int i = 0; i < numbers; i++) {
            SplittableRandom random = new SplittableRandom(seed * 10_000 + i);
            double move = i % 7 == 1 ? shift : 0;
            int kind = i % 7;
            double[] values = new double[rows];
            for (int row = 0; row < rows; row++) {
                double normal = normal(random) + move;
                values[row] = switch (kind) {
                    case 0, 1, 2 -> normal;
                    case 3 -> Math.exp(normal);
                    case 4 -> Math.rint(normal * 20_000 + 200_000) / 100;
                    case 5 -> Math.rint(Math.abs(normal * 15) + 18);
                    default -> Math.rint(Math.abs(normal * 3));
                };
            }
            columns.put("n" + i, values);
        }
        for (int i = 0; i < flags; i++) {
            SplittableRandom random = new SplittableRandom(seed * 10_000 + 3_000_000 + i);
            double share = i % 2 == 0 ? 0.05 + shift / 10 : 0.3;
            boolean[] values = new boolean[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = random.nextDouble() < share;
            }
            columns.put("f" + i, values);
        }
        for (int i = 0; i < texts; i++) {
            SplittableRandom random = new SplittableRandom(seed * 10_000 + 5_000_000 + i);
            String[] words = words(CATEGORIES[i % CATEGORIES.length]);
            String[] values = new String[rows];
            Arrays.setAll(values, row -> words[(int) (words.length * random.nextDouble() * random.nextDouble())]);
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
                table.values().stream().map(DriftWork::fields).toList();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(String.join(",", table.keySet()) + "\n");
            StringBuilder line = new StringBuilder();
            for (int row = 0; row < ROWS; row++) {
                line.setLength(0);
                for (IntFunction<String> column : columns) {
                    line.append(line.isEmpty() ? "" : ",").append(column.apply(row));
                }
                out.write(line.append('\n').toString());
            }
        }
    }

    private static IntFunction<String> fields(Object column) {
        if (column instanceof double[] numbers) {
            return row -> field(numbers[row]);
        }
        return column instanceof boolean[] flags
                ? row -> Boolean.toString(flags[row])
                : row -> ((String[]) column)[row];
    }

    private static String field(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private static void memory(Path directory, int rounds) {
        Map<String, Object> reference = table(ROWS, 7, 2, 3, 1, 0);
        Map<String, Object> current = table(ROWS, 7, 2, 3, 2, 0.1);
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
        for (int round = 0; round <= rounds; round++) {
            timed(
                    round == 0 ? "csv_first" : "csv",
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
        return (double[]) table(ROWS, 1, 0, 0, seed, 0).values().iterator().next();
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
            scale(directory, "rows " + rows, table(rows, 3, 0, 0, 1, 0), table(rows, 3, 0, 0, 2, 0.1), rounds);
        }
    }

    /** From ten to ten thousand columns of a thousand rows: seven of ten numbers, one a flag, two texts. */
    private static void columns(Path directory, int rounds) throws IOException {
        for (int columns = 10; columns <= 10_000; columns *= 10) {
            int tenth = columns / 10;
            scale(
                    directory,
                    "columns " + columns,
                    table(1_000, 7 * tenth, tenth, 2 * tenth, 1, 0),
                    table(1_000, 7 * tenth, tenth, 2 * tenth, 2, 0.1),
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

    /** Ten million rows judged by a profile that was made of a hundred thousand. */
    private static void count(Path directory) throws IOException {
        StoredProfile reference = StoredProfile.read(directory.resolve("profile.json"));
        timed(
                "count",
                () -> Drift.compare(
                                reference,
                                reference.countCsv(directory.resolve("numbers.csv"), CsvOptions.defaults()),
                                DriftOptions.defaults())
                        .writeHtml(directory.resolve("count.html")));
    }

    /** A file of rows of three numbers, and a profile of the first hundred thousand of them. */
    private static void numbers(Path file, int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("a,b,c\n");
            for (int row = 0; row < rows; row++) {
                out.write(random.nextDouble() + "," + random.nextDouble() + "," + random.nextDouble() + "\n");
            }
        }
        Map<String, Object> reference = new LinkedHashMap<>();
        for (String name : List.of("a", "b", "c")) {
            reference.put(name, random.doubles(100_000).toArray());
        }
        StoredProfile.of(Profile.ofColumns(reference)).write(file.resolveSibling("profile.json"));
    }

    /** A file of texts that are all different. */
    private static void texts(Path file, int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("text\n");
            for (int row = 0; row < rows; row++) {
                out.write("text number " + Long.toHexString(random.nextLong()) + "\n");
            }
        }
    }

    private static void timed(String name, Runnable action) {
        long start = System.nanoTime();
        action.run();
        System.out.println(name + " " + (System.nanoTime() - start) / 1e9);
    }
}
