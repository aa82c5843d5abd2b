package io.github.modelkeel.tracking.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A disk that breaks when a test says so. */
class FaultyDisk extends SystemDisk {
    /** How many forces fail from now on. */
    final AtomicInteger failingForces = new AtomicInteger();
    /** How many bytes can still be written; a write that exceeds them is done in part. */
    final AtomicLong room = new AtomicLong(Long.MAX_VALUE / 2);
    /** Whether files can be created. */
    volatile boolean readOnly;

    /** Before which operation there is no memory for it; a negative number: never. */
    final AtomicInteger memoryFor = new AtomicInteger(-1);

    /** How many reads fail from now on. */
    final AtomicInteger failingReads = new AtomicInteger();

    final AtomicInteger forces = new AtomicInteger();
    final AtomicInteger diskHealth = new AtomicInteger();

    private void allocate() {
        if (memoryFor.get() >= 0 && memoryFor.getAndDecrement() == 0) {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    @Override
    public int read(RandomAccessFile file, long position, byte[] bytes, int offset, int length) throws IOException {
        allocate();
        if (failingReads.get() > 0) {
            failingReads.decrementAndGet();
            throw new IOException("Too many open files");
        }
        return super.read(file, position, bytes, offset, length);
    }

    @Override
    public RandomAccessFile create(Path path) throws IOException {
        allocate();
        if (readOnly) {
            diskHealth.incrementAndGet();
            throw new IOException("Read-only file system");
        }
        return super.create(path);
    }

    @Override
    public void write(RandomAccessFile file, long position, byte[] bytes, int offset, int length) throws IOException {
        allocate();
        long left = room.addAndGet(-length);
        if (left < 0) {
            room.addAndGet(length);
            int part = (int) Math.max(0, length + left);
            super.write(file, position, bytes, offset, part);
            room.addAndGet(-part);
            diskHealth.incrementAndGet();
            throw new IOException("No space left on device");
        }
        super.write(file, position, bytes, offset, length);
    }

    @Override
    public void force(RandomAccessFile file) throws IOException {
        allocate();
        forces.incrementAndGet();
        if (failingForces.get() > 0) {
            failingForces.decrementAndGet();
            diskHealth.incrementAndGet();
            throw new IOException("Input/output error");
        }
        super.force(file);
    }
}
