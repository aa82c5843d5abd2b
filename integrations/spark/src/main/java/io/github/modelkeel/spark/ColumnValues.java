package io.github.modelkeel.spark;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column on the driver, read from the blocks of all partitions while they are iterated: a collection of it is what a profile is made from,
 * and takes no memory for a value. Not thread-safe.
 */
final class ColumnValues extends AbstractCollection<@Nullable Object> {
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private final ValueForm form;
    private final List<byte[]> blocks = new ArrayList<>();

    ColumnValues(ValueForm form) {
        this.form = form;
    }

    /** The place of the column that a block is of. */
    static int column(byte[] block) {
        return ByteBuffer.wrap(block).getInt();
    }

    /** Adds the next block in the order of the rows. */
    void addBlock(byte[] block) {
        blocks.add(block);
    }

    /**
     * What a profile is made from, to be asked for once: the numbers as plain doubles, with NaN for missing ones, where doubles hold all and there is one; else these values.
     */
    Object toColumn() {
        long size = 0;
        boolean doubles = form.isOfNumbers();
        for (byte[] block : blocks) {
            Header header = Header.of(block);
            size += header.missing() + header.entries();
            doubles &= header.doubles();
        }
        if (!doubles || size > MAX_ARRAY) {
            return this;
        }
        double[] numbers = new double[(int) size];
        Arrays.fill(numbers, Double.NaN);
        int there = 0;
        boolean any = false;
        for (byte[] block : blocks) {
            int entries = Header.of(block).entries();
            ByteBuffer in = ByteBuffer.wrap(block, ColumnBlock.HEADER, block.length - ColumnBlock.HEADER);
            for (int i = 0; i < entries; i++) {
                double value = form == ValueForm.WHOLE ? in.getLong() : in.getDouble();
                any |= !Double.isNaN(value);
                numbers[there++] = value;
            }
        }
        return any ? numbers : this;
    }

    /** What a block starts with. */
    private record Header(long missing, long invalid, boolean doubles, int entries) {
        static Header of(byte[] block) {
            ByteBuffer header = ByteBuffer.wrap(block, Integer.BYTES, ColumnBlock.HEADER - Integer.BYTES);
            return new Header(header.getLong(), header.getLong(), header.get() != 0, header.getInt());
        }
    }

    /** As {@link java.util.Collection#size} says, at most the largest int. */
    @Override
    public int size() {
        long size = 0;
        for (Iterator<@Nullable Object> values = iterator(); values.hasNext(); values.next()) {
            size++;
        }
        return (int) Math.min(Integer.MAX_VALUE, size);
    }

    @Override
    public Iterator<@Nullable Object> iterator() {
        return new Values(blocks.iterator());
    }

    private final class Values implements Iterator<@Nullable Object> {
        private final Iterator<byte[]> rest;
        private DataInputStream in = new DataInputStream(new ByteArrayInputStream(new byte[0]));
        private long missing;
        private long invalid;
        private int entries;
        private @Nullable Object value;
        private long times;

        Values(Iterator<byte[]> rest) {
            this.rest = rest;
        }

        @Override
        public boolean hasNext() {
            while (times == 0 && (missing > 0 || invalid > 0 || entries > 0 || rest.hasNext())) {
                if (missing > 0) {
                    value = null;
                    times = missing;
                    missing = 0;
                } else if (invalid > 0) {
                    value = ValueSink.UNREADABLE;
                    times = invalid;
                    invalid = 0;
                } else if (entries > 0) {
                    entry();
                } else {
                    open(rest.next());
                }
            }
            return times > 0;
        }

        private void entry() {
            try {
                ValueForm.Counted read = form.read(in);
                value = read.value();
                times = read.times();
                entries--;
            } catch (IOException e) {
                throw new UncheckedIOException("a block of values is cut off", e);
            }
        }

        private void open(byte[] block) {
            Header header = Header.of(block);
            missing = header.missing();
            invalid = header.invalid();
            entries = header.entries();
            in = new DataInputStream(
                    new ByteArrayInputStream(block, ColumnBlock.HEADER, block.length - ColumnBlock.HEADER));
        }

        @Override
        public @Nullable Object next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            times--;
            return value;
        }
    }
}
