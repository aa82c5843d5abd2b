package io.github.modelkeel.feast;

import io.github.modelkeel.client.internal.json.JsonText;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The body of an answer, which fails when it is longer than a document that is read. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();
    private Flow.@Nullable Subscription subscription;
    private long room = JsonText.MAX_DOCUMENT_BYTES;

    @Override
    public CompletionStage<byte[]> getBody() {
        return all.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        all.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        room -= part.stream().mapToLong(ByteBuffer::remaining).sum();
        if (room >= 0) {
            all.onNext(part);
        } else if (subscription != null) {
            subscription.cancel();
            subscription = null;
            all.onError(new IOException("the answer is longer than " + (JsonText.MAX_DOCUMENT_BYTES >> 20) + " MiB"));
        }
    }

    @Override
    public void onError(Throwable failure) {
        all.onError(failure);
    }

    @Override
    public void onComplete() {
        all.onComplete();
    }
}
