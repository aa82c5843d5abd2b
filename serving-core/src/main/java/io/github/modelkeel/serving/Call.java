package io.github.modelkeel.serving;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.InvalidInputException.Kind;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.serving.version.LoadedVersion;
import io.github.modelkeel.serving.version.Provenance;
import io.github.modelkeel.serving.version.Reason;
import io.github.modelkeel.serving.version.VersionCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;

/**
 * A way to ask for predictions. Immutable.
 *
 * @param <I> the rows
 * @param <O> the answer
 * @param by what a version answers
 * @param instead what a substitute answers in place of the version
 * @param rows how many rows an answer is of
 */
record Call<I, O>(Answer<I, O> by, Instead<I, O> instead, ToLongFunction<O> rows) {
    /** One row by column name. */
    static final Call<Map<String, ?>, Prediction> MAP = new Call<>(
            (version, row) -> version.isScalar()
                    ? new Prediction(version.provenance(), version.model().predict(row))
                    : one(version, Rows.of(row)),
            Substitute::row,
            answer -> 1);

    /** One record. */
    static final Call<Record, Prediction> RECORD = new Call<>(
            (version, row) -> version.isScalar()
                    ? new Prediction(version.provenance(), version.model().predict(row))
                    : one(version, Rows.of(row)),
            Substitute::row,
            answer -> 1);

    /** One row in any form. */
    static final Call<Rows, Prediction> ONE = new Call<>(
            (version, row) -> version.isScalar()
                    ? new Prediction(version.provenance(), version.model().predictValue(row))
                    : one(version, row),
            Substitute::oneRow,
            answer -> 1);

    /** Many rows. */
    static final Call<Rows, List<Prediction>> MANY = new Call<>(Call::many, Substitute::rows, List::size);

    /** The values of many rows. */
    static final Call<Rows, double[]> VALUES = new Call<>(
            (version, rows) -> version.model().predictValues(rows), Substitute::values, answer -> answer.length);

    /** The values of many rows, and which version gave them. */
    static final Call<Rows, ValuesOf> VALUES_OF = new Call<>(
            (version, rows) -> new ValuesOf(version.model().predictValues(rows), version.provenance()),
            (substitute, version, rows) -> new ValuesOf(
                    substitute.values(version, rows), version.provenance().with(Reason.FALLBACK)),
            answer -> answer.values.length);

    /** Loads the classes of a first call while a start has nothing else to do. */
    static void prepare() {
        Objects.requireNonNull(VALUES_OF);
    }

    /** Values of one version. */
    static final class ValuesOf {
        final double[] values;
        final Provenance provenance;

        ValuesOf(double[] values, Provenance provenance) {
            this.values = values;
            this.provenance = provenance;
        }

        List<Prediction> predictions() {
            return Arrays.stream(values)
                    .mapToObj(value -> new Prediction(provenance, value))
                    .toList();
        }
    }

    /** Asks a version. */
    interface Answer<I, O> {
        O of(LoadedVersion version, I input);
    }

    /** Asks a substitute. */
    interface Instead<I, O> {
        O of(Substitute substitute, LoadedVersion version, I input);
    }

    private static Prediction one(LoadedVersion version, Rows row) {
        return new Prediction(version.provenance(), version.model().predictOne(row));
    }

    private static List<Prediction> many(LoadedVersion version, Rows rows) {
        return version.isScalar()
                ? Arrays.stream(version.model().predictValues(rows))
                        .mapToObj(value -> new Prediction(version.provenance(), value))
                        .toList()
                : version.model().predict(rows).stream()
                        .map(output -> new Prediction(version.provenance(), output))
                        .toList();
    }

    /** What the version answers, counted if it is. */
    O counted(LoadedVersion version, I input) {
        VersionCounts counts = version.counts();
        return counts == null ? by.of(version, input) : counted(version, input, counts);
    }

    private O counted(LoadedVersion version, I input, VersionCounts counts) {
        O answer;
        try {
            answer = by.of(version, input);
        } catch (InvalidInputException e) {
            if (isFaultOfModel(e)) {
                counts.failed();
            } else {
                counts.refusedInput();
            }
            throw e;
        } catch (RuntimeException | Error e) {
            counts.failed();
            throw e;
        }
        counts.succeeded(rows.applyAsLong(answer));
        return answer;
    }

    /** Whether the row was right and the model could not cope, as it found no finite number. */
    static boolean isFaultOfModel(InvalidInputException e) {
        return e.violations().stream().anyMatch(violation -> violation.kind() == Kind.NOT_FINITE_RESULT);
    }
}
