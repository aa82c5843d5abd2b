package io.github.modelkeel.serving;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.model.InputPolicy;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.registry.ModelVerifier;
import io.github.modelkeel.registry.RegistryBuilder;
import io.github.modelkeel.serving.history.LastKnownGood;
import io.github.modelkeel.serving.history.LastKnownGoodFile;
import io.github.modelkeel.serving.history.NothingRemembered;
import io.github.modelkeel.serving.history.QuarantineStore;
import io.github.modelkeel.serving.log.LogWriter;
import io.github.modelkeel.serving.source.Address;
import io.github.modelkeel.serving.source.ClassPathSource;
import io.github.modelkeel.serving.source.Closeables;
import io.github.modelkeel.serving.source.DirectorySource;
import io.github.modelkeel.serving.source.LocalModel;
import io.github.modelkeel.serving.source.RegistrySource;
import io.github.modelkeel.serving.time.OnRequest;
import io.github.modelkeel.serving.time.Scheduler;
import io.github.modelkeel.serving.time.SerialTasks;
import io.github.modelkeel.serving.time.TimeLimiter;
import io.github.modelkeel.serving.time.TimeSource;
import io.github.modelkeel.serving.version.LoadedVersion;
import io.github.modelkeel.serving.version.Loader;
import io.github.modelkeel.serving.version.ModelCache;
import io.github.modelkeel.serving.version.VersionCounts;
import io.github.modelkeel.serving.version.VersionSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link Predictor}. By default: the registry and the cache directory of the environment, a check every 30 seconds (shifted by
 * chance by up to a fifth), 10 seconds to look an address up, 10 minutes to load a version, 1000 predictions to warm it up, rows
 * whose values have the columns' types, records and beans whose properties have the columns' names, a first version before {@link #load()}
 * returns, predictions without scores, no meters, no log. Not thread-safe.
 */
public final class PredictorBuilder {
    private static final Duration RETRY_REFUSED_AFTER = Duration.ofSeconds(30);
    private static final Duration LAZY_PAUSE = Duration.ofSeconds(10);

    private final String uri;
    private final Address address;
    private @Nullable ClientConfig config;
    private UnaryOperator<RegistryBuilder> registrySettings = builder -> builder;
    private @Nullable MeterRegistry meterRegistry;
    private @Nullable String meterModel;
    private Duration refreshEvery = Duration.ofSeconds(30);
    private Duration registryTimeout = Duration.ofSeconds(10);
    private Duration loadTimeout = Duration.ofMinutes(10);
    private int warmUp = 1000;
    private InputPolicy inputPolicy = InputPolicy.TYPED;
    private boolean scores;
    private UnaryOperator<ScoringModel> propertyRules = model -> model;
    private Startup startup = Startup.FAIL_FAST;
    private Sampling timing = Sampling.all();
    private @Nullable Guard guard;
    private @Nullable Fallback fallback;
    private @Nullable Consumer<? super PredictorEvent> listener;
    private @Nullable RollbackAction onRollback;
    private @Nullable ModelVerifier verifier;
    private @Nullable PredictionLog log;

    /** What {@link #load()} does about the first version. Immutable, as every enum is. */
    public enum Startup {
        /** It is loaded before {@code load()} returns; where that fails, {@code load()} throws. */
        FAIL_FAST,
        /**
         * {@code load()} returns at once and sends no request. The first prediction loads the version and waits for it, others wait with it; where
         * that fails, it throws what {@code load()} would, and the next attempt is made by a prediction ten seconds later or after it.
         */
        LAZY,
        /**
         * One attempt is made before {@code load()} returns. Where it fails, for whatever reason, {@code load()} returns nevertheless and
         * attempts go on in the background, a second later at first and up to half a minute apart. Until one succeeds, predictions throw
         * {@link ModelUnavailableException}.
         */
        RETRY
    }

    PredictorBuilder(String uri) {
        this.address = Address.parse(Objects.requireNonNull(uri, "uri"));
        this.uri = uri;
    }

    /**
     * The registry, the credentials and the cache directory. Its retries are those of downloads; a look-up is repeated by the next check.
     *
     * @param config the configuration
     * @return this builder
     */
    public PredictorBuilder config(ClientConfig config) {
        this.config = Objects.requireNonNull(config, "config");
        return this;
    }

    /**
     * Serves only models that are signed with a trusted key. A version whose signature is missing or wrong is refused like one that cannot be
     * loaded; also the last known good version on disk must be signed.
     *
     * @param verifier says who is trusted
     * @return this builder
     */
    public PredictorBuilder requireSignedBy(ModelVerifier verifier) {
        Objects.requireNonNull(verifier, "verifier");
        this.registrySettings = builder -> builder.requireSignedBy(verifier);
        this.verifier = verifier;
        return this;
    }

    /**
     * How often the registry is asked whether the address moved. No effect on an address that cannot move.
     *
     * @param interval the time between two checks; zero for none but those of {@link Predictor#refresh()}
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public PredictorBuilder refreshEvery(Duration interval) {
        if (Objects.requireNonNull(interval, "interval").isNegative()) {
            throw new IllegalArgumentException("refreshEvery must not be negative: " + interval);
        }
        this.refreshEvery = interval;
        return this;
    }

    /**
     * Where to count and time, for example a Prometheus registry. All meters have the tags {@code model} and {@code uri}. Two predictors of one
     * address in one meter registry would share them: share the predictor instead, or give each a name by {@link #meterRegistry(MeterRegistry, String)}.
     *
     * <ul>
     *   <li>the counter {@code ml.predictions} of rows ({@code version}, {@code outcome}: success, invalid_input, error, fallback), and the gauge
     *       {@code ml.model.info}, always 1 ({@code version}, {@code digest}, {@code format}, which is the flavor), of the last three versions that were loaded;
     *   <li>the timer {@code ml.prediction.duration} of calls, with buckets from a microsecond to a second;
     *   <li>the counter {@code ml.input.violations} of values that break a rule ({@code kind}, {@code outcome}: refused, accepted);
     *   <li>the counter {@code ml.model.refresh} of checks ({@code outcome}: unchanged, swapped, failed, refused, held_back), and the gauge {@code
     *       ml.model.staleness} in seconds;
     *   <li>with a guard or a fallback the gauge {@code ml.guard.state} (0 closed, 1 half open, 2 open) and the counters {@code ml.model.rollbacks} and
     *       {@code ml.prediction.fallbacks};
     *   <li>with a log the counter {@code ml.prediction.log} of lines ({@code outcome}: written, queue_full, failed).
     * </ul>
     *
     * @param registry the meter registry; it stays open when the predictor closes
     * @return this builder
     */
    public PredictorBuilder meterRegistry(MeterRegistry registry) {
        this.meterRegistry = Objects.requireNonNull(registry, "registry");
        this.meterModel = null;
        return this;
    }

    /**
     * Where to count and time, under a name of this predictor's own, for instance of a second predictor of one address that has another input policy.
     *
     * @param registry the meter registry, as for {@link #meterRegistry(MeterRegistry)}
     * @param model not blank; the tag {@code model} of all meters, instead of the model's name
     * @return this builder
     * @throws IllegalArgumentException if the name is blank
     */
    public PredictorBuilder meterRegistry(MeterRegistry registry, String model) {
        if (Objects.requireNonNull(model, "model").isBlank()) {
            throw new IllegalArgumentException("the name of the model must not be blank");
        }
        this.meterRegistry = Objects.requireNonNull(registry, "registry");
        this.meterModel = model;
        return this;
    }

    /**
     * Which calls are timed. What is counted is counted for every call.
     *
     * @param sampling the calls, for example {@code Sampling.oneIn(64)}; by default all
     * @return this builder
     */
    public PredictorBuilder timing(Sampling sampling) {
        this.timing = Objects.requireNonNull(sampling, "sampling");
        return this;
    }

    /**
     * How long the registry may take to say what the address names, retries included. A start that has a version on disk ready turns to it
     * earlier, after a second and a half.
     *
     * @param timeout the time
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public PredictorBuilder registryTimeout(Duration timeout) {
        this.registryTimeout = positive("registryTimeout", timeout);
        return this;
    }

    /**
     * How long a version may take from the start of the download until it could answer.
     *
     * @param timeout the time
     * @return this builder
     * @throws IllegalArgumentException if it is not positive
     */
    public PredictorBuilder loadTimeout(Duration timeout) {
        this.loadTimeout = positive("loadTimeout", timeout);
        return this;
    }

    /**
     * How many predictions a version makes of its own example rows before it takes over, so that the JVM has compiled the path. The first version
     * of a predictor makes them beside its first answers, which are slow rather than late.
     *
     * @param predictions the number; 0 for none
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public PredictorBuilder warmUp(int predictions) {
        if (predictions < 0) {
            throw new IllegalArgumentException("warmUp must not be negative: " + predictions);
        }
        this.warmUp = predictions;
        return this;
    }

    /**
     * What is asked of the rows' values, see {@link InputPolicy}. What a tolerant policy lets pass is counted, see
     * {@link #meterRegistry(MeterRegistry)}.
     *
     * @param inputPolicy the policy
     * @return this builder
     */
    public PredictorBuilder inputPolicy(InputPolicy inputPolicy) {
        this.inputPolicy = Objects.requireNonNull(inputPolicy, "inputPolicy");
        return this;
    }

    /**
     * Which column a record's component or a bean's property belongs to; by default the one of its own name. See
     * {@link ScoringModel#withPropertyNames}.
     *
     * @param columnOf the column's name of a property's name, called once a property, class and version
     * @return this builder
     */
    public PredictorBuilder propertyNames(UnaryOperator<String> columnOf) {
        Objects.requireNonNull(columnOf, "columnOf");
        return propertyRule(model -> model.withPropertyNames(columnOf));
    }

    /**
     * Names of properties may differ from those of columns in case, underscores, hyphens, dots and blanks, as {@code yearBuilt} and
     * {@code year_built} do; by default they may not. See {@link ScoringModel#withRelaxedPropertyNames()}.
     *
     * @return this builder
     */
    public PredictorBuilder relaxedPropertyNames() {
        return propertyRule(ScoringModel::withRelaxedPropertyNames);
    }

    /**
     * Properties of records and beans without a column are ignored; by default the model's rule for unknown columns holds. See
     * {@link ScoringModel#ignoringExtraProperties()}.
     *
     * @return this builder
     */
    public PredictorBuilder ignoreExtraProperties() {
        return propertyRule(ScoringModel::ignoringExtraProperties);
    }

    private PredictorBuilder propertyRule(UnaryOperator<ScoringModel> rule) {
        UnaryOperator<ScoringModel> before = propertyRules;
        propertyRules = model -> rule.apply(before.apply(model));
        return this;
    }

    /**
     * What happens when the first version cannot be loaded, for instance because the registry is down while the service starts; by default
     * {@link Startup#FAIL_FAST}.
     *
     * @param startup what {@link #load()} does
     * @return this builder
     */
    public PredictorBuilder startup(Startup startup) {
        this.startup = Objects.requireNonNull(startup, "startup");
        return this;
    }

    /**
     * Whether predictions hold the model's scores, see {@link Prediction#decisionFunction()} and {@link Prediction#scoreSamples()}. By
     * default they do not; a prediction with scores costs as much more as computing them does.
     *
     * @param scores true for predictions with scores; a model that has none answers as without
     * @return this builder
     */
    public PredictorBuilder scores(boolean scores) {
        this.scores = scores;
        return this;
    }

    /**
     * Watches whether a version fails in service, and gives the service back to the version before when a new one does.
     *
     * @param guard when that is; {@link Guard#standard()} says what it means. By default there is none
     * @return this builder
     */
    public PredictorBuilder guard(Guard guard) {
        this.guard = Objects.requireNonNull(guard, "guard");
        return this;
    }

    /**
     * Answers calls where the model fails, or its guard is open.
     *
     * @param fallback what answers; by default nothing, and the failure reaches the caller
     * @return this builder
     */
    public PredictorBuilder fallback(Fallback fallback) {
        this.fallback = Objects.requireNonNull(fallback, "fallback");
        return this;
    }

    /**
     * Hears what happens to the predictor.
     *
     * @param listener is given one event after another; by default there is none
     * @return this builder
     */
    public PredictorBuilder listener(Consumer<? super PredictorEvent> listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Does something beside when a guard gave the service back to the version before, for example {@code registry::rollback}, which moves the
     * alias from the failed version once, however many instances ask for it.
     *
     * @param action what to do; by default nothing, and the alias stays
     * @return this builder
     */
    public PredictorBuilder onRollback(RollbackAction action) {
        this.onRollback = Objects.requireNonNull(action, "action");
        return this;
    }

    /**
     * Writes down each answered row.
     *
     * @param log where, and what of it; by default nothing is written
     * @return this builder
     * @throws IllegalArgumentException if a file may become larger than half of what all may take
     */
    public PredictorBuilder log(PredictionLog log) {
        Objects.requireNonNull(log, "log").requireFits();
        this.log = log;
        return this;
    }

    private static Duration positive(String name, Duration value) {
        if (Objects.requireNonNull(value, name).isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
        return value;
    }

    /**
     * Loads the version that the address names, as {@link Predictor} describes, and starts to follow it.
     *
     * @return a predictor that is ready to answer
     * @throws io.github.modelkeel.client.ResourceNotFoundException if the registry answers that there is no such version
     * @throws ModelUnavailableException if the registry gives no usable answer and this machine has no version of the address
     * @throws ModelNotLoadableException if the version must not or cannot answer and this machine has no other version of the address
     * @throws IllegalArgumentException if the {@link PredictionLog} names a column that the version does not have
     */
    public Predictor load() {
        return load(wiring());
    }

    private Wiring wiring() {
        TimeLimiter timeLimiter = TimeLimiter.named("modelkeel-load " + uri);
        Scheduler scheduler = Scheduler.onThread("modelkeel-poll " + uri);
        if (address instanceof Address.InRegistry named) {
            ClientConfig chosen = config == null ? ClientConfig.fromEnvironment() : config;
            String registry = RegistrySource.identity(chosen);
            return new Wiring(
                    RegistrySource.open(named.uri(), chosen, registrySettings),
                    registry,
                    ModelCache.shared(),
                    new LastKnownGoodFile(chosen.cacheDirectory(), registry, uri),
                    new QuarantineStore(chosen.cacheDirectory(), registry, uri),
                    timeLimiter,
                    scheduler,
                    TimeSource.real());
        }
        LocalModel local = new LocalModel(verifier);
        VersionSource source = address instanceof Address.InDirectory directory
                ? new DirectorySource(directory, local)
                : new ClassPathSource((Address.OnClassPath) address, local);
        return new Wiring(
                source,
                verifier == null ? "this machine" : "this machine, signed",
                verifier == null ? ModelCache.shared() : new ModelCache(),
                new NothingRemembered(),
                new QuarantineStore(),
                timeLimiter,
                scheduler,
                TimeSource.real());
    }

    /** The same with given parts; they belong to the predictor, or are closed when there will be none. */
    Predictor load(Wiring wiring) {
        ViolationCounts violations = new ViolationCounts();
        String named = meterModel == null ? address.modelName() : meterModel;
        PredictMeters meters = meterRegistry == null ? null : new PredictMeters(meterRegistry, timing, named, uri);
        Observers observers = new Observers();
        ActiveVersion activeVersion = slot(violations, meters, observers, wiring.timeSource());
        SerialTasks tasks = new SerialTasks(wiring.scheduler());
        Events events = new Events(listener, tasks);
        List<AutoCloseable> owned = new ArrayList<>(List.of(wiring.scheduler(), wiring.timeLimiter(), wiring.source()));
        try {
            Refresher refresher = new Refresher(setup(wiring), activeVersion, events);
            GuardedCalls guarded = guarded(activeVersion, refresher, tasks, wiring);
            if (meters != null) {
                owned.add(meters);
                meters.watch(refresher, violations, guarded);
            }
            start(refresher, activeVersion, wiring);
            LoggedCalls logged = logged(activeVersion.find(), meters, owned, wiring);
            return new Predictor(
                    uri,
                    activeVersion,
                    refresher,
                    new Predictor.Company(
                            guarded,
                            new OnRequest(() -> refresher.checkUnheard(true), wiring.scheduler()),
                            events,
                            owned),
                    new Predictor.Counting(violations, meters, logged, observers));
        } catch (RuntimeException | Error e) {
            activeVersion.close();
            Closeables.all(owned);
            throw e;
        }
    }

    private @Nullable LoggedCalls logged(
            @Nullable LoadedVersion first, @Nullable PredictMeters meters, List<AutoCloseable> owned, Wiring wiring) {
        if (log == null) {
            return null;
        }
        if (first != null) {
            log.requireColumnsOf(first.id().label(), first.model().signature());
        }
        LogWriter writer = LogWriter.start(log.settings(), uri, wiring.timeSource());
        owned.add(writer);
        if (meters != null) {
            meters.watch(writer.counts());
        }
        return new LoggedCalls(writer, log.readsInputs());
    }

    private @Nullable GuardedCalls guarded(
            ActiveVersion activeVersion, Refresher refresher, SerialTasks tasks, Wiring wiring) {
        if (guard == null && fallback == null) {
            return null;
        }
        Probation probation = new Probation(
                guard == null ? Guard.standard() : guard,
                activeVersion,
                wiring.failedInService(),
                tasks,
                wiring.timeSource());
        if (guard != null) {
            refresher.guardedBy(probation, onRollback);
        }
        return new GuardedCalls(
                activeVersion, probation, guard, fallback == null ? null : fallback.substitute(), wiring.timeSource());
    }

    private ActiveVersion slot(
            ViolationCounts violations, @Nullable PredictMeters meters, Observers observers, TimeSource timeSource) {
        Guard guarding = guard;
        InputPolicy asked = inputPolicy;
        UnaryOperator<ScoringModel> matched = propertyRules;
        boolean withScores = scores;
        PredictionLog logging = startup == Startup.FAIL_FAST ? null : log;
        return new ActiveVersion(uri, version -> {
            ScoringModel model = matched.apply(version.model().withInputPolicy(asked, violations::tolerated));
            if (logging != null) {
                logging.warnOfOtherColumns(version.id().label(), model.signature());
            }
            VersionCounts counts = meters == null ? null : meters.loaded(version);
            LoadedVersion prepared = version.with(
                    withScores ? model.withScores() : model,
                    guarding == null ? null : guarding.newBreaker(timeSource.nanos()),
                    counts);
            observers.prepare(prepared);
            return prepared;
        });
    }

    private void start(Refresher refresher, ActiveVersion activeVersion, Wiring wiring) {
        Runnable follow = () -> follow(refresher, wiring);
        switch (startup) {
            case FAIL_FAST -> {
                refresher.start();
                follow.run();
            }
            case LAZY -> {
                refresher.whenStarted(follow);
                activeVersion.whenEmpty(() -> refresher.startForCaller(LAZY_PAUSE));
            }
            case RETRY -> {
                refresher.whenStarted(follow);
                activeVersion.whenEmpty(() -> {
                    throw refresher.notLoaded();
                });
                new FirstLoad(refresher, wiring.scheduler(), wiring.timeSource()).tryNow();
            }
        }
    }

    private void follow(Refresher refresher, Wiring wiring) {
        if (!refresher.isAnswerDue()) {
            poll(refresher, wiring);
            return;
        }
        wiring.scheduler().after(1, () -> {
            try {
                refresher.checkUnheard(false);
            } finally { // also without memory to say what failed
                poll(refresher, wiring);
            }
        });
    }

    private void poll(Refresher refresher, Wiring wiring) {
        if (wiring.source().canMove() && !refreshEvery.isZero()) {
            new Poller(refresher, refreshEvery, wiring.scheduler(), wiring.timeSource()).start();
        }
    }

    private Setup setup(Wiring wiring) {
        Loader.Limits limits = new Loader.Limits(registryTimeout, loadTimeout, warmUp);
        return new Setup(
                uri,
                address.modelName(),
                wiring.source(),
                new Loader(uri, wiring.registry(), wiring.cache(), wiring.timeLimiter(), limits),
                wiring.lastKnownGood(),
                wiring.timeSource(),
                refreshEvery.isZero() ? RETRY_REFUSED_AFTER : refreshEvery,
                wiring.failedInService(),
                Call::prepare);
    }

    /**
     * The parts that touch the world.
     *
     * @param source where versions come from
     * @param registry which registry that is
     * @param cache loaded versions
     * @param lastKnownGood what was served last, on disk
     * @param failedInService what was rolled back, on disk
     * @param timeLimiter does what blocks
     * @param scheduler wakes the poller
     * @param timeSource time and chance
     */
    record Wiring(
            VersionSource source,
            String registry,
            ModelCache cache,
            LastKnownGood lastKnownGood,
            QuarantineStore failedInService,
            TimeLimiter timeLimiter,
            Scheduler scheduler,
            TimeSource timeSource) {}
}
