package io.github.modelkeel.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link OverheadBenchmark} in rounds within this JVM, so that all take turns, and prints the medians: what a guard and meters add to a
 * call in nanoseconds, bytes and reads of the clock, and what a success costs in each circuit breaker.
 */
public final class OverheadReport {
    /** The first round warms everything up and is not counted. */
    private static final int ROUNDS = Integer.getInteger("rounds", 6);

    private static final double GUARD_NANOS = 10;
    private static final double EVERYTHING_TIMES = 2.5;
    private static final double SAMPLED_SHARE = 0.25;

    private final Map<String, List<Double>> nanos = new TreeMap<>();
    private final Map<String, Double> bytes = new TreeMap<>();

    private OverheadReport() {}

    /**
     * Measures and prints.
     *
     * @param arguments none
     * @throws RunnerException if JMH cannot run
     */
    public static void main(String[] arguments) throws RunnerException {
        OverheadReport report = new OverheadReport();
        for (int round = 0; round < ROUNDS; round++) {
            report.round(round > 0);
        }
        report.print();
    }

    private void round(boolean counted) throws RunnerException {
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(OverheadBenchmark.class.getName())
                        .forks(0)
                        .shouldFailOnError(true)
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.valueOf(System.getProperty("verbosity", "SILENT")))
                        .build())
                .run()) {
            String name = result.getParams().getBenchmark();
            name = name.substring(name.lastIndexOf('.') + 1);
            if (counted) {
                nanos.computeIfAbsent(name, key -> new ArrayList<>())
                        .add(result.getPrimaryResult().getScore());
                Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
                if (allocated != null) {
                    bytes.merge(name, allocated.getScore(), Math::min);
                }
            }
        }
    }

    private void print() {
        System.out.printf("%nJava %s, medians of %d rounds%n%n", System.getProperty("java.version"), ROUNDS - 1);
        System.out.println("| measured | ns a call | B a call |");
        System.out.println("|---|---:|---:|");
        nanos.forEach((name, values) -> System.out.printf(
                "| %s | %.1f | %.0f |%n", name, ServingReport.median(values), bytes.getOrDefault(name, Double.NaN)));
        double clock = ServingReport.median(nanos.getOrDefault("twoNanoTimes", List.of(Double.NaN)));
        double everything = added("everything");
        System.out.printf(
                "%na guard adds %s, goal %.0f ns: %s%n",
                text("guarded"), GUARD_NANOS, met(added("guarded") <= GUARD_NANOS));
        System.out.printf(
                "guard, timer and counters add %s, %.1f times two reads of the clock, goal %.1f: %s%n",
                text("everything"), everything / clock, EVERYTHING_TIMES, met(everything <= EVERYTHING_TIMES * clock));
        double timer = ServingReport.median(nanos.getOrDefault("timerAlone", List.of(Double.NaN)));
        System.out.printf(
                "of it the timer alone takes %.1f ns, %.1f times two reads of the clock; with Prometheus's registry they add %s,"
                        + " %.1f times%n",
                timer, timer / clock, text("everythingPrometheus"), added("everythingPrometheus") / clock);
        System.out.printf(
                "with one call in 64 timed they add %s, %.2f of it, goal %.2f: %s%n",
                text("everythingOneIn64"),
                added("everythingOneIn64") / everything,
                SAMPLED_SHARE,
                met(added("everythingOneIn64") <= SAMPLED_SHARE * everything));
    }

    private String text(String name) {
        double more = bytes.getOrDefault(name, Double.NaN) - bytes.getOrDefault("plain", Double.NaN);
        return "%.1f ns and %.0f B".formatted(added(name), more);
    }

    /** The median of the differences within a round. */
    private double added(String name) {
        List<Double> plain = nanos.getOrDefault("plain", List.of(Double.NaN));
        List<Double> other = nanos.getOrDefault(name, List.of(Double.NaN));
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            differences.add(other.get(i) - plain.get(i));
        }
        return ServingReport.median(differences);
    }

    private static String met(boolean met) {
        return met ? "met" : "MISSED";
    }
}
