package io.github.modelkeel.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.ArtifactStore.Listed;
import io.github.modelkeel.client.internal.ArtifactStore.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadPlanTest {
    @TempDir
    private Path directory;

    private DownloadPlan plan(String... paths) throws IOException {
        List<Listed> files =
                List.of(paths).stream().map(path -> new Listed(path, 1)).toList();
        return DownloadPlan.make(new Listing(files, Map.of("../x", "it leads elsewhere")), directory);
    }

    @Test
    void theRefusedAreNamedAndTheOthersHaveTheirPlaces() throws IOException {
        DownloadPlan plan = plan("a", "d/e/f");
        assertThat(plan.targets().values()).containsExactly(directory.resolve("a"), directory.resolve("d/e/f"));
        assertThat(directory.resolve("d/e")).isEmptyDirectory();
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> plan.ensureComplete("the other 2 are there"))
                .withMessage("UNSAFE_PATH: 1 of 3 files cannot be written to " + directory
                        + "; the other 2 are there. Not written: '../x': it leads elsewhere");
    }

    /** The system decides: where it ignores case, the second name is refused, elsewhere there are two files. */
    @Test
    void namesThatDifferInCaseAreTwoFilesWhereTheSystemSaysSo() throws IOException {
        Files.writeString(directory.resolve("probe"), "");
        boolean ignoresCase = Files.exists(directory.resolve("PROBE"));
        DownloadPlan plan = plan("Model", "model", "MODEL");
        assertThat(plan.targets()).hasSize(ignoresCase ? 1 : 3);
        assertThat(directory.resolve("Model")).doesNotExist();
    }

    /** As on a system that ignores case: the other name is a link to the first. */
    @Test
    void twoNamesOfOneFileAreRefused() throws IOException {
        Files.writeString(directory.resolve("Model"), "old");
        Files.createSymbolicLink(directory.resolve("model"), Path.of("Model"));
        DownloadPlan plan = plan("Model", "model");
        assertThat(plan.targets()).hasSize(1);
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> plan.ensureComplete("the other one is there"))
                .withMessageContaining("'model': the directory takes it for Model");
    }

    @Test
    void aFileWhereADirectoryIsNeededRefusesWhatIsBeneath() throws IOException {
        Files.writeString(directory.resolve("d"), "a file");
        DownloadPlan plan = plan("a", "d/e");
        assertThat(plan.targets()).hasSize(1);
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> plan.ensureComplete("the other one is there"))
                .withMessageContaining("'d/e':")
                .withMessageContaining("is a file where a directory is needed");
    }
}
