package io.github.modelkeel.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator {@code wrk} (a Debian package), with one thread and as many requests as the server takes. */
final class Wrk {
    private static final Duration BEYOND = Duration.ofSeconds(30);
    private static final Pattern DONE =
            Pattern.compile("DONE requests=(\\d+) micros=(\\d+) refused=(\\d+) broken=(\\d+)");

    private final Path work;
    private final int connections;

    Wrk(Path work, int connections) {
        this.work = work;
        this.connections = connections;
    }

    /** Requests that were answered with 200, and the seconds that they took. */
    record Result(long requests, double seconds) {}

    /**
     * Sends the bodies in turn.
     *
     * @throws IllegalStateException if any was not answered with 200, or there is no {@code wrk}
     */
    Result run(String url, List<String> bodies, int seconds) throws IOException {
        Path script = work.resolve("wrk.lua");
        Files.writeString(script, script(bodies), StandardCharsets.UTF_8);
        List<String> command = List.of(
                "wrk",
                "-t1",
                "-c" + connections,
                "-d" + seconds + "s",
                "--timeout",
                "10s",
                "-s",
                script.toString(),
                url);
        try (ChildProcess wrk = ChildProcess.start(command, work, Map.of(), work.resolve("wrk.log"))) {
            wrk.awaitSuccess(Duration.ofSeconds(seconds).plus(BEYOND));
            Matcher done = DONE.matcher(wrk.output());
            if (!done.find() || Long.parseLong(done.group(3)) + Long.parseLong(done.group(4)) > 0) {
                throw new IllegalStateException(url + ": not all answers are 200\n" + wrk.tail());
            }
            return new Result(Long.parseLong(done.group(1)), Long.parseLong(done.group(2)) / 1e6);
        }
    }

    private static String script(List<String> bodies) {
        StringBuilder lua = new StringBuilder("local bodies = {\n");
        bodies.forEach(body -> lua.append("  [==[").append(body).append("]==],\n"));
        return lua.append("""
                }
                local requests, next = {}, 0
                function init(args)
                  for i, body in ipairs(bodies) do
                    requests[i] = wrk.format("POST", nil, {["Content-Type"] = "application/json"}, body)
                  end
                end
                function request()
                  next = next % #requests + 1
                  return requests[next]
                end
                function done(summary, latency, requests)
                  local e = summary.errors
                  io.write(string.format("DONE requests=%d micros=%d refused=%d broken=%d\\n", summary.requests, summary.duration,
                    e.status, e.connect + e.read + e.write + e.timeout))
                end
                """).toString();
    }
}
