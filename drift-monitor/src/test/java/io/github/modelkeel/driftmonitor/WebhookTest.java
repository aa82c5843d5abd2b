package io.github.modelkeel.driftmonitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a receiver gets, against a real server. */
class WebhookTest {
    private record Received(Headers headers, String body) {}

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final Deque<Integer> statuses = new ArrayDeque<>();
    private HttpServer server;
    private URI address;

    private static final Alert FIRING =
            new Alert("house", "3", "area", 0.4, "PSI 0.43 \"up\"", Instant.parse("2026-01-01T00:15:00Z"), null);
    private static final Alert RESOLVED = new Alert(
            "house",
            "3",
            "town",
            0.01,
            "below noise",
            Instant.parse("2026-01-01T00:15:00Z"),
            Instant.parse("2026-01-01T01:15:00Z"));

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            received.add(new Received(exchange.getRequestHeaders(), body));
            exchange.sendResponseHeaders(statuses.isEmpty() ? 200 : statuses.removeFirst(), -1);
            exchange.close();
        });
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/train");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Received next() throws InterruptedException {
        Received next = received.poll(20, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    @Test
    void thePayloadHasAlertmanagersForm() throws Exception {
        try (WebhookSender sender = new WebhookSender(Webhook.to(address))) {
            sender.send(List.of(FIRING, RESOLVED));
            JsonObject body = JsonParser.object().from(next().body());
            assertThat(body.keySet())
                    .containsExactlyInAnyOrder(
                            "version",
                            "groupKey",
                            "truncatedAlerts",
                            "status",
                            "receiver",
                            "groupLabels",
                            "commonLabels",
                            "commonAnnotations",
                            "externalURL",
                            "alerts");
            assertThat(body.getString("version")).isEqualTo("4");
            assertThat(body.getString("status")).isEqualTo("firing");
            assertThat(body.getString("groupKey")).isEqualTo("{}:{alertname=\"ModelDataDrifted\", model=\"house\"}");
            assertThat(body.getObject("groupLabels"))
                    .containsEntry("alertname", "ModelDataDrifted")
                    .containsEntry("model", "house");
            JsonArray alerts = body.getArray("alerts");
            assertThat(alerts).hasSize(2);
            JsonObject first = alerts.getObject(0);
            assertThat(first.getString("status")).isEqualTo("firing");
            assertThat(first.getObject("labels"))
                    .containsEntry("model", "house")
                    .containsEntry("column", "area")
                    .containsEntry("severity", "ticket");
            assertThat(first.getObject("annotations")).containsEntry("description", "PSI 0.43 \"up\"");
            assertThat(first.getString("startsAt")).isEqualTo("2026-01-01T00:15:00Z");
            assertThat(first.getString("endsAt")).isEqualTo("0001-01-01T00:00:00Z");
            assertThat(first.getString("fingerprint")).matches("[0-9a-f]{16}");
            JsonObject second = alerts.getObject(1);
            assertThat(second.getString("status")).isEqualTo("resolved");
            assertThat(second.getString("endsAt")).isEqualTo("2026-01-01T01:15:00Z");
        }
    }

    @Test
    void allResolvedIsResolved() throws Exception {
        assertThat(JsonParser.object()
                        .from(AlertmanagerPayload.of(List.of(RESOLVED)))
                        .getString("status"))
                .isEqualTo("resolved");
    }

    /** What Prometheus' own library computes for these labels. */
    @Test
    void theFingerprintIsPrometheus() {
        assertThat(AlertmanagerPayload.fingerprint(new TreeMap<>())).isEqualTo("cbf29ce484222325");
    }

    @Test
    void aDeliveryIsSignedAndHasTheToken() throws Exception {
        Webhook webhook = Webhook.to(address).bearerToken("t0ken").signedWith("s3cret");
        assertThat(webhook.toString()).doesNotContain("t0ken").doesNotContain("s3cret");
        try (WebhookSender sender = new WebhookSender(webhook)) {
            sender.send(List.of(FIRING));
            Received delivery = next();
            assertThat(delivery.headers().getFirst("Authorization")).isEqualTo("Bearer t0ken");
            assertThat(delivery.headers().getFirst("Content-Type")).isEqualTo("application/json");
            String id = delivery.headers().getFirst("X-MLflow-Delivery-Id");
            String timestamp = delivery.headers().getFirst("X-MLflow-Timestamp");
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec("s3cret".getBytes(UTF_8), "HmacSHA256"));
            String expected = Base64.getEncoder()
                    .encodeToString(mac.doFinal((id + "." + timestamp + "." + delivery.body()).getBytes(UTF_8)));
            assertThat(delivery.headers().getFirst("X-MLflow-Signature")).isEqualTo("v1," + expected);
        }
    }

    @Test
    void aDeliveryThatFailsIsTriedAgainWithTheSameId() throws Exception {
        statuses.addAll(List.of(503, 429));
        Webhook webhook = Webhook.to(address).signedWith("s").attempts(3).firstPause(Duration.ofMillis(1));
        try (WebhookSender sender = new WebhookSender(webhook)) {
            sender.send(List.of(FIRING));
            String id = next().headers().getFirst("X-MLflow-Delivery-Id");
            assertThat(next().headers().getFirst("X-MLflow-Delivery-Id")).isEqualTo(id);
            assertThat(next().headers().getFirst("X-MLflow-Delivery-Id")).isEqualTo(id);
        }
        assertThat(received).isEmpty();
    }

    @Test
    @Timeout(30)
    void anAnswerThatDoesNotEndIsTriedAgain() throws Exception {
        server.createContext("/hangs", exchange -> {
            received.add(new Received(exchange.getRequestHeaders(), ""));
            exchange.sendResponseHeaders(200, 10);
            exchange.getResponseBody().flush(); // the ten bytes do not come
        });
        Webhook webhook = Webhook.to(address.resolve("/hangs")).attempts(2).firstPause(Duration.ofMillis(1));
        try (WebhookSender sender = new WebhookSender(webhook, Duration.ofMillis(300))) {
            sender.send(List.of(FIRING));
            next();
            next();
        }
    }

    @Test
    @Timeout(60)
    void aJobThatEndsGivesTheReceiverTime() throws Exception {
        server.createContext("/busy", exchange -> {
            received.add(new Received(exchange.getRequestHeaders(), ""));
            int status = statuses.removeFirst();
            if (status == 503) {
                await(Duration.ofMillis(2_300)); // longer than a service waits
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        statuses.addAll(List.of(503, 200));
        Webhook webhook = Webhook.to(address.resolve("/busy")).firstPause(Duration.ofMillis(1));
        WebhookSender sender = new WebhookSender(webhook.closeTimeout(Duration.ofMinutes(1)));
        sender.send(List.of(FIRING));
        sender.close();
        assertThat(received).as("two attempts, both before the end").hasSize(2);
    }

    @Test
    @Timeout(60)
    void whatIsEndedSaysSoBeforeTheProcessEnds() throws Exception {
        server.createContext("/hangs", exchange -> received.add(new Received(exchange.getRequestHeaders(), "")));
        Queue<String> warnings = new ConcurrentLinkedQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord log) {
                warnings.add(log.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(WebhookSender.class.getName());
        logger.addHandler(handler);
        try {
            Webhook webhook = Webhook.to(address.resolve("/hangs")).closeTimeout(Duration.ZERO);
            WebhookSender sender = new WebhookSender(webhook);
            sender.send(List.of(FIRING));
            next();
            sender.close();
            assertThat(warnings).singleElement().asString().contains("not delivered", "closed meanwhile");

            sender = new WebhookSender(webhook.closeTimeout(Duration.ofMinutes(1)));
            sender.send(List.of(FIRING));
            next();
            Thread.currentThread().interrupt();
            sender.close();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(warnings).hasSize(2);
        } finally {
            logger.removeHandler(handler);
        }
    }

    private static void await(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aDeliveryThatIsRefusedIsNotTriedAgain() throws Exception {
        statuses.add(400);
        try (WebhookSender sender = new WebhookSender(Webhook.to(address).firstPause(Duration.ofMillis(1)))) {
            sender.send(List.of(FIRING));
            sender.send(List.of(RESOLVED));
            assertThat(next().body()).contains("area");
            assertThat(next().body()).contains("town");
        }
        assertThat(received).isEmpty();
    }

    @Test
    void aMonitorSendsItsAlerts() throws Exception {
        try (Monitor monitor = Monitor.of(Data.reference())
                .model("house")
                .rule(AlertRule.standard().windows(1))
                .webhook(Webhook.to(address))
                .start()) {
            Data.rows(7, 1000, 1).forEach(monitor::observe);
            monitor.endWindow();
            assertThat(JsonParser.object()
                            .from(next().body())
                            .getArray("alerts")
                            .getObject(0)
                            .getObject("labels"))
                    .containsEntry("column", "area");
        }
    }

    @Test
    void addressesAndSecretsAreCheckedWhereTheyAreWritten() {
        Webhook webhook = Webhook.to(address);
        assertThatThrownBy(() -> Webhook.to(URI.create("ftp://host/"))).hasMessageContaining("ftp");
        assertThatThrownBy(() -> Webhook.to(URI.create("http://host:70000/"))).hasMessageContaining("70000");
        assertThatThrownBy(() -> Webhook.to(URI.create("http://me:pass@host/")))
                .hasMessageContaining("must not have a user")
                .hasMessageNotContaining("pass@");
        assertThatThrownBy(() -> webhook.bearerToken("a\nb")).hasMessageContaining("visible ASCII");
        assertThatThrownBy(() -> webhook.signedWith("")).hasMessageContaining("must not be empty");
        assertThatThrownBy(() -> webhook.attempts(0)).hasMessageContaining("1 to 100 times: 0");
        assertThatThrownBy(() -> webhook.closeTimeout(Duration.ofSeconds(-1))).hasMessageContaining("zero to a day");
        assertThatThrownBy(() -> webhook.closeTimeout(Duration.ofDays(2))).hasMessageContaining("PT48H");
    }
}
