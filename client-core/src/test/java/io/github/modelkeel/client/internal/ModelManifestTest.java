package io.github.modelkeel.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.modelkeel.client.ClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelManifestTest {
    @Test
    void theSameFilesGiveTheSameTextAndItReadsBack(@TempDir Path one, @TempDir Path two) throws IOException {
        fill(one, "b", "a");
        fill(two, "a", "b");

        ModelManifest manifest = ModelManifest.of(one, Set.of("skipped"));

        assertThat(manifest.toBytes())
                .isEqualTo(ModelManifest.of(two, Set.of("skipped")).toBytes());
        assertThat(ModelManifest.parse(manifest.toBytes())).isEqualTo(manifest);
        assertThat(manifest.digest()).isEqualTo(Sha256.of(manifest.toBytes()));
        assertThat(manifest.files()).extracting(ModelManifest.Entry::path).containsExactly("a", "b", "sub/ü 'x'");
        assertThat(manifest.totalBytes()).isEqualTo(6);
    }

    /** The file was written by an earlier build; it is never changed. */
    @Test
    void theManifestOfEarlierBuildsIsReadAndWrittenWithTheSameBytes(@TempDir Path directory) throws IOException {
        fill(directory, "a", "b");
        byte[] golden = Files.readAllBytes(Path.of("src/test/resources/golden-manifest/v1.json"));
        ModelManifest manifest = ModelManifest.of(directory, Set.of("skipped"));
        assertThat(ModelManifest.parse(golden)).isEqualTo(manifest);
        assertThat(new String(manifest.toBytes(), StandardCharsets.UTF_8))
                .as("golden-manifest/v1.json")
                .isEqualTo(new String(golden, StandardCharsets.UTF_8));
        assertThat(ModelManifest.FILE_NAME).isEqualTo("modelkeel-manifest.json");
        assertThat(ModelManifest.DIGEST_TAG).isEqualTo("modelkeel.manifest.sha256");
    }

    private static void fill(Path directory, String first, String second) throws IOException {
        Files.writeString(directory.resolve(first), "1");
        Files.writeString(directory.resolve(second), "1");
        Files.writeString(directory.resolve("skipped"), "x");
        Files.writeString(Files.createDirectory(directory.resolve("sub")).resolve("ü 'x'"), "text");
    }

    @Test
    void aLinkIsRefused(@TempDir Path directory) throws IOException {
        Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc/hosts"));

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ModelManifest.of(directory, Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"format_version\":2,\"files\":[]}",
                "{\"format_version\":1,\"files\":[{\"path\":\"a\"}]}",
                "{\"format_version\":1,\"files\":[{\"path\":\"a\",\"size\":-1,\"sha256\":\"SHA\"}]}",
                "{\"format_version\":1,\"files\":[{\"path\":\"a\",\"size\":1.5,\"sha256\":\"SHA\"}]}",
                "{\"format_version\":1,\"files\":[{\"path\":\"a\",\"size\":1,\"sha256\":\"xyz\"}]}",
                "{\"format_version\":1,\"files\":[{\"path\":\"../a\",\"size\":1,\"sha256\":\"SHA\"}]}",
                "{\"format_version\":1,\"files\":[{\"path\":\"/a\",\"size\":1,\"sha256\":\"SHA\"}]}",
                "{\"format_version\":1,\"files\":[{\"path\":\"a\",\"size\":1,\"sha256\":\"SHA\"},{\"path\":\"a\",\"size\":1,\"sha256\":\"SHA\"}]}"
            })
    void aManifestThatIsNotOneIsRefused(String text) {
        byte[] bytes = text.replace("SHA", "0".repeat(64)).getBytes(StandardCharsets.UTF_8);

        assertThatExceptionOfType(ClientException.class).isThrownBy(() -> ModelManifest.parse(bytes));
    }
}
