package io.github.modelkeel.servinghttp.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void theBudgetIsAtMostAQuarterOfTheHeap() {
        assertThat(Memory.budget(4 << 20, 8L << 30)).isEqualTo(64L << 20);
        assertThat(Memory.budget(16 << 20, 8L << 30)).isEqualTo(128L << 20);
        assertThat(Memory.budget(16 << 20, 64L << 20)).isEqualTo(16L << 20);
    }

    @Test
    void theCopyOfAChunkedBodyIsCountedAndGivenBack() throws Exception {
        Memory memory = new Memory(8_192 + 5, held -> false);
        RequestParser parser = chunked(memory);
        assertThat(parser.held()).isEqualTo(8_192);
        assertThat(parser.body()).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
        assertThat(parser.held()).isEqualTo(5);
        parser.release();
        memory.take(8_192 + 5, 0);
        assertThatThrownBy(() -> memory.take(1, 0)).hasMessage(Memory.FULL);
        assertThatThrownBy(() -> chunked(new Memory(8_192 + 4, held -> false)).body())
                .hasMessage(Memory.FULL);
    }

    private static RequestParser chunked(Memory memory) throws HttpFault {
        RequestParser parser = new RequestParser(1 << 20, memory);
        ByteBuffer bytes = ByteBuffer.wrap(
                "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        parser.take(bytes);
        assertThat(parser.takeHead()).isTrue();
        parser.take(bytes);
        assertThat(parser.isComplete()).isTrue();
        return parser;
    }
}
