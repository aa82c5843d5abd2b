package io.github.modelkeel.serving;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.serving.log.EntryId;
import io.github.modelkeel.serving.log.GivenRows;
import io.github.modelkeel.serving.log.LogWriter;
import io.github.modelkeel.serving.version.LoadedVersion;
import io.github.modelkeel.serving.version.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Hands what was answered to the log. It never throws for the log's sake. Safe for use by multiple threads. */
final class LoggedCalls {
    private final LogWriter writer;
    private final boolean readsInputs;

    LoggedCalls(LogWriter writer, boolean readsInputs) {
        this.writer = writer;
        this.readsInputs = readsInputs;
    }

    /** How many lines were lost. */
    long lost() {
        return writer.counts().lost();
    }

    Prediction row(LoadedVersion version, Map<String, ?> row, Prediction made) {
        if (!writer.sample().mayTake()) {
            return made;
        }
        List<Column> columns = version.model().signature().inputs();
        return logged(columns, () -> GivenRows.values(columns, row), made);
    }

    Prediction row(LoadedVersion version, Record row, Prediction made) {
        if (!writer.sample().mayTake()) {
            return made;
        }
        return logged(
                version.model().signature().inputs(), () -> version.model().propertyValues(row), made);
    }

    Prediction row(GivenRows given, Prediction made) {
        return row(given, 0, made);
    }

    List<Prediction> rows(GivenRows given, List<Prediction> made) {
        List<Prediction> logged = new ArrayList<>(made.size());
        for (int i = 0; i < made.size(); i++) {
            logged.add(row(given, i, made.get(i)));
        }
        return List.copyOf(logged);
    }

    void values(GivenRows given, double[] made, Provenance provenance) {
        for (int i = 0; i < made.length; i++) {
            row(given, i, new Prediction(provenance, made[i]));
        }
    }

    private Prediction row(GivenRows given, int index, Prediction made) {
        return writer.sample().mayTake()
                ? logged(given.columns(), () -> given.values().apply(index), made)
                : made;
    }

    private Prediction logged(List<Column> columns, Supplier<@Nullable Object @Nullable []> reading, Prediction made) {
        @Nullable Object[] values;
        try {
            values = readsInputs ? reading.get() : null;
        } catch (RuntimeException e) {
            writer.unreadable(e);
            return made;
        }
        if (!writer.sample().takes(columns, values)) {
            return made;
        }
        EntryId id = writer.answered(columns, values, made.provenance(), made.value(), made.madeOutput());
        return id == null ? made : made.loggedAs(id);
    }

    boolean outcome(String id, Object actual) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("the id is blank; give the id() of a prediction that was logged");
        }
        if (!(actual instanceof Number || actual instanceof String || actual instanceof Boolean)) {
            throw new IllegalArgumentException("actual must be a number, a text or a boolean but is a "
                    + actual.getClass().getName());
        }
        return writer.outcome(id, actual);
    }
}
