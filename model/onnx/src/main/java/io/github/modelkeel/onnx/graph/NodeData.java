package io.github.modelkeel.onnx.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node of a graph with its attributes.
 *
 * @param operator the operator's name, with the domain in front when it is not ONNX's own
 * @param inputs the names of the values it reads; an empty name for one that is left out
 * @param outputs the names of the values it makes
 * @param attributes the attributes: a Long, Float, String, long[], double[] (of floats), List of texts or TensorData each
 * @param reading where it was read, for refusals
 */
public record NodeData(
        String operator,
        List<String> inputs,
        List<String> outputs,
        Map<String, Object> attributes,
        OnnxReading reading) {
    static NodeData read(Fields fields) {
        String operator = "";
        String domain = "";
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, Object> attributes = new HashMap<>();
        for (int field = fields.next(); field != 0; field = fields.next()) {
            switch (field) {
                case Wire.NODE_OPERATOR -> operator = fields.text();
                case Wire.NODE_DOMAIN -> domain = fields.text();
                case Wire.NODE_INPUTS -> inputs.add(fields.text());
                case Wire.NODE_OUTPUTS -> outputs.add(fields.text());
                case Wire.NODE_ATTRIBUTES -> readAttribute(fields.message(), attributes);
                default -> fields.skip();
            }
        }
        String name = domain.isEmpty() || domain.equals("ai.onnx") ? operator : domain + ":" + operator;
        return new NodeData(name, inputs, outputs, attributes, fields.reading());
    }

    private static void readAttribute(Fields fields, Map<String, Object> attributes) {
        String name = "";
        Object value = null;
        LongList integers = new LongList();
        RealList reals = new RealList();
        List<String> texts = new ArrayList<>();
        String last = "";
        int type = 0;
        for (int field = fields.next(); field != 0; field = fields.next()) {
            switch (field) {
                case Wire.ATTRIBUTE_NAME -> name = fields.text();
                case Wire.ATTRIBUTE_TYPE -> type = (int) fields.integer();
                case Wire.ATTRIBUTE_REAL -> value = fields.real();
                case Wire.ATTRIBUTE_INTEGER -> value = fields.integer();
                case Wire.ATTRIBUTE_TEXT -> value = fields.text();
                case Wire.ATTRIBUTE_TENSOR -> value = TensorData.read(fields.message());
                case Wire.ATTRIBUTE_GRAPH ->
                    throw fields.reading().unsupported("a graph within a graph, as If and Loop have it,");
                case Wire.ATTRIBUTE_INTEGERS -> fields.integers(integers);
                case Wire.ATTRIBUTE_REALS -> fields.reals(reals, Float.BYTES);
                case Wire.ATTRIBUTE_TEXTS -> {
                    last = fields.text(last);
                    texts.add(last);
                }
                default -> fields.skip();
            }
        }
        attributes.put(name, valueOf(type, value, integers, reals, texts, fields.reading()));
    }

    private static Object valueOf(
            int type,
            @Nullable Object value,
            LongList integers,
            RealList reals,
            List<String> texts,
            OnnxReading reading) {
        return switch (type) {
            case 1 -> value instanceof Float ? value : 0f;
            case 2 -> value instanceof Long ? value : 0L;
            case 3 -> value instanceof String ? value : "";
            case 6 -> reals.toArray();
            case 7 -> integers.toArray();
            case 8 -> texts;
            case 4 -> {
                if (value instanceof TensorData) {
                    yield value;
                }
                throw reading.refusal("an attribute has the type of a tensor and none");
            }
            default -> throw reading.unsupported("an attribute of ONNX's type " + type);
        };
    }

    public RuntimeException refusal(String what) {
        return reading.refusal(OnnxReading.shorten(operator) + ' ' + what);
    }

    public RuntimeException unsupported(String what) {
        return reading.unsupported(
                "the operator " + OnnxReading.shorten(operator) + (what.isEmpty() ? "" : " " + what));
    }

    public String input(int index) {
        if (index >= inputs.size() || inputs.get(index).isEmpty()) {
            throw refusal("lacks its input " + index);
        }
        return inputs.get(index);
    }

    public boolean hasInput(int index) {
        return index < inputs.size() && !inputs.get(index).isEmpty();
    }

    public boolean has(String name) {
        return attributes.containsKey(name);
    }

    private <T> Optional<T> find(String name, Class<T> type) {
        Object value = attributes.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!type.isInstance(value)) {
            throw refusal("has an attribute of a wrong type: " + OnnxReading.shorten(name));
        }
        return Optional.of(type.cast(value));
    }

    public long integer(String name, long otherwise) {
        return find(name, Long.class).orElse(otherwise);
    }

    public float real(String name, float otherwise) {
        return find(name, Float.class).orElse(otherwise);
    }

    public String text(String name, String otherwise) {
        return find(name, String.class).orElse(otherwise);
    }

    public long[] integers(String name) {
        return find(name, long[].class).orElseGet(() -> new long[0]);
    }

    public double[] reals(String name) {
        return find(name, double[].class).orElseGet(() -> new double[0]);
    }

    public Optional<TensorData> tensor(String name) {
        return find(name, TensorData.class);
    }

    @SuppressWarnings("unchecked") // the reader puts in no list but one of texts
    public List<String> texts(String name) {
        return find(name, List.class).orElse(List.of());
    }

    /** Numbers that are in a list of floats or, for doubles, in a tensor. */
    public double[] numbers(String name) {
        return tensor(name + "_as_tensor").map(TensorData::numbers).orElseGet(() -> reals(name));
    }
}
