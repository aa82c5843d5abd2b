package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference decides what a column is, and the current data are read as that. */
class SchemaTest {
    private static final int ROWS = 300;

    private static Profile rows(java.util.function.IntFunction<Object> value) {
        return Profile.ofRows(IntStream.range(0, ROWS)
                .mapToObj(i -> Map.of("c", value.apply(i)))
                .toList());
    }

    private static ColumnDrift compare(Profile reference, Profile current) {
        return Drift.compare(reference, current).columns().get(0);
    }

    private static void assertStable(Profile reference, Profile current) {
        ColumnDrift column = compare(reference, current);
        assertThat(column.state()).as(column.reason()).isEqualTo(DriftState.STABLE);
        assertThat(column.current().invalid()).isZero();
        assertThat(column.score().orElseThrow().psi()).isZero();
    }

    @Test
    void oneBooleanHasManySpellings() {
        Profile java = rows(i -> i % 3 == 0);
        for (List<Object> spelling : List.<List<Object>>of(
                List.of("True", "False"),
                List.of("TRUE", "FALSE"),
                List.of(1, 0),
                List.of(1.0, 0.0),
                List.of("1", "0"),
                List.of("1.0", "0.0"))) {
            assertStable(java, rows(i -> spelling.get(i % 3 == 0 ? 0 : 1)));
        }
        ColumnDrift other = compare(java, rows(i -> i % 3 == 0 ? "yes" : "True"));
        assertThat(other.state()).isEqualTo(DriftState.DRIFTED);
        assertThat(other.current().invalid()).isEqualTo(100);
    }

    @Test
    void oneCodeHasTwoSpellings() {
        assertStable(rows(i -> i % 7 == 0 ? "E11" : "" + i % 7), rows(i -> i % 7 == 0 ? "E11" : i % 7 + ".0"));
        assertStable(rows(i -> i % 7 == 0 ? "E11" : i % 7 + ".0"), rows(i -> i % 7 == 0 ? "E11" : "" + i % 7));
        ColumnDrift numbers = compare(rows(i -> i % 9 == 0 ? "E11" : "" + i % 9), rows(i -> i % 9));
        assertThat(numbers.state()).isEqualTo(DriftState.DRIFTED);
        assertThat(numbers.type()).isEqualTo(ColumnType.TEXT);
        assertThat(numbers.unseenShare().orElseThrow()).isEqualTo(34.0 / 300);
    }

    /** Postcodes and the like: numbers on both sides, and 9 is not between 8 and 10. */
    @Test
    void numbersCanBeDeclaredToBeCategories() {
        Profile before = rows(i -> 10_000 + i % 8);
        Profile after = rows(i -> i % 8 == 0 ? "20000.0" : (Object) (10_000 + i % 8));
        Schema schema = Schema.of(before).with("c", Schema.Kind.CATEGORY);
        DriftOptions options = DriftOptions.builder().schema(schema).build();
        ColumnDrift same = Drift.compare(before, before, options).columns().get(0);
        assertThat(same.type()).isEqualTo(ColumnType.TEXT);
        assertThat(same.state()).isEqualTo(DriftState.STABLE);
        StoredProfile stored = StoredProfile.of(before, schema);
        for (DriftReport report : List.of(
                Drift.compare(before, after, options),
                Drift.compare(stored, stored.count(after), DriftOptions.defaults()))) {
            assertThat(report.columns().get(0).unseenShare().orElseThrow()).isEqualTo(38.0 / 300);
            assertThat(report.columns().get(0).state()).isEqualTo(DriftState.DRIFTED);
        }
        assertThat(Drift.compare(stored, stored.count(before), DriftOptions.defaults())
                        .state())
                .isEqualTo(DriftState.STABLE);
    }

