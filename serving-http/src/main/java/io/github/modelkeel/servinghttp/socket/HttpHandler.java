package io.github.modelkeel.servinghttp.socket;

import io.github.modelkeel.servinghttp.message.Answer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Answers what the sockets bring. Safe for use by multiple threads; never throws. */
public interface HttpHandler {
    /** Answers a complete request. */
    Answer answer(String method, String target, Function<String, @Nullable String> headers, byte[] body);

    /** The error for a request that cannot be handed over. */
    Answer refuse(String target, int status, String message);
}
