package io.github.modelkeel.servinghttp.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MemoryTest {
    private static final String HEAD = "POST / HTTP/1.1\r\nHost: x\r\n";

    @Test
    void theBudgetIsAtMostAQuarterOfTheHeap() {
        assertThat(Memory.budget(4 << 20, 8L << 30)).isEqualTo(64L << 20);
        assertThat(Memory.budget(16 << 20, 8L << 30)).isEqualTo(128L << 20);
        assertThat(Memory.budget(16 << 20, 64L << 20)).isEqualTo(16L << 20);
    }

    @Test
    void theLastEighthIsKeptForSmallRequests() throws Exception {
        Memory memory = new Memory(8 << 20, () -> false);
        assertThat(memory.largest()).isEqualTo(7 << 20);
        memory.take(7 << 20, 0);
        assertThatThrownBy(() -> memory.take(1, 64 << 10)).hasMessage(Memory.FULL);
        for (int i = 0; i < 16; i++) {
            memory.take(64 << 10, 0);
        }
        assertThatThrownBy(() -> memory.take(1, 0)).hasMessage(Memory.FULL);
        memory.giveBack(1);
        memory.take(1, 0);
        assertThat(memory.taken()).isEqualTo(8 << 20);
    }

    @Test
    void reliefIsAskedForUntilThereIsRoom() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        Memory[] memory = new Memory[1];
        memory[0] = new Memory(80, () -> {
            memory[0].giveBack(20);
            return asked.incrementAndGet() < 9;
        });
        memory[0].add(70);
        memory[0].take(50, 0);
        assertThat(asked).hasValue(2);
        assertThat(memory[0].taken()).isEqualTo(80);
    }

    @Test
    void roomAtTheEndOfAChunkedBodyIsGivenBack() throws Exception {
        Memory memory = new Memory(1 << 20, () -> false);
        RequestParser parser = new RequestParser(1 << 20, memory);
        take(parser, HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        assertThat(parser.isComplete()).isTrue();
        assertThat(parser.held()).isEqualTo(8_192);
        assertThat(parser.body()).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(parser.held()).isEqualTo(5);
        assertThat(memory.taken()).isEqualTo(5);
        parser.release();
        assertThat(memory.taken()).isZero();
    }

    @Test
    void longHeadersAreCounted() throws Exception {
        Memory memory = new Memory(20 << 10, () -> false);
        RequestParser parser = new RequestParser(1 << 20, memory);
        take(parser, HEAD + "X: " + "a".repeat(3_000) + "\r\n");
        assertThat(memory.taken()).isEqualTo(4 << 10);
        assertThatThrownBy(() -> take(parser, "Y: " + "a".repeat(12_000)))
                .isInstanceOfSatisfying(
                        HttpFault.class, fault -> assertThat(fault.status()).isEqualTo(503));
        parser.release();
        assertThat(memory.taken()).isZero();
    }

    private static void take(RequestParser parser, String text) throws HttpFault {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        parser.take(bytes);
        if (parser.takeHead()) {
            parser.take(bytes);
        }
    }
}
