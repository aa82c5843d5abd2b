package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.modelkeel.drift.Drift;
import io.github.modelkeel.drift.DriftOptions;
import io.github.modelkeel.drift.Profile;
import io.github.modelkeel.drift.Schema;
import io.github.modelkeel.drift.StoredProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file {@code docs/python/modelkeel_profile.py} makes and reads the same profiles as Java, to the last bit. */
class ProfileFromPythonTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int ROWS = 2_500;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS) // Python reads NaN and Infinity as they are
            .build();

    @TempDir
    private Path work;

    /** Every kind of column, and what is hard to read about it; the current data move, lack a column and have another one. */
    private static Map<String, List<@Nullable Object>> columns(boolean later) {
        SplittableRandom random = new SplittableRandom(later ? 2 : 1);
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        columns.put("x", values(i -> i % 50 == 0 ? null : random.nextGaussian() + (later ? 0.5 : 0)));
        columns.put("zeros", values(i -> i % 3 == 0 ? 0.0 : i % 3 == 1 ? -0.0 : 1e3 * random.nextDouble()));
        columns.put("few", values(i -> later && i == 7 ? (Object) "?" : i % 12 / 4.0));
        columns.put(
                "infinite",
                values(i -> i % 40 == 0 ? Double.POSITIVE_INFINITY : i == 5 ? Double.NEGATIVE_INFINITY : i));
        columns.put("floats", values(i -> later ? i % 700 / 10.0 : (double) (float) (i % 700 / 10.0)));
        columns.put("index", values(i -> i + (later ? 10_000 : 0)));
        columns.put("rooms", values(i -> later && i % 9 == 0 ? 2.5 : later ? 1.0 + i % 6 : 1 + i % 6));
        columns.put("size", values(i -> i % 11 == 0 ? "?" : i % 3 == 0 ? "L" : i % 3 == 1 ? "S" : "M"));
        columns.put("grade", values(i -> later ? i % 5 + ".0" : 1 + i % 4));
        columns.put("code", values(i -> 10_000 + i % (later ? 9 : 8)));
        columns.put("flag", values(i -> later ? i % 2 : i % 3 == 0 ? "True" : "False"));
        columns.put("word", values(i -> i % 9 == 0 ? "NA" : i % 10 == 0 ? " " : "wörd 𝄞 " + i % (later ? 7 : 5)));
        columns.put("plant", values(i -> i % 6 == 0 ? "E11" : later ? i % 6 + ".0" : "" + i % 6));
        columns.put("day", values(i -> LocalDate.of(2025, 1, 1).plusDays(i % 300) + (later ? "T10:00" : "")));
        columns.put("born", values(i -> LocalDate.of(1900, 1, 1).plusDays(i * (later ? 7L : 13L)) + ""));
        columns.put("id", values(i -> "row " + (later ? -i : i)));
        columns.put("words", values(i -> "text " + i / 2));
        columns.put("none", values(i -> null));
        columns.put(later ? "new" : "old", values(i -> i % 5));
        return columns;
    }

    private static List<@Nullable Object> values(IntFunction<@Nullable Object> value) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            values.add(value.apply(i));
        }
        return values;
    }

    @Test
    void pythonMakesReadsAndCountsTheSameProfiles() throws IOException {
        PythonEnvironment python = PythonEnvironment.orSkip();
        JSON.writeValue(work.resolve("reference.json").toFile(), columns(false));
        JSON.writeValue(work.resolve("current.json").toFile(), columns(true));
        Profile reference = Profile.ofColumns(columns(false));
        Schema schema = Schema.of(reference)
                .with("code", Schema.Kind.CATEGORY)
                .with("words", Schema.Kind.TEXT)
                .with("rooms", Schema.Kind.INTEGER)
                .withOrder("size", List.of("S", "M", "L", "XL"))
                .withOrder("grade", List.of("4", "3", "2", "1"));
        StoredProfile stored = StoredProfile.of(reference, schema);
        stored.write(work.resolve("java-profile.json"));
        Path folder = Checkout.root().resolve("docs/python").toAbsolutePath();

        JsonNode said = python.run("profile_steps.py", work, LIMIT, Map.of(), folder.toString());

        assertThat(said.path("columns").asInt()).isEqualTo(columns(false).size());
        assertThat(said.path("error").asText()).contains("the columns differ in length");
        assertThat(said.path("order").asText()).contains("column 'a': an order has two or more different categories");
        assertThat(said.path("unordered").asText()).isEqualTo("category");
        assertThat(said.path("kinds").toString())
                .isEqualTo("{\"size\":[\"S\",\"M\",\"L\",\"XL\"],\"grade\":[\"4\",\"3\",\"2\",\"1\"]}");
        assertThat(StoredProfile.read(work.resolve("python-profile.json"))).isEqualTo(stored);
        assertThat(StoredProfile.read(work.resolve("read-again.json"))).isEqualTo(stored);
        StoredProfile current = StoredProfile.read(work.resolve("python-current.json"));
        assertThat(current).isEqualTo(stored.count(Profile.ofColumns(columns(true))));
        assertThat(Drift.compare(stored, current, DriftOptions.defaults()).columns())
                .hasSize(columns(false).size());
    }
}
