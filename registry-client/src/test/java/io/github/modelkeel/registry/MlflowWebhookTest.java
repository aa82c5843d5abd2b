package io.github.modelkeel.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.modelkeel.registry.webhook.SeenDeliveries;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MlflowWebhookTest {
    private static final String SECRET = "s3cr3t-of-the-hook-ü";
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final byte[] MOVED = ("{\"entity\": \"model_version_alias\", \"action\": \"created\","
                    + " \"timestamp\": \"2026-11-29T12:00:00.080217+00:00\","
                    + " \"data\": {\"name\": \"house\", \"alias\": \"champion\", \"version\": \"12\"}}")
            .getBytes(UTF_8);

    private final MlflowWebhook webhook = MlflowWebhook.of(SECRET, InstantSource.fixed(NOW));

    /** The signature was made with Python's hmac, by the lines of MLflow 3.17.2's delivery.py. */
    @Test
    void acceptsWhatMlflowSigned() {
        Map<String, List<String>> headers = Map.of(
                "X-MLflow-Delivery-Id", List.of("5d2c8a6e-3b41-4c0e-9a53-0d6f2f8c7b11"),
                "X-MLflow-Timestamp", List.of("1795953600"),
                "X-MLflow-Signature", List.of("v1,AjzpcmxvAufEsab5vlmseW/Cd7Z992uyjS4oDBb/pLM="));

        WebhookEvent event = webhook.verify(headers, MOVED);

        assertThat(event.deliveryId()).isEqualTo("5d2c8a6e-3b41-4c0e-9a53-0d6f2f8c7b11");
        assertThat(event.type()).isEqualTo("model_version_alias.created");
        assertThat(event.entity()).isEqualTo("model_version_alias");
        assertThat(event.action()).isEqualTo("created");
        assertThat(event.timestamp()).isEqualTo(Instant.parse("2026-11-29T12:00:00.080217Z"));
        assertThat(event.modelName()).contains("house");
        assertThat(event.alias()).contains("champion");
        assertThat(event.version()).hasValue(12);
        assertThat(event.tagKey()).isEmpty();
        assertThat(event)
                .hasToString("WebhookEvent[model_version_alias.created, 2026-11-29T12:00:00.080217Z, delivery "
                        + "5d2c8a6e-3b41-4c0e-9a53-0d6f2f8c7b11]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-MLFLOW-", "x-mlflow-", "X-Mlflow-"})
    void namesOfHeadersHaveAnyCase(String prefix) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        signed(MOVED).forEach((name, values) -> headers.put(prefix + name.substring(prefix.length()), values));
        headers.put("Content-Type", List.of("application/json"));

        assertThat(webhook.verify(headers, MOVED).modelName()).contains("house");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"v1,AAAA %s", "%s v1,AAAA", "v2,zz~~ %s", "v1,AAAA, %s", "v1,AAAA,%s", "%s,v1,AAAA", "v1a,xyz %s"
            })
    void oneOfSeveralSignaturesIsEnough(String header) {
        Map<String, List<String>> headers = signed(MOVED);
        String right = only(headers, "X-MLflow-Signature");
        headers.put("X-MLflow-Signature", List.of(header.formatted(right)));

        assertThat(webhook.verify(headers, MOVED).modelName()).contains("house");
    }

    @Test
    void aRepeatedHeaderHoldsSeveralSignatures() {
        Map<String, List<String>> headers = signed(MOVED);
        headers.put("X-MLflow-Signature", List.of("v1,AAAA", only(headers, "X-MLflow-Signature")));

        assertThat(webhook.verify(headers, MOVED).modelName()).contains("house");
    }

    @Test
    void aHeaderWithoutAValueIsRefused() {
        Map<String, @Nullable List<@Nullable String>> headers = new LinkedHashMap<>(signed(MOVED));
        headers.put("X-MLflow-Delivery-Id", null);
        headers.put("X-MLflow-Timestamp", Arrays.asList((String) null));
        headers.put(null, List.of("HTTP/1.1 200 OK"));
        refused(nullable(headers), MOVED, "WEBHOOK_MALFORMED", 400, "X-MLflow-Delivery-Id is missing");
    }

    /** Some servers have such maps, whatever the types say. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map<String, List<String>> nullable(Map headers) {
        return headers;
    }

    @Test
    void everyChangedBitIsRefused() {
        Map<String, List<String>> headers = signed(MOVED);
        for (int i = 0; i < MOVED.length; i++) {
            byte[] changed = MOVED.clone();
            changed[i] ^= (byte) (1 << (i % 8));
            refused(headers, changed, "WEBHOOK_SIGNATURE", 401, "was not signed with the secret given here");
        }
        byte[] code =
                Base64.getDecoder().decode(only(headers, "X-MLflow-Signature").substring(3));
        for (int i = 0; i < code.length; i++) {
            byte[] changed = code.clone();
            changed[i] ^= (byte) (1 << (i % 8));
            refusedWith(headers, "X-MLflow-Signature", "v1," + base64(changed), "WEBHOOK_SIGNATURE", 401);
        }
        refusedWith(headers, "X-MLflow-Signature", "v1," + base64(Arrays.copyOf(code, 31)), "WEBHOOK_SIGNATURE", 401);
        refusedWith(headers, "X-MLflow-Timestamp", Long.toString(NOW.getEpochSecond() + 1), "WEBHOOK_SIGNATURE", 401);
        refusedWith(headers, "X-MLflow-Delivery-Id", UUID.randomUUID().toString(), "WEBHOOK_SIGNATURE", 401);
        assertThat(webhook.verify(headers, MOVED).modelName())
                .as("none of these used up the id")
                .contains("house");
    }

    @Test
    void anotherSecretIsRefused() {
        Map<String, List<String>> headers = signed(MOVED);

        assertThatExceptionOfType(WebhookRefusedException.class)
                .isThrownBy(() ->
                        MlflowWebhook.of("another", InstantSource.fixed(NOW)).verify(headers, MOVED))
                .withMessageStartingWith("WEBHOOK_SIGNATURE: the delivery ")
                .withMessageNotContaining("another")
                .withMessageNotContaining(only(headers, "X-MLflow-Signature"));
    }

    @Test
    void aRequestWithoutSignatureIsRefused() {
        Map<String, List<String>> headers = signed(MOVED);
        headers.remove("X-MLflow-Signature");
        refused(
                headers,
                MOVED,
                "WEBHOOK_SIGNATURE",
                401,
                "it has no header X-MLflow-Signature; create the webhook with a secret");
        headers.put("X-MLflow-Signature", List.of());
        refused(headers, MOVED, "WEBHOOK_SIGNATURE", 401, "it has no header X-MLflow-Signature");
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, -1, 0, 299, 300})
    void theWindowIsFiveMinutesBothWays(long seconds) {
        assertThat(webhook.verify(signed(id(), NOW.plusSeconds(seconds), MOVED), MOVED)
                        .alias())
                .contains("champion");
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301, -1_000_000, 900_000_000_000L - 1_795_953_600})
    void outsideOfTheWindowIsRefused(long seconds) {
        Instant signedAt = NOW.plusSeconds(seconds);
        refused(
                signed(id(), signedAt, MOVED),
                MOVED,
                "WEBHOOK_EXPIRED",
                401,
                "was signed at " + signedAt + ", and it is 2026-11-29T12:00:00Z here");
    }

    @Test
    void aDeliveryIsAcceptedOnce() {
        Map<String, List<String>> headers = signed(MOVED);
        webhook.verify(headers, MOVED);

        refused(headers, MOVED, "WEBHOOK_REPLAYED", 200, "was accepted before");
        assertThat(webhook.verify(signed(MOVED), MOVED).alias())
                .as("another delivery")
                .contains("champion");
    }

    @Test
    void aReplayIsRefusedAsLongAsItsTimestampIsGood() {
        Instant[] now = {NOW};
        MlflowWebhook moving = MlflowWebhook.of(SECRET, () -> now[0]);
        Map<String, List<String>> ahead = signed(id(), NOW.plusSeconds(300), MOVED); // of a clock that is ahead
        moving.verify(ahead, MOVED);

        for (int second = 0; second <= 600; second += 60) {
            now[0] = NOW.plusSeconds(second);
            assertThat(code(moving, ahead, MOVED)).isEqualTo("WEBHOOK_REPLAYED");
        }
        now[0] = NOW.plusSeconds(601);
        assertThat(code(moving, ahead, MOVED)).isEqualTo("WEBHOOK_EXPIRED");
    }

    @Test
    void ofManyConcurrentCallsOneIsAccepted() throws InterruptedException, ExecutionException {
        Map<String, List<String>> headers = signed(MOVED);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<String>> calls = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                calls.add(() -> code(webhook, headers, MOVED));
            }
            List<String> codes = new ArrayList<>();
            for (Future<String> call : threads.invokeAll(calls)) {
                codes.add(call.get());
            }
            assertThat(codes).containsOnlyOnce("accepted").contains("WEBHOOK_REPLAYED");
            assertThat(codes).filteredOn("WEBHOOK_REPLAYED"::equals).hasSize(63);
        } finally {
            threads.shutdownNow();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void theMemoryIsBounded() {
        SeenDeliveries seen = new SeenDeliveries(3, Duration.ofMinutes(10));
        for (int i = 0; i < 3; i++) {
            assertThat(seen.add("d" + i, NOW.plusSeconds(i))).isEqualTo(SeenDeliveries.Outcome.NEW);
        }
        assertThat(seen.add("d3", NOW.plusSeconds(600))).isEqualTo(SeenDeliveries.Outcome.FULL);
        assertThat(seen.add("d0", NOW.plusSeconds(600))).isEqualTo(SeenDeliveries.Outcome.SEEN);
        assertThat(seen.add("d3", NOW.plusSeconds(601))).isEqualTo(SeenDeliveries.Outcome.NEW);
        assertThat(seen.size()).isEqualTo(3);
        assertThat(seen.add("d1", NOW.plusSeconds(100_000))).isEqualTo(SeenDeliveries.Outcome.NEW);
        assertThat(seen.size()).as("what is over is forgotten").isEqualTo(1);
    }

    @Test
    void theCallWithoutAnObjectRemembersToo() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        Map<String, List<String>> headers = signed(MOVED);

        assertThat(MlflowWebhook.verify(SECRET, headers, MOVED, clock).version())
                .hasValue(12);
        assertThatExceptionOfType(WebhookRefusedException.class)
                .isThrownBy(() -> MlflowWebhook.verify(SECRET, headers, MOVED, clock))
                .withMessageStartingWith("WEBHOOK_REPLAYED: ");
        assertThat(webhook.verify(headers, MOVED).version())
                .as("an object has its own memory")
                .hasValue(12);
    }

    @Test
    void theClockOfAnObjectIsTheSystemsClock() {
        MlflowWebhook of = MlflowWebhook.of(SECRET);
        assertThat(of.verify(signed(id(), Instant.now(), MOVED), MOVED).modelName())
                .contains("house");
        assertThat(code(of, signed(id(), Instant.now().minusSeconds(400), MOVED), MOVED))
                .isEqualTo("WEBHOOK_EXPIRED");
        assertThat(of).hasToString("MlflowWebhook");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MlflowWebhook.of(""))
                .withMessage("the secret of a webhook must not be empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-MLflow-Delivery-Id|''|the header X-MLflow-Delivery-Id is missing",
                "X-MLflow-Delivery-Id|a.b|must hold 1 to 200 letters, digits, '-' or '_'",
                "X-MLflow-Delivery-Id|a b|must hold 1 to 200 letters, digits, '-' or '_'",
                "X-MLflow-Delivery-Id|é|must hold 1 to 200 letters, digits, '-' or '_'",
                "X-MLflow-Timestamp|''|the header X-MLflow-Timestamp is missing",
                "X-MLflow-Timestamp|12h|the header X-MLflow-Timestamp must hold seconds since 1970 in digits",
                "X-MLflow-Timestamp|-1|the header X-MLflow-Timestamp must hold seconds since 1970 in digits",
                "X-MLflow-Timestamp|1e9|the header X-MLflow-Timestamp must hold seconds since 1970 in digits",
                "X-MLflow-Timestamp|٣|the header X-MLflow-Timestamp must hold seconds since 1970 in digits",
                "X-MLflow-Timestamp|9999999999999999999999|the header X-MLflow-Timestamp must hold seconds since 1970",
                "X-MLflow-Signature|''|the header X-MLflow-Signature holds none of the form",
                "X-MLflow-Signature|abc|the header X-MLflow-Signature holds none of the form",
                "X-MLflow-Signature|v1,|the header X-MLflow-Signature holds none of the form",
                "X-MLflow-Signature|v2,AAAA|the header X-MLflow-Signature holds none of the form",
                "X-MLflow-Signature|v1,{}|the header X-MLflow-Signature holds a signature that is not Base64"
            })
    void malformedHeadersAreRefused(String name, String value, String why) {
        Map<String, List<String>> headers = signed(MOVED);
        headers.put(name, List.of(value));

        refused(headers, MOVED, "WEBHOOK_MALFORMED", 400, why);
    }

    @Test
    void missingRepeatedAndLongHeadersAreRefused() {
        refused(Map.of(), MOVED, "WEBHOOK_MALFORMED", 400, "X-MLflow-Delivery-Id is missing");
        Map<String, List<String>> twice = signed(MOVED);
        twice.put("x-mlflow-timestamp", List.of("1"));
        refused(twice, MOVED, "WEBHOOK_MALFORMED", 400, "the header X-MLflow-Timestamp was sent more than once");
        refusedWith(signed(MOVED), "X-MLflow-Delivery-Id", "a".repeat(201), "WEBHOOK_MALFORMED", 400);
        refusedWith(signed(MOVED), "X-MLflow-Signature", "v1,AAAA ".repeat(17), "WEBHOOK_MALFORMED", 400);
        refusedWith(signed(MOVED), "X-MLflow-Signature", "v1," + "A".repeat(1 << 20), "WEBHOOK_MALFORMED", 400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|is not JSON",
                "{|is not JSON",
                "[]|has no object \"data\"",
                "{\"data\": []}|has no object \"data\"",
                "{\"data\": {}}|has no text \"entity\"",
                "{\"data\": {}, \"entity\": 1}|has no text \"entity\"",
                "{\"data\": {}, \"entity\": \"a\", \"action\": \"\"}|has no text \"action\"",
                "{\"data\": {}, \"entity\": \"a\", \"action\": \"b\"}|has no text \"timestamp\"",
                "{\"data\": {}, \"entity\": \"a\", \"action\": \"b\", \"timestamp\": \"now\"}|is not a time with an offset",
                "{\"data\": {}, \"data\": {}}|is not JSON"
            })
    void aSignedBodyThatIsNotAnEventIsRefused(String body, String why) {
        byte[] bytes = body.getBytes(UTF_8);
        refused(signed(bytes), bytes, "WEBHOOK_MALFORMED", 400, why);
    }

    @Test
    void unknownEventsAndFieldsAreKept() {
        WebhookEvent event = event(
                "budget_policy",
                "exceeded",
                "\"amount\": 100.5, \"window\": 1704067200000, \"open\": true,"
                        + " \"target\": null, \"list\": [1, null, {\"a\": \"b\"}], \"tags\": {\"k\": \"v\"}, \"version\": 3");

        assertThat(event.type()).isEqualTo("budget_policy.exceeded");
        assertThat(event.data())
                .containsExactly(
                        Map.entry("amount", 100.5),
                        Map.entry("window", 1_704_067_200_000L),
                        Map.entry("open", true),
                        Map.entry("list", List.of(1L, "", Map.of("a", "b"))),
                        Map.entry("tags", Map.of("k", "v")),
                        Map.entry("version", 3L));
        assertThat(event.modelName()).isEmpty();
        assertThat(event.version()).as("MLflow writes versions as texts").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "model_version_alias, created, house, champion, models:/house@champion, true",
        "model_version_alias, deleted, house, champion, models:/house@champion, true",
        "model_version_alias, created, house, challenger, models:/house@champion, false",
        "model_version_alias, created, barn, champion, models:/house@champion, false",
        "model_version_tag, set, house, champion, models:/house@champion, false",
        "model_version, created, house, '', models:/house/latest, true",
        "model_version, created, house, '', models:/house@champion, false",
        "model_version_alias, created, house, champion, models:/house/3, false",
        "model_version_alias, created, house, champion, models:/house/Production, false"
    })
    void anEventConcernsWhatItMayChange(
            String entity, String action, String name, String alias, String address, boolean concerned) {
        String data = "\"name\": \"" + name + "\"" + (alias.isEmpty() ? "" : ", \"alias\": \"" + alias + "\"");

        assertThat(event(entity, action, data).concerns(ModelUri.parse(address)))
                .isEqualTo(concerned);
    }

    @Test
    void tagsHaveAKeyAndAValue() {
        WebhookEvent set = event(
                "model_version_tag",
                "set",
                "\"name\": \"house\", \"version\": \"2\", \"key\": \"k\", \"value\": \"v\"");

        assertThat(set.tagKey()).contains("k");
        assertThat(set.tagValue()).contains("v");
        assertThat(set.version()).hasValue(2);
        assertThat(set.alias()).isEmpty();
    }

    private WebhookEvent event(String entity, String action, String data) {
        byte[] body = ("{\"entity\": \"" + entity + "\", \"action\": \"" + action + "\", \"unknown\": 1,"
                        + " \"timestamp\": \"2026-11-29T13:00:00+01:00\", \"data\": {" + data + "}}")
                .getBytes(UTF_8);
        return webhook.verify(signed(body), body);
    }

    private void refusedWith(
            Map<String, List<String>> headers, String name, String value, String errorCode, int status) {
        Map<String, List<String>> changed = new LinkedHashMap<>(headers);
        changed.put(name, List.of(value));
        refused(changed, MOVED, errorCode, status, "");
    }

    private void refused(Map<String, List<String>> headers, byte[] body, String errorCode, int status, String why) {
        WebhookRefusedException refusal =
                catchThrowableOfType(WebhookRefusedException.class, () -> webhook.verify(headers, body));
        assertThat(refusal).isNotNull().hasMessageStartingWith(errorCode + ": ").hasMessageContaining(why);
        assertThat(refusal.errorCode()).isEqualTo(errorCode);
        assertThat(refusal.responseStatus()).isEqualTo(status);
        assertThat(refusal.getMessage()).doesNotContain(SECRET).hasSizeLessThan(400);
        headers.getOrDefault("X-MLflow-Signature", List.of()).stream()
                .filter(signature -> signature.length() > 20)
                .forEach(signature -> assertThat(refusal.getMessage()).doesNotContain(signature.substring(3)));
    }

    private static String code(MlflowWebhook webhook, Map<String, List<String>> headers, byte[] body) {
        try {
            webhook.verify(headers, body);
            return "accepted";
        } catch (WebhookRefusedException e) {
            return e.errorCode();
        }
    }

    private static Map<String, List<String>> signed(byte[] body) {
        return signed(id(), NOW, body);
    }

    private static Map<String, List<String>> signed(String id, Instant at, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(UTF_8), "HmacSHA256"));
            mac.update((id + "." + at.getEpochSecond() + ".").getBytes(UTF_8));
            Map<String, List<String>> headers = new LinkedHashMap<>();
            headers.put("X-MLflow-Delivery-Id", List.of(id));
            headers.put("X-MLflow-Timestamp", List.of(Long.toString(at.getEpochSecond())));
            headers.put("X-MLflow-Signature", List.of("v1," + base64(mac.doFinal(body))));
            return headers;
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String only(Map<String, List<String>> headers, String name) {
        return headers.getOrDefault(name, List.of()).get(0);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
