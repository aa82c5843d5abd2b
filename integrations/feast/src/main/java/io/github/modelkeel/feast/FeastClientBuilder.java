package io.github.modelkeel.feast;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link FeastClient}. The defaults: a timeout of 200 ms, values of any age, {@link OnMissing#NULL}, no cache, no token. What is
 * asked for must be set: a {@link #service} or {@link #features}. Not thread-safe.
 */
public final class FeastClientBuilder {
    private static final int MAX_CACHED = 10_000_000;
    private static final Duration MIN_TIME = Duration.ofMillis(1);
    private static final Duration MAX_TIME = Duration.ofDays(1);
    private static final Duration MAX_AGE = Duration.ofDays(36_500);

    final URI uri;
    final InstantSource clock;
    final LongSupplier nanoTime;

    @Nullable String service;

    List<String> features = List.of();
    boolean fullFeatureNames;
    Set<String> requestData = Set.of();
    Duration timeout = Duration.ofMillis(200);

    @Nullable Duration maxAge;

    OnMissing onMissing = OnMissing.NULL;
    Map<String, ?> defaults = Map.of();
    int cacheSize;
    Duration cacheTime = Duration.ZERO;

    @Nullable Supplier<String> token;

    FeastClientBuilder(URI uri) {
        this(uri, InstantSource.system(), System::nanoTime);
    }

    /** With other clocks, for tests. */
    FeastClientBuilder(URI uri, InstantSource clock, LongSupplier nanoTime) {
        this.uri = checked(Objects.requireNonNull(uri, "uri"));
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    private static URI checked(URI uri) {
        String scheme = String.valueOf(uri.getScheme());
        if ((!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https"))
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("uri must be http(s)://HOST:PORT, without user, query and fragment"
                    + (uri.getHost() == null ? ", and with a host name that Java accepts: no underscore" : ""));
        }
        return uri;
    }

    /**
     * Asks for the features of a feature service.
     *
     * @param name its name
     * @return this builder
     */
    public FeastClientBuilder service(String name) {
        if (Objects.requireNonNull(name, "name").isBlank()) {
            throw new IllegalArgumentException("the name of the feature service must not be blank");
        }
        service = name;
        return this;
    }

    /**
     * Asks for features one by one.
     *
     * @param references each a view and a feature, such as {@code profile:income}
     * @return this builder
     */
    public FeastClientBuilder features(String... references) {
        for (String reference : Objects.requireNonNull(references, "references")) {
            if (!reference.matches("[^:]+:[^:]+")) {
                throw new IllegalArgumentException(
                        "a feature is named by its view and its name, as in profile:income: " + reference);
            }
        }
        features = List.of(references);
        return this;
    }

    /**
     * Whether features are called {@code view__feature}, as they were in training if its data had these names. Features of two views that have one name
     * need it.
     *
     * @param full false by default
     * @return this builder
     */
    public FeastClientBuilder fullFeatureNames(boolean full) {
        fullFeatureNames = full;
        return this;
    }

    /**
     * What on-demand feature views need of the request: given to {@link FeastClient#online} among the entities, for each of them.
     *
     * @param names the names in their request sources
     * @return this builder
     */
    public FeastClientBuilder requestData(String... names) {
        requestData = Set.of(Objects.requireNonNull(names, "names"));
        return this;
    }

    /**
     * How long a call waits for the whole answer.
     *
     * @param limit from a millisecond to a day; 200 ms by default
     * @return this builder
     */
    public FeastClientBuilder timeout(Duration limit) {
        timeout = positive("timeout", limit);
        return this;
    }

    /**
     * The age from which a value counts as missing. Feast itself serves a value of any age, whatever the view's {@code ttl}. Values that an on-demand
     * feature view computes have no age.
     *
     * @param age positive, at most 36,500 days; by default values of any age are used
     * @return this builder
     */
    public FeastClientBuilder maxAge(Duration age) {
        if (Objects.requireNonNull(age, "age").isNegative() || age.isZero() || age.compareTo(MAX_AGE) > 0) {
            throw new IllegalArgumentException(
                    "maxAge must be positive and at most " + MAX_AGE.toDays() + " days: " + age);
        }
        maxAge = age;
        return this;
    }

    /**
     * What a model gets for a feature that has no value.
     *
     * @param what {@link OnMissing#NULL} by default
     * @return this builder
     */
    public FeastClientBuilder onMissing(OnMissing what) {
        onMissing = Objects.requireNonNull(what, "what");
        return this;
    }

    /**
     * The values for {@link OnMissing#DEFAULT}.
     *
     * @param values by the names that the features have in answers
     * @return this builder
     */
    public FeastClientBuilder defaults(Map<String, ?> values) {
        defaults = Map.copyOf(Objects.requireNonNull(values, "values"));
        return this;
    }

    /**
     * Keeps features of the entities that were read last, so that calls for them make no request. Those that Feast does not know are kept too, failures
     * are not. There is no cache by default.
     *
     * @param entities how many at most, 1 to 10,000,000
     * @param time how long each, at most a day; the age of a value grows by it
     * @return this builder
     */
    public FeastClientBuilder cache(int entities, Duration time) {
        if (entities < 1 || entities > MAX_CACHED) {
            throw new IllegalArgumentException(
                    "the number of entities in the cache must be from 1 to " + MAX_CACHED + ": " + entities);
        }
        cacheTime = positive("the time in the cache", time);
        cacheSize = entities;
        return this;
    }

    /**
     * Sends a token as {@code Authorization: Bearer} with each request.
     *
     * @param supplier gives the token that is valid now; asked before each request, outside its timeout, so it should be fast; safe for use by multiple threads
     * @return this builder
     */
    public FeastClientBuilder bearerToken(Supplier<String> supplier) {
        token = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * Checks the settings together. Nothing is sent.
     *
     * @return the client
     * @throws IllegalArgumentException if both a service and features are asked for, or neither; or if there are defaults without {@link
     *     OnMissing#DEFAULT}, or the reverse
     */
    public FeastClient build() {
        if ((service == null) == features.isEmpty()) {
            throw new IllegalArgumentException("set either service or features, as that is what is asked for");
        }
        if ((onMissing == OnMissing.DEFAULT) == defaults.isEmpty()) {
            throw new IllegalArgumentException("set both onMissing(DEFAULT) and defaults, or neither");
        }
        return new FeastClient(this);
    }

    static Duration positive(String name, Duration duration) {
        Objects.requireNonNull(duration, name);
        if (duration.compareTo(MIN_TIME) < 0 || duration.compareTo(MAX_TIME) > 0) {
            throw new IllegalArgumentException(name + " must be from a millisecond to a day: " + duration);
        }
        return duration;
    }
}
