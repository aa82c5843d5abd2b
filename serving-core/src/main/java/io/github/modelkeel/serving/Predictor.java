package io.github.modelkeel.serving;

import io.github.modelkeel.model.InvalidInputException;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.serving.log.GivenRows;
import io.github.modelkeel.serving.source.Closeables;
import io.github.modelkeel.serving.time.OnRequest;
import io.github.modelkeel.serving.version.LoadedVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A model of the registry, inside this process, that follows its alias. Safe for use by multiple threads; make one for an address and
 * share it.
 *
 * <p><b>Loading.</b> {@link PredictorBuilder#load()} asks the registry what the address names, fetches that version into a cache on
 * disk, compares the files' sizes and digests with those that were registered, reads the model, and lets it predict the rows that its
 * author stored with it. A difference in a single bit refuses the version. Only then a predictor comes back. Nothing unverified ever
 * answers.
 *
 * <p><b>Predicting.</b> A prediction touches no network and no disk, takes no lock and never waits, whatever the registry does. It sees
 * one version from start to end and says which; a batch has one version for all its rows. A {@link PredictionLog} is written by a thread of its own.
 *
 * <p><b>Following.</b> An address that can move ({@code models:/house@champion}, {@code models:/house/latest}) is checked by one daemon thread,
 * by default every 30 seconds. Another version is loaded and verified as above, off the callers' threads, while the one in service keeps
 * answering, and takes over in one step. A fixed address ({@code models:/house/3}, {@code models:/m-…}, {@code runs:/…}) is not checked.
 *
 * <p><b>Without a registry.</b> {@code file:/models/house} is a model's directory on this machine, {@code classpath:models/house} one among the
 * application's resources, also inside jars; it must hold an {@code MLmodel} file. Both are verified (by their manifest, where there is one,
 * by their signature, where one is required, and by their stored rows) and read once: they are fixed addresses of version 0.
 *
 * <p><b>Refusing.</b> A version that fails to load, or does not accept every row that the version this predictor started with accepts, does
 * not take over: the current one stays in service, {@link #status()} says {@link PredictorStatus.State#REJECTED} and why, one warning is
 * logged, and the version is tried again later and later, up to once an hour, or when {@link #refresh()} asks for it. A new column has to be
 * optional; a column may only go if the new version ignores unknown columns; types and classes stay.
 *
 * <p><b>Failing in service.</b> With a {@link Guard}, a version that took over and then fails gives the service back to the one before, and a
 * {@link Fallback} answers where no version can. Without one, what the model throws reaches the caller.
 *
 * <p><b>Outages.</b> While the registry gives no usable answer, the version in service keeps answering indefinitely, {@link #status()} says
 * {@link PredictorStatus.State#STALE} and how long ago it was confirmed, one warning is logged, and the checks become rarer, at most two
 * minutes apart or one interval if that is longer. The same holds when the alias or the version was deleted. A start without the
 * registry serves the version that was last confirmed for this address on this machine, after the same verification; so does a start
 * while the registry names a version that is refused. A registry that does not answer keeps a start from such a version for a
 * second and a half; its answer is followed when it comes.
 *
 * <p><b>Closing.</b> {@link #close()} ends the checks, abandons a load that is under way, removes the meters and writes
 * what waits for the {@link PredictionLog}, for up to five seconds. What was found out before is done before it returns: a version that failed
 * is put under quarantine, a {@linkplain PredictorBuilder#onRollback rollback} is made, each event is delivered; a rollback or a listener that does not return keeps it waiting. Predictions that have started end
 * normally, later ones are refused. A predictor that is never closed lives as long as the process.
 */
public final class Predictor implements AutoCloseable {
    private final String uri;
    private final ActiveVersion activeVersion;
    private final Refresher refresher;
    private final List<AutoCloseable> owned;
    private final @Nullable GuardedCalls guarded;
    private final OnRequest requested;
    private final Events events;
    private final ViolationCounts violations;
    private final @Nullable PredictMeters meters;
    private final @Nullable LoggedCalls log;
    private final Observers observers;

    /**
     * What is counted.
     *
     * @param violations faults of rows
     * @param meters calls, when they are measured
     * @param log what was answered, when that is written down
     * @param observers who sees what was answered
     */
    record Counting(
            ViolationCounts violations,
            @Nullable PredictMeters meters,
            @Nullable LoggedCalls log,
            Observers observers) {}

    /**
     * What goes with a predictor.
     *
     * @param guarded makes the calls, when there is a guard or a fallback
     * @param requested the check that {@link #requestRefresh()} asks for
     * @param events who hears what happens
     * @param owned what ends with the predictor
     */
    record Company(@Nullable GuardedCalls guarded, OnRequest requested, Events events, List<AutoCloseable> owned) {}

    Predictor(String uri, ActiveVersion activeVersion, Refresher refresher, Company company, Counting counting) {
        this.uri = uri;
        this.activeVersion = activeVersion;
        this.refresher = refresher;
        this.owned = List.copyOf(company.owned());
        this.guarded = company.guarded();
        this.requested = company.requested();
        this.events = company.events();
        this.violations = counting.violations();
        this.meters = counting.meters();
        this.log = counting.log();
        this.observers = counting.observers();
    }

    /**
     * Makes a predictor with the defaults of {@link PredictorBuilder} and the registry of the environment.
     *
     * @param uri {@code models:/NAME@ALIAS}, {@code models:/NAME/VERSION}, {@code models:/NAME/latest}, {@code models:/m-…},
     *     {@code runs:/RUN/PATH}, {@code file:DIRECTORY} or {@code classpath:DIRECTORY}
     * @return a predictor that is ready to answer
     * @throws IllegalArgumentException if the address has none of these forms
     * @throws io.github.modelkeel.client.ResourceNotFoundException if the registry answers that there is no such version
     * @throws ModelUnavailableException if the registry gives no usable answer and this machine has no version of the address
     * @throws ModelNotLoadableException if the version must not or cannot answer and this machine has no other version of the address
     */
    public static Predictor load(String uri) {
        return builder(uri).load();
    }

    /**
     * Starts a predictor with other settings.
     *
     * @param uri as for {@link #load(String)}
     * @return the builder
     * @throws IllegalArgumentException if the address has none of these forms
     */
    public static PredictorBuilder builder(String uri) {
        return new PredictorBuilder(uri);
    }

    /**
     * Predicts for a row.
     *
     * @param row the values by column name: numbers, strings, booleans, {@code null} or NaN for a missing one
     * @return the prediction and the version that gave it
     * @throws InvalidInputException if the row does not fit the model; the message names the column
     * @throws IllegalStateException if the predictor is closed
     */
    public Prediction predict(Map<String, ?> row) {
        Objects.requireNonNull(row, "row");
        LoadedVersion active = activeVersion.get();
        Prediction answered = answer(active, row, Call.MAP);
        Prediction made = log == null ? answered : log.row(active, row, answered);
        if (!observers.isEmpty()) {
            observers.row(active, row, made);
        }
        return made;
    }

    /**
     * Predicts for a record whose components are named as the model's columns.
     *
     * @param row the record
     * @return the prediction and the version that gave it
     * @throws InvalidInputException if the record does not fit the model; the message names the column
     * @throws IllegalStateException if the predictor is closed
     */
    public Prediction predict(Record row) {
        Objects.requireNonNull(row, "row");
        LoadedVersion active = activeVersion.get();
        Prediction answered = answer(active, row, Call.RECORD);
        Prediction made = log == null ? answered : log.row(active, row, answered);
        if (!observers.isEmpty()) {
            observers.row(active, () -> active.model().propertyValues(row), made);
        }
        return made;
    }

    /**
     * Predicts for a single row in any form: {@code Rows.ofBean(bean)}, or
     * {@link io.github.modelkeel.formats.JsonRows#from(java.io.InputStream) JsonRows.from(json)}.
     *
     * @param row exactly one row
     * @return the prediction and the version that gave it
     * @throws InvalidInputException if the row does not fit the model, there is none or more than one, or a text is not a row; the message
     *     names the column or the place
     * @throws java.io.UncheckedIOException if the source of the row cannot be read
     * @throws IllegalStateException if the predictor is closed
     */
    public Prediction predictOne(Rows row) {
        Objects.requireNonNull(row, "row");
        LoadedVersion active = activeVersion.get();
        if (log == null && observers.isEmpty()) {
            return answer(active, row, Call.ONE);
        }
        GivenRows given = GivenRows.of(active.model(), row);
        Prediction answered = answer(active, given.rows(), Call.ONE);
        Prediction made = log == null ? answered : log.row(given, answered);
        observers.rows(active, given, List.of(made));
        return made;
    }

    /**
     * Predicts for any number of rows with one version.
     *
     * @param rows the rows, in any form; none give no predictions
     * @return one prediction a row, in their order; all of one version
     * @throws InvalidInputException if a row does not fit the model; the message starts with its index, from 0, and there is no prediction
     * @throws java.io.UncheckedIOException if the source of the rows cannot be read
     * @throws IllegalStateException if the predictor is closed
     */
    public List<Prediction> predict(Rows rows) {
        Objects.requireNonNull(rows, "rows");
        LoadedVersion active = activeVersion.get();
        if (log == null && observers.isEmpty()) {
            return answer(active, rows, Call.MANY);
        }
        GivenRows given = GivenRows.of(active.model(), rows);
        List<Prediction> answered = answer(active, given.rows(), Call.MANY);
        List<Prediction> made = log == null ? answered : log.rows(given, answered);
        observers.rows(active, given, made);
        return made;
    }

    /**
     * Predicts the value of any number of rows with one version, without an object a row.
     *
     * @param rows the rows, in any form, for instance {@code Rows.ofColumns(columns)}
     * @return one value a row, see {@link Prediction#value()}; all of one version
     * @throws InvalidInputException as {@link #predict(Rows)}
     * @throws java.io.UncheckedIOException if the source of the rows cannot be read
     * @throws IllegalStateException if the predictor is closed, or the model predicts several numbers or classes for a row
     */
    public double[] predictValues(Rows rows) {
        Objects.requireNonNull(rows, "rows");
        LoadedVersion active = activeVersion.get();
        if (log == null && observers.isEmpty()) {
            return answer(active, rows, Call.VALUES);
        }
        GivenRows given = GivenRows.of(active.model(), rows);
        Call.ValuesOf made = answer(active, given.rows(), Call.VALUES_OF);
        if (!observers.isEmpty()) {
            observers.rows(active, given, made.predictions());
        }
        if (log != null) {
            log.values(given, made.values, made.provenance);
        }
        return made.values;
    }

    private <I, O> O answer(LoadedVersion active, I input, Call<I, O> call) {
        try {
            return meters != null && meters.times() ? timed(meters, active, input, call) : called(active, input, call);
        } catch (InvalidInputException e) {
            violations.refused(e);
            throw e;
        }
    }

    private <I, O> O timed(PredictMeters timing, LoadedVersion active, I input, Call<I, O> call) {
        long start = timing.start();
        try {
            return called(active, input, call);
        } finally {
            timing.ended(start);
        }
    }

    private <I, O> O called(LoadedVersion active, I input, Call<I, O> call) {
        return guarded == null ? call.counted(active, input) : guarded.answer(active, input, call);
    }

    /**
     * Asks the registry now, on the calling thread, and follows it as the regular check does; a version that was refused before is tried
     * again. Concurrent checks run one after another, so that what was true in the registry before the call is seen by it. An interrupt
     * of the calling thread ends the check as {@link RefreshOutcome.Result#FAILED} and keeps the flag. For a fixed address nothing is asked.
     *
     * @return what it led to; failures come back here and are not thrown
     * @throws IllegalStateException if the predictor is closed, or is closed meanwhile
     */
    public RefreshOutcome refresh() {
        return refresher.check(true);
    }

    /**
     * Asks for a {@link #refresh()} on the predictor's own thread and returns at once, for a webhook whose sender does not wait. What is asked for
     * before such a check starts is answered by that one; what it leads to, the {@link PredictorBuilder#listener listener} and {@link #status()}
     * say. For a fixed address nothing is asked.
     *
     * @throws IllegalStateException if the predictor is closed
     */
    public void requestRefresh() {
        if (activeVersion.isClosed()) {
            throw activeVersion.closedException();
        }
        requested.request();
    }

    /**
     * Ends the quarantine of the version that failed on probation, see {@link Guard}: the next check loads it again, if the registry still names
     * it.
     *
     * @return whether there was one
     */
    public boolean release() {
        return refresher.release();
    }

    /**
     * Appends to the log what became of a row, for instance the price that was paid. Never waits; the log keeps it as a line of its own, which is
     * joined with the prediction by the id.
     *
     * @param id the {@link Prediction#id()}; it may come from another process or an earlier time, and is not looked up
     * @param actual a number, text or boolean
     * @return false if the log's queue is full; the outcome is then counted as lost
     * @throws IllegalArgumentException if the id is blank, or the outcome is of another type
     * @throws IllegalStateException if the predictor has no log or is closed
     */
    public boolean feedback(String id, Object actual) {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(actual, "actual");
        if (log == null) {
            throw new IllegalStateException("the predictor of " + uri + " has no log; give PredictorBuilder.log one");
        }
        if (activeVersion.isClosed()) {
            throw activeVersion.closedException();
        }
        boolean taken = log.outcome(id, actual);
        observers.outcome(id, actual);
        return taken;
    }

    /**
     * Lets an observer see what is answered, for instance a monitor of drift. Each version of the model has an observer of its own, which is made before the version answers, so that
     * no row is taken for one of another version. It is called on the thread of the prediction, after it, and must not wait; what it throws is logged once
     * and never reaches a caller. Rows that are refused are not seen, nor are those that were filled in as a {@link Signature.Row}.
     *
     * @param ofVersion gets the model of a version and the profile of its training data as JSON, null if it was logged without one; gives what
     *     takes the version's rows, by column name, with their predictions. A row is not to be kept or changed. If it throws for a later
     *     version, what that one answers is not observed
     * @return ends the observation
     * @throws RuntimeException what {@code ofVersion} throws for the version that answers now
     */
    public Runnable observe(
            BiFunction<
                            ? super ScoringModel,
                            ? super @Nullable String,
                            ? extends BiConsumer<? super Map<String, ?>, ? super Prediction>>
                    ofVersion) {
        return observers.add(Objects.requireNonNull(ofVersion, "ofVersion"), activeVersion.find());
    }

    /**
     * Lets an observer see what {@link #feedback} is given, on the thread of that call, after it. What it throws is logged once and never reaches the caller.
     *
     * @param observer gets the id of a prediction and what became of it
     * @return ends the observation
     */
    public Runnable observeFeedback(BiConsumer<? super String, Object> observer) {
        return observers.addOfOutcomes(Objects.requireNonNull(observer, "observer"));
    }

    /**
     * Whether a version answers, for a readiness probe. Never waits. Stays true through outages of the registry.
     *
     * @return false before the first version was loaded, see {@link PredictorBuilder#startup(PredictorBuilder.Startup)}, and after
     *     {@link #close()}
     */
    public boolean isReady() {
        return activeVersion.find() != null;
    }

    /**
     * How the predictor is doing. Never waits, and works after {@link #close()} too.
     *
     * @return the state at this moment
     */
    public PredictorStatus status() {
        return refresher.status(log == null ? 0 : log.lost());
    }

    /**
     * The version that answers now. The next prediction may come from another one: what a prediction came from, it says itself.
     *
     * @return the registered version, or 0 for an address that names no registered model
     * @throws IllegalStateException if the predictor is closed
     */
    public int version() {
        return activeVersion.get().id().version();
    }

    /**
     * The columns of the version that answers now.
     *
     * @return the signature
     * @throws IllegalStateException if the predictor is closed
     */
    public Signature signature() {
        return activeVersion.get().model().signature();
    }

    /**
     * What answers now, to be described: its classes, its categories, its steps. What it predicts by itself is not measured, guarded or logged;
     * the next prediction may come from another version.
     *
     * @return the model
     * @throws IllegalStateException if the predictor is closed
     */
    public ScoringModel model() {
        return activeVersion.get().model();
    }

    /**
     * The address the predictor was made with.
     *
     * @return the address
     */
    public String uri() {
        return uri;
    }

    /** Closes the predictor as described above; the second time does nothing. */
    @Override
    public void close() {
        if (activeVersion.close()) {
            events.last(new PredictorEvent.Closed(uri), () -> Closeables.all(owned));
        }
    }

    @Override
    public String toString() {
        PredictorStatus status = status();
        return "Predictor[" + uri + " is " + status.modelName() + "/" + status.modelVersion() + ", " + status.state()
                + "]";
    }
}
