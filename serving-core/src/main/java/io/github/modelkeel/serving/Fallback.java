package io.github.modelkeel.serving;

import io.github.modelkeel.model.Rows;
import io.github.modelkeel.serving.version.LoadedVersion;
import io.github.modelkeel.serving.version.Reason;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What answers a call when the model failed or its guard is open. Its predictions say {@link Prediction.Origin#FALLBACK}. Where the fallback
 * itself throws, the caller gets the model's failure, with the fallback's as a suppressed exception.
 */
public final class Fallback {
    private final Substitute substitute;

    private Fallback(Substitute substitute) {
        this.substitute = substitute;
    }

    /**
     * The same number for every row.
     *
     * @param value a finite number: a regression's value, or the probability of the positive class
     * @return the fallback
     */
    public static Fallback value(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the value of a fallback must be finite: " + value);
        }
        return new Fallback(new ByValue(value));
    }

    /**
     * A number that your code computes of the row.
     *
     * @param how computes the number of a row by column name
     * @return the fallback; it answers rows that are given as maps and records, and no {@link Rows}
     */
    public static Fallback compute(ToDoubleFunction<? super Map<String, ?>> how) {
        return new Fallback(new ByFunction(Objects.requireNonNull(how, "how")));
    }

    /**
     * Another predictor, for instance of a simpler model. It is not closed with the predictor that it stands in for.
     *
     * @param other the other predictor
     * @return the fallback; it answers rows in any form
     */
    public static Fallback to(Predictor other) {
        return new Fallback(new ByPredictor(Objects.requireNonNull(other, "other")));
    }

    /** Answers in place of a version. */
    Substitute substitute() {
        return substitute;
    }

    /** Another predictor. */
    private record ByPredictor(Predictor other) implements Substitute {
        @Override
        public Prediction row(LoadedVersion version, Map<String, ?> row) {
            return other.predict(row).insteadOf(version.id());
        }

        @Override
        public Prediction row(LoadedVersion version, Record row) {
            return other.predict(row).insteadOf(version.id());
        }

        @Override
        public Prediction oneRow(LoadedVersion version, Rows row) {
            return other.predictOne(row).insteadOf(version.id());
        }

        @Override
        public List<Prediction> rows(LoadedVersion version, Rows rows) {
            return other.predict(rows).stream()
                    .map(prediction -> prediction.insteadOf(version.id()))
                    .toList();
        }

        @Override
        public double[] values(LoadedVersion version, Rows rows) {
            return other.predictValues(rows);
        }
    }

    /** The same number for every row. */
    private record ByValue(double value) implements Substitute {
        @Override
        public Prediction row(LoadedVersion version, Map<String, ?> row) {
            return instead(version, value);
        }

        @Override
        public Prediction row(LoadedVersion version, Record row) {
            return instead(version, value);
        }

        @Override
        public Prediction oneRow(LoadedVersion version, Rows row) {
            return instead(version, value);
        }

        @Override
        public List<Prediction> rows(LoadedVersion version, Rows rows) {
            return Collections.nCopies(version.model().check(rows), instead(version, value));
        }

        @Override
        public double[] values(LoadedVersion version, Rows rows) {
            double[] values = new double[version.model().check(rows)];
            Arrays.fill(values, value);
            return values;
        }
    }

    /** A number of the row, which must be a map or a record. */
    private record ByFunction(ToDoubleFunction<? super Map<String, ?>> how) implements Substitute {
        @Override
        public Prediction row(LoadedVersion version, Map<String, ?> row) {
            return instead(version, how.applyAsDouble(row));
        }

        @Override
        public Prediction row(LoadedVersion version, Record row) {
            return row(version, components(row));
        }

        @Override
        public Prediction oneRow(LoadedVersion version, Rows row) {
            throw notWithoutNames();
        }

        @Override
        public List<Prediction> rows(LoadedVersion version, Rows rows) {
            throw notWithoutNames();
        }

        @Override
        public double[] values(LoadedVersion version, Rows rows) {
            throw notWithoutNames();
        }

        private static IllegalStateException notWithoutNames() {
            return new IllegalStateException(
                    "Fallback.compute answers rows that are given as maps and records; give Fallback.to another predictor");
        }
    }

    private static Prediction instead(LoadedVersion version, double value) {
        if (!version.isScalar()) {
            throw new IllegalStateException(
                    "one number cannot stand in for " + version.id().label()
                            + ", which says more of a row than a value; give Fallback.to another predictor");
        }
        return new Prediction(version.provenance().with(Reason.FALLBACK), value);
    }

    private static Map<String, ?> components(Record row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (RecordComponent component : row.getClass().getRecordComponents()) {
            Method accessor = component.getAccessor();
            try {
                accessor.setAccessible(true);
                values.put(component.getName(), accessor.invoke(row));
            } catch (ReflectiveOperationException | InaccessibleObjectException e) {
                throw new IllegalStateException(
                        "the component " + component.getName() + " of "
                                + row.getClass().getName() + " cannot be read",
                        e);
            }
        }
        return values;
    }
}
