package io.github.modelkeel.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request to MLflow's server and its answer, as a recording proxy wrote them down. Bodies that were JSON are JSON, others
 * text; a binary body is {@code <binary N bytes>}, and a long one ends in {@code ...<truncated, N bytes total>}. Immutable.
 *
 * @param n the number of the exchange in its recording
 * @param step what the recorded client was doing
 * @param path the path as it was sent, percent-encoded
 * @param query the query as it was sent
 * @param requestHeaders the request's headers, names in lower case
 * @param request the request's body, or a null node
 * @param responseHeaders the response's headers, names in lower case
 * @param response the response's body, or a null node
 */
record Exchange(
        int n,
        String step,
        String method,
        String path,
        @Nullable String query,
        Map<String, String> requestHeaders,
        JsonNode request,
        int status,
        Map<String, String> responseHeaders,
        JsonNode response) {
    private static final Pattern BINARY = Pattern.compile("<binary (\\d+) bytes>");
    private static final Pattern TRUNCATED = Pattern.compile("\\.\\.\\.<truncated, (\\d+) bytes total>$");

    /** Reads a recording: a JSON object a line, in the order in which they were sent. */
    static List<Exchange> readAll(Path recording) throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<Exchange> exchanges = new ArrayList<>();
        for (String line : Files.readAllLines(recording)) {
            if (!line.isBlank()) {
                exchanges.add(of(json.readTree(line)));
            }
        }
        return exchanges;
    }

    private static Exchange of(JsonNode line) {
        return new Exchange(
                line.required("n").intValue(),
                line.required("step").textValue(),
                line.required("method").textValue(),
                line.required("path").textValue(),
                line.required("query").textValue(),
                headers(line.required("req_headers")),
                line.path("req"),
                line.required("status").intValue(),
                headers(line.required("resp_headers")),
                line.path("resp"));
    }

    private static Map<String, String> headers(JsonNode node) {
        Map<String, String> headers = new LinkedHashMap<>();
        node.properties()
                .forEach(header -> headers.put(
                        header.getKey().toLowerCase(Locale.ROOT),
                        header.getValue().textValue()));
        return Map.copyOf(headers);
    }

    boolean isArtifact() {
        return path.startsWith("/api/2.0/mlflow-artifacts/artifacts/");
    }

    /** The length of a body of which only the length was recorded, or -1. */
    static int binaryLength(JsonNode body) {
        return number(BINARY, body);
    }

    /** The whole length of a body of which only the beginning was recorded, or -1. */
    static int truncatedLength(JsonNode body) {
        return number(TRUNCATED, body);
    }

    /** The recorded beginning of a truncated body. */
    static String truncatedText(JsonNode body) {
        return TRUNCATED.matcher(body.textValue()).replaceFirst("");
    }

    private static int number(Pattern pattern, JsonNode body) {
        Matcher matcher = pattern.matcher(body.isTextual() ? body.textValue() : "");
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : -1;
    }
}
