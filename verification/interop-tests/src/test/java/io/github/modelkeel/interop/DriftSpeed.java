package io.github.modelkeel.interop;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long a drift report takes beside Evidently, pandas and SciPy, each in processes of their own that take turns in one run: a million reference and
 * a million current rows of twelve columns, from memory to a page of HTML and from CSV to it; the test of Kolmogorov and Smirnov; how time and size
 * grow; and how much memory it needs. Ours runs on the JDK of this process, and on a JDK 25 where there is one. Prints tables; a goal that is missed is
 * marked.
 */
public final class DriftSpeed {
    private static final int ROUNDS = Integer.getInteger("speed.rounds", 3);
    private static final int LARGE_ROWS = 10_000_000;
    private static final int TEXTS = 2_000_000;
    private static final int GOAL_MEGABYTES = 128;

    private final Path work;
    private final Map<String, List<Double>> measured = new LinkedHashMap<>();

    private DriftSpeed(Path work) {
        this.work = work;
    }

    /**
     * Runs the comparisons.
     *
     * @param arguments {@code peers}, {@code growth} or {@code memory} for one of them, none for all
     * @throws IOException if files cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        Path work = Checkout.newDirectory("drift-speed-");
        try {
            List<String> parts = arguments.length == 0 ? List.of("peers", "growth", "memory") : List.of(arguments);
            for (String part : parts) {
                DriftSpeed speed = new DriftSpeed(work);
                switch (part) {
                    case "peers" -> speed.peers();
                    case "growth" -> speed.growth();
                    case "memory" -> speed.memory();
                    default -> throw new IllegalArgumentException("not peers, growth or memory: " + part);
                }
            }
        } finally {
            Checkout.deleteTree(work);
        }
    }

    /** The homes of the JDKs by their versions: this one, and 25 in addition. */
    private static Map<String, Path> jdks() throws IOException {
        Map<String, Path> homes = new LinkedHashMap<>();
        homes.put(Integer.toString(Runtime.version().feature()), Path.of(System.getProperty("java.home")));
        List<Path> candidates = System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().startsWith("JAVA_HOME_25"))
                .map(variable -> Path.of(variable.getValue()))
                .collect(Collectors.toCollection(ArrayList::new));
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> found = Files.list(installed)) {
                found.filter(home -> home.getFileName().toString().contains("25"))
                        .forEach(candidates::add);
            }
        }
        candidates.stream()
                .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                .findFirst()
                .ifPresentOrElse(
                        home -> homes.putIfAbsent("25", home), () -> Banner.skipped("JDK 25: JAVA_HOME_25 is not set"));
        return homes;
    }

    private void peers() throws IOException {
        PythonEnvironment python = PythonEnvironment.heavyOrSkip("evidently");
        Map<String, Path> jdks = jdks();
        Path own = jdks.values().iterator().next();
        java(own, "", List.of(), "write", 0);
        for (int round = 1; round <= ROUNDS; round++) {
            for (Map.Entry<String, Path> jdk : jdks.entrySet()) {
                java(jdk.getValue(), jdk.getKey() + " ", List.of(), "memory", 3);
                java(jdk.getValue(), jdk.getKey() + " ", List.of(), "csv", 3);
                java(jdk.getValue(), jdk.getKey() + " ", List.of(), "ks", 3);
            }
            run(
                    "peer ",
                    List.of(
                            python.executable().toString(),
                            Checkout.resource("python/drift_peers.py").toString(),
                            work.toString(),
                            "2"));
            Banner.say("round " + round + " of " + ROUNDS + " done");
        }
        for (String jdk : jdks.keySet()) {
            print(
                    "%n| 1M + 1M rows of 12 columns, JDK %s, medians of %d processes | ours, s | peer, s | times ours | goal |",
                    jdk, ROUNDS);
            System.out.println("|---|---:|---:|---:|---|");
            line(jdk, "memory to HTML, warm; Evidently's PSI preset", "warm", "warm", 25);
            line(jdk, "the same, the first in a process", "first", "first", 12);
            line(jdk, "two CSV files to HTML, warm; pandas reads them, no more", "csv", "read", 1);
            line(jdk, "the same, the first in a process", "csv_first", "read_first", 1);
            line(jdk, "exact Kolmogorov-Smirnov test, 10,000 and 9,999 values; SciPy", "exact_same", "exact_same", 10);
            line(jdk, "the same, moved by 0.05 sd", "exact_moved", "exact_moved", 10);
            line(jdk, "Kolmogorov-Smirnov test, 1M and 1M values; SciPy", "ks_same", "ks_same", 10);
            line(jdk, "the same, moved by 0.05 sd", "ks_moved", "ks_moved", 10);
        }
        print("%npages: ours %,.0f bytes, Evidently's %,.0f", size("modelkeel.html"), size("evidently.html"));
    }

    private double size(String file) throws IOException {
        return Files.size(work.resolve(file));
    }

    private void line(String jdk, String what, String ours, String peers, double goal) {
        double own = median(jdk + " " + ours);
        double peer = median("peer " + peers);
        print(
                "| %s | %.4f | %.4f | %.1f | %.0f: %s |",
                what, own, peer, peer / own, goal, peer / own >= goal ? "met" : "MISSED");
    }

    private void growth() throws IOException {
        for (Map.Entry<String, Path> jdk : jdks().entrySet()) {
            String prefix = jdk.getKey() + " ";
            java(jdk.getValue(), prefix, List.of(), "rows", 2);
            java(jdk.getValue(), prefix, List.of(), "columns", 2);
            print(
                    "%n| 3 columns, arrays to HTML and JSON, JDK %s | seconds | ns a value | page | JSON |",
                    jdk.getKey());
            System.out.println("|---|---:|---:|---:|---:|");
            grown(prefix, "rows", 6);
            print("%n| 1,000 rows, JDK %s | seconds | µs a column | page | JSON |", jdk.getKey());
            System.out.println("|---|---:|---:|---:|---:|");
            grown(prefix, "columns", 0);
        }
    }

    private void grown(String prefix, String what, int values) {
        for (int size = 10; size <= LARGE_ROWS; size *= 10) {
            String name = prefix + what + " " + size;
            if (measured.containsKey(name)) {
                double took = median(name);
                print(
                        "| %,d %s | %.4f | %.1f | %,.0f bytes | %,.0f bytes |",
                        size,
                        what,
                        took,
                        values > 0 ? took * 1e9 / size / values : took * 1e6 / size,
                        median(name + " page"),
                        median(name + " json"));
            }
        }
    }

    private void memory() throws IOException {
        Map<String, Path> jdks = jdks();
        Path own = jdks.values().iterator().next();
        java(own, "", List.of(), "write_numbers", LARGE_ROWS);
        java(own, "", List.of(), "write_texts", TEXTS);
        Map<String, String> cases = new LinkedHashMap<>();
        cases.put("count", "10M rows of 3 numbers, judged by a stored profile, with the page");
        cases.put("numbers", "10M rows of 3 numbers, as a profile of the rows themselves");
        cases.put("texts", "2M different texts, both sides, with the page");
        System.out.println("\n| from CSV | the least heap of 64, 128, 192 … MB that suffices | seconds in it | goal |");
        System.out.println("|---|---:|---:|---|");
        for (String jdk : jdks.keySet()) {
            for (Map.Entry<String, String> one : cases.entrySet()) {
                int megabytes = GOAL_MEGABYTES / 2;
                while (!fits(jdks.get(jdk), one.getKey(), megabytes)) {
                    megabytes += GOAL_MEGABYTES / 2;
                }
                print(
                        "| %s, JDK %s | %d MB | %.1f | %d MB: %s |",
                        one.getValue(),
                        jdk,
                        megabytes,
                        median(megabytes + " " + one.getKey()),
                        GOAL_MEGABYTES,
                        megabytes <= GOAL_MEGABYTES ? "met" : "MISSED");
                measured.clear();
            }
        }
    }

    private boolean fits(Path jdk, String what, int megabytes) throws IOException {
        return exitCode(megabytes + " ", command(jdk, List.of("-Xmx" + megabytes + "m"), what, 0), true) == 0;
    }

    private void java(Path jdk, String prefix, List<String> options, String what, int count) throws IOException {
        run(prefix, command(jdk, options, what, count));
    }

    /** With the class path of an application that has drift alone. */
    private List<String> command(Path jdk, List<String> options, String what, int count) {
        List<String> command = new ArrayList<>();
        command.add(jdk.resolve("bin/java").toString());
        command.addAll(options);
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.matches(".*[/\\\\](modelkeel-drift-[0-9][^/\\\\]*|fastcsv-[^/\\\\]*)[.]jar")
                        || entry.matches(".*[/\\\\]drift[/\\\\]target[/\\\\]classes")
                        || entry.matches(".*[/\\\\]interop-tests[/\\\\]target[/\\\\]test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", classPath, DriftWork.class.getName(), what, work.toString()));
        command.add(Integer.toString(count));
        return command;
    }

    private void run(String prefix, List<String> command) throws IOException {
        int code = exitCode(prefix, command, false);
        if (code != 0) {
            throw new IllegalStateException(command + " ended with exit code " + code);
        }
    }

    /** Gathers what a process prints: a name and a number a line. */
    private int exitCode(String prefix, List<String> command, boolean mayFail) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(PythonEnvironment.variables(Map.of()));
        builder.redirectError(
                mayFail
                        ? ProcessBuilder.Redirect.to(work.resolve("errors.log").toFile())
                        : ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                int blank = line.lastIndexOf(' ');
                if (blank > 0 && line.substring(blank + 1).matches("[0-9.E-]+")) {
                    measured.computeIfAbsent(prefix + line.substring(0, blank), name -> new ArrayList<>())
                            .add(Double.parseDouble(line.substring(blank + 1)));
                }
            }
        }
        try {
            int code = process.waitFor();
            if (code != 0 && mayFail && !outOfMemory()) {
                throw new IllegalStateException(command + " failed: " + Files.readString(work.resolve("errors.log")));
            }
            return code;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + command, e);
        }
    }

    private boolean outOfMemory() throws IOException {
        return Files.readString(work.resolve("errors.log")).contains("OutOfMemoryError");
    }

    private double median(String name) {
        List<Double> values = measured.get(name);
        if (values == null) {
            throw new IllegalStateException("not measured: " + name);
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }
}
