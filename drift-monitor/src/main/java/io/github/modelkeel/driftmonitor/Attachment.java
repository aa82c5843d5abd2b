package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.Output;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.Predictor;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives a monitor what a predictor is asked and answers. Safe for use by multiple threads. */
final class Attachment implements AutoCloseable {
    private final Monitor monitor;
    private final @Nullable String prediction;
    private final @Nullable Accuracy accuracy;

    /** The version that answers while the monitor starts; of later ones it is known when they answer first. */
    private String answering;

    private List<Runnable> observations = List.of();

    private Attachment(Monitor monitor, @Nullable String prediction, @Nullable Accuracy accuracy, String answering) {
        this.monitor = monitor;
        this.answering = answering;
        this.prediction = prediction;
        this.accuracy = accuracy;
    }

    static Attachment of(
            Monitor monitor, Predictor predictor, @Nullable String prediction, @Nullable MeterRegistry registry) {
        Accuracy accuracy = registry == null ? null : new Accuracy(registry, monitor.model());
        Attachment attachment = new Attachment(
                monitor,
                prediction,
                accuracy,
                predictor.isReady() ? Integer.toString(predictor.status().modelVersion()) : "");
        Runnable rows = predictor.observe(attachment::version);
        attachment.answering = "";
        attachment.observations =
                accuracy == null ? List.of(rows) : List.of(rows, predictor.observeFeedback(accuracy::outcome));
        return attachment;
    }

    /** What takes the rows of a version. */
    private BiConsumer<Map<String, ?>, Prediction> version(ScoringModel model, @Nullable String profile) {
        if (profile == null) {
            throw new IllegalArgumentException("the version has no profile.json among its files, so its drift cannot be"
                    + " watched; log the model with ModelOptions.withProfile(profile.toJson())");
        }
        Set<String> inputs =
                model.signature().inputs().stream().map(Column::name).collect(Collectors.toSet());
        Predicate<String> served =
                column -> inputs.contains(column) || (prediction != null && isPrediction(column, prediction));
        VersionCounter counter =
                monitor.add(Reference.of(answering, StoredProfile.ofJson(profile), served, model.columnImportance()));
        return (row, made) -> answered(counter, row, made);
    }

    /** Whether a column is one that {@link #with} gives; another one such as {@code price.per_area} is a column of the training data. */
    private static boolean isPrediction(String column, String name) {
        return column.equals(name)
                || (column.startsWith(name + ".")
                        && column.substring(name.length() + 1).matches("probability|[0-9]+"));
    }

    private void answered(VersionCounter counter, Map<String, ?> row, Prediction made) {
        counter.name(made.modelVersion());
        boolean ofTheModel = made.origin() != Prediction.Origin.FALLBACK;
        if (prediction == null || !ofTheModel) {
            counter.row(row);
        } else {
            counter.row(with(row, prediction, made));
        }
        if (accuracy != null && ofTheModel) {
            accuracy.predicted(made);
        }
    }

    /** The row with the prediction as columns, named as a profile of a prediction log names them. */
    private static Map<String, @Nullable Object> with(Map<String, ?> row, String name, Prediction made) {
        Map<String, @Nullable Object> both = new HashMap<>(row);
        Output output = made.output();
        if (output.hasTargets()) {
            for (int i = 0; i < output.targets().size(); i++) {
                both.put(name + "." + i, output.targets().get(i).label());
            }
        } else if (output.hasLabel()) {
            both.put(name, output.label());
            if (output.classes().size() == 2 && output.hasProbabilities()) {
                both.put(name + ".probability", made.value());
            }
        } else {
            List<Double> values = output.values();
            for (int i = 0; i < values.size(); i++) {
                both.put(values.size() == 1 ? name : name + "." + i, values.get(i));
            }
        }
        return both;
    }

    @Override
    public void close() {
        observations.forEach(Runnable::run);
        if (accuracy != null) {
            accuracy.close();
        }
    }
}
