package io.github.modelkeel.sklearn.python.array;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.Optional;

/** Reads elements of arrays. */
public final class Elements {
    private static final VarHandle[] SHORT = views(short[].class);
    private static final VarHandle[] INT = views(int[].class);
    private static final VarHandle[] LONG = views(long[].class);

    private Elements() {}

    private static VarHandle[] views(Class<?> array) {
        return new VarHandle[] {
            MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN),
            MethodHandles.byteArrayViewVarHandle(array, ByteOrder.BIG_ENDIAN)
        };
    }

    /** The numbers, in C order. */
    public static double[] doubles(Layout layout) {
        int[] positions = layout.positions();
        double[] values = new double[positions.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(layout.dtype(), layout.data(), positions[i]);
        }
        return values;
    }

    private static double number(Dtype dtype, byte[] data, int at) {
        long bits = whole(dtype, data, at);
        return switch (dtype.kind()) {
            case FLOAT ->
                switch (dtype.itemSize()) {
                    case 8 -> Double.longBitsToDouble(bits);
                    case 4 -> Float.intBitsToFloat((int) bits);
                    default -> half((int) bits & 0xFFFF);
                };
            case UINT -> bits >= 0 ? bits : unsigned(bits);
            default -> bits;
        };
    }

    /** Rounds half to even, as Python does. */
    private static double unsigned(long bits) {
        return 2.0 * ((bits >>> 1) | (bits & 1));
    }

    private static double half(int bits) {
        double sign = bits >= 0x8000 ? -1 : 1;
        int exponent = (bits >> 10) & 0x1F;
        int fraction = bits & 0x3FF;
        if (exponent == 0x1F) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return exponent == 0 ? sign * fraction * 0x1p-24 : sign * (0x400 + fraction) * Math.scalb(1.0, exponent - 25);
    }

    /** The bits of a number or boolean, extended with its sign if it has one. */
    private static long whole(Dtype dtype, byte[] data, int at) {
        int order = dtype.bigEndian() ? 1 : 0;
        boolean signed = dtype.kind() == Dtype.Kind.INT;
        return switch (dtype.itemSize()) {
            case 1 -> signed ? data[at] : data[at] & 0xFF;
            case 2 -> {
                short value = (short) SHORT[order].get(data, at);
                yield signed ? value : value & 0xFFFF;
            }
            case 4 -> {
                int value = (int) INT[order].get(data, at);
                yield signed ? value : value & 0xFFFF_FFFFL;
            }
            default -> (long) LONG[order].get(data, at);
        };
    }

    /** The first element: a {@link Long}, or a {@link BigInteger} beyond its range. */
    public static Comparable<?> whole(Layout layout) {
        long bits = whole(layout.dtype(), layout.data(), layout.positions()[0]);
        return bits < 0 && layout.dtype().kind() == Dtype.Kind.UINT
                ? new BigInteger(Long.toUnsignedString(bits))
                : bits;
    }

    /** The whole numbers, in C order; empty when one of them needs more than 63 bits. */
    public static Optional<long[]> longs(Layout layout) {
        int[] positions = layout.positions();
        long[] values = new long[positions.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = whole(layout.dtype(), layout.data(), positions[i]);
            if (values[i] < 0 && layout.dtype().kind() == Dtype.Kind.UINT) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** Empty when an element is not a text: a number that is not a code point. */
    public static Optional<String[]> texts(Layout layout) {
        int[] positions = layout.positions();
        String[] values = new String[positions.length];
        int length = layout.dtype().itemSize() / 4;
        int order = layout.dtype().bigEndian() ? 1 : 0;
        for (int i = 0; i < values.length; i++) {
            int used = length;
            while (used > 0 && (int) INT[order].get(layout.data(), positions[i] + 4 * (used - 1)) == 0) {
                used--;
            }
            StringBuilder text = new StringBuilder(used);
            for (int k = 0; k < used; k++) {
                int point = (int) INT[order].get(layout.data(), positions[i] + 4 * k);
                if (!Character.isValidCodePoint(point)) {
                    return Optional.empty();
                }
                text.appendCodePoint(point);
            }
            values[i] = text.toString();
        }
        return Optional.of(values);
    }

    /** The bytes of the elements, in C order, the lowest byte of a number first. */
    public static byte[] bits(Layout layout) {
        int[] positions = layout.positions();
        int size = layout.dtype().itemSize();
        byte[] bits = new byte[positions.length * size];
        for (int i = 0; i < positions.length; i++) {
            System.arraycopy(layout.data(), positions[i], bits, i * size, size);
            swap(layout.dtype(), bits, i * size);
        }
        return bits;
    }

    private static void swap(Dtype dtype, byte[] bits, int at) {
        for (Dtype.Field field : dtype.fields()) {
            swap(field.dtype(), bits, at + field.offset());
        }
        boolean swapped = dtype.bigEndian() && dtype.fields().isEmpty() && dtype.kind() != Dtype.Kind.BYTES;
        int unit = !swapped ? 1 : dtype.kind() == Dtype.Kind.TEXT ? 4 : dtype.itemSize();
        for (int from = at; unit > 1 && from < at + dtype.itemSize(); from += unit) {
            for (int i = 0; i < unit / 2; i++) {
                byte low = bits[from + i];
                bits[from + i] = bits[from + unit - 1 - i];
                bits[from + unit - 1 - i] = low;
            }
        }
    }
}
