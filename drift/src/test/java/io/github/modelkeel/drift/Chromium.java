package io.github.modelkeel.drift;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A browser without a window, driven over the DevTools protocol: keys and clicks arrive as a user's do. Listens on this machine alone, and ends with
 * {@link #close()}.
 */
final class Chromium implements AutoCloseable {
    private static final long MOST_SECONDS = 60;

    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private @Nullable WebSocket socket;
    private int last;

    private Chromium(Process process) {
        this.process = process;
    }

    /** The browser of this machine, if it has one. */
    static Optional<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(directory -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Opens a page; the profile directory has to be empty. */
    static Chromium open(Path browser, Path profile, Path page) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "--window-size=1280,900",
                        page.toUri().toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TMPDIR", profile.toString());
        Process process = builder.start();
        Chromium chromium = new Chromium(process);
        try {
            chromium.connect(profile.resolve("DevToolsActivePort"));
            return chromium;
        } catch (IOException | InterruptedException | RuntimeException e) {
            chromium.close();
            throw e;
        }
    }

    private void connect(Path portFile) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!Files.exists(portFile) || Files.readAllLines(portFile).size() < 2) {
            if (System.nanoTime() > until || !process.isAlive()) {
                throw new IOException("the browser did not open its port");
            }
            Thread.sleep(50);
        }
        List<String> lines = Files.readAllLines(portFile);
        HttpClient client = HttpClient.newHttpClient();
        String browser = "ws://127.0.0.1:" + lines.get(0) + lines.get(1);
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create(browser), new Answers())
                .join();
        Json targets = call("Target.getTargets", Map.of());
        String target = targets.get("targetInfos").list().stream()
                .filter(info -> info.get("type").text().equals("page"))
                .findFirst()
                .orElseThrow()
                .get("targetId")
                .text();
        socket = client.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + lines.get(0) + "/devtools/page/" + target), new Answers())
                .join();
        while (!evaluate("location.protocol + document.readyState").equals("file:complete")) {
            if (System.nanoTime() > until) {
                throw new IOException("the page was not loaded");
            }
            Thread.sleep(50);
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

    private Json call(String method, Map<String, Object> parameters) throws IOException, InterruptedException {
        last++;
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("id", last);
            json.writeStringField("method", method);
            json.writeObjectFieldStart("params");
            for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
                if (parameter.getValue() instanceof Number number) {
                    json.writeNumberField(parameter.getKey(), number.doubleValue());
                } else if (parameter.getValue() instanceof Boolean flag) {
                    json.writeBooleanField(parameter.getKey(), flag);
                } else {
                    json.writeStringField(
                            parameter.getKey(), parameter.getValue().toString());
                }
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        Objects.requireNonNull(socket).sendText(text.toString(), true).join();
        while (true) {
            String answer = answers.poll(MOST_SECONDS, TimeUnit.SECONDS);
            if (answer == null) {
                throw new IOException("the browser did not answer " + method);
            }
            Json json = Json.parse(answer);
            if (json.has("id") && json.number("id") == last) {
                if (json.has("error")) {
                    throw new IOException(
                            method + ": " + json.get("error").get("message").text());
                }
                return json.get("result");
            }
        }
    }

    /** The value of an expression, as text. */
    String evaluate(String expression) throws IOException, InterruptedException {
        Json result =
                call("Runtime.evaluate", Map.of("expression", "String(" + expression + ")", "returnByValue", true));
        return result.get("result").get("value").text();
    }

    /** Presses and releases a key. */
    void press(String key) throws IOException, InterruptedException {
        int code = switch (key) {
            case "Tab" -> 9;
            case "Enter" -> 13;
            case " " -> 32;
            default -> key.charAt(0);
        };
        String text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
        Map<String, Object> event = new LinkedHashMap<>(Map.of("key", key, "windowsVirtualKeyCode", code));
        if (!text.isEmpty()) {
            event.put("text", text);
        }
        event.put("type", "keyDown");
        call("Input.dispatchKeyEvent", event);
        event.remove("text");
        event.put("type", "keyUp");
        call("Input.dispatchKeyEvent", event);
    }

    /** Clicks on the middle of the element of a selector. */
    void click(String selector) throws IOException, InterruptedException {
        String at = "document.querySelector('" + selector + "')";
        evaluate(at + ".scrollIntoView({block: 'center'})");
        String box = at + ".getBoundingClientRect()";
        double x = Double.parseDouble(evaluate(box + ".left + " + box + ".width / 2"));
        double y = Double.parseDouble(evaluate(box + ".top + " + box + ".height / 2"));
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call("Input.dispatchMouseEvent", Map.of("type", type, "x", x, "y", y, "button", "left", "clickCount", 1));
        }
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
