package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.drift.column.CategoryCollector;
import io.github.modelkeel.drift.column.ProfileColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where data come from, and what a value, a line or a column that cannot be read costs: itself, and not the report. */
class SourcesTest {
    private static final String CSV = "n,word\n1,a\n2,b\n3,ä\n";

    @TempDir
    Path directory;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private Path packed(String name, String... members) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream out = Files.newOutputStream(file)) {
            for (String member : members) {
                GZIPOutputStream packed = new GZIPOutputStream(out);
                packed.write(member.getBytes(StandardCharsets.UTF_8));
                packed.finish();
            }
        }
        return file;
    }

    /** Packed bytes of a packed file; a text after numbers is why it is read again. */
    @Test
    void anObserverHearsHowFarAFileIs() throws IOException {
        String rows = "n,word\n" + "1,a\n".repeat(100_000);
        for (Path file :
                List.of(file("plain.csv", rows), packed("packed.csv.gz", rows), file("twice.csv", rows + "x,a\n"))) {
            List<Long> heard = new ArrayList<>();
            CsvOptions options = CsvOptions.builder().delimiter(',').build().withObserver(heard::add);
            Profile read = Profile.ofCsv(file, options.withSignature(Map.of("word", "string")));
            assertThat(read.rows()).isGreaterThanOrEqualTo(100_000);
            long size = Files.size(file);
            assertThat(heard).last().isEqualTo(size);
            assertThat(heard.stream().filter(bytes -> bytes == size).count())
                    .isEqualTo(file.endsWith("twice.csv") ? 2 : 1);
        }
    }

    @Test
    void anObserverHearsHowFarJsonLinesAre() throws IOException {
        String rows = "{\"n\":1,\"word\":\"a\"}\n".repeat(50_000);
        for (Path file : List.of(file("plain.jsonl", rows), packed("packed.jsonl.gz", rows))) {
            List<Long> heard = new ArrayList<>();
            Profile read = Profile.ofJsonLines(file, heard::add);
            assertThat(read.fingerprint()).isEqualTo(Profile.ofJsonLines(file).fingerprint());
            assertThat(heard).isSorted().doesNotHaveDuplicates().last().isEqualTo(Files.size(file));
        }
    }

    @Test
    void aColumnOfAnotherLibraryIsReadValueByValue() {
        double[] numbers = {1.5, Double.NaN, -3, Double.POSITIVE_INFINITY, 1L << 40};
        String[] texts = {"a", null, "NA", "b", "a"};
        Profile read = Profile.builder()
                .number("n", numbers.length, row -> numbers[(int) row])
                .text("t", texts.length, row -> texts[(int) row])
                .build();
        assertThat(read.fingerprint())
                .isEqualTo(Profile.builder()
                        .number("n", numbers)
                        .text("t", texts)
                        .build()
                        .fingerprint());
        assertThat(Profile.builder().number("n", 0, row -> row).build().rows()).isZero();
        Profile.Builder builder = Profile.builder().number("n", 2, row -> row);
        assertThatThrownBy(() -> builder.text("t", 3, row -> "a"))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage("column 't' has 3 values, the columns before it 2");
        for (long size : new long[] {-1, Integer.MAX_VALUE, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> builder.number("m", size, row -> row))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a column has from 0 to 2147483639 values: " + size);
        }
    }

    private static ProfileColumn column(Profile profile, String name) {
        return Objects.requireNonNull(profile.columns().get(name), name);
    }

    private static Map<String, Long> counts(Profile profile, String name) {
        return ((ProfileColumn.Categories) column(profile, name)).counts();
    }

    private static double[] numbers(Profile profile, String name) {
        return ((ProfileColumn.Numbers) column(profile, name)).sorted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"data.csv.gz", "data.csv"})
    void aPackedFileIsReadAsIfItWereNot(String name) throws IOException {
        Profile plain = Profile.ofCsv(file("plain.csv", CSV));
        assertThat(Profile.ofCsv(packed(name, CSV)).fingerprint()).isEqualTo(plain.fingerprint());
        assertThat(Profile.ofCsv(packed(name, "n,word\n1,a\n2,", "b\n3,ä\n")).fingerprint())
                .as("two files put together")
                .isEqualTo(plain.fingerprint());
        StoredProfile stored = StoredProfile.of(plain);
        assertThat(stored.countCsv(packed(name, CSV), CsvOptions.defaults())).isEqualTo(stored.count(plain));
    }

    @Test
    void aPackedFileThatIsCutOffIsAnError() throws IOException {
        byte[] whole = Files.readAllBytes(packed("whole.csv.gz", CSV));
        Path cut = Files.write(directory.resolve("cut.csv.gz"), Arrays.copyOf(whole, whole.length - 12));
        assertThatThrownBy(() -> Profile.ofCsv(cut))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cut.csv.gz cannot be read");
        assertThatThrownBy(() -> Profile.ofJsonLines(cut))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("cut.csv.gz cannot be read");
    }

    @Test
    void jsonLinesAreRows() throws IOException {
        String lines = """
                {"n":1,"word":"a","flag":true,"id":9007199254740993}
                {"word":null,"n":2.5,"flag":false,"id":9007199254740992}

                {"n":-3e2,"word":"NA","tags":["x","y"],"id":1}
                """;
        for (Path file :
                List.of(file("a.jsonl", lines), packed("a.jsonl.gz", lines), file("b.jsonl", "\uFEFF" + lines))) {
            Profile profile = Profile.ofJsonLines(file);
            assertThat(profile.rows()).isEqualTo(3);
            assertThat(profile.columnNames()).containsExactly("n", "word", "flag", "id", "tags");
            assertThat(numbers(profile, "n")).containsExactly(-300, 1, 2.5);
            assertThat(counts(profile, "word")).containsExactly(Map.entry("a", 1L));
            assertThat(column(profile, "word").missing()).isEqualTo(2);
            assertThat(counts(profile, "flag")).containsEntry("true", 1L).containsEntry("false", 1L);
            assertThat(((ProfileColumn.Numbers) column(profile, "id")).whole())
                    .containsExactly(1, 9007199254740992L, 9007199254740993L);
            assertThat(column(profile, "tags").invalid()).isEqualTo(1);
            assertThat(column(profile, "tags").missing()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"n\":1,\"word\":\"cut", "[1,2]", "7", "{\"n\":1,\"n\":2}", "{\"n\":1} {\"n\":2}"})
    void aLineThatIsNotAnObjectCostsItsValues(String stray) throws IOException {
        String good = "{\"n\":1,\"word\":\"a\"}\n".repeat(20);
        Profile profile = Profile.ofJsonLines(file("some.jsonl", good + stray + "\n"));
        assertThat(profile.rows()).isEqualTo(21);
        for (String name : List.of("n", "word")) {
            assertThat(column(profile, name).rows()).isEqualTo(21);
            assertThat(column(profile, name).invalid()).isEqualTo(1);
            assertThat(column(profile, name).missing()).isZero();
        }
        Path most = file("most.jsonl", "{\"n\":1}\n" + stray + "\n");
        assertThatThrownBy(() -> Profile.ofJsonLines(most))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage(most + ", line 2: not a JSON object");
    }

    @Test
    void aRaggedLineCostsItsValues() throws IOException {
        String good = "n,word\n" + "1,a\n2,b\n".repeat(15);
        Profile profile = Profile.ofCsv(file("some.csv", good + "3\n4,c,d\n"));
        assertThat(profile.rows()).isEqualTo(32);
        assertThat(numbers(profile, "n")).hasSize(30);
        assertThat(column(profile, "n").invalid()).isEqualTo(2);
        assertThat(column(profile, "word").invalid()).isEqualTo(2);
        assertThat(column(profile, "word").rows()).isEqualTo(32);
        Path many = file("many.csv", "n,word\n1,a\n2,b\n3\n4,c,d\n");
        assertThatThrownBy(() -> Profile.ofCsv(many))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage(
                        "2 of 4 lines do not fit, the first: " + many + ", line 4: 1 fields where the header has 2");
    }

    @Test
    void aColumnThatIsThereTwiceHasTwoNames() throws IOException {
        Profile profile = Profile.ofCsv(file("twice.csv", "a,a,a.1,a\n1,x,2,3\n"));
        assertThat(profile.columnNames()).containsExactly("a", "a.2", "a.1", "a.3");
        assertThat(numbers(profile, "a.1")).containsExactly(2);
        assertThat(counts(profile, "a.2")).containsKey("x");
        CsvOptions strict = CsvOptions.defaults();
        assertThatThrownBy(() -> strict.open(directory.resolve("twice.csv")))
                .as("to predict from such a file would be a guess")
                .isInstanceOf(InvalidDataException.class)
                .hasMessageEndingWith("the column 'a' is there twice");
    }

    @Test
    void aValueOfAnotherTypeCostsItself() {
        List<@Nullable Object> values = Arrays.asList(1, new byte[] {1}, null, List.of("x"), 2.5);
        Profile profile = Profile.ofColumns(Map.of("n", values, "only", new Object[] {1, Map.of(), Map.of(), 4, 5}));
        assertThat(numbers(profile, "n")).containsExactly(1, 2.5);
        assertThat(column(profile, "n").invalid()).isEqualTo(2);
        assertThat(column(profile, "n").missing()).isEqualTo(1);
        assertThat(column(profile, "only").invalid()).isEqualTo(2);
        Profile nothing = Profile.ofColumns(Map.of("only", new Object[] {Map.of(), Map.of()}));
        assertThat(column(nothing, "only").invalid()).isEqualTo(2);
        ColumnDrift drift = Drift.compare(nothing, nothing).columns().get(0);
        assertThat(drift.state()).isEqualTo(DriftState.UNDECIDED);
        assertThat(drift.reason()).isEqualTo("no value in the reference: 2 values cannot be read");
    }

    /** Rows of a query; a throwable is thrown instead of given. */
    private static ResultSet resultSet(List<String> labels, @Nullable Object[]... rows) {
        int[] at = {-1};
        ResultSetMetaData data = proxy(ResultSetMetaData.class, (self, method, arguments) -> switch (method.getName()) {
            case "getColumnCount" -> labels.size();
            case "getColumnLabel" -> labels.get((Integer) arguments[0] - 1);
            default -> throw new UnsupportedOperationException(method.getName());
        });
        return proxy(ResultSet.class, (self, method, arguments) -> switch (method.getName()) {
            case "getMetaData" -> data;
            case "next" -> ++at[0] < rows.length;
            case "getObject" -> given(rows[at[0]][(Integer) arguments[0] - 1]);
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static @Nullable Object given(@Nullable Object value) throws SQLException {
        if (value instanceof SQLException failure) {
            throw failure;
        }
        return value;
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Test
    void theRowsOfAQueryAreAProfile() throws SQLException {
        Profile profile = Profile.ofResultSet(resultSet(
                List.of("price", "city", "sold", "seen", "price", "photo"),
                new Object[] {new BigDecimal("1.50"), "Ulm", Date.valueOf("2024-02-29"), null, 7L, new byte[1]},
                new @Nullable Object[] {
                    2, null, new SQLDataException("0000-00-00"), Timestamp.valueOf("2024-03-01 10:00:00"), 8L, null
                }));
        assertThat(profile.rows()).isEqualTo(2);
        assertThat(profile.columnNames()).containsExactly("price", "city", "sold", "seen", "price.1", "photo");
        assertThat(numbers(profile, "price")).containsExactly(1.5, 2);
        assertThat(numbers(profile, "price.1")).containsExactly(7, 8);
        assertThat(counts(profile, "city")).containsExactly(Map.entry("Ulm", 1L));
        assertThat(counts(profile, "sold")).containsExactly(Map.entry("2024-02-29", 1L));
        assertThat(column(profile, "sold").invalid()).isEqualTo(1);
        assertThat(counts(profile, "seen")).containsExactly(Map.entry("2024-03-01 10:00:00.0", 1L));
        assertThat(column(profile, "photo").invalid()).isEqualTo(1);
        assertThat(Schema.of(profile).kind("sold")).contains(Schema.Kind.DATE);
        assertThat(Schema.of(profile).kind("seen")).contains(Schema.Kind.DATE);
    }

    @Test
    void aConnectionThatBreaksIsAnError() {
        ResultSet broken =
                resultSet(List.of("n"), new Object[] {1}, new Object[] {new SQLException("connection reset")});
        assertThatThrownBy(() -> Profile.ofResultSet(broken))
                .isInstanceOf(SQLException.class)
                .hasMessage("connection reset");
    }

    @Test
    void ofVeryManyTextsTheFurtherOnesAreOne() {
        CategoryCollector collector = new CategoryCollector();
        for (int i = 0; i < 300_000; i++) {
            collector.add("text " + i);
        }
        collector.add("text 7");
        ProfileColumn.Categories column = collector.toColumn();
        assertThat(column.counts()).hasSize(100_001).containsEntry("text 7", 2L).containsEntry("(other)", 200_000L);
        assertThat(column.values()).isEqualTo(300_001);
    }

    @Test
    void numbersAndTimesAmongVeryManyTextsStayWhatTheyAre() throws IOException {
        String numbers = IntStream.range(0, 150_000).mapToObj(i -> i + ".5\n").collect(Collectors.joining());
        Profile before = Profile.ofCsv(file("numbers.csv", "n\n" + numbers));
        Profile after = Profile.ofCsv(file("mixed.csv", "n\n" + numbers + "?\n"));
        ColumnDrift column = Drift.compare(before, after).columns().get(0);
        assertThat(column.state()).isEqualTo(DriftState.STABLE);
        assertThat(column.current().invalid()).isEqualTo(1);

        CategoryCollector times = new CategoryCollector();
        for (int i = 0; i < 150_000; i++) {
            times.add("2024-01-%02d %02d:%02d:%02d.%d".formatted(1 + i % 28, i / 3600 % 24, i / 60 % 60, i % 60, i));
        }
        ProfileColumn.Categories kept = times.toColumn();
        assertThat(kept.counts()).hasSize(100_420).doesNotContainKey("(other)").containsKey("2024-01-28 03");
        assertThat(Schema.of(new Profile(Map.of("t", kept), 150_000)).kind("t")).contains(Schema.Kind.DATE);
    }
}
