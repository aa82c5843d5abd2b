package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.modelkeel.serving.Predictor;
import io.github.modelkeel.servinghttp.ScoringApi;
import io.github.modelkeel.servinghttp.ScoringServer;
import io.undertow.Undertow;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** Jetty and Undertow embed a {@link ScoringApi}, and Spring's client calls it. */
class OtherServersTest {
    private static final String ROW = "{\"sqft\": 1500, \"bedrooms\": 3, \"location\": \"rural\"}";

    @TempDir
    static Path temp;

    @SuppressWarnings("NullAway.Init") // set before all
    private static Predictor house;

    @SuppressWarnings("NullAway.Init") // set before all
    private static ScoringApi api;

    @BeforeAll
    static void load() throws IOException {
        Houses.linearModel(150.0).writeTo(temp.resolve("house"));
        house = Predictor.load(temp.resolve("house").toUri().toString());
        api = ScoringApi.builder().model("my house", house).build();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static HttpResponse<String> send(int port, String path, String method, String body)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static void assertAnswers(int port) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(port, "/models/my%20house/predict?trace=1", "POST", ROW);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"prediction\":252000.0,");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        HttpResponse<String> wrong = send(port, "/predict", "PUT", ROW);
        assertThat(wrong.statusCode()).isEqualTo(405);
        assertThat(wrong.headers().firstValue("Allow")).contains("POST");
        assertThat(send(port, "/predict", "POST", " ".repeat(5_000_000)).statusCode())
                .isEqualTo(413);
    }

    @Test
    void jetty() throws Exception {
        Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        // region http-jetty
        server.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws IOException {
                byte[] body = Content.Source.asInputStream(request)
                        .readNBytes(api.limits().maxBodyBytes() + 1);
                ScoringApi.Reply reply = api.handle(
                        request.getMethod(), request.getHttpURI().getPath(), request.getHeaders()::get, body);
                response.setStatus(reply.status());
                response.getHeaders().put("Content-Type", reply.contentType());
                reply.headers().forEach(response.getHeaders()::put);
                response.write(true, ByteBuffer.wrap(reply.body()), callback);
                return true;
            }
        });
        // endregion
        server.start();
        try {
            assertAnswers(server.getURI().getPort());
        } finally {
            server.stop();
        }
    }

    @Test
    void undertow() throws Exception {
        // region http-undertow
        BlockingHandler handler = new BlockingHandler(exchange -> {
            byte[] body = exchange.getInputStream().readNBytes(api.limits().maxBodyBytes() + 1);
            ScoringApi.Reply reply = api.handle(
                    exchange.getRequestMethod().toString(),
                    exchange.getRequestURI(),
                    exchange.getRequestHeaders()::getFirst,
                    body);
            exchange.setStatusCode(reply.status());
            exchange.getResponseHeaders().put(new HttpString("Content-Type"), reply.contentType());
            reply.headers()
                    .forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
            exchange.getOutputStream().write(reply.body());
        });
        // endregion
        Undertow server =
                Undertow.builder().addHttpListener(0, "127.0.0.1", handler).build();
        server.start();
        try {
            InetSocketAddress address =
                    (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
            assertAnswers(address.getPort());
        } finally {
            server.stop();
        }
    }

    /** A row of the model. */
    record House(double sqft, int bedrooms, String location) {}

    /** What is read of a reply. */
    record Price(
            double prediction,
            @JsonProperty("model_version") int version) {}

    @Test
    void springsClient() throws Exception {
        try (ScoringServer server = ScoringServer.start(api, 0)) {
            URI uri = server.uri();
            // region http-rest-client
            Price price = RestClient.create(uri)
                    .post()
                    .uri("/predict")
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(new House(1500, 3, "rural"))
                    .retrieve()
                    .body(Price.class);
            // endregion
            assertThat(price).isEqualTo(new Price(252_000, 0));
        }
    }
}
