package io.github.modelkeel.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Random;

/**
 * The bytes of a recorded request, with the ids of the server under test. What the recording shortened is made again, of the
 * recorded length.
 */
final class RequestBody {
    private static final int METRICS_OVER_THE_LIMIT = 1001;

    private final byte[] content;
    private final boolean regenerated;

    private RequestBody(byte[] content, boolean regenerated) {
        this.content = content;
        this.regenerated = regenerated;
    }

    byte[] content() {
        return content;
    }

    /** Whether the recording held less than the whole body. */
    boolean regenerated() {
        return regenerated;
    }

    static RequestBody of(Exchange exchange, IdMap ids) {
        JsonNode body = exchange.request();
        int binary = Exchange.binaryLength(body);
        int whole = Exchange.truncatedLength(body);
        if (body.isNull() || body.isMissingNode()) {
            return new RequestBody(new byte[0], false);
        } else if (binary >= 0) {
            byte[] content = new byte[binary];
            new Random(exchange.n()).nextBytes(content);
            return new RequestBody(content, true);
        } else if (whole >= 0) {
            JsonNode complete = exchange.step().equals("err_batch_1001_metrics")
                    ? manyMetrics(Exchange.truncatedText(body))
                    : longValue(Exchange.truncatedText(body), whole);
            return new RequestBody(translated(complete, "", ids).toString().getBytes(UTF_8), true);
        } else if (exchange.isArtifact()) {
            return artifact(exchange, ids);
        }
        return new RequestBody(translated(body, "", ids).toString().getBytes(UTF_8), false);
    }

    /** A JSON artifact was recorded without its white space: blanks bring it to its length again. */
    private static RequestBody artifact(Exchange exchange, IdMap ids) {
        JsonNode body = exchange.request();
        int length = Integer.parseInt(exchange.requestHeaders().getOrDefault("content-length", "0"));
        String text = body.isTextual() ? ids.translate(body.textValue()) : body.toString();
        byte[] content = text.getBytes(UTF_8);
        if (content.length > length) {
            throw new IllegalStateException(
                    "#" + exchange.n() + ": " + content.length + " bytes recorded, but " + length + " were sent");
        }
        byte[] padded = Arrays.copyOf(content, length);
        Arrays.fill(padded, content.length, length, (byte) ' ');
        return new RequestBody(padded, content.length < length);
    }

    /** The batch that is one over the limit: the recorded metric, at 1,001 steps. */
    private static JsonNode manyMetrics(String beginning) {
        ObjectNode body = (ObjectNode) TruncatedJson.read(beginning);
        ArrayNode recorded = (ArrayNode) body.required("metrics");
        ObjectNode first = (ObjectNode) recorded.required(0);
        ArrayNode metrics = JsonNodeFactory.instance.arrayNode();
        for (int step = 0; step < METRICS_OVER_THE_LIMIT; step++) {
            metrics.add(first.deepCopy().put("step", step));
        }
        return body.set("metrics", metrics);
    }

    /** A value longer than the recording keeps: its last character, up to the recorded length of the body. */
    private static JsonNode longValue(String beginning, int length) {
        ObjectNode body = (ObjectNode) TruncatedJson.read(beginning);
        String run = body.required("run_uuid").textValue();
        String last = beginning.substring(beginning.length() - 1);
        String separators = " ".repeat(7); // the recorded client writes a blank after each of 4 colons and 3 commas
        body.put("value", "").put("run_id", run);
        int others = (body + separators).getBytes(UTF_8).length;
        return body.put("value", last.repeat(length - others));
    }

    private static JsonNode translated(JsonNode node, String field, IdMap ids) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (node.isTextual()) {
            boolean experiment = field.equals("experiment_id") || field.equals("experiment_ids");
            return nodes.textNode(experiment ? ids.experiment(node.textValue()) : ids.translate(node.textValue()));
        } else if (node.isArray()) {
            ArrayNode copy = nodes.arrayNode();
            node.forEach(item -> copy.add(translated(item, field, ids)));
            return copy;
        } else if (node.isObject()) {
            ObjectNode copy = nodes.objectNode();
            node.properties().forEach(e -> copy.set(e.getKey(), translated(e.getValue(), e.getKey(), ids)));
            return copy;
        }
        return node;
    }
}
