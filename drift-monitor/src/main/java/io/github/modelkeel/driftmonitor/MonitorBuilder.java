package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.StoredProfile;
import io.github.modelkeel.serving.Predictor;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link Monitor}. The defaults: the model is called {@code model}, or as the predictor's, predictions are not compared, twelve windows of five minutes, {@link
 * DriftOptions#defaults()}, {@link AlertRule#standard()}, no webhook and no snapshot. Not thread-safe.
 */
public final class MonitorBuilder {
    private static final Duration MIN_LENGTH = Duration.ofMillis(10);
    private static final Duration MAX_LENGTH = Duration.ofDays(31);
    private static final int MAX_KEPT = 10_000;

    private final @Nullable StoredProfile reference;
    private final @Nullable Predictor predictor;
    private String model = "model";
    private int kept = 12;
    private Duration length = Duration.ofMinutes(5);
    private DriftOptions options = DriftOptions.defaults();
    private TimeSource time = TimeSource.REAL;
    private AlertRule rule = AlertRule.standard();
    private Consumer<? super List<Alert>> listener = alerts -> {};
    private @Nullable Webhook webhook;
    private @Nullable String prediction;
    private @Nullable Path file;
    private @Nullable MeterRegistry registry;

    MonitorBuilder(StoredProfile reference) {
        this.reference = reference;
        this.predictor = null;
    }

    MonitorBuilder(Predictor predictor) {
        this.reference = null;
        this.predictor = predictor;
        String name = predictor.status().modelName();
        this.model = name.isBlank() ? model : name;
    }

    /**
     * The name of the model, as meters and alerts have it.
     *
     * @param name not blank; one name for each monitor of a meter registry
     * @return this builder
     */
    public MonitorBuilder model(String name) {
        if (Objects.requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("the name of the model must not be blank");
        }
        this.model = name;
        return this;
    }

    /**
     * How long a window lasts, and how many that have ended are kept.
     *
     * @param count how many are kept, 1 to 10,000
     * @param each how long each lasts, from 10 milliseconds to 31 days; give it the rows that drift is found in, a thousand or more
     * @return this builder
     */
    public MonitorBuilder windows(int count, Duration each) {
        if (count < 1 || count > MAX_KEPT) {
            throw new IllegalArgumentException("the number of windows must be from 1 to " + MAX_KEPT + ": " + count);
        }
        if (each.compareTo(MIN_LENGTH) < 0 || each.compareTo(MAX_LENGTH) > 0) {
            throw new IllegalArgumentException(
                    "a window must last from " + MIN_LENGTH + " to " + MAX_LENGTH + ": " + each);
        }
        this.kept = count;
        this.length = each;
        return this;
    }

    /**
     * What counts as drift. Weights in them win over the importance of a column to the model of an {@linkplain Monitor#attach attached} predictor; with the weight 1 for each
     * column all count the same.
     *
     * @param driftOptions neither a schema, which the reference has, nor Evidently's rules, which need the rows
     * @return this builder
     */
    public MonitorBuilder options(DriftOptions driftOptions) {
        this.options = Objects.requireNonNull(driftOptions, "driftOptions");
        return this;
    }

    /**
     * The column of the profile that the predictions of an {@linkplain Monitor#attach attached} predictor are compared with: the number of a regression, the
     * label of a classifier; of two classes the probability is {@code NAME.probability}, as {@link
     * io.github.modelkeel.drift.Profile#ofPredictionLog(Path, String)} has it.
     *
     * @param column not blank; by default predictions are not compared
     * @return this builder
     */
    public MonitorBuilder prediction(String column) {
        if (Objects.requireNonNull(column, "column").isBlank()) {
            throw new IllegalArgumentException("the column of the predictions must not be blank");
        }
        this.prediction = column;
        return this;
    }

    /**
     * When a column raises an alert.
     *
     * @param alertRule the rule
     * @return this builder
     */
    public MonitorBuilder rule(AlertRule alertRule) {
        this.rule = Objects.requireNonNull(alertRule, "alertRule");
        return this;
    }

    /**
     * Who hears of alerts that start or are resolved. What it throws is logged.
     *
     * @param consumer gets all that one window changed, on the thread that ended the window
     * @return this builder
     */
    public MonitorBuilder onAlert(Consumer<? super List<Alert>> consumer) {
        this.listener = Objects.requireNonNull(consumer, "consumer");
        return this;
    }

    /**
     * Where alerts are sent that start or are resolved.
     *
     * @param receiver the webhook
     * @return this builder
     */
    public MonitorBuilder webhook(Webhook receiver) {
        this.webhook = Objects.requireNonNull(receiver, "receiver");
        return this;
    }

    /**
     * A file that a restart continues from: the window that is being counted, those that have ended, and the alerts. It is written every 30 seconds, at the end of
     * a window, by {@link Monitor#save} and by {@link Monitor#close}; a process that is killed loses what was counted since. A file that is damaged or of another reference
     * is kept under another name, with a warning, and the monitor starts with nothing counted.
     *
     * @param file of this monitor alone; replaced in one step, its directory is created if need be
     * @return this builder
     */
    public MonitorBuilder snapshot(Path file) {
        this.file = Objects.requireNonNull(file, "file");
        return this;
    }

    MonitorBuilder time(TimeSource source) {
        this.time = source;
        return this;
    }

    /**
     * Starts the monitor with gauges.
     *
     * @param meterRegistry where the gauges are registered
     * @return the monitor, to be closed
     * @throws IllegalArgumentException if the registry has a monitor of this model, or the options do not go with the reference
     * @throws java.io.UncheckedIOException if there is a snapshot that cannot be read
     */
    public Monitor bindTo(MeterRegistry meterRegistry) {
        this.registry = Objects.requireNonNull(meterRegistry, "meterRegistry");
        return start();
    }

    /**
     * Starts the monitor without gauges.
     *
     * @return the monitor, to be closed
     * @throws IllegalArgumentException if the options do not go with the reference
     * @throws java.io.UncheckedIOException if there is a snapshot that cannot be read
     */
    public Monitor start() {
        Reference known = reference == null ? null : Reference.of("", reference);
        Monitor monitor = new Monitor(this);
        try {
            if (known != null) {
                monitor.add(known);
            }
            if (predictor != null) {
                monitor.ownedBy(Attachment.of(monitor, predictor, prediction, registry));
            }
            return monitor;
        } catch (RuntimeException e) {
            monitor.close();
            throw e;
        }
    }

    String model() {
        return model;
    }

    int kept() {
        return kept;
    }

    Duration length() {
        return length;
    }

    DriftOptions options() {
        return options;
    }

    TimeSource time() {
        return time;
    }

    AlertRule rule() {
        return rule;
    }

    Consumer<? super List<Alert>> listener() {
        return listener;
    }

    @Nullable SnapshotFile file() {
        return file == null ? null : new SnapshotFile(file);
    }

    @Nullable WebhookSender sender() {
        return webhook == null ? null : new WebhookSender(webhook);
    }

    @Nullable DriftGauges gauges() {
        return registry == null ? null : new DriftGauges(registry, model);
    }
}
