package io.github.modelkeel.servinghttp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A browser without a window, driven over the DevTools protocol. Listens on this machine alone, and ends with {@link #close()}. */
final class Chromium implements AutoCloseable {
    private static final long MOST_SECONDS = 60;
    private static final JsonFactory JSON = new JsonFactory();

    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private int last;

    private Chromium(Process process, int port) throws IOException, InterruptedException {
        this.process = process;
        HttpClient client = HttpClient.newHttpClient();
        String targets = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
        this.socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(text(targets, "/0/webSocketDebuggerUrl")), new Answers())
                .join();
    }

    /** The browser of this machine, if it has one. */
    static Optional<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(directory -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Opens an empty page; the profile directory has to be empty. */
    static Chromium open(Path browser, Path profile) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TMPDIR", profile.toString());
        Process process = builder.start();
        try {
            Path port = profile.resolve("DevToolsActivePort");
            Awaitility.await()
                    .atMost(MOST_SECONDS, TimeUnit.SECONDS)
                    .until(() -> Files.exists(port) && Files.readAllLines(port).size() > 1);
            return new Chromium(
                    process, Integer.parseInt(Files.readAllLines(port).get(0)));
        } catch (IOException | InterruptedException | RuntimeException e) {
            end(process);
            throw e;
        }
    }

    /** Messages are put together from their parts. */
    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean isLast) {
            text.append(data);
            if (isLast) {
                answers.add(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    /** The text at a place of a JSON document, or an empty one. */
    private static String text(String json, String place) throws IOException {
        try (JsonParser parser = new FilteringParserDelegate(
                JSON.createParser(json),
                new JsonPointerBasedFilter(JsonPointer.compile(place)),
                TokenFilter.Inclusion.ONLY_INCLUDE_ALL,
                false)) {
            return parser.nextToken() == null ? "" : parser.getText();
        }
    }

    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private String call(String method, String parameters) throws IOException, InterruptedException {
        last++;
        socket.sendText("{\"id\":" + last + ",\"method\":\"" + method + "\",\"params\":{" + parameters + "}}", true)
                .join();
        while (true) {
            String answer = answers.poll(MOST_SECONDS, TimeUnit.SECONDS);
            if (answer == null || !text(answer, "/error/message").isEmpty()) {
                throw new IOException("no answer to " + method + ": " + answer);
            }
            if (text(answer, "/id").equals(Integer.toString(last))) {
                return answer;
            }
        }
    }

    /** Shows a page in a window of a size, in one of the two colour schemes. */
    void show(URI page, int width, int height, String scheme) throws IOException, InterruptedException {
        call(
                "Emulation.setDeviceMetricsOverride",
                "\"width\":" + width + ",\"height\":" + height + ",\"deviceScaleFactor\":1,\"mobile\":"
                        + (width < 600));
        call(
                "Emulation.setEmulatedMedia",
                "\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"" + scheme + "\"}]");
        call("Page.navigate", "\"url\":" + quoted(page.toString()));
        await("location.protocol + document.readyState", "http:complete");
    }

    /** The value of an expression, as text. */
    String evaluate(String expression) throws IOException, InterruptedException {
        return text(
                call(
                        "Runtime.evaluate",
                        "\"expression\":" + quoted("String(" + expression + ")") + ",\"returnByValue\":true"),
                "/result/result/value");
    }

    void await(String expression, String value) {
        Awaitility.await().atMost(MOST_SECONDS, TimeUnit.SECONDS).until(() -> evaluate(expression), value::equals);
    }

    /** Presses and releases a key: {@code Tab}, {@code Enter} or a letter. */
    void press(String key) throws IOException, InterruptedException {
        int code = key.equals("Tab") ? 9 : key.equals("Enter") ? 13 : key.charAt(0);
        String text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
        String event = "\"key\":" + quoted(key) + ",\"windowsVirtualKeyCode\":" + code;
        call(
                "Input.dispatchKeyEvent",
                "\"type\":\"keyDown\"," + event + (text.isEmpty() ? "" : ",\"text\":" + quoted(text)));
        call("Input.dispatchKeyEvent", "\"type\":\"keyUp\"," + event);
    }

    /** Writes into the element that has the focus. */
    void type(String text) throws IOException, InterruptedException {
        call("Input.insertText", "\"text\":" + quoted(text));
    }

    /** Clicks on the middle of the element of a selector. */
    void click(String selector) throws IOException, InterruptedException {
        String at = "document.querySelector(" + quoted(selector) + ")";
        evaluate(at + ".scrollIntoView({block: 'center'})");
        String box = at + ".getBoundingClientRect()";
        String x = evaluate(box + ".left + " + box + ".width / 2");
        String y = evaluate(box + ".top + " + box + ".height / 2");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call(
                    "Input.dispatchMouseEvent",
                    "\"type\":\"" + type + "\",\"x\":" + x + ",\"y\":" + y + ",\"button\":\"left\",\"clickCount\":1");
        }
    }

    /** A picture of the whole page. */
    void picture(Path file) throws IOException, InterruptedException {
        String answer = call("Page.captureScreenshot", "\"captureBeyondViewport\":true");
        Files.write(file, Base64.getDecoder().decode(text(answer, "/result/data")));
    }

    @Override
    public void close() {
        socket.abort();
        end(process);
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
