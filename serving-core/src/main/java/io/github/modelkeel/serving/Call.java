package io.github.modelkeel.serving;

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
        public double[] by(Fallback fallback, LoadedVersion version, Rows rows) {
            return fallback.values(version, rows);
        }
    };

    /** What the version answers. */
    O by(LoadedVersion version, I input);

    /** Whether no number of an answer is NaN or infinite. */
    boolean isFinite(O answer);

    /** What the fallback answers in place of the version. */
    O by(Fallback fallback, LoadedVersion version, I input);
}
