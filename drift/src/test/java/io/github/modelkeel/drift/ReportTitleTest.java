package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTitleTest {
    private static final Profile PROFILE =
            Profile.builder().number("sqft", 1, 2, 3).build();

    @TempDir
    Path directory;

    private String page(DriftOptions options) throws IOException {
        Path file = directory.resolve("report.html");
        Drift.compare(PROFILE, PROFILE, options).writeHtml(file);
        return Files.readString(file);
    }

    @Test
    void theTitleStandsAboveTheVerdictAndInTheTab() throws IOException {
        assertThat(page(DriftOptions.builder().title("May & <June>").build()))
                .contains("<title>May &amp; &lt;June&gt;: ")
                .contains(">May &amp; &lt;June&gt;</p>");
        assertThat(page(DriftOptions.defaults())).contains("<title>Drift report: ");
    }

    @Test
    void aBlankTitleIsRefused() {
        assertThatThrownBy(() -> DriftOptions.builder().title(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("title must not be blank");
    }
}
