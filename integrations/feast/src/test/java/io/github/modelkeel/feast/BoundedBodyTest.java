package io.github.modelkeel.feast;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.internal.json.JsonText;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedBodyTest {
    private final AtomicInteger cancelled = new AtomicInteger();

    private BoundedBody body() {
        BoundedBody body = new BoundedBody();
        body.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long n) {}

            @Override
            public void cancel() {
                cancelled.incrementAndGet();
            }
        });
        return body;
    }

    @Test
    void aBodyOfTheLargestSizeIsRead() {
        BoundedBody body = body();
        body.onNext(List.of(ByteBuffer.allocate(JsonText.MAX_DOCUMENT_BYTES - 1), ByteBuffer.allocate(1)));
        body.onComplete();
        assertThat(body.getBody().toCompletableFuture().join()).hasSize(JsonText.MAX_DOCUMENT_BYTES);
    }

    @Test
    void aLargerOneIsBrokenOff() {
        BoundedBody body = body();
        body.onNext(List.of(ByteBuffer.allocate(JsonText.MAX_DOCUMENT_BYTES)));
        body.onNext(List.of(ByteBuffer.allocate(1)));
        body.onNext(List.of(ByteBuffer.allocate(1)));
        body.onComplete();
        assertThat(body.getBody().toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("the answer is longer than 32 MiB");
        assertThat(cancelled).hasValue(1);
    }
}
