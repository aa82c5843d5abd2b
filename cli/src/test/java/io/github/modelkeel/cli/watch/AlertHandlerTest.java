package io.github.modelkeel.cli.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.HeaderLookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertHandlerTest {
    private static final String TOKEN = "tok-canary-4711";
    private static final String SECRET = "sec-canary-4711";

    @TempDir
    private Path temporary = Path.of("");

    private Path state = Path.of("");

    private final List<String> log = new ArrayList<>();
    private final List<Retraining> started = new ArrayList<>();
    private final Map<String, String> headers = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // made before each test
    private StateDirectory directory;

    @SuppressWarnings("NullAway.Init") // made before each test
    private AlertHandler handler;

    @BeforeEach
    void open() throws IOException {
        state = temporary.resolve("state");
        directory = StateDirectory.open(state);
        Retrainings retrainings =
                Retrainings.open(directory, Duration.ofHours(6), InstantSource.system(), System::nanoTime, log::add);
        handler = new AlertHandler(new Access(TOKEN, SECRET), "", retrainings, started::add, log::add);
        headers.put("authorization", "Bearer " + TOKEN);
        headers.put("content-type", "application/json");
    }

    @AfterEach
    void close() throws IOException {
        directory.close();
    }

    private Answer post(byte[] body) {
        HeaderLookup lookup = headers::get;
        Answer refused = handler.refuseHead("POST", AlertHandler.ALERTS, lookup);
        return refused != null ? refused : handler.answer("POST", AlertHandler.ALERTS, lookup, body);
    }

    private static String text(Answer answer) {
        return new String(answer.body(), UTF_8);
    }

    @Test
    void anAlertStartsOneRetraining() {
        Answer answer = post(Payloads.recorded("first"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer))
                .isEqualTo(
                        "{\"decisions\":[{\"model\":\"house\",\"decision\":\"a retraining starts\"}],\"ignored\":0}");
        assertThat(text(post(Payloads.recorded("repeated")))).contains("known: WAITING");
        assertThat(started).hasSize(1);
        Answer status = handler.answer("GET", "/status?x=1", headers::get, new byte[0]);
        assertThat(text(status)).contains("\"state\":\"WAITING\",\"model\":\"house\"");
    }

    @Test
    void aResolvedAlertIsAnsweredAndStartsNothing() {
        byte[] resolved = Payloads.changed("\"status\":\"firing\"", "\"status\":\"resolved\"");
        assertThat(text(post(resolved))).isEqualTo("{\"decisions\":[],\"ignored\":0}");
        assertThat(post(resolved).status()).isEqualTo(200);
        assertThat(started).isEmpty();
    }

    @Test
    void anAlertWithoutAModelIsAnsweredAndLogged() {
        Answer answer = post(Payloads.changed("\"model\":\"house\",\"sev", "\"sev"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).contains("\"ignored\":1");
        assertThat(log).anyMatch(line -> line.contains("has no label model") && line.contains("--model"));
        assertThat(started).isEmpty();
    }

    @Test
    void aDiskThatFailsIsAnErrorThatAlertmanagerRetries() throws IOException {
        Path moved = Files.move(state, state.resolveSibling("moved"));
        Answer answer = post(Payloads.recorded("first"));
        Files.move(moved, state);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(started).isEmpty();
        assertThat(post(Payloads.recorded("first")).status()).isEqualTo(200);
        assertThat(started).hasSize(1);
    }

    @Test
    void withoutTheTokenOrASignatureNothingIsRead() throws GeneralSecurityException {
        byte[] body = Payloads.recorded("first");
        for (String wrong : List.of("", "Bearer ", "Bearer " + TOKEN + "x", "Basic " + TOKEN, TOKEN)) {
            headers.put("authorization", wrong);
            assertThat(post(body).status()).as(wrong).isEqualTo(401);
            assertThat(handler.answer("GET", "/status", headers::get, new byte[0])
                            .status())
                    .isEqualTo(401);
        }
        assertThat(post(body).headers()).containsEntry("WWW-Authenticate", "Bearer");
        assertThat(handler.answer("GET", "/health", headers::get, new byte[0]).status())
                .isEqualTo(200);

        sign(SECRET + "x", body, Instant.now());
        assertThat(post(body).status()).isEqualTo(401);
        sign(SECRET, body, Instant.now().minusSeconds(3_600));
        assertThat(post(body).status()).isEqualTo(401);
        assertThat(started).isEmpty();
        sign(SECRET, body, Instant.now());
        assertThat(post(body).status()).isEqualTo(200);
        assertThat(post(Payloads.recorded("gains-an-alert")).status())
                .as("another body")
                .isEqualTo(401);
        assertThat(started).hasSize(1);
        assertThat(String.join("\n", log)).doesNotContain("canary");
    }

    private void sign(String secret, byte[] body, Instant time) throws GeneralSecurityException {
        String prefix = "delivery-1." + time.getEpochSecond() + ".";
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        mac.update(prefix.getBytes(UTF_8));
        headers.put("x-mlflow-delivery-id", "delivery-1");
        headers.put("x-mlflow-timestamp", String.valueOf(time.getEpochSecond()));
        headers.put("x-mlflow-signature", "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body)));
    }

    @Test
    void whatIsNotAnAlertIsRefused() {
        assertThat(post("{".getBytes(UTF_8)).status()).isEqualTo(400);
        assertThat(handler.answer("GET", AlertHandler.ALERTS, headers::get, new byte[0])
                        .status())
                .isEqualTo(405);
        assertThat(handler.answer("POST", "/", headers::get, new byte[0]).status())
                .isEqualTo(404);
        headers.put("content-encoding", "gzip");
        assertThat(post(Payloads.recorded("first")).status()).isEqualTo(415);
        headers.remove("content-encoding");
        headers.put("content-type", "text/plain");
        assertThat(post(Payloads.recorded("first")).status()).isEqualTo(415);
        assertThat(started).isEmpty();
    }
}
