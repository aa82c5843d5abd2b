package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser: sorting, filtering and opening by keyboard and mouse. Skipped where there is no Chromium. */
class ReportInBrowserTest {
    private static final String HOSTILE = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>";
    private static final String NAMES =
            "Array.from(document.querySelectorAll('#columns > tbody')).filter(e => !e.hidden)"
                    + ".map(e => e.rows[0].querySelector('bdi').textContent).join('|')";

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init") // unset where the tests are skipped
    private Chromium chromium;

    @BeforeEach
    void openTheReport() throws IOException, InterruptedException {
        Optional<Path> browser = Chromium.installed();
        if (browser.isEmpty()) {
            System.err.println("SKIPPED: the report in a browser, as no Chromium is installed");
        }
        assumeTrue(browser.isPresent(), "no Chromium is installed");
        Path page = directory.resolve("report.html");
        Drift.compare(profile(1, 0), profile(2, 1)).writeHtml(page);
        chromium = Chromium.open(browser.orElseThrow(), Files.createDirectory(directory.resolve("browser")), page);
    }

    @AfterEach
    void closeTheBrowser() {
        if (chromium != null) {
            chromium.close();
        }
    }

    private static Profile profile(long seed, double move) {
        SplittableRandom random = new SplittableRandom(seed);
        Profile.Builder profile = Profile.builder();
        for (String name : List.of("calm b", "calm a", "moved much", "moved little", HOSTILE)) {
            double by = move * (name.equals("moved much") ? 3 : name.equals("moved little") ? 0.8 : 0);
            profile.number(
                    name,
                    IntStream.range(0, 800)
                            .mapToDouble(i -> random.nextDouble() + random.nextDouble() + by * 0.4)
                            .toArray());
        }
        return profile.build();
    }

    private String names() throws IOException, InterruptedException {
        return chromium.evaluate(NAMES);
    }

    private String focused() throws IOException, InterruptedException {
        return chromium.evaluate("document.activeElement.textContent || document.activeElement.id");
    }

    /** As a user does who has no mouse. */
    private void tabTo(String text) throws IOException, InterruptedException {
        for (int i = 0; i < 40 && !focused().equals(text); i++) {
            chromium.press("Tab");
        }
        assertThat(focused()).isEqualTo(text);
    }

    @Test
    void columnsAreSortedByKeyboard() throws IOException, InterruptedException {
        assertThat(names()).startsWith("moved much|moved little|");
        tabTo("Column");
        chromium.press("Enter");
        assertThat(names()).isEqualTo(HOSTILE + "|calm a|calm b|moved little|moved much");
        assertThat(chromium.evaluate("document.querySelector('th[aria-sort]').getAttribute('aria-sort')"))
                .isEqualTo("ascending");
        chromium.press(" ");
        assertThat(names()).isEqualTo("moved much|moved little|calm b|calm a|" + HOSTILE);
        tabTo("PSI");
        chromium.press("Enter");
        assertThat(names()).startsWith("moved much|moved little|");
        assertThat(chromium.evaluate("document.querySelectorAll('th[aria-sort]').length"))
                .isEqualTo("1");
    }

    @Test
    void columnsAreSortedAndOpenedByMouse() throws IOException, InterruptedException {
        chromium.click("thead th:nth-child(5) button");
        chromium.click("thead th:nth-child(5) button");
        assertThat(names()).endsWith("moved little|moved much");
        String details = "document.querySelector('#columns > tbody tr.more')";
        assertThat(chromium.evaluate(details + ".hidden")).isEqualTo("true");
        chromium.click("#columns > tbody td:nth-child(4)");
        assertThat(chromium.evaluate(details + ".hidden")).isEqualTo("false");
        assertThat(chromium.evaluate(details + ".querySelector('figure').getBoundingClientRect().height > 50"))
                .isEqualTo("true");
        chromium.click("#columns > tbody button.open");
        assertThat(chromium.evaluate(details + ".hidden")).isEqualTo("true");
    }

    @Test
    void columnsAreFoundAndOpenedByKeyboard() throws IOException, InterruptedException {
        tabTo("search");
        for (char letter : "moved".toCharArray()) {
            chromium.press(String.valueOf(letter));
        }
        assertThat(names()).isEqualTo("moved much|moved little");
        assertThat(chromium.evaluate("document.getElementById('count').textContent"))
                .isEqualTo("2 of 5 columns");
        tabTo("moved much");
        chromium.press("Enter");
        assertThat(chromium.evaluate("document.querySelector('#columns > tbody tr.more').hidden"))
                .isEqualTo("false");
        assertThat(chromium.evaluate("document.activeElement.getAttribute('aria-expanded')"))
                .isEqualTo("true");
    }

    @Test
    void theListIsCutToWhatChanged() throws IOException, InterruptedException {
        chromium.click("#only");
        assertThat(names()).isEqualTo("moved much|moved little");
        chromium.click("#all");
        assertThat(chromium.evaluate("document.querySelectorAll('tr.more:not([hidden])').length"))
                .isEqualTo("2");
        chromium.click("#only");
        assertThat(chromium.evaluate("document.querySelectorAll('#columns > tbody:not([hidden])').length"))
                .isEqualTo("5");
    }

    @Test
    void hostileNamesAreTextAndNothingIsLoaded() throws IOException, InterruptedException {
        chromium.click("#all");
        assertThat(chromium.evaluate("window.hit")).isEqualTo("undefined");
        assertThat(chromium.evaluate("document.querySelectorAll('img').length + document.scripts.length"))
                .isEqualTo("1");
        assertThat(names()).contains(HOSTILE);
        assertThat(chromium.evaluate("performance.getEntriesByType('resource').length"))
                .isEqualTo("0");
        assertThat(chromium.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo("true");
    }
}
