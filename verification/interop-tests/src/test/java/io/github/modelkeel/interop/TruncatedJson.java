package io.github.modelkeel.interop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Reads the beginning of a JSON document: everything that is complete before the cut. */
final class TruncatedJson {
    private final Deque<ContainerNode<?>> open = new ArrayDeque<>();
    private String name = "";

    private TruncatedJson() {}

    static JsonNode read(String beginning) {
        return new TruncatedJson().build(beginning);
    }

    private JsonNode build(String beginning) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        try (JsonParser parser = new JsonFactory().createParser(beginning)) {
            parser.nextToken();
            open.push(document);
            while (!open.isEmpty()) {
                take(parser, parser.nextToken());
            }
        } catch (JsonProcessingException e) {
            return document; // the cut
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return document;
    }

    private void take(JsonParser parser, JsonToken token) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        switch (token) {
            case FIELD_NAME -> name = parser.currentName();
            case START_OBJECT -> nest(nodes.objectNode());
            case START_ARRAY -> nest(nodes.arrayNode());
            case END_OBJECT, END_ARRAY -> open.pop();
            case VALUE_STRING -> add(nodes.textNode(parser.getText()));
            case VALUE_NUMBER_INT -> add(nodes.numberNode(parser.getLongValue()));
            case VALUE_NUMBER_FLOAT -> add(nodes.numberNode(parser.getDoubleValue()));
            case VALUE_TRUE, VALUE_FALSE -> add(nodes.booleanNode(parser.getBooleanValue()));
            default -> add(nodes.nullNode());
        }
    }

    private void nest(ContainerNode<?> container) {
        add(container);
        open.push(container);
    }

    private void add(JsonNode value) {
        ContainerNode<?> parent = open.element();
        if (parent instanceof ArrayNode array) {
            array.add(value);
        } else {
            ((ObjectNode) parent).set(name, value);
        }
    }
}
