package io.github.modelkeel.drift.column;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One column of a profile, without the order of its rows. */
public sealed interface ProfileColumn {
    long rows();

    long missing();

    Type type();

    /** Values that cannot be read as what the reference says that the column is. */
    default long invalid() {
        return 0;
    }

    /** Values that are plus or minus infinity. */
    default long infinite() {
        return 0;
    }

    /** Values that are plus infinity. */
    default long positiveInfinite() {
        return 0;
    }

    /** The same without its values. */
    default ProfileColumn summary() {
        return new Summary(type(), rows(), missing(), invalid(), infinite(), positiveInfinite());
    }

    /**
     * Numbers.
     *
     * @param sorted the finite values, ascending, without -0.0; never written to after construction
     * @param whole the same as longs, if all are whole numbers and a double cannot hold each of them
     * @param monotone whether each was larger than the one before it, or each smaller, in the order of the rows
     */
    @SuppressWarnings("ArrayRecordComponent") // package-private and never handed out
    record Numbers(
            long missing,
            long positiveInfinite,
            long negativeInfinite,
            double[] sorted,
            long @Nullable [] whole,
            boolean monotone,
            long invalid)
            implements ProfileColumn {
        @Override
        public long rows() {
            return missing + positiveInfinite + negativeInfinite + invalid + sorted.length;
        }

        @Override
        public Type type() {
            return Type.NUMBER;
        }

        /** The finite values as longs, or null if one is not a whole number that a long holds. */
        public long @Nullable [] longs() {
            if (whole != null || !Arrays.stream(sorted).allMatch(WholeNumbers::isLong)) {
                return whole;
            }
            return Arrays.stream(sorted).mapToLong(value -> (long) value).toArray();
        }

        /** The finite values less a number that doubles hold the differences to. */
        public double[] sortedFrom(long origin) {
            long[] exact = origin == 0 ? null : longs();
            return exact == null
                    ? sorted
                    : Arrays.stream(exact).mapToDouble(value -> value - origin).toArray();
        }

        @Override
        public long infinite() {
            return positiveInfinite + negativeInfinite;
        }
    }

    /**
     * Text.
     *
     * @param values how many rows are not missing
     * @param counts rows of each category, in the order of the categories
     */
    record Categories(long missing, long values, Map<String, Long> counts, long invalid) implements ProfileColumn {
        @Override
        public long rows() {
            return missing + values + invalid;
        }

        @Override
        public Type type() {
            return Type.TEXT;
        }
    }

    /**
     * Values that are not compared, of which only their number is kept.
     *
     * @param values how many rows are neither missing nor invalid
     */
    record Unscored(Type type, long missing, long values, long invalid) implements ProfileColumn {
        @Override
        public long rows() {
            return missing + values + invalid;
        }
    }

    /** Only missing values. */
    record Empty(long missing) implements ProfileColumn {
        @Override
        public long rows() {
            return missing;
        }

        @Override
        public Type type() {
            return Type.EMPTY;
        }
    }

    /** Of a column that was compared how many values it had. */
    record Summary(Type type, long rows, long missing, long invalid, long infinite, long positiveInfinite)
            implements ProfileColumn {}
}
