package io.github.modelkeel.feast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FeatureCacheTest {
    private static final Duration TIME = Duration.ofNanos(100);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 50); // the JVM's clock may overflow

    private static List<Object> key(long id) {
        return List.of(id);
    }

    private static Map<List<Object>, Map<String, Object>> row(long id, Object value) {
        return Map.of(key(id), Map.of("a", value));
    }

    private static List<List<Object>> keys(long... ids) {
        return LongStream.of(ids).mapToObj(FeatureCacheTest::key).toList();
    }

    @Test
    void anEntryEndsWithItsTimeAlsoBehindOneThatLivesLonger() {
        FeatureCache cache = new FeatureCache(10, TIME, now::get);
        cache.put(row(1, "late"), now.get());
        cache.put(row(2, "asked for earlier, answered later"), now.get() - 60);
        assertThat(cache.find(keys(1, 2, 3))).containsOnlyKeys(keys(1, 2));
        now.addAndGet(40);
        assertThat(cache.find(keys(1, 2))).containsOnlyKeys(keys(1));
        now.addAndGet(60);
        assertThat(cache.find(keys(1, 2))).isEmpty();
    }

    @Test
    void theOldestGoesForRoomAndANewerAnswerStays() {
        FeatureCache cache = new FeatureCache(2, TIME, now::get);
        cache.put(row(1, "a"), now.get());
        cache.put(row(2, "b"), now.get());
        cache.put(row(1, "c"), now.get() + 1);
        cache.put(row(1, "of a slower request"), now.get());
        assertThat(cache.find(keys(1))).isEqualTo(row(1, "c"));
        cache.put(row(3, "d"), now.get() + 2);
        assertThat(cache.find(keys(1, 2, 3))).containsOnlyKeys(keys(1, 3));
    }

    @Test
    void aCacheOfNothingKeepsNothing() {
        FeatureCache cache = new FeatureCache(0, TIME, now::get);
        cache.put(row(1, "a"), now.get());
        assertThat(cache.find(keys(1))).isEmpty();
    }

    /** Each value is its entity's, and there are never more than allowed, whatever threads do. */
    @Test
    void manyThreadsSeeOnlyWhatBelongsToAnEntity() throws InterruptedException, ExecutionException {
        FeatureCache cache = new FeatureCache(50, TIME, now::get);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                SplittableRandom random = new SplittableRandom(thread);
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 20_000; i++) {
                        long id = random.nextLong(200);
                        cache.put(row(id, id), now.get());
                        cache.find(keys(id, id + 1, id + 2))
                                .forEach((key, row) -> assertThat(row.get("a")).isEqualTo(key.get(0)));
                        now.incrementAndGet();
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(cache.find(
                        LongStream.range(0, 200).mapToObj(FeatureCacheTest::key).toList()))
                .hasSizeLessThanOrEqualTo(50);
    }
}
