package io.github.modelkeel.sklearn.python.array;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where the elements of an array are in the file's bytes. The arrays are not changed.
 *
 * @param dtype the data type
 * @param shape the size of each dimension
 * @param strides bytes from one index to the next, for each dimension
 * @param data the bytes, all of them within the file
 * @param offset where the first element starts
 * @param count how many elements there are
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package, and never compared
public record Layout(Dtype dtype, int[] shape, int[] strides, byte[] data, int offset, int count) {
    public static final Layout EMPTY = new Layout(Dtype.INT8, new int[] {0}, new int[] {1}, new byte[0], 0, 0);

    /** Elements one after the other, the last index fastest (C) or the first (Fortran); exactly as many as there are bytes for. */
    public static Layout contiguous(Reading reading, Dtype dtype, int[] shape, boolean fortran, Span data) {
        int count = count(reading, shape);
        if ((long) count * dtype.itemSize() != data.length() || (dtype.itemSize() == 0 && count > 0)) {
            throw reading.refusal(
                    "an array of " + count + " elements of " + dtype + " has " + data.length() + " bytes");
        }
        int[] strides = new int[shape.length];
        int stride = dtype.itemSize();
        for (int i = 0; i < shape.length; i++) {
            int axis = fortran ? i : shape.length - 1 - i;
            strides[axis] = stride;
            stride = count == 0 ? stride : stride * shape[axis];
        }
        return new Layout(dtype, shape, strides, data.content(), data.offset(), count);
    }

    /** The layout of objects, which are not in the bytes. */
    public static Layout ofObjects(Reading reading, int[] shape, int present) {
        int count = count(reading, shape);
        if (count != present) {
            throw reading.refusal("an array of " + count + " objects has " + present);
        }
        return new Layout(Dtype.OBJECTS, shape, new int[shape.length], new byte[0], 0, count);
    }

    private static int count(Reading reading, int[] shape) {
        if (shape.length > Reading.MAX_DIMENSIONS) {
            throw reading.refusal("an array has " + shape.length + " dimensions");
        }
        if (IntStream.of(shape).anyMatch(size -> size < 0)) {
            throw reading.refusal("an array has a negative size");
        }
        long count = 1;
        for (int size : shape) {
            if (size == 0) {
                return 0;
            }
            count = Math.min(count * size, 1L << 32);
        }
        if (count > Integer.MAX_VALUE) {
            throw reading.refusal("an array has more than " + Integer.MAX_VALUE + " elements");
        }
        return (int) count;
    }

    /** The layout of a field of all records. */
    public Layout field(Dtype.Field field) {
        return new Layout(field.dtype(), shape, strides, data, offset + field.offset(), count);
    }

    /** The axes in another order, as {@code numpy.transpose} gives. */
    public Layout transpose(Reading reading, List<Integer> axes) {
        int dimensions = shape.length;
        int[] newShape = new int[dimensions];
        int[] newStrides = new int[dimensions];
        boolean[] seen = new boolean[dimensions];
        if (axes.size() != dimensions) {
            throw reading.refusal("an array's order of axes does not fit its shape");
        }
        for (int i = 0; i < dimensions; i++) {
            int axis = axes.get(i);
            if (axis < 0 || axis >= dimensions || seen[axis]) {
                throw reading.refusal("an array's order of axes does not fit its shape");
            }
            seen[axis] = true;
            newShape[i] = shape[axis];
            newStrides[i] = strides[axis];
        }
        return new Layout(dtype, newShape, newStrides, data, offset, count);
    }

    /** Where each element starts, in C order. */
    public int[] positions() {
        int[] positions = new int[count];
        int[] index = new int[shape.length];
        int at = offset;
        for (int i = 0; i < count; i++) {
            positions[i] = at;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                at += strides[axis];
                if (++index[axis] < shape[axis]) {
                    break;
                }
                at -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
        return positions;
    }
}
