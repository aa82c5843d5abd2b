package io.github.modelkeel.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {
    @TempDir
    private Path directory = Path.of("");

    private Dataset csv(String text) throws IOException {
        return Dataset.ofCsv("train", Files.writeString(directory.resolve("data.csv"), text));
    }

    @Test
    void lengthsAreCountedInCodePoints() {
        String name = "\uD83C\uDFE0".repeat(500);
        assertThat(new Dataset(name, "d", "local", "{}", null, null).name()).isEqualTo(name);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dataset(name + "x", "d", "local", "{}", null, null))
                .withMessageContaining("at most 500 characters, not 501");
    }

    @Test
    void aCsvFileIsDescribedByItsColumns() throws IOException {
        Dataset dataset = csv(
                "\uFEFFsqft,price,\"near, \"\"sea\"\"\",sold,note\r\n1500,2.5e5,yes,true,\"a\r\nb\"\r\n\r\n1600,NaN,no,FALSE,\r\n");

        assertThat(dataset.schema())
                .isEqualTo("{\"mlflow_colspec\":[{\"type\":\"long\",\"name\":\"sqft\",\"required\":true},"
                        + "{\"type\":\"double\",\"name\":\"price\",\"required\":true},"
                        + "{\"type\":\"string\",\"name\":\"near, \\\"sea\\\"\",\"required\":true},"
                        + "{\"type\":\"boolean\",\"name\":\"sold\",\"required\":true},"
                        + "{\"type\":\"string\",\"name\":\"note\",\"required\":false}]}");
        assertThat(dataset.profile()).isEqualTo("{\"num_rows\":2,\"num_elements\":10}");
        assertThat(dataset.sourceType()).isEqualTo("local");
        assertThat(dataset.digest()).hasSize(32);
    }

    @Test
    void theDigestFollowsTheBytes() throws IOException {
        String digest = csv("a\n1\n").digest();

        assertThat(csv("a\n1\n").digest()).isEqualTo(digest);
        assertThat(csv("a\r\n1\r\n").digest()).isNotEqualTo(digest);
        assertThat(csv("a\n2\n").digest()).isNotEqualTo(digest);
    }

    @Test
    void aHeaderAloneIsFineAndNothingIsNot() throws IOException {
        assertThat(csv("a,b").profile()).isEqualTo("{\"num_rows\":0,\"num_elements\":0}");
        assertThatIllegalArgumentException().isThrownBy(() -> csv("")).withMessageContaining("header");
        assertThatIllegalArgumentException().isThrownBy(() -> csv("\n\r\n"));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> Dataset.ofCsv("x", directory.resolve("nope.csv")))
                .withMessageContaining("nope.csv");
    }

    @Test
    void rowsThatAreShortMissValues() throws IOException {
        assertThat(csv("a,b\n1\n2,3,4\n").schema()).contains("\"name\":\"b\",\"required\":false");
    }

    @Test
    void columnsInMemoryAreDescribed() {
        Dataset dataset = Dataset.ofColumns("mem", Map.of("x", Arrays.asList(1, 2.5, null)));

        assertThat(dataset.schema())
                .isEqualTo("{\"mlflow_colspec\":[{\"type\":\"double\",\"name\":\"x\",\"required\":false}]}");
        assertThat(dataset.profile()).isEqualTo("{\"num_rows\":3,\"num_elements\":3}");
    }

    @Test
    void columnsThatDifferHaveAnotherDigest() {
        String digest = Dataset.ofColumns("m", Map.of("x", List.of("ab", "c"))).digest();

        assertThat(Dataset.ofColumns("m", Map.of("x", List.of("ab", "c"))).digest())
                .isEqualTo(digest);
        assertThat(Dataset.ofColumns("m", Map.of("x", List.of("a", "bc"))).digest())
                .isNotEqualTo(digest);
        assertThat(Dataset.ofColumns("m", Map.of("x", List.of(1, 2))).digest())
                .isNotEqualTo(
                        Dataset.ofColumns("m", Map.of("x", List.of("1", "2"))).digest());
    }

    @Test
    void columnsMustBeThereAndOfOneLength() {
        assertThatIllegalArgumentException().isThrownBy(() -> Dataset.ofColumns("m", Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dataset.ofColumns("m", Map.of("a", List.of(1), "b", List.of(1, 2))));
    }

    @Test
    void mlflowsLimitsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dataset("n", "d".repeat(37), "local", "{}", null, null))
                .withMessageContaining("digest");
        assertThatIllegalArgumentException().isThrownBy(() -> new Dataset(" ", "d", "local", "{}", null, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dataset("n", "d", "local", "x".repeat(65_536), null, null));
    }
}
