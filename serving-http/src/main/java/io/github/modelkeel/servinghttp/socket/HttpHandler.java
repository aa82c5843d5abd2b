package io.github.modelkeel.servinghttp.socket;

import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.HeaderLookup;

/** Answers what the sockets bring. Safe for use by multiple threads; never throws. */
public interface HttpHandler {
    /** Answers a complete request. */
    Answer answer(String method, String target, HeaderLookup headers, byte[] body);

    /** The error for a request that cannot be handed over. */
    Answer refuse(String target, int status, String message);
}
