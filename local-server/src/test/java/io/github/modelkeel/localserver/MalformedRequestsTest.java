package io.github.modelkeel.localserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not HTTP, or not an address as RFC 3986 has it: no answer is ever HTML, and what can be answered is answered in JSON. */
@Timeout(60)
class MalformedRequestsTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/0/";

    @RegisterExtension
    final LocalServerExtension extension = new LocalServerExtension();

    private record Case(String name, int status, String errorCode, String latin1) {}

    private String host() {
        return "Host: 127.0.0.1:" + extension.uri().getPort() + "\r\n";
    }

    private Case head(int status, String errorCode, String head) {
        String name = head.length() > 60 ? head.substring(0, 60) + "..." : head;
        String all = head.replace("HOST", host()) + "\r\n";
        return new Case(name, status, errorCode, all);
    }

    private Case line(int status, String errorCode, String line) {
        return head(status, errorCode, line + "\r\nHOST");
    }

    private List<Case> cases() {
        String bad = "BAD_REQUEST";
        String post = "POST /api/2.0/mlflow/runs/create HTTP/1.1\r\nHOSTContent-Type: application/json\r\n";
        List<Case> cases = new ArrayList<>(List.of(
                line(400, bad, "GET"),
                line(400, bad, "GET /health"),
                line(400, bad, "GET /a b HTTP/1.1"),
                line(400, bad, "GET /health HTTP/1.1 more"),
                line(400, bad, "GET /health HTTPS/1.1"),
                line(400, bad, "GET /health HTTP/x.y"),
                line(400, bad, "hello"),
                line(505, "NOT_IMPLEMENTED", "GET /health HTTP/2.0"),
                line(505, "NOT_IMPLEMENTED", "PRI * HTTP/2.0"),
                line(505, "NOT_IMPLEMENTED", "GET /health HTTP/9.9"),
                line(404, "ENDPOINT_NOT_FOUND", "GET * HTTP/1.1"),
                line(404, "ENDPOINT_NOT_FOUND", "GET //health HTTP/1.1"),
                line(404, "ENDPOINT_NOT_FOUND", "GET /heal[th] HTTP/1.1"),
                line(404, "ENDPOINT_NOT_FOUND", "GET /a|b^c{d}e\"f`g\\h<i> HTTP/1.1"),
                line(404, "ENDPOINT_NOT_FOUND", "GET /%zz%4 HTTP/1.1"),
                line(403, "", "GET http://[ HTTP/1.1"),
                line(400, "INVALID_PARAMETER_VALUE", "GET /a\u00e9 HTTP/1.1"),
                line(400, "INVALID_PARAMETER_VALUE", "GET " + ARTIFACTS + "%ff HTTP/1.1"),
                line(405, bad, "BREW /health HTTP/1.1"),
                line(405, bad, "OPTIONS /health HTTP/1.1"),
                line(405, bad, "TRACE /health HTTP/1.1"),
                line(404, "ENDPOINT_NOT_FOUND", "CONNECT a.example:443 HTTP/1.1"),
                head(400, bad, "GET /health HTTP/1.1\r\nHOSTno colon here\r\n"),
                head(400, bad, "GET /health HTTP/1.1\r\nHOST: no name\r\n"),
                head(431, bad, "GET /" + "x".repeat(500_000) + " HTTP/1.1\r\nHOST"),
                head(431, bad, "GET /health HTTP/1.1\r\nHOSTX: " + "x".repeat(500_000) + "\r\n"),
                head(431, bad, "GET /health HTTP/1.1\r\nHOST" + "X: y\r\n".repeat(300)),
                head(431, bad, "GET /health HTTP/1.1\r\nHOST" + ("X: " + "y".repeat(5_000) + "\r\n").repeat(150)),
                head(501, "NOT_IMPLEMENTED", post + "Transfer-Encoding: gzip, chunked\r\n"),
                head(501, "NOT_IMPLEMENTED", post + "Transfer-Encoding: identity\r\n"),
                head(400, bad, post + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n"),
                head(400, bad, post + "Content-Length: -1\r\n"),
                head(400, bad, post + "Content-Length: two\r\n"),
                head(400, bad, post + "Content-Length: 2\r\nContent-Length: 3\r\n"),
                head(400, bad, post + "Content-Length: 99999999999999999999\r\n"),
                head(400, bad, post + "Content-Length: 9\r\n"),
                head(400, bad, post + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n")));
        cases.add(new Case("TLS", 400, bad, "\u0016\u0003\u0001\u0002\u0000\u0001\u00fc\u0003\u0003"));
        cases.add(new Case("zeros", 400, bad, "\u0000".repeat(64)));
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> everyAnswerIsJson() {
        return cases().stream()
                .map(each -> DynamicTest.dynamicTest(each.name(), () -> {
                    RawHttp.Answer answer =
                            RawHttp.exchange(extension.uri(), each.latin1().getBytes(StandardCharsets.ISO_8859_1));
                    assertThat(answer.head().toLowerCase(Locale.ROOT)).doesNotContain("text/html");
                    assertThat(answer.body()).doesNotContain("<h1>");
                    assertThat(answer.status()).isEqualTo(each.status());
                    if (each.status() != 403) {
                        JsonNode body = MAPPER.readTree(answer.body());
                        assertThat(body.path("error_code").asText()).isEqualTo(each.errorCode());
                        assertThat(body.path("message").asText()).isNotBlank().doesNotContain("org.apache");
                    }
                    assertThat(new Http(extension.uri()).get("/health").text()).isEqualTo("OK");
                }));
    }

    @Test
    void aClientThatSpeaksTlsIsAnsweredAtOnceAndNotAfterTheTimeout() throws IOException {
        try (Socket socket = connect(extension.uri())) {
            socket.setSoTimeout(10_000); // half of the server's limit
            socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1});
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a[1].txt",
                "a|b",
                "a^b",
                "a{b}",
                "a\"b",
                "a<b>",
                "a`b",
                "a%b",
                "a\\b",
                "%",
                "\u00fc",
                "\ud83d\ude80"
            })
    void anAddressMayHoldWhatItShouldHaveEscaped(String name) {
        Http http = new Http(extension.uri());
        String content = "content of " + name.length();
        String put = "PUT " + ARTIFACTS + name + " HTTP/1.1\r\n" + host() + "Connection: close\r\nContent-Length: "
                + content.length() + "\r\n\r\n" + content;
        assertThat(RawHttp.exchange(extension.uri(), put.getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(200);
        assertThat(http.get(ARTIFACTS + Http.encode(name)).text()).isEqualTo(content);
        assertThat(RawHttp.send(extension.uri(), "GET " + ARTIFACTS + name + " HTTP/1.1", host().strip())
                        .body())
                .isEqualTo(content);
    }

    @Test
    void aRequestThatIsCutInItsHeadIsNotCarriedOut() {
        Http http = new Http(extension.uri());
        assertThat(http.put(ARTIFACTS + "keep", new byte[] {1}).status()).isEqualTo(200);
        String cut = "DELETE " + ARTIFACTS + "keep HTTP/1.1\r\n" + host() + "X-Other: 1";
        assertThat(RawHttp.exchange(extension.uri(), cut.getBytes(StandardCharsets.US_ASCII))
                        .head())
                .isEmpty();
        assertThat(http.get(ARTIFACTS + "keep").bytes()).hasSize(1);
    }

    @Test
    void anAddressInAbsoluteFormIsServedForTheOwnHostOnly() {
        String own = "127.0.0.1:" + extension.uri().getPort();
        assertThat(RawHttp.send(extension.uri(), "GET http://" + own + "/health HTTP/1.1", "Host: " + own)
                        .body())
                .isEqualTo("OK");
        assertThat(RawHttp.send(extension.uri(), "GET http://evil.example/health HTTP/1.1", "Host: " + own)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void severalRequestsGoOverOneConnection() {
        String get = "GET /health HTTP/1.1\r\n" + host();
        String head = "HEAD /health HTTP/1.1\r\n" + host();
        String unread = "POST /health HTTP/1.1\r\n" + host() + "Content-Length: 2\r\n\r\n{}";
        String all = get + "\r\n" + head + "\r\n" + unread + get + "Connection: close\r\n\r\n" + get + "\r\n";
        RawHttp.Answer answer = RawHttp.exchange(extension.uri(), all.getBytes(StandardCharsets.US_ASCII));
        String text = answer.head() + "\r\n\r\n" + answer.body();
        assertThat(text.split("HTTP/1.1 200", -1)).as("two times GET, HEAD").hasSize(4);
        assertThat(text.split("HTTP/1.1 405", -1)).hasSize(2);
        assertThat(text.split("\r\n\r\nOK", -1)).hasSize(3);
        assertThat(text).containsOnlyOnce("Connection: close");
    }

    @Test
    void aClientOfHttp10IsAnsweredAndLeft() {
        RawHttp.Answer answer = RawHttp.exchange(
                extension.uri(), ("GET /health HTTP/1.0\r\n" + host() + "\r\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("OK");
    }

    @Test
    void aClientIsAskedForABodyThatIsWantedAndNotForOneThatIsRefused() throws IOException {
        String expect = "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n";
        try (Socket socket = connect(extension.uri())) {
            socket.getOutputStream()
                    .write(("PUT " + ARTIFACTS + "asked HTTP/1.1\r\n" + host() + expect)
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            String asking = "HTTP/1.1 100 Continue\r\n\r\n";
            assertThat(new String(in.readNBytes(asking.length()), StandardCharsets.US_ASCII))
                    .isEqualTo(asking);
            socket.getOutputStream().write("12345".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(in.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
        }
        assertThat(new Http(extension.uri()).get(ARTIFACTS + "asked").text()).isEqualTo("12345");
        try (Socket socket = connect(extension.uri())) {
            socket.getOutputStream()
                    .write(("PUT " + ARTIFACTS + "../x HTTP/1.1\r\n" + host() + expect)
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 400").contains("Connection: close");
        }
    }

    @Test
    void anUploadThatIsRefusedEarlyStillGetsItsAnswer() {
        byte[] large = new byte[8 << 20];
        Http.Answer answer = new Http(extension.uri()).put("/api/2.0/mlflow/nope", large);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.errorCode()).isEqualTo("ENDPOINT_NOT_FOUND");
    }

    private static Socket connect(URI server) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), 10_000);
        socket.setSoTimeout(20_000);
        return socket;
    }
}
