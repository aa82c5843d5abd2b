package io.github.modelkeel.serving;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.InvalidInputException.Kind;
import io.github.modelkeel.model.Rows;
import java.util.List;
import java.util.Map;

/**
 * A way to ask for predictions. Immutable.
 *
 * @param <I> the rows
 * @param <O> the answer
 */
interface Call<I, O> {
    /** One row by column name. */
    Call<Map<String, ?>, Prediction> MAP = new Call<>() {
        @Override
        public Prediction by(LoadedVersion version, Map<String, ?> row) {
            return version.predict(row);
        }

        @Override
        public boolean isFinite(Prediction answer) {
            return answer.isFinite();
        }

        @Override
        public Prediction by(Fallback fallback, LoadedVersion version, Map<String, ?> row) {
            return fallback.row(version, row);
        }
    };

    /** One record. */
    Call<Record, Prediction> RECORD = new Call<>() {
        @Override
        public Prediction by(LoadedVersion version, Record row) {
            return version.predict(row);
        }

        @Override
        public boolean isFinite(Prediction answer) {
            return answer.isFinite();
        }

        @Override
        public Prediction by(Fallback fallback, LoadedVersion version, Record row) {
            return fallback.row(version, row);
        }
    };

    /** One row in any form. */
    Call<Rows, Prediction> ONE = new Call<>() {
        @Override
        public Prediction by(LoadedVersion version, Rows row) {
            return version.predictOne(row);
        }

        @Override
        public boolean isFinite(Prediction answer) {
            return answer.isFinite();
        }

        @Override
        public Prediction by(Fallback fallback, LoadedVersion version, Rows row) {
            return fallback.oneRow(version, row);
        }
    };

    /** Many rows. */
    Call<Rows, List<Prediction>> MANY = new Call<>() {
        @Override
        public List<Prediction> by(LoadedVersion version, Rows rows) {
            return version.predict(rows);
        }

        @Override
        public boolean isFinite(List<Prediction> answer) {
            for (Prediction prediction : answer) {
                if (!prediction.isFinite()) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public long rows(List<Prediction> answer) {
            return answer.size();
        }

        @Override
        public List<Prediction> by(Fallback fallback, LoadedVersion version, Rows rows) {
            return fallback.rows(version, rows);
        }
    };

    /** The values of many rows. */
    Call<Rows, double[]> VALUES = new Call<>() {
        @Override
        public double[] by(LoadedVersion version, Rows rows) {
            return version.predictValues(rows);
        }

        @Override
        public boolean isFinite(double[] answer) {
            for (double value : answer) {
                if (!Double.isFinite(value)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public long rows(double[] answer) {
            return answer.length;
        }

        @Override
        public double[] by(Fallback fallback, LoadedVersion version, Rows rows) {
            return fallback.values(version, rows);
        }
    };

    /** What the version answers. */
    O by(LoadedVersion version, I input);

    /** What the version answers, counted if it is. */
    default O counted(LoadedVersion version, I input) {
        VersionCounts counts = version.counts();
        return counts == null ? by(version, input) : counted(version, input, counts);
    }

    private O counted(LoadedVersion version, I input, VersionCounts counts) {
        O answer;
        try {
            answer = by(version, input);
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
        counts.succeeded(rows(answer));
        return answer;
    }

    /** Whether no number of an answer is NaN or infinite. */
    boolean isFinite(O answer);

    /** Whether the row was right and the model could not cope. */
    static boolean isFaultOfModel(InvalidInputException e) {
        return e.violations().stream().anyMatch(violation -> violation.kind() == Kind.NOT_FINITE_RESULT);
    }

    /** How many rows an answer is of. */
    default long rows(O answer) {
        return 1;
    }

    /** What the fallback answers in place of the version. */
    O by(Fallback fallback, LoadedVersion version, I input);
}
