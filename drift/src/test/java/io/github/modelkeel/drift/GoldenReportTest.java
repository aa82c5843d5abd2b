package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.github.modelkeel.drift.DriftOptions.Correction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The JSON reports that earlier builds wrote: today's have the same members and words, and the same profiles have the same fingerprints.
 * A figure with a fraction counts as a figure only, since a JVM may compute its last digit differently. With
 * {@code -Dgolden.update=true} absent files are written; those that are there stay.
 */
class GoldenReportTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/golden-reports/v2");
    private static final int ROWS = 200;

    static Stream<String> names() {
        return reports().keySet().stream();
    }

    private static Map<String, DriftReport> reports() {
        Map<String, DriftReport> reports = new LinkedHashMap<>();
        reports.put("all-kinds", Drift.compare(profile(false), profile(true), options(Correction.BENJAMINI_HOCHBERG)));
        Map<String, @Nullable Object> none = new LinkedHashMap<>();
        none.put("a", null);
        Map<String, @Nullable Object> two = new LinkedHashMap<>(none);
        two.put("b", null);
        reports.put(
                "empty",
                Drift.compare(
                        Profile.ofRows(List.of(none)),
                        Profile.ofRows(List.of(two)),
                        options(Correction.BENJAMINI_HOCHBERG)));
        for (Correction correction : Correction.values()) {
            reports.put(name(correction), Drift.compare(numbers(0), numbers(9), options(correction)));
        }
        return reports;
    }

    private static String name(Correction correction) {
        return switch (correction) {
            case NONE -> "correction-none";
            case BENJAMINI_HOCHBERG -> "correction-benjamini-hochberg";
            case BENJAMINI_YEKUTIELI -> "correction-benjamini-yekutieli";
            case BONFERRONI -> "correction-bonferroni";
        };
    }

    private static DriftOptions options(Correction correction) {
        return DriftOptions.builder().correction(correction).fingerprints(true).build();
    }

    private static Profile numbers(int shift) {
        return Profile.builder().number("n", values(shift)).build();
    }

    private static double[] values(int shift) {
        return IntStream.range(0, ROWS).mapToDouble(i -> i % 20 + shift).toArray();
    }

    private static String[] texts(String... texts) {
        return IntStream.range(0, ROWS).mapToObj(i -> texts[i % texts.length]).toArray(String[]::new);
    }

    /** Every type of a column, kind of a result, change of the schema and alarm. */
    private static Profile profile(boolean later) {
        double[] holes = values(0);
        double[] limits = values(later ? 15 : 0);
        double[] empty = values(0);
        for (int i = 0; i < ROWS; i++) {
            empty[i] = Double.NaN;
            holes[i] = later && i % 2 == 0 ? Double.NaN : holes[i];
            limits[i] = later && i % 50 == 0 ? Double.POSITIVE_INFINITY : limits[i];
        }
        Profile.Builder profile = Profile.builder()
                .number("limits", limits)
                .number("holes", holes)
                .number("empty", empty)
                .text("text", later ? texts("a", "c", "d") : texts("a", "b"))
                .number(later ? "new" : "old", values(0));
        if (later) {
            profile.text("invalid", texts("1", "2", "?"));
        } else {
            profile.number("invalid", values(0));
        }
        return (later ? profile.text("type", texts("x")) : profile.number("type", values(0))).build();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aReportHasTheMembersAndWordsItAlwaysHad(String name) throws IOException {
        String written = Objects.requireNonNull(reports().get(name)).toJson();
        Path file = DIRECTORY.resolve(name + ".json");
        if (Files.notExists(file) && Boolean.getBoolean("golden.update")) {
            Files.createDirectories(DIRECTORY);
            Files.writeString(file, written);
        }
        assertThat(file).as("write it once with -Dgolden.update=true").exists();
        assertHas(Json.parse(written).value(), Json.read(file).value(), name);
    }

    /** Members may have been added; figures are not part of the format. */
    private static void assertHas(@Nullable Object now, @Nullable Object before, String path) {
        if (before instanceof Map<?, ?> members) {
            assertThat(now).as(path).isInstanceOf(Map.class);
            members.forEach((name, member) -> {
                assertThat(((Map<?, ?>) Objects.requireNonNull(now)).containsKey(name))
                        .as(path + "." + name)
                        .isTrue();
                assertHas(Objects.requireNonNull((Map<?, ?>) now).get(name), member, path + "." + name);
            });
        } else if (before instanceof List<?> items) {
            assertThat(now).as(path).isInstanceOf(List.class).asInstanceOf(LIST).hasSameSizeAs(items);
            for (int i = 0; i < items.size(); i++) {
                assertHas(Objects.requireNonNull((List<?>) now).get(i), items.get(i), path + "[" + i + "]");
            }
        } else if (before instanceof Double figure && figure != Math.rint(figure)) {
            assertThat(now).as(path).isInstanceOf(Double.class);
        } else if (before instanceof Double count) {
            assertThat((Double) now).as(path).isCloseTo(count, offset(1e-9));
        } else {
            assertThat(now).as(path).isEqualTo(before);
        }
    }

    @Test
    void everyKindIsInAFile() throws IOException {
        String text = Files.readString(DIRECTORY.resolve("all-kinds.json"))
                + Files.readString(DIRECTORY.resolve("empty.json"));
        for (ColumnType type : ColumnType.values()) {
            assertThat(text)
                    .contains("\"type\" : \"" + type.type().saved() + '"')
                    .contains("_type\" : \"" + type.type().upperCase() + '"');
        }
        for (SchemaChange.Kind kind : SchemaChange.Kind.values()) {
            assertThat(text).contains("\"kind\" : \"" + ReportNames.of(kind) + '"');
        }
        for (DataQualityIssue.Kind kind : DataQualityIssue.Kind.values()) {
            assertThat(text).contains("\"kind\" : \"" + ReportNames.of(kind) + '"');
        }
        assertThat(text).contains("\"kind\" : \"scored\"", "\"kind\" : \"not_applicable\"");
        assertThat(text).contains("\"name\" : \"kolmogorov_smirnov\"", "\"name\" : \"chi_square\"");
    }
}
