package io.github.modelkeel.spark;

import io.github.modelkeel.drift.statistics.Gap;
import io.github.modelkeel.drift.statistics.LargestGap;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import scala.Tuple3;

/**
 * What an executor does with a range of the numbers of both sides, ascending: it looks for the largest gap of the two distribution functions, which
 * needs to know how many numbers are in the ranges before it. Immutable.
 *
 * @param before of each range, how many numbers are in it and in the ones before
 */
record RangeGaps(List<Counts> before)
        implements Function2<Integer, Iterator<Tuple3<Double, Long, Long>>, Iterator<long[]>> {
    /**
     * How many numbers there are.
     *
     * @param reference of the reference
     * @param current of the current side
     */
    record Counts(long reference, long current) implements Serializable {
        static final Counts NONE = new Counts(0, 0);

        Counts plus(Counts more) {
            return new Counts(reference + more.reference, current + more.current);
        }

        static Counts ofLongs(long[] sent) {
            return new Counts(sent[0], sent[1]);
        }

        private Counts plus(Tuple3<Double, Long, Long> run) {
            return new Counts(reference + run._2(), current + run._3());
        }

        /** Of a range, as a task sends them. */
        static Iterator<long[]> of(Iterator<Tuple3<Double, Long, Long>> runs) {
            Counts sum = NONE;
            while (runs.hasNext()) {
                sum = sum.plus(runs.next());
            }
            return List.of(new long[] {sum.reference, sum.current}).iterator();
        }
    }

    @Override
    public Iterator<long[]> call(Integer range, Iterator<Tuple3<Double, Long, Long>> runs) {
        Counts all = before.get(before.size() - 1);
        LargestGap gaps = new LargestGap(all.reference(), all.current());
        Counts upTo = range == 0 ? Counts.NONE : before.get(range - 1);
        double value = Double.NaN;
        boolean inReference = false;
        while (runs.hasNext()) {
            Tuple3<Double, Long, Long> run = runs.next();
            if (run._1() != value && !Double.isNaN(value)) {
                gaps.at(value, upTo.reference(), upTo.current(), inReference);
                inReference = false;
            }
            value = run._1();
            inReference |= run._2() > 0;
            upTo = upTo.plus(run);
        }
        if (!Double.isNaN(value)) {
            gaps.at(value, upTo.reference(), upTo.current(), inReference);
        }
        return List.of(toLongs(gaps.largest())).iterator();
    }

    private static long[] toLongs(Gap gap) {
        return new long[] {
            gap.distance(),
            gap.sign(),
            Double.doubleToRawLongBits(gap.difference()),
            Double.doubleToRawLongBits(gap.value()),
            gap.inReference() ? 1 : 0
        };
    }

    /** What a task sent of a range. */
    static Gap gap(long[] sent) {
        return new Gap(
                sent[0],
                (int) sent[1],
                Double.longBitsToDouble(sent[2]),
                Double.longBitsToDouble(sent[3]),
                sent[4] == 1);
    }
}
