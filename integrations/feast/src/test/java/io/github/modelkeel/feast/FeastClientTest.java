package io.github.modelkeel.feast;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static io.github.modelkeel.feast.FeastAnswers.NO_DATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.sun.net.httpserver.HttpServer;
import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.ServerUnavailableException;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeastClientTest {
    private static final String PATH = "/get-online-features";
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final String TODAY = "2026-11-30T06:00:00.5Z";
    private static final Map<String, List<Integer>> ONE = Map.of("customer_id", List.of(1));
    private static final Duration PATIENT = Duration.ofSeconds(30);

    @RegisterExtension
    private static final WireMockExtension FEAST = WireMockExtension.newInstance()
            .options(options().dynamicPort().bindAddress("127.0.0.1"))
            .build();

    private final AtomicLong nanos = new AtomicLong();

    private FeastClientBuilder builder() {
        return new FeastClientBuilder(URI.create(FEAST.baseUrl() + "/"), InstantSource.fixed(NOW), nanos::get)
                .service("loan_features")
                .timeout(PATIENT);
    }

    private static void answer(ResponseDefinitionBuilder with) {
        FEAST.stubFor(post(urlEqualTo(PATH)).willReturn(with));
    }

    private static void answer(FeastAnswers with) {
        answer(okJson(with.json()));
    }

    private static FeastAnswers income(String... values) {
        return new FeastAnswers()
                .column("customer_id", NO_DATE, ids(values.length))
                .column("income", TODAY, values);
    }

    private static String[] ids(int count) {
        String[] ids = new String[count];
        Arrays.setAll(ids, i -> Integer.toString(i + 1));
        return ids;
    }

    private static int requests() {
        return FEAST.findAll(postRequestedFor(urlEqualTo(PATH))).size();
    }

    @Test
    void columnsAreFoundByNameAndEachEntityIsAskedForOnce() {
        answer(new FeastAnswers()
                .column("region", TODAY, "\"süd\"", "\"\"")
                .column("customer_id", NO_DATE, "7", "8")
                .column("income", TODAY, "50000.5", "61000"));
        FeatureRows rows = builder().build().online(Map.of("customer_id", List.of(7, 8L, (short) 7)));
        assertThat(rows.rows())
                .containsExactly(
                        Map.of("income", 50000.5, "region", "süd"),
                        Map.of("income", 61000L, "region", ""),
                        Map.of("income", 50000.5, "region", "süd"));
        assertThat(rows.failure()).isEmpty();
        FEAST.verify(
                1,
                postRequestedFor(urlEqualTo(PATH))
                        .withRequestBody(
                                equalToJson(
                                        "{\"feature_service\":\"loan_features\",\"full_feature_names\":false,\"entities\":{\"customer_id\":[7,8]}}")));
    }

    @Test
    void everyTypeOfValueArrives() {
        answer(new FeastAnswers()
                .column("customer_id", NO_DATE, "\"a\"")
                .column("flag", TODAY, "true")
                .column("large", TODAY, "9007199254740993")
                .column("larger", TODAY, "92233720368547758070")
                .column("infinite", TODAY, "\"Infinity\"")
                .column("list", TODAY, "[1,2.5,null]")
                .column("struct", TODAY, "{\"a\":\"b\"}"));
        assertThat(builder().build().online(Map.of("customer_id", List.of("a"))).rows())
                .containsExactly(Map.of(
                        "flag",
                        true,
                        "large",
                        9007199254740993L,
                        "larger",
                        new BigInteger("92233720368547758070"),
                        "infinite",
                        "Infinity",
                        "list",
                        Arrays.asList(1L, 2.5, null),
                        "struct",
                        Map.of("a", "b")));
    }

    @Test
    void featuresAreAskedForOneByOneWithFullNames() {
        answer(new FeastAnswers().column("customer_id", NO_DATE, "1").column("profile__income", TODAY, "5"));
        FeastClient client = FeastClient.builder(URI.create(FEAST.baseUrl()))
                .features("profile:income")
                .fullFeatureNames(true)
                .timeout(PATIENT)
                .build();
        assertThat(client.online(ONE).rows()).containsExactly(Map.of("profile__income", 5L));
        FEAST.verify(
                postRequestedFor(urlEqualTo(PATH))
                        .withRequestBody(
                                equalToJson(
                                        "{\"features\":[\"profile:income\"],\"full_feature_names\":true,\"entities\":{\"customer_id\":[1]}}")));
    }

    @Test
    void noEntitiesMakeNoRequest() {
        assertThat(builder().build().online(Map.of("customer_id", List.of())).size())
                .isZero();
        assertThat(requests()).isZero();
    }

    @Test
    void whatIsMissingIsNullOrTheDefaultOrAFailure() {
        answer(new FeastAnswers()
                .column("customer_id", NO_DATE, "1")
                .withStatus("income", NO_DATE, "NOT_FOUND", "null")
                .column("age", TODAY, "null")
                .withStatus("balance", TODAY, "OUTSIDE_MAX_AGE", "5.5")
                .column("region", TODAY, "\"north\""));
        FeastClient nulls = builder().build();
        assertThat(nulls.online(ONE).rows().get(0))
                .containsEntry("region", "north")
                .containsEntry("income", null)
                .containsEntry("age", null)
                .containsEntry("balance", null);
        assertThat(nulls.counts()).isEqualTo(new FeatureCounts(1, 0, 1, 0, 0, 3));
        FeastClient defaults = builder()
                .onMissing(OnMissing.DEFAULT)
                .defaults(Map.of("income", 40_000.0, "balance", 0))
                .build();
        assertThat(defaults.online(ONE).rows().get(0))
                .containsEntry("income", 40_000.0)
                .containsEntry("balance", 0)
                .containsEntry("age", null);
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> builder().onMissing(OnMissing.FAIL).build().online(ONE))
                .withMessageStartingWith("FEATURE_MISSING Feast at http://localhost:")
                .withMessageEndingWith(" has no 'income' for customer_id=1: NOT_FOUND");
    }

    @Test
    void whatIsOlderThanAllowedIsMissingAndWhatHasNoDateIsNot() {
        answer(new FeastAnswers()
                .column("customer_id", NO_DATE, "1")
                .column("fresh", "2026-11-29T12:00:00Z", "1")
                .column("old", "2026-11-29T11:59:59.999Z", "2")
                .column("computed", NO_DATE, "3"));
        assertThat(builder()
                        .maxAge(Duration.ofHours(24))
                        .build()
                        .online(ONE)
                        .rows()
                        .get(0))
                .containsEntry("fresh", 1L)
                .containsEntry("old", null)
                .containsEntry("computed", 3L);
        assertThat(builder().build().online(ONE).rows().get(0)).containsEntry("old", 2L);
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> builder()
                        .maxAge(Duration.ofHours(24))
                        .onMissing(OnMissing.FAIL)
                        .build()
                        .online(ONE))
                .withMessageContaining(
                        " has no 'old' for customer_id=1: of 2026-11-29T11:59:59.999Z, which is too old");
    }

    @Test
    void anEntityThatFeastTakesForAnotherIsRefused() {
        answer(income("5"));
        assertThatIllegalArgumentException()
                .as("Feast answers the name of an entity as if it were its join key")
                .isThrownBy(() -> builder().build().online(Map.of("customer", List.of(1))))
                .withMessage(
                        "Feast took 'customer' for another name: its answer has [customer_id, income]; name the join key of the feature service"
                                + " 'loan_features', and what an on-demand feature view needs in requestData");
        for (Object other : List.of("1", 1.5, true)) {
            assertThatIllegalArgumentException()
                    .as("Feast answers it as 1")
                    .isThrownBy(() -> builder().build().online(Map.of("customer_id", List.of(other))))
                    .withMessageStartingWith("Feast took 'customer_id' ")
                    .withMessageEndingWith(" for 1; give it as the type that the entity has there");
        }
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> builder().build().online(Map.of("customer_id", List.of(2))))
                .withMessageContaining("the answer has 'customer_id' 1 where 2 was asked for");
    }

    @Test
    void afterAGoodAnswerOtherNamesAndTypesAreRefusedBeforeTheyAreSent() {
        answer(income("5"));
        FeastClient client = builder().build();
        client.online(ONE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.online(Map.of("customer", List.of(1))))
                .withMessage("entities must be named [customer_id], as Feast answered before, not [customer]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.online(Map.of("customer_id", List.of("abc"))))
                .withMessage("'customer_id' must be a Long, as Feast answered before, not \"abc\"");
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void requestDataIsSentAndNotLookedForInTheAnswer() {
        answer(new FeastAnswers().column("customer_id", NO_DATE, "1").column("ratio", NO_DATE, "0.5"));
        FeastClient client = builder().requestData("loan_amount").build();
        for (Number amount : List.of(1000, 2000.5)) {
            assertThat(client.online(Map.of("customer_id", List.of(1), "loan_amount", List.of(amount)))
                            .rows())
                    .containsExactly(Map.of("ratio", 0.5));
        }
        FEAST.verify(postRequestedFor(urlEqualTo(PATH))
                .withRequestBody(
                        equalToJson("{\"entities\":{\"customer_id\":[1],\"loan_amount\":[2000.5]}}", true, true)));
    }

    @Test
    void entitiesOfAnotherFormAreRefusedBeforeTheyAreSent() {
        FeastClient client = builder().build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.online(Map.of()))
                .withMessageContaining("such as customer_id");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.online(Map.of("a", List.of(1, 2), "b", List.of(1))))
                .withMessageContaining("but 'a' has 2 and 'b' has 1");
        for (Object value : Arrays.asList(null, Double.NaN, Float.POSITIVE_INFINITY, BigInteger.ONE, List.of())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> client.online(Map.of("a", Arrays.asList(1, value))))
                    .withMessageContaining("entity 'a' of row 1 must be a text, a whole number");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.online(Map.of("a", List.of("\ud800"))))
                .withMessageContaining("half a surrogate pair");
        assertThat(requests()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | '\"{\\\"class\\\": \\\"FeatureServiceNotFoundException\\\", \\\"message\\\": \\\"no service x\\\"}\"' | (HTTP 404): no service x",
                "500 | '\"invalid literal for int() with base 10: ''abc''\"' | (HTTP 500): invalid literal for int() with base 10: 'abc'",
                "500 | '\"\\\"Missing join key values for keys: [''a'']\\\"\"' | (HTTP 500): Missing join key values for keys: ['a']",
                "404 | '{\"detail\":\"Not Found\"}' | it has no /get-online-features; is this a Feast feature server?",
                "422 | '{\"detail\":[]}' | it does not understand the question",
                "401 | '\"no token\"' | give it a token that it accepts with bearerToken; it says: no token",
                "302 | '' | it sends elsewhere, which is not followed; name the address that answers",
            })
    void aQuestionThatIsRefusedFailsWithWhatFeastSays(int status, String body, String message) {
        answer(aResponse().withStatus(status).withBody(body).withHeader("Location", "http://127.0.0.1:1/"));
        FeastClient client = builder()
                .onMissing(OnMissing.DEFAULT)
                .defaults(Map.of("income", 1))
                .build();
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> client.online(ONE))
                .withMessageStartingWith("FEAST_REFUSED Feast at http://localhost:")
                .withMessageContaining("did not answer for the feature service 'loan_features' (HTTP " + status + ")")
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.status()).isEqualTo(status));
    }

    /** Feast also answers a store that is down with 500 and a text; who was answered before asks as it should. */
    @Test
    void a500AfterAGoodAnswerIsAnOutage() {
        answer(income("5"));
        FeastClient client = builder().build();
        client.online(ONE);
        answer(aResponse().withStatus(500).withBody("\"Connection refused by redis\""));
        FeatureRows rows = client.online(ONE);
        assertThat(rows.rows().get(0)).hasSize(1).containsEntry("income", null);
        assertThat(rows.failure())
                .hasValueSatisfying(e -> assertThat(e).hasMessageEndingWith("(HTTP 500): Connection refused by redis"));
        answer(aResponse().withStatus(200).withBody("<html>"));
        assertThat(client.online(ONE).failure())
                .hasValueSatisfying(
                        e -> assertThat(e).hasMessageContaining("is not JSON; is this a Feast feature server?"));
        answer(aResponse().withStatus(404).withBody("default backend"));
        assertThat(client.online(ONE).failure()).isPresent();
        assertThat(client.counts()).isEqualTo(new FeatureCounts(4, 3, 4, 3, 0, 0));

        answer(aResponse().withStatus(404).withBody("\"no such feature service any more\""));
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> client.online(ONE))
                .withMessageStartingWith("FEAST_REFUSED ");
    }

    /** A feature service that was changed while the application runs. */
    @Test
    void aFeatureThatAnswersHaveNoLongerIsMissing() {
        FeastAnswers both = income("5").column("age", TODAY, "30");
        FeastClient defaults = builder()
                .onMissing(OnMissing.DEFAULT)
                .defaults(Map.of("age", 18))
                .build();
        FeastClient nulls = builder().build();
        FeastClient failing = builder().onMissing(OnMissing.FAIL).build();
        for (FeastClient client : List.of(defaults, nulls, failing)) {
            answer(both);
            client.online(ONE);
            answer(income("5"));
        }
        for (int call = 0; call < 2; call++) {
            assertThat(defaults.online(ONE).rows()).containsExactly(Map.of("income", 5L, "age", 18));
            assertThat(nulls.online(ONE).rows().get(0)).hasSize(2).containsEntry("age", null);
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> failing.online(ONE))
                    .withMessageEndingWith(" has no 'age' for customer_id=1: no longer in the answer");
        }
        assertThat(defaults.counts().missingValues()).isEqualTo(2);
        answer(aResponse().withStatus(503));
        assertThat(defaults.online(ONE).rows().get(0)).containsEntry("age", 18).containsEntry("income", null);
    }

    @Test
    void aClientKeepsTheSettingsThatItWasBuiltWith() {
        answer(income("null"));
        FeastClientBuilder builder = builder();
        FeastClient nulls = builder.build();
        FeastClient defaults = builder.onMissing(OnMissing.DEFAULT)
                .defaults(Map.of("income", 1))
                .build();
        assertThat(nulls.online(ONE).rows().get(0)).containsEntry("income", null);
        assertThat(defaults.online(ONE).rows().get(0)).containsEntry("income", 1);
    }

    @Test
    void aWarmUpNeedsAnEntity() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().build().warmUp(Map.of("customer_id", List.of()), PATIENT))
                .withMessage("a warm-up needs an entity to ask for");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder().build().warmUp(ONE, Duration.ZERO))
                .withMessage("limit must be from a millisecond to a day: PT0S");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "{}",
                "{\"metadata\":{\"feature_names\":[\"customer_id\"]},\"results\":[]}",
                "{\"metadata\":{\"feature_names\":[\"customer_id\"]},\"results\":[{\"values\":[1,2],\"statuses\":[\"PRESENT\"]}]}",
                "{\"metadata\":{\"feature_names\":[\"customer_id\",\"a\"]},\"results\":[{\"values\":[1],\"statuses\":[\"PRESENT\"]},{\"values\":[1],\"statuses\":[\"PRESENT\"],\"event_timestamps\":[\"today\"]}]}",
            })
    void whatIsNotAnAnswerIsRefused(String body) {
        answer(okJson(body));
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> builder().build().online(ONE))
                .withMessageStartingWith(
                        "INVALID_RESPONSE (HTTP 200) the feature service 'loan_features': the answer ");
    }

    @Test
    void whenFeastFailsPredictionsGoOnWithDefaultsAndItIsCountedAndLoggedOnce() {
        List<LogRecord> logged = new ArrayList<>();
        Handler handler = collecting(logged);
        Logger logger = Logger.getLogger(FeastClient.class.getName());
        logger.addHandler(handler);
        try {
            FeastClient client = builder()
                    .timeout(Duration.ofMillis(100))
                    .onMissing(OnMissing.DEFAULT)
                    .defaults(Map.of("income", 40_000.0))
                    .build();
            answer(income("5").column("age", TODAY, "30"));
            client.warmUp(ONE, PATIENT);
            answer(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
            assertThat(client.online(ONE).rows().get(0)).hasSize(2).containsEntry("age", null);
            answer(aResponse().withStatus(503));
            client.online(ONE);
            answer(okJson(income("5").json()).withFixedDelay(60_000));
            client.online(ONE);
            answer(okJson(income("5").json()).withChunkedDribbleDelay(10, 60_000));
            FeatureRows late = client.online(ONE);
            assertThat(late.rows().get(0)).containsEntry("income", 40_000.0);
            assertThat(late.failure())
                    .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("gave no whole answer within 100 ms"));
            assertThat(client.counts()).isEqualTo(new FeatureCounts(5, 4, 4, 4, 0, 0));
            assertThat(logged).extracting(LogRecord::getLevel).containsExactly(Level.WARNING);

            answer(income("6"));
            client.warmUp(ONE, PATIENT);
            assertThat(logged.get(1).getMessage()).endsWith(" answers again, after 4 failures");

            for (int i = 0; i < 3; i++) { // now and then, within the same minute
                answer(aResponse().withStatus(503));
                client.online(ONE);
                answer(income("6"));
                client.warmUp(ONE, PATIENT);
            }
            assertThat(logged).hasSize(2);
        } finally {
            logger.removeHandler(handler);
        }
    }

    private static Handler collecting(List<LogRecord> logged) {
        return new Handler() {
            @Override
            public void publish(LogRecord entry) {
                logged.add(entry);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }

    /** The time that the JDK's client has for a request ends with the headers. */
    @Test
    void aBodyThatDoesNotArriveInTimeIsAFailure() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(PATH, exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            awaitQuietly(end);
            exchange.close();
        });
        server.start();
        try {
            FeatureRows rows = FeastClient.builder(
                            URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                    .service("s")
                    .timeout(Duration.ofMillis(500))
                    .build()
                    .online(ONE);
            assertThat(rows.failure())
                    .hasValueSatisfying(e -> assertThat(e).hasMessageContaining("gave no whole answer within 500 ms"));
        } finally {
            end.countDown();
            server.stop(0);
        }
    }

    private static void awaitQuietly(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aFeastThatIsNotThereGivesDefaultsFromTheStart() throws IOException {
        URI gone;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            gone = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        FeastClientBuilder builder = FeastClient.builder(gone).service("s").timeout(PATIENT);
        assertThat(builder.build().online(ONE).rows()).containsExactly(Map.of());
        FeatureRows rows = builder.onMissing(OnMissing.DEFAULT)
                .defaults(Map.of("income", 1.0))
                .build()
                .online(ONE);
        assertThat(rows.rows()).containsExactly(Map.of("income", 1.0));
        assertThat(rows.failure())
                .hasValueSatisfying(e -> assertThat(e)
                        .hasMessage("IO_ERROR Feast at " + gone
                                + " cannot be reached: the connection was refused; is it running?"));
        FeastClient failing = FeastClient.builder(gone)
                .service("s")
                .timeout(PATIENT)
                .onMissing(OnMissing.FAIL)
                .build();
        assertThatExceptionOfType(ServerUnavailableException.class).isThrownBy(() -> failing.online(ONE));
        assertThatExceptionOfType(ServerUnavailableException.class)
                .isThrownBy(() -> builder.build().warmUp(ONE, PATIENT));
    }

    @Test
    void aDefaultForAFeatureThatIsNotThereIsAMistake() {
        answer(income("5"));
        FeastClient client = builder()
                .onMissing(OnMissing.DEFAULT)
                .defaults(Map.of("incme", 1))
                .build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.online(ONE))
                .withMessage("defaults has [incme], which the feature service 'loan_features' does not have: [income]");
    }

    @Test
    void theCacheAnswersForItsTimeAlsoForTheUnknownAndNeverForAFailure() {
        FeastClient client = builder().cache(10, Duration.ofSeconds(5)).build();
        answer(aResponse().withStatus(503));
        client.online(ONE);
        answer(income("null"));
        client.online(ONE);
        nanos.set(Duration.ofSeconds(5).toNanos() - 1);
        answer(new FeastAnswers().column("customer_id", NO_DATE, "2").column("income", TODAY, "7"));
        assertThat(client.online(Map.of("customer_id", List.of(1, 2, 1))).rows())
                .extracting(row -> row.get("income"))
                .containsExactly(null, 7L, null);
        assertThat(client.counts()).isEqualTo(new FeatureCounts(3, 1, 5, 1, 2, 3));
        nanos.incrementAndGet();
        answer(income("9"));
        assertThat(client.online(ONE).rows()).containsExactly(Map.of("income", 9L));
    }

    @Test
    void theTokenOfNowIsSentAndOneThatIsNoneIsInNoMessage() {
        answer(income("5"));
        List<String> tokens = new ArrayList<>(List.of("first", "sec\nret", "third"));
        FeastClient client = builder().bearerToken(() -> tokens.remove(0)).build();
        client.online(ONE);
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> client.online(ONE))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("CREDENTIALS_UNAVAILABLE"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("sec"));
        client.online(ONE);
        assertThat(FEAST.findAll(postRequestedFor(urlEqualTo(PATH))))
                .extracting(request -> request.getHeader("Authorization"))
                .containsExactlyInAnyOrder("Bearer first", "Bearer third");
    }

    @Test
    void anInterruptedThreadGetsNoDefaults() {
        answer(okJson(income("5").json()).withFixedDelay(1_000));
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> builder().build().online(ONE))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("INTERRUPTED"));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void settingsThatCannotBeAreRefusedWhereTheyAreWritten() {
        for (String uri :
                List.of("feast:6566", "ftp://feast", "http://u:p@feast", "http://feast?a", "http://my_feast")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FeastClient.builder(URI.create(uri)))
                    .withMessageStartingWith("uri must be http(s)://HOST:PORT");
        }
        FeastClientBuilder builder = FeastClient.builder(URI.create("http://feast:6566"));
        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage("set either service or features, as that is what is asked for");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.service(" "));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.features("income"))
                .withMessageEndingWith("as in profile:income: income");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.service("a").features("b:c").build())
                .withMessageStartingWith("set either service or features");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeout(Duration.ZERO))
                .withMessage("timeout must be from a millisecond to a day: PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.timeout(Duration.ofSeconds(Long.MAX_VALUE)))
                .withMessageStartingWith("timeout must be from a millisecond to a day: ");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.maxAge(Duration.ofHours(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.maxAge(Duration.ofSeconds(Long.MAX_VALUE)))
                .withMessageStartingWith("maxAge must be positive and at most ");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.cache(0, PATIENT));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.cache(1, Duration.ofDays(2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeastClient.builder(URI.create("http://feast:6566"))
                        .service("a")
                        .onMissing(OnMissing.DEFAULT)
                        .build())
                .withMessage("set both onMissing(DEFAULT) and defaults, or neither");
    }
}
