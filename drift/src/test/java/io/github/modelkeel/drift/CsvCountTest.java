package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are counted as they are read are counted as the profile of all lines would be. */
class CsvCountTest {
    private static final List<String> TEXTS = List.of("code", "flag", "day", "none");
    private static final String[] NUMBERS = {"1.5", "-2", "1e300", "inf", "-inf", "NA", "", "x", "true", " 7 ", "0.1"};
    private static final String[] WHOLE = {"1", "2.5", "9007199254740993", "-9223372036854775808", "1e3", "null", "y"};
    private static final String[] CODES = {"007", "7", "E11", "3.0", "3", "NA", "", " a ", "new", "\"q,\"\"r\"\"\""};
    private static final String[] FLAGS = {"True", "false", "1", "0", "1.0", "maybe", ""};
    private static final String[] DAYS = {"2026-01-05", "2026-02-03T10:00:00", "soon", "", "5"};

    @TempDir
    Path directory;

    private StoredProfile reference;

    @BeforeEach
    void makeTheReference() throws IOException {
        Schema schema = Schema.empty()
                .with("real", Schema.Kind.NUMBER)
                .with("whole", Schema.Kind.INTEGER)
                .with("code", Schema.Kind.CATEGORY)
                .with("flag", Schema.Kind.BOOLEAN)
                .with("day", Schema.Kind.DATE)
                .with("id", Schema.Kind.IDENTIFIER)
                .with("gone", Schema.Kind.NUMBER)
                .with("none", Schema.Kind.CATEGORY);
        Path file = Files.writeString(
                directory.resolve("reference.csv"),
                "real,whole,code,flag,day,id,gone,none\n" + "1.5,1,007,true,2026-01-05,1,1,a\n".repeat(30)
                        + "2.5,2,E11,false,2026-01-06,2,2,b\n".repeat(30));
        reference = StoredProfile.of(Profile.ofCsv(file, CsvOptions.defaults().withTexts(TEXTS)), schema);
    }

    private static String lines(int count, long seed) {
        Random random = new Random(seed);
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < count; i++) {
            lines.append(any(NUMBERS, random)).append(',').append(any(WHOLE, random));
            lines.append(',').append(any(CODES, random)).append(',').append(any(FLAGS, random));
            lines.append(',').append(any(DAYS, random)).append(',').append(i % 3 == 0 ? "k" + i : "" + i);
            lines.append(',').append(i % 2 == 0 ? "4" : "NA").append(',').append(i % 5 == 4 ? "five" : "5");
            lines.append(",NA\n");
        }
        return lines.toString();
    }

    private static String any(String[] fields, Random random) {
        return fields[random.nextInt(fields.length)];
    }

    private StoredProfile asAWhole(Path file) {
        return reference.count(Profile.ofCsv(file, CsvOptions.defaults().withTexts(TEXTS)));
    }

    /** Moments differ by their rounding, and squares by that of numbers far from the reference's. */
    private static String rounded(StoredProfile profile) {
        return Pattern.compile("-?\\d+\\.\\d+(E-?\\d+)?")
                .matcher(profile.toJson().replaceAll("\"squares\":[^,]+,", ""))
                .replaceAll(number -> new BigDecimal(number.group())
                        .round(new MathContext(10))
                        .stripTrailingZeros()
                        .toString());
    }

    private void assertSame(String csv) throws IOException {
        Path file = Files.writeString(directory.resolve("current.csv"), csv);
        StoredProfile counted = reference.countCsv(file, CsvOptions.defaults());
        StoredProfile whole = asAWhole(file);
        assertThat(rounded(counted)).isEqualTo(rounded(whole));
        assertThat(counted.rows()).isEqualTo(whole.rows());
        assertThat(counted.table().absent()).isEqualTo(whole.table().absent());
        assertThat(counted.table().added()).isEqualTo(whole.table().added());
        DriftReport report = Drift.compare(reference, counted, DriftOptions.defaults());
        DriftReport expected = Drift.compare(reference, whole, DriftOptions.defaults());
        assertThat(report.state()).isEqualTo(expected.state());
        for (ColumnDrift column : expected.columns()) {
            ColumnDrift found = report.column(column.name()).orElseThrow();
            assertThat(found.state()).as(column.name()).isEqualTo(column.state());
            assertThat(found.reason()).as(column.name()).isEqualTo(column.reason());
        }
    }

    @Test
    void linesAreCountedAsTheProfileOfAllOfThemIs() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            assertSame("real,whole,code,flag,day,id,more,mixed,none\n" + lines(50 + 10 * seed, seed));
        }
    }

    @Test
    void singleKindsOfValuesToo() throws IOException {
        for (String value : List.of("1.5", "NA", "x", "inf", "9007199254740993", "true", "2026-01-05", "007")) {
            assertSame("real,whole,code,flag,day,id,more,none\n"
                    + (String.join(",", Collections.nCopies(8, value)) + "\n").repeat(40));
        }
    }

    @Test
    void aFileWithoutLinesAndOneWithStrayLinesToo() throws IOException {
        assertSame("real,whole,code,flag,day,id,more,none\n");
        assertSame("real,code\n" + "1.5,007\n".repeat(30) + "1.5\n" + "2.5,E11,3\n" + "2.5,7\n".repeat(10));
    }

    @Test
    void whatIsNotCsvIsRefusedWithItsPlace() throws IOException {
        Path file = Files.writeString(directory.resolve("bad.csv"), "real,code\n1,\"open\n");
        assertThatThrownBy(() -> reference.countCsv(file, CsvOptions.defaults()))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("bad.csv");
        Path empty = Files.writeString(directory.resolve("empty.csv"), "");
        assertThatThrownBy(() -> reference.countCsv(empty, CsvOptions.defaults()))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("a header line was expected");
    }
}
