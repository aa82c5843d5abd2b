package io.github.modelkeel.benchmarks;

import io.github.modelkeel.drift.ColumnDrift;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.Profile;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.commons.statistics.inference.KolmogorovSmirnovTest;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The Kolmogorov-Smirnov test of two unsorted columns. Ours does more in its time: the profiles' fingerprints, the stability index, figures
 * and curves of the report. The ratio of the two rows is the figure to look at; the times depend on the machine.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "-Xmx1g")
public class KolmogorovSmirnovBenchmark {
    /** Values a column. */
    @Param({"100000", "1000000"})
    public int size;

    private double[] reference = {};
    private double[] current = {};

    /** Draws the columns. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        reference = random.doubles(size).toArray();
        current = random.doubles(size, 0.001, 1.001).toArray();
    }

    /** {@return the p-value of Modelkeel, out of a whole report} */
    @Benchmark
    public double modelkeel() {
        Profile before = Profile.builder().number("x", reference).build();
        Profile after = Profile.builder().number("x", current).build();
        ColumnDrift column = Drift.compare(before, after).columns().get(0);
        return column.score().orElseThrow().test().pValue();
    }

    /** {@return the p-value of Apache Commons Statistics} */
    @Benchmark
    public double commonsStatistics() {
        return KolmogorovSmirnovTest.withDefaults().test(reference, current).getPValue();
    }
}
