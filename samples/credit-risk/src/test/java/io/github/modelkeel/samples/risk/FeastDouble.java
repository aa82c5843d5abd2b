package io.github.modelkeel.samples.risk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Answers as a Feast 0.67 server that has the customers of generated loans: columns in another order than asked for, each value with its status and date. */
final class FeastDouble implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Map<String, Object>> loans;
    private final HttpServer server;
    /** Of ten customers how many it does not know. */
    volatile int unknown;

    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    FeastDouble(Loans loans) throws IOException {
        this.loans = loans.rows();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/get-online-features", this::answer);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode question = JSON.readTree(exchange.getRequestBody());
        asked.add(question.path("feature_service").asText());
        JsonNode ids = question.path("entities").path(Loans.ID);
        List<String> columns = new ArrayList<>(Loans.FEATURES);
        columns.add(Loans.ID);
        Collections.reverse(columns);
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode results = answer.putArray("results");
        for (String column : columns) {
            ObjectNode result = results.addObject();
            ArrayNode values = result.putArray("values");
            ArrayNode statuses = result.putArray("statuses");
            ArrayNode dates = result.putArray("event_timestamps");
            for (JsonNode id : ids) {
                boolean known = column.equals(Loans.ID) || id.asInt() % 10 >= unknown;
                values.addPOJO(known ? loans.get(id.asInt() - 1).get(column) : null);
                statuses.add(known ? "PRESENT" : "NOT_FOUND");
                dates.add("2026-11-01T00:00:00Z");
            }
        }
        ArrayNode names = answer.putObject("metadata").putArray("feature_names");
        columns.forEach(names::add);
        byte[] body = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
