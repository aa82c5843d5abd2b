package io.github.modelkeel.servinghttp.socket;

import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.HeaderLookup;
import org.jspecify.annotations.Nullable;

/** Answers what the sockets bring. Safe for use by multiple threads; never throws. */
public interface HttpHandler {
    /** Answers a complete request. */
    Answer answer(String method, String target, HeaderLookup headers, byte[] body);

    /** The error for a request whose body need not be received, as it has no permission; null where it may come. Does not wait. */
    default @Nullable Answer refuseHead(String method, String target, HeaderLookup headers) {
        return null;
    }

    /** The error for a request that cannot be handed over. */
    Answer refuse(String target, int status, String message);
}
