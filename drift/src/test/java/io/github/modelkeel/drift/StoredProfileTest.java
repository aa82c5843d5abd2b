package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.drift.report.ReportData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredProfileTest {
    private static final int ROWS = 3000;

    @TempDir
    private Path directory;

    private static List<Map<String, @Nullable Object>> rows(long seed, int count, double move) {
        Random random = new Random(seed);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            double z = random.nextGaussian();
            row.put("normal", random.nextInt(50) == 0 ? null : z + move);
            row.put("zeros", random.nextInt(3) == 0 ? 0.0 : Math.exp(z));
            row.put("heavy", i % 700 == 0 ? Double.POSITIVE_INFINITY : z / Math.abs(random.nextGaussian()));
            row.put("flag", random.nextInt(20) == 0 ? 1 : 0);
            row.put("truth", random.nextBoolean());
            row.put("count", (int) Math.round(3 + z));
            row.put("word", random.nextInt(100) == 0 ? "rare " + random.nextInt(2000) : "word " + random.nextInt(8));
            row.put("id", "row " + seed + " " + i);
            row.put("day", "2026-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(10));
            row.put("none", null);
            rows.add(row);
        }
        return rows;
    }

    private static StoredProfile reference() {
        return StoredProfile.of(Profile.ofRows(rows(1, ROWS, 0)));
    }

    private static StoredProfile merged(StoredProfile reference, List<Map<String, @Nullable Object>> rows, int parts) {
        List<List<Map<String, @Nullable Object>>> split = IntStream.range(0, parts)
                .mapToObj(i -> new ArrayList<Map<String, @Nullable Object>>())
                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
        Random random = new Random(parts);
        rows.forEach(row -> split.get(random.nextInt((parts + 1) / 2)).add(row)); // half of the parts are empty
        Collections.shuffle(split, random);
        return split.stream()
                .map(part -> reference.count(Profile.ofRows(part)))
                .reduce(reference.empty(), StoredProfile::merge);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "7, 0", "64, 0", "1, 0.5", "7, 0.5", "64, 0.5"})
    void aMergedProfileGivesTheVerdictOfOneMachineWhateverTheSplit(int parts, double move) {
        StoredProfile reference = reference();
        List<Map<String, @Nullable Object>> rows = rows(2, ROWS, move);

        StoredProfile whole = reference.count(Profile.ofRows(rows));
        StoredProfile merged = merged(reference, rows, parts);

        assertThat(counts(merged)).isEqualTo(counts(whole));
        DriftReport one = Drift.compare(reference, whole, DriftOptions.defaults());
        DriftReport other = Drift.compare(reference, merged, DriftOptions.defaults());
        assertThat(other.state()).isEqualTo(one.state()).isNotEqualTo(DriftState.UNDECIDED);
        assertThat(withoutFingerprints(other)).isEqualTo(withoutFingerprints(one));
        assertThat(one.column("normal").orElseThrow().state() == DriftState.STABLE)
                .isEqualTo(move == 0);
    }

    /** These are of moments too. */
    private static String withoutFingerprints(DriftReport report) {
        return report.toJson().replaceAll("\"fingerprint\":\"\\w+\"", "");
    }

    /** All but moments, which are equal up to rounding. */
    private static String counts(StoredProfile profile) {
        return profile.toJson().replaceAll("\"(mean|squares)\":[^,]+,", "");
    }

    @Test
    void itIsReadBackEqual() {
        StoredProfile reference = reference();
        Path file = directory.resolve("models/profile.json");
        reference.write(file);

        StoredProfile read = StoredProfile.read(file);

        assertThat(read).isEqualTo(reference).hasSameHashCodeAs(reference);
        assertThat(read.toJson()).isEqualTo(reference.toJson());
        assertThat(read.schema()).isEqualTo(reference.schema());
        assertThat(read.schema().columns())
                .containsEntry("normal", Schema.Kind.NUMBER)
                .containsEntry("truth", Schema.Kind.BOOLEAN)
                .containsEntry("word", Schema.Kind.CATEGORY)
                .containsEntry("id", Schema.Kind.IDENTIFIER)
                .containsEntry("day", Schema.Kind.DATE)
                .containsEntry("none", Schema.Kind.UNKNOWN);
        assertThat(read).isNotEqualTo(reference.empty());
        StoredProfile current = reference.count(Profile.ofRows(rows(3, 100, 1)));
        assertThat(StoredProfile.ofJson(current.toJson())).isEqualTo(current);
    }

    @Test
    void countsAloneAreEnoughWhereTheReferenceIs() {
        StoredProfile reference = reference();
        List<Map<String, @Nullable Object>> rows = rows(3, 200, 1);
        rows.forEach(row -> row.remove("word"));
        rows.get(7).put("colour", "red");
        for (int count : new int[] {0, 1, 200}) {
            StoredProfile part = reference.count(Profile.ofRows(rows.subList(0, count)));
            StoredProfile elsewhere = StoredProfile.ofJson(reference.toJson());
            assertThat(elsewhere.withCounts(part.counts())).isEqualTo(part);
            assertThat(elsewhere.withCounts(part.counts()).toJson()).isEqualTo(part.toJson());
            assertThat(part.counts().length).isLessThan(50 * (count + 5));
        }
        StoredProfile texts = StoredProfile.of(
                Profile.builder().text("é\u0000\ud83d\ude00", "ü", "").build());
        StoredProfile unseen = texts.count(Profile.builder()
                .text("é\u0000\ud83d\ude00", "ä".repeat(100_000), "ü")
                .build());
        assertThat(texts.withCounts(unseen.counts())).isEqualTo(unseen);
    }

    @Test
    void countsThatAreDamagedOrOfAnotherReferenceAreRefused() {
        StoredProfile reference = reference();
        byte[] counts = reference.count(Profile.ofRows(rows(3, 200, 1))).counts();
        for (int length = 0; length < counts.length; length++) {
            byte[] cut = Arrays.copyOf(counts, length);
            assertThatThrownBy(() -> reference.withCounts(cut))
                    .isInstanceOf(InvalidDataException.class)
                    .hasMessageContaining("cut off or changed");
        }
        assertThatThrownBy(() -> reference.withCounts(Arrays.copyOf(counts, counts.length + 1)))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("trailing data");
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] changed = counts.clone();
            changed[random.nextInt(counts.length)] = (byte) random.nextInt();
            try {
                reference.withCounts(changed);
            } catch (InvalidDataException e) {
                assertThat(e).hasMessageContaining("counts");
            }
        }
        StoredProfile other = StoredProfile.of(Profile.ofRows(rows(9, ROWS, 0)));
        assertThatThrownBy(() -> other.withCounts(counts))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("of another reference");
    }

    @Test
    void itJudgesAsTheRowsDo() {
        Profile before = Profile.ofRows(rows(1, ROWS, 0));
        for (double move : new double[] {0, 0.25, 2}) {
            Profile after = Profile.ofRows(rows(2, ROWS, move));
            DriftReport rows = Drift.compare(before, after);
            DriftReport stored = Drift.compare(StoredProfile.of(before), after);
            assertThat(stored.state()).as(stored.summary()).isEqualTo(rows.state());
            for (ColumnDrift column : rows.columns()) {
                ColumnDrift other = stored.column(column.name()).orElseThrow();
                assertThat(other.state()).as(column.name()).isEqualTo(column.state());
                assertThat(other.reference()).as(column.name()).isEqualTo(column.reference());
                assertThat(other.current()).as(column.name()).isEqualTo(column.current());
                assertThat(other.outOfRangeShare()).as(column.name()).isEqualTo(column.outOfRangeShare());
                if (column.state() != DriftState.NOT_SCORED) {
                    assertThat(other.unseenShare()).as(column.name()).isEqualTo(column.unseenShare());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.5, 5})
    void theTestOfTheRowsIsBetweenWhatTheBinsSay(double move) {
        for (int count : new int[] {5, 60, 2_000, 20_000}) {
            Profile before = Profile.ofRows(rows(1, 20_000, 0));
            Profile after = Profile.ofRows(rows(2, count, move));
            DriftReport rows = Drift.compare(before, after);
            DriftReport stored = Drift.compare(StoredProfile.of(before), after);
            for (String name : List.of("normal", "zeros", "heavy", "count", "flag")) {
                DriftTest exact = ks(rows, name);
                DriftTest bins = ks(stored, name);
                double most = figure(bins, "max_statistic");
                double least = figure(bins, "min_p_value");
                assertThat(exact.statistic()).as(name).isBetween(bins.statistic(), most);
                assertThat(exact.pValue()).as(name).isBetween(least, bins.pValue());
                assertThat(most - bins.statistic()).as(name).isLessThan(0.002);
                if (List.of("count", "flag").contains(name)) {
                    assertThat(most).as("%s, of few values", name).isEqualTo(exact.statistic());
                }
                assertThat(exact.figures()).doesNotContainKey("max_statistic");
            }
        }
    }

    private static double figure(DriftTest test, String name) {
        return Objects.requireNonNull(test.figures().get(name)).doubleValue();
    }

    private static DriftTest ks(DriftReport report, String column) {
        return report.column(column).orElseThrow().kolmogorovSmirnov().orElseThrow();
    }

    @Test
    void aSchemaOfOnesOwnIsKept() {
        Profile data = Profile.builder().number("code", 1, 2, 3, 3).build();
        StoredProfile profile = StoredProfile.of(data, Schema.of(data).with("code", Schema.Kind.IDENTIFIER));

        assertThat(StoredProfile.ofJson(profile.toJson()).schema().kind("code")).contains(Schema.Kind.IDENTIFIER);
        assertThat(Drift.compare(profile, data).column("code").orElseThrow().state())
                .isEqualTo(DriftState.NOT_SCORED);
    }

    @Test
    void schemaChangesAreFoundInCountsToo() {
        double[] numbers = new Random(1).doubles(100).toArray();
        StoredProfile reference = StoredProfile.of(
                Profile.builder().number("a", numbers).number("b", numbers).build());
        Profile current = Profile.builder()
                .text("a", Collections.nCopies(100, "x"))
                .number("c", numbers)
                .build();

        StoredProfile counted =
                reference.empty().merge(reference.count(current)).merge(reference.empty());
        DriftReport report = Drift.compare(reference, counted, DriftOptions.defaults());

        assertThat(report.state()).isEqualTo(DriftState.DRIFTED);
        assertThat(report.schemaChanges())
                .extracting(SchemaChange::message)
                .containsExactlyInAnyOrder("a: NUMBER became TEXT", "b: removed (NUMBER)", "c: added (NUMBER)");
        assertThat(StoredProfile.ofJson(counted.toJson())).isEqualTo(counted);
    }

    @Test
    void noRowsAreUndecided() {
        StoredProfile reference = reference();
        assertThat(Drift.compare(reference, reference.empty(), DriftOptions.defaults())
                        .state())
                .isEqualTo(DriftState.UNDECIDED);
    }

    @Test
    void floatsOfTheLiveSideAreTheSameNumbers() {
        double[] prices =
                new Random(5).ints(500, 0, 1000).mapToDouble(i -> i / 10.0).toArray();
        StoredProfile reference =
                StoredProfile.of(Profile.builder().number("price", prices).build());
        List<Float> live =
                Arrays.stream(prices).mapToObj(price -> (float) price).toList();

        DriftReport report = Drift.compare(reference, Profile.ofColumns(Map.of("price", live)));

        assertThat(report.content().columns().get(0).scored()).isNotNull();
        assertThat(report.columns().get(0).score().orElseThrow().psi()).isZero();
    }

    /** In every part, whatever the other lines of the part are. */
    @Test
    void csvIsReadByTheSchemaOfTheReference() throws IOException {
        Path before = Files.writeString(directory.resolve("a.csv"), "code\n" + "007\n008\nE11\n".repeat(40));
        Path after = Files.writeString(directory.resolve("b.csv"), "code\n" + "007\n008\n".repeat(60));
        StoredProfile reference = StoredProfile.of(Profile.ofCsv(before));

        StoredProfile counted = reference.countCsv(after, CsvOptions.defaults());

        assertThat(Drift.compare(reference, counted, DriftOptions.defaults())
                        .column("code")
                        .orElseThrow()
                        .unseenShare())
                .hasValue(0);
        Path without = Files.writeString(directory.resolve("c.csv"), "other\n1\n");
        assertThat(Drift.compare(reference, reference.countCsv(without, CsvOptions.defaults()), DriftOptions.defaults())
                        .schemaChanges())
                .extracting(SchemaChange::message)
                .contains("code: removed (TEXT)");
    }

    /** Which of very many unseen categories are kept depends on their names alone. */
    @Test
    void unseenCategoriesAreCappedTheSameWayInEverySplit() {
        List<String> texts =
                new Random(4).ints(40_000, 0, 15_000).mapToObj(i -> "t" + i).toList();
        StoredProfile reference = StoredProfile.of(
                Profile.builder().text("c", Collections.nCopies(100, "a")).build());

        StoredProfile whole = reference.count(Profile.builder().text("c", texts).build());
        StoredProfile merged = reference.empty();
        for (int i = 0; i < 64; i++) {
            List<String> part = texts.subList(i * 625, (i + 1) * 625);
            merged = reference.count(Profile.builder().text("c", part).build()).merge(merged);
        }

        assertThat(merged).isEqualTo(whole);
        assertThat(merged.toJson()).contains("\"other\":").doesNotContain("\"other\":0");
        assertThat(merged.rows()).isEqualTo(40_000);
    }

    @Test
    void aProfileIsBoundedWhateverTheRows() {
        Random random = new Random(3);
        Profile large = Profile.builder()
                .number("x", random.doubles(200_000).toArray())
                .text(
                        "text",
                        random.ints(200_000, 0, 50_000).mapToObj(i -> "t" + i).toList())
                .build();

        assertThat(StoredProfile.of(large).toJson().length()).isLessThan(70_000);
    }

    @Test
    void whatWasCountedByAnotherReferenceIsRejected() {
        StoredProfile one =
                StoredProfile.of(Profile.builder().number("x", 1, 2, 3).build());
        StoredProfile other =
                StoredProfile.of(Profile.builder().number("x", 1, 2, 4).build());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> one.empty().merge(other.empty()))
                .withMessageContaining("column 'x' has other bins");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Drift.compare(one, other, DriftOptions.defaults()))
                .withMessageContaining("column 'x'")
                .withMessageContaining("counted by another reference");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Drift.compare(one, one, DriftOptions.evidentlyDefaults()))
                .withMessageContaining("need the rows");
    }

    /** Written by the first build of format version 1; every later build reads it. */
    @Test
    void theGoldenFileIsRead() throws IOException {
        String golden = golden();
        StoredProfile read = StoredProfile.ofJson(golden);

        assertThat(read.rows()).isEqualTo(60);
        assertThat(read.schema().columns())
                .containsExactly(
                        Map.entry("x", Schema.Kind.NUMBER),
                        Map.entry("truth", Schema.Kind.BOOLEAN),
                        Map.entry("word", Schema.Kind.CATEGORY),
                        Map.entry("day", Schema.Kind.DATE),
                        Map.entry("id", Schema.Kind.IDENTIFIER),
                        Map.entry("text", Schema.Kind.TEXT),
                        Map.entry("none", Schema.Kind.UNKNOWN));
        assertThat(read.missing("x")).contains(5L);
        assertThat(read.toJson()).isEqualToIgnoringWhitespace(golden);
        String later = ",\"day_width\".*?\"hours\":\\[[0-9,]*]"; // which that build did not count
        assertThat(goldenProfile().toJson().replaceAll("\\s", "").replaceAll(later, ""))
                .isEqualTo(golden.replaceAll("\\s", ""));
        ReportData report = Drift.compare(read, read, DriftOptions.defaults()).content();
        assertThat(report.columns()).hasSize(7);
    }

    static StoredProfile goldenProfile() {
        Profile.Builder builder = Profile.builder();
        builder.number(
                "x",
                IntStream.range(0, 60)
                        .mapToDouble(i -> i % 12 == 0 ? Double.NaN : i == 7 ? Double.NEGATIVE_INFINITY : i / 4.0)
                        .toArray());
        builder.text("truth", texts(i -> i % 3 == 0 ? "True" : "False"));
        builder.text("word", texts(i -> "word " + i % 4));
        builder.text("day", texts(i -> "2026-0" + (1 + i % 9) + "-11"));
        builder.text("id", texts(i -> "row " + i));
        builder.text("text", texts(i -> "text " + i / 2));
        builder.text("none", texts(i -> ""));
        Profile profile = builder.build();
        return StoredProfile.of(profile, Schema.of(profile).with("text", Schema.Kind.TEXT));
    }

    /** Written by the first build that had integers and ordered categories. */
    @Test
    void theGoldenFileOfLaterKindsIsRead() throws IOException {
        String golden = golden("kinds.json");
        StoredProfile read = StoredProfile.ofJson(golden);

        assertThat(read.schema())
                .isEqualTo(Schema.empty()
                        .with("rooms", Schema.Kind.INTEGER)
                        .withOrder("size", List.of("S", "M", "L", "XL")));
        assertThat(read.toJson()).isEqualToIgnoringWhitespace(golden);
        assertThat(read).isEqualTo(laterKinds());
        String withoutOrder = golden.replaceAll(",\\{\"value\":\"[MLX]+\",\"count\":[0-9]+}", "");
        assertThatThrownBy(() -> StoredProfile.ofJson(withoutOrder))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("'columns[1].categories': expected two or more categories in their order");
    }

    /** Written by the first build that counted days, months and hours. */
    @Test
    void theGoldenFileOfDatesIsRead() throws IOException {
        String golden = golden("dates.json");
        StoredProfile read = StoredProfile.ofJson(golden);

        assertThat(read.takenAt()).hasValue(Instant.parse("2026-11-01T03:00:00Z"));
        assertThat(read.toJson()).isEqualToIgnoringWhitespace(golden);
        assertThat(read).isEqualTo(goldenDates());
        assertThat(Drift.compare(read, read, DriftOptions.defaults()).content().columns())
                .hasSize(2);
    }

    static StoredProfile goldenDates() {
        Profile profile = Profile.builder()
                .takenAt(Instant.parse("2026-11-01T03:00:00Z"))
                .text(
                        "ordered",
                        texts(i -> i == 9 ? "soon" : "2026-0" + (1 + i % 9) + "-11T" + (10 + i % 7) + ":30:00"))
                .text("born", texts(i -> i == 3 ? "" : 1950 + i % 50 + "-07-0" + (1 + i % 4)))
                .build();
        return StoredProfile.of(profile, Schema.of(profile).with("ordered", Schema.Kind.DATE));
    }

    static StoredProfile laterKinds() {
        Profile profile = Profile.builder()
                .number("rooms", 60, i -> i == 9 ? 2.5 : i % 4)
                .text("size", texts(i -> i == 9 ? "?" : i % 3 == 0 ? "L" : i % 3 == 1 ? "S" : "M"))
                .build();
        return StoredProfile.of(
                profile,
                Schema.of(profile).with("rooms", Schema.Kind.INTEGER).withOrder("size", List.of("S", "M", "L", "XL")));
    }

    private static List<String> texts(IntFunction<String> text) {
        return IntStream.range(0, 60).mapToObj(text).toList();
    }

    private static String golden() throws IOException {
        return golden("profile.json");
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = StoredProfileTest.class.getResourceAsStream("/golden-profiles/v1/" + name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 50, 500, 2000})
    void aFileThatIsCutOffIsRejected(int kept) throws IOException {
        Path file = Files.writeString(directory.resolve("cut.json"), golden().substring(0, kept));

        assertThatThrownBy(() -> StoredProfile.read(file))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("cut.json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format_version\":1 | \"format_version\":2 | format version 2, this build reads version 1",
                "\"format_version\":1 | \"format_version\":\"1\" | 'format_version': expected a whole number, found 1",
                "\"format\":\"modelkeel-profile\" | \"format\":\"other\" | 'format': expected \"modelkeel-profile\", found other",
                "\"rows\":60 | \"rows\":-60 | 'rows': expected a count of 0 or more, found -60",
                "\"rows\":60 | \"rows\":61 | column 'x' counts 60 rows, the profile 61",
                "\"mean\":7 | \"mean\":NaN,\"m\":7 | not valid JSON",
                "\"mean\":7 | \"mean\":\"NaN\",\"m\":7 | 'columns[0].moments.mean': expected a finite number, found NaN",
                "\"mean\":7 | \"mean\":1e999,\"m\":7 | 'columns[0].moments.mean': expected a finite number",
                "\"edges\":[ | \"edges\":[1e9, | 'columns[0].edges': expected ascending numbers",
                "\"counts\":[ | \"counts\":[0, | 'columns[0].counts': expected",
                "\"counts\":[ | \"counts\":[0.5, | 'columns[0].counts': expected a whole number",
                "\"kind\":\"category\" | \"kind\":\"colour\" | 'columns[2].kind': expected number",
                "\"name\":\"truth\" | \"name\":\"x\" | 'columns[1].name': expected a column that was not there before",
                "\"columns\":[ | \"rows\":60,\"columns\":[ | the member 'rows' is there twice",
                "\"categories\":[ | \"categories\":[7, | 'columns[1].categories[0]': expected an object"
            })
    void aFileThatWasChangedIsRejected(String found, String replacement, String message) throws IOException {
        String changed = golden().replaceFirst(Pattern.quote(found), replacement);
        assertThat(changed).isNotEqualTo(golden());

        assertThatThrownBy(() -> StoredProfile.ofJson(changed))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theProfileOfAModelIsAmongItsFiles(@TempDir Path model) {
        StoredProfile profile =
                StoredProfile.of(Profile.builder().number("x", 1, 2, 3).build());
        assertThatThrownBy(() -> StoredProfile.ofModel(model))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage(model + ": no profile.json among the model's files; log the model with"
                        + " ModelOptions.withProfile(profile.toJson())");
        profile.write(model.resolve("profile.json"));
        assertThat(StoredProfile.ofModel(model)).isEqualTo(profile);
    }
}
