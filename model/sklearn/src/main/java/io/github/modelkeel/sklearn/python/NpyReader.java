package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Dtype;
import io.github.modelkeel.sklearn.python.array.Layout;
import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.array.Span;
import io.github.modelkeel.sklearn.python.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads numpy's own file format, versions 1 to 3: a header that says what the array is, then its bytes. */
final class NpyReader {
    private static final int MAX_HEADER = 1 << 16;
    private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

    private NpyReader() {}

    static boolean isNpy(Span file) {
        byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
        for (int i = 0; i < magic.length; i++) {
            if (file.length() <= i || file.content()[file.offset() + i] != magic[i]) {
                return false;
            }
        }
        return true;
    }

    static ArrayNode read(Reading reading, Span file) {
        return ArrayNode.of(layout(reading, file));
    }

    static Layout layout(Reading reading, Span file) {
        if (!isNpy(file) || file.length() < 12) {
            throw reading.refusal("not a valid .npy file");
        }
        byte[] content = file.content();
        int at = file.offset() + 6;
        int version = content[at];
        if (version < 1 || version > 3) {
            throw reading.refusal("a npy file has the unknown version " + version);
        }
        int sizeBytes = version == 1 ? 2 : 4;
        long header = 0;
        for (int i = sizeBytes - 1; i >= 0; i--) {
            header = header << 8 | (content[at + 2 + i] & 0xFF);
        }
        int begin = at + 2 + sizeBytes;
        long left = (long) file.offset() + file.length() - begin;
        if (header > MAX_HEADER || header > left) {
            throw reading.refusal("the header of a npy file has " + header + " bytes, " + left + " are left");
        }
        String text = new String(
                content, begin, (int) header, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        Span data = new Span(content, begin + (int) header, (int) (left - header));
        return layout(reading, PythonLiteral.dictionary(reading, text), data);
    }

    private static Layout layout(Reading reading, Map<String, @Nullable Object> header, Span data) {
        if (!header.keySet().equals(KEYS)
                || !(header.get("fortran_order") instanceof Boolean fortran)
                || !(header.get("shape") instanceof List<?> sizes)) {
            throw reading.refusal("the header of a npy file is odd");
        }
        Dtype dtype = dtype(reading, header.get("descr"));
        if (dtype.kind() == Dtype.Kind.OBJECT) {
            throw reading.refusal("a npy file holds objects");
        }
        int[] shape = shape(reading, sizes);
        if (shape.length == 0 && dtype.itemSize() == 0 && data.length() == 0) {
            return new Layout(dtype, shape, new int[0], new byte[0], 0, 1);
        }
        return Layout.contiguous(reading, dtype, shape, fortran, data);
    }

    private static int[] shape(Reading reading, List<?> sizes) {
        if (sizes.size() > Reading.MAX_DIMENSIONS) {
            throw reading.refusal("an array has " + sizes.size() + " dimensions");
        }
        int[] shape = new int[sizes.size()];
        for (int i = 0; i < shape.length; i++) {
            if (!(sizes.get(i) instanceof Long size) || size < 0 || size > Integer.MAX_VALUE) {
                throw reading.refusal("an array's shape is broken");
            }
            shape[i] = size.intValue();
        }
        return shape;
    }

    private static Dtype dtype(Reading reading, @Nullable Object description) {
        if (description instanceof String text) {
            return Dtype.parse(reading, text);
        }
        if (!(description instanceof List<?> items)) {
            throw reading.refusal("the numpy data type is odd");
        }
        List<Dtype.Field> fields = new ArrayList<>();
        int offset = 0;
        for (Object item : items) {
            if (!(item instanceof List<?> field)
                    || field.size() != 2
                    || !(field.get(0) instanceof String name)
                    || !(field.get(1) instanceof String type)) {
                throw reading.refusal("a numpy record holds arrays, records or titles");
            }
            Dtype dtype = Dtype.parse(reading, type);
            if (!name.isEmpty()) {
                fields.add(new Dtype.Field(name, dtype, offset));
            }
            offset += dtype.itemSize();
            if (fields.size() > 1000 || offset > 1 << 20) {
                throw reading.refusal("a numpy record is too large");
            }
        }
        return Dtype.ofFields(reading, fields, offset);
    }
}
