package io.github.modelkeel.servinghttp;

import io.github.modelkeel.servinghttp.protocol.RowNames;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the members of a reply of {@link Protocol#ROWS} are called. Immutable. The standard is {@code prediction}, for a classifier also
 * {@code probability} (of the second of two classes) and {@code probabilities} (by class), then {@code model_version} and
 * {@code processing_time_ms}. A name of {@code ""} leaves the member out. No two members may have one name, which {@link ScoringApiBuilder#model} checks.
 * {@code prediction_id} is reserved.
 */
public final class ReplyFields {
    private static final ReplyFields STANDARD = new ReplyFields(
            new RowNames("prediction", "probability", null, "probabilities", "model_version", "processing_time_ms"));

    private final RowNames names;

    private ReplyFields(RowNames names) {
        this.names = names;
    }

    /** {@return the names that hold where nothing else is said} */
    public static ReplyFields standard() {
        return STANDARD;
    }

    RowNames names() {
        return names;
    }

    private static @Nullable String checked(String name) {
        if (Objects.requireNonNull(name, "name").equals("prediction_id")) {
            throw new IllegalArgumentException(
                    "prediction_id is the reply's name for the id of a logged prediction; choose another name");
        }
        return name.isEmpty() ? null : name;
    }

    void requireDistinct() {
        Set<String> seen = new HashSet<>();
        for (String name : Arrays.asList(
                names.prediction(),
                names.probability(),
                names.decision(),
                names.probabilities(),
                names.modelVersion(),
                names.processingTime())) {
            if (name != null && !seen.add(name)) {
                throw new IllegalArgumentException("two members of the reply have the name '" + name
                        + "'; give one of them another name, or \"\" to leave it out");
            }
        }
    }

    /**
     * The number of a regression or the class of a classifier, a list where there are several.
     *
     * @param name for instance {@code predicted_price}
     * @return the changed names
     * @throws IllegalArgumentException if the name is reserved
     */
    public ReplyFields prediction(String name) {
        return new ReplyFields(new RowNames(
                checked(name),
                names.probability(),
                names.decision(),
                names.probabilities(),
                names.modelVersion(),
                names.processingTime()));
    }

    /**
     * The probability of the second, positive, class of two.
     *
     * @param name for instance {@code churn_probability}
     * @return the changed names
     * @throws IllegalArgumentException if the name is reserved
     */
    public ReplyFields probability(String name) {
        return new ReplyFields(new RowNames(
                names.prediction(),
                checked(name),
                names.decision(),
                names.probabilities(),
                names.modelVersion(),
                names.processingTime()));
    }

    /**
     * Whether the second, positive, class of two was chosen, as a boolean; absent by default.
     *
     * @param name for instance {@code will_churn}
     * @return the changed names
     * @throws IllegalArgumentException if the name is reserved
     */
    public ReplyFields decision(String name) {
        return new ReplyFields(new RowNames(
                names.prediction(),
                names.probability(),
                checked(name),
                names.probabilities(),
                names.modelVersion(),
                names.processingTime()));
    }

    /**
     * The probability of each class, an object.
     *
     * @param name the name
     * @return the changed names
     * @throws IllegalArgumentException if the name is reserved
     */
    public ReplyFields probabilities(String name) {
        return new ReplyFields(new RowNames(
                names.prediction(),
                names.probability(),
                names.decision(),
                checked(name),
                names.modelVersion(),
                names.processingTime()));
    }

    /**
     * The version that answered, a whole number.
     *
     * @param name the name
     * @return the changed names
     * @throws IllegalArgumentException if the name is reserved
     */
    public ReplyFields modelVersion(String name) {
        return new ReplyFields(new RowNames(
                names.prediction(),
                names.probability(),
                names.decision(),
                names.probabilities(),
                checked(name),
                names.processingTime()));
    }

    /**
     * The milliseconds from the request's body to the reply, to a thousandth; of a batch once.
     *
     * @param name the name
     * @return the changed names
     * @throws IllegalArgumentException if the name is reserved
     */
    public ReplyFields processingTime(String name) {
        if (name.equals("predictions")) {
            throw new IllegalArgumentException("predictions is the list of a batch's reply; choose another name");
        }
        return new ReplyFields(new RowNames(
                names.prediction(),
                names.probability(),
                names.decision(),
                names.probabilities(),
                names.modelVersion(),
                checked(name)));
    }
}
