package io.github.modelkeel.sklearn.python.array;

import java.util.List;
import java.util.Optional;

/**
 * A numpy data type. Immutable.
 *
 * @param kind what an element is
 * @param itemSize bytes an element
 * @param bigEndian whether numbers have their highest byte first
 * @param fields the fields of a record, else empty
 */
public record Dtype(Kind kind, int itemSize, boolean bigEndian, List<Field> fields) {
    static final Dtype INT8 = new Dtype(Kind.INT, 1, false, List.of());
    public static final Dtype BOOLEANS = new Dtype(Kind.BOOL, 1, false, List.of());
    static final Dtype OBJECTS = new Dtype(Kind.OBJECT, 8, false, List.of());
    private static final int MAX_FIELDS = 1000;

    /** What an element is. */
    public enum Kind {
        BOOL('b'),
        INT('i'),
        UINT('u'),
        FLOAT('f'),
        TEXT('U'),
        BYTES('S'),
        OBJECT('O'),
        RECORD('V');

        private final char code;

        Kind(char code) {
            this.code = code;
        }
    }

    /**
     * A field of a record.
     *
     * @param name its name
     * @param dtype its type, no record itself
     * @param offset where it starts in the record
     */
    public record Field(String name, Dtype dtype, int offset) {}

    /** Copies the fields. */
    public Dtype {
        fields = List.copyOf(fields);
    }

    /** Reads {@code <f8}, {@code |S3}, {@code U2}, {@code O}. Without a mark of the byte order it is that of every common machine. */
    public static Dtype parse(Reading reading, String text) {
        int at = !text.isEmpty() && "<>|=".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
        boolean big = at == 1 && text.charAt(0) == '>';
        if (text.length() == at || text.length() > at + 10) {
            throw unsupported(reading, text);
        }
        char code = text.charAt(at);
        String digits = text.substring(at + 1);
        if (code == '?' && digits.isEmpty()) {
            return new Dtype(Kind.BOOL, 1, big, List.of());
        }
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9') || (digits.isEmpty() && code != 'O')) {
            throw unsupported(reading, text);
        }
        long size = digits.isEmpty() ? 8 : Long.parseLong(digits);
        for (Kind kind : Kind.values()) {
            if (kind.code == code && allowed(kind, size)) {
                return new Dtype(kind, (int) (kind == Kind.TEXT ? 4 * size : size), big, List.of());
            }
        }
        throw unsupported(reading, text);
    }

    private static boolean allowed(Kind kind, long size) {
        return switch (kind) {
            case BOOL -> size == 1;
            case INT, UINT -> size == 1 || size == 2 || size == 4 || size == 8;
            case FLOAT -> size == 2 || size == 4 || size == 8;
            case OBJECT -> size == 4 || size == 8;
            case TEXT, BYTES, RECORD -> size <= 1 << 20;
        };
    }

    private static RuntimeException unsupported(Reading reading, String text) {
        String name = Reading.shorten(text);
        String bare = name.isEmpty() || "<>|=".indexOf(name.charAt(0)) < 0 ? name : name.substring(1);
        String what = switch (bare.isEmpty() ? ' ' : bare.charAt(0)) {
            case 'M' -> "datetime64 (" + name + "): turn the column into numbers before training";
            case 'm' -> "timedelta64 (" + name + "): turn the column into numbers before training";
            case 'c' -> "complex numbers (" + name + ")";
            case 'f', 'g' -> "floats of another size than 16, 32 or 64 bits (" + name + ")";
            default -> "\"" + name + "\"";
        };
        return reading.refusal("the numpy data type is not supported: " + what);
    }

    /** The same type with the highest byte first, or last. */
    public Dtype withByteOrder(boolean big) {
        return new Dtype(kind, itemSize, big, fields);
    }

    /** A record of fields, which must be within it. */
    public static Dtype ofFields(Reading reading, List<Field> fields, int itemSize) {
        if (fields.size() > MAX_FIELDS || itemSize < 0) {
            throw reading.refusal("a numpy record has " + fields.size() + " fields in " + itemSize + " bytes");
        }
        for (Field field : fields) {
            Dtype type = field.dtype();
            if (type.kind == Kind.OBJECT || type.kind == Kind.RECORD) {
                throw reading.refusal("a numpy record holds objects or another record, in its field "
                        + Reading.shorten(field.name()));
            }
            if (field.offset() < 0 || field.offset() > itemSize - type.itemSize()) {
                throw reading.refusal("field " + Reading.shorten(field.name()) + " is outside its numpy record");
            }
        }
        return new Dtype(Kind.RECORD, itemSize, false, fields);
    }

    /** A field by name. */
    public Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** The class of a single value, {@code numpy.float64}. */
    public String scalarClass() {
        return "numpy."
                + switch (kind) {
                    case BOOL -> "bool";
                    case INT -> "int" + 8 * itemSize;
                    case UINT -> "uint" + 8 * itemSize;
                    case FLOAT -> "float" + 8 * itemSize;
                    case TEXT -> "str_";
                    case BYTES -> "bytes_";
                    case OBJECT -> "object_";
                    case RECORD -> "void";
                };
    }

    /** As numpy writes it, {@code <f8}; a record as its fields' count. */
    @Override
    public String toString() {
        if (!fields.isEmpty()) {
            return "record of " + fields.size() + " fields, " + itemSize + " bytes";
        }
        String order = itemSize == 1 || kind == Kind.BYTES || kind == Kind.OBJECT ? "|" : bigEndian ? ">" : "<";
        return order + kind.code + (kind == Kind.OBJECT ? "" : kind == Kind.TEXT ? itemSize / 4 : itemSize);
    }
}
