package io.github.modelkeel.feast;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ServerUnavailableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest features of entities from a Feast feature server, by HTTP. Safe for use by multiple threads; one client serves a whole application and
 * needs no closing.
 *
 * <p>A call makes at most one request, for those entities that are not in the cache, and waits no longer than the timeout for the whole answer.
 * Nothing is sent a second time. When Feast cannot be reached, is late, or fails, the rows are made as {@link OnMissing} says, the failure is counted,
 * and the first one of several in a row is logged, at most one a minute: a prediction with defaults is better than none, and {@link FeatureRows#failure()} says that it is
 * one. What is wrong with the question itself fails the call always.
 *
 * <p>Feast answers some wrong questions with the features of others: for the name of an entity instead of its join key, for {@code "7"} and for
 * {@code 7.5} where entities are whole numbers. So each answer must name the entities as the question does, with the same values.
 */
public final class FeastClient implements OnlineFeatures {
    private static final Logger LOG = System.getLogger(FeastClient.class.getName());

    /** A store that fails now and then would fill a log. */
    private static final long WARNING_NANOS = Duration.ofMinutes(1).toNanos();

    private final Question question;
    private final Set<String> requestData;
    private final Substitutes substitutes;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final FeastHttp http;
    private final AnswerReader reader;
    private final FeatureCache cache;
    private final AtomicLong failuresInARow = new AtomicLong();
    private final AtomicLong warnedAt;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final LongAdder requests = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder rows = new LongAdder();
    private final LongAdder rowsWithoutStore = new LongAdder();
    private final LongAdder rowsFromCache = new LongAdder();
    private final LongAdder missingValues = new LongAdder();
    private volatile @Nullable Known known;

    FeastClient(FeastClientBuilder settings) {
        this.question = new Question(settings.service, settings.features, settings.fullFeatureNames);
        this.requestData = settings.requestData;
        this.substitutes = new Substitutes(settings.onMissing, settings.defaults);
        this.timeout = settings.timeout;
        this.nanoTime = settings.nanoTime;
        this.http = new FeastHttp(settings.uri, settings.token);
        this.reader = new AnswerReader(question, requestData, settings.maxAge, settings.clock);
        this.warnedAt = new AtomicLong(nanoTime.getAsLong() - WARNING_NANOS);
        this.cache = new FeatureCache(settings.cacheSize, settings.cacheTime, nanoTime);
    }

    /**
     * Starts a client.
     *
     * @param uri the feature server, such as {@code http://feast:6566}, without user, query and fragment
     * @return a builder
     * @throws IllegalArgumentException if the address is of another form
     */
    public static FeastClientBuilder builder(URI uri) {
        return new FeastClientBuilder(uri);
    }

    /**
     * {@inheritDoc}
     *
     * @param entities the join keys, each with its values: texts, whole numbers or booleans, of the types that the entities have in Feast. What
     *     {@link FeastClientBuilder#requestData} names is among them
     * @return a row for each entity, without the entities' own names
     * @throws IllegalArgumentException if there are not equally many values of each, one is null or of another type, or Feast takes the entities for
     *     others
     * @throws ClientException with the code {@code FEAST_REFUSED} if the question is wrong (no such service, missing request data); with {@code
     *     FEATURE_MISSING} or that of the failure under {@link OnMissing#FAIL}; with {@code INTERRUPTED} if the thread is
     */
    @Override
    public FeatureRows online(Map<String, ? extends List<?>> entities) {
        Entities asked = Entities.of(entities);
        Known before = known;
        if (before != null) {
            before.check(asked, requestData);
        }
        Set<List<Object>> open = new LinkedHashSet<>(asked.keys());
        Map<List<Object>, Map<String, Object>> found = cache.find(open);
        rowsFromCache.add(asked.keys().stream().filter(found::containsKey).count());
        open.removeAll(found.keySet());
        ServerUnavailableException failure = null;
        if (!open.isEmpty()) {
            try {
                found.putAll(ask(asked.only(open), timeout));
            } catch (ServerUnavailableException e) {
                if (substitutes.onMissing() == OnMissing.FAIL) {
                    throw e;
                }
                failure = e;
            }
        }
        List<Map<String, @Nullable Object>> result =
                new ArrayList<>(asked.keys().size());
        for (List<Object> key : asked.keys()) {
            Map<String, Object> features = found.get(key);
            if (features == null) {
                rowsWithoutStore.increment();
            }
            result.add(features == null ? substitutes.row(known) : complete(asked, key, features));
        }
        rows.add(result.size());
        return failure == null ? FeatureRows.of(result) : FeatureRows.instead(result, failure);
    }

    /** A request for entities that differ from each other, and what came of it. */
    private Map<List<Object>, Map<String, Object>> ask(Entities asked, Duration limit) {
        HttpRequest request = http.request(question.of(asked), limit);
        long since = nanoTime.getAsLong();
        requests.increment();
        try {
            HttpResponse<byte[]> answer = http.send(request, limit);
            if (answer.statusCode() != 200) {
                throw FeastFault.of(http.place(), question, answer.statusCode(), answer.body(), known != null);
            }
            Map<List<Object>, Map<String, Object>> read = read(answer.body(), asked);
            cache.put(read, since);
            long before = failuresInARow.getAndSet(0);
            if (before > 0 && warned.getAndSet(false)) {
                LOG.log(Level.INFO, http.place() + " answers again, after " + before + " failures");
            }
            return read;
        } catch (ServerUnavailableException e) {
            failures.increment();
            if (failuresInARow.getAndIncrement() == 0 && isTimeToWarn()) {
                warned.set(true);
                LOG.log(Level.WARNING, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    private boolean isTimeToWarn() {
        long now = nanoTime.getAsLong();
        long last = warnedAt.get();
        return now - last >= WARNING_NANOS && warnedAt.compareAndSet(last, now);
    }

    /** What is not an answer shows a wrong address at first, and later on is what a proxy says instead of Feast. */
    private Map<List<Object>, Map<String, Object>> read(byte[] body, Entities asked) {
        try {
            Known before = known;
            Map<List<Object>, Map<String, Object>> read =
                    reader.read(body, asked, before == null ? List.of() : before.features());
            Map<String, Object> first = read.values().iterator().next();
            if (before == null) {
                substitutes.check(first.keySet(), question);
            }
            known = Known.of(asked, first.keySet());
            return read;
        } catch (ClientException e) {
            if (known != null) {
                throw new ServerUnavailableException(e.errorCode(), e.status(), String.valueOf(e.getMessage()), e);
            }
            throw e;
        }
    }

    /** A row of an answer, without gaps. */
    private Map<String, @Nullable Object> complete(Entities asked, List<Object> key, Map<String, Object> features) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        features.forEach((feature, value) -> {
            if (value instanceof Gap gap) {
                missingValues.increment();
                if (substitutes.onMissing() == OnMissing.FAIL) {
                    throw new ClientException(
                            "FEATURE_MISSING",
                            200,
                            "FEATURE_MISSING " + http.place() + " has no '" + feature + "' for " + asked.words(key)
                                    + ": " + gap.reason(),
                            null);
                }
                row.put(feature, substitutes.of(feature));
            } else {
                row.put(feature, value);
            }
        });
        return row;
    }

    /**
     * Asks once before the service is ready. The first request of a JVM takes longer than a timeout for serving allows, and what is wrong with the
     * settings shows here. Features that are missing are not an error.
     *
     * @param entities an entity or some, as for {@link #online}
     * @param limit for the whole answer
     * @throws ClientException if there is no good answer within the limit
     * @throws IllegalArgumentException as {@link #online} does; if there is no entity, or the limit is less than a millisecond
     */
    public void warmUp(Map<String, ? extends List<?>> entities, Duration limit) {
        Duration checked = FeastClientBuilder.positive("limit", limit);
        Entities asked = Entities.of(entities);
        if (asked.keys().isEmpty()) {
            throw new IllegalArgumentException("a warm-up needs an entity to ask for");
        }
        ask(asked.only(new LinkedHashSet<>(asked.keys())), checked);
    }

    /** {@return what this client has done so far} */
    public FeatureCounts counts() {
        return new FeatureCounts(
                requests.sum(),
                failures.sum(),
                rows.sum(),
                rowsWithoutStore.sum(),
                rowsFromCache.sum(),
                missingValues.sum());
    }
}
