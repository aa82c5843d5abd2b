package io.github.modelkeel.autolog;

import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.model.FittedPreprocessing;
import io.github.modelkeel.tracking.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.tribuo.Dataset;
import org.tribuo.Model;
import org.tribuo.Output;
import org.tribuo.Trainer;
import org.tribuo.provenance.TrainerProvenance;

/**
 * A Tribuo trainer that does what another one does and logs it to a run. As safe for use by multiple threads as that one; but a run
 * takes the parameters of one training only, so use a run, and a logging trainer, for each.
 *
 * <p>A training logs
 * <ul>
 *   <li>the trainer's configuration as parameters, nested ones with dots: {@code maxDepth}, {@code innerTrainer.maxDepth},
 *   <li>the training data as an input of the run,
 *   <li>the model's provenance as {@code tribuo/provenance.json}, and trainer, model and Tribuo's version as tags,
 *   <li>the time it took as the metric {@code training_seconds}, and an evaluation of each data set that was given for it:
 *       {@code test_rmse}, {@code test_mae}, {@code test_r2} for a regression and a data set called {@code test}, {@code test_accuracy},
 *       {@code test_f1} and so on for a classification,
 *   <li>the model, when it was asked for and can be converted to Modelkeel's own form; when it cannot, the tag
 *       {@code modelkeel.autolog.model} says why, and no model is logged.
 * </ul>
 *
 * <p>What cannot be logged never costs the trained model: the failure is logged as a warning, kept in {@link #failures()}, and the
 * training continues. Exceptions of the trainer itself are passed through.
 *
 * @param <T> the kind of output
 */
public final class LoggingTrainer<T extends Output<T>> implements Trainer<T> {
    private static final System.Logger LOG = System.getLogger(LoggingTrainer.class.getName());

    private final Trainer<T> trainer;
    private final Run run;
    private final Map<String, Dataset<T>> evaluations;
    private final @Nullable ModelLogging modelLogging;
    private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
    private final AtomicReference<@Nullable LoggedModel> logged = new AtomicReference<>();

    private LoggingTrainer(Builder<T> builder) {
        this.trainer = builder.trainer;
        this.run = builder.run;
        this.evaluations = new LinkedHashMap<>(builder.evaluations);
        this.modelLogging = builder.modelLogging;
    }

    /**
     * Starts to describe a logging trainer that evaluates nothing and logs no model.
     *
     * @param trainer the trainer that does the work
     * @param run where to log; it stays open
     * @param <T> the kind of output
     * @return a builder
     */
    public static <T extends Output<T>> Builder<T> builder(Trainer<T> trainer, Run run) {
        return new Builder<>(trainer, run);
    }

    @Override
    public Model<T> train(Dataset<T> examples, Map<String, Provenance> runProvenance) {
        log(() -> run.logParams(Hyperparameters.of(trainer.getProvenance())));
        log(() -> run.logDataset(TrainingData.describe(examples), "training"));
        long start = System.nanoTime();
        Model<T> model = trainer.train(examples, runProvenance);
        double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
        log(() -> run.logMetric("training_seconds", seconds));
        log(() -> run.setTags(Provenances.tags(trainer, model)));
        log(() -> run.artifacts().logDict(Provenances.document(model.getProvenance()), "tribuo/provenance.json"));
        evaluations.forEach((name, data) -> log(() -> run.logMetrics(Evaluations.metrics(name, model, data))));
        if (modelLogging != null) {
            ModelLogging wanted = modelLogging;
            log(() -> logged.set(wanted.log(run, model)));
        }
        return model;
    }

    private void log(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            failures.add(e);
            LOG.log(System.Logger.Level.WARNING, "a part of a training could not be logged; the training continues", e);
        }
    }

    @Override
    public int getInvocationCount() {
        return trainer.getInvocationCount();
    }

    @Override
    public void setInvocationCount(int invocationCount) {
        trainer.setInvocationCount(invocationCount);
    }

    @Override
    public TrainerProvenance getProvenance() {
        return trainer.getProvenance();
    }

    /**
     * What could not be logged, oldest first.
     *
     * @return the failures; empty when all was logged
     */
    public List<RuntimeException> failures() {
        return List.copyOf(failures);
    }

    /**
     * The model that the last training logged, to be registered.
     *
     * @return the logged model; empty when none was asked for or it could not be logged
     */
    public Optional<LoggedModel> loggedModel() {
        return Optional.ofNullable(logged.get());
    }

    @Override
    public String toString() {
        return "LoggingTrainer[" + trainer + ", " + run + "]";
    }

    /**
     * Describes a logging trainer. Default: no evaluation, no model. Not thread-safe.
     *
     * @param <T> the kind of output
     */
    public static final class Builder<T extends Output<T>> {
        private final Trainer<T> trainer;
        private final Run run;
        private final Map<String, Dataset<T>> evaluations = new LinkedHashMap<>();
        private @Nullable ModelLogging modelLogging;

        private Builder(Trainer<T> trainer, Run run) {
            this.trainer = Objects.requireNonNull(trainer, "trainer");
            this.run = Objects.requireNonNull(run, "run");
        }

        /**
         * Evaluates each trained model on a data set.
         *
         * @param name the data set's name, which its metrics begin with, for example {@code test}
         * @param data the data set
         * @return this builder
         * @throws IllegalArgumentException if there is one of that name already, or the name is blank
         */
        public Builder<T> evaluateOn(String name, Dataset<T> data) {
            if (name.isBlank() || evaluations.putIfAbsent(name, Objects.requireNonNull(data, "data")) != null) {
                throw new IllegalArgumentException("a data set's name must be its own and not blank: '" + name + "'");
            }
            return this;
        }

        /**
         * Logs each trained model, if {@link io.github.modelkeel.tribuo.TribuoModels} can convert it.
         *
         * @param name the model's name
         * @param preprocessing the preprocessing that the training data went through
         * @param exampleRows 1 to 10,000 rows that the model's file keeps with their predictions
         * @return this builder
         * @throws IllegalArgumentException if there is no row
         */
        public Builder<T> logModel(
                String name, FittedPreprocessing preprocessing, List<? extends Map<String, ?>> exampleRows) {
            if (exampleRows.isEmpty()) {
                throw new IllegalArgumentException("a logged model needs an example row");
            }
            modelLogging = new ModelLogging(name, preprocessing, new ArrayList<>(exampleRows));
            return this;
        }

        /**
         * Makes the trainer.
         *
         * @return the trainer
         */
        public LoggingTrainer<T> build() {
            return new LoggingTrainer<>(this);
        }
    }
}
