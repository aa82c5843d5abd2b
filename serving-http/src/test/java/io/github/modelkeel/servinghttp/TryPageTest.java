package io.github.modelkeel.servinghttp;

import static io.github.modelkeel.servinghttp.Served.HOUSE;
import static io.github.modelkeel.servinghttp.Served.PRICE;
import static io.github.modelkeel.servinghttp.Served.get;
import static io.github.modelkeel.servinghttp.Served.post;
import static io.github.modelkeel.servinghttp.Served.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.modelkeel.model.Link;
import io.github.modelkeel.serving.Predictor;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page, what it asks for, and how it works in a real browser. */
class TryPageTest {
    private static final String HOSTILE = "<img src=x onerror=\"window.hit=1\"><script>window.hit=1</script>\"'&,";

    @Test
    void thePageAndItsFilesAreSmallAndLoadNothingFromElsewhere() {
        try (Predictor house = Served.house()) {
            ScoringApi api = ScoringApi.builder()
                    .model("house", house)
                    .bearerToken("s3cret-token")
                    .build();
            int size = 0;
            for (String path : new String[] {"/try", "/try/style.css", "/try/script.js"}) {
                ScoringApi.Reply file = get(api, path);
                assertThat(file.status()).as(path).isEqualTo(200);
                assertThat(file.headers().get("Content-Security-Policy")).startsWith("default-src 'self';");
                assertThat(text(file)).doesNotContain("http:", "https:", "innerHTML", "style=", "onclick", "eval(");
                size += file.body().length;
            }
            assertThat(size).isLessThan(60_000);
            assertThat(text(get(api, "/try"))).doesNotContainPattern("<script(?! src)");
            assertThat(get(api, "/try/models.json").status()).isEqualTo(401);
            assertThat(get(
                                    ScoringApi.builder()
                                            .model("house", house)
                                            .tryPage(false)
                                            .build(),
                                    "/try")
                            .status())
                    .isEqualTo(404);
            assertThat(get(
                                    ScoringApi.builder()
                                            .model("house", house)
                                            .protocols(Protocol.MLFLOW)
                                            .build(),
                                    "/try")
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void theFormIsMadeOfTheSignature() {
        try (Predictor house = Served.houseWithRanges();
                Predictor churn = Served.churn("no", "yes")) {
            Predictor closed = Served.house();
            closed.close();
            ScoringApi api = ScoringApi.builder()
                    .model("house", house)
                    .model("churn", churn, ReplyFields.standard().decision("will_churn"))
                    .model("closed", closed)
                    .build();
            assertThat(text(get(api, "/try/models.json")))
                    .startsWith(
                            "{\"models\":[{\"name\":\"house\",\"ready\":true,\"version\":0,\"output\":\"price\",\"names\":{"
                                    + "\"prediction\":\"prediction\",\"probability\":\"probability\",\"probabilities\":\"probabilities\","
                                    + "\"modelVersion\":\"model_version\",\"processingTime\":\"processing_time_ms\"},\"explains\":true,")
                    .contains(
                            "{\"name\":\"sqft\",\"type\":\"number\",\"required\":true,\"min\":900.0,\"max\":1500.0}",
                            "{\"name\":\"location\",\"type\":\"text\",\"required\":true,\"categories\":[\"rural\",\"urban\"]}",
                            "\"decision\":\"will_churn\"",
                            "\"classes\":[\"no\",\"yes\"]")
                    .endsWith("{\"name\":\"closed\",\"ready\":false}]}");
        }
    }

    @Test
    void aLinearModelSaysWhatEachFeatureAdds() {
        try (Predictor house = Served.house();
                Predictor churn = Served.churn("no", "yes");
                Predictor label =
                        Served.calls("m", Link.IDENTITY, model -> model.targets(List.of(List.of("a", "b"))))) {
            ScoringApi api = ScoringApi.builder()
                    .model("house", house)
                    .model("churn", churn)
                    .model("label", label)
                    .build();
            assertThat(text(post(api, "/models/house/contributions", HOUSE)))
                    .isEqualTo("{\"score\":" + PRICE + ",\"contributions\":["
                            + "{\"feature\":\"sqft\",\"value\":150000.0},{\"feature\":\"bedrooms\",\"value\":3001.5},"
                            + "{\"feature\":\"location=rural\",\"value\":7.0}]}");
            assertThat(text(post(api, "/models/churn/contributions", "{\"calls\":-2}")))
                    .isEqualTo("{\"score\":-2.0,\"contributions\":[{\"feature\":\"calls\",\"value\":-2.0}]}");
            assertThat(post(api, "/models/label/contributions", "{\"calls\":1}").status())
                    .isEqualTo(409);
            assertThat(post(api, "/models/house/contributions", "{\"sqft\":1}").status())
                    .isEqualTo(422);
        }
    }

    /** Skipped where there is no Chromium. */
    @Nested
    class InABrowser {
        @TempDir
        Path directory;

        @SuppressWarnings("NullAway.Init") // unset where the tests are skipped
        private Chromium chromium;

        private void open(ScoringServer server) throws IOException, InterruptedException {
            Optional<Path> browser = Chromium.installed();
            if (browser.isEmpty()) {
                System.err.println("SKIPPED: the page /try in a browser, as no Chromium is installed");
            }
            assumeTrue(browser.isPresent(), "no Chromium is installed");
            chromium = Chromium.open(browser.orElseThrow(), Files.createDirectory(directory.resolve("browser")));
            show(server, 1280, "light");
        }

        private void show(ScoringServer server, int width, String scheme) throws IOException, InterruptedException {
            chromium.show(URI.create(server.uri() + "/try"), width, 900, scheme);
            chromium.await(
                    "document.getElementById('main').hidden && document.getElementById('access').hidden", "false");
        }

        @AfterEach
        void closeTheBrowser() {
            if (chromium != null) {
                chromium.close();
            }
        }

        private String textOf(String id) throws IOException, InterruptedException {
            return chromium.evaluate("document.getElementById('" + id + "').textContent");
        }

        /** As a user does who has no mouse. */
        private void tabTo(String id) throws IOException, InterruptedException {
            for (int i = 0;
                    i < 30 && !chromium.evaluate("document.activeElement.id").equals(id);
                    i++) {
                chromium.press("Tab");
            }
            assertThat(chromium.evaluate("document.activeElement.id")).isEqualTo(id);
        }

        private void replace(String id, String text) throws IOException, InterruptedException {
            chromium.evaluate("document.getElementById('" + id + "').select()");
            chromium.type(text);
        }

        @Test
        void aRowIsFilledSentAndCorrectedByKeyboard() throws Exception {
            try (Predictor house = Served.houseWithRanges();
                    ScoringServer server = ScoringServer.start(
                            ScoringApi.builder().model("house", house).build(), 0)) {
                open(server);
                assertThat(chromium.evaluate("document.getElementById('field-0').value"))
                        .isEqualTo("1200");
                tabTo("field-0");
                replace("field-0", "1500");
                tabTo("field-1");
                replace("field-1", "3");
                assertThat(chromium.evaluate("document.getElementById('field-2').value"))
                        .isEqualTo("rural");
                tabTo("predict");
                chromium.press("Enter");
                chromium.await("document.getElementById('result').hidden", "false");
                assertThat(textOf("value")).isEqualTo("prediction153,008.5");
                assertThat(textOf("facts")).startsWith("version 0 · ").contains("ms in the service");
                assertThat(textOf("contributions")).startsWith("sqft+150,000bedrooms+3,001.5location=rural+7");

                tabTo("predict");
                replace("field-0", "many");
                chromium.press("Enter");
                chromium.await("document.getElementById('field-0').getAttribute('aria-invalid')", "true");
                assertThat(chromium.evaluate("document.activeElement.id")).isEqualTo("field-0");
                assertThat(textOf("field-0-wrong")).contains("sqft").contains("number");
                assertThat(chromium.evaluate("document.getElementById('result').hidden"))
                        .isEqualTo("true");

                replace("field-0", "99999");
                assertThat(textOf("field-0-hint")).isEqualTo("outside: training saw 900 to 1500");
                chromium.press("Enter");
                chromium.await("document.getElementById('result').hidden", "false");
                assertThat(chromium.evaluate("document.querySelectorAll('[aria-invalid]').length"))
                        .isEqualTo("0");
            }
        }

        @Test
        void rowsArePastedAsCsvOrJson() throws Exception {
            try (Predictor house = Served.house();
                    ScoringServer server = ScoringServer.start(
                            ScoringApi.builder().model("house", house).build(), 0)) {
                open(server);
                paste("location,sqft,bedrooms\r\n\"rural\",1500,3\r\n\nurban,900,1.5e0\n");
                chromium.await("document.getElementById('table').hidden", "false");
                assertThat(textOf("count")).startsWith("2 rows");
                assertThat(textOf("answers"))
                        .isEqualTo("rowpredictionsqftbedroomslocation0153,008.515003rural191,500.759001.5urban");
                paste("[" + HOUSE + "]");
                chromium.await("document.getElementById('count').textContent.startsWith('1 rows')", "true");
                paste("location,sqft\nmars,1\nrural");
                chromium.await(
                        "document.getElementById('batchrefused').textContent", "Row 1 has 1 fields for 2 names.");
                paste("location,sqft,bedrooms\nmars,1,1");
                chromium.await("document.getElementById('batchrefused').textContent.includes('mars')", "true");
                paste("{\"sqft\":");
                chromium.await("document.getElementById('batchrefused').textContent.includes('not JSON')", "true");
            }
        }

        private void paste(String text) throws IOException, InterruptedException {
            chromium.evaluate("document.getElementById('rows').focus()");
            replace("rows", text);
            chromium.click("#batch button");
        }

        @Test
        void namesOfAnyKindAreTextAndTheTokenIsAskedFor() throws Exception {
            try (Predictor hostile = Served.named(HOSTILE);
                    Predictor churn = Served.churn("stays", "leaves");
                    ScoringServer server = ScoringServer.start(
                            ScoringApi.builder()
                                    .model("<b onclick='hit=1'>", hostile)
                                    .model("churn", churn)
                                    .bearerToken("s3cret-token")
                                    .build(),
                            0)) {
                open(server);
                chromium.type("wrong-token");
                chromium.press("Enter");
                chromium.await("document.getElementById('fault').textContent", "This is not the token of the service.");
                chromium.type("s3cret-token");
                chromium.press("Enter");
                chromium.await("document.getElementById('main').hidden", "false");
                assertThat(textOf("name")).isEqualTo("<b onclick='hit=1'>");
                assertThat(chromium.evaluate("document.querySelector('.field bdi').textContent"))
                        .isEqualTo(HOSTILE);
                chromium.click("#predict");
                chromium.await("document.getElementById('result').hidden", "false");
                paste(HOSTILE.replace("\"", "\"\"")
                        .transform(name -> '"' + name + "\"\n\"" + HOSTILE.replace("\"", "\"\"") + "\""));
                chromium.await("document.getElementById('table').hidden", "false");
                assertThat(textOf("answers")).contains(HOSTILE);
                assertThat(chromium.evaluate("window.hit")).isEqualTo("undefined");
                assertThat(chromium.evaluate("document.querySelectorAll('img').length + ' ' + document.scripts.length"))
                        .isEqualTo("0 1");
                assertThat(
                                chromium.evaluate(
                                        "performance.getEntriesByType('resource').every(e => e.name.startsWith(location.origin))"))
                        .isEqualTo("true");
                chromium.evaluate("document.getElementById('model').value = 1");
                chromium.evaluate("document.getElementById('model').dispatchEvent(new Event('change'))");
                assertThat(textOf("name")).isEqualTo("churn");
                replace("field-0", "2");
                chromium.click("#predict");
                chromium.await("document.querySelectorAll('#probabilities dt').length", "2");
            }
        }

        @Test
        void whatIsFilledInIsAccepted() throws Exception {
            try (Predictor extremes = Served.extremes();
                    ScoringServer server = ScoringServer.start(
                            ScoringApi.builder().model("extremes", extremes).build(), 0)) {
                open(server);
                assertThat(chromium.evaluate("document.getElementById('field-0').value"))
                        .isEqualTo("line\nbreak 0");
                assertThat(chromium.evaluate("document.getElementById('field-1').value"))
                        .isEqualTo("1.25e+308");
                chromium.click("#predict");
                chromium.await("document.getElementById('result').hidden", "false");
            }
        }

        @Test
        void aPhoneShowsAllOfItWithoutScrollingSideways() throws Exception {
            try (Predictor hostile = Served.named("a".repeat(120));
                    ScoringServer server = ScoringServer.start(
                            ScoringApi.builder().model("n".repeat(200), hostile).build(), 0)) {
                open(server);
                for (String scheme : new String[] {"light", "dark"}) {
                    show(server, 360, scheme);
                    chromium.click("#predict");
                    chromium.await("document.getElementById('result').hidden", "false");
                    assertThat(chromium.evaluate("document.documentElement.scrollWidth <= 360"))
                            .isEqualTo("true");
                    assertThat(
                                    chromium.evaluate(
                                            "Array.from(document.querySelectorAll('main button, main input, main select')).every(e => e.offsetHeight >= 44)"))
                            .isEqualTo("true");
                }
            }
        }
    }
}
