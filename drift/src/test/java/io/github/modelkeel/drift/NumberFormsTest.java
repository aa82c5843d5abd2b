package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.modelkeel.drift.column.ProfileColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers as people write them in CSV. */
class NumberFormsTest {
    private static final CsvOptions GERMAN = CsvOptions.builder()
            .delimiter(';')
            .decimal(',')
            .thousands('.')
            .units(true)
            .build();

    @TempDir
    private Path directory;

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("data.csv"), content);
    }

    private double read(CsvOptions options, String field) throws IOException {
        try (CsvOptions.Records records = options.open(file("a;b\n\"" + field.replace("\"", "\"\"") + "\";x\n"))) {
            assertThat(records.next()).isTrue();
            return records.number(0);
        }
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1.234,5|1234.5",
                "1.234.567|1234567",
                "12,5|12.5",
                "-1.234,5|-1234.5",
                "\u22121,5|-1.5",
                "+1,5|1.5",
                "- 1,5|-1.5",
                "1234,5|1234.5",
                ",5|0.5",
                "1,|1",
                "1,5E+03|1500",
                "12,5 %|0.125",
                "12,5%|0.125",
                "-3 %|-0.03",
                "\u20ac 1.200|1200",
                "1.200,50 \u20ac|1200.5",
                "-\u20ac5|-5",
                "\u20ac-5|-5",
                "EUR 1.200|1200",
                "1.200\u00a0CHF|1200",
                "$5|5",
                "inf|Infinity",
                "1.5|1.5",
                "12.5|12.5",
                "0.125|0.125",
                "1.2345|1.2345",
                "007|7"
            })
    void aNumberIsReadInTheFormThatTheOptionsSay(String field, double number) throws IOException {
        assertThat(read(GERMAN, field)).isEqualTo(number);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(
            strings = {
                "1.234.5",
                "1..234",
                "1.23.456",
                "1.234,5,6",
                "1,2.345",
                "1.234.",
                ".234.567",
                "--5",
                "-\u20ac-5",
                "%",
                "\u20ac",
                "5 % %",
                "EUR",
                "TOP10",
                "XYZ 5",
                "5 EUR EUR",
                "1,5e",
                "1e3 %",
                "",
                "-",
                "12,5 h"
            })
    void whatIsNotANumberInAnyFormIsNotOne(String field) throws IOException {
        assertThat(read(GERMAN, field)).isNaN();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "'|1'234.5|1234.5",
                "'|1\u2019234.5|1234.5",
                "_|1_234.5|1234.5",
                "' '|1 234.5|1234.5",
                "' '|1\u00a0234\u202f567|1234567",
                "','|1,234.5|1234.5"
            },
            quoteCharacter = '"')
    void thousandsHaveMarksOfOtherCountriesToo(String mark, String field, double number) throws IOException {
        char thousands = mark.length() == 1 ? mark.charAt(0) : mark.charAt(1);
        CsvOptions options =
                CsvOptions.builder().delimiter(';').thousands(thousands).build();
        assertThat(read(options, field)).isEqualTo(number);
    }

    @Test
    void withoutTheOptionsNothingChanges() throws IOException {
        CsvOptions options = CsvOptions.builder().delimiter(';').build();
        for (String field : List.of("1,5", "1.234,5", "5 %", "\u20ac 5", "1'234")) {
            assertThat(read(options, field)).as(field).isNaN();
        }
    }

    /** The same rows, written in two ways, are the same profile and give the same verdict. */
    @Test
    void aFileWithDecimalCommasIsComparedAsOneWithPoints() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<double[]> rows = IntStream.range(0, 2_000)
                .mapToObj(i -> new double[] {Math.rint(random.nextDouble(1e5, 5e6)) / 100, random.nextInt(100)})
                .toList();
        Path plain = Files.writeString(
                directory.resolve("plain.csv"),
                rows.stream()
                        .map(row -> row[0] + "," + row[1] / 100 + ",00" + (int) row[1])
                        .collect(Collectors.joining("\n", "price,share,code\n", "\n")));
        Path german = Files.writeString(
                directory.resolve("german.csv"),
                rows.stream()
                        .map(row -> "%s \u20ac;%d %%;00%d".formatted(german(row[0]), (int) row[1], (int) row[1]))
                        .collect(Collectors.joining("\n", "price;share;code\n", "\n")));
        Profile reference = Profile.ofCsv(
                plain, CsvOptions.builder().type("code", ColumnType.TEXT).build());
        Profile current = Profile.ofCsv(
                german,
                CsvOptions.builder()
                        .delimiter(';')
                        .decimal(',')
                        .thousands('.')
                        .units(true)
                        .type("code", ColumnType.TEXT)
                        .build());
        assertThat(current.fingerprint()).isEqualTo(reference.fingerprint());
        assertThat(Drift.compare(reference, current).state()).isEqualTo(DriftState.STABLE);
        assertThat(Drift.compare(
                                reference,
                                Profile.ofCsv(
                                        german,
                                        CsvOptions.builder().delimiter(';').build()))
                        .column("price")
                        .orElseThrow()
                        .state())
                .as("without the options")
                .isEqualTo(DriftState.DRIFTED);
        StoredProfile stored = StoredProfile.of(reference);
        assertThat(stored.countCsv(german, GERMAN)).isEqualTo(stored.count(reference));
    }

    private static String german(double price) {
        return String.format(Locale.GERMANY, "%,.2f", price);
    }

    /** A word among the numbers costs itself, also where the column is kept as texts until the reference says what it is. */
    @Test
    void aWordAmongTheNumbersCostsItself() throws IOException {
        Profile reference = Profile.ofRows(IntStream.range(0, 300)
                .mapToObj(i -> Map.of("a", 1_000 + i * 7 % 300 + 0.5))
                .toList());
        Profile current = Profile.ofCsv(
                file(IntStream.range(0, 300)
                        .mapToObj(i -> i == 7 ? "unknown" : "1.%03d,5".formatted(i * 7 % 300))
                        .collect(Collectors.joining("\n", "a\n", "\n"))),
                GERMAN);
        ColumnDrift a = Drift.compare(reference, current).column("a").orElseThrow();
        assertThat(a.current().invalid()).as(a + " " + a.reason()).isEqualTo(1);
        assertThat(a.state()).isEqualTo(DriftState.STABLE);
    }

    @Test
    void textsKeepWhatTheFileHas() throws IOException {
        Profile profile = Profile.ofCsv(
                file("a;b\n1.234;1.234 %\n1.234;x\n"),
                CsvOptions.builder()
                        .delimiter(';')
                        .thousands('.')
                        .decimal(',')
                        .type("a", ColumnType.TEXT)
                        .build());
        ProfileColumn.Categories texts = (ProfileColumn.Categories)
                Objects.requireNonNull(profile.columns().get("a"));
        assertThat(texts.counts()).containsExactly(Map.entry("1.234", 2L));
        try (CsvOptions.Records records = GERMAN.open(directory.resolve("data.csv"))) {
            assertThat(records.next()).isTrue();
            assertThat(records.raw(0)).isEqualTo("1.234");
            assertThat(records.text(0)).isEqualTo("1234");
        }
    }

    @Test
    void marksThatCannotBeTakenApartAreRefused() {
        CsvOptions.Builder builder = CsvOptions.builder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.decimal(';'))
                .withMessage("decimal must be '.' or ',': ';'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.thousands('5'))
                .withMessageContaining("one of");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.thousands('.').build())
                .withMessage("decimal and thousands are both '.'; a number has different marks for them");
    }
}
