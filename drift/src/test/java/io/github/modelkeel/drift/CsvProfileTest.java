package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modelkeel.drift.column.DecimalField;
import io.github.modelkeel.drift.column.ProfileColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvProfileTest {
    @TempDir
    Path directory;

    private Path file(String content) throws IOException {
        Path file = directory.resolve("data.csv");
        Files.writeString(file, content);
        return file;
    }

    private static ProfileColumn.Numbers numbers(Profile profile, String column) {
        return (ProfileColumn.Numbers) Objects.requireNonNull(profile.columns().get(column));
    }

    private static ProfileColumn.Categories categories(Profile profile, String column) {
        return (ProfileColumn.Categories)
                Objects.requireNonNull(profile.columns().get(column));
    }

    @Test
    void typesAreInferredAndMissingWordsAreMissing() throws IOException {
        Profile profile =
                Profile.ofCsv(file("a,b,c\n1,x,\nNA,NaN,null\n-2.5e1,NULL,NA\n inf ,y z,  \n-Infinity,N/A,nan\n"));
        assertThat(profile.rows()).isEqualTo(5);
        assertThat(profile.columnNames()).containsExactly("a", "b", "c");
        assertThat(numbers(profile, "a").sorted()).containsExactly(-25, 1);
        assertThat(numbers(profile, "a").missing()).isEqualTo(1);
        assertThat(numbers(profile, "a").positiveInfinite()).isEqualTo(1);
        assertThat(numbers(profile, "a").negativeInfinite()).isEqualTo(1);
        assertThat(categories(profile, "b").counts()).containsExactly(Map.entry("x", 1L), Map.entry("y z", 1L));
        assertThat(categories(profile, "b").missing()).isEqualTo(3);
        assertThat(profile.type("c")).contains(ColumnType.EMPTY);
        assertThat(profile.type("d")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void quotesByteOrderMarkAndLineEndsAreUnderstood(String end) throws IOException {
        Profile profile = Profile.ofCsv(file("\uFEFF\"a, b\",c" + end + "\"1\",\"say \"\"hi\"\"\"" + end + end
                + "\"2\",\"two" + end + "lines\"" + end));
        assertThat(profile.columnNames()).containsExactly("a, b", "c");
        assertThat(numbers(profile, "a, b").sorted()).containsExactly(1, 2);
        assertThat(categories(profile, "c").counts().keySet()).containsExactly("say \"hi\"", "two" + end + "lines");
    }

    @Test
    void textAfterNumbersKeepsTheTextOfTheNumbers() throws IOException {
        Profile profile = Profile.ofCsv(file("zip,n\n01234,1\n1e3,2\nA1,3\n"));
        assertThat(categories(profile, "zip").counts().keySet()).containsExactly("01234", "1e3", "A1");
        assertThat(numbers(profile, "n").sorted()).containsExactly(1, 2, 3);
    }

    @Test
    void aFixedTypeIsKept() throws IOException {
        CsvOptions text = CsvOptions.builder().type("zip", ColumnType.TEXT).build();
        assertThat(categories(Profile.ofCsv(file("zip\n01234\n01234\n"), text), "zip")
                        .counts())
                .containsExactly(Map.entry("01234", 2L));
        CsvOptions number = CsvOptions.builder().type("zip", ColumnType.NUMBER).build();
        assertThatThrownBy(() -> Profile.ofCsv(file("zip\n1\nx\n"), number))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageEndingWith("data.csv, line 3, column 'zip': not a number: 'x'");
        CsvOptions absent = CsvOptions.builder().type("zap", ColumnType.TEXT).build();
        assertThatThrownBy(() -> Profile.ofCsv(file("zip\n1\n"), absent))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("has no column 'zap'");
        assertThat(numbers(Profile.ofCsv(file("zip\n"), number), "zip").sorted())
                .isEmpty();
    }

    @Test
    void anotherDelimiterEncodingAndMissingWordAreTaken() throws IOException {
        Path file = directory.resolve("latin.csv");
        Files.write(file, "ort;n\nKöln;?\nNA;2\n".getBytes(StandardCharsets.ISO_8859_1));
        CsvOptions options = CsvOptions.builder()
                .delimiter(';')
                .charset(StandardCharsets.ISO_8859_1)
                .missingValues(List.of("?"))
                .build();
        Profile profile = Profile.ofCsv(file, options);
        assertThat(categories(profile, "ort").counts().keySet()).containsExactly("Köln", "NA");
        assertThat(numbers(profile, "n").missing()).isEqualTo(1);
        assertThatThrownBy(() ->
                        Profile.ofCsv(file, CsvOptions.builder().delimiter(';').build()))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageEndingWith(
                        "latin.csv, line 2, byte 0xF6 at offset 7 of the file: not UTF-8; choose the file's"
                                + " encoding, for instance windows-1252, ISO-8859-1 or UTF-16 (CsvOptions.charset, in the command"
                                + " line --encoding), or save it in UTF-8");
    }

    @Test
    void blanksAroundNamesTextsAndNumbersAreDroppedUnlessKept() throws IOException {
        Path file = file(" area , n\n suburban ,\t1500 \nsuburban, NA \n\u00A0,2\n");
        Profile profile = Profile.ofCsv(file);
        assertThat(profile.columnNames()).containsExactly("area", "n");
        assertThat(categories(profile, "area").counts())
                .containsExactly(Map.entry("suburban", 2L), Map.entry("\u00A0", 1L));
        assertThat(numbers(profile, "n").sorted()).containsExactly(2, 1500);
        assertThat(numbers(profile, "n").missing()).isEqualTo(1);
        Profile kept = Profile.ofCsv(file, CsvOptions.builder().trim(false).build());
        assertThat(categories(kept, " area ").counts().keySet()).contains(" suburban ", "suburban");
    }

    @Test
    void theMissingWordsArePandas() throws IOException {
        String words =
                "|#N/A|#N/A N/A|#NA|-1.#IND|-1.#QNAN|-NaN|-nan|1.#IND|1.#QNAN|<NA>|N/A|NA|NULL|NaN|None|n/a|nan|null";
        Profile profile = Profile.ofCsv(file(
                "a,b\n" + String.join("\n", words.substring(1).split("\\|")).replaceAll("(?m)$", ",x")));
        assertThat(profile.type("a")).contains(ColumnType.EMPTY);
        assertThat(profile.rows()).isEqualTo(18);
        assertThat(categories(Profile.ofCsv(file("a\nNone \nna\nNOTHING\n")), "a")
                        .counts()
                        .keySet())
                .containsExactly("NOTHING", "na");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {"a;b!';'!';'", "a\tb!a tab!tab", "a|b!'|'!'|'"},
            quoteCharacter = '"')
    void aFileWithAnotherDelimiterIsRefusedWithAHint(String header, String shown, String option) throws IOException {
        Path file = file(header + "\n" + header + "\n");
        assertThatThrownBy(() -> Profile.ofCsv(file))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("the header has no ',' and holds " + shown, "--delimiter " + option);
        assertThat(Profile.ofCsv(file, CsvOptions.builder().delimiter(',').build())
                        .columnNames())
                .containsExactly(header);
    }

    @Test
    void badBytesAreFoundWhereTheyAreHoweverFarIn() throws IOException {
        Path file = directory.resolve("long.csv");
        byte[] good = "köln,1\n".repeat(20_000).getBytes(StandardCharsets.UTF_8);
        byte[] all = java.util.Arrays.copyOf(good, good.length + 1);
        all[good.length] = (byte) 0xC3; // half a character at the end of the file
        Files.write(file, all);
        assertThatThrownBy(() -> Profile.ofCsv(file))
                .hasMessageContaining("line 20001, byte 0xC3 at offset " + good.length + " of the file: not UTF-8");
        Files.write(file, good);
        assertThat(Profile.ofCsv(file).rows()).isEqualTo(19_999);
    }

    @Test
    void otherEncodingsAndTheirByteOrderMarksAreRead() throws IOException {
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-8", "windows-1252", "Shift_JIS")) {
            String mark = charset.equals("UTF-16LE") || charset.equals("UTF-8") ? "\uFEFF" : "";
            String text = charset.equals("Shift_JIS") ? "\u6771\u4EAC" : "K\u00F6ln";
            Path file = directory.resolve("encoded.csv");
            Files.write(file, (mark + "a,b\n" + text + ",1\n").getBytes(charset));
            CsvOptions options = CsvOptions.builder()
                    .charset(java.nio.charset.Charset.forName(charset))
                    .build();
            assertThat(categories(Profile.ofCsv(file, options), "a").counts().keySet())
                    .containsExactly(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b\n1,2\n\"x\ny\",3\n4\n", "a,b\n1,2\n3,4\n\n5,6,7\n"})
    void aRaggedLineIsNamed(String content) throws IOException {
        Path file = file(content);
        assertThatThrownBy(() -> Profile.ofCsv(file))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("line 5: ")
                .hasMessageEndingWith("fields where the header has 2");
    }

    @Test
    void malformedFilesAreErrors() throws IOException {
        assertThatThrownBy(() -> Profile.ofCsv(file("")))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageEndingWith("is empty; a header line was expected");
        assertThatThrownBy(() -> Profile.ofCsv(file("a\n\"open\n"))).isInstanceOf(InvalidDataException.class);
        assertThatThrownBy(() -> Profile.ofCsv(file("a\n\"x\"y\n"))).isInstanceOf(InvalidDataException.class);
        assertThatThrownBy(() -> Profile.ofCsv(directory.resolve("absent.csv")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("absent.csv");
    }

    @Test
    void aHeaderAloneGivesColumnsWithoutRows() throws IOException {
        Profile profile = Profile.ofCsv(file("a,b\r\n"));
        assertThat(profile.rows()).isZero();
        assertThat(profile.columnNames()).containsExactly("a", "b");
        DriftReport report = Drift.compare(Profile.ofColumns(Map.of("a", new double[] {1, 2})), profile);
        assertThat(report.columns().get(0).score()).isEmpty();
        assertThat(report.columns().get(0).reason()).isEqualTo("no value in the current data");
    }

    @ParameterizedTest
    @CsvSource({"1d", "0x1p3", "1f", "1e", "e5", "1.2.3", "--1", "1 2", "+", ".", "1_000", "infinite", "١"})
    void whatOnlyLooksLikeANumberIsText(String field) {
        assertThat(DecimalField.parse(field)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "+7",
                ".5",
                "5.",
                "0.1",
                "123456.789",
                "9007199254740993",
                "1e308",
                "1e-320",
                "-1.5E+3",
                "0.000000000000000001",
                "3.141592653589793238462643",
                "123456789012345678",
                "0.30000000000000004"
            })
    void numbersAreReadAsJavaReadsThem(String field) {
        assertThat(DecimalField.parse(" " + field + "\t")).isEqualTo(Double.parseDouble(field));
    }

    private Profile ofPipe(String content, Function<Path, Profile> read) throws IOException, InterruptedException {
        Path pipe = directory.resolve("pipe");
        Files.deleteIfExists(pipe);
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assumeTrue(made.waitFor() == 0, "mkfifo makes a pipe");
        Thread writer = new Thread(() -> {
            try {
                Files.writeString(pipe, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        writer.setDaemon(true);
        writer.start();
        Profile profile = read.apply(pipe);
        writer.join();
        return profile;
    }

    /** A second reading would have what is left in it. */
    @Test
    void aPipeIsReadOnce() throws IOException, InterruptedException {
        assertThat(ofPipe("a,b\n1,x\n2,y\n", Profile::ofCsv).rows()).isEqualTo(2);
        assertThatThrownBy(() -> ofPipe("a,b\n1,x\nE11,y\n", Profile::ofCsv))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageEndingWith(
                        "pipe: column [a] has texts after numbers, and the file has to be read a second time,"
                                + " which a pipe cannot; write it to a file first");
        StoredProfile reference = StoredProfile.of(Profile.ofColumns(Map.of("a", new double[] {1, 2})));
        assertThatThrownBy(() -> ofPipe("a,b\n1,x\n1,2,3\n", pipe -> {
                    reference.countCsv(pipe, CsvOptions.defaults());
                    return Profile.builder().build();
                }))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining("has to be read a second time, which a pipe cannot");
    }
}