    @Test
    void aTextAmongNumbersIsInvalidAndTheOthersAreCompared() {
        ColumnDrift one = compare(rows(i -> i % 10 + 0.5), rows(i -> i == 7 ? "?" : (Object) (i % 10 + 0.5)));
        assertThat(one.state()).isEqualTo(DriftState.STABLE);
        assertThat(one.type()).isEqualTo(ColumnType.NUMBER);
        assertThat(one.current().invalid()).isEqualTo(1);
        ColumnDrift moved = compare(rows(i -> i % 10 + 0.5), rows(i -> i == 7 ? "?" : (Object) (i % 10 + 50.5)));
        assertThat(moved.state()).isEqualTo(DriftState.DRIFTED);
        ColumnDrift many = compare(rows(i -> i % 10 + 0.5), rows(i -> i % 4 == 0 ? "?" : (Object) (i % 10 + 0.5)));
        assertThat(many.state()).isEqualTo(DriftState.DRIFTED);
        assertThat(many.reason()).startsWith("invalid values: 0.00% before, 25.0% now");
        assertThat(many.issues()).extracting(DataQualityIssue::kind).contains(DataQualityIssue.Kind.INVALID_VALUES);
    }

    @Test
    void floatsAndDoublesAreComparedOnTheGridOfFloats() {
        double[] doubles =
                IntStream.range(0, ROWS).mapToDouble(i -> i % 50 / 10.0).toArray();
        float[] floats = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            floats[i] = (float) doubles[i];
        }
        assertStable(Profile.ofColumns(Map.of("c", doubles)), Profile.ofColumns(Map.of("c", floats)));
        assertStable(Profile.ofColumns(Map.of("c", floats)), Profile.ofColumns(Map.of("c", doubles)));
    }

    @Test
    void whatOnlyGrowsOrIsAllDifferentIsNotScored() {
        ColumnDrift index = compare(rows(i -> i), rows(i -> i + ROWS));
        assertThat(index.state()).isEqualTo(DriftState.NOT_SCORED);
        assertThat(index.reason()).startsWith("whole numbers that only grow or only fall");
        assertThat(compare(rows(i -> -3L * i), rows(i -> i)).state()).isEqualTo(DriftState.NOT_SCORED);
        ColumnDrift names = compare(rows(i -> "id-" + i), rows(i -> "id-" + (i + ROWS)));
        assertThat(names.state()).isEqualTo(DriftState.NOT_SCORED);
        assertThat(compare(rows(i -> i * 31 % ROWS), rows(i -> i)).state()).isNotEqualTo(DriftState.NOT_SCORED);
        ColumnDrift holes = compare(rows(i -> "id-" + i), rows(i -> i % 3 == 0 ? "" : "id-" + i));
        assertThat(holes.state()).isEqualTo(DriftState.DRIFTED);
        assertThat(holes.reason()).startsWith("missing values: 0.00% before, 33.3% now");
    }

    @Test
    void datesAreComparedByTheDaysOfTheWeek() {
        LocalDate monday = LocalDate.of(2026, 1, 5);
        Profile reference = rows(i -> monday.plusDays(i % 84).toString());
        assertStable(reference, rows(i -> monday.plusDays(84 + i % 84).toString()));
        ColumnDrift weekends = compare(
                reference,
                rows(i -> monday.plusDays(84 + i % 12 * 7 + 5 + i % 2).toString()));
        assertThat(weekends.state()).isEqualTo(DriftState.DRIFTED);
        ColumnDrift few =
                compare(reference, rows(i -> monday.plusDays(84 + i % 3).toString()));
        assertThat(few.state()).isEqualTo(DriftState.NOT_SCORED);
        ColumnDrift invalid = compare(
                reference,
                rows(i -> i % 2 == 0 ? "soon" : monday.plusDays(84 + i % 84).toString()));
        assertThat(invalid.state()).isEqualTo(DriftState.DRIFTED);
    }

    @Test
    void aSchemaIsInferredAndCanBeChanged() {
        SplittableRandom random = new SplittableRandom(1);
        Profile reference = Profile.ofRows(IntStream.range(0, ROWS)
                .mapToObj(i -> Map.of(
                        "id",
                        i,
                        "x",
                        random.nextDouble(),
                        "b",
                        i % 2 == 0,
                        "c",
                        "c" + i % 3,
                        "d",
                        "2026-01-0" + (1 + i % 9)))
                .toList());
        Schema schema = Schema.of(reference);
        assertThat(schema.columns())
                .containsEntry("id", Schema.Kind.IDENTIFIER)
                .containsEntry("x", Schema.Kind.NUMBER)
                .containsEntry("b", Schema.Kind.BOOLEAN)
                .containsEntry("c", Schema.Kind.CATEGORY)
                .containsEntry("d", Schema.Kind.DATE);
        assertThat(schema.kind("none")).isEmpty();
        Schema changed = schema.with("id", Schema.Kind.NUMBER);
        assertThat(changed).isNotEqualTo(schema).isEqualTo(schema.with("id", Schema.Kind.NUMBER));
        assertThat(changed).hasSameHashCodeAs(schema.with("id", Schema.Kind.NUMBER));
        DriftReport report = Drift.compare(
                reference, reference, DriftOptions.builder().schema(changed).build());
        assertThat(report.column("id").orElseThrow().state()).isEqualTo(DriftState.STABLE);
    }

    private static final Map<String, String> SIGNATURE = Map.of(
            "zip", "string",
            "sold", "boolean",
            "rooms", "long",
            "area", "double",
            "day", "datetime",
            "word", "string",
            "elsewhere", "double",
            "picture", "binary");

    @Test
    void aSignatureSaysWhatNumbersBooleansAndDatesAre() {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("zip", List.of(10115, 89073, 10115));
        columns.put("sold", List.of(1, 0, 1));
        columns.put("rooms", List.of("3", "4", "3"));
        columns.put("area", List.of(70.5, 80, 90));
        columns.put("day", List.of("2026-01-01", "2026-02-01", "soon"));
        columns.put("word", List.of("True", "False", "True"));
        columns.put("picture", List.of("a", "b", "a"));
        columns.put("target", List.of(1.5, 2.5, 3.5));
        Schema schema = Schema.ofSignature(Profile.ofColumns(columns), SIGNATURE);
        assertThat(schema.columns())
                .containsExactly(
                        Map.entry("zip", Schema.Kind.CATEGORY),
                        Map.entry("sold", Schema.Kind.BOOLEAN),
                        Map.entry("rooms", Schema.Kind.INTEGER),
                        Map.entry("area", Schema.Kind.NUMBER),
                        Map.entry("day", Schema.Kind.DATE),
                        Map.entry("word", Schema.Kind.CATEGORY),
                        Map.entry("picture", Schema.Kind.CATEGORY),
                        Map.entry("target", Schema.Kind.NUMBER));
    }

    @Test
    void ofStringsTheValuesDecideWhetherTheyAreFreeTextOrNames() {
        List<String> names = IntStream.range(0, 60).mapToObj(i -> "n" + i).toList();
        Schema schema = Schema.ofSignature(Profile.ofColumns(Map.of("word", names)), SIGNATURE);
        assertThat(schema.kind("word")).hasValue(Schema.Kind.IDENTIFIER);
        List<Integer> growing = IntStream.range(0, 60).boxed().toList();
        Profile codes = Profile.ofColumns(Map.of("zip", growing, "rooms", growing));
        assertThat(Schema.of(codes).kind("rooms")).hasValue(Schema.Kind.IDENTIFIER);
        assertThat(Schema.ofSignature(codes, SIGNATURE).kind("rooms")).hasValue(Schema.Kind.INTEGER);
        assertThat(Schema.ofSignature(codes, SIGNATURE).kind("zip")).hasValue(Schema.Kind.CATEGORY);
    }

    /** The faults of booleans and codes: True against true and 1, 007 against 7. */
    @Test
    void bothSidesAreReadByTheSignature(@TempDir Path directory) throws IOException {
        String rows = IntStream.range(0, 300)
                .mapToObj(i -> "00" + i % 7 + "," + (i % 3 == 0 ? "True" : "False"))
                .collect(Collectors.joining("\n", "zip,sold\n", "\n"));
        Path training = Files.writeString(directory.resolve("training.csv"), rows);
        Path today = Files.writeString(
                directory.resolve("today.csv"),
                rows.replace("True", "1")
                        .replace("False", "0.0")
                        .replace("zip,sold", "zip,sold,more")
                        .replace("\n", ",x\n")
                        .replace("more,x", "more"));
        CsvOptions options = CsvOptions.defaults().withSignature(SIGNATURE);
        Profile reference = Profile.ofCsv(training, options);
        Schema schema = Schema.ofSignature(reference, SIGNATURE);
        DriftReport report = Drift.compare(
                reference,
                Profile.ofCsv(today, options),
                DriftOptions.builder().schema(schema).build());
        assertThat(report.columns())
                .allSatisfy(
                        column -> assertThat(column.score().orElseThrow().psi()).isZero());
        assertThat(report.column("zip").orElseThrow().score().orElseThrow().bins())
                .extracting(ColumnDrift.Bin::label)
                .startsWith("000", "001");
        StoredProfile stored = StoredProfile.of(reference, schema);
        assertThat(stored.schema()).isEqualTo(schema);
        DriftReport again =
                Drift.compare(stored, stored.countCsv(today, CsvOptions.defaults()), DriftOptions.defaults());
        assertThat(again.columns())
                .allSatisfy(
                        column -> assertThat(column.score().orElseThrow().psi()).isZero());
    }

    private static final Schema INTEGERS = Schema.empty().with("c", Schema.Kind.INTEGER);

    /** On the rows, on counts of a stored profile and on those of its file: each must say the same. */
    private static List<DriftReport> reports(Profile reference, Profile current, Schema schema) {
        StoredProfile stored = StoredProfile.of(reference, schema);
        StoredProfile read = StoredProfile.ofJson(stored.toJson());
        assertThat(read).isEqualTo(stored);
        assertThat(read.schema()).isEqualTo(schema);
        return List.of(
                Drift.compare(
                        reference,
                        current,
                        DriftOptions.builder().schema(schema).build()),
                Drift.compare(stored, current),
                Drift.compare(read, current));
    }

    @Test
    void anIntegerHasManySpellings() {
        Profile reference = rows(i -> 10_001 + i % 7);
        for (Profile current : List.of(
                rows(i -> 10_001.0 + i % 7),
                rows(i -> (10_001 + i % 7) + ".0"),
                rows(i -> (float) (10_001 + i % 7)),
                rows(i -> new BigDecimal(10_001 + i % 7).setScale(2)))) {
            for (DriftReport report : reports(reference, current, INTEGERS)) {
                assertThat(report.state()).isEqualTo(DriftState.STABLE);
                assertThat(report.columns().get(0).current().invalid()).isZero();
                assertThat(report.columns().get(0).score().orElseThrow().psi()).isZero();
            }
        }
    }

    @Test
    void aFractionIsInvalidInAColumnOfIntegersAndTheOthersAreCompared() {
        Profile reference = rows(i -> i % 10);
        for (DriftReport report : reports(reference, rows(i -> i == 7 ? 2.5 : i % 10), INTEGERS)) {
            ColumnDrift column = report.columns().get(0);
            assertThat(column.state()).isEqualTo(DriftState.STABLE);
            assertThat(column.current().invalid()).isEqualTo(1);
            assertThat(column.score().orElseThrow().psi()).isLessThan(0.001);
        }
        for (DriftReport report : reports(reference, rows(i -> i % 4 == 0 ? i % 10 + 0.5 : i % 10), INTEGERS)) {
            ColumnDrift column = report.columns().get(0);
            assertThat(column.state()).isEqualTo(DriftState.DRIFTED);
            assertThat(column.current().invalid()).isEqualTo(75);
            assertThat(column.reason()).startsWith("invalid values: 0.00% before, 25.0% now");
        }
        Profile infinite = rows(i -> i == 3 ? Double.POSITIVE_INFINITY : i % 10);
        for (DriftReport report : reports(reference, infinite, INTEGERS)) {
            assertThat(report.columns().get(0).current().invalid()).isZero();
        }
    }

    /** Numbers stay numbers, but nothing of them is an integer; texts are of another type. */
    @Test
    void nothingButFractionsIsDriftAndNothingButTextsAnotherType() {
        Profile reference = rows(i -> i % 10);
        for (DriftReport report : reports(reference, rows(i -> i % 10 + 0.5), INTEGERS)) {
            assertThat(report.schemaChanges()).isEmpty();
            assertThat(report.columns().get(0).state()).isEqualTo(DriftState.DRIFTED);
            assertThat(report.columns().get(0).reason()).startsWith("invalid values: 0.00% before, 100.0% now");
        }
        for (DriftReport report : reports(reference, rows(i -> "many"), INTEGERS)) {
            assertThat(report.schemaChanges())
                    .extracting(SchemaChange::message)
                    .containsExactly("c: NUMBER became TEXT");
        }
    }

    /** Whole numbers beyond 2^53, of which a double does not hold all. */
    @Test
    void largeIntegersAreIntegers() {
        Profile reference = rows(i -> 9_007_199_254_740_993L + i % 5);
        DriftReport report = reports(reference, reference, INTEGERS).get(0);
        assertThat(report.columns().get(0).reference().invalid()).isZero();
        assertThat(report.columns().get(0).state()).isEqualTo(DriftState.STABLE);
    }

    private static final Schema SIZES = Schema.empty().withOrder("c", List.of("XS", "S", "M", "L", "XL", "XXL"));

    private static Object size(double position) {
        return SIZES.order("c").get((int) Math.max(0, Math.min(5, Math.round(position))));
    }

    /** A move of all by a fifth of a step, which a test of any difference sees later. */
    @Test
    void aMoveAlongTheOrderIsFoundByARankTest() {
        SplittableRandom random = new SplittableRandom(13);
        Profile reference = rows(i -> size(2 + random.nextGaussian()));
        Profile current = rows(i -> size(2.2 + random.nextGaussian()));
        Schema unordered = SIZES.with("c", Schema.Kind.CATEGORY);
        assertThat(reports(reference, current, unordered))
                .extracting(DriftReport::state)
                .containsOnly(DriftState.STABLE);
        for (DriftReport report : reports(reference, current, SIZES)) {
            ColumnDrift column = report.columns().get(0);
            assertThat(column.state()).as(column.reason()).isEqualTo(DriftState.SHIFTED);
            assertThat(column.type()).isEqualTo(ColumnType.TEXT);
            assertThat(column.score().orElseThrow().bins())
                    .extracting(ColumnDrift.Bin::label)
                    .containsExactly("XS", "S", "M", "L", "XL", "XXL");
        }
        assertThat(reports(reference, reference, SIZES))
                .extracting(DriftReport::state)
                .containsOnly(DriftState.STABLE);
    }

    @Test
    void whatIsNotInTheOrderIsInvalidAndWhatOnlyTheReferenceLacksIsUnseen() {
        Profile reference = rows(i -> i % 2 == 0 ? "S" : "M");
        Profile current = rows(i -> i % 10 == 0 ? "XXXL" : i % 10 == 1 ? "XL" : i % 2 == 0 ? "S" : "M");
        for (DriftReport report : reports(reference, current, SIZES)) {
            ColumnDrift column = report.columns().get(0);
            assertThat(column.state()).isEqualTo(DriftState.DRIFTED);
            assertThat(column.current().invalid()).isEqualTo(30);
            assertThat(column.unseenShare()).hasValue(30.0 / 270);
            assertThat(report.schemaChanges()).isEmpty();
        }
        Schema grades = Schema.empty().withOrder("c", List.of("1", "2", "3"));
        for (DriftReport report : reports(rows(i -> 1 + i % 3), rows(i -> 1.0 + i % 3), grades)) {
            assertThat(report.columns().get(0).score().orElseThrow().psi()).isZero();
        }
    }

    @Test
    void anOrderIsCheckedAndGoesWithItsKind() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIZES.with("d", Schema.Kind.ORDERED))
                .withMessage("column 'd': ordered categories need their order; use withOrder(column, categories)");
        for (List<String> order : List.of(List.of("S"), List.of("S", "M", "S"), List.of("S", " "))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SIZES.withOrder("c", order))
                    .withMessage(
                            "column 'c': an order has two or more different categories, none of them blank: " + order);
        }
        Schema other = SIZES.withOrder("c", List.of("S", "M"));
        assertThat(other).isNotEqualTo(SIZES);
        assertThat(other.columns()).isEqualTo(SIZES.columns());
        assertThat(other).hasToString("Schema{c=ORDERED}, in order {c=[S, M]}");
        assertThat(other.with("c", Schema.Kind.CATEGORY).order("c")).isEmpty();
        StoredProfile sizes = StoredProfile.of(rows(i -> "S"), SIZES);
        StoredProfile reversed = StoredProfile.of(
                rows(i -> "S"), Schema.empty().withOrder("c", List.of("XXL", "XL", "L", "M", "S", "XS")));
        assertThat(sizes).isNotEqualTo(reversed);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sizes.merge(reversed))
                .withMessageContaining("other bins or categories");
    }

    @Test
    void anOrderWithANullOrOfTooManySaysSo() {
        assertThatNullPointerException()
                .isThrownBy(() -> SIZES.withOrder("size", Arrays.asList("S", null, "L")))
                .withMessage("column 'size': a category of its order is null");
        List<String> many = IntStream.range(0, 10_001).mapToObj(i -> "c" + i).toList();
        assertThat(SIZES.withOrder("size", many.subList(1, 10_001)).order("size"))
                .hasSize(10_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SIZES.withOrder("size", many))
                .withMessage("column 'size': an order of 10001 categories; it may have 10000. Compare them as numbers"
                        + " instead");
    }

    /** Else a slip would leave the column as it was inferred. */
    @Test
    void aKindOfAColumnThatIsNotThereIsRefused() {
        Profile reference = Profile.ofColumns(Map.of("size", List.of("S", "M"), "price", new double[] {1, 2}));
        for (Schema slip : List.of(
                Schema.of(reference).withOrder("sise", List.of("S", "M")),
                Schema.of(reference).with("sise", Schema.Kind.CATEGORY))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Drift.compare(
                            reference,
                            reference,
                            DriftOptions.builder().schema(slip).build()))
                    .withMessageStartingWith("the options have a kind for 'sise', which is a column of neither profile")
                    .withMessageContaining("'size'");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> StoredProfile.of(reference, slip))
                    .withMessageStartingWith("the schema has a kind for 'sise', which the reference does not have")
                    .withMessageContaining("'size'");
        }
        Schema inferred = Schema.of(Profile.ofColumns(Map.of("gone", new double[] {1})));
        assertThat(StoredProfile.of(reference, inferred).columnNames()).hasSize(2);
    }

    /** A list is not a text, and "TEXT in the reference, TEXT in the current data" would be no difference. */
    @Test
    void whatCannotBeReadAtAllSaysSo() {
        Profile texts = rows(i -> i % 2 == 0 ? "S" : "M");
        Profile days = rows(i -> LocalDate.of(2026, 1, 1).plusDays(i % 90).toString());
        String unreadable = "not one of the current values can be read as what the reference has";
        for (List<Profile> sides : List.of(
                List.of(texts, rows(i -> new int[] {i})),
                List.of(texts, rows(i -> List.of("S"))),
                List.of(days, rows(i -> "day " + i % 5)))) {
            Profile reference = sides.get(0);
            StoredProfile stored = StoredProfile.of(reference);
            for (DriftReport report :
                    List.of(Drift.compare(reference, sides.get(1)), Drift.compare(stored, sides.get(1)))) {
                assertThat(report.state()).isEqualTo(DriftState.DRIFTED);
                assertThat(report.schemaChanges())
                        .extracting(SchemaChange::message)
                        .containsExactly("c: " + unreadable);
                assertThat(report.columns().get(0).reason()).startsWith(unreadable);
            }
        }
    }
}
