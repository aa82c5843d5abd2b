package io.github.modelkeel.samples.risk;

import io.github.modelkeel.drift.CsvOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Loans and what became of them, in the columns and codes of the public Statlog sample (German credit); further columns of a file are left out.
 *
 * @param name what the data are called: {@code (generated)}, which no file is, or the file's name without its ending
 * @param rows one map a loan, complete
 */
record Loans(String name, List<Map<String, Object>> rows) {
    static final String ID = "customer_id";
    static final String TARGET = "Result";
    static final String BAD = "bad";
    static final String GENERATED = "(generated)";

    /** What comes with the application. */
    static final List<String> APPLICATION = List.of("Duration", "Credit amount", "Install_rate", "Purpose");
    /** What the bank knows of the customer: the features of the store. */
    static final List<String> FEATURES =
            List.of("Age", "Check_Account", "Credit_history", "Saving_account", "Employment");

    static final List<String> INPUTS =
            Stream.concat(APPLICATION.stream(), FEATURES.stream()).toList();
    static final List<String> COLUMNS =
            Stream.concat(INPUTS.stream(), Stream.of(TARGET)).toList();
    static final List<String> NUMBERS = List.of("Duration", "Credit amount", "Install_rate", "Age");
    static final List<String> TEXTS =
            INPUTS.stream().filter(column -> !NUMBERS.contains(column)).toList();

    private static final int YOUNG = 30;
    private static final int A_NIGHT = 600;
    private static final double SHARE_OF_ALL = 0.6;

    /** Reads a CSV file with a header; the result is 1 (good) or 2 (bad), and a customer's number is that of the row. */
    static Loans read(Path file) {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (CsvOptions.Records records = CsvOptions.defaults().open(file)) {
            List<String> missing = new ArrayList<>(COLUMNS);
            missing.removeAll(records.header());
            if (!missing.isEmpty()) {
                throw new IllegalArgumentException(
                        file + " has no columns " + missing + "; those of Statlog's German credit are needed");
            }
            while (records.next()) {
                Map<String, Object> row = new LinkedHashMap<>(Map.of(ID, 1L + rows.size()));
                COLUMNS.forEach(column -> row.put(column, value(file, records, column)));
                rows.add(row);
            }
        }
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        return new Loans(name.replaceAll("[^A-Za-z0-9_-]", "_"), rows);
    }

    private static Object value(Path file, CsvOptions.Records records, String column) {
        int index = records.header().indexOf(column);
        String text = index < records.fieldCount() && !records.isMissing(index) ? records.text(index) : "";
        if (NUMBERS.contains(column) && !text.isEmpty() && Double.isFinite(records.number(index))) {
            return records.number(index);
        }
        if (text.isEmpty() || NUMBERS.contains(column) || (column.equals(TARGET) && !text.matches("[12]"))) {
            throw new IllegalArgumentException(
                    "%s, line %d: '%s' is not a value of %s".formatted(file, records.line(), text, column));
        }
        return column.equals(TARGET) ? (text.equals("1") ? "good" : BAD) : text;
    }

    /** Made-up loans, the same on every machine for the same seed. An account elsewhere (A14) is a good sign of older customers and a bad one of younger. */
    static Loans generate(int count, long seed) {
        Random random = new Random(seed);
        Stream<Map<String, Object>> rows = LongStream.rangeClosed(1, count).mapToObj(id -> loan(id, random));
        return new Loans(GENERATED, rows.toList());
    }

    private static Map<String, Object> loan(long id, Random random) {
        boolean young = random.nextInt(5) < 2;
        double duration = 6.0 * (1 + random.nextInt(young ? 6 : 8));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put(ID, id);
        row.put("Duration", duration);
        row.put("Credit amount", Math.rint(duration * (60 + 180 * random.nextDouble())));
        row.put("Install_rate", 1.0 + random.nextInt(4));
        row.put("Purpose", young ? pick(random, "A43", "A43", "A40", "A46") : pick(random, "A40", "A41", "A42", "A43"));
        row.put("Age", (double) (young ? 19 + random.nextInt(YOUNG - 19) : YOUNG + random.nextInt(40)));
        row.put("Check_Account", pick(random, "A11", "A12", "A13", "A14", "A14"));
        row.put("Credit_history", young ? pick(random, "A30", "A32", "A32") : pick(random, "A32", "A33", "A34"));
        row.put("Saving_account", pick(random, "A61", "A61", "A62", "A65"));
        row.put("Employment", pick(random, "A71", "A72", "A73", "A74", "A75"));
        boolean elsewhere = row.containsValue("A14");
        double tendency = 0.04 * (duration - 24) + (elsewhere == young ? 0.4 : -1.6);
        tendency += row.containsValue(young ? "A75" : "A34") ? -1.2 : 0.3;
        row.put(TARGET, random.nextDouble() < 1 / (1 + StrictMath.exp(-tendency)) ? BAD : "good");
        return row;
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }

    /** Which of two kinds a customer is: {@code younger} than thirty, or {@code older}. */
    static String kind(Map<String, Object> row) {
        return ((Number) row.getOrDefault("Age", 0)).doubleValue() < YOUNG ? "younger" : "older";
    }

    /** Whether a loan is for tests alone: no version is trained on it, so that all can be compared on it. */
    static boolean isForTests(Map<String, Object> row) {
        return ((Number) row.getOrDefault(ID, 0)).longValue() % 10 < 3;
    }

    /** What applies in a night: customers of one kind, others each night. */
    Loans night(String kind, int night) {
        List<Map<String, Object>> all = new ArrayList<>(where(row -> kind(row).equals(kind)).rows);
        if (all.isEmpty()) {
            throw new IllegalArgumentException("the loans of " + name + " have no customers who are '" + kind + "'");
        }
        Collections.shuffle(all, new Random(night));
        return new Loans(name, all.subList(0, Math.min(A_NIGHT, (int) Math.ceil(SHARE_OF_ALL * all.size()))));
    }

    /** The name of their model in the registry: one for each data set, since models of different loans cannot be compared. */
    String model() {
        return name.equals(GENERATED) ? "credit-risk" : "credit-risk-" + name;
    }

    Loans where(Predicate<Map<String, Object>> condition) {
        return new Loans(name, rows.stream().filter(condition).toList());
    }

    /** The rows with some columns alone. */
    List<Map<String, Object>> with(List<String> columns) {
        return rows.stream().map(row -> only(row, columns)).toList();
    }

    static Map<String, Object> only(Map<String, Object> row, List<String> columns) {
        Map<String, Object> some = new LinkedHashMap<>();
        columns.forEach(column -> some.put(column, row.getOrDefault(column, "")));
        return some;
    }

    List<Object> column(String column) {
        return rows.stream().map(row -> row.getOrDefault(column, "")).toList();
    }

    /** Whether each was bad. */
    boolean[] bad() {
        boolean[] bad = new boolean[rows.size()];
        for (int i = 0; i < bad.length; i++) {
            bad[i] = BAD.equals(rows.get(i).get(TARGET));
        }
        return bad;
    }

    /** The lines of a CSV file. No value here has a comma or a quote. */
    List<String> csv() {
        Stream<String> lines = with(COLUMNS).stream()
                .map(row -> row.values().stream().map(String::valueOf).collect(Collectors.joining(",")));
        return Stream.concat(Stream.of(String.join(",", COLUMNS)), lines).toList();
    }

    /** Writes a file, which is there when it is complete. */
    static void write(Path file, List<String> lines) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, lines);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
