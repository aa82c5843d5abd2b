package io.github.modelkeel.drift;

import java.util.Map;

/** One column of a profile, without the order of its rows. */
sealed interface ProfileColumn {
    long rows();

    long missing();

    ColumnType type();

    default double missingRate() {
        return rows() == 0 ? 0 : (double) missing() / rows();
    }

    /**
     * Numbers.
     *
     * @param sorted the finite values, ascending, without -0.0; never written to after construction
     */
    @SuppressWarnings("ArrayRecordComponent") // package-private and never handed out
    record Numbers(long missing, long positiveInfinite, long negativeInfinite, double[] sorted)
            implements ProfileColumn {
        @Override
        public long rows() {
            return missing + positiveInfinite + negativeInfinite + sorted.length;
        }

        @Override
        public ColumnType type() {
            return ColumnType.NUMBER;
        }

        long infinite() {
            return positiveInfinite + negativeInfinite;
        }
    }

    /**
     * Text.
     *
     * @param values how many rows are not missing
     * @param counts rows of each category, in the order of the categories
     */
    record Categories(long missing, long values, Map<String, Long> counts) implements ProfileColumn {
        @Override
        public long rows() {
            return missing + values;
        }

        @Override
        public ColumnType type() {
            return ColumnType.TEXT;
        }
    }

    /** Only missing values. */
    record Empty(long missing) implements ProfileColumn {
        @Override
        public long rows() {
            return missing;
        }

        @Override
        public ColumnType type() {
            return ColumnType.EMPTY;
        }
    }
}
