package io.github.modelkeel.drift.column;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Works on the columns of large tables on as many cores as there are, by the JVM's common pool; on those of small ones on the caller's thread.
 * The results do not depend on it.
 */
public final class Columns {
    /** Below this number of values other threads cost more than they save. */
    private static final long LARGE = 200_000;

    private Columns() {}

    /**
     * The results in the order of the columns.
     *
     * @param values how many values all columns have together
     */
    public static <A, B> List<B> map(List<A> columns, long values, Function<A, B> work) {
        Stream<A> stream = values < LARGE ? columns.stream() : columns.parallelStream();
        return stream.map(work).toList();
    }
}
