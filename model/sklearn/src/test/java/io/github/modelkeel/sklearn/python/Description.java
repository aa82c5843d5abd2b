package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Dtype;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.python.node.SequenceNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Describes nodes as {@code describe} of {@code make_model_files.py} describes Python's values. */
final class Description {
    private Description() {}

    static Map<String, @Nullable Object> of(Node node) {
        if (node instanceof ArrayNode array) {
            return array.isScalar() ? scalar(array) : array(array);
        }
        if (node instanceof SequenceNode sequence) {
            List<Object> items = new ArrayList<>();
            sequence.items().forEach(item -> items.add(of(item)));
            if (sequence.type() == SequenceNode.Type.SET || sequence.type() == SequenceNode.Type.FROZENSET) {
                items.sort(Comparator.comparing(String::valueOf));
            }
            return one(sequence.type().name().toLowerCase(Locale.ROOT), items);
        }
        if (node instanceof DictNode dict) {
            List<Object> entries = new ArrayList<>();
            dict.entries().forEach(entry -> entries.add(List.of(of(entry.key()), of(entry.value()))));
            return one("dict", entries);
        }
        if (node instanceof Node.Slice slice) {
            return one("slice", List.of(of(slice.start()), of(slice.stop()), of(slice.step())));
        }
        if (node instanceof Node.Bytes bytes) {
            return one("bytes", HexFormat.of().formatHex(bytes.toArray()));
        }
        if (node instanceof Node.DtypeNode type) {
            return one("dtype", type(type.dtype()));
        }
        if (node instanceof Node.Name name) {
            return one("type", name.qualified());
        }
        return plain(node);
    }

    private static Map<String, @Nullable Object> plain(Node node) {
        if (node instanceof Node.None) {
            return one("plain", null);
        }
        Object value = Node.plain(node);
        if (value instanceof Double number) {
            return one("float", bits(number));
        }
        return value instanceof Number ? one("int", value.toString()) : one("plain", value);
    }

    private static Map<String, @Nullable Object> one(String key, @Nullable Object value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put(key, value);
        return map;
    }

    private static Map<String, @Nullable Object> scalar(ArrayNode array) {
        Map<String, @Nullable Object> map = one("scalar", array.className().substring("numpy.".length()));
        Object value = Node.plain(array);
        map.put(
                "value",
                value instanceof Double number
                        ? one("float", bits(number))
                        : value instanceof Number ? one("int", value.toString()) : one("plain", value));
        return map;
    }

    private static Map<String, @Nullable Object> array(ArrayNode array) {
        List<Long> shape = Arrays.stream(array.shape()).mapToObj(Long::valueOf).toList();
        Map<String, @Nullable Object> map = one("shape", shape);
        List<Node> objects = array.objects().orElse(null);
        if (objects != null) {
            map.put("objects", objects.stream().map(Description::of).toList());
            return map;
        }
        if (!array.dtype().fields().isEmpty()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            array.dtype()
                    .fields()
                    .forEach(field -> fields.put(
                            field.name(), array(array.field(field.name()).orElseThrow())));
            map.put("fields", fields);
            return map;
        }
        map.put("dtype", type(array.dtype()));
        CRC32 crc = new CRC32();
        crc.update(array.bits().orElseThrow());
        map.put("crc", crc.getValue());
        double[] doubles = array.doubles().orElse(null);
        if (doubles != null && doubles.length <= 12) {
            map.put(
                    "doubles",
                    Arrays.stream(doubles).mapToObj(Description::bits).toList());
        }
        array.texts().ifPresent(texts -> map.put("texts", List.of(texts)));
        return map;
    }

    private static String type(Dtype dtype) {
        char kind = switch (dtype.kind()) {
            case BOOL -> 'b';
            case INT -> 'i';
            case UINT -> 'u';
            case FLOAT -> 'f';
            case TEXT -> 'U';
            case BYTES -> 'S';
            case OBJECT -> 'O';
            case RECORD -> 'V';
        };
        return String.valueOf(kind) + dtype.itemSize();
    }

    private static String bits(double value) {
        return HexFormat.of().toHexDigits(Double.doubleToRawLongBits(value));
    }
}
