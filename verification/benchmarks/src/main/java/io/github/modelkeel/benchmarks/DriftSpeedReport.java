package io.github.modelkeel.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long drift takes beside Evidently, pandas and SciPy, each in processes of their own that follow each other in one run: a million
 * reference and a million current rows of ten numbers and two texts, from memory to a page of HTML and from CSV to it; the test of Kolmogorov and
 * Smirnov; how time and size grow; and how much memory it needs.
 *
 * <p>The environment variable {@code EVIDENTLY_PYTHON} names a Python with Evidently 0.7.23 and pandas 2; without it only ours is measured.
 */
public final class DriftSpeedReport {
    /** Rows of each side. */
    static final int ROWS = 1_000_000;

    private static final int ROUNDS = 3;
    private static final int SMALL_ROWS = 10_000_000;
    private static final int SMALL_TEXTS = 2_000_000;
    private static final int GOAL_MEGABYTES = 128;
    private static final Path PEERS = Path.of("src/main/python/drift_peers.py");

    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private final Path directory;

    private DriftSpeedReport(Path directory) {
        this.directory = directory;
    }

    /**
     * Measures and prints.
     *
     * @param arguments {@code scale} for growth and memory alone, {@code peers} for the comparison alone, none for both
     * @throws Exception if a process fails
     */
    public static void main(String[] arguments) throws Exception {
        Path directory = Files.createTempDirectory("modelkeel-drift-speed-");
        try {
            DriftSpeedReport report = new DriftSpeedReport(directory);
            System.out.printf("%nJava %s, medians of %d rounds%n", System.getProperty("java.version"), ROUNDS);
            String only = arguments.length == 0 ? "" : arguments[0];
            if (!only.equals("scale")) {
                report.peers();
            }
            if (!only.equals("peers")) {
                report.growth();
                report.memory();
            }
        } finally {
            LogMetricBenchmark.delete(directory);
        }
    }

    private void peers() throws Exception {
        java("", "write", ROWS);
        java("", "memory", ROUNDS);
        java("", "csv", ROUNDS);
        java("", "ks", ROUNDS);
        String python = System.getenv("EVIDENTLY_PYTHON");
        if (python != null) {
            run("peer_", List.of(python, PEERS.toString(), directory.toString(), Integer.toString(ROUNDS)));
        }
        System.out.println("\n| 1M + 1M rows of 12 columns | ours | peer | times ours | goal |");
        System.out.println("|---|---:|---:|---:|---|");
        line("memory to HTML, warm: Evidently's PSI preset", "warm", "peer_warm", 25);
        line("memory to HTML, the first in a process: Evidently's PSI preset", "first", "peer_first", 12);
        line("two CSV files to HTML; pandas only reads them", "csv", "peer_read", 1);
        line("the same, the first in a process", "csv_first", "peer_read", 0);
        line("Kolmogorov-Smirnov test, 1M and 1M values of one distribution: SciPy", "ks_same", "peer_ks_same", 10);
        line("the same, moved by 0.05 sd", "ks_moved", "peer_ks_moved", 10);
        line("exact, 10,000 and 9,999 values of one distribution: SciPy", "exact_same", "peer_exact_same", 10);
        line("the same, moved by 0.05 sd", "exact_moved", "peer_exact_moved", 10);
    }

    private void line(String what, String ours, String peer, double goal) {
        double own = median(ours);
        if (!seconds.containsKey(peer)) {
            System.out.printf("| %s | %.4f s | | | |%n", what, own);
            return;
        }
        double ratio = median(peer) / own;
        String outcome = goal == 0 ? "" : "%.0f: %s".formatted(goal, ratio >= goal ? "met" : "MISSED");
        System.out.printf("| %s | %.4f s | %.4f s | %.1f | %s |%n", what, own, median(peer), ratio, outcome);
    }

    private void growth() throws Exception {
        java("", "rows", 2);
        java("", "columns", 2);
        System.out.println("\n| 3 columns, arrays to HTML and JSON | seconds | ns a value | page | JSON |");
        System.out.println("|---|---:|---:|---:|---:|");
        grown("rows", 6);
        System.out.println("\n| 1,000 rows | seconds | µs a column | page | JSON |");
        System.out.println("|---|---:|---:|---:|---:|");
        grown("columns", 0);
    }

    private void grown(String what, int columns) {
        for (int size = 10; size <= SMALL_ROWS; size *= 10) {
            String name = what + " " + size;
            if (seconds.containsKey(name)) {
                double took = median(name);
                System.out.printf(
                        "| %,d %s | %.4f | %.1f | %,.0f bytes | %,.0f bytes |%n",
                        size,
                        what,
                        took,
                        columns > 0 ? took * 1e9 / size / columns : took * 1e6 / size,
                        median(name + " page"),
                        median(name + " json"));
            }
        }
    }

    private void memory() throws Exception {
        java("", "numbers", SMALL_ROWS);
        java("", "texts", SMALL_TEXTS);
        System.out.println("\n| from CSV | the least heap that suffices | goal |");
        System.out.println("|---|---:|---|");
        for (String what : List.of("numbers", "texts")) {
            int megabytes = GOAL_MEGABYTES;
            while (!fits(what, megabytes)) {
                megabytes += GOAL_MEGABYTES / 2;
            }
            System.out.printf(
                    "| %s | %d MB | %d MB: %s |%n",
                    what.equals("numbers") ? "10M rows of 3 numbers" : "2M different texts, both sides, with the page",
                    megabytes,
                    GOAL_MEGABYTES,
                    megabytes == GOAL_MEGABYTES ? "met" : "MISSED");
        }
    }

    private boolean fits(String what, int megabytes) throws Exception {
        try {
            java("-Xmx" + megabytes + "m", what, 0);
            return true;
        } catch (IllegalStateException e) {
            return false; // the process wrote why to standard error
        }
    }

    private void java(String option, String what, int count) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (!option.isEmpty()) {
            command.add(option);
        }
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                DriftSpeed.class.getName(),
                what,
                directory.toString(),
                Integer.toString(count)));
        run("", command);
    }

    /** Gathers what a process prints: a name and a number. */
    private void run(String prefix, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                int blank = line.lastIndexOf(' ');
                seconds.computeIfAbsent(prefix + line.substring(0, Math.max(0, blank)), name -> new ArrayList<>())
                        .add(Double.parseDouble(line.substring(blank + 1)));
            }
        }
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " failed");
        }
    }

    private double median(String name) {
        return ServingReport.median(seconds.getOrDefault(name, List.of(Double.NaN)));
    }
}
