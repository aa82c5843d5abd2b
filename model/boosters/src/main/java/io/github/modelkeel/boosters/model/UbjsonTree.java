package io.github.modelkeel.boosters.model;

import io.github.modelkeel.formats.ModelRefusedException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a UBJSON document as a tree: big-endian numbers behind one-letter markers, arrays with a type and a count. A count is compared
 * with the bytes that are left before anything is allocated, and elements without bytes of their own cannot be counted. Not
 * thread-safe.
 */
final class UbjsonTree {
    private static final int MAX_TEXT = 16 << 20;
    private static final int MAX_UNTYPED = 4_000_000;
    private static final char NO_TYPE = 0;
    private static final long UNCOUNTED = -1;

    private final ByteBuffer in;
    private final DataBudget budget;

    private UbjsonTree(ByteBuffer in, DataBudget budget) {
        this.in = in;
        this.budget = budget;
    }

    static DataNode read(String file, byte[] content) {
        UbjsonTree tree = new UbjsonTree(ByteBuffer.wrap(content), new DataBudget(file));
        try {
            Object value = tree.value(tree.marker(), 0, false);
            if (tree.in.hasRemaining()) {
                throw tree.budget.bad("has trailing data after the document");
            }
            return new DataNode(file, "", value);
        } catch (BufferUnderflowException e) {
            throw new ModelRefusedException(file + " is cut short: " + content.length + " bytes are not all of it", e);
        }
    }

    private char marker() {
        char marker = (char) (in.get() & 0xff);
        while (marker == 'N') {
            marker = (char) (in.get() & 0xff);
        }
        return marker;
    }

    private @Nullable Object value(char marker, int depth, boolean skip) {
        budget.takeValue();
        budget.checkDepth(depth);
        return switch (marker) {
            case '{' -> object(depth, skip);
            case '[' -> array(depth, skip);
            case 'S', 'H' -> text();
            case 'C' -> String.valueOf((char) (in.get() & 0xff));
            case 'Z' -> null;
            default -> number(marker);
        };
    }

    private double number(char marker) {
        return switch (marker) {
            case 'T' -> 1;
            case 'F' -> 0;
            case 'i' -> in.get();
            case 'U' -> in.get() & 0xff;
            case 'I' -> in.getShort();
            case 'l' -> in.getInt();
            case 'L' -> in.getLong();
            case 'd' -> in.getFloat();
            case 'D' -> in.getDouble();
            default -> throw budget.bad("has the unknown UBJSON marker " + (int) marker + " at byte " + in.position());
        };
    }

    private static int width(char type) {
        return switch (type) {
            case 'i', 'U' -> 1;
            case 'I' -> 2;
            case 'l', 'd' -> 4;
            case 'L', 'D' -> 8;
            default -> 0;
        };
    }

    private Map<String, @Nullable Object> object(int depth, boolean skip) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (peek() == '$') {
            throw budget.bad("has an object with one type for all fields, which XGBoost never writes");
        }
        long count = count();
        for (long i = 0; count == UNCOUNTED ? !end('}') : i < count; i++) {
            String name = text();
            boolean skipField = skip || DataBudget.skips(name);
            Object value = value(marker(), depth + 1, skipField);
            if (!skipField && map.put(name, value) != null) {
                throw budget.bad("names the field \"" + DataNode.shorten(name) + "\" twice");
            }
        }
        return map;
    }

    private Object array(int depth, boolean skip) {
        char type = NO_TYPE;
        if (peek() == '$') {
            in.get();
            type = (char) (in.get() & 0xff);
        }
        long count = count();
        if (type != NO_TYPE) {
            return typed(type, count, skip);
        }
        List<@Nullable Object> list = new ArrayList<>();
        DataBudget.Numbers numbers = new DataBudget.Numbers(16);
        for (long i = 0; count == UNCOUNTED ? !end(']') : i < count; i++) {
            char marker = marker();
            if (width(marker) > 0 || marker == 'T' || marker == 'F') {
                budget.takeNumbers(1);
                if (numbers.size() == MAX_UNTYPED) {
                    throw budget.bad("has more than " + MAX_UNTYPED + " numbers in an array without a type");
                }
                numbers.add(number(marker));
            } else {
                list.add(value(marker, depth + 1, skip));
            }
            if (!list.isEmpty() && numbers.size() > 0) {
                throw budget.bad("has something else among numbers");
            }
        }
        return numbers.size() > 0 ? numbers.toArray() : list;
    }

    private double[] typed(char type, long count, boolean skip) {
        int width = width(type);
        if (width == 0 || count == UNCOUNTED) {
            throw budget.bad("has an array of the type '" + type + "' " + (width == 0 ? "" : "without a count ")
                    + "at byte " + in.position() + "; only arrays of numbers are known");
        }
        if (count > in.remaining() / width) {
            throw budget.bad("announces " + count + " numbers at byte " + in.position() + ", which are not there");
        }
        if (skip) {
            in.position(in.position() + (int) count * width);
            return new double[0];
        }
        budget.takeNumbers((int) count);
        double[] numbers = new double[(int) count];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(type);
        }
        return numbers;
    }

    private char peek() {
        if (!in.hasRemaining()) {
            throw new BufferUnderflowException();
        }
        return (char) (in.get(in.position()) & 0xff);
    }

    private boolean end(char closing) {
        while (peek() == 'N') {
            in.get();
        }
        if (peek() != closing) {
            return false;
        }
        in.get();
        return true;
    }

    private long count() {
        if (peek() != '#') {
            return UNCOUNTED;
        }
        in.get();
        return length();
    }

    private String text() {
        long length = length();
        if (length > Math.min(MAX_TEXT, in.remaining())) {
            throw budget.bad("announces a text of " + length + " bytes at byte " + in.position());
        }
        byte[] bytes = new byte[(int) length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private long length() {
        char marker = (char) (in.get() & 0xff);
        long length = marker == 'L' ? in.getLong() : width(marker) > 0 ? (long) number(marker) : -1;
        if (length < 0) {
            throw budget.bad("has no valid length at byte " + in.position());
        }
        return length;
    }
}
