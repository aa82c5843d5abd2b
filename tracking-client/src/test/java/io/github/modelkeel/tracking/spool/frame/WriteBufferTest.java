package io.github.modelkeel.tracking.spool.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class WriteBufferTest {
    /** Nothing is forced for up to a second, in which tens of thousands of chunks may be written. */
    @Test
    void aChunkThatWaitsToBeForcedTakesWhatItHolds() {
        WriteBuffer writeBuffer = new WriteBuffer(8 << 20, 16 << 20);
        long taken = 0;
        for (int record = 1; record <= 1000; record++) {
            writeBuffer.append(record, new byte[100], true);
            Chunk chunk = Objects.requireNonNull(writeBuffer.next());
            writeBuffer.written(chunk);
            taken += chunk.capacity();
        }
        assertThat(taken).isEqualTo(writeBuffer.unforcedBytes());
        writeBuffer.forced(1000);
        assertThat(writeBuffer.unforcedBytes()).isZero();
    }
}
