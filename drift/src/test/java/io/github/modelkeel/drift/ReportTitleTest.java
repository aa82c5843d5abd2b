package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
                .contains(">May &amp; &lt;June&gt; · created ");
        assertThat(page(DriftOptions.defaults())).contains("<title>Drift report: ");
    }

    @Test
    void theHeaderSaysWhenByWhichVersionAndForWhichModel() throws IOException {
        DriftReport report = Drift.compare(PROFILE, PROFILE)
                .withModel("models:/<house>@champion")
                .withCreated(Instant.parse("2026-03-01T10:20:30Z"));
        Path file = directory.resolve("report.html");
        report.writeHtml(file);
        assertThat(Files.readString(file))
                .containsPattern(
                        "for models:/&lt;house&gt;@champion · created 2026-03-01 10:20 UTC by Modelkeel \\S+</p>");
        assertThatThrownBy(() -> report.withModel(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("model must not be blank");
    }

    @Test
    void aBlankTitleIsRefused() {
        assertThatThrownBy(() -> DriftOptions.builder().title(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("title must not be blank");
    }
}
