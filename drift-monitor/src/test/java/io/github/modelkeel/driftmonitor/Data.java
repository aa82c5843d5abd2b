package io.github.modelkeel.driftmonitor;

import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.Schema;
import io.github.modelkeel.drift.StoredProfile;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Rows of every kind of column, and what is compared of profiles. */
final class Data {
    private static final List<String> TOWNS = List.of("Basel", "Bern", "Chur", "Genf");

    private Data() {}

    /** A clock that a test moves. */
    static final class Clock implements TimeSource {
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        long nanos;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public long nanos() {
            return nanos;
        }
    }

    /** Rows that are as the reference. */
    static List<Map<String, @Nullable Object>> rows(long seed, int count) {
        return rows(seed, count, 0);
    }

    /** Rows whose area moved by standard deviations. */
    static List<Map<String, @Nullable Object>> rows(long seed, int count, double shift) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, @Nullable Object> row = new HashMap<>();
            row.put("area", 100 + 20 * (random.nextGaussian() + shift));
            row.put("rooms", random.nextInt(1, 9));
            row.put("town", TOWNS.get(random.nextInt(TOWNS.size())));
            row.put("zip", 8000 + random.nextInt(20));
            row.put("garage", random.nextBoolean());
            row.put("sold", LocalDate.ofEpochDay(random.nextInt(20_000, 20_100)).toString());
            row.put("id", "house-" + random.nextLong());
            rows.add(row);
        }
        return rows;
    }

    /** The same with what goes wrong in production. */
    static List<Map<String, @Nullable Object>> dirty(long seed, int count) {
        List<Map<String, @Nullable Object>> rows = rows(seed, count);
        SplittableRandom random = new SplittableRandom(seed);
        @Nullable Object[] bad = bad();
        for (Map<String, @Nullable Object> row : rows) {
            for (String column : List.copyOf(row.keySet())) {
                int chance = random.nextInt(60);
                if (chance < bad.length) {
                    row.put(column, bad[chance]);
                } else if (chance == bad.length) {
                    row.remove(column);
                }
            }
            if (random.nextInt(10) == 0) {
                row.put("new" + random.nextInt(3), random.nextBoolean() ? 1 : "x");
            }
        }
        return rows;
    }

    static @Nullable Object[] bad() {
        return new @Nullable Object[] {
            null,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            "NA",
            "  ",
            "no number",
            "12.5",
            true,
            -0.0,
            0,
            1,
            1.0f,
            0.1f,
            1L << 40,
            List.of(1),
            "Zug",
            "8001.0",
            "2026-02-30",
            LocalDate.EPOCH,
            'x',
            Double.MAX_VALUE
        };
    }

    static StoredProfile reference() {
        Profile profile = Profile.ofRows(rows(1, 5000));
        return StoredProfile.of(profile, Schema.of(profile).with("zip", Schema.Kind.CATEGORY));
    }

    /** The same columns of which one has whole numbers alone, and the categories of one an order. */
    static StoredProfile declaredReference() {
        Profile profile = Profile.ofRows(rows(1, 5000));
        Schema schema = Schema.of(profile)
                .with("rooms", Schema.Kind.INTEGER)
                .with("area", Schema.Kind.INTEGER)
                .withOrder("town", List.of("Zug", "Genf", "Chur", "Bern", "Basel"))
                .withOrder("zip", List.of("8003", "8002", "8001", "8000.0"));
        return StoredProfile.of(profile, schema);
    }

    /** All that decides: everything but moments. */
    static String counts(StoredProfile profile) {
        return profile.toJson()
                .replaceAll("\"moments\" *: *\\{[^}]*}", "")
                .replaceAll("\"edges\" *: *\\[[^]]*]", "")
                .replaceAll("\\s+\"count\"", "\"count\"");
    }
}
