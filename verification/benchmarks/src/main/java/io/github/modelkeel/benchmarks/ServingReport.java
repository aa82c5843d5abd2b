package io.github.modelkeel.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs {@link ServingBenchmark} in rounds within this JVM, so that all take turns, and prints for each peer the median of its ratio to
 * ours in the same round, the bytes allocated a call, and whether the goal is met.
 */
public final class ServingReport {
    /** The first round warms everything up and is not counted. */
    private static final int ROUNDS = Integer.getInteger("rounds", 6);

    /** A peer, what it is compared with, and how many times ours it must take. */
    private record Goal(String peer, String ours, double atLeast) {}

    private static final List<Goal> GOALS = List.of(
            new Goal("houseOursMap", "houseOursRecord", 0),
            new Goal("houseOnnxRuntime", "houseOursRecord", 50),
            new Goal("houseXgboost4j", "houseOursRecord", 20),
            new Goal("houseNewerXgboost", "houseOursRecord", 20),
            new Goal("houseJpmml", "houseOursRecord", 60),
            new Goal("houseTribuoXgboost", "houseOursRecord", 0),
            new Goal("forestTribuo", "forestOursRecord", 100),
            new Goal("bigOnnxRuntime", "bigOurs", 8),
            new Goal("bigXgboost4j", "bigOurs", 0),
            new Goal("bigNewerXgboost", "bigOurs", 5),
            new Goal("bigNewerXgboostMatrix", "bigOurs", 0),
            new Goal("bigBatchOnnxRuntime", "bigBatchOurs", 2),
            new Goal("bigBatchXgboost4j", "bigBatchOurs", 2),
            new Goal("bigBatchNewerXgboost", "bigBatchOurs", 2),
            new Goal("deepOnnxRuntime", "deepOurs", 5),
            new Goal("deepBatchOnnxRuntime", "deepBatchOurs", 0));

    /** The additions of doubles that must follow each other, four cycles each, at three billion a second. */
    private static final double HOUSE_FLOOR_NANOS = 100 * 4 / 3.0;

    private static final double HOUSE_FLOOR_TIMES = 1.1;

    private final Map<String, List<Double>> nanos = new LinkedHashMap<>();
    private final Map<String, Double> bytes = new LinkedHashMap<>();

    private ServingReport() {}

    /**
     * Measures and prints.
     *
     * @param arguments none
     * @throws RunnerException if JMH cannot run
     */
    public static void main(String[] arguments) throws RunnerException {
        ServingReport report = new ServingReport();
        for (int round = 0; round < ROUNDS; round++) {
            report.round(round > 0);
        }
        report.print();
    }

    private void round(boolean counted) throws RunnerException {
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(ServingBenchmark.class.getName() + "\\.(" + System.getProperty("only", ".*") + ").*")
                        .forks(0)
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.valueOf(System.getProperty("verbosity", "SILENT")))
                        .build())
                .run()) {
            String name = result.getParams().getBenchmark();
            String peer = name.substring(name.lastIndexOf('.') + 1);
            if (counted) {
                nanos.computeIfAbsent(peer, key -> new ArrayList<>())
                        .add(result.getPrimaryResult().getScore());
                Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
                if (allocated != null) {
                    bytes.merge(peer, allocated.getScore(), Math::min);
                }
            }
        }
    }

    private void print() {
        System.out.printf("%nJava %s, medians of %d rounds%n%n", System.getProperty("java.version"), ROUNDS - 1);
        System.out.println("| measured | ns a row | B a call | times ours | lowest to highest | goal |");
        System.out.println("|---|---:|---:|---:|---:|---|");
        String ours = "";
        for (Goal goal : GOALS) {
            if (!goal.ours.equals(ours)) {
                ours = goal.ours;
                line(ours, List.of(1.0), "");
            }
            List<Double> ratios = ratios(goal);
            String outcome = goal.atLeast == 0
                    ? ""
                    : "at least " + goal.atLeast + ": " + (median(ratios) >= goal.atLeast ? "met" : "MISSED");
            line(goal.peer, ratios, outcome);
        }
        double record = median(nanos.getOrDefault("houseOursRecord", List.of(Double.NaN)));
        double allocated = bytes.getOrDefault("houseOursRecord", Double.NaN);
        System.out.printf(
                "%nhouse from a record: %.0f B a call (goal 0: %s), %.2f times the floor of %.0f ns that the order of the"
                        + " additions sets (goal %.1f: %s)%n",
                allocated,
                allocated < 1 ? "met" : "MISSED",
                record / HOUSE_FLOOR_NANOS,
                HOUSE_FLOOR_NANOS,
                HOUSE_FLOOR_TIMES,
                record <= HOUSE_FLOOR_TIMES * HOUSE_FLOOR_NANOS ? "met" : "MISSED");
    }

    private void line(String name, List<Double> ratios, String outcome) {
        double perRow = name.contains("Batch") ? ServingBenchmark.BATCH : 1;
        System.out.printf(
                "| %s | %.0f | %.0f | %.2f | %.2f to %.2f | %s |%n",
                name,
                median(nanos.getOrDefault(name, List.of(Double.NaN))) / perRow,
                bytes.getOrDefault(name, Double.NaN),
                median(ratios),
                Collections.min(ratios),
                Collections.max(ratios),
                outcome);
    }

    private List<Double> ratios(Goal goal) {
        List<Double> peers = nanos.getOrDefault(goal.peer, List.of(Double.NaN));
        List<Double> ours = nanos.getOrDefault(goal.ours, List.of(Double.NaN));
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < peers.size(); i++) {
            ratios.add(peers.get(i) / ours.get(i));
        }
        return ratios;
    }

    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
